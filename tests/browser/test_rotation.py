"""The rotation: swaps and covers, and everybody's plan follows; the events, and the handover to come."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.lab import NARROW, RESULTS, WIDE, Lab, Notebook
from tests.browser.rota import changes, fill, people, record, section, serious


@pytest.fixture(scope="module")
def notebook(page: Page, lab: Lab) -> Notebook:
    """Open the rotation notebook and run it; the timeline is there."""
    opened = Notebook(page, lab, "rotation.ipynb")
    opened.run_all(".sh-timeline")
    return opened


def day_before(end: str) -> date:
    return date.fromisoformat(end) - timedelta(days=1)


def test_two_tours_are_swapped(notebook: Notebook, lab: Lab) -> None:
    """A swap of two whole tours is previewed, and recorded once; timeline, table and endpoint say so."""
    page, rows = notebook.page, lab.api("rota")["rows"]
    one, other = rows[1]["seats"][1]["name"], rows[3]["seats"][1]["name"]
    first, end = rows[1]["from"], rows[4]["to"]
    assert [{one, other} & {name for name, _ in people(row)} for row in rows[1:5]] == [
        {one}, {one}, {other}, {other}
    ]  # fmt: skip
    fill(page, "swap", (one, other), first, day_before(end))
    record(page)
    swapped = lab.api("rota")
    assert [one["kind"] for one in swapped["overrides"]] == ["swap"]
    for row, name in zip(swapped["rows"][1:5], (other, other, one, one), strict=True):
        assert (name, "override") in people(row)
    tours = page.locator('.sh-tour[data-source="override"]')
    expect(tours).to_have_text([other, one])
    for row, name in zip(rows[1:5], (other, other, one, one), strict=True):
        expect(changes(page, row["from"])).to_contain_text(f"{name} (swap or cover)")


def test_a_tour_is_covered(notebook: Notebook, lab: Lab) -> None:
    """Somebody stands in for some days: the other seat stays, and the days after are as they were."""
    page, row = notebook.page, lab.api("rota")["rows"][6]
    absent, stays = (seat["name"] for seat in row["seats"])
    names = {name for one in lab.api("rota")["rows"] for name, _ in people(one)}
    cover = min(names - {absent, stays})
    last = date.fromisoformat(row["from"]) + timedelta(days=4)
    fill(page, "cover", (absent, cover), row["from"], last)
    record(page)
    rota = lab.api("rota")
    assert [one["kind"] for one in rota["overrides"]] == ["swap", "cover"]
    covered, after = (one for one in rota["rows"] if row["from"] <= one["from"] < row["to"])
    assert sorted(people(covered)) == sorted([(cover, "override"), (stays, "rule")])
    assert {name for name, _ in people(after)} == {absent, stays}
    expect(changes(page, row["from"])).to_contain_text(f"{cover} (swap or cover)")
    expect(page.locator('.sh-tour[data-source="override"]', has_text=cover)).to_have_count(1)


def test_the_timeline_turns(notebook: Notebook) -> None:
    """Later weeks and back to today, twice; the day that is today is marked."""
    page = notebook.page
    for _ in range(2):
        page.get_by_role("button", name="Later").click()
        expect(page.locator(".sh-today")).to_have_count(0)
        page.get_by_role("button", name="Today").click()
        expect(page.locator(".sh-today")).to_have_count(1)


def test_events_say_when_where_and_what_is_missing(notebook: Notebook, lab: Lab) -> None:
    """Each event to come stands there once, with its hours here, the notice given, and its places."""
    events = section(notebook.page, "Events at the hubs")
    expect(events.locator("summary").first).to_contain_text("1 on now")
    known = [one for one in lab.api("events")["events"] if one["state"] != "over"]
    expect(events.locator(".sh-eventlist > li")).to_have_count(len(known))
    now = events.locator("li", has_text="Data day: Riverbank Hydrology")
    expect(now).to_contain_text("on now")
    expect(now).to_contain_text("hub.riverbank.example")
    expect(now).to_contain_text("Wed 4 Mar, 08:00 to 16:00. 09:00 to 17:00 in Amsterdam")
    expect(now).to_contain_text("not in an issue or a ticket")
    short = events.locator("li", has_text="Workshop on Saturday 7 March")
    expect(short).to_contain_text("Short notice: 4 days; three weeks are asked.")
    expect(short.get_by_role("link", name="ticket")).to_have_attribute("href", re.compile("/a/tickets/"))
    for _ in range(2):
        events.locator("summary", has_text="later").click()
    expect(events.locator("summary", has_text="Events")).to_be_visible()


def test_the_handover_is_one_click_away(notebook: Notebook, lab: Lab) -> None:
    """A week before a handover its pack is folded; it opens, closes and opens, and turns to the last one."""
    pack, page = section(notebook.page, "Handover"), notebook.page
    expect(pack.locator("summary")).to_contain_text("Wed 11 Mar")
    expect(pack.get_by_role("button", name="Copy")).to_be_hidden()
    for _ in range(3):
        pack.locator("summary").click()
    for _ in range(2):
        pack.get_by_role("button", name="Last handover, Wed 25 Feb").click()
        expect(pack.locator("summary")).to_contain_text("Wed 25 Feb")
        expect(pack).to_contain_text("not on record")
        pack.get_by_role("button", name="Next handover, Wed 11 Mar").click()
        expect(pack.locator("summary")).to_contain_text("Wed 11 Mar")
    assert pack.evaluate("one => one.open")
    assert page.locator(".sh-timeline").bounding_box()["y"] < pack.bounding_box()["y"]  # type: ignore[index]


def test_hours_are_those_of_the_reader(browser: Browser, lab: Lab) -> None:
    """Whoever reads elsewhere sees their own clock, over a change of the day and of daylight saving too."""
    context = browser.new_context(viewport=WIDE, timezone_id="America/New_York", locale="en-GB")
    page = context.new_page()
    Notebook(page, lab, "rotation.ipynb").run_all(".sh-eventlist >> nth=0")
    events, pack = section(page, "Events at the hubs"), section(page, "Handover")
    for words in (
        "Wed 4 Mar, 03:00 to 11:00. 09:00 to 17:00 in Amsterdam",
        "Tue 10 Mar, 01:00 to 05:00. 19:00 to 23:00 in Honolulu",
        "Mon 16 Mar, 21:00 to 23:00. 10:00 to 12:00 in Seoul",
        "Mon 16 Mar to Tue 17 Mar, 10:00 to 18:00 each day. 09:00 to 17:00 in Chicago",
        "Tue 24 Mar to Sat 28 Mar, all day.",
    ):
        expect(events).to_contain_text(words)
    expect(pack).to_contain_text("When (America/New_York)Wed 11 Mar, 10:30")
    context.close()


@pytest.mark.parametrize("theme", ["Dark", "Light"])
def test_axe_finds_no_serious_fault(notebook: Notebook, theme: str) -> None:
    """With all that it can unfold, the rotation has no serious fault of accessibility, contrast included."""
    notebook.set_theme(f"JupyterLab {theme}")
    notebook.page.evaluate(
        "document.querySelectorAll('.sh-fold, .sh-fold details').forEach(one => one.open = true)"
    )
    assert serious(notebook.page) == []
    for name, size in (("", WIDE), ("-900", NARROW)):
        notebook.picture(f"rotation-{theme.lower()}{name}", size, ".sh-rotation")
        notebook.picture(f"events-{theme.lower()}{name}", size, ".sh-events")
    assert (RESULTS / f"events-{theme.lower()}.png").stat().st_size > 20_000
