"""The forms of ``forms.toml``. A new action is a new description there."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

Json = Mapping[str, Any]
Options = tuple[tuple[str, str], ...]
Kind = Literal[
    "text",
    "line",
    "lines",
    "choice",
    "checks",
    "answers",
    "engineer",
    "ask",
    "person",
    "date",
    "moment",
    "news",
    "hidden",
]
FILE = Path(__file__).with_name("forms.toml")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to fill in.

    Attributes
    ----------
    name
        The field of ``POST plans``.
    label, hint
        What it is called, and one sentence of help.
    kind
        How it is drawn; ``forms.toml`` explains each.
    options
        Of a choice: value and words; an empty value leaves the field out.
    groups
        Of the impact questions: name, wording and options of each.
    value
        What is filled in to begin with.
    folded
        Whether it stays out of the way until somebody asks for it.
    drafts, follows
        Drafted texts: the choice that each belongs to, and the text; and the entry that has that choice.
    """

    name: str
    label: str
    kind: Kind = "text"
    hint: str = ""
    required: bool = False
    options: Options = ()
    groups: tuple[tuple[str, str, Options], ...] = ()
    value: tuple[str, ...] | str | None = None
    folded: bool = False
    drafts: Options = ()
    follows: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """What a steward fills in for one action; ``forms.toml`` says what each attribute means."""

    action: str
    verb: str
    says: str
    audience: Literal["requester", "team", "public"]
    entries: tuple[Entry, ...]
    steps: tuple[str, ...] = ()
    mending: Mapping[str, str] = field(default_factory=dict)
    hold: bool = False
    more: bool = False
    place: Literal["ticket", "rota", "desk"] = "ticket"
    together: bool = False
    unless: str | None = None
    needs: str | None = None


@cache
def forms() -> tuple[Form, ...]:
    """Answer every form."""
    return tuple(_form(table) for table in tomllib.loads(FILE.read_text("utf-8"))["form"])


def rota_forms(year: Json) -> list[dict[str, Any]]:
    """Answer the forms that the rota offers, with everybody who sits in it.

    Parameters
    ----------
    year
        What ``GET rota`` said.
    """
    people = tuple(people_of(year).items())
    handover = (year.get("next_handover") or {}).get("date")
    return [asdict(_on_rota(form, people, handover)) for form in forms() if form.place == "rota"]


def desk_forms() -> list[dict[str, Any]]:
    """Answer the forms that need no ticket."""
    return [asdict(form) for form in forms() if form.place == "desk"]


def people_of(year: Json) -> dict[str, str]:
    """Answer the names of everybody who sits in the rota, by id."""
    rows = [*year["rows"], *([year["on_now"]] if year["on_now"] else [])]
    seats = [seat for row in rows for seat in row["seats"] if seat]
    return dict(sorted(((seat["person_id"], seat["name"]) for seat in seats), key=lambda pair: pair[1]))


def _on_rota(form: Form, people: Options, handover: str | None) -> Form:
    known: dict[str, Any] = {"person": {"options": people}}
    if form.action == "handover":
        known["date"] = {"value": handover}
    return replace(form, entries=tuple(replace(one, **known.get(one.kind, {})) for one in form.entries))


def _form(table: dict[str, Any]) -> Form:
    entries = tuple(Entry(**entry | _all_pairs(entry)) for entry in table.pop("entry"))
    return Form(**table | {"entries": entries, "steps": tuple(table.get("steps", ()))})


def _all_pairs(entry: Json) -> dict[str, Options]:
    return {name: _pairs(entry.get(name, ())) for name in ("options", "drafts")}


def _pairs(options: Sequence[Sequence[str]]) -> Options:
    return tuple((value, words) for value, words in options)
