"""What is said and done in Slack and GitHub reaches the facts, the next step and the panel."""

from __future__ import annotations

import pytest

from supporthub_ext.actions.read_slack import SlackReader
from tests.actions.house import House

pytestmark = pytest.mark.slow

WISH = {"title": "The proxy restarts", "change": "Give the proxy more memory."}
SET = """mutation($project: ID!, $item: ID!, $field: ID!, $value: ProjectV2FieldValue!) {
  updateProjectV2ItemFieldValue(input: {projectId: $project, itemId: $item, fieldId: $field, value: $value})
  { projectV2Item { id } } }"""
QUIET = [
    "freshdesk GET /api/v2/tickets",
    "github GET /api/v3/repos/{repository}/issues",
    "slack POST /api/conversations.history",
]


@pytest.fixture
def escalated(house: House) -> tuple[int, int]:
    """A ticket that was escalated and has an engineer on it, and its issue's number."""
    ticket_id = house.ticket()
    house.do("acknowledge", ticket_id, next_steps="We look into it.")
    house.do("impact", ticket_id, answers={"who": "few"})
    who = house.suggested(ticket_id)
    house.do("escalate", ticket_id, **WISH, engineer_id=who)
    house.do("answer_ask", ticket_id, ask_id=house.panel(ticket_id)["asks"][-1]["ask_id"], answer="accepted")
    house.look()
    house.sandbox.clear_log()
    return ticket_id, house.issue_of(ticket_id)


def next_of(house: House, ticket_id: int) -> str:
    house.look()
    return str(house.panel(ticket_id)["ticket"]["next_step"])


def test_a_question_in_the_thread_wants_an_answer(house: House, escalated: tuple[int, int]) -> None:
    """An engineer asks in the thread: that is next, until one of us answers there."""
    ticket_id, _ = escalated
    place = {"channel": house.channel, "thread_ts": house.thread_of(ticket_id)}
    assert next_of(house, ticket_id) == "update"
    house.slack("chat.postMessage", "mei", text="Which node pool is it?", **place)
    assert next_of(house, ticket_id) == "answer_engineer"
    panel = house.panel(ticket_id)
    said = panel["thread"]["messages"][-1]
    assert (said["from"], said["text"], said["ours"]) == ("Mei Tanaka", "Which node pool is it?", False)
    assert "Mei Tanaka" in panel["ticket"]["reason"]
    house.do("thread", ticket_id, text="The one for users.")
    assert next_of(house, ticket_id) == "update"


def test_our_words_are_ours_after_a_bad_start(house: House, escalated: tuple[int, int]) -> None:
    """Slack does not say who we are at first: it is asked again, and nothing of ours waits for our answer."""
    ticket_id, _ = escalated
    office = house.office.office
    reader, now = SlackReader(office, office.elsewhere), office.clock.now()
    office.elsewhere.put_threads({}, gone=[f"{house.channel}/{house.thread_of(ticket_id)}"])
    house.sandbox.fault(service="slack", path="*auth.test", status=500)
    house._run(reader.run(now))
    assert reader.problem
    house.sandbox.clear_faults()
    house._run(reader.run(now))
    assert reader.problem is None
    thread = office.elsewhere.thread(ticket_id)
    assert thread is not None
    assert [one["bot"] for one in thread["messages"]] == [True, True]


def test_a_question_on_the_issue_wants_an_answer(house: House, escalated: tuple[int, int]) -> None:
    """An engineer asks on the issue: that is next; what somebody outside says there is marked."""
    ticket_id, number = escalated
    house.outsider_comments(number, "We see this too.")
    assert next_of(house, ticket_id) == "update"
    house.github("POST", f"issues/{number}/comments", {"body": "Since when?"}, who="mei")
    assert next_of(house, ticket_id) == "answer_engineer"
    theirs, engineers = house.panel(ticket_id)["issue"]["comments"]
    assert (theirs["outsider"], engineers["outsider"]) == (True, False)
    assert (engineers["from"], engineers["text"]) == ("Mei Tanaka", "Since when?")


def test_what_happens_to_the_issue_is_seen(house: House, escalated: tuple[int, int]) -> None:
    """A move on the board, a close and a reopening show in the panel, and the next step follows."""
    ticket_id, number = escalated
    board = house.office.office.board
    shape = house._run(board.shape())
    field, option = shape.option("Status", "Needs Input")
    house.graph(SET, **house.item_of(number), field=field.id, value={"singleSelectOptionId": option})
    house.look()
    assert house.panel(ticket_id)["issue"]["status"] == "Needs Input"
    house.github("PATCH", f"issues/{number}", {"state": "closed"})
    assert next_of(house, ticket_id) == "tell_resolved"
    assert house.panel(ticket_id)["issue"]["closed_at"]
    house.github("PATCH", f"issues/{number}", {"state": "open"})
    assert next_of(house, ticket_id) == "update"
    assert house.panel(ticket_id)["issue"]["closed_at"] is None


def calls_of_a_look(house: House) -> list[str]:
    house.sandbox.clear_log()
    house.look(everything=False)
    return sorted(line.replace(house.repository, "{repository}") for line in house.calls())


def test_only_what_changed_is_read(house: House, escalated: tuple[int, int]) -> None:
    """A quiet look costs one call a service; a thread or an issue that moved costs one more each."""
    ticket_id, number = escalated
    house.sandbox.advance(120)  # FreshDesk fills due dates in a little later
    house.look()
    assert calls_of_a_look(house) == QUIET
    place = {"channel": house.channel, "thread_ts": house.thread_of(ticket_id)}
    house.slack("chat.postMessage", "mei", text="On it.", **place)
    assert calls_of_a_look(house) == [*QUIET, "slack POST /api/conversations.replies"]
    house.github("POST", f"issues/{number}/comments", {"body": "Started."}, who="mei")
    comments = f"github GET /api/v3/repos/{{repository}}/issues/{number}/comments"
    assert calls_of_a_look(house) == sorted([*QUIET, comments])
    assert calls_of_a_look(house) == QUIET
    house.sandbox.advance(120)
    house.github("POST", f"issues/{number}/comments", {"body": "Half way."}, who="mei")
    house.look()
    (asked,) = [one["query"] for one in house.sandbox.log("github") if one["path"].endswith("/comments")][-1:]
    assert "since=" in asked
    assert [one["text"] for one in house.panel(ticket_id)["issue"]["comments"]] == ["Started.", "Half way."]


def test_a_comment_that_was_deleted_goes(house: House, escalated: tuple[int, int]) -> None:
    """What somebody takes away on the issue does not stay with us."""
    ticket_id, number = escalated
    first = house.github("POST", f"issues/{number}/comments", {"body": "Wrong issue, sorry."}, who="mei")
    house.github("POST", f"issues/{number}/comments", {"body": "Started."}, who="mei")
    house.look()
    house.sandbox.advance(120)
    house.github("DELETE", f"issues/comments/{first['id']}", who="mei")
    house.github("PATCH", f"issues/{number}", {"title": "The proxy restarts often"})
    house.look()
    assert [one["text"] for one in house.panel(ticket_id)["issue"]["comments"]] == ["Started."]


def test_lists_that_trail_behind_make_no_doubles(house: House) -> None:
    """GitHub's list and Slack's history show things late: nothing is made twice, and nothing flips back."""
    house.sandbox.control.post("/github", json={"list_lag_s": 45}).raise_for_status()
    house.sandbox.control.post("/slack", json={"lag_s": 45}).raise_for_status()
    try:
        ticket_id = house.ticket()
        house.do("escalate", ticket_id, **WISH)
        number = house.issue_of(ticket_id)
        house.look()
        again = house.preview("escalate", ticket_id, **WISH)
        states = {step["id"]: step["state"] for step in again["steps"]}
        assert states == dict.fromkeys(("issue", "item", "thread"), "adopted")
        assert house.issue_of(ticket_id) == number
        house.do("close_out", ticket_id, set_status="closed", summary="More memory.")
        for _ in range(3):
            house.look()
            assert house.panel(ticket_id)["issue"]["state"] == "closed"
            house.sandbox.advance(20)
    finally:
        house.sandbox.control.post("/github", json={"list_lag_s": 0}).raise_for_status()
        house.sandbox.control.post("/slack", json={"lag_s": 0}).raise_for_status()


def test_of_two_who_say_the_same_at_once_one_is_heard(house: House) -> None:
    """What was just said in a thread is not said again; other words are, and later the same ones too."""
    ticket_id = house.ticket()

    def states(text: str) -> list[str]:
        return [step["state"] for step in house.preview("thread", ticket_id, text=text)["steps"]]

    house.do("thread", ticket_id, text="Who knows <this> & that?")
    assert states("Who knows <this> & that?") == ["adopted"]
    assert states("Who knows") == ["adopted", "planned"]
    house.do("thread", ticket_id, text="It is urgent.")
    assert states("It is urgent.") == ["adopted"]
    assert states("urgent") == ["adopted", "planned"]
    house.sandbox.advance(180)
    assert states("It is urgent.") == ["adopted", "planned"]


@pytest.mark.parametrize(
    ("service", "path", "switch"),
    [("github", "*/issues", "list_lag_s"), ("slack", "*chat.postMessage", "lag_s")],
)
def test_a_lost_answer_and_a_late_list_make_no_doubles(
    house: House, monkeypatch: pytest.MonkeyPatch, service: str, path: str, switch: str
) -> None:
    """The answer is lost and the list shows nothing yet: it is looked for again before it is repeated."""
    ticket_id = house.ticket()
    for (name, _), hand in house.office._runner._running._hands.items():
        if name == service:
            monkeypatch.setattr(hand, "lag_s", 2.5)  # the services' own take up to ten seconds
    house.sandbox.control.post(f"/{service}", json={switch: 1}).raise_for_status()
    house.sandbox.fault(service=service, method="POST", path=path, when="after", drop=True, count=1)
    try:
        plan = house.preview("escalate", ticket_id, **WISH)
        house.sandbox.clear_log()
        done = house.run(plan)
        assert done["state"] == "done"
        sent = [line for line in house.writes() if line.endswith(path.strip("*/"))]
        assert len(sent) == 1
        assert [step["id"] for step in done["steps"] if step["receipt"]["looked"]] != []
    finally:
        house.sandbox.control.post(f"/{service}", json={switch: 0}).raise_for_status()
