"""Who speaks in a turn of a plot, and what."""

from __future__ import annotations

from dataclasses import dataclass

from supporthub_ext.sandbox.chance import Chance
from supporthub_ext.sandbox.freshdesk.subject import Subject
from supporthub_ext.sandbox.freshdesk.topics import texts

REQUESTER, STEWARD, ENGINEER, COLLEAGUE = "requester", "steward", "engineer", "colleague"


@dataclass(frozen=True, slots=True)
class Turn:
    """One kind of entry: who makes it, and whether only agents see it."""

    who: str
    private: bool = False


TURNS = {
    "ack": Turn(STEWARD),
    "ask": Turn(STEWARD),
    "answer": Turn(REQUESTER),
    "thread": Turn(STEWARD, private=True),
    "issue": Turn(STEWARD, private=True),
    "update": Turn(STEWARD),
    "third": Turn(STEWARD),
    "chase": Turn(REQUESTER),
    "done": Turn(ENGINEER, private=True),
    "told": Turn(STEWARD),
    "follow": Turn(STEWARD),
    "thanks": Turn(REQUESTER),
    "thanks_early": Turn(REQUESTER),
    "again": Turn(REQUESTER),
    "colleague": Turn(COLLEAGUE),
    "summary": Turn(STEWARD, private=True),
    "survey": Turn(REQUESTER),
}


def say(turn: str, subject: Subject, chance: Chance, links: dict[str, str]) -> str:
    """Answer what is said in a turn, as plain text. ``links`` are the ticket's ``thread`` and ``issue``."""
    said = texts()["said"]
    topic = subject.topic
    if turn == "ack":
        next_steps = texts()["event"]["ack"] if subject.said.type == "Event" else topic["ack"]
        parts = [said["acknowledged"], said["next_steps"].replace("{text}", next_steps), said["promise"]]
    elif turn in ("ask", "answer", "update", "told"):
        parts = [topic[turn]]
    elif turn in ("third", "follow", "colleague"):
        parts = [said[turn]]
    elif turn in ("chase", "thanks", "thanks_early", "again", "survey"):
        parts = [chance.pick(said[turn])]
    else:
        own = {"{internal}": topic["internal"], "{change}": topic["change"], "{done}": topic["done"]}
        text = said[turn]
        for mark, value in own.items():
            text = text.replace(mark, value)
        parts = [text]
    kind = TURNS[turn]
    if kind.who == STEWARD and not kind.private:
        parts = [said["hello"], *parts, said["regards"]]
    return "\n\n".join(parts).format(**subject.words, **links)
