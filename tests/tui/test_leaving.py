"""However the app is left, the answer at hand is kept and the terminal is as it was."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from playing import (
    CTRL_Q,
    ENTER,
    RATINGS,
    RIGHT,
    UNRATED,
    VNQUIZ,
    WRONG,
    Learner,
    at_rest,
    deck_of,
)
from terminal import Terminal, python

HERE = Path(__file__).parent
LEAVES_APP_SCREEN = b"\x1b[?1049l"
ENDS_OF_MODES = (
    LEAVES_APP_SCREEN,
    b"\x1b[?25h",
    b"\x1b[?1000l",
    b"\x1b[?1003l",
    b"\x1b[?1006l",
    b"\x1b[?2004l",
)
"""The shell's screen, the cursor, no mouse and no marked pastes."""

WAYS: dict[str, Callable[[Terminal], None]] = {
    "SIGTERM": lambda terminal: terminal.kill(signal.SIGTERM),
    "SIGHUP": lambda terminal: terminal.kill(signal.SIGHUP),
    "SIGINT": lambda terminal: terminal.kill(signal.SIGINT),
    "ctrl+q": lambda terminal: terminal.send(CTRL_Q),
}


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    return Learner(tmp_path)


def at_a_verdict(learner: Learner, *questions: str) -> Terminal:
    """Return a terminal on which the first question was answered, but not yet rated."""
    terminal = learner.study(*(questions or ("true-false", "choice")))
    terminal.send("1")
    terminal.wait_for(RATINGS)
    return terminal


def assert_restored(terminal: Terminal) -> None:
    """Fail unless the terminal is fit for a shell again."""
    assert terminal.is_cooked()
    for end in ENDS_OF_MODES:
        begin = end[:-1] + (b"l" if end.endswith(b"h") else b"h")
        assert terminal.raw.rfind(end) > terminal.raw.rfind(begin), end


@pytest.mark.parametrize("way", WAYS)
def test_leaving_at_a_verdict_takes_the_suggested_rating(learner: Learner, way: str) -> None:
    with at_a_verdict(learner) as terminal:
        WAYS[way](terminal)
        assert terminal.wait_exit() == 0
        assert_restored(terminal)
        assert "Traceback" not in terminal.raw.decode()
    assert learner.answers() == [("true-false", 3)]
    assert learner.findings() == []


def test_a_closed_terminal_ends_the_app_and_keeps_the_answer(learner: Learner) -> None:
    with at_a_verdict(learner) as terminal:
        terminal.hang_up()
        terminal.wait_exit()
    assert learner.answers() == [("true-false", 3)]


def test_a_closed_terminal_ends_the_app_also_where_its_signal_is_ignored(learner: Learner) -> None:
    learner.write_deck(deck_of("true-false", "choice"))
    command = learner.command("study", "tour", "--seed", "1")
    with Terminal(["sh", "-c", 'trap "" HUP; exec "$@"', "sh", *command], learner.environment) as terminal:
        terminal.wait_for("Help")
        terminal.send("1")
        terminal.wait_for(RATINGS)
        terminal.hang_up()
        terminal.wait_exit()
    assert learner.answers() == [("true-false", 3)]


def test_a_closed_terminal_ends_the_app_also_where_its_signal_goes_to_another_process(
    learner: Learner,
) -> None:
    learner.write_deck(deck_of("true-false", "choice"))
    command = learner.command("study", "tour", "--seed", "1")
    waiting = ["sh", "-c", 'trap "" HUP; "$@"; exit 7', "sh", *command]
    with Terminal(waiting, learner.environment) as terminal:
        terminal.wait_for("Help")
        terminal.send("1")
        terminal.wait_for(RATINGS)
        terminal.hang_up()
        assert terminal.wait_exit() == 7
    assert learner.answers() == [("true-false", 3)]


def test_a_flashcard_that_was_not_rated_is_not_logged(learner: Learner) -> None:
    with learner.study("flashcard") as terminal:
        at_rest(terminal)
        terminal.send(ENTER)
        terminal.wait_for(UNRATED)
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
    assert learner.events() == []


@pytest.mark.parametrize("redirected", ["<&-", "</dev/null", "| cat", "2>/dev/null"])
def test_without_a_terminal_on_every_end_the_screens_do_not_start(learner: Learner, redirected: str) -> None:
    learner.write_deck(deck_of("true-false"))
    script = f'"$@" {redirected}; echo "ended with $?"'
    if redirected == "| cat":
        script = 'set -o pipefail; "$@" | cat; echo "ended with $?"'
    command = ["bash", "-c", script, "bash", *learner.command("study", "tour")]
    with Terminal(command, learner.environment) as terminal:
        screen = terminal.wait_for("ended with 2")
        assert LEAVES_APP_SCREEN not in terminal.raw
        if redirected != "2>/dev/null":
            assert "The screens need a terminal. Without one, use: vnquiz study --plain" in screen
    assert not learner.progress.exists()


@pytest.mark.parametrize("arguments", [(), ("study", "tour")])
def test_without_any_terminal_the_screens_do_not_start(learner: Learner, arguments: tuple[str, ...]) -> None:
    learner.write_deck(deck_of("true-false"))
    done = learner.run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"vnquiz study --plain" in done.stderr


def test_a_second_writer_is_told_who_holds_the_progress_and_changes_nothing(learner: Learner) -> None:
    with at_a_verdict(learner) as terminal:
        second = learner.run("study", "tour", "--plain", typed="1\n\n")
        assert (second.returncode, second.stdout) == (3, b"")
        assert f"(process {terminal.pid}, since " in second.stderr.decode()
        reading = learner.run("decks")
        assert reading.returncode == 0
        terminal.send("4")
        terminal.wait_for("Which one is green?")
    assert learner.answers() == [("true-false", 4)]


def test_after_a_kill_the_next_one_writes_at_once(learner: Learner) -> None:
    with at_a_verdict(learner) as terminal:
        terminal.kill(signal.SIGKILL)
        terminal.wait_exit()
    assert "✓ Right." in learner.play("t", "")
    assert learner.answers() == [("true-false", 3)]


def test_a_fault_of_the_app_is_told_safely_and_keeps_the_answer(learner: Learner) -> None:
    learner.write_deck(deck_of("true-false", "choice"))
    command = python(str(HERE / "crashing_app.py"), *learner.command("study", "tour")[len(VNQUIZ) :])
    with Terminal(command, learner.environment) as terminal:
        terminal.wait_for("Help")
        terminal.send("1")
        assert terminal.wait_exit() == 1
        assert_restored(terminal)
        screen = terminal.display()
        assert "FaultError: ␛]0;pawned␇ out of the blue" in screen
        assert "This was a fault of vnquiz itself. Every answer is kept." in screen
        assert b"\x1b]0;" not in terminal.raw
    assert learner.answers() == [("true-false", 3)]


def test_an_answer_that_cannot_be_saved_is_told_and_none_that_was_saved_is_lost(learner: Learner) -> None:
    learner.write_deck(deck_of("true-false", "choice"))
    learner.play()
    most = str(learner.progress.stat().st_size * 2)
    command = python(
        str(HERE / "small_disk.py"), most, *learner.command("study", "tour", "--cram")[len(VNQUIZ) :]
    )
    with Terminal(command, learner.environment) as terminal:
        terminal.wait_for("Help")
        saved = 0
        while "was not saved" not in terminal.display():
            terminal.wait_for("^g I don't know")
            terminal.send("1")
            terminal.wait_for(lambda screen: RIGHT in screen or WRONG in screen)
            terminal.send("1")
            terminal.wait_for(lambda screen: RATINGS not in screen or "was not saved" in screen)
            saved += RATINGS not in terminal.display()
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 1
        assert_restored(terminal)
        assert "was not saved" in terminal.display()
    assert 0 < saved == len(learner.answers())
    assert learner.findings() == []
