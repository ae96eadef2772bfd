"""Differences between a real service and the sandbox, in sentences."""

from __future__ import annotations

from typing import Any

import pytest

from supporthub_ext.doctor.compare import differences
from supporthub_ext.doctor.shape import shape_of
from supporthub_ext.doctor.wire import Seen


def told(real: Any, sandbox: Any, **more: Any) -> list[str]:
    """What is said of two bodies of one call; ``more`` is what else the real one showed."""
    seen = Seen("freshdesk", "GET /x", 200, ("etag",), shape_of(sandbox))
    one = Seen(**{"service": "freshdesk", "call": "GET /x", "status": 200, "headers": ("etag",),
                  "shape": shape_of(real)} | more)  # fmt: skip
    return [line.removeprefix("freshdesk, GET /x: ") for line in differences([one], [seen])]


SAME = {"id": 1, "name": "Ada", "tags": ["x"], "custom_fields": {"cf_hub": "a"}}


@pytest.mark.parametrize(
    ("real", "said"),
    [
        (SAME, []),
        (SAME | {"zone": "UTC"}, ["zone is not in the sandbox."]),
        ({"id": 1, "name": "Ada", "tags": []}, ["custom_fields is in the sandbox only."]),
        (SAME | {"id": "1"}, ["id is string, in the sandbox integer."]),
        (SAME | {"id": 1.5}, []),
        (SAME | {"name": None}, []),
        (SAME | {"tags": [1]}, ["tags[] is integer, in the sandbox string."]),
        (SAME | {"tags": []}, []),
        (SAME | {"custom_fields": {"cf_other": 1}}, []),
        ([SAME], ["the body is array, in the sandbox object."]),
    ],
)
def test_bodies_are_compared_key_by_key(real: Any, said: list[str]) -> None:
    """Keys and types are compared; a null, an empty list and an account's own fields tell nothing."""
    assert told(real, SAME) == said


def test_status_headers_and_trouble_are_told() -> None:
    """Another status, a header that our clients read, and a call without an answer are differences."""
    assert told(SAME, SAME, status=403) == ["status 403, in the sandbox 200."]
    assert told(SAME, SAME, headers=("etag", "x-ratelimit-total", "cf-ray")) == [
        "the header x-ratelimit-total is not in the sandbox."
    ]
    assert told(SAME, SAME, trouble="no answer: ReadTimeout") == ["no answer: ReadTimeout."]
