"""Starts the story: puts the arrivals on the agenda, and listens to what is really done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from supporthub_ext.sandbox.deeds import Deed
from supporthub_ext.sandbox.escalations import Escalation, thread_ts
from supporthub_ext.sandbox.freshdesk.account import Account
from supporthub_ext.sandbox.freshdesk.changes import open_ticket
from supporthub_ext.sandbox.freshdesk.markup import to_html
from supporthub_ext.sandbox.freshdesk.numbers import DAY, DONE, EMAIL
from supporthub_ext.sandbox.freshdesk.stamps import day_of
from supporthub_ext.sandbox.slack.stamps import micros
from supporthub_ext.sandbox.story.diary import Diary
from supporthub_ext.sandbox.story.engineers import ENGINEERS, Engineers
from supporthub_ext.sandbox.story.hands import Hands, ticket_in
from supporthub_ext.sandbox.story.lives import Life, Lives
from supporthub_ext.sandbox.story.plan import Arrival, arrivals
from supporthub_ext.sandbox.story.requesters import Requesters
from supporthub_ext.sandbox.world import World

RECENT_S = 14 * DAY  # who wrote in before that has given up


def start(world: World) -> None:
    """Let the fortnight begin now. Call it when every service listens."""
    Play(world).begin()


class Play:
    """The whole story: who reacts to which deed."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._account: Account = world.services["freshdesk"]
        self._lives = Lives(world, self._account)
        self._hands = Hands(world)
        diary = world.services["story"] = Diary()
        self._diary = diary
        self._requesters = Requesters(world, self._account, self._lives, diary)
        self._engineers = Engineers(world, self._lives, self._hands, diary)
        self._hearers = {
            "freshdesk.reply": self._hear_reply,
            "slack.message": self._hear_slack,
            "github.assigned": self._hear_assigned,
            "github.opened": self._hear_opened,
            "github.closed": self._hear_closed,
        }

    def begin(self) -> None:
        """Put what arrives on the agenda, let engineers go on with what they have, and listen."""
        now = self._world.clock.now()
        for one in arrivals(self._world.seed, now, self._world.profile.seats):
            self._world.agenda.at(one.at, lambda at, one=one: self._arrive(one, at))  # type: ignore[misc]
        for escalation in self._world.escalations:
            self._go_on(escalation, now)
        for ticket_id in self._account.tickets.updated_ids(int(now.timestamp()) - RECENT_S):
            status = self._account.tickets.row(ticket_id).get("status")
            life = None if status in DONE else self._lives.of(ticket_id)
            if life is not None and life.is_human:
                self._requesters.wait(life, now)
        self._world.deeds.listen(self._hear)

    def _go_on(self, one: Escalation, now: datetime) -> None:
        """Let an engineer go on with an issue, or think about a question, that they have from before."""
        life, issue = self._lives.of(one.ticket_id), self._hands.issue_of(one.ticket_id)
        who = next((each for each in ENGINEERS if each.id == one.engineer_id), None)
        if life is None or who is None or issue is None or issue.state != "open":
            return
        if one.at_work:
            self._engineers.assigned(life, who, issue.number, now)
        elif one.engineer_id != one.steward_id:
            root = micros(thread_ts(one.ticket_id, int(one.thread_at.timestamp()))) or 0
            self._engineers.mentioned(life, who, self._world.places.private_channel, root, now)

    def _arrive(self, one: Arrival, at: datetime) -> None:
        said, contact = one.subject.said, one.subject.contact
        second = int(at.timestamp())
        values: dict[str, Any] = {
            "requester_id": contact.id,
            "company_id": contact.company_id,
            "source": EMAIL,
            "subject": one.subject.title,
            "description": to_html(one.subject.first_message),
            "type": said.type,
            "tags": list(said.tags),
        }
        if said.type == "Event":
            values["custom_fields"] = {"cf_event_date": day_of(one.subject.day).isoformat()}
        ticket = open_ticket(self._account, values, second)
        life = self._lives.begin(ticket.id, one.subject)
        self._diary.write(at, contact.name, "writes in", ticket.id)
        if life.is_human:
            self._requesters.wait(life, at)

    def _hear(self, deed: Deed) -> None:
        hearer = self._hearers.get(deed.kind)
        if hearer is not None and not self._hands.acting:
            hearer(deed)

    def _hear_reply(self, deed: Deed) -> None:
        if (life := self._lives.of(deed.facts["ticket_id"])) is not None:
            self._requesters.heard(life, str(deed.facts["conversation"]["body_text"]), deed.at)

    def _hear_slack(self, deed: Deed) -> None:
        message, channel_id = deed.facts["message"], deed.facts["channel"]
        said = micros(message["ts"]) or 0
        root, first = self._hands.root_of(channel_id, said)
        if said == root:
            return  # whoever is asked is asked in a thread; a reminder asks nobody
        text = str(message.get("text", ""))
        ticket_id = ticket_in(first) or ticket_in(text) or ticket_in(str(message.get("metadata", "")))
        life = self._lives.of(ticket_id or 0)
        for who in ENGINEERS:
            if life is not None and f"<@{who.slack_id}>" in text and who.slack_id != deed.facts["user"]:
                self._engineers.mentioned(life, who, channel_id, root, deed.at)

    def _hear_assigned(self, deed: Deed) -> None:
        login = getattr(deed.facts.get("assignee"), "login", "")
        who = next((one for one in ENGINEERS if one.github_login == login), None)
        life = self._life_of_issue(deed)
        if life is not None and who is not None:
            self._engineers.assigned(life, who, deed.facts["number"], deed.at)

    def _hear_opened(self, deed: Deed) -> None:
        life, issue = self._life_of_issue(deed), self._hands.issue(deed.facts["number"])
        if life is None or issue is None:
            return
        logins = [one.login for one in issue.assignees]  # opened and assigned in one call
        for who in (one for one in ENGINEERS if one.github_login in logins):
            self._engineers.assigned(life, who, issue.number, deed.at)
        self._engineers.issue_opened(life, issue.number, deed.at)

    def _hear_closed(self, deed: Deed) -> None:
        if (life := self._life_of_issue(deed)) is not None:
            life.fixed_at = deed.at

    def _life_of_issue(self, deed: Deed) -> Life | None:
        issue = self._hands.issue(deed.facts["number"])
        here = deed.facts["repository"] == self._world.places.repository
        return self._lives.of(ticket_in(issue.body or "") or 0) if issue is not None and here else None
