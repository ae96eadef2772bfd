"""A repository as JSON."""

from __future__ import annotations

from typing import Any

from supporthub_ext.sandbox.clock import stamp
from supporthub_ext.sandbox.github.accounts import Account
from supporthub_ext.sandbox.github.repository import Repository
from supporthub_ext.sandbox.github.shapes import accounts

# What hangs off a repository's own address, as GitHub spells it.
LINKS = {
    "archive_url": "/{archive_format}{/ref}",
    "assignees_url": "/assignees{/user}",
    "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}",
    "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}",
    "commits_url": "/commits{/sha}",
    "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}",
    "contributors_url": "/contributors",
    "deployments_url": "/deployments",
    "downloads_url": "/downloads",
    "events_url": "/events",
    "forks_url": "/forks",
    "git_commits_url": "/git/commits{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "hooks_url": "/hooks",
    "issue_comment_url": "/issues/comments{/number}",
    "issue_events_url": "/issues/events{/number}",
    "issues_url": "/issues{/number}",
    "keys_url": "/keys{/key_id}",
    "labels_url": "/labels{/name}",
    "languages_url": "/languages",
    "merges_url": "/merges",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}",
    "stargazers_url": "/stargazers",
    "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "tags_url": "/tags",
    "teams_url": "/teams",
    "trees_url": "/git/trees{/sha}",
}
COUNTS = (
    "forks_count",
    "stargazers_count",
    "watchers_count",
    "forks",
    "watchers",
    "subscribers_count",
    "network_count",
)
SWITCHES = {
    "fork": False,
    "is_template": False,
    "has_projects": True,
    "has_wiki": False,
    "has_pages": False,
    "has_downloads": True,
    "has_discussions": False,
    "archived": False,
    "disabled": False,
    "allow_forking": True,
    "web_commit_signoff_required": False,
}


def full(repository: Repository, root: str, viewer: Account | None) -> dict[str, Any]:
    """Answer a repository with what its viewer may do in it."""
    owner = accounts.simple(repository.owner, root)
    open_issues = sum(issue.state == "open" for issue in repository.issues.values())
    moments = [one.updated_at for one in repository.issues.values()]
    changed = stamp(max(moments, default=repository.created_at))
    return {
        **_names(repository, root),
        "owner": owner,
        "organization": owner,
        "private": repository.private,
        "visibility": "private" if repository.private else "public",
        **dict.fromkeys(("mirror_url", "homepage", "license")),
        "language": "Python",
        "topics": [],
        "default_branch": "main",
        "size": 512,
        "open_issues_count": open_issues,
        "open_issues": open_issues,
        **dict.fromkeys(COUNTS, 0),
        **SWITCHES,
        "has_issues": repository.has_issues,
        "pushed_at": changed,
        "created_at": stamp(repository.created_at),
        "updated_at": changed,
        "permissions": permissions(viewer),
    }


def _names(repository: Repository, root: str) -> dict[str, Any]:
    """Answer what a repository is called, and every address that hangs off it."""
    url, html = f"{root}/api/v3/repos/{repository.full_name}", f"{root}/{repository.full_name}"
    return {
        "id": repository.id,
        "node_id": repository.node_id,
        "name": repository.name,
        "full_name": repository.full_name,
        "description": repository.description,
        "html_url": html,
        "url": url,
        **{name: url + path for name, path in LINKS.items()},
        "git_url": html.replace("http:", "git:", 1) + ".git",
        "ssh_url": f"git@localhost:{repository.full_name}.git",
        "clone_url": html + ".git",
        "svn_url": html,
    }


def permissions(viewer: Account | None) -> dict[str, bool]:
    """Answer what an account may do in a repository that it sees."""
    push = viewer is not None and viewer.push
    return {"admin": False, "maintain": False, "push": push, "triage": push, "pull": True}
