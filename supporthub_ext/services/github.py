"""GitHub: the issues of one repository, found again by the key that their text hides.

Every call runs on a thread of its own, so the worker's loop goes on. A write is sent once; whether one
without an answer was stored is found out with :meth:`GitHub.find` and :meth:`GitHub.find_comment`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from supporthub_ext.errors import ServiceLimited, ServiceMissing, ServiceRefused, ServiceRejected
from supporthub_ext.models import Audience
from supporthub_ext.services.github_calls import Calls, Row
from supporthub_ext.services.github_errors import RIGHTS
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
    with_key,
)

TIMEOUT_S = 20.0
LAG_S = 10.0  # as long as GitHub's list of issues may take to show what it has stored
CLOCKS_DIFFER = timedelta(minutes=2)  # GitHub's clock and ours need not agree to the second


class GitHub:
    """One repository, as whoever the token belongs to.

    Parameters
    ----------
    url
        The root of the API: ``https://api.github.com``, or http on this machine.
    token
        It shows in no repr, log or error.
    repository
        ``owner/name``.
    timeout_s
        How long to wait for an answer, in seconds.

    Raises
    ------
    ConfigurationError
        When the URL is neither https nor on this machine.
    """

    def __init__(self, url: str, token: str, repository: str, *, timeout_s: float = TIMEOUT_S) -> None:
        self._url = url
        self.name = repository
        self._path = f"/repos/{repository}"
        self.calls = Calls(url, token, timeout_s)

    def __repr__(self) -> str:
        return f"GitHub({self._url!r}, {self.name!r})"

    async def close(self) -> None:
        """Start no more calls."""
        self.calls.close()

    # -- reading; every one raises ServiceError when GitHub does not answer, or not readably ---------------

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

    # -- writing; each is sent once, and a ServiceError says with ``stored`` if it may have arrived --------

    async def create_issue(
        self,
        title: str,
        body: str,
        *,
        key: str,
        audience: Audience,
        labels: Sequence[str] = (),
        assignees: Sequence[str] = (),
    ) -> GitHubIssue:
        """Open an issue that carries its key. The repository is read again right before.

        Parameters
        ----------
        title, body
            Up to 256 and 65,536 characters.
        key
            What :meth:`find` looks for.
        audience
            Who may see the text: ``public``, or ``team`` when the repository has to be private.
        labels, assignees
            By name and login. Unknown labels are made by GitHub, in grey; people without access are left
            out by GitHub, so compare the answer.

        Raises
        ------
        ServiceRejected
            When the repository is public and the text is for the team, or something is too long.
        ServiceRefused
            When our token may not label there: GitHub would drop the labels without a word.
        ServiceDown, ServiceUnreadable
            With ``stored`` true when it may stand in GitHub all the same.
        """
        await self._refuse_leak(audience)
        fields = {"title": title, "body": with_key(body, key)}
        lists = {"labels": list(labels), "assignees": list(assignees)}
        return read_issue(await self.calls.send("POST", f"{self._path}/issues", fields | lists))

    async def comment(self, number: int, text: str, *, key: str, audience: Audience) -> GitHubComment:
        """Comment on an issue. Repository and issue are read again right before.

        Raises
        ------
        ServiceRejected
            When the repository is public and the text is for the team.
        ServiceMissing
            When the issue is gone or was moved: then nothing is written anywhere.
        ServiceDown, ServiceUnreadable
            With ``stored`` true when it may stand in GitHub all the same.
        """
        await self._refuse_leak(audience)
        await self.issue(number)
        body = {"body": with_key(text, key)}
        return read_comment(await self.calls.send("POST", f"{self._path}/issues/{number}/comments", body))

    async def close_issue(self, number: int, reason: str = "completed") -> GitHubIssue:
        """Close an issue (``completed`` or ``not_planned``); one that is closed is left as it is.

        Raises
        ------
        ServiceMissing
            When the issue is gone or was moved.
        """
        issue = await self.issue(number)
        if issue.state == "closed":
            return issue
        body = {"state": "closed", "state_reason": reason}
        return read_issue(await self.calls.send("PATCH", f"{self._path}/issues/{number}", body))

    async def assign(self, number: int, logins: Sequence[str]) -> GitHubIssue:
        """Assign people, in addition to those who are.

        Raises
        ------
        ServiceRejected
            When GitHub left somebody out: they have no access to the repository.
        ServiceMissing
            When the issue is gone or was moved.
        """
        await self.issue(number)
        body = {"assignees": list(logins)}
        issue = read_issue(await self.calls.send("POST", f"{self._path}/issues/{number}/assignees", body))
        there = {login.lower() for login in issue.assignees}
        if left_out := [login for login in logins if login.lower() not in there]:
            message = f"GitHub did not assign {', '.join(left_out)}."
            advice = "Give them access to the repository, or correct github_login in the roster."
            raise ServiceRejected(message, advice, service="github")
        return issue

    async def add_labels(self, number: int, names: Sequence[str]) -> None:
        """Label an issue, in addition to the labels that it has.

        Raises
        ------
        ServiceMissing
            When the issue is gone or was moved.
        """
        await self.issue(number)
        await self.calls.send("POST", f"{self._path}/issues/{number}/labels", {"labels": list(names)})

    async def ensure_label(self, name: str, colour: str, description: str) -> bool:
        """Make a label where it is missing; answer whether it was made. One that exists is left as it is.

        Raises
        ------
        ServiceRefused
            When our token may not make labels.
        """
        if await self.has_label(name):
            return False
        body = {"name": name, "color": colour, "description": description}
        try:
            await self.calls.send("POST", f"{self._path}/labels", body)
        except ServiceRejected:
            if await self.has_label(name):  # somebody made it in the meantime
                return False
            raise
        return True

    async def _refuse_leak(self, audience: Audience) -> None:
        repository = await self.repository()
        if audience != "public" and not repository.is_private:
            message = f"{self.name} is public, and this text is not for everybody."
            advice = "Write it for the public, or name a private repository in the process file."
            raise ServiceRejected(message, advice, service="github", name="repository_not_private")
        if not repository.can_push:
            message = f"Our token may not label or assign in {self.name}."
            raise ServiceRefused(message, RIGHTS, service="github")
