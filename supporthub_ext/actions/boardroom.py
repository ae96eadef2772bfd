"""The Sprint Board as the process file names it. What it looks like is kept only for a moment."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date

from supporthub_ext.process.definition import Process
from supporthub_ext.services.board import Board
from supporthub_ext.services.board_records import BoardItem, BoardShape
from supporthub_ext.services.github import GitHub

KEPT_S = 20.0  # the steps of one plan need not ask again what the fields are called


class BoardRoom:
    """Puts support issues where the process wants them.

    Parameters
    ----------
    github
        Whose calls are used, and whose issues are meant.
    process
        Names the board, its fields and options.
    """

    def __init__(self, github: GitHub, process: Process) -> None:
        self._github = github
        self._process = process
        self._board = Board(github.calls, process.board.organisation, process.board.number)
        self._shape: tuple[float, BoardShape] | None = None

    async def shape(self) -> BoardShape:
        """Answer the board's fields, options and sprints, as they were a moment ago.

        Raises
        ------
        ServiceMissing
            When there is no such board.
        """
        if self._shape is None or time.monotonic() - self._shape[0] > KEPT_S:
            self._shape = time.monotonic(), await self._board.shape()
        return self._shape[1]

    async def add(self, node_id: str, *, archived: bool = False) -> tuple[str, str]:
        """Put an issue on the board, its archived item too; answer the item and the board's link."""
        shape = await self.shape()
        item_id = await self._board.add(shape, node_id)
        if archived:
            await self._board.unarchive(shape, item_id)
        return item_id, shape.link

    async def find(self, number: int) -> BoardItem | None:
        """Answer where one of our issues stands, or None."""
        return await self._board.find(await self.shape(), self._github.name, number)

    async def items(self) -> list[BoardItem]:
        """Answer everything on the board, from the top."""
        return [item async for item in self._board.items(await self.shape())]

    async def set_values(self, item_id: str, options: Mapping[str, str], sprint_on: date | None) -> None:
        """Choose options, and the sprint of a day; a renamed one is an error that says what is there."""
        field = self._process.board.fields.sprint
        sprint = (field, sprint_on) if sprint_on else None
        await self._board.set_values(await self.shape(), item_id, options, sprint)

    async def prioritise(self, item_id: str) -> None:
        """Move an item to the top, or behind the other support items: before ordinary work in any case."""
        items = await self.items()
        place = self._after(items, next((one for one in items if one.id == item_id), None))
        await self._board.move(await self.shape(), item_id, place)

    def _after(self, items: list[BoardItem], ours: BoardItem | None) -> str | None:
        """Answer the last support item above all ordinary work of the same column and sprint, or None."""
        board, found = self._process.board, None
        column = (board.fields.status, board.fields.sprint)
        if ours is None or board.position == "top":
            return None
        for item in items:
            same = all(item.value(name) == ours.value(name) for name in column)
            if item.id == ours.id or item.closed or not same:
                continue
            if self._process.labels.support.name not in item.labels:
                break
            found = item.id
        return found
