"""What there is to do today in many cards, counted without looking at each of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vnquiz.core.days import Day
from vnquiz.core.decks import CardRef, Deck
from vnquiz.core.questions import Card, CardId, DeckId
from vnquiz.core.queue import (
    AS_USUAL,
    LEARNED_FROM,
    Counts,
    Limits,
    Orders,
    Queue,
    Tally,
    counts_of,
    is_hidden,
    queue_of,
    remaining,
    risk,
)
from vnquiz.store.progress import SqliteProgress


@dataclass(frozen=True, slots=True)
class Today:
    """The cards that matter on one study day: those met, and those due, in their order; and what is left of it."""

    day: Day
    met: Sequence[CardRef]
    due: Sequence[CardRef]
    limits: Limits
    orders: Orders


class Agenda:
    """Follows the cards of some decks: which are new, learned or suspended, and what is due.

    Of a deck no more is known than the roll of its cards, and of a card no memory is looked at unless it is due or
    got further events.
    """

    def __init__(self, decks: Sequence[Deck], progress: SqliteProgress) -> None:
        """Follow all cards of these decks."""
        self._decks = {deck.info.id: deck for deck in decks}
        self._progress = progress
        self._first: dict[DeckId, int] = {}
        count = 0
        for deck in decks:
            self._first[deck.info.id] = count
            count += deck.roll.length
        self._away = set(progress.away())
        self._studied: dict[DeckId, set[CardId]] = {}
        self._unmet: dict[DeckId, list[CardId]] = {}  # new when looked for; another look if one is new again
        self._gone: dict[DeckId, tuple[int, int]] = {}
        self._seen = len(progress.touched)

    def today(self, day: Day, limits: Limits, orders: Orders = AS_USUAL) -> Today:
        """Return what matters on a study day; `limits` are those of a whole day."""
        self._catch_up()
        pressing = self._progress.pressing(day)
        met = {card: memory for card, memory in pressing.items() if memory.last_day == day}
        places = {card: place for card in pressing if (place := self._place(card)) is not None}
        due = sorted(
            (-risk(memory, day), places[card], card)
            for card, memory in pressing.items()
            if card in places
            and card not in met
            and memory.due is not None
            and memory.due <= day
            and not is_hidden(memory, day)
        )
        in_order = orders.arranged((self._ref(card) for _, _, card in due), day, lambda ref: places[ref.id])
        cards = [self._ref(card) for card in met if card in places]
        return Today(day, cards, list(in_order), remaining(limits, met, day), orders)

    def counts(self, today: Today, decks: Sequence[Deck]) -> list[Counts]:
        """Return how much is to be asked of all cards of these decks together, then of each for itself."""
        due: dict[DeckId, list[CardRef]] = {deck.info.id: [] for deck in decks}
        for card in today.due:
            if card.deck.id in due:
                due[card.deck.id].append(card)
        every = [card for card in today.due if card.deck.id in due]
        new = (card for name in due for card in self._new(name, today.day))
        return [
            counts_of(today.met, every, today.orders.arranged(new, today.day), today.limits),
            *(
                counts_of(
                    today.met,
                    due[name],
                    today.orders.arranged(self._new(name, today.day), today.day),
                    today.limits,
                )
                for name in due
            ),
        ]

    def queue(self, today: Today, cards: Sequence[Card]) -> Queue:
        """Return what is to be asked of these cards, all of which are followed."""
        given = {card.id: card for card in cards}
        met = [given[ref.id] for ref in today.met if ref.id in given]
        due = [given[ref.id] for ref in today.due if ref.id in given]
        new = (card for card in cards if self._is_new(card.id, card.deck.id, today.day))
        return queue_of(met, due, today.orders.arranged(new, today.day), today.limits)

    def tally(self, deck: Deck) -> Tally:
        """Count the cards of a deck by where they stand."""
        learned, suspended = self._progress.counts(deck.info.id)
        gone_learned, gone_suspended = self._count_of_gone(deck)
        return Tally(deck.roll.length, suspended - gone_suspended, learned - gone_learned)

    def next_due(self, day: Day, decks: Iterable[Deck]) -> Day | None:
        """Return the first day after this one on which a card of these decks that was studied is due again."""
        names = {deck.info.id for deck in decks}
        best: Day | None = None
        for card, due, buried_until in self._progress.coming_due():
            if best is not None and max(due, day + 1) >= best:
                break
            if deck_of(card) in names and self._place(card) is not None:
                found = Day(max(due, buried_until or due, day + 1))
                best = found if best is None else min(best, found)
        return best

    def _place(self, card: CardId) -> int | None:
        """Return where a card stands among all, or None if it is not followed."""
        deck = self._decks.get(deck_of(card))
        place = None if deck is None else deck.roll.places.get(card)
        return None if deck is None or place is None else self._first[deck.info.id] + place

    def _ref(self, card: CardId) -> CardRef:
        return self._decks[deck_of(card)].ref(card)

    def _catch_up(self) -> None:
        """Look again at the cards that got events."""
        touched = self._progress.touched
        for card in dict.fromkeys(touched[self._seen :]):
            memory, deck = self._progress.memory_under(card), deck_of(card)
            is_away = memory.is_suspended or memory.buried_until is not None
            (self._away.add if is_away else self._away.discard)(card)
            if self._place(card) is None:
                self._gone.pop(deck, None)
            if memory.is_new:
                self._unmet.pop(deck, None)
            if deck in self._studied:
                (self._studied[deck].discard if memory.is_new else self._studied[deck].add)(card)
        self._seen = len(touched)

    def _count_of_gone(self, deck: Deck) -> tuple[int, int]:
        """Return how many cards are learned and suspended under the name of a deck without being in it."""
        name, roll = deck.info.id, deck.roll
        if name not in self._gone:
            studied = self._studied_of(name)
            is_whole = len(studied) + len(self._unmet_of(name)) == roll.length
            gone = set() if is_whole else studied.difference(roll.places)
            gone |= {card for card in self._away if deck_of(card) == name and card not in roll.places}
            memories = [self._progress.memory_under(card) for card in gone]
            learned = sum((memory.stability or 0) >= LEARNED_FROM for memory in memories)
            self._gone[name] = learned, sum(memory.is_suspended for memory in memories)
        return self._gone[name]

    def _studied_of(self, deck: DeckId) -> set[CardId]:
        """Return the studied cards under the name of a deck."""
        if deck not in self._studied:
            self._studied[deck] = self._progress.studied(deck)
        return self._studied[deck]

    def _unmet_of(self, deck: DeckId) -> list[CardId]:
        """Return the cards of a deck that were new when last looked for, in the author's order."""
        if deck not in self._unmet:
            studied = self._studied_of(deck)
            self._unmet[deck] = [card for card in self._decks[deck].roll.ids if card not in studied]
        return self._unmet[deck]

    def _new(self, deck: DeckId, day: Day) -> Iterator[CardRef]:
        """Yield the new cards of a deck that are not hidden, in the author's order."""
        return (self._ref(card) for card in self._unmet_of(deck) if self._is_new(card, deck, day))

    def _is_new(self, card: CardId, deck: DeckId, day: Day) -> bool:
        """Tell whether a card was never studied and is not hidden."""
        if card in self._studied_of(deck):
            return False
        return card not in self._away or not is_hidden(self._progress.memory_under(card), day)


def deck_of(card: CardId) -> DeckId:
    """Return the deck under whose name a card is."""
    return DeckId(card.partition("/")[0])
