"""Between the plain texts of the invented world and the HTML that FreshDesk stores."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|blockquote|tr|h[1-6])>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)


def to_html(text: str) -> str:
    """Answer a plain text as HTML: paragraphs where lines are empty, breaks elsewhere."""
    parts = [html.escape(part, quote=False).replace("\n", "<br>") for part in text.split("\n\n")]
    return "<div>" + "".join(f"<p>{part}</p>" for part in parts) + "</div>"


def to_text(body: str) -> str:
    """Answer the text of some HTML, as FreshDesk puts it into ``body_text`` and ``description_text``."""
    plain = _TAG.sub("", _BREAK.sub("\n", _HIDDEN.sub("", body)))
    lines = (" ".join(line.split()) for line in html.unescape(plain).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def wrapped(body: str) -> str:
    """Answer a body as FreshDesk stores it: plain text comes back inside a ``<div>``."""
    return body if body.lstrip().startswith("<") else f"<div>{body}</div>"
