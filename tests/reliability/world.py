"""What stands at every service about one ticket: two worlds are the same when these are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import httpx

from supporthub_ext.actions.settings import Settings
from tests.sandbox.room import Sandbox


class World:
    """The sandbox, and what a server needs to work on it.

    Parameters
    ----------
    sandbox, folder
        A running sandbox, and the folder that it wrote its configuration into.
    """

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self.sandbox = sandbox
        self.wanted: dict[str, list[str]] = {}  # what each action makes when nothing happens
        self._traits = json.loads((folder / "jupyter_server_config.json").read_text())["SupportHub"]
        self._freshdesk = sandbox.freshdesk()
        self._slack = _client(sandbox.ready["slack"]["url"], sandbox.ready["slack"]["bot_token"])
        self._github = _client(sandbox.ready["github"]["url"], sandbox.ready["github"]["token"])

    def close(self) -> None:
        """Close every connection."""
        for client in (self._freshdesk, self._slack, self._github):
            client.close()

    def settings(self, folder: Path, database_url: str = "") -> Settings:
        """Answer the settings of a server that keeps its things in a folder."""
        url = database_url or f"sqlite:///{folder / 'record.sqlite'}"
        return Settings(data_dir=folder, **self._traits | {"database_url": url}, refresh_s=3600)

    def new_ticket(self) -> int:
        """Let a requester write in; answer the ticket's id."""
        row = self.sandbox.writes_in(
            "ana@lagoon.example", "Our hub is slow", "Since this morning every cell takes a minute."
        )
        return int(row["id"])

    def as_seen(self, ticket_id: int) -> dict[str, Any]:
        """Answer what a request says of how a steward saw a ticket; a while goes by before anybody acts."""
        seen = _json(self._freshdesk.get(f"/tickets/{ticket_id}"))["updated_at"]
        self.sandbox.advance(60)
        return {"expected": {str(ticket_id): seen}}

    def service_at(self, port: int) -> str:
        """Answer which service stands at a port."""
        for name in ("freshdesk", "slack", "github", "control"):
            if httpx.URL(self.sandbox.ready[name]["url"]).port == port:
                return name
        raise AssertionError(f"nobody stands at port {port}")

    def effects(self, ticket_id: int) -> list[str]:
        """Answer everything that was made for a ticket, a line each, in words that fit any ticket."""
        made = [*self._desk(ticket_id), *self._mails(ticket_id), *self._said(ticket_id)]
        made += self._issues(ticket_id)
        return sorted(PLACE.sub(r"\1HERE", line).replace(str(ticket_id), "TICKET") for line in made)

    # -- a service each --------------------------------------------------------------------------------

    def _desk(self, ticket_id: int) -> list[str]:
        view = _json(self._freshdesk.get(f"/tickets/{ticket_id}"))
        talk = _json(self._freshdesk.get(f"/tickets/{ticket_id}/conversations"))
        said = [f"{'note' if one['private'] else 'reply'}: {one['body_text']}" for one in talk]
        return [f"status: {view['status']}", *said]

    def _mails(self, ticket_id: int) -> list[str]:
        mails = [mail for mail in self.sandbox.mails() if mail["ticket_id"] == ticket_id]
        return [f"mail: {mail['kind']} to {mail['to']}" for mail in mails]

    def _said(self, ticket_id: int) -> list[str]:
        found: list[str] = []
        for place in ("private_channel", "public_channel"):
            channel = self.sandbox.ready["slack"][place]
            for message in self._slack_pages("conversations.history", channel=channel):
                if not _is_about(message, ticket_id):
                    continue
                found.append(f"{place}: {_key(message)} {len(message.get('reactions', []))} reactions")
                if message.get("reply_count"):
                    replies = self._slack_pages("conversations.replies", channel=channel, ts=message["ts"])
                    found += [f"in the thread: {_key(one)}" for one in replies if one["ts"] != message["ts"]]
        return found

    def _issues(self, ticket_id: int) -> list[str]:
        path = f"/repos/{self.sandbox.ready['github']['repository']}/issues"
        rows = _json(self._github.get(path, params={"state": "all", "per_page": 100}))
        found: list[str] = []
        for row in (one for one in rows if f"sh-{ticket_id}-" in (one["body"] or "")):
            labels = sorted(label["name"] for label in row["labels"])
            who = sorted(one["login"] for one in row["assignees"])
            found.append(f"issue: {row['title']} {row['state']} {labels} {who} {row['comments']} comments")
            found += self._items(row["node_id"])
        return found

    def _items(self, issue: str) -> list[str]:
        answer = self._github.post(
            str(self._github.base_url).rstrip("/").removesuffix("/v3") + "/graphql",
            json={"query": ITEMS, "variables": {"id": issue}},
        )
        items = _json(answer)["data"]["node"]["projectItems"]["nodes"]
        return [f"item: {sorted(str(*one.values()) for one in _fields(item) if one)}" for item in items]

    def _slack_pages(self, method: str, **arguments: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        more = {"limit": "200", "include_all_metadata": "true"}
        while True:
            page = _json(self._slack.post(method, data=arguments | more))
            assert page["ok"], page
            found += page["messages"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return found
            more = more | {"cursor": cursor}


PLACE = re.compile(r"(/p|/issues/|Sprint )\d+")  # where a thing happens to stand, and when
ITEMS = """query($id: ID!) { node(id: $id) { ... on Issue { projectItems(first: 10) { nodes {
  fieldValues(first: 20) { nodes { ... on ProjectV2ItemFieldSingleSelectValue { name }
    ... on ProjectV2ItemFieldIterationValue { title } } } } } } } }"""


def _client(url: str, token: str) -> httpx.Client:
    return httpx.Client(
        base_url=url, headers={"Authorization": f"Bearer {token}"}, trust_env=False, timeout=30
    )


def _json(answer: httpx.Response) -> Any:
    assert answer.status_code < 300, answer.text
    return answer.json()


def _fields(item: dict[str, Any]) -> list[dict[str, str]]:
    return list(item["fieldValues"]["nodes"])


def _is_about(message: dict[str, Any], ticket_id: int) -> bool:
    return f"sh-{ticket_id}-" in _key(message) or f"/tickets/{ticket_id}" in message.get("text", "")


def _key(message: dict[str, Any]) -> str:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    return str(payload.get("key", "")) or "no key"
