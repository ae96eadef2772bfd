"""`supporthub rota`: who holds which seat when.

With the configured files it is what the desk shows, recorded swaps and cover included. With other files it is
what the rule would make of them.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from supporthub_ext.actions.settings import Settings
from supporthub_ext.clock import Clock
from supporthub_ext.commands.configured import configured
from supporthub_ext.commands.say import GOOD, say
from supporthub_ext.errors import ConfigurationError
from supporthub_ext.process.definition import load
from supporthub_ext.process.ics import rota_events, to_ical
from supporthub_ext.process.roster import load_roster
from supporthub_ext.process.rota_days import Rota
from supporthub_ext.process.rota_json import YEAR, make_rota, rota_rows
from supporthub_ext.process.steward_group import stewards_ever

WHY = {"away": "is away", "left": "has left", "nobody": "is not there"}


def run(options: Namespace) -> int:
    """Print the rota of a year, or of the days that were asked for.

    Raises
    ------
    ConfigurationError
        When nobody named a roster, or a file is wrong.
    InvalidField
        When the days run backwards or reach too far.
    """
    rota = _rota(options.process, options.roster)
    now = Clock().now()
    first: date = options.first or now.astimezone(ZoneInfo(rota.zone)).date()
    end: date = options.end or first + YEAR
    body = rota_rows(rota, first, end)  # also refuses days that make no sense
    if options.ics:
        title = rota.rule.calendar_title.partition(":")[0]
        sys.stdout.buffer.write(to_ical(rota_events(rota, first, end), name=title, now=now))
    else:
        say(_lines(body), body, as_json=options.json)
    return GOOD


def _rota(process_file: Path | None, roster_file: Path | None) -> Rota:
    settings = configured()
    process = process_file or (Path(settings.process_file) if settings.process_file else None)
    roster = roster_file or (Path(settings.roster_file) if settings.roster_file else None)
    if roster is None:
        raise ConfigurationError("Nobody said who is on the roster.", "Say --roster roster.toml.")
    rota = make_rota(load(process), load_roster(roster))
    return rota if process_file or roster_file else _as_recorded(rota, settings)


def _as_recorded(rota: Rota, settings: Settings) -> Rota:
    """Answer the rota with what is recorded about it; where there is no record yet, none is made."""
    url = settings.database()
    file = url.removeprefix("sqlite:///")
    if file != url and not Path(file).exists():
        return rota
    from supporthub_ext.actions.recorded import recorded_overrides, recorded_stays
    from supporthub_ext.store.database import Database
    from supporthub_ext.store.ledger import Ledger

    database = Database(url, settings.data_dir / "supporthub")
    try:
        ledger = Ledger(database)
        roster = stewards_ever(rota.roster, recorded_stays(ledger, rota.rule.steward_group))
        return replace(rota, roster=roster, overrides=recorded_overrides(ledger))
    finally:
        database.close()


def _lines(body: dict[str, Any]) -> Iterator[str]:
    for row in body["rows"]:
        names = ", ".join(seat["name"] if seat else "nobody" for seat in row["seats"])
        yield f"{row['from']} to {row['to']}  {'handover  ' if row['handover'] else '          '}{names}"
    for gap in body["gaps"]:
        yield f"{gap['from']} to {gap['to']}  {_gap(gap)}"


def _gap(gap: dict[str, Any]) -> str:
    whose = f"{gap['name']} {WHY[gap['why']]}" if gap["name"] else "nobody is left to sit there"
    cover = gap["proposed"]
    return f"{whose}; {cover['name']} could cover" if cover else f"{whose}, and nobody can cover"
