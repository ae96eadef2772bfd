"""JSON of invented tickets' rows, kept: nobody has touched them, so they are told the same way again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from supporthub_ext.sandbox.freshdesk.account import Account
from supporthub_ext.sandbox.freshdesk.shapes import list_row

MOST = 20_000  # rows; some forty megabytes


class ToldRows:
    """Rows of lists for one account, as JSON can take them in."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._people_version = account.people_version
        self._told: dict[tuple[int, str], bytes] = {}

    def rows(self, ids: Sequence[int], include: str) -> list[Any]:
        """Answer the rows of some tickets; ``include`` as it was asked for, with commas."""
        if self._people_version != self._account.people_version:  # rows may bring their requesters along
            self._people_version = self._account.people_version
            self._told.clear()
        return [self._row(one, include) for one in ids]

    def _row(self, ticket_id: int, include: str) -> Any:
        if self._account.tickets.is_kept(ticket_id):
            return list_row(self._account, ticket_id, include.split(","))
        told = self._told.get((ticket_id, include))
        if told is None:
            row = list_row(self._account, ticket_id, include.split(","))
            told = bytes(memoryview(orjson.dumps(row)))  # a copy of the right size: orjson leaves room
            if len(self._told) < MOST:
                self._told[ticket_id, include] = told
        return orjson.Fragment(told)
