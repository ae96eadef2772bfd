"""Slack -> roster: the user group whose people are the stewards, where the process names one."""

from __future__ import annotations

from datetime import datetime, timedelta

from supporthub_ext.actions.office import Office
from supporthub_ext.actions.recorded import record_stays, recorded_stays
from supporthub_ext.errors import SupportHubError
from supporthub_ext.process.steward_group import Member, group_problems, remember

EVERY = timedelta(hours=1)


class StewardsReader:
    """Reads the group once an hour and lets the office know.

    Parameters
    ----------
    office
        Slack, the process, the roster and the ledger.

    Attributes
    ----------
    problem, as_of
        The error that stopped the last look, or None; when the group was last read, UTC.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._handle = office.process.rota.steward_group
        self._doubts: tuple[str, ...] = ()
        self.problem: SupportHubError | None = None
        self.as_of: datetime | None = None

    async def run(self, now: datetime) -> bool:
        """Read the group when it is time, and answer whether somebody came or went."""
        if not self._handle or (self.as_of and timedelta(0) <= now - self.as_of < EVERY):
            return False
        try:
            members = await self._members()
        except SupportHubError as problem:
            self.problem = problem
            return False
        self.problem, self.as_of = None, now
        self._doubts = group_problems(self._office.roster, members, self._handle)
        before = recorded_stays(self._office.ledger, self._handle)
        stays = remember(before, members, now.date())
        if stays != before:
            record_stays(self._office.ledger, self._handle, stays, now)
            self._office.know_stewards()
        return stays != before

    def problems(self) -> list[str]:
        """Answer what is doubtful about the group, a sentence each."""
        failed = [f"{self.problem.message} {self.problem.what_to_do}"] if self.problem else []
        return [*failed, *self._doubts]

    async def _members(self) -> list[Member]:
        slack = self._office.slack
        group = await slack.group_named(self._handle)
        rows = [await slack.user(one) for one in group.get("users") or ()]
        return [
            Member(row["id"], row.get("real_name") or row.get("name") or row["id"], bool(row.get("deleted")))
            for row in rows
        ]
