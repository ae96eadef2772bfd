"""What every call to the API has in common: credits, who calls, which arguments are known, paging."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlencode

import orjson

from supporthub_ext.sandbox.freshdesk.account import Account
from supporthub_ext.sandbox.freshdesk.bodies import form_values, is_form, sent_files
from supporthub_ext.sandbox.freshdesk.checks import Check
from supporthub_ext.sandbox.freshdesk.errors import (
    flat,
    invalid,
    not_allowed,
    not_found,
    not_one_of,
    problem,
    unexpected,
    wrong_type,
)
from supporthub_ext.sandbox.freshdesk.records import Ticket
from supporthub_ext.sandbox.freshdesk.stamps import stamp
from supporthub_ext.sandbox.web import Answer, Handler, Refusal

T = TypeVar("T")
LAST_PAGE = 300
REQUESTS = count(1)
PAGING = frozenset({"page", "per_page"})
WRITABLE_BODIES = ("application/json", "multipart/form-data")


class Call(Handler):
    """One call. After ``begin``, ``account`` is the account and ``agent_id`` whoever calls.

    ``known`` are the query keys that a GET may have, ``own_limit`` names a limit of its own by verb,
    ``admin`` keeps plain agents out, ``include_costs`` is what each ``include`` costs on top.
    """

    known: ClassVar[frozenset[str]] = frozenset()
    own_limit: ClassVar[Mapping[str, str]] = {}
    admin: ClassVar[bool] = False
    include_costs: ClassVar[int] = 1
    includes: ClassVar[tuple[str, ...]] = ()

    def begin(self) -> None:
        """Pay, look at the headers, find out who it is, and refuse arguments that nobody knows."""
        self.account: Account = self.world.services["freshdesk"]
        self.paid: dict[str, str] = {}
        verb = self.request.method or ""
        asked = [one for one in self.argument("include", "").split(",") if one]
        self.paid = self.account.limit.spend(1 + self.include_costs * len(asked), self.own_limit.get(verb))
        self._check_headers(verb)
        self.agent_id, is_admin = self._who()
        if self.admin and not is_admin:
            raise flat(403)
        if verb == "GET":
            self._check_question(asked)

    def finishing(self, answer: Answer) -> Answer:
        """Add the headers that FreshDesk adds to each answer."""
        known = {
            "X-Freshdesk-Api-Version": "latest=v2; requested=v2",
            "X-Request-Id": f"{next(REQUESTS):032x}",
        }
        return Answer(answer.body, answer.status, {**known, **self.paid, **answer.headers})

    def refused_method(self) -> Answer:
        """Answer 405."""
        verbs = [verb for verb in ("get", "post", "put", "delete") if hasattr(self, f"on_{verb}")]
        return not_allowed(", ".join(verbs).upper()).answer

    def argument(self, name: str, otherwise: str) -> str:
        """Answer a query argument; the last one where it stands twice."""
        return self.get_query_argument(name, otherwise)

    def json(self) -> dict[str, Any]:
        """Answer the body, an object.

        Raises
        ------
        Refusal
            400, when it is no JSON or no object.
        """
        try:
            found = orjson.loads(self.request.body) if self.request.body else {}
        except orjson.JSONDecodeError:
            found = None
        if not isinstance(found, dict):
            raise Refusal(400, {"code": "invalid_json", "message": "Request body has invalid json format"})
        return found

    def values(self, known: Mapping[str, Check]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Answer the values of a body, JSON or form, and the rows of the files that came along.

        Raises
        ------
        Refusal
            400, when it can't be read or the files are too large.
        """
        if not is_form(self.request):
            return self.json(), []
        at = stamp(self.account.now())
        files = [self.account.files.keep(one, at) for one in sent_files(self.request)]
        return form_values(self.request, known), files

    def number(self, name: str, otherwise: int, lowest: int, highest: int) -> int:
        """Answer a query argument that is a whole number within limits.

        Raises
        ------
        Refusal
            400: out of range values are refused, not clamped.
        """
        text = self.argument(name, str(otherwise))
        if not text.isascii() or not text.isdigit():
            raise invalid([wrong_type(name, "Positive Integer", text)])
        if not lowest <= int(text) <= highest:
            message = f"It should be a Positive Integer less than or equal to {highest}"
            raise invalid([problem(name, message, "invalid_value")])
        return int(text)

    def page_of(self, rows: Sequence[T]) -> tuple[Sequence[T], dict[str, str]]:
        """Answer one page of rows, and the ``Link`` header that is there only when more follow."""
        page = self.number("page", 1, 1, 10**9)
        size = self.number("per_page", 30, 1, 100)
        start = (page - 1) * size
        if len(rows) <= start + size:
            return rows[start : start + size], {}
        others = {name: self.argument(name, "") for name in self.request.query_arguments}
        query = urlencode(others | {"page": str(page + 1)})
        root = self.world.urls["freshdesk"]
        return rows[start : start + size], {"Link": f'<{root}{self.request.path}?{query}>; rel="next"'}

    def ticket(self, ticket_id: str) -> Ticket:
        """Answer a ticket to look at, archived ones excepted.

        Raises
        ------
        Refusal
            404 without a body.
        """
        found = self.account.tickets.get(int(ticket_id))
        if found is None or found.state == "archived":
            raise not_found()
        return found

    def ticket_to_change(self, ticket_id: str) -> Ticket:
        """Answer a ticket that the caller is going to change.

        Raises
        ------
        Refusal
            404 without a body; 405 when it is spam or deleted.
        """
        found = self.ticket(ticket_id)
        if found.state in ("spam", "deleted"):
            raise not_allowed("GET")
        return self.account.tickets.hold(found.id) or found

    def _check_headers(self, verb: str) -> None:
        accept = self.request.headers.get("Accept", "*/*")
        if not any(one in accept for one in ("application/json", "*/*", "application/*")):
            raise flat(406)
        kind = self.request.headers.get("Content-Type", "")
        if verb in ("POST", "PUT") and self.request.body and not kind.startswith(WRITABLE_BODIES):
            raise flat(415)

    def _who(self) -> tuple[int, bool]:
        scheme, _, sent = self.request.headers.get("Authorization", "").partition(" ")
        try:
            key = base64.b64decode(sent).decode().partition(":")[0] if scheme.lower() == "basic" else ""
        except ValueError:
            key = ""
        if key not in self.account.keys:
            raise flat(401)
        return self.account.keys[key]

    def _check_question(self, asked: list[str]) -> None:
        if self.request.body:  # a GET has none; FreshDesk reads its keys as unknown ones
            raise invalid([unexpected(name) for name in self.json()] or [unexpected("body")])
        known = self.known | ({"include"} if self.includes else set())
        if unknown := sorted(set(self.request.query_arguments) - known):
            raise invalid([unexpected(name) for name in unknown])
        if set(asked) - set(self.includes):
            raise invalid([not_one_of("include", self.includes)])


class Missing(Call):
    """Any other address."""

    def begin(self) -> None:
        """Find out who it is, then say that there is nothing."""
        super().begin()
        raise not_found()

    def _check_question(self, asked: list[str]) -> None:
        """Look at no arguments."""
