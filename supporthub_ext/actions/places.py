"""Looks at the places of a plan before its first step is sent.

Each write reads its place again right before. A plan that goes to several places looks at all of them first,
so that an escalation does not end with an issue in public and nowhere to talk about it.
"""

from __future__ import annotations

from supporthub_ext.actions.office import Office
from supporthub_ext.errors import ServiceError
from supporthub_ext.models import Plan, Step

UNTOUCHED = {"planned", "failed", "adopted"}
SENDS = {"create_issue", "comment", "post_message"}  # into places that others may read by now


async def refused_step(office: Office, plan: Plan) -> tuple[Step, ServiceError] | None:
    """Answer the first step whose place refuses it now, and why; None when all may start.

    The step that is sent first is left out, since it looks for itself. So is a plan that has begun, and one
    of several tickets, each of which has its own result.
    """
    if len(plan.ticket_ids) > 1 or any(step.state not in UNTOUCHED for step in plan.steps):
        return None
    to_send = [step for step in plan.steps if step.state != "adopted" and step.kind != "record"]
    seen = {_place(to_send[0])} if to_send else set()
    for step in to_send[1:]:
        place = _place(step)
        if step.kind not in SENDS or place in seen:
            continue
        seen.add(place)
        try:
            await _refuse_leak(office, step)
        except ServiceError as error:
            return step, error
    return None


def _place(step: Step) -> tuple[str, str, str]:
    return step.service, str(step.work.get("channel") or ""), step.audience


async def _refuse_leak(office: Office, step: Step) -> None:
    if step.service == "slack":
        await office.slack.refuse_leak(step.work["channel"], step.audience)
    else:
        await office.github.refuse_leak(step.audience)
