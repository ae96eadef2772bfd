"""What may stand in each field of roster.toml: one small check a kind, each saying what is allowed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

Check = Callable[[object], object]
"""Takes what the file says and answers what the record holds; a ValueError says what is allowed."""

HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def words(value: object) -> str:
    """Answer a text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text that is not empty; leave the line out when it is not known")
    return value.strip()


def flag(value: object) -> bool:
    """Answer true or false."""
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def number(value: object) -> int:
    """Answer a whole number above zero, as FreshDesk numbers its agents."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError("a whole number above zero")
    return value


def day(value: object) -> date:
    """Answer a day, from a TOML date or its text."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else _no_day()
    except ValueError:
        return _no_day()


def zone(value: object) -> str:
    """Answer the name of a time zone of the IANA list."""
    try:
        return ZoneInfo(words(value)).key
    except (KeyError, ValueError, OSError) as problem:
        raise ValueError('a time zone such as "Europe/Oslo" or "UTC"') from problem


def waking(value: object) -> tuple[str, str]:
    """Answer the two hours between which a person may be reminded, in their own zone."""
    if isinstance(value, list) and len(value) == 2:
        first, last = value
        if all(isinstance(hour, str) and HOUR.fullmatch(hour) for hour in value) and first < last:
            return first, last
    raise ValueError('two hours, the earlier first, such as ["08:00", "20:00"]')


def several_words(value: object) -> tuple[str, ...]:
    """Answer a list of texts."""
    if not isinstance(value, list):
        raise ValueError('a list of texts such as ["dns", "images"]')
    return tuple(words(item) for item in value)


def _no_day() -> date:
    raise ValueError("a day such as 2022-04-27")


PERSON: dict[str, Check] = {
    "id": words,
    "name": words,
    "steward": flag,
    "engineer": flag,
    "mail": words,
    "slack_id": words,
    "github_login": words,
    "freshdesk_agent_id": number,
    "jupyter_user": words,
    "zone": zone,
    "waking": waking,
    "skills": several_words,
    "wants_to_learn": several_words,
    "joined": day,
    "left": day,
}
ABSENCE: dict[str, Check] = {"person_id": words, "from": day, "last_day": day}
NEEDED = {"person": ("id", "name"), "absence": ("person_id", "from", "last_day")}
TABLES = {"person": PERSON, "absence": ABSENCE}
