"""The Sprint Board over GraphQL, asked through PyGithub's own GraphQL methods."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import httpx
import pytest
from github import GithubException, UnknownObjectException
from graphql import GraphQLSchema, build_schema
from graphql.type import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
)

from tests.sandbox.github_models import public_schema
from tests.sandbox.github_room import Room, as_before, github_truth, hub

__all__ = ["as_before", "github_truth", "hub"]
pytestmark = pytest.mark.slow

PROJECT = """
query Board($org: String!, $number: Int!) {
  organization(login: $org) {
    projectV2(number: $number) {
      id number title closed public url
      fields(first: 50) {
        totalCount
        nodes {
          __typename
          ... on ProjectV2FieldCommon { id name dataType }
          ... on ProjectV2SingleSelectField { options { id name color description } }
          ... on ProjectV2IterationField { configuration { startDay duration
            iterations { id title startDate duration } completedIterations { id title startDate duration } } }
        }
      }
    }
  }
}
"""
ITEMS = """
query Items($id: ID!, $after: String, $size: Int!) {
  node(id: $id) { ... on ProjectV2 { items(first: $size, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { id type isArchived updatedAt content { __typename ... on Issue { number title } } }
  } } }
}
"""
PLACE = """
query Place($owner: String!, $repo: String!, $n: Int!) {
  viewer { login }
  rateLimit { limit remaining }
  repository(owner: $owner, name: $repo) {
    nameWithOwner isPrivate
    issue(number: $n) {
      id number title body state stateReason closed closedAt url updatedAt
      author { login }
      assignees(first: 5) { nodes { login } }
      labels(first: 5) { nodes { name color } }
      comments(first: 5) { totalCount nodes { body author { login } } }
      projectItems(first: 20, includeArchived: true) { nodes {
        id isArchived project { id number }
        status: fieldValueByName(name: "status") {
          ... on ProjectV2ItemFieldSingleSelectValue { name optionId } }
        fieldValues(first: 30) { nodes { __typename
          ... on ProjectV2ItemFieldIterationValue { title iterationId startDate duration
            field { ... on ProjectV2FieldCommon { id name } } }
          ... on ProjectV2ItemFieldNumberValue { number }
          ... on ProjectV2ItemFieldTextValue { text }
          ... on ProjectV2ItemFieldLabelValue { labels(first: 5) { nodes { name } } }
          ... on ProjectV2ItemFieldUserValue { users(first: 5) { nodes { login } } }
          ... on ProjectV2ItemFieldRepositoryValue { repository { name } } } }
      } }
    }
  }
}
"""
ADD = """
mutation($p: ID!, $c: ID!) { addProjectV2ItemById(input: { projectId: $p, contentId: $c }) { item { id } } }
"""


class Board:
    """The board as a test handles it, by the mutations that PyGithub names."""

    def __init__(self, hub: Room, token: str = "") -> None:
        self.hub = hub
        self.requester = hub.client(token).requester
        self.project = self.query(PROJECT, org=hub.ready["org"], number=hub.ready["project"])["organization"][
            "projectV2"
        ]
        self.fields = {node["name"]: node for node in self.project["fields"]["nodes"]}

    def query(self, text: str, **variables: Any) -> dict[str, Any]:
        data: dict[str, Any] = self.requester.graphql_query(text, variables)[1]["data"]
        return data

    def mutate(self, name: str, output: str, **wish: Any) -> dict[str, Any]:
        wish = {"projectId": self.project["id"], **wish}
        found: dict[str, Any] = self.requester.graphql_named_mutation(name, wish, output)[1]
        return found

    def add(self, node_id: str) -> str:
        item = self.mutate("addProjectV2ItemById", "item { id type }", contentId=node_id)["item"]
        assert item["type"] == "ISSUE"
        return str(item["id"])

    def set(self, item: str, field: str, **value: Any) -> None:
        where = self.fields[field]["id"]
        self.mutate(
            "updateProjectV2ItemFieldValue", "projectV2Item { id }", itemId=item, fieldId=where, value=value
        )

    def items(self, size: int = 100) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        after = None
        while True:
            page = self.query(ITEMS, id=self.project["id"], after=after, size=size)["node"]["items"]
            found += page["nodes"]
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                assert page["totalCount"] == len(found)
                return found

    def place(self, number: int) -> dict[str, Any]:
        owner, _, name = self.hub.ready["repository"].partition("/")
        issue: dict[str, Any] = self.query(PLACE, owner=owner, repo=name, n=number)["repository"]["issue"]
        return issue


@pytest.fixture
def board(hub: Room) -> Board:
    return Board(hub)


def test_the_board_is_found_by_its_number(board: Board) -> None:
    """Its fields are there with options and sprints: two weeks, Wednesday to Tuesday, one of them running."""
    assert {"Title", "Status", "Sprint", "Priority"} <= set(board.fields)
    assert [one["name"] for one in board.fields["Status"]["options"]] == [
        "Up Next",
        "In progress",
        "Needs Input",
        "Done",
    ]
    setting = board.fields["Sprint"]["configuration"]
    today = date(2026, 3, 4)
    first = setting["iterations"][0]
    begins = date.fromisoformat(first["startDate"])
    assert begins <= today < begins + timedelta(days=first["duration"])
    assert {date.fromisoformat(one["startDate"]).weekday() for one in setting["iterations"]} == {2}
    assert (begins - date(2021, 11, 10)).days % 14 == 0


def test_a_sprint_that_is_over_becomes_completed(hub: Room, board: Board) -> None:
    """When the clock passes its last day, an iteration moves from one list to the other."""
    running = board.fields["Sprint"]["configuration"]["iterations"][0]
    now = hub.sandbox.now()
    hub.sandbox.advance(15 * 86400)
    try:
        later = Board(hub).fields["Sprint"]["configuration"]
        assert later["completedIterations"][0] == running
        assert running not in later["iterations"]
    finally:
        hub.sandbox.set_clock(now)


def test_adding_twice_gives_the_same_item(hub: Room, board: Board) -> None:
    """Adding is safe to repeat, and a new item lands at the bottom."""
    issue = hub.repository().create_issue("for the board")
    first = board.add(issue.node_id)
    assert board.add(issue.node_id) == first
    assert [one["id"] for one in board.items()][-1] == first


def test_fields_are_set_and_cleared(hub: Room, board: Board) -> None:
    """Status, sprint and number show on the item; the issue itself stays untouched."""
    issue = hub.repository().create_issue("to plan", labels=["support"], assignees=[hub.logins["mei"]])
    item = board.add(issue.node_id)
    options = {one["name"]: one["id"] for one in board.fields["Status"]["options"]}
    sprint = board.fields["Sprint"]["configuration"]["iterations"][0]
    board.set(item, "Status", singleSelectOptionId=options["Up Next"])
    board.set(item, "Sprint", iterationId=sprint["id"])
    board.set(item, "Estimate", number=2.5)
    shown = board.place(issue.number)
    found = shown["projectItems"]["nodes"][0]
    assert (found["id"], found["status"]["name"]) == (item, "Up Next")
    values = {value["__typename"]: value for value in found["fieldValues"]["nodes"]}
    assert values["ProjectV2ItemFieldIterationValue"]["title"] == sprint["title"]
    assert values["ProjectV2ItemFieldNumberValue"]["number"] == 2.5
    assert values["ProjectV2ItemFieldUserValue"]["users"]["nodes"] == [{"login": hub.logins["mei"]}]
    assert shown["updatedAt"] == f"{issue.updated_at:%Y-%m-%dT%H:%M:%SZ}"
    board.mutate(
        "clearProjectV2ItemFieldValue",
        "projectV2Item { id }",
        itemId=item,
        fieldId=board.fields["Status"]["id"],
    )
    assert board.place(issue.number)["projectItems"]["nodes"][0]["status"] is None


def test_items_are_placed_where_one_says(hub: Room, board: Board) -> None:
    """At the top without another item, right after it with one; the rest keep their order."""
    one, two = (board.add(hub.repository().create_issue(title).node_id) for title in ("one", "two"))
    before = [item["id"] for item in board.items() if item["id"] not in (one, two)]
    board.mutate("updateProjectV2ItemPosition", "items(first: 1) { nodes { id } }", itemId=two)
    board.mutate(
        "updateProjectV2ItemPosition", "items(first: 1) { nodes { id } }", itemId=one, afterId=before[2]
    )
    assert [item["id"] for item in board.items()] == [two, *before[:3], one, *before[3:]]


def test_the_board_is_read_in_pages(board: Board) -> None:
    """Cursors lead through the whole board, each item once."""
    small, large = board.items(size=3), board.items(size=100)
    assert [one["id"] for one in small] == [one["id"] for one in large]


def test_what_a_token_may_not_see_is_redacted(hub: Room, board: Board) -> None:
    """An item of a private repository shows its place, and nothing of its content."""
    redacted = [item for item in board.items() if item["type"] == "REDACTED"]
    assert [item["content"] for item in redacted] == [None]
    insider = {item["id"]: item for item in Board(hub, hub.tokens["amara"]).items()}
    assert insider[redacted[0]["id"]]["content"]["title"] == "Rotate the keys of the cloud accounts"


def test_items_are_archived_deleted_and_drafted(hub: Room, board: Board) -> None:
    """An archived item leaves the list and is still told by its issue; a deleted one is gone."""
    issue = hub.repository().create_issue("to put away")
    item = board.add(issue.node_id)
    board.mutate("archiveProjectV2Item", "item { id isArchived }", itemId=item)
    assert item not in {one["id"] for one in board.items()}
    assert board.place(issue.number)["projectItems"]["nodes"][0]["isArchived"] is True
    board.mutate("unarchiveProjectV2Item", "item { id }", itemId=item)
    assert board.mutate("deleteProjectV2Item", "deletedItemId", itemId=item)["deletedItemId"] == item
    assert board.place(issue.number)["projectItems"]["nodes"] == []
    draft = board.mutate("addProjectV2DraftIssue", "projectItem { id type }", title="an idea", body="later")
    assert draft["projectItem"]["type"] == "DRAFT_ISSUE"


def test_an_issue_is_closed_and_opened_over_graphql(hub: Room, board: Board) -> None:
    """CloseIssue and reopenIssue do what REST does."""
    issue = hub.repository().create_issue("to close")
    close = (
        "mutation($i: ID!) { closeIssue(input: {issueId: $i, stateReason: NOT_PLANNED}) { issue { state } } }"
    )
    board.query(close, i=issue.node_id)
    issue.update()
    assert (issue.state, issue.state_reason) == ("closed", "not_planned")
    board.query(
        "mutation($i: ID!) { reopenIssue(input: {issueId: $i}) { issue { state } } }", i=issue.node_id
    )
    issue.update()
    assert issue.state == "open"


def _errors(hub: Room, document: str, token: str = "", **variables: Any) -> tuple[Any, list[dict[str, Any]]]:
    """What a bare client gets: GraphQL says no with status 200."""
    url = hub.ready["url"].replace("/v3", "/graphql")
    headers = {"Authorization": f"Bearer {token or hub.ready['token']}"}
    answer = httpx.post(
        url, json={"query": document, "variables": variables}, headers=headers, trust_env=False, timeout=30
    )
    assert answer.status_code == 200
    body = answer.json()
    return body.get("data"), body["errors"]


def test_errors_come_with_status_200_and_a_type(hub: Room, board: Board) -> None:
    """Nothing found, not allowed, not valid: each has its type, its path and GitHub's words."""
    data, (error,) = _errors(hub, PROJECT, org=hub.ready["org"], number=999)
    assert data == {"organization": {"projectV2": None}}
    assert (error["type"], error["path"]) == ("NOT_FOUND", ["organization", "projectV2"])
    assert error["message"] == "Could not resolve to a ProjectV2 with the number 999."
    _, (error,) = _errors(hub, ADD, p=board.project["id"], c="I_nothing")
    assert error["message"] == "Could not resolve to a node with the global id of 'I_nothing'."
    issue = hub.repository().get_issue(7)
    _, (error,) = _errors(hub, ADD, "gh-guest-tala-token", p=board.project["id"], c=issue.node_id)
    assert error["type"] == "FORBIDDEN"
    item = board.add(issue.node_id)
    with pytest.raises(GithubException) as caught:
        board.set(item, "Status", singleSelectOptionId="no-such")
    assert caught.value.data["errors"][0]["type"] == "VALIDATION"
    with pytest.raises(GithubException):
        board.set(item, "Title", text="belongs to the issue")
    with pytest.raises(UnknownObjectException):
        board.mutate("deleteProjectV2Item", "deletedItemId", itemId="PVTI_gone")


def test_documents_that_make_no_sense_are_refused(hub: Room) -> None:
    """Unknown fields, bad syntax, missing page sizes and no document at all."""
    for document in ("{ nonsense }", "{ viewer { login ", "{ organization(login: 5) { id } }", " "):
        data, errors = _errors(hub, document)
        assert data is None
        assert errors[0]["message"]
    asked = f'{{ organization(login: "{hub.ready["org"]}") {{ projectsV2%s {{ totalCount }} }} }}'
    assert _errors(hub, asked % "")[1][0]["type"] == "MISSING_PAGINATION_BOUNDARIES"
    assert _errors(hub, asked % "(first: 101)")[1][0]["type"] == "EXCESSIVE_PAGINATION"
    assert _errors(hub, asked % '(first: 1, after: "x")')[1][0]["type"] == "INVALID_CURSOR_ARGUMENTS"


def test_graphql_over_its_limit_says_so_with_status_200(hub: Room) -> None:
    """A used-up hour is an error of type RATE_LIMIT; REST goes on."""
    hub.turn(graphql=0)
    _, (error,) = _errors(hub, "{ viewer { login } }")
    assert (error["type"], error["code"]) == ("RATE_LIMIT", "graphql_rate_limit")
    assert hub.client().get_user().login == "support-desk"


def test_people_rename_fields_and_options(hub: Room) -> None:
    """After a change on the board's page, the new names are served, with the same ids."""
    before = Board(hub).fields["Priority"]
    hub.say("/github/fields/Priority", name="Urgency", options={"High": "Now"})
    try:
        after = Board(hub).fields
        assert "Priority" not in after
        assert after["Urgency"]["id"] == before["id"]
        assert [one["name"] for one in after["Urgency"]["options"]] == ["Now", "Medium", "Low"]
    finally:
        hub.say("/github/fields/Urgency", name="Priority", options={"Now": "High"})


def test_our_part_of_the_schema_is_githubs(request: pytest.FixtureRequest) -> None:
    """Every type, field, argument and value of the sandbox's schema stands in the published one, the same."""
    text = files("supporthub_ext.sandbox.github.graph").joinpath("schema.graphql").read_text()
    ours, theirs = build_schema(text), public_schema(request.config.cache.mkdir("github-schema"))
    differing = [
        line
        for name, kind in ours.type_map.items()
        if not name.startswith("__")
        for line in _differences(name, kind, theirs)
    ]
    assert not differing


def _differences(name: str, kind: Any, theirs: GraphQLSchema) -> list[str]:
    other: Any = theirs.type_map.get(name)
    if type(other) is not type(kind):
        return [name]
    if isinstance(kind, GraphQLEnumType):
        return [f"{name}.{value}" for value in kind.values if value not in other.values]
    if isinstance(kind, GraphQLUnionType):
        known = {one.name for one in other.types}
        return [f"{name}: {one.name}" for one in kind.types if one.name not in known]
    if isinstance(kind, GraphQLInputObjectType):
        return [f"{name}.{key}" for key, one in kind.fields.items() if str(one.type) != _type(other, key)]
    if not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
        return []
    found = [f"{name}.{key}" for key, one in kind.fields.items() if str(one.type) != _type(other, key)]
    for key, one in kind.fields.items():
        arguments = other.fields[key].args if key in other.fields else {}
        types = {argument: str(value.type) for argument, value in arguments.items()}
        if any(types.get(argument) != str(value.type) for argument, value in one.args.items()):
            found.append(f"{name}.{key}(...)")
    return found


def _type(kind: Any, key: str) -> str:
    return str(kind.fields[key].type) if key in kind.fields else "missing"
