"""Study days: wall-clock time less the hours of the night, as whole days counted from 1970-01-01."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import NewType

Day = NewType("Day", int)

DAY_STARTS_AT = 4 * 60
"""When a study day starts by the wall clock, unless the learner says otherwise: in minutes after midnight."""
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant in UTC, and how many minutes local time was ahead of it.

    `day_starts_at` says in minutes after midnight when the learner's study days start. It is no part of the instant,
    and kept nowhere: an event keeps the study day that came of it.
    """

    utc: datetime
    offset: int
    day_starts_at: int = field(default=DAY_STARTS_AT, compare=False)

    @property
    def wall_clock(self) -> datetime:
        """The local time as a naive datetime."""
        return self.utc.replace(tzinfo=None) + timedelta(minutes=self.offset)

    @property
    def day(self) -> Day:
        """The study day, by naive subtraction: travel and summer time never rewrite history."""
        return day_of((self.wall_clock - timedelta(minutes=self.day_starts_at)).date())


def moment_of(aware: datetime) -> Moment:
    """Return an aware datetime as a moment."""
    offset = aware.utcoffset()
    if offset is None:
        raise ValueError("a moment needs a time zone")
    return Moment(aware.astimezone(UTC), int(offset.total_seconds() // 60))


def day_of(calendar: date) -> Day:
    """Return the number of a calendar date."""
    return Day(calendar.toordinal() - EPOCH)


def date_of(day: Day) -> date:
    """Return the calendar date of a day's number."""
    return date.fromordinal(day + EPOCH)
