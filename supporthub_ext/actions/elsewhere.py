"""What Slack and GitHub say about tickets, as far as we have read: threads, issues, places on the board."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from supporthub_ext.actions.belonging import Belonging, merged_here
from supporthub_ext.services.slack_records import Place
from supporthub_ext.store.ledger import Ledger
from supporthub_ext.store.mirror import Mirror

Row = dict[str, Any]


class Elsewhere:
    """Threads, issues and board items in memory, kept in the mirror for the next start.

    What each holds is made in `read_slack.py` and `read_github.py`. Keys: ``channel/ts`` of a thread, the
    number of an issue, and for an item the number of its issue, or its own id when that is not ours.

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
        self._merged: dict[str, Row] = mirror.elsewhere("merged")
        self.relink()

    # -- what was read ---------------------------------------------------------------------------------

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
        return {id_ for id_, key in self._belonging.issue_of.items() if key in {*known, *found}}

    def put_merged(self, ticket_id: int, entries: Iterable[Row]) -> set[int]:
        """Keep what its notes say was merged into a ticket; answer the tickets that lost or got something."""
        found = {str(id_): {"into": ticket_id} for id_ in merged_here(entries) - {ticket_id}}
        return self._put("merged", self._merged, found)

    def relink(self) -> None:
        """Compute anew which thread and which issue belong to which ticket."""
        links = [
            (entry.ticket_id, entry.document["kind"], entry.document["url"])
            for entry in self._ledger.all("link")
            if entry.ticket_id is not None
        ]
        merged = {int(gone): int(row["into"]) for gone, row in self._merged.items()}
        self._belonging = Belonging(self.threads, self.issues, links, merged)

    # -- what is known of a ticket ---------------------------------------------------------------------

    def thread(self, ticket_id: int) -> Row | None:
        """Answer a ticket's thread, or None."""
        return self.threads.get(self._belonging.thread_of.get(ticket_id, ""))

    def issue(self, ticket_id: int) -> Row | None:
        """Answer a ticket's issue, an open one first, or None."""
        return self.issues.get(self._belonging.issue_of.get(ticket_id, ""))

    def item(self, number: int) -> Row | None:
        """Answer where an issue stands on the board, or None."""
        return self.items.get(str(number))

    def place(self, ticket_id: int) -> Place | None:
        """Answer where a ticket's thread begins, or None."""
        found = self.thread(ticket_id)
        return Place(found["channel"], found["ts"]) if found else None

    def needed_by_others(self, ticket_id: int, number: int, live: Iterable[int]) -> bool:
        """Say whether another ticket that is live still needs an issue."""
        return bool((self._belonging.tickets_of(str(number)) - {ticket_id}) & set(live))

    def is_linked(self, ticket_id: int, number: int) -> bool:
        """Say whether it is remembered that an issue is the ticket's, whatever its text says."""
        return self._belonging.is_linked("issue", ticket_id, str(number))

    def gone(self, ticket_id: int) -> list[str]:
        """Answer which of ``issue`` and ``thread`` was linked to a ticket and is not there any more."""
        return [kind for kind in ("issue", "thread") if self._belonging.leads_nowhere(kind, ticket_id)]

    def merged_into(self, ticket_id: int) -> set[int]:
        """Answer the tickets that were merged into one."""
        return {int(gone) for gone, row in self._merged.items() if row["into"] == ticket_id}

    def channels(self) -> tuple[str, ...]:
        """Answer the ids of the private channels that threads stand in."""
        return tuple({row["channel"] for row in self.threads.values()})

    # -- loose ends ------------------------------------------------------------------------------------

    def loose_ends(self) -> set[int]:
        """Answer the tickets with an open issue or a thread that is not ended, whatever FreshDesk says."""
        found = self._belonging
        open_issues = {id_ for id_, key in found.issue_of.items() if self.issues[key]["state"] == "open"}
        return open_issues | {id_ for id_, key in found.thread_of.items() if not self._is_ended(key)}

    def loose_threads(self) -> list[Row]:
        """Answer conversations of the team that belong to no ticket, the newest first.

        A lone message is no conversation, and a check mark of anybody's says that one is done with.
        """
        linked = set(self._belonging.thread_of.values())
        return [
            row
            for key, row in sorted(self.threads.items(), reverse=True)
            if row["replied"] and not row["checked"] and not row["tickets"] and key not in linked
        ]

    def _is_ended(self, key: str) -> bool:
        """Say whether a thread is at its end; one that a person opened ends with its ticket."""
        thread = self.threads[key]
        return not thread["ours"] or bool(thread["ended_ts"])

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
        before = self._belonging
        self.relink()
        now = self._belonging
        pairs = [*now.thread_of.items(), *now.issue_of.items()]
        named = {id_ for row in touched for id_ in row.get("tickets", ())}
        return named | now.differs(before) | {id_ for id_, key in pairs if key in changed}
