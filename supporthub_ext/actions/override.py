"""Override: a swap or a cover in the rota, recorded so that everybody's plan follows."""

from __future__ import annotations

from typing import Any

from supporthub_ext.actions.draft import Draft, Ground, record
from supporthub_ext.actions.fields import Field, choice, day, text
from supporthub_ext.models import Override
from supporthub_ext.process.rota_overrides import check_override

TICKETS = "none"
FIELDS = (
    Field("kind", choice("swap", "cover"), required=True),
    Field("person_id", text, required=True),
    Field("by_id", text, required=True),
    Field("from", day, required=True),
    Field("last_day", day, required=True),
    Field("reason", text),
)


async def build(ground: Ground, fields: dict[str, Any]) -> Draft:
    """Answer the line that records it, and what the rota has against it.

    Raises
    ------
    InvalidField
        When one of the people is unknown, or the days run backwards.
    """
    override = Override(
        id=ground.key("override"),
        kind=fields["kind"],
        person_id=fields["person_id"],
        by_id=fields["by_id"],
        first_day=fields["from"],
        last_day=fields["last_day"],
        reason=fields["reason"],
    )
    rota = ground.office.rota()
    checks = check_override(rota, override)
    names = {person.id: person.name for person in ground.office.roster.people}
    one, other = names[override.person_id], names[override.by_id]
    what = f"{one} and {other} swap" if override.kind == "swap" else f"{other} covers for {one}"
    document = {
        "kind": override.kind,
        "person_id": override.person_id,
        "by_id": override.by_id,
        "from": override.first_day.isoformat(),
        "last_day": override.last_day.isoformat(),
        "reason": override.reason,
    }
    says = f"{what} from {override.first_day:%d %b %Y} to {override.last_day:%d %b %Y}, both days included."
    return Draft((record(ground, "override", says, "override", document),), checks)
