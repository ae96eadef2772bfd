"""Impact: how badly users are hit, from the answers to the process's questions.

"In general, 'how much does this incident impact the users of a given hub?' is a good guideline for deciding
what to prioritize."
"""

from __future__ import annotations

from typing import Any

from supporthub_ext.actions.draft import Draft, Looked, record
from supporthub_ext.actions.fields import Field, refuse
from supporthub_ext.process.impact import assess

TICKETS = "one"


def _answers(name: str, value: Any) -> dict[str, str | None]:
    if not isinstance(value, dict) or not all(one is None or isinstance(one, str) for one in value.values()):
        raise refuse(name, "answers must be an object of words.", 'Send {"who": "many", "hub": "down"}.')
    return {str(question): one for question, one in value.items()}


FIELDS = (Field("answers", _answers, required=True),)


async def build(looked: Looked, fields: dict[str, Any]) -> Draft:
    """Answer what is remembered: the answers, and the level that follows from them.

    Raises
    ------
    InvalidField
        For a question or an answer that the process file does not know.
    """
    found = assess(looked.process.impact, fields["answers"])
    text = f"Impact {found.level}: {found.why}"
    return Draft((record(looked, "impact", text, "impact", {"answers": dict(fields["answers"])}),))
