"""GitHub: the issues of one repository, found again by the key that their text hides.

Every call runs on a thread of its own, so the worker's loop goes on. A write is sent once; whether one
without an answer was stored is found out with :meth:`GitHub.find` and :meth:`GitHub.find_comment`.
"""

from __future__ import annotations

from collections.abc import Sequence

from supporthub_ext.errors import ServiceRefused, ServiceRejected
from supporthub_ext.models import Audience
from supporthub_ext.services.github_errors import RIGHTS
from supporthub_ext.services.github_reading import GitHubReader
from supporthub_ext.services.github_records import (
    GitHubComment,
    GitHubIssue,
    read_comment,
    read_issue,
    with_key,
)

LAG_S = 10.0  # as long as GitHub's list of issues may take to show what it has stored


class GitHub(GitHubReader):
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

    def __repr__(self) -> str:
        return f"GitHub({self._url!r}, {self.name!r})"

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
        await self.refuse_leak(audience)
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
        await self.refuse_leak(audience)
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

    async def refuse_leak(self, audience: Audience) -> None:
        """Read the repository again, and refuse a text for the team where others could see it.

        Raises
        ------
        ServiceRejected
            When it is public, and the text is for the ``team``.
        ServiceRefused
            When our token may not label there.
        """
        repository = await self.repository()
        if audience != "public" and not repository.is_private:
            message = f"{self.name} is public, and this text is not for everybody."
            advice = "Write it for the public, or name a private repository in the process file."
            raise ServiceRejected(message, advice, service="github", name="repository_not_private")
        if not repository.can_push:
            message = f"Our token may not label or assign in {self.name}."
            raise ServiceRefused(message, RIGHTS, service="github")
