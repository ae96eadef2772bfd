"""The notebooks: each a sentence, an import, a view; each runs from top to bottom."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.views.room import OurServer, queue, row

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


def by_name(path: Path) -> str:
    return path.stem


@pytest.fixture
def server() -> Iterator[OurServer]:
    """Start our server's stand-in."""
    running = OurServer()
    running.answers |= {"GET queue": queue(row(1)), "GET engineers": {"engineers": []}}
    yield running
    running.stop()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=by_name)
def test_a_notebook_is_saved_clean(path: Path) -> None:
    """No output, no widget state and no run count is saved, and no key can cut a view away."""
    saved: dict[str, Any] = json.loads(path.read_text("utf-8"))
    assert "widgets" not in saved["metadata"]
    for cell in saved["cells"]:
        assert cell["metadata"]["deletable"] is False
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=by_name)
def test_a_notebook_runs_from_top_to_bottom(
    path: Path, server: OurServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A notebook runs without an error, and ends in something that can be seen."""
    monkeypatch.setenv("SUPPORTHUB_URL", server.url)
    monkeypatch.setenv("SUPPORTHUB_TOKEN", "a-token")
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, kernel_name="python3", store_widget_state=False).execute()
    assert [cell for cell in notebook.cells if cell.cell_type == "code"][-1].outputs
