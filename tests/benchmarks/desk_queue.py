"""The queue in a real JupyterLab: from making the view to rows on the screen, what a refresh and a key cost.

Each is divided by that of an empty anywidget in the same notebook, the least that there is, and by that of
itables. The first look is also divided by that of a widget that asks its kernel for one word, the least for
a view whose text never stands in a widget's state: it can't be there before the page has asked. Times go
from the kernel's clock when the view is made to the browser's when a frame with it was painted: one machine,
one clock.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.benchmarks.desk_page import DeskPage, desk_page
from tests.benchmarks.figure import Figure
from tests.browser.conftest import CHROMIUM, MEND

SIZES = (100, 1_000, 10_000)
LARGE = SIZES[-1]


def measure() -> list[Figure]:
    """Answer the figures of the queue in the browser."""
    if CHROMIUM is None:
        raise SystemExit(MEND)
    with tempfile.TemporaryDirectory() as folder, desk_page(Path(folder)) as page:
        weights = _of_weight(page)  # first, while the page is young
        looks = [one for n in SIZES for one in _of_look(page, n)]
        return [*looks, *_of_refresh(page), *_of_key(page), *weights]


def _of_look(page: DeskPage, n: int) -> list[Figure]:
    taken_by = page.time(("empty", "asking", "ours", "itables"), n, rounds=7 if n == LARGE else 3)
    floor, asking, ours, theirs = (taken_by[kind][0] for kind in ("empty", "asking", "ours", "itables"))
    whole = taken_by["ours"][1]
    name, taken = f"queue of {n:,} rows, view made to rows painted", f"{ours:.0f} ms"
    floor_bar, their_bar = (1.5, 1 / 3) if n == LARGE else (None, None)
    from_key = f"{taken}; {whole:.0f} ms from running the cell"
    return [
        Figure(name, ours / floor, f"an empty anywidget: {floor:.0f} ms", floor_bar, from_key),
        Figure(name, ours / asking, f"one that asks for a word: {asking:.0f} ms", detail=taken),
        Figure(name, ours / theirs, f"itables: {theirs:.0f} ms", their_bar, taken),
    ]


def _of_refresh(page: DeskPage) -> list[Figure]:
    floor, ours, theirs = (
        page.refresh(kind, n) for kind, n in (("empty", 0), ("ours", LARGE), ("itables", LARGE))
    )
    name, taken = f"refresh of {LARGE:,} rows with 20 changed, to paint", f"{ours:.0f} ms"
    return [
        Figure(name, ours / floor, f"a word to an empty anywidget: {floor:.0f} ms", detail=taken),
        Figure(name, ours / theirs, f"itables: {theirs:.0f} ms", detail=taken),
    ]


def _of_key(page: DeskPage) -> list[Figure]:
    floor, ours, theirs = (
        page.keystroke(kind, n) for kind, n in (("empty", 0), ("ours", LARGE), ("itables", LARGE))
    )
    name, taken = f"filter of {LARGE:,} rows, keystroke to paint", f"{ours:.0f} ms"
    return [
        Figure(name, ours / floor, f"a frame in which nothing changes: {floor:.0f} ms", detail=taken),
        Figure(name, ours / theirs, f"itables: {theirs:.0f} ms", detail=taken),
    ]


def _of_weight(page: DeskPage) -> list[Figure]:
    floor, ours, theirs = (
        page.weight(kind, n) for kind, n in (("empty", 0), ("ours", LARGE), ("itables", LARGE))
    )
    figures = []
    for name, unit, place in (("memory of the page's JavaScript", " MB", 0), ("nodes of the page", "", 1)):
        title, taken = f"{name} with {LARGE:,} rows", f"{ours[place]:,.0f}{unit}"
        empty = f"with an empty anywidget: {floor[place]:,.0f}{unit}"
        figures += [
            Figure(title, ours[place] / floor[place], empty, detail=taken),
            Figure(
                title, ours[place] / theirs[place], f"with itables: {theirs[place]:,.0f}{unit}", detail=taken
            ),
        ]
    return figures
