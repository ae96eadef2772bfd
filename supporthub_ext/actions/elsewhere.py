"""What Slack and GitHub say about tickets, as far as we have read: threads, issues, places on the board.

A thread or an issue belongs to a ticket when it carries our key for it, when its text holds the ticket's
link, or when a steward linked it by hand; nothing else is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from supporthub_ext.services.github_records import read_link
from supporthub_ext.services.slack_records import Place, read_permalink
from supporthub_ext.store.ledger import Ledger
from supporthub_ext.store.mirror import Mirror

TICKET_LINK = re.compile(r"/a/tickets/(\d+)(?!\d)")
TICKET_KEY = re.compile(r"^sh-(\d+)-")

Row = dict[str, Any]


def tickets_named(text: str, key: str | None) -> list[int]:
    """Answer the tickets that a text belongs to: by our key first, then by the links in it."""
    found = [int(one) for one in TICKET_LINK.findall(text)]
    if key and (ours := TICKET_KEY.match(key)):
        found.insert(0, int(ours.group(1)))
    return list(dict.fromkeys(found))


def key_of_link(url: str) -> str:
    """Answer under which key we keep what a link leads to: an issue's number, a thread's ``channel/ts``."""
    if issue := read_link(url):
        return str(issue[1])
    place = read_permalink(url)
    return f"{place.channel}/{place.thread_ts or place.ts}" if place else ""


class Elsewhere:
    """Threads, issues and board items in memory, kept in the mirror for the next start.

    What each holds is made in `read_slack.py` and `read_github.py`. Keys: ``channel/ts`` of a thread, the
    number of an issue, and for an item the number of its issue.

    Parameters
    ----------
    mirror, ledger
        Where they are kept, and where a steward's own links stand.
    """

    def __init__(self, mirror: Mirror, ledger: Ledger) -> None:
        self._mirror = mirror
        self._ledger = ledger
        self.threads: dict[str, Row] = mirror.elsewhere("thread")
        self.issues: dict[str, Row] = mirror.elsewhere("issue")
        self.items: dict[str, Row] = mirror.elsewhere("item")
        self.relink()

    def put_threads(self, found: dict[str, Row], gone: Iterable[str] = ()) -> set[int]:
        """Keep threads; answer the tickets that they are about, those of threads that are gone included."""
        return self._put("thread", self.threads, found, gone)

    def put_issues(self, found: dict[str, Row], gone: Iterable[str] = ()) -> set[int]:
        """Keep issues; answer the tickets that they are about, those of issues that are gone included."""
        return self._put("issue", self.issues, found, gone)

    def put_items(self, found: dict[str, Row]) -> set[int]:
        """Keep the whole board; answer the tickets of everything on it when anything moved."""
        if found == self.items:
            return set()
        known = set(self.items)
        self._put("item", self.items, found, known - set(found))
        return {id_ for id_, key in self._issue_of.items() if key in {*known, *found}}

    def thread(self, ticket_id: int) -> Row | None:
        """Answer a ticket's thread, or None."""
        return self.threads.get(self._thread_of.get(ticket_id, ""))

    def issue(self, ticket_id: int) -> Row | None:
        """Answer a ticket's issue, an open one first, or None."""
        return self.issues.get(self._issue_of.get(ticket_id, ""))

    def item(self, number: int) -> Row | None:
        """Answer where an issue stands on the board, or None."""
        return self.items.get(str(number))

    def loose_ends(self) -> set[int]:
        """Answer the tickets with an open issue or a thread that is not ended, whatever FreshDesk says."""
        open_issues = {id_ for id_, key in self._issue_of.items() if self._is_open(key)}
        open_threads = {id_ for id_, key in self._thread_of.items() if not self._is_ended(key)}
        return open_issues | open_threads

    def _is_open(self, key: str) -> bool:
        return key in self.issues and self.issues[key]["state"] == "open"

    def _is_ended(self, key: str) -> bool:
        """Say whether a thread is at its end; one that a person opened ends with its ticket."""
        thread = self.threads.get(key)
        return thread is None or not thread["ours"] or bool(thread["ended_ts"])

    def needed_by_others(self, ticket_id: int, number: int, live: Iterable[int]) -> bool:
        """Say whether another ticket that is live still needs an issue."""
        others = {id_ for id_, key in self._issue_of.items() if key == str(number) and id_ != ticket_id}
        return bool(others & set(live))

    def tied_to(self, ticket_id: int, number: int) -> bool:
        """Say whether it is remembered that an issue is the ticket's, whatever its text says."""
        return self._ties.get(("issue", ticket_id)) == str(number)

    def dead_ties(self, ticket_id: int) -> list[str]:
        """Answer which of a ticket's remembered links, ``issue`` or ``thread``, lead to nothing any more."""
        kept = {"issue": self.issues, "thread": self.threads}
        return [kind for kind, rows in kept.items() if rows and self._is_dead(kind, ticket_id, rows)]

    def loose_threads(self) -> list[Row]:
        """Answer conversations of the team that belong to no ticket, the newest first.

        A lone message is no conversation, and a check mark of anybody's says that one is done with.
        """
        linked = set(self._thread_of.values())
        return [
            {"link": row["link"], "text": row["messages"][0]["text"], "ts": row["ts"]}
            for key, row in sorted(self.threads.items(), reverse=True)
            if row["replied"] and not row["checked"] and not row["tickets"] and key not in linked
        ]

    def _is_dead(self, kind: str, ticket_id: int, rows: dict[str, Row]) -> bool:
        key = self._ties.get((kind, ticket_id))
        return key is not None and key not in rows

    def place(self, ticket_id: int) -> Place | None:
        """Answer where a ticket's thread begins, or None."""
        found = self.thread(ticket_id)
        return Place(found["channel"], found["ts"]) if found else None

    def relink(self) -> None:
        """Compute anew which thread and which issue belong to which ticket."""
        self._thread_of = {
            ticket: key for key, row in sorted(self.threads.items()) for ticket in row.get("tickets", ())
        }
        closed_first = sorted(
            self.issues.items(), key=lambda pair: (pair[1]["state"] == "open", int(pair[0]))
        )
        self._issue_of = {ticket: key for key, row in closed_first for ticket in row.get("tickets", ())}
        self._ties = {
            (entry.document["kind"], entry.ticket_id or 0): key_of_link(entry.document["url"])
            for entry in self._ledger.all("link")  # a later one takes the place of an earlier one
        }
        for (kind, ticket_id), key in self._ties.items():
            rows, found = (
                (self.threads, self._thread_of) if kind == "thread" else (self.issues, self._issue_of)
            )
            if key in rows:
                found[ticket_id] = key

    def _put(
        self, kind: str, kept: dict[str, Row], found: dict[str, Row], gone: Iterable[str] = ()
    ) -> set[int]:
        gone = set(gone)
        changed = {key: row for key, row in found.items() if kept.get(key) != row}
        if not changed and not gone:
            return set()
        touched = [*changed.values(), *(kept[key] for key in {*changed, *gone} if key in kept)]
        kept.update(changed)
        for key in gone:
            kept.pop(key, None)
        self._mirror.put_elsewhere(kind, changed, gone)
        linked = {*self._thread_of.items(), *self._issue_of.items()}
        self.relink()
        linked ^= {*self._thread_of.items(), *self._issue_of.items()}
        by_hand = {id_ for id_, key in [*self._thread_of.items(), *self._issue_of.items()] if key in changed}
        return (
            {id_ for row in touched for id_ in row.get("tickets", ())} | {id_ for id_, _ in linked} | by_hand
        )
