"""Words that stand on both sides."""

from __future__ import annotations

import re

from supporthub_ext.models import STEP_WORDS
from supporthub_ext.views.bundle import HERE

VERB = re.compile(r"^  (\w+): \"(.+)\",$", re.MULTILINE)


def test_a_next_step_is_called_the_same_everywhere() -> None:
    """The desk, a reminder in Slack and a handover note use one verb for a step."""
    table = (HERE / "words.js").read_text("utf-8").partition("STEP_VERBS = {")[2].partition("};")[0]
    assert dict(VERB.findall(table)) == {step: words.capitalize() for step, words in STEP_WORDS.items()}
