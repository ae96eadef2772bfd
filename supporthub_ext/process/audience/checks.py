"""What is caught in a text on its way to an audience."""

from __future__ import annotations

import re
from collections.abc import Iterator

from supporthub_ext.models import Audience, Check
from supporthub_ext.process.audience.carriers import carried_spans
from supporthub_ext.process.audience.chance import chance_spans
from supporthub_ext.process.audience.channels import channel_spans
from supporthub_ext.process.audience.community import community_spans
from supporthub_ext.process.audience.credentials import credential_spans
from supporthub_ext.process.audience.heard import names_heard
from supporthub_ext.process.audience.keys import key_spans
from supporthub_ext.process.audience.layer import Layer, fold, folded, plain
from supporthub_ext.process.audience.mails import mail_spans
from supporthub_ext.process.audience.names import name_spans
from supporthub_ext.process.audience.phones import phone_spans
from supporthub_ext.process.audience.quotes import quote_spans
from supporthub_ext.process.audience.record import Caught, Context, Level, Rule, joined
from supporthub_ext.process.audience.text import Text, may_render
from supporthub_ext.process.audience.text_words import WordsOfAText
from supporthub_ext.process.audience.users import user_spans, users_from_mails
from supporthub_ext.process.definition_judgement import AudienceRules


def check(text: str, audience: Audience, context: Context, rules: AudienceRules) -> tuple[Caught, ...]:
    """Answer what must not reach an audience, in the order of the text.

    Parameters
    ----------
    text
        As it would be sent, before it is escaped for a service.
    audience
        ``public`` is held to every rule. To the ``requester`` go no secrets, no private places and no words
        of the team's; a stranger's mail address is a warning. To the ``team`` only secrets are a warning.
    context
        The ticket's private facts.
    rules
        The audience section of the process file.
    """
    reading = _Reading(text, context, rules)
    held_to = {"public": reading.in_public, "requester": reading.for_requester, "team": reading.for_team}
    return joined((catch for catch in held_to[audience]() if not reading.is_allowed(catch)), text)


def checks_for(
    text: str | Text, audience: Audience, context: Context, rules: AudienceRules, step_id: str | None = None
) -> tuple[Check, ...]:
    """Answer the same as lines of a plan; a ``Text`` that is not for these eyes is a stop of its own."""
    words = text.text if isinstance(text, Text) else text
    caught = list(check(words, audience, context, rules))
    if isinstance(text, Text) and not may_render(text, audience):
        caught.insert(0, Caught("wider_than_audience", "stop", 0, len(words), words))
    return tuple(catch.to_check(step_id) for catch in caught)


class _Reading:
    """One text, read for one check: the readings are made once and every rule looks at them."""

    def __init__(self, text: str, context: Context, rules: AudienceRules) -> None:
        self._text = text
        self._context = context
        self._rules = rules
        self._plain = plain(text)
        self._folded = folded(text)
        self._allowed = tuple(self._allowed_spans())

    def is_allowed(self, catch: Caught) -> bool:
        """Answer whether the process or the ticket lets exactly this stand, whatever rule caught it."""
        return any(start <= catch.start and catch.end <= end for start, end in self._allowed)

    def in_public(self) -> Iterator[Caught]:
        """Answer what everybody must not see."""
        context, rules = self._context, self._rules
        yield from self._outside_the_team()
        for start, end, _ in mail_spans(self._plain):
            yield self._caught("mail_address", "stop", self._plain, start, end)
        for start, end in phone_spans(self._plain):
            yield self._caught("phone_number", "stop", self._plain, start, end)
        yield from self._people()
        yield from self._quotes(context.conversation)
        if context.community and not rules.community_in_public:
            for start, end, level in community_spans(self._text, self._folded, context.community):
                yield self._caught("community_name", level, self._folded, start, end)
        if context.ticket_base and not rules.ticket_link_in_public:
            for match in _ticket_link(context.ticket_base).finditer(self._text):
                yield Caught("ticket_link", "stop", *match.span(), match.group())

    def for_requester(self) -> Iterator[Caught]:
        """Answer what the people of the ticket must not see."""
        yield from self._outside_the_team()
        known = {mail.lower() for mail in self._context.mails}
        for start, end, mail in mail_spans(self._plain):
            if mail not in known:
                yield self._caught("mail_address", "warn", self._plain, start, end)

    def for_team(self) -> Iterator[Caught]:
        """Answer what even the team should not pass around."""
        yield from self._secrets("warn")

    def _outside_the_team(self) -> Iterator[Caught]:
        context = self._context
        yield from self._secrets("stop")
        yield from self._quotes(context.private_texts)
        places = channel_spans(
            self._plain, context.private_channels, context.public_channels, self._rules.private_links
        )
        for start, end in places:
            yield self._caught("private_channel", "stop", self._plain, start, end)

    def _secrets(self, level: Level) -> Iterator[Caught]:
        for spans in (key_spans, carried_spans, credential_spans, chance_spans):
            for start, end in spans(self._plain.text):
                yield self._caught("secret", level, self._plain, start, end)

    def _people(self) -> Iterator[Caught]:
        context = self._context
        team = {fold(name) for name in context.team}
        heard = names_heard(context.conversation)
        people = tuple(name for name in (*context.people, *heard) if fold(name) not in team)
        words = WordsOfAText(self._text, self._folded)
        for start, end, level in name_spans(words, people):
            yield self._caught("person_name", level, self._folded, start, end)
        for start, end in user_spans(self._folded, (*context.hub_users, *users_from_mails(context.mails))):
            yield self._caught("person_name", "stop", self._folded, start, end)
        for start, end, level in name_spans(words, context.team):
            alone = " " not in self._folded.text[start:end]
            yield self._caught("team_name", "warn" if alone else level, self._folded, start, end)

    def _quotes(self, texts: tuple[str, ...]) -> Iterator[Caught]:
        for start, end in quote_spans(self._text, self._folded, texts, self._rules.quote_words):
            yield self._caught("quote", "stop", self._folded, start, end)

    def _caught(self, rule: Rule, level: Level, layer: Layer, start: int, end: int) -> Caught:
        first, last = layer.span(start, end)
        return Caught(rule, level, first, last, self._text[first:last])

    def _allowed_spans(self) -> Iterator[tuple[int, int]]:
        for word in (*self._context.allowed, *self._rules.allowed_words):
            for match in re.finditer(rf"(?<![^\W_]){re.escape(fold(word))}(?![^\W_])", self._folded.text):
                yield self._folded.span(*match.span())
        if self._context.ticket_base and self._rules.ticket_link_in_public:
            for match in _ticket_link(self._context.ticket_base).finditer(self._text):
                yield match.span()


def _ticket_link(base: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(base.rstrip('/'))}/\d+\b")
