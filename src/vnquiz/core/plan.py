"""A plan to know cards by a date: which cards, and how it draws their due days before the date."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vnquiz.core.days import Day, date_of, day_of
from vnquiz.core.events import Event, EventKind, Json, Memory
from vnquiz.core.memory import fraction_of
from vnquiz.core.questions import Card, CardId, DeckId
from vnquiz.core.queue import Limits, Memories, Orders, Queue, remaining, todays_queue
from vnquiz.core.replay import interleave, standing

CLOSING_DAYS = 7
REPEATS = 0.2
"""How much longer a day takes because what was missed is asked again."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Cards to be known on a date, of these decks and with any of these tags; all where none are named.

    `begins` is the day on which it was made; `minutes` are those there are a day, None where that is open.
    """

    date: Day
    begins: Day
    decks: tuple[DeckId, ...] = ()
    tags: tuple[str, ...] = ()
    minutes: int | None = None

    def covers(self, card: Card) -> bool:
        """Tell whether a card is to be known on the date."""
        is_of_deck = not self.decks or card.deck.id in self.decks
        return is_of_deck and (not self.tags or not set(self.tags).isdisjoint(card.question.tags))

    @property
    def closing_days(self) -> int:
        """How many days before the date there are to see every card once more."""
        return min(CLOSING_DAYS, self.date - self.begins)

    def due(self, card: Card, due: Day, last_day: Day) -> Day:
        """Return when a card is due under the plan that memory alone, after `last_day`, makes due on `due`.

        What would be due after the date comes back once in the closing days, the cards evenly spread over them;
        what was already seen in those days may be looked at on the date itself.
        """
        if due <= self.date or last_day >= self.date or not self.covers(card):
            return due
        closing = self.closing_days
        if last_day >= self.date - closing:
            return self.date
        return Day(self.date - 1 - int(fraction_of(card.id, self.date) * closing))

    def answers_a_day(self, seconds: float) -> int | None:
        """Return how many cards fit into a day's minutes where each takes so long, None without a limit."""
        return None if self.minutes is None else int(self.minutes * 60 / (seconds * (1 + REPEATS)))


def planned(memories: Mapping[CardId, Memory], cards: Iterable[Card], plan: Plan) -> dict[CardId, Memory]:
    """Return the memories with the due days of these cards as the plan has them."""
    changed = dict(memories)
    for card in cards:
        memory = memories.get(card.id)
        if memory is None or memory.due is None or memory.last_day is None:
            continue
        due = plan.due(card, memory.due, memory.last_day)
        if due != memory.due:
            changed[card.id] = replace(memory, due=due)
    return changed


def fitting(limits: Limits, answers: int | None, due: int) -> Limits:
    """Return limits that keep to so many answers, reviews first, where so many cards are due."""
    if answers is None:
        return limits
    reviews = min(limits.reviews, max(0, answers))
    return replace(limits, new=min(limits.new, max(0, answers - min(due, reviews))), reviews=reviews)


def planned_queue(
    cards: Sequence[Card],
    memories: Memories,
    day: Day,
    limits: Limits,
    orders: Orders,
    plan: Plan,
    seconds: float,
) -> Queue:
    """Return what is to be asked under a plan: its new cards first, as many as its minutes and a day's limits allow.

    `memories` are those with the due days of the plan, `seconds` how long a card takes.
    """
    left, answers = remaining(limits, memories, day), plan.answers_a_day(seconds)
    if answers is not None:
        answers -= sum(memory.last_day == day for memory in memories.values())
        due = todays_queue(cards, memories, day, replace(left, new=0)).due
        left = fitting(left, answers, due)
    return todays_queue(cards, memories, day, left, orders, plan.covers)


def plan_json(plan: Plan | None) -> dict[str, Json]:
    """Return a plan as it stands in the log; nothing where it is given up."""
    if plan is None:
        return {}
    return {
        "date": date_of(plan.date).isoformat(),
        "decks": list(plan.decks),
        "tags": list(plan.tags),
        "minutes": plan.minutes,
    }


def plan_in_force(events: Iterable[Event], today: Day) -> Plan | None:
    """Return the plan that was made last, None if it was given up or its date is past."""
    made = [event for event in standing(interleave(events)) if event.draft.kind is EventKind.PLAN]
    plan = _plan_of(made[-1]) if made else None
    return plan if plan is not None and today <= plan.date else None


def _plan_of(event: Event) -> Plan | None:
    asked = event.draft.asked
    until, minutes = asked.get("date"), asked.get("minutes")
    try:
        day = day_of(date.fromisoformat(until)) if isinstance(until, str) else None
    except ValueError:
        return None
    if day is None or day <= event.draft.day:
        return None
    is_limited = isinstance(minutes, int) and minutes > 0
    return Plan(
        day,
        event.draft.day,
        tuple(DeckId(each) for each in _texts(asked.get("decks"))),
        tuple(_texts(asked.get("tags"))),
        minutes if is_limited and isinstance(minutes, int) else None,
    )


def _texts(found: Json) -> list[str]:
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []
