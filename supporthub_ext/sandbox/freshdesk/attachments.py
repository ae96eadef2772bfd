"""Files of tickets and conversations. They lie on another host, behind links that end soon.

That host refuses ``Authorization``: the link itself is the key, and a client that sends ours to strangers
shall notice.
"""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import quote

from supporthub_ext.sandbox.freshdesk.files import INVENTED_FROM, NOTEBOOK, Files
from supporthub_ext.sandbox.web import Answer, Handler, Refusal, Service
from supporthub_ext.sandbox.world import World

LINK_LASTS_S = 300
FOLDER = "/data/helpdesk/attachments/production"


def with_links(world: World, attachments: Any) -> Any:
    """Answer attachments with a link made now; rows that were loaded keep what they have."""
    if not isinstance(attachments, list):
        return attachments
    return [_with_link(world, one) for one in attachments]


def _with_link(world: World, one: Any) -> Any:
    if not isinstance(one, dict) or one.get("attachment_url") or "id" not in one:
        return one
    ends = int(world.clock.now().timestamp()) + LINK_LASTS_S
    signed = f"X-Amz-Expires={LINK_LASTS_S}&ends={ends}&X-Amz-Signature={_signature(world, one['id'], ends)}"
    address = f"{world.urls.get('attachments', '')}{FOLDER}/{one['id']}/{quote(str(one.get('name')))}"
    return one | {"attachment_url": f"{address}?{signed}"}


def _signature(world: World, number: int, ends: int) -> str:
    return hashlib.sha256(f"{world.seed}:{number}:{ends}".encode()).hexdigest()


def _no(status: int, code: str, message: str) -> Refusal:
    error = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n{error}'
    return Refusal(status, body.encode(), {"Content-Type": "application/xml"})


class Missing(Handler):
    """Any other address of the host with the files."""

    def begin(self) -> None:
        """Say that there is nothing."""
        raise _no(404, "NoSuchKey", "The specified key does not exist.")


class Download(Handler):
    """``GET`` of a file by its link."""

    def on_get(self, number: str, name: str) -> Answer:
        """Answer the file.

        Raises
        ------
        Refusal
            400 with ``Authorization``, 403 for a link that is wrong or over, 404 for a file that is gone.
        """
        del name
        if "Authorization" in self.request.headers:
            message = "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter or the Authorization header should be specified"  # noqa: E501 - S3's own words
            raise _no(400, "InvalidArgument", message)
        ends = self.get_query_argument("ends", "")
        signed = self.get_query_argument("X-Amz-Signature", "")
        if not ends.isdigit() or signed != _signature(self.world, int(number), int(ends)):
            raise _no(403, "SignatureDoesNotMatch", "The request signature does not match.")
        if int(ends) < self.world.clock.now().timestamp():
            raise _no(403, "AccessDenied", "Request has expired")
        files: Files = self.world.services["attachments"]
        if (sent := files.kept.get(int(number))) is not None:
            return Answer(sent.content, headers={"Content-Type": sent.content_type})
        if INVENTED_FROM < int(number) < 48_000_000_000:
            return Answer(NOTEBOOK, headers={"Content-Type": "application/x-ipynb+json"})
        raise _no(404, "NoSuchKey", "The specified key does not exist.")


def make(world: World) -> Service:
    """Answer the host with the files."""
    world.services.setdefault("attachments", Files())
    return Service("attachments", [(FOLDER + r"/(\d+)/(.+)", Download)], Missing, lambda url: {"url": url})
