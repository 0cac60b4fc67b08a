"""What screens ask of the app."""

from collections.abc import Sequence

from textual.message import Message

from vnquiz.core.questions import Card
from vnquiz.core.study import Mode


class EditWanted(Message):
    """The deck of a card is to be edited, at the card's line."""

    def __init__(self, card: Card) -> None:
        """Carry the card."""
        super().__init__()
        self.card = card


class StudyWanted(Message):
    """Cards are to be studied, in this order."""

    def __init__(self, cards: Sequence[Card], mode: Mode) -> None:
        """Carry the cards and what their answers do."""
        super().__init__()
        self.cards = cards
        self.mode = mode
