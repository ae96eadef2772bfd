"""A whole Jupyter server with the extension in it, that can be killed at any point of a plan.

``python -m tests.reliability.jupyter FILE ...`` is ``jupyter server ...``. When it gets SIGUSR2 it reads from
FILE at which point it has to die, counted from then on, and deletes the file.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx

TOKEN = "of-this-test"
READY_WITHIN_S = 60.0


class Jupyter:
    """The server's process, and a client of its endpoints.

    Parameters
    ----------
    config
        The folder that the sandbox wrote its configuration into.
    home
        A folder for everything that Jupyter keeps.
    """

    def __init__(self, config: Path, home: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self._orders = home / "die-at"
        words = [
            *(sys.executable, "-m", "tests.reliability.jupyter", str(self._orders)),
            *("--no-browser", "--allow-root", "--ServerApp.port_retries=0", f"--ServerApp.port={port}"),
            *(f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={home}"),
        ]
        places = ("JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "HOME")
        environment = dict.fromkeys(places, str(home)) | {"JUPYTER_CONFIG_DIR": str(config)}
        log = (home / "server.log").open("ab")
        self._process = subprocess.Popen(words, env={**os.environ, **environment}, stdout=log, stderr=log)
        log.close()
        self._client = httpx.Client(
            base_url=f"http://127.0.0.1:{port}/supporthub",
            headers={"Authorization": f"token {TOKEN}"},
            trust_env=False,
            timeout=READY_WITHIN_S,
        )
        self._wait()

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Call an endpoint and answer its JSON."""
        answer = self._client.request(method, path, json=body)
        assert answer.status_code < 300, answer.text
        return answer.json()

    def die_at(self, number: int) -> None:
        """Let it be killed at a point, counted from now."""
        self._orders.write_text(json.dumps(number))
        self._process.send_signal(signal.SIGUSR2)
        until = time.monotonic() + READY_WITHIN_S
        while self._orders.exists():
            assert time.monotonic() < until, "it did not take the order"
            time.sleep(0.02)

    def wait_for_death(self) -> int:
        """Wait until it has ended; answer how."""
        return self._process.wait(READY_WITHIN_S)

    def kill(self) -> None:
        """End it."""
        self._client.close()
        self._process.kill()
        self._process.wait()

    def _wait(self) -> None:
        until = time.monotonic() + READY_WITHIN_S
        while True:
            try:
                self._client.get("/health").raise_for_status()
            except httpx.HTTPError:
                assert time.monotonic() < until, "it did not start"
                time.sleep(0.1)
            else:
                return


def main() -> None:
    """Be the server."""
    from jupyter_server.serverapp import main as serve

    from tests.reliability.points import Points, watch

    orders, points = Path(sys.argv[1]), Points()

    def arm(*_: Any) -> None:
        points.reset(json.loads(orders.read_text()))
        orders.unlink()

    watch(points)
    signal.signal(signal.SIGUSR2, arm)
    serve(sys.argv[2:])


if __name__ == "__main__":
    main()
