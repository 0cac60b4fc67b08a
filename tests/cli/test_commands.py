"""The commands as a shell sees them: exit codes, data on stdout, talk on stderr, and nothing else."""

import json
import platform
import re
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from unicodedata import normalize

import pytest
from playing import VNQUIZ, Learner, deck_of, pipe_environment

from vnquiz import __version__

EVENT_NAMES = {
    *("uid", "device", "number", "instant", "offset", "study_day", "card", "kind", "target", "rating"),
    *(
        "verdict",
        "score",
        "asked",
        "answered",
        "is_guess",
        "duration",
        "desired_retention",
        "due",
        "checksum",
    ),
}
BROKEN_PIPE = 128 + signal.SIGPIPE


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    learner = Learner(tmp_path / "home")
    learner.write_deck(deck_of("true-false", "choice", "short-answer"))
    return learner


def said(learner: Learner, *arguments: str, code: int) -> str:
    """Run a command that ends with this code and prints nothing, and return what it said."""
    done = learner.run(*arguments)
    assert (done.returncode, done.stdout) == (code, b""), done
    return done.stderr.decode()


def shell(learner: Learner, script: str, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """Run a script in bash in which `"$@"` is vnquiz with these arguments."""
    command = ["bash", "-c", f"set -o pipefail; {script}", "bash", *learner.command(*arguments)]
    environment = pipe_environment() | learner.environment
    return subprocess.run(command, capture_output=True, env=environment, timeout=60, check=False)


# What there is


def test_the_version_names_the_parser_it_runs_on() -> None:
    done = subprocess.run([*VNQUIZ, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"vnquiz {__version__} (Python {platform.python_version()}, ")
    assert done.stderr == ""


def test_help_names_every_command_on_stdout() -> None:
    done = subprocess.run([*VNQUIZ, "--help"], capture_output=True, text=True, check=True)
    for command in ("study", "decks", "check", "progress"):
        assert re.search(rf"^ +{command} ", done.stdout, re.MULTILINE)


def test_decks_are_listed_as_a_table_and_as_json_with_the_same_figures(learner: Learner) -> None:
    learner.play("t", "=3")
    (first, *_) = json.loads(learner.run("decks", "--json").stdout)
    assert first | {"path": ""} == {
        "id": "tour",
        "title": "A tour",
        "path": "",
        "cards": 3,
        "new": 2,
        "due": 0,
        "learned": 0,
        "suspended": 0,
        "problems": first["problems"],
    }
    assert Path(first["path"]) == learner.decks / "tour.yaml"
    heads, row, *_ = learner.run("decks").stdout.decode().splitlines()
    cells = dict(zip(heads.split(), re.split(r" {2,}", row), strict=True))
    assert cells == {name: str(value) for name, value in first.items()}


def test_a_hidden_deck_is_told_beside_the_list(learner: Learner, tmp_path: Path) -> None:
    folder = tmp_path / "others"
    folder.mkdir()
    (folder / "mine.yaml").write_text(deck_of("true-false"), encoding="utf-8")
    done = learner.run("decks", "--decks", str(folder), "--json")
    assert json.loads(done.stdout)[0]["path"] == str(folder / "mine.yaml")
    assert f"{learner.decks / 'tour.yaml'} is hidden by {folder / 'mine.yaml'}" in done.stderr.decode()


def test_options_count_before_the_command_as_after_it(learner: Learner, tmp_path: Path) -> None:
    missing = str(tmp_path / "missing")
    for arguments in (("--decks", missing, "decks"), ("decks", "--decks", missing)):
        assert "There is no deck folder" in said(learner, *arguments, code=2)
    learner.play("t", "=3")
    later = subprocess.run(
        [*VNQUIZ, "--now", "2026-12-24T09:00+07:00", "decks", "--json"],
        capture_output=True,
        env=pipe_environment() | learner.environment,
        check=True,
    )
    assert json.loads(later.stdout)[0]["due"] == 1


# check


def test_check_ends_with_what_it_found(learner: Learner) -> None:
    deck = learner.decks / "tour.yaml"
    assert learner.run("check", str(deck)).returncode == 0
    assert learner.run("check", str(deck), "--strict").returncode == 1
    deck.write_text(deck_of("true-false").replace("answer: true", "answer: maybe"), encoding="utf-8")
    done = learner.run("check", str(deck))
    assert (done.returncode, b"1 error" in done.stderr, b"1 error" in done.stdout) == (1, True, False)
    assert "There is no file or folder" in said(learner, "check", str(learner.home / "missing"), code=2)
    (learner.home / "empty.yaml").mkdir()
    assert "There is no deck in" in said(learner, "check", str(learner.home / "empty.yaml"), code=2)
    assert "invalid choice" in said(learner, "check", "--format", "xml", code=2)


@pytest.mark.parametrize(
    "before",
    [
        "",
        "Việt Nam ",
        normalize("NFD", "Việt Nam ở đâu "),
        "越南 ",
        "한국 — ",
        "\u202e\u200b x ",
        "🇻🇳 ",
    ],
)
def test_the_caret_stands_below_the_fault_whatever_stands_before_it(learner: Learner, before: str) -> None:
    fault = "FAULT"
    deck = f'deck: wide\ntitle: "{before}" {fault}\nquestions: []\n'
    learner.write_deck(deck, "wide.yaml")
    lines = learner.run("check", str(learner.decks / "wide.yaml")).stdout.decode().splitlines()
    at = next(i for i, line in enumerate(lines) if "error[syntax]" in line) + 2
    shown, carets = lines[at], lines[at + 1]
    assert fault in shown
    up_to_fault = shown[: shown.index(fault)]
    assert cells(carets[: carets.index("^")]) == cells(up_to_fault), f"{shown}\n{carets}"


def cells(text: str) -> int:
    """Return how many cells a terminal gives a text, as a terminal emulator reckons."""
    from rich.cells import cell_len

    return cell_len(text)


def test_github_gets_names_and_messages_it_cannot_take_for_its_own_marks(learner: Learner) -> None:
    path = learner.write_deck("deck: d\ntitle: x\nquestions: []\n'100%,::y': z\n", "100%,a:b.yaml")
    printed = learner.run("check", str(path), "--format", "github").stdout.decode().splitlines()
    assert any(line.startswith("::error file=") for line in printed)
    for line in printed:
        properties, _, message = line.removeprefix("::error ").partition("::")
        assert "100%25%2Ca%3Ab.yaml" in properties
        assert "%" not in re.sub("%(25|0A|0D|2C|3A)", "", message)


# study


def test_a_deck_that_is_not_there_is_told_with_the_one_that_was_probably_meant(learner: Learner) -> None:
    assert "There is no deck “tuor”. Did you mean tour?" in said(learner, "study", "--plain", "tuor", code=2)
    assert "There is no deck no/such.yaml." in said(learner, "study", "--plain", "./no/such.yaml", code=2)
    broken = learner.write_deck("deck: [", "broken.yaml")
    assert "says why" in said(learner, "study", "--plain", str(broken), code=2)
    assert "No card has the tag nowhere." in said(learner, "study", "--plain", "--tag", "nowhere", code=2)


@pytest.mark.parametrize(
    "wrong", [("--limit", "0"), ("--limit", "-1"), ("--limit", "x"), ("--seed", "x"), ("--now", "x")]
)
def test_an_argument_that_makes_no_sense_is_refused(learner: Learner, wrong: tuple[str, str]) -> None:
    assert f"argument {wrong[0]}" in said(learner, "study", "--plain", *wrong, code=2)


@pytest.mark.parametrize("now", ["0001-01-01", "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"])
def test_a_moment_no_calendar_reaches_is_refused(learner: Learner, now: str) -> None:
    learner.now = now
    assert "the year must be from" in said(learner, "decks", code=2)


@pytest.mark.parametrize("command", [["study", "--plain"], ["decks"]])
def test_another_moment_is_refused_where_it_would_touch_the_real_progress(
    tmp_path: Path, command: list[str]
) -> None:
    done = subprocess.run(
        [*VNQUIZ, *command, "--now", "2026-11-21"],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env=pipe_environment() | {"HOME": str(tmp_path)},
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--now works only with VNQUIZ_HOME set" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("script", ['"$@" </dev/null', '"$@" <&-', 'printf "" | "$@"'])
def test_without_input_a_session_line_by_line_ends_well(learner: Learner, script: str) -> None:
    done = shell(learner, script, "study", "tour", "--plain")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().endswith("> \n0 answers, 0 new cards.\n")
    assert learner.events() == []


def test_marks_do_not_change_the_exit_code_and_the_end_says_what_was_missed(learner: Learner) -> None:
    told = learner.play("f", "=1", ":quit")
    assert told.endswith(
        "1 answer, 1 new card.\nMissed: Is water wet?\n  Answer: True\nThe next card is due tomorrow.\n"
    )


def test_a_line_that_cannot_be_a_response_is_told_and_asked_again(learner: Learner) -> None:
    told = learner.play("perhaps", ":nonsense", ":guess", "t", "=5", "", ":quit")
    assert "Type t for true or f for false.\n> " in told
    assert "There is no command :nonsense." in told
    assert "Only a right choice can have been a guess.\n> " in told
    assert "Type =1 to =4, or nothing for Good.\n= " in told
    assert learner.answers() == [("true-false", 3)]


def test_what_is_typed_is_kept_composed_and_without_controls(tmp_path: Path) -> None:
    learner = Learner(tmp_path)
    learner.write_deck(deck_of("short-answer", "list"))
    hostile = normalize("NFD", "Hà Nội") + "\x1b\x9b\u202e\x00"
    learner.play(hostile, "", "dime; pen\x07ny; \t", "=3", ":quit")
    answered = [event["answered"] for event in learner.events()]
    assert answered == [{"text": "Hà Nội"}, {"texts": ["dime", "penny"]}]


def test_bytes_that_are_no_text_are_an_answer_like_any_other(learner: Learner) -> None:
    for encoding in ("utf-8:strict", "ascii:strict"):
        done = subprocess.run(
            learner.command("study", "tour", "--plain"),
            input=b"\xff\xfe\n:quit\n",
            capture_output=True,
            env=pipe_environment() | learner.environment | {"PYTHONIOENCODING": encoding},
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"Type t for true" in done.stdout


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_at_a_verdict_keeps_the_answer(learner: Learner, name: str) -> None:
    number = getattr(signal, name)
    with learner.plain("tour") as session:
        session.wait_for_prompt()
        assert session.type_line("t").endswith("= ")
        session.process.send_signal(number)
        assert session.process.wait(20) == 128 + number
        assert session.process.stderr is not None
        assert session.process.stderr.read() == b""
    assert learner.answers() == [("true-false", 3)]


def test_a_reader_that_goes_away_at_a_verdict_does_not_cost_the_answer(learner: Learner) -> None:
    script = """printf 't\\n\\n1\\n\\n' | "$@" | head -5 >/dev/null"""
    done = shell(learner, script, "study", "tour", "--plain")
    assert done.stderr == b""
    assert ("true-false", 3) in learner.answers()
    assert learner.findings() == []


# The log


def test_the_log_is_one_object_a_line_under_the_names_of_the_design(learner: Learner) -> None:
    learner.play("t", "=3", ":bury", ":undo", "ha noi", ":quit")
    lines = learner.run("progress", "log", "--json").stdout.decode().splitlines()
    events = [json.loads(line) for line in lines]
    assert all(set(event) == EVENT_NAMES for event in events)
    assert [event["kind"] for event in events] == ["study", "bury", "undo"]
    assert events == learner.events()
    told = learner.run("progress", "log").stdout.decode().splitlines()
    assert len(told) == len(events)
    assert re.fullmatch(r"2026-11-21T02:00:\d\d\.\d+Z  study  tour/true-false  rating=3 .*", told[0])


def test_the_log_of_nobody_is_empty_and_whole(tmp_path: Path) -> None:
    learner = Learner(tmp_path)
    assert learner.run("progress", "log", "--json").stdout == b""
    done = learner.run("progress", "verify")
    assert (done.returncode, done.stderr) == (0, b"")
    assert not learner.progress.exists()


def test_verify_ends_with_1_and_names_the_event_that_was_changed(learner: Learner) -> None:
    learner.play("t", "=3", "1", "=2", ":quit")
    assert learner.run("progress", "verify").returncode == 0
    with closing(sqlite3.connect(learner.progress)) as file:
        for (trigger,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {trigger}")
        file.execute("UPDATE event SET rating = 4 WHERE number = 1")
        file.commit()
    done = learner.run("progress", "verify")
    assert done.returncode == 1
    assert "The checksum does not fit event 1 of" in done.stdout.decode()


@pytest.mark.parametrize(
    ("script", "arguments"),
    [
        ('"$@" | head -1', ("progress", "log")),
        ('"$@" | head -1', ("progress", "log", "--json")),
        ('"$@" | true', ("decks",)),
        ('"$@" | true', ("decks", "--json")),
        ('"$@" | true', ("--help",)),
        ('"$@" | true', ("--version",)),
    ],
)
def test_a_reader_that_has_read_enough_is_left_in_peace(
    learner: Learner, script: str, arguments: tuple[str, ...]
) -> None:
    learner.play(*["t", "=3", "1", "=3", "ha noi", "=3"])
    done = shell(learner, script, *arguments)
    assert done.stderr == b""
    assert done.returncode in (0, BROKEN_PIPE)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_output_that_cannot_be_written_is_told(learner: Learner) -> None:
    done = shell(learner, '"$@" >/dev/full', "decks")
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"The output could not be written: No space left on device." in done.stderr


# Settings and damage


def test_faults_of_the_settings_are_told_with_their_line_and_the_defaults_used(learner: Learner) -> None:
    settings = learner.home / "settings.yaml"
    settings.write_text("new_per_day: many\nreviews_per_dya: 5\ntheme: bamboo\n", encoding="utf-8")
    (first, *_) = json.loads(learner.run("decks", "--json").stdout)
    assert first["new"] == 3
    with learner.open(cols=120, rows=40) as terminal:
        terminal.wait_for(
            "Settings, line 1, column 14: `new_per_day` must be a whole number from 0 to 9999; 20 is used."
        )
        terminal.wait_for("Settings, line 2, column 1: There is no setting `reviews_per_dya`. Did you mean")


def test_the_settings_are_obeyed(learner: Learner) -> None:
    (learner.home / "settings.yaml").write_text("new_per_day: 2\n", encoding="utf-8")
    (first, *_) = json.loads(learner.run("decks", "--json").stdout)
    assert first["new"] == 2


DAMAGE = {
    "empty": b"",
    "no database": b"this is no database " * 100,
    "cut short": None,
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_damaged_progress_is_told_and_never_written_to(learner: Learner, kind: str) -> None:
    learner.play("t", "=3", "1", "=2", ":quit")
    whole = learner.progress.read_bytes()
    content = DAMAGE[kind]
    learner.progress.write_bytes(whole[: len(whole) // 2] if content is None else content)
    before = learner.progress.read_bytes()
    for arguments in (("study", "tour", "--plain"), ("progress", "verify"), ("decks",)):
        done = learner.run(*arguments, typed="t\n\n")
        told = (done.stdout + done.stderr).decode()
        assert str(learner.progress) in told or "damaged" in told, (arguments, told)
        assert "Traceback" not in told
        if arguments[0] != "decks":
            assert done.returncode == 1, (arguments, told)
    assert learner.progress.read_bytes() == before


def test_a_newer_progress_is_read_and_shown_but_not_written_to(learner: Learner) -> None:
    learner.play("t", "=3", ":quit")
    with closing(sqlite3.connect(learner.progress)) as file:
        file.execute("PRAGMA user_version = 99")
    before = learner.progress.read_bytes()
    assert "newer vnquiz" in said(learner, "study", "tour", "--plain", code=1)
    with learner.open(cols=120, rows=40) as terminal:
        terminal.wait_for("newer vnquiz")
        terminal.send("a")
        terminal.wait_for(lambda screen: screen.count("install") == 2)
    assert learner.progress.read_bytes() == before


@pytest.mark.parametrize("command", ["study --plain", "exam --plain", "stats", "check", "report", "fmt"])
def test_a_path_that_cannot_be_looked_at_is_named_without_a_trace(learner: Learner, command: str) -> None:
    run = learner.run(*command.split(), "./" + "n" * 300)
    assert run.returncode == 1
    assert run.stderr.startswith(b"vnquiz: ")
    assert b"cannot be used: File name too long." in run.stderr
    assert b"Traceback" not in run.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("command", ["study", "exam"])
def test_a_session_whose_output_cannot_be_written_ends_with_a_sentence(
    learner: Learner, command: str
) -> None:
    done = shell(learner, '"$@" >/dev/full', command, "tour", "--plain")
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"The output could not be written: No space left on device." in done.stderr


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("--misses 3", "Nothing was missed within 3 days."),
        ("--search nowhere", "Nothing of what the search finds is due today."),
        ("--search is:suspended --cram", "Nothing of what the search finds can be studied."),
        ("--ahead --search nowhere", "Nothing of what the search finds can be studied ahead of time."),
    ],
)
def test_what_was_asked_for_and_is_not_there_is_told_as_it_was_asked_for(
    learner: Learner, options: str, sentence: str
) -> None:
    done = learner.run("study", "tour", "--plain", *options.split())
    assert done.returncode == 0
    assert sentence in done.stdout.decode()


def test_a_home_of_nobody_is_told_in_a_sentence(learner: Learner) -> None:
    done = shell(learner, 'VNQUIZ_HOME=~nobody-at-all/x "$@"', "decks")
    assert done.returncode == 2
    assert b"There is no such home folder as that of" in done.stderr
