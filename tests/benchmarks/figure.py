"""One figure of a benchmark, and how figures are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, what it was divided by, and what it must not exceed.

    ``bar`` is None for a figure that is recorded and not yet held to anything.
    """

    name: str
    value: float
    against: str
    bar: float | None = None
    detail: str = ""

    @property
    def held(self) -> bool:
        """Whether the figure keeps its bar."""
        return self.bar is None or self.value <= self.bar

    def to_json(self) -> dict[str, Any]:
        """Answer the figure as JSON."""
        return asdict(self) | {"held": self.held}


HEAD = "| figure | value | measured against | bar | detail |\n| --- | --- | --- | --- | --- |\n"
"""What stands above the rows of figures."""


def rows(figures: Iterable[Figure]) -> str:
    """Answer figures as the rows of a Markdown table."""
    cells = ((one.name, _number(one.value), one.against, _bar(one), one.detail) for one in figures)
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)


def middle(values: Sequence[float]) -> float:
    """Answer the median; of an even number of values, the lower of the two in the middle."""
    return sorted(values)[(len(values) - 1) // 2]


def _bar(figure: Figure) -> str:
    if figure.bar is None:
        return "recorded"
    return f"{_number(figure.bar)}{'' if figure.held else ' (missed)'}"


def _number(value: float) -> str:
    return f"{value:g}" if value == int(value) else f"{value:.2f}"
