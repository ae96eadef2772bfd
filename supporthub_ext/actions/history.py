"""History for analysis: tickets, messages, steps and asks as plain columns and rows, page by page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from supporthub_ext.actions.asks import asks_of
from supporthub_ext.actions.entries import facts_of
from supporthub_ext.actions.fields import choice, moment
from supporthub_ext.actions.office import Office
from supporthub_ext.errors import UsageError
from supporthub_ext.models import Ask, TicketFacts
from supporthub_ext.store.documents import instant
from supporthub_ext.store.journal import step_rows

PAGE = 1000

Row = dict[str, Any]

COLUMNS: dict[str, tuple[str, ...]] = {
    "tickets": (
        *("ticket_id", "subject", "community", "hub", "requester", "status", "status_label", "assignee_id"),
        *("tags", "created_at", "updated_at", "first_response_at", "messages"),
    ),
    "messages": ("ticket_id", "message_id", "at", "sender", "audience", "author", "automatic", "text"),
    "steps": (
        *("plan_id", "action", "actor", "ticket_id", "step_id", "kind", "service", "audience", "state"),
        *("at", "link", "error"),
    ),
    "asks": ("ask_id", "ticket_id", "person_id", "state", "asked_at", "answered_at", "overrule_reason"),
}


class History:
    """Answers ``GET history``.

    Parameters
    ----------
    office
        The mirror and the journal.
    """

    def __init__(self, office: Office) -> None:
        self._office = office

    def answer(self, frame: str | None, since: str | None, cursor: str | None) -> Row:
        """Answer one page.

        Parameters
        ----------
        frame
            One of ``tickets``, ``messages``, ``steps``, ``asks``.
        since
            ISO 8601 with a zone: what changed since then; all when None.
        cursor
            ``next_cursor`` of the page before.

        Raises
        ------
        UsageError
            For an unknown frame, or a ``since`` or cursor that can't be read.
        """
        name = choice(*COLUMNS)("frame", frame)
        after = moment("since", since) if since else None
        pages: dict[str, Callable[[datetime | None, str | None], tuple[list[Row], str | None]]] = {
            "tickets": self._tickets,
            "messages": self._messages,
            "steps": self._steps,
            "asks": self._asks,
        }
        rows, more = pages[name](after, cursor)
        columns = COLUMNS[name]
        return {
            "columns": columns,
            "rows": [[row[name] for name in columns] for row in rows],
            "next_cursor": more,
        }

    def _tickets(self, since: datetime | None, cursor: str | None) -> tuple[list[Row], str | None]:
        page, more = self._page(since, cursor)
        return [_ticket(facts) for facts in page], more

    def _messages(self, since: datetime | None, cursor: str | None) -> tuple[list[Row], str | None]:
        page, more = self._page(since, cursor)
        rows = (_message(facts.ticket_id, message) for facts in page for message in facts.messages)
        return [row for row in rows if since is None or row["at"] >= instant(since)], more

    def _steps(self, since: datetime | None, cursor: str | None) -> tuple[list[Row], str | None]:
        plans = self._office.journal.history(cursor or (instant(since) if since else ""), PAGE)
        more = instant(plans[-1].created_at) if len(plans) == PAGE else None
        return [row for plan in plans for row in step_rows(plan)], more

    def _asks(self, since: datetime | None, _cursor: str | None) -> tuple[list[Row], str | None]:
        return [_ask(ask) for ask in asks_of(self._office) if since is None or ask.at >= since], None

    def _page(self, since: datetime | None, cursor: str | None) -> tuple[list[TicketFacts], str | None]:
        page = self._office.mirror.page(_number(cursor), PAGE, instant(since) if since else None)
        agents, companies = self._office.agent_names(), self._office.mirror.names("company")
        facts = [facts_of(self._office, ticket, agents, companies) for ticket in page]
        return facts, str(page[-1].id) if len(page) == PAGE else None


def _ticket(facts: TicketFacts) -> Row:
    said = (
        m for m in facts.messages if m.sender == "agent" and m.audience == "requester" and not m.automatic
    )
    first = next(said, None)
    return {
        "ticket_id": facts.ticket_id,
        "subject": facts.subject,
        "community": facts.community,
        "hub": facts.hub,
        "requester": facts.requester,
        "status": facts.status,
        "status_label": facts.status_label,
        "assignee_id": facts.assignee_id,
        "tags": list(facts.tags),
        "created_at": instant(facts.created_at),
        "updated_at": instant(facts.updated_at),
        "first_response_at": instant(first.at) if first else None,
        "messages": len(facts.messages) if facts.complete else None,
    }


def _ask(ask: Ask) -> Row:
    return {
        "ask_id": ask.id,
        "ticket_id": ask.ticket_id,
        "person_id": ask.engineer_id,
        "state": ask.answer,
        "asked_at": instant(ask.at),
        "answered_at": instant(ask.answered_at) if ask.answered_at else None,
        "overrule_reason": ask.overrule_reason,
    }


def _message(ticket_id: int, message: Any) -> Row:
    return {
        "ticket_id": ticket_id,
        "message_id": message.id,
        "at": instant(message.at),
        "sender": message.sender,
        "audience": message.audience,
        "author": message.author,
        "automatic": message.automatic,
        "text": message.text,
    }


def _number(cursor: str | None) -> int:
    try:
        return int(cursor or 0)
    except ValueError:
        raise UsageError("This cursor can't be read.", "Take next_cursor from the page before.") from None
