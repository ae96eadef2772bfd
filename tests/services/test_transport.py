"""One HTTP call: over https or on this machine, never through a proxy to it, and the key shows nowhere."""

from __future__ import annotations

import asyncio
import logging
import socket
from threading import Event, Thread

import pytest

from supporthub_ext.errors import ConfigurationError, ServiceError
from supporthub_ext.services.freshdesk import FreshDesk
from supporthub_ext.services.leaving import asking
from supporthub_ext.services.transport import Transport
from tests.services import unsteady
from tests.services.unsteady import BEGAN, Desk, serving

KEY = "a-key-that-nobody-may-see"


@pytest.mark.parametrize(
    "url",
    [
        "http://team.freshdesk.example",
        "ftp://127.0.0.1",
        "team.freshdesk.example",
        "",
        "http://10.0.0.5",
        "https://",
    ],
)
def test_plain_http_stays_on_this_machine(url: str) -> None:
    """A key never leaves this machine unencrypted: such an address is refused, with what to do."""
    with pytest.raises(ConfigurationError, match="must begin with https://"):
        FreshDesk(url, KEY)


@pytest.mark.parametrize(
    "url", ["https://team.freshdesk.example/", "http://127.0.0.1:8", "http://localhost:8"]
)
def test_links_are_made_from_the_root(url: str) -> None:
    """A ticket's link is where agents see it, whether or not the address ends with a slash."""
    assert FreshDesk(url, KEY).ticket_link(4101) == f"{url.rstrip('/')}/a/tickets/4101"


def test_this_machine_is_reached_without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy of the environment is not asked for what is on this machine."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)

    async def run() -> None:
        async with serving(Desk(3)) as desk:
            freshdesk = FreshDesk(desk.url, KEY)
            assert [len(page) async for page in freshdesk.tickets_since(BEGAN)] == [3]
            await freshdesk.close()

    asyncio.run(run())


def test_the_key_shows_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    """Neither a log at its most talkative, nor a repr, nor an error holds the key."""
    caplog.set_level(logging.DEBUG)

    async def run() -> str:
        async with serving(Desk(1, unsteady.status(401), every=1)) as desk:
            freshdesk = FreshDesk(desk.url, KEY)
            with pytest.raises(ServiceError) as caught:
                await freshdesk.me()
            with pytest.raises(ServiceError):
                await freshdesk.note(1, "<p>Hello</p>")
            await freshdesk.close()
            return f"{freshdesk!r} {caught.value!r} {caught.value.to_json()} {vars(caught.value)}"

    shown = asyncio.run(run()) + caplog.text
    assert KEY not in shown
    assert "YS1rZXk" not in shown  # the beginning of the key as basic authentication packs it


class Listener:
    """One connection on a thread of its own: it reads a request, says when its body is there, and answers."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.read, self.whole, self._thread = b"", Event(), Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        with self._socket, self._socket.accept()[0] as connection:
            while part := connection.recv(4096):
                self.read += part
                if self.read.endswith(BODY):
                    self.whole.set()
                    connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    def ended(self) -> bytes:
        """Answer all that was read once the other side has closed."""
        self._thread.join()
        return self.read


BODY = b'{"body":"Hello"}'


def test_nothing_comes_between_the_last_question_and_the_last_byte() -> None:
    """A write has left whole before anything else can run that might hold us up, as a heartbeat's commit."""
    listener, seen = Listener(), list[bool]()

    def question() -> None:
        asyncio.get_running_loop().call_soon(lambda: seen.append(listener.whole.wait(5)))

    async def run() -> None:
        transport = Transport("freshdesk", "FreshDesk", listener.url)
        with asking(question):
            await transport.exchange("POST", "notes", body={"body": "Hello"})
        await transport.close()

    asyncio.run(run())
    assert seen == [True]
    assert listener.ended().endswith(BODY)


def test_a_write_that_may_not_leave_is_never_whole() -> None:
    """The question is asked when the body is due: a service without it can do nothing."""
    listener = Listener()

    def question() -> None:
        raise ConfigurationError("no")

    async def run() -> None:
        transport = Transport("freshdesk", "FreshDesk", listener.url)
        with asking(question), pytest.raises(ConfigurationError):
            await transport.exchange("POST", "notes", body={"body": "Hello"})
        await transport.close()

    asyncio.run(run())
    assert listener.ended().startswith(b"POST /notes")
    assert BODY not in listener.read
