"""People, bots and the organisation as JSON."""

from __future__ import annotations

from typing import Any

from supporthub_ext.sandbox.clock import stamp
from supporthub_ext.sandbox.github.accounts import Account

# What hangs off an account's own address, as GitHub spells it.
USER_LINKS = {
    "followers_url": "/followers",
    "following_url": "/following{/other_user}",
    "gists_url": "/gists{/gist_id}",
    "starred_url": "/starred{/owner}{/repo}",
    "subscriptions_url": "/subscriptions",
    "organizations_url": "/orgs",
    "repos_url": "/repos",
    "events_url": "/events{/privacy}",
    "received_events_url": "/received_events",
}
ORGANISATION_LINKS = {
    "repos_url": "/repos",
    "events_url": "/events",
    "hooks_url": "/hooks",
    "issues_url": "/issues",
    "members_url": "/members{/member}",
    "public_members_url": "/public_members{/member}",
}


def simple(account: Account, root: str) -> dict[str, Any]:
    """Answer an account as it stands inside other things."""
    url = f"{root}/api/v3/users/{account.login}"
    return {
        "login": account.login,
        "id": account.id,
        "node_id": account.node_id,
        "avatar_url": f"{root}/avatars/u/{account.id}",
        "gravatar_id": "",
        "url": url,
        "html_url": f"{root}/{account.login}",
        **{name: url + path for name, path in USER_LINKS.items()},
        "type": account.kind,
        "user_view_type": "public",
        "site_admin": False,
    }


def public(account: Account, root: str) -> dict[str, Any]:
    """Answer an account as everybody sees it on its own page."""
    nothing = dict.fromkeys(("company", "location", "email", "hireable", "bio", "twitter_username"))
    made = stamp(account.created_at)
    counts = {"public_repos": 0, "public_gists": 0, "followers": 0, "following": 0}
    dates = {"created_at": made, "updated_at": made}
    return simple(account, root) | {"name": account.name, "blog": ""} | nothing | counts | dates


def private(account: Account, root: str) -> dict[str, Any]:
    """Answer an account as it sees itself."""
    numbers = ("private_gists", "total_private_repos", "owned_private_repos", "disk_usage", "collaborators")
    return public(account, root) | dict.fromkeys(numbers, 0) | {"two_factor_authentication": True}


def organisation(account: Account, root: str) -> dict[str, Any]:
    """Answer the organisation."""
    url = f"{root}/api/v3/orgs/{account.login}"
    made = stamp(account.created_at)
    return {
        "login": account.login,
        "id": account.id,
        "node_id": account.node_id,
        "url": url,
        **{name: url + path for name, path in ORGANISATION_LINKS.items()},
        "avatar_url": f"{root}/avatars/u/{account.id}",
        "html_url": f"{root}/{account.login}",
        "name": account.name,
        "description": None,
        "has_organization_projects": True,
        "has_repository_projects": True,
        "public_repos": 2,
        "public_gists": 0,
        "followers": 0,
        "following": 0,
        "type": "Organization",
        "created_at": made,
        "updated_at": made,
        "archived_at": None,
    }
