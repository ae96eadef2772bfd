"""Text made safe for the place where it is going: Slack, GitHub, FreshDesk, a spreadsheet.

"Text from outside is hostile": it can ping a whole channel, notify strangers, hide words from whoever reads
the preview, or run as a formula. Each function takes plain text and answers what makes the service show
exactly that text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator

# Invisible, without width, and no part of a name or a number: it parts what a service would read together.
APART = "\u2060"
# Characters that hide others or turn their order around.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
SLACK_CALL = re.compile(r"@(?=(?:here|channel|everyone|group)\b)", re.IGNORECASE)
MENTION = re.compile(r"(?<![A-Za-z0-9])@(?=(?P<name>[A-Za-z0-9][A-Za-z0-9-]*(?:/[\w.-]+)?))")
REFERENCE = re.compile(r"https?://\S+|#(?=\d)|\bGH-(?=\d)", re.IGNORECASE)
FENCE = re.compile(r"(?P<mark>`{3,}|~{3,})[\w+.-]*[ \t]*")
BEFORE_A_DEFINITION = " \t>*+-.)0123456789"
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")  # noqa: RUF001 - spreadsheets take the wide forms too
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?%?")


def for_slack(text: str) -> str:
    """Answer mrkdwn that shows a text and calls nobody.

    ``<!channel>``, ``<@U…>`` and ``<https://…|label>`` are plain words once ``<`` is escaped; ``@here`` is
    parted, in case somebody lets Slack look for names. Mentions of our own are added after this.
    """
    escaped = _visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return SLACK_CALL.sub("@" + APART, escaped)


def for_github(text: str, *, mentions: Collection[str] = (), link_issues: bool = False) -> str:
    """Answer GitHub Markdown that keeps the text's formatting, notifies nobody and hides nothing.

    HTML and its comments are shown, not read; so are link definitions, which a reader would never see.
    Inside a fenced block nothing is changed, since GitHub reads no names there.

    Parameters
    ----------
    mentions
        Logins that may be notified, without ``@``, in any case.
    link_issues
        Whether ``#123`` may become a link; that also leaves a mark on the issue it points to.
    """
    allowed = {login.lower() for login in mentions}
    return "\n".join(
        line if verbatim else _github_line(line, allowed, link_issues)
        for line, verbatim in _lines_and_fences(_visible(text).split("\n"))
    )


def for_freshdesk(text: str) -> str:
    """Answer the HTML body of a reply or note: escaped, with ``<br>`` for each line break."""
    return html.escape(_visible(text)).replace("\n", "<br>")


def for_spreadsheet(text: str) -> str:
    """Answer a cell that no spreadsheet runs as a formula; a number stays a number."""
    if FORMULA.match(text) and not NUMBER.fullmatch(text):
        return "'" + text
    return text


def _visible(text: str) -> str:
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _lines_and_fences(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """Answer each line, and whether it surely belongs to a fenced block.

    Sure is only what begins at the margin: inside lists and quotes a block may end earlier than it seems,
    and one fence that is read wrongly turns all later ones around. So one doubtful line makes all doubtful.
    """
    sure = all(FENCE.fullmatch(line) for line in lines if "```" in line or "~~~" in line)
    fence = ""
    for line in lines:
        mark = match["mark"] if sure and (match := FENCE.fullmatch(line)) else ""
        closes = bool(fence) and mark.startswith(fence) and line.strip() == mark
        yield line, bool(fence or mark)
        if closes:
            fence = ""
        elif not fence:
            fence = mark


def _github_line(line: str, allowed: set[str], link_issues: bool) -> str:
    line = _show_definition(line.replace("&", "&amp;").replace("<", "&lt;"))
    line = MENTION.sub(lambda found: "@" if found["name"].lower() in allowed else "@" + APART, line)
    if link_issues:
        return line
    return REFERENCE.sub(lambda found: found.group() + ("" if "://" in found.group() else APART), line)


def _show_definition(line: str) -> str:
    """Answer the line so that ``[label]: address`` stays visible; the label may begin on an earlier line."""
    label, colon, rest = line.partition("]:")
    if colon and ("[" not in label or label.lstrip(BEFORE_A_DEFINITION).startswith("[")):
        return f"{label}]\\:{rest}"
    return line
