"""Binder's launch: a sandbox first, then whatever command Binder wants, pointed at it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

BINDER = Path(__file__).parent.parent / "binder"
WITHIN_S = 90
# Stands for Jupyter: it reads the configuration and asks the FreshDesk that it names.
COMMAND = """
import json, os, pathlib, urllib.request
folder = pathlib.Path(os.environ["JUPYTER_CONFIG_DIR"])
told = json.loads((folder / "jupyter_server_config.json").read_text())["SupportHub"]
clock = urllib.request.build_opener(urllib.request.ProxyHandler({})).open(told["clock_url"])
print(json.dumps({"now": json.load(clock)["now"], "ours": sorted(path.name for path in folder.iterdir())}))
"""


def launch(path: str, tmp_path: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run `start` as Binder does, and end the sandbox as the end of a container would."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    out, err = tmp_path / "out", tmp_path / "err"
    with out.open("w") as to_out, err.open("w") as to_err:
        process = subprocess.Popen(
            [BINDER / "start", *command],
            env=environment | {"PATH": path, "TMPDIR": str(tmp_path)},
            cwd=tmp_path,
            stdout=to_out,
            stderr=to_err,
            start_new_session=True,
        )
    try:
        status = process.wait(WITHIN_S)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
    return subprocess.CompletedProcess(command, status, out.read_text(), err.read_text())


@pytest.mark.slow
def test_the_server_is_pointed_at_a_running_sandbox(tmp_path: Path) -> None:
    """The command that follows finds a configuration, and the sandbox that it names answers."""
    ours = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = launch(ours, tmp_path, sys.executable, "-c", COMMAND)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["now"].endswith("Z")
    assert {"jupyter_server_config.json", "roster.toml", "secrets"} <= set(found["ours"])


def test_a_sandbox_that_cannot_start_does_not_keep_binder_waiting(tmp_path: Path) -> None:
    """Jupyter starts all the same, without our configuration, and the log says why."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(str(shutil.which("false")))
    done = launch(f"{tmp_path / 'bin'}:{os.environ['PATH']}", tmp_path, "printenv")
    assert done.returncode == 0
    assert "JUPYTER_CONFIG_DIR" not in done.stdout
    assert "The sandbox did not start" in done.stderr


@pytest.mark.parametrize("name", ["postBuild", "start"])
def test_the_scripts_are_scripts(name: str) -> None:
    """Both can be executed, are sound bash, and stop at the first error."""
    script = BINDER / name
    assert os.access(script, os.X_OK)
    assert "set -euo pipefail" in script.read_text()
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
