"""What an action costs, in calls to the services: `docs/costs.md` says it, the sandbox's log proves it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.actions.house import House

pytestmark = pytest.mark.slow

PAGE = Path(__file__).parents[2] / "docs" / "costs.md"
WISH = {"title": "The proxy restarts", "change": "Give the proxy more memory."}
ROW = re.compile(r"^\| (freshdesk|slack|github) \| ([^|]+) \| (\d+) \| ([^|]+) \|$")


def written(heading: str) -> Counter[str]:
    """The calls of one table of the page; each says why it is needed."""
    found: Counter[str] = Counter()
    section = PAGE.read_text("utf-8").split(f"# {heading}\n", 1)[1].split("\n#", 1)[0]
    for row in filter(None, map(ROW.match, section.splitlines())):
        service, call, count, why = row.groups()
        assert why.strip()
        found[f"{service} {call.strip()}"] += int(count)
    assert found, heading
    return found


def made(house: House, ticket_id: int) -> list[str]:
    """The calls since the log was cleared, in the page's words."""
    repository = f"/api/v3/repos/{house.repository}"
    found: list[str] = []
    for line in house.calls():
        service, method, path = line.split(" ")
        path = path.removeprefix("/api/v2/").removeprefix(repository).removeprefix("/api/").strip("/")
        path = re.sub(r"^issues/\d+", "issues/{issue}", path or "repo")
        call = path if service == "slack" else f"{method} {path}"
        found.append(f"{service} {call.replace(str(ticket_id), '{ticket}')}")
    house.sandbox.clear_log()
    return found


def parted(calls: list[str]) -> tuple[Counter[str], Counter[str]]:
    """What a run sent, up to its last write, and what was read afterwards."""
    at = calls.index("freshdesk PUT tickets/{ticket}") + 1
    return Counter(calls[:at]), Counter(calls[at:])


def forget_the_board(house: House) -> None:
    """As after the 20 seconds for which its fields are kept."""
    house.office.office.board._shape = None


def test_an_escalation_costs_what_is_written(house: House) -> None:
    """Preview, run and reading back make the calls of the page: none that it does not need."""
    ticket_id = house.ticket()
    forget_the_board(house)
    house.sandbox.clear_log()
    plan = house.preview("escalate", ticket_id, **WISH)
    assert Counter(made(house, ticket_id)) == written("Preview")
    assert house.run(plan)["state"] == "done"
    sent, read = parted(made(house, ticket_id))
    assert sent == written("Run")
    assert read == written("Right afterwards")
    forget_the_board(house)
    house.preview("escalate", ticket_id, **WISH)
    assert Counter(made(house, ticket_id)) == written("Escalating again")


def test_an_ask_costs_what_is_written(house: House) -> None:
    """Asking an engineer at the same time adds a look at the channel and the message."""
    ticket_id = house.ticket()
    plan = house.preview("escalate", ticket_id, **WISH, engineer_id=house.suggested(ticket_id))
    house.sandbox.clear_log()
    assert house.run(plan)["state"] == "done"
    sent, _ = parted(made(house, ticket_id))
    assert sent == written("Run") + written("An engineer, asked at the same time")


def test_a_quiet_look_costs_what_is_written(house: House) -> None:
    """Where nothing happened a look costs one call a service."""
    house.sandbox.advance(120)  # FreshDesk fills due dates in a little later
    house.look()
    house.sandbox.clear_log()
    house.look(everything=False)
    assert Counter(made(house, 0)) == written("A look at the services")


def test_the_sums_are_right() -> None:
    """The numbers that the page sums up are those of its tables."""
    run = written("Run").total()
    said = (
        f"{written('Preview').total()} calls to preview, {run} to send "
        f"({run + written('An engineer, asked at the same time').total()} with an ask) "
        f"and {written('Right afterwards').total()} to read back"
    )
    assert said in PAGE.read_text("utf-8")
