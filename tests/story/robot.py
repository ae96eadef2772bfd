"""A steward who only does what the queue says, with the words that the desk suggests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

Json = dict[str, Any]
WORDS = {  # FreshDesk's types that words alone answer
    "Question",
    "Event",
    None,
}


class Desk(Protocol):
    """What the robot may ask for: the endpoints."""

    async def queue(self) -> Json: ...
    async def ticket(self, ticket_id: int) -> Json: ...
    async def engineers(self, ticket_id: int) -> Json: ...
    async def act(self, action: str, ticket_ids: list[int], fields: Json) -> None: ...


class Robot:
    """Works the queue off, from the top, each ticket once a round."""

    def __init__(self, desk: Desk, type_of: Callable[[int], Awaitable[str | None]]) -> None:
        self._desk = desk
        self._type_of = type_of
        self._deeds: dict[str, Callable[[Json], Awaitable[bool]]] = {
            "acknowledge": self._acknowledge,
            "reply": self._reply,
            "ask_impact": self._ask_impact,
            "open_thread": self._open_thread,
            "escalate": self._escalate,
            "find_engineer": self._find_engineer,
            "answer_engineer": self._answer_engineer,
            "update": self._update,
            "tell_resolved": self._tell_resolved,
            "close_out": self._close_out,
            "follow_up": self._follow_up,
        }

    async def work(self, rounds: int = 6) -> int:
        """Do what the queue says until it says nothing more for now; answer how much was done."""
        done = 0
        for number in range(rounds):
            count = 0
            for row in (await self._desk.queue())["tickets"]:
                if number == 0:
                    await self._hear_engineers(row)
                count += await self._one(row)
            done += count
            if not count:
                break
        return done

    async def _one(self, row: Json) -> bool:
        deed = self._deeds.get(row["next_step"])
        return deed is not None and await deed(row)

    async def _hear_engineers(self, row: Json) -> None:
        """Write down what engineers answered in the thread: their first word is yes or sorry."""
        asked = row["ball"] == "engineer" or row["next_step"] in {"answer_engineer", "find_engineer"}
        if not asked or not row["links"]["thread"]:
            return
        ticket = await self._desk.ticket(row["ticket_id"])
        for ask in (one for one in ticket["asks"] if one["state"] == "open"):
            said = [one["text"] for one in ticket["thread"]["messages"] if one["from"] == ask["name"]]
            answer = next((word for text in said if (word := _answer(text))), None)
            if answer:
                await self._act("answer_ask", row, ask_id=ask["ask_id"], answer=answer)

    # -- a deed for each step --------------------------------------------------------------------------

    async def _acknowledge(self, row: Json) -> bool:
        return await self._act("acknowledge", row, next_steps="We look into it and tell you what we find.")

    async def _reply(self, row: Json) -> bool:
        if await self._type_of(row["ticket_id"]) in WORDS:
            return await self._answer(row)
        ticket = await self._desk.ticket(row["ticket_id"])
        if ticket["issue"] and ticket["issue"]["state"] == "closed":
            done = ticket["suggested"]["tell_resolved"]
            return await self._act("reply", row, text=done, set_status="resolved")
        return await self._act("reply", row, text="Thank you, that helps. We go on with it.")

    async def _ask_impact(self, row: Json) -> bool:
        questions = [
            one["name"] for one in (await self._desk.ticket(row["ticket_id"]))["impact"]["questions"]
        ]
        text = "To see how urgent it is, could you tell us a little more?"
        return await self._act("reply", row, text=text, questions=questions)

    async def _open_thread(self, row: Json) -> bool:
        return await self._act("thread", row, text="Who knows this?")

    async def _escalate(self, row: Json) -> bool:
        title = f"Support request {row['ticket_id']}"
        return await self._act("escalate", row, title=title, change="Mend what the ticket describes.")

    async def _find_engineer(self, row: Json) -> bool:
        engineers = (await self._desk.engineers(row["ticket_id"]))["engineers"]
        first = next((one["person_id"] for one in engineers if one["suggested"]), None)
        return first is not None and await self._act("ask", row, engineer_id=first)

    async def _answer_engineer(self, row: Json) -> bool:
        return await self._act("thread", row, text="Thank you for telling us.")

    async def _update(self, row: Json) -> bool:
        if row["ball"] == "ours" and row["links"]["issue"] is None:
            if await self._type_of(row["ticket_id"]) in WORDS:
                return await self._answer(row)
            return await self._escalate(row)
        if not row["due_soon"]:
            return False
        suggested = (await self._desk.ticket(row["ticket_id"]))["suggested"]
        return await self._act("update", row, text=suggested["update"])

    async def _tell_resolved(self, row: Json) -> bool:
        suggested = (await self._desk.ticket(row["ticket_id"]))["suggested"]
        return await self._act("tell_resolved", row, text=suggested["tell_resolved"] or "It works again.")

    async def _close_out(self, row: Json) -> bool:
        suggested = (await self._desk.ticket(row["ticket_id"]))["suggested"]
        return await self._act("close_out", row, set_status="closed", summary=suggested["close_out"])

    async def _follow_up(self, row: Json) -> bool:
        if not row["due_soon"]:
            return False
        return await self._act("reply", row, text="Is this still something that you need?")

    async def _answer(self, row: Json) -> bool:
        """Answer with words: "many requests may be immediately resolved via a quick response"."""
        return await self._act("reply", row, text="Yes, this is how it works.", set_status="resolved")

    async def _act(self, action: str, row: Json, **fields: Any) -> bool:
        await self._desk.act(action, [row["ticket_id"]], fields)
        return True


def _answer(text: str) -> str | None:
    if text.startswith("Yes"):
        return "accepted"
    return "declined" if text.startswith("Sorry") else None
