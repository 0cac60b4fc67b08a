"""What an author writes: ten types of question, and the cards made of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, NewType, assert_never

from vnquiz.core.dates import PartialDate

DeckId = NewType("DeckId", str)
CardId = NewType("CardId", str)


class QuestionType(StrEnum):
    """The ten types of question."""

    FLASHCARD = "flashcard"
    CHOICE = "choice"
    TRUE_FALSE = "true-false"
    SHORT_ANSWER = "short-answer"
    NUMERIC = "numeric"
    DATE = "date"
    CLOZE = "cloze"
    LIST = "list"
    ORDERING = "ordering"
    MATCHING = "matching"


class Diacritics(StrEnum):
    """Whether tone and vowel marks count when a typed answer is marked."""

    IGNORE = "ignore"
    REQUIRE = "require"


@dataclass(frozen=True, slots=True)
class Leniency:
    """How forgivingly a typed text is marked."""

    diacritics: Diacritics
    typos: int = 0


@dataclass(frozen=True, slots=True)
class Wording:
    """An answer in the author's words, and what else passes for it."""

    text: str
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A document that cards cite; fields the author left out are empty."""

    id: str
    title: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    author: str = ""
    accessed: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """The paragraphs of a source, first to last, both counted from 1 and both meant."""

    source: str
    first: int
    last: int

    def __str__(self) -> str:
        """Return the citation as authors write it."""
        return f"{self.source}:{self.first}" + ("" if self.first == self.last else f"-{self.last}")


@dataclass(frozen=True, slots=True)
class Derived:
    """How an answer follows from paragraphs that do not state it: by a computation, or by counting names."""

    reason: str
    cite: tuple[Citation, ...]
    compute: str = ""
    count: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flashcard:
    """Revealed, and rated by the learner."""

    answer: str


Shown = PartialDate | str
"""A value of a row as it is compared: a date by its span, anything else by its normal text."""

Place = PartialDate | Decimal
"""What orders rows: dates by their spans, or numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """A column from which wrong options are drawn, `count` of them: per row its text and what its stem shows.

    `same_stem` leads from what a stem shows to the rows that show exactly that. One pool serves all the cards
    of a question.
    """

    texts: tuple[str, ...]
    stems: tuple[tuple[Shown, ...], ...]
    count: int
    same_stem: Mapping[tuple[Shown, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Choice:
    """Options to pick from: one right answer, or several where all are to be selected.

    Further wrong options are drawn each time from a `pool`, in which this card stands in `row`.
    """

    answers: tuple[str, ...]
    wrong: tuple[str, ...]
    select_all: bool
    pool: Pool | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class TrueFalse:
    """A statement to judge."""

    answer: bool


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """A text to type."""

    answer: Wording
    leniency: Leniency


@dataclass(frozen=True, slots=True)
class Numeric:
    """A number to type; `shown` is the answer as the author wrote it."""

    answer: Decimal
    shown: str
    accept: tuple[Decimal, ...]
    tolerance: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class DateQuestion:
    """A date to type, at the precision of the answer."""

    answer: PartialDate
    accept: tuple[PartialDate, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """One numbered hole in a cloze text."""

    number: int
    answer: Wording
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Cloze:
    """A text with gaps, each of which is a card of its own."""

    pieces: tuple[str | Gap, ...]
    leniency: Leniency

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps in the order of the text."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Gap))


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """Several items to type in any order, `need` of them."""

    items: tuple[Wording, ...]
    need: int
    leniency: Leniency


@dataclass(frozen=True, slots=True)
class Ordering:
    """Items to put in order, given in the right one."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """Pairs to find; `wrong` holds further right sides that belong to nobody."""

    pairs: tuple[tuple[str, str], ...]
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawnOrdering:
    """`count` rows to put in order, drawn each time: per row its text and the place it has."""

    texts: tuple[str, ...]
    places: tuple[Place, ...]
    count: int


@dataclass(frozen=True, slots=True)
class DrawnMatching:
    """`count` pairs to find, drawn each time: per row its left, its right, and the right as it is compared.

    `partners` leads from the normal text of a left to all rights it has in any row.
    """

    lefts: tuple[str, ...]
    rights: tuple[str, ...]
    keys: tuple[Shown, ...]
    partners: Mapping[str, tuple[Shown, ...]]
    count: int


Body = (
    Flashcard
    | Choice
    | TrueFalse
    | ShortAnswer
    | Numeric
    | DateQuestion
    | Cloze
    | ListQuestion
    | Ordering
    | Matching
    | DrawnOrdering
    | DrawnMatching
)


def type_of(body: Body) -> QuestionType:
    """Return the type under which authors write a body."""
    match body:
        case Flashcard():
            return QuestionType.FLASHCARD
        case Choice():
            return QuestionType.CHOICE
        case TrueFalse():
            return QuestionType.TRUE_FALSE
        case ShortAnswer():
            return QuestionType.SHORT_ANSWER
        case Numeric():
            return QuestionType.NUMERIC
        case DateQuestion():
            return QuestionType.DATE
        case Cloze():
            return QuestionType.CLOZE
        case ListQuestion():
            return QuestionType.LIST
        case Ordering() | DrawnOrdering():
            return QuestionType.ORDERING
        case Matching() | DrawnMatching():
            return QuestionType.MATCHING
        case _:
            assert_never(body)


class Question(NamedTuple):
    """One question as written: what every type has, and the body of its own type."""

    id: str
    ask: str
    body: Body
    hint: str = ""
    explain: str = ""
    cite: tuple[Citation, ...] = ()
    tags: tuple[str, ...] = ()
    previous_ids: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()
    derived: Derived | None = None
    reworded: tuple[str, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class DeckInfo:
    """What a deck says of itself."""

    id: DeckId
    title: str
    description: str = ""
    language: str = "en"
    license: str = ""
    order: int | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)


class Card(NamedTuple):
    """What is asked and scheduled: a question of a deck, or one gap of it."""

    id: CardId
    deck: DeckInfo
    question: Question
    gap: Gap | None = None
    rivals: tuple[str, ...] = ()
    """Other answers of the deck that a typo must not be forgiven into; empty where typos are not forgiven."""

    @property
    def sibling_groups(self) -> tuple[str, ...]:
        """The groups of which no two cards are asked on one day, unique across decks."""
        groups = tuple(f"{self.deck.id}:{name}" for name in self.question.siblings)
        return groups if self.gap is None else (*groups, f"{self.deck.id}/{self.question.id}")
