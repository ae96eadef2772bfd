"""FreshDesk when it fails: reads get through, writes are sent once, and each failure says what to do."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from supporthub_ext.errors import (
    ServiceDown,
    ServiceError,
    ServiceLimited,
    ServiceMissing,
    ServiceRefused,
    ServiceRejected,
    ServiceUnreadable,
)
from supporthub_ext.services import freshdesk_calls
from supporthub_ext.services.freshdesk import FreshDesk
from tests.services import unsteady
from tests.services.unsteady import BEGAN, Desk, Fault, serving


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the pauses between two tries: the tests count the tries, not the seconds."""
    monkeypatch.setattr(freshdesk_calls, "PAUSES", (0.01, 0.01, 0.01))


def with_desk(desk: Desk, work: Callable[[FreshDesk], Awaitable[Any]], **options: Any) -> Any:
    async def run() -> Any:
        async with serving(desk):
            freshdesk = FreshDesk(desk.url, "key", **options)
            try:
                return await work(freshdesk)
            finally:
                await freshdesk.close()

    return asyncio.run(run())


async def pull(freshdesk: FreshDesk) -> list[int]:
    return [row["id"] async for page in freshdesk.tickets_since(BEGAN) for row in page]


FAULTS: dict[str, Fault] = {
    "429": unsteady.status(429, Retry_After="0"),
    "500": unsteady.status(500),
    "502": unsteady.status(502),
    "503": unsteady.status(503),
    "504": unsteady.status(504),
    "truncated body": unsteady.truncated,
    "broken JSON, 200": unsteady.cut_json,
    "HTML, 200": unsteady.html,
    "other JSON, 200": unsteady.other_json,
    "dropped": unsteady.dropped,
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_every_fifth_call_fails_and_every_ticket_comes(fault: Fault) -> None:
    """3,000 tickets, every fifth call faulty: all 3,000 come, in pages read together."""
    assert set(with_desk(Desk(3000, fault), pull)) == set(range(1, 3001))


@pytest.mark.parametrize("limit", [None, "200"], ids=["together", "one after another"])
def test_edits_between_pages_lose_nothing(limit: str | None) -> None:
    """Somebody edits an old ticket before each page is served: all 3,000 come."""
    headers = {"X-RateLimit-Total": limit, "X-RateLimit-Remaining": "200"} if limit else {}

    def meanwhile(desk: Desk) -> None:
        if len(desk.calls) < 60:
            desk.edit(min(desk.at, key=desk.at.__getitem__))

    desk = Desk(900 if limit else 3000, meanwhile=meanwhile, headers=headers)
    assert set(with_desk(desk, pull)) == set(desk.at)


def test_deleted_tickets_make_no_other_ticket_disappear() -> None:
    """Somebody deletes an old ticket before each page is served: all that are left come."""

    def meanwhile(desk: Desk) -> None:
        del desk.at[min(desk.at)]

    desk = Desk(3000, meanwhile=meanwhile)
    found = set(with_desk(desk, pull))
    assert set(desk.at) <= found
    assert len(desk.at) < 3000


@pytest.mark.parametrize("last_page", [3, 20])
def test_the_last_page_is_no_wall(last_page: int) -> None:
    """Where FreshDesk serves no further page, the pull goes on from the last change that it has."""
    desk = Desk(2500, last_page=last_page)
    assert set(with_desk(desk, pull, last_page=last_page)) == set(desk.at)


def test_a_full_pull_costs_a_hundred_calls_and_two() -> None:
    """10,000 tickets are a hundred pages; the bar is 103 calls."""
    desk = Desk(10_000)
    assert len(set(with_desk(desk, pull))) == 10_000
    assert len(desk.calls) <= 103


def test_one_page_of_changes_is_one_call() -> None:
    """A refresh with 20 changed tickets is one call."""
    desk = Desk(20)
    assert with_desk(desk, pull) == list(range(1, 21))
    assert len(desk.calls) == 1


FAILURES: dict[str, tuple[Fault, type[ServiceError], str, int]] = {
    "wrong key": (
        unsteady.status(401, b'{"code": "invalid_credentials", "message": "You have to be logged in."}'),
        ServiceRefused,
        "FreshDesk does not accept our key: You have to be logged in.",
        1,
    ),
    "no right": (
        unsteady.status(403, b'{"code": "access_denied"}'),
        ServiceRefused,
        "FreshDesk's key may not do this.",
        1,
    ),
    "not there": (unsteady.status(404), ServiceMissing, "FreshDesk has no such thing.", 1),
    "hidden": (unsteady.status(405), ServiceRejected, "FreshDesk does not do this here.", 1),
    "refused": (
        unsteady.status(
            400,
            b'{"errors": [{"field": "status", "message": "It should be 2"}, {"code": "missing_field"}, 7]}',
        ),
        ServiceRejected,
        "FreshDesk says no: status: It should be 2; missing_field.",
        1,
    ),
    "server error": (
        unsteady.status(500, b"<html>"),
        ServiceDown,
        "FreshDesk has trouble of its own (HTTP 500).",
        4,
    ),
    "log-in page": (
        unsteady.html,
        ServiceUnreadable,
        "FreshDesk's answer is not JSON but a page of HTML.",
        4,
    ),
    "cut": (unsteady.cut_json, ServiceUnreadable, "FreshDesk's answer is not JSON but broken off.", 4),
    "other JSON": (unsteady.other_json, ServiceUnreadable, "FreshDesk's answer is no list of records.", 4),
    "elsewhere": (
        unsteady.status(302, Location="https://sign-in.example/"),
        ServiceUnreadable,
        "FreshDesk's answer leads elsewhere (HTTP 302).",
        1,
    ),
    "dropped": (
        unsteady.dropped,
        ServiceDown,
        "FreshDesk broke the connection off before it had answered.",
        4,
    ),
    "silent": (unsteady.silent, ServiceDown, "FreshDesk takes too long to answer.", 1),
}


@pytest.mark.parametrize(("fault", "kind", "message", "calls"), FAILURES.values(), ids=FAILURES)
def test_a_failure_that_stays_is_told(
    fault: Fault, kind: type[ServiceError], message: str, calls: int
) -> None:
    """Each failure has its own sentence and what to do, after as many tries as may help."""
    desk = Desk(1, fault, every=1)
    with pytest.raises(kind) as caught:
        with_desk(desk, pull, timeout_s=0.3)
    assert (caught.value.message, caught.value.stored) == (message, False)
    assert caught.value.what_to_do
    assert len(desk.calls) == calls


def test_nobody_at_the_address() -> None:
    """A FreshDesk that can't be reached is named, with its address."""
    with pytest.raises(ServiceDown, match="can't be reached") as caught:
        asyncio.run(pull(FreshDesk("http://127.0.0.1:9", "key")))
    assert "http://127.0.0.1:9" in caught.value.what_to_do


LOST = {
    "500": (unsteady.status(500), ServiceDown, True),
    "502": (unsteady.status(502), ServiceDown, True),
    "503": (unsteady.status(503), ServiceDown, True),
    "dropped": (unsteady.dropped, ServiceDown, True),
    "truncated": (unsteady.truncated, ServiceDown, True),
    "silent": (unsteady.silent, ServiceDown, True),
    "HTML": (unsteady.html, ServiceUnreadable, True),
    "no record": (unsteady.status(200, b"[]"), ServiceUnreadable, True),
    "429": (unsteady.status(429, Retry_After="0"), ServiceLimited, False),
    "400": (unsteady.status(400), ServiceRejected, False),
    "403": (unsteady.status(403), ServiceRefused, False),
    "405": (unsteady.status(405), ServiceRejected, False),
}


@pytest.mark.parametrize(("fault", "kind", "stored"), LOST.values(), ids=LOST)
def test_a_write_is_sent_once(fault: Fault, kind: type[ServiceError], stored: bool) -> None:
    """Whatever comes back, a reply is never sent again; the error says if it may have been stored."""
    desk = Desk(1, fault)
    with pytest.raises(kind) as caught:
        with_desk(desk, lambda freshdesk: freshdesk.reply(1, "<p>Hello</p>"), timeout_s=0.3)
    assert caught.value.stored is stored
    assert len(desk.calls) == 1


def test_a_write_that_never_left_was_not_stored() -> None:
    """When nobody could be reached the write can't have been stored."""
    with pytest.raises(ServiceDown) as caught:
        asyncio.run(FreshDesk("http://127.0.0.1:9", "key").note(1, "<p>Hello</p>"))
    assert caught.value.stored is False


def test_a_long_rest_is_kept_and_told() -> None:
    """Ten minutes of Retry-After: the error says so at once, and until then no further call leaves."""
    desk = Desk(1, unsteady.status(429, Retry_After="600"), every=1)

    async def work(freshdesk: FreshDesk) -> list[ServiceLimited]:
        told = []
        for call in (pull(freshdesk), freshdesk.me(), freshdesk.note(1, "Hello")):
            with pytest.raises(ServiceLimited) as caught:
                await call
            told.append(caught.value)
        assert freshdesk.usage.paused_s > 590
        return told

    told = with_desk(desk, work)
    assert len(desk.calls) == 1
    assert all(590 < error.retry_after_s <= 600 for error in told)
    assert told[0].message == "FreshDesk has had too many calls and wants 10 minutes of rest."


def test_the_limit_is_read_from_every_answer() -> None:
    """What FreshDesk says of its limit is known after the first answer; without headers there is none."""

    async def work(freshdesk: FreshDesk) -> list[int | None]:
        before = freshdesk.usage.total
        await pull(freshdesk)
        return [before, freshdesk.usage.total, freshdesk.usage.remaining, freshdesk.usage.used]

    headers = {
        "X-Ratelimit-Total": "400",
        "X-Ratelimit-Remaining": "398",
        "X-Ratelimit-Used-CurrentRequest": "1",
    }
    assert with_desk(Desk(1, headers=headers), work) == [None, 400, 398, 1]
    assert with_desk(Desk(1), work) == [None, None, None, None]
