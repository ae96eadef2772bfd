"""How the server and everything behind it are: one line a service, with what to do."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from supporthub_ext.actions.office import Office
from supporthub_ext.actions.refresh import Refresher
from supporthub_ext.errors import (
    NotConfigured,
    ServiceLimited,
    ServiceRefused,
    SupportHubError,
)
from supporthub_ext.store.documents import instant

STATES: tuple[tuple[type[SupportHubError], str], ...] = (
    (NotConfigured, "not_configured"),
    (ServiceLimited, "limited"),
    (ServiceRefused, "refused"),
)


def health(office: Office, refresher: Refresher, now: datetime, version: str) -> dict[str, Any]:
    """Answer what ``GET health`` shows; ``ok`` means that every service that is set up answers."""
    services = {"freshdesk": _freshdesk(refresher)}
    return {
        "ok": all(service["state"] in {"ok", "not_configured"} for service in services.values()),
        "version": version,
        "now": instant(now),
        "services": services,
        "database": {"state": "ok", "kind": office.database.name},
        "process": {"name": office.process.process_name, "version": office.process.version},
    }


def _freshdesk(refresher: Refresher) -> dict[str, Any]:
    return service_state(refresher.problem, refresher.as_of)


def service_state(problem: SupportHubError | None, as_of: datetime | None) -> dict[str, Any]:
    """Answer one service's line."""
    state = "ok" if problem is None else next((s for kind, s in STATES if isinstance(problem, kind)), "down")
    return {
        "state": state,
        "as_of": instant(as_of) if as_of else None,
        "message": problem.message if problem else None,
        "what_to_do": problem.what_to_do if problem else None,
    }
