"""The support issue's place on the Sprint Board.

"Support backlog items should: be placed in our Sprint Board ... be prioritized over other backlog items for
that sprint."
"""

from __future__ import annotations

from datetime import date
from typing import Any

from supporthub_ext.actions.draft import Ground, step
from supporthub_ext.errors import ServiceMissing
from supporthub_ext.models import Audience, Check, Receipt, Step, StepKind
from supporthub_ext.services.board_records import BoardItem, BoardShape

ITEM = "item"


async def board_steps(
    ground: Ground, audience: Audience, issue: int | None = None, *, lift: bool = True
) -> tuple[list[Step], tuple[Check, ...]]:
    """Answer the steps that put an issue on the board ahead of ordinary work, and what is in their way.

    What is in order already is left alone: nobody's "In progress" goes back to "Up Next".

    Parameters
    ----------
    ground, audience
        Who acts, and who can see the board.
    issue
        The number of an issue that is there already; None for the one that this plan opens.
    lift
        Whether an item that stands on the board already has to be moved ahead.
    """
    shape, day = await ground.office.board.shape(), ground.office.clock.now().date()
    item = await ground.office.board.find(issue) if issue is not None else None
    there = item is not None and not item.archived
    first = _adopted(ground, audience, item, shape) if item and there else _add(ground, audience, item)
    options, sprint = _missing(ground, item, shape, day)
    steps = [first]
    if options or sprint:
        says = [f"{field}: {option}" for field, option in options.items()]
        says += [f"{ground.process.board.fields.sprint}: the one that runs on {day:%d %b}"] if sprint else []
        work = {"options": options, "sprint_on": day.isoformat() if sprint else None}
        steps.append(_on_item(ground, "fields", "set_field", "\n".join(says), audience=audience, work=work))
    if lift or not there:
        top = ground.process.board.position == "top"
        ahead = "the top" if top else "a place behind the other support items"
        says_where = f"Move it to {ahead}, before ordinary work."
        steps.append(_on_item(ground, "place", "move_item", says_where, audience=audience))
    return steps, _names(ground, shape, day)


def _missing(
    ground: Ground, item: BoardItem | None, shape: BoardShape, day: date
) -> tuple[dict[str, str], bool]:
    """Answer which options an item lacks, and whether it is not in the sprint that runs."""
    board = ground.process.board
    wanted = {board.fields.status: board.options.ready}
    if board.fields.priority and board.options.priority:
        wanted[board.fields.priority] = board.options.priority
    if item is None:
        return wanted, True
    try:
        running = shape.sprint(board.fields.sprint, day)[1].title
    except ServiceMissing:
        running = ""
    empty = {field: option for field, option in wanted.items() if not item.value(field)}
    return empty, item.value(board.fields.sprint) != running


def _names(ground: Ground, shape: BoardShape, day: date) -> tuple[Check, ...]:
    """Stop before anything is sent when the board has a field, an option or a sprint no more."""
    board = ground.process.board
    named = [(board.fields.status, board.options.ready)]
    if board.fields.priority and board.options.priority:
        named.append((board.fields.priority, board.options.priority))
    try:
        for field, option in named:
            shape.option(field, option)
        shape.sprint(board.fields.sprint, day)
    except ServiceMissing as problem:
        return (Check("board_changed", "stop", "item_fields", problem.message, problem.what_to_do),)
    return ()


def _add(ground: Ground, audience: Audience, item: BoardItem | None) -> Step:
    name, back = ground.process.board.name, item is not None
    return step(
        ground,
        ITEM,
        "add_item",
        service="github",
        audience=audience,
        to=name,
        text=f"Bring the issue back onto the {name}." if back else f"Put the issue on the {name}.",
        needs=("issue",),
        work={"issue_of": "issue", "archived": back},
    )


def _adopted(ground: Ground, audience: Audience, item: BoardItem, shape: BoardShape) -> Step:
    name = ground.process.board.name
    receipt = Receipt(
        ground.office.clock.now(), ground.actor.id, item.id, shape.link, looked=True, attempts=0
    )
    return step(
        ground, ITEM, "add_item", service="github", audience=audience, to=name,
        text=f"It is on the {name} already.", state="adopted", receipt=receipt,
    )  # fmt: skip


def _on_item(ground: Ground, part: str, kind: StepKind, says: str, **more: Any) -> Step:
    """Answer a step on the item that was put on the board before; ``more`` holds audience and work."""
    work = {**more.pop("work", {}), "item_of": ITEM}
    return step(
        ground, f"{ITEM}_{part}", kind, service="github", to=ground.process.board.name, text=says,
        needs=(ITEM,), work=work, **more,
    )  # fmt: skip
