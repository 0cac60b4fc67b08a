"""What studying until a date will come to, simulated day by day for a learner whose memory is FSRS.

Each day is studied as a session would: due cards first, the least retrievable first, then new ones, siblings on
different days, within the limits. A card is recalled with its retrievability, a new one with probability 1/2.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from vnquiz.core.days import Day
from vnquiz.core.events import Memory
from vnquiz.core.memory import KNOWN_AT_FIRST, Parameters, fuzzed, interval, recall, step
from vnquiz.core.plan import Plan, fitting, planned
from vnquiz.core.questions import Card, CardId, DeckId
from vnquiz.core.queue import NEW, Limits, Memories
from vnquiz.core.tasks import seeded
from vnquiz.core.terms import Retention, retention_for
from vnquiz.core.verdicts import Rating

RETENTIONS = (0.70, 0.75, 0.80, 0.85, 0.90, 0.95, 0.97)
WITHOUT_END = 10**9
CARDS_A_FORECAST, CARDS_A_CHOICE = 3000, 800
"""So many cards, counted once for each run, are simulated to smooth out chance."""
MOST_RUNS = 20


@dataclass(frozen=True, slots=True)
class Study:
    """How a learner studies: from today on, within limits, so many seconds a card.

    `left` is what is left of the limits today, None where that is all.
    """

    today: Day
    limits: Limits
    desired_retention: Retention
    parameters: Parameters
    seconds: float
    left: Limits | None = None

    def limits_on(self, day: Day) -> Limits:
        """Return the limits of a day."""
        return self.limits if self.left is None or day > self.today else self.left


@dataclass(frozen=True, slots=True)
class Share:
    """What becomes of some of the cards: how many they are and are new, will be known, and do not fit."""

    name: str
    cards: int
    new: int
    known: float
    left_out: int

    @property
    def recall(self) -> float:
        """The share that will be known."""
        return self.known / self.cards if self.cards else 0.0


@dataclass(frozen=True, slots=True)
class Forecast:
    """What studying comes to: all cards and each tag, and the minutes of a mean and of the busiest day."""

    all: Share
    tags: tuple[Share, ...]
    minutes: float
    busiest: float


@dataclass(frozen=True, slots=True)
class Outline:
    """A plan worked out: how many new cards a day it takes at least, and what comes of it.

    `needed` is what it takes to begin all cards, where the limits leave some out; else None.
    """

    plan: Plan
    today: Day
    new_a_day: int
    limits: Limits
    forecast: Forecast
    needed: Forecast | None
    choices: tuple[tuple[float, Forecast], ...]

    @property
    def days(self) -> int:
        """How many days there are to study."""
        return self.plan.date - self.today


def outlined(cards: Iterable[Card], memories: Memories, plan: Plan, study: Study, seed: int) -> Outline:
    """Work out a plan for the cards that it covers; the same seed gives the same outline."""
    covered = [card for card in cards if plan.covers(card) and not memories.get(card.id, NEW).is_suspended]
    new = sum(memories.get(card.id, NEW).is_new for card in covered)
    days = plan.date - study.today
    new_a_day = -(-new // max(1, days - min(plan.closing_days, days // 4)))
    forecast = foreseen(covered, memories, plan, study, seed)
    needed = None
    if forecast.all.left_out:
        free = replace(study, limits=Limits(new_a_day, WITHOUT_END), left=None)
        needed = foreseen(covered, memories, replace(plan, minutes=None), free, seed)
    choices = []
    for retention in RETENTIONS:
        chosen = replace(study, desired_retention=retention)
        choices.append((retention, foreseen(covered, memories, plan, chosen, seed, CARDS_A_CHOICE)))
    return Outline(plan, study.today, new_a_day, study.limits, forecast, needed, tuple(choices))


def foreseen(
    cards: Sequence[Card],
    memories: Memories,
    plan: Plan,
    study: Study,
    seed: int,
    enough: int = CARDS_A_FORECAST,
) -> Forecast:
    """Return what studying these cards until the plan's date comes to, the mean of several runs."""
    runs = max(1, min(MOST_RUNS, enough // max(1, len(cards))))
    known: dict[CardId, float] = defaultdict(float)
    begun: Counter[CardId] = Counter()
    days: Counter[Day] = Counter()
    for number in range(runs):
        run = _Run(cards, memories, plan, study, seeded(seed, "plan", number))
        run.study()
        for card_id, memory in run.memories.items():
            if not memory.is_new:
                begun[card_id] += 1
                known[card_id] += recall(memory, plan.date, study.parameters)
        days.update(run.answers)
    minutes = [days[Day(day)] * study.seconds / 60 / runs for day in range(study.today, plan.date)]
    by_tag: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        for tag in card.question.tags:
            by_tag[tag].append(card)
    shares = {
        name: Share(
            name,
            len(found),
            sum(memories.get(card.id, NEW).is_new for card in found),
            sum(known[card.id] for card in found) / runs,
            sum(2 * begun[card.id] < runs for card in found),
        )
        for name, found in {"": cards, **by_tag}.items()
    }
    return Forecast(
        shares.pop(""),
        tuple(shares[name] for name in sorted(shares)),
        sum(minutes) / max(1, len(minutes)),
        max(minutes, default=0.0),
    )


@dataclass(slots=True)
class _Run:
    """One simulated learner on the way to a date."""

    cards: Sequence[Card]
    before: Mapping[CardId, Memory]
    plan: Plan
    course: Study
    random: Random
    memories: dict[CardId, Memory] = field(default_factory=dict)
    answers: Counter[Day] = field(default_factory=Counter)
    waiting: dict[Day, list[Card]] = field(default_factory=lambda: defaultdict(list))
    new: list[Card] = field(default_factory=list)

    def study(self) -> None:
        """Study every day from today up to the one before the date."""
        today = self.course.today
        start = planned(
            {card.id: self.before.get(card.id, NEW) for card in self.cards}, self.cards, self.plan
        )
        self.memories.update(start)
        for card in self.cards:
            memory = start[card.id]
            if memory.due is None:
                self.new.append(card)
            else:
                self.waiting[Day(max(today, memory.due, memory.buried_until or 0))].append(card)
        for day in range(today, self.plan.date):
            self.study_day(Day(day))

    def study_day(self, day: Day) -> None:
        """Study what is due on a day, then new cards; what is over the limits waits until the next day."""
        due = self.waiting.pop(day, [])
        due.sort(key=lambda card: recall(self.memories[card.id], day, self.course.parameters))
        limits = fitting(self.course.limits_on(day), self.plan.answers_a_day(self.course.seconds), len(due))
        taken = {
            group
            for card in (self.cards if day == self.course.today else ())
            if self.memories[card.id].last_day == day
            for group in card.sibling_groups
        }
        decks = limits.decks.items()
        due = self._ask(due, limits.reviews, {deck: own.reviews for deck, own in decks}, taken, day)
        self.waiting[Day(day + 1)] += due
        self.new = self._ask(self.new, limits.new, {deck: own.new for deck, own in decks}, taken, day)

    def _ask(
        self, cards: list[Card], limit: int, of_decks: dict[DeckId, int], taken: set[str], day: Day
    ) -> list[Card]:
        """Ask the first cards of which no sibling was asked today, and return those that were not asked."""
        left: list[Card] = []
        asked = 0
        for place, card in enumerate(cards):
            if asked >= limit:
                return left + cards[place:]
            deck = card.deck.id
            if of_decks.get(deck, 1) <= 0 or not taken.isdisjoint(card.sibling_groups):
                left.append(card)
                continue
            if deck in of_decks:
                of_decks[deck] -= 1
            taken.update(card.sibling_groups)
            asked += 1
            self._answer(card, day)
        return left

    def _answer(self, card: Card, day: Day) -> None:
        before, w = self.memories[card.id], self.course.parameters
        chance = KNOWN_AT_FIRST if before.is_new else recall(before, day, w)
        rating = Rating.GOOD if self.random.random() < chance else Rating.AGAIN
        self.answers[day] += 1 + (rating is Rating.AGAIN)
        after = step(before, rating, day, w)
        assert after.stability is not None
        exact = interval(after.stability, retention_for(card.id, self.course.desired_retention), w)
        natural = Day(day + fuzzed(exact, card.id, before.reviews))
        due = self.plan.due(card, natural, day)
        self.memories[card.id] = replace(after, due=due)
        self.waiting[due].append(card)
