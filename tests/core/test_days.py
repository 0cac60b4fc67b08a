"""A study day starts at four in the morning by the wall clock, wherever it hangs."""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnquiz.core.days import Day, Moment, date_of, day_of, moment_of

BERLIN = ZoneInfo("Europe/Berlin")
SPRING_NIGHT = date(2024, 3, 31)  # 02:00 became 03:00
AUTUMN_NIGHT = date(2024, 10, 27)  # 03:00 became 02:00


def local(day: date, hour: int, minute: int = 0, zone: ZoneInfo = BERLIN) -> Moment:
    return moment_of(datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone))


def test_half_past_ten_at_night_and_half_past_seven_next_morning_are_one_day_apart() -> None:
    evening = date(2024, 7, 1)
    assert local(evening + timedelta(days=1), 7, 30).day - local(evening, 22, 30).day == 1


def test_the_small_hours_belong_to_the_day_before() -> None:
    day = date(2024, 7, 2)
    assert local(day, 3, 59).day == day_of(day) - 1
    assert local(day, 4).day == day_of(day)


@pytest.mark.parametrize("night", [SPRING_NIGHT, AUTUMN_NIGHT])
def test_a_night_of_a_summer_time_change_has_one_rollover_and_it_is_at_four(night: date) -> None:
    midnight = datetime(night.year, night.month, night.day, tzinfo=BERLIN).astimezone(UTC)
    minutes = [moment_of((midnight + timedelta(minutes=m)).astimezone(BERLIN)) for m in range(-120, 720)]
    rollovers = [after for before, after in itertools.pairwise(minutes) if after.day != before.day]
    assert [rollover.wall_clock.time().isoformat() for rollover in rollovers] == ["04:00:00"]
    assert minutes[-1].day - minutes[0].day == 1


def test_travel_does_not_rewrite_the_day_of_an_answer() -> None:
    answered = local(date(2024, 7, 1), 23, zone=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert Moment(answered.utc, answered.offset).day == day_of(date(2024, 7, 1))
    assert moment_of(answered.utc.astimezone(ZoneInfo("America/Los_Angeles"))).utc == answered.utc


def test_a_moment_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        moment_of(datetime(2024, 7, 1))


@given(st.dates())
def test_days_and_dates_are_one_to_one(calendar: date) -> None:
    assert date_of(day_of(calendar)) == calendar
    assert day_of(date(1970, 1, 1)) == Day(0)
