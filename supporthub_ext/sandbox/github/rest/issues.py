"""Lists of issues, and one issue with its assignees, events and timeline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from supporthub_ext.sandbox.github import assignees, issues
from supporthub_ext.sandbox.github.records import Issue
from supporthub_ext.sandbox.github.refusal import invalid
from supporthub_ext.sandbox.github.rest.repositories import InRepository, dated
from supporthub_ext.sandbox.github.shapes import events
from supporthub_ext.sandbox.web import Answer

SORTS: dict[str, Callable[[Issue], Any]] = {
    "created": lambda issue: (issue.created_at, issue.number),
    "updated": lambda issue: (issue.updated_at, issue.number),
    "comments": lambda issue: (len(issue.comments), issue.number),
}


class IssuesHandler(InRepository):
    """``GET|POST /repos/{owner}/{repo}/issues``. Pull requests stand in the list too."""

    def on_get(self, where: str) -> Answer:
        """Answer a page of issues, newest first unless asked otherwise."""
        repository = self.at(where)
        repository.open_for_issues()
        found = [issue for issue in self.state.listed(repository) if self._wanted(issue)]
        ascending = self.get_query_argument("direction", "desc") == "asc"
        key = SORTS.get(self.get_query_argument("sort", "created"), SORTS["created"])
        found.sort(key=key, reverse=not ascending)
        return self.page(found, self.by_id(repository, "/issues"), self.shaper(repository).issue)

    def on_post(self, where: str) -> Answer:
        """Open an issue."""
        repository, fields, by = self.at(where), self.fields(), self.by
        self.state.limits.make(self.who)
        made = issues.create(
            repository,
            by,
            fields.get("title"),
            fields.get("body"),
            labels=fields.get("labels") or (),
            assignees=assignees_of(fields) or (),
        )
        body = self.shaper(repository).issue(made)
        return Answer(body, 201, {"Location": body["url"]})

    def _wanted(self, issue: Issue) -> bool:
        since, asked = self.since(), self.get_query_argument
        labels = {name.strip().lower() for name in asked("labels", "").split(",") if name.strip()}
        creator, assignee = asked("creator", "").lower(), asked("assignee", "*any*").lower()
        logins = {one.login.lower() for one in issue.assignees}
        return (
            asked("state", "open") in {"all", issue.state}
            and labels <= {one.name.lower() for one in issue.labels}
            and (since is None or issue.updated_at >= since)
            and (not creator or issue.author.login.lower() == creator)
            and (assignee == "*any*" or _assigned(assignee, logins))
        )


class IssueHandler(InRepository):
    """``GET|PATCH /repos/{owner}/{repo}/issues/{number}``."""

    def on_get(self, where: str, number: str) -> Answer:
        """Answer the issue as it stands."""
        repository, issue = self.issue_at(where, number)
        return dated(self.shaper(repository).issue(issue), issue.updated_at)

    def on_patch(self, where: str, number: str) -> dict[str, Any]:
        """Change the issue."""
        repository, issue = self.issue_at(where, number)
        fields = self.fields()
        fields["assignees"] = assignees_of(fields)
        return self.shaper(repository).issue(issues.edit(repository, self.by, issue.number, fields))


class AssigneesHandler(InRepository):
    """``POST|DELETE /repos/{owner}/{repo}/issues/{number}/assignees``."""

    def on_post(self, where: str, number: str) -> Answer:
        """Add assignees."""
        return Answer(self._change(where, number, assignees.assign), 201)

    def on_delete(self, where: str, number: str) -> Answer:
        """Remove assignees."""
        return Answer(self._change(where, number, assignees.unassign))

    def _change(self, where: str, number: str, change: Callable[..., Issue]) -> dict[str, Any]:
        repository, issue = self.issue_at(where, number)
        logins = self.fields().get("assignees") or ()
        return self.shaper(repository).issue(change(repository, self.by, issue.number, logins))


class EventsHandler(InRepository):
    """``GET /repos/{owner}/{repo}/issues/{number}/events`` and ``.../timeline``."""

    def on_get(self, where: str, number: str, kind: str) -> Answer:
        """Answer a page of what happened to the issue, oldest first."""
        repository, issue = self.issue_at(where, number)
        shaper, path = self.shaper(repository), self.by_id(repository, f"/issues/{number}/{kind}")
        if kind == "timeline":
            return self.page(events.timeline(shaper, issue), path)
        return self.page(issue.events, path, lambda entry: events.event(shaper, entry))


def assignees_of(fields: dict[str, Any]) -> list[str] | None:
    """Answer the logins that a body names, the old singular spelling included; None when it names none."""
    if fields.get("assignees") is not None:
        if not isinstance(fields["assignees"], list):
            raise invalid("Issue", "assignees", "invalid")
        return list(fields["assignees"])
    return [fields["assignee"]] if fields.get("assignee") else None


def _assigned(wanted: str, logins: set[str]) -> bool:
    return {"none": not logins, "*": bool(logins)}.get(wanted, wanted in logins)
