"""The forms, held against the actions that they fill in."""

from __future__ import annotations

import pytest

from supporthub_ext.actions.catalogue import ACTIONS
from supporthub_ext.views.forms import Form, forms
from supporthub_ext.views.offering import offered
from tests.views.room import Json, row, ticket

IMPACT = {
    "answers": {"who": None, "hub": "down"},
    "level": "unknown",
    "why": "",
    "questions": [{"name": "who", "text": "Does this affect many users?", "answers": ["all", "many"]}],
}


def actions_of(answer: Json) -> list[str]:
    return [form["action"] for form in offered(answer)]


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.action)
def test_a_form_asks_for_what_its_action_takes(form: Form) -> None:
    """Every entry is a field of the action, and no field that the action needs is missing."""
    fields = {field.name: field for field in ACTIONS[form.action].FIELDS}
    asked = {entry.name: entry for entry in form.entries}
    assert set(asked) <= set(fields)
    assert {name for name, field in fields.items() if field.required} == {
        name for name, entry in asked.items() if entry.required
    }


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.action)
def test_what_a_requester_gets_can_be_undone(form: Form) -> None:
    """Whatever goes to a requester waits some seconds before it leaves, and nothing else does."""
    assert form.hold == (form.audience == "requester")


@pytest.mark.parametrize(
    ("step", "action"),
    [
        ("acknowledge", "acknowledge"),
        ("reply", "reply"),
        ("ask_impact", "reply"),
        ("open_thread", "thread"),
        ("escalate", "escalate"),
        ("find_engineer", "ask"),
        ("update", "update"),
        ("tell_resolved", "tell_resolved"),
        ("close_out", "close_out"),
    ],
)
def test_the_form_of_the_next_step_stands_first(step: str, action: str) -> None:
    """The first button does the ticket's next step, and never hides behind "More"."""
    first = offered(ticket(1, ticket=row(1, next_step=step)))[0]
    assert (first["action"], first["more"]) == (action, False)


def test_what_is_there_already_is_not_offered() -> None:
    """A ticket with a thread and an issue offers to open neither."""
    assert {"thread", "escalate"} <= set(actions_of(ticket(1)))
    assert not {"thread", "escalate"} & set(actions_of(ticket(1, thread={"link": "x"}, issue={"link": "y"})))


def test_an_answer_is_noted_only_while_somebody_was_asked() -> None:
    """Only an open ask can be answered, and it is chosen by the engineer's name."""
    ask = {"ask_id": "a1", "person_id": "nils", "name": "Nils Sample", "state": "open"}
    assert "answer_ask" not in actions_of(ticket(1, asks=[ask | {"state": "declined"}]))
    form = next(one for one in offered(ticket(1, asks=[ask])) if one["action"] == "answer_ask")
    assert form["entries"][0]["options"] == (("a1", "Nils Sample"),)


def test_the_impact_questions_are_those_of_the_process() -> None:
    """Each question is asked in our words with the answers that the process file allows, or "not known"."""
    form = next(one for one in offered(ticket(1, impact=IMPACT)) if one["action"] == "impact")
    (who, _, options), (hub, _, _) = form["entries"][0]["groups"]
    assert (who, hub) == ("who", "hub")
    assert options == (("", "not known"), ("all", "everybody"), ("many", "many"))


def test_a_reply_can_ask_what_is_worth_asking() -> None:
    """A reply offers the impact questions whose answers could change something; none when there is none."""
    asking = next(one for one in offered(ticket(1, impact=IMPACT)) if one["action"] == "reply")
    plain = next(one for one in offered(ticket(1)) if one["action"] == "reply")
    assert [entry["name"] for entry in asking["entries"]] == ["text", "questions", "copy", "set_status"]
    assert [entry["name"] for entry in plain["entries"]] == ["text", "copy", "set_status"]


def test_asking_about_impact_begins_with_the_questions() -> None:
    """When the next step is to ask about the impact, the questions are ticked already."""
    asking = ticket(1, ticket=row(1, next_step="ask_impact"), impact=IMPACT)
    entry = next(one for one in offered(asking)[0]["entries"] if one["name"] == "questions")
    assert entry["value"] == ("who",)


def entry_of(answer: Json, action: str, name: str) -> Json:
    form = next(one for one in offered(answer) if one["action"] == action)
    return next(one for one in form["entries"] if one["name"] == name)


@pytest.mark.parametrize(
    ("action", "name"), [("update", "text"), ("tell_resolved", "text"), ("close_out", "summary")]
)
def test_a_text_begins_with_what_really_happened(action: str, name: str) -> None:
    """Where the server drafted a text, the form begins with it; without one it begins empty."""
    drafted = ticket(1, suggested={action: "The fix is being tried."})
    assert entry_of(drafted, action, name)["value"] == "The fix is being tried."
    assert entry_of(ticket(1), action, name)["value"] is None


def test_an_update_without_news_says_who_is_on_it() -> None:
    """With nothing new the form says so by itself, and begins with the text that fits; both are at hand."""
    quiet = ticket(
        1, suggested={"update": "Nothing is new yet. Nils is on it.", "update_no_news": "Nils is on it."}
    )
    assert entry_of(quiet, "update", "no_news")["value"] == "yes"
    text = entry_of(quiet, "update", "text")
    assert text["value"] == "Nils is on it."
    assert text["drafts"] == (("yes", "Nils is on it."), ("", "Nothing is new yet. Nils is on it."))
    news = ticket(1, suggested={"update": "It moved.", "update_no_news": None})
    assert entry_of(news, "update", "no_news")["value"] == ""
    assert entry_of(news, "update", "text")["value"] == "It moved."


def test_a_mismatch_offers_what_mends_it() -> None:
    """What puts a contradiction right is offered where it would be hidden, with nothing to fill in."""
    wrong = [{"code": "no_label", "text": "The issue lacks the support label.", "mend": "escalate"}]
    linked = ticket(1, issue={"link": "y"})
    assert "escalate" not in actions_of(linked)
    form = next(one for one in offered(linked | {"mismatches": wrong}) if one["action"] == "escalate")
    assert form["verb"] == "Put the issue right"
    assert {entry["kind"] for entry in form["entries"]} == {"hidden"}
    assert all(entry["value"] for entry in form["entries"])
