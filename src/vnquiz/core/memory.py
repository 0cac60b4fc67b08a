"""How a memory fades and grows: FSRS-6 in plain floats, counted in whole study days.

The formulas are those of https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm. Repeats
within a study day never move a card here, so the short-term formula is left out; the vector keeps its weights
for fitting.

A right answer to a choice may have been luck. Before it the learner knew with probability R, his retrievability,
and one blind guess in k is right, so by Bayes' rule he knew with

    p = R / (R + (1 - R) / k),

the three-parameter model of item response theory without its slope (Birnbaum, in Lord and Novick, Statistical
Theories of Mental Test Scores, 1968). With p he is where the rating says, and else where Again would leave him,
because he had forgotten and was then told. Among all who answer so, recall after t days is the mean of the two
curves with these weights; stability, which is by definition the time after which recall is 0.9, is where that
mean crosses 0.9. Difficulty is the mean of the two. Of a first answer nothing is known beforehand: R is 1/2.
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
RECALL_AT_STABILITY = 0.9
KNOWN_AT_FIRST = 0.5
"""The probability that a card never met is known: nothing speaks for either."""

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
    decay, factor = _curve(parameters)
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
    decay, factor = _curve(parameters)
    return float(stability / factor * (desired_retention ** (1 / decay) - 1))


def step(
    memory: Memory,
    rating: Rating,
    day: Day,
    parameters: Parameters = DEFAULT_PARAMETERS,
    *,
    due: Day | None = None,
    one_in: int = 0,
) -> Memory:
    """Return the memory after an answer on a study day, due on the day that it set, if one is given.

    `one_in` is k where one blind guess in k is right and the answer may have been one, else 0. A day before
    the last one, as after a clock set back, counts as no time elapsed.
    """
    stability, difficulty = _grown(memory, rating, day, parameters, one_in)
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
    *,
    one_in: int = 0,
) -> dict[Rating, Prospect]:
    """Return what each rating would bring on this day, `one_in` as in `step`.

    Intervals are fuzzed and whole, 1 to 36500 days, and never fall as the rating rises. Good and Easy are not
    below the interval before, as far as the bounds of the fuzz allow.
    """
    interval_before = 1
    if memory.due is not None and memory.last_day is not None:
        interval_before = memory.due - memory.last_day
    outlook = {}
    days = 1
    for rating in Rating:
        stability, difficulty = _grown(memory, rating, day, parameters, one_in)
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


def probably_known(recall: float, one_in: int) -> float:
    """Return the probability that a right answer was known, of which one blind guess in `one_in` is right."""
    return recall / (recall + (1 - recall) / one_in)


def _curve(w: Parameters) -> tuple[float, float]:
    """Return decay and factor of the forgetting curve."""
    return -w[20], RECALL_AT_STABILITY ** (-1 / w[20]) - 1


def _grown(memory: Memory, rating: Rating, day: Day, w: Parameters, one_in: int) -> tuple[float, float]:
    """Return stability and difficulty after an answer that may have been luck."""
    stability, difficulty = _answered(memory, rating, day, w)
    if not one_in or rating is Rating.AGAIN:
        return stability, difficulty
    recall = KNOWN_AT_FIRST
    if memory.stability is not None and memory.last_day is not None:
        recall = retrievability(memory.stability, max(0, day - memory.last_day), w)
    known = probably_known(recall, one_in)
    forgotten, harder = _answered(memory, Rating.AGAIN, day, w)
    mean_difficulty = known * difficulty + (1 - known) * harder
    return _mixed_stability(stability, forgotten, known, w), mean_difficulty


def _mixed_stability(one: float, other: float, share: float, w: Parameters) -> float:
    """Return the days until mean recall is 0.9 where a share has one stability and the rest the other.

    Newton's method: the mean of falling convex curves is one too, so from the left it never passes the root.
    """
    decay, factor = _curve(w)
    days = min(one, other)
    for _ in range(50):
        excess = -RECALL_AT_STABILITY
        slope = 0.0
        for stability, weight in ((one, share), (other, 1 - share)):
            base = 1 + factor * days / stability
            recall = weight * base**decay
            excess += recall
            slope += recall / base * decay * factor / stability
        more = -excess / slope
        days += more
        if more <= 1e-12 * days:
            break
    return min(days, max(one, other))


def _answered(memory: Memory, rating: Rating, day: Day, w: Parameters) -> tuple[float, float]:
    """Return stability and difficulty after an answer taken as it is."""
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
