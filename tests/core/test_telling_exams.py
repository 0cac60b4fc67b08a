"""What is said of exams."""

import pytest

from vnquiz.core.marks import Calibration, Confidence, Sureness
from vnquiz.core.telling_exams import (
    calibration_in_words,
    duration,
    progress,
    running,
    shortly,
    time_left,
    trend,
    trend_in_words,
)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1200, "20 min left"), (301, "6 min left"), (300, "5:00 left"), (299.2, "5:00 left"), (9, "0:09 left")],
)
def test_the_time_left_is_told_in_minutes_and_in_seconds_only_at_the_end(seconds: float, words: str) -> None:
    assert time_left(seconds) == words


def test_a_running_exam_is_told_with_its_minutes() -> None:
    assert running(1321) == "An exam is running, 23 minutes left"
    assert running(30) == "An exam is running, 1 minute left"
    assert running(None) == "An exam is running, without a time limit"


def test_flags_are_told_only_where_there_are_any() -> None:
    assert progress(12, 20, 2) == "12 of 20 answered, 2 flagged"
    assert progress(12, 20, 0) == "12 of 20 answered"


@pytest.mark.parametrize(("seconds", "words"), [(1, "1 second"), (89, "89 seconds"), (90, "2 minutes")])
def test_durations_are_told_in_seconds_up_to_a_minute_and_a_half(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_of_many_names_only_the_first_are_told() -> None:
    assert shortly([]) == ""
    assert shortly("ABCD") == "A, B, C and D"
    assert shortly("ABCDE") == "A, B, C and 2 more"


def test_a_trend_is_drawn_from_nothing_to_full_marks() -> None:
    assert trend([0, 0.125, 0.5, 0.99, 1]) == "▁▂▅██"


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ([0.8], "One exam so far: 80 %."),
        ([0.6, 0.8], "The last one, 80 %, is 20 points above the one before, 60 %."),
        ([0.6, 0.8, 0.69], "The last one, 69 %, is 1 point below the mean of the 2 before, 70 %."),
        ([0.6, 0.6], "The last one, 60 %, is as good as the one before."),
    ],
)
def test_a_trend_is_told_against_what_was_before(shares: list[float], words: str) -> None:
    assert trend_in_words(shares) == words


def test_the_brier_score_comes_with_what_it_means() -> None:
    few = Calibration(0.5, (Sureness(Confidence.SURE, 2, 1),))
    assert calibration_in_words(few) == [
        "Sure: 1 of 2 right, 50 %; about 95 % would be fitting",
        "Brier score: 0.50 (0 is perfect, 0.25 is a coin). So few answers say little.",
    ]
    worth = {0.05: "very well", 0.15: "fairly well", 0.25: "tells little"}
    for brier, words in worth.items():
        table = (Sureness(Confidence.GUESS, 20, 5),)
        assert words in calibration_in_words(Calibration(brier, table))[-1]
