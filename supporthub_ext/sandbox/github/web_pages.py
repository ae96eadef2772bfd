"""Plain pages for people who follow a link: an issue, and the board. Private ones show to nobody here."""

from __future__ import annotations

from html import escape

from supporthub_ext.sandbox.clock import stamp
from supporthub_ext.sandbox.github.board import Item, Project
from supporthub_ext.sandbox.github.fields import Field
from supporthub_ext.sandbox.github.records import Issue
from supporthub_ext.sandbox.github.refusal import Refused
from supporthub_ext.sandbox.github.repository import Repository
from supporthub_ext.sandbox.github.state import GitHub
from supporthub_ext.sandbox.web import Answer, Handler

HTML = {"Content-Type": "text/html; charset=utf-8"}
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1f2328}"
    "section{border:1px solid #d1d9e0;border-radius:6px;padding:.75rem 1rem;margin:1rem 0}"
    "pre{white-space:pre-wrap;font:inherit;margin:.5rem 0}small{color:#59636e}"
    "table{border-collapse:collapse;width:100%}"
    "td,th{text-align:left;padding:.3rem .6rem;border-top:1px solid #d1d9e0}"
)


class PageHandler(Handler):
    """What both pages share."""

    @property
    def state(self) -> GitHub:
        """The service's state."""
        state: GitHub = self.world.services["github"]
        return state


class IssuePage(PageHandler):
    """``GET /{owner}/{repo}/issues/{number}``."""

    def on_get(self, owner: str, name: str, number: str) -> Answer:
        """Answer the page, or where the issue moved."""
        try:
            repository = self.state.repository(owner, name, None)
            if moved := repository.moved.get(int(number)):
                place = f"/{moved[0].full_name}/issues/{moved[1]}"
                return Answer(None, 302, {"Location": place})
            return _page(_issue(repository, repository.issue(int(number))))
        except Refused as refused:
            return _page(f"<h1>{escape(refused.message)}</h1>", refused.answer.status)


class BoardPage(PageHandler):
    """``GET /orgs/{org}/projects/{number}``."""

    def on_get(self, number: str) -> Answer:
        """Answer the board as a table, from the top."""
        project = self.state.projects.get(int(number))
        if project is None:
            return _page("<h1>Not Found</h1>", 404)
        return _page(_board(self.state, project))


def _page(body: str, status: int = 200) -> Answer:
    head = f"<meta charset=utf-8><title>GitHub (sandbox)</title><style>{STYLE}</style>"
    return Answer(f"<!doctype html><html lang=en>{head}<body>{body}</body></html>".encode(), status, HTML)


def _issue(repository: Repository, issue: Issue) -> str:
    labels = ", ".join(label.name for label in issue.labels) or "none"
    people = ", ".join(one.login for one in issue.assignees) or "nobody"
    said = [(issue.author.login, stamp(issue.created_at), issue.body or "")]
    said += [(one.author.login, stamp(one.created_at), one.body) for one in issue.comments]
    texts = "".join(
        f"<section><small>{escape(who)}, {when}</small><pre>{escape(text)}</pre></section>"
        for who, when, text in said
    )
    facts = f"{issue.state} · labels: {labels} · assigned: {people}"
    title = f"{issue.title} #{issue.number}"
    return (
        f"<small>{escape(repository.full_name)}</small><h1>{escape(title)}</h1><p>{escape(facts)}</p>{texts}"
    )


def _board(state: GitHub, project: Project) -> str:
    shown = [field for field in project.fields if field.kind in {"SINGLE_SELECT", "ITERATION"}]
    head = "".join(f"<th>{escape(field.name)}</th>" for field in shown)
    rows = "".join(_row(state, item, shown) for item in project.items if not item.archived)
    return f"<h1>{escape(project.title)}</h1><table><tr><th>Item</th>{head}</tr>{rows}</table>"


def _row(state: GitHub, item: Item, shown: list[Field]) -> str:
    found = state.find_issue(item.content.issue_id)
    if found is None:
        title = escape(item.content.title)
    elif found[0].private:
        return f"<tr><td><i>Redacted</i></td>{'<td></td>' * len(shown)}</tr>"
    else:
        kind = "pull" if found[1].pull else "issues"
        link = f"/{found[0].full_name}/{kind}/{found[1].number}"
        title = f'<a href="{escape(link)}">{escape(found[1].title)}</a>'
    cells = "".join(f"<td>{escape(_chosen(field, item))}</td>" for field in shown)
    return f"<tr><td>{title}</td>{cells}</tr>"


def _chosen(field: Field, item: Item) -> str:
    names = {one.id: one.name for one in field.options} | {one.id: one.title for one in field.iterations}
    return names.get(str(item.values.get(field.id, "")), "")
