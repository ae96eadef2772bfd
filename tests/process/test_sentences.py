"""Every sentence of the page lives somewhere, and is guarded where it does."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from supporthub_ext.errors import ProcessFileError
from supporthub_ext.process.definition import load, parse
from tests.process import sentence_guards
from tests.process.sentence_table import DOCS, HERE, Sentence, changed, docs, sentences

ROOT = HERE.parent.parent
ALL = sentences()
GUARDED = [one for one in ALL if one.guard]
HEADINGS = {
    "Overview#", "Support team structure#", "See also", "Responsibilities and expectations#", "Note",
    "Tracking support items#", "FreshDesk requests#", "Support issues#", "Communication channels#",
    "Lifecycle of a support request#", "How to prioritize support requests#", "Asking for help from others#",
    "Who can make support requests?#",
}  # fmt: skip


def test_the_table_holds_the_whole_page() -> None:
    """No sentence of the page is left out, and none is made up."""
    page = (HERE / "page.txt").read_text(encoding="utf-8")
    for sentence in ALL:
        assert sentence.text in page, sentence.text
        page = page.replace(sentence.text, "", 1)
    left = {line.strip(" •") for line in page.splitlines()} - {""}
    assert left == HEADINGS


@pytest.mark.parametrize("guard", sorted({one.guard for one in GUARDED}))
def test_each_sentence_holds(guard: str) -> None:
    """The process as written does what the sentence says."""
    getattr(sentence_guards, guard)(load())


@pytest.mark.parametrize("sentence", GUARDED, ids=lambda one: one.guard)
def test_a_changed_datum_fails_its_guard(sentence: Sentence) -> None:
    """Each guard really guards: with its datum changed it fails, or the file is refused."""
    assert sentence.changes
    with pytest.raises((AssertionError, ProcessFileError)):
        getattr(sentence_guards, sentence.guard)(parse(changed(sentence)))


def test_every_sentence_is_guarded_or_outside() -> None:
    """A rule without a test, or a datum without a guard, is no rule."""
    for sentence in ALL:
        if sentence.kind in {"datum", "text"}:
            assert sentence.guard, sentence.text
        elif sentence.kind == "rule":
            assert sentence.test, sentence.text


@pytest.mark.parametrize("name", sorted({one.test for one in ALL if one.test}))
def test_the_tests_that_the_table_names_exist(name: str) -> None:
    """Who follows the table finds the test."""
    path, function = name.split("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_the_docs_are_current() -> None:
    """docs/process.md says what the code does today; `python -m tests.process.sentence_table` writes it."""
    assert Path(DOCS).read_text(encoding="utf-8") == docs()
