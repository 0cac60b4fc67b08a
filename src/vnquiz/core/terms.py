"""The terms on which a deck is studied: how many cards a day, how well remembered, in which order, how marked."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from vnquiz.core.memory import DEFAULT_RETENTION
from vnquiz.core.questions import CardId, DeckId

Retention = float | Callable[[DeckId], float]
"""The share of reviews to be remembered: one for all cards, or that of each deck."""


class Order(StrEnum):
    """In which order the cards of a day come.

    Most at risk: reviews least retrievable first, new cards as the deck has them. Deck: both as the deck has them.
    Random: both in an order that is another one each day.
    """

    MOST_AT_RISK = "most-at-risk"
    DECK = "deck"
    RANDOM = "random"


class Marking(StrEnum):
    """How forgivingly typed words are marked.

    As written: as the deck says. Strict: marks of tone and vowel required, no slips. Forgiving: marks ignored, and
    one slip forgiven at least, where slips can be forgiven at all.
    """

    AS_WRITTEN = "as-written"
    STRICT = "strict"
    FORGIVING = "forgiving"


@dataclass(frozen=True, slots=True)
class Terms:
    """What can be set for all decks, and for each deck apart.

    `new_per_day` and `reviews_per_day` limit a study day; those of a deck hold within those of all decks.
    `desired_retention` is the share of reviews to be remembered, 0.70 to 0.97; a card is a leech after
    `leech_threshold` lapses.
    """

    new_per_day: int = 20
    reviews_per_day: int = 200
    desired_retention: float = DEFAULT_RETENTION
    order: Order = Order.MOST_AT_RISK
    leech_threshold: int = 6
    leniency: Marking = Marking.AS_WRITTEN


def retention_for(card: CardId, wanted: Retention) -> float:
    """Return the share of a card's reviews that is to be remembered."""
    return wanted(DeckId(card.partition("/")[0])) if callable(wanted) else wanted
