"""What a learner's answers and memories amount to: pure sums over what progress keeps."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from vnquiz.core.answers import MILLION, Band
from vnquiz.core.backlog import PORTION, cleared_on
from vnquiz.core.days import Day, date_of, day_of
from vnquiz.core.memory import DEFAULT_PARAMETERS, Parameters, recall
from vnquiz.core.questions import Card, CardId, DeckId
from vnquiz.core.queue import LEARNED_FROM, NEW, Memories, streak

YEAR = 365
MONTH = 30
HARDEST = 10


@dataclass(frozen=True, slots=True)
class Tally:
    """The answers of one study day and band: how many, how many not rated Again, and their sums.

    `recall` and `desired` are sums of millionths, 0 but for bands that test memory.
    """

    day: Day
    band: Band
    answers: int
    remembered: int
    milliseconds: int
    recall: int
    desired: int


@dataclass(frozen=True, slots=True)
class Retention:
    """How many answers tested memory, how many of them were remembered, and how many should have been.

    `predicted` and `desired` are the sums of the predicted and the desired chances, in millionths.
    """

    reviews: int = 0
    remembered: int = 0
    predicted: int = 0
    desired: int = 0

    @property
    def share(self) -> float | None:
        """True retention, None where nothing was tested."""
        return self.remembered / self.reviews if self.reviews else None

    @property
    def mean_predicted(self) -> float | None:
        """The mean chance of recall that was predicted."""
        return self.predicted / MILLION / self.reviews if self.reviews else None

    @property
    def mean_desired(self) -> float | None:
        """The mean retention that was desired."""
        return self.desired / MILLION / self.reviews if self.reviews else None

    def __add__(self, other: "Retention") -> "Retention":
        """Return both together."""
        return Retention(
            self.reviews + other.reviews,
            self.remembered + other.remembered,
            self.predicted + other.predicted,
            self.desired + other.desired,
        )


@dataclass(frozen=True, slots=True)
class Period:
    """The retention of the days from `first` on: of young cards and of mature ones."""

    first: Day
    young: Retention = field(default_factory=Retention)
    mature: Retention = field(default_factory=Retention)

    @property
    def both(self) -> Retention:
        """Young and mature cards together."""
        return self.young + self.mature


@dataclass(frozen=True, slots=True)
class Studied:
    """One study day: its answers, how many of them introduced a card, and how long they took."""

    day: Day
    answers: int
    introduced: int
    milliseconds: int


@dataclass(frozen=True, slots=True)
class States:
    """How many cards stand where; each is counted once, where it is found first in this order from the end."""

    new: int = 0
    learning: int = 0
    learned: int = 0
    buried: int = 0
    suspended: int = 0

    @property
    def cards(self) -> int:
        """All of them."""
        return self.new + self.learning + self.learned + self.buried + self.suspended


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many cards are due: by day from today on, those overdue counted today, and how many these are.

    Where they are a backlog, `cleared` is the day that ends it at one portion a day, None for never.
    """

    due: tuple[int, ...]
    overdue: int
    cleared: Day | None = None


@dataclass(frozen=True, slots=True)
class Mastery:
    """Where the cards of a deck or tag stand: `recall` is the mean chance to recall a studied one now."""

    name: str
    title: str
    cards: int
    studied: int
    learned: int
    recall: float | None


@dataclass(frozen=True, slots=True)
class Hard:
    """A card that is hard to keep: how often it was missed after it was learned, of how many answers."""

    card: CardId
    lapses: int
    reviews: int
    difficulty: float


@dataclass(frozen=True, slots=True)
class Confusion:
    """A wrong answer, as it was first given, and how often a card got it."""

    card: CardId
    given: str
    times: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """All that there is to see on one study day.

    `days` are those on which anything was answered, oldest first, as are the periods. `recent` is the retention
    of the last 30 days. `minutes_a_day` is the mean over the studied ones of the last 30 days.
    """

    day: Day
    days: tuple[Studied, ...]
    streak: int
    states: States
    forecast: Forecast
    retention_by_day: tuple[Period, ...]
    retention_by_week: tuple[Period, ...]
    retention_by_month: tuple[Period, ...]
    recent: Period
    overall: Period
    decks: tuple[Mastery, ...]
    tags: tuple[Mastery, ...]
    hardest: tuple[Hard, ...]
    confusions: tuple[Confusion, ...]

    @property
    def learned(self) -> int:
        """How many cards are learned: of a stability of 21 days or more, hidden or not."""
        return sum(deck.learned for deck in self.decks)

    @property
    def due_tomorrow(self) -> int:
        """How many cards fall due tomorrow, today's not counted."""
        return self.forecast.due[1]

    @property
    def minutes_a_day(self) -> float | None:
        """How many minutes a studied day of the last 30 took, None if there was none."""
        recent = [day.milliseconds for day in self.days if self.day - MONTH < day.day <= self.day]
        return sum(recent) / len(recent) / 60_000 if recent else None

    @property
    def heat(self) -> tuple[int, ...]:
        """The answers of each of the last 365 days, today's last."""
        answers = {day.day: day.answers for day in self.days}
        return tuple(answers.get(Day(day), 0) for day in range(self.day - YEAR + 1, self.day + 1))


def statistics(
    cards: Iterable[Card],
    memories: Memories,
    tallies: Iterable[Tally],
    confused: Iterable[Confusion],
    day: Day,
    parameters: Parameters = DEFAULT_PARAMETERS,
) -> Statistics:
    """Return the statistics of these cards on a study day; `tallies` are of their answers."""
    every, sums = list(cards), list(tallies)
    days = studied_days(sums)
    by_day = periods(sums, lambda each: each)
    decks, tags = mastery(every, memories, day, parameters)
    return Statistics(
        day=day,
        days=days,
        streak=streak([each.day for each in reversed(days)], day),
        states=states(every, memories, day),
        forecast=forecast(every, memories, day, parameters=parameters),
        retention_by_day=by_day,
        retention_by_week=periods(sums, first_of_week),
        retention_by_month=periods(sums, first_of_month),
        recent=together([each for each in by_day if day - MONTH < each.first <= day], Day(day - MONTH + 1)),
        overall=together(by_day, by_day[0].first if by_day else day),
        decks=decks,
        tags=tags,
        hardest=hardest(every, memories),
        confusions=_of_cards(confused, every),
    )


def studied_days(tallies: Iterable[Tally]) -> tuple[Studied, ...]:
    """Return the days on which anything was answered, oldest first."""
    days: dict[Day, Studied] = {}
    for each in tallies:
        known = days.get(each.day, Studied(each.day, 0, 0, 0))
        days[each.day] = Studied(
            each.day,
            known.answers + each.answers,
            known.introduced + (each.answers if each.band is Band.NEW else 0),
            known.milliseconds + each.milliseconds,
        )
    return tuple(days[each] for each in sorted(days))


def periods(tallies: Iterable[Tally], first_of: Callable[[Day], Day]) -> tuple[Period, ...]:
    """Return retention by the periods that `first_of` makes of days, without those in which nothing was tested."""
    sums: dict[tuple[Day, Band], list[int]] = {}
    for each in tallies:
        if each.band in (Band.YOUNG, Band.MATURE):
            total = sums.setdefault((first_of(each.day), each.band), [0, 0, 0, 0])
            total[0] += each.answers
            total[1] += each.remembered
            total[2] += each.recall
            total[3] += each.desired
    nothing = (0, 0, 0, 0)
    return tuple(
        Period(
            first,
            Retention(*sums.get((first, Band.YOUNG), nothing)),
            Retention(*sums.get((first, Band.MATURE), nothing)),
        )
        for first in sorted({first for first, _ in sums})
    )


def together(some: Iterable[Period], first: Day) -> Period:
    """Return several periods as one."""
    young = mature = Retention()
    for each in some:
        young, mature = young + each.young, mature + each.mature
    return Period(first, young, mature)


def first_of_week(day: Day) -> Day:
    """Return the Monday of a day's week."""
    return Day(day - date_of(day).weekday())


def first_of_month(day: Day) -> Day:
    """Return the first day of a day's month."""
    calendar = date_of(day)
    return day_of(date(calendar.year, calendar.month, 1))


def states(cards: Iterable[Card], memories: Memories, day: Day) -> States:
    """Count cards by where they stand on a study day."""
    new = learning = learned = buried = suspended = 0
    for card in cards:
        memory = memories.get(card.id, NEW)
        if memory.is_suspended:
            suspended += 1
        elif memory.buried_until is not None and day < memory.buried_until:
            buried += 1
        elif memory.stability is None:
            new += 1
        elif memory.stability >= LEARNED_FROM:
            learned += 1
        else:
            learning += 1
    return States(new, learning, learned, buried, suspended)


def forecast(
    cards: Iterable[Card],
    memories: Memories,
    day: Day,
    days: int = MONTH,
    parameters: Parameters = DEFAULT_PARAMETERS,
) -> Forecast:
    """Return how many of the cards studied so far are due on each day from this one on, as things stand.

    What was due before is counted on the first day, suspended cards nowhere, and a buried one no earlier than
    the day on which it comes back.
    """
    due = [0] * days
    overdue = 0
    awake = []
    for card in cards:
        memory = memories.get(card.id, NEW)
        if memory.due is None or memory.is_suspended:
            continue
        awake.append(memory)
        ahead = max(memory.due, memory.buried_until or memory.due) - day
        overdue += ahead < 0
        if ahead < days:
            due[max(0, ahead)] += 1
    cleared = cleared_on(awake, day, PORTION, parameters=parameters) if overdue > PORTION else None
    return Forecast(tuple(due), overdue, cleared)


def mastery(
    cards: Iterable[Card], memories: Memories, day: Day, parameters: Parameters = DEFAULT_PARAMETERS
) -> tuple[tuple[Mastery, ...], tuple[Mastery, ...]]:
    """Return where the cards of each deck stand, in the order of the decks, and those of each tag, by name."""
    decks: dict[DeckId, _Sum] = defaultdict(_Sum)
    titles: dict[DeckId, str] = {}
    tags: dict[str, _Sum] = defaultdict(_Sum)
    for card in cards:
        titles.setdefault(card.deck.id, card.deck.title)
        sums = [decks[card.deck.id], *(tags[tag] for tag in dict.fromkeys(card.question.tags))]
        memory = memories.get(card.id, NEW)
        chance = recall(memory, day, parameters)
        for each in sums:
            each.add(memory.stability, chance)
    return (
        tuple(total.mastery(name, titles[name]) for name, total in decks.items()),
        tuple(tags[name].mastery(name, name) for name in sorted(tags)),
    )


@dataclass(slots=True)
class _Sum:
    """Adds up the cards of a deck or tag."""

    cards: int = 0
    studied: int = 0
    learned: int = 0
    chances: float = 0.0

    def add(self, stability: float | None, chance: float) -> None:
        self.cards += 1
        if stability is not None:
            self.studied += 1
            self.learned += stability >= LEARNED_FROM
            self.chances += chance

    def mastery(self, name: str, title: str) -> Mastery:
        mean = self.chances / self.studied if self.studied else None
        return Mastery(name, title, self.cards, self.studied, self.learned, mean)


def hardest(cards: Iterable[Card], memories: Memories, count: int = HARDEST) -> tuple[Hard, ...]:
    """Return the cards that were missed most often after they were learned, the more difficult first among equals."""
    missed = [
        Hard(card.id, memory.lapses, memory.reviews, memory.difficulty)
        for card in cards
        if (memory := memories.get(card.id)) is not None and memory.lapses and memory.difficulty is not None
    ]
    missed.sort(key=lambda each: (-each.lapses, -each.difficulty, each.card))
    return tuple(missed[:count])


def _of_cards(
    confused: Iterable[Confusion], cards: Sequence[Card], count: int = HARDEST
) -> tuple[Confusion, ...]:
    """Return the first confusions that are of these cards."""
    known = {card.id for card in cards}
    found: list[Confusion] = []
    for each in confused:
        if len(found) == count:
            break
        if each.card in known:
            found.append(each)
    return tuple(found)
