"""What differs between two processes, in people's words; and a file that says only what differs."""

from __future__ import annotations

import pytest

from supporthub_ext.errors import ProcessFileError
from supporthub_ext.process.definition import PROFILES, check, load, parse, profile
from supporthub_ext.process.diff import diff

WRITTEN = load()
LATER = load(profile(PROFILES[1]))


def changed(text: str) -> list[str]:
    return diff(WRITTEN, parse(f'extends = "as_written"\n{text}'))


def test_both_profiles_are_good() -> None:
    """What ships with us is read without a complaint."""
    for name in PROFILES:
        assert check(profile(name)) == []


def test_the_later_profile_has_other_seats_names_and_hours() -> None:
    """One seat, two weeks, other names, office hours in one zone: the code knows none of them."""
    assert (LATER.rota.seats, LATER.rota.tour_days) == (1, 14)
    assert LATER.working_time.office == ("09:00", "17:00")
    assert not set(LATER.roles.__slots__) - {
        name for name in LATER.roles.__slots__ if getattr(LATER.roles, name) != getattr(WRITTEN.roles, name)
    }
    assert LATER.channels.tickets.name != WRITTEN.channels.tickets.name
    assert LATER.labels.support.name != WRITTEN.labels.support.name


def test_nothing_differs_from_itself() -> None:
    """The same process twice has no difference."""
    assert diff(WRITTEN, parse('extends = "as_written"')) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rota = { seats = 4, tour_days = 56 }", "Seats on duty at a time: 2 becomes 4."),
        ("rota = { seats = 4, tour_days = 56 }", "The length of a tour: 4 weeks becomes 8 weeks."),
        ("[targets.update]\nworking_days = 3", "Targets, update, working days: 2 becomes 3."),
        ('[working_time]\noffice = ["09:00", "17:00"]', "Office hours: none becomes 09:00, 17:00."),
        ("[asking]\nnever_twice_in_a_row = false", "Asking, never twice in a row: yes becomes no."),
        ("[rota.handover]\ntime = 09:00:00", "Rota, handover, time: 07:30 becomes 09:00."),
        ('[statuses]\n8 = { means = "pending", label = "Parked" }', "Statuses: 8 is new."),
        ('[labels.support]\nname = "help"', "Labels, support, name: “support” becomes “help”."),
        (
            '[working_time]\nclosures = [{ name = "Break", first_day = 2026-12-24, last_day = 2026-12-26 }]',
            "Closures: Break is new.",
        ),
        (
            '[texts.issue_closing]\ntext = "Done: {ticket_link}"',
            "The text for issue closing now says: Done: {ticket_link}",
        ),
    ],
)
def test_a_difference_is_a_sentence(text: str, said: str) -> None:
    """Who reads the difference needs to know neither TOML nor code."""
    assert said in changed(text)


def test_a_file_that_says_only_what_differs_keeps_the_rest() -> None:
    """One changed line is a whole process file."""
    process = parse('extends = "as_written"\n[targets.update]\nworking_days = 3')
    assert process.targets.update.working_days == 3
    assert process.targets.reply == WRITTEN.targets.reply


def test_such_a_file_is_checked_like_any_other() -> None:
    """What does not fit the rest is refused with its own line."""
    with pytest.raises(ProcessFileError, match=r"line 4: rota\.tour_days must be"):
        parse('extends = "as_written"\n\n[rota]\ntour_days = 30\n')
    with pytest.raises(ProcessFileError, match="line 1: extends can't be 'other'; allowed: as_written"):
        parse('extends = "other"')
