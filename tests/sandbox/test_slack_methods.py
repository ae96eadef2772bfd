"""Slack's methods, called by Slack's own clients, unmodified but for their address."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.room import Sandbox

pytestmark = pytest.mark.slow

Say = Callable[..., Any]
METADATA = {"event_type": "supporthub_step", "event_payload": {"key": "sh-4101-thread-1-message"}}


@pytest.fixture(scope="module")
def room() -> Iterator[Sandbox]:
    room = Sandbox(tickets=5)
    yield room
    room.stop()


@pytest.fixture(params=["WebClient", "AsyncWebClient"])
def say(room: Sandbox, request: pytest.FixtureRequest) -> Say:
    """Call ``say("chat_postMessage", channel=...)`` with one of the two clients, as the bot or as ``by``."""
    slack = room.ready["slack"]

    def call(method: str, *, by: str = slack["bot_token"], **arguments: Any) -> dict[str, Any]:
        if request.param == "WebClient":
            answer = getattr(WebClient(by, base_url=slack["url"]), method)(**arguments)
        else:
            answer = asyncio.run(getattr(AsyncWebClient(by, base_url=slack["url"]), method)(**arguments))
        found: dict[str, Any] = answer.data
        return found

    return call


@pytest.fixture(scope="module")
def places(room: Sandbox) -> tuple[str, str]:
    return room.ready["slack"]["private_channel"], room.ready["slack"]["public_channel"]


def test_a_token_says_whose_it_is(say: Say, room: Sandbox) -> None:
    """auth.test names the bot, the workspace and its address."""
    found = say("auth_test")
    assert found["team"] == "Lagoon Hubs"
    assert found["user_id"] == room.people()["bot"]["slack_id"]
    assert found["url"] == room.ready["slack"]["url"].removesuffix("api/")
    assert say("bots_info", bot=found["bot_id"])["bot"]["user_id"] == found["user_id"]
    assert say("team_info")["team"]["id"] == found["team_id"]
    assert say("api_test", foo="bar")["args"]["foo"] == "bar"


def test_a_message_is_kept_as_it_was_sent(say: Say, places: tuple[str, str]) -> None:
    """Text, blocks and attachments come back letter by letter, escaped or not."""
    text = "Ticket 4101 &amp; &lt;b&gt; *bold* <https://example.org|link> naïve 🪸"
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]
    sent = say(
        "chat_postMessage", channel=places[0], text=text, blocks=blocks, attachments=[{"text": "more"}]
    )
    newest = say("conversations_history", channel=places[0], limit=1)["messages"][0]
    assert newest["ts"] == sent["ts"] == sent["message"]["ts"]
    assert (newest["text"], newest["blocks"]) == (text, blocks)
    assert newest["attachments"] == [{"text": "more"}]
    assert newest["bot_id"] == newest["bot_profile"]["id"]


def test_metadata_shows_only_when_asked_for(say: Say, places: tuple[str, str]) -> None:
    """Readers see metadata with include_all_metadata alone, in histories and in threads."""
    sent = say("chat_postMessage", channel=places[0], text="with a key", metadata=METADATA)
    assert sent["message"]["metadata"] == METADATA
    for method in ("conversations_history", "conversations_replies"):
        where = {"channel": places[0], "ts": sent["ts"], "oldest": sent["ts"], "inclusive": True}
        where = where if method.endswith("replies") else {**where, "ts": None}
        assert "metadata" not in say(method, **where)["messages"][0]
        assert say(method, include_all_metadata=True, **where)["messages"][0]["metadata"] == METADATA


def test_replies_live_in_their_thread(say: Say, places: tuple[str, str]) -> None:
    """A reply is in its thread, oldest first, and not in the history; a broadcast one is in both."""
    root = say("chat_postMessage", channel=places[0], text="root")["ts"]
    plain = say("chat_postMessage", channel=places[0], text="plain", thread_ts=root)["ts"]
    loud = say("chat_postMessage", channel=places[0], text="loud", thread_ts=root, reply_broadcast=True)["ts"]
    thread = say("conversations_replies", channel=places[0], ts=root)["messages"]
    assert [one["ts"] for one in thread] == [root, plain, loud]
    assert (thread[0]["reply_count"], thread[0]["latest_reply"]) == (2, loud)
    assert {one["thread_ts"] for one in thread} == {root}
    history = say("conversations_history", channel=places[0], oldest=root, inclusive=True)["messages"]
    assert [(one["ts"], one.get("subtype")) for one in history] == [(loud, "thread_broadcast"), (root, None)]
    alone = say("conversations_replies", channel=places[0], ts=plain)["messages"]
    assert [one["ts"] for one in alone] == [plain]


def test_messages_change_and_go(say: Say, places: tuple[str, str]) -> None:
    """An update keeps ts and metadata and drops old blocks; a deleted message is gone."""
    blocks = [{"type": "divider"}]
    sent = say("chat_postMessage", channel=places[0], text="old", blocks=blocks, metadata=METADATA)
    changed = say("chat_update", channel=places[0], ts=sent["ts"], text="new")
    assert changed["message"]["edited"]["user"] == sent["message"]["bot_id"]
    assert changed["message"]["metadata"] == METADATA
    assert "blocks" not in changed["message"]
    bare = say("chat_update", channel=places[0], ts=sent["ts"], text="new", metadata={})
    assert "metadata" not in bare["message"]
    assert say("chat_delete", channel=places[0], ts=sent["ts"])["ts"] == sent["ts"]
    rest = say("conversations_history", channel=places[0], oldest=sent["ts"], inclusive=True)["messages"]
    assert sent["ts"] not in [one["ts"] for one in rest]


def test_a_permalink_opens_a_page(say: Say, places: tuple[str, str], room: Sandbox) -> None:
    """A permalink names channel and message, a reply's also its thread, and a person can open it."""
    root = say("chat_postMessage", channel=places[0], text="look <here>")["ts"]
    reply = say("chat_postMessage", channel=places[0], text="there", thread_ts=root)["ts"]
    link = say("chat_getPermalink", channel=places[0], message_ts=root)["permalink"]
    assert link == f"{say('auth_test')['url']}archives/{places[0]}/p{root.replace('.', '')}"
    answer = say("chat_getPermalink", channel=places[0], message_ts=reply)["permalink"]
    assert answer.endswith(f"?thread_ts={root}&cid={places[0]}")
    page = room.control.get(answer)
    assert page.headers["Content-Type"].startswith("text/html")
    assert "look &lt;here&gt;" in page.text
    assert "there" in page.text


def test_an_ephemeral_message_is_stored_nowhere(say: Say, places: tuple[str, str], room: Sandbox) -> None:
    """Only its reader sees it: no history holds it."""
    reader = room.people()["people"][0]["slack_id"]
    shown = say("chat_postEphemeral", channel=places[0], user=reader, text="psst")["message_ts"]
    after = say("conversations_history", channel=places[0], oldest=shown, inclusive=True)["messages"]
    assert after == []


def test_channels_show_what_they_are(say: Say, places: tuple[str, str]) -> None:
    """Lists hold public channels unless asked; private ones only with the bot in them."""
    public = {one["name"]: one for one in say("conversations_list")["channels"]}
    assert {"general", "hub-support"} <= public.keys()
    assert not any(one["is_private"] for one in public.values())
    everything = say("conversations_list", types="public_channel,private_channel", exclude_archived=True)
    names = {one["name"] for one in everything["channels"]}
    assert "support-freshdesk" in names
    assert not names & {"leadership", "incident-2021"}
    private = say("conversations_info", channel=places[0], include_num_members=True)["channel"]
    assert (private["is_private"], private["is_member"], private["is_shared"]) == (True, True, False)
    assert private["num_members"] == len(say("conversations_members", channel=places[0])["members"])


def test_a_topic_is_set_and_told(say: Say, places: tuple[str, str]) -> None:
    """The topic is changed, and the channel holds a message that says so."""
    topic = "On support duty: Amara & Bruno"
    say("conversations_setTopic", channel=places[0], topic="")
    assert say("conversations_setTopic", channel=places[0], topic=topic)["channel"]["topic"]["value"] == topic
    newest = say("conversations_history", channel=places[0], limit=1)["messages"][0]
    assert (newest["subtype"], newest["topic"]) == ("channel_topic", topic)


def test_one_joins_public_channels_and_is_invited(say: Say, room: Sandbox) -> None:
    """Joining twice is a warning; whoever is in may bring others."""
    general = "C0GENERAL1"
    room.control.post(f"/slack/channels/{general}", json={"members": ["U0AMARA000"]})
    assert "warning" not in say("conversations_join", channel=general)
    assert say("conversations_join", channel=general)["warning"] == "already_in_channel"
    say("conversations_invite", channel=general, users=["U0BRUNO000", "U0CHIARA00"])
    assert {"U0BRUNO000", "U0CHIARA00"} <= set(say("conversations_members", channel=general)["members"])


def test_one_leaves_a_channel(say: Say, places: tuple[str, str]) -> None:
    """Who left is no longer among the members, and may come back to a public channel."""
    assert say("conversations_leave", by="xoxp-bruno", channel=places[1])["ok"]
    assert "U0BRUNO000" not in say("conversations_members", channel=places[1])["members"]
    assert say("conversations_join", by="xoxp-bruno", channel=places[1])["channel"]["is_member"]


def test_a_direct_message_is_always_the_same(say: Say, room: Sandbox) -> None:
    """The same people have one conversation, also when a message goes to a person's id."""
    person = room.people()["people"][1]
    opened = say("conversations_open", users=[person["slack_id"]])["channel"]["id"]
    assert say("conversations_open", users=person["slack_id"], return_im=True)["channel"]["is_im"]
    sent = say("chat_postMessage", channel=person["slack_id"], text="Can you take this?")
    assert sent["channel"] == opened
    seen = say("conversations_history", by=person["slack_token"], channel=opened, limit=1)["messages"]
    assert seen[0]["text"] == "Can you take this?"
    several = say("conversations_open", users=[one["slack_id"] for one in room.people()["people"][:2]])
    assert several["channel"]["id"] != opened


def test_people_act_with_their_own_tokens(say: Say, places: tuple[str, str], room: Sandbox) -> None:
    """What a person writes carries their id and no bot's."""
    person = room.people()["people"][6]
    root = say("chat_postMessage", channel=places[0], text="who can?")["ts"]
    said = say("chat_postMessage", by=person["slack_token"], channel=places[0], text="me", thread_ts=root)
    assert said["message"]["user"] == person["slack_id"]
    assert said["message"]["client_msg_id"]
    assert "bot_id" not in said["message"]


def test_people_have_zones_and_some_have_left(say: Say, room: Sandbox) -> None:
    """Users come with zone and mail; those who left are listed, marked, and not found by mail."""
    members = {one["id"]: one for one in say("users_list")["members"]}
    for person in room.people()["people"]:
        found = members[person["slack_id"]]
        assert (found["tz"], found["profile"]["email"]) == (person["zone"], person["mail"])
        assert say("users_lookupByEmail", email=person["mail"].upper())["user"]["id"] == person["slack_id"]
    assert members["U0DEVIKA00"]["tz_offset"] == 19_800
    assert [one["name"] for one in members.values() if one["deleted"]] == ["oona"]
    assert say("users_info", user="U0OONAVALE")["user"]["deleted"]


def test_a_user_group_is_replaced_whole(say: Say, room: Sandbox) -> None:
    """The stewards' group holds who is on duty; an update is the entire new list."""
    groups = say("usergroups_list", include_users=True, include_count=True)["usergroups"]
    stewards = next(one for one in groups if one["handle"] == "support-stewards")
    assert stewards["user_count"] == len(stewards["users"]) == 2
    before = say("usergroups_users_list", usergroup=stewards["id"])["users"]
    ids = {one["id"]: one["slack_id"] for one in room.people()["people"]}
    assert before == [ids[one] for one in room.people()["on_duty"]]
    changed = say("usergroups_users_update", usergroup=stewards["id"], users=["U0MEI00000", before[0]])
    assert changed["usergroup"]["users"] == ["U0MEI00000", before[0]]
    say("usergroups_users_update", usergroup=stewards["id"], users=",".join(before))
    assert say("usergroups_users_list", usergroup=stewards["id"])["users"] == before


def test_a_group_sleeps_and_wakes(say: Say) -> None:
    """A disabled group is listed only when asked for, and comes back with its people."""
    assert say("usergroups_disable", usergroup="S0ENGINEER")["usergroup"]["date_delete"]
    assert "S0ENGINEER" not in [one["id"] for one in say("usergroups_list")["usergroups"]]
    every = say("usergroups_list", include_disabled=True)["usergroups"]
    assert "S0ENGINEER" in [one["id"] for one in every]
    assert say("usergroups_enable", usergroup="S0ENGINEER")["usergroup"]["user_count"] == 8


def test_reactions_and_pins_mark_messages(say: Say, places: tuple[str, str]) -> None:
    """A reaction counts a person once; a pin is listed until it is taken away."""
    sent = say("chat_postMessage", channel=places[0], text="marked")["ts"]
    where = {"channel": places[0], "timestamp": sent}
    say("reactions_add", name="eyes", **where)
    say("reactions_add", by="xoxp-mei", name="eyes", **where)
    marks = say("reactions_get", full=True, **where)["message"]["reactions"]
    assert [(one["name"], one["count"], len(one["users"])) for one in marks] == [("eyes", 2, 2)]
    say("reactions_remove", name="eyes", **where)
    assert say("reactions_get", **where)["message"]["reactions"][0]["users"] == ["U0MEI00000"]
    say("pins_add", **where)
    assert [one["message"]["ts"] for one in say("pins_list", channel=places[0])["items"]] == [sent]
    say("pins_remove", **where)
    assert say("pins_list", channel=places[0])["items"] == []


def test_the_public_channel_has_a_question_that_waits(
    say: Say, places: tuple[str, str], room: Sandbox
) -> None:
    """In #hub-support somebody waits for an answer since more than a working day."""
    said = say("conversations_history", channel=places[1])["messages"]
    old = [one for one in said if float(one["ts"]) < float(said[0]["ts"]) - 4 * 86_400]
    assert [one for one in old if "reply_count" not in one]
    assert any("reply_count" in one for one in old)
