"""Keys under which a write is found again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.actions.keys import carries, counts, highest_count, signed
from supporthub_ext.actions.wish import Wish

ACTIONS = st.sampled_from(["note", "escalate", "close_out", "tell_resolved"])


def stem(action: str, fields: dict[str, str | None]) -> str:
    return Wish(action, fields, (), {}, {}).stem


def note(text: str, *, private: bool = True) -> dict[str, object]:
    return {"private": private, "body_text": text}


@given(st.integers(1, 10**7), ACTIONS, st.integers(1, 99), st.text(max_size=40))
@settings(max_examples=60)
def test_a_signed_note_is_found_by_its_key_alone(ticket_id: int, action: str, count: int, said: str) -> None:
    """A note carries its own key, whatever else it says, and not that of another count or ticket."""
    key = f"sh-{ticket_id}-{action}-{count}-note"
    entry = note(f"{said} {key}")
    assert carries(entry, key)
    assert not carries(entry, f"sh-{ticket_id}-{action}-{count + 100}-note")
    assert not carries(entry, f"sh-{ticket_id}1-{action}-{count}-note")
    assert highest_count([entry], ticket_id, action) >= count


def test_a_public_reply_carries_no_key() -> None:
    """A requester who quotes a key from somewhere does not make us believe that we wrote a note."""
    key = "sh-4101-note-1-note"
    assert not carries(note(key, private=False), key)
    assert counts([note(key, private=False)], 4101, "note") == set()


def test_the_key_stands_in_the_last_line() -> None:
    """The key is the note's last line, in small letters, and its signs are escaped."""
    assert signed("<div>Full.</div>", "sh-1-note-1-note").endswith("<small>sh-1-note-1-note</small>")
    assert "<b>" not in signed("", "<b>")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sh-4101-note-2-note and sh-4101-note-7-note", {2, 7}),
        ("sh-41010-note-3-note", set()),
        ("xsh-4101-note-3-note", set()),
        ("sh-4101-escalate-3-note", set()),
        ("", set()),
    ],
)
def test_counts_are_those_of_the_ticket_and_the_action(text: str, found: set[int]) -> None:
    """Only keys of this ticket and this action count, and only whole ones."""
    assert counts([note(text)], 4101, "note") == found
    assert highest_count([note(text)], 4101, "note") == max(found, default=0)


FIELDS = st.dictionaries(st.sampled_from("abcd"), st.none() | st.text(max_size=8), max_size=4)


@given(FIELDS, FIELDS)
@settings(max_examples=60)
def test_the_same_wish_has_the_same_stem(one: dict[str, str | None], other: dict[str, str | None]) -> None:
    """A plan without a ticket has its keys from what is wished; order and empty fields say nothing."""
    said = {name: text for name, text in one.items() if text is not None}
    again = dict(reversed(list(said.items())))
    assert stem("backlog", one) == stem("backlog", again)
    same = said == {name: text for name, text in other.items() if text is not None}
    assert (stem("backlog", one) == stem("backlog", other)) == same
    assert stem("backlog", one) != stem("busy", one)
