"""One HTTP call to one outside system: sent once, answered or not, and said plainly when not.

This file knows httpx and nothing of any service's rules; nothing is ever sent twice in here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import httpx
import orjson

from supporthub_ext.errors import ServiceDown, ServiceUnreadable
from supporthub_ext.services.address import is_here
from supporthub_ext.services.leaving import may_leave

PATIENCE_S = 30.0  # for an answer; services at their slowest still answer within it
CONNECT_S = 5.0

JSON = {"Content-Type": "application/json"}
LAST_PART = {False: "http11.send_request_headers.started", True: "http11.send_request_body.started"}
"""By whether a request has a body: what is sent last of it. Nobody does what is asked without its body."""

# Nothing of the request has left when one of these is raised.
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the HTTP status, the headers (their names in lower case) and the bytes."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    def json(self) -> Any:
        """Answer the body as JSON, None when it is empty.

        Raises
        ------
        ValueError
            When it is something else.
        """
        return orjson.loads(self.content) if self.content else None


class Transport:
    """Keeps connections to one service.

    Parameters
    ----------
    service, title
        Its name in our errors, and what people call it: ``freshdesk``, ``FreshDesk``.
    url
        Its root. Proxies of the environment are used, but never for this machine itself.
    auth
        Name and password for HTTP's basic authentication, where the service wants any.
    timeout_s
        How long to wait for an answer, in seconds.

    Raises
    ------
    ConfigurationError
        When the URL is neither https nor on this machine.
    """

    def __init__(
        self,
        service: str,
        title: str,
        url: str,
        auth: tuple[str, str] | None = None,
        timeout_s: float = PATIENCE_S,
    ) -> None:
        self.service, self.title, self.root = service, title, url.rstrip("/")
        local = is_here(title, self.root)
        self._http = httpx.AsyncClient(
            auth=httpx.BasicAuth(*auth) if auth else None,
            timeout=httpx.Timeout(timeout_s, connect=min(CONNECT_S, timeout_s)),
            trust_env=not local,
            headers={"Accept": "application/json"},
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.root!r})"

    async def exchange(
        self,
        method: str,
        path: str,
        params: Mapping[str, Any] | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send one request and answer what came back, whatever its status.

        Raises
        ------
        ServiceDown
            When no answer came, or only a part of one. ``stored`` is true when the service may have done
            what was asked.
        ServiceUnreadable
            When the answer was not HTTP, or was packed in a way that can't be unpacked.
        """
        content, kind = (None, {}) if body is None else (orjson.dumps(body), JSON)
        headers = {**(headers or {}), **kind}
        url = f"{self.root}/{path}"
        ask = {} if method == "GET" else {"trace": partial(_ask, LAST_PART[content is not None])}
        try:
            found = await self._http.request(
                method, url, params=params, content=content, headers=headers, extensions=ask
            )
        except (httpx.TransportError, httpx.DecodingError) as problem:
            raise self._no_answer(problem, method) from problem
        return Answer(found.status_code, found.headers, found.content)

    async def close(self) -> None:
        """Close every connection."""
        await self._http.aclose()

    def _no_answer(self, problem: Exception, method: str) -> ServiceDown | ServiceUnreadable:
        stored = method != "GET" and not isinstance(problem, NOT_SENT)
        if isinstance(problem, httpx.DecodingError):
            message = f"{self.title}'s answer can't be unpacked."
            return ServiceUnreadable(message, service=self.service, stored=stored)
        if isinstance(problem, httpx.ConnectError | httpx.ConnectTimeout):
            message, advice = f"{self.title} can't be reached.", f"Is the network up, and {self.root} right?"
        elif isinstance(problem, httpx.TimeoutException):
            message, advice = f"{self.title} takes too long to answer.", None
        else:
            message, advice = f"{self.title} broke the connection off before it had answered.", None
        return ServiceDown(message, advice, service=self.service, stored=stored)


async def _ask(last_part: str, event: str, _: Any) -> None:
    """Ask whether a write may still leave when the last part of it is due: without that it is not one.

    Nothing else runs on the event loop from here until that part is in the socket.
    """
    if event == last_part:
        may_leave()


def was_slow(problem: Exception) -> bool:
    """Answer whether a service was reached and did not answer in time: asking again makes it no quicker."""
    return isinstance(problem.__cause__, httpx.ReadTimeout | httpx.WriteTimeout)
