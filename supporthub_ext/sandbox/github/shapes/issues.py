"""Issues, comments, labels and events as JSON."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from supporthub_ext.sandbox.clock import stamp
from supporthub_ext.sandbox.github.accounts import Account
from supporthub_ext.sandbox.github.records import Comment, Issue, Label
from supporthub_ext.sandbox.github.repository import Repository
from supporthub_ext.sandbox.github.shapes import accounts

REACTIONS = ("+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")
DEPENDENCIES = ("blocked_by", "blocking", "total_blocked_by", "total_blocking")


class Shaper:
    """Puts the things of one repository into JSON.

    Parameters
    ----------
    repository
        Whose things they are.
    root
        The sandbox's own address, ``http://127.0.0.1:PORT``.
    """

    def __init__(self, repository: Repository, root: str) -> None:
        self._repository = repository
        self.root = root
        self.url = f"{root}/api/v3/repos/{repository.full_name}"
        self.html = f"{root}/{repository.full_name}"

    def issue(self, issue: Issue) -> dict[str, Any]:
        """Answer an issue or a pull request."""
        url = f"{self.url}/issues/{issue.number}"
        people = [accounts.simple(one, self.root) for one in issue.assignees]
        return {
            **self._links(issue, url),
            "id": issue.id,
            "node_id": issue.node_id,
            "number": issue.number,
            "title": issue.title,
            "body": issue.body,
            "user": accounts.simple(issue.author, self.root),
            "labels": [self.label(one) for one in issue.labels],
            "state": issue.state,
            "state_reason": issue.state_reason,
            "assignee": people[0] if people else None,
            "assignees": people,
            "closed_by": accounts.simple(issue.closed_by, self.root) if issue.closed_by else None,
            "comments": len(issue.comments),
            "created_at": stamp(issue.created_at),
            "updated_at": stamp(issue.updated_at),
            "closed_at": stamp(issue.closed_at) if issue.closed_at else None,
            "author_association": association(issue.author),
            "reactions": self._reactions(url),
            **dict.fromkeys(("milestone", "active_lock_reason", "performed_via_github_app", "type")),
            "locked": False,
            **self._relations(),
            **(self._pull(issue) if issue.pull else {}),
        }

    def comment(self, comment: Comment) -> dict[str, Any]:
        """Answer a comment."""
        url = f"{self.url}/issues/comments/{comment.id}"
        issue = self._repository.issues.get(comment.issue_number)
        return {
            "id": comment.id,
            "node_id": comment.node_id,
            "url": url,
            "html_url": f"{self._page(issue, comment.issue_number)}#issuecomment-{comment.id}",
            "issue_url": f"{self.url}/issues/{comment.issue_number}",
            "user": accounts.simple(comment.author, self.root),
            "created_at": stamp(comment.created_at),
            "updated_at": stamp(comment.updated_at),
            "body": comment.body,
            "author_association": association(comment.author),
            "reactions": self._reactions(url),
            "performed_via_github_app": None,
        }

    def label(self, label: Label) -> dict[str, Any]:
        """Answer a label."""
        return {
            "id": label.id,
            "node_id": label.node_id,
            "url": f"{self.url}/labels/{quote(label.name, safe='')}",
            "name": label.name,
            "color": label.color,
            "default": label.default,
            "description": label.description,
            "archived_at": None,
            "archived_by": None,
        }

    # -- inside ----------------------------------------------------------------------------------------

    def _page(self, issue: Issue | None, number: int) -> str:
        return f"{self.html}/{'pull' if issue and issue.pull else 'issues'}/{number}"

    def _links(self, issue: Issue, url: str) -> dict[str, str]:
        return {
            "url": url,
            "repository_url": self.url,
            "labels_url": url + "/labels{/name}",
            "comments_url": url + "/comments",
            "events_url": url + "/events",
            "timeline_url": url + "/timeline",
            "html_url": self._page(issue, issue.number),
        }

    def _reactions(self, url: str) -> dict[str, Any]:
        return {"url": f"{url}/reactions", "total_count": 0, **dict.fromkeys(REACTIONS, 0)}

    def _relations(self) -> dict[str, Any]:
        return {
            "sub_issues_summary": {"total": 0, "completed": 0, "percent_completed": 0},
            "issue_dependencies_summary": dict.fromkeys(DEPENDENCIES, 0),
            "issue_field_values": [],
            "pinned_comment": None,
        }

    def _pull(self, issue: Issue) -> dict[str, Any]:
        page = self._page(issue, issue.number)
        links = {"html_url": page, "diff_url": page + ".diff", "patch_url": page + ".patch"}
        url = f"{self.url}/pulls/{issue.number}"
        return {"draft": False, "pull_request": {"url": url, **links, "merged_at": None}}


def association(author: Account) -> str:
    """Answer how an author stands to the repository."""
    return "MEMBER" if author.member else "NONE"
