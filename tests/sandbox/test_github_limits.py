"""What GitHub holds back: limits, lags, caches, and things that went away."""

from __future__ import annotations

import httpx
import pytest
from github import GithubException, RateLimitExceededException, UnknownObjectException
from github.GithubRetry import GithubRetry

from tests.sandbox.github_room import MADE_UP, Room, as_before, github_truth, hub

__all__ = ["as_before", "github_truth", "hub"]
pytestmark = pytest.mark.slow


def test_every_answer_says_what_is_left(hub: Room) -> None:
    """Rate headers count down, apart for search and GraphQL; /rate_limit is free."""
    with hub.plain(hub.tokens["noah"]) as plain:
        first = plain.get("/user").headers
        second = plain.get("/user").headers
        assert int(first["x-ratelimit-remaining"]) - int(second["x-ratelimit-remaining"]) == 1
        assert first["x-ratelimit-limit"] == "5000"
        searched = plain.get("/search/issues", params={"q": "is:issue"}).headers
        assert (searched["x-ratelimit-resource"], searched["x-ratelimit-limit"]) == ("search", "30")
        told = plain.get("/rate_limit").json()["resources"]["core"]
        assert told["remaining"] == int(second["x-ratelimit-remaining"])
    assert hub.client().get_rate_limit().resources.search.limit == 30


def test_a_used_up_hour_refuses_and_begins_anew(hub: Room) -> None:
    """403 with nothing left, and all of it again when the hour is over."""
    hub.turn(core=0)
    with pytest.raises(RateLimitExceededException) as caught:
        hub.repository()
    assert caught.value.headers["x-ratelimit-remaining"] == "0"
    hub.turn(core=5000)
    hub.sandbox.advance(3601)
    assert hub.repository().full_name == hub.ready["repository"]


def test_search_has_a_small_limit_of_its_own(hub: Room) -> None:
    """Thirty a minute; the rest of the API does not notice."""
    with hub.plain(hub.tokens["elif"]) as plain:
        statuses = [plain.get("/search/issues", params={"q": "is:issue"}).status_code for _ in range(31)]
        assert statuses == [200] * 30 + [403]
        assert plain.get("/user").status_code == 200
    hub.sandbox.advance(61)


def test_nobody_in_particular_gets_sixty_an_hour(hub: Room) -> None:
    """What is public can be read without a token; nothing can be written."""
    with hub.plain(None) as plain:
        answer = plain.get(f"/repos/{hub.ready['repository']}")
        assert (answer.status_code, answer.headers["x-ratelimit-limit"]) == (200, "60")
        refused = plain.post(f"/repos/{hub.ready['repository']}/issues", json={"title": "x"})
        assert (refused.status_code, refused.json()["message"]) == (401, "Requires authentication")


@pytest.mark.parametrize("retry_after", [60, None])
def test_making_too_much_is_a_secondary_limit(hub: Room, retry_after: int | None) -> None:
    """403, with or without Retry-After; reading goes on, and nothing was stored."""
    repository = hub.repository()
    before = repository.get_issues(state="all").totalCount
    hub.sandbox.advance(61)
    hub.turn(content_a_minute=1, retry_after=retry_after)
    repository.create_issue("the one that is allowed")
    with pytest.raises(RateLimitExceededException) as caught:
        repository.create_issue("one too many")
    assert caught.value.headers.get("retry-after") == (str(retry_after) if retry_after else None)
    assert hub.repository().get_issues(state="all").totalCount == before + 1


def test_what_did_not_change_costs_nothing(hub: Room) -> None:
    """A conditional GET answers 304 and does not count; after a change it answers all anew."""
    issue = hub.repository().get_issue(hub.repository().create_issue("watched").number)
    assert issue.update() is False
    hub.repository().get_issue(issue.number).edit(body="changed")
    assert issue.update() is True
    with hub.plain() as plain:
        path = f"/repos/{hub.ready['repository']}/issues"
        first = plain.get(path)
        second = plain.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (second.status_code, second.content) == (304, b"")
        assert second.headers["x-ratelimit-remaining"] == first.headers["x-ratelimit-remaining"]
    with hub.plain(hub.tokens["mei"]) as other:
        assert other.get(path).headers["etag"] != first.headers["etag"]


def test_lists_can_lag_and_a_single_issue_never_does(hub: Room) -> None:
    """With a lag the list shows issues as they stood then: new ones later, changes later."""
    hub.turn(list_lag_s=30)
    issue = hub.repository().create_issue("late")
    assert hub.repository().get_issue(issue.number).title == "late"
    assert issue.number not in {one.number for one in hub.repository().get_issues()}
    hub.sandbox.advance(31)
    assert issue.number in {one.number for one in hub.repository().get_issues()}
    issue.edit(title="late again")
    shown = {one.number: one.title for one in hub.repository().get_issues()}
    assert shown[issue.number] == "late"


def test_search_trails_behind(hub: Room) -> None:
    """The index learns of an issue some seconds later; words, phrases and qualifiers then find it."""
    hub.turn(search_lag_s=20)
    key = "supporthub: sh-7001-escalate-1-issue"
    issue = hub.repository().create_issue("searchable", f"text\n\n<!-- {key} -->", labels=["event"])
    asked = f'repo:{hub.ready["repository"]} is:issue in:body "{key}"'
    assert hub.client().search_issues(asked).totalCount == 0
    hub.sandbox.advance(21)
    for query in (asked, f"{asked} is:open label:event author:support-desk", "searchable -label:bug"):
        assert [one.number for one in hub.client().search_issues(query)] == [issue.number], query
    assert hub.client().search_issues(f"{asked} is:closed").totalCount == 0
    with pytest.raises(GithubException) as caught:
        hub.client().search_issues("repo:lagoon-hubs/internal x").totalCount  # noqa: B018  # it asks
    assert caught.value.status == 422


def test_a_deleted_issue_is_gone(hub: Room) -> None:
    """410, and lists leave it out."""
    issue = hub.repository().create_issue("to delete")
    hub.say(f"/github/issues/{issue.number}/delete")
    with pytest.raises(GithubException) as caught:
        hub.repository().get_issue(issue.number)
    assert (caught.value.status, caught.value.data["message"]) == (410, "This issue was deleted")
    assert issue.number not in {one.number for one in hub.repository().get_issues(state="all")}


def test_a_transferred_issue_is_found_at_its_new_place(hub: Room) -> None:
    """301 to its new address, which PyGithub follows; its comments came along."""
    issue = hub.repository().create_issue("to move", labels=["support"])
    issue.create_comment("stays with it")
    there = hub.say(f"/github/issues/{issue.number}/transfer")
    with hub.plain() as plain:
        answer = plain.get(f"/repos/{hub.ready['repository']}/issues/{issue.number}")
        assert (answer.status_code, answer.json()["message"]) == (301, "Moved Permanently")
        assert answer.headers["location"] == answer.json()["url"]
    moved = hub.repository().get_issue(issue.number)
    assert (moved.repository.full_name, moved.number) == (there["repository"], there["number"])
    assert [comment.body for comment in moved.get_comments()] == ["stays with it"]
    assert [label.name for label in moved.labels] == ["support"]


def test_issues_can_be_switched_off(hub: Room) -> None:
    """Without issues, lists and writes answer 410."""
    repository = hub.repository()
    hub.turn(has_issues=False)
    with pytest.raises(GithubException) as caught:
        repository.create_issue("nowhere to go")
    assert caught.value.status == 410


def test_a_private_repository_is_not_there_for_others(hub: Room) -> None:
    """Whoever can't see it gets 404, as if it did not exist; members see that it is private."""
    hub.turn(private=True)
    assert hub.repository(hub.tokens["amara"]).private is True
    for token in (hub.ready["token"], "gh-guest-tala-token"):
        with pytest.raises(UnknownObjectException):
            hub.repository(token)
    hub.turn(private=False)
    assert hub.repository().private is False


def test_versions_are_chosen_by_header(hub: Room) -> None:
    """The newer version has no singular assignee; one that is not supported answers 410."""
    issue = hub.repository().create_issue("versioned", assignees=[hub.logins["mei"]])
    with hub.plain() as plain:
        path = f"/repos/{hub.ready['repository']}/issues/{issue.number}"
        newer = plain.get(path, headers={"X-GitHub-Api-Version": "2026-03-10"})
        assert "assignee" not in newer.json()
        assert newer.json()["assignees"][0]["login"] == hub.logins["mei"]
        assert plain.get(path).json()["assignee"]["login"] == hub.logins["mei"]
        assert plain.get(path, headers={"X-GitHub-Api-Version": "2019-01-01"}).status_code == 410
        assert plain.get(path, headers={"User-Agent": ""}).status_code == 403


def test_other_addresses_and_bodies_are_refused(hub: Room) -> None:
    """404 for an unknown address or verb, 400 for a body that is no JSON object."""
    with hub.plain() as plain:
        repository = f"/repos/{hub.ready['repository']}"
        assert plain.get("/nowhere").status_code == 404
        assert plain.put(repository, json={}).json()["message"] == "Not Found"
        assert plain.post(f"{repository}/issues", content=b"{").json()["message"] == "Problems parsing JSON"
        assert plain.post(f"{repository}/issues", json=[]).status_code == 400


def test_people_can_follow_the_links(hub: Room) -> None:
    """An issue's link and the board's lead to plain pages, in which no text is taken for HTML."""
    issue = hub.repository().create_issue("<b>bold</b>", "<script>alert(1)</script>", labels=["support"])
    issue.create_comment("a <i>comment</i>")
    page = httpx.get(issue.html_url, trust_env=False)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "&lt;script&gt;" in page.text
    assert not [tag for tag in ("<script>", "<b>", "<i>") if tag in page.text]
    root = issue.html_url.partition("/lagoon")[0]
    board = httpx.get(f"{root}/orgs/{hub.ready['org']}/projects/{hub.ready['project']}", trust_env=False)
    assert "Workshop: two hundred people" in board.text
    assert "Rotate the keys" not in board.text
    hub.say(f"/github/issues/{issue.number}/transfer")
    assert "/docs/issues/" in httpx.get(issue.html_url, trust_env=False).headers["location"]
    assert httpx.get(issue.html_url.replace(str(issue.number), "99999"), trust_env=False).status_code == 404


def _made(hub: Room, title: str) -> int:
    hub.sandbox.clear_faults()
    return sum(issue.title == title for issue in hub.repository().get_issues(state="all"))


def test_pygithubs_own_retries_repeat_a_write(hub: Room) -> None:
    """Stored, then 502: PyGithub's default sends it again; without retries it is stored once."""
    for title, retry, expected in (
        ("with retries", GithubRetry(total=3), 2),
        ("without", None, 1),
    ):
        repository = hub.repository(retry=retry)
        hub.sandbox.fault(
            service="github", method="POST", path="*/issues", status=502, body=MADE_UP, count=1, when="after"
        )
        try:
            repository.create_issue(title)
        except GithubException as problem:
            assert problem.status == 502  # noqa: PT017  # with retries there is none
        assert _made(hub, title) == expected


def test_a_dropped_answer_may_have_been_stored(hub: Room) -> None:
    """The connection ends, and the issue stands all the same."""
    hub.sandbox.fault(service="github", method="POST", path="*/issues", drop=True, count=1, when="after")
    with hub.plain() as plain, pytest.raises(httpx.TransportError):
        plain.post(f"/repos/{hub.ready['repository']}/issues", json={"title": "dropped"})
    assert _made(hub, "dropped") == 1


def test_a_wait_that_github_asks_for_is_waited_for_by_pygithub(hub: Room) -> None:
    """403 with Retry-After: PyGithub waits, and sends again."""
    headers = {"Retry-After": "1"}
    body = {"message": f"You have exceeded a secondary rate limit. ({MADE_UP})"}
    hub.sandbox.fault(
        service="github", method="GET", path="*/user", status=403, headers=headers, body=body, count=1
    )
    before = hub.calls("GET")
    assert hub.client(retry=GithubRetry(total=2)).get_user().login == "support-desk"
    assert hub.calls("GET") == before + 2
