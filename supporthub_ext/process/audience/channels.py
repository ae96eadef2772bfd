"""Private channels: their names, their ids, and links into Slack that not every reader can follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from supporthub_ext.process.audience.layer import Layer

LINK = r"[^\s<>()\[\]|\"'`]"
PERMALINK = r"/archives/[A-Z][A-Z0-9]{5,}/p\d{10,}"  # a message's address, wherever the workspace stands
ALWAYS = (
    "slack.com/archives/",
    "slack.com/client/",
    "slack.com/app_redirect",
    "slack.com/files/",
    "slack://",
)


def channel_spans(
    plain: Layer, private: tuple[str, ...], public: tuple[str, ...], links: tuple[str, ...]
) -> Iterator[tuple[int, int]]:
    """Answer where the plain reading points to a place that is not for everybody.

    Parameters
    ----------
    private, public
        Names and ids of channels; a link into a public one is left alone.
    links
        Further addresses of private places, without ``https://``; the process file names them.
    """
    for match in _link_pattern((*ALWAYS, *links)).finditer(plain.text):
        if not any(re.search(rf"/{re.escape(channel)}\b", match.group()) for channel in public):
            yield match.span()
    if private:
        for match in _name_pattern(private).finditer(plain.text):
            yield match.span()


@lru_cache(maxsize=16)
def _link_pattern(places: tuple[str, ...]) -> re.Pattern[str]:
    inside = "|".join((*(re.escape(place) for place in dict.fromkeys(places)), PERMALINK))
    return re.compile(rf"(?<!{LINK}){LINK}*?(?:{inside}){LINK}*", re.IGNORECASE)


@lru_cache(maxsize=16)
def _name_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Answer a pattern for names: with #, or bare when they can't be an ordinary word."""
    spelled = []
    for name in (name.lstrip("#") for name in names):
        mark = "#?" if re.search(r"[-_\d]", name) else "#"
        spelled.append(mark + re.escape(name))
    return re.compile(rf"(?<![\w/.-])(?:{'|'.join(spelled)})(?![\w-])", re.IGNORECASE)
