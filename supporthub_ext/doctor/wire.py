"""Makes the calls, one after the other and each once, and keeps of every answer its shape alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx

from supporthub_ext.doctor.calls import CALLS, Call
from supporthub_ext.doctor.places import Place
from supporthub_ext.doctor.shape import Shape, shape_of

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class Seen:
    """What one call showed: its status, the names of its headers, the shape of its body.

    ``trouble`` says why there is none of that: nothing answered, or an earlier call did not find what this
    one needs.
    """

    service: str
    call: str
    status: int | None = None
    headers: tuple[str, ...] = ()
    shape: Shape = field(default_factory=Shape)
    trouble: str = ""

    def to_json(self) -> dict[str, Any]:
        """Answer what is kept, as JSON-ready values."""
        return {
            "call": self.call,
            "status": self.status,
            "headers": list(self.headers),
            "body": self.shape.to_json(),
            "trouble": self.trouble or None,
        }


def look(place: Place) -> list[Seen]:
    """Make every call to one service."""
    with open_client(place) as http:
        return list(_look(place, http))


def open_client(place: Place) -> httpx.Client:
    """Answer a plain client that signs in as the place says."""
    options: dict[str, Any] = {"headers": {"Authorization": f"Bearer {place.key}"}}
    if place.service == "freshdesk":
        options = {"auth": (place.key, "X")}
    local = urlsplit(place.root).hostname in LOOPBACK
    return httpx.Client(timeout=PATIENCE_S, trust_env=not local, follow_redirects=False, **options)


def send(http: httpx.Client, place: Place, call: Call, words: Mapping[str, Any]) -> httpx.Response:
    """Make one call.

    Raises
    ------
    KeyError
        When a word that it needs is not known.
    httpx.HTTPError
        When nothing answers.
    """
    url = place.root + call.path.format_map(words)
    values = {name: _filled(value, words) for name, value in call.query.items()}
    if call.graphql:
        root = place.root.removesuffix("/v3")
        return http.post(f"{root}/graphql", json={"query": call.graphql, "variables": values})
    if call.method == "POST":
        return http.post(url, data=values)
    return http.get(url, params=values)


def _look(place: Place, http: httpx.Client) -> Iterator[Seen]:
    words = dict(place.facts)
    for call in CALLS[place.service]:
        try:
            answer = send(http, place, call, words)
        except KeyError as missing:
            yield Seen(
                place.service, call.name, trouble=f"nothing to look at: no {missing.args[0]} was found"
            )
            continue
        except httpx.HTTPError as problem:
            yield Seen(place.service, call.name, trouble=f"no answer: {type(problem).__name__}")
            continue
        body = _json(answer)
        found = {word: find(body, words) for word, find in call.finds.items()} if body else {}
        words |= {word: value for word, value in found.items() if value is not None}
        headers = tuple(sorted(name.lower() for name in answer.headers))
        yield Seen(place.service, call.name, answer.status_code, headers, shape_of(body))


def _filled(value: Any, words: Mapping[str, Any]) -> Any:
    """Answer a value with its words filled; a value that is one word alone keeps its type."""
    if not isinstance(value, str) or "{" not in value:
        return value
    name = value[1:-1]
    return words[name] if value == f"{{{name}}}" else value.format_map(words)


def _json(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return None
