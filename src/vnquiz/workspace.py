"""The composition root: settings, library and progress opened together, and sessions made of them."""

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from types import TracebackType

from vnquiz.agenda import Agenda
from vnquiz.core.backlog import PORTION, Backlog, backlog_of
from vnquiz.core.days import Day, Moment
from vnquiz.core.decks import Deck
from vnquiz.core.events import Draft, Event, EventKind
from vnquiz.core.memory import Parameters
from vnquiz.core.plan import Plan, planned, planned_queue
from vnquiz.core.questions import Card, CardId, DeckId
from vnquiz.core.queue import (
    Counts,
    Limits,
    Memories,
    Orders,
    Queue,
    Tally,
    ahead_queue,
    cram_queue,
    is_hidden,
    next_due,
    streak,
)
from vnquiz.core.results import BEGINNING, Result, result_bytes
from vnquiz.core.running import RunningExam, hand_in, read_exam
from vnquiz.core.sentences import counted
from vnquiz.core.statistics import Statistics, statistics
from vnquiz.core.study import Clock, Mode, StudySession
from vnquiz.core.tasks import draw, one_in, seeded
from vnquiz.core.terms import Terms
from vnquiz.deckfile.citations import check_citations
from vnquiz.deckfile.concordance import Texts
from vnquiz.deckfile.keeping import keep_last_good
from vnquiz.deckfile.library import Library, deck_paths, load_library
from vnquiz.errors import ProgressDamagedError, UsageError, VnquizError
from vnquiz.folders import (
    own_folders,
)
from vnquiz.settings.reader import SettingsFile, read_settings
from vnquiz.settings.writer import write_setting
from vnquiz.store.progress import SqliteProgress
from vnquiz.yamlfile.files import write_atomically
from vnquiz.yamlfile.problems import Problem

SECONDS_A_CARD = 12.0
LONGEST_ANSWER = 60.0
AHEAD = 20
WRITE_AGAIN = "vnquiz exam --hand-in --result FILE writes the last result, as often as you like."


@dataclass(frozen=True, slots=True)
class DeckRow:
    """What the library says of one deck today."""

    deck: Deck
    path: Path
    new: int
    due: int
    tally: Tally
    problems: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What there is to do today: over all decks, and deck by deck."""

    day: Day
    new: int
    due: int
    minutes: int
    streak: int
    rows: tuple[DeckRow, ...]
    left_out: int
    next_due: Day | None
    plan: Plan | None = None


class Workspace:
    """Everything one run of vnquiz works with."""

    def __init__(
        self,
        library: Library,
        settings: SettingsFile,
        progress: SqliteProgress,
        clock: Clock,
        chosen: Sequence[Deck] | None = None,
        damage: str = "",
        texts: Texts | None = None,
        *,
        is_preview: bool = False,
    ) -> None:
        """Put the parts together; `damage` says why progress can only be read, `texts` are documents at hand."""
        self.library = library
        self.settings = settings
        self.progress = progress
        self._clock = clock
        self._agenda: tuple[Library, Agenda] | None = None
        self.chosen = tuple(library.decks if chosen is None else chosen)
        self.damage = damage
        self.texts = texts
        self.settled: Result | None = None
        """The exam whose time was up when progress was opened, as it was handed in then."""
        self._unwritten = ""
        self.is_preview = is_preview

    def __enter__(self) -> "Workspace":
        """Return the workspace itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close progress."""
        self.progress.close()

    def reload(self) -> None:
        """Read the decks again, as after an edit; those chosen stay chosen, and what is broken as it was."""
        chosen = {deck.info.id for deck in self.chosen}
        before = self.library
        is_all = len(chosen) == len(before.decks)
        self.library = (
            load_library(before.places, keep_nodes=True)
            if self.is_preview
            else load_library(before.places, cache_folder=own_folders().cache)
        )
        keep_last_good(self.library, before)
        self.chosen = tuple(deck for deck in self.library.decks if is_all or deck.info.id in chosen)
        if self.progress.is_writable:
            self.carry_on_renamed()

    def stamp(self) -> tuple[tuple[str, int, int], ...]:
        """Return what changes when a deck file of the library's places is saved, added or removed."""
        found = []
        for place in self.library.places:
            for path in deck_paths(place):
                with contextlib.suppress(OSError):
                    status = path.stat()
                    found.append((str(path), status.st_mtime_ns, status.st_size))
        return tuple(found)

    def check(self) -> list[Problem]:
        """Return every problem of the decks, those of citations and of questions that are weak among them."""
        from vnquiz.deckfile.lint.linter import lint_library  # rules that no session needs

        check_citations(self.library, self.texts)
        lint_library(self.library)
        return list(self.library.problems)

    @property
    def faults(self) -> list[str]:
        """What the learner must know of decks, settings and progress that are not as they should be, in sentences."""
        found = [each for each in (self.damage, self._unwritten) if each]
        if self.library.left_out:
            found.append(
                f"{counted(self.library.left_out, 'question')} could not be used: vnquiz check says why."
            )
        elif any(problem.is_error for problem in self.library.problems):
            found.append("A deck could not be read: vnquiz check says why.")
        found += [
            f"Settings, line {each.line}, column {each.column}: {each.message} {each.cure}".strip()
            for each in self.settings.problems
        ]
        return found

    def clock(self) -> Moment:
        """Return this moment, in a day that starts when the learner wants it to."""
        return replace(self._clock(), day_starts_at=self.settings.settings.day_starts_at)

    @property
    def today(self) -> Day:
        """The study day."""
        return self.clock().day

    def terms(self, deck: DeckId) -> Terms:
        """Return the terms on which a deck is studied."""
        return self.settings.settings.terms_of(deck)

    def retention(self, deck: DeckId) -> float:
        """Return the share of a deck's reviews that is to be remembered."""
        return self.terms(deck).desired_retention

    def leech_threshold(self, deck: DeckId) -> int:
        """Return how often a card of a deck is forgotten until it is a leech."""
        return self.terms(deck).leech_threshold

    @property
    def parameters(self) -> Parameters:
        """The parameters of memory in force."""
        return self.progress.parameters

    @property
    def guess_correction(self) -> bool:
        """Whether a right choice counts for less, because it may have been luck."""
        return self.settings.settings.guess_correction

    def luck(self, card: Card) -> int:
        """Return k where one blind guess in k at a card is right and that is allowed for, else 0."""
        return one_in(draw(card, seeded(0, card.id))) if self.guess_correction else 0

    @property
    def plan(self) -> Plan | None:
        """The plan that is followed today."""
        return self.progress.plan(self.today)

    def memories(self) -> Memories:
        """Return the memory of every card, with the due days that the plan draws before its date."""
        memories, plan = self.progress.memories(), self.plan
        return memories if plan is None else planned(memories, self.library.cards.values(), plan)

    @property
    def limits(self) -> Limits:
        """The learner's limits of a day."""
        settings = self.settings.settings
        limited = {
            deck: settings.terms_of(deck)
            for deck, own in settings.decks.items()
            if {"new_per_day", "reviews_per_day"} & own.keys()
        }
        decks = {deck: Limits(terms.new_per_day, terms.reviews_per_day) for deck, terms in limited.items()}
        return Limits(settings.new_per_day, settings.reviews_per_day, decks)

    @property
    def orders(self) -> Orders:
        """The orders in which the cards of a day come."""
        settings = self.settings.settings
        own = {deck: settings.terms_of(deck).order for deck, own in settings.decks.items() if "order" in own}
        return Orders(settings.order, own)

    @property
    def settings_path(self) -> Path:
        """Where the settings file is, or would be."""
        return own_folders().settings

    def set_setting(self, keys: Sequence[str], value: str | None) -> None:
        """Write a setting into the settings file, or with None take it out, and go by it from now on.

        Raise VnquizError if the file cannot be written to, or must not be for a fault in it.
        """
        write_setting(self.settings_path, keys, value)
        self.settings = read_settings(self.settings_path)

    def cards(self, decks: Iterable[Deck] | None = None, tags: Iterable[str] = ()) -> list[Card]:
        """Return the cards of decks, by default of those chosen, that bear any of the tags."""
        wanted = set(tags)
        chosen = self.chosen if decks is None else decks
        return [
            card for deck in chosen for card in deck.cards if not wanted or wanted & set(card.question.tags)
        ]

    def queue(self, cards: Sequence[Card]) -> Queue:
        """Return what is to be asked of these cards today."""
        plan = self.plan
        if plan is not None:
            return self._planned(plan, [cards])[0]
        agenda = self.agenda
        return agenda.queue(agenda.today(self.today, self.limits, self.orders), cards)

    def backlog(self, queue: Queue, cards: Iterable[Card]) -> Backlog | None:
        """Return what of today's queue over these cards is a backlog after a break, None where it is none."""
        if queue.due <= PORTION:
            return None
        retention = self.settings.settings.desired_retention
        memories = self.memories()
        return backlog_of(
            queue.cards,
            cards,
            memories,
            self.today,
            desired_retention=retention,
            parameters=self.parameters,
        )

    def minutes_for(self, cards: Sequence[Card]) -> int:
        """Estimate how long so many cards take, from how long the last ones took."""
        return self._minutes(len(cards))

    def ahead(self, cards: Sequence[Card], limit: int = AHEAD) -> Queue:
        """Return what of these cards could be studied ahead of time, at most so many."""
        return ahead_queue(cards, self.memories(), self.today, limit)

    def missed(self, cards: Sequence[Card], days: int) -> list[Card]:
        """Return those of these cards that were missed within so many days, today among them, and are not hidden."""
        missed = set(self.progress.missed_since(Day(self.today - days + 1)))
        memories, day = self.memories(), self.today
        return [card for card in cards if card.id in missed and not is_hidden(memories[card.id], day)]

    def cram(self, cards: Sequence[Card], seed: int) -> Queue:
        """Return all of these cards in an order drawn from the seed."""
        return cram_queue(cards, self.progress.memories(), seeded(seed, "cram"))

    def next_due(self, cards: Sequence[Card] | None = None) -> Day | None:
        """Return the next day on which one of these cards, or any card, is due."""
        every = self.library.cards.values() if cards is None else cards
        return next_due(every, self.memories(), self.today)

    def session(self, cards: Sequence[Card], seed: int, mode: Mode = Mode.STUDY) -> StudySession:
        """Return a session over these cards in this order; raise ProgressDamagedError if no answer can be kept."""
        if self.damage:
            raise ProgressDamagedError(self.damage)
        return StudySession(
            cards,
            self.progress,
            self.clock,
            seed=seed,
            desired_retention=self.retention,
            mode=mode,
            marking=lambda deck: self.terms(deck).leniency,
            parameters=self.parameters,
            guess_correction=self.guess_correction,
            plan=self.plan,
        )

    def carry_on_renamed(self) -> None:
        """Append a rename for every card with a history under an id that a question lists as its former one."""
        renames = self.library.renames
        if not renames:
            return
        now = self.clock()
        drafts = []
        for former, present in renames.items():
            for card in self.progress.ids_under(former):
                target = CardId(present + card.removeprefix(former))
                drafts.append(Draft(EventKind.RENAME, card, now, now.day, target=target))
        if drafts:
            self.progress.append(*drafts)

    def settle(self) -> None:
        """Hand in an exam whose time is up, before anything else is answered."""
        exam, now = self.unfinished_exam(), self.clock()
        if exam is not None and exam.is_over(now):
            self.settled = self.hand_in(exam)
            try:
                write_result(exam.sheet.file, self.settled)
            except VnquizError as error:
                self._unwritten = f"The exam whose time was up is kept, but {error} {WRITE_AGAIN}"

    def hand_in(self, exam: RunningExam) -> Result:
        """Hand in an exam as it is, and return what it came to."""
        return hand_in(
            exam,
            self.progress,
            self.clock(),
            desired_retention=self.retention,
            parameters=self.parameters,
            guess_correction=self.guess_correction,
        )

    def unfinished_exam(self) -> RunningExam | None:
        """Return the exam that was begun on this device and not handed in; None too for one that cannot be read."""
        try:
            return read_exam(self.progress.unfinished_exam())
        except ValueError:
            return None

    def passage(self, card: Card) -> list[tuple[str, int, str]]:
        """Return the paragraphs a card cites, where the documents are at hand: source, number and text."""
        if self.texts is None:
            return []
        return [
            (cite.source, number, text)
            for cite in card.question.cite
            for number, text in self.texts.passage(cite, self.library.shelf.get(cite.source))
        ]

    def resume(self, cards: Sequence[Card]) -> int:
        """Bring back the suspended ones of these cards, and return how many they were."""
        memories, now = self.progress.memories(), self.clock()
        suspended = [card.id for card in cards if (known := memories.get(card.id)) and known.is_suspended]
        self.progress.append(*(Draft(EventKind.RESUME, card, now, now.day) for card in suspended))
        return len(suspended)

    def steer(self, kind: EventKind, cards: Sequence[Card]) -> tuple[Event, ...]:
        """Suspend, bring back, bury until tomorrow, flag or reset cards, and return what was written."""
        now = self.clock()
        until = Day(now.day + 1) if kind is EventKind.BURY else None
        return self.progress.append(*(Draft(kind, card.id, now, now.day, due=until) for card in cards))

    def take_back(self, events: Sequence[Event]) -> None:
        """Undo what was written, all of it or nothing."""
        now = self.clock()
        self.progress.append(
            *(
                Draft(EventKind.UNDO, each.draft.card, now, now.day, target=each.uid)
                for each in reversed(events)
            )
        )

    def overview(self) -> Overview:
        """Return what there is to do today."""
        day, plan = self.today, self.plan
        everything, *by_deck = self._counts(day, plan)
        return Overview(
            day=day,
            new=everything.new,
            due=everything.due,
            minutes=self._minutes(everything.new + everything.due),
            streak=streak(self.progress.study_days(), day),
            rows=tuple(map(self._row, self.chosen, by_deck)),
            left_out=self.library.left_out,
            next_due=self.agenda.next_due(day, self.chosen) if plan is None else self.next_due(self.cards()),
            plan=plan,
        )

    @property
    def agenda(self) -> Agenda:
        """What follows the cards of the library as it is now."""
        if self._agenda is None or self._agenda[0] is not self.library:
            self._agenda = self.library, Agenda(self.library.decks, self.progress)
        return self._agenda[1]

    def statistics(self, tags: Iterable[str] = ()) -> Statistics:
        """Return the statistics of the chosen decks' cards that bear any of the tags.

        Those of all decks count every answer there ever was, also to cards that are gone.
        """
        cards, is_all = self.cards(tags=tags), not tags and len(self.chosen) == len(self.library.decks)
        tallies = self.progress.tallies(None if is_all else [card.id for card in cards])
        memories, confusions = self.memories(), self.progress.most_confused()
        return statistics(cards, memories, tallies, confusions, self.today, parameters=self.parameters)

    def _counts(self, day: Day, plan: Plan | None) -> list[Counts]:
        """Return how much is to be asked of all chosen decks together, then of each for itself."""
        if plan is None:
            return self.agenda.counts(self.agenda.today(day, self.limits, self.orders), self.chosen)
        queues = self._planned(plan, [self.cards(), *(deck.cards for deck in self.chosen)])
        return [Counts(queue.new, queue.due) for queue in queues]

    def _planned(self, plan: Plan, groups: Iterable[Sequence[Card]]) -> list[Queue]:
        """Return what is to be asked today under a plan of each group of cards."""
        memories, limits, seconds = self.memories(), self.limits, self.seconds_a_card()
        return [
            planned_queue(cards, memories, self.today, limits, self.orders, plan, seconds) for cards in groups
        ]

    def _row(self, deck: Deck, counts: Counts) -> DeckRow:
        file, tally = self.library.shown[deck.info.id], self.agenda.tally(deck)
        return DeckRow(deck, file.path, counts.new, counts.due, tally, len(file.document.problems))

    def _minutes(self, cards: int) -> int:
        """Estimate how long so many cards take, from how long the last ones took."""
        return max(1, round(cards * self.seconds_a_card() / 60)) if cards else 0

    def seconds_a_card(self) -> float:
        """Estimate how long one card takes, from the median of the last ones."""
        durations = [min(each / 1000, LONGEST_ANSWER) for each in self.progress.answer_durations(200)]
        return max(median(durations), 3.0) if durations else SECONDS_A_CARD


def write_result(path: str, result: Result) -> None:
    """Write the file of a result, where one is wanted; raise VnquizError if it cannot be written."""
    if path:
        refuse_to_replace(path)
        write_atomically(Path(path), result_bytes(result).decode("utf-8"))


def refuse_to_replace(path: str) -> None:
    """Raise UsageError where a result file would take the place of something that is none."""
    target = Path(path)
    try:
        if not target.exists():
            return
        if target.is_dir():
            raise UsageError(f"{path} is a folder. Name a file in it for the result, such as result.json.")
        is_result = False
        if target.is_file():
            with target.open("rb") as stream:
                is_result = stream.read(len(BEGINNING)) == BEGINNING
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
    if not is_result:
        raise UsageError(f"{path} is there and is no result file, so it is not replaced. Name another file.")
