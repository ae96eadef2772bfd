"""The page of soaks tells the truth: the last run of each part."""

from __future__ import annotations

from tests.reliability.soak import HEAD, line, page


def test_each_part_keeps_its_last_run() -> None:
    """A part replaces its own line, another one is added, and a run of everything stands alone."""
    races, story = ["tests/reliability", "-k", "race"], ["tests/story"]
    first, second = line(races, "== 1 failed in 3s ==", 1, 60), line(story, "== 2 passed in 3s ==", 0, 120)
    third, whole = line(races, "== 1 passed in 3s ==", 0, 60), line([], "", 0, 60)
    assert "missed: 1 failed in 3s" in first
    both = page(page("", first), second)
    assert both == f"{HEAD}{first}\n{second}\n"
    assert page(both, third) == f"{HEAD}{second}\n{third}\n"
    assert page(both, whole) == f"{HEAD}{whole}\n"
