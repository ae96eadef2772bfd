"""Each contradiction is made by hand, found, explained, and mended by the action that it names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.actions.house import House

pytestmark = pytest.mark.slow

WISH = {"title": "The proxy restarts", "change": "Give the proxy more memory."}
MOVE = """mutation($project: ID!, $item: ID!, $after: ID) { updateProjectV2ItemPosition(
  input: {projectId: $project, itemId: $item, afterId: $after}) { items(first: 1) { nodes { id } } } }"""
DELETE_ITEM = """mutation($project: ID!, $item: ID!) {
  deleteProjectV2Item(input: {projectId: $project, itemId: $item}) { deletedItemId } }"""
ARCHIVE = """mutation($project: ID!, $item: ID!) {
  archiveProjectV2Item(input: {projectId: $project, itemId: $item}) { item { id } } }"""


def escalated(house: House, engineer: str | None = None) -> tuple[int, int]:
    """A ticket with thread, issue and item, and the issue's number."""
    ticket_id = house.ticket()
    asked = {"engineer_id": engineer or house.suggested(ticket_id), "overrule_reason": "Anybody will do."}
    house.do("escalate", ticket_id, **WISH, **asked)
    return ticket_id, house.issue_of(ticket_id)


def found(house: House, ticket_id: int) -> dict[str, str]:
    """What the queue finds at a ticket, and what mends it; queue, view and panel say the same."""
    house.look()
    row = house.row(ticket_id)
    listed = house.row(ticket_id, "mismatch")
    panel = house.panel(ticket_id)
    explained = {one["code"]: one["mend"] for one in panel["mismatches"]}
    assert all(one["text"] for one in panel["mismatches"])
    assert set(explained) == set(row["mismatches"] if row else ())
    assert bool(explained) == (listed is not None)
    return explained


Deed = Callable[[House, int, int], None]


def take_label(house: House, _: int, number: int) -> None:
    house.github("DELETE", f"issues/{number}/labels/support")


def edit_body(house: House, _: int, number: int) -> None:
    house.github("PATCH", f"issues/{number}", {"body": "The proxy needs more memory."})


def take_off_the_board(house: House, _: int, number: int) -> None:
    house.graph(DELETE_ITEM, **house.item_of(number))


def archive(house: House, _: int, number: int) -> None:
    house.graph(ARCHIVE, **house.item_of(number))


def move_down(house: House, _: int, number: int) -> None:
    """Below an ordinary item of the same column and sprint."""
    mine = house.office.office.elsewhere.item(number)
    assert mine is not None
    place = house.item_of(number)
    ordinary = house.github("POST", "issues", {"title": "Tidy up the docs"})
    added = house.office.office.board.add(ordinary["node_id"])
    other, _link = house._run(added)
    board = house.office.office.process.board
    options = {board.fields.status: board.options.ready}
    today = house.office.office.clock.now().date()
    house._run(house.office.office.board.set_values(other, options, today))
    house.graph(MOVE, project=place["project"], item=place["item"], after=other)


def delete_issue(house: House, _: int, number: int) -> None:
    house.sandbox.control.post(f"/github/issues/{number}/delete", json={}).raise_for_status()


def transfer_issue(house: House, _: int, number: int) -> None:
    house.sandbox.control.post(f"/github/issues/{number}/transfer", json={}).raise_for_status()


@pytest.mark.parametrize(
    ("deed", "code"),
    [
        (take_label, "no_label"),
        (take_off_the_board, "not_on_board"),
        (archive, "not_on_board"),
        (move_down, "below_ordinary"),
    ],
)
def test_escalating_again_mends_what_broke_and_nothing_else(house: House, deed: Deed, code: str) -> None:
    """A lost label or place is found and put right; what the note and the thread said is not said again."""
    ticket_id, number = escalated(house)
    assert found(house, ticket_id) == {}
    deed(house, ticket_id, number)
    assert found(house, ticket_id) == {code: "escalate"}
    house.sandbox.clear_log()
    done = house.do("escalate", ticket_id, **WISH)
    assert [one for one in house.writes() if "/tickets/" in one or "postMessage" in one] == []
    assert [step["state"] for step in done["steps"] if step["id"] == "issue"] == ["adopted"]
    assert found(house, ticket_id) == {}
    assert house.issue_of(ticket_id) == number


def test_work_that_began_is_not_put_back(house: House) -> None:
    """Mending a label leaves a column that people chose as it is, and moves nothing."""
    ticket_id, number = escalated(house)
    ask = house.panel(ticket_id)["asks"][-1]
    house.do("answer_ask", ticket_id, ask_id=ask["ask_id"], answer="accepted")
    take_label(house, ticket_id, number)
    house.look()
    plan = house.preview("escalate", ticket_id, **WISH)
    kinds = [step["kind"] for step in plan["steps"] if step["state"] == "planned"]
    assert kinds == ["set_field"]
    house.run(plan)
    assert house.panel(ticket_id)["issue"]["status"] == "In progress"
    assert found(house, ticket_id) == {}


@pytest.mark.parametrize("deed", [delete_issue, transfer_issue])
def test_an_issue_that_is_gone_is_opened_anew(house: House, deed: Deed) -> None:
    """A deleted issue, or one that was moved away, is found, and a new one takes its place."""
    ticket_id, number = escalated(house)
    deed(house, ticket_id, number)
    assert found(house, ticket_id) == {"issue_gone": "escalate"}
    house.do("escalate", ticket_id, **WISH)
    assert found(house, ticket_id) == {}
    assert house.issue_of(ticket_id) != number


def test_a_closed_issue_leads_to_telling(house: House) -> None:
    """The issue is closed while the ticket is open: once the requester was told, closing is simply next."""
    ticket_id, number = escalated(house)
    house.github("PATCH", f"issues/{number}", {"state": "closed"})
    assert found(house, ticket_id) == {"issue_closed": "tell_resolved"}
    house.sandbox.advance(60)
    house.do("tell_resolved", ticket_id, text="The proxy has more memory.")
    assert found(house, ticket_id) == {}
    assert house.panel(ticket_id)["ticket"]["next_step"] == "close_out"
    plan = house.preview("escalate", ticket_id, **WISH)  # it breaks again: that is another change
    assert next(step for step in plan["steps"] if step["id"] == "issue")["state"] == "planned"


def test_an_edited_issue_still_belongs_to_its_ticket(house: House) -> None:
    """Somebody rewrites the issue's text: no second one is opened, and linking it refers to the ticket."""
    ticket_id, number = escalated(house)
    link = house.panel(ticket_id)["issue"]["link"]
    edit_body(house, ticket_id, number)
    assert found(house, ticket_id) == {"no_reference": "link"}
    again = house.preview("escalate", ticket_id, **WISH)
    assert next(step for step in again["steps"] if step["id"] == "issue")["state"] == "adopted"
    house.do("link", ticket_id, url=link)
    assert found(house, ticket_id) == {}
    (comment,) = house.panel(ticket_id)["issue"]["comments"]
    assert f"/a/tickets/{ticket_id}" in comment["text"]


def test_nobody_on_it_leads_to_asking(house: House) -> None:
    """Whoever took it was unassigned: somebody is asked."""
    ticket_id, number = escalated(house)
    ask = house.panel(ticket_id)["asks"][-1]
    house.do("answer_ask", ticket_id, ask_id=ask["ask_id"], answer="accepted")
    assert found(house, ticket_id) == {}
    login = house.panel(ticket_id)["issue"]["assignees"][0]
    house.github("DELETE", f"issues/{number}/assignees", {"assignees": [login]})
    assert found(house, ticket_id) == {"nobody_on_it": "ask"}
    house.do("ask", ticket_id, engineer_id=house.suggested(ticket_id), overrule_reason="Anybody will do.")
    assert found(house, ticket_id) == {}


def test_a_ticket_that_was_closed_by_hand_is_closed_out(house: House) -> None:
    """The ticket is closed, its issue open and its thread going on: closing out ends both."""
    ticket_id, number = escalated(house)
    house.freshdesk("PUT", f"/tickets/{ticket_id}", {"status": 5})
    assert found(house, ticket_id) == {"ticket_closed": "close_out", "thread_without_end": "close_out"}
    house.do("close_out", ticket_id, set_status="closed", summary="More memory.")
    assert found(house, ticket_id) == {}
    assert house.row(ticket_id) is None
    assert house.github("GET", f"issues/{number}")["state"] == "closed"


def test_one_cause_of_two_tickets_ends_with_the_last(house: House) -> None:
    """A ticket may end while another needs its issue; that is no contradiction and no loose end."""
    ticket_id, number = escalated(house)
    other = house.ticket("Our hub is slow too")
    house.do("link", other, url=house.panel(ticket_id)["issue"]["link"])
    house.freshdesk("PUT", f"/tickets/{ticket_id}", {"status": 5})
    assert found(house, ticket_id) == {"thread_without_end": "close_out"}
    house.do("close_out", ticket_id, set_status="closed")
    assert found(house, ticket_id) == {}
    assert house.row(ticket_id) is None
    house.freshdesk("PUT", f"/tickets/{other}", {"status": 5})
    assert found(house, other) == {"ticket_closed": "close_out"}
    house.do("close_out", other, set_status="closed")
    assert found(house, other) == found(house, ticket_id) == {}
    assert house.github("GET", f"issues/{number}")["state"] == "closed"


def test_a_linked_thread_that_was_deleted_is_opened_anew(house: House) -> None:
    """Somebody deletes the thread that a steward had linked: that is found, and a new one is opened."""
    ticket_id = house.ticket()
    posted = house.slack("chat.postMessage", "devika", channel=house.channel, text="Slow hubs?")
    where = house.slack("chat.getPermalink", channel=house.channel, message_ts=posted["ts"])
    house.do("link", ticket_id, url=where["permalink"])
    assert found(house, ticket_id) == {}
    house.slack("chat.delete", "devika", channel=house.channel, ts=posted["ts"])
    house.sandbox.advance(300)
    assert found(house, ticket_id) == {"thread_gone": "thread"}
    house.do("thread", ticket_id, text="Any ideas?")
    assert found(house, ticket_id) == {}


def test_a_conversation_about_no_ticket_is_shown(house: House) -> None:
    """A thread of the team that names no ticket waits for a link, or for somebody's check mark."""
    roots = []
    for text in ("Is the image registry slow?", "Lunch?"):
        posted = house.slack("chat.postMessage", "devika", channel=house.channel, text=text)
        reply = {"channel": house.channel, "thread_ts": posted["ts"], "text": "I think so."}
        house.slack("chat.postMessage", "elif", **reply)
        roots.append(posted["ts"])
    house.look()
    loose = {one["text"]: one for one in house.queue()["loose_threads"]}
    assert {"Is the image registry slow?", "Lunch?"} <= set(loose)
    assert all(one["mend"] == "link" and one["link"] and one["at"] for one in loose.values())
    house.do("link", house.ticket("Images"), url=loose["Is the image registry slow?"]["link"])
    mark = {"channel": house.channel, "timestamp": roots[1], "name": "white_check_mark"}
    house.slack("reactions.add", "devika", **mark)
    house.look()
    left = {one["text"] for one in house.queue()["loose_threads"]}
    assert not left & {"Is the image registry slow?", "Lunch?"}


def test_a_merged_ticket_hands_its_issue_on(house: House) -> None:
    """What a merged ticket had belongs to the ticket that stays; only the reference is still to be set."""
    gone, number = escalated(house)
    stays = house.ticket("Our hub is slow as well")
    thread = house.panel(gone)["thread"]["link"]
    house.freshdesk("PUT", "/tickets/merge", {"primary_id": stays, "ticket_ids": [gone]})
    house.look_for_hidden()
    assert house.row(gone) is None
    assert found(house, stays) == {"ticket_merged": "link"}
    panel = house.panel(stays)
    assert panel["thread"]["link"] == thread
    house.do("link", stays, url=panel["issue"]["link"])
    assert found(house, stays) == {}
    assert house.issue_of(stays) == number


def test_a_board_that_was_renamed_stops_before_anything_is_sent(house: House) -> None:
    """An option that is not there any more is said in the preview, not after half of it was sent."""
    control = house.sandbox.control
    control.post("/github/fields/Status", json={"options": {"Up Next": "Next up"}}).raise_for_status()
    try:
        house.office.office.board._shape = None
        plan = house.preview("escalate", house.ticket(), **WISH)
        (check,) = [one for one in plan["checks"] if one["rule"] == "board_changed"]
        assert 'no "Up Next" in "Status"; it has: Next up' in check["caught"]
        assert check["level"] == "stop"
    finally:
        control.post("/github/fields/Status", json={"options": {"Next up": "Up Next"}}).raise_for_status()
        house.office.office.board._shape = None
