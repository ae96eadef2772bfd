"""The organisation as the curtain opens: accounts, repositories, labels and an empty board."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from supporthub_ext.sandbox.github import labels
from supporthub_ext.sandbox.github.accounts import Account, Accounts
from supporthub_ext.sandbox.github.board import Project
from supporthub_ext.sandbox.github.fields import Iteration, Option
from supporthub_ext.sandbox.github.limits import Limits
from supporthub_ext.sandbox.github.repository import Repository
from supporthub_ext.sandbox.github.state import GitHub
from supporthub_ext.sandbox.people import ANCHOR, BOT, COMMUNITIES, ORGANISATION, TEAM, Colleague
from supporthub_ext.sandbox.profile import Profile
from supporthub_ext.sandbox.world import World

FOUNDED = datetime(2019, 5, 1, 12, tzinfo=UTC)
SPRINT = timedelta(days=14)
SPRINTS_KEPT = range(-6, 14)  # around the running one: enough for a long story
OTHER_LABELS = {
    "type: Hub Incident": ("b60205", "A hub did not work"),
    "bug": ("d73a4a", "Something isn't working"),
    "enhancement": ("a2eeef", "New feature or request"),
    "documentation": ("0075ca", "Improvements or additions to documentation"),
}
COLUMNS = ("ready", "working", "needs_input", "done")
COLORS = ("GREEN", "YELLOW", "ORANGE", "PURPLE")


def open_github(world: World) -> GitHub:
    """Answer the GitHub of a world, with nothing in its repositories yet."""
    owner = Account(8000, world.places.org, ORGANISATION, "Organization")
    people = [_settle(one) for one in TEAM]
    guests = [_welcome(number, name) for number, name in enumerate(_guest_names(), start=1)]
    bot = replace(_settle(BOT), sees_private=False)
    accounts = Accounts([owner, bot, *people, *guests])
    now = lambda: world.clock.now().replace(microsecond=0)  # noqa: E731  # GitHub knows whole seconds
    state = GitHub(now, accounts, owner, Limits(now))
    _, _, main = world.places.repository.partition("/")
    for number, name in enumerate((main, "docs", "internal"), start=70_000_001):
        _add_repository(world, state, number, name, private=name == "internal")
    state.projects[world.places.project] = _make_board(world, state)
    return state


def _settle(one: Colleague) -> Account:
    return Account(
        one.github_id,
        one.github_login,
        one.name,
        token=one.github_token,
        member=True,
        push=True,
        sees_private=True,
    )


def _guest_names() -> list[str]:
    return [community.representatives[0].name for community in COMMUNITIES[:4]]


def _welcome(number: int, name: str) -> Account:
    """Make the account of somebody outside: they can read and write in public, and label nothing."""
    first = name.split(maxsplit=1)[0].lower()
    return Account(9500 + number, name.lower().replace(" ", "-"), name, token=f"gh-guest-{first}-token")


def _add_repository(world: World, state: GitHub, number: int, name: str, *, private: bool) -> None:
    def tell(event: str, *, repository: Repository, by: Account, **facts: object) -> None:
        facts = {"repository": repository.full_name, "by": by.login, **facts}
        world.deeds.tell(f"github.{event}", world.clock.now(), **facts)

    made = Repository(
        number, state.organisation, name, state.accounts, state.now, state.ids, tell, FOUNDED, private
    )
    for one in world.profile.data["labels"].values():
        labels.create(made, one["name"], one["colour"], one["description"])
    for label, (color, description) in OTHER_LABELS.items():
        labels.create(made, label, color, description)
    state.repositories[number] = made


def _make_board(world: World, state: GitHub) -> Project:
    number = world.places.project
    owner, ids = state.organisation, state.ids
    title = world.profile.data["board"]["name"]
    board = Project(ids.take(), number, title, owner, state.now, ids, FOUNDED)
    for name, kind, choices in _fields(world.profile):
        options = tuple(
            Option(f"{state.ids.take() & 0xFFFFFFFF:08x}", choice, color)
            for choice, color in zip(choices, COLORS, strict=False)
        )
        iterations = _sprints(state, world.clock.now().date()) if kind == "ITERATION" else ()
        board.add_field(name, kind, options, iterations)
    return board


def _fields(profile: Profile) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Answer the board's fields: what the profile calls them, their kind, their choices."""
    columns = tuple(name for name in map(profile.option, COLUMNS) if name)
    return (
        ("Title", "TITLE", ()),
        ("Assignees", "ASSIGNEES", ()),
        (profile.field("status"), "SINGLE_SELECT", columns),
        ("Labels", "LABELS", ()),
        ("Repository", "REPOSITORY", ()),
        (profile.field("priority"), "SINGLE_SELECT", (profile.option("priority"), "Medium", "Low")),
        (profile.field("sprint"), "ITERATION", ()),
        ("Estimate", "NUMBER", ()),
    )


def _sprints(state: GitHub, today: date) -> tuple[Iteration, ...]:
    """Answer sprints of two weeks, Wednesday to Tuesday, in step with the handovers."""
    running = (today - ANCHOR) // SPRINT
    return tuple(
        Iteration(
            f"{state.ids.take() & 0xFFFFFFFF:08x}", f"Sprint {turn}", ANCHOR + turn * SPRINT, SPRINT.days
        )
        for turn in (running + away for away in SPRINTS_KEPT)
    )
