"""What the extension was told, as plain values: no traitlets, so that commands can use it too."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from supporthub_ext.errors import ConfigurationError
from supporthub_ext.services.address import LOOPBACK

# Where each secret may stand: an environment variable, or a file in `secrets_dir`.
SECRETS = {
    "freshdesk_api_key": "SUPPORTHUB_FRESHDESK_API_KEY",
    "slack_bot_token": "SUPPORTHUB_SLACK_BOT_TOKEN",
    "github_token": "SUPPORTHUB_GITHUB_TOKEN",
    "database_url": "SUPPORTHUB_DATABASE_URL",
    "calendar_url": "SUPPORTHUB_CALENDAR_URL",
    "events_url": "SUPPORTHUB_EVENTS_URL",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The traits of ``SupportHub``, checked. Empty text means "not set".

    Raises
    ------
    ConfigurationError
        When a URL is plain http away from loopback, or a secret stands where it would be shown.
    """

    data_dir: Path
    freshdesk_url: str = ""
    slack_url: str = ""
    github_url: str = ""
    github_repository: str = ""
    calendar_url: str = ""
    events_url: str = ""
    process_file: str = ""
    roster_file: str = ""
    database_url: str = ""
    secrets_dir: str = ""
    clock_url: str = ""
    local_steward: str = ""
    steward_groups: tuple[str, ...] = ()
    refresh_s: float = 10.0

    def __post_init__(self) -> None:
        for name in ("freshdesk_url", "slack_url", "github_url", "calendar_url", "events_url", "clock_url"):
            _refuse_plain_http(name, getattr(self, name))
        if urlsplit(self.database_url).password:
            raise ConfigurationError(
                "database_url holds a password, and settings are shown to people.",
                "Put the whole URL into the file `database_url` in secrets_dir.",
            )
        for name in ("calendar_url", "events_url"):
            if "/private-" in getattr(self, name):
                raise ConfigurationError(
                    f"{name} is a private address, and settings are shown to people.",
                    f"Put it into the file `{name}` in secrets_dir.",
                )

    def secret(self, name: str) -> str:
        """Answer a secret from the environment or from its file; empty when there is none."""
        if found := os.environ.get(SECRETS[name], ""):
            return found.strip()
        if not self.secrets_dir:
            return ""
        path = Path(self.secrets_dir) / name
        try:
            return path.read_text().strip()
        except FileNotFoundError:
            return ""
        except OSError as problem:
            raise ConfigurationError(
                f"The secret {name} can't be read: {problem.strerror}.",
                f"Let the server's user read the file {name} in secrets_dir, and nobody else.",
            ) from None

    def database(self) -> str:
        """Answer the database's URL: secret, configured, or a file in Jupyter's data folder."""
        default = f"sqlite:///{self.data_dir / 'supporthub' / 'supporthub.sqlite'}"
        return self.secret("database_url") or self.database_url or default


def _refuse_plain_http(name: str, url: str) -> None:
    parts = urlsplit(url)
    if url and parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ConfigurationError(
            f"{name} must begin with https:// (http:// is for this machine only).", f"Correct {name}."
        )
    if parts.username or parts.password:
        raise ConfigurationError(f"{name} holds a name or password.", "Keys go into secrets_dir.")
