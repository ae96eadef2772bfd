"""A text reaches nobody whom it is not meant for: places that changed are refused, private things stopped."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from supporthub_ext.errors import PlanHeldBack
from supporthub_ext.services.github import GitHub
from tests.actions.house import House

pytestmark = pytest.mark.slow

WISH = {"title": "The proxy restarts", "change": "Give the proxy more memory."}
CORPUS = Path(__file__).parent / "corpus"
SAID = """Hello support,

since the upgrade I am thrown back to the login page, in two browsers. Our whole semester hangs on those two
notebooks, and my supervisor will be rather cross with me. My user is lpeixoto.

Lúcia Peixoto
"""
Turn = dict[str, Any]


@pytest.fixture(autouse=True)
def as_before(house: House) -> Iterator[None]:
    """Channel and repository are turned back after each test."""
    path = f"/slack/channels/{house.channel}"
    channel = house.slack("conversations.members", channel=house.channel)
    yield
    back = {"is_private": True, "is_archived": False, "is_ext_shared": False, "members": channel["members"]}
    house.sandbox.control.post(path, json=back).raise_for_status()
    house.sandbox.control.post("/github", json={"private": False}).raise_for_status()


def turn_channel(house: House, **turn: Any) -> None:
    house.sandbox.control.post(f"/slack/channels/{house.channel}", json=turn).raise_for_status()


CHANNEL = [
    ({"is_private": False}, "open to everybody"),
    ({"is_ext_shared": True}, "shared with others"),
    ({"is_archived": True}, "archived"),
    ({"members": ["U0CHIARA0"]}, "does not see the channel any more"),
]


@pytest.mark.parametrize(("turn", "why"), CHANNEL)
@pytest.mark.parametrize(("action", "fields"), [("thread", {"text": "Any ideas?"}), ("escalate", WISH)])
def test_a_channel_that_changed_after_the_preview_is_refused(
    house: House, turn: Turn, why: str, action: str, fields: dict[str, str]
) -> None:
    """Public, shared, archived, or our app was put out: the reason is said, and nothing is sent anywhere."""
    plan = house.preview(action, house.ticket(), **fields)
    assert not plan["checks"]
    turn_channel(house, **turn)
    house.sandbox.clear_log()
    stopped = house.run(plan)
    assert stopped["state"] == "stopped"
    (error,) = [step["receipt"]["error"] for step in stopped["steps"] if step["state"] == "failed"]
    assert why in error["message"].lower()
    assert error["what_to_do"]
    assert house.writes() == []
    house.cancel(plan)


@pytest.mark.parametrize("turn", [{"is_private": False}, {"is_ext_shared": True}])
def test_an_open_channel_stops_the_preview(house: House, turn: Turn) -> None:
    """A public or shared #support-freshdesk is said in the preview, and such a plan does not run."""
    ticket_id = house.ticket()
    turn_channel(house, **turn)
    house.sandbox.clear_log()
    plan = house.preview("escalate", ticket_id, **WISH)
    assert "channel_not_private" in {one["rule"] for one in plan["checks"] if one["level"] == "stop"}
    with pytest.raises(PlanHeldBack):
        house.run(plan)
    assert house.writes() == []


def test_a_repository_that_turned_public_is_refused(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written for the team is not sent once everybody could read it."""
    ticket_id = house.ticket()
    there = house.sandbox.ready["github"]
    member = GitHub(there["url"], house.token_of("chiara"), house.repository)
    monkeypatch.setattr(house.office.office, "_github", member)  # our own account can't see private ones
    house.sandbox.control.post("/github", json={"private": True}).raise_for_status()
    try:
        plan = house.preview("escalate", ticket_id, title="Login fails", change="Let ana@lagoon.example in.")
        assert next(one for one in plan["steps"] if one["kind"] == "create_issue")["audience"] == "team"
        assert [one for one in plan["checks"] if one["level"] == "stop"] == []
        house.sandbox.control.post("/github", json={"private": False}).raise_for_status()
        house.sandbox.clear_log()
        stopped = house.run(plan)
        assert stopped["state"] == "stopped"
        (error,) = [step["receipt"]["error"] for step in stopped["steps"] if step["state"] == "failed"]
        assert "is public, and this text is not for everybody" in error["message"]
        assert house.writes() == []
        house.cancel(plan)
    finally:
        house._run(member.close())


@pytest.fixture(scope="module")
def ticket_id(shared_house: House) -> int:
    """A ticket of a named person of a community, with somebody on copy."""
    communities = shared_house.sandbox.people()["communities"]
    company = next(one["id"] for one in communities if one["name"] == "Mangrove Carbon Group")
    there = shared_house.sandbox.writes_in(
        "lucia.peixoto@lagoon.example", "Login", SAID, name="Lúcia Peixoto", company_id=company,
        cc_emails=["Ottoline Brae <o.brae@reef.example>"],
    )  # fmt: skip
    shared_house.look(everything=False)
    return int(there["id"])


def corpus(name: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = tomllib.loads((CORPUS / name).read_text("utf-8"))["plan"]
    return found


def stops(house: House, ticket_id: int, fields: dict[str, str]) -> dict[str, str]:
    """What stops a plan to escalate: rules, and what each caught."""
    plan = house.preview("escalate", ticket_id, **fields)
    return {one["rule"]: one["caught"] for one in plan["checks"] if one["level"] == "stop"}


def test_what_is_planted_in_an_escalation_is_stopped(house: House, ticket_id: int) -> None:
    """Names, addresses, numbers, quotes, secrets, private places: a field with one stops, nothing is sent."""
    house.sandbox.clear_log()
    missed = []
    for case in corpus("planted.toml"):
        fields = {name: text for name, text in case.items() if name != "rule"}
        found = stops(house, ticket_id, fields)
        if case["rule"] not in found:
            missed.append((case["rule"], fields, found))
    assert missed == []
    assert house.writes() == []


def test_ordinary_technical_escalations_pass(house: House, ticket_id: int) -> None:
    """What engineers write every day is stopped by nothing."""
    found = {case["title"]: stops(house, ticket_id, case) for case in corpus("ordinary.toml")}
    assert {title: caught for title, caught in found.items() if caught} == {}


def test_a_link_into_a_public_channel_may_stand_in_a_backlog_issue(house: House) -> None:
    """A backlog issue may lead to a message in the public channel, and not to one in the private channel."""
    wish = {"title": "Write about quotas", "change": "Add a page on quotas."}
    for place, expected in (("public_channel", set()), ("private_channel", {"private_channel"})):
        channel = house.sandbox.ready["slack"][place]
        posted = house.slack("chat.postMessage", channel=channel, text="Where are quotas explained?")
        where = house.slack("chat.getPermalink", channel=channel, message_ts=posted["ts"])
        plan = house.preview("backlog", **wish, message_url=where["permalink"])
        assert {one["rule"] for one in plan["checks"] if one["level"] == "stop"} == expected
