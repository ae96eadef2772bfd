"""The written page, from its address or from a saved copy, as text."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from supporthub_ext.errors import UsageError

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
PATIENCE_S = 20.0
UNREAD = {"script", "style", "template", "head"}


def read_page(place: str) -> str:
    """Answer the text of a page; of HTML, what a reader sees.

    Raises
    ------
    UsageError
        When it can't be read.
    """
    text = _fetched(place) if "://" in place else _saved(Path(place))
    return _visible(text) if "<html" in text[:2000].lower() or "</" in text else text


def _fetched(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise UsageError("A page's address begins with https://.", "Correct it, or name a saved copy.")
    try:
        answer = httpx.get(
            url, timeout=PATIENCE_S, follow_redirects=True, trust_env=parts.hostname not in LOOPBACK
        )
    except httpx.HTTPError as problem:
        raise UsageError(f"{url} gives no answer.", "Save the page, and name the file.") from problem
    if answer.status_code != 200:
        raise UsageError(f"{url} answers with status {answer.status_code}.", "Look at the address again.")
    return answer.text


def _saved(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(f"{path} can't be read: {problem}.", "Name a page's address or a file.") from problem


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._unread += tag in UNREAD

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in UNREAD and self._unread > 0

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.parts.append(data)


def _visible(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return " ".join(reader.parts)
