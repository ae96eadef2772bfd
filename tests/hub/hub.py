"""A running JupyterHub with one server of a steward, as the tests see it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
from jupyter_client.blocking import BlockingKernelClient

OWNER, GROUP = "amara", "support-stewards"
IN_GROUP = ["amara", "bruno", "zora"]
VISITORS = ["bruno", "chiara", "mei", "zora"]
TOKEN = "token-of-the-tests"
PATIENCE_S = 90.0
CONFIG = Path(__file__).parent / "hub_config.py"


class Hub:
    """A hub in a folder, whose servers take their configuration from another.

    Parameters
    ----------
    folder
        Where the hub keeps everything of its own, and people have their homes.
    config
        A folder that ``supporthub sandbox --write-config`` wrote.
    """

    def __init__(self, folder: Path, config: Path) -> None:
        self._runtime = folder / "runtime"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        folders = {"CONFIG": config, "DATA": folder / "data", "RUNTIME": self._runtime}
        told = {
            "folder": str(folder),
            "port": port,
            "token": TOKEN,
            "owner": OWNER,
            "group": GROUP,
            "in_group": IN_GROUP,
            "visitors": VISITORS,
            "environment": {f"JUPYTER_{name}_DIR": str(path) for name, path in folders.items()},
        }
        self._log = (folder / "hub.log").open("w+")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "--config", str(CONFIG)],
            cwd=folder,
            env=os.environ | {"HUB_FOR_TESTS": json.dumps(told)},
            stdout=self._log,
            stderr=self._log,
        )
        self._api = httpx.Client(
            base_url=f"http://127.0.0.1:{port}/hub/api",
            headers={"Authorization": f"token {TOKEN}"},
            trust_env=False,
            timeout=30,
        )
        self._people: dict[str, httpx.Client] = {}

    def start(self) -> None:
        """Wait for the hub, and let it start the server of its owner."""
        self._until("the hub", self._answers)
        assert self._api.post(f"/users/{OWNER}/server").status_code in {201, 202}
        self._until("the server", lambda: self._api.get(f"/users/{OWNER}").json()["servers"][""]["ready"])
        (info,) = self._runtime.glob("jpserver-*.json")
        self.server: dict[str, Any] = json.loads(info.read_text())

    def person(self, name: str) -> httpx.Client:
        """Answer a client of the owner's server, signed in at the hub as somebody."""
        if name not in self._people:
            self._api.post(f"/users/{name}")  # where the hub does not know them yet
            made = self._api.post(f"/users/{name}/tokens", json={}).json()
            self._people[name] = httpx.Client(
                base_url=f"http://127.0.0.1:{self.server['port']}{self.server['base_url']}",
                headers={"Authorization": f"token {made['token']}"},
                trust_env=False,
                timeout=60,
            )
        return self._people[name]

    def in_a_kernel(self, code: str) -> str:
        """Run code in a new kernel of the owner's server, and answer what it printed."""
        kernel_id = self.person(OWNER).post("api/kernels", json={"name": "python3"}).json()["id"]
        client = BlockingKernelClient(connection_file=str(self._runtime / f"kernel-{kernel_id}.json"))
        client.load_connection_file()
        client.start_channels()
        printed: list[str] = []
        try:
            client.wait_for_ready(timeout=PATIENCE_S)
            client.execute_interactive(
                code, timeout=PATIENCE_S, output_hook=lambda said: printed.append(_text(said["content"]))
            )
        finally:
            client.stop_channels()
        return "".join(printed)

    def stop(self) -> None:
        """End the server and the hub."""
        for client in (*self._people.values(), self._api):
            client.close()
        self._process.terminate()  # the hub ends its servers
        try:
            self._process.wait(30)
        finally:
            self._process.kill()
            self._log.close()

    def _answers(self) -> bool:
        try:
            return self._api.get("/users").is_success
        except httpx.TransportError:
            return False

    def _until(self, what: str, ready: Any) -> None:
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end and self._process.poll() is None:
            if ready():
                return
            time.sleep(0.1)
        self._log.seek(0)
        raise AssertionError(f"{what} did not start:\n{self._log.read()[-4000:]}")


def _text(content: dict[str, Any]) -> str:
    return str(content.get("text") or "".join(content.get("traceback", ())))
