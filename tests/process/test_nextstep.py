"""The next step of a ticket: what it is, when it is due, whose turn it is, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from supporthub_ext.models import Ask, HubEvent, Issue, NextStep, Thread, TicketFacts
from supporthub_ext.process.definition import Process, load
from supporthub_ext.process.nextstep import next_step
from tests.process.ticket_world import at, engineer, hours, note, steward, they, ticket, we

PROCESS = load()
OPEN_ISSUE = Issue("https://issues.example/7", opened_at=hours(2))


def step_of(facts: TicketFacts, process: Process = PROCESS) -> NextStep:
    return next_step(facts, process)


def with_target(name: str, **values: Any) -> Process:
    targets = PROCESS.targets
    return replace(PROCESS, targets=replace(targets, **{name: replace(getattr(targets, name), **values)}))


# -- towards the requester -----------------------------------------------------------------------------


def test_a_new_ticket_is_acknowledged_within_a_working_day() -> None:
    """Nobody has answered yet: acknowledge, one working day after the requester wrote."""
    step = step_of(ticket(they(at("2026-03-06T18:00"))))
    assert (step.step, step.ball) == ("acknowledge", "ours")
    assert step.due_at == at("2026-03-09T18:00")


def test_a_private_note_is_no_answer() -> None:
    """The requester sees no note, so it keeps no promise."""
    assert step_of(ticket(they(hours(0)), note(hours(1)))).step == "acknowledge"


def test_an_automatic_mail_is_no_answer() -> None:
    """FreshDesk's own confirmation keeps no promise."""
    assert step_of(ticket(they(hours(0)), we(hours(0), automatic=True))).step == "acknowledge"


def test_a_ticket_without_any_message_is_acknowledged_from_when_it_came_in() -> None:
    """A ticket whose conversation is empty still has a step and a due time."""
    step = step_of(ticket(created_at=at("2026-03-06T18:00")))
    assert (step.step, step.due_at) == ("acknowledge", at("2026-03-09T18:00"))


def test_after_the_acknowledgement_an_update_is_owed() -> None:
    """Every day or two: due two working days after our last word, due soon after one."""
    step = step_of(ticket(they(at("2026-03-05T10:00")), we(at("2026-03-05T12:00"))))
    assert (step.step, step.ball) == ("update", "ours")
    assert step.due_soon_at == at("2026-03-06T12:00")
    assert step.due_at == at("2026-03-09T12:00")


def test_an_answer_is_due_from_the_first_unanswered_message() -> None:
    """Writing twice does not push the promise away."""
    step = step_of(ticket(they(hours(0)), we(hours(1)), they(hours(2)), they(hours(20), "Any news?")))
    assert (step.step, step.due_at) == ("reply", hours(26))


@pytest.mark.parametrize("text", ["Thanks!", "Thank you so much, have a nice weekend", "Great, cheers"])
def test_thanks_clear_no_promise(text: str) -> None:
    """A thank you asks for no answer, and the update stays owed from our last word."""
    step = step_of(ticket(they(hours(0)), we(hours(1)), they(hours(2), text)))
    assert (step.step, step.due_at) == ("update", hours(49))


@pytest.mark.parametrize(
    "text",
    ["Thanks, but it still fails.", "Thanks! Could you also add a user?", "Thank you. When is it ready?"],
)
def test_thanks_with_more_in_it_wants_an_answer(text: str) -> None:
    """Politeness does not hide a question."""
    assert step_of(ticket(they(hours(0)), we(hours(1)), they(hours(2), text))).step == "reply"


def test_silence_does_not_stop_the_clock() -> None:
    """While the ball is ours the requester need not write for an update to be due."""
    silent = step_of(ticket(they(hours(0)), we(hours(1))))
    assert silent.ball == "ours"
    assert silent.due_at == hours(49)


def test_questions_of_impact_come_once() -> None:
    """A kind of request that calls for it asks how badly users are hit, and asks once."""
    facts = ticket(they(hours(0)), we(hours(1)), kind="bug")
    assert step_of(facts).step == "ask_impact"
    assert step_of(replace(facts, impact_asked_at=hours(2))).step == "update"
    assert step_of(replace(facts, impact="high")).step == "update"
    assert step_of(replace(facts, kind="question")).step == "update"


def test_a_closed_issue_raises_tell_resolved() -> None:
    """Closing an issue never closes a ticket: the requester is told, a working day after it closed."""
    closed = replace(OPEN_ISSUE, state="closed", closed_at=hours(30))
    step = step_of(ticket(they(hours(0)), we(hours(1)), issue=closed, status="pending"))
    assert (step.step, step.due_at) == ("tell_resolved", hours(54))


def test_what_was_told_is_not_told_again() -> None:
    """Once the requester knows, all that is left is to close; closing the issue later changes nothing."""
    closed = replace(OPEN_ISSUE, state="closed", closed_at=hours(30))
    facts = ticket(they(hours(0)), we(hours(29)), issue=closed, told_resolved_at=hours(29))
    assert step_of(facts).step == "close_out"


def test_a_reopened_request_is_told_again() -> None:
    """The requester came back after we told them: the next closed issue is told again."""
    closed = replace(OPEN_ISSUE, state="closed", closed_at=hours(60))
    facts = ticket(
        they(hours(0)),
        we(hours(20)),
        they(hours(30), "It broke again."),
        we(hours(31)),
        told_resolved_at=hours(20),
    )
    assert step_of(facts).step == "update"
    assert step_of(replace(facts, issue=closed)).step == "tell_resolved"


def test_a_reply_that_resolves_is_first_answer_and_word_of_the_end() -> None:
    """Many requests are answered at once: closed on the first reply is a good life too."""
    for status in ("resolved", "closed"):
        step = step_of(ticket(they(hours(0)), we(hours(1)), status=status, told_resolved_at=hours(1)))
        assert (step.step, step.due_at) == ("wait", None)


def test_resolved_without_a_word_tells_the_requester() -> None:
    """A ticket that was set Resolved in silence still owes the requester the end."""
    step = step_of(ticket(they(hours(0)), status="resolved", status_label="Resolved", updated_at=hours(5)))
    assert (step.step, step.due_at) == ("tell_resolved", hours(29))


def test_thanks_after_the_end_only_closes() -> None:
    """FreshDesk opens a ticket again for a thank you; nothing new is owed then."""
    facts = ticket(they(hours(0)), we(hours(1)), they(hours(2), "Thank you!"), told_resolved_at=hours(1))
    assert step_of(facts).step == "close_out"


def test_close_out_names_what_is_still_open() -> None:
    """A closed ticket with an open issue or thread is not closed out."""
    facts = ticket(they(hours(0)), we(hours(1)), status="closed", status_label="Closed")
    step = step_of(replace(facts, issue=OPEN_ISSUE, thread=Thread("https://chat.example/t")))
    assert step.step == "close_out"
    assert "the issue and the thread" in step.reason


def test_a_closed_ticket_with_a_new_question_is_answered() -> None:
    """Closed is no excuse: who writes again gets an answer."""
    step = step_of(ticket(they(hours(0)), we(hours(1)), they(hours(2), "One more thing?"), status="closed"))
    assert step.step == "reply"


# -- waiting for the requester -------------------------------------------------------------------------


def test_waiting_for_the_requester_promises_nothing_and_is_not_forgotten() -> None:
    """The ball is theirs: no due time, but a moment from which it is worth another look."""
    step = step_of(ticket(they(hours(0)), we(hours(1), "Which user?"), status="waiting_on_requester"))
    assert (step.step, step.ball, step.due_at) == ("follow_up", "requester", None)
    assert step.due_soon_at == hours(73)


def test_follow_up_is_promised_only_where_the_process_says_so() -> None:
    """The target is ours and off; switched on, it gives a due time."""
    facts = ticket(they(hours(0)), we(hours(1)), questions_at=hours(1))
    assert step_of(facts).due_at is None
    assert step_of(facts, with_target("follow_up", on=True)).due_at == at("2026-03-09T11:00")


def test_questions_hand_the_ball_over_only_while_nobody_works_on_it() -> None:
    """With an engineer on it the requester still expects updates."""
    facts = ticket(they(hours(0)), we(hours(1)), questions_at=hours(1))
    assert step_of(facts).ball == "requester"
    assert step_of(replace(facts, issue=replace(OPEN_ISSUE, assignees=("robin",)))).step == "update"


def test_silence_ends_with_a_kind_close() -> None:
    """No state is a trap: after two more questions without an answer the ticket is closed."""
    facts = ticket(they(hours(0)), we(hours(1)), we(hours(80)), questions_at=hours(1))
    assert step_of(facts).step == "follow_up"
    again = ticket(they(hours(0)), we(hours(1)), we(hours(80)), we(hours(160)), questions_at=hours(1))
    assert (step_of(again).step, step_of(again).ball) == ("close_out", "requester")


# -- towards the team ----------------------------------------------------------------------------------


def test_a_thread_is_opened_when_needed() -> None:
    """When the team is needed there is a thread; a plain question needs none."""
    facts = ticket(they(hours(0)), we(hours(1)), impact="low", kind="question", knows_thread=True)
    assert step_of(facts).step == "update"
    assert step_of(replace(facts, needs="thread")).step == "open_thread"
    assert step_of(replace(facts, kind="bug")).step == "open_thread"


def test_a_thread_for_each_ticket_where_the_process_says_each() -> None:
    """The other reading of the page is one word in the process file."""
    each = replace(PROCESS, threads=replace(PROCESS.threads, policy="each"))
    facts = ticket(they(hours(0)), we(hours(1)), kind="question", knows_thread=True)
    assert step_of(facts, each).step == "open_thread"


def test_nothing_is_concluded_from_what_was_not_looked_for() -> None:
    """Before threads and issues were read, their absence says nothing."""
    facts = ticket(they(hours(0)), we(hours(1)), status="pending", kind="hub_change")
    assert step_of(facts).step == "update"


def test_pending_without_an_issue_is_escalated() -> None:
    """Pending says that an issue exists; where none is linked, one is needed."""
    facts = ticket(they(hours(0)), we(hours(1)), status="pending", knows_issue=True)
    assert step_of(facts).step == "escalate"


def test_an_issue_without_anybody_finds_an_engineer() -> None:
    """An engineer is asked while nobody is on the issue and no ask is open."""
    facts = ticket(they(hours(0)), we(hours(1)), issue=OPEN_ISSUE, status="pending")
    step = step_of(facts)
    assert (step.step, step.ball, step.due_at) == ("find_engineer", "ours", hours(49))
    asked = replace(facts, asks=(Ask("a1", 4101, "robin", hours(3)),))
    assert (step_of(asked).step, step_of(asked).ball) == ("update", "engineer")
    accepted = replace(facts, asks=(Ask("a1", 4101, "robin", hours(3), "accepted", hours(4)),))
    assert (step_of(accepted).step, step_of(accepted).ball) == ("update", "engineer")


def test_a_declined_ask_looks_for_somebody_else() -> None:
    """A no leads on; once the update is due soon the requester comes first."""
    facts = ticket(they(hours(0)), we(hours(1)), issue=OPEN_ISSUE)
    early = replace(facts, asks=(Ask("a1", 4101, "robin", hours(3), "declined", hours(4)),))
    late = replace(facts, asks=(Ask("a1", 4101, "robin", hours(3), "declined", hours(30)),))
    assert step_of(early).step == "find_engineer"
    assert step_of(late).step == "update"


def test_an_ask_without_an_answer_is_asked_again_after_the_update() -> None:
    """An engineer who does not answer is no trap: a working day later somebody else is looked for."""
    facts = ticket(they(hours(0)), we(hours(1)), we(hours(40)), issue=OPEN_ISSUE)
    assert step_of(replace(facts, asks=(Ask("a1", 4101, "robin", hours(3)),))).step == "find_engineer"
    assert step_of(replace(facts, asks=(Ask("a1", 4101, "robin", hours(30)),))).step == "update"


def test_an_engineer_who_asks_gets_an_answer() -> None:
    """A question of the team is answered within a working day; plain news needs none."""
    facts = ticket(they(hours(0)), we(hours(1)), issue=replace(OPEN_ISSUE, assignees=("robin",)))
    asked = replace(facts, thread=Thread("t", (steward(hours(2)), engineer(hours(3)))))
    assert (step_of(asked).step, step_of(asked).due_at) == ("answer_engineer", hours(27))
    answered = replace(facts, thread=Thread("t", (engineer(hours(3)), steward(hours(4)))))
    assert step_of(answered).step == "update"
    news = replace(facts, thread=Thread("t", (engineer(hours(3), "It is the disk."),)))
    assert step_of(news).step == "update"


def test_the_requester_comes_first_when_due_first() -> None:
    """Of an engineer's question and an update, the one that is due earlier is the step."""
    facts = ticket(
        they(hours(0)), we(hours(1)), issue=OPEN_ISSUE, thread=Thread("t", (engineer(hours(40)),)), asks=()
    )
    working = replace(facts, issue=replace(OPEN_ISSUE, assignees=("robin",)))
    assert step_of(working).step == "update"


# -- shorter promises, problems, reasons ---------------------------------------------------------------


def test_an_event_shortens_promises_where_the_process_says_so() -> None:
    """During an event the shorter target counts, and only when it is switched on."""
    event = HubEvent("e1", "Workshop", hours(-2), hours(8))
    facts = ticket(they(hours(0)), event=event)
    assert step_of(facts).due_at == hours(24)
    assert step_of(facts, with_target("during_event", on=True)).due_at == hours(6)
    assert step_of(replace(facts, event=None), with_target("during_event", on=True)).due_at == hours(24)


def test_an_incident_shortens_updates_where_the_process_says_so() -> None:
    """A critical ticket can have its own update target."""
    facts = ticket(they(hours(0)), we(hours(1)), impact="critical")
    assert step_of(facts).due_at == hours(49)
    assert step_of(facts, with_target("incident", on=True)).due_at == hours(7)


def test_problems_are_shown_and_nothing_is_skipped() -> None:
    """An unmapped status or a half-read ticket still has a step, and says what is wrong."""
    facts = ticket(they(hours(0)), status="unknown", problems=("Status 9 is not in the process file.",))
    assert "Status 9 is not in the process file." in step_of(facts).reason
    assert "still being read" in step_of(replace(facts, complete=False)).reason


def test_each_line_of_a_reason_says_where_it_comes_from() -> None:
    """Every derivation names its facts, their sources, the rule and the sentence of the process."""
    lines = step_of(ticket(they(at("2026-03-06T18:00")))).derivation
    assert [line.fact for line in lines] == [
        "first_answer",
        "started_at",
        "working_days",
        "working_time",
        "due_at",
    ]
    assert all(line.text.endswith(".") and line.source for line in lines)
    assert lines[1].text == "Kim wrote on Friday 6 March 2026 at 18:00 UTC."
    assert lines[-1].text == "So it is due on Monday 9 March 2026 at 18:00 UTC."
    assert any(line.sentence == PROCESS.targets.first_response.sentence for line in lines)


def test_a_requester_without_a_name_is_called_the_requester() -> None:
    """A missing name is no obstacle."""
    assert step_of(ticket(they(hours(0)), requester=None)).reason.startswith("The requester")


def test_promises_start_at_the_message_not_at_the_ticket() -> None:
    """A ticket that FreshDesk touched since is due when its message says."""
    facts = ticket(they(hours(0)), updated_at=hours(20))
    assert step_of(facts).due_at == hours(0) + timedelta(days=1)
