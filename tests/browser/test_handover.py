"""A seat changes hands, from the rotation notebook: the pack, the plan, and what stands where after it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.lab import NARROW, RESULTS, WIDE, Lab, Notebook
from tests.browser.rota import TEAM, serious
from tests.sandbox.room import Sandbox


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """Start a sandbox a quarter of an hour before a seat changes hands."""
    config = tmp_path_factory.mktemp("config")
    running = Sandbox(tickets=30, open=9, seed=7, now="2026-03-11T14:15:00Z", write_config=config)
    running.config = config
    yield running
    running.stop()


def all_read(lab: Lab) -> dict[str, Any]:
    """Answer the pack once the server has seen every ticket."""
    for _ in range(300):
        pack: dict[str, Any] = lab.api("handover")
        if pack["state"] == "ready" and pack["tickets"]:
            return pack
        time.sleep(0.1)
    raise AssertionError("the tickets were not read")


@pytest.fixture(scope="module")
def known(lab: Lab, world: Sandbox) -> dict[str, Any]:
    """Answer the pack before anything happened, who is who, and which tickets whoever leaves owns."""
    pack, people = all_read(lab), {one["id"]: one for one in world.people()["people"]}
    leaves, joins = people[pack["leaves"]["person_id"]], people[pack["joins"]["person_id"]]
    with world.freshdesk() as client:
        tickets = [client.get(f"/tickets/{one['ticket_id']}").json() for one in pack["tickets"]]
    owned = [one["id"] for one in tickets if one["responder_id"] == leaves["freshdesk_agent_id"]]
    pair = [joins, *(people[seat["person_id"]] for seat in pack["stays"])]
    return {"pack": pack, "owned": owned, "leaves": leaves, "joins": joins, "pair": pair}


@pytest.fixture(scope="module")
def notebook(page: Page, lab: Lab, known: dict[str, Any]) -> Notebook:
    """Open the rotation notebook and run it; the pack has come."""
    opened = Notebook(page, lab, "rotation.ipynb")
    opened.run_all(".sh-opentickets")
    return opened


@pytest.fixture
def pack(notebook: Notebook) -> Locator:
    return notebook.page.locator(".sh-handover")


def slack(world: Sandbox, method: str, **arguments: str) -> dict[str, Any]:
    place = world.ready["slack"]
    headers = {"Authorization": f"Bearer {place['bot_token']}"}
    answer = httpx.post(f"{place['url']}{method}", data=arguments, headers=headers, trust_env=False).json()
    assert answer["ok"], answer
    found: dict[str, Any] = answer
    return found


def test_the_pack_meets_the_eye(notebook: Notebook, pack: Locator, known: dict[str, Any]) -> None:
    """On the day its pack is open above the timeline, says who comes and goes, and knows each open ticket."""
    page, facts = notebook.page, known["pack"]
    boxes = [page.locator(one).bounding_box() for one in (".sh-handover", ".sh-timeline")]
    assert boxes[0]["y"] < boxes[1]["y"]  # type: ignore[index]
    expect(pack.locator("summary")).to_contain_text("not done yet")
    for name in (known["leaves"]["name"], *(one["name"] for one in known["pair"])):
        expect(pack.locator(".sh-seatchange")).to_contain_text(name)
    expect(pack.locator(".sh-seatchange")).to_contain_text("Wed 11 Mar, 14:30")
    pack.get_by_role("button", name="Show 2 more").click()
    tickets = pack.locator(".sh-opentickets > li")
    expect(tickets).to_have_count(len(facts["tickets"]))
    for ticket in facts["tickets"]:
        said = tickets.filter(has_text=f"#{ticket['ticket_id']} ")
        for text in (ticket["subject"], ticket["ball"], ticket["last_message"]):
            expect(said).to_contain_text(text)
    for _ in range(2):
        pack.get_by_role("button", name="Read again").click()
        expect(pack.get_by_role("button", name="Read again")).to_be_focused()
    expect(tickets).to_have_count(len(facts["tickets"]))
    expect(pack.locator(".sh-welcome")).to_contain_text(
        f"Welcome to support duty, {known['joins']['name'].split()[0]}!"
    )


def test_the_agenda_is_copied(notebook: Notebook, pack: Locator, known: dict[str, Any]) -> None:
    """The agenda can be pasted elsewhere; where nothing is copied, it is selected, and so it says."""
    page, copy = notebook.page, pack.get_by_role("button", name="Copy")
    for _ in range(2):
        copy.click()
        expect(pack.get_by_text("Copied.")).to_be_visible()
    page.get_by_role("button", name="Record a swap or cover").click()
    page.get_by_label("Why").focus()
    page.keyboard.press("Control+V")
    assert f"- Joins: {known['joins']['name']}" in page.get_by_label("Why").input_value()
    page.get_by_role("button", name="Throw away").click()
    page.evaluate(
        "navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false"
    )
    copy.click()
    expect(pack.get_by_text("Selected: copy it with")).to_be_visible()
    box = pack.get_by_role("textbox", name="Agenda")
    chosen = box.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)")
    assert chosen.startswith("# Support Steward: handover on Wednesday 11 March 2026")
    assert chosen == box.input_value()


@pytest.mark.parametrize("theme", ["Dark", "Light"])
def test_pictures_and_faults(notebook: Notebook, pack: Locator, theme: str) -> None:
    """The open pack and the plan have no serious fault of accessibility, in either theme, wide and narrow."""
    page = notebook.page
    notebook.set_theme(f"JupyterLab {theme}")
    found = serious(page)
    for name, size in (("", WIDE), ("-900", NARROW)):
        notebook.picture(f"handover-{theme.lower()}{name}", size, ".sh-rotation")
    pack.get_by_role("button", name="Hand the seat over").click()
    page.get_by_role("button", name="Preview", exact=True).click()
    expect(page.get_by_role("button", name="Back to writing")).to_be_visible(timeout=30_000)
    found += serious(page)
    for name, size in (("", WIDE), ("-900", NARROW)):
        notebook.picture(f"handover-plan-{theme.lower()}{name}", size, ".sh-composer")
    page.get_by_role("button", name="Back to writing").click()
    page.get_by_role("button", name="Throw away").click()
    assert found == []
    assert (RESULTS / f"handover-{theme.lower()}.png").stat().st_size > 20_000


def test_a_seat_changes_hands(
    notebook: Notebook, pack: Locator, world: Sandbox, known: dict[str, Any]
) -> None:
    """The plan shows each effect and who sees it, runs once, and then the pack is done."""
    page = notebook.page
    world.advance(1200)
    for _ in range(2):
        pack.get_by_role("button", name="Hand the seat over").click()
        expect(page.get_by_label("Which handover?")).to_have_value("2026-03-11")
        page.get_by_role("button", name="Throw away").click()
    pack.get_by_role("button", name="Hand the seat over").click()
    page.get_by_role("button", name="Preview", exact=True).click()
    send = page.get_by_role("button", name=f"Add {len(known['pack']['tickets'])} private notes, then do")
    expect(send).to_be_visible(timeout=30_000)
    steps = page.locator(".sh-stepblock")
    assert steps.locator(".sh-audience").all_inner_texts() == [TEAM] * steps.count()
    given = f"Give it from {known['leaves']['name']} to {known['joins']['name']}."
    assert known["owned"]
    expect(steps.filter(has_text=given)).to_have_count(len(known["owned"]))
    send.dblclick()
    expect(page.locator(".sh-composer .sh-saved")).to_contain_text("Done, all", timeout=120_000)
    notebook.picture("handover-done", WIDE, ".sh-composer")
    page.get_by_role("button", name="Close", exact=True).click()
    expect(pack.locator("summary .sh-badge")).to_have_text("done")
    assert pack.evaluate("one => one.open"), "nothing folds under the reader's eyes"


def test_it_stands_in_freshdesk(world: Sandbox, known: dict[str, Any]) -> None:
    """After the handover each open ticket has one private note, and none is left with whoever went."""
    with world.freshdesk() as client:
        for ticket in known["pack"]["tickets"]:
            found = client.get(f"/tickets/{ticket['ticket_id']}").json()
            assert found["responder_id"] != known["leaves"]["freshdesk_agent_id"]
            entries = client.get(f"/tickets/{ticket['ticket_id']}/conversations").json()
            notes = [one for one in entries if "Next step:" in one["body_text"]]
            assert [one["private"] for one in notes] == [True]
        owners = [client.get(f"/tickets/{id_}").json()["responder_id"] for id_ in known["owned"]]
    assert set(owners) == {known["joins"]["freshdesk_agent_id"]}


def test_it_stands_in_slack(lab: Lab, world: Sandbox, known: dict[str, Any]) -> None:
    """After the handover user group and topic name the new pair, as the rota does; one welcome was said."""
    groups = slack(world, "usergroups.list")["usergroups"]
    (group,) = (one["id"] for one in groups if one["handle"] == "support-stewards")
    members = slack(world, "usergroups.users.list", usergroup=group)["users"]
    assert sorted(members) == sorted(one["slack_id"] for one in known["pair"])
    channel = world.ready["slack"]["private_channel"]
    topic = slack(world, "conversations.info", channel=channel)["channel"]["topic"]["value"]
    assert all(one["name"] in topic for one in known["pair"])
    assert known["leaves"]["name"] not in topic
    texts = [one["text"] for one in slack(world, "conversations.history", channel=channel)["messages"]]
    assert sum("Welcome to support duty" in text for text in texts) == 1
    on_now = {seat["person_id"] for seat in lab.api("rota")["on_now"]["seats"]}
    assert on_now == {one["id"] for one in known["pair"]}


def test_a_second_handover_is_warned_of(notebook: Notebook, pack: Locator) -> None:
    """Once it was done, doing it again is possible, and says first that it was done."""
    page = notebook.page
    pack.get_by_role("button", name="Hand over once more").click()
    page.get_by_role("button", name="Preview", exact=True).click()
    expect(page.locator(".sh-check")).to_contain_text("The handover of 2026-03-11 was done.", timeout=30_000)
    page.get_by_role("button", name="Back to writing").click()
    page.get_by_role("button", name="Throw away").click()
