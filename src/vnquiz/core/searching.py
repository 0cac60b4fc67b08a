"""Looking through the cards: words folded so that `trong` finds Trọng, filters by deck, tag, type and state."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import assert_never

from vnquiz.core import telling
from vnquiz.core.dates import in_words
from vnquiz.core.days import Day
from vnquiz.core.events import Memory
from vnquiz.core.memory import DEFAULT_PARAMETERS, Parameters, recall
from vnquiz.core.questions import (
    Card,
    CardId,
    Choice,
    Cloze,
    DateQuestion,
    DeckId,
    DrawnMatching,
    DrawnOrdering,
    Flashcard,
    Gap,
    ListQuestion,
    Matching,
    Numeric,
    Ordering,
    QuestionType,
    ShortAnswer,
    TrueFalse,
    type_of,
)
from vnquiz.core.queue import LEARNED_FROM, NEW, is_hidden

LEECH_FROM = 6
"""How often a card must have been forgotten to be a leech, unless the learner says otherwise."""

LeechFrom = Callable[[DeckId], int]
"""How often a card of a deck must have been forgotten to be a leech."""

_WITHOUT_MARKS = dict.fromkeys(range(768, 880)) | str.maketrans("đ", "d")
_WORD = re.compile(r'(-?)(?:(deck|tag|type|is):)?(?:"([^"]*)"?|(\S+))')


_UNFINISHED = ("-", "deck:", "tag:", "type:", "is:")
"""What stands at the end of a search while it is still being typed."""


class CardState(StrEnum):
    """Where a card stands; several may hold at once."""

    NEW = "new"
    DUE = "due"
    LEARNED = "learned"
    LEECH = "leech"
    SUSPENDED = "suspended"
    BURIED = "buried"
    FLAGGED = "flagged"


class SortBy(StrEnum):
    """How a list of cards is sorted."""

    DECK = "deck"
    DUE = "due"
    RECALL = "recall"
    LAPSES = "lapses"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a search: what it is looked for in (a text where `field` is empty), or must not be in."""

    field: str
    word: str
    is_unwanted: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """Words and filters that must all hold."""

    terms: tuple[Term, ...] = ()

    @property
    def unknown(self) -> list[str]:
        """The filters that no card can pass, because there is no such state or type."""
        values: dict[str, list[str]] = {"is": [*CardState], "type": [*QuestionType]}
        return [
            f"{term.field}:{term.word}"
            for term in self.terms
            if term.field in values and not any(each.startswith(term.word) for each in values[term.field])
        ]


def searchable(text: str) -> str:
    """Return a text without case, marks and spaces too many, in which searching finds what sounds alike."""
    bare = unicodedata.normalize("NFD", text).casefold().translate(_WITHOUT_MARKS)
    return " ".join(bare.split())


def parse_search(text: str) -> Search:
    """Return what is typed as a search.

    It holds words, "phrases" and the filters deck: tag: type: is:, a minus before what is to be left out.
    """
    terms = []
    for found in _WORD.finditer(text):
        minus, field, phrase, word = found.groups()
        sought = searchable(word if phrase is None else phrase)
        if sought and sought not in _UNFINISHED:
            terms.append(Term(field or "", sought, bool(minus)))
    return Search(tuple(terms))


def is_in(state: CardState, memory: Memory, day: Day, leech_from: int = LEECH_FROM) -> bool:
    """Tell whether a card of this memory is in a state on a study day."""
    match state:
        case CardState.NEW:
            return memory.stability is None
        case CardState.DUE:
            is_due = memory.due is not None and memory.due <= day and memory.last_day != day
            return is_due and not is_hidden(memory, day)
        case CardState.LEARNED:
            return memory.stability is not None and memory.stability >= LEARNED_FROM
        case CardState.LEECH:
            return memory.lapses >= leech_from
        case CardState.SUSPENDED:
            return memory.is_suspended
        case CardState.BURIED:
            return memory.buried_until is not None and day < memory.buried_until
        case CardState.FLAGGED:
            return memory.is_flagged
        case _:
            assert_never(state)


def states_of(memory: Memory, day: Day, leech_from: int = LEECH_FROM) -> list[CardState]:
    """Return where a card of this memory stands on a study day."""
    return [state for state in CardState if is_in(state, memory, day, leech_from)]


def answer_texts(card: Card) -> Iterable[str]:
    """Return the texts that answer a card, those that are drawn from rows among them."""
    if card.gap is not None:
        return (card.gap.answer.text,)
    match card.question.body:
        case Flashcard(answer):
            return (answer,)
        case Choice(answers):
            return answers
        case TrueFalse():
            return ()
        case ShortAnswer(answer):
            return (answer.text, *answer.accept)
        case Numeric(shown=shown):
            return (shown,)
        case DateQuestion(answer):
            return (answer.iso(), in_words(answer, card.deck.language))
        case Cloze(pieces):
            return [piece.answer.text for piece in pieces if isinstance(piece, Gap)]
        case ListQuestion(items):
            return [item.text for item in items]
        case Ordering(items):
            return items
        case Matching(pairs):
            return [side for pair in pairs for side in pair]
        case DrawnOrdering(texts):
            return texts
        case DrawnMatching(lefts, rights):
            return (*lefts, *rights)
        case body:
            assert_never(body)


class Collection:
    """Cards that can be searched; their texts are folded when the first search needs them, and kept."""

    def __init__(self, cards: Iterable[Card], leech_from: LeechFrom = lambda _: LEECH_FROM) -> None:
        """Take the cards in their order."""
        self.cards = tuple(cards)
        self.leech_from = leech_from
        self._texts: dict[CardId, str] = {}

    def fold(self, most: int) -> bool:
        """Fold the texts of at most so many further cards, and tell whether all are folded."""
        for card in self.cards[len(self._texts) : len(self._texts) + most]:
            self._text(card)
        return len(self._texts) >= len(self.cards)

    def find(self, search: Search, memories: Mapping[CardId, Memory], day: Day) -> list[Card]:
        """Return the cards that all terms of a search hold for, in the order of the collection."""
        found: Sequence[Card] = self.cards
        for term in sorted(search.terms, key=lambda term: not term.field):
            holds = self._test(term, memories, day)
            found = [card for card in found if holds(card) is not term.is_unwanted]
        return list(found)

    def _test(self, term: Term, memories: Mapping[CardId, Memory], day: Day) -> Callable[[Card], bool]:
        word = term.word
        match term.field:
            case "deck":
                titles = {card.deck.id: card.deck for card in self.cards}
                chosen = {
                    deck.id for deck in titles.values() if word in deck.id or word in searchable(deck.title)
                }
                return lambda card: card.deck.id in chosen
            case "tag":
                return lambda card: any(tag.startswith(word) for tag in card.question.tags)
            case "type":
                return lambda card: type_of(card.question.body).startswith(word)
            case "is":
                states = [state for state in CardState if state.startswith(word)]
                leech_from = cache(self.leech_from)
                return lambda card: any(
                    is_in(state, memories.get(card.id, NEW), day, leech_from(card.deck.id))
                    for state in states
                )
        return lambda card: word in self._text(card)

    def _text(self, card: Card) -> str:
        text = self._texts.get(card.id)
        if text is None:
            question = card.question
            parts = (telling.prompt(card), *answer_texts(card), question.explain, *question.tags, card.id)
            text = self._texts[card.id] = searchable(" ".join(parts))
        return text


def sorted_by(
    cards: Sequence[Card],
    order: SortBy,
    memories: Mapping[CardId, Memory],
    day: Day,
    parameters: Parameters = DEFAULT_PARAMETERS,
) -> list[Card]:
    """Return the cards in an order: as in their decks, soonest due, most at risk, most often forgotten, by text.

    New cards come last where only studied ones have a place.
    """

    match order:
        case SortBy.DECK:
            return list(cards)
        case SortBy.DUE:
            far = 10**9
            return sorted(cards, key=lambda card: memories.get(card.id, NEW).due or far)
        case SortBy.RECALL:
            known = [card for card in cards if not memories.get(card.id, NEW).is_new]
            new = [card for card in cards if memories.get(card.id, NEW).is_new]
            return [*sorted(known, key=lambda card: recall(memories[card.id], day, parameters)), *new]
        case SortBy.LAPSES:
            return sorted(cards, key=lambda card: -memories.get(card.id, NEW).lapses)
        case SortBy.QUESTION:
            return sorted(cards, key=lambda card: searchable(telling.prompt(card)))
