"""The Sprint Board by our client, over real HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from datetime import date
from typing import Any, TypeVar

import pytest

from supporthub_ext.errors import (
    ServiceDown,
    ServiceError,
    ServiceLimited,
    ServiceMissing,
    ServiceRefused,
    ServiceRejected,
)
from supporthub_ext.services.board import Board
from supporthub_ext.services.board_documents import DOCUMENTS
from supporthub_ext.services.board_records import BoardItem, BoardShape
from supporthub_ext.services.github import GitHub
from tests.sandbox.github_models import check_document, public_schema
from tests.sandbox.github_room import MADE_UP, Room, as_before, github_truth, hub

__all__ = ["as_before", "github_truth", "hub"]
pytestmark = pytest.mark.slow

T = TypeVar("T")
TODAY = date(2026, 3, 4)


def run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def refused(work: Coroutine[Any, Any, Any]) -> ServiceError:
    with pytest.raises(ServiceError) as caught:
        run(work)
    return caught.value


@pytest.fixture
def github(hub: Room) -> Iterator[GitHub]:
    github = GitHub(hub.ready["url"], hub.ready["token"], hub.ready["repository"])
    yield github
    run(github.close())


@pytest.fixture
def board(github: GitHub, hub: Room) -> Board:
    return Board(github.calls, hub.ready["org"], hub.ready["project"])


@pytest.fixture
def shape(board: Board) -> BoardShape:
    return run(board.shape())


def add(hub: Room, board: Board, shape: BoardShape, title: str, *labels: str) -> tuple[int, str]:
    issue = hub.repository().create_issue(title, labels=list(labels))
    return issue.number, run(board.add(shape, issue.node_id))


async def every(board: Board, shape: BoardShape) -> list[BoardItem]:
    return [item async for item in board.items(shape)]


def test_an_item_is_placed_by_name(hub: Room, board: Board, shape: BoardShape) -> None:
    """Field, option and running sprint are found by their names, capitals aside, and show on the item."""
    number, item = add(hub, board, shape, "to place", "support")
    run(board.set_values(shape, item, {"status": "up next"}, ("Sprint", TODAY)))
    found = run(board.find(shape, hub.ready["repository"], number))
    assert found is not None
    assert (found.id, found.value("STATUS"), found.labels) == (item, "Up Next", ("support",))
    assert found.value("Sprint") == shape.sprint("Sprint", TODAY)[1].title
    assert found.value("Priority") is None


def test_adding_again_gives_the_same_item(hub: Room, board: Board, shape: BoardShape) -> None:
    """Adding can be repeated without a look."""
    issue = hub.repository().create_issue("twice")
    assert run(board.find(shape, hub.ready["repository"], issue.number)) is None
    assert run(board.add(shape, issue.node_id)) == run(board.add(shape, issue.node_id))


def test_support_items_stand_together_above_the_rest(hub: Room, board: Board, shape: BoardShape) -> None:
    """A new item goes right after the last open one of its label; at the top when there is none."""
    _, first = add(hub, board, shape, "first", "made for this")
    assert run(board.last_with_label(shape, "made for this", first)) is None
    run(board.move(shape, first, None))
    _, second = add(hub, board, shape, "second", "made for this")
    after = run(board.last_with_label(shape, "made for this", second))
    assert after == first
    run(board.move(shape, second, after))
    assert [item.id for item in run(every(board, shape))][:2] == [first, second]


def test_what_we_may_not_see_is_said_to_be_hidden(board: Board, shape: BoardShape) -> None:
    """A redacted item has its place and no content."""
    hidden = [item for item in run(every(board, shape)) if item.redacted]
    assert [(item.number, item.repository, dict(item.values)) for item in hidden] == [(None, None, {})]


def test_a_renamed_field_is_named_with_what_is_there(hub: Room, board: Board) -> None:
    """Somebody renames a field, or an option: the error says what is there instead."""
    hub.say("/github/fields/Status", name="State", options={"Up Next": "Next up"})
    try:
        shape = run(board.shape())
        problem = refused(board.set_values(shape, "i", {"Status": "Up Next"}))
        assert isinstance(problem, ServiceMissing)
        assert 'no field "Status"; it has: State, Priority' in problem.message
        problem = refused(board.set_values(shape, "i", {"State": "Up Next"}))
        assert 'no "Up Next" in "State"; it has: Next up, In progress, Needs Input, Done' in problem.message
        assert "process file" in problem.what_to_do
    finally:
        hub.say("/github/fields/State", name="Status", options={"Next up": "Up Next"})


def test_a_sprint_is_found_for_any_planned_day(shape: BoardShape) -> None:
    """Past and coming sprints count too; a day that nobody planned is said."""
    running = shape.sprint("Sprint", TODAY)[1]
    assert running.first_day <= TODAY < running.end_day
    assert shape.sprint("Sprint", running.end_day)[1].first_day == running.end_day
    with pytest.raises(ServiceMissing, match="no sprint"):
        shape.sprint("Sprint", date(2021, 1, 1))
    with pytest.raises(ServiceMissing, match="none comes"):
        shape.sprint("Sprint", date(2031, 1, 1))
    with pytest.raises(ServiceMissing, match="it has: Sprint"):
        shape.sprint("Status", TODAY)


def test_an_archived_item_is_found_and_brought_back(hub: Room, board: Board, shape: BoardShape) -> None:
    """Archived items leave the list; the issue still tells of them."""
    number, item = add(hub, board, shape, "put away")
    requester = hub.client().requester
    wish = {"projectId": shape.id, "itemId": item}
    requester.graphql_named_mutation("archiveProjectV2Item", wish, "item { id }")
    found = run(board.find(shape, hub.ready["repository"], number))
    assert found is not None
    assert found.archived
    assert item not in {one.id for one in run(every(board, shape))}
    run(board.unarchive(shape, item))
    assert item in {one.id for one in run(every(board, shape))}


def test_githubs_noes_become_ours(hub: Room, github: GitHub, board: Board, shape: BoardShape) -> None:
    """HTTP 200 with an error: no such board, a gone item, no rights, a value that does not fit, too much."""
    assert isinstance(refused(Board(github.calls, hub.ready["org"], 99).shape()), ServiceMissing)
    assert isinstance(refused(Board(github.calls, "nobody", 4).shape()), ServiceMissing)
    assert isinstance(refused(board.move(shape, "PVTI_gone", None)), ServiceMissing)
    assert isinstance(refused(board.find(shape, hub.ready["repository"], 99_999)), ServiceMissing)
    _, item = add(hub, board, shape, "to refuse")
    status = shape.field("Status", "SINGLE_SELECT")
    wish = {"item": item, "field0": status.id, "value0": {"singleSelectOptionId": "no-such"}}
    assert isinstance(
        refused(github.calls.mutate(DOCUMENTS["SET"], project=shape.id, **wish)), ServiceRejected
    )
    outsider = GitHub(hub.ready["url"], "gh-guest-tala-token", hub.ready["repository"])
    theirs = Board(outsider.calls, hub.ready["org"], hub.ready["project"])
    assert isinstance(refused(theirs.move(shape, item, None)), ServiceRefused)
    run(outsider.close())
    hub.turn(graphql=0)
    problem = refused(board.move(shape, item, None))
    assert isinstance(problem, ServiceLimited)
    assert problem.retry_after_s >= 1


def test_a_mutation_whose_answer_is_lost_is_sent_once(hub: Room, board: Board, shape: BoardShape) -> None:
    """Stored, then 502: it was sent once, and adding again finds the same item."""
    issue = hub.repository().create_issue("lost on the way")
    hub.sandbox.fault(
        service="github", method="POST", path="/api/graphql", status=502, body=MADE_UP, count=1, when="after"
    )
    before = hub.calls("POST")
    problem = refused(board.add(shape, issue.node_id))
    assert isinstance(problem, ServiceDown)
    assert (problem.stored, hub.calls("POST")) == (True, before + 1)
    found = run(board.find(shape, hub.ready["repository"], issue.number))
    assert found is not None
    assert run(board.add(shape, issue.node_id)) == found.id


@pytest.mark.parametrize("name", DOCUMENTS)
def test_our_documents_fit_githubs_schema(name: str, request: pytest.FixtureRequest) -> None:
    """Every document that we send is valid in the published schema."""
    check_document(DOCUMENTS[name], public_schema(request.config.cache.mkdir("github-schema")))
