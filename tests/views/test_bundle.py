"""The JavaScript of a view is one module, put together from small files without a build step."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from supporthub_ext.views import bundle

VIEWS = ["header.js", "queue.js", "panel.js", "rotation.js", "engineersview.js"]
TOP_LEVEL = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)
IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+\.js)";', re.MULTILINE)


def sources() -> list[Path]:
    return sorted(bundle.HERE.glob("*.js"))


@pytest.mark.parametrize("name", VIEWS)
def test_a_module_imports_nothing(name: str) -> None:
    """What reaches the browser asks for no other file: anywidget carries one module."""
    module = bundle.esm(name)
    assert not re.search(r"^import ", module, re.MULTILINE)
    assert module.count("export default") == 1


@pytest.mark.parametrize("name", VIEWS)
def test_no_name_is_given_twice_in_a_module(name: str) -> None:
    """Files that are put together share one scope, so no two of them may use a name at their top level."""
    twice = [word for word, count in Counter(TOP_LEVEL.findall(bundle.esm(name))).items() if count > 1]
    assert not twice


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.name)
def test_what_is_imported_is_exported(path: Path) -> None:
    """Every name that a file imports is exported by the file that it names, and used."""
    source = path.read_text("utf-8")
    for names, other in IMPORT.findall(source):
        offered = set(
            re.findall(
                r"^export (?:async )?(?:function|const|class) (\w+)",
                (path.parent / other).read_text("utf-8"),
                re.MULTILINE,
            )
        )
        wanted = {name.strip() for name in names.split(",") if name.strip()}
        assert wanted <= offered
        unused = [name for name in wanted if len(re.findall(rf"\b{name}\b", source)) < 2]
        assert not unused


@pytest.mark.parametrize("path", [*sources(), *sorted(bundle.HERE.glob("*.css"))], ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere(path: Path) -> None:
    """No view names another computer: no CDN, no font, no picture."""
    text = re.sub(r"/\^https\?.*?/i", "", path.read_text("utf-8"))
    assert not re.search(r"https?://|@import|url\(", text)
