"""A backlog after a break: what waits, in portions that finish, and when it will be cleared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vnquiz.core.days import Day
from vnquiz.core.events import Memory
from vnquiz.core.memory import DEFAULT_PARAMETERS, DEFAULT_RETENTION, Parameters, interval, recall, step
from vnquiz.core.questions import Card
from vnquiz.core.queue import NEW, Memories, is_hidden
from vnquiz.core.telling import day_ahead
from vnquiz.core.verdicts import Rating

PORTION = 50
"""How many cards are one portion of a backlog, and how many must be overdue for it to be one."""

HORIZON = 365


def cleared_in_words(cleared: Day | None, today: Day) -> str:
    """Return in a sentence when a portion a day will have cleared a backlog, None standing for never."""
    if cleared is None:
        return "More falls due than a portion a day takes away: study two a day, or suspend what you need no more."
    when = day_ahead(cleared, today)
    return f"With a portion a day, and what falls due meanwhile, it is cleared {when}."


@dataclass(frozen=True, slots=True)
class Backlog:
    """Cards whose day is past, the most at risk first, and the day that clears them at one portion a day.

    `cleared` is None where more falls due than a portion a day takes away.
    """

    cards: tuple[Card, ...]
    cleared: Day | None

    @property
    def portion(self) -> tuple[Card, ...]:
        """What to study now."""
        return self.cards[:PORTION]


def backlog_of(
    due: Sequence[Card],
    cards: Iterable[Card],
    memories: Memories,
    day: Day,
    *,
    desired_retention: float = DEFAULT_RETENTION,
    parameters: Parameters = DEFAULT_PARAMETERS,
) -> Backlog | None:
    """Return the backlog among the cards that are asked today, None where no more than a portion is overdue.

    `due` is today's queue; all the `cards` tell what falls due meanwhile.
    """
    waiting = [card for card in due if not memories.get(card.id, NEW).is_new]
    overdue = sum((memories[card.id].due or day) < day for card in waiting)
    if overdue <= PORTION:
        return None
    known = [memory for card in cards if (memory := memories.get(card.id)) and not is_hidden(memory, day)]
    waiting.sort(key=lambda card: recall(memories[card.id], day, parameters))
    return Backlog(tuple(waiting), cleared_on(known, day, PORTION, desired_retention, parameters))


def cleared_on(
    memories: Iterable[Memory],
    day: Day,
    portion: int,
    desired_retention: float = DEFAULT_RETENTION,
    parameters: Parameters = DEFAULT_PARAMETERS,
) -> Day | None:
    """Return the first study day that ends with nothing due, at one portion a day, the most at risk first.

    Every answer is taken to be Good, and what comes back meanwhile counts too. None if that takes over a year.
    """
    due_on: dict[Day, list[Memory]] = {}
    for memory in memories:
        if memory.due is not None:
            due_on.setdefault(max(day, memory.due), []).append(memory)
    waiting: list[Memory] = []
    for ahead in range(HORIZON):
        today = Day(day + ahead)
        waiting += due_on.pop(today, ())
        if len(waiting) > portion * (HORIZON - ahead):
            return None
        waiting.sort(key=lambda memory: recall(memory, today, parameters))
        for memory in waiting[:portion]:
            after = step(memory, Rating.GOOD, today, parameters)
            days = max(1, round(interval(after.stability or 1.0, desired_retention, parameters)))
            due = Day(today + days)
            due_on.setdefault(due, []).append(replace(after, due=due))
        del waiting[:portion]
        if not waiting:
            return today
    return None
