"""FreshDesk's rows as the facts that the process works with. Pure, and it never fails.

What can't be read becomes a sentence in ``problems``, which is shown: an unmapped status, a missing requester
or community, an unreadable date. Whatever it is, the ticket stays in the queue.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from supporthub_ext.models import Message, Status, TicketFacts
from supporthub_ext.services.freshdesk_messages import Reader, Row
from supporthub_ext.services.freshdesk_people import assignee_of, community_of, requester_of
from supporthub_ext.services.freshdesk_text import instant, number, record, text

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def ticket_facts(
    row: Row,
    conversation_rows: Sequence[Any],
    *,
    statuses: Mapping[int, Status],
    status_labels: Mapping[int, str],
    hub_fields: Sequence[str],
    companies: Mapping[int, str],
    agents: Mapping[int, str],
    complete: bool,
) -> TicketFacts:
    """Answer what a ticket's rows say.

    A ticket whose ``created_at`` can't be read counts as opened at the earliest time that its rows show, and
    without any at the beginning of 1970: so it is rather shown as late than forgotten.

    Parameters
    ----------
    row
        The ticket as list or view serve it, with ``requester`` and ``company`` where they came along.
    conversation_rows
        The entries of its conversation as served, oldest first; empty while they were not read.
    statuses, status_labels
        What each status number means to the process, and what people call it.
    hub_fields
        Names of the custom fields that may hold the hub; the first filled one counts.
    companies, agents
        Names by id.
    complete
        Whether the view and the conversation were read. While they were not, nothing is said about a text or
        a requester that is not there yet.
    """
    reader = Reader(row, agents)
    problems = reader.problems
    status, label = _status(row, statuses, status_labels, problems)
    community = community_of(row, companies, problems)
    requester, mail = requester_of(row, agents, complete, problems)
    created_at = _created_at(row, conversation_rows, problems)
    return TicketFacts(
        ticket_id=number(row.get("id")) or 0,
        subject=_subject(row, problems),
        status=status,
        status_label=label,
        created_at=created_at,
        updated_at=_updated_at(row, created_at, problems),
        community=community,
        hub=_hub(row, hub_fields),
        requester=requester,
        requester_mail=mail,
        assignee_id=assignee_of(row, agents, problems),
        tags=_tags(row),
        messages=_messages(reader, created_at, conversation_rows, complete),
        complete=complete,
        problems=tuple(dict.fromkeys(problems)),
    )


def _status(
    row: Row, statuses: Mapping[int, Status], labels: Mapping[int, str], problems: list[str]
) -> tuple[Status, str]:
    code = number(row.get("status"))
    if code is None:
        problems.append("The ticket has no readable status.")
        return "unknown", "no status"
    if code not in statuses:
        problems.append(f"Status {code} stands in no line of the process file.")
    return statuses.get(code, "unknown"), labels.get(code, f"status {code}")


def _created_at(row: Row, entries: Sequence[Any], problems: list[str]) -> datetime:
    if at := instant(row.get("created_at")):
        return at
    problems.append("It can't be read when the ticket was opened.")
    times = (instant(record(one).get("created_at")) for one in entries)
    known = [at for at in (instant(row.get("updated_at")), *times) if at]
    return min(known, default=LONG_AGO)


def _updated_at(row: Row, created_at: datetime, problems: list[str]) -> datetime:
    if at := instant(row.get("updated_at")):
        return at
    problems.append("It can't be read when the ticket was changed.")
    return created_at


def _subject(row: Row, problems: list[str]) -> str:
    if subject := text(row.get("subject")).strip():
        return subject
    problems.append("The ticket has no subject.")
    return "(no subject)"


def _hub(row: Row, names: Sequence[str]) -> str | None:
    custom = record(row.get("custom_fields"))
    values = (custom.get(name) for name in names)
    return next((str(value).strip() for value in values if str(value or "").strip()), None)


def _tags(row: Row) -> tuple[str, ...]:
    tags = row.get("tags")
    return tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()


def _messages(
    reader: Reader, created_at: datetime, entries: Sequence[Any], complete: bool
) -> tuple[Message, ...]:
    """Answer all messages in order of time; what is no entry at all is named."""
    messages = [reader.opening(created_at, complete=complete)]
    for place, entry in enumerate(entries, 1):
        if isinstance(entry, Mapping):
            messages.append(reader.entry(entry, messages[-1].at))
        else:
            reader.problems.append(f"Entry {place} of the conversation can't be read.")
    return tuple(sorted(messages, key=lambda message: message.at))
