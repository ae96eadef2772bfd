"""What stands where a secret would stand, and is none: stars, variables, and words said about secrets."""

from __future__ import annotations

import re

from supporthub_ext.process.audience.words import words

PLACEHOLDER = re.compile(
    r"""(?:
      [*x.•\#_-]{3,} | \W*
    | .*(?:redacted|secret\]|\.\.\.|…|\*{3}|changeme|replace|placeholder|
         removed|hidden|masked|your[-_]).*
    | [a-z]{0,6}[_-]?x{4,}.* | [$%{\[(<&].* | [a-z_][\w.]*\(.* | .*\$\{?\w+\}?.*
    | (?:os|env|process|config|self|c|secrets|settings|vars?)\..*
    | (?:vault|file|lambda|get_|load_|read_|!\w+).*
    | [a-z_]+(?:\[\d+\])?(?:\.[a-z_]+(?:\[\d+\])?)+
    | [a-z]+_(?:password|passwd|token|secret|key)
    | /[\w./-]* | user(?:name)?:(?:pass(?:word)?|pwd|token) | \d{1,3}
    | password|passwd|pass|pwd|token|secret|key|value|string|str|bytes|int|null|none|nil|true|false|yes|no
    | undefined|empty|unset|optional|required
    )[.,;:!?)\]}]*""",
    re.IGNORECASE | re.VERBOSE,
)
SAID_OF_SECRETS = words("said_of_secrets")


def is_placeholder(value: str) -> bool:
    """Answer whether a value only holds a secret's place."""
    return value.lower() in SAID_OF_SECRETS or bool(PLACEHOLDER.fullmatch(value))


def has_digit(text: str) -> bool:
    """Answer whether there is a digit in it."""
    return any(character.isdigit() for character in text)
