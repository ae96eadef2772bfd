"""What must always hold in GitHub, whatever people do, and wherever the clock goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.sandbox.clock import Clock
from supporthub_ext.sandbox.github import assignees, comments, issues, labels
from supporthub_ext.sandbox.github.backlog import Backlog
from supporthub_ext.sandbox.github.board import Content
from supporthub_ext.sandbox.github.opening import open_github
from supporthub_ext.sandbox.github.records import Issue
from supporthub_ext.sandbox.github.refusal import Refused
from supporthub_ext.sandbox.github.shapes.issues import Shaper
from supporthub_ext.sandbox.people import BOT, TEAM
from supporthub_ext.sandbox.world import World

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
TOKENS = [BOT.github_token, TEAM[0].github_token, "gh-guest-tala-token"]
NAMES = ["support", "SUPPORT", "event", "new one"]
LOGINS = [TEAM[0].github_login, TEAM[1].github_login, "tala-vea", "nobody"]
KINDS = [
    *("open", "open", "comment", "recomment", "label", "unlabel", "set", "assign", "unassign"),
    *("close", "reopen", "rename", "delete", "transfer", "add", "move"),
]


class Deed(NamedTuple):
    kind: str
    token: str
    which: int  # of the issues that stand
    name: str
    login: str
    text: str
    seconds: int  # how far the clock moves before; also backwards


deeds = st.builds(
    Deed,
    kind=st.sampled_from(KINDS),
    token=st.sampled_from(TOKENS),
    which=st.integers(0, 40),
    name=st.sampled_from(NAMES),
    login=st.sampled_from(LOGINS),
    text=st.text(min_size=1, max_size=8).filter(str.strip),
    seconds=st.integers(-100, 100),
)


class Life:
    """Does deeds to one repository, and looks at it as its lists and views show it."""

    def __init__(self) -> None:
        world = World(seed=1, clock=Clock(NOW))
        self.world, self.state = world, open_github(world)
        Backlog(world, self.state).write()
        self.repository = next(iter(self.state.repositories.values()))
        self.other = list(self.state.repositories.values())[1]
        self.board = self.state.projects[world.places.project]
        self.shaper = Shaper(self.repository, "http://127.0.0.1:1")
        self.seen: dict[int, str] = {}

    def do(self, deed: Deed) -> None:
        self.world.clock.advance(deed.seconds)
        by = self.state.accounts.by_token(deed.token)
        assert by is not None
        numbers = sorted(self.repository.issues)
        number = numbers[deed.which % len(numbers)] if numbers else 1
        with suppress(Refused):
            self._do(deed, by, number)

    def _do(self, deed: Deed, by: Any, number: int) -> None:
        here, text = self.repository, deed.text
        issue = here.issue(number)
        wishes: dict[str, Any] = {
            "open": lambda: issues.create(here, by, text, text, labels=[deed.name], assignees=[deed.login]),
            "comment": lambda: comments.add(here, by, number, text),
            "recomment": lambda: comments.edit(
                here, by, here.comments()[-1].id if here.comments() else 1, text
            ),
            "label": lambda: labels.add(here, by, number, [deed.name]),
            "unlabel": lambda: labels.remove(here, by, number, deed.name),
            "set": lambda: labels.put(here, by, number, [deed.name]),
            "assign": lambda: assignees.assign(here, by, number, [deed.login]),
            "unassign": lambda: assignees.unassign(here, by, number, [deed.login]),
            "close": lambda: issues.edit(here, by, number, {"state": "closed"}),
            "reopen": lambda: issues.edit(here, by, number, {"state": "open"}),
            "rename": lambda: issues.edit(here, by, number, {"title": text}),
            "delete": lambda: issues.delete(here, number),
            "transfer": lambda: issues.transfer(here, number, self.other),
            "add": lambda: self.board.add(by, Content("ISSUE", issue.id, issue.node_id)),
            "move": lambda: self.board.move(
                self.board.items[deed.which % len(self.board.items)].node_id, None
            ),
        }
        wishes[deed.kind]()

    def check(self) -> None:
        every = [*self.repository.issues.values(), *self.other.issues.values()]
        self._check_ids(every)
        listed = {issue.number: self.shaper.issue(issue) for issue in self.state.listed(self.repository)}
        viewed = {
            number: self.shaper.issue(self.repository.issue(number)) for number in self.repository.issues
        }
        assert listed == viewed
        for issue in every:
            shown = self.shaper.issue(issue)
            assert shown["created_at"] <= shown["updated_at"]
            assert self.seen.get(issue.id, "") <= shown["updated_at"]
            assert (shown["state"] == "closed") == (shown["closed_at"] is not None)
            self.seen[issue.id] = shown["updated_at"]

    def _check_ids(self, every: list[Issue]) -> None:
        things = [*every, *self.board.items, *self.board.fields]
        things += [comment for issue in every for comment in issue.comments]
        things += [label for one in (self.repository, self.other) for label in one.labels.values()]
        ids = [thing.id for thing in things]
        nodes = [thing.node_id for thing in things]
        assert len(ids) == len(set(ids))
        assert len(nodes) == len(set(nodes))
        on_board = [item.content.issue_id for item in self.board.items]
        assert len(on_board) == len(set(on_board))


@settings(max_examples=50, deadline=None)
@given(st.lists(deeds, max_size=30))
def test_whatever_people_do(every: list[Deed]) -> None:
    """Ids are unique, updated_at never goes back, list equals view, what was stored is served."""
    life = Life()
    for deed in every:
        life.do(deed)
        life.check()


@pytest.fixture
def life() -> Iterator[Life]:
    return Life()


def test_a_number_is_never_used_again(life: Life) -> None:
    """After a deletion the next issue gets a new number."""
    by = life.state.accounts.by_token(BOT.github_token)
    assert by is not None
    first = issues.create(life.repository, by, "one")
    issues.delete(life.repository, first.number)
    assert issues.create(life.repository, by, "two").number == first.number + 1


def test_what_is_done_is_told(life: Life) -> None:
    """Whoever reacts to deeds hears of each: opened, labelled, assigned, commented, closed."""
    told: list[str] = []
    life.world.deeds.listen(lambda deed: told.append(deed.kind))
    by = life.state.accounts.by_token(BOT.github_token)
    assert by is not None
    issue = issues.create(life.repository, by, "one", labels=["support"], assignees=[TEAM[6].github_login])
    comments.add(life.repository, by, issue.number, "hello")
    issues.edit(life.repository, by, issue.number, {"state": "closed"})
    assert told == [f"github.{kind}" for kind in ("labeled", "assigned", "opened", "commented", "closed")]
