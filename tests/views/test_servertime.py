"""The server's clock as the kernel carries it on."""

from __future__ import annotations

from datetime import datetime, timedelta

from supporthub_ext.views.servertime import ServerClock


def test_it_goes_on_from_what_the_server_said() -> None:
    """Between two answers the server's time goes on, whatever this machine's own clock says."""
    clock = ServerClock()
    clock.set("2031-01-01T00:00:00Z")
    gone = datetime.fromisoformat(clock.now()) - datetime.fromisoformat("2031-01-01T00:00:00Z")
    assert timedelta(0) <= gone < timedelta(minutes=5)
