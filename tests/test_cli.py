"""The `supporthub` command: what it prints, what a program can read of it, and its exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from icalendar import Calendar

from supporthub_ext.cli import main
from supporthub_ext.store.database import Database
from supporthub_ext.store.ledger import Entry, Ledger

PAGE = Path(__file__).parent / "process" / "page.txt"
PROCESS = Path(__file__).parent.parent / "supporthub_ext" / "process"
WRITTEN, LATER = PROCESS / "process.toml", PROCESS / "profiles" / "later.toml"
ROSTER = """
[[person]]
id = "ada"
name = "Ada Byron"
steward = true

[[person]]
id = "ben"
name = "Ben Okri"
steward = true

[[person]]
id = "cleo"
name = "Cleo Sand"
steward = true

[[absence]]
person_id = "ada"
from = 2026-03-09
last_day = 2026-03-11
"""

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., tuple[int, str, str]]:
    """Run the command where nothing is configured; answers exit status, output and errors."""
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "nothing"))
    monkeypatch.chdir(tmp_path)

    def run(*words: str | Path) -> tuple[int, str, str]:
        try:
            status = main([str(word) for word in words])
        except SystemExit as ended:
            status = int(ended.code or 0)
        captured = capfd.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "roster.toml"
    path.write_text(ROSTER)
    return path


def body(answer: tuple[int, str, str]) -> Any:
    assert answer[1].count("\n") == 1, "JSON is one line"
    return json.loads(answer[1])


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["rota", "--nonsense"],
        ["rota", "--from", "tomorrow"],
        ["rota"],
        ["process"],
        ["process", "check"],
        ["process", "check", "not-there.toml"],
        ["process", "diff", str(WRITTEN), "not-there.toml"],
        ["process", "drift", "not-there.html"],
        ["process", "drift", "http://pages.example/support"],
    ],
    ids=" ".join,
)
def test_bad_usage_is_said_in_one_line(say: Say, words: list[str]) -> None:
    """Whatever is wrong with the words, stderr has one line that says what to do, and the status is 2."""
    status, out, err = say(*words)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("supporthub")


def test_a_good_process_file_is_good(say: Say) -> None:
    """Both process files that ship pass their own check."""
    assert say("process", "check", WRITTEN)[0] == 0
    assert body(say("process", "check", LATER, "--json"))["faults"] == []


def test_faults_of_a_process_file_are_findings(say: Say, tmp_path: Path) -> None:
    """Each fault is printed with its line, and the exit status says that there is one."""
    path = tmp_path / "mine.toml"
    path.write_text(WRITTEN.read_text().replace("seats = 2", "seats = -2"))
    status, out, _ = say("process", "check", path)
    assert status == 1
    assert "line " in out
    assert "rota" in out
    assert len(body(say("process", "check", path, "--json"))["faults"]) == out.count("\n")


def test_diff_says_what_differs(say: Say) -> None:
    """Two processes are compared in words; a file does not differ from itself."""
    status, out, _ = say("process", "diff", WRITTEN, LATER)
    assert status == 1
    assert "Seats on duty at a time: 2 becomes 1." in out
    assert body(say("process", "diff", WRITTEN, WRITTEN, "--json")) == {"differences": []}


def test_the_process_file_quotes_the_page_as_it_stands(say: Say) -> None:
    """No sentence that process.toml quotes has left the page that is kept for the tests."""
    status, out, _ = say("process", "drift", PAGE)
    assert status == 0
    assert "still says all" in out


def test_a_sentence_that_changed_on_the_page_is_named(say: Say, tmp_path: Path) -> None:
    """When the page, as HTML, words a promise otherwise, the old sentence and the new one are shown."""
    new = "Give the user updates every week as we work to resolve the issue."
    text = PAGE.read_text().replace(
        "Give the user updates every day or two as we work", new[:40] + " as we work"
    )
    page = tmp_path / "page.html"
    page.write_text(f"<html><head><title>x</title></head><body><p>{text}</p></body></html>")
    answer = say("process", "drift", page, "--json")
    assert answer[0] == 1
    (gone,) = body(answer)["drifted"]
    assert gone["places"] == ["targets.update", "sentences.update"]
    assert "every week" in gone["closest"]


def test_the_page_is_read_from_its_address(say: Say) -> None:
    """An address works as a saved copy does; one where nothing is says so."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text = PAGE.read_bytes() if self.path == "/support" else b""
            self.send_response(200 if text else 404)
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        good, bad = say("process", "drift", f"{url}/support"), say("process", "drift", f"{url}/elsewhere")
        server.shutdown()
    assert good[0] == 0
    assert (bad[0], bad[2].count("\n")) == (2, 1)
    assert "404" in bad[2]


def test_rota_prints_rows_and_gaps(say: Say, roster: Path) -> None:
    """The rota of some days shows both seats, handovers, and who could cover an absence."""
    days = ("--roster", roster, "--from", "2026-03-01", "--to", "2026-04-01")
    status, out, _ = say("rota", *days)
    assert status == 0
    assert "handover" in out
    assert "is away" in out
    rows = body(say("rota", *days, "--json"))["rows"]
    assert rows[0]["from"] == "2026-03-01"
    assert rows[-1]["to"] == "2026-04-01"
    assert all(len(row["seats"]) == 2 for row in rows)


def test_rota_as_icalendar(say: Say, roster: Path) -> None:
    """`--ics` prints a calendar that a calendar program reads."""
    status, out, _ = say("rota", "--roster", roster, "--from", "2026-03-01", "--to", "2026-05-01", "--ics")
    assert status == 0
    events = Calendar.from_ical(out).walk("VEVENT")
    assert len(events) >= 4
    assert all(str(event["summary"]).startswith("Support Steward: ") for event in events)


def test_days_that_run_backwards_are_refused(say: Say, roster: Path) -> None:
    """A last day before the first is bad usage."""
    status, _, err = say("rota", "--roster", roster, "--from", "2026-03-01", "--to", "2026-02-01")
    assert status == 2
    assert "The last day must come after the first." in err


def test_configured_files_are_used(say: Say, roster: Path, tmp_path: Path) -> None:
    """Without options the commands read what Jupyter's configuration names, as a server would."""
    config = tmp_path / "nothing" / "jupyter_server_config.json"
    config.parent.mkdir()
    process = tmp_path / "process.toml"
    process.write_text(LATER.read_text())
    traits = {"roster_file": str(roster), "process_file": str(process)}
    config.write_text(json.dumps({"SupportHub": traits}))
    rows = body(say("rota", "--from", "2026-03-01", "--to", "2026-04-01", "--json"))["rows"]
    assert all(len(row["seats"]) == 1 for row in rows)


def test_recorded_swaps_are_in_the_rota(say: Say, roster: Path, tmp_path: Path) -> None:
    """What the desk recorded shows in the configured rota, and not in that of other files."""
    config = tmp_path / "nothing" / "jupyter_server_config.json"
    config.parent.mkdir()
    url = f"sqlite:///{tmp_path / 'record.sqlite'}"
    config.write_text(json.dumps({"SupportHub": {"roster_file": str(roster), "database_url": url}}))
    days = ("--from", "2026-03-02", "--to", "2026-03-04", "--json")
    (before,) = body(say("rota", *days))["rows"]
    assert not (tmp_path / "record.sqlite").exists()
    on_duty = {seat["person_id"] for seat in before["seats"]}
    on, (off,) = before["seats"][0]["person_id"], {"ada", "ben", "cleo"} - on_duty
    cover = {"kind": "cover", "person_id": on, "by_id": off, "from": "2026-03-02", "last_day": "2026-03-03"}
    database = Database(url, tmp_path)
    Ledger(database).put(Entry("override", "o1", None, "2026-03-01T00:00:00Z", on, cover))
    database.close()
    (after,) = body(say("rota", *days))["rows"]
    assert (off, "override") in {(seat["person_id"], seat["source"]) for seat in after["seats"]}
    assert body(say("rota", "--roster", roster, *days))["rows"] == [before]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"SupportHub": {', "Jupyter's configuration can't be used"),
        ('{"SupportHub": {"refresh_s": "often"}}', "refresh_s"),
        (
            '{"SupportHub": {"freshdesk_url": "http://acme.example"}}',
            "freshdesk_url must begin with https://",
        ),
        ('{"SupportHub": {"process_file": "gone.toml"}}', "gone.toml can't be read"),
    ],
)
def test_a_broken_configuration_is_said_in_one_line(
    say: Say, roster: Path, tmp_path: Path, text: str, said: str
) -> None:
    """Whatever is wrong in Jupyter's configuration is one line, which says what to do."""
    config = tmp_path / "nothing" / "jupyter_server_config.json"
    config.parent.mkdir()
    config.write_text(text)
    status, out, err = say("rota", "--roster", roster)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_the_sandbox_has_its_own_options(say: Say) -> None:
    """`supporthub sandbox --help` is the sandbox's own help."""
    status, out, _ = say("sandbox", "--help")
    assert status == 0
    assert "--write-config" in out
