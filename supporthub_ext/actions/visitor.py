"""Who asks, before anybody looked them up in the roster. Light: the server imports it at start."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks.

    ``on_hub`` is true when JupyterHub said who it is; a plain token makes nobody in particular. ``groups``
    are the hub's groups of that user.
    """

    username: str
    on_hub: bool = False
    groups: frozenset[str] = frozenset()
