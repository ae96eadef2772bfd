"""`supporthub demo`: a sandbox, and a JupyterLab with the desk pointed at it. Everything on loopback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from supporthub_ext.errors import ConfigurationError

FIRST_NOTEBOOK = "triage.ipynb"
START_WITHIN_S = 60.0
END_WITHIN_S = 10.0
# A queue that a newcomer can take in, and enough history to look back on.
WORLD = ("--tickets", "200", "--open", "24")
# JupyterLab would ask a newcomer about its news, and fetch them from the network.
PAGE_CONFIG = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}


def run(
    folder: Path, *, browser: bool, port: int, as_json: bool = False, sandbox_args: Sequence[str] = ()
) -> int:
    """Run the demo until it is stopped; answer the exit status.

    The sandbox invents a new world each time. Its configuration, keys and database stand in a temporary
    folder that goes with it: receipts of an earlier world would lie.

    Parameters
    ----------
    folder
        Where the notebooks go. Notebooks that are there already are kept.
    browser
        Whether JupyterLab opens a browser.
    port
        JupyterLab's port; the next free one when it is taken, any free one when it is 0.
    as_json
        Whether the address is printed for a program.
    sandbox_args
        Further options of `supporthub sandbox`.

    Raises
    ------
    ConfigurationError
        When the sandbox or JupyterLab does not start.
    """
    notebooks = copy_notebooks(folder)
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # Windows has no SIGHUP; a shell may have turned SIGINT off
        if number := getattr(signal, name, None):
            signal.signal(number, _end)
    try:
        with (
            TemporaryDirectory(prefix="supporthub-demo-") as config,
            _sandbox(Path(config), sandbox_args),
            _lab(notebooks, Path(config), browser, port) as lab,
        ):
            _say(_url(lab), as_json)
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


def _shipped() -> Traversable:
    """Answer the folder with the notebooks: inside the wheel, or beside the package in a checkout."""
    inside = files("supporthub_ext").joinpath("notebooks")
    return inside if inside.is_dir() else Path(__file__).parent.parent / "notebooks"


@contextmanager
def _sandbox(config: Path, more: Sequence[str]) -> Iterator[None]:
    """Run a sandbox that wrote a server's configuration into a folder."""
    command = [sys.executable, "-m", "supporthub_ext.sandbox", *WORLD, *more, "--write-config", str(config)]
    with _process(command, stdout=subprocess.PIPE) as process:
        if not (process.stdout and process.stdout.readline()):
            raise ConfigurationError("The sandbox did not start.", "Its own message stands above.")
        yield


@contextmanager
def _lab(notebooks: Path, config: Path, browser: bool, port: int) -> Iterator[subprocess.Popen[Any]]:
    """Run a JupyterLab with a configuration folder of its own."""
    (config / "labconfig").mkdir()
    (config / "labconfig" / "page_config.json").write_text(json.dumps(PAGE_CONFIG))
    command = [
        *(sys.executable, "-m", "jupyterlab", "--log-level=ERROR"),
        *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}"),
        *(f"--ServerApp.root_dir={notebooks.resolve()}", f"--LabApp.default_url=/lab/tree/{FIRST_NOTEBOOK}"),
        *([] if browser else ["--no-browser"]),
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    ]
    # Real keys in the environment would win over the sandbox's.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SUPPORTHUB_")}
    with _process(command, env=environment | {"JUPYTER_CONFIG_DIR": str(config)}) as process:
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


def _say(url: str, as_json: bool) -> None:
    text = json.dumps({"url": url}) if as_json else f"The desk: {url}\nStop it with Ctrl+C."
    print(text, flush=True)  # noqa: T201 - a command prints


@contextmanager
def _process(command: Sequence[str], **options: Any) -> Iterator[subprocess.Popen[Any]]:
    """Run a command of ours for as long as the block lasts.

    It has a session of its own: Ctrl+C is for us, and JupyterLab would ask whether we mean it.
    """
    process = subprocess.Popen(command, start_new_session=True, **options)  # noqa: S603 - our own commands
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
