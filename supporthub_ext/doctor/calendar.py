"""Whether the Team Roles calendar can be read. Its address may be a secret, so it is never said."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx

from supporthub_ext.doctor.reach import Reached
from supporthub_ext.doctor.wire import LOOPBACK, PATIENCE_S

SET = "Set SupportHub.calendar_url; a private one goes into secrets_dir as calendar_url."
CHECK = "Check its address: it ends in .ics, and the calendar must be public or the address a private one."


def reach_calendar(url: str) -> Reached:
    """Answer whether there is an iCalendar at an address."""
    if not url:
        return Reached("calendar", "not_configured", "No Team Roles calendar is set up.", SET)
    try:
        local = urlsplit(url).hostname in LOOPBACK
        answer = httpx.get(url, timeout=PATIENCE_S, follow_redirects=True, trust_env=not local)
    except httpx.HTTPError as problem:
        return Reached("calendar", "down", f"The calendar gives no answer ({type(problem).__name__}).", CHECK)
    if answer.status_code != 200 or not answer.text.lstrip().startswith("BEGIN:VCALENDAR"):
        why = f"There is no calendar at its address (status {answer.status_code})."
        return Reached("calendar", "refused", why, CHECK)
    return Reached("calendar", "ok", "The Team Roles calendar can be read.")
