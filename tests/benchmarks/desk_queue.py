"""The queue in a real JupyterLab: from making the view to rows on the screen, and what a refresh costs.

Each time is divided by that of an empty anywidget in the same notebook, by that of one that asks its kernel
for one word, and by that of itables. The second is held to the bar: ticket text never stands in a
widget's state, so it can't be there before the page has asked. Times go from the kernel's clock when
the view is made to the browser's when a frame with it was painted: one machine, one clock.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.desk_widgets import SIZES
from tests.benchmarks.figure import Figure, middle
from tests.browser.conftest import CHROMIUM, FLAGS, MEND
from tests.browser.lab import WIDE, Notebook, running_lab

ROUNDS = 5
SETTLED_MS = 1500  # the view before has all its rows, and the page is at rest

SET_UP = "from tests.benchmarks import desk_widgets as bench"
MAKE = {
    "empty": "bench.stamp()\nview = bench.Empty()\nview",
    "asking": "bench.stamp()\nview = bench.Asking()\nview",
    "ours": "bench.stamp()\nview = bench.ours({n})\nview",
    "itables": "bench.stamp()\nview = bench.itable({n})\nview",
}
SHOWN = {
    "empty": ".empty-widget",
    "asking": ".asking-widget",
    "ours": ".sh-space > .sh-row",
    "itables": ".dt-container tbody tr",
}
REFRESH = {
    "empty": "bench.stamp()\nview.send('changed')",
    "ours": "answer = bench.changed({n})\nbench.stamp()\nview.show(answer)",
}
# Look in each frame for a view that was not there before, with a text in it; say when it was painted.
WATCH = """([selector, text, fresh]) => {
  window.painted = null;
  if (fresh) document.querySelectorAll(selector).forEach((one) => one.setAttribute('data-old', ''));
  const look = () => {
    const found = [...document.querySelectorAll(selector)].find((one) => !one.hasAttribute('data-old'));
    if (!found?.textContent.includes(text)) return requestAnimationFrame(look);
    return requestAnimationFrame(() => setTimeout(() => { window.painted = Date.now(); }, 0));
  };
  look();
}"""
TYPE = """(text) => new Promise((done) => { const search = document.querySelector('.sh-search');
  const began = performance.now(); search.value = text; search.dispatchEvent(new Event('input'));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - began), 0)); })"""


def measure() -> list[Figure]:
    """Answer the figures of the queue in the browser."""
    if CHROMIUM is None:
        raise SystemExit(MEND)
    with tempfile.TemporaryDirectory() as folder, _notebook(Path(folder)) as bench:
        floor, asking = bench.times("empty", 0), bench.times("asking", 0)
        figures = [one for n in SIZES for one in _of_size(bench, n, floor, asking)]
        return [*figures, *_of_refresh(bench)]


def _of_size(bench: Bench, n: int, floor: float, asking: float) -> list[Figure]:
    ours = bench.times("ours", n)
    nodes, memory = bench.weight()
    theirs = bench.times("itables", n)
    last = n == SIZES[-1]
    return [
        Figure(
            f"queue of {n:,} rows: view made to rows painted",
            ours / floor,
            "an empty anywidget",
            detail=f"{ours:.0f} ms against {floor:.0f} ms; {nodes:,} nodes, {memory:.0f} MB of JavaScript",
        ),
        Figure(
            f"queue of {n:,} rows: the same",
            ours / asking,
            "an anywidget that asks its kernel for one word",
            bar=1.5 if last else None,
            detail=f"{ours:.0f} ms against {asking:.0f} ms",
        ),
        Figure(
            f"queue of {n:,} rows against itables",
            ours / theirs,
            "itables",
            bar=1 / 3 if last else None,
            detail=f"{ours:.0f} ms against {theirs:.0f} ms",
        ),
    ]


def _of_refresh(bench: Bench) -> list[Figure]:
    n = SIZES[-1]
    floor = bench.refresh("empty", 0, ".empty-widget", "changed")
    ours = bench.refresh("ours", n, ".sh-space", "changed")
    key = bench.keystroke(n)
    return [
        Figure(
            f"refresh of {n:,} rows with 20 changed, to paint",
            ours / floor,
            "a message to an empty anywidget",
            detail=f"{ours:.0f} ms against {floor:.0f} ms",
        ),
        Figure(
            f"filter of {n:,} rows: keystroke to paint",
            key / 16.7,
            "a frame of 16.7 ms",
            detail=f"{key:.0f} ms",
        ),
    ]


class Bench:
    """A notebook whose second cell is written and run again and again."""

    def __init__(self, page: Page, folder: Path) -> None:
        self._page = page
        self._began = folder / "began"

    def times(self, kind: str, n: int) -> float:
        """Answer the median time from making a view to its first painted frame, in ms."""
        return middle([self._make(kind, n) for _ in range(ROUNDS)])

    def refresh(self, kind: str, n: int, selector: str, text: str) -> float:
        """Answer the median time from a change in the kernel to a frame that shows it, in ms."""
        found = []
        for _ in range(ROUNDS):
            self._make(kind, n)
            found.append(self._once(2, REFRESH[kind].format(n=n), [selector, text, False]))
        return middle(found)

    def keystroke(self, n: int) -> float:
        """Answer the median time from a letter in the filter to a frame that shows what fits, in ms."""
        self._make("ours", n)
        self._page.wait_for_timeout(SETTLED_MS)
        return middle(
            [float(self._page.evaluate(TYPE, text)) for text in ("s", "su", "sub", "subj", "subje")]
        )

    def weight(self) -> tuple[int, float]:
        """Answer how many elements the view has, and how much memory the page's JavaScript uses, in MB."""
        nodes = self._page.evaluate("document.querySelector('.sh-queue').querySelectorAll('*').length")
        return int(nodes), self._page.evaluate("performance.memory.usedJSHeapSize") / 1e6

    def _make(self, kind: str, n: int) -> float:
        return self._once(1, MAKE[kind].format(n=n), [SHOWN[kind], "", True])

    def _once(self, place: int, code: str, watched: list[Any]) -> float:
        """Write a cell, run it, and answer the ms from its stamp to a frame with what is watched for."""
        self._page.locator(".jp-CodeCell").nth(place).locator(".cm-content").click()
        self._page.keyboard.press("Control+A")
        self._page.keyboard.insert_text(code)
        self._page.wait_for_timeout(SETTLED_MS)
        self._began.unlink(missing_ok=True)
        self._page.evaluate(WATCH, watched)
        self._page.keyboard.press("Control+Enter")
        self._page.wait_for_function("window.painted !== null", timeout=60_000)
        return float(self._page.evaluate("window.painted")) - 1000 * float(self._began.read_text())


@contextmanager
def _notebook(folder: Path) -> Iterator[Bench]:
    notebooks, config = folder / "notebooks", folder / "config"
    notebooks.mkdir()
    config.mkdir()
    (notebooks / "bench.ipynb").write_text(json.dumps(_cells(SET_UP, "", "")))
    with (
        running_lab(folder, config, {"PYTHONPATH": str(Path(__file__).parents[2])}) as lab,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        page = browser.new_page(viewport=WIDE)
        Notebook(page, lab, "bench.ipynb")
        page.locator(".jp-CodeCell").first.locator(".cm-content").click()
        page.keyboard.press("Control+Enter")
        page.get_by_text("[1]:").first.wait_for(timeout=120_000)
        yield Bench(page, notebooks)
        browser.close()


def _cells(*sources: str) -> dict[str, Any]:
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{place}",
            "metadata": {},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        for place, source in enumerate(sources)
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    return {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
