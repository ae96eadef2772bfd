"""Shapes: names of keys and types, and never a value."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from supporthub_ext.doctor.shape import shape_of

VALUES = st.text(alphabet="äöüß€", min_size=3)  # letters that no key, type or word of ours has
ANSWERS = st.recursive(
    st.none() | st.booleans() | st.integers(10**6, 10**7) | VALUES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["id", "name", "cf_hub"]), inner)
    ),
    max_leaves=12,
)


@given(ANSWERS)
def test_no_value_is_kept(answer: Any) -> None:
    """Whatever an answer holds, its shape has none of its texts and numbers."""
    kept = json.dumps(shape_of(answer).to_json(), ensure_ascii=False)
    assert not set(kept) & set("äöüß€0123456789")


def test_rows_are_put_together() -> None:
    """What rows of a list have between them is one shape: every key, and every type that was seen for it."""
    shape = shape_of([{"id": 1, "name": None}, {"id": 2, "name": "Ada", "zone": "UTC"}])
    assert shape.to_json() == {
        "types": "array",
        "items": {"types": "object", "keys": {"id": "integer", "name": "null or string", "zone": "string"}},
    }


def test_keys_that_are_data_are_left_out() -> None:
    """Ids and addresses that somebody uses as keys do not stand in a recording; GitHub's +1 does."""
    shape = shape_of({"U0ADA00001": True, "ada@team.example": 1, "+1": 3, "cf_hub_url": None})
    assert set(shape.keys) == {"*", "+1", "cf_hub_url"}
