"""Decks and clocks made for tests, through the project's own reader."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from vnquiz.core.days import Moment, moment_of
from vnquiz.core.decks import Deck
from vnquiz.core.questions import Card
from vnquiz.deckfile.concordance import Shelf
from vnquiz.deckfile.reader import DeckFile, deck_from
from vnquiz.yamlfile.document import Document
from vnquiz.yamlfile.reading import read_text

START = datetime.fromisoformat("2026-11-21T09:00+07:00")


class Clock:
    """A clock that stands still until it is moved on."""

    def __init__(self, start: datetime = START) -> None:
        self.time = start

    def __call__(self) -> Moment:
        return moment_of(self.time)

    def move(self, **by: float) -> None:
        self.time += timedelta(**by)


def deck_file(text: str, name: str = "d.yaml", folders: Iterable[Path] = ()) -> DeckFile:
    return deck_from(Path(name), read_text(text, Document(name)), Shelf(folders))


def deck_of(text: str, folders: Iterable[Path] = ()) -> Deck:
    file = deck_file(text, folders=folders)
    assert [problem for problem in file.document.problems if problem.is_error] == []
    assert file.deck is not None
    return file.deck


def cards_of(questions: str) -> list[Card]:
    return list(deck_of(f"deck: d\ntitle: T\nquestions:\n{questions}").cards)


def choices(count: int) -> list[Card]:
    """Return cards of one right and two wrong options."""
    return cards_of(
        "".join(
            f"  - {{id: q{i}, type: choice, ask: Q{i}, answer: right{i}, wrong: [no{i}, never{i}]}}\n"
            for i in range(count)
        )
    )
