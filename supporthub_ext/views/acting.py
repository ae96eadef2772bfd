"""From a filled-in form to receipts: keeps drafts, shows the plan, runs it and tells how far it is.

Errors are told in the form that they belong to; the draft stays whatever happens.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from supporthub_ext.client import Client, RemoteError
from supporthub_ext.errors import SupportHubError
from supporthub_ext.views.promise import promise

Json = dict[str, Any]

HOLD_S = 6  # time to think again after pressing Send
LOOK_EVERY_S = 0.4
UNDER_WAY = {"held", "running"}
MOVED = {"ticket_changed", "conflict"}  # somebody was faster: look again


class Acting:
    """Speaks with the server for the forms of one panel.

    Parameters
    ----------
    client
        The way to the server.
    tell
        Sends a message to the page.
    after
        Called with the ticket's id when a plan has come to an end, well or not.
    """

    def __init__(
        self, client: Client, tell: Callable[..., None], after: Callable[[int | None], Awaitable[None]]
    ) -> None:
        self._client = client
        self._tell = tell
        self._after = after

    async def save_draft(self, content: Json) -> None:
        """Keep what is being typed on the server, where neither error nor restart can lose it."""
        try:
            await self._ask(self._client.save_draft, content, content["fields"])
        except SupportHubError as error:
            self._say("draft", content, saved=False, problem=error.to_json())
        else:
            self._say("draft", content, saved=True)

    async def discard(self, content: Json) -> None:
        """Throw a draft away."""
        await self._guarded(content, self._ask(self._client.delete_draft, content))

    async def preview(self, content: Json) -> None:
        """Build the plan and show it; nothing is sent."""
        await self._guarded(content, self._preview(content))

    async def run(self, content: Json) -> None:
        """Run a plan, or go on with one that stopped, and tell how it goes."""
        await self._guarded(content, self._run(content))

    async def cancel(self, content: Json) -> None:
        """Give a plan up; what it has sent stays sent."""
        await self._guarded(content, self._cancel(content))

    async def by_hand(self, content: Json) -> None:
        """Take over what somebody made at the service themselves."""
        await self._guarded(content, self._by_hand(content))

    # -- the work ----------------------------------------------------------------------------------------

    async def _guarded(self, content: Json, work: Awaitable[None]) -> None:
        """Do the work; a refusal is shown in the form that asked for it."""
        try:
            await work
        except SupportHubError as error:
            self._say("refused", content, problem=error.to_json())
            if error.code in MOVED:
                await self._after(content["ticket_id"])

    async def _ask(self, ask: Callable[..., Any], content: Json, *more: Any) -> None:
        await asyncio.to_thread(ask, content["ticket_id"], content["action"], *more)

    async def _preview(self, content: Json) -> None:
        ticket_id = content["ticket_id"]
        known = ticket_id is not None  # a swap is about no ticket
        plan = await asyncio.to_thread(
            self._client.plan,
            content["action"],
            [ticket_id] if known else [],
            content["fields"],
            {ticket_id: content["seen"]} if known else {},
            content.get("release"),
        )
        self._show(content, plan)

    async def _run(self, content: Json) -> None:
        hold_s = HOLD_S if content.get("hold") else 0
        plan = await asyncio.to_thread(self._client.run, content["plan_id"], 0, hold_s)
        self._show(content, plan, hold_s=hold_s)
        while plan["state"] in UNDER_WAY:
            await asyncio.sleep(LOOK_EVERY_S)
            plan = await asyncio.to_thread(self._client.get_plan, content["plan_id"])
            self._show(content, plan)
        if problem := _called_off(plan):
            raise RemoteError(**problem)
        await self._after(content["ticket_id"])

    async def _cancel(self, content: Json) -> None:
        plan = await asyncio.to_thread(self._client.cancel, content["plan_id"])
        self._show(content, plan)
        await self._after(content["ticket_id"])

    async def _by_hand(self, content: Json) -> None:
        ids = (content["plan_id"], content["step_id"])
        self._show(content, await asyncio.to_thread(self._client.by_hand, *ids, content["link"]))

    def _show(self, content: Json, plan: Json, **more: Any) -> None:
        self._say("plan", content, plan=plan, promise=promise(plan), **more)

    def _say(self, kind: str, content: Json, **more: Any) -> None:
        self._tell(kind, ticket_id=content["ticket_id"], action=content["action"], **more)


def _called_off(plan: Json) -> Json | None:
    """Answer what came in while a plan was held back, so that nothing of it left; None in any other case."""
    receipts = (step["receipt"] for step in plan["steps"] if plan["state"] == "cancelled")
    return next((receipt["error"] for receipt in receipts if receipt and receipt["error"]), None)
