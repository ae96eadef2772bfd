"""The kernel's way to the server that it belongs to. Sync, because a kernel has more than one event loop."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

import httpx

from supporthub_ext.errors import SupportHubError

Json = dict[str, Any]
WILDCARD_OR_LOOPBACK = {"", "*", "0.0.0.0", "::", "localhost", "127.0.0.1", "::1"}  # noqa: S104 (compared only)
PATIENCE = httpx.Timeout(30, connect=5)


class NoServer(SupportHubError):
    """Raised when a kernel can't find the Jupyter server that started it."""

    code = "no_server"
    http_status = 503
    advice = "Open the notebook in JupyterLab, or say where the server is: Desk(url=..., token=...)."


class RemoteError(SupportHubError):
    """Raised when our server answered with an error, or did not answer. ``code`` says which.

    Parameters
    ----------
    code
        The server's word for it, such as ``ticket_changed``.
    message, what_to_do, details
        As for every error; details are the further fields of the answer.
    """

    code: str  # type: ignore[misc]  # each answer brings its own

    def __init__(self, code: str, message: str, what_to_do: str | None = None, **details: Any) -> None:
        super().__init__(message, what_to_do, **details)
        self.code = code


@dataclass(frozen=True, slots=True)
class Address:
    """Where a Jupyter server listens, and its token. The token never shows in a repr."""

    url: str
    token: str | None

    def __repr__(self) -> str:
        return f"Address({self.url!r})"


class Client:
    """Speaks to ``<base_url>supporthub/`` of one Jupyter server.

    Parameters
    ----------
    url, token
        The server's address and token; by default those of the server that started this kernel.
    """

    def __init__(self, url: str | None = None, token: str | None = None) -> None:
        url = url or os.environ.get("SUPPORTHUB_URL")
        token = token or os.environ.get("SUPPORTHUB_TOKEN")
        self._given = Address(url.rstrip("/"), token) if url else None
        self._address = self._given
        self._http = httpx.Client(timeout=PATIENCE, trust_env=False)  # a proxy has no business on loopback

    # -- reading ---------------------------------------------------------------------------------------

    def health(self) -> Json:
        """Answer how the server and the services behind it are."""
        return self._get("health")

    def queue(self, view: str | None = None) -> Json:
        """Answer the queue, or one view of it, in the order to work in."""
        return self._get("queue", view=view)

    def ticket(self, ticket_id: int) -> Json:
        """Answer everything about one ticket."""
        return self._get(f"tickets/{ticket_id}")

    def rota(self, first: str | None = None, end: str | None = None) -> Json:
        """Answer who is on support and who is next, from a day (ISO 8601) to another, exclusive."""
        return self._get("rota", **{"from": first, "to": end})

    def handover(self, date: str | None = None) -> Json:
        """Answer what the next steward needs to know at the handover of a day (ISO 8601), or at the next."""
        return self._get("handover", date=date)

    def events(self) -> Json:
        """Answer the events of hubs, from wherever people wrote them down."""
        return self._get("events")

    def engineers(self, ticket_id: int | None = None) -> Json:
        """Answer every engineer, with what speaks for and against asking them now."""
        return self._get("engineers", ticket_id=None if ticket_id is None else str(ticket_id))

    def history(self, frame: str, since: str | None = None) -> tuple[list[str], list[Any]]:
        """Answer the columns and all rows of a history, page by page until there is none left."""
        page = self._get("history", frame=frame, since=since)
        columns, rows = list(page["columns"]), list(page["rows"])
        while page["next_cursor"]:
            page = self._get("history", frame=frame, since=since, cursor=page["next_cursor"])
            rows += page["rows"]
        return columns, rows

    # -- acting ----------------------------------------------------------------------------------------

    def plan(
        self,
        action: str,
        ticket_ids: Sequence[int],
        fields: Mapping[str, Any],
        expected: Mapping[int, str] | None = None,
        release: Mapping[str, str] | None = None,
    ) -> Json:
        """Build a plan. Changes nothing outside; ``expected`` says which state of the ticket was seen."""
        seen = {str(ticket_id): at for ticket_id, at in (expected or {}).items()}
        body = {"action": action, "ticket_ids": list(ticket_ids), "fields": dict(fields), "expected": seen}
        return self._ask("POST", "plans", json=body | {"release": dict(release or {})})

    def get_plan(self, plan_id: str) -> Json:
        """Answer a plan as it stands."""
        return self._get(f"plans/{plan_id}")

    def run(self, plan_id: str, wait_s: float = 30, hold_s: float = 0) -> Json:
        """Run a plan, or go on with it. Safe to repeat: nothing is sent twice."""
        patience = httpx.Timeout(wait_s + 30, connect=5)
        body = {"wait_s": wait_s, "hold_s": hold_s}
        return self._ask("POST", f"plans/{plan_id}/run", json=body, timeout=patience)

    def cancel(self, plan_id: str) -> Json:
        """Give a plan up; what it has already sent stays sent."""
        return self._ask("POST", f"plans/{plan_id}/cancel", json={})

    def by_hand(self, plan_id: str, step_id: str, link: str) -> Json:
        """Say that a step was done by hand, and where it shows; the service is asked whether it is true."""
        return self._ask("POST", f"plans/{plan_id}/steps/{step_id}/by_hand", json={"link": link})

    def claim(self, ticket_id: int) -> Json:
        """Say that you are on a ticket; it expires by itself, and is never a lock."""
        return self._ask("PUT", f"tickets/{ticket_id}/claim", json={})

    def release(self, ticket_id: int) -> None:
        """Say that you are no longer on a ticket."""
        self._ask("DELETE", f"tickets/{ticket_id}/claim")

    # -- drafts ----------------------------------------------------------------------------------------

    def draft(self, ticket_id: int, action: str) -> Json:
        """Answer what was written so far: ``fields`` (or None) and ``saved_at``."""
        return self._get(f"tickets/{ticket_id}/drafts/{action}")

    def save_draft(self, ticket_id: int, action: str, fields: Mapping[str, Any]) -> Json:
        """Keep what is written so far, on the server, where a kernel restart can't lose it."""
        return self._ask("PUT", f"tickets/{ticket_id}/drafts/{action}", json={"fields": dict(fields)})

    def delete_draft(self, ticket_id: int, action: str) -> None:
        """Forget a draft."""
        self._ask("DELETE", f"tickets/{ticket_id}/drafts/{action}")

    # -- the wire --------------------------------------------------------------------------------------

    def _get(self, path: str, **query: str | None) -> Json:
        """Read. Reading is no activity: a forgotten tab must not keep a hub's server alive."""
        known = {name: value for name, value in query.items() if value is not None}
        return self._ask("GET", path, params=known | {"no_track_activity": "1"})

    def _ask(self, method: str, path: str, **options: Any) -> Json:
        address = self._address = self._address or find_server()
        headers = {"Authorization": f"token {address.token}"} if address.token else {}
        try:
            answer = self._http.request(
                method, f"{address.url}/supporthub/{path}", headers=headers, **options
            )
        except httpx.TransportError as error:
            self._address = self._given  # a restarted server has a new port: look again next time
            raise _unreachable(error) from error
        return _read(answer)


def find_server() -> Address:
    """Answer the address of the Jupyter server that started this kernel.

    Raises
    ------
    NoServer
        When there is none, as in a plain Python session.
    """
    from jupyter_server.serverapp import list_running_servers

    parent = os.environ.get("JPY_PARENT_PID", "")
    ours = [info for info in list_running_servers() if str(info["pid"]) == parent]
    if not ours:
        raise NoServer("This kernel can't find the Jupyter server that it belongs to.")
    return Address(_local_url(ours[0]), ours[0].get("token") or None)


def end_kernel(kernel_id: str) -> None:
    """Ask the Jupyter server of this kernel to end it.

    Raises
    ------
    RemoteError
        When the server does not answer, or refuses.
    NoServer
        When there is none.
    """
    server = find_server()
    headers = {"Authorization": f"token {server.token}"} if server.token else {}
    url = f"{server.url}/api/kernels/{kernel_id}"
    with httpx.Client(timeout=PATIENCE, trust_env=False) as http:
        try:
            _read(http.delete(url, headers=headers))
        except httpx.TransportError as error:
            raise _unreachable(error) from error


def _local_url(info: Mapping[str, Any]) -> str:
    """Answer an address that works from this machine: a wildcard is no host to call."""
    hostname = str(info.get("hostname", ""))
    if hostname not in WILDCARD_OR_LOOPBACK:
        return str(info["url"]).rstrip("/")
    scheme = urlsplit(str(info["url"])).scheme or "http"
    return f"{scheme}://127.0.0.1:{info['port']}{info['base_url']}".rstrip("/")


def _read(answer: httpx.Response) -> Json:
    if answer.status_code == 204:
        return {}
    try:
        body = answer.json()
    except ValueError:
        body = None
    if answer.is_success and isinstance(body, dict):
        return cast("Json", body)
    raise _refusal(answer.status_code, body if isinstance(body, dict) else {})


def _refusal(status: int, body: Json) -> RemoteError:
    """Answer our own server's error as it said it; explain those that Jupyter itself makes."""
    if "code" in body and "message" in body:
        return RemoteError(**body)
    if status == 404:
        advice = "Check `jupyter server extension list`, then restart the server."
        return RemoteError("not_installed", "This Jupyter server does not run supporthub_ext.", advice)
    if status in {302, 401, 403}:
        advice = "Open the notebook anew from JupyterLab, or check the token given to Desk."
        return RemoteError("not_allowed", "The Jupyter server does not accept this kernel's token.", advice)
    return RemoteError("unreadable", f"The Jupyter server answered {status}, and not in a form we know.")


def _unreachable(error: httpx.TransportError) -> RemoteError:
    if isinstance(error, httpx.TimeoutException):
        return RemoteError(
            "slow", "The Jupyter server takes too long to answer.", "Wait a moment; we look again."
        )
    advice = "Is it still running? If it was restarted, restart this kernel as well."
    return RemoteError("unreachable", "The Jupyter server can't be reached.", advice)
