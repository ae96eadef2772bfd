"""A running sandbox as the tests see it: its ready line, and what its control room can do."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import httpx

NOW = "2026-03-04T10:00:00Z"


class Sandbox:
    """The sandbox as a subprocess, started with options: ``Sandbox(tickets=20, plan="growth")``.

    ``True`` gives a bare flag, ``None`` leaves an option out; underscores become hyphens.
    """

    def __init__(self, **options: Any) -> None:
        options = {"now": NOW, **options}
        command = [sys.executable, "-m", "supporthub_ext.sandbox"]
        for name, value in options.items():
            if value is not None and value is not False:
                command += [f"--{name.replace('_', '-')}", *([] if value is True else [str(value)])]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"the sandbox ended with {self.process.wait(10)} instead of a ready line"
        self.ready: dict[str, Any] = json.loads(line)
        self.control = httpx.Client(base_url=self.ready["control"]["url"], trust_env=False, timeout=30)

    def stop(self) -> int:
        """End the process in good order and answer its exit status."""
        self.control.close()
        self.process.terminate()
        status = self.process.wait(10)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return status

    # --- FreshDesk -----------------------------------------------------------------------------------
    @property
    def freshdesk_url(self) -> str:
        return str(self.ready["freshdesk"]["url"])

    @property
    def api_key(self) -> str:
        return str(self.ready["freshdesk"]["api_key"])

    def freshdesk(self, api_key: str | None = None) -> httpx.Client:
        """A plain client of its API, as the product's account or as somebody else. Close it."""
        return httpx.Client(
            base_url=f"{self.freshdesk_url}/api/v2",
            auth=(api_key or self.api_key, "X"),
            trust_env=False,
            timeout=30,
        )

    # --- the control room ------------------------------------------------------------------------------
    def _say(self, method: str, path: str, body: Any = None) -> Any:
        answer = self.control.request(method, path, json=body)
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    def now(self) -> str:
        return str(self._say("GET", "/clock")["now"])

    def set_clock(self, now: str) -> str:
        return str(self._say("POST", "/clock", {"now": now})["now"])

    def advance(self, seconds: float) -> str:
        return str(self._say("POST", "/clock", {"advance_s": seconds})["now"])

    def stand_still(self) -> None:
        """Let the clock move only when it is set."""
        self._say("POST", "/clock", {"still": True})

    def fault(self, **fault: Any) -> None:
        """Set a fault: service, method, path, status, headers, body, count, when, delay_s, drop."""
        self._say("POST", "/faults", fault)

    def clear_faults(self) -> None:
        self._say("DELETE", "/faults")

    def log(self, service: str = "") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._say("GET", f"/log?service={service}")["requests"]
        return found

    def clear_log(self) -> None:
        self._say("DELETE", "/log")

    def people(self) -> dict[str, Any]:
        found: dict[str, Any] = self._say("GET", "/people")
        return found

    def problems(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._say("GET", "/problems")["problems"]
        return found

    def mails(self) -> list[dict[str, Any]]:
        """What FreshDesk sent: kind (reply, notification, survey), ticket_id, to, text, at."""
        found: list[dict[str, Any]] = self._say("GET", "/mails")["mails"]
        return found

    def form(self, field: str, **rule: Any) -> None:
        """Change a ticket field of the account: required_for_closure, required_for_agents, choices, ..."""
        self._say("POST", f"/ticket_fields/{field}", rule)

    def writes_in(self, email: str, subject: str, text: str, **more: Any) -> dict[str, Any]:
        """A requester writes in; answers the ticket."""
        body = {"email": email, "subject": subject, "text": text, **more}
        found: dict[str, Any] = self._say("POST", "/tickets", body)
        return found

    def answers(self, ticket_id: int, text: str, **more: Any) -> dict[str, Any]:
        """The requester of a ticket answers; answers the conversation."""
        found: dict[str, Any] = self._say("POST", f"/tickets/{ticket_id}/replies", {"text": text, **more})
        return found
