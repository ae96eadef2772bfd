"""A back office on a sandbox, driven step by step: nothing is read unless a test says so.

People act at the services by themselves, with their own tokens, through plain HTTP.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import httpx

from supporthub_ext.actions.backoffice import Backoffice
from supporthub_ext.actions.settings import Settings
from supporthub_ext.actions.visitor import Visitor
from tests.sandbox.room import Sandbox

Json = dict[str, Any]
STEWARD = "amara"
NEVER_S = 100_000.0
ITEM = """query($id: ID!) { node(id: $id) { ... on Issue { projectItems(first: 1, includeArchived: true) {
  nodes { id isArchived project { id } } } } } }"""


class House:
    """One sandbox, one back office on an event loop of its own, and the people of the sandbox.

    Parameters
    ----------
    folder
        Where its files go.
    """

    def __init__(self, folder: Path) -> None:
        self.sandbox = Sandbox(tickets=30, open=12, write_config=folder)
        traits = json.loads((folder / "jupyter_server_config.json").read_text())["SupportHub"]
        record = f"sqlite:///{folder / 'record.sqlite'}"
        told = traits | {"database_url": record, "local_steward": STEWARD, "refresh_s": NEVER_S}
        self._loop = asyncio.new_event_loop()
        self._visitor = Visitor("anonymous")
        self._people = {one["id"]: one for one in self.sandbox.people()["people"]}
        self.office = self._run(self._open(Settings(data_dir=folder, **told)))
        self.repository = str(self.sandbox.ready["github"]["repository"])
        self.channel = str(self.sandbox.ready["slack"]["private_channel"])
        self._http = httpx.Client(trust_env=False, timeout=30)
        self.look()

    def close(self) -> None:
        """Close the office and end the sandbox."""
        self._run(self.office.close())
        self._loop.close()
        self._http.close()
        self.sandbox.stop()

    async def _open(self, settings: Settings) -> Backoffice:
        office = Backoffice(settings, logging.getLogger(__name__))
        looker = office._looker
        for _ in range(1000):
            if looker.slack.as_of and looker.github.as_of and not office._refresher.pulling:
                return office
            await asyncio.sleep(0.02)
        raise AssertionError("the services were not read")

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._loop.run_until_complete(work)

    # -- what a steward does ---------------------------------------------------------------------------

    def ticket(self, subject: str = "Our hub is slow", text: str = "Every cell takes a minute.") -> int:
        """Let a requester write in, and read it."""
        ticket_id = int(self.sandbox.writes_in("ana@lagoon.example", subject, text)["id"])
        self.look(everything=False)
        return ticket_id

    def preview(self, action: str, *ticket_ids: int, release: Json | None = None, **fields: Any) -> Json:
        """Build a plan."""
        body = {"action": action, "ticket_ids": list(ticket_ids), "fields": fields, "release": release or {}}
        plan: Json = self._run(self.office.build_plan(self._visitor, body))
        return plan

    def run(self, plan: Json) -> Json:
        """Run a plan, and answer it as it stands then."""
        ran: Json = self._run(self.office.run_plan(self._visitor, plan["id"], 60, 0))
        return ran

    def do(self, action: str, *ticket_ids: int, **fields: Any) -> Json:
        """Build a plan and run it; it must end well."""
        done = self.run(self.preview(action, *ticket_ids, **fields))
        assert done["state"] == "done", [step["receipt"] for step in done["steps"]]
        return done

    def cancel(self, plan: Json) -> None:
        """Give a plan up."""
        self._run(self.office.cancel_plan(self._visitor, plan["id"]))

    def queue(self, view: str = "all") -> Json:
        """Answer the queue."""
        found: Json = self._run(self.office.queue(self._visitor, view))
        return found

    def row(self, ticket_id: int, view: str = "all") -> Json | None:
        """Answer a ticket's row in a view of the queue, or None."""
        rows: list[Json] = self.queue(view)["tickets"]
        return next((row for row in rows if row["ticket_id"] == ticket_id), None)

    def panel(self, ticket_id: int) -> Json:
        """Answer everything about a ticket."""
        found: Json = self._run(self.office.ticket(self._visitor, ticket_id))
        return found

    def suggested(self, ticket_id: int) -> str:
        """Answer whom one should ask about a ticket."""
        engineers = self._run(self.office.engineers(ticket_id))["engineers"]
        return str(next(one["person_id"] for one in engineers if one["suggested"]))

    def look(self, *, everything: bool = True) -> None:
        """Look at every service once; at what is looked for now and then only when it is time for it."""
        looker = self.office._looker
        if everything:
            looker.github._board_at = looker.github._sure_at = float("-inf")
        self._run(self.office._refresher.run())
        self._run(looker._slack())
        self._run(looker._github())

    def look_for_hidden(self) -> None:
        """Look for tickets that FreshDesk does not list any more, as happens every few minutes."""
        self.sandbox.advance(600)
        self._run(self.office._looker._hidden.run())
        self.look()

    def token_of(self, who: str) -> str:
        """Answer somebody's token at GitHub."""
        return str(self._people[who]["github_token"])

    # -- what people do by themselves ------------------------------------------------------------------

    def issue_of(self, ticket_id: int) -> int:
        """Answer the number of a ticket's issue."""
        return int(self.panel(ticket_id)["issue"]["link"].rsplit("/", 1)[1])

    def github(self, method: str, path: str, body: Any = None, who: str = "chiara") -> Any:
        """Somebody does something in the repository."""
        url = f"{self.sandbox.ready['github']['url']}/repos/{self.repository}/{path}"
        return self._call(method, url, self._people[who]["github_token"], body)

    def outsider_comments(self, number: int, text: str) -> None:
        """Somebody outside the team comments on an issue."""
        url = f"{self.sandbox.ready['github']['url']}/repos/{self.repository}/issues/{number}/comments"
        self._call("POST", url, "gh-guest-tala-token", {"body": text})

    def graph(self, query: str, who: str = "chiara", **variables: Any) -> Json:
        """Somebody does something on the board."""
        url = self.sandbox.ready["github"]["url"].removesuffix("/v3") + "/graphql"
        token = self._people[who]["github_token"]
        answer = self._call("POST", url, token, {"query": query, "variables": variables})
        assert not answer.get("errors"), answer
        found: Json = answer["data"]
        return found

    def item_of(self, number: int) -> dict[str, str]:
        """Answer an issue's item on the board, and the board."""
        issue = self.github("GET", f"issues/{number}")
        node = self.graph(ITEM, id=issue["node_id"])["node"]["projectItems"]["nodes"][0]
        return {"item": node["id"], "project": node["project"]["id"]}

    def slack(self, method: str, who: str = "", **arguments: Any) -> Json:
        """Somebody (without a name: our own app) does something in Slack."""
        token = self._people[who]["slack_token"] if who else self.sandbox.ready["slack"]["bot_token"]
        answer: Json = self._call("POST", self.sandbox.ready["slack"]["url"] + method, token, arguments)
        assert answer["ok"], answer
        return answer

    def thread_of(self, ticket_id: int) -> str:
        """Answer the first message of a ticket's thread, by its ``ts``."""
        return str(self.office.office.elsewhere.thread(ticket_id)["ts"])  # type: ignore[index]

    def freshdesk(self, method: str, path: str, body: Any = None, who: str = STEWARD) -> Any:
        """Somebody does something in FreshDesk."""
        with self.sandbox.freshdesk(self._people[who]["freshdesk_api_key"]) as client:
            answer = client.request(method, path, json=body)
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    def _call(self, method: str, url: str, token: str, body: Any) -> Any:
        answer = self._http.request(method, url, json=body, headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    # -- what was sent ---------------------------------------------------------------------------------

    def calls(self) -> list[str]:
        """Answer the calls since the log was cleared: ``github POST .../issues``."""
        found = [f"{one['service']} {one['method']} {one['path']}" for one in self.sandbox.log()]
        return [line for line in found if not line.startswith("control")]

    def writes(self) -> list[str]:
        """Answer those of them that make something; GraphQL and Slack read by POST too."""
        reads = ("graphql", ".list", ".history", ".replies", ".info", ".test", "getPermalink")
        return [line for line in self.calls() if " GET " not in line and not line.endswith(reads)]
