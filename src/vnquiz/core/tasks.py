"""What is put before the learner: a card with its options drawn, and the responses it can get."""

import hashlib
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import assert_never

from vnquiz.core.dates import PartialDate
from vnquiz.core.drawing import drawn_distractors, drawn_order, drawn_pairs, shuffled
from vnquiz.core.events import RAREST_LUCK
from vnquiz.core.questions import (
    Card,
    Choice,
    Cloze,
    DateQuestion,
    Diacritics,
    DrawnMatching,
    DrawnOrdering,
    Flashcard,
    Leniency,
    ListQuestion,
    Matching,
    Numeric,
    Ordering,
    ShortAnswer,
    TrueFalse,
    Wording,
)
from vnquiz.core.terms import Marking


@dataclass(frozen=True, slots=True)
class Reveal:
    """Think of the answer, look at it, rate yourself."""

    answer: str


@dataclass(frozen=True, slots=True)
class Pick:
    """Pick the right options; `right` holds their indices; `many` where all right ones are to be selected."""

    options: tuple[str, ...]
    right: frozenset[int]
    many: bool = False


@dataclass(frozen=True, slots=True)
class Judge:
    """Say whether a statement is true."""

    answer: bool


@dataclass(frozen=True, slots=True)
class TypeText:
    """Type a text; `rivals` are other answers of the deck that a typo is never forgiven into."""

    answer: Wording
    leniency: Leniency
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TypeNumber:
    """Type a number; `shown` is the answer as the author wrote it."""

    answer: Decimal
    shown: str
    accept: tuple[Decimal, ...]
    tolerance: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class TypeDate:
    """Type a date, which is said in the deck's language."""

    answer: PartialDate
    accept: tuple[PartialDate, ...]
    language: str = "en"


@dataclass(frozen=True, slots=True)
class TypeList:
    """Type `need` different items."""

    items: tuple[Wording, ...]
    need: int
    leniency: Leniency
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrange:
    """Put `items`, shown in this order, in the order `right`: indices into `items`, first place first."""

    items: tuple[str, ...]
    right: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Give each of `lefts` its partner: `right[i]` is the index into `rights` of the partner of `lefts[i]`."""

    lefts: tuple[str, ...]
    rights: tuple[str, ...]
    right: tuple[int, ...]


Task = Reveal | Pick | Judge | TypeText | TypeNumber | TypeDate | TypeList | Arrange | Pair


@dataclass(frozen=True, slots=True)
class Revealed:
    """The learner looked at the answer."""


@dataclass(frozen=True, slots=True)
class Picked:
    """The indices of the options picked."""

    options: frozenset[int]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the learner takes the statement to be."""

    value: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Texts as typed, in the order they came."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arranged:
    """Indices into the shown items, first place first."""

    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paired:
    """For each left the index of the chosen right, or None."""

    partners: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """The learner says that he does not know."""


Response = Revealed | Picked | Judged | Typed | Listed | Arranged | Paired | Unknown


def draw(card: Card, random: Random) -> Task:
    """Return the card as it is asked this time; only `random.random()` is drawn on."""
    match card.question.body:
        case Flashcard(answer):
            return Reveal(answer)
        case Choice(answers, wrong, select_all, pool, row):
            if pool is not None:
                wrong += drawn_distractors(pool, row, answers + wrong, random)
            options = shuffled(answers + wrong, random)
            right = frozenset(i for i, option in enumerate(options) if option in answers)
            return Pick(options, right, select_all)
        case TrueFalse(answer):
            return Judge(answer)
        case ShortAnswer(answer, leniency):
            return TypeText(answer, leniency, card.rivals)
        case Numeric(answer, shown, accept, tolerance, unit):
            return TypeNumber(answer, shown, accept, tolerance, unit)
        case DateQuestion(answer, accept):
            return TypeDate(answer, accept, card.deck.language)
        case Cloze(_, leniency):
            assert card.gap is not None
            return TypeText(card.gap.answer, leniency, card.rivals)
        case ListQuestion(items, need, leniency):
            return TypeList(items, need, leniency, card.rivals)
        case Ordering(items):
            return arrange(items, random)
        case DrawnOrdering() as ordering:
            return arrange(drawn_order(ordering, random), random)
        case Matching(pairs, wrong):
            return pair(pairs, wrong, random)
        case DrawnMatching() as matching:
            return pair(drawn_pairs(matching, random), (), random)
        case body:
            assert_never(body)


def marked_by(task: Task, marking: Marking) -> Task:
    """Return a task that is marked as strictly as the learner wants; only typed words can be marked in several ways.

    A slip in a figure, in a short word or into another answer is never forgiven, however forgiving the marking.
    """
    if not isinstance(task, TypeText | TypeList):
        return task
    match marking:
        case Marking.AS_WRITTEN:
            return task
        case Marking.STRICT:
            return replace(task, leniency=Leniency(Diacritics.REQUIRE))
        case Marking.FORGIVING:
            return replace(task, leniency=Leniency(Diacritics.IGNORE, max(1, task.leniency.typos)))
        case _:
            assert_never(marking)


def one_in(task: Task) -> int:
    """Return k where one blind guess in k is right, 0 where guessing does not help.

    Of a selection any set of options but the empty one may be guessed.
    """
    match task:
        case Pick(options=options, many=many):
            sets = 2 ** len(options) - 1 if many else len(options)
            return sets if sets <= RAREST_LUCK else 0
        case Judge():
            return 2
        case _:
            return 0


def seeded(seed: int, *labels: object) -> Random:
    """Return a random generator that is the same for the same seed and labels on every machine."""
    text = ":".join(str(label) for label in (seed, *labels))
    return Random(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]))


def arrange(items: tuple[str, ...], random: Random) -> Arrange:
    """Return the items out of order, so that leaving them as they stand is never right."""
    shown = shuffled(tuple(range(len(items))), random)
    if shown == tuple(range(len(items))):
        shown = shown[1:] + shown[:1]
    return Arrange(tuple(items[i] for i in shown), tuple(shown.index(i) for i in range(len(items))))


def pair(pairs: tuple[tuple[str, str], ...], wrong: tuple[str, ...], random: Random) -> Pair:
    """Return lefts and rights, each in random order, equal rights as one."""
    lefts = shuffled(tuple(left for left, _ in pairs), random)
    rights = shuffled(tuple(dict.fromkeys([*(right for _, right in pairs), *wrong])), random)
    partner = dict(pairs)
    return Pair(lefts, rights, tuple(rights.index(partner[left]) for left in lefts))
