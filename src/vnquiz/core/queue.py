"""Which cards are asked today, and in which order."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar, assert_never

from vnquiz.core.days import Day
from vnquiz.core.decks import CardRef
from vnquiz.core.drawing import shuffled
from vnquiz.core.events import Memory
from vnquiz.core.memory import fraction_of
from vnquiz.core.questions import Card, CardId, DeckId
from vnquiz.core.terms import Order

NEW = Memory()
AnyCard = TypeVar("AnyCard", Card, CardRef)
LEARNED_FROM = 21.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How many new cards are introduced and how many reviews are asked on one study day.

    `decks` holds the limits that single decks have, within those of all decks together.
    """

    new: int = 20
    reviews: int = 200
    decks: Mapping[DeckId, "Limits"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Orders:
    """In which order the cards of a day come: over all decks, and within those decks that have an order of their own.

    Such a deck keeps its places among the cards of the others, and fills them in its own order.
    """

    everywhere: Order = Order.MOST_AT_RISK
    decks: Mapping[DeckId, Order] = field(default_factory=dict)

    def arranged(
        self, cards: Iterable[AnyCard], day: Day, place: Callable[[AnyCard], int] | None = None
    ) -> Iterable[AnyCard]:
        """Return cards in the order of a day, those given being the most at risk first.

        `place` says where a card stands among all; cards given without it stand so already. They are read only
        where they change places.
        """
        wanted = {self.everywhere, *self.decks.values()}
        if wanted == {Order.MOST_AT_RISK} or (place is None and Order.RANDOM not in wanted):
            return cards
        given = list(cards)
        ordered = _put_in(self.everywhere, given, day, place)
        for deck, order in self.decks.items():
            places = [i for i, card in enumerate(ordered) if card.deck.id == deck]
            own = _put_in(order, [card for card in given if card.deck.id == deck], day, place)
            for i, card in zip(places, own, strict=True):
                ordered[i] = card
        return ordered


@dataclass(frozen=True, slots=True)
class Queue:
    """The cards to ask, in order, and how many of them are new and due."""

    cards: tuple[Card, ...]
    new: int
    due: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cards are to be asked: new ones, and due ones."""

    new: int
    due: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Where the cards of a deck stand: all of them, those suspended, and those learned (stability of 21 days)."""

    cards: int
    suspended: int
    learned: int


AS_USUAL = Orders()
Memories = Mapping[CardId, Memory]


def is_hidden(memory: Memory, day: Day) -> bool:
    """Tell whether a card is suspended, or buried on this day."""
    return memory.is_suspended or (memory.buried_until is not None and day < memory.buried_until)


def todays_queue(
    cards: Iterable[Card],
    memories: Memories,
    day: Day,
    limits: Limits,
    orders: Orders = AS_USUAL,
    is_first: Callable[[Card], bool] | None = None,
) -> Queue:
    """Return what is to be asked on a study day: due cards in their order, new ones mixed in evenly.

    Of siblings only one is asked a day, and none when another was answered that day. `limits` is what remains
    of the day's limits. New cards for which `is_first` is true come before others.
    """
    met, due, new = [], [], []
    everything = list(cards)
    for card in everything:
        memory = memories.get(card.id, NEW)
        if memory.last_day == day:
            met.append(card)
        elif is_hidden(memory, day):
            continue
        elif memory.is_new:
            new.append(card)
        elif memory.due is not None and memory.due <= day:
            due.append(card)
    due.sort(key=lambda card: -risk(memories[card.id], day))
    places = {card.id: place for place, card in enumerate(everything)} if orders != AS_USUAL else {}
    in_order = orders.arranged(due, day, lambda card: places[card.id])
    introduced = orders.arranged(new, day)
    if is_first is not None:
        introduced = sorted(introduced, key=lambda card: not is_first(card))
    return queue_of(met, in_order, introduced, limits)


def queue_of(met: Iterable[Card], due: Iterable[Card], new: Iterable[Card], limits: Limits) -> Queue:
    """Return what is to be asked of cards sorted already: those met today, due, and new.

    No more of them is read than the limits need.
    """
    asked, introduced = _within(met, due, new, limits)
    return Queue(_mixed(asked, introduced), len(introduced), len(asked))


def counts_of(
    met: Iterable[CardRef], due: Iterable[CardRef], new: Iterable[CardRef], limits: Limits
) -> Counts:
    """Return how many cards the queue of the same would hold."""
    asked, introduced = _within(met, due, new, limits)
    return Counts(len(introduced), len(asked))


def _within(
    met: Iterable[AnyCard], due: Iterable[AnyCard], new: Iterable[AnyCard], limits: Limits
) -> tuple[list[AnyCard], list[AnyCard]]:
    """Return the due and the new cards that are to be asked."""
    taken = {group for card in met for group in card.sibling_groups}
    of_decks = limits.decks.items()
    asked = _without_siblings(due, taken, limits.reviews, {deck: own.reviews for deck, own in of_decks})
    introduced = _without_siblings(new, taken, limits.new, {deck: own.new for deck, own in of_decks})
    return asked, introduced


def risk(memory: Memory, day: Day) -> float:
    """Return what orders studied cards by how likely they are forgotten: the days elapsed by their stability.

    Retrievability falls as it rises, whatever the parameters.
    """
    if memory.stability is None or memory.last_day is None:
        return 0.0
    return max(0, day - memory.last_day) / memory.stability


def remaining(limits: Limits, memories: Memories, day: Day) -> Limits:
    """Return what is left of a day's limits after what was introduced and reviewed that day."""
    introduced: Counter[str] = Counter()
    reviewed: Counter[str] = Counter()
    for card, memory in memories.items():
        if memory.last_day == day:
            (introduced if memory.reviews == 1 else reviewed)[card.partition("/")[0]] += 1
    return Limits(
        max(0, limits.new - introduced.total()),
        max(0, limits.reviews - reviewed.total()),
        {
            deck: Limits(max(0, own.new - introduced[deck]), max(0, own.reviews - reviewed[deck]))
            for deck, own in limits.decks.items()
        },
    )


def ahead_queue(cards: Iterable[Card], memories: Memories, day: Day, limit: int) -> Queue:
    """Return cards that are not due yet, the soonest due first, for a learner who wants more."""
    everything = list(cards)
    taken = _answered_groups(everything, memories, day)
    later = [
        card
        for card in everything
        if (memory := memories.get(card.id, NEW)).due is not None
        and memory.due > day
        and memory.last_day != day
        and not is_hidden(memory, day)
    ]
    later.sort(key=lambda card: memories[card.id].due or 0)
    chosen = _without_siblings(later, taken, limit)
    return Queue(tuple(chosen), 0, len(chosen))


def cram_queue(cards: Iterable[Card], memories: Memories, random: Random) -> Queue:
    """Return every card that is not suspended, in random order, whether due or not."""
    chosen = [card for card in cards if not memories.get(card.id, NEW).is_suspended]
    new = sum(memories.get(card.id, NEW).is_new for card in chosen)
    return Queue(shuffled(tuple(chosen), random), new, len(chosen) - new)


def tally(cards: Iterable[Card], memories: Memories) -> Tally:
    """Count the cards of a deck by where they stand."""
    count = suspended = learned = 0
    for card in cards:
        count += 1
        memory = memories.get(card.id)
        if memory is not None:
            suspended += memory.is_suspended
            learned += memory.stability is not None and memory.stability >= LEARNED_FROM
    return Tally(count, suspended, learned)


def next_due(cards: Iterable[Card], memories: Memories, day: Day) -> Day | None:
    """Return the first day after this one on which a card that was studied is due again."""
    days = [
        max(due, memory.buried_until or due)
        for card in cards
        if (memory := memories.get(card.id)) is not None
        and (due := memory.due) is not None
        and not memory.is_suspended
    ]
    return min((max(due, Day(day + 1)) for due in days), default=None)


def streak(days: Iterable[Day], today: Day) -> int:
    """Return how many study days in a row lead up to today; a day not yet studied does not break it.

    The `days` come newest first, and no more of them is read than that takes.
    """
    length = 0
    awaited = today
    for day in days:
        if day == awaited or (day == today - 1 and not length):
            length += 1
            awaited = Day(day - 1)
        elif day < awaited:
            break
    return length


def _answered_groups(cards: Iterable[Card], memories: Memories, day: Day) -> set[str]:
    """Return the sibling groups of which a card was answered on a day."""
    return {
        group
        for card in cards
        if (memory := memories.get(card.id)) is not None and memory.last_day == day
        for group in card.sibling_groups
    }


def _put_in(
    order: Order, cards: list[AnyCard], day: Day, place: Callable[[AnyCard], int] | None
) -> list[AnyCard]:
    match order:
        case Order.MOST_AT_RISK:
            return list(cards)
        case Order.DECK:
            return list(cards) if place is None else sorted(cards, key=place)
        case Order.RANDOM:
            return sorted(cards, key=lambda card: fraction_of(card.id, day))
        case _:
            assert_never(order)


def _without_siblings(
    cards: Iterable[AnyCard], taken: set[str], limit: int, deck_limits: Mapping[DeckId, int] | None = None
) -> list[AnyCard]:
    """Return the first cards up to the limits of which no two are siblings, and mark their groups as taken."""
    chosen: list[AnyCard] = []
    left = dict(deck_limits or {})
    if limit <= 0:
        return chosen
    for card in cards:
        groups, deck = card.sibling_groups, card.deck.id
        if left.get(deck, 1) > 0 and not any(group in taken for group in groups):
            taken.update(groups)
            chosen.append(card)
            if len(chosen) == limit:
                break
            if deck in left:
                left[deck] -= 1
    return chosen


def _mixed(due: list[Card], new: list[Card]) -> tuple[Card, ...]:
    """Spread the new cards evenly among the due ones, each list keeping its order."""
    places = [((i + 0.5) / len(due), 0, card) for i, card in enumerate(due)]
    places += [((i + 0.5) / len(new), 1, card) for i, card in enumerate(new)]
    places.sort(key=lambda place: place[:2])
    return tuple(card for _, _, card in places)
