"""Whether a string without a known shape was made by chance, as keys and tokens are.

Measured on our corpora, entropy alone does not do it: hashes, digests and ids of the ordinary life of a hub
are as random as a key. What tells them apart is their alphabet. Hashes are hexadecimal of a few known
lengths, identifiers are words, and what is left mixes cases and digits as no word does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

CANDIDATE = re.compile(r"(?<![\w/.+@%-])[\w-][\w~-]{14,}\w(?![\w@])(?!/\w)")
AWS_SECRET = re.compile(r"(?<![\w/+=.-])[A-Za-z0-9/+]{40}(?![\w/+=])")
HEX = re.compile(r"[0-9a-fA-F]+")
# JupyterHub's tokens are uuid4 without dashes, Jupyter Server's 24 random bytes. No usual hash looks so.
UUID4 = re.compile(r"[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}")
JUPYTER_SERVER_LENGTH = 48
UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
# Public by nature: digests, public keys, certificates, GitHub's ids, builds of conda packages.
PUBLIC_BEFORE = re.compile(
    r"(?:sha\d{1,3}[-:=]|ssh-(?:rsa|ed25519|dss) |ecdsa-sha2-nistp\d+ |base64,|"
    r"(?:host|req(?:uest)?|trace|span|operation|correlation|node|run|event|video|cell|client)[-_ ]?id"
    r"[\"']?\s{0,2}[:=]\s{0,2}[\"']?|"
    r"(?:digest|etag|checksum|hash)[\"']?\s{0,2}[:=]\s{0,2}[\"']?)$",
    re.IGNORECASE,
)
PUBLIC = re.compile(
    r"sha\d{3}-[\w+/=]+|[A-Z]{1,5}_(?:kw|lA)[\w-]+|(?:[a-z]+\d+)+h[0-9a-f]{7}(?:_\d+)?|"
    r"AAAA[BCE]3Nza\w*|GHSA-[\w-]+|MII[\w+/]+"
)
IN_A_LINK = re.compile(r"://\S*$")  # the keys in links are known by their names: see carriers
# What could be part of a word: small letters with a vowel, without a heap of consonants.
RUN = re.compile("[a-z]{3,}")
VOWEL, HEAP = re.compile("[aeiouy]"), re.compile("[^aeiouy]{5}|[qjxz][^aeiouy]|[aeiouy]{4}")
LARGE = re.compile("(?=.*[G-Z])[A-Z0-9]{24,}")
SHORTEST = 16
# From this share of letters in parts of words, a string is made of words; the second is for small letters.
WORDED, WORDED_SMALL = 0.5, 0.6
# At least this share of neighbours differ in kind: with digits, without, small letters and digits only.
TURNS_WITH_DIGITS, TURNS_WITHOUT, TURNS_SMALL = 0.2, 0.3, 0.15


def chance_spans(text: str) -> Iterator[tuple[int, int]]:
    """Answer where something that looks like a key or a token stands in a text."""
    for pattern, is_key in ((CANDIDATE, is_chance), (AWS_SECRET, _is_mixed)):
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 200) : match.start()]
            if is_key(match.group()) and not PUBLIC_BEFORE.search(before) and not IN_A_LINK.search(before):
                yield match.span()


def is_chance(word: str) -> bool:
    """Answer whether a string of letters and digits looks like one made by a generator of keys."""
    bare = word.strip("=~+-_")
    if PUBLIC.fullmatch(bare) or UUID.search(bare):
        return False
    if HEX.fullmatch(bare):
        return bool(UUID4.fullmatch(bare)) or len(bare) == JUPYTER_SERVER_LENGTH
    return _is_mixed(bare) or _is_large(bare) or any(_is_small(part) for part in re.split(r"[-_+=~]", bare))


def _is_mixed(word: str) -> bool:
    if not (re.search("[a-z]", word) and re.search("[A-Z]", word)):
        return False
    if _worded(word) >= WORDED:
        return False
    if re.search(r"\d", word):
        return _turns(word) >= TURNS_WITH_DIGITS
    return _turns(word) >= TURNS_WITHOUT


def _is_large(word: str) -> bool:
    """Answer whether capital letters and digits take turns, as in tokens of robots of registries."""
    return bool(LARGE.fullmatch(word)) and _turns(word) >= TURNS_WITH_DIGITS


def _is_small(word: str) -> bool:
    """Answer whether small letters and digits take turns as in no name of a package or a pod."""
    if (
        len(word) < SHORTEST
        or not re.fullmatch(r"[a-z0-9]+", word)
        or HEX.fullmatch(word)
        or PUBLIC.fullmatch(word)
    ):
        return False
    return _worded(word) < WORDED_SMALL and _turns(word) >= TURNS_SMALL


def _worded(word: str) -> float:
    """Answer the share of letters and digits that could belong to words."""
    parts = [run for run in RUN.findall(word) if VOWEL.search(run) and not HEAP.search(run)]
    return sum(map(len, parts)) / max(1, sum(character.isalnum() for character in word))


def _turns(word: str) -> float:
    """Answer the share of neighbouring letters and digits that are of different kinds."""
    pairs = [pair for pair in pairwise(word) if "".join(pair).isalnum()]
    return sum(_kind(one) != _kind(other) for one, other in pairs) / max(1, len(pairs))


def _kind(character: str) -> str:
    if character.isdigit():
        return "digit"
    return "upper" if character.isupper() else "lower"
