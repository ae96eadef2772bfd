"""A repository's own address, and what all addresses under it share."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime
from typing import Any

from supporthub_ext.sandbox.clock import read_moment
from supporthub_ext.sandbox.github.records import Issue
from supporthub_ext.sandbox.github.refusal import Refused, invalid, not_found
from supporthub_ext.sandbox.github.repository import Repository
from supporthub_ext.sandbox.github.rest.base import Rest
from supporthub_ext.sandbox.github.shapes import repository as shape
from supporthub_ext.sandbox.github.shapes.issues import Shaper
from supporthub_ext.sandbox.web import Answer

WHERE = r"/api/v3/(repos/[^/]+/[^/]+|repositories/\d+)"


class InRepository(Rest):
    """An address under a repository; ``where`` is ``repos/OWNER/NAME`` or ``repositories/ID``."""

    def at(self, where: str) -> Repository:
        """Answer the repository, or refuse with 404."""
        kind, *rest = where.split("/")
        if kind == "repositories":
            return self.state.repository_by_id(int(rest[0]), self.account)
        return self.state.repository(rest[0], rest[1], self.account)

    def issue_at(self, where: str, number: str) -> tuple[Repository, Issue]:
        """Answer an issue; one that was transferred is refused with 301 and its new address."""
        repository = self.at(where)
        if int(number) in repository.moved:
            target, there = repository.moved[int(number)]
            if not target.seen_by(self.account):
                raise not_found()
            tail = self.request.path.partition(f"/issues/{number}")[2]
            url = f"{self.root}/api/v3/repositories/{target.id}/issues/{there}{tail}"
            raise Refused(301, "Moved Permanently", url=url, headers={"Location": url})
        return repository, repository.issue(int(number))

    def shaper(self, repository: Repository) -> Shaper:
        """Answer what puts the repository's things into JSON."""
        return Shaper(repository, self.root)

    def since(self) -> datetime | None:
        """Answer the ``since`` of the query, or None."""
        text = self.get_query_argument("since", "")
        try:
            return read_moment(text) if text else None
        except ValueError:
            raise invalid("Issue", "since", "invalid") from None

    def by_id(self, repository: Repository, tail: str) -> str:
        """Answer the address that ``Link`` headers use: by the repository's id, not by its name."""
        return f"/api/v3/repositories/{repository.id}{tail}"


class RepositoryHandler(InRepository):
    """``GET /repos/{owner}/{repo}``."""

    def on_get(self, where: str) -> dict[str, Any]:
        """Answer the repository; ``private`` tells who can read what is written there."""
        return shape.full(self.at(where), self.root, self.account)


def dated(body: Any, moment: datetime) -> Answer:
    """Answer a body with the moment of its last change."""
    return Answer(body, 200, {"Last-Modified": format_datetime(moment.replace(microsecond=0), usegmt=True)})
