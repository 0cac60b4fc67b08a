"""Decks, the rolls of their cards, and how cards are made of questions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from vnquiz.core.questions import (
    Body,
    Card,
    CardId,
    Cloze,
    DeckInfo,
    ListQuestion,
    Question,
    ShortAnswer,
    Wording,
)


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
        has_groups = any(card.gap is not None or card.question.siblings for card in cards)
        groups = "\n".join("\t".join(card.sibling_groups) for card in cards) if has_groups else ""
        return cls(len(cards), "\n".join([card.id for card in cards]), groups)

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


def cards_of(info: DeckInfo, questions: tuple[Question, ...]) -> Iterator[Card]:
    """Yield the cards of a deck in the author's order, one for each gap of a cloze."""
    rivals = typed_answers(questions) if any(forgives_typos(question.body) for question in questions) else ()
    for question in questions:
        known = rivals if forgives_typos(question.body) else ()
        if isinstance(question.body, Cloze):
            for gap in question.body.gaps:
                yield Card(CardId(f"{info.id}/{question.id}#c{gap.number}"), info, question, gap, known)
        else:
            yield Card(CardId(f"{info.id}/{question.id}"), info, question, None, known)


TYPED = (ShortAnswer, Cloze, ListQuestion)


def forgives_typos(body: Body) -> bool:
    """Tell whether a typed answer to this question may have a typo forgiven."""
    return isinstance(body, TYPED) and body.leniency.typos > 0


def typed_answers(questions: tuple[Question, ...]) -> tuple[str, ...]:
    """Return every text that is an answer to some typed question."""
    answers: dict[str, None] = {}
    for question in questions:
        match question.body:
            case ShortAnswer(answer=answer):
                wordings: tuple[Wording, ...] = (answer,)
            case Cloze() as cloze:
                wordings = tuple(gap.answer for gap in cloze.gaps)
            case ListQuestion(items=items):
                wordings = items
            case _:
                continue
        for wording in wordings:
            answers.update(dict.fromkeys((wording.text, *wording.accept)))
    return tuple(answers)
