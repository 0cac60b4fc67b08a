"""The same answers line by line and on the screen write the same events."""

import re
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pytest
from playing import (
    CTRL_Z,
    DOWN,
    ENTER,
    OF_ONE_RUN_ONLY,
    TEN_TYPES,
    Learner,
    Plain,
    deck_of,
)
from terminal import Terminal

ASKS = {
    found[1].strip(' "').partition(" {{")[0]: name
    for name, text in TEN_TYPES.items()
    if (found := re.search(r"(?:ask|text): (.*)", text)) is not None
}
SHIFT_UP = "\x1b[1;2A"
ORDER = ["one", "two", "three", "four"]
PAIRS = {"Lào": "Vientiane", "Thailand": "Bangkok"}


class Player(Protocol):
    """Somebody who answers, in one way or the other."""

    def question(self) -> str | None: ...
    def pick(self, *options: str) -> None: ...
    def judge(self, value: bool) -> None: ...
    def reveal(self) -> None: ...
    def type(self, text: str) -> None: ...
    def enumerate_items(self, *items: str) -> None: ...
    def order(self, items: list[str]) -> None: ...
    def pair(self, pairs: dict[str, str]) -> None: ...
    def rate(self, rating: int) -> None: ...
    def hint(self) -> None: ...
    def guess(self) -> None: ...
    def undo(self) -> None: ...
    def bury(self) -> None: ...
    def give_up(self) -> None: ...


def question_in(text: str) -> str | None:
    return next((name for ask, name in ASKS.items() if ask in text), None)


class LineByLine:
    """Plays through the prompts of --plain."""

    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        self.shown = plain.wait_for_prompt()

    def say(self, line: str) -> None:
        self.shown = self.plain.type_line(line)

    def question(self) -> str | None:
        return question_in(self.shown) if self.shown.endswith("> ") else None

    def number(self, text: str) -> str:
        found = re.search(rf"^ *(\d)\. {re.escape(text)}$", self.shown, re.MULTILINE)
        assert found, self.shown
        return found[1]

    def pick(self, *options: str) -> None:
        self.say(",".join(self.number(option) for option in options))

    def judge(self, value: bool) -> None:
        self.say("t" if value else "f")

    def reveal(self) -> None:
        self.say("")

    def type(self, text: str) -> None:
        self.say(text)

    def enumerate_items(self, *items: str) -> None:
        self.say("; ".join(items))

    def order(self, items: list[str]) -> None:
        self.say(" ".join(self.number(item) for item in items))

    def pair(self, pairs: dict[str, str]) -> None:
        lefts = re.findall(r"^ *[a-z]\. (.+)$", self.shown, re.MULTILINE)
        self.say(" ".join(self.number(pairs[left]) for left in lefts))

    def rate(self, rating: int) -> None:
        self.say(f"={rating}")

    def hint(self) -> None:
        shown = self.shown
        self.say(":hint")
        self.shown = shown

    def guess(self) -> None:
        self.say(":guess")

    def undo(self) -> None:
        self.say(":undo")

    def bury(self) -> None:
        self.say(":bury")

    def give_up(self) -> None:
        self.say("")


def lacks(text: str, screen: str) -> bool:
    return text not in screen


class OnScreen:
    """Plays by the keys of the study screen."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal

    def until(self, is_there: Callable[[str], object]) -> None:
        self.terminal.wait_for(is_there)

    def number(self, text: str) -> str:
        """Return the number that stands before an option, once it is there."""
        line = re.compile(rf"^ *[›↕]? *(\d) +(?:\[.\] +)?{re.escape(text)}", re.MULTILINE)
        found = line.search(self.terminal.wait_for(line.search))
        assert found
        return found[1]

    def items(self) -> list[str]:
        """Return the numbered items from the top down."""
        return re.findall(r"^ *[›↕]? *\d +(?:\[.\] +)?(\S.*)$", self.terminal.display(), re.MULTILINE)

    def stands_at(self, place: int, item: str, _: str) -> bool:
        """Tell whether an item stands at a place."""
        return self.items()[place] == item

    def submit(self) -> None:
        """Press Enter, and again where it was too soon after another one to be meant."""
        for _ in range(20):
            self.terminal.send(ENTER)
            with suppress(AssertionError):
                self.terminal.wait_for("1 Again", timeout=1)
                return
        raise AssertionError(self.terminal.display())

    def verdict(self) -> None:
        self.until(lambda screen: "1 Again" in screen)

    def question(self) -> str | None:
        self.until(lambda screen: ("1 Again" not in screen and question_in(screen)) or "Session" in screen)
        screen = self.terminal.display()
        return None if "Session" in screen else question_in(screen)

    def pick(self, *options: str) -> None:
        for option in options:
            self.terminal.send(self.number(option))
        if len(options) > 1:
            self.until(lambda screen: screen.count("[x]") == len(options))
            self.submit()
        self.verdict()

    def judge(self, value: bool) -> None:
        self.terminal.send("t" if value else "f")
        self.verdict()

    def reveal(self) -> None:
        self.submit()

    def type(self, text: str) -> None:
        self.terminal.send("\x05\x15" + text + ENTER)
        self.verdict()

    def enumerate_items(self, *items: str) -> None:
        for place, item in enumerate(items, 1):
            self.terminal.send(item + ENTER)
            self.terminal.wait_for(f"{place} {item}")
        self.submit()

    def order(self, items: list[str]) -> None:
        at = 0
        for place, item in enumerate(items):
            self.until(lambda _: len(self.items()) == len(items))
            here = self.items().index(item)
            self.terminal.send(DOWN * (here - at) + SHIFT_UP * (here - place))
            self.until(partial(self.stands_at, place, item))
            at = place
        self.submit()

    def pair(self, pairs: dict[str, str]) -> None:
        screen = self.terminal.display()
        lefts = sorted(pairs, key=lambda left: screen.index(f"{left}  –"))
        for left in lefts:
            number = self.number(pairs[left])
            self.terminal.send(number)
            self.until(partial(lacks, f"{left}  – …"))
        self.submit()

    def rate(self, rating: int) -> None:
        self.terminal.send(str(rating))
        self.until(lambda screen: "1 Again" not in screen)

    def hint(self) -> None:
        self.terminal.send("\x14")
        self.until(lambda screen: "Hint:" in screen)

    def guess(self) -> None:
        self.terminal.send("g")
        self.until(lambda screen: "1 Again" not in screen)

    def undo(self) -> None:
        before = self.terminal.display()
        self.terminal.send(CTRL_Z)
        self.until(lambda screen: screen != before)

    def bury(self) -> None:
        before = self.terminal.display()
        self.terminal.send("b")
        self.until(lambda screen: screen != before)

    def give_up(self) -> None:
        self.terminal.send("\x07")
        self.verdict()


def play(player: Player) -> int:
    """Answer question by question, each the first time in its own way and later rightly; count the answers."""
    seen: dict[str, int] = {}
    answers = 0
    while (name := player.question()) is not None:
        seen[name] = seen.get(name, 0) + 1
        answers += answer(player, name, is_first=seen[name] == 1)
        assert answers < 40
    return answers


def answer(player: Player, name: str, *, is_first: bool) -> int:
    """Answer one question; return how many answers were rated."""
    match name:
        case "flashcard":
            player.reveal()
            player.rate(1 if is_first else 3)
        case "choice":
            if is_first:
                player.hint()
            player.pick("bamboo")
            if is_first:
                player.guess()
            else:
                player.rate(3)
        case "select-all":
            player.pick("Red River", "Perfume River")
            player.rate(4)
        case "true-false":
            player.judge(not is_first)
            player.rate(1 if is_first else 2)
        case "short-answer":
            player.type("ha noi")
            player.rate(3)
            player.undo()
            player.undo()
            player.question()
            player.type("Hà Nội")
            player.rate(4)
        case "numeric":
            player.type("3261")
            player.rate(3)
        case "date":
            player.type("3/9/1945" if is_first else "2 September 1945")
            player.rate(1 if is_first else 3)
        case "cloze":
            player.give_up()
            player.rate(2)
        case "list":
            player.enumerate_items("dime", "cent") if is_first else player.enumerate_items(
                "dime", "cent", "penny"
            )
            player.rate(1 if is_first else 3)
        case "ordering":
            player.order(ORDER)
            player.rate(3)
        case "matching":
            player.pair(PAIRS)
            player.bury()
    return 1


def events_of(learner: Learner) -> list[dict[str, Any]]:
    """Return the log without what differs from run to run, an undo's target by its place."""
    events = learner.events()
    places = {event["uid"]: place for place, event in enumerate(events)}
    return [
        {name: value for name, value in event.items() if name not in OF_ONE_RUN_ONLY}
        | {"target": places.get(event["target"], event["target"])}
        for event in events
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_answers_write_the_same_events(tmp_path: Path, seed: int) -> None:
    deck = deck_of(*TEN_TYPES)
    by_line, on_screen = Learner(tmp_path / "line"), Learner(tmp_path / "screen")
    for learner in (by_line, on_screen):
        learner.write_deck(deck)
    with by_line.plain("tour", "--seed", str(seed)) as plain:
        answers = play(LineByLine(plain))
    assert answers >= 15, answers
    with on_screen.open("study", "tour", "--seed", str(seed)) as terminal:
        assert play(OnScreen(terminal)) == answers
        written = events_of(by_line)
    assert events_of(on_screen) == written
    assert {event["kind"] for event in written} == {"study", "relearn", "undo", "bury"}
    assert any(event["is_guess"] for event in written)
    assert any("hint" in event["answered"] for event in written)
