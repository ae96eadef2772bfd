"""GitHub's REST API, called by PyGithub as it is published."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from github import GithubException, UnknownObjectException

from tests.sandbox.github_room import Room, as_before, github_truth, hub

__all__ = ["as_before", "github_truth", "hub"]
pytestmark = pytest.mark.slow


def test_a_token_acts_as_the_person_it_belongs_to(hub: Room) -> None:
    """Each invented person opens issues in their own name."""
    for person in ("amara", "noah"):
        issue = hub.repository(hub.tokens[person]).create_issue(f"by {person}")
        assert issue.user.login == hub.logins[person]
    assert hub.client().get_user().login == "support-desk"


def test_a_wrong_token_is_refused(hub: Room) -> None:
    """401, with GitHub's own words."""
    with pytest.raises(GithubException) as caught:
        hub.client("gh-nobody").get_user().login  # noqa: B018  # reading completes the object
    assert (caught.value.status, caught.value.data["message"]) == (401, "Bad credentials")


def test_an_issue_is_served_as_it_was_stored(hub: Room) -> None:
    """Created, listed and viewed it is the same, with unknown labels made on the fly, in grey."""
    repository = hub.repository()
    made = repository.create_issue(
        "Hub will not start", "a body\n\n<!-- hidden -->", labels=["support", "brand-new"]
    )
    viewed = repository.get_issue(made.number)
    listed = next(issue for issue in repository.get_issues() if issue.number == made.number)
    assert made.raw_data == viewed.raw_data == listed.raw_data
    assert [label.name for label in viewed.labels] == ["support", "brand-new"]
    assert repository.get_label("BRAND-NEW").color == "ededed"


def test_an_issue_is_completed_lazily(hub: Room) -> None:
    """What a lazy object lacks PyGithub fetches from the object's own address."""
    lazy = hub.client(lazy=True).get_repo(hub.ready["repository"]).get_issue(7)
    assert lazy.title == "Workshop: two hundred people on one hub, two days"
    assert lazy.repository.full_name == hub.ready["repository"]


def test_lists_mix_issues_and_pull_requests(hub: Room) -> None:
    """A list of issues has pull requests in it, and search can leave them out."""
    rows = list(hub.repository().get_issues(state="all"))
    assert {row.pull_request is not None for row in rows} == {True, False}
    found = hub.client().search_issues(f"repo:{hub.ready['repository']} is:pr")
    assert {row.number for row in found} == {row.number for row in rows if row.pull_request}


def test_pages_are_linked_by_the_repositorys_id(hub: Room) -> None:
    """PyGithub walks every page, through addresses that name the repository by number."""
    repository = hub.repository(per_page=7)
    numbers = [issue.number for issue in repository.get_issues(state="all", sort="created", direction="asc")]
    assert len(numbers) == len(set(numbers)) > 7
    with hub.plain() as plain:
        answer = plain.get(f"/repos/{hub.ready['repository']}/issues", params={"per_page": 2})
    assert f"/api/v3/repositories/{repository.id}/issues?per_page=2&page=2" in answer.headers["link"]
    assert 'rel="last"' in answer.headers["link"]


def test_lists_are_filtered(hub: Room) -> None:
    """State, labels (all of them), creator, assignee and `since` (inclusive) narrow a list."""
    repository = hub.repository()
    made = repository.create_issue("to filter", labels=["event", "bug"], assignees=[hub.logins["mei"]])
    other = repository.create_issue("not this", labels=["event"])
    by_labels = {issue.number for issue in repository.get_issues(labels=["event", "bug"])}
    assert made.number in by_labels
    assert other.number not in by_labels
    assert made.number in {issue.number for issue in repository.get_issues(assignee=hub.logins["mei"])}
    assert made.number in {issue.number for issue in repository.get_issues(creator="support-desk")}
    assert made.number in {issue.number for issue in repository.get_issues(since=made.updated_at)}
    later = made.updated_at + timedelta(minutes=5)
    assert made.number not in {issue.number for issue in repository.get_issues(since=later)}
    made.edit(state="closed", state_reason="not_planned")
    assert made.number not in {issue.number for issue in repository.get_issues()}
    assert made.number in {issue.number for issue in repository.get_issues(state="closed")}


def test_comments_can_be_added_changed_and_deleted(hub: Room) -> None:
    """A comment counts on its issue and moves it; its list can begin at an instant."""
    issue = hub.repository().create_issue("to talk about")
    before = issue.updated_at
    first, second = issue.create_comment("one"), issue.create_comment("two")
    hub.sandbox.advance(60)
    second.edit("two, better")
    since = datetime.fromisoformat(hub.sandbox.now()) - timedelta(seconds=30)
    assert [comment.body for comment in issue.get_comments(since=since)] == ["two, better"]
    first.delete()
    issue.update()
    assert (issue.comments, issue.updated_at > before) == (1, True)
    assert second.body in {comment.body for comment in hub.repository().get_issues_comments()}
    with pytest.raises(UnknownObjectException):
        issue.get_comment(first.id)


def test_labels_are_added_replaced_and_removed(hub: Room) -> None:
    """POST adds, PUT replaces, DELETE removes; a label's new name shows on the issue at once."""
    repository = hub.repository()
    issue = repository.create_issue("to label", labels=["bug"])
    issue.add_to_labels("event")
    issue.set_labels("support", "event")
    issue.remove_from_labels("event")
    with pytest.raises(GithubException, match="Label does not exist"):
        issue.remove_from_labels("event")
    label = repository.create_label("short-lived", "ff0000", "for a test")
    issue.add_to_labels("short-lived")
    label.edit("renamed", "00ff00")
    assert [one.name for one in repository.get_issue(issue.number).labels] == ["support", "renamed"]
    repository.get_label("renamed").delete()
    assert [one.name for one in issue.get_labels()] == ["support"]
    with pytest.raises(GithubException) as caught:
        repository.create_label("support", "000000")
    assert caught.value.data["errors"][0]["code"] == "already_exists"
    issue.delete_labels()
    assert list(issue.get_labels()) == []


def test_people_without_access_are_dropped_as_assignees(hub: Room) -> None:
    """GitHub assigns whom it can and says nothing of the others."""
    issue = hub.repository().create_issue("to assign", assignees=[hub.logins["mei"], "tala-vea"])
    issue.add_to_assignees("nobody-at-all", hub.logins["noah"])
    assert {one.login for one in issue.assignees} == {hub.logins["mei"], hub.logins["noah"]}
    issue.remove_from_assignees(hub.logins["mei"])
    assert [one.login for one in issue.assignees] == [hub.logins["noah"]]
    repository = hub.repository()
    assert repository.has_in_assignees(hub.logins["mei"])
    assert not repository.has_in_assignees("tala-vea")


def test_an_outsiders_labels_and_assignees_are_dropped(hub: Room) -> None:
    """Without push access an issue is made, but its labels and assignees are left out without a word."""
    outside = hub.repository("gh-guest-tala-token")
    issue = outside.create_issue("from outside", labels=["support"], assignees=[hub.logins["mei"]])
    assert (issue.labels, issue.assignees, outside.permissions.push) == ([], [], False)
    issue.edit(body="the author may")
    with pytest.raises(GithubException) as caught:
        outside.get_issue(7).edit(state="closed")
    assert caught.value.status == 403


def test_an_issue_tells_what_happened_to_it(hub: Room) -> None:
    """Events and timeline name each change, oldest first; the timeline has the comments too."""
    issue = hub.repository().create_issue("eventful", labels=["bug"], assignees=[hub.logins["mei"]])
    issue.create_comment("hello")
    issue.edit(title="more eventful", state="closed")
    issue.edit(state="open")
    events = [one.event for one in issue.get_events()]
    assert events == ["labeled", "assigned", "renamed", "closed", "reopened"]
    assert [one.event for one in issue.get_timeline()] == [*events[:2], "commented", *events[2:]]
    assert (issue.state_reason, issue.closed_at) == ("reopened", None)


def test_what_does_not_fit_is_refused(hub: Room) -> None:
    """422 names the field: no title, too long a title, an empty comment, an unknown state."""
    repository = hub.repository()
    issue = repository.create_issue("fits")
    for attempt in (
        lambda: repository.create_issue(""),
        lambda: repository.create_issue("x" * 257),
        lambda: repository.create_issue("x", "y" * 65_537),
        lambda: issue.create_comment(" "),
        lambda: issue.edit(state="half-open"),
    ):
        with pytest.raises(GithubException) as caught:
            attempt()
        assert caught.value.status == 422
        assert caught.value.data["errors"][0]["field"]


def test_the_organisation_knows_its_members(hub: Room) -> None:
    """Members are listed; anybody else is none."""
    organisation = hub.client().get_organization(hub.ready["org"])
    members = {one.login for one in organisation.get_members()}
    assert set(hub.logins.values()) <= members
    user = hub.client().get_user("tala-vea")
    assert (user.name, organisation.has_in_members(user)) == ("Tala Vea", False)
    assert organisation.has_in_members(hub.client().get_user(hub.logins["mei"]))


def test_escalated_tickets_have_their_issues(hub: Room) -> None:
    """What FreshDesk tells of in its notes stands here: labelled, with the ticket's link, on the board."""
    issues = list(hub.repository().get_issues(state="all", labels=["support"], creator=hub.logins["amara"]))
    freshdesk = hub.sandbox.ready["freshdesk"]["url"]
    told = [
        issue for issue in issues if issue.body and issue.body.startswith(f"Ticket: {freshdesk}/a/tickets/")
    ]
    for issue in told:
        assert issue.body.split()[1] == f"{freshdesk}/a/tickets/{issue.number + 900}"
    every = list(hub.repository().get_issues(state="all", labels=["support"]))
    assert any((issue.body or "").startswith("Ticket: ") for issue in every)


def test_updated_at_never_goes_back(hub: Room) -> None:
    """Not even when somebody turns the clock back."""
    issue = hub.repository().create_issue("timeless")
    now = hub.sandbox.now()
    hub.sandbox.set_clock("2026-01-01T00:00:00Z")
    try:
        issue.edit(body="later, and yet earlier")
        assert issue.updated_at >= issue.created_at > datetime(2026, 1, 2, tzinfo=UTC)
    finally:
        hub.sandbox.set_clock(now)
