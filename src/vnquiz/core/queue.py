"""Which cards are asked today, and in which order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from vnquiz.core.days import Day
from vnquiz.core.drawing import shuffled
from vnquiz.core.events import Memory
from vnquiz.core.questions import Card, CardId

NEW = Memory()
LEARNED_FROM = 21.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How many new cards are introduced and how many reviews are asked on one study day."""

    new: int = 20
    reviews: int = 200


@dataclass(frozen=True, slots=True)
class Queue:
    """The cards to ask, in order, and how many of them are new and due."""

    cards: tuple[Card, ...]
    new: int
    due: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Where the cards of a deck stand: all of them, those suspended, and those learned (stability of 21 days)."""

    cards: int
    suspended: int
    learned: int


Memories = Mapping[CardId, Memory]


def is_hidden(memory: Memory, day: Day) -> bool:
    """Tell whether a card is suspended, or buried on this day."""
    return memory.is_suspended or (memory.buried_until is not None and day < memory.buried_until)


def todays_queue(
    cards: Iterable[Card],
    memories: Memories,
    day: Day,
    limits: Limits,
) -> Queue:
    """Return what is to be asked on a study day: due cards least retrievable first, new ones mixed in evenly.

    Of siblings only one is asked a day, and none when another was answered that day. `limits` is what remains
    of the day's limits.
    """
    met, due, new = [], [], []
    for card in cards:
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
    return queue_of(met, due, new, limits)


def queue_of(met: Iterable[Card], due: Iterable[Card], new: Iterable[Card], limits: Limits) -> Queue:
    """Return what is to be asked of cards sorted already: those met today, due (most at risk first), and new.

    No more of them is read than the limits need.
    """
    taken = {group for card in met for group in card.sibling_groups}
    asked = _without_siblings(due, taken, limits.reviews)
    introduced = _without_siblings(new, taken, limits.new)
    return Queue(_mixed(asked, introduced), len(introduced), len(asked))


def risk(memory: Memory, day: Day) -> float:
    """Return what orders studied cards by how likely they are forgotten: the days elapsed by their stability.

    Retrievability falls as it rises, whatever the parameters.
    """
    if memory.stability is None or memory.last_day is None:
        return 0.0
    return max(0, day - memory.last_day) / memory.stability


def remaining(limits: Limits, memories: Memories, day: Day) -> Limits:
    """Return what is left of a day's limits after what was introduced and reviewed that day in all decks."""
    introduced = reviewed = 0
    for memory in memories.values():
        if memory.last_day == day:
            if memory.reviews == 1:
                introduced += 1
            else:
                reviewed += 1
    return Limits(max(0, limits.new - introduced), max(0, limits.reviews - reviewed))


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


def streak(days: Sequence[Day], today: Day) -> int:
    """Return how many study days in a row lead up to today; a day not yet studied does not break it."""
    studied = set(days)
    day = today if today in studied else today - 1
    length = 0
    while day - length in studied:
        length += 1
    return length


def _answered_groups(cards: Iterable[Card], memories: Memories, day: Day) -> set[str]:
    """Return the sibling groups of which a card was answered on a day."""
    return {
        group
        for card in cards
        if (memory := memories.get(card.id)) is not None and memory.last_day == day
        for group in card.sibling_groups
    }


def _without_siblings(cards: Iterable[Card], taken: set[str], limit: int) -> list[Card]:
    """Return the first cards up to a limit of which no two are siblings, and mark their groups as taken."""
    chosen: list[Card] = []
    if limit <= 0:
        return chosen
    for card in cards:
        groups = card.sibling_groups
        if not any(group in taken for group in groups):
            taken.update(groups)
            chosen.append(card)
            if len(chosen) == limit:
                break
    return chosen


def _mixed(due: list[Card], new: list[Card]) -> tuple[Card, ...]:
    """Spread the new cards evenly among the due ones, each list keeping its order."""
    places = [((i + 0.5) / len(due), 0, card) for i, card in enumerate(due)]
    places += [((i + 0.5) / len(new), 1, card) for i, card in enumerate(new)]
    places.sort(key=lambda place: place[:2])
    return tuple(card for _, _, card in places)
