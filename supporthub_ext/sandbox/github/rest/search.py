"""Search over issues: behind what was stored, and with a limit of its own."""

from __future__ import annotations

from typing import Any

from supporthub_ext.sandbox.github.records import Issue
from supporthub_ext.sandbox.github.refusal import Refused
from supporthub_ext.sandbox.github.repository import Repository
from supporthub_ext.sandbox.github.rest.base import Rest
from supporthub_ext.sandbox.github.rest.issues import SORTS
from supporthub_ext.sandbox.github.search import Query, parse
from supporthub_ext.sandbox.github.shapes.issues import Shaper
from supporthub_ext.sandbox.web import Answer

MOST_FOUND = 1000
UNSEARCHABLE = (
    "The listed users and repositories cannot be searched either because the resources do not exist"
    " or you do not have permission to view them."
)


class SearchHandler(Rest):
    """``GET /search/issues``."""

    resource = "search"

    def on_get(self) -> Answer:
        """Answer a page of what the index knows."""
        query = parse(self.get_query_argument("q", ""))
        self._check(query)
        found = [
            (repository, issue)
            for repository, issue in self.state.indexed(self.account)
            if _within(query, repository.full_name.lower()) and query.matches(issue)
        ]
        descending = self.get_query_argument("order", "desc") == "desc"
        key = SORTS.get(self.get_query_argument("sort", "created"), SORTS["created"])
        found.sort(key=lambda pair: key(pair[1]), reverse=descending)
        answer = self.page(found[:MOST_FOUND], shape=self._row)
        return Answer(self._body(len(found), answer.body), 200, answer.headers)

    def _row(self, pair: tuple[Repository, Issue]) -> dict[str, Any]:
        repository, issue = pair
        return Shaper(repository, self.root).issue(issue) | {"score": 1.0}

    def _body(self, total: int, items: list[dict[str, Any]]) -> dict[str, Any]:
        more = {"incomplete_results": False, "search_type": "lexical"}
        return {"total_count": total, **more, "items": items}

    def _check(self, query: Query) -> None:
        """Refuse a search that names only repositories which the account can't see."""
        names = {
            one.full_name.lower() for one in self.state.repositories.values() if one.seen_by(self.account)
        }
        if query.repositories and not names & set(query.repositories):
            entry = {"message": UNSEARCHABLE, "resource": "Search", "field": "q", "code": "invalid"}
            raise Refused(422, "Validation Failed", errors=[entry])


def _within(query: Query, full_name: str) -> bool:
    named = full_name in query.repositories or full_name.partition("/")[0] in query.owners
    return named or not (query.repositories or query.owners)
