"""Keys and tokens that can be known by their form.

``detect-secrets`` knows many vendors' forms better than we do and keeps up with them, so its detectors are
used, in this process, on the text alone. Where it falls short we have our own: it misses GitHub's newer
tokens and Slack's app tokens, knows nothing of JupyterHub, Jupyter, FreshDesk and bearer headers, and its
search for ``password = ...`` takes every sentence about passwords for one. Its entropy detectors are left
out: hashes and digests of ordinary life would be stopped. Its verification, which calls the vendors, is
never used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module

OURS = re.compile(
    r"""\b(?=[\w./-]{14})(?:
      gh[pousr]_[A-Za-z0-9]{20,255}\b | github_pat_\w{20,255}\b
    | xox[a-z](?:\.xox[a-z])?-[\w-]{8,} | xapp-\d-[\w-]{8,} | hooks\.slack\.com/(?:services|workflows|triggers)/[\w/]{12,}
    | (?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA)[0-9A-Z]{16}\b
    | AIza[\w-]{30,} | ya29\.[\w-]{16,} | GOCSPX-[\w-]{16,} | 1//0[\w-]{20,}
    | hf_[A-Za-z0-9]{20,} | dckr_(?:pat|oat)_[\w-]{16,} | gl(?:pat|ptt|dt|rt|cbt|ft|agent|oas)-[\w-]{16,}
    | sk-[\w-]{20,} | npm_[A-Za-z0-9]{30,} | pypi-[\w-]{16,} | (?:hvs|hvb|hvr)\.[\w-]{16,}
    | (?:glsa|glc|dop_v1|doo_v1|shpat|lin_api|sntrys|pul|rubygems|figd|ATATT\w{2,4}|dapi|dp\.pt)[_-]?[\w-]{20,}
    | [a-z]{2,10}_(?:live|test|prod|pat|secret|token|key|sk)_[A-Za-z0-9]{16,}
    | AGE-SECRET-KEY-1[0-9A-Z]{20,} | eyJ[\w-]{10,}\.[\w-]{10,}(?:\.[\w-]*)?
    | calendar\.google\.com/calendar/ical/[^\s/]+/private-\w+ | AccountKey=[\w+/=]{20,}
    )""",
    re.VERBOSE,
)
PRIVATE_BLOCK = re.compile(
    r"-----\s?BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?\s?-----.*?(?:-----\s?END [A-Z0-9 ]+-----|\Z)", re.DOTALL
)
VENDORS = (
    "azure_storage_key", "discord", "gitlab_token", "jwt", "npm", "openai", "private_key", "pypi_token", "sendgrid",
    "square_oauth", "stripe", "telegram_token", "twilio",
)  # fmt: skip


def key_spans(text: str) -> Iterator[tuple[int, int]]:
    """Answer where a key or token of a known form stands in a text."""
    for pattern in (PRIVATE_BLOCK, OURS, *_vendor_patterns()):
        for match in pattern.finditer(text):
            yield match.span()


@cache
def _vendor_patterns() -> tuple[re.Pattern[str], ...]:
    """Answer the patterns of detect-secrets; imported when first needed, since it brings ``requests`` along."""
    modules = [import_module(f"detect_secrets.plugins.{name}") for name in VENDORS]
    detectors = [
        value for module in modules for value in vars(module).values() if _is_detector(value, module.__name__)
    ]
    return tuple(pattern for detector in detectors for pattern in detector.denylist)


def _is_detector(value: object, module: str) -> bool:
    return isinstance(value, type) and value.__module__ == module and hasattr(value, "denylist")
