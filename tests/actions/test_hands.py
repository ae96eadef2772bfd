"""Links of what is made later, in a preview and in what is sent."""

from __future__ import annotations

from datetime import UTC, datetime

from supporthub_ext.actions.hands import in_words, later, with_links
from supporthub_ext.models import Receipt

MADE = Receipt(datetime(2026, 3, 4, tzinfo=UTC), "amara", "17", "https://github.example/issues/17")


def test_a_preview_says_what_will_stand_there() -> None:
    """What is not made yet has words instead of a link."""
    text = f"Issue: {later('issue')}, thread: {later('thread')}"
    assert in_words(text) == "Issue: (link of the issue), thread: (link of the thread)"


def test_what_is_sent_has_the_links() -> None:
    """The links of earlier steps are put in; a step that made none is said so."""
    assert with_links(f"Issue: {later('issue')}", {"issue": MADE}) == f"Issue: {MADE.link}"
    assert with_links(f"Board: {later('item')}", {"item": Receipt(MADE.at, "amara")}) == "Board: (no link)"


def test_a_link_that_holds_braces_is_put_in_once() -> None:
    """What was put in is not read again."""
    odd = Receipt(MADE.at, "amara", "1", f"https://docs.example/{later('thread')}")
    assert with_links(later("issue"), {"issue": odd, "thread": MADE}) == odd.link


def test_braces_of_people_are_left_alone() -> None:
    """A steward who writes {issue} or {name} finds it as written, in the preview and at the service."""
    text = "Set {issue} and f'{name}' in values.yaml"
    assert in_words(text) == with_links(text, {"issue": MADE}) == text
