"""What every action works with: the process, the roster, the clock, the stores and the services.

Lives on the worker's thread and is used from its event loop alone.
"""

from __future__ import annotations

import logging
from pathlib import Path

from supporthub_ext.actions.boardroom import BoardRoom
from supporthub_ext.actions.elsewhere import Elsewhere
from supporthub_ext.actions.recorded import recorded_overrides, recorded_stays
from supporthub_ext.actions.settings import Settings
from supporthub_ext.actions.visitor import Visitor
from supporthub_ext.clock import Clock, make_clock
from supporthub_ext.errors import NotConfigured, NotSteward
from supporthub_ext.models import Override, Person, Roster
from supporthub_ext.process.definition import Process, load
from supporthub_ext.process.roster import find_person, load_roster
from supporthub_ext.process.rota_days import Rota
from supporthub_ext.process.rota_json import make_rota
from supporthub_ext.process.steward_group import stewards_ever, stewards_now
from supporthub_ext.services.calendar import Calendar
from supporthub_ext.services.freshdesk import FreshDesk
from supporthub_ext.services.github import GitHub
from supporthub_ext.services.slack import Slack
from supporthub_ext.store.claims import Claims
from supporthub_ext.store.database import Database
from supporthub_ext.store.drafts import Drafts
from supporthub_ext.store.journal import Journal
from supporthub_ext.store.leases import Leases
from supporthub_ext.store.ledger import Ledger
from supporthub_ext.store.mirror import Mirror

SLACK = "https://slack.com/api/"
GITHUB = "https://api.github.com"


class Office:
    """Everything an action needs, opened once.

    Raises
    ------
    ConfigurationError
        When a file or a setting is wrong; the message says which and what is allowed.
    """

    def __init__(self, settings: Settings, log: logging.Logger) -> None:
        self.settings = settings
        self.log = log
        self.process: Process = load(Path(settings.process_file) if settings.process_file else None)
        self._written = load_roster(Path(settings.roster_file)) if settings.roster_file else Roster()
        self.database = Database(settings.database(), settings.data_dir / "supporthub")
        self.mirror = Mirror(self.database)
        self.mirror.belong_to(settings.freshdesk_url)
        self.leases = Leases(self.database)
        self.journal = Journal(self.database, self.leases)
        self.ledger = Ledger(self.database)
        self.claims = Claims(self.database)
        self.drafts = Drafts(self.database)
        self.know_stewards()
        self.clock: Clock = make_clock(settings.clock_url)
        self.elsewhere = Elsewhere(self.mirror, self.ledger)
        self._freshdesk = _freshdesk(settings)
        self._slack = _slack(settings)
        self._github = _github(settings, self.process)
        self._calendar = _calendar(settings, "calendar_url")
        self._hub_calendar = _calendar(settings, "events_url")
        self._board = self._github and BoardRoom(self._github, self.process)

    @property
    def freshdesk(self) -> FreshDesk:
        """FreshDesk's client.

        Raises
        ------
        NotConfigured
            When its address or key is missing.
        """
        if self._freshdesk is None:
            raise NotConfigured(
                "FreshDesk is not set up yet.",
                "Set SupportHub.freshdesk_url and put the key into SUPPORTHUB_FRESHDESK_API_KEY, "
                "or run `supporthub demo` to try it without an account.",
                service="freshdesk",
            )
        return self._freshdesk

    @property
    def pause_s(self) -> float:
        """For how many more seconds FreshDesk wants no call at all."""
        return self._freshdesk.usage.paused_s if self._freshdesk else 0.0

    @property
    def slack(self) -> Slack:
        """Slack's client.

        Raises
        ------
        NotConfigured
            When its token is missing.
        """
        if self._slack is None:
            raise NotConfigured(
                "Slack is not set up yet.",
                "Put the bot's token into SUPPORTHUB_SLACK_BOT_TOKEN, or into the file slack_bot_token.",
                service="slack",
            )
        return self._slack

    @property
    def github(self) -> GitHub:
        """GitHub's client, on the repository for support issues.

        Raises
        ------
        NotConfigured
            When its token is missing.
        """
        if self._github is None:
            raise NotConfigured(
                "GitHub is not set up yet.",
                "Put a token into SUPPORTHUB_GITHUB_TOKEN, or into secrets_dir as github_token.",
                service="github",
            )
        return self._github

    @property
    def board(self) -> BoardRoom:
        """The Sprint Board.

        Raises
        ------
        NotConfigured
            When GitHub's token is missing.
        """
        return self._board or BoardRoom(self.github, self.process)

    @property
    def calendar(self) -> Calendar | None:
        """The Team Roles calendar, or None where nobody named one."""
        return self._calendar

    @property
    def hub_calendar(self) -> Calendar | None:
        """The calendar of the hubs' events, or None where nobody named one."""
        return self._hub_calendar

    @property
    def has_slack(self) -> bool:
        """Whether Slack is set up."""
        return self._slack is not None

    @property
    def has_github(self) -> bool:
        """Whether GitHub is set up."""
        return self._github is not None

    @property
    def ticket_base(self) -> str:
        """What stands before a ticket's number in its link; empty while FreshDesk is not set up."""
        link = self.ticket_link(0)
        return link.removesuffix("0") if link else ""

    @property
    def done_statuses(self) -> tuple[int, ...]:
        """FreshDesk's numbers for tickets that are Resolved or Closed."""
        return tuple(
            number
            for number, status in self.process.statuses.items()
            if status.means in {"resolved", "closed"}
        )

    def overrides(self) -> tuple[Override, ...]:
        """Answer the rota's recorded overrides, oldest first."""
        return recorded_overrides(self.ledger)

    def know_stewards(self) -> None:
        """Take over what is recorded of the user group that feeds the roster, where the process names one."""
        stays = recorded_stays(self.ledger, self.process.rota.steward_group)
        self.roster = stewards_now(self._written, stays)
        self._on_rota = stewards_ever(self._written, stays)

    def rota(self) -> Rota:
        """Answer the rota as it is recorded now."""
        return make_rota(self.process, self._on_rota, self.overrides())

    def agent_names(self) -> dict[int, str]:
        """Answer what agents are called: as FreshDesk says, or as our roster does."""
        ours = {one.freshdesk_agent_id: one.name for one in self.roster.people if one.freshdesk_agent_id}
        return ours | self.mirror.names("agent")

    def ticket_link(self, ticket_id: int) -> str | None:
        """Answer where FreshDesk shows a ticket to an agent; None while FreshDesk is not set up."""
        return self._freshdesk.ticket_link(ticket_id) if self._freshdesk else None

    def person(self, visitor: Visitor) -> Person | None:
        """Answer who of the roster is asking, or None.

        On a hub the authenticated user counts and nothing else. With a plain token Jupyter makes an anonymous
        user, so there the configured ``local_steward`` acts.
        """
        found = find_person(self.roster, jupyter_user=visitor.username)
        if found is None and not visitor.on_hub and self.settings.local_steward:
            found = find_person(self.roster, person_id=self.settings.local_steward)
        return found

    def steward(self, visitor: Visitor) -> Person:
        """Answer the steward who is asking.

        Raises
        ------
        NotSteward
            When it is nobody of the roster, somebody who is no steward, or not of ``steward_groups``.
        """
        person = self.person(visitor)
        groups = frozenset(self.settings.steward_groups)
        if groups and visitor.on_hub and not groups & visitor.groups:
            raise NotSteward(
                "You can read everything here, but acting is for the hub's steward group.",
                f"Ask a hub admin to add you to: {', '.join(sorted(groups))}.",
            )
        if person is None or not person.steward:
            raise NotSteward("You can read everything here, but only stewards can act.")
        return person

    async def close(self) -> None:
        """Close connections and files."""
        services = (self._freshdesk, self._slack, self._github, self._calendar, self._hub_calendar)
        for service in services:
            if service is not None:
                await service.close()
        await self.clock.close()
        self.database.close()


def _freshdesk(settings: Settings) -> FreshDesk | None:
    key = settings.secret("freshdesk_api_key")
    if not settings.freshdesk_url or not key:
        return None
    return FreshDesk(settings.freshdesk_url, key)


def _slack(settings: Settings) -> Slack | None:
    token = settings.secret("slack_bot_token")
    return Slack(settings.slack_url or SLACK, token) if token else None


def _github(settings: Settings, process: Process) -> GitHub | None:
    token = settings.secret("github_token")
    repository = settings.github_repository or process.repository.name
    return GitHub(settings.github_url or GITHUB, token, repository) if token else None


def _calendar(settings: Settings, name: str) -> Calendar | None:
    url = settings.secret(name) or str(getattr(settings, name))
    return Calendar(url) if url else None
