"""Our Slack client against the sandbox's Slack, over real HTTP."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Coroutine, Iterator
from datetime import datetime, timedelta
from typing import Any, TypeVar

import httpx
import pytest

from supporthub_ext.errors import (
    ConfigurationError,
    ServiceDown,
    ServiceError,
    ServiceLimited,
    ServiceMissing,
    ServiceRefused,
    ServiceRejected,
    ServiceUnreadable,
)
from supporthub_ext.services.slack import Slack
from supporthub_ext.services.slack_records import Place, escaped, read_channel, read_permalink
from tests.sandbox.room import Sandbox

T = TypeVar("T")
PRIVATE, PUBLIC, STEWARDS = "C0SUPPORT1", "C0HUBHELP1", "S0STEWARD1"
KEY = "sh-4101-thread-{}-message"


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    room = Sandbox(tickets=5)
    yield room
    room.stop()


@pytest.fixture
def room(running: Sandbox) -> Iterator[Sandbox]:
    """The sandbox, with all switches as they were after each test."""
    yield running
    running.clear_faults()
    running.clear_log()
    running.control.post("/slack", json={"lag_s": 0, "groups_by_admins": False, "revoked": []})
    closed = {"is_private": True, "is_ext_shared": False, "is_archived": False}
    running.control.post("/slack/channels/support-freshdesk", json=closed)


@pytest.fixture
def slack(room: Sandbox) -> Iterator[Slack]:
    slack = Slack(room.ready["slack"]["url"], room.ready["slack"]["bot_token"])
    yield slack
    run(slack.close())


def run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def refused(work: Coroutine[Any, Any, Any]) -> ServiceError:
    with pytest.raises(ServiceError) as caught:
        run(work)
    return caught.value


def post(slack: Slack, number: int, text: str = "Ticket 4101", **more: Any) -> Place:
    return run(slack.post(PRIVATE, text, key=KEY.format(number), audience="team", **more))


def since(room: Sandbox) -> datetime:
    return datetime.fromisoformat(room.now())


def sent(room: Sandbox, method: str) -> int:
    return sum(one["path"] == f"/api/{method}" for one in room.log("slack"))


@pytest.mark.slow
def test_a_message_is_found_by_its_key(slack: Slack, room: Sandbox) -> None:
    """A message and a reply are found by their keys, the reply in its thread alone."""
    start = since(room)
    root = post(slack, 1)
    reply = post(slack, 2, "More", thread_ts=root.ts)
    assert run(slack.find(PRIVATE, KEY.format(1), start)) == root
    assert run(slack.find(PRIVATE, KEY.format(2), start)) is None
    assert run(slack.find(PRIVATE, KEY.format(2), start, root.ts)) == reply
    assert run(slack.find(PRIVATE, KEY.format(3), start, root.ts)) is None
    assert run(slack.find(PRIVATE, KEY.format(2), start, "1.000001")) is None
    assert run(slack.message(reply))["text"] == "More"
    assert run(slack.message(root))["reply_count"] == 1


@pytest.mark.slow
def test_a_thread_made_by_hand_is_found(slack: Slack, room: Sandbox) -> None:
    """A message that somebody typed is found by what it says, and its link leads back to it."""
    room_url, headers = room.ready["slack"]["url"], {"Authorization": "Bearer xoxp-mei"}
    typed = {"channel": PRIVATE, "text": "About https://desk.example/a/tickets/4177"}
    httpx.post(f"{room_url}chat.postMessage", json=typed, headers=headers, trust_env=False)
    found = run(slack.find_where(PRIVATE, lambda one: "/tickets/4177" in one["text"], since(room)))
    assert found is not None
    link = run(slack.permalink(found))
    assert read_permalink(link) == found
    place, message = run(slack.linked(link))
    assert (place, message["text"]) == (found, typed["text"])
    assert isinstance(refused(slack.linked("https://team.example/wiki")), ServiceRejected)
    assert isinstance(refused(slack.linked(link[:-6] + "999999")), ServiceMissing)


@pytest.mark.slow
def test_a_long_history_is_read_whole(slack: Slack, room: Sandbox) -> None:
    """Histories and threads are read over all their pages, each message once."""
    start = since(room)
    root = post(slack, 10, "long thread")
    headers = {"Authorization": "Bearer xoxp-mei"}
    with httpx.Client(base_url=room.ready["slack"]["url"], headers=headers, trust_env=False) as mei:
        for number in range(205):
            reply = {"channel": PRIVATE, "text": str(number), "thread_ts": root.ts}
            assert mei.post("chat.postMessage", json=reply).json()["ok"]
    thread = run(slack.thread(PRIVATE, root.ts))
    assert [one["text"] for one in thread] == ["long thread", *map(str, range(205))]
    assert [one["text"] for one in run(slack.thread(PRIVATE, root.ts, thread[-2]["ts"]))[1:]] == ["204"]

    async def history() -> list[str]:
        return [one["ts"] async for one in slack.history(PRIVATE, start)]

    assert root.ts in run(history())


@pytest.mark.slow
@pytest.mark.parametrize("turn", [{"is_private": False}, {"is_ext_shared": True}])
def test_nothing_for_the_team_goes_where_others_see_it(
    slack: Slack, room: Sandbox, turn: dict[str, bool]
) -> None:
    """A channel that was opened or shared meanwhile gets no text for the team, and a public one still may."""
    room.control.post("/slack/channels/support-freshdesk", json=turn)
    room.clear_log()
    problem = refused(slack.post(PRIVATE, "secret", key="k", audience="team"))
    assert isinstance(problem, ServiceRejected)
    assert "team alone" in problem.message
    assert sent(room, "chat.postMessage") == 0
    run(slack.post(PUBLIC, "for everybody", key=KEY.format(20), audience="public"))


UNANSWERED: list[dict[str, Any]] = [
    {"drop": True},
    {"status": 502, "body": "<html>bad gateway</html>", "headers": {"Content-Type": "text/html"}},
    {"status": 500, "body": {"ok": False, "error": "fatal_error"}},
    {"status": 200, "body": "<html>log in</html>", "headers": {"Content-Type": "text/html"}},
    {"status": 200, "body": {"ok": False, "error": "internal_error"}},
    {"status": 200, "body": {"ok": True}},
    {"status": 200, "body": "[]"},
]


@pytest.mark.slow
@pytest.mark.parametrize("fault", UNANSWERED)
def test_an_unanswered_post_is_sent_once_and_found(
    slack: Slack, room: Sandbox, fault: dict[str, Any]
) -> None:
    """A post that Slack stored and did not answer is sent once, said to be in doubt, and found."""
    start = since(room)
    key = KEY.format(300 + UNANSWERED.index(fault))
    room.fault(service="slack", path="/api/chat.postMessage", when="after", count=1, **fault)
    problem = refused(slack.post(PRIVATE, "once", key=key, audience="team"))
    assert isinstance(problem, ServiceDown | ServiceUnreadable)
    assert problem.stored
    assert sent(room, "chat.postMessage") == 1
    assert run(slack.find(PRIVATE, key, start)) is not None


@pytest.mark.slow
def test_a_slow_post_is_in_doubt(room: Sandbox) -> None:
    """A time-out says that the message may stand, and it does once it landed."""
    hasty = Slack(room.ready["slack"]["url"], room.ready["slack"]["bot_token"], timeout_s=1)
    room.fault(service="slack", path="/api/chat.postMessage", delay_s=1.5, when="after", count=1)
    problem = refused(hasty.post(PRIVATE, "late", key=KEY.format(41), audience="team"))
    assert isinstance(problem, ServiceDown)
    assert problem.stored
    assert run(hasty.find(PRIVATE, KEY.format(41), since(room) - timedelta(minutes=1))) is not None
    run(hasty.close())


@pytest.mark.slow
def test_a_limited_post_waits_for_its_turn(slack: Slack, room: Sandbox) -> None:
    """429 on a write says for how long, was surely not stored, and is not sent again by itself."""
    room.fault(
        service="slack", path="/api/chat.postMessage", status=429, headers={"Retry-After": "30"}, count=1
    )
    for _ in range(2):  # the second one is not even sent: we know for how long
        problem = refused(slack.post(PRIVATE, "x", key=KEY.format(50), audience="team"))
        assert isinstance(problem, ServiceLimited)
        assert 20 < problem.retry_after_s <= 30
        assert not problem.stored
    assert sent(room, "chat.postMessage") == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429, "headers": {"Retry-After": "1"}, "body": {"ok": False, "error": "ratelimited"}},
        {"status": 200, "body": {"ok": False, "error": "internal_error"}},
        {"status": 503},
        {"drop": True},
    ],
)
def test_reads_are_tried_again(slack: Slack, room: Sandbox, fault: dict[str, Any]) -> None:
    """A read survives one limit, one trouble and one dropped connection."""
    room.clear_log()
    room.fault(service="slack", path="/api/users.info", count=1, **fault)
    assert run(slack.user("U0MEI00000"))["name"] == "mei"
    assert sent(room, "users.info") == 2


@pytest.mark.slow
def test_reads_give_up_in_the_end(slack: Slack, room: Sandbox) -> None:
    """A read that never succeeds ends in an error after a few tries; half a list is never a whole one."""
    room.clear_log()
    room.fault(service="slack", path="/api/users.list", status=200, body="<html>", headers={})
    assert isinstance(refused(slack.users()), ServiceUnreadable)
    assert sent(room, "users.list") == 4
    endless = {"ok": True, "members": [], "response_metadata": {"next_cursor": "again"}}
    room.clear_faults()
    room.fault(
        service="slack", path="/api/users.list", status=429, headers={"Retry-After": "600"}, body=endless
    )
    problem = refused(slack.users())
    assert isinstance(problem, ServiceLimited)
    assert problem.retry_after_s > 60


@pytest.mark.slow
def test_a_list_that_goes_in_a_circle_is_refused(slack: Slack, room: Sandbox) -> None:
    """A cursor that leads back to its own page ends in an error, not in an endless walk."""
    circle = {"ok": True, "members": [], "response_metadata": {"next_cursor": "again"}}
    room.fault(service="slack", path="/api/users.list", body=circle)
    assert isinstance(refused(slack.users()), ServiceUnreadable)


@pytest.mark.slow
def test_credentials_are_said_plainly(slack: Slack, room: Sandbox) -> None:
    """A good token says whose it is; a bad one or a missing right says what to do; none shows the token."""
    assert run(slack.me())["user_id"] == "U0SUPPORT0"
    assert "xoxb" not in repr(slack)
    room.control.post("/slack", json={"revoked": ["xoxb-support"]})
    problem = refused(slack.me())
    assert isinstance(problem, ServiceRefused)
    assert "slack_bot_token" in problem.what_to_do
    assert "xoxb-support" not in str(problem.to_json())
    room.control.post("/slack", json={"revoked": [], "groups_by_admins": True})
    problem = refused(slack.set_group_members(STEWARDS, ["U0MEI00000"]))
    assert isinstance(problem, ServiceRefused)
    assert "administrator" in problem.what_to_do


@pytest.mark.slow
def test_channels_are_told_apart(slack: Slack) -> None:
    """A channel is found by id or name; one that the app is not in says how to bring it in."""
    assert run(slack.channel_named("#support-freshdesk")) == run(slack.channel(PRIVATE))
    assert run(slack.channel(PRIVATE)).keeps_secrets
    assert not run(slack.channel(PUBLIC)).keeps_secrets
    assert "invite our app" in refused(slack.channel("C0LEADERS1")).what_to_do
    assert isinstance(refused(slack.channel_named("leadership")), ServiceMissing)
    problem = refused(slack.post("C0GENERAL1", "x", key="k", audience="public"))
    assert "/invite" in problem.what_to_do


@pytest.mark.slow
def test_what_is_so_already_is_not_written(slack: Slack, room: Sandbox) -> None:
    """A topic, a group or a reaction that stands already costs no second write, and no error."""
    root = post(slack, 60)
    room.clear_log()
    for _ in range(2):
        run(slack.set_topic(PRIVATE, "On support duty: Mei"))
        run(slack.set_group_members(STEWARDS, ["U0MEI00000", "U0NOAH0000"]))
        run(slack.react(root, "white_check_mark"))
    assert sent(room, "conversations.setTopic") == sent(room, "usergroups.users.update") == 1
    assert run(slack.channel(PRIVATE)).topic == "On support duty: Mei"
    assert run(slack.group_members(STEWARDS)) == ["U0MEI00000", "U0NOAH0000"]
    assert run(slack.message(root))["reactions"][0]["count"] == 1
    assert run(slack.group_named("@support-stewards"))["id"] == STEWARDS
    assert isinstance(refused(slack.group_named("nobody")), ServiceMissing)
    assert isinstance(refused(slack.set_group_members(STEWARDS, [])), ServiceRejected)


@pytest.mark.slow
def test_people_are_found_by_mail(slack: Slack) -> None:
    """Somebody is found by mail; who left is not, but stands marked in the list."""
    found = run(slack.user_by_mail("devika@lagoon.example"))
    assert found is not None
    assert found["tz"] == "Asia/Kolkata"
    assert run(slack.user_by_mail("oona@lagoon.example")) is None
    assert [one["name"] for one in run(slack.users()) if one["deleted"]] == ["oona"]
    direct = run(slack.open_direct(["U0DEVIKA00"]))
    assert run(slack.post(direct, "Due at noon", key=KEY.format(70), audience="team")).channel == direct


@pytest.mark.slow
def test_an_edit_keeps_the_key(slack: Slack, room: Sandbox) -> None:
    """Text may be replaced and the message is still found; text that Slack would cut is refused."""
    start = since(room)
    root = post(slack, 80)
    run(slack.edit(root, "Ticket 4101, mended"))
    assert run(slack.find(PRIVATE, KEY.format(80), start)) == root
    assert run(slack.message(root))["text"] == "Ticket 4101, mended"
    assert isinstance(refused(slack.post(PRIVATE, "x" * 4001, key="k", audience="team")), ServiceRejected)


@pytest.mark.slow
def test_what_is_ours_can_be_taken_away(slack: Slack, room: Sandbox) -> None:
    """A message is taken away once, and doing so again is as good; somebody else's stays."""
    start = since(room)
    ours = post(slack, 85)
    for _ in range(2):
        run(slack.remove(ours))
    assert run(slack.find(PRIVATE, KEY.format(85), start)) is None
    typed = {"channel": PRIVATE, "text": "Mine"}
    headers = {"Authorization": "Bearer xoxp-mei"}
    url = f"{room.ready['slack']['url']}chat.postMessage"
    theirs = httpx.post(url, json=typed, headers=headers, trust_env=False).json()["ts"]
    assert isinstance(refused(slack.remove(Place(PRIVATE, theirs))), ServiceRejected)


@pytest.mark.slow
def test_a_lagging_history_shows_it_later(slack: Slack, room: Sandbox) -> None:
    """A stored message that the history does not show yet is found when the lag has passed."""
    start = since(room)
    room.control.post("/slack", json={"lag_s": 60})
    root = post(slack, 90)
    assert run(slack.find(PRIVATE, KEY.format(90), start)) is None
    room.advance(60)
    assert run(slack.find(PRIVATE, KEY.format(90), start)) == root


@pytest.mark.slow
def test_the_loop_goes_on_while_slack_is_slow(slack: Slack, room: Sandbox) -> None:
    """While a call waits in its thread, the caller's loop does other things."""
    room.fault(service="slack", path="/api/auth.test", delay_s=0.5, when="before", count=1)

    async def both() -> int:
        turns = 0
        call = asyncio.create_task(slack.me())
        while not call.done():
            turns += 1
            await asyncio.sleep(0.01)
        return turns

    assert run(both()) > 1


@pytest.mark.slow
def test_no_proxy_stands_before_this_machine(room: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy of the environment is not asked for a Slack on loopback."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert run(Slack(room.ready["slack"]["url"], "xoxb-support").me())["ok"]


def test_nobody_at_the_address_is_not_in_doubt() -> None:
    """A Slack that can't be reached has stored nothing, and says so after a few tries."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}/api/"
        problem = refused(Slack(url, "xoxb-x").open_direct(["U0MEI00000"]))
    assert isinstance(problem, ServiceDown)
    assert not problem.stored


def test_plain_http_is_for_this_machine_only() -> None:
    """An address elsewhere must be https."""
    with pytest.raises(ConfigurationError):
        Slack("http://slack.example/api/", "xoxb-x")


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://team.slack.com/archives/C01/p1772615600000100", Place("C01", "1772615600.000100")),
        (
            "https://team.slack.com/archives/C01/p1772615700000200?thread_ts=1772615600.000100&cid=C01",
            Place("C01", "1772615700.000200", "1772615600.000100"),
        ),
        (
            "https://team.slack.com/archives/C01/p1772615600000100?thread_ts=1772615600.000100",
            Place("C01", "1772615600.000100"),
        ),
        ("https://team.slack.com/archives/C01", None),
        ("mei was here", None),
    ],
)
def test_a_link_says_where_it_leads(url: str, place: Place | None) -> None:
    """A permalink holds channel, message and thread; the first message of a thread is no reply."""
    assert read_permalink(url) == place


def test_foreign_text_pings_nobody() -> None:
    """Escaped text holds no control form, so it can mention neither people nor channels."""
    assert escaped("<!here> & <@U1>") == "&lt;!here&gt; &amp; &lt;@U1&gt;"


def test_what_slack_does_not_say_is_not_private() -> None:
    """A channel that is not said to be private counts as open; a row without id is no channel."""
    assert not read_channel({"id": "C1"}).keeps_secrets
    assert read_channel({"id": "D1", "is_im": True}).keeps_secrets
    with pytest.raises(ServiceUnreadable):
        read_channel({})
