"""A private PostgreSQL on loopback, from the distribution's packages, run as an ordinary user."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

INSTALL = "apt-get install --yes postgresql"
READY_WITHIN_S = 30


def binaries() -> Path | None:
    """Answer the folder with initdb and postgres, or None where PostgreSQL is not installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    elsewhere = shutil.which("initdb")
    found = [one for one in folders if (one / "initdb").exists()]
    return next(iter(found), Path(elsewhere).parent if elsewhere else None)


def need() -> Path:
    """Answer the binaries; without them the test fails and names what mends it."""
    found = binaries()
    if found is None:
        pytest.fail(f"PostgreSQL is not installed: {INSTALL}")
    return found


class Postgres:
    """One server with a folder of its own; ``stop``, ``kill`` and ``start`` as a test needs."""

    def __init__(self) -> None:
        self._bin = need()
        self._folder = Path(tempfile.mkdtemp(prefix="supporthub-pg-"))
        self._user: dict[str, Any] = {}
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            self._user = {"user": "nobody", "group": "nogroup", "extra_groups": []}
            shutil.chown(self._folder, "nobody", "nogroup")
        self._data = self._folder / "data"
        self._run("initdb", "-D", str(self._data), "-U", "tests", "-A", "trust", "--no-sync", "-E", "UTF8")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self._process: subprocess.Popen[bytes] | None = None
        self._made = 0
        self.start()

    def new_database(self) -> str:
        """Answer the URL of a fresh, empty database."""
        self._made += 1
        name = f"test{self._made}"
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "tests", name)
        return f"postgresql+psycopg://tests@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        command = [
            *(str(self._bin / "postgres"), "-D", str(self._data), "-p", str(self.port)),
            *("-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={self._folder}"),
        ]
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL, **self._user)
        until = time.monotonic() + READY_WITHIN_S
        while time.monotonic() < until and self._process.poll() is None:
            ready = [str(self._bin / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
            if subprocess.run(ready, check=False).returncode == 0:
                return
            time.sleep(0.05)
        raise RuntimeError("PostgreSQL did not start.")

    def stop(self, number: signal.Signals = signal.SIGINT) -> None:
        """Stop the server; open connections break."""
        if self._process is not None:
            self._process.send_signal(number)
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:  # a loaded machine: the folder goes anyway
                self._process.kill()
                self._process.wait()
            self._process = None

    def remove(self) -> None:
        """Stop the server and delete its folder."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, name: str, *words: str) -> None:
        command = [str(self._bin / name), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **self._user)
