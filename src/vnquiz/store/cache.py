"""What replay makes of each card, its memory and its answers, kept so that opening need not replay the log."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType

from vnquiz.core.days import Day, date_of
from vnquiz.core.events import NO_CARD, Event, EventKind, Memory
from vnquiz.core.fitting import vectors_taken
from vnquiz.core.memory import Parameters
from vnquiz.core.questions import CardId
from vnquiz.core.replay import RULES, Replayed, replayed
from vnquiz.store import answers, deck_counts, log
from vnquiz.store.answers import Leavings
from vnquiz.store.chain import instant_text
from vnquiz.store.database import Database, Row

MANY = 1_000
"""From so many cards on all are read again at once."""


class MemoryCache:
    """The memory of every card with a history, by its present id."""

    def __init__(self, database: Database, parameters: Parameters) -> None:
        """Keep the memory of the cards in `database`, replayed under these parameters until others are taken."""
        self._database = database
        self._first_parameters = parameters
        self.touched: list[CardId] = []
        self._memories: dict[CardId, Memory] = {}
        self._read_at = (-1, 0)

    @property
    def is_current(self) -> bool:
        """The rows were replayed under today's rules and the parameters in force."""
        under: str = self._database.value("SELECT under FROM replayed")
        return under == self._terms

    @cached_property
    def parameters(self) -> Parameters:
        """The parameters in force: those taken last."""
        taken = vectors_taken(log.events_of_no_card(self._database, EventKind.PARAMETERS))
        return taken[-1][1] if taken else self._first_parameters

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
        return self.memory_under(self.present_id(card))

    def memory_under(self, card: CardId) -> Memory:
        """Return the memory of a card under just this id, that of a new one if it is no card's present id."""
        row = self._database.row(f"SELECT {COLUMNS} FROM memory WHERE card = ?", (card,))
        return Memory() if row is None else _memory_of(row)

    def memories(self) -> Mapping[CardId, Memory]:
        """Return the memory of every card as it is now; what was returned before stays as it was.

        Only the cards that got events since are read again, unless another connection wrote.
        """
        written: int = self._database.value("PRAGMA data_version")
        touched = set(self.touched[self._read_at[1] :])
        if written != self._read_at[0] or len(touched) > MANY:
            rows = self._database.rows(f"SELECT {COLUMNS} FROM memory")
            self._memories = {CardId(row[0]): _memory_of(row) for row in rows}
        elif touched:
            self._memories = dict(self._memories)
            for card in touched:
                row = self._database.row(f"SELECT {COLUMNS} FROM memory WHERE card = ?", (card,))
                if row is None:
                    self._memories.pop(card, None)
                else:
                    self._memories[card] = _memory_of(row)
        self._read_at = written, len(self.touched)
        return MappingProxyType(self._memories)

    def pressing(self, day: Day) -> dict[CardId, Memory]:
        """Return the memory of every card that is due on a study day, or was answered on it."""
        rows = self._database.rows(f"SELECT {COLUMNS} FROM memory WHERE due <= ?", (day,))
        found = {CardId(row[0]): _memory_of(row) for row in rows}
        met = self._database.rows(
            "SELECT DISTINCT card FROM event WHERE study_day = ? AND kind IN ('study', 'exam')",
            (date_of(day).isoformat(),),
        )
        for (card,) in met:
            present = self.present_id(CardId(card))
            if present not in found:
                found[present] = self.memory(present)
        return found

    def coming_due(self) -> Iterator[tuple[CardId, int, int | None]]:
        """Yield every card that is studied and not suspended with its due day and until when it is buried."""
        rows = self._database.rows(
            "SELECT card, due, buried_until FROM memory WHERE due IS NOT NULL AND is_suspended = 0 ORDER BY due"
        )
        return ((CardId(row[0]), *row[1:]) for row in rows)

    def ids_under(self, former: str) -> list[CardId]:
        """Return the ids with a memory that are of a question, which may have gaps."""
        rows = self._database.rows(
            "SELECT card FROM memory WHERE card = ? OR card > ? AND card < ?",
            (former, f"{former}#", f"{former}$"),
        )
        return [CardId(card) for (card,) in rows]

    def renew(self, events: Collection[Event]) -> None:
        """Bring the cards that got these events up to date, inside the caller's transaction.

        A card's memory goes on from where it stood if its events are the last in replay order and take nothing
        back; else the card is replayed from its first event. All are if the parameters are others now.
        """
        if any(event.draft.card == NO_CARD for event in events) and self._are_parameters_others():
            self._replay_all()
            return
        kinds = {event.draft.kind for event in events}
        rewritten: set[CardId] = set()
        if EventKind.RENAME in kinds or (EventKind.UNDO in kinds and self._names):
            rewritten = self._renamed()
        of_card: dict[CardId, list[Event]] = {}
        for event in events:
            of_card.setdefault(self.present_id(event.draft.card), []).append(event)
        of_card.pop(NO_CARD, None)
        for card, own in of_card.items():
            if card in rewritten or not self._comes_last(card, own):
                rewritten.add(card)
            else:
                self._extend(card, own)
        for card in rewritten:
            self._rewrite(card)

    @contextmanager
    def restored_on_failure(self) -> Iterator[None]:
        """Take back what is remembered here if the transaction inside fails."""
        names, parameters = self._names, self.parameters
        try:
            yield
        except BaseException:
            self._names, self.parameters = names, parameters
            raise

    def rebuild(self) -> None:
        """Replay all cards under today's rules and the parameters in force."""
        with self._database.transaction():
            self._replay_all()

    def cards(self) -> set[CardId]:
        """Return the present ids of all cards that have events."""
        rows = self._database.rows("SELECT DISTINCT card FROM event WHERE card <> ''")
        return {self.present_id(CardId(card)) for (card,) in rows}

    def differences(self) -> Iterator[str]:
        """Yield a sentence for every card of which the cache tells anything but a full replay, and every day."""
        self._read_at = (-1, 0)
        cached = self.memories()
        for card in sorted(self.cards() | set(cached), key=str):
            steps = self.replayed(card)
            memory = steps[-1].after if steps else self._memory_without_events(card)
            leavings = Leavings.of(steps, self.parameters)
            if cached.get(card) != memory or not answers.is_kept(self._database, card, leavings):
                yield f"What is remembered of card {card} is not what its events say."
        yield from answers.miscounted(self._database)
        yield from deck_counts.miscounted(self._database)

    def _are_parameters_others(self) -> bool:
        """Read the parameters again, and tell whether they changed."""
        before = self.parameters
        del self.parameters
        return self.parameters != before

    def _replay_all(self) -> None:
        self._names = log.renamed_cards(self._database)
        self._database.run("DELETE FROM memory")
        answers.forget(self._database)
        for card in self.cards():
            self._rewrite(card)
        self._database.run("UPDATE replayed SET under = ?", (self._terms,))

    def _renamed(self) -> set[CardId]:
        """Read the names again, and return the ids whose events are no longer the same."""
        before, self._names = self._names, log.renamed_cards(self._database)
        moves = {(before.get(card, card), self.present_id(card)) for card in {*before, *self._names}}
        return {card for old, new in moves if old != new for card in (old, new)}

    def _comes_last(self, card: CardId, events: Sequence[Event]) -> bool:
        """Tell whether new events of a card only add to those before, which are all earlier in replay order."""
        kinds, devices = ({event.draft.kind for event in events}, {event.device for event in events})
        if kinds & {EventKind.UNDO, EventKind.RENAME} or len(devices) > 1:
            return False
        ids = self.ids_of(card)
        first = min(instant_text(event.draft.at.utc) for event in events)
        later = self._database.value(
            f"SELECT 1 FROM event WHERE card IN ({', '.join('?' * len(ids))}) AND device <> ? AND instant >= ?",
            (*ids, events[0].device, first),
        )
        return later is None

    def _extend(self, card: CardId, events: Sequence[Event]) -> None:
        """Let the memory of a card go on with events that come after all others."""
        self.touched.append(card)
        memory = self.memory(card)
        days = answers.days_moved(self._database, card, memory.reviews)
        self._write(card, list(replayed(events, card, self.parameters, memory, days)))

    def _rewrite(self, card: CardId) -> None:
        """Replay a card from its first event."""
        self._database.run("DELETE FROM memory WHERE card = ?", (card,))
        answers.forget(self._database, card)
        self.touched.append(card)
        if self.present_id(card) == card:
            self._write(card, self.replayed(card))

    def _write(self, card: CardId, steps: Sequence[Replayed]) -> None:
        """Write the memory that replay came to, and what the answers on the way left behind."""
        memory = steps[-1].after if steps else self._memory_without_events(card)
        if memory is not None:
            self._database.run(WRITE, _row_of(card, memory))
            answers.add(self._database, card, Leavings.of(steps, self.parameters))

    def replayed(self, card: CardId) -> list[Replayed]:
        """Return all that counts of a card's events, nothing of one that was renamed away."""
        if self.present_id(card) != card:
            return []
        events = log.events_of_cards(self._database, self.ids_of(card), log.WITHOUT_LONG_CONTENT)
        return list(replayed(events, card, self.parameters))

    def _memory_without_events(self, card: CardId) -> Memory | None:
        """Return the memory of a card none of whose events counts: that of a new one, if it has any."""
        ids = self.ids_of(card)
        marks = ", ".join("?" * len(ids))
        is_known = self._database.value(f"SELECT 1 FROM event WHERE card IN ({marks}) LIMIT 1", ids)
        return Memory() if is_known and ids[0] == card else None

    @cached_property
    def _names(self) -> dict[CardId, CardId]:
        """The present id of every card that was renamed away."""
        return log.renamed_cards(self._database)

    @property
    def _terms(self) -> str:
        vector = ",".join(map(repr, self.parameters))
        return f"{RULES} {sha256(vector.encode()).hexdigest()[:16]}"


COLUMNS = (
    "card, stability, difficulty, last_day, due, reviews, lapses, is_suspended, buried_until, is_flagged"
)
WRITE = f"""
    INSERT INTO memory ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
        {", ".join(f"{name} = excluded.{name}" for name in COLUMNS.split(", ")[1:])}
"""


def _memory_of(row: Row) -> Memory:
    _, stability, difficulty, last_day, due, reviews, lapses, is_suspended, buried_until, is_flagged = row
    return Memory(
        stability,
        difficulty,
        last_day,
        due,
        reviews,
        lapses,
        bool(is_suspended),
        None if buried_until is None else Day(buried_until),
        bool(is_flagged),
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
        int(memory.is_flagged),
    )
