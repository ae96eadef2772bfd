"""Work is handed over to one loop, whichever thread a click arrives on."""

from __future__ import annotations

import asyncio
import threading

from supporthub_ext.errors import NotFound
from supporthub_ext.views.mainloop import MainLoop, problem_of


def test_work_from_another_thread_runs_on_the_loop() -> None:
    """A click that arrives on a subshell's thread does its work on the loop that the view was made on."""

    async def scene() -> tuple[int, int]:
        main, ran_on, done = MainLoop(), [0], asyncio.Event()

        async def work() -> None:
            ran_on[0] = threading.get_ident()
            done.set()

        clicks = threading.Thread(target=lambda: [main.start(work(), print) for _ in range(2)])
        clicks.start()
        await asyncio.wait_for(done.wait(), 5)
        clicks.join()
        return ran_on[0], threading.get_ident()

    ran_on, loop_thread = asyncio.run(scene())
    assert ran_on == loop_thread


def test_an_error_is_reported() -> None:
    """Work that fails tells its reporter, so that no error is lost in a log that nobody reads."""

    async def scene() -> list[BaseException]:
        errors: list[BaseException] = []

        async def work() -> None:
            raise NotFound("There is no ticket 1.")

        MainLoop().start(work(), errors.append)
        await asyncio.sleep(0.05)
        return errors

    assert [type(error) for error in asyncio.run(scene())] == [NotFound]


def test_without_a_loop_work_is_done_at_once() -> None:
    """In a plain script there is no loop, and work is over when the call returns."""
    seen: list[str] = []

    async def work() -> None:
        seen.append("done")

    main = MainLoop()
    main.start(work(), print)
    assert seen == ["done"]
    assert not main.running


def test_a_problem_says_what_to_do() -> None:
    """Every error that is shown says what happened and what to do about it."""
    assert problem_of(NotFound("Gone.")) == {
        "code": "not_found",
        "message": "Gone.",
        "what_to_do": NotFound.advice,
    }
    assert problem_of(ValueError("x"))["what_to_do"]
