"""Which forms a ticket offers, and what stands in them to begin with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from supporthub_ext.views.forms import Entry, Form, Options, forms
from supporthub_ext.views.impactform import impact_groups

Json = Mapping[str, Any]


def offered(answer: Json) -> list[dict[str, Any]]:
    """Answer the forms that a ticket offers, as the JavaScript draws them; that of its next step first.

    Parameters
    ----------
    answer
        What ``GET tickets/{id}`` said.
    """
    step = answer["ticket"]["next_step"]
    fitting = [form for form in forms() if form.place == "ticket" and _fits(form, answer)]
    first = next((form for form in fitting if step in form.steps), None)
    rest = [form for form in fitting if form is not first]
    leading = [replace(first, more=False)] if first else []
    return [asdict(_filled(form, answer)) for form in (*leading, *rest)]


def _fits(form: Form, answer: Json) -> bool:
    has = dict(answer) | {"open_asks": _open_asks(answer)}
    there = bool(form.unless and has.get(form.unless))
    return (not there or _mends(form, answer)) and (not form.needs or bool(has.get(form.needs)))


def _mends(form: Form, answer: Json) -> bool:
    return form.action in {one["mend"] for one in answer.get("mismatches") or ()}


def _open_asks(answer: Json) -> Options:
    asks = [ask for ask in answer.get("asks") or () if ask["state"] == "open"]
    return tuple((ask["ask_id"], ask.get("name") or ask["person_id"]) for ask in asks)


def _filled(form: Form, answer: Json) -> Form:
    """Answer the form with what depends on the ticket; an entry without any option is left out."""
    if form.unless and answer.get(form.unless):
        return _mending(form, answer)
    entries = (_entry(entry, answer) for entry in form.entries)
    return replace(form, entries=tuple(one for one in entries if one is not None))


def _mending(form: Form, answer: Json) -> Form:
    """Answer the form that puts right what is there already: nothing is to be filled in."""
    known = str(answer["ticket"].get("subject") or "support")
    entries = (replace(entry, kind="hidden", value=known) for entry in form.entries if entry.required)
    verb, says = (form.mending.get(name, now) for name, now in (("verb", form.verb), ("says", form.says)))
    return replace(form, entries=tuple(entries), verb=verb, says=says)


def _entry(entry: Entry, answer: Json) -> Entry | None:
    if entry.drafts:
        return _drafted(entry, answer)
    if entry.kind == "news":
        return replace(entry, value="yes" if _suggested(answer, "update_no_news") else "")
    if entry.kind == "ask":
        return replace(entry, options=_open_asks(answer))
    if entry.kind == "answers":
        return replace(entry, groups=impact_groups(answer))
    if entry.kind == "checks":
        return _questions(entry, answer)
    return entry


def _drafted(entry: Entry, answer: Json) -> Entry:
    """Answer a text that is drafted from what really happened, for each choice that there is a draft for."""
    texts = ((choice, _suggested(answer, name)) for choice, name in entry.drafts)
    drafts = tuple((choice, text) for choice, text in texts if text)
    return replace(entry, drafts=drafts, value=drafts[0][1] if drafts else None)


def _suggested(answer: Json, name: str) -> str | None:
    text: str | None = (answer.get("suggested") or {}).get(name)
    return text


def _questions(entry: Entry, answer: Json) -> Entry | None:
    """Answer the impact questions to ask, ticked where asking them is the next step."""
    questions = (answer.get("impact") or {}).get("questions") or ()
    options = tuple((question["name"], question["text"]) for question in questions)
    asking = answer["ticket"]["next_step"] == "ask_impact"
    value = tuple(name for name, _ in options) if asking else None
    return replace(entry, options=options, value=value) if options else None
