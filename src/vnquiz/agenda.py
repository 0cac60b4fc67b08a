"""What there is to do today in many cards, counted without looking at each of them again and again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vnquiz.core.days import Day
from vnquiz.core.questions import Card, CardId, Deck, DeckId
from vnquiz.core.queue import (
    AS_USUAL,
    LEARNED_FROM,
    Limits,
    Orders,
    Queue,
    Tally,
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
    met: Sequence[Card]
    due: Sequence[Card]
    limits: Limits
    orders: Orders


class Agenda:
    """Follows the cards of some decks: which are new, learned or suspended, and what is due.

    All memories are looked at once; from then on only those of cards with further events, and those due.
    """

    def __init__(self, decks: Sequence[Deck], progress: SqliteProgress) -> None:
        """Follow all cards of these decks."""
        self._decks = decks
        self._progress = progress
        self._cards = {
            card.id: (place, card) for place, card in enumerate(each for d in decks for each in d.cards)
        }
        self._marks: dict[CardId, tuple[bool, bool]] = {}
        self._studied: set[CardId] = set()
        self._put_away: set[CardId] = set()
        self._counts: dict[DeckId, list[int]] = {deck.info.id: [0, 0] for deck in decks}
        self._unmet: dict[DeckId, list[Card]] = {}  # new when looked for; another look if one is new again
        self._seen = len(progress.touched)
        learned: list[CardId] = []
        for card, stability, is_suspended, is_away in progress.marks():
            if is_away:
                self._mark(card, stability, is_suspended, is_away)
            elif stability is not None:
                self._studied.add(card)
                if stability >= LEARNED_FROM and card in self._cards:
                    learned.append(card)
        self._marks |= dict.fromkeys(learned, (True, False))
        for card in learned:
            self._counts[self._cards[card][1].deck.id][0] += 1

    def today(self, day: Day, limits: Limits, orders: Orders = AS_USUAL) -> Today:
        """Return what matters on a study day; `limits` are those of a whole day."""
        self._catch_up()
        pressing = self._progress.pressing(day)
        met = {card: memory for card, memory in pressing.items() if memory.last_day == day}
        due = sorted(
            (-risk(memory, day), *self._cards[card])
            for card, memory in pressing.items()
            if card in self._cards
            and card not in met
            and memory.due is not None
            and memory.due <= day
            and not is_hidden(memory, day)
        )
        cards = [self._cards[card][1] for card in met if card in self._cards]
        in_order = orders.arranged((card for _, _, card in due), day, lambda card: self._cards[card.id][0])
        return Today(day, cards, list(in_order), remaining(limits, met, day), orders)

    def queues(self, today: Today, decks: Sequence[Deck]) -> list[Queue]:
        """Return what is to be asked of all cards of these decks together, then of each for itself."""
        due: dict[DeckId, list[Card]] = {deck.info.id: [] for deck in decks}
        for card in today.due:
            if card.deck.id in due:
                due[card.deck.id].append(card)
        every = today.due if len(due) == len(self._counts) else [c for c in today.due if c.deck.id in due]
        new = (card for name in due for card in self._new(name, today.day))
        return [
            queue_of(today.met, every, today.orders.arranged(new, today.day), today.limits),
            *(
                queue_of(
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
        wanted = {card.id for card in cards}
        met = [card for card in today.met if card.id in wanted]
        due = [card for card in today.due if card.id in wanted]
        new = today.orders.arranged(self._new_of(cards, today.day), today.day)
        return queue_of(met, due, new, today.limits)

    def tally(self, deck: Deck) -> Tally:
        """Count the cards of a deck by where they stand."""
        learned, suspended = self._counts[deck.info.id]
        return Tally(len(deck.cards), suspended, learned)

    def next_due(self, day: Day, decks: Iterable[Deck]) -> Day | None:
        """Return the first day after this one on which a card of these decks that was studied is due again."""
        names = {deck.info.id for deck in decks}
        best: Day | None = None
        for card, due, buried_until in self._progress.coming_due():
            if best is not None and max(due, day + 1) >= best:
                break
            if card in self._cards and self._cards[card][1].deck.id in names:
                found = Day(max(due, buried_until or due, day + 1))
                best = found if best is None else min(best, found)
        return best

    def _catch_up(self) -> None:
        """Look again at the cards that got events."""
        touched = self._progress.touched
        for card in dict.fromkeys(touched[self._seen :]):
            marks = next(self._progress.marks(card), None)
            self._mark(*(marks or (card, None, 0, 0)))
        self._seen = len(touched)

    def _mark(self, card: CardId, stability: float | None, is_suspended: int, is_away: int) -> None:
        """Take note of where a card stands, and count it in its deck."""
        if card not in self._cards:
            return
        counts = self._counts[self._cards[card][1].deck.id]
        was_learned, was_suspended = self._marks.get(card, (False, False))
        marks = (stability is not None and stability >= LEARNED_FROM, bool(is_suspended))
        counts[0] += marks[0] - was_learned
        counts[1] += marks[1] - was_suspended
        if any(marks):
            self._marks[card] = marks
        else:
            self._marks.pop(card, None)
        if stability is None:
            if card in self._studied:
                self._studied.discard(card)
                self._unmet.pop(self._cards[card][1].deck.id, None)
        else:
            self._studied.add(card)
        (self._put_away.add if is_away else self._put_away.discard)(card)

    def _new(self, deck: DeckId, day: Day) -> Iterator[Card]:
        """Return the new cards of a deck that are not hidden, in the author's order."""
        if deck not in self._unmet:
            cards = next(each.cards for each in self._decks if each.info.id == deck)
            self._unmet[deck] = [card for card in cards if card.id not in self._studied]
        return self._new_of(self._unmet[deck], day)

    def _new_of(self, cards: Iterable[Card], day: Day) -> Iterator[Card]:
        """Yield those of the cards that are new and not hidden."""
        for card in cards:
            if card.id in self._studied:
                continue
            if card.id in self._put_away and is_hidden(self._progress.memory(card.id), day):
                continue
            yield card
