"""What the sentences of the page say, each held against a process. A guard fails when its datum changed."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from supporthub_ext.models import Ask, ImpactLevel, Issue, NextStep, Person, Roster
from supporthub_ext.process.asking import candidates
from supporthub_ext.process.asking_reasons import Need
from supporthub_ext.process.definition import Process
from supporthub_ext.process.impact import assess
from supporthub_ext.process.nextstep import next_step
from supporthub_ext.process.promise import Start, promise
from supporthub_ext.process.queue_order import Waiting, order
from supporthub_ext.process.rota import next_handover, on_now, rows_between
from supporthub_ext.process.rota_days import Rota
from tests.process.ticket_world import MONDAY, hours, they, ticket, we

TEAM = Roster(tuple(Person(name.lower(), name, steward=True) for name in ("Ana", "Bea", "Dov", "Farid")))
SPRINT_MEETING = datetime(2022, 4, 27, 14, 30, tzinfo=UTC)  # 07:30 in the handover's zone


def rota(process: Process) -> Rota:
    return Rota(process.rota, TEAM)


def answered(process: Process, **facts: Any) -> NextStep:
    known = {"knows_thread": True, "knows_issue": True, "impact": "low"}
    return next_step(ticket(they(hours(0)), we(hours(1)), **(known | facts)), process)


def first_of(process: Process, *entries: Waiting) -> int:
    return order(entries, MONDAY, process)[0].ticket_id


def due_tomorrow(ticket_id: int, impact: ImpactLevel = "low", **more: Any) -> Waiting:
    step = NextStep("update", "ours", MONDAY + timedelta(days=1), None, "Why.")
    return Waiting(ticket_id, step, impact, **more)


# -- the team ------------------------------------------------------------------------------------------


def two_people_are_on_duty(process: Process) -> None:
    seats = on_now(rota(process), SPRINT_MEETING).seats
    assert len({seat.person_id for seat in seats if seat}) == 2


def a_tour_lasts_four_weeks(process: Process) -> None:
    rows = rows_between(rota(process), date(2022, 4, 27), date(2022, 8, 17))
    served = [row for row in rows if any(seat and seat.person_id == "bea" for seat in row.seats)]
    first, *_ = served
    last = next(one for one in served if not any(row.first == one.end for row in served))
    assert last.end - first.first == timedelta(weeks=4)


def a_seat_changes_every_two_weeks_at_the_sprint_meeting(process: Process) -> None:
    one = next_handover(rota(process), SPRINT_MEETING - timedelta(hours=1))
    other = next_handover(rota(process), one.at + timedelta(hours=1))
    assert one.at == SPRINT_MEETING
    assert other.at - one.at == timedelta(weeks=2)


def the_calendar_names_the_role(process: Process) -> None:
    assert process.rota.calendar_title.format(first_name="Ana") == f"{process.roles.steward}: Ana"


# -- promises ------------------------------------------------------------------------------------------


def everything_is_answered_within_a_working_day(process: Process) -> None:
    new = next_step(ticket(they(hours(0))), process)
    again = next_step(ticket(they(hours(0)), we(hours(1)), they(hours(2))), process)
    public = promise("hub_support", Start(MONDAY, "Lee asked", "channel"), process)
    assert (new.due_at, again.due_at, public.due_at) == (hours(24), hours(26), hours(24))


def updates_every_day_or_two(process: Process) -> None:
    step = answered(process)
    assert (step.step, step.due_soon_at, step.due_at) == ("update", hours(25), hours(49))


def the_user_is_told_what_was_done(process: Process) -> None:
    step = answered(process, issue=Issue("issue", "closed", closed_at=hours(2)))
    assert (step.step, step.due_at) == ("tell_resolved", hours(26))
    assert "what_was_done" in process.texts.tell_resolved.placeholders()


def channels_are_watched_during_events(process: Process) -> None:
    assert process.events.watch_minutes <= 15


# -- texts ---------------------------------------------------------------------------------------------


def requesters_are_written_to_in_freshdesk(process: Process) -> None:
    texts = process.texts
    meant = {
        "acknowledge", "reply", "update", "update_no_news", "ask_impact", "tell_resolved", "follow_up",
        "close_after_silence", "who_may_ask",
    }  # fmt: skip
    assert {one.name for one in fields(texts) if getattr(texts, one.name).audience == "requester"} == meant


def no_news_is_said_too(process: Process) -> None:
    assert "nothing new" in process.texts.update_no_news.text


def an_acknowledgement_notes_the_next_steps(process: Process) -> None:
    assert "next_steps" in process.texts.acknowledge.placeholders()


def an_issue_refers_to_its_ticket(process: Process) -> None:
    assert "ticket_link" in process.texts.issue.placeholders()


def an_issue_describes_the_change(process: Process) -> None:
    assert "change" in process.texts.issue.placeholders()


def a_private_note_sums_up(process: Process) -> None:
    note = process.texts.summary_note
    assert (note.audience, note.placeholders()) == ("team", ("summary", "links"))


# -- places --------------------------------------------------------------------------------------------


def requests_of_every_kind_come_by_mail(process: Process) -> None:
    assert process.support_address == "support@2i2c.org"
    assert {kind.name for kind in process.kinds} >= {"bug", "hub_change", "improvement", "question"}


def a_thread_when_needed(process: Process) -> None:
    assert answered(process, kind="question").step == "update"
    assert answered(process, kind="bug").step == "open_thread"


def a_hub_change_needs_an_issue(process: Process) -> None:
    assert answered(process, kind="hub_change").step == "escalate"


def threads_stand_in_the_tickets_channel(process: Process) -> None:
    assert process.channels.tickets.name == "support-freshdesk"


def tickets_are_talked_about_in_private(process: Process) -> None:
    assert process.channels.tickets.audience == "team"


def there_are_two_channels(process: Process) -> None:
    assert process.channels.tickets.name != process.channels.general.name


def general_questions_stand_in_the_public_channel(process: Process) -> None:
    assert (process.channels.general.name, process.channels.general.audience) == ("hub-support", "public")


def issues_carry_the_support_label(process: Process) -> None:
    assert process.labels.support.name == "support"


def items_stand_on_the_sprint_board(process: Process) -> None:
    assert (process.board.name, process.board.fields.sprint) == ("Sprint Board", "Sprint")


def support_items_come_first_on_the_board(process: Process) -> None:
    assert process.board.options.priority
    assert process.board.position in {"top", "after_support"}


def the_page_on_who_may_ask_is_linked(process: Process) -> None:
    assert process.representatives.page == "https://docs.2i2c.org/support/"
    assert "page" in process.texts.who_may_ask.placeholders()


# -- judgement -----------------------------------------------------------------------------------------


def a_bug_is_asked_about(process: Process) -> None:
    assert answered(process, kind="bug", impact="unknown").step == "ask_impact"


def the_three_questions_count(process: Process) -> None:
    assert {question.name for question in process.impact.questions} >= {"who", "when", "hub"}
    assert assess(process.impact, {"who": "many", "hub": "down"}).level == "critical"
    assert assess(process.impact, {"who": "one", "when": "sometimes", "hub": "up"}).level == "low"


def events_and_crowds_come_first(process: Process) -> None:
    assert first_of(process, due_tomorrow(1), due_tomorrow(2, event_today=True)) == 2
    assert first_of(process, due_tomorrow(1), due_tomorrow(2, busy=True)) == 2


def impact_decides_what_comes_first(process: Process) -> None:
    assert first_of(process, due_tomorrow(1, "low"), due_tomorrow(2, "high")) == 2
    assert first_of(process, due_tomorrow(1, "high"), due_tomorrow(2, "critical")) == 2


def skill_speaks_for_somebody(process: Process) -> None:
    people = (Person("ira", "Ira", engineer=True), Person("jun", "Jun", engineer=True, skills=("dns",)))
    listed = candidates(process.asking, Roster(people), (), Need(4101, skills=("dns",)), MONDAY)
    assert listed[0].person.id == "jun"


def nobody_is_asked_twice_in_a_row(process: Process) -> None:
    jun = Person("jun", "Jun", engineer=True, skills=("dns",))
    people = (Person("ira", "Ira", engineer=True), jun, replace(jun, id="kai", name="Kai", skills=()))
    asks = (Ask("a1", 4100, "jun", MONDAY - timedelta(hours=2), "accepted"),)
    listed = candidates(process.asking, Roster(people), asks, Need(4101, skills=("dns",)), MONDAY)
    assert listed[0].person.id != "jun"
