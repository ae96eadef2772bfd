"""The roster file: read whole, refused with its line, and people found only when there is no doubt."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from supporthub_ext.errors import RosterFileError
from supporthub_ext.models import Absence, Person, Roster
from supporthub_ext.process.roster import find_person, is_active, load_roster, roster_problems
from supporthub_ext.process.roster_file import read_roster

WHOLE = """\
# Fictional people.
[[person]]
id = "wren"
name = "Wren Aalto"
steward = true
engineer = true
mail = "wren@team.example"
slack_id = "U0WREN"
github_login = "wren-example"
freshdesk_agent_id = 51001
jupyter_user = "wren"
zone = "Europe/Helsinki"
waking = ["07:30", "19:00"]
skills = ["images", "dns"]
wants_to_learn = ["billing"]
joined = 2021-10-01
left = "2023-01-01"

[[person]]
id = "sol"
name = "Sol Ibarra"

[[absence]]
person_id = "wren"
from = 2022-04-04
last_day = 2022-04-08
"""


def test_every_field_is_read(tmp_path: Path) -> None:
    """A roster that uses every field is read whole, and a short one gets the contract's defaults."""
    path = tmp_path / "roster.toml"
    path.write_text(WHOLE, encoding="utf-8")
    wren = Person(
        id="wren",
        name="Wren Aalto",
        steward=True,
        engineer=True,
        mail="wren@team.example",
        slack_id="U0WREN",
        github_login="wren-example",
        freshdesk_agent_id=51001,
        jupyter_user="wren",
        zone="Europe/Helsinki",
        waking=("07:30", "19:00"),
        skills=("images", "dns"),
        wants_to_learn=("billing",),
        joined=date(2021, 10, 1),
        left=date(2023, 1, 1),
    )
    away = Absence("wren", date(2022, 4, 4), date(2022, 4, 8))
    assert load_roster(path) == Roster((wren, Person("sol", "Sol Ibarra")), (away,))


WRONG = [
    (WHOLE.replace('slack_id = "U0WREN"', 'slackid = "U0WREN"'), 8, "allowed: id, name, steward"),
    (WHOLE.replace('id = "sol"', 'id = "wren"'), 20, "stands twice"),
    (WHOLE.replace('"Europe/Helsinki"', '"Europe/Atlantis"'), 12, "zone must be a time zone"),
    (WHOLE.replace('"Europe/Helsinki"', '"Europe"'), 12, "zone must be a time zone"),
    (WHOLE.replace('["07:30", "19:00"]', '["19:00", "07:30"]'), 13, "the earlier first"),
    (WHOLE.replace('["07:30", "19:00"]', '["7", "19:00"]'), 13, "the earlier first"),
    (WHOLE.replace('"2023-01-01"', '"2023-13-01"'), 17, "a day such as"),
    (WHOLE.replace('"2023-01-01"', "2023-01-01T10:00:00Z"), 17, "a day such as"),
    (WHOLE.replace('"2023-01-01"', '"2021-10-01"'), 17, "a day after joined"),
    (WHOLE.replace("steward = true", 'steward = "yes"'), 5, "true or false"),
    (WHOLE.replace("51001", "0"), 10, "a whole number"),
    (WHOLE.replace('"U0WREN"', '""'), 8, "leave the line out"),
    (WHOLE.replace('["images", "dns"]', '"images"'), 14, "a list of texts"),
    (WHOLE.replace('name = "Sol Ibarra"', ""), 19, "this person needs name"),
    (WHOLE.replace('person_id = "wren"', 'person_id = "wrem"'), 24, "known: sol, wren"),
    (WHOLE.replace("last_day = 2022-04-08", "last_day = 2022-04-03"), 26, "the last day away"),
    (WHOLE.replace("last_day = 2022-04-08", "until = 2022-04-08"), 23, "this absence needs last_day"),
    (WHOLE + "reason = 'leave'\n", 27, "allowed: person_id, from, last_day"),
    (WHOLE + '[[override]]\nkind = "swap"\n', 27, "allowed: [[person]], [[absence]]"),
    ('team = "support"\n' + WHOLE, 1, "team is not known"),
    (WHOLE.replace("[[absence]]", "[absence]"), 23, "write absence as [[absence]]"),
    (WHOLE + "broken\n", 27, ""),
]


@pytest.mark.parametrize(("text", "line", "says"), WRONG)
def test_a_wrong_file_is_refused_with_its_line(text: str, line: int, says: str) -> None:
    """Each fault is refused with its line in front and with what is allowed."""
    with pytest.raises(RosterFileError, match=rf"^line {line}: ") as refused:
        read_roster(text)
    assert says in refused.value.message


def test_a_line_inside_a_long_text_is_no_line_of_its_own() -> None:
    """A multi-line text that looks like TOML does not lead the complaint astray."""
    text = '[[person]]\nid = "a"\nname = """\n[[person]]\nzone = "x"\n"""\nzone = "Nowhere"\n'
    with pytest.raises(RosterFileError, match=r"^line 7: zone"):
        read_roster(text)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    """A roster that is not there is an error with its name, never an empty roster."""
    with pytest.raises(RosterFileError, match=r"roster\.toml can't be read"):
        load_roster(tmp_path / "roster.toml")


PEOPLE = Roster(
    (
        Person("wren", "Wren Aalto", mail="Wren@Team.example", jupyter_user="wren", github_login="Wren-X"),
        Person("wren2", "Wren Okafor", jupyter_user="shared", freshdesk_agent_id=51002),
        Person("sol", "Sol Ibarra", jupyter_user="shared"),
    )
)


def test_a_person_is_found_by_any_mark() -> None:
    """One mark that one person bears is enough; mail and GitHub login don't mind capitals."""
    wren = PEOPLE.people[0]
    assert find_person(PEOPLE, person_id="wren") is wren
    assert find_person(PEOPLE, jupyter_user="wren") is wren
    assert find_person(PEOPLE, mail="wren@team.EXAMPLE") is wren
    assert find_person(PEOPLE, github_login="wren-x") is wren
    assert find_person(PEOPLE, freshdesk_agent_id=51002) is PEOPLE.people[1]


def test_doubt_finds_nobody() -> None:
    """If several people could match, none does; a part of a name or an empty mark matches nobody."""
    assert find_person(PEOPLE, jupyter_user="shared") is None
    assert find_person(PEOPLE, person_id="wren", freshdesk_agent_id=51002) is None
    assert find_person(PEOPLE, jupyter_user="wre") is None
    assert find_person(PEOPLE, slack_id="") is None
    assert find_person(PEOPLE) is None


def test_joined_counts_and_left_does_not() -> None:
    """A person is active from ``joined`` until the day before ``left``."""
    person = Person("a", "A", joined=date(2022, 1, 5), left=date(2022, 2, 5))
    assert [is_active(person, date(2022, month, day)) for month, day in ((1, 4), (1, 5), (2, 4), (2, 5))] == [
        False,
        True,
        True,
        False,
    ]


def test_an_unknown_slack_id_is_shown() -> None:
    """The retired bot saved people with a null Slack id (16 of 102 states); here it is a sentence."""
    steward = Person("wren", "Wren Aalto", steward=True, freshdesk_agent_id=1, jupyter_user="wren")
    assert roster_problems(Roster((steward, Person("sol", "Sol"))), date(2022, 4, 27)) == (
        "Wren Aalto has no slack_id in the roster: we can't mention them in Slack.",
    )
