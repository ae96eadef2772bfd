"""Whom to ask: reasons for everybody, one fair suggestion, and no cost for a no."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.errors import InvalidField
from supporthub_ext.models import Absence, Ask, Person, Roster
from supporthub_ext.process.asking import Candidate, candidates, check_choice
from supporthub_ext.process.asking_reasons import Need
from supporthub_ext.process.definition import load

RULE = load().asking
NOW = datetime(2022, 4, 27, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def engineer(name: str, **more: object) -> Person:
    return Person(name.lower(), name, engineer=True, **more)  # type: ignore[arg-type]


def team(*people: Person) -> Roster:
    return Roster(people or tuple(engineer(name) for name in ("Ira", "Jun", "Kai", "Lea")))


def ask(engineer_id: str, hours_ago: float, ticket: int = 4000, answer: str = "accepted") -> Ask:
    at = NOW - hours_ago * HOUR
    return Ask(f"a{at.isoformat()}", ticket, engineer_id, at, answer)  # type: ignore[arg-type]


def suggested(listed: tuple[Candidate, ...]) -> str | None:
    return next((one.person.id for one in listed if one.suggested), None)


def one_of(listed: tuple[Candidate, ...], person_id: str) -> Candidate:
    return check_choice(listed, person_id)


ANSWERS = st.sampled_from(["accepted", "declined", "open"])


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 6), st.lists(st.tuples(ANSWERS, st.integers(1, 400)), min_size=1, max_size=40))
def test_asks_spread_within_one_and_never_twice_in_a_row(size: int, run: list[tuple[str, int]]) -> None:
    """Among equal people, whatever they answer, any run is spread within one, never twice in a row."""
    roster = team(*(engineer(f"E{number}") for number in range(size)))
    asks: list[Ask] = []
    now = NOW
    for ticket, (answer, hours) in enumerate(run):
        now += hours * HOUR
        chosen = suggested(candidates(RULE, roster, asks, Need(ticket), now))
        assert chosen
        assert not asks or chosen != asks[-1].engineer_id
        asks.append(Ask(f"a{ticket}", ticket, chosen, now, answer))  # type: ignore[arg-type]
    for begin in range(len(asks)):
        count = Counter(one.engineer_id for one in asks[begin:])
        assert max(count.values()) - min(count[person.id] for person in roster.people) <= 1


@settings(max_examples=40, deadline=None)
@given(st.data(), st.lists(st.integers(1, 100), min_size=2, max_size=25))
def test_never_twice_in_a_row_while_another_can(data: st.DataObject, run: list[int]) -> None:
    """Also with skills, load and absences: whoever was asked last is suggested only when nobody else can."""
    roster = team(engineer("Ira", skills=("dns",)), engineer("Jun", wants_to_learn=("dns",)), engineer("Kai"))
    asks: list[Ask] = []
    now = NOW
    for ticket, hours in enumerate(run):
        now += hours * HOUR
        gone = data.draw(st.sets(st.sampled_from(["ira", "jun", "kai"]), max_size=3))
        absences = tuple(Absence(one, now.date(), now.date()) for one in gone)
        need = Need(ticket, skills=["dns"], open={"kai": data.draw(st.integers(0, 5))})
        listed = candidates(RULE, replace(roster, absences=absences), asks, need, now)
        chosen = suggested(listed)
        assert (chosen is None) == (len(gone) == 3)
        if chosen is None:
            continue
        if asks and chosen == asks[-1].engineer_id:
            assert len(gone) == 2
        asks.append(Ask(f"a{ticket}", ticket, chosen, now))


def test_an_expert_is_not_asked_for_ever() -> None:
    """Who knows most comes first, but nobody gets two asks more than another who can."""
    roster = team(engineer("Ira", skills=("dns",)), engineer("Jun"), engineer("Kai"))
    asks: list[Ask] = []
    for ticket in range(12):
        now = NOW + ticket * HOUR
        chosen = suggested(candidates(RULE, roster, asks, Need(ticket, skills=["DNS"]), now))
        asks.append(Ask(f"a{ticket:02}", ticket, chosen or "", now))
    count = Counter(one.engineer_id for one in asks)
    assert asks[0].engineer_id == "ira"
    assert count["ira"] == max(count.values())
    assert max(count.values()) - min(count.values()) <= 2


def test_declining_costs_nothing() -> None:
    """A no is no reason against anybody, neither later nor in the order; it stands only at its own ticket."""
    yes = candidates(RULE, team(), [ask("ira", 30), ask("jun", 20)], Need(1), NOW)
    no = candidates(
        RULE, team(), [ask("ira", 30, answer="declined"), ask("jun", 20, answer="declined")], Need(1), NOW
    )
    assert yes == no
    (kai, *_), at_ticket = (
        no,
        candidates(RULE, team(), [ask("kai", 2, ticket=7, answer="declined")], Need(7), NOW),
    )
    assert kai.person.id == "kai"
    assert "Was asked for this ticket already and said no." in one_of(at_ticket, "kai").reasons_against


def test_an_ask_counts_whatever_our_clock_says() -> None:
    """A server whose clock is a second ahead asked just now: the same person is not asked again."""
    listed = candidates(RULE, team(), [ask("ira", -1 / 3600)], Need(1), NOW)
    assert suggested(listed) == "jun"
    assert one_of(listed, "ira").overrules
    here = candidates(RULE, team(), [ask("ira", -1 / 3600, ticket=1)], Need(1), NOW)
    assert "Was asked for this ticket already and took it on." in one_of(here, "ira").reasons_against


def test_whoever_was_asked_for_this_ticket_is_not_asked_again() -> None:
    """An open or declined ask for the ticket lets the next one be suggested, until nobody is left."""
    asks: list[Ask] = []
    for name in ("ira", "jun", "kai", "lea"):
        assert suggested(candidates(RULE, team(), asks, Need(7), NOW)) == name
        asks.append(ask(name, 10 - len(asks), ticket=7, answer="declined"))
    assert suggested(candidates(RULE, team(), asks, Need(7), NOW)) is None


def test_the_cues_of_the_process_file_decide_in_their_order() -> None:
    """Who touched it stands before who knows, who knows before who would learn, and room counts last."""
    people = (
        engineer("Ada"),
        engineer("Room"),
        engineer("Learner", wants_to_learn=("dns",)),
        engineer("Knower", skills=("dns",)),
        engineer("Toucher"),
    )
    need = Need(1, skills=["dns"], touched_by=["toucher"], open={"ada": 9, "toucher": 9})
    order = []
    while people:
        order.append(suggested(candidates(RULE, team(*people), [], need, NOW)))
        people = tuple(person for person in people if person.id != order[-1])
    assert order == ["toucher", "knower", "learner", "room", "ada"]


def test_every_reason_is_said() -> None:
    """Reasons for and against are sentences about facts, for everybody, whoever is suggested."""
    ira = engineer("Ira", skills=("dns", "images"), wants_to_learn=("billing",), zone="Pacific/Auckland")
    roster = replace(
        team(ira, engineer("Jun")), absences=(Absence("ira", date(2022, 4, 20), date(2022, 4, 29)),)
    )
    need = Need(9, ["images", "dns", "billing"], touched_by=["ira"], open={"ira": 1, "jun": 3})
    listed = candidates(
        RULE, roster, [ask("ira", 50), ask("ira", 30, ticket=4001), ask("jun", 900)], need, NOW
    )
    ira_row, jun_row = one_of(listed, "ira"), one_of(listed, "jun")
    assert ira_row.reasons_for == (
        "Worked on this before.",
        "Knows dns and images.",
        "Wants to learn billing.",
        "Has room: only 1 open.",
    )
    assert ira_row.reasons_against == (
        "Away until 29 April 2022, that day included.",
        "Was the last to be asked, for ticket 4001.",
        "Was asked more than once in the last 28 days.",
        "It is 00:00 where they are.",
    )
    assert jun_row.reasons_for == ("Was not asked in the last 28 days.",)
    assert jun_row.reasons_against == ("Has much open already: 3.",)
    assert jun_row.suggested


def test_people_are_listed_by_name_and_not_ranked() -> None:
    """After the suggested person everybody stands by name; only engineers of today are listed."""
    people = (
        *team().people,
        engineer("Gone", left=date(2022, 1, 1)),
        engineer("Soon", joined=date(2023, 1, 1)),
        Person("steward", "Steward", steward=True),
    )
    listed = candidates(RULE, team(*people), [ask("ira", 3), ask("jun", 2)], Need(1), NOW)
    assert [one.person.id for one in listed] == ["kai", "ira", "jun", "lea"]


def test_a_steward_may_overrule_and_is_told_what() -> None:
    """Asking the person asked last, or one who is away, overrules a rule; another choice does not."""
    roster = replace(team(), absences=(Absence("lea", date(2022, 4, 27), date(2022, 4, 28)),))
    listed = candidates(RULE, roster, [ask("jun", 3)], Need(1), NOW)
    assert one_of(listed, "jun").overrules == "Jun was asked last, and somebody else could be asked."
    assert one_of(listed, "lea").overrules == "Lea is away until 2022-04-28."
    assert one_of(listed, "kai").overrules is None
    with pytest.raises(InvalidField, match='"jan"'):
        check_choice(listed, "jan")


def test_absences_that_follow_each_other_are_one() -> None:
    """``away_until`` is the last day of all absences without a day between, in the engineer's own zone."""
    absences = (
        Absence("ira", date(2022, 4, 30), date(2022, 5, 2)),
        Absence("ira", date(2022, 4, 28), date(2022, 4, 29)),
    )
    kiwi = engineer("Ira", zone="Pacific/Auckland")  # there, it is the 28th already
    listed = candidates(RULE, replace(team(kiwi), absences=absences), [], Need(1), NOW)
    assert listed[0].away_until == date(2022, 5, 2)
    assert candidates(RULE, replace(team(), absences=absences), [], Need(1), NOW)[0].away_until is None


def test_the_row_is_the_contracts() -> None:
    """A candidate is shown with the fields of ``GET engineers``."""
    row = candidates(RULE, team(), [ask("ira", 3)], Need(1), NOW)[1].to_json()
    assert row == {
        "person_id": "ira",
        "name": "Ira",
        "open": 0,
        "last_asked_at": "2022-04-27T09:00:00Z",
        "away_until": None,
        "for": ["Has room: nothing open."],
        "against": ["Was the last to be asked, for ticket 4000."],
        "suggested": False,
        "overrules": "Ira was asked last, and somebody else could be asked.",
    }
