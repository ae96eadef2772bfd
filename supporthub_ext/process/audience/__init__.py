"""Who may see a text, and what must not reach a wider audience.

"This channel is private because there's an assumption of privacy when we discuss community-specific support
matters." So a text carries its audience (``Text``), and before one goes to a place it is held against what
the ticket keeps private (``check``, ``checks_for``).

What is measured
    Rules that are scored on the texts they were written with flatter themselves. So two corpora of ordinary
    technical texts and two of planted private things stand in ``tests/process/corpus``; of each, one was
    written after the rules were finished and changed nothing in them. The tests hold the figures.
What is not caught
    Names of people whom neither FreshDesk nor the conversation names; a paraphrase; a quote shorter than
    ``quote_words``; a password that is an ordinary word and stands in a sentence without ``=``. A person's
    eye on the preview stays part of the process.
"""

from __future__ import annotations

from supporthub_ext.process.audience.checks import check, checks_for
from supporthub_ext.process.audience.gathering import context_of
from supporthub_ext.process.audience.record import Caught, Context, Rule
from supporthub_ext.process.audience.text import Text, may_render, render, together

__all__ = [
    "Caught",
    "Context",
    "Rule",
    "Text",
    "check",
    "checks_for",
    "context_of",
    "may_render",
    "render",
    "together",
]
