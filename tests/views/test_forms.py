"""The forms, held against the actions that they fill in."""

from __future__ import annotations

import pytest

from supporthub_ext.actions.plan import ACTIONS
from supporthub_ext.views.forms import BY_ACTION, FOR_STEP, FORMS, Form


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.action)
def test_a_form_asks_for_what_its_action_takes(form: Form) -> None:
    """Every entry is a field of the action, and no field that the action needs is missing."""
    fields = {field.name: field for field in ACTIONS[form.action].FIELDS}
    asked = {entry.name: entry for entry in form.entries}
    assert set(asked) <= set(fields)
    assert {name for name, field in fields.items() if field.required} == {
        name for name, entry in asked.items() if entry.required
    }


def test_a_step_is_done_by_a_form_that_exists() -> None:
    """The form that is offered first for a next step exists."""
    assert set(FOR_STEP.values()) <= set(BY_ACTION)


def test_what_a_requester_gets_can_be_undone() -> None:
    """Whatever goes to a requester waits some seconds before it leaves."""
    assert all(form.hold for form in FORMS if form.audience == "requester")
