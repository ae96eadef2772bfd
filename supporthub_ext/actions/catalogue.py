"""Every action by its name in ``POST plans``: a file with ``TICKETS``, ``FIELDS`` and ``build``."""

from __future__ import annotations

from types import ModuleType

from supporthub_ext.actions import (
    acknowledge,
    answer_ask,
    answer_public,
    ask,
    backlog,
    busy,
    close_out,
    escalate,
    handover,
    impact,
    link,
    note,
    override,
    reply,
    tell_resolved,
    thread,
    update,
)

ACTIONS: dict[str, ModuleType] = {
    "acknowledge": acknowledge,
    "reply": reply,
    "note": note,
    "impact": impact,
    "thread": thread,
    "escalate": escalate,
    "backlog": backlog,
    "ask": ask,
    "answer_ask": answer_ask,
    "link": link,
    "update": update,
    "tell_resolved": tell_resolved,
    "close_out": close_out,
    "answer_public": answer_public,
    "override": override,
    "handover": handover,
    "busy": busy,
}
"""Each has ``TICKETS`` (one, many, none, or every open one), ``FIELDS`` and ``build``.

An action on every ticket has ``build_rest`` too, for what it does beside them.
"""
