"""Our own server as the kernel side sees it: answers by path over real HTTP, and what it was asked."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

Json = dict[str, Any]
NOW = "2026-03-04T10:00:00Z"
HELD_S = 25


class OurServer:
    """Answers what ``answers`` says for ``"GET queue"``; a list is used up one by one, the last one stays.

    An answer is JSON, or ``(status, JSON)``, or a text for what is not JSON at all.
    """

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.asked: list[tuple[str, Any]] = []
        self.addresses: list[str] = []
        self._open = Event()
        self._open.set()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def hold(self) -> None:
        """Answer nothing until ``let_go``."""
        self._open.clear()

    def let_go(self) -> None:
        self._open.set()

    def answer_to(self, call: str, body: Any) -> tuple[int, Any]:
        self.asked.append((call, body))
        self._open.wait(HELD_S)
        answer = self.answers.get(call, (404, {"code": "not_found", "message": call, "what_to_do": "-"}))
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        return answer if isinstance(answer, tuple) else (200, answer)

    def calls(self, call: str) -> list[Any]:
        return [body for asked, body in self.asked if asked == call]


def _handler(server: OurServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            server.addresses.append(self.path)
            path = self.path.split("?")[0].removeprefix("/supporthub/")
            status, answer = server.answer_to(f"{self.command} {path}", body)
            raw = answer.encode() if isinstance(answer, str) else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 (http.server's names)

        def log_message(self, *args: Any) -> None:
            """Say nothing on the terminal."""

    return Handler


def row(ticket_id: int, **more: Any) -> Json:
    return {
        "ticket_id": ticket_id,
        "subject": f"Subject {ticket_id}",
        "community": "Lagoon Lab",
        "hub": "lagoon.hub.example",
        "requester": "Ana Demo",
        "status": "open",
        "status_label": "Open",
        "assignee": None,
        "impact": "unknown",
        "next_step": "acknowledge",
        "due_at": "2026-03-04T18:00:00Z",
        "due_soon_at": "2026-03-04T14:00:00Z",
        "due_soon": False,
        "overdue": False,
        "ball": "ours",
        "because": "Nobody has answered yet.",
        "reason": "Nobody has answered yet. Impact unknown, 8 hours of working time left.",
        "noise": None,
        "claim": None,
        "mismatches": [],
        "event_id": None,
        "event": None,
        "stuck": [],
        "links": {"ticket": "https://desk.example/a/tickets/1", "thread": None, "issue": None},
        "messages": 1,
        "updated_at": "2026-03-03T18:00:00Z",
        **more,
    }


def queue(*rows: Json, **more: Any) -> Json:
    return {
        "now": NOW,
        "as_of": NOW,
        "stale": False,
        "state": "ready",
        "progress": None,
        "problem": None,
        "you": {"person_id": "tara", "name": "Tara Steward", "steward": True},
        "tickets": list(rows),
        **more,
    }


def ticket(ticket_id: int, **more: Any) -> Json:
    return {
        "now": NOW,
        "ticket": row(ticket_id),
        "derivation": [],
        "conversation": [],
        "facts": {},
        "plans": [],
        "drafts": {},
        "same_hub": [],
        **more,
    }


def step(**more: Any) -> Json:
    return {
        "id": "reply",
        "kind": "reply",
        "service": "freshdesk",
        "audience": "requester",
        "to": "Ana Demo at Lagoon Lab",
        "text": "Dear Ana",
        "side_effects": [],
        "needs": [],
        "key": "sh-4101-reply-1-reply",
        "state": "planned",
        "receipt": None,
        **more,
    }


def plan(state: str = "shown", *steps: Json, **more: Any) -> Json:
    return {
        "id": "p1",
        "version": 1,
        "action": "reply",
        "ticket_ids": [4101],
        "actor": "tara",
        "created_at": NOW,
        "state": state,
        "checks": [],
        "steps": list(steps) or [step()],
        **more,
    }


def refusal(code: str, **more: Any) -> Json:
    return {"code": code, "message": "It moved.", "what_to_do": "Look again.", **more}
