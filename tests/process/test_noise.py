"""Noise: told apart by rules of the process file, shown by name, never dropped, ended by a person."""

from __future__ import annotations

from typing import Any

import pytest

from supporthub_ext.process.definition import load
from supporthub_ext.process.nextstep import next_step
from supporthub_ext.process.noise import noise_rule
from tests.process.ticket_world import hours, they, ticket, we

PROCESS = load()


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("alert", {"subject": "Pod restarts", "requester_mail": "alertmanager@cluster.example"}),
        ("alert", {"subject": "[FIRING:1] Disk", "requester_mail": "no-reply@watch.example"}),
        ("budget", {"subject": "Budget alert: 90 % of March", "requester_mail": "cloud@cloud.example"}),
        (
            "account_notice",
            {"subject": "Security alert for your account", "requester_mail": "no-reply@id.example"},
        ),
        ("auto_reply", {"subject": "Automatic reply: Hub ready", "requester_mail": "kim@reef.example"}),
        ("bounce", {"subject": "Undelivered mail", "requester_mail": "MAILER-DAEMON@mx.example"}),
        ("spam", {"subject": "Ranking on Google for your site", "requester_mail": "x@seo.example"}),
        ("spam", {"subject": "Hello", "tags": ("spam",)}),
    ],
)
def test_noise_is_shown_under_its_rule(name: str, facts: dict[str, Any]) -> None:
    """A mail that is no request keeps its place in the queue under the rule's name."""
    step = next_step(ticket(they(hours(0), "See below."), **facts), PROCESS)
    assert (step.noise, step.step) == (name, "close_out")


@pytest.mark.parametrize(
    "facts",
    [
        {"subject": "Hub will not start", "requester_mail": "kim@reef.example"},
        {"subject": "Can we get an alert when the disk is full?", "requester_mail": "kim@reef.example"},
        {"subject": "Our budget for next term", "requester_mail": "lee@reef.example"},
        {"subject": "Password for the new user", "requester_mail": "kim@reef.example"},
    ],
)
def test_a_request_is_no_noise(facts: dict[str, Any]) -> None:
    """Words that alerts use too do not turn a person's request into noise."""
    assert noise_rule(ticket(they(hours(0)), **facts), PROCESS) is None


ALERT: dict[str, Any] = {"subject": "Disk", "requester_mail": "alerts@watch.example"}


def test_a_persons_reply_ends_the_noise() -> None:
    """Whoever answers an alert makes a request of it, and it goes on as one."""
    by_us = ticket(they(hours(0)), we(hours(1), "Thank you, we look at it."), **ALERT)
    assert (next_step(by_us, PROCESS).noise, next_step(by_us, PROCESS).step) == (None, "update")
    by_them = ticket(they(hours(0)), they(hours(1), "We see this too.", author_id=9), **ALERT)
    assert (next_step(by_them, PROCESS).noise, next_step(by_them, PROCESS).step) == (None, "acknowledge")


def test_a_machine_that_writes_again_is_still_noise() -> None:
    """The next alert of the same sender is no person, nor is an automatic reply."""
    again = ticket(they(hours(0)), they(hours(1), "Disk is at 95 %."), **ALERT)
    assert noise_rule(again, PROCESS) is not None
    automatic = ticket(they(hours(0)), they(hours(1), "Away.", author_id=9, automatic=True), **ALERT)
    assert noise_rule(automatic, PROCESS) is not None


def test_closed_noise_rests() -> None:
    """Once it is closed nothing is left to do."""
    assert next_step(ticket(they(hours(0)), status="closed", **ALERT), PROCESS).step == "wait"


def test_an_automatic_reply_on_a_request_wants_no_answer() -> None:
    """What a machine writes into a conversation makes no promise."""
    facts = ticket(they(hours(0)), we(hours(1)), they(hours(2), "This is an automatically generated reply."))
    assert next_step(facts, PROCESS).step == "update"
