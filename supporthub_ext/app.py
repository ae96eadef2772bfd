"""The server extension: what can be configured, and what starts and stops with the server.

Nothing here imports a client, SQLAlchemy or pandas: a server that nobody asks about support pays nothing.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_data_dir
from jupyter_server.extension.application import ExtensionApp
from traitlets import Float, List, Unicode

from supporthub_ext._version import __version__
from supporthub_ext.actions.settings import Settings
from supporthub_ext.routes.base import WORKER
from supporthub_ext.routes.table import ROUTES
from supporthub_ext.worker import Worker

START_AFTER_S = 5.0


class SupportHub(ExtensionApp):
    """The 2i2c support process, for the stewards on this server.

    Keys are never set here: they come from the environment or from files in ``secrets_dir``.
    """

    name = "supporthub_ext"
    app_name = "Support Hub"
    description = "Tickets, promises and hand-overs where stewards already work."
    version = __version__
    load_other_extensions = True

    freshdesk_url = Unicode(help="Address of your FreshDesk, such as https://acme.freshdesk.com.").tag(
        config=True
    )
    slack_url = Unicode(help="Slack's Web API; empty means https://slack.com/api/.").tag(config=True)
    github_url = Unicode(help="GitHub's REST API; empty means https://api.github.com.").tag(config=True)
    github_repository = Unicode(
        help="Repository for support issues, as owner/name; empty means the process file's."
    ).tag(config=True)
    calendar_url = Unicode(
        help="The Team Roles calendar (iCalendar). A private one goes into secrets_dir as calendar_url."
    ).tag(config=True)
    events_url = Unicode(
        help="The hubs' events (iCalendar). A private address goes into secrets_dir as events_url."
    ).tag(config=True)
    process_file = Unicode(help="Your own process.toml; empty means the process as written.").tag(config=True)
    roster_file = Unicode(help="roster.toml: who is a steward, who is an engineer.").tag(config=True)
    database_url = Unicode(
        help="Where plans and drafts are kept; empty means a SQLite file in Jupyter's data folder. "
        "One with a password goes into secrets_dir as database_url."
    ).tag(config=True)
    secrets_dir = Unicode(help="Folder with the files freshdesk_api_key, slack_bot_token, github_token.").tag(
        config=True
    )
    steward_groups = List(
        Unicode(), help="JupyterHub groups whose members may act; empty means everybody in the roster."
    ).tag(config=True)
    clock_url = Unicode(help="A movable clock on loopback, for the demo and for tests.").tag(config=True)
    local_steward = Unicode(
        help="Roster id of the person who acts where there is no hub to say who you are."
    ).tag(config=True)
    refresh_s = Float(10.0, min=1.0, help="Seconds between two looks at what changed.").tag(config=True)

    def initialize_settings(self) -> None:
        """Make the worker; it starts later."""
        self.settings[WORKER] = Worker(self.read_settings, self.log)

    def initialize_handlers(self) -> None:
        """Add every address that we answer."""
        self.handlers.extend(ROUTES)

    def read_settings(self) -> Settings:
        """Answer the traits, checked. Raises ConfigurationError, which the endpoints then show."""
        return Settings(
            data_dir=Path(jupyter_data_dir()),
            freshdesk_url=self.freshdesk_url,
            slack_url=self.slack_url,
            github_url=self.github_url,
            github_repository=self.github_repository,
            calendar_url=self.calendar_url,
            events_url=self.events_url,
            process_file=self.process_file,
            roster_file=self.roster_file,
            database_url=self.database_url,
            secrets_dir=self.secrets_dir,
            clock_url=self.clock_url,
            local_steward=self.local_steward,
            steward_groups=tuple(self.steward_groups),
            refresh_s=self.refresh_s,
        )

    async def _start_jupyter_server_extension(self, serverapp: Any) -> None:  # noqa: ARG002 - Jupyter passes it
        """Let the worker start after the server answered its first requests."""
        worker: Worker = self.settings[WORKER]
        asyncio.get_running_loop().call_later(START_AFTER_S, worker.start)

    async def stop_extension(self) -> None:
        """End the worker with the server."""
        worker: Worker = self.settings[WORKER]
        await worker.stop()


main = SupportHub.launch_instance
