"""The paper of an exam: which questions it asks, drawn by a seed, the same on every machine."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from vnquiz.core.drawing import shuffled
from vnquiz.core.questions import Card, CardId, Flashcard
from vnquiz.core.results import Order
from vnquiz.core.tasks import Task, draw, seeded


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a paper: its number, from 1, its card, and the card as it is asked."""

    number: int
    card: Card
    task: Task


@dataclass(frozen=True, slots=True)
class Rules:
    """How an exam is held.

    `minutes` is the time it may take, None for no limit; `tags` are those the questions were chosen by. With
    `asks_confidence` each answer says how sure it is; with `moves_memory` misses come back for review. `name`
    is what the learner wants to be called in the result file, `result` the path of that file, each may be
    empty.
    """

    seed: int
    minutes: int | None = None
    order: Order = Order.SHUFFLED
    tags: tuple[str, ...] = ()
    asks_confidence: bool = False
    moves_memory: bool = True
    name: str = ""
    result: str = ""


def examinable(cards: Sequence[Card]) -> list[Card]:
    """Return the cards that an exam can ask: all but flashcards, which nobody but the learner can mark."""
    return [card for card in cards if not isinstance(card.question.body, Flashcard)]


def most_questions(cards: Sequence[Card], seed: int) -> int:
    """Return how many questions a paper drawn from these cards can have."""
    return len(_without_siblings(_in_random_order(cards, seed)))


def draw_paper(cards: Sequence[Card], count: int, seed: int, order: Order) -> tuple[Item, ...]:
    """Return a paper of `count` questions, or of all there are, that is the same for the same cards and seed.

    No two of them are siblings. Each tag has its share, as far as cards with several tags allow: the cards are
    sorted by their tags, the most common tag first, and every so-many-th is taken, from a random first one
    (systematic sampling, implicitly stratified: Kish, Survey Sampling, 1965, chapter 4). Easy questions are
    those that stand early in their deck.
    """
    pool = _by_tags(_without_siblings(_in_random_order(cards, seed)))
    total, count = len(pool), min(count, len(pool))
    first = int(seeded(seed, "first").random() * total)
    chosen = [pool[(first + place * total // count) % total] for place in range(count)]
    if order is Order.EASY_FIRST:
        place_of = _places(cards)
        chosen.sort(key=lambda card: (place_of[card.id], card.id))
    else:
        chosen = list(shuffled(tuple(sorted(chosen, key=lambda card: card.id)), seeded(seed, "order")))
    return tuple(item_of(card, number, seed) for number, card in enumerate(chosen, start=1))


def item_of(card: Card, number: int, seed: int) -> Item:
    """Return a card as a paper of this seed asks it."""
    return Item(number, card, draw(card, seeded(seed, "exam", card.id)))


def _in_random_order(cards: Sequence[Card], seed: int) -> tuple[Card, ...]:
    return shuffled(tuple(sorted(examinable(cards), key=lambda card: card.id)), seeded(seed, "paper"))


def _without_siblings(cards: Sequence[Card]) -> list[Card]:
    taken: set[str] = set()
    chosen = []
    for card in cards:
        if taken.isdisjoint(card.sibling_groups):
            taken.update(card.sibling_groups)
            chosen.append(card)
    return chosen


def _by_tags(cards: Sequence[Card]) -> list[Card]:
    """Return the cards sorted by their tags, more common tags first, else in the order they came."""
    common = Counter(tag for card in cards for tag in set(card.question.tags))
    return sorted(cards, key=lambda card: sorted((-common[tag], tag) for tag in set(card.question.tags)))


def _places(cards: Sequence[Card]) -> dict[CardId, float]:
    """Return where in its deck each card stands, from 0 to 1."""
    in_deck: dict[str, list[CardId]] = {}
    for card in cards:
        in_deck.setdefault(card.deck.id, []).append(card.id)
    return {card: place / len(own) for own in in_deck.values() for place, card in enumerate(own)}
