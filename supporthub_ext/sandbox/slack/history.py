"""``conversations.history`` and ``conversations.replies``: what was said, page by page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from supporthub_ext.sandbox.slack.call import Call, method
from supporthub_ext.sandbox.slack.limits import RESTRICTED_PAGE
from supporthub_ext.sandbox.slack.message_shapes import messages_json
from supporthub_ext.sandbox.slack.paging import make_cursor, read_cursor
from supporthub_ext.sandbox.slack.records import Channel, Json, Message
from supporthub_ext.sandbox.slack.refusal import Refusal
from supporthub_ext.sandbox.slack.stamps import micros

MOST = 999
CURSOR = "next_ts"
ALWAYS = 10**18  # later than any message
NOTHING_DONE = {"channel_actions_ts": None, "channel_actions_count": 0}


@method("conversations.history", tier=3)
def history(call: Call) -> Json:
    """Answer a channel's messages, newest first, without the replies of threads."""
    channel = _readable(call)
    newest_first = reversed(list(channel.messages.values()))
    said = _wanted(call, (one for one in newest_first if one.parent is None or one.broadcast))
    before = _cursor(call) or ALWAYS
    rest = [one for one in said if one.micros <= before]
    more = {"pin_count": sum(bool(one.pinned_by) for one in channel.messages.values())}
    return _page(call, channel, rest, _limit(call, 100)) | more | NOTHING_DONE


@method("conversations.replies", tier=3)
def replies(call: Call) -> Json:
    """Answer a thread, oldest first; its first message opens the first page.

    A reply's own ``ts`` answers that reply alone.
    """
    channel = _readable(call)
    root = channel.messages.get(micros(call.required("ts", "thread_not_found")) or -1)
    if root is None or not call.workspace.is_shown(root, call.now):
        raise Refusal("thread_not_found")
    said = _wanted(call, channel.replies(root.micros))
    after = _cursor(call)
    rest = [one for one in said if one.micros >= after]
    first = [] if after else [root]
    return _page(call, channel, [*first, *rest], _limit(call, 1000))


def _page(call: Call, channel: Channel, rest: list[Message], limit: int) -> Json:
    here, left = rest[:limit], rest[limit:]
    metadata = call.arguments.flag("include_all_metadata")
    shape: Json = {
        "messages": messages_json(call.workspace, channel, here, metadata),
        "has_more": bool(left),
    }
    cursor = make_cursor(CURSOR, str(left[0].micros)) if left else ""
    return shape | {"response_metadata": {"next_cursor": cursor}}


def _readable(call: Call) -> Channel:
    wanted = call.required("channel", "channel_not_found")
    channel = call.workspace.readable(wanted, call.caller)
    call.need_for(channel, "history")
    return channel


def _limit(call: Call, default: int) -> int:
    most = RESTRICTED_PAGE if call.workspace.limits.mode == "restricted" else MOST + 1
    return call.arguments.number("limit", min(default, most), most)


def _cursor(call: Call) -> int:
    cursor = call.arguments.text("cursor")
    if not cursor:
        return 0
    value = read_cursor(CURSOR, cursor)
    if not value.isdecimal():
        raise Refusal("invalid_cursor")
    return int(value)


@dataclass(frozen=True, slots=True)
class Window:
    """The ids between which a caller wants messages."""

    oldest: int
    latest: int
    inclusive: bool

    def holds(self, at: int) -> bool:
        """Answer whether an id is inside; the edges are, when they were asked for."""
        return self.oldest <= at <= self.latest if self.inclusive else self.oldest < at < self.latest


def _window(call: Call) -> Window:
    inclusive = call.arguments.flag("inclusive")
    return Window(_bound(call, "oldest", 0), _bound(call, "latest", ALWAYS), inclusive)


def _bound(call: Call, name: str, default: int) -> int:
    text = call.arguments.text(name)
    found = micros(text) if text else default
    if found is None:
        raise Refusal(f"invalid_ts_{name}")
    return found


def _wanted(call: Call, messages: Iterable[Message]) -> list[Message]:
    """Answer the messages inside the window that histories show yet."""
    window = _window(call)
    return [one for one in messages if window.holds(one.micros) and call.workspace.is_shown(one, call.now)]
