"""Phone numbers: international, North American, national with a leading zero, and whatever follows "tel."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from supporthub_ext.process.audience.layer import Layer

GAP = r"[ \u00a0.\-/]"
EDGE = r"(?<![\w.+/=:#%$-])"
END = r"(?![\w%]|[.:/-]\d|-\w)"
INTERNATIONAL = re.compile(
    rf"{EDGE}(?:\+|00(?=[1-9]))[ ]?[1-9]\d{{0,2}}{GAP}?(?:\(\d{{1,4}}\){GAP}?)?"
    rf"(?:\d{GAP}?){{6,12}}\d{END}"
)
NORTH_AMERICAN = re.compile(
    rf"{EDGE}(?:1{GAP})?(?:\([2-9]\d\d\) ?|[2-9]\d\d[-. ])[2-9]\d\d[-. ]\d{{4}}"
    rf"(?: ?(?:x|ext\.?) ?\d{{1,5}})?{END}"
)
NATIONAL = re.compile(
    rf"{EDGE}(?:\+|00(?=[1-9]))[ ]?[1-9]\d{{0,2}}{GAP}?(?:\(\d{{1,4}}\){GAP}?)?"
    rf"(?:\d{GAP}?){{6,12}}\d{END}"
)
NORTH_AMERICAN = re.compile(
    rf"{EDGE}(?:1{GAP})?(?:\([2-9]\d\d\) ?|[2-9]\d\d[-. ])[2-9]\d\d[-. ]\d{{4}}"
    rf"(?: ?(?:x|ext\.?) ?\d{{1,5}})?{END}"
)
NATIONAL = re.compile(rf"{EDGE}\(?0[1-9]\d{{0,4}}\)?(?:{GAP}{{1,2}}\d{{2,8}}){{1,4}}{END}")
SAID = re.compile(
    r"\b(?:tel|téléphone|teléfono|telefono|telefon|telephone|phone(?: number| no\.?)?|mobile|mobil|móvil|"
    r"cell(?:phone)?|handy|whatsapp|signal|fax|"
    r"(?:call|reach|ring|text) (?:me|us|him|her|them)(?: (?:at|on|under))?)"
    r"\b[\s.:=#]{0,4}(?:(?:number|is|at|on|no)\b[\s.:]{0,3})?"
    r"(?P<number>\+?\(?\d(?:[ \u00a0.\-/()]{0,2}\d){5,14})",
    re.IGNORECASE,
)
DATE = re.compile(r"^(?:\d{4}[-./]\d\d?[-./]\d\d?|\d\d?[-./]\d\d?[-./]\d{2,4})(?:\D|$)")
FEWEST, MOST = 9, 15  # digits of a number that nobody called a phone number


def phone_spans(layer: Layer) -> Iterator[tuple[int, int]]:
    """Answer where each phone number begins and ends in the reading."""
    for pattern in (INTERNATIONAL, NORTH_AMERICAN, NATIONAL):
        for match in pattern.finditer(layer.text):
            if FEWEST <= _digits(match.group()) <= MOST and not DATE.match(match.group()):
                yield match.span()
    for match in SAID.finditer(layer.text):
        if _digits(match["number"]) >= 6 and not DATE.match(match["number"]):
            yield match.span("number")


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)
