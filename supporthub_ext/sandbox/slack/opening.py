"""The workspace as the curtain opens: the team, their channels, and what was said lately."""

from __future__ import annotations

from supporthub_ext.sandbox.people import BOT, COMMUNITIES, ORGANISATION, TEAM, Colleague, Contact
from supporthub_ext.sandbox.slack.records import Caller, Channel, Group, Line, User
from supporthub_ext.sandbox.slack.workspace import Team, Workspace
from supporthub_ext.sandbox.world import World

HOUR = 3600
DAY = 24 * HOUR
YEAR = 365 * DAY

_KINDS = ("channels", "groups", "im", "mpim")
BOT_SCOPES = frozenset(
    {f"{kind}:{right}" for kind in _KINDS for right in ("history", "read")}
    | {f"{kind}:{right}" for kind in ("channels", "groups") for right in ("write.invites", "write.topic")}
    | {f"{things}:{right}" for things in ("pins", "reactions", "usergroups") for right in ("read", "write")}
    | {"channels:join", "chat:write", "im:write", "mpim:write", "team:read", "users:read", "users:read.email"}
)
PERSON_SCOPES = BOT_SCOPES | {"channels:write", "groups:write"}
STEWARDS = "S0STEWARD1"
ENGINEERS = "S0ENGINEER"
LEFT = "U0OONAVALE"
WORKSPACE = Team(
    id="T0LAGOON01",
    name=ORGANISATION,
    domain="lagoon",
    url="http://127.0.0.1/",  # until the service knows where it listens
    app_id="A0SUPPORT1",
    bot_id="B0SUPPORT1",
    bot_user=BOT.slack_id,
)


def open_workspace(world: World) -> Workspace:
    """Answer the workspace of a world, with everybody in it and the talk of the last days."""
    workspace = Workspace(WORKSPACE)
    now = world.clock.now().timestamp()
    for one in TEAM:
        _settle(workspace, one, now)
    _settle(workspace, BOT, now)
    workspace.users[LEFT] = User(LEFT, "oona", "Oona Vale", "oona@lagoon.example", deleted=True)
    guests = [community.representatives[0] for community in COMMUNITIES[:4]]
    for number, guest in enumerate(guests, start=1):
        _welcome(workspace, number, guest)
    _make_channels(world, workspace, now)
    _make_groups(world, workspace, now)
    _talk(world, workspace, now)
    return workspace


def _settle(workspace: Workspace, one: Colleague, now: float) -> None:
    is_bot = one is BOT
    workspace.users[one.slack_id] = User(
        id=one.slack_id,
        name=one.name.lower().replace(" ", "-") if is_bot else one.id,
        real_name=one.name,
        email=None if is_bot else one.mail,
        zone=one.zone,
        is_admin=one.admin and not is_bot,
        is_bot=is_bot,
        updated=int(now - YEAR),
    )
    scopes = BOT_SCOPES if is_bot else PERSON_SCOPES
    workspace.callers[one.slack_token] = Caller(one.slack_token, one.slack_id, is_bot, scopes)


def _welcome(workspace: Workspace, number: int, guest: Contact) -> None:
    """Let in somebody from outside: the public channel is open to them."""
    user_id, first = f"U0GUEST{number:03d}", guest.name.split()[0].lower()
    workspace.users[user_id] = User(user_id, first, guest.name, guest.mail, guest.zone, is_guest=True)
    token = f"xoxp-guest-{first}"
    workspace.callers[token] = Caller(token, user_id, is_bot=False, scopes=PERSON_SCOPES)


def _make_channels(world: World, workspace: Workspace, now: float) -> None:
    team = [one.slack_id for one in TEAM]
    guests = [one.id for one in workspace.users.values() if one.is_guest]
    places, leads = world.places, [one.slack_id for one in TEAM if one.admin]
    duty = " and ".join(one.name for one in world.on_duty())
    private, public = world.profile.channels
    created, chief = int(now - YEAR), leads[0]
    rooms = (
        Channel("C0GENERAL1", "general", is_general=True, members=[*team]),
        Channel(
            places.private_channel,
            private,
            is_private=True,
            members=[*team, BOT.slack_id],
            topic=Line(f"On support duty: {duty}", chief, created),
            purpose=Line("Talk about FreshDesk tickets. One thread for each ticket.", chief, created),
        ),
        Channel(
            places.public_channel,
            public,
            members=[*team, BOT.slack_id, *guests],
            purpose=Line("How to run a hub. Open to everybody.", chief, created),
        ),
        Channel("C0LEADERS1", "leadership", is_private=True, members=leads),
        Channel("C0INCIDENT", "incident-2021", is_archived=True, members=[*team, BOT.slack_id]),
    )
    for room in rooms:
        room.created, room.creator = created, chief
        workspace.channels[room.id] = room


def _make_groups(world: World, workspace: Workspace, now: float) -> None:
    duty = [one.slack_id for one in world.on_duty()]
    handle, stewards = world.profile.data["handover"]["user_group"], world.profile.data["roles"]["stewards"]
    engineers = [one.slack_id for one in TEAM if one.engineer]
    chief = next(one.slack_id for one in TEAM if one.admin)
    made = int(now - YEAR)
    for group in (
        Group(STEWARDS, handle, stewards, duty, chief, created=made, updated=made),
        Group(ENGINEERS, "engineers", "Engineers", engineers, chief, created=made, updated=made),
    ):
        workspace.groups[group.id] = group


# What was said in the public channel: days ago, who (G1 is the first guest), what, and the answers.
_TALK: tuple[tuple[float, str, str, tuple[tuple[float, str, str], ...]], ...] = (
    (
        11.2,
        "G2",
        "Can a hub start with JupyterLab by default, and not with the classic notebook?",
        ((10.9, "chiara", "Yes. Set `singleuser.defaultUrl` to `/lab` in the hub's configuration."),),
    ),
    (
        8.1,
        "mei",
        "The nodes with a GPU now start in about four minutes. Tell us if yours are slower.",
        ((7.8, "G3", "Ours took three. Thank you!"),),
    ),
    # Nobody answered this one: more than a working day has passed, whatever day it is now.
    (
        4.6,
        "G1",
        "How do we share a read-only data folder with everybody on the hub? Our course begins soon.",
        (),
    ),
    (
        3.2,
        "G4",
        "Is there a limit on how many people can be logged in at once?",
        ((3.0, "noah", "No fixed one. Above two hundred, tell us some days before."),),
    ),
    (0.2, "G2", "Does anybody use `nbgitpuller` with a private repository?", ()),
)


def _talk(world: World, workspace: Workspace, now: float) -> None:
    channel = workspace.channels[world.places.public_channel]
    ids = {one.id: one.slack_id for one in TEAM}
    ids |= {f"G{number}": f"U0GUEST{number:03d}" for number in range(1, 5)}
    said: list[tuple[float, str, str, float | None]]
    said = [(days, who, text, None) for days, who, text, _ in _TALK]
    said += [(days, who, text, root) for root, *_, answers in _TALK for days, who, text in answers]
    roots: dict[float, int] = {}
    for days, who, text, root in sorted(said, key=lambda one: -one[0]):
        parent = None if root is None else roots[root]
        roots[days] = workspace.say(channel, ids[who], text, now - days * DAY, parent=parent).micros
