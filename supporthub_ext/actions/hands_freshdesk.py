"""What we do at FreshDesk: replies, notes, statuses, assignees."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from supporthub_ext.actions.hands import Done, Found, with_links
from supporthub_ext.actions.keys import carries, signed
from supporthub_ext.actions.office import Office
from supporthub_ext.models import Step
from supporthub_ext.process.escaping import for_freshdesk

LAG_S = 3.0  # its conversations show at once; a slow write may still land
CLOCKS_DIFFER = timedelta(minutes=2)  # FreshDesk's clock and ours need not agree to the second


class _FreshDeskHand:
    lag_s = LAG_S

    def __init__(self, office: Office) -> None:
        self._office = office

    def _found(self, step: Step, service_id: Any) -> Found:
        return Found(str(service_id), self._office.ticket_link(step.work["ticket_id"]))


class ReplyHand(_FreshDeskHand):
    """Mails a public reply. It carries no mark, so it is looked for by agent, text and time.

    Only what came after the conversation that the steward saw counts: the same words may have been said
    before.
    """

    async def look(self, step: Step, _done: Done, since: datetime) -> Found | None:
        """Answer the newest public reply of ours with this text, or None."""
        me = (await self._office.freshdesk.me())["id"]
        wanted = _folded(step.work["text"])
        for entry in reversed(await self._office.freshdesk.conversations(step.work["ticket_id"])):
            fresh = int(entry["id"]) > step.work.get("after", 0) and _at(entry) >= since - CLOCKS_DIFFER
            ours = entry.get("user_id") == me and not entry.get("private") and not entry.get("incoming")
            if fresh and ours and _folded(entry.get("body_text")) == wanted:
                return self._found(step, entry["id"])
        return None

    async def do(self, step: Step, _done: Done) -> Found:
        """Send the reply, once."""
        html = for_freshdesk(step.work["text"])
        copy = step.work.get("copy", ())
        entry = await self._office.freshdesk.reply(step.work["ticket_id"], html, copy)
        return self._found(step, entry.get("id"))


class NoteHand(_FreshDeskHand):
    """Adds a private note; its key stands in its last line."""

    async def look(self, step: Step, _done: Done, _since: datetime) -> Found | None:
        """Answer the note that carries this step's key, or None."""
        entries = await self._office.freshdesk.conversations(step.work["ticket_id"])
        entry = next((one for one in entries if carries(one, step.key)), None)
        return self._found(step, entry["id"]) if entry else None

    async def do(self, step: Step, done: Done) -> Found:
        """Add the note, once."""
        html = signed(for_freshdesk(with_links(step.work["text"], done)), step.key)
        entry = await self._office.freshdesk.note(step.work["ticket_id"], html)
        return self._found(step, entry.get("id"))


class FieldsHand(_FreshDeskHand):
    """Sets fields of a ticket, such as its status. Setting them twice is the same as once."""

    async def look(self, step: Step, _done: Done, _since: datetime) -> Found | None:
        """Answer the ticket when it has these values, else None."""
        view = await self._office.freshdesk.ticket(step.work["ticket_id"], include=())
        there = all(view.get(name) == value for name, value in step.work["fields"].items())
        return self._found(step, step.work["ticket_id"]) if there else None

    async def do(self, step: Step, _done: Done) -> Found:
        """Set the fields."""
        await self._office.freshdesk.update(step.work["ticket_id"], step.work["fields"])
        return self._found(step, step.work["ticket_id"])


def _folded(text: Any) -> str:
    """Leave white space out, so that what FreshDesk's editor does to line ends does not matter."""
    return "".join(str(text or "").split())


def _at(entry: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(str(entry["created_at"]))
