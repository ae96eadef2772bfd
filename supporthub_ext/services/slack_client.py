"""Slack's own client, made to send each call once, and never through a proxy to this machine."""

from __future__ import annotations

import logging
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

from slack_sdk import WebClient

from supporthub_ext.services.address import is_here


class DirectClient(WebClient):
    """A client for a Slack on this machine: no proxy of the environment stands between."""

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        del url  # `req` holds it
        # slack-sdk sends everything through HTTP_PROXY when it is set, and has no switch against it.
        with build_opener(ProxyHandler({})).open(req, timeout=self.timeout) as answer:
            body = answer.read().decode(answer.headers.get_content_charset() or "utf-8")
            return {"status": answer.status, "headers": answer.headers, "body": body}


def make_client(url: str, token: str, timeout_s: float) -> WebClient:
    """Answer a client that repeats nothing.

    Parameters
    ----------
    url
        Where the methods stand: ``https://slack.com/api/``, or http on this machine.
    token
        The bot's token.
    timeout_s
        How long to wait for Slack, in seconds.

    Raises
    ------
    ConfigurationError
        When the URL is neither https nor on this machine.
    """
    here = is_here("Slack", url)
    return (DirectClient if here else WebClient)(
        token,
        base_url=url,
        timeout=max(1, round(timeout_s)),
        retry_handlers=[],  # its own would send a message again that Slack may have stored
        logger=_quiet(),
    )


def _quiet() -> logging.Logger:
    """Answer a logger that says nothing: slack-sdk logs whole messages, and errors that we raise anyway."""
    logger = logging.Logger("slack-sdk")
    logger.setLevel(logging.CRITICAL + 1)
    return logger
