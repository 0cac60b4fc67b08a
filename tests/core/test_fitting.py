"""Fitted parameters are judged by reviews they never saw, with the measures of the SRS benchmark."""

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from math import floor, log, sqrt
from random import Random

import fsrs_rs_python
import pytest
from histories import CARD, START, draft, event, numbered, study
from hypothesis import given
from hypothesis import strategies as st

from vnquiz.core.days import Day
from vnquiz.core.events import Draft, EventKind, Memory
from vnquiz.core.fitting import (
    BOUNDS,
    History,
    Prediction,
    Review,
    fit,
    histories,
    in_force_in_words,
    in_words,
    log_loss,
    long_term_reviews,
    parted,
    predictions,
    rmse_bins,
    too_few,
    vector_from,
    vector_in_words,
    vector_json,
    vectors_taken,
    without_luck,
)
from vnquiz.core.memory import DEFAULT_PARAMETERS, Parameters, interval, retrievability, step
from vnquiz.core.replay import replayed
from vnquiz.core.verdicts import Rating
from vnquiz.optimizer import optimize

QUICK_TO_FORGET: Parameters = (
    0.1,
    0.3,
    0.8,
    3.0,
    *DEFAULT_PARAMETERS[4:8],
    1.0,
    *DEFAULT_PARAMETERS[9:20],
    0.3,
)
"""A learner for whom the default parameters are far too hopeful."""


def learner(parameters: Parameters, cards: int, days: int = 300, seed: int = 1) -> list[History]:
    """Return what one writes down who forgets by these parameters and is scheduled by the default ones."""
    random = Random(seed)
    found = []
    for _ in range(cards):
        true, believed, day = Memory(), Memory(), Day(START + random.randrange(60))
        history = []
        while day < START + days:
            recall = 0.5
            if true.stability is not None and true.last_day is not None:
                recall = retrievability(true.stability, day - true.last_day, parameters)
            rating = Rating.GOOD if random.random() < recall else Rating.AGAIN
            history.append(Review(day, rating))
            true, believed = step(true, rating, day, parameters), step(believed, rating, day)
            assert believed.stability is not None
            day = Day(day + max(1, round(interval(believed.stability, 0.9))))
        found.append(tuple(history))
    return found


def reviews(*ratings_and_gaps: tuple[Rating, int]) -> History:
    day, found = START, []
    for rating, gap in ratings_and_gaps:
        day = Day(day + gap)
        found.append(Review(day, rating))
    return tuple(found)


def histories_of(*drafts: Draft) -> list[History]:
    return histories(replayed(numbered(*drafts), CARD))


def test_a_history_holds_what_moved_the_schedule_and_a_reset_begins_another() -> None:
    found = histories_of(
        *(
            study(Rating.AGAIN, START),
            study(Rating.GOOD, START, hour=13),
            replace(study(Rating.GOOD, START + 1), kind=EventKind.CRAM),
            study(Rating.HARD, START + 2),
            draft(EventKind.RESET, START + 3),
            study(Rating.EASY, START + 4),
            study(Rating.EASY, START + 9),
            draft(EventKind.UNDO, START + 9, target="a7"),
        )
    )
    first = (Review(START, Rating.AGAIN), Review(Day(START + 2), Rating.HARD))
    assert found == [first, (Review(Day(START + 4), Rating.EASY),)]


def test_histories_with_answers_that_may_have_been_luck_are_left_out() -> None:
    lucky = histories_of(study(), study(day=START + 3, asked={"one_in": 4}))
    typed = histories_of(study(), study(day=START + 3))
    assert without_luck([*lucky, *typed]) == typed


def test_reviews_of_the_same_day_and_of_a_clock_set_back_are_no_long_term_reviews() -> None:
    history = reviews((Rating.GOOD, 0), (Rating.GOOD, 3), (Rating.GOOD, -1), (Rating.GOOD, 5))
    assert long_term_reviews(history) == [1, 3]


def test_older_and_newer_reviews_part_between_two_days() -> None:
    every = learner(DEFAULT_PARAMETERS, 40)
    older, newer = parted(every)
    assert max(history[-1].day for history in older) < min(history[-1].day for history in newer)
    assert len(older) / (len(older) + len(newer)) == pytest.approx(0.8, abs=0.05)
    assert parted([]) == ([], [])


def test_reviews_of_one_single_day_are_all_newer() -> None:
    one_day = [reviews((Rating.GOOD, 0), (Rating.GOOD, 3))] * 10
    older, newer = parted(one_day)
    assert (len(older), len(newer)) == (0, 10)


def naive_rmse_bins(predicted: list[Prediction]) -> float:
    """The formula of the benchmark, written down a second time and with the labels it gives its bins."""
    bins = defaultdict(list)
    for each in predicted:
        days = round(2.48 * 3.62 ** floor(log(max(each.days, 1e-6)) / log(3.62)), 2)
        count = round(1.99 * 1.89 ** floor(log(each.reviews) / log(1.89)), 0)
        lapses = round(1.65 * 1.73 ** floor(log(each.lapses) / log(1.73)), 0) if each.lapses else 0
        bins[days, count, lapses].append((each.recall, float(each.is_remembered)))
    total = 0.0
    for found in bins.values():
        recall = sum(p for p, _ in found) / len(found)
        came = sum(y for _, y in found) / len(found)
        total += len(found) * (recall - came) ** 2
    return sqrt(total / len(predicted))


predicted = st.builds(
    Prediction,
    st.floats(0.001, 0.999),
    st.booleans(),
    st.integers(1, 3000),
    st.integers(2, 200),
    st.integers(0, 60),
)


@given(st.lists(predicted, min_size=1, max_size=60))
def test_rmse_bins_is_that_of_the_benchmark(given: list[Prediction]) -> None:
    assert rmse_bins(given) == pytest.approx(naive_rmse_bins(given), abs=1e-12)


def test_log_loss_is_the_mean_surprise() -> None:
    sure = Prediction(0.9, True, 3, 2, 0)
    assert log_loss([sure]) == pytest.approx(-log(0.9))
    assert log_loss([sure, replace(sure, is_remembered=False)]) == pytest.approx(-(log(0.9) + log(0.1)) / 2)
    assert log_loss([Prediction(1.0, False, 3, 2, 0)]) == pytest.approx(-log(1e-15))


def test_predictions_are_as_fsrs_rs_makes_them() -> None:
    model = fsrs_rs_python.FSRS(list(QUICK_TO_FORGET))
    every = [history for history in learner(QUICK_TO_FORGET, 10) if len(history) > 1]
    for history in every:
        (ours,) = predictions([history], QUICK_TO_FORGET)
        gaps = [0, *(late.day - early.day for early, late in pairwise(history))]
        item = fsrs_rs_python.FSRSItem(
            [fsrs_rs_python.FSRSReview(each.rating, gap) for each, gap in zip(history, gaps, strict=True)]
        )
        assert log_loss([ours]) == pytest.approx(model.evaluate([item]).log_loss, rel=1e-3)


def test_a_prediction_counts_the_lapses_and_reviews_before() -> None:
    history = reviews((Rating.AGAIN, 0), (Rating.AGAIN, 3), (Rating.GOOD, 1), (Rating.GOOD, 7))
    (found,) = predictions([history], DEFAULT_PARAMETERS)
    assert (found.days, found.reviews, found.lapses, found.is_remembered) == (7, 4, 1, True)


def test_parameters_fitted_to_a_learner_who_forgets_quickly_are_better_for_him() -> None:
    found = fit(learner(QUICK_TO_FORGET, 200), DEFAULT_PARAMETERS, optimize)
    assert found.is_better
    assert found.after.rmse_bins < found.before.rmse_bins
    assert "tell better" in in_words(found)[-1]
    assert vector_from(vector_json(found.parameters)) == found.parameters


def test_for_a_learner_as_the_default_parameters_have_him_nothing_is_gained() -> None:
    found = fit(learner(DEFAULT_PARAMETERS, 160), DEFAULT_PARAMETERS, optimize)
    assert not found.is_better
    assert "as good for you" in in_words(found)[-1]


def test_below_a_thousand_reviews_nothing_is_fitted() -> None:
    every = learner(DEFAULT_PARAMETERS, 400)
    lucky = tuple(replace(review, may_be_luck=True) for review in every[0])
    few = every[:3]
    assert too_few(every, every) == ""
    assert "you have" in too_few(few, few)
    assert "choices do not count" in too_few(few, [*few, lucky])
    assert "choices" not in too_few(few, few)


@pytest.mark.parametrize(
    "said",
    [None, "", [], [1.0] * 20, [True] * 21, ["1"] * 21, [*DEFAULT_PARAMETERS[:20], 0.0], [0.0] * 21],
)
def test_parameters_that_make_no_sense_are_not_taken(said: object) -> None:
    taken = draft(EventKind.PARAMETERS, card="", asked={"parameters": said})
    assert vectors_taken(numbered(taken)) == []


def test_the_default_parameters_make_sense() -> None:
    assert len(BOUNDS) == len(DEFAULT_PARAMETERS)
    assert vector_from(vector_json(DEFAULT_PARAMETERS)) == DEFAULT_PARAMETERS


def test_what_is_in_force_is_said_in_a_sentence() -> None:
    found = fit(learner(QUICK_TO_FORGET, 200), DEFAULT_PARAMETERS, optimize)
    first = event(1, draft(EventKind.PARAMETERS, card="", asked=vector_json(found.parameters, found)))
    back = event(2, draft(EventKind.PARAMETERS, card="", asked=vector_json(DEFAULT_PARAMETERS)))
    assert in_force_in_words([]) == "Scheduling follows the default parameters."
    assert "own parameters. Fitted to" in in_force_in_words(vectors_taken([first]))
    assert "default parameters, restored on" in in_force_in_words(vectors_taken([first, back]))
    odd = event(3, draft(EventKind.PARAMETERS, card="", asked={"before": {"log_loss": "x"}, "reviews": 3}))
    assert vector_in_words(odd).startswith("Restored on")
