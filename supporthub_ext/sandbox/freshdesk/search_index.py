"""What the search knows: tickets as they were some minutes ago. Its index lags behind every write."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

Row = dict[str, Any]
USUAL_DELAY_S = 150


class SearchIndex:
    """Remembers each change until the index would have seen it.

    ``delay_s`` can be set. ``version`` changes when the index has seen something new.
    """

    def __init__(self) -> None:
        self.delay_s = USUAL_DELAY_S
        self.version = 0
        self._coming: deque[tuple[int, int, Row | None]] = deque()
        self._seen: dict[int, Row | None] = {}

    def note(self, second: int, ticket_id: int, row: Row | None) -> None:
        """Take note of how a ticket is since an epoch second; None where no list shows it any more."""
        self._coming.append((second, ticket_id, None if row is None else dict(row)))

    def know(self, ticket_id: int, row: Row | None) -> None:
        """Know a ticket at once, as those that were there before anybody looked."""
        self._seen[ticket_id] = row

    def catch_up(self, now: int) -> None:
        """See what is old enough."""
        while self._coming and self._coming[0][0] <= now - self.delay_s:
            _, ticket_id, row = self._coming.popleft()
            self._seen[ticket_id] = row
            self.version += 1

    def rows(self, invented: Iterable[int], tell: Any) -> Iterator[tuple[int, Row]]:
        """Answer id and row of each ticket that the index knows; ``tell`` answers an invented one's row."""
        for ticket_id in invented:
            if ticket_id not in self._seen:
                yield ticket_id, tell(ticket_id)
        for ticket_id, row in self._seen.items():
            if row is not None:
                yield ticket_id, row
