"""What is said to the learner."""

import pytest

from vnquiz.core.days import Day
from vnquiz.core.questions import Citation
from vnquiz.core.sentences import counted, listed
from vnquiz.core.telling import day_ahead, interval, paragraphs, to_do


@pytest.mark.parametrize(
    ("ranges", "words"),
    [
        ([(7, 7)], "paragraph 7"),
        ([(9, 9), (3, 5)], "paragraphs 3 to 5 and 9"),
        ([(8, 8), (8, 10), (9, 9)], "paragraphs 8 to 10"),
        ([(5, 5), (6, 6), (12, 12)], "paragraphs 5 to 6 and 12"),
    ],
)
def test_the_cited_paragraphs_are_told_once_and_in_order(ranges: list[tuple[int, int]], words: str) -> None:
    assert paragraphs([Citation("s", first, last) for first, last in ranges]) == words


def test_words_are_listed_as_in_a_sentence() -> None:
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]


@pytest.mark.parametrize(
    ("ahead", "words"), [(0, "today"), (1, "tomorrow"), (5, "in 5 days"), (40, "on 31 December 2026")]
)
def test_a_day_to_come_is_said_as_people_say_it(ahead: int, words: str) -> None:
    today = Day(20778)
    assert day_ahead(Day(today + ahead), today) == words


@pytest.mark.parametrize(("days", "words"), [(0, "again soon"), (9, "9 d"), (90, "3 mo"), (1000, "2.7 y")])
def test_an_interval_is_short(days: int, words: str) -> None:
    assert interval(days) == words


def test_what_there_is_to_do_is_one_sentence() -> None:
    assert to_do(34, 12, 9) == "Today: 34 to review, 12 new, about 9 minutes."
    assert to_do(0, 1, 1) == "Today: 1 new, about 1 minute."
    assert to_do(0, 0, 0) == "Nothing is due today."
    assert counted(1, "miss", "misses") == "1 miss"
