"""Slack's Web API on loopback: one invented workspace that real clients can't tell from Slack.

Facts come from Slack's own method pages. What nobody could check without a real workspace is listed in
``UNVERIFIED``; a look at a real account settles it.
"""

from __future__ import annotations

UNVERIFIED = (
    "history answers the newest message first",
    "a deleted message with replies stays as subtype tombstone",
    "users.lookupByEmail hides deactivated people",
    "the header x-oauth-scopes",
    "a bot's text is not turned into a rich_text block here",
    "bare links in text are kept as sent, not wrapped in angle brackets",
    "metadata above 8,000 bytes is refused; the real bound is not published",
    "a thread_ts that names no message is refused as thread_not_found",
    "a thread_ts that names a reply is refused as cannot_reply_to_message",
    "posting may burst to five messages in five seconds a channel",
    "limits above the maximum are cut, not refused",
)
