"""The memory table: what replay makes of each card, kept so that opening need not replay the log."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cached_property
from hashlib import sha256

from vnquiz.core.days import Day
from vnquiz.core.events import NO_CARD, Event, EventKind, Memory
from vnquiz.core.memory import Parameters
from vnquiz.core.questions import CardId
from vnquiz.core.replay import RULES, replay
from vnquiz.store import log
from vnquiz.store.database import Database, Row


class MemoryCache:
    """The memory of every card with a history, by its present id."""

    def __init__(self, database: Database, parameters: Parameters) -> None:
        """Keep the memory of the cards in `database`, replayed under these parameters."""
        self._database = database
        self._parameters = parameters

    @property
    def is_current(self) -> bool:
        """The rows were replayed under today's rules and these parameters."""
        under: str = self._database.value("SELECT under FROM replayed")
        return under == self._terms

    def present_id(self, card: CardId) -> CardId:
        """Return the id that a card bears now."""
        return self._names.get(card, card)

    def ids_of(self, card: CardId) -> list[CardId]:
        """Return the present id of a card and its former ones."""
        present = self.present_id(card)
        return [present, *(old for old, new in self._names.items() if new == present)]

    def is_same(self, one: CardId, other: CardId) -> bool:
        """Tell whether two ids, former or present, are of one card."""
        return self.present_id(one) == self.present_id(other)

    def memory(self, card: CardId) -> Memory:
        """Return the memory of a card, that of a new one if it has no history."""
        row = self._database.row(f"SELECT {COLUMNS} FROM memory WHERE card = ?", (self.present_id(card),))
        return Memory() if row is None else _memory_of(row)

    def memories(self) -> dict[CardId, Memory]:
        """Return the memory of every card."""
        rows = self._database.rows(f"SELECT {COLUMNS} FROM memory")
        return {CardId(row[0]): _memory_of(row) for row in rows}

    def renew(self, events: Collection[Event]) -> None:
        """Replay the cards that got these events, inside the caller's transaction."""
        touched = {self.present_id(event.draft.card) for event in events} - {NO_CARD}
        kinds = {event.draft.kind for event in events}
        if EventKind.RENAME in kinds or (EventKind.UNDO in kinds and self._names):
            touched |= self._renamed()
        for card in touched:
            self._rewrite(card)

    @contextmanager
    def restored_on_failure(self) -> Iterator[None]:
        """Take back what is remembered here if the transaction inside fails."""
        names = self._names
        try:
            yield
        except BaseException:
            self._names = names
            raise

    def rebuild(self) -> None:
        """Replay all cards under today's rules and these parameters."""
        with self._database.transaction():
            self._database.run("DELETE FROM memory")
            for card in self.cards():
                self._rewrite(card)
            self._database.run("UPDATE replayed SET under = ?", (self._terms,))

    def cards(self) -> set[CardId]:
        """Return the present ids of all cards that have events."""
        rows = self._database.rows("SELECT DISTINCT card FROM event WHERE card <> ''")
        return {self.present_id(CardId(card)) for (card,) in rows}

    def replayed(self, card: CardId) -> Memory | None:
        """Return what the events of a card amount to, None if it has none under its present id."""
        events = self._events_to_replay(card)
        return replay(events, card, self._parameters) if events else None

    def differences(self) -> Iterator[str]:
        """Yield a sentence for every card of which the cache tells anything but a full replay."""
        cached = self.memories()
        for card in sorted(self.cards() | set(cached), key=str):
            if cached.get(card) != self.replayed(card):
                yield f"What is remembered of card {card} is not what its events say."

    def _renamed(self) -> set[CardId]:
        """Read the names again, and return the ids whose events are no longer the same."""
        before, self._names = self._names, log.renamed_cards(self._database)
        moves = {(before.get(card, card), self.present_id(card)) for card in {*before, *self._names}}
        return {card for old, new in moves if old != new for card in (old, new)}

    def _rewrite(self, card: CardId) -> None:
        memory = self.replayed(card)
        self._database.run("DELETE FROM memory WHERE card = ?", (card,))
        if memory is not None:
            self._database.run(INSERT, _row_of(card, memory))

    def _events_to_replay(self, card: CardId) -> list[Event]:
        if self.present_id(card) != card:
            return []
        return log.events_of_cards(self._database, self.ids_of(card), log.WITHOUT_CONTENT)

    @cached_property
    def _names(self) -> dict[CardId, CardId]:
        """The present id of every card that was renamed away."""
        return log.renamed_cards(self._database)

    @property
    def _terms(self) -> str:
        vector = ",".join(map(repr, self._parameters))
        return f"{RULES} {sha256(vector.encode()).hexdigest()[:16]}"


COLUMNS = "card, stability, difficulty, last_day, due, reviews, lapses, is_suspended, buried_until"
INSERT = f"INSERT INTO memory ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


def _memory_of(row: Row) -> Memory:
    _, stability, difficulty, last_day, due, reviews, lapses, is_suspended, buried_until = row
    return Memory(
        stability,
        difficulty,
        last_day,
        due,
        reviews,
        lapses,
        bool(is_suspended),
        None if buried_until is None else Day(buried_until),
    )


def _row_of(card: CardId, memory: Memory) -> Row:
    return (
        card,
        memory.stability,
        memory.difficulty,
        memory.last_day,
        memory.due,
        memory.reviews,
        memory.lapses,
        int(memory.is_suspended),
        memory.buried_until,
    )
