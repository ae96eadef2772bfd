"""How people of the story act at Slack and GitHub: as themselves, at the moment at which they do it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from supporthub_ext.sandbox.github import assignees, comments, issues
from supporthub_ext.sandbox.github.accounts import Account
from supporthub_ext.sandbox.github.records import Issue
from supporthub_ext.sandbox.github.repository import Repository
from supporthub_ext.sandbox.github.state import GitHub
from supporthub_ext.sandbox.people import Colleague
from supporthub_ext.sandbox.slack.workspace import Workspace
from supporthub_ext.sandbox.world import World

TICKET = re.compile(r"/a/tickets/(\d+)|\bsh-(\d+)-|\bfd:(\d+)\b|\bticket #?(\d+)\b", re.IGNORECASE)


def ticket_in(text: str) -> int | None:
    """Answer the ticket that a text mentions, by its address, its mark or its number."""
    match = TICKET.search(text)
    return int(next(one for one in match.groups() if one)) if match else None


class Hands:
    """Acts at both services. While it acts, ``acting`` is true, so that the story does not answer itself."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.acting = False
        self._slack: Workspace = world.services["slack"]
        self._github: GitHub = world.services["github"]

    def say(self, person: Colleague, channel_id: str, root: int | None, text: str, at: datetime) -> None:
        """Say something in a channel, in a thread where there is one."""
        channel = self._slack.channels[channel_id]
        self._slack.say(channel, person.slack_id, text, at.timestamp(), parent=root)

    def root_of(self, channel_id: str, micros: int) -> tuple[int, str]:
        """Answer the first message of the thread that a message belongs to: its id and text."""
        messages = self._slack.channels[channel_id].messages
        message = messages[micros]
        root = messages.get(message.parent or micros, message)
        return root.micros, root.text

    def issue_of(self, ticket_id: int) -> Issue | None:
        """Answer the newest issue that mentions a ticket."""
        found = [one for one in self._main.issues.values() if ticket_in(one.body or "") == ticket_id]
        return max(found, key=lambda one: one.number, default=None)

    def issue(self, number: int) -> Issue | None:
        """Answer an issue by number; None where it was deleted or moved."""
        return self._main.issues.get(number)

    def assign(self, person: Colleague, number: int, at: datetime) -> None:
        """Let somebody assign themselves."""
        with self._at(at):
            assignees.assign(self._main, self._account(person), number, [person.github_login])

    def comment(self, person: Colleague, number: int, text: str, at: datetime) -> None:
        """Let somebody comment on an issue."""
        with self._at(at):
            comments.add(self._main, self._account(person), number, text)

    def close(self, person: Colleague, number: int, at: datetime) -> None:
        """Let somebody close an issue."""
        with self._at(at):
            issues.edit(self._main, self._account(person), number, {"state": "closed"})

    def move(self, number: int, choice: str, at: datetime) -> None:
        """Move the board's item of an issue to a column; nothing happens where there is none."""
        board, profile = self._github.projects[self.world.places.project], self.world.profile
        issue, where = self.issue(number), board.field_named(profile.field("status"))
        item = board.find(issue.id) if issue else None
        status = profile.option(choice)
        option = next((one for one in where.options if one.name == status), None) if where else None
        if item is not None and where is not None and option is not None:
            with self._at(at):
                item.values[where.id] = option.id

    @property
    def _main(self) -> Repository:
        name = self.world.places.repository
        return next(one for one in self._github.repositories.values() if one.full_name == name)

    def _account(self, person: Colleague) -> Account:
        return next(one for one in self._github.accounts if one.login == person.github_login)

    @contextmanager
    def _at(self, moment: datetime) -> Iterator[None]:
        """Let GitHub's clock stand at a moment, which may have passed when the clock jumped."""
        main, tick = self._main, self._main.now
        main.now, self.acting = (lambda: moment.replace(microsecond=0)), True
        try:
            yield
        finally:
            main.now, self.acting = tick, False
