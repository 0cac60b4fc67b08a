"""Memory is FSRS-6: equal to two other implementations, and scheduled by the rules of the house."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import isclose
from random import Random

import fsrs
import fsrs_rs_python
import pytest
from histories import CARD, START
from hypothesis import given
from hypothesis import strategies as st

from vnquiz.core.days import Day
from vnquiz.core.events import Memory
from vnquiz.core.memory import (
    DEFAULT_PARAMETERS,
    LONGEST_INTERVAL,
    Parameters,
    fuzz_bounds,
    fuzzed,
    interval,
    prospects,
    retrievability,
    step,
)
from vnquiz.core.questions import CardId
from vnquiz.core.verdicts import Rating

History = list[tuple[Rating, int]]
"""Ratings, and the days since the one before."""

RUST_KEEPS_STABILITY_BELOW = 36500.0


def random_history(random: Random) -> History:
    """Return up to 20 answers, days or years apart."""
    gaps = [1 + int(10 ** random.uniform(0, 2.7)) for _ in range(random.randint(1, 20))]
    return [(Rating(random.randint(1, 4)), gap) for gap in [0, *gaps]]


def random_parameters(random: Random) -> Parameters:
    """Return the default vector with every weight moved by up to a fifth, within the bounds of py-fsrs."""
    bounds = zip(fsrs.scheduler.LOWER_BOUNDS_PARAMETERS, fsrs.scheduler.UPPER_BOUNDS_PARAMETERS, strict=True)
    return tuple(
        min(max(weight * random.uniform(0.8, 1.2), lower), upper)
        for weight, (lower, upper) in zip(DEFAULT_PARAMETERS, bounds, strict=True)
    )


def our_states(history: History, parameters: Parameters) -> list[Memory]:
    states = [Memory()]
    day = START
    for rating, gap in history:
        day = Day(day + gap)
        states.append(step(states[-1], rating, day, parameters))
    return states[1:]


def check_against_python(history: History, parameters: Parameters, states: list[Memory]) -> None:
    scheduler = fsrs.Scheduler(parameters, 0.9, (), (), enable_fuzzing=False)
    card = fsrs.Card(card_id=1)
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    for (rating, gap), ours in zip(history, states, strict=True):
        moment += timedelta(days=gap)
        card, _ = scheduler.review_card(card, fsrs.Rating(rating.value), moment)
        assert ours.stability == pytest.approx(card.stability, rel=1e-9, abs=0)
        assert ours.difficulty == pytest.approx(card.difficulty, rel=1e-9, abs=0)
        exact = interval(ours.stability or 0.0, 0.9, parameters)
        assert (card.due - moment).days == min(max(round(exact), 1), LONGEST_INTERVAL)


def check_against_rust(history: History, rust: fsrs_rs_python.FSRS, states: list[Memory]) -> None:
    theirs = None
    for (rating, gap), ours in zip(history, states, strict=True):
        assert ours.stability is not None
        if ours.stability > RUST_KEEPS_STABILITY_BELOW:
            return
        after = rust.next_states(theirs, 0.9, gap)
        theirs = (after.again, after.hard, after.good, after.easy)[rating - 1].memory
        assert ours.stability == pytest.approx(theirs.stability, rel=1e-4, abs=0)
        assert ours.difficulty == pytest.approx(theirs.difficulty, rel=1e-4, abs=0)


def test_two_thousand_random_histories_are_as_py_fsrs_and_fsrs_rs_say() -> None:
    random = Random(20_240_731)
    for index in range(2000):
        history = random_history(random)
        parameters = DEFAULT_PARAMETERS if index % 2 else random_parameters(random)
        states = our_states(history, parameters)
        check_against_python(history, parameters, states)
        check_against_rust(history, fsrs_rs_python.FSRS(parameters), states)


@pytest.mark.parametrize("retention", [0.70, 0.80, 0.90, 0.95, 0.97])
def test_the_interval_ends_when_recall_has_fallen_to_the_desired_retention(retention: float) -> None:
    assert isclose(retrievability(12.5, interval(12.5, retention)), retention)


def test_stability_is_the_days_until_recall_is_nine_in_ten() -> None:
    assert isclose(interval(12.5, 0.9), 12.5)
    assert retrievability(12.5, 0) == 1.0


def test_lapses_count_misses_after_the_first_answer() -> None:
    first = step(Memory(), Rating.AGAIN, START)
    assert (first.reviews, first.lapses) == (1, 0)
    second = step(first, Rating.AGAIN, Day(START + 3))
    assert (second.reviews, second.lapses) == (2, 1)
    assert step(second, Rating.GOOD, Day(START + 6)).lapses == 1


def test_the_clock_set_back_counts_as_no_time_and_sets_no_due_day_in_the_past() -> None:
    learned = step(Memory(), Rating.GOOD, START, due=Day(START + 2))
    earlier = Day(START - 300)
    same_day = {rating: step(learned, rating, START) for rating in Rating}
    for rating, prospect in prospects(learned, CARD, earlier, 0.9).items():
        assert prospect.stability == same_day[rating].stability
        assert prospect.interval_days >= 1
        assert prospect.due == earlier + prospect.interval_days


def test_a_card_whose_clock_was_wrong_once_goes_on_from_the_day_that_is_right() -> None:
    from_the_future = step(Memory(), Rating.GOOD, Day(START + 365), due=Day(START + 367))
    today = step(from_the_future, Rating.GOOD, START)
    assert today.last_day == START


def test_a_prospect_is_what_the_answer_then_brings() -> None:
    memory = step(Memory(), Rating.HARD, START, due=Day(START + 1))
    for rating, prospect in prospects(memory, CARD, Day(START + 5), 0.9).items():
        after = step(memory, rating, Day(START + 5), due=prospect.due)
        assert (after.stability, after.difficulty, after.due) == (
            prospect.stability,
            prospect.difficulty,
            prospect.due,
        )


def test_fuzz_is_the_same_each_time_and_differs_between_cards_and_reviews() -> None:
    cards = [CardId(f"deck/{index}") for index in range(200)]
    first = [fuzzed(100.0, card, 3) for card in cards]
    assert first == [fuzzed(100.0, card, 3) for card in cards]
    assert first != [fuzzed(100.0, card, 4) for card in cards]
    assert set(first) == set(range(93, 108))


def test_fuzz_of_a_known_card_never_changes_between_versions() -> None:
    assert [fuzzed(100.0, CardId("visits/biden-year"), reviews) for reviews in range(6)] == [
        104,
        96,
        103,
        103,
        102,
        102,
    ]


@pytest.mark.parametrize(
    ("days", "bounds"),
    [
        (0.1, (1, 1)),
        (1.4, (1, 1)),
        (2.49, (2, 2)),
        (2.5, (2, 4)),
        (7.0, (5, 9)),
        (17.0, (14, 20)),
        (20.0, (17, 23)),
        (37.0, (33, 41)),
        (99.0, (92, 106)),
        (101.0, (94, 108)),
        (50000.0, (34673, 36500)),
    ],
)
def test_fuzz_has_the_bounds_that_anki_publishes(days: float, bounds: tuple[int, int]) -> None:
    assert fuzz_bounds(days) == bounds


intervals = st.floats(0.001, 100_000, allow_nan=False)
cards = st.text(max_size=20).map(CardId)
counts = st.integers(0, 1000)


@given(intervals, cards, counts, st.integers(-5, 50_000))
def test_fuzz_stays_within_its_bounds_and_above_the_interval_before_where_they_allow(
    days: float, card: CardId, reviews: int, before: int
) -> None:
    lower, upper = fuzz_bounds(days)
    whole = fuzzed(days, card, reviews, before)
    assert max(lower, min(before, upper)) <= whole <= upper
    assert 1 <= lower <= upper <= LONGEST_INTERVAL


@given(st.lists(intervals, min_size=2).map(sorted), cards, counts)
def test_fuzz_keeps_the_order_of_intervals(days: list[float], card: CardId, reviews: int) -> None:
    whole = [fuzzed(exact, card, reviews) for exact in days]
    assert whole == sorted(whole)


memories = st.builds(
    lambda stability, difficulty, ago, days, reviews: Memory(
        stability, difficulty, Day(START - ago), Day(START - ago + days), reviews
    ),
    st.floats(0.001, 40_000),
    st.floats(1, 10),
    st.integers(-400, 4000),
    st.integers(1, 36_500),
    st.integers(1, 500),
)


firsts = st.permutations(DEFAULT_PARAMETERS[:4])
"""First stabilities that need not rise with the rating, as fitting may find them."""


@given(st.just(Memory()) | memories, cards, st.floats(0.70, 0.97), firsts)
def test_prospects_rise_with_the_rating_and_lie_in_the_future(
    memory: Memory, card: CardId, retention: float, first: list[float]
) -> None:
    parameters = (*first, *DEFAULT_PARAMETERS[4:])
    ahead = list(prospects(memory, card, START, retention, parameters).values())
    assert all(1 <= prospect.interval_days <= LONGEST_INTERVAL for prospect in ahead)
    assert all(prospect.due == START + prospect.interval_days for prospect in ahead)
    assert all(lower.interval_days <= higher.interval_days for lower, higher in pairwise(ahead))


@given(memories, cards, st.floats(0.70, 0.97))
def test_good_is_not_fuzzed_below_the_interval_before(memory: Memory, card: CardId, retention: float) -> None:
    assert memory.due is not None
    assert memory.last_day is not None
    good = prospects(memory, card, START, retention)[Rating.GOOD]
    _, upper = fuzz_bounds(interval(good.stability, retention))
    assert good.interval_days >= min(memory.due - memory.last_day, upper)
