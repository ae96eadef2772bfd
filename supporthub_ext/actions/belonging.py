"""Which thread and which issue belong to which ticket.

A thread or an issue belongs to a ticket when it carries our key for it, when its text holds the ticket's
link, or when it was linked to it; nothing else is guessed. What belonged to a ticket that was merged into
another belongs to that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from supporthub_ext.process.reminders import PREFIX
from supporthub_ext.services.github_records import read_link
from supporthub_ext.services.slack_records import read_permalink

TICKET_LINK = re.compile(r"/a/tickets/(\d+)(?!\d)")
TICKET_KEY = re.compile(r"^sh-(\d+)-")
MERGED_HERE = re.compile(r"([^\n]*)merged into this\b", re.IGNORECASE)  # a note on the ticket that stays
NUMBER = re.compile(r"\d+")

Row = dict[str, Any]


def tickets_named(text: str, key: str | None) -> list[int]:
    """Answer the tickets that a text belongs to: by our key first, then by the links in it.

    A reminder names many tickets and is the thread of none.
    """
    if key and key.startswith(PREFIX):
        return []
    found = [int(one) for one in TICKET_LINK.findall(text)]
    if key and (ours := TICKET_KEY.match(key)):
        found.insert(0, int(ours.group(1)))
    return list(dict.fromkeys(found))


def merged_here(entries: Iterable[Row]) -> set[int]:
    """Answer the numbers that our notes on a ticket name as merged into it."""
    notes = (str(one.get("body_text") or "") for one in entries if not one.get("incoming"))
    lines = (line for note in notes for line in MERGED_HERE.findall(note))
    return {int(number) for line in lines for number in NUMBER.findall(line)}


def key_of_link(url: str) -> str:
    """Answer under which key we keep what a link leads to: an issue's number, a thread's ``channel/ts``."""
    if issue := read_link(url):
        return str(issue[1])
    place = read_permalink(url)
    return f"{place.channel}/{place.thread_ts or place.ts}" if place else ""


class Belonging:
    """Tickets with the keys of their thread and their issue.

    Parameters
    ----------
    threads, issues
        What we know of each, by key; ``tickets`` in it are those that it names.
    links
        What was linked, oldest first: (ticket, ``thread`` or ``issue``, address). The last of a kind counts.
    merged
        Tickets that went into others.
    """

    def __init__(
        self,
        threads: Mapping[str, Row],
        issues: Mapping[str, Row],
        links: Iterable[tuple[int, str, str]] = (),
        merged: Mapping[int, int] | None = None,
    ) -> None:
        self.thread_of = {id_: key for key, row in sorted(threads.items()) for id_ in row["tickets"]}
        last = sorted(issues.items(), key=lambda pair: (pair[1]["state"] == "open", int(pair[0])))
        self.issue_of = {id_: key for key, row in last for id_ in row["tickets"]}
        self._links = {(kind, id_): key_of_link(url) for id_, kind, url in links}
        self._rows = {"thread": threads, "issue": issues}
        for (kind, id_), key in self._links.items():
            if key in self._rows[kind]:
                self._of(kind)[id_] = key
        for gone, into in (merged or {}).items():
            for kind in self._rows:
                self._hand_over(self._of(kind), gone, into)

    def is_linked(self, kind: str, ticket_id: int, key: str) -> bool:
        """Say whether something was linked to a ticket, whatever its text says."""
        return self._links.get((kind, ticket_id)) == key

    def leads_nowhere(self, kind: str, ticket_id: int) -> bool:
        """Say whether what was linked to a ticket is not there any more, and nothing in its place."""
        key, rows = self._links.get((kind, ticket_id)), self._rows[kind]
        return bool(rows) and key is not None and key not in rows and ticket_id not in self._of(kind)

    def tickets_of(self, issue: str) -> set[int]:
        """Answer the tickets that one issue is the cause of."""
        return {id_ for id_, key in self.issue_of.items() if key == issue}

    def differs(self, other: Belonging) -> set[int]:
        """Answer the tickets whose thread or issue is another one there."""
        pairs = {*self.thread_of.items(), *self.issue_of.items()}
        return {id_ for id_, _ in pairs ^ {*other.thread_of.items(), *other.issue_of.items()}}

    def _of(self, kind: str) -> dict[int, str]:
        return self.thread_of if kind == "thread" else self.issue_of

    @staticmethod
    def _hand_over(found: dict[int, str], gone: int, into: int) -> None:
        if gone in found and into not in found:
            found[into] = found.pop(gone)
