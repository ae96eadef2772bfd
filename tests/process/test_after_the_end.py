"""What a requester writes after everything was closed."""

from __future__ import annotations

from supporthub_ext.models import Ask, Issue
from supporthub_ext.process.definition import load
from supporthub_ext.process.nextstep import next_step
from tests.process.ticket_world import hours, they, ticket, we

PROCESS = load()
CLOSED = Issue(
    "https://github.example/7", "closed", opened_at=hours(1), closed_at=hours(5), assignees=("robin",)
)


def test_it_works_again_is_a_thank_you() -> None:
    """That it works again asks for nothing; that it fails again does."""
    thanks = PROCESS.thanks
    assert thanks.says_only_thanks("Great, it works again. Thank you so much!")
    assert not thanks.says_only_thanks("Thank you, but it fails again.")
    assert not thanks.says_only_thanks("Thank you. It happened again.")


def test_a_closed_issue_is_in_nobodys_hands() -> None:
    """Who took an issue that is closed works on it no longer: a requester who comes back is ours again."""
    said = (they(hours(0)), we(hours(1)), they(hours(9), "It is slow once more."), we(hours(10)))
    ask = Ask("a", 4101, "robin", hours(2), "accepted", hours(3))
    facts = ticket(*said, issue=CLOSED, asks=(ask,), told_resolved_at=hours(6))
    found = next_step(facts, PROCESS)
    assert (found.step, found.ball) == ("update", "ours")
