"""Slack's people and user groups."""

from __future__ import annotations

from collections.abc import Sequence

from supporthub_ext.errors import ServiceMissing
from supporthub_ext.services.slack_calls import PAGE, Connected, Row
from supporthub_ext.services.slack_records import part


class People(Connected):
    """Reads people, reads and replaces the people of user groups. Reading raises ServiceError as ever."""

    async def users(self) -> list[Row]:
        """Answer everybody of the workspace, also those who left (``deleted``) and bots."""
        pages = self._calls.pages(self._client.users_list, limit=PAGE)
        return [row async for page in pages for row in part(page, "members")]

    async def user(self, user_id: str) -> Row:
        """Answer one person.

        Raises
        ------
        ServiceMissing
            When nobody has this id.
        """
        found: Row = (await self._calls.read(self._client.users_info, user=user_id))["user"]
        return found

    async def user_by_mail(self, mail: str) -> Row | None:
        """Answer who has a mail address, or None; people who left are not found."""
        try:
            row = await self._calls.read(self._client.users_lookupByEmail, email=mail)
        except ServiceMissing:
            return None
        found: Row = part(row, "user")
        return found

    async def group_named(self, handle: str) -> Row:
        """Answer the user group with this handle (with or without ``@``), its ``users`` included.

        Raises
        ------
        ServiceMissing
            When there is none, or it is disabled.
        """
        wanted = handle.removeprefix("@")
        rows = await self._calls.read(self._client.usergroups_list, include_users=True)
        for row in part(rows, "usergroups"):
            if row.get("handle") == wanted:
                found: Row = row
                return found
        advice = "Check the handle in the process file, or make the group in Slack."
        raise ServiceMissing(f"Slack has no user group @{wanted}.", advice, service="slack")

    async def group_members(self, group_id: str) -> list[str]:
        """Answer the ids of a user group's people.

        Raises
        ------
        ServiceMissing
            When there is no such group.
        """
        row = await self._calls.read(self._client.usergroups_users_list, usergroup=group_id)
        return list(part(row, "users"))

    async def set_group_members(self, group_id: str, user_ids: Sequence[str]) -> None:
        """Replace all people of a user group; nothing is sent when they are the same already.

        Raises
        ------
        ServiceRejected
            When the list is empty (a user group can't be), or somebody is unknown or has left.
        ServiceRefused
            When the workspace lets administrators alone change user groups.
        """
        if set(await self.group_members(group_id)) != set(user_ids):
            await self._calls.send(
                self._client.usergroups_users_update, usergroup=group_id, users=list(user_ids)
            )
