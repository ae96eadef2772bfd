"""What a steward's hands and eyes do in the rotation view, in the tests of several flows."""

from __future__ import annotations

from datetime import date
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

SERIOUS = {"serious", "critical"}
TEAM = "Only the team sees this"


def section(page: Page, title: str) -> Locator:
    """Answer a part of the view that can be folded."""
    return page.locator(".sh-fold", has=page.locator("summary", has_text=title))


def fill(page: Page, kind: str, names: tuple[str, str], first: str, last: date) -> None:
    """Fill the form in that records a swap or a cover: whose time, and who takes it."""
    whose, who = names
    page.get_by_role("button", name="Record a swap or cover").click()
    page.get_by_label(f"a {kind}").check()
    page.get_by_role("group", name="Whose time").get_by_label(whose).check()
    page.get_by_role("group", name="Who takes it").get_by_label(who).check()
    page.get_by_label("First day").fill(first)
    page.get_by_label("Last day").fill(last.isoformat())


def record(page: Page) -> None:
    """Preview, go back and preview again; then press twice in a hurry, and put it away."""
    page.get_by_role("button", name="Preview", exact=True).click()
    page.get_by_role("button", name="Back to writing").click()
    page.get_by_role("button", name="Preview", exact=True).click()
    expect(page.locator(".sh-audience")).to_have_text(TEAM)
    page.get_by_role("button", name="Record it").dblclick()
    expect(page.get_by_text("Done.")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Close", exact=True).click()


def people(row: dict[str, Any]) -> list[tuple[str, str]]:
    """Answer who sits there in a row of the rota, and whether by rule or by override."""
    return [(seat["name"], seat["source"]) for seat in row["seats"]]


def changes(page: Page, first: str) -> Locator:
    """Answer the line of the table that says who is on support from a day on."""
    day = date.fromisoformat(first)
    return page.locator(
        ".sh-table tr", has=page.get_by_role("cell", name=f"{day:%a} {day.day} {day:%b}", exact=True)
    )


def serious(page: Page) -> list[str]:
    """Answer what axe-core finds serious inside of the view."""
    found = Axe().run(page, context=".sh-rotation-root").response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in SERIOUS]
