"""One call of PyGithub's, on the thread where it belongs, with every way in which it can fail named."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from github import GithubException
from github.Requester import Requester

from supporthub_ext.services.github_errors import (
    NO_ANSWER,
    NONSENSE,
    error_of,
    graph_error,
    silence,
    unreadable,
)

Row = dict[str, Any]
Work = Callable[[Requester], tuple[Row, Any]]
"""What is done with a requester; it answers headers and JSON."""


@dataclass(slots=True)
class Lane:
    """One thread with the requester that is used on it alone: PyGithub is not made for several.

    ``patience_s`` is how long a call waits, in seconds, when GitHub asked for a pause.
    """

    name: str
    requester: Requester
    patience_s: float
    writes: bool = False
    thread: ThreadPoolExecutor = field(init=False)

    def __post_init__(self) -> None:
        self.thread = ThreadPoolExecutor(1, f"github-{self.name}")

    async def run(self, work: Work) -> tuple[Row, Any]:
        """Do some work on the lane's thread, once.

        Raises
        ------
        ServiceError
            Whatever went wrong, in our words.
        """
        return await asyncio.get_running_loop().run_in_executor(self.thread, self._call, work)

    def close(self) -> None:
        """Start no more calls; one under way ends by itself."""
        self.thread.shutdown(wait=False, cancel_futures=True)

    def _call(self, work: Work) -> tuple[Row, Any]:
        try:
            headers, found = work(self.requester)
        except GithubException as problem:
            raise error_of(problem, write=self.writes) from problem
        except NO_ANSWER as problem:
            raise silence(problem, write=self.writes) from problem
        except NONSENSE as problem:
            raise unreadable(write=self.writes) from problem
        if isinstance(found, dict) and set(found) <= {"data", "url"} and isinstance(found.get("data"), str):
            raise unreadable(write=self.writes)  # PyGithub wraps what is no JSON
        return headers, found


def rest(verb: str, path: str, *, asked: Row | None = None, body: Any = None) -> Work:
    """Answer the work of one REST call."""
    return lambda requester: requester.requestJsonAndCheck(
        verb, path, parameters=dict(asked or {}), input=body
    )


def graph(document: str, variables: Row, tolerated: Collection[str] = ()) -> Work:
    """Answer the work of one GraphQL call; its JSON is what stands in ``data``.

    Errors of a tolerated type may stand beside the data.
    """

    def work(requester: Requester) -> tuple[Row, Any]:
        asked = {"query": document, "variables": variables}
        headers, answer = requester.requestJsonAndCheck("POST", requester.graphql_url, input=asked)
        errors = answer.get("errors") or []
        if errors and not (answer.get("data") and {one.get("type") for one in errors} <= set(tolerated)):
            raise graph_error(errors, headers)
        return headers, answer["data"]

    return work
