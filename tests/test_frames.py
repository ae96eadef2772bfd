"""Answers as typed frames."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from supporthub_ext.frames import HISTORY, QUEUE, history_frame, queue_frame
from tests.views.room import row


def test_the_queue_has_the_same_types_when_it_is_empty() -> None:
    """A notebook that works on a busy day works on a quiet one."""
    full, empty = queue_frame([row(1)]), queue_frame([])
    assert {name: str(full[name].dtype) for name in QUEUE} == {name: str(empty[name].dtype) for name in QUEUE}


def test_times_are_aware_and_in_utc() -> None:
    """A due time is a time, whatever the zone it was told in."""
    frame = queue_frame([row(1, due_at="2026-03-04T19:00:00+01:00"), row(2, due_at=None)])
    assert str(frame["due_at"].dt.tz) == "UTC"
    assert frame["due_at"][0].hour == 18
    assert frame["due_at"].isna()[1]


def test_a_missing_number_stays_a_number() -> None:
    """An id next to a missing one does not become 4101.0."""
    frame = history_frame("steps", ["plan_id", "ticket_id"], [["p", 4101], ["q", None]])
    assert frame["ticket_id"].tolist()[0] == 4101
    assert str(frame["ticket_id"].dtype) == "Int64"


def test_a_column_that_we_do_not_know_is_kept() -> None:
    """A newer server may say more; it is typed by what is in it."""
    frame = queue_frame([row(1, mood="calm", waits_s=3, seen_at="2026-03-04T10:00:00Z")])
    kinds = {name: str(frame[name].dtype) for name in ("mood", "waits_s", "seen_at")}
    assert kinds == {"mood": "string", "waits_s": "Int64", "seen_at": "datetime64[ns, UTC]"}


def test_claim_and_links_are_columns() -> None:
    """A cell holds one value, so that any filter works."""
    claimed = {"person_id": "tara", "until": "2026-03-04T11:00:00Z"}
    frame = queue_frame([row(1, claim=claimed)])
    assert frame["claimed_by"][0] == "tara"
    assert frame["ticket_link"][0].startswith("https://")


@given(st.sampled_from(sorted(HISTORY)), st.integers(0, 3))
def test_every_history_has_its_columns(name: str, rows: int) -> None:
    """A history without rows, or without columns, still has what it promises."""
    known = list(HISTORY[name])
    frame = history_frame(name, known if rows else [], [[None] * len(known)] * rows)
    assert list(frame.columns) == known
    assert len(frame) == rows
