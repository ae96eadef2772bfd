"""The Sprint Board: an organisation's project, over GraphQL.

"Support backlog items should: be placed in our Sprint Board ... be prioritized over other backlog items for
that sprint." Fields, options and the running sprint are found by name each time, since people rename them.
Every write here may be repeated: adding twice gives the same item, setting and moving leave the same board.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import date
from typing import Any

from supporthub_ext.errors import ServiceMissing
from supporthub_ext.services.board_documents import (
    ADD,
    ITEMS,
    ITEMS_OF_ISSUE,
    MOVE,
    PROJECT,
    UNARCHIVE,
    setting,
)
from supporthub_ext.services.board_records import BoardItem, BoardShape, read_item, read_shape
from supporthub_ext.services.github_calls import Calls

HIDDEN = ("FORBIDDEN",)  # items that our token may not see can come with such an error


class Board:
    """One project of an organisation.

    Parameters
    ----------
    calls
        GitHub's calls: ``github.calls``.
    organisation, number
        As in the project's address, ``/orgs/<organisation>/projects/<number>``.
    """

    def __init__(self, calls: Calls, organisation: str, number: int) -> None:
        self._calls = calls
        self._organisation = organisation
        self._number = number

    def __repr__(self) -> str:
        return f"Board({self._organisation!r}, {self._number})"

    # -- reading; every one raises ServiceError when GitHub does not answer, or not readably ---------------

    async def shape(self) -> BoardShape:
        """Answer the board's fields with their options and sprints, as they are called now.

        Raises
        ------
        ServiceMissing
            When there is no such project, or our token can't see it.
        ServiceRefused
            When our token may not read projects.
        """
        data = await self._calls.query(PROJECT, organisation=self._organisation, number=self._number)
        project = (data.get("organization") or {}).get("projectV2")
        if project is None:
            message = f"{self._organisation} has no project {self._number}."
            advice = "Check the board's organisation and number in the process file."
            raise ServiceMissing(message, advice, service="github")
        return read_shape(project)

    async def items(self, shape: BoardShape) -> AsyncIterator[BoardItem]:
        """Answer what stands on the board, from the top; archived items are left out."""
        after: str | None = None
        while True:
            data = await self._calls.query(ITEMS, tolerated=HIDDEN, project=shape.id, after=after)
            page = data["node"]["items"]
            for node in page["nodes"]:
                if node:
                    yield read_item(node)
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                return

    async def find(self, shape: BoardShape, repository: str, number: int) -> BoardItem | None:
        """Answer where an issue stands on the board, archived or not; None when it is not there.

        Raises
        ------
        ServiceMissing
            When there is no such issue.
        """
        owner, _, name = repository.partition("/")
        data = await self._calls.query(ITEMS_OF_ISSUE, owner=owner, repository=name, number=number)
        nodes = data["repository"]["issue"]["projectItems"]["nodes"]
        return next((read_item(node) for node in nodes if node and node["project"]["id"] == shape.id), None)

    async def last_with_label(self, shape: BoardShape, label: str, before: str = "") -> str | None:
        """Answer the lowest open item that carries a label, or None: a new one goes right after it.

        ``before`` is left out of the look: the item that is going to be moved.
        """
        found = None
        async for item in self.items(shape):
            if label in item.labels and not item.closed and item.id != before:
                found = item.id
        return found

    # -- writing; each is sent once -------------------------------------------------------------------------

    async def add(self, shape: BoardShape, issue_node_id: str) -> str:
        """Put an issue on the board and answer its item; one that is there already is answered as it is.

        Raises
        ------
        ServiceRefused
            When our token may not change projects.
        ServiceMissing
            When the issue is gone.
        """
        data = await self._calls.mutate(ADD, project=shape.id, content=issue_node_id)
        return str(data["addProjectV2ItemById"]["item"]["id"])

    async def set_values(
        self,
        shape: BoardShape,
        item_id: str,
        options: Mapping[str, str],
        sprint: tuple[str, date] | None = None,
    ) -> None:
        """Choose options in single selects, and the sprint that runs on a day, all by name, in one call.

        Parameters
        ----------
        shape, item_id
            The board, and the item on it.
        options
            Which option in which field.
        sprint
            The field of the sprints, and the day.

        Raises
        ------
        ServiceMissing
            When a field or an option was renamed, the message names what is there instead; or when no sprint
            runs on that day. Then nothing was sent.
        """
        found = [shape.option(field, option) for field, option in options.items()]
        values = [(field.id, {"singleSelectOptionId": chosen}) for field, chosen in found]
        if sprint is not None:
            where, running = shape.sprint(*sprint)
            values.append((where.id, {"iterationId": running.id}))
        if not values:
            return
        wish: dict[str, Any] = {f"field{at}": field for at, (field, _) in enumerate(values)}
        wish |= {f"value{at}": value for at, (_, value) in enumerate(values)}
        await self._calls.mutate(setting(len(values)), project=shape.id, item=item_id, **wish)

    async def move(self, shape: BoardShape, item_id: str, after: str | None) -> None:
        """Place an item right after another one; with None, at the top.

        Raises
        ------
        ServiceMissing
            When one of them is not on the board any more.
        """
        await self._calls.mutate(MOVE, project=shape.id, item=item_id, after=after)

    async def unarchive(self, shape: BoardShape, item_id: str) -> None:
        """Bring an archived item back onto the board.

        Raises
        ------
        ServiceMissing
            When it is gone.
        """
        await self._calls.mutate(UNARCHIVE, project=shape.id, item=item_id)
