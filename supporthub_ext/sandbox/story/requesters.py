"""Requesters: they answer questions, thank, chase, fall silent, and come back when nothing was done."""

from __future__ import annotations

from datetime import datetime, timedelta

from supporthub_ext.sandbox.freshdesk.account import Account
from supporthub_ext.sandbox.freshdesk.changes import add_answer, add_rating
from supporthub_ext.sandbox.freshdesk.markup import to_html
from supporthub_ext.sandbox.freshdesk.numbers import DONE, RESOLVED
from supporthub_ext.sandbox.freshdesk.topics import texts
from supporthub_ext.sandbox.story.diary import Diary
from supporthub_ext.sandbox.story.lives import Life, Lives
from supporthub_ext.sandbox.story.waking import awake
from supporthub_ext.sandbox.world import World

PATIENCE_H = (50, 80)
MOST_CHASES = 2


class Requesters:
    """Everybody who wrote in."""

    def __init__(self, world: World, account: Account, lives: Lives, diary: Diary) -> None:
        self._world = world
        self._account = account
        self._lives = lives
        self._diary = diary

    def heard(self, life: Life, text: str, at: datetime) -> None:
        """Let a requester react to an agent's public words after a while, and wait for more."""
        life.agent_said += 1
        chance = self._lives.chance(life, "hears", life.agent_said)
        turn = life.agent_said
        then = awake(at + timedelta(hours=chance.between(0.7, 9)), life.subject.contact.zone)
        self._world.agenda.at(then, lambda moment: self._react(life, turn, text, moment))
        self.wait(life, at)

    def wait(self, life: Life, since: datetime) -> None:
        """Lose patience, unless an agent says something before."""
        chance, turn = self._lives.chance(life, "waits", life.agent_said, life.chased), life.agent_said
        then = awake(since + timedelta(hours=chance.between(*PATIENCE_H)), life.subject.contact.zone)
        self._world.agenda.at(then, lambda moment: self._chase(life, turn, moment))

    def _react(self, life: Life, turn: int, text: str, at: datetime) -> None:
        if turn != life.agent_said or not self._is_listed(life):
            return  # something newer was said meanwhile
        chance = self._lives.chance(life, "reacts", turn)
        said = texts()["said"]
        if self._status(life) in DONE:
            self._after_the_end(life, at)
        elif "?" in text:
            if chance.happens(0.8):
                first = life.requester_said == 0
                answer = life.subject.topic["answer"] if first else "No, that was all I know."
                self._write(life, "answers", answer, at)
        elif chance.happens(0.2):
            self._write(life, "thanks early", chance.pick(said["thanks_early"]), at)

    def _after_the_end(self, life: Life, at: datetime) -> None:
        """Let them thank, rate or come back: the ticket was resolved or closed."""
        chance, said = self._lives.chance(life, "ends", life.agent_said), texts()["said"]
        if not life.is_over:
            self._write(life, "comes back", chance.pick(said["again"]), at)
            return
        if self._status(life) == RESOLVED and chance.happens(0.5):
            ticket = self._account.tickets.hold(life.ticket_id)
            if ticket is not None:
                add_rating(self._account, ticket, chance.pick((103, 103, 100)), None, int(at.timestamp()))
                self._diary.write(at, life.subject.contact.name, "rates", life.ticket_id)
        elif not life.thanked and chance.happens(0.4):
            life.thanked = True
            self._write(life, "thanks", chance.pick(said["thanks"]).format(**life.subject.words), at)

    def _chase(self, life: Life, turn: int, at: datetime) -> None:
        if turn != life.agent_said or life.chased >= MOST_CHASES or not self._is_listed(life):
            return
        if self._status(life) in DONE:
            return
        life.chased += 1
        chance = self._lives.chance(life, "chases", life.chased)
        text = chance.pick(texts()["said"]["chase"]).format(**life.subject.words)
        self._write(life, "chases", text, at)
        self.wait(life, at)

    def _write(self, life: Life, what: str, text: str, at: datetime) -> None:
        ticket = self._account.tickets.hold(life.ticket_id)
        if ticket is None:
            return
        life.requester_said += 1
        add_answer(self._account, ticket, to_html(text), life.subject.contact.id, int(at.timestamp()))
        self._diary.write(at, life.subject.contact.name, what, life.ticket_id)

    def _status(self, life: Life) -> int:
        return int(self._account.tickets.row(life.ticket_id).get("status") or 0)

    def _is_listed(self, life: Life) -> bool:
        ticket = self._account.tickets.get(life.ticket_id)
        return life.is_human and ticket is not None and ticket.state == "listed"
