"""How a memory fades and grows: FSRS-6 in plain floats, counted in whole study days.

The formulas are those of https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm. Repeats
within a study day never move a card here, so the short-term formula is left out; the vector keeps its weights
for fitting.
"""

from dataclasses import dataclass, replace
from hashlib import sha256
from math import exp, floor

from vnquiz.core.days import Day
from vnquiz.core.events import Memory
from vnquiz.core.questions import CardId
from vnquiz.core.verdicts import Rating

Parameters = tuple[float, ...]

DEFAULT_PARAMETERS: Parameters = (
    *(0.212, 1.2931, 2.3065, 8.2956),  # the first stability, by rating
    *(6.4133, 0.8334, 3.0194, 0.001),  # difficulty
    *(1.8722, 0.1666, 0.796),  # stability after an answer remembered
    *(1.4835, 0.0614, 0.2629, 1.6483),  # stability after an answer forgotten
    *(0.6014, 1.8729),  # Hard and Easy
    *(0.5425, 0.0912, 0.0658),  # short term
    0.1542,  # decay
)
DEFAULT_RETENTION = 0.9
LEAST_STABILITY = 0.001
LONGEST_INTERVAL = 36500

FUZZ_RANGES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float(LONGEST_INTERVAL), 0.05))


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a rating would bring: stability in days, difficulty 1 to 10, the interval and the due day."""

    stability: float
    difficulty: float
    interval_days: int
    due: Day


def retrievability(stability: float, elapsed: float, parameters: Parameters = DEFAULT_PARAMETERS) -> float:
    """Return the probability of recall, 0 to 1, `elapsed` days after the last review."""
    decay = -parameters[20]
    factor = 0.9 ** (1 / decay) - 1
    return float((1 + factor * elapsed / stability) ** decay)


def recall(memory: Memory, day: Day, parameters: Parameters = DEFAULT_PARAMETERS) -> float:
    """Return how probably a card is remembered on a day, 0 for one that was never studied."""
    if memory.stability is None or memory.last_day is None:
        return 0.0
    return retrievability(memory.stability, max(0, day - memory.last_day), parameters)


def interval(
    stability: float, desired_retention: float, parameters: Parameters = DEFAULT_PARAMETERS
) -> float:
    """Return the days, not rounded, after which retrievability has fallen to the desired retention."""
    decay = -parameters[20]
    factor = 0.9 ** (1 / decay) - 1
    return float(stability / factor * (desired_retention ** (1 / decay) - 1))


def step(
    memory: Memory,
    rating: Rating,
    day: Day,
    parameters: Parameters = DEFAULT_PARAMETERS,
    *,
    due: Day | None = None,
) -> Memory:
    """Return the memory after an answer on a study day, due on the day that it set, if one is given.

    A day before the last one, as after a clock set back, counts as no time elapsed.
    """
    stability, difficulty = _grown(memory, rating, day, parameters)
    return replace(
        memory,
        stability=stability,
        difficulty=difficulty,
        last_day=day,
        due=memory.due if due is None else due,
        reviews=memory.reviews + 1,
        lapses=memory.lapses + (rating is Rating.AGAIN and not memory.is_new),
    )


def prospects(
    memory: Memory,
    card: CardId,
    day: Day,
    desired_retention: float,
    parameters: Parameters = DEFAULT_PARAMETERS,
) -> dict[Rating, Prospect]:
    """Return what each rating would bring on this day.

    Intervals are fuzzed and whole, 1 to 36500 days, and never fall as the rating rises. Good and Easy are not
    below the interval before, as far as the bounds of the fuzz allow.
    """
    interval_before = 1
    if memory.due is not None and memory.last_day is not None:
        interval_before = memory.due - memory.last_day
    outlook = {}
    days = 1
    for rating in Rating:
        stability, difficulty = _grown(memory, rating, day, parameters)
        exact = interval(stability, desired_retention, parameters)
        at_least = interval_before if rating >= Rating.GOOD else 1
        days = max(days, fuzzed(exact, card, memory.reviews, at_least))
        outlook[rating] = Prospect(stability, difficulty, days, Day(day + days))
    return outlook


def fuzzed(days: float, card: CardId, reviews: int, at_least: int = 1) -> int:
    """Return an interval as whole days within its fuzz bounds, always the same for one card and count.

    `reviews` counts the answers before this one; `at_least` raises the lower bound, up to the upper one.
    """
    lower, upper = fuzz_bounds(days)
    lower = min(max(lower, at_least), upper)
    return lower + floor(fraction_of(card, reviews) * (upper - lower + 1))


def fuzz_bounds(days: float) -> tuple[int, int]:
    """Return the least and the greatest whole days that fuzz may make of an interval, within 1 to 36500.

    From 2.5 days on intervals spread by one day and a share of the days in each range: the bounds of Anki's
    scheduler (`constrained_fuzz_bounds` in ankitects/anki, rslib/src/scheduler/states/fuzz.rs).
    """
    days = min(max(days, 1.0), float(LONGEST_INTERVAL))
    spread = 0.0
    if days >= FUZZ_RANGES[0][0]:
        spread = 1.0 + sum(share * max(0.0, min(days, end) - start) for start, end, share in FUZZ_RANGES)
    return floor(days - spread + 0.5), min(floor(days + spread + 0.5), LONGEST_INTERVAL)


def fraction_of(card: CardId, number: int) -> float:
    """Return a number from 0 up to but not 1 that looks random, and is the same on every machine."""
    digest = sha256(f"{card} {number}".encode("utf-8", "surrogatepass")).digest()
    return (int.from_bytes(digest[:8], "big") >> 11) / (1 << 53)


def _grown(memory: Memory, rating: Rating, day: Day, w: Parameters) -> tuple[float, float]:
    """Return stability and difficulty after an answer."""
    stability, difficulty, last_day = memory.stability, memory.difficulty, memory.last_day
    if stability is None or difficulty is None or last_day is None:
        return max(w[rating - 1], LEAST_STABILITY), _clamped(_first_difficulty(rating, w))
    recall = retrievability(stability, max(0, day - last_day), w)
    if rating is Rating.AGAIN:
        grown = _stability_forgotten(stability, difficulty, recall, w)
    else:
        grown = _stability_remembered(stability, difficulty, recall, rating, w)
    return max(grown, LEAST_STABILITY), _next_difficulty(difficulty, rating, w)


def _first_difficulty(rating: Rating, w: Parameters) -> float:
    return w[4] - exp(w[5] * (rating - 1)) + 1


def _next_difficulty(difficulty: float, rating: Rating, w: Parameters) -> float:
    """Move by the rating, damped towards 10, and drawn a little to where Easy would have begun."""
    moved = difficulty - w[6] * (rating - 3) * (10 - difficulty) / 9
    return _clamped(w[7] * _first_difficulty(Rating.EASY, w) + (1 - w[7]) * moved)


def _stability_remembered(
    stability: float, difficulty: float, recall: float, rating: Rating, w: Parameters
) -> float:
    hard = w[15] if rating is Rating.HARD else 1.0
    easy = w[16] if rating is Rating.EASY else 1.0
    growth = exp(w[8]) * (11 - difficulty) * stability ** -w[9] * (exp(w[10] * (1 - recall)) - 1)
    return float(stability * (1 + growth * hard * easy))


def _stability_forgotten(stability: float, difficulty: float, recall: float, w: Parameters) -> float:
    relearned = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * exp(w[14] * (1 - recall))
    return float(min(relearned, stability / exp(w[17] * w[18])))


def _clamped(difficulty: float) -> float:
    return min(max(difficulty, 1.0), 10.0)
