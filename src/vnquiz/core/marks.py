"""The marks of an exam: raw, corrected for chance, by tag, deck and type, and how sure against how right.

The formulas are told with their sources in docs/exams.md.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import comb
from typing import Protocol, TypeVar

from vnquiz.core.questions import CardId
from vnquiz.core.tasks import Judge, Pick, Task
from vnquiz.core.verdicts import VerdictKind

LEAST_GUESS = 0.2
"""How probably right a guess is held to be where the options do not say so, as with typed answers."""


class Confidence(StrEnum):
    """How sure a learner is of an answer."""

    GUESS = "guess"
    THINK_SO = "think-so"
    SURE = "sure"


PROBABILITIES = {Confidence.THINK_SO: 0.7, Confidence.SURE: 0.95}


class Marked(Protocol):
    """One marked question of a paper; `verdict` is None where it was left open."""

    @property
    def card(self) -> CardId:
        """The card's id."""

    @property
    def type(self) -> str:
        """The type of the question as authors write it."""

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of the question."""

    @property
    def verdict(self) -> VerdictKind | None:
        """In which way the response was right or wrong."""

    @property
    def score(self) -> float:
        """What the response is worth, 0 to 1."""

    @property
    def chance(self) -> float:
        """The expected score of a blind guess."""

    @property
    def confidence(self) -> Confidence | None:
        """How sure the learner was, where that was asked."""


MarkedT = TypeVar("MarkedT", bound=Marked)


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a paper: the sum of the scores, the number of items, and both marks as shares of 1."""

    score: float
    items: int
    share: float
    corrected: float


@dataclass(frozen=True, slots=True)
class Section:
    """The mark of one tag, deck or type: the mean score of its items as a share of 1."""

    name: str
    items: int
    share: float


@dataclass(frozen=True, slots=True)
class Sureness:
    """How often answers given with one confidence got full marks."""

    confidence: Confidence
    answers: int
    right: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """How sure against how right: the Brier score (0 is best), and each confidence, surest first."""

    brier: float
    table: tuple[Sureness, ...]


def chance_of(task: Task) -> float:
    """Return the expected score of a blind guess: one option, or any set of options, as probable as another.

    It is 0 for all that is typed, ordered or matched.
    """
    match task:
        case Judge():
            return 0.5
        case Pick(options=options, many=False):
            return 1 / len(options)
        case Pick(options=options, right=right):
            return _chance_of_set(len(right), len(options) - len(right))
    return 0.0


def _chance_of_set(right: int, wrong: int) -> float:
    """Return the mean of max(0, right picks less wrong ones) / `right` over all sets of at least one option."""
    points = sum(
        comb(right, hits) * comb(wrong, slips) * (hits - slips)
        for hits in range(1, right + 1)
        for slips in range(min(hits, wrong + 1))
    )
    return points / (right * ((1 << (right + wrong)) - 1))


def is_omitted(item: Marked) -> bool:
    """Tell whether an item was left open, or the learner said that he did not know."""
    return item.verdict is None or item.verdict is VerdictKind.UNKNOWN


def corrected(item: Marked) -> float:
    """Return the score corrected for chance: 1 in full, 0 for what was omitted, below 0 for less than a guess."""
    chance = item.chance
    if not chance:
        return item.score
    return 0.0 if is_omitted(item) or chance >= 1 else (item.score - chance) / (1 - chance)


def mark_of(items: Sequence[Marked]) -> Mark:
    """Return the mark of a paper; the corrected one is never below 0."""
    score = sum(item.score for item in items)
    count = len(items) or 1
    return Mark(score, len(items), score / count, max(0.0, sum(map(corrected, items)) / count))


def by_tag(items: Iterable[Marked]) -> list[Section]:
    """Return the marks of the tags, weakest first; an item counts for each of its tags."""
    return _sections(items, lambda item: item.tags)


def by_deck(items: Iterable[Marked]) -> list[Section]:
    """Return the marks of the decks, by id, weakest first."""
    return _sections(items, lambda item: (item.card.partition("/")[0],))


def by_type(items: Iterable[Marked]) -> list[Section]:
    """Return the marks of the types of question, weakest first."""
    return _sections(items, lambda item: (item.type,))


def _sections(items: Iterable[Marked], names: Callable[[Marked], Iterable[str]]) -> list[Section]:
    scores: dict[str, list[float]] = {}
    for item in items:
        for name in names(item):
            scores.setdefault(name, []).append(item.score)
    found = [Section(name, len(own), sum(own) / len(own)) for name, own in scores.items()]
    return sorted(found, key=lambda section: (section.share, section.name))


def probability(item: Marked, confidence: Confidence) -> float:
    """Return how probably right an answer is, taken at the learner's word."""
    return PROBABILITIES.get(confidence, max(item.chance, LEAST_GUESS))


def calibration(items: Iterable[Marked]) -> Calibration | None:
    """Return how sure against how right, or None where no answer was given with a confidence."""
    told = [(item, item.confidence) for item in items if item.confidence is not None and not is_omitted(item)]
    if not told:
        return None
    squares = [(probability(item, confidence) - (item.score == 1)) ** 2 for item, confidence in told]
    table = []
    for confidence in reversed(Confidence):
        own = [item for item, said in told if said is confidence]
        if own:
            table.append(Sureness(confidence, len(own), sum(item.score == 1 for item in own)))
    return Calibration(sum(squares) / len(squares), tuple(table))


def sure_but_wrong(items: Iterable[MarkedT]) -> list[MarkedT]:
    """Return the items that were answered as sure without full marks, the worst first."""
    found = [
        item
        for item in items
        if item.confidence is Confidence.SURE and item.score < 1 and not is_omitted(item)
    ]
    return sorted(found, key=lambda item: item.score)
