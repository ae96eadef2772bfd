"""Hostile text on its way to Slack, GitHub, FreshDesk and a spreadsheet."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from supporthub_ext.process.escaping import APART, for_freshdesk, for_github, for_slack, for_spreadsheet

HOSTILE = st.text(st.sampled_from("ab1 \n\r@#<>&`~[]:|!-_*/\\=+\t\u202e\x00"), max_size=80)


MENTIONED = re.compile(r"(?<![A-Za-z0-9])@(?=[A-Za-z0-9])")


def prose(markdown: str) -> Iterator[str]:
    """Where GitHub would look for names: each stretch of words without code or markup inside."""
    for block in MarkdownIt("commonmark").parse(markdown):
        assert block.type != "html_block"
        words = ""
        for token in block.children or ():
            assert token.type != "html_inline"
            words += token.content if token.type == "text" else "\n"
        yield words


@pytest.mark.parametrize(
    "text",
    [
        "<!channel> look",
        "<!here|here>",
        "<@U123>",
        "<#C123|general>",
        "<!subteam^S1>",
        "<https://evil.example|hub>",
    ],
)
def test_slack_reads_no_control_form(text: str) -> None:
    """Nothing in angle brackets reaches Slack as a mention or a link."""
    escaped = for_slack(text)
    assert "<" not in escaped
    assert html.unescape(escaped) == text


@pytest.mark.parametrize("call", ["@here", "@channel", "@everyone", "@HERE", "*@channel*"])
def test_slack_calls_nobody(call: str) -> None:
    """The words that call a whole channel are parted, and look the same."""
    escaped = for_slack(f"please {call} look")
    assert not re.search(r"@(here|channel|everyone)", escaped, re.IGNORECASE)
    assert escaped.replace(APART, "") == f"please {call} look"


@given(HOSTILE)
def test_slack_shows_what_was_written(text: str) -> None:
    """What Slack shows is the text, without characters that hide or turn others around."""
    shown = html.unescape(for_slack(text)).replace(APART, "")
    assert shown == text.replace("\r\n", "\n").replace("\r", "\n").replace("\u202e", "").replace("\x00", "")


@pytest.mark.parametrize(
    "text",
    [
        "@victim look",
        "cc @org/team",
        "\\@victim",
        "_@victim_",
        "**@victim**",
        "(@victim)",
        "`@victim",
        "`a` @victim `b`",
        "https://x/@victim",
        "- ```\n@victim\n```",
        "  ```\ncode\n```\n@victim",
        "> ```\n@victim",
        "~~~ `x`\ncode\n~~~\n@victim",
        "````\n```\ncode\n````\n@victim",
        "```\ncode\n``` \n@victim",
        "&#64;victim",
    ],
)
def test_github_notifies_no_stranger(text: str) -> None:
    """However a name is wrapped, GitHub sees no mention of somebody whom nobody allowed."""
    assert not MENTIONED.search(" ".join(prose(for_github(text))))


@settings(max_examples=300, deadline=None)
@given(HOSTILE)
def test_github_finds_no_mention_in_any_text(text: str) -> None:
    """An independent CommonMark parser finds no mention, no HTML and no issue outside of code."""
    for words in prose(for_github(text)):
        assert not MENTIONED.search(words)
        assert not re.search(r"(?<![/\w:])#\d", words)


def test_github_notifies_whom_we_mean() -> None:
    """A login that the plan names is mentioned, in whatever case it is written."""
    assert for_github("@Ada and @adamant", mentions=["ada"]) == f"@Ada and @{APART}adamant"


def test_github_keeps_code_as_it_is() -> None:
    """In a fenced block that begins at the margin nothing is changed, so code can be copied."""
    code = "```python\n@pytest.fixture\ndef hub(): return '<b>#1</b>'\n```"
    assert for_github(code) == code


def test_github_keeps_mail_and_formatting() -> None:
    """Headings, lists, bold and mail addresses stay as they are."""
    text = "### Found\n\n- **a** `b`\n1. x@y.example"
    assert for_github(text) == text


@pytest.mark.parametrize("text", ["see #12", "org/repo#12", "GH-12", "\\#12", "fixes #12"])
def test_github_links_no_issue_unless_wanted(text: str) -> None:
    """A ticket's number does not become a link to an unrelated issue, which would also be marked there."""
    assert not re.search(r"(#|GH-)\d", for_github(text))
    assert for_github(text, link_issues=True) == text


def test_github_keeps_addresses_whole() -> None:
    """An anchor inside an address is no issue number."""
    assert for_github("https://docs.example/page#1-install") == "https://docs.example/page#1-install"


@pytest.mark.parametrize(
    "text",
    [
        "<!-- hidden -->",
        "<details>x</details>",
        "[//]: # (hidden)",
        "> [x]: hidden",
        "- [x]: hidden",
        "[a\nb]: hidden",
    ],
)
def test_github_hides_nothing(text: str) -> None:
    """Comments, HTML and link definitions are shown, so that the preview says all there is."""
    escaped = for_github(text)
    assert "<" not in escaped
    assert not re.search(r"\]:", escaped)


def test_github_leaves_code_with_brackets() -> None:
    """An index before a colon is no link definition."""
    assert for_github("for a[0]: pass") == "for a[0]: pass"


@settings(max_examples=200)
@given(HOSTILE)
def test_github_never_opens_a_comment(text: str) -> None:
    """Outside of fenced blocks no angle bracket is left, whatever the text."""
    verbatim = re.sub(r"^(`{3,}|~{3,}).*?(^\1|\Z)", "", for_github(text), flags=re.MULTILINE | re.DOTALL)
    assert "<" not in verbatim


@given(st.text(max_size=60))
def test_freshdesk_shows_what_was_written(text: str) -> None:
    """A reply is shown as written: no tag of its own, a break for each line."""
    body = for_freshdesk(text)
    assert not re.search(r"<(?!br>)", body)


def test_freshdesk_breaks_lines() -> None:
    """Line breaks of any system become one break each; quotes can't end an attribute."""
    assert for_freshdesk('a\r\nb\rc\n"<d>') == "a<br>b<br>c<br>&quot;&lt;d&gt;"


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\uff1d1", '=HYPERLINK("x")'],
)
def test_spreadsheet_runs_no_formula(cell: str) -> None:
    """Whatever could begin a formula gets an apostrophe in front."""
    assert for_spreadsheet(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-5", "+3.2e4", "12 %", "hub", "", "a=b", "2026-11-24"])
def test_spreadsheet_keeps_numbers_and_words(cell: str) -> None:
    """Numbers stay numbers, and words are left alone."""
    assert for_spreadsheet(cell) == cell
