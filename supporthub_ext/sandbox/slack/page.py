"""The page that a permalink opens: a thread for people to read, in place of Slack's own app."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

from supporthub_ext.sandbox.slack.records import Channel, Message
from supporthub_ext.sandbox.slack.stamps import MICRO
from supporthub_ext.sandbox.slack.workspace import Workspace

# <https://example.org|words>, <@U0MEI00000>: Slack's control forms. All else is text.
FORM = re.compile(r"<(https?://[^|>\s]+)(?:\|([^>]*))?>|<@(\w+)>")
STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.2rem; } article { margin: 1rem 0; white-space: pre-wrap; }
article + article { margin-left: 1.5rem; padding-left: 1rem; border-left: 2px solid #767676; }
article:target { outline: 2px solid; outline-offset: 6px; } time { color: #595959; font-size: .85rem; }
"""


def thread_page(workspace: Workspace, channel: Channel, message: Message) -> str:
    """Answer the HTML of a message's thread."""
    root = channel.messages[message.parent] if message.parent else message
    said = "".join(_article(workspace, one) for one in (root, *channel.replies(root.micros)))
    title = html.escape(f"#{channel.name}" if channel.name else "Direct message")
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body><h1>{title}</h1>{said}</body></html>'


def _article(workspace: Workspace, message: Message) -> str:
    at = datetime.fromtimestamp(message.micros / MICRO, UTC)
    when = f'<time datetime="{at.isoformat()}">{at:%a %d %b %H:%M} UTC</time>'
    name = html.escape(_name(workspace, message.user))
    return f'<article id="p{message.micros}"><b>{name}</b> {when}\n{_text(workspace, message.text)}</article>'


def _name(workspace: Workspace, user_id: str) -> str:
    user = workspace.users.get(user_id)
    return user.real_name if user else user_id


def _text(workspace: Workspace, text: str) -> str:
    """Answer Slack's text as HTML: links and mentions work, all else is shown as it was meant."""
    shown, at = "", 0
    for found in FORM.finditer(text):
        url, label, user_id = found.groups()
        shown += _plain(text[at : found.start()])
        if user_id:
            shown += f"<b>@{html.escape(_name(workspace, user_id))}</b>"
        else:
            shown += f'<a href="{_plain(url)}">{_plain(label or url)}</a>'
        at = found.end()
    return shown + _plain(text[at:])


def _plain(text: str) -> str:
    return html.escape(html.unescape(text))
