"""GitHub, as far as we read it: issues, comments, who can see them, and where a write of ours stands."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from supporthub_ext.errors import ServiceLimited, ServiceMissing, ServiceRejected
from supporthub_ext.services.github_calls import Calls
from supporthub_ext.services.github_records import (
    GitHubComment,
    GitHubIssue,
    Repository,
    is_pull,
    key_of,
    read_comment,
    read_issue,
    read_link,
    read_repository,
)
from supporthub_ext.services.github_work import Row

TIMEOUT_S = 20.0
CLOCKS_DIFFER = timedelta(minutes=2)  # GitHub's clock and ours need not agree to the second


class GitHubReader:
    """One repository, read. :class:`supporthub_ext.services.github.GitHub` says what the arguments are.

    Every method raises a ServiceError when GitHub does not answer, or not readably.
    """

    def __init__(self, url: str, token: str, repository: str, *, timeout_s: float = TIMEOUT_S) -> None:
        self._url = url
        self.name = repository
        self._path = f"/repos/{repository}"
        self.calls = Calls(url, token, timeout_s)

    async def close(self) -> None:
        """Start no more calls."""
        self.calls.close()

    async def me(self) -> Row:
        """Answer whose token it is: the check of our credentials.

        Raises
        ------
        ServiceRefused
            When the token is wrong, withdrawn or has run out.
        """
        found: Row = await self.calls.read("/user")
        return found

    async def repository(self) -> Repository:
        """Answer the repository as it is now: who can read it, and what we may do there.

        Raises
        ------
        ServiceMissing
            When there is none, or our token can't see it.
        """
        return read_repository(await self.calls.read(self._path))

    async def issue(self, number: int) -> GitHubIssue:
        """Answer an issue of the repository as it is now.

        Raises
        ------
        ServiceMissing
            When there is none, it was deleted, or it was moved to another repository (``moved_to``).
        """
        issue = read_issue(await self.calls.read(f"{self._path}/issues/{number}"))
        if issue.repository.lower() != self.name.lower():
            where = f"{issue.repository}#{issue.number}"
            message = f"Issue #{number} was moved to {where}."
            advice = "Link the issue at its new place, if this request still needs it."
            raise ServiceMissing(message, advice, service="github", moved_to=issue.link)
        return issue

    async def linked(self, url: str) -> GitHubIssue:
        """Answer the issue that a link leads to: the check of one that somebody made by hand.

        Raises
        ------
        ServiceRejected
            When it is no link to an issue, or one to another repository.
        ServiceMissing
            When nothing stands there that our token may see.
        """
        found = read_link(url)
        if found is None:
            advice = "Copy the address of the issue from the browser."
            raise ServiceRejected("This is no link to a GitHub issue.", advice, service="github")
        repository, number = found
        if repository.lower() != self.name.lower():
            message = f"This issue is in {repository}, and ours are in {self.name}."
            raise ServiceRejected(message, "Link an issue of that repository.", service="github")
        return await self.issue(number)

    async def issues(
        self, since: datetime | None = None, labels: Sequence[str] = (), state: str = "all"
    ) -> AsyncIterator[GitHubIssue]:
        """Answer issues, the latest change first; pull requests are left out.

        Parameters
        ----------
        since
            Leave out what did not change since this instant (UTC).
        labels
            Only those that carry all of these.
        state
            ``open``, ``closed`` or ``all``.
        """
        wanted: dict[str, Any] = {"state": state, "sort": "updated", "direction": "desc"}
        if labels:
            wanted["labels"] = ",".join(labels)
        if since is not None:
            wanted["since"] = f"{since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        async for page in self.calls.pages(f"{self._path}/issues", **wanted):
            for row in page:
                if not is_pull(row):
                    yield read_issue(row)

    async def comments(self, number: int, since: datetime | None = None) -> list[GitHubComment]:
        """Answer an issue's comments, oldest first; with ``since``, those that were changed from then on.

        Raises
        ------
        ServiceMissing
            When there is no such issue (any more).
        """
        wanted = {"since": f"{since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"} if since else {}
        pages = self.calls.pages(f"{self._path}/issues/{number}/comments", **wanted)
        return [read_comment(row) async for page in pages for row in page]

    async def has_label(self, name: str) -> bool:
        """Answer whether the repository has a label of this name."""
        try:
            await self.calls.read(f"{self._path}/labels/{quote(name, safe='')}")
        except ServiceMissing:
            return False
        return True

    async def members(self, organisation: str) -> list[str]:
        """Answer the logins of an organisation's members.

        Raises
        ------
        ServiceMissing
            When there is no such organisation.
        """
        pages = self.calls.pages(f"/orgs/{organisation}/members")
        return [str(row["login"]) async for page in pages for row in page]

    # -- looking for a write ---------------------------------------------------------------------------

    async def find(self, key: str, since: datetime) -> GitHubIssue | None:
        """Look once for the issue that carries a key.

        The list is read first, since search trails behind by minutes; search is asked too, for an issue that
        somebody changed in between. An issue may stay hidden for ``LAG_S`` seconds: before a write is
        repeated, look again after them.

        Parameters
        ----------
        key
            The key that was given to :meth:`create_issue`.
        since
            When the write can't have been sent before, UTC.
        """
        async for issue in self.issues(since - CLOCKS_DIFFER):
            if issue.key == key:
                return issue
        return await self._search(key)

    async def _search(self, key: str) -> GitHubIssue | None:
        asked = f'repo:{self.name} is:issue in:body "{key}"'
        try:
            found = await self.calls.read_once("/search/issues", q=asked, per_page=100)
        except ServiceLimited:
            return None  # search has a small limit of its own; the list was read
        issues = (read_issue(row) for row in found["items"])
        return next((issue for issue in issues if issue.key == key), None)

    async def find_where(
        self,
        wanted: Callable[[GitHubIssue], bool],
        since: datetime | None = None,
        labels: Sequence[str] = (),
    ) -> GitHubIssue | None:
        """Look for the issue with the latest change that ``wanted`` accepts: one that was made by hand."""
        async for issue in self.issues(since, labels):
            if wanted(issue):
                return issue
        return None

    async def find_comment(self, number: int, key: str, since: datetime) -> GitHubComment | None:
        """Look once for the comment that carries a key; an issue that is gone holds none."""
        try:
            found = await self.comments(number, since - CLOCKS_DIFFER)
        except ServiceMissing:
            return None
        return next((one for one in found if key_of(one.body) == key), None)
