"""What every REST answer of GitHub has: who asks, versions, rate limits, ETags, pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

import orjson

from supporthub_ext.sandbox.github.accounts import Account
from supporthub_ext.sandbox.github.limits import Usage
from supporthub_ext.sandbox.github.refusal import Refused, not_found
from supporthub_ext.sandbox.github.rest.versions import VERSIONS, without_assignee
from supporthub_ext.sandbox.github.state import GitHub
from supporthub_ext.sandbox.web import Answer, Handler

PER_PAGE, MOST_PER_PAGE = 30, 100

Row = TypeVar("Row")


class Rest(Handler):
    """A REST address. ``resource`` names the rate limit that it counts against."""

    resource = "core"
    free = False

    account: Account | None = None
    usage: Usage | None = None
    version = VERSIONS[0]

    @property
    def state(self) -> GitHub:
        """The service's state."""
        state: GitHub = self.world.services["github"]
        return state

    @property
    def root(self) -> str:
        """The sandbox's own address, as the client wrote it."""
        return f"{self.request.protocol}://{self.request.host}"

    # -- before ----------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Find out who asks and in which version, and count the request."""
        if not self.request.headers.get("User-Agent"):
            raise Refused(403, "Request forbidden by administrative rules. Add a User-Agent header.")
        self.account = self._find_account()
        self.version = self.request.headers.get("X-GitHub-Api-Version", VERSIONS[0])
        if self.version not in VERSIONS:
            self.version = VERSIONS[0]
            raise Refused(410, "The requested API version is not supported.")
        if not self.free:
            self.usage = self.state.limits.spend(self.who, self.resource)

    @property
    def who(self) -> str:
        """Whose limits count: the account's id, or empty for nobody."""
        return str(self.account.id) if self.account else ""

    @property
    def by(self) -> Account:
        """The account that acts; nobody is refused with 401."""
        if self.account is None:
            raise Refused(401, "Requires authentication")
        return self.account

    def _find_account(self) -> Account | None:
        scheme, _, token = self.request.headers.get("Authorization", "").partition(" ")
        if not scheme:
            return None
        account = self.state.accounts.by_token(token.strip())
        if account is None or scheme.lower() not in {"bearer", "token"}:
            raise Refused(401, "Bad credentials")
        return account

    # -- the body --------------------------------------------------------------------------------------

    def json(self) -> Any:
        """Answer the body, or refuse with 400 what is no JSON."""
        try:
            return orjson.loads(self.request.body) if self.request.body else {}
        except orjson.JSONDecodeError:
            raise Refused(400, "Problems parsing JSON") from None

    def fields(self) -> dict[str, Any]:
        """Answer the body's fields, or refuse with 400."""
        body = self.json()
        if not isinstance(body, dict):
            raise Refused(400, "Body should be a JSON object")
        return body

    # -- after -----------------------------------------------------------------------------------------

    def finishing(self, answer: Answer) -> Answer:
        """Add GitHub's headers; answer 304 when the client has it already, which costs nothing."""
        if self.version == VERSIONS[1]:
            answer.body = without_assignee(answer.body)
        headers = {"X-GitHub-Media-Type": "github.v3; format=json", **answer.headers}
        headers["X-GitHub-Api-Version-Selected"] = self.version
        if self.usage is not None:
            headers = self.usage.headers() | headers
        if self.request.method in {"GET", "HEAD"} and answer.status == 200:
            body = orjson.dumps(answer.body)
            headers["ETag"] = f'W/"{hashlib.sha256(self.who.encode() + body).hexdigest()}"'
            if self._knows(headers):
                return self._unchanged(headers)
            return Answer(body, 200, headers)
        return Answer(answer.body, answer.status, headers)

    def _knows(self, headers: dict[str, str]) -> bool:
        asked = self.request.headers
        if tags := asked.get("If-None-Match"):
            return headers["ETag"] in [tag.strip() for tag in tags.split(",")]
        since = asked.get("If-Modified-Since")
        return since is not None and since == headers.get("Last-Modified")

    def _unchanged(self, headers: dict[str, str]) -> Answer:
        if self.account is not None and self.usage is not None:
            self.usage.used -= 1
            headers |= self.usage.headers()
        return Answer(None, 304, headers)

    def refused_method(self) -> Answer:
        """Answer 404: to GitHub an unknown verb is an unknown address."""
        return not_found().answer

    # -- pages -----------------------------------------------------------------------------------------

    def page(
        self, rows: Sequence[Row], path: str | None = None, shape: Callable[[Row], Any] = lambda row: row
    ) -> Answer:
        """Answer one page of rows, each shaped; ``path`` is the address that ``Link`` speaks of."""
        per_page = min(max(self.number("per_page", PER_PAGE), 1), MOST_PER_PAGE)
        at = max(self.number("page", 1), 1)
        last = max(-(-len(rows) // per_page), 1)
        body = [shape(row) for row in rows[(at - 1) * per_page : at * per_page]]
        places = {"prev": at - 1, "next": at + 1, "last": last, "first": 1}
        wanted = [name for name in places if (at > 1 if name in {"prev", "first"} else at < last)]
        url = self.root + (path or self.request.path)
        links = [f'<{url}?{self._query(places[name])}>; rel="{name}"' for name in wanted]
        return Answer(body, 200, {"Link": ", ".join(links)} if links else {})

    def number(self, name: str, default: int) -> int:
        """Answer a whole number of the query; nonsense counts as the default."""
        text = self.get_query_argument(name, "")
        return int(text) if text.isdigit() else default

    def _query(self, page: int) -> str:
        kept = {name: self.get_query_argument(name) for name in self.request.query_arguments}
        return urlencode(kept | {"page": str(page)})


class Missing(Rest):
    """Any other address."""

    def on_get(self, *_: str) -> Answer:
        """Answer 404."""
        raise not_found()
