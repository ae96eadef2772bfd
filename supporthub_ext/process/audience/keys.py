"""Keys and tokens that can be known by their form.

``detect-secrets`` knows many vendors' forms better than we do and keeps up with them, so its patterns are
used, in this process, on the text alone. Where it falls short we have our own. It misses GitHub's newer
tokens and Slack's app tokens, and of GitHub's older ones it reports the prefix alone. It knows nothing of
JupyterHub, FreshDesk and bearer headers. Its search for ``password = ...`` takes every sentence about
passwords for one, its search for entropy every digest; its pattern for npm takes seconds on a row of slashes.
Its verification, which calls the vendors, is never used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

OURS = re.compile(
    r"""\b(?=[\w./-]{14})(?:
      gh[pousr]_[A-Za-z0-9]{20,255}\b | github_pat_\w{20,255}\b
    | xox[a-z](?:\.xox[a-z])?-[\w-]{8,} | xapp-\d-[\w-]{8,}
    | hooks\.slack\.com/(?:services|workflows|triggers)/[\w/]{12,}
    | (?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA)[0-9A-Z]{16}\b
    | AIza[\w-]{30,} | ya29\.[\w-]{16,} | GOCSPX-[\w-]{16,} | 1//0[\w-]{20,}
    | hf_[A-Za-z0-9]{20,} | dckr_(?:pat|oat)_[\w-]{16,} | gl(?:pat|ptt|dt|rt|cbt|ft|agent|oas)-[\w-]{16,}
    | sk-(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{20,}
    | npm_[A-Za-z0-9]{30,} | pypi-[\w-]{16,} | (?:hvs|hvb|hvr)\.[\w-]{16,}
    | (?:glsa|glc|dop_v1|doo_v1|dor_v1|shpat|shpss|lin_api|sntrys|figd|rubygems)_[\w-]{20,} | pul-[0-9a-f]{40}
    | ATATT\w{20,} | dapi[0-9a-f]{32} | dp\.pt\.\w{20,}
    | [a-z]{2,10}_(?:live|test|prod|pat|secret|token|key|sk)_[A-Za-z0-9]{16,}
    | AGE-SECRET-KEY-1[0-9A-Z]{20,} | eyJ[\w-]{10,}\.[\w-]{10,}(?:\.[\w-]*)?
    | calendar\.google\.com/calendar/ical/[^\s/]+/private-\w+ | AccountKey=[\w+/=]{20,}
    )""",
    re.VERBOSE,
)
KEY_FILES = re.compile(
    r":_auth(?:Token)?[ =]+[^\s$]+|PuTTY-User-Key-File-\d:.*|"
    r"-----\s?BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?\s?-----(?!\s*(?:\.\.\.|…|<)).*?"
    r"(?:-----\s?END [A-Z0-9 ]+-----|\Z)",
    re.DOTALL,
)
VENDORS = (
    "azure_storage_key", "discord", "gitlab_token", "jwt", "openai", "pypi_token", "sendgrid",
    "square_oauth", "stripe", "telegram_token", "twilio",
)  # fmt: skip


def warm_up() -> None:
    """Load the vendors' patterns, about 0.2 s, ahead of the first check and away from an event loop."""
    _vendor_patterns()


def key_spans(text: str) -> Iterator[tuple[int, int]]:
    """Answer where a key or token of a known form stands in a text."""
    for pattern in (KEY_FILES, OURS, *_vendor_patterns()):
        for match in pattern.finditer(text):
            yield match.span()


@cache
def _vendor_patterns() -> tuple[re.Pattern[str], ...]:
    """Answer the patterns of detect-secrets; imported late, since it brings ``requests`` along."""
    modules = [import_module(f"detect_secrets.plugins.{name}") for name in VENDORS]
    return tuple(
        pattern for module in modules for detector in _detectors(module) for pattern in detector.denylist
    )


def _detectors(module: ModuleType) -> list[Any]:
    found = vars(module).values()
    return [
        one for one in found if isinstance(one, type) and one.__module__ == module.__name__ and _knows(one)
    ]


def _knows(kind: type) -> bool:
    return bool(getattr(kind, "denylist", ()))
