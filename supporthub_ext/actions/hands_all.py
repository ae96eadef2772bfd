"""Which hand carries out which kind of step at which service, and the one for our own ledger."""

from __future__ import annotations

from datetime import datetime

from supporthub_ext.actions import hands_freshdesk, hands_github, hands_slack
from supporthub_ext.actions.hands import Done, Found, Hand, with_links
from supporthub_ext.actions.office import Office
from supporthub_ext.models import Step, StepKind
from supporthub_ext.store.documents import instant
from supporthub_ext.store.ledger import Entry


class RecordHand:
    """Writes a line into our own ledger; twice is the same as once."""

    lag_s = 0.0

    def __init__(self, office: Office) -> None:
        self._office = office

    async def look(self, _step: Step, _done: Done, _since: datetime) -> Found | None:
        """Answer None: writing again does no harm."""
        return None

    async def do(self, step: Step, done: Done) -> Found:
        """Write it; a link to what an earlier step made is known only now."""
        entry, document = step.work["entry"], dict(step.work["entry"]["document"])
        if entry["kind"] == "link":
            document["url"] = with_links(document["url"], done)
        self._office.ledger.put(
            Entry(
                kind=entry["kind"],
                key=entry["key"],
                ticket_id=entry["ticket_id"],
                written_at=instant(self._office.clock.now()),
                written_by=step.work["by"],
                document=document,
            )
        )
        return Found(entry["key"])


def make_hands(office: Office) -> dict[tuple[str, StepKind], Hand]:
    """Answer the hand of every service and kind of step."""
    return {
        ("freshdesk", "reply"): hands_freshdesk.ReplyHand(office),
        ("freshdesk", "note"): hands_freshdesk.NoteHand(office),
        ("freshdesk", "set_status"): hands_freshdesk.FieldsHand(office),
        ("freshdesk", "assign"): hands_freshdesk.FieldsHand(office),
        ("slack", "post_message"): hands_slack.MessageHand(office),
        ("slack", "react"): hands_slack.ReactionHand(office),
        ("slack", "set_topic"): hands_slack.TopicHand(office),
        ("slack", "set_members"): hands_slack.MembersHand(office),
        ("github", "create_label"): hands_github.LabelHand(office),
        ("github", "create_issue"): hands_github.IssueHand(office),
        ("github", "comment"): hands_github.CommentHand(office),
        ("github", "close_issue"): hands_github.CloseHand(office),
        ("github", "assign"): hands_github.AssignHand(office),
        ("github", "add_item"): hands_github.ItemHand(office),
        ("github", "set_field"): hands_github.FieldHand(office),
        ("github", "move_item"): hands_github.MoveHand(office),
        ("supporthub", "record"): RecordHand(office),
    }
