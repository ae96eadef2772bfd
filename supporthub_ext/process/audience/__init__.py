"""Who may see a text, and what must not reach a wider audience.

"This channel is private because there's an assumption of privacy when we discuss community-specific support
matters." So a text carries its audience (``Text``), and before one goes to a place it is held against what
the ticket keeps private (``check``, ``checks_for``).

What is measured
    Rules that are scored on the texts they were written with flatter themselves. Read for the first time,
    two corpora that were written afterwards had 3 of 192 ordinary technical texts stopped wrongly and 155 of
    162 planted private things stopped. ``tests/process/test_audience_figures.py`` says more. A text of 5 kB
    takes about 6 ms once ``warm_up`` has loaded the vendors' patterns.
What is not caught
    Names of people whom neither FreshDesk nor the conversation names; a paraphrase; a quote shorter than
    ``quote_words``; a password that is an ordinary word and stands in a sentence without ``=``. A person's
    eye on the preview stays part of the process.
"""

from __future__ import annotations

from supporthub_ext.process.audience.checks import check, checks_for
from supporthub_ext.process.audience.gathering import context_of
from supporthub_ext.process.audience.keys import warm_up
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
    "warm_up",
]
