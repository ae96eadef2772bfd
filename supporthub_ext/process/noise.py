"""Mails that are no request: alerts, budget mails, account notices, automatic replies, spam.

They are told apart by the rules of the process file, shown under the rule's name, and never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from supporthub_ext.models import Message, TicketFacts
from supporthub_ext.process.definition import Process
from supporthub_ext.process.definition_requests import NoiseRule


def noise_rule(facts: TicketFacts, process: Process) -> NoiseRule | None:
    """Answer the rule that says that a ticket is noise, or None; a person's reply on it ends the noise."""
    rule = next((rule for rule in process.noise if _catches(rule, facts)), None)
    if rule is None or any(_from_a_person(message, rule, facts) for message in facts.messages[1:]):
        return None
    return rule


def is_automatic(message: Message, process: Process) -> bool:
    """Answer whether a machine wrote a message: FreshDesk says so, or a rule about texts alone does."""
    return message.automatic or any(
        _found(rule.text, [message.text])
        for rule in process.noise
        if rule.text and not (rule.sender or rule.subject or rule.tags)
    )


def _catches(rule: NoiseRule, facts: TicketFacts) -> bool:
    text = facts.messages[0].text if facts.messages else ""
    looked_at = (
        (rule.sender, [facts.requester_mail or ""]),
        (rule.subject, [facts.subject]),
        (rule.text, [text]),
    )
    tagged = not rule.tags or any(tag in rule.tags for tag in facts.tags)
    return tagged and all(_found(patterns, texts) for patterns, texts in looked_at if patterns)


def _from_a_person(message: Message, rule: NoiseRule, facts: TicketFacts) -> bool:
    """Where the rule knows the sender for a machine, the same sender writing again is no person."""
    if message.automatic or message.audience != "requester" or message.sender == "system":
        return False
    if message.sender == "agent":
        return True
    machine = bool(rule.sender) and message.author_id == facts.messages[0].author_id
    return not machine and not _found(rule.text, [message.text])


def _found(patterns: Iterable[str], texts: Iterable[str]) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns for text in texts)
