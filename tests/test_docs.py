"""The documentation says what is true: it is held against the code, and its examples are tried."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from supporthub_ext.app import SupportHub
from supporthub_ext.commands.words import make_parser
from supporthub_ext.process.definition import parse
from supporthub_ext.process.roster_file import read_roster
from supporthub_ext.sandbox.command import make_parser as make_sandbox_parser
from tests.pages import PAGES, leaves, written

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "supporthub_ext"
PAPERS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def fenced(language: str) -> list[str]:
    """Every block of a language in the documentation."""
    blocks = re.compile(rf"^```{language}\n(.*?)^```", re.DOTALL | re.MULTILINE)
    return [block for paper in PAPERS for block in blocks.findall(paper.read_text("utf-8"))]


def anchors(paper: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", paper.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES)
def test_what_is_written_from_the_code_is_up_to_date(page: str) -> None:
    """Settings, secrets, the roster's keys, commands, endpoints, actions and arrows are those of the code."""
    assert (ROOT / "docs" / page).read_text("utf-8") == written(page), "run: python -m tests.pages"


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_links_lead_somewhere(paper: Path) -> None:
    """Each link to a file of ours finds it, and each link to a heading finds the heading."""
    for target in LINK.findall(paper.read_text("utf-8")):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        there = (paper.parent / name).resolve() if name else paper
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


def test_every_page_is_in_the_index() -> None:
    """Whoever starts at the index finds every page."""
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    pages = {page.name for page in (ROOT / "docs").glob("*.md")} - {"index.md"}
    assert {page for page in pages if f"({page})" not in index} == set()


def test_every_room_has_a_sentence() -> None:
    """The map of the house names each module and each folder of the package."""
    map_of_the_house = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rooms = {path.name for path in PACKAGE.glob("*.py") if not path.name.startswith("_")}
    rooms |= {f"{path.parent.relative_to(PACKAGE)}/" for path in PACKAGE.glob("*/__init__.py")}
    assert {room for room in rooms if f"`{room}`" not in map_of_the_house} == set()


def test_examples_of_settings_are_settings() -> None:
    """Each JSON example is JSON, and sets nothing that does not exist."""
    examples = [json.loads(block) for block in fenced("json")]
    assert examples
    for example in examples:
        assert set(example["SupportHub"]) <= set(SupportHub.class_own_traits(config=True))


def test_examples_of_files_are_good() -> None:
    """The roster and the process in the documentation pass the checks that a steward's own files pass."""
    examples = fenced("toml")
    rosters = [read_roster(text) for text in examples if "person" in tomllib.loads(text)]
    processes = [parse(text) for text in examples if "extends" in tomllib.loads(text)]
    assert len(rosters) + len(processes) == len(examples)
    assert rosters[0].people[0].skills
    assert processes[0].rota.seats == 1


def test_commands_of_the_documentation_exist() -> None:
    """Whoever types a `supporthub` command from the documentation is understood."""
    said = re.compile(r"`(supporthub [a-z][^`]*)`|^(supporthub [a-z][^#\n]*)", re.MULTILINE)
    found = [one or line for paper in PAPERS for one, line in said.findall(paper.read_text("utf-8"))]
    groups = {prog.rpartition(" ")[0] for prog, _ in leaves(make_parser())}
    typed = {words.strip() for words in found if "[" not in words} - groups - {"supporthub sandbox --help"}
    assert typed
    for words in typed:
        if words.startswith("supporthub sandbox "):  # it has a parser of its own
            make_sandbox_parser().parse_args(shlex.split(words)[2:])
            continue
        options, more = make_parser().parse_known_args(shlex.split(words)[1:])
        assert not more or options.passes_on, words


def test_targets_of_make_exist() -> None:
    """Each `make` target that a page names is one, and `make` alone lists what people need."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        name
        for paper in PAPERS
        for name in re.findall(r"(?:`|^)make ([a-z]+)", paper.read_text(), re.MULTILINE)
    }
    assert {"demo", "test"} <= named <= targets
    listed = subprocess.run(["make", "-C", ROOT], capture_output=True, text=True, check=True).stdout
    assert {"make demo", "make test", "make bench"} <= set(re.findall(r"make [a-z]+", listed))


def test_the_badge_opens_a_notebook_that_exists() -> None:
    """Binder's link leads to the triage notebook of this checkout."""
    link = re.search(r"urlpath=lab/tree/([\w/.]+)", (ROOT / "README.md").read_text("utf-8"))
    assert link
    assert (ROOT / link[1]).is_file()


def test_ci_runs_what_everybody_runs() -> None:
    """Each CI calls `make test` and nothing cleverer."""
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text())
    steps = workflow["jobs"]["test"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == ["make test"]
    assert (ROOT / ".ci" / "run").read_text().splitlines()[-1] == "exec make test"
