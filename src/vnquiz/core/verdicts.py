"""What marking says of a response, and the rating it suggests."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Rating(IntEnum):
    """How well a card was remembered."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class VerdictKind(StrEnum):
    """In which way a response was right or wrong."""

    EXACT = "exact"
    ACCEPTED = "accepted"
    NO_TONES = "no-tones"
    TONE_SLIP = "tone-slip"
    TYPO = "typo"
    PARTIAL = "partial"
    WRONG = "wrong"
    UNKNOWN = "unknown"
    SELF_RATED = "self-rated"


@dataclass(frozen=True, slots=True)
class Part:
    """One item of an answer of several: the item, whether it was right, and what the learner gave for it."""

    item: str
    is_right: bool
    given: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The marking of one response.

    `score` is 0 to 1; `note` is what to tell the learner beyond right or wrong, a sentence or empty; `given`
    is the response as it was understood; `parts` go item by item for lists, orderings and matchings;
    `extras` are the items of a list that belong to no answer.
    """

    kind: VerdictKind
    score: float
    note: str = ""
    given: str = ""
    parts: tuple[Part, ...] = ()
    extras: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        """Full marks, whatever the way; a flashcard is never marked."""
        return self.score == 1.0 and self.kind is not VerdictKind.SELF_RATED


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A response that cannot be read as its type is not marked: `reason` is a sentence that says why."""

    reason: str
