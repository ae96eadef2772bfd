"""Where a service may stand: behind https, or on this machine."""

from __future__ import annotations

from urllib.parse import urlsplit

from supporthub_ext.errors import ConfigurationError

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def is_here(title: str, url: str) -> bool:
    """Answer whether a service's address is on this machine, where no proxy stands between.

    Parameters
    ----------
    title
        What people call the service.
    url
        Its address.

    Raises
    ------
    ConfigurationError
        When the address is neither here nor https.
    """
    parts = urlsplit(url)
    here = parts.hostname in LOOPBACK
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and here)):
        raise ConfigurationError(
            f"{title}'s address must begin with https:// (http:// is for this machine only).",
            "Correct the URL in the configuration and restart the server.",
        )
    return here
