"""Looks at the real services and at a sandbox in the same way, keeps the shapes, and says what differs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from supporthub_ext.doctor.compare import differences
from supporthub_ext.doctor.places import Place, of_sandbox
from supporthub_ext.doctor.wire import Seen, look
from supporthub_ext.errors import ConfigurationError

VERSION = 1
# Enough of everything that each list shows several, rate limits as every real plan has them, and a fixed
# clock: the same world each time, so that two recordings can be compared.
SANDBOX = ("--tickets", "120", "--open", "30", "--plan", "pro", "--now", "2026-03-04T10:00:00Z")
END_WITHIN_S = 10.0


def record(places: Sequence[Place], path: Path) -> tuple[list[Seen], list[str]]:
    """Look at the services, write what was seen into a file, and answer it with the differences.

    Raises
    ------
    ConfigurationError
        When the sandbox does not start, or the file can't be written.
    """
    real = [seen for place in places for seen in look(place)]
    _write(path, real)
    wanted = {place.service for place in places}
    with _sandbox() as theirs:
        like = [seen for place in theirs if place.service in wanted for seen in look(place)]
    return real, differences(real, like)


def _write(path: Path, seen: Sequence[Seen]) -> None:
    services = dict.fromkeys(one.service for one in seen)
    body = {
        "version": VERSION,
        "services": {name: [one.to_json() for one in seen if one.service == name] for name in services},
    }
    try:
        path.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")
    except OSError as problem:
        raise ConfigurationError(
            f"{path} can't be written: {problem.strerror}.", "Name another file."
        ) from problem


@contextmanager
def _sandbox() -> Iterator[list[Place]]:
    command = [sys.executable, "-m", "supporthub_ext.sandbox", *SANDBOX]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own command
    try:
        line = process.stdout.readline() if process.stdout else ""
        if not line:
            raise ConfigurationError("The sandbox did not start.", "Its own message stands above.")
        ready: dict[str, Any] = json.loads(line)
        yield of_sandbox(ready)
    finally:
        process.terminate()
        process.communicate(timeout=END_WITHIN_S)
