"""What `vnquiz check` prints for people, for programs and for code hosts, and what it watches."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from terminal import Terminal, python

from vnquiz.cli.arguments import build_parser
from vnquiz.cli.main import main
from vnquiz.yamlfile.problems import LINT_CODES, Code

ROOT = Path(__file__).parents[2]
HEAD = "deck: d\ntitle: T\nsources: {s: {title: Source}}\nquestions:\n"
GOOD = "  - {id: a, type: short-answer, ask: Who came?, answer: Ann, explain: E, cite: 's:1'}\n"
WEAK = "  - {id: b, type: numeric, ask: How many are now there?, answer: 3, explain: E, cite: 's:1'}\n"
FAULTY = "  - {id: c, type: numeric, ask: How many?, answer: three, explain: E, cite: 's:1'}\n"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a check keeps away from the developer's own cache."""
    monkeypatch.setenv("VNQUIZ_HOME", str(tmp_path / "home"))


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A deck with one warning and one error, in the working folder."""
    monkeypatch.chdir(tmp_path)
    path = Path("bộ đề.yaml")
    path.write_text(HEAD + GOOD + WEAK + FAULTY, encoding="utf-8")
    return path


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    main(["check", *arguments])
    return capsys.readouterr().out


def sarif(capsys: pytest.CaptureFixture[str], path: str) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(printed(capsys, path, "--format", "sarif"))
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_check_tells_faults_and_weak_questions_in_the_order_of_the_file(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(printed(capsys, str(deck), "--format", "json"))
    assert [(each["code"], each["severity"], each["line"]) for each in found] == [
        ("relative-time", "warning", 6),
        ("bad-number", "error", 7),
    ]
    assert set(found[0]) == {
        *("path", "line", "column", "end_column", "code", "severity", "message", "cure"),
    }


def test_warnings_fail_only_where_strictness_is_asked_for(deck: Path) -> None:
    deck.write_text(HEAD + GOOD + WEAK, encoding="utf-8")
    assert main(["check", str(deck)]) == 0
    assert main(["check", str(deck), "--strict"]) == 1
    deck.write_text(HEAD + GOOD, encoding="utf-8")
    assert main(["check", str(deck), "--strict"]) == 0


def test_github_gets_a_command_for_each_problem_with_its_name_and_place(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    warning, error = printed(capsys, str(deck), "--format", "github").splitlines()
    assert warning.startswith(
        "::warning file=bộ đề.yaml,line=6,col=46,endColumn=49,title=relative-time::“now”"
    )
    assert error.startswith("::error file=bộ đề.yaml,line=7,")


def test_sarif_holds_what_the_standard_requires_of_each_result(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = sarif(capsys, str(deck))
    assert run["columnKind"] == "unicodeCodePoints"
    assert [(result["ruleId"], result["level"]) for result in run["results"]] == [
        ("relative-time", "warning"),
        ("bad-number", "error"),
    ]
    first = run["results"][0]
    assert first["message"]["text"].startswith("“now” means another time")
    (location,) = first["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 6, "startColumn": 46, "endColumn": 49}


def test_every_rule_of_sarif_has_help_and_every_result_points_at_its_rule(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = sarif(capsys, str(deck))
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "vnquiz"
    assert [rule["id"] for rule in rules] == [code.value for code in Code]
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    levels = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in rules}
    assert {levels[code] for code in LINT_CODES} == {"warning"}
    assert levels["syntax"] == "error"
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_names_files_by_uris_from_the_working_folder(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (str(deck), str(deck.resolve())):
        location = sarif(capsys, name)["results"][0]["locations"][0]["physicalLocation"]
        assert location["artifactLocation"] == {"uri": "b%E1%BB%99%20%C4%91%E1%BB%81.yaml"}


def test_sarif_of_a_clean_deck_has_no_results(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deck.write_text(HEAD + GOOD, encoding="utf-8")
    assert sarif(capsys, str(deck))["results"] == []


# colours


def test_a_terminal_is_spoken_to_in_colours(deck: Path) -> None:
    with Terminal(
        python("-m", "vnquiz", "check", str(deck)), env={"VNQUIZ_HOME": str(deck.parent / "home")}
    ) as term:
        term.wait_for("1 error, 1 warning")
        assert b"\x1b[1;33mwarning[relative-time]\x1b[0m" in term.raw
        assert b"\x1b[1;31merror[bad-number]\x1b[0m" in term.raw
        assert term.wait_exit() == 1


@pytest.mark.parametrize("declined", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_that_declines_colours_gets_none(deck: Path, declined: dict[str, str]) -> None:
    environment = {"VNQUIZ_HOME": str(deck.parent / "home")} | declined
    with Terminal(python("-m", "vnquiz", "check", str(deck)), env=environment) as term:
        term.wait_for("1 error, 1 warning")
        assert b"\x1b[" not in term.raw


def test_a_pipe_gets_no_colours(deck: Path) -> None:
    command = [sys.executable, "-m", "vnquiz", "check", str(deck)]
    done = subprocess.run(command, capture_output=True, env=os.environ | {"TERM": "xterm-256color"})
    assert b"\x1b" not in done.stdout + done.stderr
    assert b"warning[relative-time]" in done.stdout


# watching


class Watch:
    """A running `vnquiz check --watch`, read line by line from its two pipes."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "vnquiz", "check", "--watch", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> "Watch":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def next_summary(self) -> str:
        """Return the summary of the next check, once the watch goes on."""
        assert self.process.stderr is not None
        summary = self.process.stderr.readline()
        assert self.process.stderr.readline().startswith("Watching")
        return summary.strip()

    def stop(self) -> tuple[int, str]:
        """Press Ctrl+C; return the exit code and all that was printed."""
        self.process.send_signal(signal.SIGINT)
        printed, _ = self.process.communicate(timeout=20)
        return self.process.returncode, printed


def test_a_save_is_checked_again_and_ctrl_c_ends_with_the_last_checks_code(deck: Path) -> None:
    with Watch(str(deck)) as watch:
        assert watch.next_summary() == "1 deck, 2 cards: 1 error, 1 warning; 1 question left out."
        deck.write_text(HEAD + GOOD, encoding="utf-8")
        assert watch.next_summary() == "1 deck, 1 card: nothing wrong."
        code, text = watch.stop()
    assert code == 0
    assert text.count("error[bad-number]") == 1
    assert "\x1b" not in text


def test_a_watch_that_ends_on_an_error_says_so(deck: Path) -> None:
    deck.write_text(HEAD + GOOD, encoding="utf-8")
    with Watch(str(deck)) as watch:
        assert watch.next_summary().endswith("nothing wrong.")
        deck.write_text(HEAD + GOOD + FAULTY, encoding="utf-8")
        assert "1 error" in watch.next_summary()
        assert watch.stop()[0] == 1


def test_a_new_deck_a_removed_one_and_one_saved_by_renaming_are_noticed(deck: Path) -> None:
    folder = deck.parent / "decks"
    folder.mkdir()
    first = folder / "a.yaml"
    first.write_text(HEAD + GOOD, encoding="utf-8")
    with Watch(str(folder)) as watch:
        assert watch.next_summary().startswith("1 deck,")
        second = folder / "b.yaml"
        second.write_text(HEAD.replace("deck: d", "deck: e") + GOOD, encoding="utf-8")
        assert watch.next_summary().startswith("2 decks,")
        second.unlink()
        assert watch.next_summary().startswith("1 deck,")
        beside = folder / "a.tmp"
        beside.write_text(HEAD + GOOD + WEAK, encoding="utf-8")
        beside.replace(first)
        assert "1 warning" in watch.next_summary()


def test_a_deck_that_is_gone_for_a_while_does_not_end_the_watch(deck: Path) -> None:
    with Watch(str(deck)) as watch:
        watch.next_summary()
        deck.unlink()
        assert "1 error" in watch.next_summary()
        deck.write_text(HEAD + GOOD, encoding="utf-8")
        assert watch.next_summary() == "1 deck, 1 card: nothing wrong."


def test_on_a_terminal_the_screen_is_cleared_for_each_check(deck: Path) -> None:
    environment = {"VNQUIZ_HOME": str(deck.parent / "home")}
    with Terminal(python("-m", "vnquiz", "check", "--watch", str(deck)), env=environment) as term:
        term.wait_for("Ctrl+C ends")
        assert b"\x1b[2J" not in term.raw
        deck.write_text(HEAD + GOOD, encoding="utf-8")
        shown = term.wait_for(lambda screen: "nothing wrong" in screen and "Ctrl+C ends" in screen)
        assert "bad-number" not in shown
        term.send("\x03")
        assert term.wait_exit() == 0


def test_the_hook_for_pre_commit_runs_a_command_that_there_is_over_decks_alone() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {"id", "name", "entry", "language"} <= set(hook)
    program, *arguments = hook["entry"].split()
    options = build_parser().parse_args([*arguments, "decks/a.yaml"])
    assert (program, options.command, options.strict) == ("vnquiz", "check", True)
    assert hook["types"] == ["yaml"]
    assert re.search(hook["files"], "decks/school/a.yml")
    assert not re.search(hook["files"], ".github/workflows/ci.yml")


def test_checking_loads_no_screens() -> None:
    program = (
        "import sys; from vnquiz.cli.main import main; main(['check', '--format', 'sarif', sys.argv[1]]); "
        "sys.exit('textual' in sys.modules)"
    )
    deck = str(ROOT / "decks" / "four-nos.yaml")
    assert subprocess.run([sys.executable, "-c", program, deck], capture_output=True).returncode == 0
