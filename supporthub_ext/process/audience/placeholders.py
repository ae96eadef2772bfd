"""What stands where a secret would stand, and is none: stars, variables, and words said about secrets."""

from __future__ import annotations

import re

PLACEHOLDER = re.compile(
    r"""(?:
      [*x.•\#_-]{3,} | \W*
    | .*(?:redacted|secret\]|\.\.\.|…|\*{3}|x{4,}|changeme|replace|placeholder|removed|hidden|masked|your[-_]).*
    | [$%{\[(<].* | .*\$\{?\w+\}?.*
    | (?:os|env|process|config|self|c|secrets|settings|vars)\..* | (?:vault|file|lambda|get_|load_|read_|!\w+).*
    | /[\w./-]* | user(?:name)?:(?:pass(?:word)?|pwd|token) | \d{1,3}
    | password|passwd|pass|pwd|token|secret|key|value|string|str|bytes|int|null|none|nil|true|false|yes|no
    | undefined|empty|unset|optional|required
    )[.,;:!?)\]}]*""",
    re.IGNORECASE | re.VERBOSE,
)
# What people and logs say of a password or token without giving it away.
SAID_OF_SECRETS = frozenset(
    "accepted again ascii auth authentication authenticator auth0 available aws azure base64 base64-encoded "
    "basic bearer being broken but changed correct correctly created default defaults deleted denied different "
    "disabled email empty enabled encrypted error expired failed fails field file fine for from gcp generated "
    "github google good hashed here hub ignored incorrect invalid jwt k8s kept kubernetes login longer managed manager "
    "masked mismatch missing mounted needed never not oauth oauth2 okay okta only opaque plain plaintext policy private prompt "
    "protected public read refresh refused rejected removed required reset revoked rotated same saved sent set sha256 "
    "shared shorter shown sops still store stored that the these this too unexpected unknown used utf-8 valid "
    "vault wanted when where with without working wrong".split()
)


def is_placeholder(value: str) -> bool:
    """Answer whether a value only holds a secret's place."""
    return value.lower() in SAID_OF_SECRETS or bool(PLACEHOLDER.fullmatch(value))


def has_digit(text: str) -> bool:
    """Answer whether there is a digit in it."""
    return any(character.isdigit() for character in text)
