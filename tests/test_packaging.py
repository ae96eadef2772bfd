"""What is installed: a wheel with everything in it, a server that finds us, and nothing that nobody needs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path
from sysconfig import get_path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "supporthub_ext"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
# What a server that nobody asks about support must not pay for.
HEAVY = (
    "alembic anywidget detect_secrets github httpx icalendar ipywidgets nh3 numpy pandas slack_sdk sqlalchemy"
)
# Brought by jupyter-server, by ipykernel and by PyGithub, as parts that one meets when using them.
BROUGHT = {"tornado", "traitlets", "jupyter-core", "ipython", "requests", "urllib3"}
START = f"""
import sys
from jupyter_server.serverapp import ServerApp
server = ServerApp(reraise_server_extension_failures=True, allow_root=True, open_browser=False)
server.jpserver_extensions = {{"supporthub_ext": True, "jupyterlab": False}}  # it brings httpx
server.initialize(argv=[], new_httpserver=False)
assert "supporthub_ext" in server.extension_manager.extension_apps
print("loaded:", *[name for name in "{HEAVY}".split() if name in sys.modules])
"""


def say(*words: str | Path, cwd: Path) -> str:
    """Run a command and answer what it printed, on either stream."""
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive and a wheel that was built from it alone."""
    folder = tmp_path_factory.mktemp("dist")
    say(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder, cwd=ROOT)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        archive.extractall(folder / "source", filter="data")
    source = next((folder / "source").iterdir())
    say(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=source)
    return folder


@pytest.fixture(scope="module")
def installed(built: Path) -> Path:
    """The Python of a new environment in which the wheel is installed; it borrows the packages of ours."""
    folder = built / "environment"
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python)
    say(*pip, "install", "--no-deps", "--no-index", next(built.glob("*.whl")), cwd=built)
    site = next((folder / "lib").glob("python*/site-packages"))
    (site / "borrowed.pth").write_text(get_path("purelib") + "\n")
    return python


@pytest.mark.slow
def test_the_wheel_holds_all_that_is_not_python_too(built: Path) -> None:
    """Every file of the package and every notebook is in it, and the file by which a server finds us."""
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    tracked = say("git", "ls-files", "supporthub_ext", "notebooks", cwd=ROOT).splitlines()
    expected = {re.sub(r"^notebooks/", "supporthub_ext/notebooks/", name) for name in tracked}
    assert expected - names == set()
    assert any(name.endswith("etc/jupyter/jupyter_server_config.d/supporthub_ext.json") for name in names)
    assert not [name for name in names if "checkpoint" in name or name.endswith(".pyc")]


@pytest.mark.slow
def test_a_server_finds_the_installed_extension(installed: Path, built: Path) -> None:
    """After `pip install` nothing has to be enabled: Jupyter lists the extension, and says OK."""
    said = say(installed, "-m", "jupyter_server.extension.serverextension", "list", cwd=built)
    assert re.search(r"supporthub_ext.*enabled", said)
    assert re.search(r"supporthub_ext.*OK", said)


@pytest.mark.slow
def test_a_server_finds_the_extension_of_a_checkout(tmp_path: Path) -> None:
    """`pip install -e .`, as `make test` did it, needs no further command either."""
    said = say(sys.executable, "-m", "jupyter_server.extension.serverextension", "list", cwd=tmp_path)
    assert re.search(r"supporthub_ext.*OK", said)


@pytest.mark.slow
def test_the_installed_package_is_complete(installed: Path, built: Path) -> None:
    """The wheel alone has its version, its command, its process and its notebooks."""
    code = "from supporthub_ext.demo import copy_notebooks as c; from pathlib import Path; c(Path('copy'))"
    say(installed, "-c", code, cwd=built)
    assert (built / "copy" / "triage.ipynb").is_file()
    written = built / "environment" / "lib"
    process = next(written.glob("python*/site-packages/supporthub_ext/process/process.toml"))
    say(installed.parent / "supporthub", "process", "check", process, cwd=built)
    say(sys.executable, "-m", "pip", "--python", installed, "check", cwd=built)


@pytest.mark.slow
def test_a_server_that_nobody_asks_stays_light(tmp_path: Path) -> None:
    """Loading the extension into a server imports no client, no database and no pandas."""
    assert say(sys.executable, "-c", START, cwd=tmp_path).splitlines().count("loaded:") == 1


def declared(requirements: Iterable[str]) -> set[str]:
    return {re.split(r"[\s\[<>=~;,]", one)[0].lower().replace("_", "-") for one in requirements}


def imported(files: Iterable[Path]) -> set[str]:
    """The distributions whose modules these files import."""
    modules: set[str] = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                modules.add(node.module.split(".")[0])
    known = packages_distributions()
    foreign = modules - sys.stdlib_module_names - {"supporthub_ext", "__future__"}
    return {name.lower().replace("_", "-") for module in foreign for name in known[module]}


def test_what_is_imported_is_declared() -> None:
    """A plain install brings all that the desk imports; what only the sandbox needs is the extra `demo`."""
    files = {path: "sandbox" in path.relative_to(PACKAGE).parts for path in PACKAGE.rglob("*.py")}
    plain = declared(PROJECT["dependencies"])
    extra = declared(PROJECT["optional-dependencies"]["demo"])
    assert imported(path for path, ours in files.items() if not ours) <= plain | BROUGHT
    assert imported(path for path, ours in files.items() if ours) <= plain | BROUGHT | extra


def test_each_requirement_says_why() -> None:
    """Every dependency stands below or beside a comment that says what it is for."""
    lines = (ROOT / "pyproject.toml").read_text().partition("[project.scripts]")[0].splitlines()
    wanted = [
        number for number, line in enumerate(lines) if re.match(r'^  "[A-Za-z]', line) and "::" not in line
    ]
    bare = [lines[number] for number in wanted if "#" not in lines[number] + lines[number - 1]]
    assert bare == []
