"""Who of those who write in is a representative of their community: read now and then, asked often."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from supporthub_ext.actions.office import Office
from supporthub_ext.errors import ConfigurationError, SupportHubError
from supporthub_ext.models import Person, TicketFacts
from supporthub_ext.process.representatives import (
    Representative,
    in_words,
    read_representatives,
    standing,
)

READ_EVERY = timedelta(hours=1)
AGAIN_AFTER = timedelta(minutes=5)  # what can't be read


class Requesters:
    """Knows the representatives.

    Parameters
    ----------
    office
        FreshDesk and the process, which says where they stand.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._known: tuple[Representative, ...] = ()
        self._tried: tuple[datetime, timedelta] | None = None  # when, and for how long that is enough

    async def run(self, now: datetime) -> None:
        """Read them again when an hour is over; what can't be read leaves what we know."""
        if self._tried is not None and abs(now - self._tried[0]) < self._tried[1]:
            return
        try:
            self._known = await self._read()
            self._tried = now, READ_EVERY
        except SupportHubError as problem:
            self._office.log.warning("Representatives: %s %s", problem.message, problem.what_to_do)
            self._tried = now, AGAIN_AFTER

    def answer(self, facts: TicketFacts) -> dict[str, Any]:
        """Answer how a ticket's requester stands, for ``GET tickets/{id}``; ``is_one`` null: nobody knows."""
        found = standing(facts.requester_mail, facts.community, self._known)
        return {
            "is_one": found.is_one,
            "representatives": [{"name": one.name, "mail": one.mail} for one in found.representatives],
            "page": self._office.process.representatives.page,
        }

    def invitation(self, facts: TicketFacts, you: Person | None) -> str | None:
        """Answer a whole reply that asks the representatives in; None where the requester is one."""
        found = standing(facts.requester_mail, facts.community, self._known)
        if found.is_one is not False or you is None:
            return None
        values = {
            "requester": facts.requester or "there",
            "ticket_id": str(facts.ticket_id),
            "representatives": in_words(found.representatives),
            "page": self._office.process.representatives.page,
            "steward": you.name,
        }
        return self._office.process.texts.who_may_ask.fill(values)

    async def _read(self) -> tuple[Representative, ...]:
        rule = self._office.process.representatives
        if rule.source == "file":
            return read_representatives(self._text(rule.file))
        names = self._office.mirror.names("company")
        return tuple(
            Representative(str(row.get("name") or row["email"]), str(row["email"]), names[company])
            for row in await self._office.freshdesk.contacts()
            if rule.contact_tag in (row.get("tags") or ()) and row.get("email")
            for company in _companies(row)
            if company in names
        )

    def _text(self, name: str) -> str:
        """Read the file, which stands beside the process file unless its path says otherwise."""
        beside = Path(self._office.settings.process_file).parent
        try:
            return (beside / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            raise ConfigurationError(f"The file of representatives can't be read: {problem}.") from None


def _companies(row: dict[str, Any]) -> list[int]:
    """Answer every company of a contact; one may belong to several."""
    others = [one.get("company_id") for one in row.get("other_companies") or ()]
    return [one for one in (row.get("company_id"), *others) if one is not None]
