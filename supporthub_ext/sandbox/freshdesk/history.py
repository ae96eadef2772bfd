"""Which tickets were invented: a few numbers for each, so that 100,000 cost little; the rest is told later.

Everything follows from the seed, the number of tickets and the moment at which the clock starts.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from supporthub_ext.sandbox.chance import Chance
from supporthub_ext.sandbox.freshdesk import plots
from supporthub_ext.sandbox.freshdesk.numbers import DAY, FIRST_TICKET, HOUR
from supporthub_ext.sandbox.freshdesk.plots import Plot
from supporthub_ext.sandbox.people import COMMUNITIES, CONTACTS

A_DAY = 6  # new tickets a day, where the history is short
LONGEST = 730 * DAY  # more tickets make busier days, not a longer history
CONTACT_IDS = tuple(CONTACTS)
_NUMBER_OF = {contact_id: number for number, contact_id in enumerate(CONTACT_IDS)}


@dataclass(slots=True)
class Beginning:
    """One ticket before it is told. Times are epoch seconds."""

    created: int
    updated: int
    plot: Plot
    contact_id: int
    state: str = "listed"


@dataclass(slots=True)
class History:
    """All invented tickets in the order of their ids, which is that of their beginnings.

    ``hidden`` maps the ids of those that no list by ``updated_since`` shows to ``spam``, ``deleted``,
    ``archived`` or ``merged``.
    """

    seed: int
    created: array[int] = field(default_factory=lambda: array("q"))
    updated: array[int] = field(default_factory=lambda: array("q"))
    plot: bytearray = field(default_factory=bytearray)
    contact: array[int] = field(default_factory=lambda: array("H"))
    hidden: dict[int, str] = field(default_factory=dict)

    @property
    def ids(self) -> range:
        """The ids of all invented tickets."""
        return range(FIRST_TICKET, FIRST_TICKET + len(self.created))

    def beginning(self, ticket_id: int) -> Beginning:
        """Answer the numbers of one ticket."""
        place = ticket_id - FIRST_TICKET
        return Beginning(
            self.created[place],
            self.updated[place],
            plots.ALL[self.plot[place]],
            CONTACT_IDS[self.contact[place]],
            self.hidden.get(ticket_id, "listed"),
        )

    def add(self, one: Beginning) -> None:
        """Give the next id to a ticket."""
        if one.state != "listed":
            self.hidden[FIRST_TICKET + len(self.created)] = one.state
        self.created.append(one.created)
        self.updated.append(one.updated)
        self.plot.append(plots.PLACE[id(one.plot)])
        self.contact.append(_NUMBER_OF[one.contact_id])


def invent(seed: int, tickets: int, open_tickets: int, now: int) -> History:
    """Answer a history of so many listed tickets, some of them open, as it stands at an epoch second."""
    chance = Chance(seed, "history")
    beginnings = _open_ones(chance, open_tickets, now)
    beginnings += _closed_ones(chance, tickets - open_tickets, now)
    if tickets:
        beginnings += _hidden_ones(chance, tickets, now)
    history = History(seed)
    for one in sorted(beginnings, key=lambda one: one.created):
        history.add(one)
    return history


def _somebody(chance: Chance) -> int:
    """Answer a contact's id: some communities write more often, and mostly their representatives write."""
    community = COMMUNITIES[min(chance.below(len(COMMUNITIES)), chance.below(len(COMMUNITIES)))]
    people = community.representatives if chance.happens(0.85) else community.contacts
    return chance.pick(people).id


def _open_ones(chance: Chance, count: int, now: int) -> list[Beginning]:
    outage = plots.OUTAGE_SIZE if count >= plots.OUTAGE_FROM else 0
    found = [_begin(chance, plots.OPEN_PLOTS[place % len(plots.OPEN_PLOTS)], _somebody(chance), now)
             for place in range(count - outage)]  # fmt: skip
    hit = chance.pick(COMMUNITIES)
    found += [_begin(chance, plots.OUTAGE, chance.pick(hit.contacts).id, now) for _ in range(outage)]
    return found


def _begin(chance: Chance, plot: Plot, contact_id: int, now: int) -> Beginning:
    """Answer a ticket that stands where its plot says at this moment."""
    created = now - int(chance.between(*plot.age_h) * HOUR)
    updated = now - int(chance.between(*plot.idle_h) * HOUR)
    soonest = created + (now - created) // 5 if plot.turns else created + 2
    return Beginning(created, max(soonest, updated) if plot.turns else soonest, plot, contact_id)


def _closed_ones(chance: Chance, count: int, now: int) -> list[Beginning]:
    span = min(max(count // A_DAY, 1) * DAY, LONGEST)
    found = []
    for place in range(count):
        if place % 40 == 7:  # the process forbids it, so it happens now and then
            found.append(_begin(chance, plots.RESOLVED_NOT_TOLD, _somebody(chance), now))
            continue
        plot = chance.pick(plots.CLOSED_PLOTS)
        lasted = int(chance.between(*plot.age_h) * HOUR)
        created = _on_a_working_day(chance, now - lasted - HOUR - int(chance.share() * span))
        found.append(Beginning(created, created + lasted, plot, _somebody(chance)))
    return found


def _on_a_working_day(chance: Chance, second: int) -> int:
    """Answer the moment, or one two days earlier where it would fall on a weekend: few write then."""
    weekday = (second // DAY + 3) % 7  # the epoch began on a Thursday
    return second - 2 * DAY if weekday >= 5 and chance.happens(0.85) else second


def _hidden_ones(chance: Chance, tickets: int, now: int) -> list[Beginning]:
    """Answer what comes on top: spam, deleted, merged into another, and archived long ago."""
    found = []
    for state in ("spam", "deleted", "merged", "archived"):
        for _ in range(min(3 + tickets // 100, 100)):
            plot = plots.SPAM if state == "spam" else plots.CLOSED_PLOTS[5]
            one = _begin(chance, plot, _somebody(chance), now)
            if state == "archived":
                one.created -= 900 * DAY
                one.updated -= 900 * DAY
            one.state = state
            found.append(one)
    return found
