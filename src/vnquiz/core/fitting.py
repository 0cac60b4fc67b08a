"""Whether other parameters would have told this learner's recall better, measured as the SRS benchmark measures.

The measures are those of https://github.com/open-spaced-repetition/srs-benchmark: log loss, and RMSE(bins),
which is described at https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Metric. Parameters are
fitted to the older reviews and judged by the newer ones, which they never saw.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, isfinite, log, sqrt

from vnquiz.core import telling
from vnquiz.core.days import Day
from vnquiz.core.events import Event, EventKind, Json, Memory
from vnquiz.core.memory import DEFAULT_PARAMETERS, Parameters, retrievability, step
from vnquiz.core.replay import Replayed, interleave, standing
from vnquiz.core.verdicts import Rating

LEAST_REVIEWS = 1000
OLDER_SHARE = 0.8
LEAST_GAIN = 0.002
SURE = 1e-15
"""No prediction counts as surer than this, as in scikit-learn's log loss, so that none costs infinitely much."""

BOUNDS: tuple[tuple[float, float], ...] = (
    *((0.001, 100.0),) * 4,
    *((1.0, 10.0), (0.001, 4.0), (0.001, 4.0), (0.001, 0.75)),
    *((0.0, 4.5), (0.0, 0.8), (0.001, 3.5)),
    *((0.001, 5.0), (0.001, 0.25), (0.001, 0.9), (0.0, 4.0)),
    *((0.0, 1.0), (1.0, 6.0)),
    *((0.0, 2.0), (0.0, 2.0), (0.0, 0.8)),
    (0.1, 0.8),
)
"""Between which values each parameter makes sense, as in py-fsrs and fsrs-rs."""


@dataclass(frozen=True, slots=True)
class Review:
    """An answer that moved a schedule."""

    day: Day
    rating: Rating
    may_be_luck: bool = False


History = tuple[Review, ...]
"""The reviews of one card, from its first or from a reset on, oldest first."""

Optimizer = Callable[[Sequence[History]], Parameters]
"""Returns the parameters that fit best to the last review of each history."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was predicted of a review, and what came: recall 0 to 1, days since, reviews and lapses before."""

    recall: float
    is_remembered: bool
    days: int
    reviews: int
    lapses: int


@dataclass(frozen=True, slots=True)
class Score:
    """How far predictions were from what came; the lower, the better."""

    log_loss: float
    rmse_bins: float


@dataclass(frozen=True, slots=True)
class Fit:
    """Parameters fitted to `older` reviews, judged by the `newer` ones beside those in force."""

    parameters: Parameters
    older: int
    newer: int
    before: Score
    after: Score

    @property
    def is_better(self) -> bool:
        """Whether the fitted parameters are worth taking."""
        return self.before.log_loss - self.after.log_loss > LEAST_GAIN


def histories(replayed_events_of_one_card: Iterable[Replayed]) -> list[History]:
    """Return the histories that the events of a card amount to."""
    found: list[list[Review]] = []
    for each in replayed_events_of_one_card:
        draft = each.draft
        if each.is_move and draft.rating is not None:
            if each.before.is_new:
                found.append([])
            found[-1].append(Review(draft.day, draft.rating, may_be_luck=draft.one_in > 0))
    return [tuple(history) for history in found]


def without_luck(all_histories: Iterable[History]) -> list[History]:
    """Return the histories that tell of memory alone: the optimizer takes every right answer as known."""
    return [history for history in all_histories if not any(review.may_be_luck for review in history)]


def long_term_reviews(history: History) -> list[int]:
    """Return the places in a history of the reviews that came a day or more after the one before."""
    return [place for place in range(1, len(history)) if history[place].day > history[place - 1].day]


def parted(all_histories: Iterable[History]) -> tuple[list[History], list[History]]:
    """Return older and newer reviews, four fifths and the rest, each as the history that ends with it.

    The reviews of one study day are all on one side.
    """
    every = [history[: place + 1] for history in all_histories for place in long_term_reviews(history)]
    every.sort(key=lambda history: history[-1].day)
    if not every:
        return [], []
    last_older = every[max(0, int(len(every) * OLDER_SHARE) - 1)][-1].day
    if last_older == every[-1][-1].day:
        last_older = Day(last_older - 1)
    older = [history for history in every if history[-1].day <= last_older]
    return older, every[len(older) :]


def fit(all_histories: Sequence[History], in_force: Parameters, optimize: Optimizer) -> Fit:
    """Fit parameters to the older reviews, and judge them and those in force by the newer ones."""
    older, newer = parted(all_histories)
    parameters = optimize(older)
    before, after = (score(predictions(newer, vector)) for vector in (in_force, parameters))
    return Fit(parameters, len(older), len(newer), before, after)


def predictions(reviews: Iterable[History], parameters: Parameters) -> list[Prediction]:
    """Return what FSRS predicts of the last review of each history."""
    predicted = []
    for *before, last in reviews:
        memory = Memory()
        for review in before:
            memory = step(memory, review.rating, review.day, parameters)
        assert memory.stability is not None
        assert memory.last_day is not None
        days = last.day - memory.last_day
        recall = retrievability(memory.stability, days, parameters)
        lapses = sum(before[place].rating is Rating.AGAIN for place in long_term_reviews(tuple(before)))
        predicted.append(Prediction(recall, last.rating is not Rating.AGAIN, days, len(before) + 1, lapses))
    return predicted


def score(predicted: Sequence[Prediction]) -> Score:
    """Return log loss and RMSE(bins) of predictions."""
    return Score(log_loss(predicted), rmse_bins(predicted))


def log_loss(predicted: Sequence[Prediction]) -> float:
    """Return the mean of minus the logarithm of the probability that was given to what came."""
    given = (each.recall if each.is_remembered else 1 - each.recall for each in predicted)
    return -sum(log(min(max(probability, SURE), 1 - SURE)) for probability in given) / len(predicted)


def rmse_bins(predicted: Sequence[Prediction]) -> float:
    """Return the root of the mean squared difference between mean prediction and recall, bin by bin.

    Reviews share a bin if days, reviews and lapses are of like size, each on a scale of powers of its own.
    """
    bins: dict[tuple[float, ...], list[Prediction]] = {}
    for each in predicted:
        key = (_binned(each.days, 3.62), _binned(each.reviews, 1.89), _binned(each.lapses, 1.73))
        bins.setdefault(key, []).append(each)
    squares = 0.0
    for found in bins.values():
        difference = sum(each.recall - each.is_remembered for each in found) / len(found)
        squares += len(found) * difference**2
    return sqrt(squares / len(predicted))


def vector_from(asked: Mapping[str, Json]) -> Parameters | None:
    """Return the parameters that an event tells of, None where they cannot be used."""
    found = asked.get("parameters")
    if not isinstance(found, list) or len(found) != len(BOUNDS):
        return None
    values = [float(each) for each in found if isinstance(each, int | float) and isfinite(each)]
    if len(values) != len(BOUNDS):
        return None
    fits = all(low <= value <= high for value, (low, high) in zip(values, BOUNDS, strict=True))
    return tuple(values) if fits else None


def vectors_taken(events: Iterable[Event]) -> list[tuple[Event, Parameters]]:
    """Return the events that took parameters and were not undone, oldest first; the last is in force."""
    return [
        (event, vector)
        for event in standing(interleave(events))
        if event.draft.kind is EventKind.PARAMETERS and (vector := vector_from(event.draft.asked)) is not None
    ]


def vector_json(parameters: Parameters, found: Fit | None = None) -> dict[str, Json]:
    """Return parameters, and how they were found if they were fitted now, as they stand in the log."""
    shown: dict[str, Json] = {"parameters": list(parameters)}
    if found is not None:
        shown["reviews"] = found.older + found.newer
        for name, told in (("before", found.before), ("after", found.after)):
            shown[name] = {"log_loss": told.log_loss, "rmse_bins": told.rmse_bins}
    return shown


def in_words(found: Fit) -> list[str]:
    """Return what was found in sentences."""
    before, after = found.before, found.after
    told = [
        f"Parameters were fitted to the older {found.older:,} of your reviews, and tried on the newer "
        f"{found.newer:,}, which they had not seen.",
        f"Log loss there, the penalty for wrong predictions: {before.log_loss:.4f} before, "
        f"{after.log_loss:.4f} after.",
        f"RMSE (bins), by how much predictions are off: {before.rmse_bins:.1%} before, "
        f"{after.rmse_bins:.1%} after.",
    ]
    if found.is_better:
        return [*told, "So the fitted parameters tell better what you will remember."]
    return [
        *told,
        f"Log loss does not fall by more than {LEAST_GAIN}, so the parameters in force are as good for you.",
    ]


def too_few(usable: Iterable[History], every: Iterable[History]) -> str:
    """Return that there are too few reviews to fit parameters to, empty if there are enough."""
    reviews, all_reviews = (
        sum(len(long_term_reviews(history)) for history in found) for found in (usable, every)
    )
    left_out = all_reviews - reviews
    if reviews >= LEAST_REVIEWS:
        return ""
    choices = f" {left_out:,} of choices do not count: they may have been luck." if left_out else ""
    return (
        f"Parameters can be fitted to you from {LEAST_REVIEWS:,} reviews on that came a day or more after the "
        f"one before; you have {reviews:,}.{choices} Until then the parameters in force are the better guess."
    )


def vector_in_words(event: Event) -> str:
    """Return when parameters were taken and, if they were fitted then, how well they did, in a sentence."""
    asked, day = event.draft.asked, telling.long_date(event.draft.day)
    reviews = asked.get("reviews")
    losses = [_measure(asked.get(name)) for name in ("before", "after")]
    if not isinstance(reviews, int) or None in losses:
        return f"Restored on {day}."
    return f"Fitted to {reviews:,} of your reviews on {day}: log loss {losses[0]:.4f} before, {losses[1]:.4f} after."


def in_force_in_words(taken: Sequence[tuple[Event, Parameters]]) -> str:
    """Return which parameters are in force, in a sentence."""
    if not taken:
        return "Scheduling follows the default parameters."
    event, vector = taken[-1]
    if vector == DEFAULT_PARAMETERS:
        return f"Scheduling follows the default parameters, restored on {telling.long_date(event.draft.day)}."
    return f"Scheduling follows your own parameters. {vector_in_words(event)}"


def _measure(measures: Json) -> float | None:
    loss = measures.get("log_loss") if isinstance(measures, dict) else None
    return loss if isinstance(loss, float) else None


def _binned(value: int, base: float) -> float:
    return floor(log(value) / log(base)) if value else -1
