"""Nothing a deck, a file name, an argument or a log can hold steers the terminal it is shown on."""

import copy
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playing import (
    CTRL_G,
    CTRL_P,
    CTRL_Q,
    CTRL_S,
    CTRL_T,
    DOWN,
    ENTER,
    ESCAPE,
    F1,
    RATINGS,
    SPACE,
    Learner,
    at_rest,
    deck_of,
    press,
)
from terminal import Terminal

from vnquiz.core.days import Moment
from vnquiz.core.events import Draft, EventKind
from vnquiz.core.questions import CardId
from vnquiz.core.verdicts import Rating, VerdictKind
from vnquiz.deckfile.fields import DECK_FIELDS, QUESTION_FIELDS, ROW_FIELDS, SOURCE_FIELDS, TABLE_FIELDS
from vnquiz.store.opening import open_for_writing

CONTROLS = (
    "\x1b]52;c;cGF3bmVk\x07 \x1b]0;pawned\x07 \x1bP+q7061\x1b\\ \x9b7m \x9d0;pawned\x9c \x90+q7061\x9c "
    "\x00 \x7f \u202e \u2066"
)
MARKUP = "[@click=app.quit]x[/] [/] [/path]"
HOSTILE = f"{CONTROLS} {MARKUP}"
HOSTILE_NAME = HOSTILE.replace("\x00", "").replace("/", "")
"""What of it a file name can hold."""

ON_A_TERMINAL = re.compile(
    rb"\x1b\](?!22;)|\x1b[PX^_c\\]|[\x00\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]"
)
"""What must not get there; Textual itself writes `ESC ]22;`, the shape of the pointer, and CSI sequences."""

IN_A_PIPE = re.compile(
    rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\xed[\xa0-\xbf]"
)
PAGE_DOWN = "\x1b[6~"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def said(field: str) -> str:
    """Return a hostile text that names its field."""
    return f"{field} {HOSTILE}"


ALL_FIELDS: dict[str, Any] = {
    "deck": "hostile",
    "title": "deck-title",
    "description": "deck-description",
    "language": "en",
    "license": "deck-license",
    "order": "0",
    "tags": ["one-tag"],
    "lint": {"ignore": ["praise"]},
    "praise": ["deck-praise"],
    "sources": {
        "book": {
            "title": "book-title",
            "publisher": "book-publisher",
            "author": "book-author",
            "date": "book-date",
            "url": "https://book",
            "accessed": "book-accessed",
        }
    },
    "tables": [
        {
            "id": "people",
            "rows": [
                {
                    "id": f"row-{i}",
                    "name": f"name {i}",
                    "age": str(30 + i),
                    "cite": "book:1",
                    "tags": ["a-tag"],
                }
                for i in range(4)
            ],
            "questions": [
                {"id": "age", "type": "numeric", "ask": "How old is {name}?", "answer": "{age}"},
                {
                    "id": "who",
                    "type": "choice",
                    "ask": "Who is {age}?",
                    "answer": "{name}",
                    "wrong": {"from": "name", "count": "2"},
                },
                {
                    "id": "order",
                    "type": "ordering",
                    "ask": "By age?",
                    "answer": {"from": "name", "by": "age", "count": "3"},
                },
                {
                    "id": "match",
                    "type": "matching",
                    "ask": "Who is how old?",
                    "answer": {"left": "name", "right": "age", "count": "3"},
                },
            ],
        }
    ],
    "questions": [
        {
            "id": "with-all",
            "previous_ids": ["hostile/before"],
            "type": "choice",
            "ask": "with-all-ask",
            "answer": "with-all-answer",
            "wrong": ["wrong-1", "wrong-2"],
            "hint": "choice-hint",
            "explain": "choice-explain",
            "cite": ["book:1-2"],
            "reworded": ["choice-reworded"],
            "tags": ["two-tag"],
            "siblings": "a-sibling",
            "lint": {"ignore": ["praise"]},
        },
        {"id": "all", "type": "choice", "ask": "all-ask", "answer": ["all-1", "all-2"], "wrong": ["all-3"]},
        {"id": "flashcard", "type": "flashcard", "ask": "flashcard-ask", "answer": "flashcard-answer"},
        {"id": "true-false", "type": "true-false", "ask": "true-ask", "answer": "true"},
        {
            "id": "short",
            "type": "short-answer",
            "ask": "short-ask",
            "answer": "short-answer",
            "accept": ["short-accept"],
            "diacritics": "ignore",
            "typos": "1",
        },
        {
            "id": "numeric",
            "type": "numeric",
            "ask": "numeric-ask",
            "answer": "3",
            "accept": ["4"],
            "tolerance": "1",
            "unit": "numeric-unit",
            "derived": {"reason": "numeric-reason", "from": ["book:1"], "count": ["one", "two", "three"]},
        },
        {
            "id": "sum",
            "type": "numeric",
            "ask": "sum-ask",
            "answer": "3",
            "derived": {"reason": "sum-reason", "from": ["book:1"], "compute": "1 + 2"},
        },
        {"id": "date", "type": "date", "ask": "date-ask", "answer": "2023", "accept": ["2022"]},
        {
            "id": "cloze",
            "type": "cloze",
            "ask": "cloze-ask",
            "text": "cloze-text {{c1::gap|gap-accept::gap-hint}} and so on",
            "diacritics": "ignore",
            "typos": "1",
        },
        {
            "id": "list",
            "type": "list",
            "ask": "list-ask",
            "answer": [{"text": "item-1", "accept": ["item-accept"]}, "item-2"],
            "need": "2",
            "diacritics": "ignore",
            "typos": "1",
        },
        {"id": "ordering", "type": "ordering", "ask": "ordering-ask", "answer": ["first", "second", "third"]},
        {
            "id": "matching",
            "type": "matching",
            "ask": "matching-ask",
            "answer": {"left-1": "right-1", "left-2": "right-2"},
            "wrong": ["right-3"],
        },
    ],
}
"""A deck without a fault in which every key of the deck language stands."""


def test_the_deck_of_all_fields_has_every_key_of_the_language() -> None:
    def keys_of(node: object) -> Iterator[str]:
        if isinstance(node, dict):
            yield from node
        if isinstance(node, dict | list):
            for each in node.values() if isinstance(node, dict) else node:
                yield from keys_of(each)

    known = {
        *DECK_FIELDS,
        *SOURCE_FIELDS,
        *TABLE_FIELDS,
        *ROW_FIELDS,
        *(k for t in QUESTION_FIELDS.values() for k in t),
    }
    assert known - set(keys_of(ALL_FIELDS)) == set()


def places_in(node: object, path: tuple[object, ...] = ()) -> Iterator[tuple[tuple[object, ...], bool]]:
    """Yield the path of every text, and of every key (told by True), of a deck."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield (*path, key), True
            yield from places_in(value, (*path, key))
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from places_in(value, (*path, i))
    else:
        yield path, False


def with_hostile(deck: dict[str, Any], path: tuple[object, ...], is_key: bool) -> dict[str, Any]:
    """Return a deck with one of its texts or keys replaced."""
    changed = copy.deepcopy(deck)
    node: Any = changed
    for step in path[:-1]:
        node = node[step]
    if is_key:
        node[said("key")] = node.pop(path[-1])
    else:
        node[path[-1]] = said("-".join(map(str, path)))
    return changed


def as_yaml(deck: dict[str, Any]) -> str:
    """Return a deck as YAML between double quotes, every control an escape."""
    return json.dumps(deck, indent=1).replace("\x7f", "\\u007f")


def assert_harmless(*outputs: bytes) -> None:
    """Fail if anything printed could steer a terminal, or if a trace was printed."""
    for output in outputs:
        found = IN_A_PIPE.search(output)
        assert found is None, output[max(0, found.start() - 200) : found.end() + 200]
        assert b"Traceback" not in output


def test_a_hostile_text_or_key_anywhere_in_a_deck_is_harmless_in_every_report(tmp_path: Path) -> None:
    learner = Learner(tmp_path)
    learner.write_deck(as_yaml(ALL_FIELDS), "whole.yaml")
    places = list(places_in(ALL_FIELDS))
    for i, (path, is_key) in enumerate(places):
        deck = with_hostile(ALL_FIELDS | {"deck": f"hostile-{i}"}, path, is_key)
        learner.write_deck(as_yaml(deck), f"{i}.yaml")
    learner.write_deck(f"deck: raw\ntitle: x\n# {MARKUP}\nquestions: [\x1b]0;pawned\x07", "raw.yaml")
    learner.write_deck("deck: tag\ntitle: !%1B%5D0%3Bpawned%07 x\nquestions: &\u00e9 []\n", "tag.yaml")
    for style in ("text", "json", "github"):
        checked = learner.run("check", str(learner.decks), "--format", style)
        assert checked.returncode == 1
        assert_harmless(checked.stdout, checked.stderr)
        assert checked.stdout.decode().count("␛]52;c;") > 100


HOSTILE_BODIES: list[dict[str, Any]] = [
    {"type": "choice", "answer": said("answer"), "wrong": [said("wrong-1"), said("wrong-2")]},
    {"type": "flashcard", "answer": said("answer")},
    {"type": "choice", "answer": [said("answer"), said("other")], "wrong": [said("wrong")]},
    {"type": "true-false", "answer": "true"},
    {"type": "short-answer", "answer": said("answer"), "accept": [said("accept")]},
    {"type": "numeric", "answer": "3", "unit": said("unit")},
    {"type": "date", "answer": "2023"},
    {"type": "cloze", "text": f"text {HOSTILE} {{{{c1::answer {HOSTILE}::gap-hint {HOSTILE}}}}} end"},
    {"type": "list", "answer": [said("item-1"), {"text": said("item-2"), "accept": said("also")}]},
    {"type": "ordering", "answer": [said("first"), said("second"), said("third")]},
    {
        "type": "matching",
        "answer": {said("left-1"): said("right-1"), said("left-2"): said("right-2")},
        "wrong": [said("right-3")],
    },
]
FLASHCARD = 1
TAKING_ANY_TEXT = (4, 7, 8)


def hostile_everywhere() -> str:
    """Return a deck that works, with a hostile text in every field that may hold any text."""
    questions = []
    for i, body in enumerate(HOSTILE_BODIES):
        ask = {} if body["type"] == "cloze" else {"ask": said("ask")}
        shared = {"id": f"question-{i}", "hint": said("hint"), "explain": said("explain"), "cite": "book:1"}
        questions.append(body | shared | ask)
    book = {name: said(name) for name in ("title", "publisher", "author", "date", "url", "accessed")}
    return as_yaml(
        {
            "deck": "hostile",
            "order": "0",
            "title": HOSTILE,
            "description": said("description"),
            "license": said("license"),
            "sources": {"book": book},
            "questions": questions,
        }
    )


SHOWN = {
    *("title", "publisher", "author", "date", "ask", "hint", "explain", "answer", "other"),
    *(
        "wrong",
        "wrong-1",
        "wrong-2",
        "unit",
        "text",
        "gap-hint",
        "item-1",
        "item-2",
        "first",
        "second",
        "third",
    ),
    *("left-1", "left-2", "right-1", "right-2", "right-3"),
}
"""The fields that a learner sees in a session."""


PASTED = "\x1b[200~" + re.sub(r"[\x00-\x1f]", "", HOSTILE) + "\x1b[201~"
"""Hostile text as it is pasted; its control characters would be keys."""


class Watched:
    """A terminal of which everything that was on the screen is remembered."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.seen = ""

    def look(self) -> str:
        """Return the screen as it stands, and remember it."""
        screen = at_rest(self.terminal, 0.05)
        self.seen += screen
        return screen

    def keys(self, keys: str, wanted: str, gone: str = "") -> None:
        """Send keys, and wait until the screen shows what they lead to."""
        self.terminal.send(keys)
        self.terminal.wait_for(lambda screen: wanted in screen and (not gone or gone not in screen))
        self.look()

    def click_on_markup(self) -> None:
        """Click on every piece of markup that is on the screen, but for the footer."""
        for y, line in enumerate(self.terminal.display().splitlines()[:-1]):
            for found in re.finditer(r"@click=app.quit\]x", line):
                press(self.terminal, found.end() - 1, y)


@pytest.mark.parametrize(("cols", "rows"), [(120, 60), (40, 12)])
def test_no_screen_lets_a_hostile_deck_reach_the_terminal(tmp_path: Path, cols: int, rows: int) -> None:
    learner = Learner(tmp_path)
    learner.write_deck(hostile_everywhere(), f"{HOSTILE_NAME}.yaml")
    learner.write_deck(
        as_yaml(with_hostile(ALL_FIELDS, ("questions", 0, "id"), False) | {"deck": "faulty", "order": "1"}),
        "faulty.yaml",
    )
    with learner.open(cols=cols, rows=rows) as terminal:
        watched = Watched(terminal)
        watched.keys("", "␛]52")
        watched.keys(F1, "esc Close")
        watched.keys(ESCAPE, "Study all", gone="esc Close")
        watched.keys(CTRL_P, "Search for commands")
        watched.keys(ESCAPE, "Study all", gone="Search for commands")
        watched.keys(ENTER, "⏎ Answer")
        play_through(watched)
        watched.keys("", "Session")
        watched.keys(DOWN * 5, "Session")
        at_rest(terminal)
        watched.keys(ENTER, "Study all")
        watched.keys(ENTER, "Nothing is due in “")
        watched.keys(ESCAPE, "Study all", gone="Nothing is due in “")
        terminal.resize(39, 11)
        terminal.wait_for("vnquiz needs 40 columns")
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
        assert ON_A_TERMINAL.search(terminal.raw) is None
    if cols > 80:
        shown = " ".join(watched.seen.split())
        assert {field for field in (*SHOWN, "description") if f"{field} ␛]52" not in shown} == set()
        assert MARKUP in shown
    assert learner.findings() == []


def play_through(watched: Watched) -> None:
    """Play a session to its end by giving up; the first card is missed, comes again, and is known then."""
    terminal = watched.terminal
    for number in range(len(HOSTILE_BODIES) + 1):
        screen = watched.look()
        if number == FLASHCARD:
            terminal.send(ENTER)
        else:
            if "A number:" in screen or "A year, such as" in screen:
                terminal.send(f"{PASTED}{ENTER}")
                terminal.wait_for("not understood" if watched.terminal.screen.lines > 24 else "Help")
                watched.look()
            terminal.send(CTRL_T)
            watched.look()
            terminal.send(CTRL_G)
        terminal.wait_for(RATINGS)
        watched.look()
        watched.click_on_markup()
        terminal.send(PAGE_DOWN * 3)
        watched.look()
        terminal.send("1" if number == 0 else "3")
        terminal.wait_for(lambda screen: RATINGS not in screen)


def unseen(watched: Watched) -> set[str]:
    """Return the fields that were not on the screen, whatever a scrollbar draws; no exam gives a hint."""
    shown = " ".join(re.sub("[▁-█]", "", watched.seen).split())
    return {field for field in SHOWN - {"hint"} if f"{field} ␛]52" not in shown}


@pytest.mark.parametrize(("cols", "rows"), [(120, 60), (40, 12)])
def test_no_screen_of_an_exam_lets_a_hostile_deck_reach_the_terminal(
    tmp_path: Path, cols: int, rows: int
) -> None:
    learner = Learner(tmp_path)
    learner.write_deck(hostile_everywhere(), f"{HOSTILE_NAME}.yaml")
    options = ("--order", "easy-first", "--confidence", "--name", HOSTILE.replace("\x00", ""))
    with learner.open("exam", "hostile", *options, cols=cols, rows=rows) as terminal:
        watched = Watched(terminal)
        watched.keys("", "10 questions in 10 minutes.")
        watched.keys(SPACE, "From which decks?")
        watched.keys(ESCAPE, "⏎ Begin")
        watched.keys(DOWN * 8 + SPACE, "What are you to be called")
        watched.keys(PASTED + ENTER, "⏎ Begin")
        at_rest(terminal)
        watched.keys(ENTER, "Question 1 of 10")
        for number in range(1, 11):
            watched.keys("", f"Question {number} of 10")
            if re.search("Type the answer|Name [0-9]|A number|A year", terminal.display()):
                terminal.send(PASTED + ENTER)
                watched.look()
            watched.click_on_markup()
            terminal.send(CTRL_G)
        watched.keys("", "Every question is answered")
        watched.keys(CTRL_S, "Hand in the exam?")
        at_rest(terminal)
        watched.keys(ENTER, "Result of the exam")
        for page in range(200):
            watched.look()
            watched.click_on_markup()
            if not unseen(watched) or (cols < 80 and page > 30):
                break
            terminal.send(PAGE_DOWN)
        else:
            raise AssertionError(unseen(watched))
        at_rest(terminal)
        terminal.send(ENTER)
        assert terminal.wait_exit() == 0
        assert ON_A_TERMINAL.search(terminal.raw) is None
    (learner.decks / f"{HOSTILE_NAME}.yaml").unlink()
    with learner.open(cols=cols, rows=rows) as terminal:
        watched = Watched(terminal)
        watched.keys("e", "⏎ Begin")
        watched.keys("h", "Past exams")
        watched.keys("", "␛]52")
        assert ON_A_TERMINAL.search(terminal.raw) is None
    assert learner.findings() == []


def test_a_hostile_home_is_told_on_every_screen_without_harm(tmp_path: Path) -> None:
    learner = Learner(tmp_path / HOSTILE_NAME)
    learner.write_deck(deck_of("true-false"))
    learner.play("t", "=3")
    with closing(sqlite3.connect(learner.progress)) as newer:
        newer.execute("PRAGMA user_version = 99")
    with learner.open(cols=120, rows=40) as terminal:
        terminal.wait_for("written by a newer vnquiz")
        terminal.send("a")
        terminal.wait_for(lambda screen: screen.count("install") == 2)
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
        assert MARKUP[:10] in terminal.display() or "pawned" in terminal.raw.decode()
        assert ON_A_TERMINAL.search(terminal.raw) is None


def test_every_command_tells_of_hostile_files_and_arguments_without_harm(tmp_path: Path) -> None:
    learner = Learner(tmp_path / HOSTILE_NAME)
    learner.write_deck(hostile_everywhere(), f"{HOSTILE_NAME}.yaml")
    learner.write_deck(hostile_everywhere(), f"again {HOSTILE_NAME}.yaml")
    elsewhere = tmp_path / f"elsewhere {HOSTILE_NAME}"
    elsewhere.mkdir()
    (elsewhere / "same.yaml").write_text(hostile_everywhere())
    (learner.home / "settings.yaml").write_text(as_yaml({said("key"): "1", "theme": said("theme")}))
    argument = HOSTILE.replace("\x00", "")
    commands = [
        ["decks"],
        ["decks", "--json"],
        ["decks", "--decks", str(elsewhere)],
        ["check", str(learner.decks)],
        ["check", str(tmp_path / argument)],
        ["check", argument],
        ["check", "--format", argument],
        ["study", "--plain", argument],
        ["study", "--plain", f"./{argument}"],
        ["study", "--plain", "--tag", argument],
        ["study", "--plain", "--limit", argument],
        ["study", "--plain", "--seed", argument],
        ["study", "--plain", "--now", argument],
        ["study", "--plain", "--decks", argument],
        ["study", argument],
        [argument],
        [f"--{argument.replace(' ', '')}"],
        ["progress", argument],
        ["progress", "log"],
    ]
    for command in commands:
        done = learner.run(*command)
        assert_harmless(done.stdout, done.stderr)
    learner.progress.write_bytes(b"no database")
    for command in (["decks"], ["study", "--plain", "hostile"], ["progress", "log"], ["progress", "verify"]):
        done = learner.run(*command)
        assert_harmless(done.stdout, done.stderr)
        assert (done.returncode, "pawned" in done.stderr.decode()) == (1, True)


def test_a_session_line_by_line_tells_of_everything_without_harm(tmp_path: Path) -> None:
    learner = Learner(tmp_path)
    learner.write_deck(hostile_everywhere())
    typed = []
    for number in range(len(HOSTILE_BODIES)):
        unreadable = [] if number in TAKING_ANY_TEXT else [HOSTILE]
        typed += [*unreadable, f":{HOSTILE}", ":hint", "", f"={HOSTILE}", "=3"]
    played = learner.run("study", "--plain", "hostile", typed="".join(f"{line}\n" for line in typed))
    assert played.returncode == 0
    assert_harmless(played.stdout, played.stderr)
    told = played.stdout.decode()
    assert {field for field in SHOWN if f"{field} ␛]52" not in told} == set()
    for options in ((), ("--json",)):
        log = learner.run("progress", "log", *options)
        assert_harmless(log.stdout, log.stderr)
        assert log.stdout


def test_a_hostile_log_is_printed_without_harm_and_as_json_keeps_its_meaning(tmp_path: Path) -> None:
    learner = Learner(tmp_path)
    with open_for_writing(learner.progress) as progress:
        now = Moment(NOON, 420)
        progress.append(
            Draft(
                EventKind.STUDY,
                CardId(said("card")),
                now,
                now.day,
                rating=Rating.GOOD,
                verdict=VerdictKind.EXACT,
                score=1.0,
                asked={said("asked"): said("right")},
                answered={"text": HOSTILE + "\U000e0041 \ud800"},
            )
        )
    for options in ((), ("--json",)):
        log = learner.run("progress", "log", *options)
        assert_harmless(log.stdout, log.stderr)
    assert json.loads(log.stdout) == learner.events()[0]
