"""Comments on issues."""

from __future__ import annotations

from dataclasses import replace

from supporthub_ext.sandbox.github.accounts import Account
from supporthub_ext.sandbox.github.checks import comment_of
from supporthub_ext.sandbox.github.nodes import node_id
from supporthub_ext.sandbox.github.records import Comment
from supporthub_ext.sandbox.github.refusal import forbidden, not_found
from supporthub_ext.sandbox.github.repository import Repository


def find(repository: Repository, comment_id: int) -> Comment:
    """Answer a comment, or refuse with 404."""
    for comment in repository.comments():
        if comment.id == comment_id:
            return comment
    raise not_found()


def add(repository: Repository, by: Account, number: int, body: object) -> Comment:
    """Comment on an issue."""
    issue, now, text = repository.issue(number), repository.now(), comment_of(body)
    new_id = repository.ids.take()
    comment = Comment(new_id, node_id("IC", repository.id, new_id), number, by, text, now, now)
    repository.store(replace(issue, comments=(*issue.comments, comment)))
    repository.tell("commented", repository=repository, number=number, by=by, comment=comment)
    return comment


def edit(repository: Repository, by: Account, comment_id: int, body: object) -> Comment:
    """Change the text of a comment; its author may, and whoever has push access."""
    old = _own(repository, by, comment_id)
    new = replace(old, body=comment_of(body), updated_at=max(repository.now(), old.updated_at))
    _swap(repository, old, (new,))
    return new


def delete(repository: Repository, by: Account, comment_id: int) -> None:
    """Delete a comment."""
    _swap(repository, _own(repository, by, comment_id), ())


def _own(repository: Repository, by: Account, comment_id: int) -> Comment:
    comment = find(repository, comment_id)
    if not (by.push or by.id == comment.author.id):
        raise forbidden()
    return comment


def _swap(repository: Repository, old: Comment, new: tuple[Comment, ...]) -> None:
    issue = repository.issue(old.issue_number)
    at = [one.id for one in issue.comments].index(old.id)
    comments = (*issue.comments[:at], *new, *issue.comments[at + 1 :])
    repository.store(replace(issue, comments=comments))
