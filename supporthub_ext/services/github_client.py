"""PyGithub's requester, made to send each call once, and never through a proxy to this machine."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from github import Auth, Github
from github.Requester import HTTPRequestsConnectionClass, Requester

from supporthub_ext.errors import ConfigurationError

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
API_VERSION = "2022-11-28"  # the one that PyGithub's own models expect
PAGE = 100


class DirectConnection(HTTPRequestsConnectionClass):
    """A connection to a GitHub on this machine: no proxy of the environment stands between."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.session.trust_env = False


def make_requester(url: str, token: str, timeout_s: float) -> Requester:
    """Answer a requester that repeats nothing and waits for nothing: we do both ourselves.

    Parameters
    ----------
    url
        The root of the API: ``https://api.github.com``, or http on this machine.
    token
        Whose rights we have.
    timeout_s
        How long to wait for GitHub, in seconds.

    Raises
    ------
    ConfigurationError
        When the URL is neither https nor on this machine.
    """
    parts = urlsplit(url)
    local = parts.hostname in LOOPBACK
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and local)):
        raise ConfigurationError(
            "GitHub's address must begin with https:// (http:// is for this machine only).",
            "Correct github_url and restart the server.",
        )
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
    if parts.scheme == "http":
        # There is no switch for it; requests would use HTTP_PROXY even for this machine.
        setattr(requester, "_Requester__connectionClass", DirectConnection)  # noqa: B010
    return requester
