"""The threads that stand when the sandbox opens, and how FreshDesk leads to them."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import pytest
from slack_sdk import WebClient

from tests.sandbox.room import Sandbox

pytestmark = pytest.mark.slow

LINK = re.compile(r'http://[^"<\s]*/archives/C0SUPPORT1/p\d+')


def test_notes_in_freshdesk_lead_to_their_threads(sandbox: Callable[..., Sandbox]) -> None:
    """Each thread link in a private note opens the thread of that ticket, which links back to it."""
    room = sandbox(tickets=40, open=30)
    with room.freshdesk() as desk:
        rows = desk.get("/tickets", params={"updated_since": "2020-01-01T00:00:00Z", "per_page": 100}).json()
        notes = [
            (row["id"], entry["body"])
            for row in rows
            for entry in desk.get(f"/tickets/{row['id']}/conversations").json()
        ]
    links = [(ticket_id, link) for ticket_id, body in notes for link in LINK.findall(body)]
    assert len(links) > 5
    for ticket_id, link in links:
        page = httpx.get(link, trust_env=False)
        assert page.status_code == 200
        assert f">Ticket {ticket_id}</a>" in page.text


def test_a_thread_asks_an_engineer_and_hears_from_them(sandbox: Callable[..., Sandbox]) -> None:
    """Threads stand in order of time, none in the future, with questions to engineers and their answers."""
    room = sandbox()
    slack = room.ready["slack"]
    bot = WebClient(slack["bot_token"], base_url=slack["url"])
    roots = [
        one
        for page in bot.conversations_history(channel=slack["private_channel"], limit=100)
        for one in page["messages"]
    ]
    threads = [
        bot.conversations_replies(channel=slack["private_channel"], ts=one["ts"])["messages"] for one in roots
    ]
    asked = [thread for thread in threads if any("can you take this" in one["text"] for one in thread)]
    answered = [thread for thread in asked if any(one["text"] == "Yes, it is mine." for one in thread)]
    assert 0 < len(answered) < len(asked) < len(threads)
    for thread in answered:
        question = next(one for one in thread if "can you take this" in one["text"])
        answer = next(one for one in thread if one["text"] == "Yes, it is mine.")
        assert question["text"].startswith(f"<@{answer['user']}>")
        assert question["ts"] < answer["ts"]
    assert max(one["ts"] for one in roots) < str(bot.users_list()["cache_ts"] + 1)
