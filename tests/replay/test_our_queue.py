"""The quick queue of the simulation is the queue of the product."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.models import NextStep
from supporthub_ext.process.queue_order import Waiting, order
from supporthub_ext.replay.life import Life
from supporthub_ext.replay.our_queue import OurQueue
from tests.replay.lives import LINE, PROCESS, RULES, at, life

NOW = 20 * LINE.day
OFFICE = replace(PROCESS.queue, half_life_hours=3.0, late_days_that_double=1.25, update_alone=0.3)
MINUTES = st.integers(NOW - 12 * LINE.day, NOW + 3 * LINE.day) | st.sampled_from([NOW, NOW + 60, NOW + 120])

owed = st.fixed_dictionaries(
    {
        "step": st.sampled_from(["reply", "update", "escalate", "tell_resolved"]),
        "due": MINUTES,
        "soon": st.none(),
    }
)
quiet = st.just({"step": "close_out", "due": None, "soon": None})
silent = st.fixed_dictionaries(
    {"step": st.just("follow_up"), "due": st.none(), "soon": st.integers(0, NOW), "waiting": st.just(0)}
)
known = st.fixed_dictionaries(
    {
        "impact": st.sampled_from(["critical", "high", "medium", "low", "unknown"]),
        "event_today": st.booleans(),
        "outage": st.booleans(),
    }
)
tickets = st.lists(st.tuples(owed | quiet | silent, known).map(lambda pair: pair[0] | pair[1]), max_size=25)


def waiting(one: Life) -> Waiting:
    """The ticket as the product's queue sees it."""
    due, soon = (None if moment is None else at(moment) for moment in (one.due, one.soon))
    step = NextStep(one.step, "ours" if one.waiting is None else "requester", due, soon, "Why.")
    return Waiting(one.fate.number, step, one.impact, one.event_today, outage=one.outage)


def taken(queue: OurQueue, now: int) -> list[int]:
    """Everybody in the order in which stewards would take them."""
    found = []
    while (one := queue.first(now)) is not None:
        found.append(one.fate.number)
        queue.drop(one)
    return found


@settings(max_examples=60, deadline=None)
@given(tickets, st.sampled_from([PROCESS, replace(PROCESS, queue=OFFICE)]))
def test_it_orders_as_the_product_does(found: list[dict[str, Any]], process: Any) -> None:
    """Random tickets, early and late, leave the simulation's queue in the order of `queue_order.order`."""
    lives = [life(number, **values) for number, values in enumerate(found)]
    queue = OurQueue(process, RULES)
    for one in reversed(lives):
        queue.put(one)
    true = order([waiting(one) for one in lives], at(NOW), process)
    assert taken(queue, NOW) == [place.ticket_id for place in true]


@settings(max_examples=30, deadline=None)
@given(tickets, st.integers(1, 2000), st.data())
def test_it_keeps_up_with_time_and_changes(found: list[dict[str, Any]], later: int, data: Any) -> None:
    """After time went by and a ticket changed, the order is again the product's."""
    lives = [life(number, **values) for number, values in enumerate(found)]
    queue = OurQueue(PROCESS, RULES)
    for one in lives:
        queue.put(one)
    queue.first(NOW)
    if lives:
        changed = data.draw(st.sampled_from(lives))
        changed.step, changed.due, changed.soon = "reply", data.draw(MINUTES), None
        queue.put(changed)
    true = order([waiting(one) for one in lives], at(NOW + later), PROCESS)
    assert taken(queue, NOW + later) == [place.ticket_id for place in true]
