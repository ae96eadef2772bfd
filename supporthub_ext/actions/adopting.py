"""What an earlier run made that our journal knows nothing of: it is adopted, not made again.

The journal may be lost, or the run was another server's with a database of its own. Keys come from ticket,
action, count and step, so what was made is found by them. The very same note is adopted; another text is
another note.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from supporthub_ext.actions.draft import Draft, Looked
from supporthub_ext.actions.hands import LATER, Done, Found
from supporthub_ext.actions.hands_all import make_hands
from supporthub_ext.actions.keys import carries, counts
from supporthub_ext.actions.office import Office
from supporthub_ext.models import Receipt, Step

Build = Callable[[Looked, dict[str, Any]], Awaitable[Draft]]

MAKES = {"note", "post_message", "comment", "create_issue"}  # a second one of these would be one too many


class Adopting:
    """Answers drafts in which what is there already is shown as adopted.

    Parameters
    ----------
    office
        The journal, and the services to look at.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._hands = make_hands(office)

    async def draft(self, build: Build, looked: Looked, fields: dict[str, Any]) -> Draft:
        """Answer what an action wants to do, less what an unknown earlier run did of the very same.

        Raises
        ------
        ServiceError
            When a service does not answer.
        """
        for count in self._unknown(looked):
            earlier = replace(looked, count=count, stem=f"{looked.ticket_id}-{looked.action}-{count}")
            draft = await self._adopt(earlier, await build(earlier, fields))
            if not any(step.kind == "note" and step.state == "planned" for step in draft.steps):
                return draft
        draft = await build(looked, fields)
        begun = any(step.state == "adopted" for step in draft.steps)
        return await self._adopt(looked, draft) if begun else draft

    def _unknown(self, looked: Looked) -> list[int]:
        """Answer the counts of runs that left a private note and that no plan here made, newest first."""
        known = self._office.journal.stems_done(looked.action, looked.ticket_id)
        found = counts(looked.ticket.conversation or (), looked.ticket_id, looked.action)
        return [
            count
            for count in sorted(found, reverse=True)
            if f"sh-{looked.ticket_id}-{looked.action}-{count}" not in known
        ]

    async def _adopt(self, looked: Looked, draft: Draft) -> Draft:
        done = {step.id: step.receipt for step in draft.steps if step.receipt}
        steps: list[Step] = []
        for step in draft.steps:
            found = await self._there(looked, step, done)
            if found is not None:
                done[step.id] = self._receipt(looked, found)
                step = replace(step, state="adopted", receipt=done[step.id])  # noqa: PLW2901 - the same step
            steps.append(step)
        return Draft(tuple(steps), draft.checks)

    async def _there(self, looked: Looked, step: Step, done: Done) -> Found | None:
        if step.state != "planned" or step.kind not in MAKES:
            return None
        if step.kind == "note" and not _says_so(looked, step):
            return None
        opener = step.work.get("thread_of")
        if opener and opener not in done:  # nothing can stand in a thread that is not there
            return None
        hand = self._hands[step.service, step.kind]
        return await hand.look(step, done, looked.facts.created_at)

    def _receipt(self, looked: Looked, found: Found) -> Receipt:
        return Receipt(
            at=self._office.clock.now(),
            actor=looked.actor.id,
            service_id=found.service_id,
            link=found.link,
            looked=True,
            attempts=0,
            more=found.more,
        )


def _says_so(looked: Looked, step: Step) -> bool:
    """Say whether the note with a step's key says what the step would; links of what is made do not count."""
    text = step.work["text"]
    entries = (entry for entry in looked.ticket.conversation or () if carries(entry, step.key))
    wanted = _folded(f"{text}{step.key}")
    return any(LATER.search(text) or _folded(entry.get("body_text")) == wanted for entry in entries)


def _folded(text: Any) -> str:
    return "".join(str(text or "").split())
