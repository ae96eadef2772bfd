"""How the server and everything behind it are: one line a service, with what to do."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from supporthub_ext.actions.looker import Looker
from supporthub_ext.actions.office import Office
from supporthub_ext.actions.refresh import Refresher
from supporthub_ext.errors import (
    NotConfigured,
    ServiceLimited,
    ServiceRefused,
    SupportHubError,
)
from supporthub_ext.process.roster import roster_problems
from supporthub_ext.store.documents import instant

STATES: tuple[tuple[type[SupportHubError], str], ...] = (
    (NotConfigured, "not_configured"),
    (ServiceLimited, "limited"),
    (ServiceRefused, "refused"),
)


def health(
    office: Office, refresher: Refresher, looker: Looker, now: datetime, version: str
) -> dict[str, Any]:
    """Answer what ``GET health`` shows; ``ok`` means that every service that is set up answers."""
    services = {
        "freshdesk": service_state(refresher.trouble, refresher.as_of),
        "slack": service_state(looker.slack.problem, looker.slack.as_of, office.has_slack),
        "github": service_state(looker.github.problem, looker.github.as_of, office.has_github),
        "calendar": service_state(
            looker.calendar.problem,
            looker.calendar.as_of,
            office.calendar is not None or office.hub_calendar is not None,
        ),
    }
    waiting = looker.public.waiting()
    return {
        "ok": all(service["state"] in {"ok", "not_configured"} for service in services.values()),
        "version": version,
        "now": instant(now),
        "services": services,
        "hub_support": {
            "as_of": instant(looker.public.as_of) if looker.public.as_of else None,
            "problem": looker.public.problem.message if looker.public.problem else None,
            "waiting": len(waiting),
            "overdue": sum(one.overdue(now) for one in waiting),
        },
        "roster": {
            "people": len(office.roster.people),
            "steward_group": office.process.rota.steward_group or None,
            "as_of": instant(looker.stewards.as_of) if looker.stewards.as_of else None,
            "problems": [*looker.stewards.problems(), *roster_problems(office.roster, now.date())],
        },
        "database": {"state": "ok", "kind": office.database.name},
        "process": {"name": office.process.process_name, "version": office.process.version},
    }


def service_state(
    problem: SupportHubError | None, as_of: datetime | None, configured: bool = True
) -> dict[str, Any]:
    """Answer one service's line."""
    if not configured:
        advice = "Set its address and its key if you use it; the README says where."
        message = "Nobody told us where it is."
        return {"state": "not_configured", "as_of": None, "message": message, "what_to_do": advice}
    state = "ok" if problem is None else next((s for kind, s in STATES if isinstance(problem, kind)), "down")
    return {
        "state": state,
        "as_of": instant(as_of) if as_of else None,
        "message": problem.message if problem else None,
        "what_to_do": problem.what_to_do if problem else None,
    }
