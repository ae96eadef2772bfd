"""What the control room can turn in GitHub: lags, limits, who can read, fields, issues that go."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from supporthub_ext.sandbox.github import issues
from supporthub_ext.sandbox.github.repository import Repository
from supporthub_ext.sandbox.github.state import GitHub
from supporthub_ext.sandbox.web import Handler, Refusal


class Switch(Handler):
    """What all of them share."""

    @property
    def state(self) -> GitHub:
        """The service's state."""
        state: GitHub = self.world.services["github"]
        return state

    @property
    def repository(self) -> Repository:
        """The team's public repository."""
        return next(iter(self.state.repositories.values()))


class GitHubSwitches(Switch):
    """``GET|POST /github``.

    ``list_lag_s``, ``search_lag_s``: how far lists and searches trail; ``private``, ``has_issues``: of the
    repository; ``core``, ``search``, ``graphql``: what a window allows; ``content_a_minute`` (null: no
    secondary limit) and its ``retry_after`` (null: says nothing).
    """

    def on_get(self) -> dict[str, Any]:
        """Answer how the switches stand."""
        state, limits = self.state, self.state.limits
        return {
            "list_lag_s": state.list_lag.total_seconds(),
            "search_lag_s": state.search_lag.total_seconds(),
            "private": self.repository.private,
            "has_issues": self.repository.has_issues,
            **limits.allowed,
            "content_a_minute": limits.content_a_minute,
            "retry_after": limits.retry_after,
        }

    def on_post(self) -> dict[str, Any]:
        """Turn some."""
        wish = self.json()
        if unknown := set(wish) - set(self.on_get()):
            raise Refusal(400, {"message": f"No such switch: {', '.join(sorted(unknown))}."})
        for name, value in wish.items():
            self._turn(name, value)
        return self.on_get()

    def _turn(self, name: str, value: Any) -> None:
        state, limits = self.state, self.state.limits
        if name in {"list_lag_s", "search_lag_s"}:
            setattr(state, name.removesuffix("_s"), timedelta(seconds=float(value)))
        elif name in {"private", "has_issues"}:
            setattr(self.repository, name, bool(value))
        elif name in limits.allowed:
            limits.allowed[name] = int(value)
        else:
            setattr(limits, name, value)


class FieldSwitch(Switch):
    """``POST /github/fields/{name} {"name": new}`` or ``{"options": {old: new}}``: rename on the board."""

    def on_post(self, name: str) -> dict[str, Any]:
        """Rename a field, or options of it."""
        board = next(iter(self.state.projects.values()))
        found = board.field_named(name)
        if found is None:
            raise Refusal(404, {"message": f"No field {name}."})
        wish = self.json()
        for old, new in wish.get("options", {}).items():
            found.rename_option(old, new)
        found.name = wish.get("name", found.name)
        return {"name": found.name, "options": [one.name for one in found.options]}


class IssueSwitch(Switch):
    """``POST /github/issues/{number}/delete`` and ``.../transfer``: what people do in the web page."""

    def on_post(self, number: str, deed: str) -> dict[str, Any]:
        """Delete the issue, or move it to the second public repository."""
        return self._delete(int(number)) if deed == "delete" else self._transfer(int(number))

    def _delete(self, number: int) -> dict[str, Any]:
        issues.delete(self.repository, number)
        return {"deleted": number}

    def _transfer(self, number: int) -> dict[str, Any]:
        target = list(self.state.repositories.values())[1]
        there = issues.transfer(self.repository, number, target)
        return {"repository": target.full_name, "number": there.number}


ROUTES: list[tuple[str, type[Handler]]] = [
    (r"/github", GitHubSwitches),
    (r"/github/fields/([^/]+)", FieldSwitch),
    (r"/github/issues/(\d+)/(delete|transfer)", IssueSwitch),
]
