"""The search language of issues: qualifiers, words and quoted phrases."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from supporthub_ext.sandbox.github.records import Issue
from supporthub_ext.sandbox.github.refusal import Refused

TERM = re.compile(r'(-?)(?:([a-z-]+):)?("[^"]*"|\S+)')
WORD = re.compile(r"[a-z0-9]+")

Test = Callable[[Issue], bool]


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for. ``repositories`` and ``owners`` are empty when none was named."""

    repositories: tuple[str, ...]
    owners: tuple[str, ...]
    tests: tuple[Test, ...]

    def matches(self, issue: Issue) -> bool:
        """Answer whether an issue satisfies every term."""
        return all(test(issue) for test in self.tests)


def parse(text: str) -> Query:
    """Read a query.

    Raises
    ------
    Refused
        422 for an empty one.
    """
    if not text.strip():
        raise Refused(
            422, "Validation Failed", errors=[{"resource": "Search", "field": "q", "code": "missing"}]
        )
    repositories, owners, places = [], [], {"title", "body", "comments"}
    terms: list[tuple[bool, str, str]] = []
    for minus, name, raw in TERM.findall(text):
        value = raw.strip('"')
        if name == "repo":
            repositories.append(value.lower())
        elif name in {"org", "user"}:
            owners.append(value.lower())
        elif name == "in":
            places = set(value.split(","))
        elif name not in {"sort", "archived"}:
            terms.append((bool(minus), name, value))
    tests = tuple(_test(*term, places) for term in terms)
    return Query(tuple(repositories), tuple(owners), tests)


def _test(minus: bool, name: str, value: str, places: set[str]) -> Test:
    test = QUALIFIERS[name](value.lower()) if name in QUALIFIERS else _words(value, places)
    return (lambda issue: not test(issue)) if minus else test


def _words(value: str, places: set[str]) -> Test:
    wanted = WORD.findall(value.lower())

    def found(issue: Issue) -> bool:
        return any(_stands_in(wanted, WORD.findall(text.lower())) for text in _texts(issue, places))

    return found


def _texts(issue: Issue, places: set[str]) -> Iterable[str]:
    if "title" in places:
        yield issue.title
    if "body" in places:
        yield issue.body or ""
    if "comments" in places:
        yield from (comment.body for comment in issue.comments)


def _stands_in(wanted: list[str], words: list[str]) -> bool:
    """Answer whether the wanted words follow each other somewhere."""
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))


def _is(value: str) -> Test:
    tests: dict[str, Test] = {
        "issue": lambda issue: not issue.pull,
        "pr": lambda issue: issue.pull,
        "pull-request": lambda issue: issue.pull,
        "open": lambda issue: issue.state == "open",
        "closed": lambda issue: issue.state == "closed",
    }
    return tests.get(value, lambda _: True)


QUALIFIERS: dict[str, Callable[[str], Test]] = {
    "is": _is,
    "type": _is,
    "state": _is,
    "label": lambda value: lambda issue: value in {one.name.lower() for one in issue.labels},
    "author": lambda value: lambda issue: issue.author.login.lower() == value,
    "assignee": lambda value: lambda issue: value in {one.login.lower() for one in issue.assignees},
}
