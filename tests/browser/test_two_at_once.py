"""Two stewards on one ticket, each with a server of their own, as on a hub."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.lab import RESULTS, ROOT, WIDE, Lab, Notebook, running_lab
from tests.sandbox.room import Sandbox

FIRST, SECOND = "Mine leaves first.", "Mine comes late."


@dataclass(frozen=True)
class Colleague:
    """Somebody else at their own desk; ``name`` says whether plans are kept ``apart`` or ``shared``."""

    notebook: Notebook
    name: str

    @property
    def shared(self) -> bool:
        return self.name == "shared"


def configured(world: Sandbox, folder: Path, person_id: str, database: Path | None) -> Path:
    """Write the configuration of a server of somebody's own; without a database it shares the first one's."""
    name = "jupyter_server_config.json"
    settings = json.loads((world.config / name).read_text())
    settings["SupportHub"]["local_steward"] = person_id
    if database is not None:
        settings["SupportHub"]["database_url"] = f"sqlite:///{database}"
    folder.mkdir()
    (folder / name).write_text(json.dumps(settings))
    return folder


@pytest.fixture(scope="module", params=["apart", "shared"])
def colleague(
    request: pytest.FixtureRequest,
    world: Sandbox,
    lab: Lab,
    browser: Browser,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Colleague]:
    """Seat the other steward on duty at a server of their own."""
    folder, shared = tmp_path_factory.mktemp(request.param), request.param == "shared"
    you = lab.api("queue")["you"]["person_id"]
    seats = [seat["person_id"] for seat in lab.api("rota")["on_now"]["seats"]]
    [other] = set(seats) - {you}
    config = configured(world, folder / "config", other, None if shared else folder / "own.sqlite")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    with running_lab(folder, config) as running:
        running.settle()
        context = browser.new_context(viewport=WIDE, timezone_id="UTC", locale="en-GB")
        notebook = Notebook(context.new_page(), running)
        notebook.run_all()
        notebook.rows.first.wait_for()
        yield Colleague(notebook, request.param)
        context.close()


@pytest.fixture
def ticket_id(lab: Lab) -> int:
    """Answer a ticket that wants an acknowledgement."""
    rows = lab.api("queue")["tickets"]
    return int(
        next(one for one in rows if one["next_step"] == "acknowledge" and one["requester"])["ticket_id"]
    )


def write(panel: Locator, text: str) -> None:
    panel.get_by_role("button", name="Acknowledge").click()
    panel.get_by_label("What happens next?").fill(text)


def preview(panel: Locator) -> None:
    panel.get_by_role("button", name="Preview", exact=True).click()
    panel.get_by_role("button", name="Back to writing").wait_for()


def sent(world: Sandbox, ticket_id: int) -> list[str]:
    """Answer which of the two texts the requester got, as often as they got it."""
    with world.freshdesk() as freshdesk:
        entries: list[dict[str, Any]] = freshdesk.get(f"/tickets/{ticket_id}/conversations").json()
    said = [one["body_text"] for one in entries if not one["private"]]
    return [text for one in said for text in (FIRST, SECOND) if text in one]


def expect_told(panel: Locator) -> None:
    """Expect that the second steward reads what the first one sent, and still has their own words."""
    told = re.compile("meanwhile|changed since you previewed")
    expect(panel.locator(".sh-composer .sh-problem")).to_contain_text(told, timeout=30_000)
    expect(panel.locator(".sh-page")).to_contain_text(FIRST, timeout=30_000)
    expect(panel.get_by_label("What happens next?")).to_have_value(SECOND)


def put_away(panel: Locator) -> None:
    """Preview twice what was kept, which sends nothing, and throw it away."""
    panel.get_by_role("button", name="I have read it: preview again").click()
    panel.get_by_role("button", name="Back to writing").click()
    preview(panel)
    panel.get_by_role("button", name="Back to writing").click()
    expect(panel.get_by_label("What happens next?")).to_have_value(SECOND)
    panel.get_by_role("button", name="Throw away").click()


def test_who_comes_second_is_told(
    notebook: Notebook, colleague: Colleague, lab: Lab, world: Sandbox, ticket_id: int
) -> None:
    """Who comes second is told in place what the first one sent and keeps their text; one reply left."""
    name = lab.api("queue")["you"]["name"]
    panels = [one.open(ticket_id) for one in (notebook, colleague.notebook)]
    write(panels[0], FIRST)
    if colleague.shared:
        expect(panels[1].locator(".sh-onit")).to_contain_text(f"{name} is on it", timeout=30_000)
        expect(colleague.notebook.row(ticket_id)).to_contain_text(f"{name} is on it")
        colleague.notebook.page.screenshot(path=RESULTS / "two-somebody-is-on-it.png")
    write(panels[1], SECOND)
    for panel in panels:
        preview(panel)
    panels[0].get_by_role("button", name="Send to").click()
    expect(panels[0].get_by_text("Done.")).to_be_visible(timeout=30_000)
    panels[1].get_by_role("button", name="Send to").click()
    expect_told(panels[1])
    colleague.notebook.page.screenshot(path=RESULTS / f"two-second-{colleague.name}.png")
    panels[0].get_by_role("button", name="Close", exact=True).click()
    put_away(panels[1])
    assert sent(world, ticket_id) == [FIRST]


@pytest.mark.parametrize("colleague", ["apart"], indirect=True)
def test_both_press_send_at_once(
    notebook: Notebook, colleague: Colleague, world: Sandbox, ticket_id: int
) -> None:
    """Both press Send within the seconds of the undo: one mail leaves, and the other is told and keeps it."""
    panels = [one.open(ticket_id) for one in (notebook, colleague.notebook)]
    for panel, text in zip(panels, (FIRST, SECOND), strict=True):
        write(panel, text)
        preview(panel)
    panels[0].get_by_role("button", name="Send to").click()
    expect(panels[0].get_by_text("Goes out in 4 s")).to_be_visible()
    panels[1].get_by_role("button", name="Send to").click()
    expect(panels[0].get_by_text("Done.")).to_be_visible(timeout=30_000)
    expect_told(panels[1])
    panels[0].get_by_role("button", name="Close", exact=True).click()
    put_away(panels[1])
    assert sent(world, ticket_id) == [FIRST]
