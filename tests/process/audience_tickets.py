"""Invented tickets whose private facts the corpora are held against, and the reader of the corpora."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from supporthub_ext.process.audience import Caught, Context, check
from supporthub_ext.process.definition import load

CORPUS = Path(__file__).parent / "corpus"
RULES = load().audience
MARK = re.compile(r"⟦(?P<rule>\w+)\|(?P<text>.*?)⟧", re.DOTALL)

CONVERSATION = """Hi support team,
since Monday morning none of my students can open their notebooks on our hub. We get this every time:

ModuleNotFoundError: No module named 'geopandas'
Traceback (most recent call last):
  File "/srv/conda/lib/python3.11/site-packages/jupyterhub/handlers/base.py", line 1054, in spawn_single_user
tornado.util.TimeoutError: Timeout
0/4 nodes are available: 1 node(s) had untolerated taint {hub.jupyter.org/dedicated: user}, 3 Insufficient \
memory.
The kernel appears to have died. It will restart automatically.
fatal: could not read Username for 'https://github.com': No such device or address
error while loading shared libraries: libgdal.so.33: cannot open shared object file: No such file or directory
MountVolume.SetUp failed for volume "home" : mount failed: exit status 32

Could you please look into this before our workshop on Thursday?
Best wishes,
Ines Carvalho
"""


def _ticket(
    people: tuple[str, ...], mails: tuple[str, ...], users: tuple[str, ...], community: str
) -> Context:
    return Context(
        people=people,
        mails=mails,
        hub_users=users,
        team=("Noor Haddad", "Sam Ridge"),
        community=community,
        conversation=(CONVERSATION,),
        private_texts=("I think they deleted the wrong volume themselves, but let us be kind about it.",),
        private_channels=("support-freshdesk", "C0SUPPORT1"),
        public_channels=("hub-support", "C0HUBPUB01"),
        allowed=("support@2i2c.org", "noorhaddad"),
        ticket_base="https://support.example/a/tickets/",
    )


# Names of several kinds: accents and hyphens; ordinary words; names of technologies and short ones; both.
PLAIN = _ticket(
    ("José Núñez-Ortega", "Amara Okonkwo"),
    ("jose.nunez@uni.example",),
    ("jnunez",),
    "Aurora Bay University",
)
WORDS = _ticket(
    ("Will Page", "Grace Park", "Mark Young"),
    ("wpage@college.example",),
    ("wpage", "grace"),
    "Summit College",
)
TOOLS = _ticket(("Julia Stone", "Li Wei", "王伟"), ("julia@lab.example",), ("julia",), "Ocean Data Lab")
BOTH = _ticket(("Max Power", "Ray Case", "Jan de Vries"), ("max@delta.example",), ("max", "jan"), "Delta")
TICKETS = (PLAIN, WORDS, TOOLS, BOTH)


@dataclass(frozen=True, slots=True)
class Planted:
    """A text with private things in it, each with the rule that has to catch it."""

    text: str
    places: tuple[tuple[str, int, int], ...]

    def missed(self, context: Context = PLAIN) -> list[str]:
        """Answer what was planted and not caught by its rule as a stop."""
        caught = check(self.text, "public", context, RULES)
        return [
            f"{rule}: {self.text[start:end]}"
            for rule, start, end in self.places
            if not any(_covers(catch, rule, start, end) for catch in caught)
        ]


def _covers(catch: Caught, rule: str, start: int, end: int) -> bool:
    return catch.rule == rule and catch.level == "stop" and catch.start < end and start < catch.end


def texts(name: str) -> list[str]:
    """Answer the texts of a corpus."""
    return (CORPUS / name).read_text(encoding="utf-8").strip("\n").split("\n----\n")


def planted(name: str) -> list[Planted]:
    """Answer the texts of a corpus with planted things."""
    return [_planted(text) for text in texts(name)]


def _planted(marked: str) -> Planted:
    text, places, last = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        places.append((match["rule"], len(text), len(text) + len(match["text"])))
        text += match["text"]
        last = match.end()
    return Planted(text + marked[last:], tuple(places))


def stopped(name: str, context: Context) -> list[str]:
    """Answer the texts of a corpus that would be stopped, with what was caught."""
    found = []
    for text in texts(name):
        stops = [catch for catch in check(text, "public", context, RULES) if catch.level == "stop"]
        if stops:
            found.append(f"{[(catch.rule, catch.excerpt) for catch in stops]} in {text}")
    return found
