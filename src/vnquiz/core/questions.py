"""What an author writes: ten types of question, and the cards made of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NewType, assert_never, cast

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


@dataclass(frozen=True, slots=True)
class Question:
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


@dataclass(frozen=True, slots=True)
class Card:
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


@dataclass(frozen=True, slots=True)
class CardRef:
    """What the day's plan needs of a card: its id, its deck and its sibling groups."""

    id: CardId
    deck: DeckInfo
    sibling_groups: tuple[str, ...]


@dataclass(frozen=True)
class Roll:
    """The ids of a deck's cards in the author's order, a line each, and their sibling groups, if any has some.

    As texts they are read from a file at once, however many they are.
    """

    length: int
    lines: str
    group_lines: str = ""

    @classmethod
    def of(cls, cards: Sequence[Card]) -> "Roll":
        """Return the roll of these cards."""
        groups = "\n".join("\t".join(card.sibling_groups) for card in cards)
        return cls(len(cards), "\n".join(card.id for card in cards), groups if groups.strip() else "")

    @cached_property
    def ids(self) -> Sequence[CardId]:
        """The ids in order."""
        return cast(list[CardId], self.lines.split("\n")) if self.length else ()

    @cached_property
    def places(self) -> Mapping[CardId, int]:
        """Where each card stands, counted from 0."""
        return dict(zip(self.ids, range(self.length), strict=True))

    @cached_property
    def groups(self) -> Sequence[tuple[str, ...]]:
        """The sibling groups of each card, empty where no card has any."""
        if not self.group_lines:
            return ()
        return [tuple(line.split("\t")) if line else () for line in self.group_lines.split("\n")]


DeckBody = tuple[tuple[Question, ...], tuple[Card, ...]]
"""The questions and the cards of a deck."""


class Deck:
    """A deck: what it says of itself and its questions in the author's order.

    Of a deck that was read before, the questions and cards are fetched only when they are asked for.
    """

    def __init__(self, info: DeckInfo, questions: tuple[Question, ...], cards: tuple[Card, ...]) -> None:
        """Hold the questions and the cards made of them."""
        self.info = info
        self._fetch: Callable[[], DeckBody] = lambda: (questions, cards)

    @classmethod
    def fetched_later(cls, info: DeckInfo, roll: Roll, fetch: Callable[[], DeckBody]) -> "Deck":
        """Return a deck of which the roll of its cards is known, and how to fetch all of it."""
        deck = cls(info, (), ())
        deck.roll, deck._fetch = roll, fetch
        return deck

    @cached_property
    def roll(self) -> Roll:
        """The ids of its cards and their sibling groups."""
        return Roll.of(self.cards)

    @cached_property
    def _body(self) -> DeckBody:
        return self._fetch()

    @property
    def questions(self) -> tuple[Question, ...]:
        """Its questions."""
        return self._body[0]

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards made of them."""
        return self._body[1]

    def ref(self, card: CardId) -> CardRef:
        """Return what the day's plan needs of one of its cards."""
        groups = self.roll.groups
        return CardRef(card, self.info, groups[self.roll.places[card]] if groups else ())

    def __eq__(self, other: object) -> bool:
        """Tell whether another deck says and asks the same."""
        return isinstance(other, Deck) and (self.info, self._body) == (other.info, other._body)

    def __repr__(self) -> str:
        """Return its id and how many cards it has."""
        return f"<Deck {self.info.id}: {self.roll.length} cards>"
