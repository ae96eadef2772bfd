"""A simulated ticket follows the process: its next step is the true one, all its life long."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest

from supporthub_ext.process.nextstep import next_step
from supporthub_ext.replay.life import Life
from supporthub_ext.replay.orders import ORDERS
from supporthub_ext.replay.play import Play
from supporthub_ext.replay.quarter import draw
from supporthub_ext.replay.timeline import BEGIN, MINUTE
from tests.replay.lives import LINE, LOAD, PROCESS, facts


def working_minute(moment: datetime | None) -> int | None:
    return None if moment is None else LINE.clock[(moment - BEGIN) // MINUTE]


@pytest.mark.parametrize(("volume", "order"), [("normal", "queue"), ("heavy", "freshdesk_due")])
def test_its_next_step_is_the_true_one(volume: str, order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever happens to a ticket of a quarter, step and due time are those of the process itself."""
    met: Counter[str] = Counter()
    think = Life.move

    def move(one: Life) -> None:
        think(one)
        met[one.step] += 1
        if one.fate.number % 3 == 0:  # a third of a quarter is enough
            true = next_step(facts(one), PROCESS)
            assert (one.step, one.due) == (true.step, working_minute(true.due_at)), facts(one)
            if one.soon is not None:
                assert one.soon == working_minute(true.due_soon_at)

    monkeypatch.setattr(Life, "move", move)
    Play(draw(3, volume, LOAD, PROCESS), ORDERS[order], LOAD, PROCESS).run()
    assert set(met) >= {
        "reply", "ask_impact", "open_thread", "escalate", "find_engineer", "answer_engineer", "update",
        "tell_resolved", "close_out", "follow_up", "wait",
    }  # fmt: skip
