"""GitHub -> mirror: support issues with their comments, and where they stand on the board."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

from supporthub_ext.actions.elsewhere import Elsewhere, tickets_named
from supporthub_ext.actions.office import Office
from supporthub_ext.errors import ServiceMissing, SupportHubError
from supporthub_ext.services.github_records import GitHubComment, GitHubIssue
from supporthub_ext.store.documents import instant

OVERLAP = timedelta(minutes=1)
REACH = timedelta(days=90)  # the first look reads support issues that changed since
BOARD_EVERY_S = 45.0  # a whole board is some calls: not with every look
SURE_EVERY_S = 240.0  # an issue that was moved or deleted shows in no list: look for it now and then

Row = dict[str, Any]


class GitHubReader:
    """Reads what changed on support issues and on the board.

    Parameters
    ----------
    office, elsewhere
        GitHub and the process, and where what was read is kept.

    Attributes
    ----------
    problem, as_of
        The error that stopped the last look, or None; when the last complete look began, UTC.
    """

    def __init__(self, office: Office, elsewhere: Elsewhere) -> None:
        self._office = office
        self._elsewhere = elsewhere
        self._board_at = self._sure_at = float("-inf")
        self.problem: SupportHubError | None = None
        self.as_of: datetime | None = None

    async def run(self, now: datetime) -> set[int]:
        """Look once; answer the tickets whose issue or item changed. An error is kept in ``problem``."""
        try:
            changed = await self._issues(now) | await self._board() | await self._gone()
        except SupportHubError as problem:
            self.problem = problem
            return set()
        self.problem, self.as_of = None, now
        self._office.mirror.set_mark("github_read_to", instant(now))
        return changed

    async def one(self, number: int) -> set[int]:
        """Read one issue and the board at once; an issue that we just opened may not show in the list yet."""
        issue = await self._office.github.issue(number)
        row = await self._issue(issue, tickets_named(issue.body, issue.key), None)
        changed = self._elsewhere.put_issues({str(number): row})
        self._board_at = float("-inf")
        return changed | await self._board()

    async def _issues(self, now: datetime) -> set[int]:
        mark = self._office.mirror.mark("github_read_to")
        since = min(datetime.fromisoformat(mark), now) - OVERLAP if mark else now - REACH
        found: dict[str, Row] = {}
        async for issue in self._office.github.issues(since=since):
            tickets = tickets_named(issue.body, issue.key)
            known = self._elsewhere.issues.get(str(issue.number))
            if tickets or known or self._office.process.labels.support.name in issue.labels:
                found[str(issue.number)] = await self._issue(issue, tickets, known)
        return self._elsewhere.put_issues(found)

    async def _issue(self, issue: GitHubIssue, tickets: list[int], known: Row | None) -> Row:
        if known and known["updated_at"] == instant(issue.updated_at):
            return known
        comments = await self._office.github.comments(issue.number) if issue.comments else []
        named = [id_ for one in comments for id_ in tickets_named(one.body, one.key)]
        return {
            "number": issue.number,
            "node_id": issue.node_id,
            "link": issue.link,
            "title": issue.title,
            "state": issue.state,
            "author": issue.author,
            "opened_at": instant(issue.created_at),
            "closed_at": instant(issue.closed_at) if issue.closed_at else None,
            "updated_at": instant(issue.updated_at),
            "assignees": list(issue.assignees),
            "labels": list(issue.labels),
            "tickets": list(dict.fromkeys([*tickets, *named])),
            "comments": [_comment(one) for one in comments],
        }

    async def _board(self) -> set[int]:
        if time.monotonic() - self._board_at < BOARD_EVERY_S:
            return set()
        fields, label = self._office.process.board.fields, self._office.process.labels.support.name
        found = {
            str(item.number): {
                "number": item.number,
                "id": item.id,
                "place": place,
                "closed": item.closed,
                "support": label in item.labels,
                "status": item.value(fields.status),
                "status_since": self._since(item.number, item.value(fields.status)),
                "sprint": item.value(fields.sprint),
                "priority": item.value(fields.priority) if fields.priority else None,
            }
            for place, item in enumerate(await self._office.board.items())
            if item.number is not None and (item.repository or "").lower() == self._office.github.name.lower()
        }
        self._board_at = time.monotonic()
        return self._elsewhere.put_items(found)

    def _since(self, number: int, status: str | None) -> str | None:
        """Answer when we saw an item move to its column; None while it stands where we first saw it."""
        known = self._elsewhere.item(number)
        if known is None:
            return None
        if known["status"] == status:
            since: str | None = known.get("status_since")
            return since
        return instant(self._office.clock.now())

    async def _gone(self) -> set[int]:
        """Ask for open issues that no list shows any more: a moved or deleted one answers differently."""
        if time.monotonic() - self._sure_at < SURE_EVERY_S:
            return set()
        label = self._office.process.labels.support.name
        listed = {str(one.number) async for one in self._office.github.issues(labels=[label], state="open")}
        missing = [
            key for key, row in self._elsewhere.issues.items() if row["state"] == "open" and key not in listed
        ]
        found, gone = {}, []
        for key in missing:
            try:
                issue = await self._office.github.issue(int(key))
                found[key] = await self._issue(issue, tickets_named(issue.body, issue.key), None)
            except ServiceMissing:
                gone.append(key)
        self._sure_at = time.monotonic()
        return self._elsewhere.put_issues(found, gone)


def _comment(comment: GitHubComment) -> Row:
    return {
        "id": comment.id,
        "link": comment.link,
        "author": comment.author,
        "text": comment.body,
        "at": instant(comment.created_at),
        "ours": comment.key is not None,
    }
