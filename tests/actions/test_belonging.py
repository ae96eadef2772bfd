"""Which thread and which issue belong to which ticket."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.actions.belonging import Belonging, key_of_link, merged_here, tickets_named

DESK = "https://desk.example/a/tickets/"
ISSUE = "https://github.example/lagoon-hubs/infrastructure/issues/"
THREAD = "https://chat.example/archives/C0SUPPORT1/p1772618405679860"


@pytest.mark.parametrize(
    ("text", "key", "found"),
    [
        (f"See {DESK}12.", None, [12]),
        (f"{DESK}123 and {DESK}12 and {DESK}123", None, [123, 12]),
        ("See ticket 12", None, []),
        ("", "sh-12-escalate-1-issue", [12]),
        (f"{DESK}7", "sh-12-thread-1-thread", [12, 7]),
        (f"{DESK}12", "sh-12-thread-1-thread", [12]),
        ("", "sh-backlog-0f3a-issue", []),
    ],
)
def test_a_text_belongs_to_what_it_names(text: str, key: str | None, found: list[int]) -> None:
    """Our key counts first, then whole links to tickets; a mere number says nothing."""
    assert tickets_named(text, key) == found


@given(st.integers(1, 10**9), st.integers(1, 10**9))
@settings(max_examples=60)
def test_a_ticket_is_not_named_by_a_longer_number(one: int, other: int) -> None:
    """Ticket 12 is not named by the link of ticket 123."""
    assert tickets_named(f"{DESK}{one} {DESK}{other}", None) == list(dict.fromkeys([one, other]))


def test_a_link_leads_to_what_we_keep() -> None:
    """An issue is kept under its number, a thread under its first message, also from a reply's link."""
    assert key_of_link(f"{ISSUE}17") == "17"
    assert key_of_link(THREAD) == "C0SUPPORT1/1772618405.679860"
    reply = "https://chat.example/archives/C0SUPPORT1/p1772618500000000?thread_ts=1772618405.679860"
    assert key_of_link(reply) == "C0SUPPORT1/1772618405.679860"
    assert key_of_link("https://forum.example/t/5") == ""


def issues(**states: str) -> dict[str, dict[str, Any]]:
    """Issues of ticket 12, by number: ``n7="open"``."""
    return {name[1:]: {"tickets": [12], "state": state} for name, state in states.items()}


def test_an_open_issue_comes_first() -> None:
    """Of several issues of a ticket the newest open one counts, else the newest closed one."""
    assert Belonging({}, issues(n7="open", n9="closed")).issue_of == {12: "7"}
    assert Belonging({}, issues(n7="open", n10="open", n9="open")).issue_of == {12: "10"}
    assert Belonging({}, issues(n7="closed", n10="closed", n9="closed")).issue_of == {12: "10"}


def test_what_was_linked_last_counts() -> None:
    """A link of a steward's outweighs what the texts say; one that leads nowhere does not."""
    known = issues(n7="open", n9="open")
    linked = Belonging({}, known, [(12, "issue", f"{ISSUE}9"), (12, "issue", f"{ISSUE}7")])
    assert linked.issue_of == {12: "7"}
    assert linked.is_linked("issue", 12, "7")
    gone = Belonging({}, known, [(12, "issue", f"{ISSUE}8"), (13, "issue", f"{ISSUE}8")])
    assert gone.issue_of == {12: "9"}
    assert not gone.leads_nowhere("issue", 12)  # another issue is in its place
    assert gone.leads_nowhere("issue", 13)
    assert not Belonging({}, {}, [(13, "issue", f"{ISSUE}8")]).leads_nowhere("issue", 13)  # nothing was read


def test_a_merged_ticket_hands_over_what_it_has() -> None:
    """Thread and issue go to the ticket that stays, unless that one has its own."""
    threads = {"C/1.0": {"tickets": [12]}, "C/2.0": {"tickets": [13]}}
    found = Belonging(threads, issues(n7="open"), merged={12: 13})
    assert found.issue_of == {13: "7"}
    assert found.thread_of == {12: "C/1.0", 13: "C/2.0"}
    assert found.tickets_of("7") == {13}
    assert found.differs(Belonging(threads, issues(n7="open"))) == {12, 13}


def test_merges_are_told_by_our_notes_alone() -> None:
    """FreshDesk's note names the tickets that came; a requester who writes the same moves nothing."""
    note = {"body_text": "Ticket(s) 12, 14 merged into this one.\nSee 99."}
    assert merged_here([note]) == {12, 14}
    assert merged_here([note | {"incoming": True}]) == set()
    assert merged_here([{"body_text": "This ticket is closed and merged into ticket 13"}]) == set()
