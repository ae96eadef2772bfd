"""The Team Roles calendar: who is a steward when, as people keep it by hand.

It follows the rota's rule. On some weeks somebody changed it since: a swap, an event that was called off, a
name with a slip of the finger. They lie ahead, so that today's duty is never in doubt.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from supporthub_ext.sandbox.calendar.ics import Entry
from supporthub_ext.sandbox.people import ANCHOR, HANDOVERS, STEWARDS
from supporthub_ext.sandbox.profile import Profile

TOURS = range(-26, 27)  # a year back and a year ahead, "so that people can plan leave"
SWAPPED, SLIPPED, MOVED, CALLED_OFF = 4, 9, -4, 11  # tours ahead of the running one


def team_roles(now: datetime, profile: Profile) -> list[Entry]:
    """Answer the calendar as it stands at a moment."""
    running = (now.date() - ANCHOR) // HANDOVERS
    entries = {away: _tour(running + away, now, profile) for away in TOURS}
    _swap(entries, SWAPPED)
    entries[SLIPPED] = _changed(entries[SLIPPED], summary=entries[SLIPPED].summary[:-1])
    # Its end was a day short once; somebody mended it, and that shows in its number alone.
    entries[MOVED] = replace(entries[MOVED], sequence=2)
    called_off = replace(
        entries[CALLED_OFF], uid=f"called-off-{entries[CALLED_OFF].uid}", status="CANCELLED", sequence=1
    )
    planning = Entry(
        "planning@lagoon.example",
        "Meeting Facilitator: Bruno",
        ANCHOR + running * HANDOVERS,
        ANCHOR + (running + 1) * HANDOVERS,
        now - timedelta(days=90),
    )
    return [*entries.values(), called_off, planning]


def _tour(turn: int, now: datetime, profile: Profile) -> Entry:
    """Answer the event of the tour that begins at a handover."""
    first = ANCHOR + turn * HANDOVERS
    title = profile.data["rota"]["calendar_title"].format(first_name=_first_name(turn))
    return Entry(_uid(first), title, first, first + profile.seats * HANDOVERS, now - timedelta(days=120))


def _uid(first: date) -> str:
    return f"steward-{first:%Y%m%d}@lagoon.example"


def _first_name(turn: int) -> str:
    return STEWARDS[turn % len(STEWARDS)].name.split()[0]


def _swap(entries: dict[int, Entry], away: int) -> None:
    """Let two people change places for a whole tour, as they agreed in the corridor."""
    one, other = entries[away], entries[away + 2]
    entries[away] = _changed(one, summary=other.summary, description="Swapped, see you at the meeting!")
    entries[away + 2] = _changed(other, summary=one.summary)


def _changed(entry: Entry, **changes: str) -> Entry:
    later = entry.changed + timedelta(days=100)
    return replace(entry, sequence=entry.sequence + 1, changed=later, **changes)  # type: ignore[arg-type]
