"""The forms of ``forms.toml``, and which of them a ticket offers. A new action is a new description there."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

Json = Mapping[str, Any]
Options = tuple[tuple[str, str], ...]
Kind = Literal[
    "text", "line", "lines", "choice", "checks", "answers", "engineer", "ask", "person", "date", "moment"
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
    """

    name: str
    label: str
    kind: Kind = "text"
    hint: str = ""
    required: bool = False
    options: Options = ()
    groups: tuple[tuple[str, str, Options], ...] = ()
    value: tuple[str, ...] | str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """What a steward fills in for one action; ``forms.toml`` says what each attribute means."""

    action: str
    verb: str
    says: str
    audience: Literal["requester", "team", "public"]
    entries: tuple[Entry, ...]
    steps: tuple[str, ...] = ()
    hold: bool = False
    more: bool = False
    place: Literal["ticket", "rota", "desk"] = "ticket"
    unless: str | None = None
    needs: str | None = None


@cache
def forms() -> tuple[Form, ...]:
    """Answer every form."""
    return tuple(_form(table) for table in tomllib.loads(FILE.read_text("utf-8"))["form"])


def offered(answer: Json) -> list[dict[str, Any]]:
    """Answer the forms that a ticket offers, as the JavaScript draws them; that of its next step first.

    Parameters
    ----------
    answer
        What ``GET tickets/{id}`` said.
    """
    step = answer["ticket"]["next_step"]
    fitting = [form for form in forms() if form.place == "ticket" and _fits(form, answer)]
    first = [form for form in fitting if step in form.steps][:1]
    ordered = [*first, *(form for form in fitting if form not in first)]
    return [asdict(_filled(form, answer, more=form.more and form not in first)) for form in ordered]


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
    entries = tuple(
        Entry(**entry | {"options": _pairs(entry.get("options", ()))}) for entry in table.pop("entry")
    )
    return Form(**table | {"entries": entries, "steps": tuple(table.get("steps", ()))})


def _pairs(options: Sequence[Sequence[str]]) -> Options:
    return tuple((value, words) for value, words in options)


# -- what a ticket has ------------------------------------------------------------------------------------


def _fits(form: Form, answer: Json) -> bool:
    has = dict(answer) | {"open_asks": _open_asks(answer)}
    return not (form.unless and has.get(form.unless)) and (not form.needs or bool(has.get(form.needs)))


def _open_asks(answer: Json) -> Options:
    asks = [ask for ask in answer.get("asks") or () if ask["state"] == "open"]
    return tuple((ask["ask_id"], ask.get("name") or ask["person_id"]) for ask in asks)


def _filled(form: Form, answer: Json, *, more: bool) -> Form:
    """Answer the form with the options that depend on the ticket; an entry without any is left out."""
    entries = (_entry(entry, answer) for entry in form.entries)
    return replace(form, entries=tuple(one for one in entries if one is not None), more=more)


def _entry(entry: Entry, answer: Json) -> Entry | None:
    if entry.kind == "ask":
        return replace(entry, options=_open_asks(answer))
    if entry.kind == "answers":
        return replace(entry, groups=_questions(answer))
    if entry.kind == "checks":
        questions = (answer.get("impact") or {}).get("questions") or ()
        options = tuple((question["name"], question["text"]) for question in questions)
        asking = answer["ticket"]["next_step"] == "ask_impact"
        value = tuple(name for name, _ in options) if asking else None
        return replace(entry, options=options, value=value) if options else None
    return entry


# -- the impact questions ---------------------------------------------------------------------------------

# What a steward is asked about each question of the contract, and the words for its answers.
ASKED: dict[str, str] = {
    "who": "Who is hit?",
    "when": "How often?",
    "hub": "Is the hub reachable?",
    "event": "Is there an event?",
}
WORDS: dict[str, dict[str, str]] = {
    "who": {"all": "everybody", "many": "many", "few": "a few", "one": "one person"},
    "when": {"always": "always", "sometimes": "now and then"},
    "hub": {"down": "down", "degraded": "in part", "up": "yes, it is up"},
    "event": {"today": "today", "soon": "soon", "none": "none"},
}


def _questions(answer: Json) -> tuple[tuple[str, str, Options], ...]:
    """Answer every impact question with its possible answers, "not known" first."""
    impact = answer.get("impact") or {}
    asked = {question["name"]: question for question in impact.get("questions") or ()}
    return tuple((name, *_question(name, asked.get(name, {}))) for name in impact.get("answers") or ())


def _question(name: str, asked: Json) -> tuple[str, Options]:
    known = WORDS.get(name, {})
    values = asked.get("answers") or list(known)
    text = ASKED.get(name) or asked.get("text") or name
    return text, (("", "not known"), *((value, known.get(value, value)) for value in values))
