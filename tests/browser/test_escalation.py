"""From a ticket to an issue, a thread and somebody who takes it, with things going wrong on the way."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.hands import choose, preview, send
from tests.browser.lab import Lab, Notebook
from tests.sandbox.room import Sandbox


@pytest.fixture(scope="module")
def plain(lab: Lab, notebook: Notebook) -> list[dict[str, Any]]:
    """Answer tickets with neither thread nor issue."""
    rows = lab.api("queue")["tickets"]
    return [
        row for row in rows if row["requester"] and not row["links"]["thread"] and not row["links"]["issue"]
    ]


def issues(world: Sandbox) -> list[dict[str, Any]]:
    github = world.ready["github"]
    headers = {"Authorization": f"Bearer {github['token']}"}
    url = f"{github['url']}/repos/{github['repository']}/issues?per_page=100"
    found: list[dict[str, Any]] = httpx.get(url, headers=headers, trust_env=False).json()
    return found


def test_impact_is_judged(notebook: Notebook, plain: list[dict[str, Any]]) -> None:
    """Answers to the impact questions become a level in the queue, and nothing is sent."""
    ticket_id = plain[0]["ticket_id"]
    panel = notebook.open(ticket_id)
    choose(panel, "Judge impact")
    panel.get_by_role("group", name="Who is hit?").get_by_label("everybody").check()
    panel.get_by_role("group", name="Is the hub reachable?").get_by_label("down").check()
    preview(panel)
    send(panel)
    expect(panel.get_by_text("Done.")).to_be_visible(timeout=30_000)
    notebook.find(str(ticket_id))
    expect(notebook.row(ticket_id).locator(".sh-mark")).to_have_text("Critical", timeout=30_000)
    notebook.find("")


def test_an_escalation_goes_on_where_it_failed(
    notebook: Notebook, world: Sandbox, plain: list[dict[str, Any]]
) -> None:
    """A step that fails says why in place; trying again does the rest, and nothing twice."""
    panel = notebook.open(plain[1]["ticket_id"])
    choose(panel, "Open support issue")
    panel.get_by_label("Title").fill("Servers do not start")
    panel.get_by_label("Which change is needed?").fill("Make the image smaller.")
    preview(panel)
    marks = panel.locator(".sh-audience").all_inner_texts()
    assert {"Everybody can see this", "Only the team sees this"} <= set(marks)
    world.fault(service="slack", method="POST", path="*chat.postMessage*", status=500, count=50)
    send(panel)
    expect(panel.get_by_role("button", name="Try again")).to_be_visible(timeout=60_000)
    expect(panel.locator(".sh-stepblock .sh-problem")).to_contain_text("Slack")
    world.clear_faults()
    panel.get_by_role("button", name="Try again").click()
    expect(panel.locator(".sh-saved")).to_contain_text("Done, all", timeout=60_000)
    titles = [issue["title"] for issue in issues(world)]
    assert titles.count("Servers do not start") == 1


def test_an_engineer_declines_and_another_is_asked(notebook: Notebook, plain: list[dict[str, Any]]) -> None:
    """Whoever is asked may decline; then the next one is asked, with the reasons for each shown."""
    panel = notebook.open(plain[2]["ticket_id"])
    for answer in (re.compile("^can.t take it$"), re.compile("^take it$")):
        choose(panel, "Ask an engineer")
        expect(panel.locator('.sh-why[data-side="for"]').first).to_be_visible()
        panel.locator(".sh-candidate", has_text="suggested").first.click()
        preview(panel)
        send(panel)
        expect(panel.locator(".sh-saved")).to_contain_text("Done", timeout=60_000)
        panel.get_by_role("button", name="Close").click()
        choose(panel, "Note their answer")
        panel.locator(".sh-field", has_text="Who answered?").get_by_role("radio").first.check()
        panel.get_by_label(answer).check()
        preview(panel)
        send(panel)
        expect(panel.locator(".sh-saved")).to_contain_text("Done", timeout=60_000)
        panel.get_by_role("button", name="Close").click()
    panel.get_by_role("tab", name="Team").click()
    expect(panel.locator(".sh-plainlist li")).to_have_count(2)
    expect(panel.locator(".sh-plainlist")).to_contain_text("takes it")
