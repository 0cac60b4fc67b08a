"""A learner for tests: a home of his own with decks in it, vnquiz run there for real, and the log it wrote."""

import json
import os
import re
import select
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from textwrap import dedent, indent
from types import TracebackType
from typing import Any, Self

from terminal import Terminal, python

from vnquiz.store.chain import as_json
from vnquiz.store.opening import open_for_reading

VNQUIZ = python("-m", "vnquiz")
NOW = "2026-11-21T09:00+07:00"
LATER = "2026-11-28T09:00+07:00"

ENTER, ESCAPE, SPACE, BACKSPACE, TAB = "\r", "\x1b", " ", "\x7f", "\t"
UP, DOWN, SHIFT_UP, SHIFT_DOWN = "\x1b[A", "\x1b[B", "\x1b[1;2A", "\x1b[1;2B"
F1, CTRL_C, CTRL_G, CTRL_P, CTRL_Q, CTRL_S, CTRL_T, CTRL_U, CTRL_Z = (
    "\x1bOP",
    "\x03",
    "\x07",
    "\x10",
    "\x11",
    "\x13",
    "\x14",
    "\x15",
    "\x1a",
)

RIGHT, WRONG, PARTLY, GIVEN_UP = "✓ Right.", "✗ Not quite.", "≈ Partly right", "› This is the answer."
UNRATED = "How well did you know it?"
RATINGS = "1 Again"

OF_ONE_RUN_ONLY = ("uid", "device", "instant", "duration", "checksum")
"""What differs in the log between two runs that are otherwise the same."""

TEN_TYPES = {
    "flashcard": """
        - id: flashcard
          type: flashcard
          ask: What is on the front?
          answer: This is the back.
    """,
    "choice": """
        - id: choice
          type: choice
          ask: Which one is green?
          answer: bamboo
          wrong: [brick, bronze, butter]
          hint: It grows.
          explain: Bamboo is **green** all the year.
          cite: book:7
    """,
    "select-all": """
        - id: select-all
          type: choice
          ask: Which ones are rivers?
          answer: [Red River, Perfume River]
          wrong: [Fansipan, West Lake]
    """,
    "true-false": """
        - id: true-false
          type: true-false
          ask: Is water wet?
          answer: true
    """,
    "short-answer": """
        - id: short-answer
          type: short-answer
          ask: What is the capital called?
          answer: Hà Nội
          hint: Between the rivers.
    """,
    "numeric": """
        - id: numeric
          type: numeric
          ask: How long is the coast?
          answer: 3260
          tolerance: 10
          unit: km
    """,
    "date": """
        - id: date
          type: date
          ask: When was the republic proclaimed?
          answer: 1945-09-02
    """,
    "cloze": """
        - id: cloze
          type: cloze
          text: "The mountain called {{c1::Fansipan::a peak}} is the highest."
    """,
    "list": """
        - id: list
          type: list
          ask: Name the coins.
          answer: [dime, cent, penny]
    """,
    "ordering": """
        - id: ordering
          type: ordering
          ask: Put the numbers in order.
          answer: [one, two, three, four]
    """,
    "matching": """
        - id: matching
          type: matching
          ask: Match each land with its capital.
          answer: {Lào: Vientiane, Thailand: Bangkok}
          wrong: [Manila]
    """,
}
"""A question of each type, and a choice of several."""

DECK = """\
deck: {id}
title: {title}
order: 0
description: A deck of the tests.
sources:
  book:
    title: A Book of Tests
    date: 2024-07-27
questions:
"""


def deck_of(*questions: str, id: str = "tour", title: str = "A tour") -> str:
    """Return the text of a deck of these questions: YAML, or names of `TEN_TYPES`."""
    texts = [dedent(TEN_TYPES.get(question, question)).strip() for question in questions]
    return DECK.format(id=id, title=title) + "".join(f"{indent(text, '  ')}\n" for text in texts)


class Learner:
    """Somebody with an empty home, who may write decks into it and study them."""

    def __init__(self, home: Path, now: str = NOW) -> None:
        self.home = home
        self.now = now
        self.editor = "true"
        self.decks = home / "decks"
        self.decks.mkdir(parents=True)

    @property
    def environment(self) -> dict[str, str]:
        """What keeps vnquiz in this home, and any editor away but the one that was chosen."""
        return {"VNQUIZ_HOME": str(self.home), "VISUAL": self.editor}

    @property
    def progress(self) -> Path:
        """The progress file."""
        return self.home / "progress.db"

    def write_deck(self, text: str, name: str = "tour.yaml") -> Path:
        """Put a deck among the learner's own."""
        path = self.decks / name
        path.write_text(text, encoding="utf-8")
        return path

    def command(self, *arguments: str) -> list[str]:
        """Return the command line that runs vnquiz at the learner's moment, where that means anything."""
        has_moment = (
            not arguments or arguments[0] in ("study", "exam", "decks") or arguments[0].startswith("-")
        )
        return [*VNQUIZ, *(("--now", self.now) if has_moment else ()), *arguments]

    def run(self, *arguments: str, typed: str | bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        """Run vnquiz without a terminal, its input from a pipe."""
        return subprocess.run(
            self.command(*arguments),
            input=typed.encode() if isinstance(typed, str) else typed,
            capture_output=True,
            env=pipe_environment() | self.environment,
            timeout=60,
            check=False,
        )

    def play(self, *lines: str) -> str:
        """Play the deck of the tests line by line from a pipe, and return what was printed."""
        typed = "".join(f"{line}\n" for line in lines)
        played = self.run("study", "tour", "--plain", "--seed", "1", typed=typed)
        assert (played.returncode, played.stderr) == (0, b""), played
        return played.stdout.decode()

    def open(self, *arguments: str, cols: int = 80, rows: int = 24, **environment: str) -> Terminal:
        """Run vnquiz on a terminal, and wait for its first screen."""
        terminal = Terminal(self.command(*arguments), self.environment | environment, cols, rows)
        try:
            terminal.wait_for("Help")
        except AssertionError:
            terminal.close()
            raise
        return terminal

    def study(self, *questions: str, cols: int = 80, rows: int = 24, **environment: str) -> Terminal:
        """Write a deck of these questions, study it on a terminal, and wait for the first one."""
        self.write_deck(deck_of(*questions))
        return self.open("study", "tour", "--seed", "1", cols=cols, rows=rows, **environment)

    def plain(self, *arguments: str) -> "Plain":
        """Study line by line."""
        return Plain(self.command("study", "--plain", *arguments), self.environment)

    def sit(self, *lines: str, options: Sequence[str] = ()) -> str:
        """Sit an exam over the deck of the tests line by line from a pipe, and return what was printed."""
        typed = "".join(f"{line}\n" for line in lines)
        sat = self.run("exam", "tour", "--plain", "--seed", "1", *options, typed=typed)
        assert (sat.returncode, sat.stderr) == (0, b""), sat
        return sat.stdout.decode()

    def events(self) -> list[dict[str, Any]]:
        """Return the log as it stands, also while vnquiz runs."""
        with open_for_reading(self.progress) as progress:
            return [as_json(event) for event in progress.events()]

    def answers(self) -> list[tuple[str, int]]:
        """Return what was answered, each question with its rating."""
        return [
            (event["card"].partition("/")[2], event["rating"]) for event in self.events() if event["rating"]
        ]

    def findings(self) -> list[str]:
        """Return what is wrong with the log."""
        with open_for_reading(self.progress) as progress:
            return [progress.warning] if progress.warning else progress.verify()


class Plain:
    """A session line by line, read prompt by prompt."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=pipe_environment() | environment,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.communicate()

    def wait_for_prompt(self, timeout: float = 20) -> str:
        """Return what was printed up to the next prompt."""
        return self._read_until(lambda text: text.endswith((b"> ", b"\n= ", b"\n? ", b"\n! ")), timeout)

    def type_line(self, line: str) -> str:
        """Type a line, and return what is printed up to the next prompt or the end."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()
        return self.wait_for_prompt()

    def end_input(self) -> str:
        """Let the input end, and return the last that is printed."""
        out, _ = self.process.communicate(timeout=20)
        return out.decode() if out else ""

    def _read_until(self, is_enough: Callable[[bytes], bool], timeout: float) -> str:
        assert self.process.stdout is not None
        deadline = time.monotonic() + timeout
        text = b""
        while not is_enough(text):
            left = deadline - time.monotonic()
            if left < 0 or not select.select([self.process.stdout], [], [], left)[0]:
                raise AssertionError(f"no prompt after {text.decode()}")
            chunk = os.read(self.process.stdout.fileno(), 1 << 16)
            if not chunk:
                break
            text += chunk
        return text.decode()


def killed_at_random(
    learner: Learner, arguments: Sequence[str], typed: bytes, random: Random, longest_wait: float
) -> bytes:
    """Run vnquiz fed with lines, kill it at a random moment after its first words, and return what it printed."""
    process = subprocess.Popen(
        [*VNQUIZ, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=pipe_environment() | learner.environment,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(typed)
    process.stdin.close()
    output = os.read(process.stdout.fileno(), 1 << 16)
    select.select([], [], [], random.random() * longest_wait)
    process.send_signal(signal.SIGKILL)
    output += process.stdout.read()
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL
    return output


def without_times(file: bytes) -> dict[str, Any]:
    """Return a result without what differs from one sitting to the next."""
    fields: dict[str, Any] = json.loads(file)
    for name in ("begun", "handed_in", "checksum"):
        del fields[name]
    for item in fields["items"]:
        del item["seconds"]
    return fields


def pipe_environment() -> dict[str, str]:
    """Return a fixed environment for a process without a terminal."""
    kept = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "TMPDIR")
    return {name: os.environ[name] for name in kept if name in os.environ} | {
        "LANG": "C.UTF-8",
        "HOME": "/nonexistent",
    }


def number_of(text: str, terminal: Terminal) -> str:
    """Return the number that stands before an item, once it is on the screen."""
    line = re.compile(rf"^ *[›↕]? *(\d) +(?:\[.\] +)?{re.escape(text)}", re.MULTILINE)
    found = line.search(terminal.wait_for(line.search))
    assert found is not None
    return found[1]


def items_of(screen: str) -> list[str]:
    """Return the numbered items of the screen from the top down."""
    return re.findall(r"^ *[›↕]? *\d +(?:\[.\] +)?(\S.*)$", screen, re.MULTILINE)


def keys_in_order(shown: list[str], wanted: list[str]) -> str:
    """Return keys that bring items into order: each is walked to, then moved up to its place."""
    keys, cursor = "", 0
    for place, item in enumerate(wanted):
        here = shown.index(item)
        keys += DOWN * (here - cursor) + SHIFT_UP * (here - place)
        shown = [*shown[:place], item, *(each for each in shown[place:] if each != item)]
        cursor = place
    return keys


def click(terminal: Terminal, text: str) -> None:
    """Click with the mouse on the first letter of a text, once it is on the screen and stays where it is."""
    terminal.wait_for(text)
    lines = at_rest(terminal).splitlines()
    line = next(line for line in lines if text in line)
    press(terminal, line.index(text), lines.index(line))


def press(terminal: Terminal, x: int, y: int, times: int = 1) -> None:
    """Press and release the mouse on a cell, counted from 0."""
    terminal.send(f"\x1b[<0;{x + 1};{y + 1}M\x1b[<0;{x + 1};{y + 1}m" * times)


GLANCE = 0.1
"""How long a screen stands still before it is taken for complete."""


def at_rest(terminal: Terminal, seconds: float = 0.3) -> str:
    """Return the screen once it has stood still for so long, which is longer than a doubled key takes."""
    seen, since = terminal.display(), time.monotonic()

    def stands_still(screen: str) -> bool:
        nonlocal seen, since
        if screen != seen:
            seen, since = screen, time.monotonic()
        return time.monotonic() - since > seconds

    return terminal.wait_for(stands_still)
