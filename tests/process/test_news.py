"""Drafts for the requester: every fact shows, nothing of the team does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.errors import ProcessFileError
from supporthub_ext.models import Ask, Issue, TeamMessage, Thread, TicketFacts
from supporthub_ext.process.definition import load, parse, profile
from supporthub_ext.process.news import (
    day_in_words,
    draft_resolved,
    draft_update,
    happenings,
    last_word,
    who_is_on_it,
)
from tests.process.ticket_world import hours, note, they, ticket, we

PROCESS = load()
WRITTEN = ("issue_opened", "asked", "taken", "moved", "engineer_wrote", "outsider_wrote", "talked", "closed")
SECRETS = ("QUOKKA", "NARWHAL", "OCELOT", "TAPIR")
LAST_WORD = 5.0


def _said(when: float, text: str, *, outsider: bool = False) -> TeamMessage:
    return TeamMessage(hours(when), SECRETS[3], text, False, "comment 1", outsider)


def planted(names: frozenset[str], when: dict[str, float]) -> TicketFacts:
    """A ticket on which exactly these things happened, with secrets wherever the team wrote."""
    at = {name: hours(when[name]) if name in names else None for name in WRITTEN}
    ask = Ask(
        "ask", 4101, SECRETS[3], at["asked"] or hours(1), "accepted" if at["taken"] else "open", at["taken"]
    )
    comments = [
        _said(when[name], SECRETS[0], outsider=name == "outsider_wrote")
        for name in ("engineer_wrote", "outsider_wrote")
        if name in names
    ]
    closed = at["closed"]
    issue = Issue(
        link=f"https://github.example/issues/{SECRETS[3]}",
        state="closed" if closed else "open",
        opened_at=at["issue_opened"] or hours(1),
        closed_at=closed,
        assignees=(SECRETS[3],),
        status="In progress",
        status_since=at["moved"],
        comments=tuple(comments),
    )
    words = (_said(when["talked"], SECRETS[1]),) if "talked" in names else ()
    thread = Thread(f"https://slack.example/{SECRETS[3]}", words, hours(2))
    said = (they(hours(0)), we(hours(LAST_WORD)), note(hours(6), SECRETS[2]))
    return ticket(*said, issue=issue, thread=thread, asks=(ask,))


@settings(max_examples=60, deadline=None)
@given(
    names=st.frozensets(st.sampled_from(WRITTEN)),
    when=st.fixed_dictionaries({name: st.floats(LAST_WORD + 0.1, 300) for name in WRITTEN}),
)
def test_each_fact_shows_and_nothing_of_the_team(names: frozenset[str], when: dict[str, float]) -> None:
    """What happened since our last public message is in the draft, once; no word or name of the team is."""
    facts = planted(names, when)
    draft = draft_update(facts, PROCESS)
    for secret in SECRETS:
        assert secret not in draft + (draft_resolved(facts, PROCESS) or "") + who_is_on_it(facts, PROCESS)
    shown = names - ({"moved"} if "closed" in names else set())  # a column says nothing of what is closed
    for name in WRITTEN:
        text = getattr(PROCESS.news, name).replace("{day}", day_in_words(hours(when[name])))
        assert draft.count(text.replace("{status}", "In progress")) == (name in shown), name
    assert (PROCESS.news.nothing in draft) == (not shown)
    times = [one.at for one in happenings(facts, PROCESS)]
    assert times == sorted(times)


def test_what_they_know_is_no_news() -> None:
    """What happened before our last public message is not told again; a private note is no public message."""
    facts = planted(frozenset(WRITTEN), dict.fromkeys(WRITTEN, 3.0))
    assert last_word(facts) == hours(LAST_WORD)
    assert happenings(facts, PROCESS) == ()
    later = replace(facts, messages=facts.messages[:1])  # nobody ever answered
    assert len(happenings(later, PROCESS)) == len(WRITTEN) - 1


def test_no_news_says_who_is_on_it() -> None:
    """Without any news the draft says so, and in whose hands it is, as the work goes from hand to hand."""
    news, issue = PROCESS.news, Issue("https://github.example/1", opened_at=hours(1))
    base = ticket(they(hours(0)), we(hours(4)))
    asked = Ask("a", 4101, "robin", hours(2))
    for facts, hands in (
        (base, news.looking),
        (replace(base, issue=issue), news.looking_for),
        (replace(base, issue=issue, asks=(asked,)), news.was_asked),
        (replace(base, issue=issue, asks=(replace(asked, answer="declined"),)), news.looking_for),
        (replace(base, issue=issue, asks=(replace(asked, answer="accepted"),)), news.on_it),
        (replace(base, issue=replace(issue, assignees=("robin",))), news.on_it),
    ):
        assert draft_update(facts, PROCESS) == f"{news.nothing} {hands}"


def test_what_was_done_is_known_once_the_issue_is_closed() -> None:
    """While nothing is closed there is no draft of what was done: nothing is invented."""
    open_ = Issue("https://github.example/1", opened_at=hours(1))
    assert draft_resolved(ticket(they(hours(0))), PROCESS) is None
    assert draft_resolved(ticket(they(hours(0)), issue=open_), PROCESS) is None
    closed = replace(open_, state="closed", closed_at=hours(0) + timedelta(days=3))
    assert "Thursday 5 March" in (draft_resolved(ticket(they(hours(0)), issue=closed), PROCESS) or "")


def test_news_hold_only_what_can_be_filled() -> None:
    """A placeholder that nothing fills is refused with its line."""
    text = profile("process.toml").read_text().replace("On {day} an engineer took", "On {day} {name} took")
    with pytest.raises(ProcessFileError, match=r"line \d+: \{name\} can't stand in news.taken"):
        parse(text)
