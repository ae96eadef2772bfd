"""What can be reached with the configured keys, and what to do about the rest: a call or two a service."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import httpx

from supporthub_ext.doctor.calls import BOARD, Call
from supporthub_ext.doctor.places import Place
from supporthub_ext.doctor.wire import open_client, send

State = Literal["ok", "down", "refused", "limited", "not_configured"]
TITLES = {"freshdesk": "FreshDesk", "slack": "Slack", "github": "GitHub"}
SETTINGS = {
    "freshdesk": "Set SupportHub.freshdesk_url, and put the key into SUPPORTHUB_FRESHDESK_API_KEY.",
    "slack": "Put the bot's token into SUPPORTHUB_SLACK_BOT_TOKEN.",
    "github": "Put a token into SUPPORTHUB_GITHUB_TOKEN.",
}
BAD_TOKEN = {
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "missing_scope",
}


@dataclass(frozen=True, slots=True)
class Reached:
    """How one service answered, and what to do about it."""

    service: str
    state: State
    message: str
    what_to_do: str = ""


def reach(place: Place) -> Reached:
    """Answer how a service answers to its key."""
    title = TITLES[place.service]
    if not place.known:
        return Reached(place.service, "not_configured", f"{title} is not set up.", SETTINGS[place.service])
    try:
        with open_client(place) as http:
            return LOOKS[place.service](place, lambda call: send(http, place, call, place.facts))
    except httpx.HTTPError as problem:
        return Reached(
            place.service,
            "down",
            f"{title} gives no answer ({type(problem).__name__}).",
            f"Check the address {place.root}, and the network.",
        )


Ask = Callable[[Call], httpx.Response]


def _freshdesk(place: Place, ask: Ask) -> Reached:
    answer = ask(Call("GET", "/api/v2/agents/me"))
    return _refusal(place, answer) or Reached("freshdesk", "ok", "FreshDesk accepts the key.")


def _slack(place: Place, ask: Ask) -> Reached:
    answer = ask(Call("POST", "/auth.test"))
    if trouble := _refusal(place, answer) or _slack_says(answer.json()):
        return trouble
    listed = ask(
        Call("POST", "/conversations.list", {"types": "public_channel,private_channel", "limit": 999})
    ).json()
    if trouble := _slack_says(listed):
        return trouble
    inside = {one["name"] for one in listed["channels"] if one.get("is_member")}
    missing = [
        name for name in (place.facts["channel_name"], place.facts["public_name"]) if name not in inside
    ]
    if missing:
        names = " and ".join(f"#{name}" for name in missing)
        return Reached(
            "slack", "refused", f"The bot is not in {names}.", "Invite it there: /invite @its-name."
        )
    return Reached("slack", "ok", "Slack accepts the token, and the bot is in both channels.")


def _github(place: Place, ask: Ask) -> Reached:
    answer = ask(Call("GET", "/repos/{repository}"))
    if answer.status_code == 404:
        return Reached(
            "github",
            "refused",
            f"The token does not see {place.facts['repository']}.",
            "Check the name in the process file, and that the token may read and write its issues.",
        )
    if trouble := _refusal(place, answer):
        return trouble
    board = ask(Call("POST", "", {"org": "{org}", "number": "{project}"}, graphql=BOARD))
    if trouble := _refusal(place, board):
        return trouble
    if board.json().get("errors"):
        return Reached(
            "github",
            "refused",
            f"The token does not see project {place.facts['project']} of {place.facts['org']}.",
            "Check the board's number in the process file, and that the token may read and write projects.",
        )
    return Reached("github", "ok", "GitHub accepts the token, and it sees the repository and the board.")


def _slack_says(body: Mapping[str, Any]) -> Reached | None:
    if body.get("ok"):
        return None
    error = str(body.get("error"))
    todo = (
        "Check the token and its scopes."
        if error in BAD_TOKEN
        else "Slack's documentation explains this word."
    )
    return Reached("slack", "limited" if error == "ratelimited" else "refused", f"Slack says {error}.", todo)


def _refusal(place: Place, answer: httpx.Response) -> Reached | None:
    """Answer what is wrong with an answer, None when it is good JSON."""
    title = TITLES[place.service]
    if answer.status_code in {401, 403}:
        return Reached(
            place.service,
            "refused",
            f"{title} does not accept the key (status {answer.status_code}).",
            "Check the key: it may be wrong, withdrawn, or belong to somebody without this right.",
        )
    if answer.status_code == 429:
        return Reached(
            place.service, "limited", f"{title} wants fewer calls.", "Wait a minute and try again."
        )
    if answer.status_code != 200 or not _is_json(answer):
        return Reached(
            place.service,
            "down",
            f"{title} does not answer as it should (status {answer.status_code}).",
            f"Check the address {place.root}: a log-in page or a proxy may be answering for it.",
        )
    return None


def _is_json(answer: httpx.Response) -> bool:
    try:
        return isinstance(answer.json(), dict)
    except ValueError:
        return False


LOOKS: Mapping[str, Callable[[Place, Ask], Reached]] = {
    "freshdesk": _freshdesk,
    "slack": _slack,
    "github": _github,
}
