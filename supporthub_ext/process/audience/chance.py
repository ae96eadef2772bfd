"""Whether a string without a known shape was made by chance, as keys and tokens are.

Measured on our corpora, entropy alone does not do it: hashes, digests and ids of the ordinary life of a hub
are as random as a key. What tells them apart is their alphabet. Hashes are hexadecimal of a few known
lengths, identifiers are words, and what is left mixes cases and digits as no word does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

CANDIDATE = re.compile(r"(?<![\w/.+=@-])[A-Za-z0-9][\w+=~-]{14,}[\w=](?![\w@])(?!/\w)")
AWS_SECRET = re.compile(r"(?<![\w/+=.-])[A-Za-z0-9/+]{40}(?![\w/+=])")
HEX = re.compile(r"[0-9a-fA-F]+")
# JupyterHub's tokens are uuid4 without dashes; Jupyter Server's are 24 random bytes. No usual hash has either form.
UUID4 = re.compile(r"[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}")
JUPYTER_SERVER_LENGTH = 48
UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
# Public by nature: digests, public keys, GitHub's node ids, builds of conda packages.
PUBLIC_BEFORE = re.compile(
    r"(?:sha\d{1,3}[-:=]|ssh-(?:rsa|ed25519|dss) |ecdsa-sha2-nistp\d+ |base64,|(?:host|req(?:uest)?|trace|span|"
    r"operation|correlation|node|run|event|video|cell|digest|etag|checksum|hash)[-_ ]?(?:id|value)?"
    r"[\"']?\s{0,2}[:=]\s{0,2}[\"']?)$",
    re.IGNORECASE,
)
PUBLIC = re.compile(
    r"sha\d{3}-[\w+/=]+|[A-Z]{1,5}_(?:kw|lA)[\w-]+|(?:[a-z]+\d+)+h[0-9a-f]{7}(?:_\d+)?|AAAA[BCE]3Nza\w*|MII[\w+/]+"
)
SHORTEST = 16
TURNS_WITH_DIGITS, TURNS_WITHOUT, TURNS_SMALL = 0.35, 0.42, 0.3  # share of neighbours of different kinds


def chance_spans(text: str) -> Iterator[tuple[int, int]]:
    """Answer where something that looks like a key or a token stands in a text."""
    for pattern, is_key in ((CANDIDATE, is_chance), (AWS_SECRET, _is_mixed)):
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 40) : match.start()]
            if is_key(match.group()) and not PUBLIC_BEFORE.search(before):
                yield match.span()


def is_chance(word: str) -> bool:
    """Answer whether a string of letters and digits looks like one made by a generator of keys."""
    bare = word.strip("=~+-_")
    if PUBLIC.fullmatch(bare) or UUID.search(bare):
        return False
    if HEX.fullmatch(bare):
        return bool(UUID4.fullmatch(bare)) or len(bare) == JUPYTER_SERVER_LENGTH
    return _is_mixed(bare) or any(_is_small(part) for part in re.split(r"[-_+=~]", bare))


def _is_mixed(word: str) -> bool:
    if not (re.search("[a-z]", word) and re.search("[A-Z]", word)):
        return False
    if re.search(r"\d", word):
        return _turns(word) >= TURNS_WITH_DIGITS
    return len(word) >= SHORTEST + 4 and _turns(word) >= TURNS_WITHOUT


def _is_small(word: str) -> bool:
    """Answer whether small letters and digits take turns as in no name of a package or a pod."""
    if (
        len(word) < SHORTEST
        or not re.fullmatch(r"[a-z0-9]+", word)
        or HEX.fullmatch(word)
        or PUBLIC.fullmatch(word)
    ):
        return False
    return _turns(word) >= TURNS_SMALL


def _kind(character: str) -> str:
    if character.isdigit():
        return "digit"
    return "upper" if character.isupper() else "lower"


def _turns(word: str) -> float:
    """Answer the share of neighbouring letters and digits that are of different kinds."""
    pairs = [pair for pair in zip(word, word[1:], strict=False) if "".join(pair).isalnum()]
    return sum(_kind(one) != _kind(other) for one, other in pairs) / max(1, len(pairs))
