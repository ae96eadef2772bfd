"""A kernel that Voila started and that no page needs any more ends."""

from __future__ import annotations

import asyncio

import pytest

from supporthub_ext.errors import SupportHubError
from supporthub_ext.views import pages as pages_module
from supporthub_ext.views.pages import VOILA, Pages, end_without_pages


class Refused(SupportHubError):
    code = "refused"


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Pages:
    """Answer pages that are silent as soon as nobody speaks, looked at without rest."""
    monkeypatch.setattr(pages_module, "LOOK_EVERY_S", 0.001)
    monkeypatch.setattr(pages_module, "SILENT_FOR_S", -1.0)
    monkeypatch.setenv(VOILA, "kernel-1")
    return Pages()


def ended(pages: Pages, monkeypatch: pytest.MonkeyPatch, refusals: int = 0) -> list[str]:
    """Let it look for a while; answer the kernels that it asked to end."""
    asked: list[str] = []

    def end(kernel_id: str) -> None:
        asked.append(kernel_id)
        if len(asked) <= refusals:
            raise Refused("Not now.")
        monkeypatch.delenv(VOILA)  # as if the kernel were no more

    async def scene() -> None:
        work = asyncio.ensure_future(end_without_pages(end, pages))
        for _ in range(10):
            await asyncio.wait({work}, timeout=0.02)
        work.cancel()

    asyncio.run(scene())
    return asked


def test_a_silent_page_frees_its_kernel(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    """When no page has spoken for long, the server is asked to end this very kernel, once."""
    assert ended(pages, monkeypatch) == ["kernel-1"]


def test_a_server_that_refuses_is_asked_again(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel that could not be ended now is ended later."""
    assert ended(pages, monkeypatch, refusals=2) == ["kernel-1"] * 3


def test_a_page_that_speaks_keeps_its_kernel(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as a page has spoken lately nothing ends."""
    monkeypatch.setattr(pages_module, "SILENT_FOR_S", 3600.0)
    pages.heard()
    assert ended(pages, monkeypatch) == []


def test_a_kernel_of_jupyterlab_stays(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside of Voila a kernel belongs to its notebook, page or not."""
    monkeypatch.delenv(VOILA)
    assert ended(pages, monkeypatch) == []
