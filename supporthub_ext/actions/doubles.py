"""Takes back a reminder that another server sent in the same second.

Servers that share a ledger agree before they send. Two that share nothing both look into Slack, see nothing,
and both post: so whoever posted looks once more, and what came second is taken away. For each person the
earliest reminder stays, whoever looks and however late Slack shows it: nobody loses one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from supporthub_ext.services.slack import Slack
from supporthub_ext.services.slack_records import Place, key_of

EVERYBODY = "*"  # no roster id
SAME_TIME = timedelta(minutes=10)  # what is older was seen before we posted


@dataclass(frozen=True, slots=True)
class Posted:
    """A reminder of ours that stands in Slack, and for whom: roster ids, or `EVERYBODY`."""

    place: Place
    stem: str
    people: frozenset[str]


async def take_back(slack: Slack, ours: Posted) -> bool:
    """Take a reminder of ours away when earlier ones serve everybody for whom it is; say whether it was.

    Raises
    ------
    ServiceError
        When Slack can't be read, or keeps it.
    """
    at = float(ours.place.ts)
    since = datetime.fromtimestamp(at, UTC) - SAME_TIME
    earlier = [
        key
        async for message in slack.history(ours.place.channel, since)
        if float(message["ts"]) < at and (key := key_of(message))
    ]
    served = served_by(earlier, ours.stem)
    if EVERYBODY not in served and not ours.people <= served:
        return False
    await slack.remove(ours.place)
    return True


def served_by(keys: Iterable[str], stem: str) -> set[str]:
    """Answer for whom a reminder stands under some keys: whom it reminds stands in its key."""
    found: set[str] = set()
    for key in keys:
        if key == stem:
            found.add(EVERYBODY)
        elif key.startswith(f"{stem}-"):
            found |= set(key.removeprefix(f"{stem}-").split("+"))
    return found
