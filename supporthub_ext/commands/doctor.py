"""`supporthub doctor`: what the configured keys reach, or how the real services differ from the sandbox."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from supporthub_ext.actions.settings import Settings
from supporthub_ext.commands.configured import configured
from supporthub_ext.commands.say import FINDING, GOOD, say
from supporthub_ext.doctor.calendar import reach_calendar
from supporthub_ext.doctor.places import Place, make_place
from supporthub_ext.doctor.reach import Reached, reach
from supporthub_ext.doctor.record import record
from supporthub_ext.errors import ConfigurationError
from supporthub_ext.process.definition import Process, load
from supporthub_ext.process.roster import load_roster


def run(options: Namespace) -> int:
    """Print a line for each service; exit status 1 when one that is set up does not answer as it should.

    Raises
    ------
    ConfigurationError
        When a setting or a file is wrong, or nothing is set up that could be recorded.
    """
    settings = configured()
    process = load(Path(settings.process_file) if settings.process_file else None)
    if settings.roster_file:
        load_roster(Path(settings.roster_file))
    places = _places(settings, process)
    if options.record:
        return _record(places, options.record, options.json)
    calendars = [
        reach_calendar("calendar", settings.secret("calendar_url") or settings.calendar_url),
        reach_calendar("events", settings.secret("events_url") or settings.events_url),
    ]
    return _tell([*map(reach, places), *calendars], options.json)


def _tell(found: Sequence[Reached], as_json: bool) -> int:
    lines = [f"{one.service:9} {one.state:14} {one.message} {one.what_to_do}".rstrip() for one in found]
    say(lines, {"services": {one.service: _without_name(one) for one in found}}, as_json=as_json)
    # FreshDesk is what the desk is about; the others may come later.
    bad = [one for one in found if one.state not in {"ok", "not_configured"}]
    return FINDING if bad or found[0].state == "not_configured" else GOOD


def _record(places: Sequence[Place], path: Path, as_json: bool) -> int:
    known = [place for place in places if place.known]
    if not known:
        raise ConfigurationError(
            "No service is set up, so there is nothing to record.",
            "Say `supporthub doctor` to see what is missing.",
        )
    seen, differing = record(known, path)
    lines = [*differing, f"{len(seen)} calls, {len(differing)} differences. Shapes without values: {path}"]
    body = {"calls": len(seen), "differences": differing, "file": str(path)}
    say(lines, body, as_json=as_json)
    return FINDING if differing else GOOD


def _places(settings: Settings, process: Process) -> list[Place]:
    slack = {
        "channel_name": process.channels.tickets.name,
        "public_name": process.channels.general.name,
    }
    github = {
        "repository": settings.github_repository or process.repository.name,
        "org": process.board.organisation,
        "project": process.board.number,
    }
    return [
        make_place("freshdesk", settings.freshdesk_url, settings.secret("freshdesk_api_key")),
        make_place("slack", settings.slack_url, settings.secret("slack_bot_token"), slack),
        make_place("github", settings.github_url, settings.secret("github_token"), github),
    ]


def _without_name(one: Reached) -> dict[str, str]:
    return {name: value for name, value in asdict(one).items() if name != "service"}
