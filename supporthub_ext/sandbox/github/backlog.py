"""What is in the repositories already: ordinary issues, pull requests, issues of escalated tickets."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from supporthub_ext.sandbox.escalations import Escalation, issue_number
from supporthub_ext.sandbox.github import comments, issues
from supporthub_ext.sandbox.github.accounts import Account
from supporthub_ext.sandbox.github.board import Content, Item, Project
from supporthub_ext.sandbox.github.records import Issue
from supporthub_ext.sandbox.github.state import GitHub
from supporthub_ext.sandbox.people import TEAM
from supporthub_ext.sandbox.world import World

LOGINS = {one.id: one.github_login for one in TEAM}


class Backlog:
    """Writes the past into a GitHub.

    Parameters
    ----------
    world, state
        Where it is written.
    """

    def __init__(self, world: World, state: GitHub) -> None:
        self._world = world
        self._profile = world.profile
        self._state = state
        self._now = state.now
        self._main, _, self._private = state.repositories.values()
        self._board = state.projects[world.places.project]
        self._place_of_next = 2  # two ordinary items stand on top: people do drag things there

    def write(self) -> None:
        """Write the ordinary backlog."""
        text = files("supporthub_ext.sandbox.github").joinpath("backlog.toml").read_text()
        for row in tomllib.loads(text)["issue"]:
            self._write_row(row)

    def escalate(self, escalation: Escalation) -> None:
        """Write the issue of a ticket that was escalated, as FreshDesk's notes tell of it."""
        if escalation.issue_at is None:
            return
        steward = self._account(escalation.steward_id)
        engineer = self._account(escalation.engineer_id)
        self._at(escalation.issue_at)
        link = f"{self._world.urls.get('freshdesk', '')}/a/tickets/{escalation.ticket_id}"
        body = f"Ticket: {link}\n\n{escalation.change}\n"
        issue = issues.create(
            self._main,
            steward,
            escalation.subject,
            body,
            labels=[self._profile.label("support")],
            assignees=[engineer.login] if escalation.at_work else [],
            number=issue_number(escalation.ticket_id),
        )
        choice = "working" if escalation.at_work else "ready"
        if escalation.closed_at:
            self._close(issue, engineer, escalation.closed_at, escalation.done)
            choice = "done"
        self._place(issue, steward, choice, "priority", 0 if choice != "done" else None)
        if choice != "done":
            self._prioritise(issue)
        self._at(None)

    # -- inside ----------------------------------------------------------------------------------------

    def _prioritise(self, issue: Issue) -> None:
        """Place a support item after those that came before it, above the ordinary backlog."""
        item = self._board.find(issue.id)
        if item is not None:
            self._board.items.remove(item)
            self._board.items.insert(self._place_of_next, item)
            self._place_of_next += 1

    def _write_row(self, row: dict[str, Any]) -> None:
        by, now = self._account(row["by"]), self._now()
        self._at(now - timedelta(days=row["days"]))
        repository = self._private if row.get("private") else self._main
        assignees = [LOGINS[one] for one in row.get("who", ())]
        issue = issues.create(repository, by, row["title"], row.get("body"), pull=row.get("pull", False))
        pushed = self._account("amara")
        changes = {"labels": [self._profile.label(one) for one in row["labels"]], "assignees": assignees}
        issue = issues.edit(repository, pushed, issue.number, changes)
        if "done" in row:
            self._close(issue, pushed, now - timedelta(days=row["done"]), None)
        if "column" in row:
            self._place(issue, pushed, row["column"], row.get("priority"), row.get("sprint"))
        self._at(None)

    def _at(self, moment: datetime | None) -> None:
        """Let GitHub's clock stand at a moment; None lets it tick again."""
        now = self._now if moment is None else lambda: moment.replace(microsecond=0)
        self._board.now = self._main.now = self._private.now = now

    def _account(self, person_id: str) -> Account:
        login = LOGINS.get(person_id)
        if login is None:
            return next(one for one in self._state.accounts if not one.member and one.kind == "User")
        return next(one for one in self._state.accounts if one.login == login)

    def _close(self, issue: Issue, by: Account, at: datetime, words: str | None) -> None:
        self._at(at)
        if words:
            comments.add(self._main, by, issue.number, words)
        issues.edit(self._main, by, issue.number, {"state": "closed"})

    def _place(
        self, issue: Issue, by: Account, column: str, priority: str | None, sprint: int | None
    ) -> None:
        board, profile = self._board, self._profile
        item = board.add(by, Content("PULL_REQUEST" if issue.pull else "ISSUE", issue.id, issue.node_id))
        _choose(board, item, profile.field("status"), profile.option(column))
        if priority:
            named = profile.option("priority") if priority == "priority" else priority
            _choose(board, item, profile.field("priority"), named)
        if sprint is not None:
            where = board.field_named(profile.field("sprint"))
            if where is not None:
                running = where.running(self._now().date())
                past = where.completed(self._now().date())
                chosen = running[0] if sprint == 0 else past[-sprint - 1]
                item.values[where.id] = chosen.id


def _choose(board: Project, item: Item, field: str, name: str) -> None:
    where = board.field_named(field)
    if where is not None and name:
        item.values[where.id] = next(one.id for one in where.options if one.name == name)
