"""Our GitHub client against the sandbox's GitHub, over real HTTP."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Coroutine, Iterator
from datetime import datetime, timedelta
from typing import Any, TypeVar

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
from supporthub_ext.services.github import GitHub
from supporthub_ext.services.github_records import GitHubIssue, key_of, read_link, with_key
from tests.sandbox.github_room import MADE_UP, Room, as_before, github_truth, hub

__all__ = ["as_before", "github_truth", "hub"]
pytestmark = pytest.mark.slow

T = TypeVar("T")
KEY = "sh-{}-escalate-1-issue"
ISSUES, COMMENTS = "*/issues", "*/comments"


def run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def refused(work: Coroutine[Any, Any, Any]) -> ServiceError:
    with pytest.raises(ServiceError) as caught:
        run(work)
    return caught.value


@pytest.fixture
def github(hub: Room) -> Iterator[GitHub]:
    github = client(hub)
    yield github
    run(github.close())


def client(hub: Room, **more: Any) -> GitHub:
    return GitHub(hub.ready["url"], more.pop("token", hub.ready["token"]), hub.ready["repository"], **more)


def create(github: GitHub, number: int, **more: Any) -> GitHubIssue:
    wish = {"key": KEY.format(number), "audience": "public", "labels": ["support"], **more}
    return run(github.create_issue(f"About {number}", "What has to change.", **wish))


def since(hub: Room) -> datetime:
    return datetime.fromisoformat(hub.sandbox.now())


def stored(hub: Room, key: str) -> int:
    """How many issues carry a key, as an independent client sees it."""
    hub.sandbox.clear_faults()
    return sum(f"supporthub: {key} " in (one.body or "") for one in hub.repository().get_issues(state="all"))


def test_an_issue_is_found_by_its_key(github: GitHub, hub: Room) -> None:
    """What was created is found by its hidden key, and nothing else is."""
    start = since(hub)
    made = create(github, 1, assignees=[hub.logins["mei"]])
    assert run(github.find(KEY.format(1), start)) == made
    assert run(github.find(KEY.format(2), start)) is None
    assert (made.labels, made.assignees, made.key) == (("support",), (hub.logins["mei"],), KEY.format(1))
    assert run(github.linked(made.link)) == run(github.issue(made.number)) == made


def test_an_issue_is_found_after_the_lag(github: GitHub, hub: Room) -> None:
    """While GitHub's list trails behind, the first look finds nothing; after the lag the issue is there."""
    hub.turn(list_lag_s=5)
    start = since(hub)
    made = create(github, 11)
    assert run(github.find(KEY.format(11), start)) is None
    hub.sandbox.advance(6)
    found = run(github.find(KEY.format(11), start))
    assert found is not None
    assert found.number == made.number


def test_search_finds_what_the_list_leaves_out(github: GitHub, hub: Room) -> None:
    """An older issue than we thought is found by search; search over its limit is no obstacle."""
    made = create(github, 12)
    hub.sandbox.advance(3600)
    found = run(github.find(KEY.format(12), since(hub)))
    assert found is not None
    assert found.number == made.number
    hub.turn(search=0)
    assert run(client(hub).find(KEY.format(12), since(hub))) is None


def test_an_issue_made_by_hand_is_found(github: GitHub, hub: Room) -> None:
    """An issue that somebody typed is found by what it says."""
    typed = hub.repository(hub.tokens["noah"]).create_issue("typed", "https://desk.example/a/tickets/4177")
    found = run(github.find_where(lambda issue: "/tickets/4177" in issue.body))
    assert found is not None
    assert (found.number, found.key, found.author) == (typed.number, None, hub.logins["noah"])
    assert run(github.find_where(lambda issue: "/tickets/9999" in issue.body, labels=["support"])) is None


def test_lists_leave_pull_requests_out(github: GitHub, hub: Room) -> None:
    """Issues come latest change first, without pull requests, narrowed by label, state and instant."""

    async def numbers(**wish: Any) -> list[int]:
        return [issue.number async for issue in github.issues(**wish)]

    every = list(hub.repository().get_issues(state="all", sort="updated"))
    assert run(numbers()) == [issue.number for issue in every if not issue.pull_request]
    assert set(run(numbers(labels=["event"], state="open"))) >= {7}
    assert run(numbers(since=since(hub) + timedelta(days=1))) == []


def test_a_comment_is_found_by_its_key(github: GitHub, hub: Room) -> None:
    """A comment carries its key on its own issue; an issue that is gone holds none."""
    start, issue = since(hub), create(github, 2)
    made = run(github.comment(issue.number, "It works now.", key="sh-2-update-1-comment", audience="public"))
    assert run(github.find_comment(issue.number, "sh-2-update-1-comment", start)) == made
    assert run(github.find_comment(issue.number, "sh-2-update-2-comment", start)) is None
    assert [one.key for one in run(github.comments(issue.number))] == ["sh-2-update-1-comment"]
    hub.say(f"/github/issues/{issue.number}/delete")
    assert run(github.find_comment(issue.number, "sh-2-update-1-comment", start)) is None


def test_labels_are_made_where_missing(github: GitHub, hub: Room) -> None:
    """A missing label is made once; one that exists keeps its colour."""
    assert run(github.ensure_label("made by us", "1d76db", "for a test")) is True
    assert run(github.ensure_label("made by us", "000000", "other")) is False
    assert hub.repository().get_label("made by us").color == "1d76db"
    issue = create(github, 3)
    run(github.add_labels(issue.number, ["made by us"]))
    assert run(github.issue(issue.number)).labels == ("support", "made by us")


def test_people_left_out_by_github_are_named(github: GitHub, hub: Room) -> None:
    """GitHub drops who has no access without a word; we say who."""
    issue = create(github, 4)
    assert run(github.assign(issue.number, [hub.logins["mei"]])).assignees == (hub.logins["mei"],)
    problem = refused(github.assign(issue.number, [hub.logins["noah"], "tala-vea"]))
    assert isinstance(problem, ServiceRejected)
    assert "tala-vea" in problem.message
    assert hub.logins["noah"] not in problem.message


def test_closing_twice_is_closing_once(github: GitHub, hub: Room) -> None:
    """An issue that is closed is left as it is: no second write leaves."""
    issue = create(github, 5)
    assert run(github.close_issue(issue.number)).state == "closed"
    before = hub.calls("PATCH")
    assert run(github.close_issue(issue.number)).state_reason == "completed"
    assert hub.calls("PATCH") == before


def test_a_text_for_the_team_never_reaches_a_public_repository(github: GitHub, hub: Room) -> None:
    """Who can read the repository is read again right before each write, so a flip is noticed."""
    insider = client(hub, token=hub.tokens["amara"])
    hub.turn(private=True)
    made = create(insider, 6, audience="team")
    hub.turn(private=False)
    before = hub.calls("POST")
    for work in (
        insider.create_issue("t", "b", key="k", audience="team"),
        insider.comment(made.number, "t", key="k", audience="team"),
    ):
        problem = refused(work)
        assert isinstance(problem, ServiceRejected)
        assert problem.details["name"] == "repository_not_private"
    assert hub.calls("POST") == before
    run(insider.close())


def test_a_token_without_rights_is_told_before_anything_is_dropped(hub: Room) -> None:
    """GitHub would drop labels and assignees in silence; we refuse to begin."""
    outsider = client(hub, token="gh-guest-tala-token")
    problem = refused(outsider.create_issue("t", "b", key="k", audience="public"))
    assert isinstance(problem, ServiceRefused)
    wrong = client(hub, token="gh-nobody")
    problem = refused(wrong.me())
    assert isinstance(problem, ServiceRefused)
    assert "github_token" in problem.what_to_do
    assert "gh-nobody" not in f"{problem} {wrong!r}"
    run(outsider.close())
    run(wrong.close())


def test_issues_that_went_away_are_said(github: GitHub, hub: Room) -> None:
    """A deleted one is gone; a moved one is named at its new place, and nothing is written there."""
    gone, moved = create(github, 7), create(github, 8)
    hub.say(f"/github/issues/{gone.number}/delete")
    there = hub.say(f"/github/issues/{moved.number}/transfer")
    assert isinstance(refused(github.issue(gone.number)), ServiceMissing)
    before = hub.calls("POST")
    for work in (
        github.comment(moved.number, "t", key="k", audience="public"),
        github.assign(moved.number, [hub.logins["mei"]]),
        github.add_labels(moved.number, ["support"]),
        github.close_issue(moved.number),
    ):
        problem = refused(work)
        assert isinstance(problem, ServiceMissing)
        assert f"{there['repository']}#{there['number']}" in problem.message
        assert problem.details["moved_to"].endswith(f"/issues/{there['number']}")
    assert hub.calls("POST") == before


def test_a_write_does_not_follow_what_was_moved(github: GitHub, hub: Room) -> None:
    """Moved between our look and our write: nothing lands at the new place, which may have other readers."""
    issue = create(github, 13)
    hub.say(f"/github/issues/{issue.number}/transfer")
    path = f"/repos/{hub.ready['repository']}/issues/{issue.number}/comments"
    problem = refused(github.calls.send("POST", path, {"body": "not for there"}))
    assert isinstance(problem, ServiceMissing)
    assert problem.stored is False
    assert hub.repository().get_issue(issue.number).comments == 0


@pytest.mark.parametrize(
    "fault",
    [{"status": 502, "body": MADE_UP}, {"status": 500, "body": "{"}, {"status": 200, "body": MADE_UP}],
)
def test_a_write_whose_answer_is_lost_is_sent_once(github: GitHub, hub: Room, fault: dict[str, Any]) -> None:
    """Stored, then a server error or nonsense: one issue stands, the error says so, the key finds it."""
    start, key = since(hub), KEY.format(100 + fault["status"] + len(str(fault["body"])))
    hub.sandbox.fault(service="github", method="POST", path=ISSUES, when="after", **fault)
    problem = refused(github.create_issue("lost", "b", key=key, audience="public"))
    assert isinstance(problem, ServiceDown | ServiceUnreadable)
    assert problem.stored is True
    assert stored(hub, key) == 1
    assert run(github.find(key, start)) is not None


def test_a_write_whose_connection_drops_is_sent_once(github: GitHub, hub: Room) -> None:
    """The connection ends after the comment was stored: one comment stands."""
    issue = create(github, 9)
    hub.sandbox.fault(service="github", method="POST", path=COMMENTS, drop=True, when="after")
    problem = refused(github.comment(issue.number, "once", key="sh-9-update-1-comment", audience="public"))
    assert isinstance(problem, ServiceDown)
    assert problem.stored is True
    hub.sandbox.clear_faults()
    assert len(run(github.comments(issue.number))) == 1


def test_a_slow_answer_may_have_been_stored(hub: Room) -> None:
    """When GitHub does not answer in time, the write may stand, and is not sent again."""
    impatient = client(hub, timeout_s=1)
    hub.sandbox.fault(service="github", method="POST", path=ISSUES, delay_s=1.5, when="after")
    problem = refused(impatient.create_issue("slow", "b", key=KEY.format(10), audience="public"))
    assert isinstance(problem, ServiceDown)
    assert problem.stored is True
    assert stored(hub, KEY.format(10)) == 1
    run(impatient.close())


def test_a_read_is_tried_again(github: GitHub, hub: Room) -> None:
    """A server error now and then is nobody's concern when we only look."""
    hub.sandbox.fault(service="github", method="GET", status=502, body=MADE_UP, count=2)
    assert run(github.repository()).full_name == hub.ready["repository"]


@pytest.mark.parametrize("status", [403, 429])
def test_a_secondary_limit_is_a_wait(hub: Room, status: int) -> None:
    """Retry-After, or a minute when GitHub names no time; a write that would wait so long is not made."""
    for headers, seconds in (({"Retry-After": "7"}, 7), ({}, 60)):
        github = client(hub)
        body = {"message": f"You have exceeded a secondary rate limit. {MADE_UP}"}
        hub.sandbox.fault(
            service="github", method="POST", path=ISSUES, status=status, headers=headers, body=body, count=1
        )
        problem = refused(github.create_issue("much", "b", key=KEY.format(20), audience="public"))
        assert isinstance(problem, ServiceLimited)
        assert (problem.retry_after_s, problem.stored) == (seconds, False)
        before = hub.calls("POST")
        assert isinstance(refused(github.calls.send("POST", "/nowhere", {})), ServiceLimited)
        assert hub.calls("POST") == before
        run(github.close())


def test_a_used_up_hour_is_a_wait(hub: Room) -> None:
    """Nothing left of the hour: we say so, and when it begins anew, or a minute when that can't be told."""
    github = client(hub)
    hub.turn(core=0)
    problem = refused(github.calls.send("POST", f"/repos/{hub.ready['repository']}/issues", {"title": "x"}))
    assert isinstance(problem, ServiceLimited)
    assert 1 <= problem.retry_after_s <= 3600
    run(github.close())


def test_what_is_too_long_is_refused_in_githubs_words(github: GitHub) -> None:
    """A title over 256 characters is refused, with which field and why."""
    problem = refused(github.create_issue("x" * 257, "b", key="k", audience="public"))
    assert isinstance(problem, ServiceRejected)
    assert "title is too long" in problem.message


def test_links_elsewhere_are_refused(github: GitHub) -> None:
    """What is no issue, or an issue of another repository, is said plainly."""
    for link in (
        "https://github.example/lagoon-hubs/infrastructure/pull/3",
        "https://github.example/a/b/issues/1",
    ):
        assert isinstance(refused(github.linked(link)), ServiceRejected)


def test_the_loop_goes_on_while_github_is_slow(github: GitHub, hub: Room) -> None:
    """The blocking client runs on threads of its own, reads and writes apart; never on the caller's."""

    async def both() -> list[str]:
        order = []
        hub.sandbox.fault(service="github", method="GET", path="*/user", delay_s=0.3, count=1)
        reading = asyncio.ensure_future(github.me())
        while not reading.done():
            order.append(threading.current_thread().name)
            await asyncio.sleep(0.01)
        return order

    assert len(run(both())) > 3


def test_no_proxy_stands_between_us_and_this_machine(hub: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy of the environment is not asked for addresses on loopback."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{closed.getsockname()[1]}")
        assert run(client(hub).me())["login"] == "support-desk"


def test_members_are_listed(github: GitHub, hub: Room) -> None:
    """The organisation's members are told by login; another organisation is missing."""
    assert set(hub.logins.values()) <= set(run(github.members(hub.ready["org"])))
    assert isinstance(refused(github.members("nobody-knows")), ServiceMissing)


def test_nobody_there_is_said_at_once() -> None:
    """A closed port: nothing was sent, so nothing was stored."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        github = GitHub(f"http://127.0.0.1:{closed.getsockname()[1]}/api/v3", "t", "a/b")
        problem = refused(github.calls.send("POST", "/repos/a/b/issues", {}))
    assert isinstance(problem, ServiceDown)
    assert problem.stored is False


def test_plain_http_is_for_this_machine_only() -> None:
    """A token never leaves over plain http."""
    with pytest.raises(ConfigurationError):
        GitHub("http://github.example/api/v3", "t", "a/b")


def test_the_key_is_hidden_and_the_last_one_counts() -> None:
    """A quoted key before ours does not mislead; a text without one has none."""
    assert key_of(with_key(with_key("text", "sh-1-a-1-issue"), "sh-4101-answer_public-2-comment")) == (
        "sh-4101-answer_public-2-comment"
    )
    assert key_of("no key <!-- a remark -->") is None


def test_links_are_read() -> None:
    """Repository and number of an issue's address, with or without what follows."""
    assert read_link("https://github.example/o/r/issues/7#issuecomment-1") == ("o/r", 7)
    assert read_link("https://github.example/o/r/pull/7") is None
