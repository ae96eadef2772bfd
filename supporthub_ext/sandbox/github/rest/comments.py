"""Comments: of one issue, of the whole repository, and one by one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from supporthub_ext.sandbox.github import comments
from supporthub_ext.sandbox.github.records import Comment
from supporthub_ext.sandbox.github.repository import Repository
from supporthub_ext.sandbox.github.rest.repositories import InRepository, dated
from supporthub_ext.sandbox.web import Answer


class CommentList(InRepository):
    """What both lists of comments share."""

    def answer_list(self, repository: Repository, found: Iterable[Comment], tail: str) -> Answer:
        """Answer a page of comments, those from ``since`` on."""
        since = self.since()
        kept = [one for one in found if since is None or one.updated_at >= since]
        if self.get_query_argument("sort", "created") == "updated":
            kept.sort(key=lambda one: (one.updated_at, one.id))
        if self.get_query_argument("direction", "asc") == "desc":
            kept.reverse()
        return self.page(kept, self.by_id(repository, tail), self.shaper(repository).comment)


class IssueCommentsHandler(CommentList):
    """``GET|POST /repos/{owner}/{repo}/issues/{number}/comments``."""

    def on_get(self, where: str, number: str) -> Answer:
        """Answer the issue's comments, oldest first."""
        repository, issue = self.issue_at(where, number)
        return self.answer_list(repository, issue.comments, f"/issues/{number}/comments")

    def on_post(self, where: str, number: str) -> Answer:
        """Comment."""
        repository, issue = self.issue_at(where, number)
        by, fields = self.by, self.fields()
        self.state.limits.make(self.who)
        body = self.shaper(repository).comment(comments.add(repository, by, issue.number, fields.get("body")))
        return Answer(body, 201, {"Location": body["url"]})


class CommentsHandler(CommentList):
    """``GET /repos/{owner}/{repo}/issues/comments``."""

    def on_get(self, where: str) -> Answer:
        """Answer the repository's comments, oldest first."""
        repository = self.at(where)
        return self.answer_list(repository, repository.comments(), "/issues/comments")


class CommentHandler(InRepository):
    """``GET|PATCH|DELETE /repos/{owner}/{repo}/issues/comments/{id}``."""

    def on_get(self, where: str, number: str) -> Answer:
        """Answer one comment."""
        repository = self.at(where)
        comment = comments.find(repository, int(number))
        return dated(self.shaper(repository).comment(comment), comment.updated_at)

    def on_patch(self, where: str, number: str) -> dict[str, Any]:
        """Change its text."""
        repository, body = self.at(where), self.fields().get("body")
        return self.shaper(repository).comment(comments.edit(repository, self.by, int(number), body))

    def on_delete(self, where: str, number: str) -> Answer:
        """Delete it."""
        comments.delete(self.at(where), self.by, int(number))
        return Answer(status=204)
