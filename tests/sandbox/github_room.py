"""A sandbox's GitHub for tests. Whatever a client receives there is held against GitHub's published word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import orjson
import pytest
import requests
from github import Auth, Github
from github.Repository import Repository

from tests.sandbox.github_models import check_answer, check_document, check_links, public_schema
from tests.sandbox.room import Sandbox

MADE_UP = "made up by a fault"


class Room:
    """GitHub of one sandbox: clients for any of its people, and what the control room can turn."""

    def __init__(self, **options: Any) -> None:
        self.sandbox = Sandbox(**{"tickets": 30, "open": 10, **options})
        self.ready = self.sandbox.ready["github"]
        people = self.sandbox.people()
        self.tokens = {one["id"]: one["github_token"] for one in (*people["people"], people["bot"])}
        self.logins = {one["id"]: one["github_login"] for one in people["people"]}

    def client(self, token: str = "", **options: Any) -> Github:
        """PyGithub, unmodified, as the product's account or as somebody else; it repeats nothing."""
        options = {"retry": None, "seconds_between_requests": None, "seconds_between_writes": None} | options
        return Github(auth=Auth.Token(token or self.ready["token"]), base_url=self.ready["url"], **options)

    def repository(self, token: str = "", **options: Any) -> Repository:
        return self.client(token, **options).get_repo(self.ready["repository"])

    def plain(self, token: str | None = "") -> httpx.Client:
        """A bare HTTP client; with None, nobody's. Close it."""
        headers = {} if token is None else {"Authorization": f"Bearer {token or self.ready['token']}"}
        return httpx.Client(base_url=self.ready["url"], headers=headers, trust_env=False, timeout=30)

    def turn(self, **switches: Any) -> dict[str, Any]:
        found: dict[str, Any] = self.say("/github", **switches)
        return found

    def say(self, path: str, **wish: Any) -> Any:
        answer = self.sandbox.control.post(path, json=wish)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def calls(self, method: str) -> int:
        return sum(one["method"] == method for one in self.sandbox.log("github"))


@pytest.fixture(scope="module")
def hub(github_truth: None) -> Iterator[Room]:
    """One sandbox for a module of tests; each test leaves its switches as they were."""
    room = Room()
    yield room
    room.sandbox.stop()


@pytest.fixture(autouse=True)
def as_before(hub: Room) -> Iterator[None]:
    """Turn back whatever a test turned."""
    before = hub.turn()
    yield
    hub.sandbox.clear_faults()
    hub.turn(**before)


@pytest.fixture(scope="module")
def github_truth(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hold every answer that comes from a GitHub, and every document sent there, against the truth."""
    send = requests.Session.send
    folder = request.config.cache.mkdir("github-schema")
    seen: set[str] = set()

    def checked(
        session: requests.Session, asked: requests.PreparedRequest, **options: Any
    ) -> requests.Response:
        answer = send(session, asked, **options)
        path = urlsplit(asked.url or "").path
        if path.startswith("/api/v3") and MADE_UP not in answer.text:
            body = orjson.loads(answer.content) if answer.content else None
            check_answer(asked.method or "", asked.url or "", answer.status_code, body)
            check_links(body, urlsplit(asked.url or "").netloc, path)
        elif path == "/api/graphql" and asked.body:
            document = orjson.loads(asked.body)["query"]
            if document not in seen:
                check_document(document, public_schema(folder))
                seen.add(document)
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(requests.Session, "send", checked)
        yield
