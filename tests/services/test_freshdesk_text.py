"""Values read as what they should be: the text of an HTML mail, an instant, a number."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.services.freshdesk_text import instant, number, text_of_html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<div>Hello</div><div>there</div>", "Hello\nthere"),
        ("one<br>two<BR/>three", "one\ntwo\nthree"),
        ("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c"),
        ("<style>p { color: red }</style><script>alert(1)</script><p>Only this</p>", "Only this"),
        ("<ul><li>first</li><li>second</li></ul>", "first\nsecond"),
        ("a&nbsp;&nbsp; b", "a b"),
        ("<p>a</p>\n\n\n<p>b</p>", "a\n\nb"),
        ("<img src='picture.png'>", ""),
        ("<![CDATA[ x", ""),
        ("3 < 4 and 5 > 4", "3 < 4 and 5 > 4"),
        ("\ud800", "?"),
    ],
)
def test_html_is_read_as_a_person_sees_it(html: str, text: str) -> None:
    """Tags, scripts and styles go; blocks end a line; entities become characters."""
    assert text_of_html(html) == text


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="<>/&;!-[] abdivpr\n\t\"'=", max_size=60))
def test_no_html_is_too_broken(html: str) -> None:
    """Whatever the HTML, reading it ends with a text."""
    assert isinstance(text_of_html(html), str)


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("2026-03-04T09:15:00Z", datetime(2026, 3, 4, 9, 15, tzinfo=UTC)),
        ("2026-03-04T09:15:00+05:30", datetime(2026, 3, 4, 3, 45, tzinfo=UTC)),
        ("2026-03-04", datetime(2026, 3, 4, tzinfo=UTC)),
        ("soon", None),
        ("", None),
        (None, None),
        (1772615700, None),
        ("9999-12-31T23:59:59-12:00", None),
    ],
)
def test_instants_are_read_with_any_offset(value: Any, at: datetime | None) -> None:
    """ISO 8601 with an offset, or none: then it is UTC. Anything else is no instant."""
    assert instant(value) == at


def test_truth_is_no_number() -> None:
    """JSON's true is not the number one."""
    assert [number(value) for value in (True, 1, "1", 1.0, None)] == [None, 1, None, None, None]
