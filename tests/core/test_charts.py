"""Drawings made of characters: each shows what it is made of, in the cells it was given."""

import pytest
from histories import day_on
from hypothesis import given
from hypothesis import strategies as st

from vnquiz.core import charts
from vnquiz.core.days import Day, date_of

SATURDAY = day_on(2026, 11, 21)


@given(st.lists(st.integers(0, 300), min_size=365, max_size=365), st.integers(36, 100), st.integers(0, 6))
def test_every_day_of_a_calendar_stands_once_in_its_row_whatever_the_room(
    heat: list[int], room: int, later: int
) -> None:
    last = Day(SATURDAY + later)
    lines = charts.calendar(heat, last, room)
    assert all(charts.cells(line) <= room for line in lines)
    rows = [lines[start + 1 : start + 8] for start in range(0, len(lines), 8)][::-1]
    most = max(heat)
    for weekday in range(7):
        drawn = "".join(block[weekday][charts.LABEL :].replace(" ", "") for block in rows)
        days = [day for day in range(last - 364, last + 1) if date_of(Day(day)).weekday() == weekday]
        assert drawn == "".join(charts.SHADES[charts.shade(heat[day - last + 364], most)] for day in days)


@given(st.integers(1, 1000))
def test_the_legend_tells_the_shade_of_every_count(most: int) -> None:
    told: dict[int, str] = {}
    for each in charts.shades_in_words(most)[1:]:
        sign, _, counts = each.partition(" ")
        least, _, last = counts.partition("–")
        told |= dict.fromkeys(range(int(least), int(last or least) + 1), sign)
    assert told == {count: charts.SHADES[charts.shade(count, most)] for count in range(1, most + 1)}


def test_the_months_stand_over_the_weeks_in_which_they_begin() -> None:
    months = charts.calendar([0] * 365, SATURDAY, 80)[0]
    assert months.split() == [
        "Dec",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
    ]


@pytest.mark.parametrize(("value", "length"), [(0, 0), (1, 1), (50, 5), (100, 10)])
def test_a_bar_is_as_long_as_its_value_and_shows_anything_above_nothing(value: int, length: int) -> None:
    assert len(charts.bar(value, 100, 10)) == length


def test_a_curve_is_as_high_as_its_chances_between_its_foot_and_certainty() -> None:
    assert charts.curve([1.0, 0.9, 0.85, 0.8], 4) == (["█   ", "█   ", "██  ", "███▄"], 80)


@given(st.text(max_size=30), st.integers(1, 20))
def test_a_text_is_fitted_to_its_cells(text: str, width: int) -> None:
    assert charts.cells(charts.fitted(text, width)) == width
