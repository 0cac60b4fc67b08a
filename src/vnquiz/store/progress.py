"""The log behind the core's `Progress`."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from types import TracebackType

from vnquiz.core.days import Day, date_of
from vnquiz.core.events import Draft, Event, EventKind, Memory
from vnquiz.core.fitting import vectors_taken
from vnquiz.core.memory import DEFAULT_PARAMETERS, Parameters
from vnquiz.core.plan import Plan, plan_in_force
from vnquiz.core.questions import CardId, DeckId
from vnquiz.core.replay import Replayed, interleave, standing
from vnquiz.core.statistics import Confusion, Tally
from vnquiz.core.verdicts import Rating
from vnquiz.errors import ProgressUnsavedError, VnquizError
from vnquiz.store import answers, deck_counts, log
from vnquiz.store.cache import MemoryCache
from vnquiz.store.database import Database
from vnquiz.store.device import Device, record
from vnquiz.store.lock import Stamp, Tide, WriterLock
from vnquiz.store.verification import all_findings


class SqliteProgress:
    """A learner's progress in one SQLite file, or in memory; a context manager that closes it."""

    def __init__(
        self,
        database: Database,
        *,
        device: Device | None = None,
        lock: WriterLock | None = None,
        parameters: Parameters = DEFAULT_PARAMETERS,
        warning: str = "",
        stamp: Callable[[], Stamp | None] = lambda: None,
    ) -> None:
        """Take over an open database: to read, or to write as a device.

        `stamp` tells in which state the file is, to be noted once it is closed.
        `parameters` are those under which cards are replayed. `warning` is a sentence on what is wrong with a file
        that can only be read, empty if nothing is.
        """
        self._database = database
        self._device = device
        self._lock = lock
        self._cache = MemoryCache(database, parameters)
        self._stamp = stamp
        self.warning = warning

    def __enter__(self) -> "SqliteProgress":
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the file and let others write; closing again does nothing."""
        try:
            self._database.close()
            if self._lock is not None:
                self._lock.note_whole(self._stamp())
        finally:
            if self._lock is not None:
                self._lock.release()

    @property
    def is_writable(self) -> bool:
        """Events may be appended."""
        return self._device is not None

    def append(self, *drafts: Draft) -> tuple[Event, ...]:
        """Commit the drafts as events, all or none, and bring the memory of their cards up to date.

        Raise ProgressUnsavedError if they could not be saved, ValueError for an undo of another card's event.
        """
        if self._device is None:
            raise ProgressUnsavedError(f"Nothing was saved: {self._database.name} is open for reading only.")
        if not drafts:
            return ()
        with self._cache.restored_on_failure(), self._database.transaction():
            self._refuse_stray_undo(drafts)
            device = record(self._database, self._device)
            events = log.append(self._database, device.id, drafts)
            self._cache.renew(events)
        self._device = device
        if self._lock is not None:
            self._lock.note(Tide(device.id, events[-1].number))
        return events

    def memory(self, card: CardId) -> Memory:
        """Return the memory of one card, also by a former id; of a card never met, that of a new one."""
        return self._cache.memory(card)

    def memory_under(self, card: CardId) -> Memory:
        """Return the memory of one card under just this id, that of a new one if it has none."""
        return self._cache.memory_under(card)

    def memories(self) -> Mapping[CardId, Memory]:
        """Return the memory of every card that has a history, by its present id."""
        return self._cache.memories()

    @property
    def touched(self) -> Sequence[CardId]:
        """The cards whose memory was written anew since this progress was opened, in that order."""
        return self._cache.touched

    def counts(self, deck: DeckId) -> tuple[int, int]:
        """Return how many cards under the name of a deck are learned and suspended, also of those that are gone."""
        return deck_counts.counts(self._database, deck)

    def studied(self, deck: DeckId) -> set[CardId]:
        """Return the studied cards under the name of a deck, also those that are gone."""
        return deck_counts.studied(self._database, deck)

    def away(self) -> Iterator[CardId]:
        """Yield the cards that are suspended or were ever buried."""
        return deck_counts.away(self._database)

    def pressing(self, day: Day) -> Mapping[CardId, Memory]:
        """Return the memory of every card that is due on a study day, or was answered on it."""
        return self._cache.pressing(day)

    def coming_due(self) -> Iterator[tuple[CardId, int, int | None]]:
        """Yield every studied card that is not suspended, its due day and until when it is buried; soonest first."""
        return self._cache.coming_due()

    def ids_under(self, question: str) -> list[CardId]:
        """Return the ids with a history that are of a question, known by its id with that of its deck."""
        return self._cache.ids_under(question)

    @property
    def parameters(self) -> Parameters:
        """The parameters under which the memories are what they are."""
        return self._cache.parameters

    def vectors(self) -> list[tuple[Event, Parameters]]:
        """Return the events that took parameters, with those, oldest first; the last is in force."""
        return vectors_taken(log.events_of_no_card(self._database, EventKind.PARAMETERS))

    def plan(self, today: Day) -> Plan | None:
        """Return the plan in force today, None where there is none."""
        return plan_in_force(log.events_of_no_card(self._database, EventKind.PLAN), today)

    def replayed(self) -> Iterator[list[Replayed]]:
        """Yield for every card what replay makes of its events."""
        return (self._cache.replayed(card) for card in sorted(self._cache.cards()))

    def history(self, card: CardId) -> tuple[Event, ...]:
        """Return the events of one card in replay order, those of its former ids among them."""
        return tuple(interleave(log.events_of_cards(self._database, self._cache.ids_of(card))))

    def events(self, since: Day | None = None) -> Iterator[Event]:
        """Yield all events in the order of appending, or those of a study day and later ones."""
        if since is None:
            return log.select(self._database, "TRUE ORDER BY seq")
        return log.select(self._database, "study_day >= ? ORDER BY seq", (date_of(since).isoformat(),))

    def missed_since(self, day: Day) -> list[CardId]:
        """Return the cards that were rated Again on a study day or later, each once, newest miss last."""
        where = "study_day >= ? AND kind IN ('study', 'exam', 'undo') ORDER BY seq"
        days = (date_of(day).isoformat(),)
        answers = standing(log.select(self._database, where, days, log.WITHOUT_CONTENT))
        missed = [each.draft.card for each in answers if each.draft.rating is Rating.AGAIN]
        return list(dict.fromkeys(self._cache.present_id(card) for card in reversed(missed)))[::-1]

    def unfinished_exam(self) -> list[Event]:
        """Return the events of the exam that this device has begun and not handed in, none if there is none."""
        if self._device is None:
            return []
        mine = "card = '' AND device = ?"
        begun = f"{mine} AND kind = 'exam-begin' ORDER BY number DESC LIMIT 1"
        begin = next(log.select(self._database, begun, (self._device.id,)), None)
        if begin is None:
            return []
        since = (self._device.id, begin.number)
        events = list(log.select(self._database, f"{mine} AND number >= ? ORDER BY number", since))
        is_over = any(each.draft.kind is EventKind.EXAM_END for each in events)
        return [] if is_over else events

    def finished_exams(self) -> list[tuple[Event, Event]]:
        """Return the events with which each exam that was handed in began and ended, in the order of their ends."""
        both = "card = '' AND kind IN ('exam-begin', 'exam-end') ORDER BY instant"
        events = list(log.select(self._database, both))
        begins = {each.uid: each for each in events if each.draft.kind is EventKind.EXAM_BEGIN}
        return [(begins[each.draft.target], each) for each in events if each.draft.target in begins]

    def study_days(self) -> Iterator[Day]:
        """Yield the study days on which anything was answered, newest first."""
        return answers.days_of_answers(self._database)

    def tallies(self, cards: Collection[CardId] | None = None) -> list[Tally]:
        """Return the answers summed up by study day and band: all there ever were, or those to some cards."""
        return answers.tallies(self._database, cards)

    def most_confused(self, least: int = 1) -> Iterator[Confusion]:
        """Yield what was mixed up at least so often, the most frequent first."""
        return answers.most_confused(self._database, least)

    def confused_with(self, card: CardId) -> list[Confusion]:
        """Return what one card was mixed up with, the most frequent first."""
        return answers.confused_with(self._database, self._cache.present_id(card))

    def answer_durations(self, limit: int) -> list[int]:
        """Return how many milliseconds the last study answers took, newest first."""
        where = "kind = 'study' AND duration IS NOT NULL ORDER BY seq DESC LIMIT ?"
        rows = self._database.rows(f"SELECT duration FROM event WHERE {where}", (limit,))
        return [duration for (duration,) in rows]

    def verify(self) -> list[str]:
        """Check the file, every chain from its first event and the cache; return a sentence for each fault."""
        findings = list(all_findings(self._database))
        try:
            findings += self._cache.differences()
        except VnquizError as error:
            findings.append(str(error))
        return findings

    def _refuse_stray_undo(self, drafts: Sequence[Draft]) -> None:
        """Replay goes card by card, so an undo must be filed under the card of what it takes back."""
        for draft in drafts:
            if draft.kind is EventKind.UNDO:
                undone = log.find(self._database, draft.target)
                if undone is None or not self._cache.is_same(undone.draft.card, draft.card):
                    raise ValueError(f"an undo takes back an event of its own card, not {draft.target!r}")
