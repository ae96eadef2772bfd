"""FreshDesk's rows as facts: whatever comes, the ticket is there and what is wrong with it is said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.models import Message, Status, TicketFacts
from supporthub_ext.services.freshdesk_rows import LONG_AGO, ticket_facts

STATUSES: dict[int, Status] = {2: "open", 3: "pending", 4: "resolved", 5: "closed", 6: "waiting_on_requester"}
LABELS = {2: "Open", 3: "Pending", 4: "Resolved", 5: "Closed", 6: "Waiting on Customer"}
COMPANIES, AGENTS = {31: "Coral Reef Lab"}, {11: "Sam Steward", 12: "Bo Builder"}
OPENED = datetime(2026, 3, 4, 9, 15, tzinfo=UTC)

TICKET: dict[str, Any] = {
    "id": 4101,
    "subject": "Hub will not start",
    "status": 2,
    "source": 1,
    "requester_id": 21,
    "requester": {"id": 21, "name": "Ana Demo", "email": "ana@reef.example"},
    "responder_id": 11,
    "company_id": 31,
    "custom_fields": {"cf_other": "x", "cf_hub_url": "https://reef.hub.example"},
    "tags": ["hub"],
    "created_at": "2026-03-04T09:15:00Z",
    "updated_at": "2026-03-04T12:00:00Z",
    "description": "<div>It hangs.</div>",
    "description_text": "It hangs.",
    "attachments": [{"id": 1, "name": "log.txt"}],
    "cf_from_next_year": {"unknown": True},
}
ENTRY: dict[str, Any] = {
    "id": 5001,
    "body": "<p>We look.</p>",
    "body_text": "We look.",
    "incoming": False,
    "private": False,
    "source": 0,
    "user_id": 11,
    "created_at": "2026-03-04T10:00:00Z",
}


def facts(row: dict[str, Any] | None = None, *entries: Any, complete: bool = True) -> TicketFacts:
    return ticket_facts(
        TICKET | (row or {}),
        entries,
        statuses=STATUSES,
        status_labels=LABELS,
        hub_fields=("cf_hub", "cf_hub_url"),
        companies=COMPANIES,
        agents=AGENTS,
        complete=complete,
    )


def said(**entry: Any) -> tuple[Message, tuple[str, ...]]:
    found = facts({}, ENTRY | entry)
    return next(one for one in found.messages if one.source.startswith("conversation")), found.problems


def test_a_whole_ticket_is_read_without_a_problem() -> None:
    """Every fact of an ordinary ticket arrives, and nothing is made up."""
    found = facts({}, ENTRY)
    assert (found.ticket_id, found.subject, found.status, found.status_label) == (
        4101,
        "Hub will not start",
        "open",
        "Open",
    )
    assert (found.community, found.hub) == ("Coral Reef Lab", "https://reef.hub.example")
    assert (found.requester, found.requester_mail, found.assignee_id) == ("Ana Demo", "ana@reef.example", 11)
    assert (found.created_at, found.tags, found.problems) == (OPENED, ("hub",), ())


def test_the_first_message_is_the_description() -> None:
    """A ticket's own text is its first message, from the requester, with its attachments."""
    first = facts({}, ENTRY).messages[0]
    assert (first.source, first.at, first.sender, first.audience) == (
        "ticket 4101",
        OPENED,
        "requester",
        "requester",
    )
    assert (first.author, first.text, first.html) == ("Ana Demo", "It hangs.", "<div>It hangs.</div>")
    assert first.attachments == ({"id": 1, "name": "log.txt"},)


def test_a_ticket_that_we_began_is_ours() -> None:
    """An outbound mail is the agent's message, not the requester's."""
    first = facts({"source": 10}).messages[0]
    assert (first.sender, first.author) == ("agent", "Sam Steward")


@pytest.mark.parametrize(
    ("entry", "sender", "audience", "automatic"),
    [
        ({}, "agent", "requester", False),
        ({"source": 2, "private": True}, "agent", "team", False),
        ({"source": 2}, "agent", "requester", False),
        ({"incoming": True, "user_id": 21}, "requester", "requester", False),
        ({"incoming": True, "user_id": 99}, "requester", "requester", False),
        ({"incoming": True, "private": True, "user_id": 98}, "system", "team", False),
        ({"source": 6, "incoming": True}, "system", "requester", True),
        ({"automation_id": 7}, "system", "requester", True),
        ({"automation_type_id": 4, "private": True}, "system", "team", True),
        ({"auto_response": True, "incoming": True, "user_id": 21}, "requester", "requester", True),
        ({"auto_response": False, "automation_id": None}, "agent", "requester", False),
    ],
    ids=[
        "our reply",
        "our private note",
        "our public note",
        "the requester's answer",
        "an answer of somebody on copy",
        "an answer to something that we forwarded",
        "a survey",
        "an automation's mail",
        "an automation's note",
        "an out-of-office reply",
        "nothing automatic",
    ],
)
def test_who_says_what_to_whom(entry: dict[str, Any], sender: str, audience: str, automatic: bool) -> None:
    """Who wrote an entry and who can see it follows from FreshDesk's own flags."""
    message, problems = said(**entry)
    assert (message.sender, message.audience, message.automatic) == (sender, audience, automatic)
    assert problems == ()


PROBLEMS = {
    "custom status": ({"status": 42}, "Status 42 stands in no line of the process file."),
    "no status": ({"status": None}, "The ticket has no readable status."),
    "status as text": ({"status": "2"}, "The ticket has no readable status."),
    "no company": ({"company_id": None}, "The ticket belongs to no community."),
    "unknown company": ({"company_id": 32}, "Community 32 has no name that we know."),
    "no requester": ({"requester_id": None, "requester": None}, "The ticket names no requester."),
    "unknown requester": ({"requester": None}, "FreshDesk does not say who requester 21 is."),
    "changed requester": ({"requester_id": 22}, "FreshDesk does not say who requester 22 is."),
    "unknown agent": ({"responder_id": 77}, "Agent 77, who has the ticket, is nobody that we know."),
    "no subject": ({"subject": None}, "The ticket has no subject."),
    "no creation": ({"created_at": "yesterday"}, "It can't be read when the ticket was opened."),
    "no update": ({"updated_at": None}, "It can't be read when the ticket was changed."),
    "tweet": (
        {"source": 5},
        "The first message is a tweet, whose words FreshDesk does not pass on: read it there.",
    ),
    "HTML alone": (
        {"description_text": None},
        "The first message came as HTML alone; its text was taken from that.",
    ),
    "no text": ({"description": None, "description_text": None}, "The first message holds no text."),
    "a picture": (
        {"description": "<img src='x'>", "description_text": ""},
        "The first message holds no text.",
    ),
}


@pytest.mark.parametrize(("row", "problem"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_is_wrong_with_a_ticket_is_said(row: dict[str, Any], problem: str) -> None:
    """Each thing that can't be read is one sentence; the ticket keeps its number and has a message."""
    found = facts(row)
    assert found.problems == (problem,)
    assert (found.ticket_id, len(found.messages)) == (4101, 1)


ENTRY_PROBLEMS = {
    "HTML alone": ({"body_text": None}, "Message 5001 came as HTML alone; its text was taken from that."),
    "no text": ({"body": None, "body_text": None}, "Message 5001 holds no text."),
    "no time": ({"created_at": None}, "Message 5001 has no readable time."),
    "no number": ({"id": None}, "A message has no number of its own."),
    "tweet": (
        {"source": 5},
        "Message 5001 is a tweet, whose words FreshDesk does not pass on: read it there.",
    ),
    "nobody": (
        {"incoming": None, "user_id": None},
        "Message 5001 does not say who wrote it; it is taken for the requester's.",
    ),
    "for whom": ({"private": None}, "Message 5001 does not say if it is private; it is taken to be."),
}


@pytest.mark.parametrize(("entry", "problem"), ENTRY_PROBLEMS.values(), ids=ENTRY_PROBLEMS)
def test_what_is_wrong_with_an_entry_is_said(entry: dict[str, Any], problem: str) -> None:
    """Each thing that can't be read in an entry is one sentence; the entry is kept."""
    found = facts({}, ENTRY | entry)
    assert found.problems == (problem,)
    assert len(found.messages) == 2


def test_an_entry_that_is_none_is_named() -> None:
    """Something that is no entry at all is named by its place."""
    assert facts({}, ENTRY, None).problems == ("Entry 2 of the conversation can't be read.",)


def test_unknown_is_not_said_before_it_was_asked() -> None:
    """While only the list row was read, a text or a requester that is not there yet is no problem."""
    row = {"requester": None, "description": None, "description_text": None}
    found = facts(row, complete=False)
    assert (found.problems, found.requester, found.messages[0].text) == ((), None, "")


def test_an_entry_without_a_time_stays_in_its_place() -> None:
    """It counts as said when the entry before it was."""
    found = facts(
        {}, ENTRY, ENTRY | {"id": 5002, "created_at": "?"}, ENTRY | {"id": 5003, "created_at": OPENED}
    )
    assert [message.id for message in found.messages] == [4101, 5001, 5002, 5003]
    assert found.messages[2].at == found.messages[1].at


@pytest.mark.parametrize(
    ("row", "entries", "opened"),
    [
        ({"created_at": None}, (), datetime(2026, 3, 4, 12, tzinfo=UTC)),
        ({"created_at": None}, (ENTRY,), datetime(2026, 3, 4, 10, tzinfo=UTC)),
        ({"created_at": None, "updated_at": None}, (), LONG_AGO),
        ({"created_at": "2026-03-04T14:45:00+05:30"}, (), OPENED),
        ({"created_at": "2026-03-04T09:15:00"}, (), OPENED),
        ({"created_at": "0001-01-01T00:00:00+05:30"}, (), datetime(2026, 3, 4, 12, tzinfo=UTC)),
    ],
)
def test_when_a_ticket_was_opened(row: dict[str, Any], entries: tuple[Any, ...], opened: datetime) -> None:
    """An unreadable opening counts as the earliest time known: rather shown as late than forgotten."""
    assert facts(row, *entries).created_at == opened


def test_names_come_from_wherever_they_are() -> None:
    """A company that came along names the community; a colleague may be the requester."""
    row = {
        "company_id": 32,
        "company": {"id": 32, "name": "Moss Group"},
        "requester_id": 12,
        "requester": None,
    }
    found = facts(row)
    assert (found.community, found.requester, found.problems) == ("Moss Group", "Bo Builder", ())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
ALMOST = (
    JSON | st.datetimes().map(lambda at: at.isoformat()) | st.sampled_from([5, 6, 10, True, "<p>Hi", "<![x["])
)


def like(row: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Rows with the keys of a true one, some of them with something else in it."""
    strange = st.dictionaries(
        st.sampled_from([*row, "company", "incoming", "from_email"]), ALMOST, max_size=6
    )
    return strange.map(lambda odd: row | odd)


@settings(max_examples=150, deadline=None)
@given(
    like(TICKET) | st.dictionaries(st.text(max_size=8), JSON),
    st.lists(like(ENTRY) | JSON, max_size=4),
    st.booleans(),
)
def test_no_row_is_too_strange(row: dict[str, Any], entries: list[Any], complete: bool) -> None:
    """Whatever JSON comes: no entry is missing, the messages are in order, and all times are aware."""
    found = ticket_facts(
        row,
        entries,
        statuses=STATUSES,
        status_labels=LABELS,
        hub_fields=("cf_hub",),
        companies=COMPANIES,
        agents=AGENTS,
        complete=complete,
    )
    assert len(found.messages) == 1 + sum(isinstance(entry, dict) for entry in entries)
    times = [message.at for message in found.messages]
    assert times == sorted(times)
    assert all(at.utcoffset() is not None for at in [found.created_at, found.updated_at, *times])
    assert all(isinstance(problem, str) and len(problem) < 200 for problem in found.problems)
