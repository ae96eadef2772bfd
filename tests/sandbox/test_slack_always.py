"""What must always hold in Slack, whatever people do, and wherever the clock goes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.sandbox.clock import Clock
from supporthub_ext.sandbox.people import BOT, TEAM
from supporthub_ext.sandbox.slack.arguments import Arguments
from supporthub_ext.sandbox.slack.call import METHODS, Call
from supporthub_ext.sandbox.slack.endpoint import FAMILIES
from supporthub_ext.sandbox.slack.opening import open_workspace
from supporthub_ext.sandbox.slack.refusal import Refusal
from supporthub_ext.sandbox.slack.workspace import Workspace
from supporthub_ext.sandbox.world import World

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
TOKENS = [BOT.slack_token, *(one.slack_token for one in TEAM[:2]), "xoxp-guest-tala"]
CHANNELS = ["C0SUPPORT1", "C0HUBHELP1", "C0GENERAL1", "C0LEADERS1"]


class Deed(NamedTuple):
    kind: str
    token: str
    channel: str
    which: int  # of the messages that stand
    text: str
    seconds: int  # how far the clock moves before; also backwards


deeds = st.builds(
    Deed,
    kind=st.sampled_from(
        ["post", "post", "reply", "reply", "broadcast", "update", "delete", "join", "topic"]
    ),
    token=st.sampled_from(TOKENS),
    channel=st.sampled_from(CHANNELS),
    which=st.integers(0, 30),
    text=st.text(min_size=1, max_size=8).filter(str.strip),
    seconds=st.integers(-3, 5),
)


class Life:
    """Does deeds, and remembers by itself what should stand."""

    def __init__(self) -> None:
        self.workspace: Workspace = open_workspace(World(seed=1, clock=Clock(NOW)))
        self.now = NOW.timestamp()
        self.texts: dict[tuple[str, str], str] = {}

    def call(self, name: str, token: str, /, **arguments: Any) -> dict[str, Any]:
        caller = self.workspace.caller(token)
        return METHODS[name].answer(Call(self.workspace, caller, Arguments(arguments), self.now))

    def do(self, deed: Deed) -> None:
        self.now += deed.seconds
        member = self.workspace.caller(deed.token).user_id in self.workspace.channels[deed.channel].members
        private = self.workspace.channels[deed.channel].is_private
        refused = self._attempt(deed)
        if not member and deed.kind != "join":
            assert refused == ("channel_not_found" if private else "not_in_channel")

    def _attempt(self, deed: Deed) -> str:
        """The name of the error, or nothing."""
        try:
            self._do(deed)
        except Refusal as refusal:
            return refusal.name
        return ""

    def _do(self, deed: Deed) -> None:
        where = {"channel": deed.channel, "text": deed.text}
        stand = [ts for channel, ts in self.texts if channel == deed.channel]
        ts = stand[deed.which % len(stand)] if stand else "1.000001"
        if deed.kind in ("post", "reply", "broadcast"):
            thread = (
                {} if deed.kind == "post" else {"thread_ts": ts, "reply_broadcast": deed.kind == "broadcast"}
            )
            sent = self.call("chat.postMessage", deed.token, **where, **thread)
            self.texts[deed.channel, sent["ts"]] = deed.text
        elif deed.kind == "update":
            self.call("chat.update", deed.token, ts=ts, **where)
            self.texts[deed.channel, ts] = deed.text
        elif deed.kind == "delete":
            self.call("chat.delete", deed.token, ts=ts, **where)
            del self.texts[deed.channel, ts]
        elif deed.kind == "join":
            self.call("conversations.join", deed.token, **where)
        else:
            self.call("conversations.setTopic", deed.token, channel=deed.channel, topic=deed.text)

    def read(self, name: str, channel: str, **arguments: Any) -> list[dict[str, Any]]:
        """Everything that a method pages out, as somebody who is in the channel."""
        inside = self.workspace.channels[channel].members
        token = next(key for key, caller in self.workspace.callers.items() if caller.user_id in inside)
        found: list[dict[str, Any]] = []
        cursor = ""
        for _ in range(200):
            page = self.call(name, token, channel=channel, limit="3", cursor=cursor, **arguments)
            found += page["messages"]
            cursor = page["response_metadata"]["next_cursor"]
            assert page["has_more"] == bool(cursor)
            if not cursor:
                break
        return found


@given(st.lists(deeds, max_size=40))
@settings(max_examples=60, deadline=None)
def test_what_was_said_stands(done: list[Deed]) -> None:
    """Ids grow, histories are in order, replies stand in their own thread alone, texts are as sent."""
    assert FAMILIES
    life = Life()
    for deed in done:
        life.do(deed)
    for channel in CHANNELS:
        history = life.read("conversations.history", channel)
        stamps = [one["ts"] for one in history]
        assert stamps == sorted(set(stamps), reverse=True)
        assert all(one.get("subtype") == "thread_broadcast" for one in history if "parent_user_id" in one)
        served = {one["ts"]: one for one in history}
        for root in [one for one in history if "reply_count" in one]:
            thread = life.read("conversations.replies", channel, ts=root["ts"])
            assert [one["ts"] for one in thread] == sorted({one["ts"] for one in thread})
            assert {one["thread_ts"] for one in thread} == {root["ts"]}
            assert len(thread) == 1 + root["reply_count"]
            assert thread[-1]["ts"] == root["latest_reply"]
            served |= {one["ts"]: one for one in thread}
        for (place, ts), text in life.texts.items():
            assert place != channel or served[ts]["text"] == text


ARGUMENTS = ["channel", "text", "ts", "thread_ts", "oldest", "cursor", "limit", "users", "user", "blocks"]
ARGUMENTS += ["attachments", "metadata", "types", "name", "timestamp", "topic", "email", "usergroup"]
whole = st.sampled_from(["C0SUPPORT1", "U0MEI00000", "S0STEWARD1", "1772615600.000100", "1", "{}", "[1]"])
odd = st.one_of(
    whole, st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=5)
)
anything = st.recursive(
    odd, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(whole, inner, max_size=2)
)


@given(st.sampled_from(sorted(METHODS)), st.dictionaries(st.sampled_from(ARGUMENTS), anything, max_size=5))
@settings(max_examples=200, deadline=None)
def test_no_argument_breaks_a_method(name: str, arguments: dict[str, Any]) -> None:
    """Whatever somebody sends, a method answers JSON or refuses by name."""
    try:
        answer = Life().call(name, BOT.slack_token, **{"channel": "C0SUPPORT1", **arguments})
    except Refusal as refusal:
        answer = refusal.to_json()
    assert orjson.dumps(answer)
