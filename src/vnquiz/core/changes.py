"""What changed between two editions of decks, card by card, and what that does to a learner's schedule."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from vnquiz.core.decks import Deck
from vnquiz.core.folding import normal
from vnquiz.core.marking import right_answer
from vnquiz.core.questions import (
    Body,
    Card,
    CardId,
    Choice,
    Cloze,
    DateQuestion,
    DeckId,
    DeckInfo,
    DrawnMatching,
    DrawnOrdering,
    ListQuestion,
    Matching,
    Numeric,
    ShortAnswer,
    type_of,
)
from vnquiz.core.records import is_another_answer
from vnquiz.core.tasks import Task, draw, seeded
from vnquiz.core.telling import prompt


class Kind(StrEnum):
    """What became of a card, the gravest first."""

    ANSWER = "answer"
    TYPE = "type"
    ROWS = "rows"
    RENAMED = "renamed"
    MOVED = "moved"
    MARKING = "marking"
    WORDING = "wording"
    NEW = "new"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Added:
    """A card that was not there; `twin` is one that is gone and asked the very same."""

    card: Card
    twin: CardId | None = None

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What became of the card."""
        return (Kind.NEW,)


@dataclass(frozen=True, slots=True)
class Removed:
    """A card that is gone."""

    card: Card

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What became of the card."""
        return (Kind.REMOVED,)


@dataclass(frozen=True, slots=True)
class Altered:
    """A card that was there before: what became of it, and which of its parts are others."""

    old: Card
    card: Card
    kinds: tuple[Kind, ...]
    parts: tuple[str, ...] = ()


Change = Added | Removed | Altered


@dataclass(frozen=True, slots=True)
class DeckChanges:
    """The changes of one deck: its cards in their present order, then those that are gone."""

    deck: DeckInfo
    changes: tuple[Change, ...]


def compare(old: Sequence[Deck], new: Sequence[Deck], renames: Mapping[str, str]) -> list[DeckChanges]:
    """Return what changed, deck by deck, decks without a change left out.

    `renames` leads from former deck/question ids to those under which their history goes on.
    """
    cards = {card.id: card for deck in new for card in deck.cards}
    pairs: list[tuple[Card, Card]] = []
    gone: list[Card] = []
    for card in (card for deck in old for card in deck.cards):
        present = cards.get(_present_id(card.id, renames))
        if present is None:
            gone.append(card)
        else:
            pairs.append((card, present))
    met = {present.id for _, present in pairs}
    fresh = [card for card in cards.values() if card.id not in met]
    twins = _twins(gone, fresh)
    moved = _moved(old, new, pairs)
    found: dict[CardId, list[Change]] = {card.id: [Added(card, twins.get(card.id))] for card in fresh}
    for before, present in pairs:
        found.setdefault(present.id, []).extend(_altered(before, present, has_moved=present.id in moved))
    infos = {deck.info.id: deck.info for deck in (*new, *old)} | {deck.info.id: deck.info for deck in new}
    by_deck: dict[DeckId, list[Change]] = {deck_id: [] for deck_id in infos}
    for card_id, card in cards.items():
        by_deck[card.deck.id] += found[card_id]
    for card in gone:
        by_deck[card.deck.id].append(Removed(card))
    return [DeckChanges(infos[deck_id], tuple(changes)) for deck_id, changes in by_deck.items() if changes]


def schedule(change: Change) -> str:
    """Return what a change does to a learner's schedule, as the end of a sentence."""
    match change:
        case Added():
            return "starts new"
        case Removed():
            return "kept in the log, no longer asked"
        case Altered(kinds=kinds):
            goes_on = "continues under its new id" if Kind.RENAMED in kinds else "keeps its history"
            shown = "; shown with old and new answer next time" if Kind.ANSWER in kinds else ""
            return goes_on + shown
        case _:
            assert_never(change)


def answer_of(card: Card) -> str:
    """Return the right answer of a card in words, empty for one drawn from rows."""
    task = _settled(card)
    return "" if task is None else right_answer(task)


def _present_id(card: CardId, renames: Mapping[str, str]) -> CardId:
    former, mark, gap = card.partition("#")
    return CardId(renames.get(former, former) + mark + gap)


def _settled(card: Card) -> Task | None:
    """Return a card as it is asked, wrong options that are drawn left out; None where all of it is drawn."""
    body = card.question.body
    if isinstance(body, DrawnOrdering | DrawnMatching):
        return None
    if isinstance(body, Choice) and body.pool is not None:
        card = card._replace(question=card.question._replace(body=replace(body, pool=None)))
    return draw(card, seeded(0))


def _altered(old: Card, new: Card, *, has_moved: bool) -> Iterator[Altered]:
    """Yield what became of a card, if anything."""
    found = list(_differences(old, new))
    kinds = {kind for kind, _ in found}
    if old.id != new.id:
        kinds.add(Kind.RENAMED)
    if has_moved:
        kinds.add(Kind.MOVED)
    if kinds:
        parts = tuple(part for _, part in found if part)
        yield Altered(old, new, tuple(kind for kind in Kind if kind in kinds), parts)


def _differences(old: Card, new: Card) -> Iterator[tuple[Kind, str]]:
    """Yield each kind of difference with the part it is in, which is empty where the kind says it all."""
    before, after = old.question, new.question
    if type_of(before.body) != type_of(after.body):
        yield Kind.TYPE, ""
    else:
        for part, one, other in _markings(old, new):
            if one != other:
                yield Kind.MARKING, part
        if _wrong_options(before.body) != _wrong_options(after.body):
            yield Kind.WORDING, "wrong options"
    was, task = _settled(old), _settled(new)
    if was is None or task is None:
        if _rows(before.body) != _rows(after.body):
            yield Kind.ROWS, ""
    elif is_another_answer(task, right_answer(was)):
        yield Kind.ANSWER, ""
    elif right_answer(task) != right_answer(was):
        yield Kind.WORDING, "answer"
    for part, words, words_now in (
        ("question", prompt(old), prompt(new)),
        ("hint", _hint(old), _hint(new)),
        ("explanation", before.explain, after.explain),
    ):
        if words.split() != words_now.split():
            yield Kind.WORDING, part
    for part, one, other in (
        ("tags", set(before.tags), set(after.tags)),
        ("citations", (before.cite, before.derived), (after.cite, after.derived)),
        ("siblings", set(before.siblings), set(after.siblings)),
    ):
        if one != other:
            yield Kind.WORDING, part


def _hint(card: Card) -> str:
    return f"{card.question.hint} {card.gap.hint if card.gap else ''}"


def _markings(old: Card, new: Card) -> Iterator[tuple[str, object, object]]:
    """Yield what decides whether an answer passes, of two cards of one type."""
    match old.question.body, new.question.body:
        case ShortAnswer(one, strict), ShortAnswer(other, strict_now):
            yield "what else is accepted", _accepted(one.accept), _accepted(other.accept)
            yield "strictness", strict, strict_now
        case Cloze(leniency=strict), Cloze(leniency=strict_now) if old.gap and new.gap:
            accepted, accepted_now = old.gap.answer.accept, new.gap.answer.accept
            yield "what else is accepted", _accepted(accepted), _accepted(accepted_now)
            yield "strictness", strict, strict_now
        case ListQuestion(items, need, strict), ListQuestion(items_now, need_now, strict_now):
            every = _accepted(text for item in items for text in item.accept)
            every_now = _accepted(text for item in items_now for text in item.accept)
            yield "what else is accepted", every, every_now
            yield "how many are needed", need, need_now
            yield "strictness", strict, strict_now
        case Numeric() as one, Numeric() as other:
            yield "what else is accepted", set(one.accept), set(other.accept)
            yield "tolerance", one.tolerance, other.tolerance
        case DateQuestion() as one, DateQuestion() as other:
            yield "what else is accepted", set(one.accept), set(other.accept)
        case Choice() as one, Choice() as other:
            yield "how many are to be picked", one.select_all, other.select_all


def _accepted(texts: Iterable[str]) -> set[str]:
    return {normal(text) for text in texts}


def _wrong_options(body: Body) -> Hashable:
    """Return the wrong options, of those that are drawn only how many: which they are is another each time."""
    match body:
        case Choice(wrong=wrong, pool=pool):
            return frozenset(wrong), None if pool is None else pool.count
        case Matching(wrong=wrong):
            return frozenset(wrong)
    return None


def _rows(body: Body) -> object:
    """Return the rows from which a card draws, and how many of them."""
    match body:
        case DrawnOrdering(texts, places, count):
            return count, Counter(zip(texts, places, strict=True))
        case DrawnMatching(lefts, rights, _, _, count):
            return count, Counter(zip(lefts, rights, strict=True))
    return None


def _twins(gone: Iterable[Card], fresh: Iterable[Card]) -> dict[CardId, CardId]:
    """Return for new cards the one card that is gone and asked the very same, where there is just one."""
    was, now = _by_content(gone), _by_content(fresh)
    return {
        cards[0].id: was[content][0].id
        for content, cards in now.items()
        if len(cards) == 1 and len(was.get(content, ())) == 1
    }


def _by_content(cards: Iterable[Card]) -> dict[Hashable, list[Card]]:
    found: dict[Hashable, list[Card]] = {}
    for card in cards:
        content = type_of(card.question.body), normal(prompt(card)), normal(answer_of(card))
        found.setdefault(content, []).append(card)
    return found


def _moved(old: Iterable[Deck], new: Iterable[Deck], pairs: Iterable[tuple[Card, Card]]) -> set[CardId]:
    """Return the cards that came from another deck, or out of their order: as few as explain the new order."""
    before = {deck.info.id: {card.id: place for place, card in enumerate(deck.cards)} for deck in old}
    moved: set[CardId] = set()
    origin: dict[CardId, int] = {}
    for was, card in pairs:
        if was.deck.id != card.deck.id:
            moved.add(card.id)
        else:
            origin.setdefault(card.id, before[was.deck.id][was.id])
    for deck in new:
        stayed = [card.id for card in deck.cards if card.id in origin]
        in_order = _longest_rising([origin[card] for card in stayed])
        moved.update(card for place, card in enumerate(stayed) if place not in in_order)
    return moved


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Return the indices of a longest rising subsequence of distinct numbers (patience sorting)."""
    tops: list[int] = []
    at_top: list[int] = []
    below: list[int | None] = []
    for index, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        below.append(at_top[pile - 1] if pile else None)
        tops[pile : pile + 1] = [number]
        at_top[pile : pile + 1] = [index]
    chosen: set[int] = set()
    place = at_top[-1] if at_top else None
    while place is not None:
        chosen.add(place)
        place = below[place]
    return chosen
