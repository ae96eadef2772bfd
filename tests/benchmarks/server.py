"""A real jupyter-server as a process of its own, on a sandbox or on nothing, for benchmarks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Self

import httpx
import psutil

TOKEN = "benchmark"
STARTS_WITHIN_S = 60
READS_WITHIN_S = 300


class Server:
    """One server; ``with Server(folder) as server: server.get("supporthub/queue")``.

    Parameters
    ----------
    config_dir
        ``JUPYTER_CONFIG_DIR``, as `supporthub sandbox --write-config` writes it.
    extensions
        Extensions to switch on or off, by module.
    """

    def __init__(self, config_dir: Path, **extensions: bool) -> None:
        switches = {"supporthub_ext": True} | {name.replace("__", "."): on for name, on in extensions.items()}
        command = [
            *(sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", "--port=0"),
            f"--ServerApp.jpserver_extensions={switches!r}",
            f"--ServerApp.root_dir={config_dir}",
            "--log-level=ERROR",
        ]
        runtime = config_dir / "runtime"
        environment = os.environ | {
            "JUPYTER_CONFIG_DIR": str(config_dir),
            "JUPYTER_RUNTIME_DIR": str(runtime),
            "JUPYTER_DATA_DIR": str(config_dir / "data"),
            "JUPYTER_TOKEN": TOKEN,
        }
        self.process = psutil.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        self.url = self._url(runtime / f"jpserver-{self.process.pid}.json")
        self.client = httpx.Client(
            base_url=self.url,
            headers={"Authorization": f"token {TOKEN}"},
            timeout=60,
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()
        self.process.terminate()
        self.process.wait(30)

    def get(self, path: str, **query: str) -> httpx.Response:
        """Answer a GET that must succeed."""
        answer = self.client.get(path, params=query)
        answer.raise_for_status()
        return answer

    def settle(self) -> None:
        """Wait until the mirror has read everything."""
        until = time.monotonic() + READS_WITHIN_S
        while time.monotonic() < until:
            if self.get("supporthub/queue").json()["state"] == "ready":
                return
            time.sleep(0.2)
        raise RuntimeError("The mirror did not fill.")

    def spent(self) -> tuple[float, float]:
        """Answer CPU seconds and resident MB of the process so far."""
        times = self.process.cpu_times()
        return times.user + times.system, self.process.memory_info().rss / 1e6

    def _url(self, info: Path) -> str:
        until = time.monotonic() + STARTS_WITHIN_S
        while time.monotonic() < until and self.process.poll() is None:
            if info.exists() and (text := info.read_text()):
                found: dict[str, Any] = json.loads(text)
                return f"http://127.0.0.1:{found['port']}{found['base_url']}"
            time.sleep(0.02)
        raise RuntimeError("jupyter-server did not start.")
