"""The roster: who takes part, how each system knows them, and when they are away."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from supporthub_ext.errors import RosterFileError
from supporthub_ext.models import Person, Roster
from supporthub_ext.process.roster_file import read_roster


def load_roster(path: Path) -> Roster:
    """Answer the roster that a file describes.

    Raises
    ------
    RosterFileError
        When the file can't be read or is wrong; the message begins with the line and says what is allowed.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise RosterFileError(f"The roster {path.name} can't be read: {problem}.") from problem
    return read_roster(text)


def find_person(
    roster: Roster,
    *,
    person_id: str | None = None,
    jupyter_user: str | None = None,
    mail: str | None = None,
    slack_id: str | None = None,
    github_login: str | None = None,
    freshdesk_agent_id: int | None = None,
) -> Person | None:
    """Answer the one person whom any of these names. Nobody, or several people, is None: never a guess.

    Everything is compared whole, never by a part of it; mail addresses and GitHub logins without regard to
    case, as those systems do.
    """
    asked = {
        ("id", person_id),
        ("jupyter_user", jupyter_user),
        ("mail", _folded(mail)),
        ("slack_id", slack_id),
        ("github_login", _folded(github_login)),
        ("freshdesk_agent_id", freshdesk_agent_id),
    }
    asked = {(name, value) for name, value in asked if value}
    found = [person for person in roster.people if asked & _marks(person)]
    return found[0] if len(found) == 1 else None


def is_active(person: Person, on: date) -> bool:
    """Answer whether a person is with the team on a day: ``joined`` inclusive, ``left`` exclusive."""
    return (person.joined is None or person.joined <= on) and (person.left is None or on < person.left)


def roster_problems(roster: Roster, on: date) -> tuple[str, ...]:
    """Answer a sentence for each steward whom one of the systems would not know.

    They are shown, never saved as null: the retired bot kept people without a Slack id for months.
    """
    wanted = {
        "slack_id": "mention them in Slack",
        "freshdesk_agent_id": "tell which tickets are theirs",
        "jupyter_user": "let them act on the hub",
    }
    problems = []
    for person in (person for person in roster.people if person.steward and is_active(person, on)):
        if missing := [name for name in wanted if getattr(person, name) is None]:
            loss = " or ".join(wanted[name] for name in missing)
            problems.append(f"{person.name} has no {', '.join(missing)} in the roster: we can't {loss}.")
    return tuple(problems)


def _folded(value: str | None) -> str | None:
    return value.casefold() if value else None


def _marks(person: Person) -> set[tuple[str, str | int | None]]:
    return {
        ("id", person.id),
        ("jupyter_user", person.jupyter_user),
        ("mail", _folded(person.mail)),
        ("slack_id", person.slack_id),
        ("github_login", _folded(person.github_login)),
        ("freshdesk_agent_id", person.freshdesk_agent_id),
    }
