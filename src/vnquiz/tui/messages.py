"""What screens ask of the app."""

from collections.abc import Sequence
from pathlib import Path

from textual.message import Message

from vnquiz.core.decks import Deck
from vnquiz.core.questions import Card
from vnquiz.core.study import Mode


class EditWanted(Message):
    """The deck of a card is to be edited, at the card's line."""

    def __init__(self, card: Card) -> None:
        """Carry the card."""
        super().__init__()
        self.card = card


class ExamWanted(Message):
    """An exam is to be gone on with or, where none is running, set up over decks."""

    def __init__(self, decks: Sequence[Deck]) -> None:
        """Carry the decks to propose."""
        super().__init__()
        self.decks = tuple(decks)


class MendWanted(Message):
    """A file in which no card works is to be edited, at its first fault."""

    def __init__(self, path: Path, line: int) -> None:
        """Carry the file and the line."""
        super().__init__()
        self.path = path
        self.line = line


class StudyWanted(Message):
    """Cards are to be studied, in this order."""

    def __init__(self, cards: Sequence[Card], mode: Mode) -> None:
        """Carry the cards and what their answers do."""
        super().__init__()
        self.cards = cards
        self.mode = mode
