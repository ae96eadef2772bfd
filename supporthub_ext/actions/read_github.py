"""GitHub -> mirror: support issues with their comments, and where they stand on the board."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from supporthub_ext.actions.belonging import tickets_named
from supporthub_ext.actions.elsewhere import Elsewhere
from supporthub_ext.actions.office import Office
from supporthub_ext.errors import ServiceMissing, SupportHubError
from supporthub_ext.services.board_records import BoardItem
from supporthub_ext.services.github_records import GitHubComment, GitHubIssue
from supporthub_ext.store.documents import instant

OVERLAP = timedelta(minutes=1)
READ_TO = "github_read_to"  # the mark up to which every issue that names a ticket is known
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
        self._office.mirror.set_mark(READ_TO, instant(now))
        return changed

    async def one(self, number: int) -> set[int]:
        """Read one issue and the board at once; an issue that we just opened may not show in the list yet."""
        issue = await self._office.github.issue(number)
        changed = self._elsewhere.put_issues({str(number): await self._issue(issue)})
        self._board_at = float("-inf")
        return changed | await self._board()

    async def _issues(self, now: datetime) -> set[int]:
        mark = self._office.mirror.mark(READ_TO)
        since = min(datetime.fromisoformat(mark), now) - OVERLAP if mark else now - REACH
        found: dict[str, Row] = {}
        async for issue in self._office.github.issues(since=since):
            known = str(issue.number) in self._elsewhere.issues
            named = known or tickets_named(issue.body, issue.key)
            if named or self._office.process.labels.support.name in issue.labels:
                found[str(issue.number)] = await self._issue(issue)
        return self._elsewhere.put_issues(found)

    async def _issue(self, issue: GitHubIssue) -> Row:
        """Answer an issue as we keep it; a list that trails behind what we have read does not count."""
        known = self._elsewhere.issues.get(str(issue.number))
        if known and datetime.fromisoformat(known["updated_at"]) > issue.updated_at:
            return known
        comments = await self._comments(issue, known)
        texts = [(issue.body, issue.key), *((one["text"], one["key"]) for one in comments)]
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
            "tickets": _all_of(tickets_named(text, key) for text, key in texts),
            "named": _all_of(tickets_named(text, None) for text, _ in texts),
            "comments": comments,
        }

    async def _comments(self, issue: GitHubIssue, known: Row | None) -> list[Row]:
        """Answer an issue's comments; of an issue that we know, only what changed in them is read."""
        kept: dict[int, Row] = {one["id"]: one for one in known["comments"]} if known else {}
        if known and known["updated_at"] == instant(issue.updated_at) and len(kept) == issue.comments:
            return list(kept.values())
        if not issue.comments:
            return []
        since = datetime.fromisoformat(known["updated_at"]) if known else None
        for first_try in (since, None) if since else (None,):
            fresh = await self._office.github.comments(issue.number, first_try)
            found = {**(kept if first_try else {}), **{one.id: _comment(one) for one in fresh}}
            if len(found) == issue.comments:
                break  # or one was deleted: then all are read
        return [found[id_] for id_ in sorted(found)]

    async def _board(self) -> set[int]:
        if time.monotonic() - self._board_at < BOARD_EVERY_S:
            return set()
        found: dict[str, Row] = {}
        for place, item in enumerate(await self._office.board.items()):
            ours = (item.repository or "").lower() == self._office.github.name.lower()
            found[str(item.number) if ours else item.id] = self._item(place, item, ours)
        self._board_at = time.monotonic()
        return self._elsewhere.put_items(found)

    def _item(self, place: int, item: BoardItem, ours: bool) -> Row:
        """Answer an item as we keep it: work of other repositories stands on the board too."""
        fields = self._office.process.board.fields
        status = item.value(fields.status)
        return {
            "number": item.number if ours else None,
            "id": item.id,
            "place": place,
            "closed": item.closed,
            "support": self._office.process.labels.support.name in item.labels,
            "redacted": item.redacted,
            "status": status,
            "status_since": self._since(item.number, status) if ours and item.number else None,
            "sprint": item.value(fields.sprint),
            "priority": item.value(fields.priority) if fields.priority else None,
        }

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
                found[key] = await self._issue(issue)
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
        "key": comment.key,
        "ours": comment.key is not None,
    }


def _all_of(named: Iterable[list[int]]) -> list[int]:
    return list(dict.fromkeys(id_ for one in named for id_ in one))
