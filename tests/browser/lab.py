"""A real JupyterLab, and a page in it, as a steward uses them."""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import Locator, Page, ViewportSize

READY_WITHIN_S = 90
ROOT = Path(__file__).parent.parent.parent
RESULTS = ROOT / "test-results"
WIDE: ViewportSize = {"width": 1600, "height": 1000}
NARROW = {"width": 900, "height": 1000}
# Settings of JupyterLab that keep it from asking questions, or the network.
SETTINGS = {
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}


class Lab:
    """JupyterLab as a subprocess with folders of its own.

    Parameters
    ----------
    folder
        Its notebooks, settings and runtime files.
    config
        The folder that a sandbox's ``--write-config`` wrote.
    environment
        More environment variables, which its kernels inherit.
    settings
        More settings of JupyterLab, by the name of their schema.
    """

    def __init__(
        self,
        folder: Path,
        config: Path,
        environment: Mapping[str, str] | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        self.notebooks = folder / "notebooks"
        self.notebooks.mkdir(parents=True, exist_ok=True)
        self.token = secrets.token_hex(16)
        self.runtime = folder / "runtime"
        write_settings(folder, SETTINGS | dict(settings or {}))
        self.log_file = folder / "lab.log"
        self._environment = _environment(folder, config, self.runtime) | dict(environment or {})
        self._start(port=0)

    def start_again(self) -> None:
        """Start it once more after it was stopped: at the same address, with the same token."""
        self._start(port=urlsplit(self.url).port or 0)

    def _start(self, port: int) -> None:
        self._log = self.log_file.open("a")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *self._options(port)],
            env=self._environment,
            cwd=self.notebooks,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        self.url = self._wait()

    def _options(self, port: int) -> list[str]:
        options = {
            "ServerApp.ip": "127.0.0.1",
            "ServerApp.port": str(port),
            "ServerApp.open_browser": "False",
            "ServerApp.root_dir": str(self.notebooks),
            "SupportHub.refresh_s": "2",
            "IdentityProvider.token": self.token,
        }
        root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        return [*root, *(f"--{name}={value}" for name, value in options.items())]

    def _wait(self) -> str:
        """Answer the address once the server answers."""
        until = time.monotonic() + READY_WITHIN_S
        while time.monotonic() < until:
            assert self.process.poll() is None, self.log_file.read_text()[-3000:]
            for info in self.runtime.glob("jpserver-*.json"):
                known = json.loads(info.read_text() or "{}")
                if known.get("url") and _answers(known["url"], self.token):
                    return str(known["url"]).rstrip("/")
            time.sleep(0.1)
        raise AssertionError("JupyterLab did not start:\n" + self.log_file.read_text()[-3000:])

    def api(self, path: str) -> Any:
        """Answer what an endpoint of ours says."""
        headers = {"Authorization": f"token {self.token}"}
        with httpx.Client(base_url=self.url, headers=headers, trust_env=False, timeout=30) as http:
            answer = http.get(f"/supporthub/{path}")
            answer.raise_for_status()
            return answer.json()

    def settle(self) -> None:
        """Wait until every service was read: what comes later would change the queue under a test's feet."""
        until = time.monotonic() + READY_WITHIN_S
        while time.monotonic() < until:
            services = self.api("health")["services"]
            if self.api("queue")["state"] == "ready" and all(one["as_of"] for one in services.values()):
                return
            time.sleep(0.1)
        raise AssertionError(f"not everything was read: {services}")

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        self._log.close()


def write_settings(folder: Path, settings: Mapping[str, Any]) -> None:
    """Write JupyterLab's settings, such as its theme, by the name of their schema."""
    for name, values in settings.items():
        file = folder / "settings" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values))


def _environment(folder: Path, config: Path, runtime: Path) -> dict[str, str]:
    own = {
        "JUPYTER_CONFIG_DIR": config,
        "JUPYTER_DATA_DIR": folder / "data",
        "JUPYTER_RUNTIME_DIR": runtime,
        "JUPYTERLAB_SETTINGS_DIR": folder / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": folder / "workspaces",
        "IPYTHONDIR": folder / "ipython",
    }
    foreign = ("SUPPORTHUB_", "JUPYTER_", "JPY_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return kept | {name: str(path) for name, path in own.items()}


def _answers(url: str, token: str) -> bool:
    try:
        answer = httpx.get(f"{url}api/status", headers={"Authorization": f"token {token}"}, trust_env=False)
    except httpx.TransportError:
        return False
    return answer.status_code == 200


@contextmanager
def running_lab(
    folder: Path,
    config: Path,
    environment: Mapping[str, str] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Iterator[Lab]:
    """Run a JupyterLab for as long as the block lasts."""
    lab = Lab(folder, config, environment, settings)
    try:
        yield lab
    finally:
        lab.stop()


class Notebook:
    """A notebook that is open in JupyterLab.

    Parameters
    ----------
    page
        The browser's page.
    lab
        The server.
    name
        The notebook's file, in the server's folder.
    """

    def __init__(self, page: Page, lab: Lab, name: str = "triage.ipynb") -> None:
        self.page = page
        self.path = lab.notebooks / name
        page.goto(f"{lab.url}/lab/tree/{name}?token={lab.token}&reset")
        self.wait_for_kernel()

    def wait_for_kernel(self) -> None:
        """Wait until the notebook is there and its kernel answers."""
        self.page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
        self.page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)

    def run_all(self, until: str = ".sh-queue") -> None:
        """Run all cells from the menu, and wait for the view."""
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        self.page.locator(until).wait_for(timeout=60_000)

    def save(self) -> str:
        """Save the notebook and answer its file's text."""
        before = self.path.stat().st_mtime_ns
        self.page.get_by_role("menuitem", name="File", exact=True).click()
        self.page.get_by_role("menuitem", name=re.compile("^Save Notebook(?! As)")).click()
        for _ in range(100):
            if self.path.stat().st_mtime_ns != before:
                break
            self.page.wait_for_timeout(100)
        return self.path.read_text("utf-8")

    @property
    def rows(self) -> Locator:
        return self.page.locator(".sh-space > .sh-row")

    def row(self, ticket_id: int) -> Locator:
        return self.page.locator(f'.sh-space > [data-ticket="{ticket_id}"]')

    def find(self, words: str) -> None:
        """Type into the queue's filter."""
        self.page.get_by_role("searchbox", name="Filter the queue").fill(words)

    def open(self, ticket_id: int) -> Locator:
        """Open a ticket from the queue and answer its panel."""
        self.find(str(ticket_id))
        self.row(ticket_id).click()
        self.panel.get_by_text(f"#{ticket_id} ·").first.wait_for()
        self.find("")
        return self.panel

    def set_theme(self, name: str) -> None:
        """Choose a theme from the menu."""
        self.page.get_by_role("menuitem", name="Settings", exact=True).click()
        for label in ("Theme", name):
            self.page.locator(".lm-Menu-itemLabel").get_by_text(label, exact=True).click()
        light = "false" if "Dark" in name else "true"
        self.page.locator(f'body[data-jp-theme-light="{light}"]').wait_for(state="attached")

    def picture(self, name: str, size: ViewportSize, top: str = ".sh-header") -> None:
        """Keep a picture of a view at a size, without the sidebar, its head at the top."""
        self.page.set_viewport_size(size)
        if self.page.locator("#jp-left-stack").is_visible():
            self.page.get_by_role("tab", name="File Browser").click()
        self.page.locator(top).evaluate("head => head.scrollIntoView({ block: 'start' })")
        self.page.wait_for_timeout(300)
        self.page.screenshot(path=RESULTS / f"{name}.png")
        self.page.set_viewport_size(WIDE)

    @property
    def panel(self) -> Locator:
        return self.page.locator(".sh-panel")
