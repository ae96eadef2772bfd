"""What the benchmark of the desk makes in the kernel: ours, the least that there is, and somebody else's."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import anywidget
import pandas as pd
from itables.widget import ITable

from supporthub_ext.views.mainloop import MainLoop
from supporthub_ext.views.queue import QueueView
from tests.views.room import queue, row

STEPS = ("acknowledge", "reply", "update", "wait")
COLUMNS = ["due_at", "next_step", "reason", "ticket_id", "subject", "requester", "community", "hub", "impact"]
SIZES = (100, 1_000, 10_000)

ANSWERS = {
    size: queue(*(row(number, next_step=STEPS[number % 4]) for number in range(size))) for size in SIZES
}
FRAMES = {size: pd.DataFrame(answer["tickets"])[COLUMNS] for size, answer in ANSWERS.items()}


class Empty(anywidget.AnyWidget):
    """The least that a widget can do: one word, and another when the kernel says so."""

    _esm = """export default { render({ model, el }) {
      el.innerHTML = '<i class="empty-widget">here</i>';
      model.on('msg:custom', (content) => { el.firstChild.textContent = content; });
    } }"""


class Asking(anywidget.AnyWidget):
    """The least that a widget can do whose content comes by message, as ticket text must."""

    _esm = """export default { render({ model, el }) {
      model.on('msg:custom', (content) => { el.innerHTML = `<i class="asking-widget">${content}</i>`; });
      model.send('hello');
    } }"""

    def __init__(self) -> None:
        super().__init__()
        self.on_msg(lambda *_: self.send("here"))


def stamp() -> None:
    """Write down when it began."""
    Path("began").write_text(str(time.time()))


def ours(size: int) -> QueueView:
    """Answer the queue with so many rows."""
    view = QueueView(MainLoop(), lambda _ticket_id, _focus: None)
    view.show(ANSWERS[size])
    return view


def itable(size: int) -> ITable:
    """Answer an itables table of the same rows, none of them left out."""
    return ITable(FRAMES[size], maxBytes=0)


def changed(size: int) -> Any:
    """Answer the same queue with another subject in twenty of its rows."""
    rows = ANSWERS[size]["tickets"]
    return ANSWERS[size] | {"tickets": [one | {"subject": "changed"} for one in rows[:20]] + rows[20:]}


def changed_frame(size: int) -> pd.DataFrame:
    """Answer the same as a frame."""
    return pd.DataFrame(changed(size)["tickets"])[COLUMNS]
