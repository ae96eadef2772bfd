"""Who there is: oneself, a user, the organisation and its members, whom one can assign."""

from __future__ import annotations

from typing import Any

from supporthub_ext.sandbox.github.refusal import not_found
from supporthub_ext.sandbox.github.rest.base import Rest
from supporthub_ext.sandbox.github.rest.repositories import InRepository
from supporthub_ext.sandbox.github.shapes import accounts
from supporthub_ext.sandbox.web import Answer


class SelfHandler(Rest):
    """``GET /user``."""

    def on_get(self) -> dict[str, Any]:
        """Answer whose token it is."""
        return accounts.private(self.by, self.root)


class UserHandler(Rest):
    """``GET /users/{login}``."""

    def on_get(self, login: str) -> dict[str, Any]:
        """Answer an account."""
        found = self.state.accounts.by_login(login)
        if found is None:
            raise not_found()
        return accounts.public(found, self.root)


class OrganisationHandler(Rest):
    """``GET /orgs/{org}``."""

    def on_get(self, login: str) -> dict[str, Any]:
        """Answer the organisation."""
        self._same(login)
        return accounts.organisation(self.state.organisation, self.root)

    def _same(self, login: str) -> None:
        if login.lower() != self.state.organisation.login.lower():
            raise not_found()


class MembersHandler(OrganisationHandler):
    """``GET /orgs/{org}/members``. Memberships are public here, so that everybody sees all of them."""

    def on_get(self, login: str) -> Answer:  # type: ignore[override]
        """Answer a page of members."""
        self._same(login)
        rows = [accounts.simple(one, self.root) for one in self.state.accounts.members()]
        return self.page(rows, f"/api/v3/organizations/{self.state.organisation.id}/members")


class MemberHandler(OrganisationHandler):
    """``GET /orgs/{org}/members/{login}``."""

    def on_get(self, login: str, member: str) -> Answer:  # type: ignore[override]
        """Answer 204 for a member, 404 for anybody else."""
        self._same(login)
        found = self.state.accounts.by_login(member)
        if found is None or not found.member:
            raise not_found()
        return Answer(status=204)


class AssignableHandler(InRepository):
    """``GET /repos/{owner}/{repo}/assignees`` and ``.../assignees/{login}``."""

    def on_get(self, where: str, login: str | None = None) -> Answer:
        """Answer whom one can assign, or 204 or 404 for one of them."""
        repository = self.at(where)
        able = [one for one in self.state.accounts if one.push and one.kind != "Organization"]
        if login is None:
            rows = [accounts.simple(one, self.root) for one in able]
            return self.page(rows, self.by_id(repository, "/assignees"))
        if login.lower() not in {one.login.lower() for one in able}:
            raise not_found()
        return Answer(status=204)


class RateLimitHandler(Rest):
    """``GET /rate_limit``: free of charge."""

    free = True

    def on_get(self) -> dict[str, Any]:
        """Answer what is left of each resource."""
        names = ("core", "search", "graphql")
        usages = {name: self.state.limits.usage(self.who, name) for name in names}
        counts = {
            name: {key: getattr(usage, key) for key in ("limit", "used", "remaining", "reset")}
            for name, usage in usages.items()
        }
        body: dict[str, Any] = {"resources": counts}
        return body if self.version != "2022-11-28" else body | {"rate": counts["core"]}
