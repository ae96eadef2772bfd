"""How Slack says no, how it pages, and what goes wrong on demand, seen by its own clients."""

from __future__ import annotations

import asyncio
import urllib.error
from collections.abc import Iterator
from http.client import HTTPException
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.room import Sandbox

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    room = Sandbox(tickets=5)
    yield room
    room.stop()


@pytest.fixture
def room(running: Sandbox) -> Iterator[Sandbox]:
    """The sandbox, with all switches as they were after each test."""
    yield running
    running.clear_faults()
    off = {"lag_s": 0, "limits": "off", "groups_by_admins": False, "revoked": []}
    running.control.post("/slack", json=off)
    back = {"is_private": True, "is_ext_shared": False, "is_archived": False}
    running.control.post("/slack/channels/support-freshdesk", json=back)
    running.control.post("/slack/people/U0NOAH0000", json={"deleted": False})


@pytest.fixture
def bot(room: Sandbox) -> WebClient:
    return WebClient(room.ready["slack"]["bot_token"], base_url=room.ready["slack"]["url"], retry_handlers=[])


@pytest.fixture
def private(room: Sandbox) -> str:
    return str(room.ready["slack"]["private_channel"])


def refusal(client: WebClient, method: str, **arguments: Any) -> str:
    """The name of the error that a call gives; an ``ok`` fails the test."""
    with pytest.raises(SlackApiError) as caught:
        client.api_call(method, json=arguments)
    return str(caught.value.response["error"])


SECTION = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
REFUSALS: list[tuple[str, str, dict[str, Any]]] = [
    ("channel_not_found", "chat.postMessage", {"channel": "C0NOWHERE", "text": "x"}),
    ("channel_not_found", "conversations.info", {"channel": "C0LEADERS1"}),
    ("not_in_channel", "conversations.history", {"channel": "C0GENERAL1"}),
    ("not_in_channel", "chat.postMessage", {"channel": "C0GENERAL1", "text": "x"}),
    ("is_archived", "chat.postMessage", {"channel": "C0INCIDENT", "text": "x"}),
    ("no_text", "chat.postMessage", {"text": " "}),
    ("invalid_blocks", "chat.postMessage", {"blocks": SECTION}),
    ("invalid_blocks", "chat.postMessage", {"blocks": [{"text": "no type"}]}),
    ("invalid_blocks_format", "chat.postMessage", {"blocks": "{"}),
    ("too_many_attachments", "chat.postMessage", {"attachments": [{"text": "x"}] * 101}),
    ("invalid_metadata_format", "chat.postMessage", {"text": "x", "metadata": {"event_type": "x"}}),
    (
        "metadata_too_large",
        "chat.postMessage",
        {"text": "x", "metadata": {"event_type": "x", "event_payload": {"x": "x" * 9000}}},
    ),
    ("thread_not_found", "chat.postMessage", {"text": "x", "thread_ts": "1.000001"}),
    ("thread_not_found", "conversations.replies", {"ts": "1.000001"}),
    ("message_not_found", "chat.update", {"ts": "1.000001", "text": "x"}),
    ("message_not_found", "chat.delete", {"ts": "soon"}),
    ("message_not_found", "chat.getPermalink", {"message_ts": "1.000001"}),
    ("message_not_found", "reactions.add", {"timestamp": "1.000001", "name": "eyes"}),
    ("invalid_name", "reactions.add", {"timestamp": "1.000001", "name": ":eyes:"}),
    ("user_not_in_channel", "chat.postEphemeral", {"user": "U0GUEST001", "text": "x"}),
    ("too_long", "conversations.setTopic", {"topic": "x" * 251}),
    ("invalid_cursor", "conversations.history", {"cursor": "bm9uc2Vuc2U="}),
    ("invalid_ts_oldest", "conversations.history", {"oldest": "yesterday"}),
    ("invalid_limit", "conversations.history", {"limit": "many"}),
    ("invalid_types", "conversations.list", {"types": "secret_channel"}),
    ("method_not_supported_for_channel_type", "conversations.join", {}),
    ("already_in_channel", "conversations.invite", {"users": "U0MEI00000"}),
    ("cant_invite_self", "conversations.invite", {"users": "U0SUPPORT0"}),
    ("no_user", "conversations.invite", {}),
    ("users_list_not_supplied", "conversations.open", {}),
    ("user_disabled", "conversations.open", {"users": "U0OONAVALE"}),
    ("user_not_found", "users.info", {"user": "U0NOBODY00"}),
    ("users_not_found", "users.lookupByEmail", {"email": "oona@lagoon.example"}),
    ("no_such_subteam", "usergroups.users.list", {"usergroup": "S0NOTHING"}),
    ("no_users_provided", "usergroups.users.update", {"usergroup": "S0STEWARD1", "users": ""}),
    (
        "invalid_users",
        "usergroups.users.update",
        {"usergroup": "S0STEWARD1", "users": "U0MEI00000,U0OONAVALE"},
    ),
    ("bot_not_found", "bots.info", {"bot": "B0OTHER"}),
    ("unknown_method", "chat.shout", {}),
    ("on_demand", "api.test", {"error": "on_demand"}),
]


@pytest.mark.parametrize(("error", "method", "arguments"), REFUSALS)
def test_errors_have_slacks_names(
    bot: WebClient, private: str, error: str, method: str, arguments: dict[str, Any]
) -> None:
    """Each wrong call answers 200 with the error that Slack gives."""
    assert refusal(bot, method, **{"channel": private, **arguments}) == error


def test_marks_are_made_once(bot: WebClient, private: str) -> None:
    """Reacting, unreacting, pinning and unpinning twice are refused."""
    where = {"channel": private, "timestamp": bot.chat_postMessage(channel=private, text="x")["ts"]}
    assert refusal(bot, "reactions.remove", name="eyes", **where) == "no_reaction"
    bot.reactions_add(name="eyes", **where)
    assert refusal(bot, "reactions.add", name="eyes", **where) == "already_reacted"
    assert refusal(bot, "pins.remove", **where) == "no_pin"
    bot.pins_add(**where)
    assert refusal(bot, "pins.add", **where) == "already_pinned"


def test_only_ones_own_messages_change(bot: WebClient, room: Sandbox, private: str) -> None:
    """Nobody updates or deletes what somebody else wrote, or answers a reply as if it were a thread."""
    mei = WebClient("xoxp-mei", base_url=room.ready["slack"]["url"])
    theirs = mei.chat_postMessage(channel=private, text="mine")["ts"]
    assert refusal(bot, "chat.update", channel=private, ts=theirs, text="x") == "cant_update_message"
    assert refusal(bot, "chat.delete", channel=private, ts=theirs) == "cant_delete_message"
    ours = bot.chat_postMessage(channel=private, text="ours", thread_ts=theirs)["ts"]
    answer = {"channel": private, "text": "x", "thread_ts": ours}
    assert refusal(bot, "chat.postMessage", **answer) == "cannot_reply_to_message"
    assert refusal(bot, "chat.update", channel=private, ts=ours, text="x" * 4001) == "msg_too_long"
    typed = {"channel": private, "text": "x", "metadata": {"event_type": "x", "event_payload": {}}}
    assert refusal(mei, "chat.postMessage", **typed) == "metadata_must_be_sent_from_app"
    mei.chat_delete(channel=private, ts=theirs)
    thread = bot.conversations_replies(channel=private, ts=theirs)["messages"]
    assert [one.get("subtype") for one in thread] == ["tombstone", None]


def test_long_text_is_cut_with_a_warning(bot: WebClient, private: str) -> None:
    """More than 40,000 characters are not refused but cut, and the answer warns."""
    sent = bot.chat_postMessage(channel=private, text="x" * 40_001)
    assert sent["warning"] == "message_truncated"
    assert len(sent["message"]["text"]) == 40_000


def test_tokens_are_looked_at(bot: WebClient, room: Sandbox) -> None:
    """No token, a wrong one, a withdrawn one, and one of somebody who left are told apart."""
    url = room.ready["slack"]["url"]
    assert httpx.post(f"{url}auth.test", trust_env=False).json() == {"ok": False, "error": "not_authed"}
    assert refusal(WebClient("xoxb-wrong", base_url=url), "auth.test") == "invalid_auth"
    room.control.post("/slack", json={"revoked": ["xoxb-support"]})
    assert refusal(bot, "auth.test") == "token_revoked"
    room.control.post("/slack/people/U0NOAH0000", json={"deleted": True})
    assert refusal(WebClient("xoxp-noah", base_url=url), "auth.test") == "account_inactive"


def test_a_missing_scope_is_named(bot: WebClient, room: Sandbox, private: str) -> None:
    """A token without the right says which one it lacks and which it has."""
    scopes = bot.auth_test().headers["X-Oauth-Scopes"].split(",")
    room.control.post("/slack", json={"bot_scopes": ["channels:history", "groups:read"]})
    with pytest.raises(SlackApiError) as caught:
        bot.conversations_history(channel=private)
    room.control.post("/slack", json={"bot_scopes": scopes})
    found = caught.value.response.data
    assert (found["error"], found["needed"]) == ("missing_scope", "groups:history")
    assert found["provided"] == "channels:history,groups:read"


def test_groups_may_be_for_administrators(bot: WebClient, room: Sandbox) -> None:
    """Where only administrators change user groups, the bot is refused and an administrator is not."""
    room.control.post("/slack", json={"groups_by_admins": True})
    wish = {"usergroup": "S0STEWARD1", "users": "U0MEI00000"}
    assert refusal(bot, "usergroups.users.update", **wish) == "permission_denied"
    chief = WebClient("xoxp-amara", base_url=room.ready["slack"]["url"])
    assert chief.usergroups_users_update(**wish)["ok"]


def test_arguments_come_from_anywhere(bot: WebClient, room: Sandbox, private: str) -> None:
    """Query, form, multipart and JSON say the same; an empty body is fine under any content type."""
    url, headers = room.ready["slack"]["url"], {"Authorization": "Bearer xoxb-support"}
    wish = {"channel": private, "text": "from anywhere", "unfurl_links": "0"}
    ways: list[dict[str, Any]] = [{"params": wish}, {"data": wish}, {"json": wish}]
    ways += [{"files": {name: (None, value) for name, value in wish.items()}}]
    ways += [{"params": wish, "headers": {"Content-Type": "application/json"}}]
    for way in ways:
        with_key = {**way, "headers": {**headers, **way.get("headers", {})}}
        assert httpx.post(f"{url}chat.postMessage", trust_env=False, **with_key).json()["ok"], way
    assert httpx.get(f"{url}auth.test", params={"token": "xoxb-support"}, trust_env=False).json()["ok"]
    broken = {"content": b"{", "headers": {**headers, "Content-Type": "application/json; charset=utf-8"}}
    found = httpx.post(f"{url}chat.postMessage", trust_env=False, **broken).json()
    assert found == {"ok": False, "error": "invalid_json"}
    assert httpx.get(f"{url}nothing/here", trust_env=False).status_code == 404


def test_history_pages_by_cursor(bot: WebClient, room: Sandbox, private: str) -> None:
    """Both clients walk all pages; what is written meanwhile is neither doubled nor skipped."""
    first = bot.chat_postMessage(channel=private, text="0")["ts"]
    sent = [first] + [bot.chat_postMessage(channel=private, text=str(n))["ts"] for n in range(1, 7)]
    found: list[str] = []
    for page in bot.conversations_history(channel=private, oldest=first, inclusive=True, limit=3):
        assert page["has_more"] == bool(page["response_metadata"]["next_cursor"])
        found += [one["ts"] for one in page["messages"]]
        bot.chat_postMessage(channel=private, text="meanwhile")
    assert found == sent[::-1]
    window = {"channel": private, "oldest": sent[1], "latest": sent[4]}
    assert [one["text"] for one in bot.conversations_history(**window)["messages"]] == ["3", "2"]
    inside = bot.conversations_history(inclusive=True, **window)["messages"]
    assert [one["text"] for one in inside] == ["4", "3", "2", "1"]

    async def walk() -> list[str]:
        client = AsyncWebClient(bot.token, base_url=bot.base_url)
        pages = await client.conversations_list(types="public_channel,private_channel", limit=2)
        return [channel["name"] async for page in pages for channel in page["channels"]]

    assert sorted(asyncio.run(walk())) == ["general", "hub-support", "incident-2021", "support-freshdesk"]


def test_threads_and_people_page_too(bot: WebClient, private: str) -> None:
    """A long thread opens with its first message once; users and members end with an empty cursor."""
    root = bot.chat_postMessage(channel=private, text="root")["ts"]
    sent = [bot.chat_postMessage(channel=private, text=str(n), thread_ts=root)["ts"] for n in range(5)]
    pages = [page["messages"] for page in bot.conversations_replies(channel=private, ts=root, limit=2)]
    assert [one["ts"] for page in pages for one in page] == [root, *sent]
    later = bot.conversations_replies(channel=private, ts=root, oldest=sent[3])["messages"]
    assert [one["ts"] for one in later] == [root, sent[4]]
    people = [one["id"] for page in bot.users_list(limit=4) for one in page["members"]]
    assert len(people) == len(set(people)) == 14
    members = [one for page in bot.conversations_members(channel=private, limit=4) for one in page["members"]]
    assert len(members) == len(set(members)) == 9


def test_limits_follow_the_movable_clock(bot: WebClient, room: Sandbox, private: str) -> None:
    """With limits on, a tier ends in 429 with Retry-After, and a minute of the clock later it is over."""
    room.control.post("/slack", json={"limits": "on"})
    for _ in range(20):
        bot.users_list()
    with pytest.raises(SlackApiError) as caught:
        bot.users_list()
    answer = caught.value.response
    assert (answer.status_code, answer["error"]) == (429, "ratelimited")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    room.advance(60)
    assert bot.users_list()["ok"]
    for _ in range(5):
        bot.chat_postMessage(channel=private, text="burst")
    assert refusal(bot, "chat.postMessage", channel=private, text="burst") == "ratelimited"
    patient = WebClient(
        bot.token, base_url=bot.base_url, retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=1)]
    )
    room.advance(10)
    assert patient.chat_postMessage(channel=private, text="later")["ok"]


def test_restricted_apps_read_slowly(bot: WebClient, room: Sandbox, private: str) -> None:
    """Apps that are sold outside the marketplace get fifteen rows, once a minute."""
    for number in range(16):
        bot.chat_postMessage(channel=private, text=str(number))
    room.control.post("/slack", json={"limits": "restricted"})
    room.advance(60)
    assert len(bot.conversations_history(channel=private, limit=999)["messages"]) == 15
    assert refusal(bot, "conversations.history", channel=private) == "ratelimited"
    room.advance(60)
    assert bot.conversations_history(channel=private)["ok"]


def test_history_lags_as_long_as_told(bot: WebClient, room: Sandbox, private: str) -> None:
    """A stored message stays out of history and threads until the lag has passed on the clock."""
    root = bot.chat_postMessage(channel=private, text="root")["ts"]
    room.control.post("/slack", json={"lag_s": 30})
    room.advance(31)
    reply = bot.chat_postMessage(channel=private, text="late", thread_ts=root)["ts"]
    assert [one["ts"] for one in bot.conversations_replies(channel=private, ts=root)["messages"]] == [root]
    room.advance(31)
    seen = bot.conversations_replies(channel=private, ts=root)["messages"]
    assert [one["ts"] for one in seen] == [root, reply]


def test_a_channel_turns_public_shared_or_archived(bot: WebClient, room: Sandbox, private: str) -> None:
    """The control room changes what a channel is, and the same id shows it."""
    turn = {"is_private": False, "is_ext_shared": True, "is_archived": True}
    room.control.post("/slack/channels/support-freshdesk", json=turn)
    found = bot.conversations_info(channel=private)["channel"]
    assert {name: found[name] for name in turn} == turn
    assert found["is_shared"]
    assert private in [one["id"] for one in bot.conversations_list()["channels"]]
    assert room.control.post("/slack", json={"limits": "some"}).status_code == 400
    assert room.control.post("/slack/channels/support-freshdesk", json={"is_open": 1}).status_code == 400


WRITES: list[tuple[str, dict[str, Any]]] = [
    ("chat.postMessage", {"text": "x"}),
    ("conversations.setTopic", {"topic": "x"}),
    ("usergroups.users.update", {"usergroup": "S0STEWARD1", "users": "U0MEI00000"}),
]


@pytest.mark.parametrize("write", WRITES, ids=[name for name, _ in WRITES])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_connection_drops_before_or_after(
    bot: WebClient, room: Sandbox, private: str, write: tuple[str, dict[str, Any]], when: str
) -> None:
    """A dropped write is stored or not, as the fault says; the client hears nothing either way."""
    method, arguments = write
    bot.conversations_setTopic(channel=private, topic="as before")
    bot.usergroups_users_update(usergroup="S0STEWARD1", users="U0BRUNO000")
    mark = bot.chat_postMessage(channel=private, text="mark")["ts"]
    room.fault(service="slack", path=f"/api/{method}", drop=True, when=when, count=1)
    with pytest.raises((OSError, HTTPException, urllib.error.URLError)):
        bot.api_call(method, json={"channel": private, **arguments})
    said = bot.conversations_history(channel=private, oldest=mark)["messages"]
    users = bot.usergroups_users_list(usergroup="S0STEWARD1")["users"]
    assert (bool(said) or users == ["U0MEI00000"]) == (when == "after")


def test_a_failure_after_storing_is_a_failure(bot: WebClient, room: Sandbox, private: str) -> None:
    """HTML with 502, and fatal_error with 500, reach the client although the message stands."""
    html = "<html>bad gateway</html>"
    room.fault(service="slack", path="/api/chat.*", status=502, body=html, when="after", count=1)
    fatal = {"ok": False, "error": "fatal_error"}
    room.fault(service="slack", path="/api/chat.*", status=500, body=fatal, when="after", count=1)
    for status in (502, 500):
        with pytest.raises(SlackApiError) as caught:
            bot.chat_postMessage(channel=private, text=f"stored, then {status}")
        assert caught.value.response.status_code == status
    said = [one["text"] for one in bot.conversations_history(channel=private, limit=2)["messages"]]
    assert said == ["stored, then 500", "stored, then 502"]
