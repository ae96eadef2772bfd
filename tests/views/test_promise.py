"""The words on the button."""

from __future__ import annotations

from supporthub_ext.views.promise import promise
from tests.views.room import plan, step


def test_a_reply_says_to_whom() -> None:
    """The button that mails somebody names them and their community."""
    assert promise(plan()) == "Send to Ana Demo at Lagoon Lab"


def test_a_note_never_says_send() -> None:
    """A private note can't be taken for a reply: its button says what it is."""
    assert promise(plan("shown", step(kind="note", audience="team"))) == "Add private note"


def test_a_status_that_is_set_along_is_said() -> None:
    """A reply that also resolves the ticket says both."""
    status = step(kind="set_status", to="ticket 4101", text="Set the ticket Resolved.")
    assert (
        promise(plan("shown", step(), status))
        == "Send to Ana Demo at Lagoon Lab, then set the ticket Resolved"
    )


def test_many_steps_are_counted() -> None:
    """A long plan names its first step and how many follow."""
    steps = [step(kind="create_issue"), step(), step(), step()]
    assert promise(plan("shown", *steps)) == "Open a public issue, then do 3 more steps"


def test_notes_on_many_tickets_are_counted() -> None:
    """A handover writes many notes: its button says how many, and what follows is counted without them."""
    notes = [step(kind="note", audience="team") for _ in range(3)]
    assigns = [step(kind="assign"), step(kind="assign")]
    mixed = [notes[0], assigns[0], notes[1], assigns[1], notes[2]]
    assert promise(plan("shown", *mixed)) == "Add 3 private notes, then do 2 more steps"
    assert promise(plan("shown", *notes)) == "Add 3 private notes"
    assert promise(plan("shown", *notes, assigns[0])) == "Add 3 private notes, then do 1 more step"


def test_what_is_there_already_is_no_deed() -> None:
    """The button promises what is going to happen, not what was found to be there."""
    there = step(id="issue", kind="create_issue", to="acme/support", state="adopted")
    assert promise(plan("shown", there, step(kind="note"))) == "Add private note"
