"""What fits into the fields of an action."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from supporthub_ext.actions.fields import Field, choice, day, link, links, moment, read_fields, text, texts
from supporthub_ext.errors import InvalidField, UnknownField

FORM = (Field("text", text, required=True), Field("links", links), Field("kind", choice("swap", "cover")))


def test_what_is_left_out_is_none() -> None:
    """Fields that nobody filled in are None, and white space around a text goes."""
    assert read_fields(FORM, {"text": "  Full. "}) == {"text": "Full.", "links": None, "kind": None}


@pytest.mark.parametrize("given", [{}, {"text": None}, {"text": " \n"}])
def test_a_needed_field_is_asked_for_by_name(given: dict[str, Any]) -> None:
    """A form can show the error in its place."""
    with pytest.raises(InvalidField) as caught:
        read_fields(FORM, given)
    assert caught.value.details["field"] == "text"


def test_an_unknown_field_is_named_with_the_known_ones() -> None:
    """A typing error is said, never ignored."""
    with pytest.raises(UnknownField) as caught:
        read_fields(FORM, {"text": "x", "txet": "y"})
    assert caught.value.details["known"] == ["text", "links", "kind"]
    with pytest.raises(InvalidField):
        read_fields(FORM, ["text"])


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (text, 7),
        (texts, "one"),
        (texts, ["one", 2]),
        (link, "example.org/page"),
        (link, "javascript:alert(1)"),
        (link, "https://docs.example/a page"),
        (links, ["https://docs.example", "ftp://docs.example"]),
        (choice("swap"), "cover"),
        (choice("swap"), None),
        (day, "4 March"),
        (day, "2026-02-30"),
        (moment, "2026-03-04T10:00:00"),
        (moment, "soon"),
    ],
)
def test_what_does_not_fit_is_refused(read: Any, value: Any) -> None:
    """Each kind of field takes only what it is for, and says what would fit."""
    with pytest.raises(InvalidField) as caught:
        read("x", value)
    assert caught.value.what_to_do


def test_what_fits_is_read() -> None:
    """Links, days and moments come out as what they mean."""
    assert links("x", [" https://docs.example/a ", ""]) == ("https://docs.example/a",)
    assert day("x", "2026-03-04") == date(2026, 3, 4)
    assert moment("x", "2026-03-04T10:00:00Z").isoformat() == "2026-03-04T10:00:00+00:00"
    assert choice("swap", "cover")("x", "cover") == "cover"
