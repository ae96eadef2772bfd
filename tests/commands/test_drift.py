"""Sentences that a process file quotes, held against a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supporthub_ext.commands.drift import drifted, quotes
from supporthub_ext.process.definition import load

SENTENCE = "When it\u2019s resolved, tell the user what you did."
WORDS = st.lists(
    st.sampled_from(["give", "the", "user", "every", "day", "or", "two"]), min_size=3, max_size=8
)


@pytest.mark.parametrize(
    "page",
    [
        "When it's resolved, tell the user what you did.",
        "Note: when it\u2019s RESOLVED\n\n  tell the user   what you did, kindly.",
        "• When it\u2019s resolved — tell the user, what you did!",
    ],
)
def test_marks_capitals_and_lines_change_nothing(page: str) -> None:
    """A page that only sets the same words differently still says the sentence."""
    assert drifted({SENTENCE: ("x",)}, page) == []


@pytest.mark.parametrize(
    ("quoted", "said"),
    [
        ("We look first ... and write again.", True),
        ("… and write again.", True),
        ("and write again ... We look first", False),
        ("We look first and write again.", False),
    ],
)
def test_dots_leave_words_out(quoted: str, said: bool) -> None:
    """A quotation may leave words out with dots, but not turn the order round."""
    page = "We look first, at what is down, and write again."
    assert (drifted({quoted: ("x",)}, page) == []) is said


def test_the_closest_sentence_is_shown() -> None:
    """When the page changed a sentence the new one is shown, and nothing when there is none like it."""
    known = {"Answer within one working day.": ("a",), "Bring cake to each meeting.": ("b",)}
    first, second = drifted(known, "Be kind. Answer within two working days. Keep a log.")
    assert first.closest == "Answer within two working days."
    assert second.closest is None


@given(WORDS, WORDS, WORDS)
def test_a_sentence_is_found_wherever_it_stands(
    before: list[str], words: list[str], after: list[str]
) -> None:
    """Whatever stands around it, a sentence that stands on the page is found."""
    page = ". ".join(" ".join(part) for part in (before, words, after))
    assert drifted({" ".join(words): ("x",)}, page) == []


def test_every_quotation_of_the_process_is_looked_for() -> None:
    """Targets, steps and the questions about impact all quote the page, each sentence counted once."""
    places = [place for found in quotes(load()).values() for place in found]
    assert len(places) == len(set(places))
    assert {place.split(".")[0] for place in places} == {"targets", "sentences", "impact"}
