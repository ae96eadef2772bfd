"""FreshDesk's client against the sandbox, over real HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from supporthub_ext.errors import ServiceDown, ServiceMissing, ServiceRefused, ServiceRejected
from supporthub_ext.services.freshdesk import FreshDesk
from tests.sandbox.room import Sandbox

pytestmark = pytest.mark.slow

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
TICKETS = 450

Work = Callable[[FreshDesk], Awaitable[Any]]


@pytest.fixture(scope="module")
def room() -> Iterator[Sandbox]:
    """A sandbox for the whole file: what a test changes in it, no other test looks at."""
    one = Sandbox(tickets=TICKETS, open=12)
    yield one
    one.stop()


@pytest.fixture(autouse=True)
def _clean(room: Sandbox) -> Iterator[None]:
    room.clear_log()
    yield
    room.clear_faults()


def ask(room: Sandbox, work: Work, *, api_key: str | None = None, **options: Any) -> Any:
    async def run() -> Any:
        freshdesk = FreshDesk(room.freshdesk_url, api_key or room.api_key, **options)
        try:
            return await work(freshdesk)
        finally:
            await freshdesk.close()

    return asyncio.run(run())


async def pull(freshdesk: FreshDesk) -> list[int]:
    return [row["id"] async for page in freshdesk.tickets_since(LONG_AGO) for row in page]


def a_ticket(room: Sandbox, subject: str = "Please help") -> int:
    mail = room.people()["communities"][0]["contacts"][0]["mail"]
    return int(room.writes_in(mail, subject, "It does not start.")["id"])


def test_every_ticket_comes(room: Sandbox) -> None:
    """The pull answers all tickets that FreshDesk lists, in pages in order of their change."""
    assert len(set(ask(room, pull))) >= TICKETS


def test_past_the_last_page(room: Sandbox) -> None:
    """Where FreshDesk serves no further page the pull goes on from the last change that it has."""
    found = set(ask(room, pull, last_page=1))
    assert all("&page=1&" in entry["query"] for entry in room.log("freshdesk"))
    assert found == set(ask(room, pull))


def test_a_refresh_is_one_call(room: Sandbox) -> None:
    """With twenty changed tickets a refresh is one list call of one credit."""
    started = datetime.fromisoformat(room.now())
    ids = {a_ticket(room) for _ in range(20)}
    room.clear_log()

    async def work(freshdesk: FreshDesk) -> tuple[set[int], int | None]:
        found = {row["id"] async for page in freshdesk.tickets_since(started) for row in page}
        return found, freshdesk.usage.used

    found, credits_ = ask(room, work)
    assert ids <= found
    assert (len(room.log("freshdesk")), credits_) == (1, 1)


def test_a_ticket_with_all_that_belongs_to_it(room: Sandbox) -> None:
    """The view brings description, requester, company and conversation; unknown fields stay."""
    id_ = a_ticket(room)
    row = ask(room, lambda freshdesk: freshdesk.ticket(id_))
    assert "It does not start." in row["description_text"]
    assert row["requester"]["id"] == row["requester_id"]
    assert row["company"]["id"] == row["company_id"]
    assert row["conversations"] == []
    assert "structured_description" in row
    assert "conversations" not in ask(room, lambda freshdesk: freshdesk.ticket(id_, include=()))


def test_reply_note_and_update_arrive_once(room: Sandbox) -> None:
    """A reply is public, a note private unless told otherwise, a change stays; each is one request."""
    id_ = a_ticket(room)
    room.clear_log()

    async def work(freshdesk: FreshDesk) -> list[dict[str, Any]]:
        await freshdesk.reply(id_, "<p>We look.</p>")
        await freshdesk.note(id_, "<p>For us.</p>")
        await freshdesk.note(id_, "<p>For all.</p>", private=False)
        assert (await freshdesk.update(id_, {"status": 3}))["status"] == 3
        return await freshdesk.conversations(id_)

    talk = ask(room, work)
    assert [(one["body_text"], one["private"]) for one in talk] == [
        ("We look.", False),
        ("For us.", True),
        ("For all.", False),
    ]
    assert [entry["method"] for entry in room.log("freshdesk")] == ["POST", "POST", "POST", "PUT", "GET"]


def test_a_long_conversation_comes_whole(room: Sandbox) -> None:
    """A conversation of more than a page comes whole, each entry once and in order."""
    id_ = a_ticket(room)
    for number in range(103):
        room.answers(id_, f"Answer {number}")
    talk = ask(room, lambda freshdesk: freshdesk.conversations(id_))
    assert [one["body_text"] for one in talk] == [f"Answer {number}" for number in range(103)]


def test_hidden_tickets_are_found_by_their_kind(room: Sandbox) -> None:
    """Spam and deleted tickets, which no ordinary list shows, are found by asking for them."""

    async def work(freshdesk: FreshDesk) -> list[set[int]]:
        kinds = [await freshdesk.hidden_tickets(kind, LONG_AGO) for kind in ("spam", "deleted")]
        return [{row["id"] for row in rows} for rows in kinds] + [set(await pull(freshdesk))]

    spam, deleted, listed = ask(room, work)
    assert spam
    assert deleted
    assert not (spam | deleted) & listed


def test_names_and_credentials(room: Sandbox) -> None:
    """Our agent, all agents, companies and ticket fields are read; a plain agent's key lists no agents."""

    async def work(freshdesk: FreshDesk) -> list[Any]:
        calls = (freshdesk.me(), freshdesk.agents(), freshdesk.companies(), freshdesk.ticket_fields())
        return [await call for call in calls]

    me, agents, companies, fields = ask(room, work)
    assert me["id"] in {agent["id"] for agent in agents}
    assert len(companies) == 12
    assert "status" in {field["name"] for field in fields}
    people = room.people()["people"]
    plain = next(one["freshdesk_api_key"] for one in people if not one["admin"])
    assert ask(room, lambda freshdesk: freshdesk.agents(), api_key=plain) is None


def test_refusals_of_a_real_freshdesk(room: Sandbox) -> None:
    """A wrong key, a missing ticket, a wrong value and a deleted ticket each have their own error."""

    async def work(freshdesk: FreshDesk) -> None:
        with pytest.raises(ServiceMissing):
            await freshdesk.ticket(1)
        with pytest.raises(ServiceRejected, match="status: It should be one of these values"):
            await freshdesk.update(id_, {"status": 99})
        with pytest.raises(ServiceRejected, match="does not do this here"):
            await freshdesk.update(
                (await freshdesk.hidden_tickets("deleted", LONG_AGO))[0]["id"], {"status": 5}
            )

    id_ = a_ticket(room)
    ask(room, work)
    with pytest.raises(ServiceRefused, match="does not accept our key"):
        ask(room, lambda freshdesk: freshdesk.me(), api_key="wrong")


def test_a_write_that_was_stored_and_not_answered(room: Sandbox) -> None:
    """Stored, then the connection drops: one reply is there, and the error says that it may be."""
    id_ = a_ticket(room)
    room.fault(service="freshdesk", path="*/reply", when="after", drop=True, count=1)
    with pytest.raises(ServiceDown) as caught:
        ask(room, lambda freshdesk: freshdesk.reply(id_, "<p>Once.</p>"))
    assert caught.value.stored
    assert len(ask(room, lambda freshdesk: freshdesk.conversations(id_))) == 1


def test_a_minute_of_a_small_plan_is_kept() -> None:
    """On Growth, which grants twenty lists a minute, thirty tickets are read without a single refusal."""
    small = Sandbox(tickets=30, open=3, plan="growth")
    try:
        for _ in range(3):
            assert len(ask(small, pull)) == 30
        assert {entry["status"] for entry in small.log("freshdesk")} == {200}
        assert ask(small, total) == 200
    finally:
        small.stop()


async def total(freshdesk: FreshDesk) -> int | None:
    await freshdesk.me()
    return freshdesk.usage.total
