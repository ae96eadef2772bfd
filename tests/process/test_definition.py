"""process.toml: read whole, or refused with the line, what is wrong and what is allowed."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from supporthub_ext.errors import InvalidField, ProcessFileError
from supporthub_ext.process.definition import check, load, parse
from supporthub_ext.process.definition_places import status_means

WRITTEN = files("supporthub_ext.process").joinpath("process.toml").read_text(encoding="utf-8")


def line_number(part: str) -> int:
    return WRITTEN[: WRITTEN.index(part)].count("\n") + 1


def refusal(part: str, instead: str) -> str:
    assert part in WRITTEN
    with pytest.raises(ProcessFileError) as caught:
        parse(WRITTEN.replace(part, instead, 1))
    return caught.value.message


def test_the_process_as_written_is_the_default() -> None:
    """Without a file the process as written counts: two seats, four weeks, two weeks apart, UTC weekdays."""
    process = load()
    assert process == parse(WRITTEN)
    assert (process.rota.seats, process.rota.tour_days, process.rota.stagger_days) == (2, 28, 14)
    assert {name: target.working_days for name, target in process.targets.named().items()} == {
        "first_response": 1,
        "reply": 1,
        "update": 2,
        "tell_resolved": 1,
        "hub_support": 1,
    }


def test_targets_that_nobody_wrote_are_ours_and_off() -> None:
    """What the page does not ask for is marked as ours, and promises nothing until it is switched on."""
    targets = load().targets
    for target in (targets.during_event, targets.incident, targets.follow_up):
        assert target is not None
        assert (target.ours, target.on) == (True, False)


@pytest.mark.parametrize(
    ("part", "instead", "said"),
    [
        ("seats = 2", "seat = 2", ('"seat" is not known in rota', 'Did you mean "seats"?')),
        ("seats = 2", 'seats = "two"', ("rota.seats must be a whole number, not 'two'",)),
        ("seats = 2", "seats = 3", ("must be seats x stagger_days",)),
        ("anchor = 2021-11-10", "anchor = 2021-11-11", ("rota.anchor is a Thursday",)),
        ('zone = "UTC"', 'zone = "Mars"', ("working_time.zone must be a time zone",)),
        ("office = []", 'office = ["17:00", "09:00"]', ("the earlier first",)),
        ('means = "pending"', 'means = "pendin"', ("allowed: open, pending", 'Did you mean "pending"?')),
        ("2 = { means", "two = { means", ("two in statuses must be a whole number",)),
        ("{next_steps}", "{next_step}", ("{next_step} can't stand in texts.acknowledge", "{next_steps}")),
        ("What we do next: {next_steps}", "We look at it.", ("texts.acknowledge needs {next_steps}",)),
        (
            'audience = "team"\npurpose',
            'audience = "public"\npurpose',
            ("channels.tickets must have audience team",),
        ),
        ('colour = "1d76db"', 'colour = "blue"', ("six hexadecimal digits",)),
        ("levels = { critical = 8, high = 4", "levels = { critical = 3, high = 4", ("must fall",)),
        ('sender = ["^(mailer', 'sender = ["^((mailer', ("must be a regular expression",)),
        ("points = { all = 3, many = 2", "points = { many = 2, all = 3", ("must stand worst first",)),
        ("closures = []", 'closures = [{ name = "x" }]', ("needs first_day",)),
    ],
)
def test_a_wrong_value_is_refused_with_what_is_allowed(
    part: str, instead: str, said: tuple[str, ...]
) -> None:
    """The refusal says what is wrong and what is allowed."""
    message = refusal(part, instead)
    for sentence in said:
        assert sentence in message


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("seats = 2", "seat = 2"),
        ('colour = "fbca04"', "colour = 4"),
        ("points = { always = 1", "points = { always = -1"),
        ("declining_counts = false", "declining_counts = 0"),
        ("[board.fields]", "[board.felds]"),
        ("seats = 2", "seats = = 2"),
    ],
)
def test_a_refusal_names_the_line(part: str, instead: str) -> None:
    """The line is that of the wrong thing, also in a repeated table and in one that is no TOML."""
    assert refusal(part, instead).startswith(f"line {line_number(part)}:")


def test_a_missing_section_is_named() -> None:
    """A file without a section says which."""
    start = WRITTEN.index("[asking]")
    with pytest.raises(ProcessFileError, match="needs asking"):
        parse(WRITTEN[:start] + WRITTEN[WRITTEN.index("[audience]") :])


def test_check_lists_every_fault_in_order(tmp_path: Path) -> None:
    """`process check` shows all faults at once, from top to bottom; a good file has none."""
    path = tmp_path / "process.toml"
    path.write_text(WRITTEN.replace("tour_days = 28", "tour_days = 0").replace('name = "spam"', "nam = 1"))
    found = check(path)
    assert [int(one.split()[1].rstrip(":")) for one in found] == sorted(
        int(one.split()[1].rstrip(":")) for one in found
    )
    assert len(found) == 3
    path.write_text(WRITTEN)
    assert check(path) == []


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A wrong path is a sentence, not a traceback, and names the file without its folders."""
    with pytest.raises(ProcessFileError, match=r"nowhere\.toml can't be read") as caught:
        load(tmp_path / "nowhere.toml")
    assert check(tmp_path / "nowhere.toml") == [caught.value.message]


def test_a_half_filled_text_never_goes_out() -> None:
    """A placeholder without a value, or with an empty one, stops the text and names what is missing."""
    text = load().texts.acknowledge
    values = {
        "requester": "Kim",
        "ticket_id": "4101",
        "update_days": "2",
        "steward": "Sam",
        "next_steps": " ",
    }
    with pytest.raises(InvalidField, match="next steps"):
        text.fill(values)
    filled = text.fill(values | {"next_steps": "We look at {braces}."})
    assert "We look at {braces}." in filled
    assert "{requester}" not in filled


def test_an_unmapped_status_is_unknown() -> None:
    """A number that the file does not map is never guessed."""
    assert status_means(load().statuses, 3) == "pending"
    assert status_means(load().statuses, 99) == "unknown"
