"""Old views of issues, for lists and searches that lag behind what was stored."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from supporthub_ext.sandbox.github.records import Issue

KEPT = timedelta(minutes=15)  # no lag that we play is longer


class History:
    """Every recent version of every issue, oldest first."""

    def __init__(self) -> None:
        self._versions: dict[int, list[tuple[datetime, Issue]]] = defaultdict(list)

    def keep(self, issue: Issue, at: datetime) -> None:
        """Remember how an issue looks from now on; what nobody can see any more is let go."""
        versions = self._versions[issue.number]
        versions.append((at, issue))
        while len(versions) > 1 and versions[1][0] < at - KEPT:
            versions.pop(0)

    def forget(self, number: int) -> None:
        """Let go of an issue that is no more."""
        self._versions.pop(number, None)

    def as_of(self, moment: datetime) -> list[Issue]:
        """Answer each issue as it stood at a moment; those that did not exist then are left out."""
        seen = []
        for versions in self._versions.values():
            then = next((issue for at, issue in reversed(versions) if at <= moment), None)
            if then is not None:
                seen.append(then)
        return seen
