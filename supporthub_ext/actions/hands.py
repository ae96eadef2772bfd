"""What carries a step out at its service, and looks for what a step may have done before.

One hand per kind of step. A hand sends a write once; whether an unanswered write was stored is found out by
looking for it, never by sending it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from supporthub_ext.actions.keys import carries
from supporthub_ext.actions.office import Office
from supporthub_ext.models import Step, StepKind

FRESHDESK_LAG_S = 3.0  # its conversations show at once; a slow write may still land
CLOCKS_DIFFER = timedelta(minutes=2)  # FreshDesk's clock and ours need not agree to the second


@dataclass(frozen=True, slots=True)
class Found:
    """What a step made at its service: its id there, and where a person can see it."""

    service_id: str | None
    link: str | None = None


class Hand(Protocol):
    """Carries one kind of step out.

    Attributes
    ----------
    lag_s
        Seconds after which the service surely shows what it has stored, on the monotonic clock.
    """

    lag_s: float

    async def look(self, step: Step, since: datetime, /) -> Found | None:
        """Answer what the step already did, or None. ``since`` is when the plan was shown, UTC."""

    async def do(self, step: Step) -> Found:
        """Send the write, once.

        Raises
        ------
        ServiceError
            With ``stored`` true when the write may have been stored all the same.
        """


class ReplyHand:
    """Mails a public reply. It carries no mark, so it is looked for by agent, text and time."""

    lag_s = FRESHDESK_LAG_S

    def __init__(self, office: Office) -> None:
        self._office = office

    async def look(self, step: Step, since: datetime) -> Found | None:
        """Answer the newest public reply of ours with this text, or None."""
        me = (await self._office.freshdesk.me())["id"]
        wanted = _folded(step.work["text"])
        for entry in reversed(await self._office.freshdesk.conversations(step.work["ticket_id"])):
            ours = entry.get("user_id") == me and not entry.get("private") and not entry.get("incoming")
            if ours and _folded(entry.get("body_text")) == wanted and _at(entry) >= since - CLOCKS_DIFFER:
                return self._found(step, entry)
        return None

    async def do(self, step: Step) -> Found:
        """Send the reply, once."""
        entry = await self._office.freshdesk.reply(step.work["ticket_id"], step.work["html"])
        return self._found(step, entry)

    def _found(self, step: Step, entry: Mapping[str, Any]) -> Found:
        return Found(str(entry.get("id")), self._office.ticket_link(step.work["ticket_id"]))


class NoteHand:
    """Adds a private note; its key stands in its last line."""

    lag_s = FRESHDESK_LAG_S

    def __init__(self, office: Office) -> None:
        self._office = office

    async def look(self, step: Step, _since: datetime) -> Found | None:
        """Answer the note that carries this step's key, or None."""
        entries = await self._office.freshdesk.conversations(step.work["ticket_id"])
        entry = next((one for one in entries if carries(one, step.key)), None)
        return self._found(step, entry) if entry else None

    async def do(self, step: Step) -> Found:
        """Add the note, once."""
        return self._found(step, await self._office.freshdesk.note(step.work["ticket_id"], step.work["html"]))

    def _found(self, step: Step, entry: Mapping[str, Any]) -> Found:
        return Found(str(entry.get("id")), self._office.ticket_link(step.work["ticket_id"]))


class StatusHand:
    """Sets a ticket's status. Setting it twice is the same as once."""

    lag_s = FRESHDESK_LAG_S

    def __init__(self, office: Office) -> None:
        self._office = office

    async def look(self, step: Step, _since: datetime) -> Found | None:
        """Answer the ticket when it has this status, else None."""
        view = await self._office.freshdesk.ticket(step.work["ticket_id"], include=())
        return self._found(step) if view.get("status") == step.work["status"] else None

    async def do(self, step: Step) -> Found:
        """Set the status."""
        await self._office.freshdesk.update(step.work["ticket_id"], {"status": step.work["status"]})
        return self._found(step)

    def _found(self, step: Step) -> Found:
        ticket_id = step.work["ticket_id"]
        return Found(str(ticket_id), self._office.ticket_link(ticket_id))


def make_hands(office: Office) -> dict[tuple[str, StepKind], Hand]:
    """Answer the hand of every service and kind of step."""
    return {
        ("freshdesk", "reply"): ReplyHand(office),
        ("freshdesk", "note"): NoteHand(office),
        ("freshdesk", "set_status"): StatusHand(office),
    }


def _folded(text: Any) -> str:
    """Fold white space, so that what FreshDesk's editor does to line ends does not matter."""
    return "".join(str(text or "").split())


def _at(entry: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(str(entry["created_at"]))
