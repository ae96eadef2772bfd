"""The calls that a doctor makes: each only reads, and some need what an earlier one found.

``{words}`` in a call are filled from the place's facts and from what earlier calls found; a call whose words
are unknown is left out, and said to be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Find = Callable[[Any, Mapping[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One call.

    Attributes
    ----------
    method, path
        As HTTP has them; the path stands below the service's root.
    query
        The query, or for POST to Slack the form.
    graphql
        A GraphQL document, for which ``path`` is only a name; ``query`` holds its variables.
    finds
        Word -> how it is found in the answer; it answers None where it is not there.
    """

    method: str
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    graphql: str = ""
    finds: Mapping[str, Find] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Answer what the call is called in a recording."""
        asked = f"?{'&'.join(f'{name}={value}' for name, value in self.query.items())}" if self.query else ""
        return f"{self.method} {self.path}{'' if self.graphql else asked}"


def at(*path: str | int) -> Find:
    """Answer how to find what stands at a path, such as ``at(0, "id")``."""

    def find(body: Any, _facts: Mapping[str, Any]) -> Any:
        for step in path:
            try:
                body = body[step]
            except (KeyError, IndexError, TypeError):
                return None
        return body

    return find


def ticket(body: Any, _facts: Mapping[str, Any]) -> Any:
    """Answer the id of a ticket that somebody answered, so that it has a conversation; else of any."""
    rows = [one for one in body or () if isinstance(one, dict)]
    answered = [one for one in rows if (one.get("stats") or {}).get("agent_responded_at")]
    return next((one["id"] for one in answered + rows), None)


def channel(body: Any, facts: Mapping[str, Any]) -> Any:
    """Answer the id of the private channel of the process file."""
    known = {one.get("name"): one.get("id") for one in body.get("channels") or ()}
    return known.get(facts.get("channel_name"))


def thread(body: Any, _facts: Mapping[str, Any]) -> Any:
    """Answer the ``ts`` of a message that began a thread."""
    return next((one["ts"] for one in body.get("messages") or () if one.get("reply_count")), None)


def issue(body: Any, _facts: Mapping[str, Any]) -> Any:
    """Answer the number of an issue, one with comments if there is one; a pull request is none."""
    rows = [one for one in body or () if isinstance(one, dict) and "pull_request" not in one]
    return next((one["number"] for one in [*filter(_has_comments, rows), *rows]), None)


def _has_comments(row: Mapping[str, Any]) -> bool:
    return bool(row.get("comments"))


BOARD = """
query($org: String!, $number: Int!) {
  organization(login: $org) { projectV2(number: $number) {
    id number title closed public url
    fields(first: 50) { nodes { __typename ... on ProjectV2FieldCommon { id name dataType }
      ... on ProjectV2SingleSelectField { options { id name color description } }
      ... on ProjectV2IterationField { configuration { startDay duration
        iterations { id title startDate duration } completedIterations { id title startDate duration } } } } }
    items(first: 20) { totalCount pageInfo { hasNextPage endCursor } nodes { id type isArchived
      content { __typename ... on Issue { number state } } } }
  } }
}
"""
FRESHDESK = (
    Call("GET", "/api/v2/agents/me"),
    Call("GET", "/api/v2/ticket_fields"),
    Call(
        "GET",
        "/api/v2/tickets",
        {
            "updated_since": "2015-01-01T00:00:00Z",
            "order_by": "updated_at",
            "include": "stats,requester,description",
            "per_page": 30,
        },
        finds={"ticket_id": ticket},
    ),
    Call("GET", "/api/v2/tickets/{ticket_id}", {"include": "conversations,requester,company,stats"}),
    Call("GET", "/api/v2/tickets/{ticket_id}/conversations", {"per_page": 30}),
    Call("GET", "/api/v2/contacts", {"per_page": 30}),
    Call("GET", "/api/v2/companies", {"per_page": 30}),
    Call("GET", "/api/v2/agents", {"per_page": 30}),
    Call("GET", "/api/v2/groups", {"per_page": 30}),
    Call("GET", "/api/v2/search/tickets", {"query": '"status:2"'}),
    Call("GET", "/api/v2/tickets", {"per_page": 1000}),  # refused: the shape of an error
    Call("GET", "/api/v2/tickets/999999999"),  # not there
)
SLACK = (
    Call("POST", "/auth.test"),
    Call(
        "POST",
        "/conversations.list",
        {"types": "public_channel,private_channel", "limit": 200},
        finds={"channel": channel},
    ),
    Call("POST", "/conversations.info", {"channel": "{channel}"}),
    Call("POST", "/conversations.members", {"channel": "{channel}", "limit": 5}),
    Call(
        "POST",
        "/conversations.history",
        {"channel": "{channel}", "limit": 50, "include_all_metadata": 1},
        finds={"thread": thread},
    ),
    Call(
        "POST",
        "/conversations.replies",
        {"channel": "{channel}", "ts": "{thread}", "include_all_metadata": 1},
    ),
    Call("POST", "/chat.getPermalink", {"channel": "{channel}", "message_ts": "{thread}"}),
    Call("POST", "/users.list", {"limit": 20}, finds={"user": at("members", 0, "id")}),
    Call("POST", "/users.info", {"user": "{user}"}),
    Call("POST", "/usergroups.list", {"include_users": 1}),
    Call("POST", "/conversations.info", {"channel": "C0000000000"}),  # not there
)
GITHUB = (
    Call("GET", "/repos/{repository}"),
    Call("GET", "/repos/{repository}/labels", {"per_page": 30}),
    Call("GET", "/repos/{repository}/issues", {"state": "all", "per_page": 30}, finds={"issue": issue}),
    Call("GET", "/repos/{repository}/issues/{issue}"),
    Call("GET", "/repos/{repository}/issues/{issue}/comments", {"per_page": 30}),
    Call("GET", "/search/issues", {"q": "repo:{repository} is:issue", "per_page": 5}),
    Call("GET", "/repos/{repository}/issues/999999999"),  # not there
    Call("GET", "/rate_limit"),
    Call("POST", "/graphql (the board)", {"org": "{org}", "number": "{project}"}, graphql=BOARD),
)
CALLS: Mapping[str, tuple[Call, ...]] = {"freshdesk": FRESHDESK, "slack": SLACK, "github": GITHUB}
