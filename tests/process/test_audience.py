"""What is caught on the way to the requester, the team and the public, and what may pass."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from supporthub_ext.errors import WiderThanAudience
from supporthub_ext.models import Audience, Message, Person, Roster, TicketFacts
from supporthub_ext.process.audience import (
    Context,
    Text,
    check,
    checks_for,
    context_of,
    may_render,
    render,
    together,
)
from supporthub_ext.process.definition import load
from tests.process.audience_tickets import CONVERSATION, PLAIN, RULES, TOOLS, WORDS

TOKEN = "ghp_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"
AUDIENCES: tuple[Audience, ...] = ("public", "requester", "team")


def caught(
    text: str, audience: Audience = "public", context: Context = PLAIN, **rules: object
) -> set[tuple[str, str]]:
    """The rules that caught something, and how surely."""
    found = check(text, audience, context, replace(RULES, **rules))  # type: ignore[arg-type]
    return {(catch.rule, catch.level) for catch in found}


# --- a text and who may see it


@pytest.mark.parametrize(
    ("audience", "seen_at"),
    [("public", {"public", "requester", "team"}), ("requester", {"requester", "team"}), ("team", {"team"})],
)
def test_circles(audience: Audience, seen_at: set[str]) -> None:
    """What the requester sees the team sees too; what the team says stays there."""
    assert {to for to in AUDIENCES if may_render(Text("x", audience), to)} == seen_at


@pytest.mark.parametrize("release", [None, {}, {"quote": "agreed"}, {"wider_than_audience": " "}])
def test_a_text_does_not_grow_wider(release: dict[str, str] | None) -> None:
    """A text of the team is not rendered in public without a reason for exactly that."""
    with pytest.raises(WiderThanAudience) as raised:
        render(Text("they broke it", "team"), "public", release)
    assert raised.value.to_json()["code"] == "wider_than_audience"
    assert "they broke it" not in str(raised.value)


def test_a_release_with_a_reason_lets_it_through() -> None:
    """Somebody may decide otherwise, and says why."""
    assert render(Text("x", "team"), "public", {"wider_than_audience": "the author agreed"}) == "x"


def test_printing_is_no_way_around() -> None:
    """A text put into a string, a log or a traceback shows who may see it, not what it says."""
    text = Text("they broke it", "team")
    assert "broke" not in f"{text} {text!r}"


def test_together_is_for_those_who_may_see_all() -> None:
    """A text made of several is as private as the most private of them."""
    parts = [Text("a", "public"), Text("b", "team"), Text("c", "requester")]
    assert render(together(*parts, between="-"), "team") == "a-b-c"
    assert together(*parts).audience == "team"
    assert together(parts[0], parts[2]).audience == "requester"


# --- audiences


def test_the_requester_sees_own_words_and_names() -> None:
    """A reply may name the requester and repeat the question."""
    assert not caught(f"Hi José, you wrote: {CONVERSATION[:120]} jose.nunez@uni.example", "requester")


def test_the_teams_words_do_not_reach_the_requester() -> None:
    """A draft may state facts from the thread, never its words."""
    words = "We believe they deleted the wrong volume themselves, but will restore it."
    assert caught(words, "requester") == {("quote", "stop")}


def test_a_strangers_address_is_a_warning_for_the_requester() -> None:
    """A mail address that is not of this ticket may be a slip of the clipboard."""
    assert caught("write to other@else.example", "requester") == {("mail_address", "warn")}


@pytest.mark.parametrize(("audience", "level"), [("public", "stop"), ("requester", "stop"), ("team", "warn")])
def test_secrets_everywhere(audience: Audience, level: str) -> None:
    """A key goes nowhere; in the team's own circle it is a warning, since somebody has to change it."""
    assert caught(f"the log has {TOKEN}", audience) == {("secret", level)}


def test_the_team_may_speak_freely() -> None:
    """In the private channel names, quotes and the community are what one talks about."""
    assert not caught(f"José of Aurora Bay University says: {CONVERSATION}", "team")


# --- what the process file decides


def test_community_as_the_process_says() -> None:
    """The community is named in public only where the process file allows it."""
    assert caught("for Aurora Bay University") == {("community_name", "stop")}
    assert not caught("for Aurora Bay University", community_in_public=True)


def test_ticket_link_as_the_process_says() -> None:
    """A link to a ticket is fine in public, unless the process file keeps it back."""
    link = "see https://support.example/a/tickets/4101."
    assert not caught(link)
    assert caught(link, ticket_link_in_public=False) == {("ticket_link", "stop")}


def test_length_of_a_quote_as_the_process_says() -> None:
    """How many words in a row are a quote stands in the process file."""
    words = "none of my students can open"
    assert caught(words) == {("quote", "stop")}
    assert not caught(words, quote_words=7)


def test_private_links_as_the_process_says() -> None:
    """Further private places are named in the process file."""
    assert not caught("https://wiki.example/team/page")
    assert caught("https://wiki.example/team/page", private_links=("wiki.example/team/",)) == {
        ("private_channel", "stop")
    }


def test_allowed_words_as_the_process_says() -> None:
    """A word that the process file allows is never caught, as a whole word only."""
    assert caught("Amara") == {("person_name", "stop")}
    assert not caught("Amara", allowed_words=("amara",))
    assert caught("Amara Okonkwo", allowed_words=("amara",)) == {("person_name", "stop")}


# --- people


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("ask Will about it", "stop"),
        ("Grace reports that it works", "stop"),
        ("Mark's server", "stop"),
        ("will page", "warn"),
        ("Will Page", "stop"),
        ("wpage", "stop"),
        ("/home/grace/x", "stop"),
        ("it hit Grace again", "warn"),
    ],
)
def test_ordinary_words_that_are_names(text: str, level: str) -> None:
    """Where it is placed like a name it is one; a capital letter inside a sentence is a warning."""
    assert caught(text, context=WORDS) == {("person_name", level)}


@pytest.mark.parametrize(
    "text", ["the pod will restart", "Will be fixed", "mark the page", "a grace period", "A page", "Park it"]
)
def test_ordinary_words_stay_words(text: str) -> None:
    """A requester called Will Page does not forbid the words."""
    assert not caught(text, context=WORDS)


@pytest.mark.parametrize("text", ["王伟 wrote", "请联系王伟先生", "Li Wei", "Wei's pod", "LI WEI"])
def test_names_without_spaces_and_short_ones(text: str) -> None:
    """Names of two letters and names in running script are found too."""
    assert ("person_name", "stop") in caught(text, context=TOOLS)


def test_short_names_are_no_pieces_of_hashes() -> None:
    """Letters between digits are part of an id."""
    assert not caught("commit 9wei4c1, image 3ana2", context=replace(TOOLS, people=("Ana Wei",)))


@pytest.mark.parametrize(
    "name",
    ["Núñez-Ortega, José", "Dr. José Núñez-Ortega (he/him)", "José Núñez-Ortega, PhD", "JOSÉ NÚÑEZ-ORTEGA"],
)
def test_names_as_freshdesk_has_them(name: str) -> None:
    """However FreshDesk writes a contact, given and family name are known."""
    context = replace(PLAIN, people=(name,), mails=(), hub_users=())
    for text in ("Jose", "nunez", "Ortega", "J. Ortega", "jose nunez ortega"):
        assert caught(text, context=context) == {("person_name", "stop")}, text


def test_short_forms() -> None:
    """Bob is Robert."""
    assert caught("Bobby tried again", context=replace(PLAIN, people=("Robert Okafor",))) == {
        ("person_name", "stop")
    }


def test_people_whom_the_conversation_names() -> None:
    """Whoever signed, introduced or forwarded is known although FreshDesk does not know them."""
    said = "My colleague Tendai Moyo saw it too.\n> From: Ilse Brandt <ilse@x.example>\nCheers,\nKeanu"
    context = replace(PLAIN, conversation=(said,))
    for name in ("Tendai", "Brandt", "keanu"):
        assert caught(f"told by {name}", context=context) == {("person_name", "stop")}, name


def test_the_team_in_public() -> None:
    """In public the team goes by its logins."""
    assert caught("Noor Haddad looks at it") == {("team_name", "stop")}
    assert caught("Noor looks at it") == {("team_name", "warn")}
    assert not caught("@noorhaddad looks at it")


def test_shared_accounts_are_nobody() -> None:
    """Nobody is known by an account such as jovyan or admin."""
    context = replace(PLAIN, hub_users=("jovyan", "admin"), mails=("info@uni.example",))
    assert not caught("/home/jovyan/info as user admin", context=context)


def test_neighbouring_names_are_all_caught() -> None:
    """Catches that overlap become one that covers them all."""
    (first, *_) = check("José Núñez-Ortega (jose.nunez@uni.example)", "public", PLAIN, RULES)
    assert first.excerpt.startswith("José Núñez-Ortega")


# --- words, places, secrets


@pytest.mark.parametrize(
    "line",
    [
        "OSError: [Errno 28] No space left on device: '/home/jovyan/data'",
        "0/4 nodes are available: 3 Insufficient memory, 1 node(s) had taints.",
        'Traceback (most recent call last):\n  File "/srv/app.py", line 3, in load\n    return x.open(y)',
        "[E 2024-03-18 09:12:44 JupyterHub user:884] Unhandled error starting server",
        "The kernel appears to have died. It will restart automatically.",
        "kubectl -n prod get pods --field-selector=status.phase=Pending -o wide",
    ],
)
def test_what_software_says_is_no_quote(line: str) -> None:
    """An error, a log line or a command may be repeated although it stands in the conversation."""
    context = replace(PLAIN, conversation=(f"Hello,\nI see this:\n{line}\nPlease help",))
    assert not caught(line, context=context)
    assert caught(f"Hello, I see this: {line} Please help", context=context) <= {("quote", "stop")}


@pytest.mark.parametrize(
    "words",
    [
        "Error: my students lose all their work each evening",
        "THE NOTEBOOKS ARE GONE AGAIN SINCE LAST NIGHT",
        "it works for half of the group only",
    ],
)
def test_what_a_person_says_is_a_quote(words: str) -> None:
    """A person's words stay a person's, in capitals and after an "Error:" too."""
    assert caught(words, context=replace(PLAIN, conversation=(words,))) == {("quote", "stop")}


def test_a_hub_is_no_community() -> None:
    """Hubs have technical names that stand in public repositories."""
    assert not caught("aurora-bay.hub.example, cluster aurora-bay, config/aurora/prod.yaml")


@pytest.mark.parametrize(
    ("community", "text"),
    [("MIT", "MIT's hub"), ("Aurora Bay University", "the ABU hub"), ("Delta", "the Delta hub")],
)
def test_short_names_of_communities(community: str, text: str) -> None:
    """An acronym is caught in capitals, an ordinary word with a capital letter."""
    assert ("community_name", "stop" if community == "MIT" else "warn") in caught(
        text, context=replace(PLAIN, community=community)
    )
    assert not caught(text.lower(), context=replace(PLAIN, community=community))


@pytest.mark.parametrize(
    "text",
    [
        "#support-freshdesk",
        "support-freshdesk",
        "C0SUPPORT1",
        "https://x.slack.com/archives/C0SUPPORT1/p1",
        "slack://channel?id=C0",
    ],
)
def test_private_places(text: str) -> None:
    """A private channel is not named, and nothing links into it."""
    assert caught(f"see {text}") == {("private_channel", "stop")}


@pytest.mark.parametrize(
    "text", ["#hub-support", "https://x.slack.com/archives/C0HUBPUB01/p1", "org/support-freshdesk-docs"]
)
def test_public_places(text: str) -> None:
    """The public channel may be named and linked."""
    assert not caught(f"see {text}")


@pytest.mark.parametrize(
    "text",
    [
        "password: incorrect",
        "the token is expired",
        "secretName: hub-config",
        "password=$DB_PASSWORD",
        "token: ${{ secrets.GITHUB_TOKEN }}",
        "postgresql://user:password@host/db",
        "?token=[secret]",
        "Authorization: Bearer <token>",
        "password: var.db_password",
        "git@github.com:org/repo.git",
    ],
)
def test_what_holds_a_secrets_place_is_none(text: str) -> None:
    """Stars, variables and words about secrets are needed in issues."""
    assert not caught(text)


def test_secrets_are_not_shown_again() -> None:
    """What a plan keeps of a secret is how it begins and how long it is."""
    (line,) = checks_for(f"log: {TOKEN}", "public", PLAIN, RULES, "issue")
    assert line.step_id == "issue"
    assert line.level == "stop"
    assert TOKEN not in line.caught
    assert line.caught.startswith("ghp_")
    assert "change it" in line.what_to_do


def test_a_wider_audience_is_a_line_of_the_plan() -> None:
    """A text that was written for others is shown as a stop among the checks."""
    assert [line.rule for line in checks_for(Text("all fine", "team"), "public", PLAIN, RULES)] == [
        "wider_than_audience"
    ]


def test_the_vendors_forms_are_loaded_late() -> None:
    """Importing the room loads neither detect-secrets nor requests: a server that starts must not pay."""
    script = (
        "import sys; import supporthub_ext.process.audience; "
        "sys.exit(any(name in sys.modules for name in ('detect_secrets', 'requests')))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


# --- gathering


def test_context_of_a_ticket() -> None:
    """The ticket's facts, the roster and the process name what is private."""
    at = datetime(2026, 11, 24, tzinfo=UTC)
    asked = Message(1, at, "requester", "requester", "Ana Lima", 1, "", "please help", "ticket 7")
    noted = Message(2, at, "agent", "team", "Kai Roster", 2, "", "they broke it", "conversation 2")
    facts = TicketFacts(
        7,
        "No kernel",
        "open",
        "Open",
        at,
        at,
        "Aurora",
        None,
        "Bo Berg",
        "bo@x.example",
        None,
        messages=(asked, noted),
    )
    roster = Roster((Person("kai", "Kai Roster", github_login="kairo"),))
    context = context_of(
        facts, roster, load(), hub_users=["bob"], private_channels=["C1"], ticket_base="https://x/"
    )
    assert context.people == ("Bo Berg", "Ana Lima")
    assert context.team == ("Kai Roster",)
    assert context.conversation == ("No kernel", "please help")
    assert context.private_texts == ("they broke it",)
    assert context.private_channels == ("support-freshdesk", "C1")
    assert context.allowed == ("support@2i2c.org", "kairo")


def test_context_without_a_ticket() -> None:
    """A text that belongs to no ticket is still held against the team, channels and secrets."""
    context = context_of(None, Roster((Person("kai", "Kai Roster"),)), load())
    assert caught("Kai Roster in #support-freshdesk", context=context) == {
        ("team_name", "stop"),
        ("private_channel", "stop"),
    }
