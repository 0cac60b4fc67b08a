"""What is counted of a class's results, one paper after another, so that no paper need be kept."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from math import log1p
from typing import Any

from vnquiz.core.folding import normal
from vnquiz.core.marks import corrected
from vnquiz.core.questions import CardId
from vnquiz.core.results import Result, ResultItem
from vnquiz.core.verdicts import VerdictKind

BANDS = 1000
"""Papers are ranked by their marks in as many steps, so that what is kept does not grow with the class."""

MOST_WRONG_ANSWERS = 100
LONG_AGO = datetime.min.replace(tzinfo=UTC)
LONGEST_SHOWN = 80

ItemKey = tuple[CardId, str]
"""A card and the fingerprint of its question: what one row of a report is about."""


@dataclass(slots=True)
class Choices:
    """How often one answer was offered and taken, and by whom.

    `rest` sums what those who took it scored elsewhere; `log_chance` is the logarithm of the probability that
    nobody takes it, were all wrong options alike to those who did not take the right one.
    """

    text: str
    offered: int = 0
    taken: int = 0
    rest: float = 0.0
    log_chance: float = 0.0


@dataclass(slots=True)
class ItemTally:
    """What is counted of one question; what it says of itself is that of the first paper with it.

    `scores` and `rests` sum the scores and what the students scored on the mean of their other items, the three
    after them squares and products. `bands` holds by the mark of the whole paper how many had the question, and
    the sum of their scores.
    """

    item: ResultItem
    right: frozenset[str]
    papers: int = 0
    answered: int = 0
    seconds: float = 0.0
    chance: float = 0.0
    scores: float = 0.0
    rests: float = 0.0
    score_squares: float = 0.0
    rest_squares: float = 0.0
    products: float = 0.0
    bands: dict[int, list[float]] = field(default_factory=dict)
    choices: dict[str, Choices] = field(default_factory=dict)
    wrong_answers: dict[str, Choices] = field(default_factory=dict)
    other_wrong: int = 0

    def add(self, item: ResultItem, rest: float, band: int) -> None:
        """Count one response, by a student who scored `rest` on the mean of his other items."""
        score = item.score
        self.papers += 1
        self.chance += item.chance
        self.scores += score
        self.rests += rest
        self.score_squares += score * score
        self.rest_squares += rest * rest
        self.products += score * rest
        counted = self.bands.get(band)
        if counted is None:
            self.bands[band] = [1, score]
        else:
            counted[0] += 1
            counted[1] += score
        answered: Any = item.answered
        if answered is None or item.verdict is VerdictKind.UNKNOWN:
            answered = {}
        else:
            self.answered += 1
            self.seconds += item.seconds
        self._add_answer(item, answered, rest)

    def _add_answer(self, item: ResultItem, answered: dict[str, Any], rest: float) -> None:
        """Count which option was taken, or what was typed."""
        options: Any = item.asked.get("options")
        if options is not None:
            self._add_options(options, answered.get("picked", ()), rest)
            if not item.score and answered and len(self.right) == 1 and len(options) > 2:
                self._add_miss(options)
        elif type(value := answered.get("value")) is bool:
            self._add_truth(value, rest)
        elif (
            item.score < 1
            and item.verdict is not VerdictKind.TYPO
            and type(text := answered.get("text")) is str
        ):
            self._add_wrong_answer(text, rest)

    def _add_options(self, options: list[str], picked: Sequence[str], rest: float) -> None:
        """Count the options that were shown and those picked."""
        choices = self.choices
        for option in options:
            if option in choices:
                choices[option].offered += 1
            else:
                choices[option] = Choices(option, 1)
        for option in picked:
            if option in choices:
                choices[option].taken += 1
                choices[option].rest += rest

    def _add_miss(self, options: list[str]) -> None:
        """Note that one of the wrong options was taken, and each of them might as well have been."""
        log_chance = log1p(-1 / (len(options) - 1))
        for option in options:
            self.choices[option].log_chance += log_chance

    def _add_truth(self, value: bool, rest: float) -> None:
        for each in (True, False):
            choice = self.choices.setdefault(str(each), Choices(str(each)))
            choice.offered += 1
            if value is each:
                choice.taken += 1
                choice.rest += rest

    def _add_wrong_answer(self, text: str, rest: float) -> None:
        """Count a wrong text; beyond the first hundred different ones only how many there are."""
        shown = text[:LONGEST_SHOWN]
        key = _known(shown)
        choice = self.wrong_answers.get(key)
        if choice is None:
            if len(self.wrong_answers) == MOST_WRONG_ANSWERS:
                self.other_wrong += 1
                return
            choice = self.wrong_answers[key] = Choices(shown)
        choice.taken += 1
        choice.rest += rest


@lru_cache(maxsize=4096)
def _known(text: str) -> str:
    """Return the normal form of a text; most wrong answers are given by many."""
    return normal(text)


def _right_options(item: ResultItem) -> frozenset[str]:
    """Return the right ones among the options shown, which stand in their order in the right answer."""
    options = item.asked.get("options")
    right = item.asked["right"]
    assert isinstance(right, str)
    if not isinstance(options, list):
        return frozenset([right])
    found = [option for option in options if isinstance(option, str) and " ".join(option.split()) == right]
    if found:
        return frozenset(found)
    rest = right
    for option in options:
        words = " ".join(str(option).split())
        if rest == words or rest.startswith(f"{words}; "):
            found.append(str(option))
            rest = rest[len(words) + 2 :]
    return frozenset(found)


@dataclass(slots=True)
class PaperTally:
    """What is counted of the papers drawn from one version of the decks.

    `marks` holds each paper's share, `names` the files they came from, in UTF-8, which takes less memory than
    text. The sums serve the analysis of variance between and within papers.
    """

    names: list[bytes] = field(default_factory=list)
    marks: "array[float]" = field(default_factory=lambda: array("d"))
    items: dict[ItemKey, ItemTally] = field(default_factory=dict)
    decks: tuple[tuple[str, str, str], ...] = ()
    last: datetime = LONG_AGO
    corrected: float = 0.0
    seconds: float = 0.0
    responses: int = 0
    scores: float = 0.0
    squares: float = 0.0
    between: float = 0.0
    size_squares: int = 0
    size_inverses: float = 0.0
    is_dichotomous: bool = True

    def add(self, name: bytes, result: Result) -> None:
        """Count one paper."""
        items = result.items
        size = len(items)
        scores = [item.score for item in items]
        total = sum(scores)
        share = total / size
        others = max(1, size - 1)
        band = round(share * BANDS)
        tallies = self.items
        for item in items:
            key = item.card, item.question
            tally = tallies.get(key)
            if tally is None:
                tally = tallies[key] = ItemTally(item, _right_options(item))
            tally.add(item, (total - item.score) / others, band)
        if not self.names:
            self.decks = tuple((deck.id, deck.title, deck.fingerprint) for deck in result.decks)
        self.names.append(name)
        self.marks.append(share)
        self.last = max(self.last, result.handed_in)
        self.corrected += max(0.0, sum(map(corrected, items)) / size)
        self.seconds += (result.handed_in - result.begun).total_seconds()
        self.responses += size
        self.scores += total
        self.squares += sum([score * score for score in scores])
        self.between += total * share
        self.size_squares += size * size
        self.size_inverses += 1 / size
        self.is_dichotomous = self.is_dichotomous and not {*scores} - {0, 1}

    @property
    def are_same(self) -> bool:
        """Tell whether every paper held the same questions."""
        return all(tally.papers == len(self.names) for tally in self.items.values())
