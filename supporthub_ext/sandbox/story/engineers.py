"""Engineers: mentioned or assigned, they answer after a while, accept or decline, work and close."""

from __future__ import annotations

from datetime import datetime, timedelta

from supporthub_ext.sandbox.people import TEAM, Colleague, absences
from supporthub_ext.sandbox.story.diary import Diary
from supporthub_ext.sandbox.story.hands import Hands
from supporthub_ext.sandbox.story.lives import Life, Lives
from supporthub_ext.sandbox.story.waking import awake
from supporthub_ext.sandbox.world import World

ENGINEERS = tuple(one for one in TEAM if one.engineer)
ACCEPTS = "Yes, I can take this one."
DECLINES = "Sorry, my week is full. Could somebody else take it?"
STARTS = "I am having a look."


class Engineers:
    """The engineering team."""

    def __init__(self, world: World, lives: Lives, hands: Hands, diary: Diary) -> None:
        self._world = world
        self._lives = lives
        self._hands = hands
        self._diary = diary
        self._away = absences(world.clock.now().date())

    def mentioned(self, life: Life, who: Colleague, channel_id: str, root: int, at: datetime) -> None:
        """Let an engineer whom somebody asked in Slack think about it, then answer in the thread."""
        if who.id in life.answers:
            return
        life.answers[who.id] = "asked"
        chance = self._lives.chance(life, "asked", who.id)
        then = self._at_work(who, at + timedelta(hours=chance.between(0.3, 5)))
        self._world.agenda.at(then, lambda moment: self._answer(life, who, channel_id, root, moment))

    def assigned(self, life: Life, who: Colleague, number: int, at: datetime) -> None:
        """Let an engineer whose issue it is begin with it, and work until it is done."""
        if life.working is not None:
            return
        life.working = who.id
        life.answers[who.id] = "accepted"
        chance = self._lives.chance(life, "works", who.id)
        begin = self._at_work(who, at + timedelta(hours=chance.between(1, 6)))
        end = self._at_work(who, begin + timedelta(hours=chance.between(5, 50)))
        self._world.agenda.at(begin, lambda moment: self._begin(life, who, number, moment))
        self._world.agenda.at(end, lambda moment: self._finish(life, who, number, moment))

    def _answer(self, life: Life, who: Colleague, channel_id: str, root: int, at: datetime) -> None:
        chance = self._lives.chance(life, "answers", who.id)
        fits = life.subject.topic["skill"] in (*who.skills, *who.wants_to_learn)
        takes = life.working in (None, who.id) and chance.happens(
            (0.9 if fits else 0.5) - 0.25 * self._lives.busy(who.id)
        )
        life.answers[who.id] = "accepted" if takes else "declined"
        self._hands.say(who, channel_id, root, ACCEPTS if takes else DECLINES, at)
        self._diary.write(at, who.name, "accepts" if takes else "declines", life.ticket_id)
        issue = self._hands.issue_of(life.ticket_id)
        if takes and issue is not None:
            self.take(life, who, issue.number, at)

    def take(self, life: Life, who: Colleague, number: int, at: datetime) -> None:
        """Let an engineer who said yes assign themselves and begin."""
        self._hands.assign(who, number, at)
        self.assigned(life, who, number, at)

    def issue_opened(self, life: Life, number: int, at: datetime) -> None:
        """Let whoever said yes before there was an issue take it now."""
        for who in ENGINEERS:
            if life.answers.get(who.id) == "accepted" and life.working is None:
                self.take(life, who, number, at + timedelta(minutes=20))

    def _begin(self, life: Life, who: Colleague, number: int, at: datetime) -> None:
        if not self._is_theirs(who, number):
            life.working = None
            return
        self._hands.comment(who, number, STARTS, at)
        self._hands.move(number, "working", at)
        self._diary.write(at, who.name, "begins", life.ticket_id)

    def _finish(self, life: Life, who: Colleague, number: int, at: datetime) -> None:
        if life.working != who.id or not self._is_theirs(who, number):
            return
        self._hands.comment(who, number, life.subject.topic["done"], at)
        self._hands.close(who, number, at)
        self._hands.move(number, "done", at)
        self._diary.write(at, who.name, "closes", life.ticket_id)
        life.fixed_at = at

    def _at_work(self, who: Colleague, at: datetime) -> datetime:
        """Answer when somebody is at work: awake, and not away."""
        then = awake(at, who.zone)
        for away in self._away:
            if away.person_id == who.id and away.first_day <= then.date() <= away.last_day:
                back = datetime.combine(away.last_day + timedelta(days=1), then.timetz())
                then = awake(back, who.zone)
        return then

    def _is_theirs(self, who: Colleague, number: int) -> bool:
        """Answer whether the issue is still open and assigned to them."""
        issue = self._hands.issue(number)
        logins = [one.login for one in issue.assignees] if issue else []
        return issue is not None and issue.state == "open" and who.github_login in logins
