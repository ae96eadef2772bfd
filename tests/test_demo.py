"""`supporthub demo`: a desk that works, and nothing left behind when it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from supporthub_ext.demo import copy_notebooks

WITHIN_S = 60
ADDRESS = re.compile(r"(http://127\.0\.0\.1:(\d+)/)lab/tree/triage\.ipynb\?token=(\w+)")


class Demo:
    """`supporthub demo` as a process, with folders of its own, once it has said where the desk is."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.notebooks = folder / "notebooks"
        words = ("demo", "--no-browser", "--folder", str(self.notebooks), *options)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "supporthub_ext.cli", *words],
            stdout=subprocess.PIPE,
            stderr=(folder / "log.txt").open("w"),
            text=True,
            env=os.environ | {"TMPDIR": str(folder), "SUPPORTHUB_FRESHDESK_API_KEY": "of another account"},
        )
        assert self.process.stdout is not None
        found = ADDRESS.search(self.process.stdout.readline())  # as a line for people, or as JSON
        assert found, (folder / "log.txt").read_text()
        self.url, self.port, self.token = found[1], int(found[2]), found[3]

    def ask(self, path: str) -> Any:
        headers = {"Authorization": f"token {self.token}"}
        answer = httpx.get(self.url + path, headers=headers, timeout=WITHIN_S, trust_env=False)
        answer.raise_for_status()
        return answer.json()

    def queue(self) -> list[Any]:
        """The queue, once the first look at FreshDesk is done."""
        tickets: list[Any] = []
        for _ in range(100):
            tickets = self.ask("supporthub/queue")["tickets"]
            if tickets:
                break
            time.sleep(0.2)
        return tickets

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self, number: int) -> int:
        self.process.send_signal(number)
        return self.process.wait(WITHIN_S)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    started = Demo(tmp_path, "--port", "0", "--tickets", "30", "--open", "10")
    yield started
    started.process.terminate()
    started.process.wait(WITHIN_S)
    if started.process.stdout:
        started.process.stdout.close()


@pytest.mark.slow
def test_the_desk_works_and_ends_with_everything_it_started(demo: Demo, tmp_path: Path) -> None:
    """It prints an address that answers its own sandbox's queue; SIGTERM ends each process and file of it."""
    assert len(demo.queue()) == 10
    assert demo.ask("api/contents/triage.ipynb?content=0")["name"] == "triage.ipynb"
    family = demo.family()
    assert len(family) == 2, "a sandbox and a JupyterLab"
    assert demo.end(signal.SIGTERM) == 0
    assert [process for process in family if process.is_running()] == []
    assert list(tmp_path.glob("supporthub-demo-*")) == []


@pytest.mark.slow
def test_a_taken_port_is_no_trouble(tmp_path: Path) -> None:
    """When the port is taken it takes another and says which; Ctrl+C ends it without a question."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        demo = Demo(tmp_path, "--json", "--port", str(port), "--tickets", "5", "--open", "2")
        family = demo.family()
        try:
            assert demo.port != port
            assert demo.ask("api/status")["kernels"] == 0
        finally:
            status = demo.end(signal.SIGINT)
    assert status == 0
    assert [process for process in family if process.is_running()] == []


def test_a_notebook_that_was_changed_is_kept(tmp_path: Path) -> None:
    """Starting the demo again brings new notebooks and leaves the reader's own as they are."""
    copy_notebooks(tmp_path)
    mine = tmp_path / "triage.ipynb"
    assert json.loads(mine.read_text())["cells"]
    mine.write_text("mine")
    copy_notebooks(tmp_path)
    assert mine.read_text() == "mine"
