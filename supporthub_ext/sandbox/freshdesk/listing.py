"""Which tickets ``GET /tickets`` lists, and in which order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from supporthub_ext.sandbox.freshdesk.account import Account
from supporthub_ext.sandbox.freshdesk.numbers import DAY, OPEN

ORDERS = ("created_at", "due_by", "updated_at", "status")
FILTERS = ("new_and_my_open", "watching", "spam", "deleted")
WINDOW = 30 * DAY  # without `updated_since`, only tickets made in this time


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked for. ``since`` is an epoch second or None."""

    agent_id: int
    since: int | None
    order_by: str
    descending: bool
    filter: str
    requester_id: int | None
    company_id: int | None
    email: str
    unique_external_id: str


def find(account: Account, question: Question) -> list[int]:
    """Answer the ids of all tickets that were asked for, in order.

    The answer is remembered until a ticket changes, so that paging through many does not sort them each time.
    """
    window_from = account.now() // 60 * 60 - WINDOW if question.since is None else 0
    return _found(account, question, account.tickets.version, window_from)


@lru_cache(maxsize=8)
def _found(account: Account, question: Question, version: int, window_from: int) -> list[int]:
    del version
    ids = _candidates(account, question, window_from)
    if fits := _narrower(account, question):
        ids = list(account.tickets.matching(ids, fits))
    straight = question.filter not in ("spam", "deleted")
    if question.since is None and question.order_by == "created_at" and straight:
        return ids[::-1] if question.descending else ids
    if question.since is not None and question.order_by == "updated_at" and straight:
        return ids[::-1] if question.descending else ids
    return sorted(ids, key=_key(account, question.order_by), reverse=question.descending)


def _candidates(account: Account, question: Question, window_from: int) -> list[int]:
    tickets = account.tickets
    if question.filter in ("spam", "deleted"):
        ids = tickets.hidden_ids(question.filter)
        return [one for one in ids if tickets.times(one)[1] >= (question.since or 0)]
    if question.since is not None:
        return tickets.updated_ids(question.since)
    return tickets.created_ids(window_from)


def _narrower(account: Account, question: Question) -> Callable[[dict[str, Any]], bool] | None:
    tests: list[Callable[[dict[str, Any]], bool]] = []
    if question.email:
        contact = account.contact_by_mail(question.email) or {}
        tests.append(lambda row: row.get("requester_id") == contact.get("id", -1))
    if question.unique_external_id:
        owners = {one["id"] for one in account.contacts.values()
                  if one.get("unique_external_id") == question.unique_external_id}  # fmt: skip
        tests.append(lambda row: row.get("requester_id") in owners)
    if question.requester_id is not None:
        tests.append(lambda row: row.get("requester_id") == question.requester_id)
    if question.company_id is not None:
        tests.append(lambda row: row.get("company_id") == question.company_id)
    if question.filter == "new_and_my_open":
        mine = (None, question.agent_id)
        tests.append(lambda row: row.get("status") == OPEN and row.get("responder_id") in mine)
    if question.filter == "watching":
        watched = account.tickets.watched_by(question.agent_id)
        tests.append(lambda row: row["id"] in watched)
    return (lambda row: all(test(row) for test in tests)) if tests else None


def _key(account: Account, order_by: str) -> Callable[[int], tuple[Any, ...]]:
    tickets = account.tickets
    if order_by == "created_at":
        return lambda one: (tickets.times(one)[0], one)
    if order_by == "updated_at":
        return lambda one: (tickets.times(one)[1], one)
    if order_by == "status":
        return lambda one: (tickets.row(one).get("status") or 0, one)
    return lambda one: (str(tickets.row(one).get("due_by") or ""), one)
