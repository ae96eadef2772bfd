"""Who can log in: people, bots and the organisation, and what each may do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from supporthub_ext.sandbox.github.nodes import node_id

PREFIX = {"User": "U", "Bot": "BOT", "Organization": "O"}


@dataclass(frozen=True, slots=True)
class Account:
    """One account. A ``member`` is of the organisation; ``sees_private`` reads private repositories."""

    id: int
    login: str
    name: str
    kind: Literal["User", "Bot", "Organization"] = "User"
    token: str = ""
    member: bool = False
    push: bool = False
    sees_private: bool = False
    created_at: datetime = field(default=datetime(2019, 5, 1, 12, tzinfo=UTC))

    @property
    def node_id(self) -> str:
        """The account's global id."""
        return node_id(PREFIX[self.kind], self.id)


class Accounts:
    """Finds accounts by token, by login and by id."""

    def __init__(self, accounts: Iterable[Account] = ()) -> None:
        self._accounts: dict[int, Account] = {}
        for account in accounts:
            self.add(account)

    def __iter__(self) -> Iterator[Account]:
        return iter(self._accounts.values())

    def add(self, account: Account) -> Account:
        """Keep an account; one with the same id is replaced."""
        self._accounts[account.id] = account
        return account

    def by_token(self, token: str) -> Account | None:
        """Answer whose token it is, or None."""
        return next((one for one in self._accounts.values() if token and one.token == token), None)

    def by_login(self, login: str) -> Account | None:
        """Answer the account with a login, case aside, or None."""
        wanted = login.casefold()
        return next((one for one in self._accounts.values() if one.login.casefold() == wanted), None)

    def members(self) -> list[Account]:
        """Answer the organisation's members by login."""
        people = [one for one in self._accounts.values() if one.member and one.kind == "User"]
        return sorted(people, key=lambda one: one.login.casefold())
