"""The Team Roles calendar against the rota: agree, differ, or can't be read; never a guess."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from supporthub_ext.models import Absence, CalendarRecord, Override, Roster
from supporthub_ext.process.calendar_compare import CalendarComparison, Difference, compare_calendar
from supporthub_ext.process.rota_names import people_called, short_name
from tests.process.rota_world import ANCHOR, RULE, cover, rota, steward

FORTNIGHT = timedelta(days=14)
AS_OF = datetime(2021, 11, 15, tzinfo=UTC)
END = ANCHOR + 3 * FORTNIGHT
PEOPLE = Roster((steward("Ana Ruiz"), steward("Bea Moss"), steward("Çelik Tan"), steward("Sam Hill")))


def record(name: str, start: int, title: str = "Support Steward: {}") -> CalendarRecord:
    first = ANCHOR + start * FORTNIGHT
    return CalendarRecord(f"uid-{name}-{start}", title.format(name), first, first + 2 * FORTNIGHT)


RIGHT = [record("Sam", -1), record("Ana", 0), record("Bea", 1), record("Celik", 2)]


def compare(
    records: list[CalendarRecord] | None, people: Roster = PEOPLE, *overrides: Override
) -> CalendarComparison:
    return compare_calendar(rota(people, *overrides), records, as_of=AS_OF, first=ANCHOR, end=END)


def test_a_calendar_that_says_the_same_agrees() -> None:
    """First names, accents and capitals aside, and other events in between, are no difference."""
    others = [record("", 0, "Team lunch"), record("everybody", 1, "Community Steward: {}")]
    shouted = [record("SAM ", -1, " support  steward:{}"), *RIGHT[1:]]
    assert compare([*shouted, *others]) == CalendarComparison("agrees", AS_OF, END)


def test_a_difference_says_who_and_when() -> None:
    """Days that differ in the same way are one difference, with only the names of one side."""
    found = compare([*RIGHT[:2], record("Sam", 1), RIGHT[3]])
    assert found.state == "differs"
    assert found.differences == (
        Difference(ANCHOR + FORTNIGHT, END, here=("Bea Moss",), there=("Sam Hill",)),
    )


def test_a_missing_and_a_spare_record_are_differences() -> None:
    """A tour that nobody wrote down, and somebody written down beside the two, are both said."""
    missing = compare([RIGHT[0], RIGHT[2], RIGHT[3]])
    assert missing.differences == (Difference(ANCHOR, ANCHOR + 2 * FORTNIGHT, ("Ana Ruiz",), ()),)
    spare = compare([*RIGHT, record("Sam", 1)])
    assert spare.differences == (Difference(ANCHOR + FORTNIGHT, END, (), ("Sam Hill",)),)


def test_a_first_name_that_two_share_is_never_guessed() -> None:
    """Which Sam is meant is asked, until the second name's first letter says it."""
    two = Roster((*PEOPLE.people, steward("Sam Okoro", joined=ANCHOR - FORTNIGHT)))
    records = [record("Sam", -1), *RIGHT[1:]]
    unclear = compare(records, two)
    assert unclear.state == "differs"
    assert unclear.differences[0].there == ("Sam",)
    assert "Sam could be Sam Hill or Sam Okoro" in unclear.problems[0]
    clear = compare([record("Sam O.", -1), *RIGHT[1:]], two)
    assert clear.state == "agrees"


def test_somebody_who_left_long_ago_makes_no_name_unclear() -> None:
    """Only people who are with the team during the event can be meant by it."""
    two = Roster((*PEOPLE.people, steward("Sam Older", left=date(2021, 1, 1))))
    assert compare(RIGHT, two).state == "agrees"


@pytest.mark.parametrize("name", ["Anna", "Ana & Bea", "An"])
def test_a_name_that_nobody_has_is_said(name: str) -> None:
    """A slip in a name is shown as written, with a hint where one is near, and never matched by a part."""
    found = compare([RIGHT[0], record(name, 0), *RIGHT[2:]])
    assert found.differences[0].there == (name,)
    assert f"nobody on the rota is called {name}." in found.problems[0]
    assert ("Did somebody mean Ana?" in found.problems[0]) == (name != "Ana & Bea")


def test_a_slip_in_the_title_is_said_and_not_used() -> None:
    """A title that is nearly right does not count, and is pointed at."""
    found = compare([*RIGHT[:2], record("Bea", 1, "Suport Steward: {}"), RIGHT[3]])
    assert found.differences == (Difference(ANCHOR + FORTNIGHT, END, ("Bea Moss",), ()),)
    nearly = f'"Suport Steward: Bea" from {ANCHOR + FORTNIGHT} is nearly, but not quite, titled'
    assert found.problems == (f'{nearly} "Support Steward: {{first_name}}".',)


def test_what_is_not_written_down_yet_is_no_difference() -> None:
    """After its last record the calendar is silent: it is kept about a year ahead, no further."""
    found = compare(
        [record("Sam", -1), CalendarRecord("u", "Support Steward: Ana", ANCHOR, ANCHOR + FORTNIGHT)]
    )
    assert (found.state, found.until) == ("agrees", ANCHOR + FORTNIGHT)


def test_an_absence_without_cover_is_no_difference_and_cover_is() -> None:
    """The calendar names whose tour it is; only a recorded override has to be written there too."""
    sick = Absence("ana ruiz", ANCHOR, ANCHOR + timedelta(days=2))
    assert compare(RIGHT, replace(PEOPLE, absences=(sick,))).state == "agrees"
    taken = cover("ana ruiz", "bea moss", ANCHOR, ANCHOR + timedelta(days=2))
    assert compare(RIGHT, PEOPLE, taken).differences == (
        Difference(ANCHOR, ANCHOR + timedelta(days=3), ("Bea Moss",), ("Ana Ruiz",)),
    )


def test_a_calendar_that_says_nothing_is_unreadable() -> None:
    """No answer, or no event with the title of the process file, is neither agreement nor difference."""
    assert compare(None).state == "unreadable"
    empty = compare([record("Ana", 0, "On duty: {}")])
    assert empty.state == "unreadable"
    assert empty.problems == ('No event in the calendar is titled "Support Steward: {first_name}".',)
    untitled = compare_calendar(
        rota(PEOPLE, rule=replace(RULE, calendar_title="")), RIGHT, as_of=AS_OF, first=ANCHOR, end=END
    )
    assert untitled.state == "unreadable"


def test_names_are_whole_words() -> None:
    """A name means whoever it begins with, word by word: a part of a word means nobody."""
    people = (steward("Ana Ruiz"), steward("Anabel Ruiz"), steward("Mary Jo Ek"))
    assert [person.name for person in people_called(people, "ana")] == ["Ana Ruiz"]
    assert people_called(people, "Mary Jo") == (people[2],)
    assert people_called(people, "Mary J.") == (people[2],)
    assert people_called(people, "Ruiz") == ()
    assert people_called(people, " ") == ()


def test_short_names_are_as_long_as_they_must_be() -> None:
    """The first name stands alone unless two share it; then a letter more, or the whole name."""
    roster = Roster((steward("Ana Ruiz"), steward("Sam Hill"), steward("Sam Okoro"), steward("Sam Oliver")))
    assert [short_name(roster, person) for person in roster.people] == [
        "Ana",
        "Sam H",
        "Sam Okoro",
        "Sam Oliver",
    ]
