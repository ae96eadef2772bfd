"""Slack on the wire: ``/api/<method>``, and the page that a permalink opens."""

from __future__ import annotations

from supporthub_ext.sandbox.slack import about, chat, conversations, history, reactions, usergroups, users
from supporthub_ext.sandbox.slack.arguments import Arguments, merge
from supporthub_ext.sandbox.slack.call import METHODS, Call
from supporthub_ext.sandbox.slack.page import thread_page
from supporthub_ext.sandbox.slack.records import Caller, Json
from supporthub_ext.sandbox.slack.refusal import Refusal, TooMany
from supporthub_ext.sandbox.slack.workspace import Workspace
from supporthub_ext.sandbox.web import Answer, Handler

FAMILIES = (about, chat, conversations, history, reactions, usergroups, users)  # they fill METHODS
NOBODY = Caller("", "", is_bot=False, scopes=frozenset())
HTML = {"Content-Type": "text/html; charset=utf-8"}


class SlackHandler(Handler):
    """What all addresses of Slack share."""

    @property
    def workspace(self) -> Workspace:
        """The one workspace of the world."""
        found: Workspace = self.world.services["slack"]
        return found


class MethodHandler(SlackHandler):
    """``GET|POST /api/<method>``: 200 also for errors, 429 above a rate limit."""

    def on_get(self, name: str) -> Answer:
        """Do what the method does."""
        try:
            return Answer({"ok": True, **self._call(name)}, headers=self._own)
        except Refusal as refusal:
            return Answer(refusal.to_json(), headers=self._own)
        except TooMany as limit:
            headers = {"Retry-After": str(limit.retry_after_s), **self._own}
            return Answer({"ok": False, "error": "ratelimited"}, 429, headers)

    on_post = on_get

    def prepare(self) -> None:
        """Begin with no headers of Slack's own."""
        self._own: dict[str, str] = {}

    def _call(self, name: str) -> Json:
        if name not in METHODS:
            raise Refusal("unknown_method", req_method=name)
        arguments, moment = self._arguments(), self.world.clock.now()
        caller = NOBODY if name == "api.test" else self.workspace.caller(self._token(arguments))
        self._own["x-oauth-scopes"] = ",".join(sorted(caller.scopes))
        call = Call(self.workspace, caller, arguments, moment.timestamp())
        channel = arguments.text("channel")
        self.workspace.limits.count(name, METHODS[name].tier, caller.token, channel, call.now)
        shape = METHODS[name].answer(call)
        for kind, facts in call.told:
            self.world.deeds.tell(kind, moment, **facts)
        return self._warned(shape)

    def _arguments(self) -> Arguments:
        request = self.request
        query = {
            name: values[-1].decode(errors="replace") for name, values in request.query_arguments.items()
        }
        form = {name: values[-1].decode(errors="replace") for name, values in request.body_arguments.items()}
        return merge(query, form, request.body, request.headers.get("Content-Type", ""))

    def _token(self, arguments: Arguments) -> str:
        kind, _, token = self.request.headers.get("Authorization", "").partition(" ")
        return token.strip() if kind.lower() == "bearer" and token else arguments.text("token")

    def _warned(self, shape: Json) -> Json:
        """Answer the shape; a JSON body without a charset earns a warning."""
        kind = self.request.headers.get("Content-Type", "")
        if not kind.startswith("application/json") or "charset" in kind or "warning" in shape:
            return shape
        metadata = {**shape.get("response_metadata", {}), "warnings": ["missing_charset"]}
        return {**shape, "warning": "missing_charset", "response_metadata": metadata}


class PermalinkHandler(SlackHandler):
    """``GET /archives/<channel>/p<ts>``: a plain page with the message and its thread, for people."""

    def on_get(self, channel_id: str, micros: str) -> Answer:
        """Answer the page."""
        channel = self.workspace.channels.get(channel_id)
        message = channel.messages.get(int(micros)) if channel else None
        if channel is None or message is None:
            return Answer(b"<h1>Not found</h1>", 404, HTML)
        return Answer(thread_page(self.workspace, channel, message).encode(), headers=HTML)


class MissingHandler(SlackHandler):
    """Any other path."""

    def on_get(self, *_: str) -> Answer:
        """Say that there is nothing."""
        return Answer(b"<h1>Not found</h1>", 404, HTML)

    on_post = on_put = on_patch = on_delete = on_options = on_get
