"""Marks: what guessing is worth is taken off, and being sure is weighed against being right."""

from itertools import combinations

import pytest
from decks_made import cards_of
from hypothesis import given
from hypothesis import strategies as st
from results_made import item, items

from vnquiz.core.marking import mark
from vnquiz.core.marks import (
    Confidence,
    Section,
    Sureness,
    by_deck,
    by_tag,
    by_type,
    calibration,
    chance_of,
    corrected,
    mark_of,
    sure_but_wrong,
)
from vnquiz.core.results import ResultItem
from vnquiz.core.tasks import Judge, Pick, Picked, TypeText, draw, seeded
from vnquiz.core.verdicts import Verdict, VerdictKind


@pytest.mark.parametrize(("right", "wrong"), [(1, 1), (1, 3), (2, 2), (3, 1), (2, 5), (4, 0)])
def test_the_chance_of_a_set_is_the_mean_of_marking_every_set(right: int, wrong: int) -> None:
    options = tuple("abcdefgh"[: right + wrong])
    task = Pick(options, frozenset(range(right)), many=True)
    scores = []
    for size in range(1, len(options) + 1):
        for picked in combinations(range(len(options)), size):
            verdict = mark(task, Picked(frozenset(picked)))
            assert isinstance(verdict, Verdict)
            scores.append(verdict.score)
    assert chance_of(task) == pytest.approx(sum(scores) / len(scores), abs=1e-12)


def test_one_of_four_options_is_a_quarter_and_a_typed_answer_nothing() -> None:
    assert chance_of(Pick(("a", "b", "c", "d"), frozenset({2}))) == 0.25
    assert chance_of(Judge(True)) == 0.5
    (card,) = cards_of("  - {id: a, type: short-answer, ask: Q, answer: A}\n")
    task = draw(card, seeded(0))
    assert isinstance(task, TypeText)
    assert chance_of(task) == 0


def test_blind_guessing_is_worth_nothing_once_corrected() -> None:
    guessed = [item(str(i), float(i % 4 == 0)) for i in range(40)]
    assert mark_of(guessed).share == 0.25
    assert mark_of(guessed).corrected == pytest.approx(0)


def test_the_corrected_mark_is_never_below_nothing() -> None:
    assert mark_of([item("a", 0.0)]).corrected == 0
    assert corrected(item("a", 0.0)) == pytest.approx(-1 / 3)


@pytest.mark.parametrize("verdict", [None, VerdictKind.UNKNOWN])
def test_leaving_a_question_open_is_not_a_wrong_guess(verdict: VerdictKind | None) -> None:
    assert corrected(item("a", 0.0, verdict=verdict)) == 0


def test_of_a_typed_answer_the_corrected_mark_is_the_score() -> None:
    typed = [item("a", 0.9, kind="short-answer", chance=0.0)]
    assert mark_of(typed).corrected == mark_of(typed).share == 0.9


@given(st.lists(items(), min_size=1, max_size=6))
def test_marks_are_shares_and_correction_never_adds(paper: list[ResultItem]) -> None:
    found = mark_of(paper)
    assert 0 <= found.corrected <= found.share + 1e-9
    assert found.share <= 1


def test_sections_come_weakest_first_and_an_item_counts_for_each_of_its_tags() -> None:
    paper = [
        item("a", 1.0, tags=("war", "trade")),
        item("b", 0.0, tags=("trade",), kind="date"),
        item("c", 1.0, tags=("war",)),
    ]
    assert by_tag(paper) == [Section("trade", 2, 0.5), Section("war", 2, 1.0)]
    assert by_type(paper) == [Section("date", 1, 0.0), Section("choice", 2, 1.0)]
    assert by_deck(paper) == [Section("d", 3, 2 / 3)]


def test_calibration_by_hand() -> None:
    paper = [
        item("a", 1.0, confidence=Confidence.SURE),
        item("b", 0.0, confidence=Confidence.SURE),
        item("c", 1.0, confidence=Confidence.THINK_SO),
        item("d", 0.0, confidence=Confidence.GUESS),
        item("e", 0.5, confidence=Confidence.GUESS, chance=0.0),
        item("f", 0.0, verdict=None, confidence=Confidence.SURE),
        item("g", 1.0),
    ]
    squares = 0.05**2 + 0.95**2 + 0.3**2 + 0.25**2 + 0.2**2
    found = calibration(paper)
    assert found is not None
    assert found.brier == pytest.approx(squares / 5)
    assert found.table == (
        Sureness(Confidence.SURE, 2, 1),
        Sureness(Confidence.THINK_SO, 1, 1),
        Sureness(Confidence.GUESS, 2, 0),
    )
    assert [each.card for each in sure_but_wrong(paper)] == ["d/b"]


def test_without_confidence_there_is_no_calibration() -> None:
    assert calibration([item("a")]) is None
