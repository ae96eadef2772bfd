"""What we do at GitHub: labels, issues, comments, assignees, and the board.

A step says which issue it means: ``number`` in its work, or ``issue_of``, the id of the step that opens it.
"""

from __future__ import annotations

from datetime import date, datetime

from supporthub_ext.actions.hands import Done, Found, with_links
from supporthub_ext.actions.office import Office
from supporthub_ext.models import Step
from supporthub_ext.services.github import LAG_S
from supporthub_ext.services.github_records import GitHubIssue


class _GitHubHand:
    lag_s = LAG_S

    def __init__(self, office: Office) -> None:
        self._office = office

    @staticmethod
    def _number(step: Step, done: Done) -> int:
        opener = done.get(step.work.get("issue_of", ""))
        return int(opener.service_id or 0) if opener else int(step.work["number"])

    @staticmethod
    def _item(step: Step, done: Done) -> str:
        adder = done.get(step.work.get("item_of", ""))
        return str(adder.service_id) if adder else str(step.work["item"])


class LabelHand(_GitHubHand):
    """Makes a label where it is missing; one that exists is left as it is."""

    lag_s = 0.0

    async def look(self, _step: Step, _done: Done, _since: datetime) -> Found | None:
        """Answer None: making sure again does no harm."""
        return None

    async def do(self, step: Step, _done: Done) -> Found:
        """Make it."""
        work = step.work
        await self._office.github.ensure_label(work["name"], work["colour"], work["description"])
        return Found(work["name"])


class IssueHand(_GitHubHand):
    """Opens an issue that carries its key; the repository is read again right before."""

    async def look(self, step: Step, _done: Done, since: datetime) -> Found | None:
        """Answer the issue that carries this step's key, or None."""
        issue = await self._office.github.find(step.key, since)
        return found_issue(issue) if issue else None

    async def do(self, step: Step, done: Done) -> Found:
        """Open it, once."""
        work = step.work
        issue = await self._office.github.create_issue(
            work["title"],
            with_links(work["body"], done),
            key=step.key,
            audience=step.audience,
            labels=work["labels"],
        )
        return found_issue(issue)


class CommentHand(_GitHubHand):
    """Comments on an issue."""

    async def look(self, step: Step, done: Done, since: datetime) -> Found | None:
        """Answer the comment that carries this step's key, or None."""
        comment = await self._office.github.find_comment(self._number(step, done), step.key, since)
        return Found(str(comment.id), comment.link) if comment else None

    async def do(self, step: Step, done: Done) -> Found:
        """Comment, once."""
        comment = await self._office.github.comment(
            self._number(step, done),
            with_links(step.work["text"], done),
            key=step.key,
            audience=step.audience,
        )
        return Found(str(comment.id), comment.link)


class CloseHand(_GitHubHand):
    """Closes an issue; one that is closed is left as it is."""

    async def look(self, step: Step, done: Done, _since: datetime) -> Found | None:
        """Answer the issue when it is closed, else None."""
        issue = await self._office.github.issue(self._number(step, done))
        return found_issue(issue) if issue.state == "closed" else None

    async def do(self, step: Step, done: Done) -> Found:
        """Close it."""
        return found_issue(await self._office.github.close_issue(self._number(step, done)))


class AssignHand(_GitHubHand):
    """Assigns an engineer."""

    async def look(self, step: Step, done: Done, _since: datetime) -> Found | None:
        """Answer the issue when they are assigned, else None."""
        issue = await self._office.github.issue(self._number(step, done))
        there = {login.lower() for login in issue.assignees}
        return found_issue(issue) if step.work["login"].lower() in there else None

    async def do(self, step: Step, done: Done) -> Found:
        """Assign them."""
        return found_issue(await self._office.github.assign(self._number(step, done), [step.work["login"]]))


class ItemHand(_GitHubHand):
    """Puts an issue on the board; one that is there already is answered as it is."""

    lag_s = 0.0

    async def look(self, _step: Step, _done: Done, _since: datetime) -> Found | None:
        """Answer None: adding again gives the same item."""
        return None

    async def do(self, step: Step, done: Done) -> Found:
        """Add it."""
        opener = done.get(step.work.get("issue_of", ""))
        node_id = opener.more["node_id"] if opener else step.work["node_id"]
        archived = step.work.get("archived", False)
        item_id, link = await self._office.board.add(node_id, archived=archived)
        return Found(item_id, link)


class FieldHand(_GitHubHand):
    """Sets fields of an item by name: options, or the sprint that runs today; or labels an issue."""

    lag_s = 0.0

    async def look(self, _step: Step, _done: Done, _since: datetime) -> Found | None:
        """Answer None: setting again does no harm."""
        return None

    async def do(self, step: Step, done: Done) -> Found:
        """Set them."""
        if labels := step.work.get("labels"):
            number = self._number(step, done)
            await self._office.github.add_labels(number, labels)
            return Found(str(number))
        item, day = self._item(step, done), step.work.get("sprint_on")
        await self._office.board.set_values(
            item, step.work["options"], date.fromisoformat(day) if day else None
        )
        return Found(item)


class MoveHand(_GitHubHand):
    """Places an item ahead of ordinary work."""

    lag_s = 0.0

    async def look(self, _step: Step, _done: Done, _since: datetime) -> Found | None:
        """Answer None: moving again does no harm."""
        return None

    async def do(self, step: Step, done: Done) -> Found:
        """Move it."""
        item = self._item(step, done)
        await self._office.board.prioritise(item)
        return Found(item)


def found_issue(issue: GitHubIssue) -> Found:
    """Answer an issue as what a step made."""
    return Found(str(issue.number), issue.link, {"node_id": issue.node_id})
