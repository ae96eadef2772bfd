"""The arithmetic of FreshDesk's limit, on a clock that the tests hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.services.freshdesk_limits import (
    MINUTE,
    TRY_AGAIN,
    Budget,
    lists_a_minute,
    retry_after,
    too_many,
)

START = 1000.0


def budget(total: int, remaining: int, used: int = 1) -> Budget:
    found = Budget()
    names = {"total": total, "remaining": remaining, "used-currentrequest": used}
    found.learn(START, 200, {f"x-ratelimit-{name}": str(value) for name, value in names.items()})
    return found


def test_an_account_without_limits_never_waits() -> None:
    """Without limit headers no call is held back."""
    free = Budget()
    for _ in range(500):
        assert free.wait(START, listing=True) == 0
        free.sent(START, listing=True)


def test_plenty_left_means_no_wait() -> None:
    """As long as more than half of the minute's calls are left, reads leave at once."""
    assert budget(200, 150).wait(START, listing=False) == 0


def test_little_left_is_spread_over_the_minute() -> None:
    """With 20 of 200 credits left, and two a call, the next read leaves six seconds after the last."""
    tight = budget(200, 20, used=2)
    tight.sent(START, listing=False)
    assert tight.wait(START, listing=False) == pytest.approx(6)
    assert tight.wait(START + 6, listing=False) == 0


def test_nothing_left_waits_for_the_next_minute_at_most() -> None:
    """What FreshDesk said a minute ago holds no longer."""
    spent = budget(200, 0)
    spent.sent(START, listing=False)
    assert 0 < spent.wait(START + 1, listing=False) <= MINUTE
    assert spent.wait(START + MINUTE, listing=False) == 0


@settings(max_examples=30, deadline=None)
@given(st.sampled_from([50, 200, 400, 700, 1000, 2000]), st.integers(1, 300))
def test_lists_stay_below_their_own_limit(total: int, calls: int) -> None:
    """In no minute do more ticket lists leave than every plan of that size grants."""
    plan, now, left = budget(total, total), START, []
    for _ in range(calls):
        while (wait := plan.wait(now, listing=True)) > 0:
            now += wait
        plan.sent(now, listing=True)
        left.append(now)
    most = lists_a_minute(total)
    # A hair is added: the sums of many floats need not meet to the last bit.
    assert all(later - earlier > MINUTE - 1e-6 for earlier, later in zip(left, left[most:], strict=False))


def test_the_plans_known_limits_are_kept() -> None:
    """Growth grants 20 lists a minute, Pro 100, Enterprise 200; larger ones 300 and 400."""
    granted = {200: 20, 400: 100, 700: 200, 1000: 300, 2000: 400}
    assert all(lists_a_minute(total) <= lists for total, lists in granted.items())


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": " 0.5 "}, 0.5),
        ({"retry-after": "600"}, 600),
        ({}, MINUTE),
        ({"retry-after": "soon"}, MINUTE),
        ({"retry-after": "nan"}, MINUTE),
        ({"retry-after": "inf"}, MINUTE),
        ({"retry-after": "-3"}, MINUTE),
        ({"retry-after": "Wed, 04 Mar 2026 10:02:00 GMT", "date": "Wed, 04 Mar 2026 10:00:00 GMT"}, 120),
        ({"retry-after": "Wed, 04 Mar 2026 10:02:00 GMT"}, MINUTE),
    ],
)
def test_retry_after_is_read_as_it_comes(headers: dict[str, str], seconds: float) -> None:
    """Seconds, or a date against the answer's own; whatever else it says, it is a minute."""
    assert retry_after(headers) == seconds


def test_a_rest_is_never_cut_short() -> None:
    """A later, shorter Retry-After does not end a longer rest."""
    resting = Budget()
    resting.learn(START, 429, {"retry-after": "300"})
    resting.learn(START + 1, 429, {"retry-after": "5"})
    resting.learn(START + 2, 200, {})
    assert resting.pause(START + 10) == 290
    assert resting.usage(START + 10).paused_s == 290
    assert resting.pause(START + 301) == 0


@settings(max_examples=50, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["x-ratelimit-total", "x-ratelimit-remaining", "retry-after"]), st.text())
)
def test_no_header_is_too_strange(headers: dict[str, str]) -> None:
    """Whatever stands in the headers, reading them raises nothing and asks for a wait that ends."""
    odd = Budget()
    odd.learn(START, 429, headers)
    odd.sent(START, listing=True)
    assert 0 <= odd.wait(START, listing=True) <= MINUTE
    assert 0 <= odd.pause(START) < float("inf")


def test_the_rest_is_told_in_words() -> None:
    """Short rests are told in seconds, long ones in minutes."""
    assert "42 seconds" in too_many(42).message
    assert "5 minutes" in too_many(300).message


def test_who_has_to_try_again_is_told_so() -> None:
    """We go on by ourselves with what we read; what a person sent they have to send again."""
    assert "we wait" in too_many(42).what_to_do
    assert too_many(42, TRY_AGAIN).what_to_do == TRY_AGAIN
