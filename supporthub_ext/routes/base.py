"""What every endpoint shares: who asks, JSON in and out, and one shape of error."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import orjson
from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.extension.handler import ExtensionHandlerMixin
from tornado.web import authenticated

from supporthub_ext.actions.visitor import Visitor
from supporthub_ext.errors import NotFound, SupportHubError, UsageError
from supporthub_ext.worker import Worker

if TYPE_CHECKING:
    from supporthub_ext.actions.backoffice import Backoffice

WORKER = "supporthub_worker"

# What Jupyter itself refuses, in our words.
JUPYTER_SAYS: dict[int, tuple[str, str, str]] = {
    400: ("bad_request", "This request can't be read.", "Send JSON as docs/endpoints.md says."),
    403: ("forbidden", "The server does not accept this request.", "Sign in again, or send a valid token."),
    404: ("not_found", "There is no such address here.", "Look at the list of endpoints in the README."),
    405: ("method_not_allowed", "This address does not know that verb.", "Look at openapi.yaml."),
}


class SupportHandler(ExtensionHandlerMixin, APIHandler):
    """One endpoint. Subclasses have ``auth_resource`` and verbs, each authenticated and authorized.

    The verbs are decorated in the leaf classes only: Jupyter's ``authorized`` remembers the resource of the
    class that was asked first.
    """

    @property
    def visitor(self) -> Visitor:
        """Who asks, as the identity provider says; on a hub with the groups that the hub knows."""
        user = self.current_user
        hub_user = getattr(user, "hub_user", None)
        groups = hub_user.get("groups") or () if isinstance(hub_user, dict) else ()
        return Visitor(user.username, on_hub=hub_user is not None, groups=frozenset(groups))

    async def answer(self, question: Callable[[Backoffice], Awaitable[Any]]) -> None:
        """Ask the worker and send what it answers, as JSON made on the worker's thread."""
        worker: Worker = self.settings[WORKER]

        async def dumped(office: Backoffice) -> bytes:
            return orjson.dumps(await question(office), option=orjson.OPT_UTC_Z)

        self.finish(await worker.ask(dumped))

    async def answer_bytes(
        self, content_type: str, question: Callable[[Backoffice], Awaitable[bytes]]
    ) -> None:
        """Ask the worker and send what it answers as it is."""
        worker: Worker = self.settings[WORKER]
        found = await worker.ask(question)
        self.finish(found, set_content_type=content_type)

    def body(self) -> dict[str, Any]:
        """Answer the request's JSON object; an empty body is an empty object.

        Raises
        ------
        UsageError
            When it is JSON, but not an object.
        """
        found = self.get_json_body()
        if found is None:
            return {}
        if not isinstance(found, dict):
            raise UsageError("The body must be a JSON object.", 'Send {"name": value}.')
        return found

    def seconds(self, name: str, default: float, most: float) -> float:
        """Answer a number of seconds from the body.

        Raises
        ------
        UsageError
            When it is no number from 0 to ``most``.
        """
        value = self.body().get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            raise UsageError(f"{name} can't be {value!r}.", f"Send a number from 0 to {most:g}.")
        return float(value)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Send any error in our one shape; an unexpected one says nothing of its inside."""
        error = (kwargs.get("exc_info") or (None, None))[1]
        if isinstance(error, SupportHubError):
            self.set_status(error.http_status)
            shape = error.to_json()
        else:
            shape = _jupyter_says(status_code)
        self.set_header("Content-Type", "application/json")
        self.finish(orjson.dumps(shape, option=orjson.OPT_UTC_Z))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Say an error of ours in one line; leave the rest to Jupyter."""
        if isinstance(value, SupportHubError):
            self.log.warning("%s %s: %s", self.request.method, self.request.path, value.message)
        else:
            super().log_exception(typ, value, tb)


class UnknownPath(SupportHandler):
    """Answers every other address below ours in our own shape."""

    @authenticated
    @authorized(action="read", resource="supporthub_ext:unknown")
    async def get(self) -> None:
        """Say that there is nothing here."""
        raise NotFound("There is no such address here.", "Look at the list of endpoints in the README.")

    post = put = patch = delete = get


def _jupyter_says(status: int) -> dict[str, str]:
    code, message, what_to_do = JUPYTER_SAYS.get(
        status,
        ("internal", "Something went wrong inside the server.", "Try again; the server's log says more."),
    )
    return {"code": code, "message": message, "what_to_do": what_to_do}
