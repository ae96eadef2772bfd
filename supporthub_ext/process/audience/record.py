"""What the rules are given and what they answer: a ticket's private facts, and what was caught."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from supporthub_ext.models import Check

Rule = Literal[
    "mail_address",
    "phone_number",
    "person_name",
    "team_name",
    "quote",
    "secret",
    "private_channel",
    "community_name",
    "ticket_link",
    "wider_than_audience",
]
"""The names by which a catch is shown, and released."""

Level = Literal["stop", "warn"]

LONGEST_SHOWN = 240

WHAT_TO_DO: dict[Rule, str] = {
    "mail_address": "Take the mail address out; the ticket's link leads the team to it.",
    "phone_number": "Take the phone number out; the ticket's link leads the team to it.",
    "person_name": "Write “the requester” or “a user” instead of the name.",
    "team_name": "Write the person's GitHub login instead of the name.",
    "quote": "Say it in your own words: these words stand in the conversation.",
    "secret": "Take it out. If somebody sent it to us, ask them to change it.",
    "private_channel": "Take it out: not everybody who reads this can open it. Link the ticket instead.",
    "community_name": "Write “a community” or the hub's technical name instead.",
    "ticket_link": "Take the link out: the process file keeps tickets' links out of public places.",
    "wider_than_audience": "Write it again for those who will read it here, or release it with a reason.",
}
"""The advice that a steward reads beside a catch."""


@dataclass(frozen=True, slots=True)
class Context:
    """What must not leave a ticket, and the little that may. Build it with ``context_of``.

    ``conversation`` holds what the requester can read, ``private_texts`` what only the team can (notes,
    messages of the thread). ``private_channels`` are names and ids. ``allowed`` are texts that may stand
    anywhere: the support address, the logins of the team. ``ticket_base`` is what stands
    before a ticket's number in its link, such as ``https://support.example/a/tickets/``.
    """

    people: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    hub_users: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    community: str | None = None
    conversation: tuple[str, ...] = ()
    private_texts: tuple[str, ...] = ()
    private_channels: tuple[str, ...] = ()
    public_channels: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    ticket_base: str = ""


@dataclass(frozen=True, slots=True)
class Caught:
    """One thing that must not pass: ``text[start:end]`` is ``excerpt``. A ``warn`` wants a person's eye."""

    rule: Rule
    level: Level
    start: int
    end: int
    excerpt: str

    @property
    def what_to_do(self) -> str:
        """Answer the advice for its rule."""
        return WHAT_TO_DO[self.rule]

    @property
    def shown(self) -> str:
        """Answer the excerpt as it may be kept and shown: shortened, and of a secret only how it begins."""
        if self.rule == "secret":
            return f"{self.excerpt[: min(4, len(self.excerpt) // 5)]}… ({len(self.excerpt)} characters)"
        return self.excerpt if len(self.excerpt) <= LONGEST_SHOWN else f"{self.excerpt[:LONGEST_SHOWN]}…"

    def to_check(self, step_id: str | None) -> Check:
        """Answer it as a line of a plan."""
        return Check(self.rule, self.level, step_id, self.shown, self.what_to_do)


def joined(found: Iterable[Caught], text: str) -> tuple[Caught, ...]:
    """Answer the catches in the order of the text; those of one rule that overlap become one."""
    kept: dict[Rule, list[Caught]] = {}
    for catch in sorted(found, key=lambda one: (one.start, one.end)):
        of_rule = kept.setdefault(catch.rule, [])
        if of_rule and catch.start < of_rule[-1].end:
            of_rule[-1] = _union(of_rule[-1], catch, text)
        else:
            of_rule.append(catch)
    everything = (catch for of_rule in kept.values() for catch in of_rule)
    return tuple(sorted(everything, key=lambda one: (one.start, one.end, one.rule)))


def _union(one: Caught, other: Caught, text: str) -> Caught:
    end = max(one.end, other.end)
    level: Level = "stop" if "stop" in {one.level, other.level} else "warn"
    return Caught(one.rule, level, one.start, end, text[one.start : end])
