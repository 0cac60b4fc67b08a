"""A right choice may have been luck, and memory allows for just that."""

from random import Random

import pytest
from decks_made import cards_of
from histories import CARD, START, numbered, study
from hypothesis import given
from hypothesis import strategies as st

from vnquiz.core.days import Day
from vnquiz.core.events import Memory
from vnquiz.core.memory import (
    DEFAULT_PARAMETERS,
    fuzzed,
    interval,
    probably_known,
    prospects,
    retrievability,
    step,
)
from vnquiz.core.questions import CardId
from vnquiz.core.replay import replay
from vnquiz.core.tasks import Pick, draw, one_in, seeded
from vnquiz.core.verdicts import Rating

YEAR = 365


@pytest.mark.parametrize(
    ("question", "odds"),
    [
        ("{id: q, type: choice, ask: Q, answer: a, wrong: [b, c, d]}", 4),
        ("{id: q, type: choice, ask: Q, answer: [a, b], wrong: [c, d]}", 15),
        ("{id: q, type: choice, ask: Q, answer: [a, b], wrong: [c, d, e, f, g, h, i, j]}", 0),
        ("{id: q, type: true-false, ask: Q, answer: true}", 2),
        ("{id: q, type: short-answer, ask: Q, answer: a}", 0),
        ("{id: q, type: flashcard, ask: Q, answer: a}", 0),
        ("{id: q, type: ordering, ask: Q, answer: [a, b, c]}", 0),
    ],
)
def test_one_blind_guess_in_so_many_is_right(question: str, odds: int) -> None:
    (card,) = cards_of(f"  - {question}\n")
    assert one_in(draw(card, seeded(1))) == odds


def test_a_guesser_is_right_as_often_as_is_said() -> None:
    (card,) = cards_of("  - {id: q, type: choice, ask: Q, answer: [a, b], wrong: [c, d]}\n")
    random = Random(7)
    sets = [frozenset(i for i in range(4) if mask >> i & 1) for mask in range(1, 16)]
    tasks = (draw(card, random) for _ in range(30_000))
    right = sum(isinstance(task, Pick) and random.choice(sets) == task.right for task in tasks)
    assert right / 30_000 == pytest.approx(1 / 15, abs=0.005)


def test_who_always_knows_and_who_never_knows_is_found_out() -> None:
    assert probably_known(1.0, 2) == 1.0
    assert probably_known(0.0, 2) == 0.0
    assert probably_known(0.9, 4) == pytest.approx(0.9 / 0.925)


stabilities = st.floats(0.1, 5000)


@given(stabilities, st.floats(1, 10), st.integers(0, 2000), st.integers(2, 1000), st.sampled_from(Rating))
def test_stability_is_where_mean_recall_of_those_who_knew_and_who_guessed_is_nine_in_ten(
    stability: float, difficulty: float, days: int, odds: int, rating: Rating
) -> None:
    before = Memory(stability, difficulty, START, reviews=3)
    day = Day(START + days)
    knew, guessed = step(before, rating, day), step(before, Rating.AGAIN, day)
    mixed = step(before, rating, day, one_in=odds)
    assert mixed.stability is not None
    assert knew.stability is not None
    assert guessed.stability is not None
    if rating is Rating.AGAIN:
        assert mixed == knew
        return
    share = probably_known(retrievability(stability, days), odds)
    recall = share * retrievability(knew.stability, mixed.stability)
    recall += (1 - share) * retrievability(guessed.stability, mixed.stability)
    assert recall == pytest.approx(0.9, abs=1e-9)
    assert guessed.stability <= mixed.stability <= knew.stability


def test_the_due_day_shown_is_that_of_the_stability_corrected() -> None:
    plain = prospects(Memory(), CARD, START, 0.9)
    allowing = prospects(Memory(), CARD, START, 0.9, one_in=2)
    assert allowing[Rating.EASY].interval_days < plain[Rating.EASY].interval_days
    assert allowing[Rating.EASY].stability == step(Memory(), Rating.EASY, START, one_in=2).stability
    assert allowing[Rating.AGAIN] == plain[Rating.AGAIN]


@pytest.mark.parametrize(
    ("said", "odds"),
    [(4, 4), (2, 2), (0, 0), (-3, 0), (1001, 0), (10**400, 0), ("4", 0), (2.5, 0), (None, 0)],
)
def test_replay_allows_for_the_luck_that_the_event_tells_of(said: object, odds: int) -> None:
    answered = study(Rating.EASY, asked={"right": "a", "one_in": said}, due=Day(START + 5))
    assert replay(numbered(answered), CARD) == step(
        Memory(), Rating.EASY, START, due=Day(START + 5), one_in=odds
    )


def recall_at_review(luck: int, allowed_for: int, known_at_first: float, cards: int = 1000) -> float:
    """Return the true mean recall at the reviews of a year, of learners who guess where they do not know.

    Their memory is FSRS. Being right by luck leaves it as a miss does: they had forgotten, and were told.
    """
    random = Random(20_261_121)
    recalls = []
    for card in range(cards):
        true, believed, day = Memory(), Memory(), START
        while day < START + YEAR:
            if true.is_new:
                recall = known_at_first
            else:
                assert true.stability is not None
                assert true.last_day is not None
                recall = retrievability(true.stability, day - true.last_day)
                recalls.append(recall)
            knows = random.random() < recall
            is_right = knows or (luck > 0 and random.random() < 1 / luck)
            true = step(true, Rating.GOOD if knows else Rating.AGAIN, day)
            rating = Rating.GOOD if is_right else Rating.AGAIN
            believed = step(believed, rating, day, one_in=allowed_for)
            assert believed.stability is not None
            exact = interval(believed.stability, 0.9, DEFAULT_PARAMETERS)
            day = Day(day + fuzzed(exact, CardId(f"deck/{card}"), believed.reviews))
    return sum(recalls) / len(recalls)


@pytest.mark.parametrize(
    ("odds", "known_at_first"), [(2, 0.5), (3, 0.5), (4, 0.5), (3, 0.3), (4, 0.2), (4, 0.7)]
)
def test_with_the_correction_choices_are_remembered_as_well_as_what_is_typed(
    odds: int, known_at_first: float
) -> None:
    typed = recall_at_review(0, 0, known_at_first)
    naive = recall_at_review(odds, 0, known_at_first)
    corrected = recall_at_review(odds, odds, known_at_first)
    assert abs(corrected - typed) < 0.01
    assert typed - naive > 0.01
