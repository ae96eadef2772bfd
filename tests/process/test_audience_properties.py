"""No generated name, address, number, quote or secret reaches a public text unseen."""

from __future__ import annotations

import base64
import random
import string
import unicodedata
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from supporthub_ext.process.audience import Context, check
from supporthub_ext.process.audience.words import ORDINARY
from tests.process.audience_tickets import PLAIN, RULES, texts

ORDINARY_TEXTS = st.sampled_from(texts("ordinary_rules.txt"))
GIVEN = (
    "José Åse Zoë Søren Łukasz Ngozi Thandiwe Yusuf Priyanka Håkon Anne-Marie Giulia Étienne Siobhán Wanjiku "
    "Tomás Ayşe Chloë Jürgen Nikolay Mei Aroha"
)
FAMILY = (
    "Núñez Öztürk O'Malley Kowalczyk Adeyemi Gupta-Rao Åkesson Nakamura Mbeki Fernández Sørensen Dvořák "
    "Tanaka Weiß Đorđević Nguyễn Leroux"
)
NAMES = st.tuples(st.sampled_from(GIVEN.split()), st.sampled_from(FAMILY.split()))
DIGITS, HEX = string.digits, "0123456789abcdef"
ALPHANUMERIC = string.ascii_letters + DIGITS
SEEDS = st.integers(0, 2**32)


def bare(text: str) -> str:
    """A name as it is typed without its accents."""
    return "".join(part for part in unicodedata.normalize("NFKD", text) if not unicodedata.combining(part))


def spellings(given_name: str, family: str) -> list[str]:
    """How people write one name."""
    return [
        f"{given_name} {family}",
        f"{family}, {given_name}",
        f"{given_name.upper()} {family.upper()}",
        given_name,
        family,
        f"{family}'s",
        f"Dr. {family}",
        f"{given_name[0]}. {family}",
        bare(f"{given_name} {family}"),
        bare(family).lower(),
        bare(given_name).lower(),
        f"{given_name} M. {family}",
        bare(f"{given_name[0]}{family}").lower().replace("'", "").replace("-", ""),
        f"jupyter-{bare(given_name).lower()}-2e{bare(family).lower()}",
        f"/home/{bare(given_name).lower()}.{bare(family).lower()}/work",
        "\u200b".join(family),
    ]


def made(seed: int, alphabet: str, length: int) -> str:
    chance = random.Random(seed)
    return "".join(chance.choice(alphabet) for _ in range(length))


def secrets(seed: int) -> list[str]:
    """One secret of each kind, in the way it is usually found."""
    key = made(seed, ALPHANUMERIC, 36)
    parts = (b'{"alg":"HS256"}', b'{"sub":"1"}', key.encode())
    jwt = ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)
    numbers = made(seed, DIGITS, 9)
    return [
        f"ghp_{key}",
        f"github_pat_{made(seed, ALPHANUMERIC, 22)}_{made(seed + 1, ALPHANUMERIC, 59)}",
        f"xoxb-{made(seed, DIGITS, 12)}-{made(seed + 1, DIGITS, 13)}-{made(seed, ALPHANUMERIC, 24)}",
        f"xapp-1-A{made(seed, DIGITS, 10)}-{made(seed, HEX, 64)}",
        f"AKIA{made(seed, string.ascii_uppercase + DIGITS, 16)}",
        f"aws_secret_access_key={made(seed, ALPHANUMERIC, 39)}7",
        f"{made(seed, HEX, 12)}4{made(seed + 1, HEX, 3)}a{made(seed + 2, HEX, 15)}",
        made(seed, HEX, 47) + "a",
        f"FreshDesk API key: {made(seed, ALPHANUMERIC, 19)}7",
        f"Authorization: Bearer {key}7",
        f"Authorization: token {made(seed, HEX, 31)}7",
        f"https://hub.example/hub/api/users?token={made(seed, HEX, 31)}7",
        f"https://b.s3.example/x?X-Amz-Signature={made(seed, HEX, 64)}",
        f"https://files.example/x?sv=2022&sig={made(seed, ALPHANUMERIC, 43)}%3D",
        f"postgresql://hub:{made(seed, ALPHANUMERIC, 12)}@db.example/hub",
        f"password: {made(seed, ALPHANUMERIC, 10)}7",
        f"PASSWORD={made(seed, string.ascii_lowercase, 10)}",
        f"the password is {made(seed, ALPHANUMERIC, 8)}7!",
        f"-----BEGIN RSA PRIVATE KEY-----\n{made(seed, ALPHANUMERIC, 64)}\n-----END RSA PRIVATE KEY-----",
        f"glpat-{made(seed, ALPHANUMERIC, 20)}",
        f"hf_{made(seed, ALPHANUMERIC, 34)}",
        f"AIza{made(seed, ALPHANUMERIC, 35)}",
        f"sk_live_{made(seed, ALPHANUMERIC, 24)}",
        f"SG.{made(seed, ALPHANUMERIC, 22)}.{made(seed, ALPHANUMERIC, 43)}",
        jwt,
        f"https://hooks.slack.com/services/T{numbers}/B{numbers}/{made(seed, ALPHANUMERIC, 24)}",
    ]


def rules_that_caught(text: str, context: Context, start: int, end: int) -> set[str]:
    caught = check(text, "public", context, RULES)
    return {
        catch.rule for catch in caught if catch.level == "stop" and catch.start < end and start < catch.end
    }


def planted(into: str, thing: str, before: bool) -> tuple[str, int, int]:
    """A text with a thing on a line of its own words, and where the thing is."""
    if before:
        text = f"Seen with {thing} today.\n\n{into}"
        return text, 10, 10 + len(thing)
    text = f"{into}\n\nSeen with {thing} today."
    return text, len(into) + 12, len(into) + 12 + len(thing)


@settings(max_examples=60, deadline=None)
@given(NAMES, ORDINARY_TEXTS, st.booleans())
def test_no_name_reaches_a_public_text(name: tuple[str, str], into: str, before: bool) -> None:
    """A name of the ticket's people is stopped in every spelling, wherever it stands."""
    context = replace(PLAIN, people=(" ".join(name),), mails=(), hub_users=())
    for spelling in spellings(*name):
        text, start, end = planted(into, spelling, before)
        assert "person_name" in rules_that_caught(text, context, start, end), spelling


@settings(max_examples=60, deadline=None)
@given(SEEDS, ORDINARY_TEXTS, st.booleans())
def test_no_secret_reaches_a_public_text(seed: int, into: str, before: bool) -> None:
    """A key, token or password of each kind is stopped, whatever it was made of."""
    for secret in secrets(seed):
        text, start, end = planted(into, secret, before)
        assert "secret" in rules_that_caught(text, PLAIN, start, end), secret


@settings(max_examples=80, deadline=None)
@given(
    st.from_regex(r"[a-z][a-z0-9_.+-]{0,12}[a-z0-9]", fullmatch=True).filter(lambda local: local != "git"),
    st.from_regex(r"[a-z][a-z0-9]{1,10}(\.[a-z]{2,8}){0,2}\.(example|edu|org|ac\.uk|de)", fullmatch=True),
    st.sampled_from(
        ["{0}@{1}", "<{0}@{1}>", "mailto:{0}@{1}", "{0}%40{1}", "{0} (at) {1}", "{0}[at]{1}", "{0} AT {1}"]
    ),
    ORDINARY_TEXTS,
)
def test_no_mail_address_reaches_a_public_text(local: str, domain: str, form: str, into: str) -> None:
    """A mail address is stopped, also in the forms by which people hide it from machines."""
    if " AT " in form:
        domain = domain.replace(".", " dot ")
    text, start, end = planted(into, form.format(local, domain), before=True)
    assert "mail_address" in rules_that_caught(text, PLAIN, start, end)


@settings(max_examples=60, deadline=None)
@given(st.from_regex(r"[2-9]\d{9}", fullmatch=True), ORDINARY_TEXTS)
def test_no_phone_number_reaches_a_public_text(number: str, into: str) -> None:
    """A phone number is stopped in the forms that several countries use."""
    area, middle, last = number[:3], "5" + number[4:6], number[6:]
    forms = [
        f"+1 {area} {middle} {last}",
        f"+1-{area}-{middle}-{last}",
        f"({area}) {middle}-{last}",
        f"{area}-{middle}-{last}",
        f"+44 20 {number[:4]} {last}",
        f"+49 (0)30 {number[:7]}",
        f"0{number[0]}0/{number[2:9]}",
        f"tel. {number[:7]}",
        f"+{number[:9]}8",
    ]
    for form in forms:
        text, start, end = planted(into, form, before=False)
        assert "phone_number" in rules_that_caught(text, PLAIN, start, end), form


WORDS = st.lists(st.sampled_from(sorted(ORDINARY)), min_size=14, max_size=30)
MARKS = ("{}", "{}", "**{}**", "_{}_", '"{}"', "({})")
BETWEEN = (" ", " ", ", ", "\n> ", " -- ", "! ")


@settings(max_examples=60, deadline=None)
@given(WORDS, st.integers(0, 8), st.integers(6, 12), st.randoms(use_true_random=False))
def test_no_quote_reaches_a_public_text(
    words: list[str], start: int, length: int, chance: random.Random
) -> None:
    """Six words in a row from the conversation are stopped, whatever case, breaks, marks and punctuation."""
    context = replace(PLAIN, conversation=(" ".join(words),))
    quoted = words[start : start + length]
    if len(quoted) < 6:
        quoted = words[-6:]
    dressed = [chance.choice(MARKS).format(chance.choice([word, word.upper()])) for word in quoted]
    written = "> " + "".join(word + chance.choice(BETWEEN) for word in dressed)
    assert "quote" in rules_that_caught(written, context, 0, len(written))


@settings(max_examples=40, deadline=None)
@given(WORDS, st.integers(0, 8))
def test_fewer_words_are_no_quote(words: list[str], start: int) -> None:
    """Five words in a row are nobody's, so that plain language stays possible."""
    context = replace(PLAIN, conversation=(" ".join(words),))
    assert "quote" not in rules_that_caught(" ".join(words[start : start + 5]), context, 0, 400)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_excerpts_are_exact(text: str) -> None:
    """Whatever the text, each catch names exactly the characters it stands on, and no rule breaks."""
    for audience in ("public", "requester", "team"):
        for catch in check(text, audience, PLAIN, RULES):
            assert catch.excerpt == text[catch.start : catch.end] != ""
