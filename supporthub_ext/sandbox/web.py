"""How every service of the sandbox speaks HTTP: JSON in and out, a log of each request, faults on demand.

A service is a :class:`Service`: its routes, and what the ready line says of it. A handler derives from
:class:`Handler` and has methods ``on_get``, ``on_post``, ``on_put``, ``on_patch``, ``on_delete``, which take
the groups of the route's pattern and answer a value (sent as JSON with status 200) or an :class:`Answer`.
To refuse, they raise :class:`Refusal`.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from supporthub_ext.sandbox.clock import stamp
from supporthub_ext.sandbox.faults import Fault

if TYPE_CHECKING:
    from supporthub_ext.sandbox.world import World

LOOPBACK = "127.0.0.1"
CONTROL = "control"


@dataclass(slots=True)
class Answer:
    """A whole HTTP answer. A ``body`` of bytes is sent as it is, ``None`` as no body, all else as JSON."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Refusal(Exception):
    """A service says no: the answer that it gives instead."""

    def __init__(self, status: int, body: Any = None, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(f"{status}: {body}")
        self.answer = Answer(body, status, headers or {})


@dataclass(slots=True)
class Service:
    """One service: ``make(world) -> Service`` in each service's room makes it.

    ``routes`` are pairs of a path pattern and a handler class; ``missing`` answers all other paths. ``ready``
    is called with the service's root URL (no final slash) and gives its part of the ready line.
    """

    name: str
    routes: list[tuple[str, type[Handler]]]
    missing: type[Handler]
    ready: Callable[[str], dict[str, Any] | None]


class Handler(RequestHandler):
    """One request. ``self.world`` is the world, ``self.service`` the name of the service."""

    def initialize(self, world: World, service: str) -> None:
        """Take what the application was made with."""
        self.world = world
        self.service = service

    async def run(self, *groups: str) -> None:
        """Let the faults strike, do the work, send the answer, and log it."""
        request = self.request
        self.world.agenda.catch_up(self.world.clock.now())
        fault = self._fault(request.method or "", request.uri or "")
        if fault is not None and fault.when == "before":
            await asyncio.sleep(fault.delay_s)
            if fault.answers:
                return self._send_fault(fault)
        answer = self.finishing(await self._attempt(groups))
        if fault is not None and fault.when == "after":
            await asyncio.sleep(fault.delay_s)
            if fault.answers:
                return self._send_fault(fault)
        return self._send(answer)

    get = head = post = put = patch = delete = options = run

    def begin(self) -> None:
        """Look at the request before anything is done: who it is, what it may. Services override it."""

    def finishing(self, answer: Answer) -> Answer:
        """Answer the answer with the headers that the service adds to each. Services override it."""
        return answer

    def refused_method(self) -> Answer:
        """Answer what the service says to a verb that the address does not know. Services override it."""
        return Answer({"message": "Method not allowed"}, 405)

    def json(self) -> Any:
        """Answer the request's body read as JSON; an empty body is ``{}``.

        Raises
        ------
        Refusal
            400, when it is no JSON.
        """
        try:
            return orjson.loads(self.request.body) if self.request.body else {}
        except orjson.JSONDecodeError as problem:
            raise Refusal(400, {"message": f"The body is no JSON: {problem}"}) from None

    async def _attempt(self, groups: tuple[str, ...]) -> Answer:
        verb = "get" if self.request.method == "HEAD" else (self.request.method or "").lower()
        try:
            self.begin()
            work = getattr(self, f"on_{verb}", None)
            if work is None:
                return self.refused_method()
            value = work(*groups)
            if inspect.isawaitable(value):
                value = await value
        except Refusal as refusal:
            return refusal.answer
        return value if isinstance(value, Answer) else Answer(value)

    def _fault(self, method: str, uri: str) -> Fault | None:
        """Answer the fault that strikes; none strikes the control room, or nobody could take it away."""
        return None if self.service == CONTROL else self.world.faults.take(self.service, method, uri)

    def _send_fault(self, fault: Fault) -> None:
        if fault.drop:
            self._remember(None)
            return self.detach().close()
        if isinstance(fault.body, str):  # a page, as proxies and servers in trouble send
            headers = {"Content-Type": "text/html; charset=utf-8", **fault.headers}
            return self._send(Answer(fault.body.encode(), fault.status or 200, headers))
        return self._send(Answer(fault.body, fault.status or 200, fault.headers))

    def _send(self, answer: Answer) -> None:
        self._remember(answer.status)
        self.set_status(answer.status)
        self.clear_header("Content-Type")
        if answer.body is not None:
            self.set_header("Content-Type", "application/json; charset=utf-8")
        for name, value in answer.headers.items():
            self.set_header(name, value)
        if answer.body is not None and answer.status != 304:
            body = answer.body
            self.write(body if isinstance(body, bytes) else orjson.dumps(body))
        self.finish()

    def _remember(self, status: int | None) -> None:
        if self.service == CONTROL:
            return
        request = self.request
        self.world.log.append(
            {
                "service": self.service,
                "method": request.method,
                "path": request.path,
                "query": request.query,
                "status": status,
                "time": stamp(self.world.clock.now()),
            }
        )

    def log_exception(self, *problem: Any) -> None:
        """Show what broke inside the sandbox: on stderr, and in the log of requests as a 500."""
        self._remember(500)
        super().log_exception(*problem)

    def set_default_headers(self) -> None:
        """Don't say which server it is."""
        self.clear_header("Server")

    def compute_etag(self) -> None:
        """Make no ETags unasked: each service has its own."""
        return


def _say_nothing(handler: RequestHandler) -> None:
    """Leave it to the world, which keeps its own log."""


def serve(service: Service, world: World, port: int = 0) -> str:
    """Start a service on loopback; 0 lets the system choose the port. Answer its root URL."""
    sockets = bind_sockets(port, LOOPBACK)
    url = f"http://{LOOPBACK}:{sockets[0].getsockname()[1]}"
    world.urls[service.name] = url
    settings = {"world": world, "service": service.name}
    application = Application(
        [(pattern, handler, settings) for pattern, handler in service.routes],
        default_handler_class=service.missing,
        default_handler_args=settings,
        log_function=_say_nothing,
    )
    server = HTTPServer(application, max_buffer_size=64 * 1024 * 1024)
    server.add_sockets(sockets)
    return url
