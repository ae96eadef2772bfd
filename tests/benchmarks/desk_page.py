"""A notebook in a real JupyterLab in which widgets are made and changed, timed to the frame that shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.figure import middle
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.lab import WIDE, Notebook, running_lab

ROUNDS = 3
SETTLED_MS = 1200  # the view before has all its rows, and the page is at rest

SET_UP = "from tests.benchmarks import desk_widgets as bench"
# Look in each frame for a view that was not there before, with a text in it; say when it was painted.
WATCH = """([selector, text, fresh]) => {
  window.painted = null;
  if (fresh) document.querySelectorAll(selector).forEach((one) => one.setAttribute('data-old', ''));
  const look = () => {
    const found = [...document.querySelectorAll(selector)].find((one) => !one.hasAttribute('data-old'));
    if (!found?.textContent.includes(text)) return requestAnimationFrame(look);
    return requestAnimationFrame(() => setTimeout(() => { window.painted = Date.now(); }, 0));
  };
  addEventListener('keydown', () => { window.pressed = Date.now(); }, { once: true, capture: true });
  look();
}"""
TYPE = """([selector, text]) => new Promise((done) => {
  const search = document.querySelector(selector) ?? document.createElement('input');
  const began = performance.now(); search.value = text; search.dispatchEvent(new Event('input'));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - began), 0)); })"""


@dataclass(frozen=True, slots=True)
class Subject:
    """A widget to measure: how it is made and changed in the kernel, and where it shows in the page."""

    make: str
    shown: str
    change: str = ""
    changed: str = ""
    search: str = ""


SUBJECTS: Mapping[str, Subject] = {
    "empty": Subject("bench.Empty()", ".empty-widget", "view.send('changed')", ".empty-widget"),
    "asking": Subject("bench.Asking()", ".asking-widget"),
    "ours": Subject(
        "bench.ours({n})", ".sh-space > .sh-row", "view.show(bench.changed({n}))", ".sh-space", ".sh-search"
    ),
    "itables": Subject(
        "bench.itable({n})",
        ".dt-container tbody tr",
        "view.df = bench.changed_frame({n})",
        ".dt-container tbody",
        ".dt-search input",
    ),
}


class DeskPage:
    """A notebook whose second and third cell are written and run again and again. All times are in ms."""

    def __init__(self, page: Page, folder: Path) -> None:
        self._page = page
        self._began = folder / "began"
        self._devtools = page.context.new_cdp_session(page)
        self._devtools.send("Performance.enable")

    def time(self, kinds: Sequence[str], n: int, rounds: int) -> dict[str, tuple[float, float]]:
        """Answer the medians of making views, turn and turn about, to their first painted frame.

        The first counts from when the view is made, the second from the key that runs the cell.
        """
        taken: dict[str, list[tuple[float, float]]] = {kind: [] for kind in kinds}
        for kind in [*kinds] * rounds:
            taken[kind].append(self._make(kind, n))
        return {
            kind: (middle([one[0] for one in found]), middle([one[1] for one in found]))
            for kind, found in taken.items()
        }

    def refresh(self, kind: str, n: int) -> float:
        """Answer the median from a change in the kernel to a frame that shows it."""
        subject, found = SUBJECTS[kind], []
        for _ in range(ROUNDS):
            self._make(kind, n)
            code = f"bench.changed({n or 100})\nbench.stamp()\n{subject.change.format(n=n)}"
            found.append(self._once(2, code, (subject.changed, "changed", False))[0])
        return middle(found)

    def keystroke(self, kind: str, n: int) -> float:
        """Answer the median from a letter in the filter to a frame that shows what fits."""
        self._make(kind, n)
        self._page.wait_for_timeout(SETTLED_MS)
        search = SUBJECTS[kind].search or "#none"
        words = ("s", "su", "sub", "subj", "subje")
        return middle([float(self._page.evaluate(TYPE, [search, word])) for word in words])

    def weight(self, kind: str, n: int) -> tuple[float, float]:
        """Answer the memory of the page's JavaScript with a view, in MB, and how many nodes the page has."""
        self._make(kind, n)
        self._page.wait_for_timeout(SETTLED_MS)
        self._devtools.send("HeapProfiler.collectGarbage")
        told = self._devtools.send("Performance.getMetrics")["metrics"]
        found = {one["name"]: float(one["value"]) for one in told}
        return found["JSHeapUsedSize"] / 1e6, found["Nodes"]

    def _make(self, kind: str, n: int) -> tuple[float, float]:
        subject = SUBJECTS[kind]
        code = f"bench.stamp()\nview = {subject.make.format(n=n)}\nview"
        return self._once(1, code, (subject.shown, "", True))

    def _once(self, place: int, code: str, watched: tuple[str, str, bool]) -> tuple[float, float]:
        """Write a cell and run it; answer the time to a frame with what is watched for, as `time` does."""
        self._page.locator(".jp-CodeCell").nth(place).locator(".cm-content").click()
        self._page.keyboard.press("Control+A")
        self._page.keyboard.insert_text(code)
        self._page.wait_for_timeout(SETTLED_MS)
        self._began.unlink(missing_ok=True)
        self._page.evaluate(WATCH, list(watched))
        self._page.keyboard.press("Control+Enter")
        self._page.wait_for_function("window.painted !== null", timeout=60_000)
        painted, pressed = self._page.evaluate("[window.painted, window.pressed]")
        return painted - 1000 * float(self._began.read_text()), float(painted - pressed)


@contextmanager
def desk_page(folder: Path) -> Iterator[DeskPage]:
    """Open the notebook in a JupyterLab of its own."""
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
        yield DeskPage(page, notebooks)
        browser.close()


def _cells(*sources: str) -> dict[str, Any]:
    common: dict[str, Any] = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    cells = [common | {"id": f"cell-{place}", "source": source} for place, source in enumerate(sources)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    return {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
