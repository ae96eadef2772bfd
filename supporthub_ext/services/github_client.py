"""PyGithub's requester, made to send each call once, and never through a proxy to this machine."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from github import Auth, Github, GithubException
from github.Requester import (
    HTTPRequestsConnectionClass,
    HTTPSRequestsConnectionClass,
    Requester,
    RequestsResponse,
)

from supporthub_ext.services.address import is_here

API_VERSION = "2022-11-28"  # the one that PyGithub's own models expect
PAGE = 100
MOVED = {301, 302, 307, 308}


class Direct(HTTPRequestsConnectionClass):
    """A connection to a GitHub on this machine: no proxy of the environment stands between."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.session.trust_env = False


class _Staying:
    """For writes: what has moved is not written to at its new place, which may have other readers."""

    def getresponse(self) -> RequestsResponse:
        """Answer GitHub's answer; a move is raised, since PyGithub would follow it."""
        answer: RequestsResponse = super().getresponse()  # type: ignore[misc]
        if answer.status in MOVED:
            raise GithubException(answer.status, {"message": "Moved"}, dict(answer.headers))
        return answer


class StayingDirect(_Staying, Direct):
    """For writes to a GitHub on this machine."""


class StayingHTTPS(_Staying, HTTPSRequestsConnectionClass):
    """For writes to GitHub."""


# There is no switch for either; the requester takes its class of connections from an attribute.
CONNECTIONS: dict[tuple[str, bool], type] = {
    ("http", False): Direct,
    ("http", True): StayingDirect,
    ("https", False): HTTPSRequestsConnectionClass,
    ("https", True): StayingHTTPS,
}


def make_requester(url: str, token: str, timeout_s: float, *, writes: bool = False) -> Requester:
    """Answer a requester that repeats nothing and waits for nothing: we do both ourselves.

    Parameters
    ----------
    url
        The root of the API: ``https://api.github.com``, or http on this machine.
    token
        Whose rights we have.
    timeout_s
        How long to wait for GitHub, in seconds.
    writes
        Whether it is going to write: then it does not follow what was moved.

    Raises
    ------
    ConfigurationError
        When the URL is neither https nor on this machine.
    """
    is_here("GitHub", url)
    requester = Github(
        auth=Auth.Token(token),
        base_url=url.rstrip("/"),
        timeout=max(1, round(timeout_s)),
        user_agent="supporthub_ext",
        per_page=PAGE,
        retry=None,  # its own would send a write again that GitHub may have stored
        seconds_between_requests=None,
        seconds_between_writes=None,
        api_version=API_VERSION,
    ).requester
    setattr(requester, "_Requester__connectionClass", CONNECTIONS[urlsplit(url).scheme, writes])  # noqa: B010
    return requester
