"""Files that were sent along, and the rows that mention them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any

INVENTED_FROM = 47_000_000_000  # plus the ticket's id
NOTEBOOK = b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\n'


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sent."""

    name: str
    content_type: str
    content: bytes


@dataclass(slots=True)
class Files:
    """The files that were sent, by id."""

    ids: count[int] = field(default_factory=lambda: count(48_700_000_000))
    kept: dict[int, SentFile] = field(default_factory=dict)

    def keep(self, sent: SentFile, at: str) -> dict[str, Any]:
        """Store a file and answer its row."""
        number = next(self.ids)
        self.kept[number] = sent
        return attachment_row(number, sent.name, sent.content_type, len(sent.content), at)


def attachment_row(number: int, name: str, content_type: str, size: int, at: str) -> dict[str, Any]:
    """Answer an attachment without its link, which is made when it is shown."""
    return {
        "id": number,
        "content_type": content_type,
        "size": size,
        "name": name,
        "created_at": at,
        "updated_at": at,
    }


def invented_attachment(ticket_id: int, at: str) -> dict[str, Any]:
    """Answer the notebook that an invented requester attached."""
    return attachment_row(
        INVENTED_FROM + ticket_id, "analysis.ipynb", "application/x-ipynb+json", len(NOTEBOOK), at
    )
