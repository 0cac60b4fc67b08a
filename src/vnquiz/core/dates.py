"""Dates as history gives them: a year, a month or a day, before Christ too."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date at the precision it is known; the year is negative before Christ and never 0."""

    year: int
    month: int | None = None
    day: int | None = None
