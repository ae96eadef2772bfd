"""A Slack user group feeds the roster: nobody unknown gets in, and no published tour moves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.errors import ProcessFileError
from supporthub_ext.models import Person, Roster
from supporthub_ext.process.definition import load, parse
from supporthub_ext.process.definition_extends import written
from supporthub_ext.process.rota_json import make_rota, rota_rows
from supporthub_ext.process.steward_group import (
    Member,
    Stay,
    group_problems,
    remember,
    stewards_ever,
    stewards_now,
)

PROCESS = load()
DAY = date(2026, 3, 4)
NAMES = ("Ada", "Bo", "Cy", "Di", "Eli", "Fay")
ROSTER = Roster(tuple(Person(one.lower(), one, slack_id=f"U{one}", engineer=True) for one in NAMES))
KNOWN = [f"U{name}" for name in NAMES]
STRANGER = Member("U0STRANGER", "Pat")


def members(*ids: str) -> list[Member]:
    return [Member(one, one[1:]) for one in ids]


def sitting(roster: Roster, first: date, days: int) -> list[list[str | None]]:
    rows = rota_rows(make_rota(PROCESS, roster), first, first + timedelta(days=days))["rows"]
    return [[seat and seat["person_id"] for seat in row["seats"]] for row in rows]


looks = st.lists(
    st.lists(
        st.builds(
            Member,
            st.sampled_from([*KNOWN, "U0STRANGER", "U0OTHER"]),
            st.sampled_from(["Ada", "", "Pat"]),
            st.booleans(),
        ),
        unique_by=lambda one: one.slack_id,
        max_size=6,
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=40, deadline=None)
@given(looks)
def test_the_rota_never_contains_somebody_unknown(seen: list[list[Member]]) -> None:
    """Whoever is in the group, a seat holds somebody of the roster who was really in it, or nobody."""
    stays: dict[str, Stay] = {}
    for weeks, look in enumerate(seen):
        stays = remember(stays, look, DAY + timedelta(weeks=weeks))
    here = {one.slack_id for one in seen[-1] if not one.deleted}
    ever = {one.slack_id for look in seen for one in look if not one.deleted}
    if ever:
        acting = {one.slack_id for one in stewards_now(ROSTER, stays).people if one.steward}
        assert acting == here & set(KNOWN)
    ids = {one.id for one in ROSTER.people if one.slack_id in ever}
    for row in sitting(stewards_ever(ROSTER, stays), DAY, 200):
        assert {one for one in row if one is not None} <= ids


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(KNOWN), min_size=2), st.sets(st.sampled_from(KNOWN)), st.integers(1, 300))
def test_who_comes_or_goes_moves_no_earlier_tour(first: set[str], then: set[str], days: int) -> None:
    """A change of the group changes nothing before the day on which it was seen."""
    before = remember({}, members(*first), DAY)
    later = DAY + timedelta(days=days)
    after = remember(before, members(*then), later)
    past = DAY - timedelta(days=100)
    length = (later - past).days
    assert sitting(stewards_ever(ROSTER, before), past, length) == sitting(
        stewards_ever(ROSTER, after), past, length
    )


def test_each_who_cannot_be_a_steward_is_named() -> None:
    """Somebody unknown to the roster, or who has left Slack, is said so with name, id and what to do."""
    gone = Member("UAda", "Ada", deleted=True)
    unknown, left = group_problems(ROSTER, [STRANGER, gone, Member("UBo", "Bo")], "duty")
    assert "Pat (U0STRANGER) is in @duty" in unknown
    assert "slack_id" in unknown
    assert "Ada (UAda)" in left
    assert "left Slack" in left


def test_two_people_with_one_slack_id_are_nobody() -> None:
    """A Slack id that stands twice in the roster makes no steward, and is named."""
    twins = Roster((Person("a", "Ada", slack_id="U1"), Person("b", "Bo", slack_id="U1")))
    look = members("U1")
    assert not any(one.steward for one in stewards_now(twins, remember({}, look, DAY)).people)
    assert len(group_problems(twins, look, "duty")) == 1


def test_an_unread_group_changes_nothing() -> None:
    """Until the group was read once, the stewards are those of the roster."""
    roster = Roster((Person("a", "Ada", steward=True),))
    assert stewards_now(roster, {}) is roster
    assert stewards_ever(roster, {}) is roster


def test_leaving_the_group_is_not_leaving_the_team() -> None:
    """Who leaves the stewards is still an engineer who can be asked."""
    stays = remember(remember({}, members("UAda", "UBo"), DAY), members("UBo"), DAY)
    ada = stewards_now(ROSTER, stays).people[0]
    assert (ada.steward, ada.engineer, ada.left) == (False, True, None)


def test_the_group_of_those_on_duty_is_no_source() -> None:
    """A handover fills its user group with those on duty: that one can't say who the stewards are."""
    same = f'steward_group = "{PROCESS.handover.user_group}"'
    text = written().replace('steward_group = ""', same)
    assert same in text
    with pytest.raises(ProcessFileError, match=r"^line \d+: .*handover\.user_group"):
        parse(text)
