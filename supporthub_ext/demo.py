"""`supporthub demo`: a sandbox, and a JupyterLab with the desk pointed at it. Everything on loopback."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from supporthub_ext.errors import ConfigurationError

FIRST_NOTEBOOK = "triage.ipynb"
START_WITHIN_S = 60.0
END_WITHIN_S = 10.0


def run(folder: Path, *, browser: bool, port: int, sandbox_args: Sequence[str] = ()) -> int:
    """Run the demo until it is stopped; answer the exit status.

    Parameters
    ----------
    folder
        Where the notebooks and the sandbox's configuration go. Notebooks that are there already are kept.
    browser
        Whether JupyterLab opens a browser.
    port
        JupyterLab's port; the next free one when it is taken.
    sandbox_args
        Further options of `supporthub sandbox`.

    Raises
    ------
    ConfigurationError
        When the sandbox or JupyterLab does not start.
    """
    notebooks = copy_notebooks(folder / "notebooks")
    config = folder / "config"
    signal.signal(signal.SIGTERM, _end)
    try:
        with _sandbox(config, sandbox_args), _lab(notebooks, config, browser, port) as lab:
            print(f"The desk: {_url(lab)}", flush=True)  # noqa: T201 - a command prints
            print("Stop it with Ctrl+C.", flush=True)  # noqa: T201
            return lab.wait()
    except KeyboardInterrupt:
        return 0


def copy_notebooks(target: Path) -> Path:
    """Copy the notebooks that ship with the package; what a reader changed is not overwritten."""
    target.mkdir(parents=True, exist_ok=True)
    for notebook in _shipped().iterdir():
        copy = target / notebook.name
        if notebook.name.endswith(".ipynb") and not copy.exists():
            copy.write_bytes(notebook.read_bytes())
    return target


def _shipped() -> Any:
    """Answer the folder with the notebooks: inside the wheel, or beside the package in a checkout."""
    inside = files("supporthub_ext").joinpath("notebooks")
    return inside if inside.is_dir() else Path(__file__).parent.parent / "notebooks"


@contextmanager
def _sandbox(config: Path, more: Sequence[str]) -> Iterator[dict[str, Any]]:
    shutil.rmtree(
        config, ignore_errors=True
    )  # the sandbox invents a new world each time: old receipts would lie
    command = [sys.executable, "-m", "supporthub_ext.sandbox", "--write-config", str(config), *more]
    with _process(command, stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline() if process.stdout else ""
        if not line:
            raise ConfigurationError("The sandbox did not start.", "Its own message stands above.")
        yield json.loads(line)


@contextmanager
def _lab(notebooks: Path, config: Path, browser: bool, port: int) -> Iterator[subprocess.Popen[Any]]:
    command = [
        *(sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={notebooks.resolve()}"),
        *(
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.port={port}",
            f"--LabApp.default_url=/lab/tree/{FIRST_NOTEBOOK}",
        ),
        *([] if browser else ["--no-browser"]),
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
        "--log-level=WARN",
    ]
    environment = os.environ | {"JUPYTER_CONFIG_DIR": str(config.resolve())}
    with _process(command, env=environment) as process:
        yield process


def _url(lab: subprocess.Popen[Any]) -> str:
    """Answer JupyterLab's address with its token, once it listens."""
    from jupyter_server.serverapp import list_running_servers

    until = time.monotonic() + START_WITHIN_S
    while time.monotonic() < until and lab.poll() is None:
        for server in list_running_servers():
            if server["pid"] == lab.pid:
                return f"{server['url']}lab/tree/{FIRST_NOTEBOOK}?token={server['token']}"
        time.sleep(0.1)
    raise ConfigurationError("JupyterLab did not start.", "Its own message stands above.")


@contextmanager
def _process(command: Sequence[str], **options: Any) -> Iterator[subprocess.Popen[Any]]:
    process = subprocess.Popen(command, **options)  # noqa: S603 - our own commands
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(END_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _end(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt
