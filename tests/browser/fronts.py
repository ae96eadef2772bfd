"""The other two places in which a notebook of ours has to work: a page of Voila, and Notebook 7."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path

import httpx
import nbformat
from playwright.sync_api import Page

from tests.browser.lab import Lab, Notebook

ENDS_WITHIN_S = 60
BEGUN = re.compile(r"\[(\*|\d+)\]")  # the prompt of a cell that runs or ran


class VoilaPage(Notebook):
    """A notebook that Voila has made a page of; it has run when the page is there.

    Parameters
    ----------
    page, lab, name
        As for a notebook in JupyterLab.
    """

    def __init__(self, page: Page, lab: Lab, name: str = "triage.ipynb") -> None:
        self.page = page
        self.path = lab.notebooks / name
        page.goto(f"{lab.url}/voila/render/{name}?token={lab.token}")
        page.locator(".sh-queue").wait_for(timeout=60_000)


class ClassicNotebook(Notebook):
    """A notebook that is open in Notebook 7.

    Parameters
    ----------
    page, lab, name
        As for a notebook in JupyterLab.
    """

    def __init__(self, page: Page, lab: Lab, name: str = "triage.ipynb") -> None:
        self.page = page
        self.path = lab.notebooks / name
        page.goto(f"{lab.url}/notebooks/{name}?token={lab.token}")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
        page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for(timeout=60_000)

    def run_all(self, until: str = ".sh-queue") -> None:
        """Run all cells from the menu, which is there before its commands: press until a cell has begun."""
        begun = self.page.locator(".jp-InputArea-prompt", has_text=BEGUN)
        for _ in range(10):
            self.page.get_by_role("menuitem", name="Run", exact=True).click()
            self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
            self.page.wait_for_timeout(2000)
            if begun.count():
                break
            self.page.keyboard.press("Escape")
        self.page.locator(until).wait_for(timeout=60_000)


def write_notebook(path: Path, cells: Sequence[str]) -> None:
    """Write a notebook of some cells, which Voila shows as it does ours."""
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    metadata = {"kernelspec": kernel, "voila": {"template": "supporthub"}}
    made = nbformat.v4.new_notebook(
        metadata=metadata, cells=[nbformat.v4.new_code_cell(one) for one in cells]
    )
    nbformat.write(made, path)


def kernels(lab: Lab) -> set[str]:
    """Answer the kernels that run."""
    headers = {"Authorization": f"token {lab.token}"}
    answer = httpx.get(f"{lab.url}/api/kernels", headers=headers, trust_env=False, timeout=30)
    return {one["id"] for one in answer.json()}


def wait_for_kernels(lab: Lab, wanted: set[str]) -> set[str]:
    """Wait until these kernels run and no other; answer those that do."""
    until = time.monotonic() + ENDS_WITHIN_S
    while (found := kernels(lab)) != wanted and time.monotonic() < until:
        time.sleep(0.2)
    return found
