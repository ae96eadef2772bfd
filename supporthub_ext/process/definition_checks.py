"""What a value of process.toml must be: small checks whose ``ValueError`` completes "must be ..."."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Annotated
from zoneinfo import ZoneInfo


def _not_empty(value: str) -> None:
    if not value.strip():
        raise ValueError("a text that is not empty")


def _zone(value: str) -> None:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as problem:
        raise ValueError('a time zone such as "Europe/Oslo" or "UTC"') from problem


def _above_zero(value: float) -> None:
    if not value > 0:
        raise ValueError("a number above zero")


def _not_negative(value: float) -> None:
    if value < 0:
        raise ValueError("zero or more")


def _share(value: float) -> None:
    if not 0 < value <= 1:
        raise ValueError("a share above 0 and up to 1")


def _pattern(value: str) -> None:
    try:
        re.compile(value)
    except re.error as problem:
        raise ValueError(f"a regular expression ({problem})") from problem


def _hours(value: tuple[str, ...]) -> None:
    fits = all(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", hour) for hour in value)
    if not fits or len(value) not in {0, 2} or any(first >= last for first, last in pairwise(value)):
        raise ValueError('two hours, the earlier first, such as ["09:00", "17:00"], or [] for the whole day')


def _colour(value: str) -> None:
    if not re.fullmatch(r"[0-9a-f]{6}", value):
        raise ValueError("six hexadecimal digits such as 1d76db")


def _url(value: str) -> None:
    if not re.fullmatch(r"https?://\S+", value):
        raise ValueError("an address that begins with https://")


def _mail(value: str) -> None:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", value):
        raise ValueError("a mail address")


def _repository(value: str) -> None:
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", value):
        raise ValueError("OWNER/NAME as GitHub writes it")


def _channel(value: str) -> None:
    if value.startswith("#") or not value.strip():
        raise ValueError("a channel's name without #")


Text = Annotated[str, _not_empty]
Zone = Annotated[str, _zone]
Days = Annotated[float, _above_zero]
Count = Annotated[int, _above_zero]
Factor = Annotated[float, _above_zero]
Points = Annotated[int, _not_negative]
Share = Annotated[float, _share]
Pattern = Annotated[str, _pattern]
Hours = Annotated[tuple[str, ...], _hours]
Colour = Annotated[str, _colour]
Url = Annotated[str, _url]
Mail = Annotated[str, _mail]
RepositoryName = Annotated[str, _repository]
ChannelName = Annotated[str, _channel]
