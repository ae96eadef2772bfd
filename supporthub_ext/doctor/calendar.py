"""Whether a calendar can be read. Its address may be a secret, so it is never said."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx

from supporthub_ext.doctor.reach import Reached
from supporthub_ext.doctor.wire import LOOPBACK, PATIENCE_S

TITLES = {"calendar": "Team Roles calendar", "events": "calendar of hubs' events"}
CHECK = "Check its address: it ends in .ics, and the calendar must be public or the address a private one."


def reach_calendar(name: str, url: str) -> Reached:
    """Answer whether there is an iCalendar at an address; ``name`` is calendar or events."""
    title = TITLES[name]
    if not url:
        todo = f"Set SupportHub.{name}_url; a private one goes into secrets_dir as {name}_url."
        return Reached(name, "not_configured", f"No {title} is set up.", todo)
    try:
        local = urlsplit(url).hostname in LOOPBACK
        answer = httpx.get(url, timeout=PATIENCE_S, follow_redirects=True, trust_env=not local)
    except httpx.HTTPError as problem:
        return Reached(name, "down", f"The {title} gives no answer ({type(problem).__name__}).", CHECK)
    if answer.status_code != 200 or not answer.text.lstrip().startswith("BEGIN:VCALENDAR"):
        why = f"There is no calendar where the {title} should be (status {answer.status_code})."
        return Reached(name, "refused", why, CHECK)
    return Reached(name, "ok", f"The {title} can be read.")
