"""What is looked at before an override is recorded: people arrange swaps and cover, this only checks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from supporthub_ext.errors import InvalidField
from supporthub_ext.models import Check, Override
from supporthub_ext.process.rota_days import Day, Rota, days_between, missing_on

LONGEST = timedelta(days=366)
"""More than a year is a slip of the pen in a date."""


def check_override(rota: Rota, override: Override) -> tuple[Check, ...]:
    """Answer what a steward should know before this override is recorded after those that ``rota`` holds.

    Raises
    ------
    InvalidField
        When it can't mean anything: an unknown person, a swap with oneself, or days that run backwards.
    """
    _refuse_unknown(rota, override)
    _refuse_dates(override)
    before = _days(rota, override)
    after = _days(replace(rota, overrides=(*rota.overrides, override)), override)
    found = (_both_seats(override, before), _no_effect(rota, override, before, after))
    stop = next((_stop(override, rule, why) for rule, why in filter(None, found)), None)
    return tuple(check for check in (stop, _not_there(rota, override, after)) if check)


def override_problems(rota: Rota, today: date) -> tuple[str, ...]:
    """Answer a sentence for each override, not over yet, that changes nothing: nobody should trust it."""
    problems: list[str] = []
    for index, override in enumerate(rota.overrides):
        if override.last_day < today:
            continue
        before = _days(replace(rota, overrides=rota.overrides[:index]), override)
        after = _days(replace(rota, overrides=rota.overrides[: index + 1]), override)
        if found := _no_effect(rota, override, before, after):
            problems.append(_stop(override, *found).caught)
    return tuple(problems)


def _refuse_unknown(rota: Rota, override: Override) -> None:
    stewards = [person.id for person in rota.roster.people if person.steward]
    for field, person_id in (("person_id", override.person_id), ("by_id", override.by_id)):
        if person_id not in stewards:
            raise InvalidField(
                f'Nobody on the rota has the id "{person_id}".',
                f"Name one of: {', '.join(stewards)}.",
                field=field,
            )
    if override.kind == "swap" and override.person_id == override.by_id:
        raise InvalidField("A swap needs two people.", "Say who takes the days.", field="by_id")


def _refuse_dates(override: Override) -> None:
    if override.last_day < override.first_day:
        raise InvalidField(
            "The last day lies before the first.",
            "The last day is the last one that counts.",
            field="last_day",
        )
    if override.last_day - override.first_day > LONGEST:
        raise InvalidField("That is longer than a year.", "Look at the dates again.", field="last_day")


def _days(rota: Rota, override: Override) -> dict[date, Day]:
    return dict(days_between(rota, override.first_day, override.last_day + timedelta(days=1)))


def _holders(day: Day) -> list[str | None]:
    return [place.holder for place in day]


def _stop(override: Override, rule: str, why: str) -> Check:
    return Check(
        rule=rule,
        level="stop",
        step_id=None,
        caught=f"The {override.kind} from {override.first_day} to {override.last_day}: {why}.",
        what_to_do="Look at the rota of these days and choose other days or another person.",
    )


def _both_seats(override: Override, before: dict[date, Day]) -> tuple[str, str] | None:
    """Catch a cover by somebody who holds the other seat. A swap exchanges, so it can't do that."""
    if override.kind == "swap" or override.person_id == override.by_id:
        return None
    pair = {override.person_id, override.by_id}
    days = [day for day, places in before.items() if pair <= set(_holders(places))]
    return ("both_seats", f"the same person would sit in both seats, first on {days[0]}") if days else None


def _no_effect(
    rota: Rota, override: Override, before: dict[date, Day], after: dict[date, Day]
) -> tuple[str, str] | None:
    """Catch an override that changes no day at all."""
    if any(_holders(before[day]) != _holders(after[day]) for day in before):
        return None
    return (
        "override_without_effect",
        f"nothing would change, {rota.name(override.person_id)} holds no seat then",
    )


def _not_there(rota: Rota, override: Override, after: dict[date, Day]) -> Check | None:
    """Warn when whoever takes the days is not there on some of them."""
    days = [
        day
        for day, places in after.items()
        if override.by_id in _holders(places) and missing_on(rota.roster, override.by_id, day)
    ]
    if not days:
        return None
    return Check(
        rule="cover_is_away",
        level="warn",
        step_id=None,
        caught=f"{rota.name(override.by_id)} is not there on {len(days)} of these days, first {days[0]}.",
        what_to_do="Those days stay a gap; ask somebody else for them.",
    )
