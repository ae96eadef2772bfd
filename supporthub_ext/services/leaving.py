"""The last question before a write leaves: whether it still may.

A service may be read, waited for or queued for between somebody's decision to write and the write. A machine
that sleeps meanwhile would wake up and send what another server has sent in its place. Whoever has to know
asks a question of their own; without one every write may leave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_question: ContextVar[Callable[[], None] | None] = ContextVar("may_leave", default=None)


@contextmanager
def asking(question: Callable[[], None]) -> Iterator[None]:
    """Let a question be asked right before each write that leaves from here; what it raises holds it back."""
    token = _question.set(question)
    try:
        yield
    finally:
        _question.reset(token)


def may_leave() -> None:
    """Ask. Clients call this on the event loop, with as little as can be but the write itself to come.

    Whatever is waited for on that loop, a turn or a connection, was waited for before.

    Raises
    ------
    Exception
        Whatever the question raises; nothing was sent then.
    """
    if question := _question.get():
        question()
