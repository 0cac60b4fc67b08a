"""Dates as history gives them: a year, a month or a day, before Christ too."""

import re
from dataclasses import dataclass

from vnquiz.core.folding import letters, plain
from vnquiz.core.verdicts import Unreadable

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_GREGORIAN_SINCE = 1583
_OLDEST_YEAR = -999_999
_LAST_YEAR = 9999


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date at the precision it is known; the year is negative before Christ and never 0.

    One that no calendar has is a ValueError. Days before 1583 are those of the Julian calendar.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse a date that does not exist."""
        if self.year == 0 or not _OLDEST_YEAR <= self.year <= _LAST_YEAR:
            raise ValueError(f"there is no year {self.year}")
        if self.month is None:
            if self.day is not None:
                raise ValueError("a day needs a month")
        elif not 1 <= self.month <= 12:
            raise ValueError(f"there is no month {self.month}")
        elif self.day is not None and not 1 <= self.day <= days_in(self.year, self.month):
            raise ValueError(f"month {self.month} of {self.year} has no day {self.day}")

    @property
    def first_day(self) -> tuple[int, int, int]:
        """Year, month and day on which the span of this date begins; such tuples compare as days do."""
        return self.year, self.month or 1, self.day or 1

    @property
    def last_day(self) -> tuple[int, int, int]:
        """Year, month and day on which the span of this date ends."""
        month = self.month or 12
        return self.year, month, self.day or days_in(self.year, month)

    def is_before(self, other: "PartialDate") -> bool:
        """Tell whether this date is certainly the earlier one: its span ends before the other's begins."""
        return self.last_day < other.first_day

    def contains(self, other: "PartialDate") -> bool:
        """Tell whether the other date is at least as exact as this one and agrees with it."""
        return self.year == other.year and self.month in (None, other.month) and self.day in (None, other.day)

    def iso(self) -> str:
        """Return the date as authors write it: `2023`, `2023-09`, `2023-09-10`, `-0111`."""
        year = f"{self.year:05}" if self.year < 0 else f"{self.year:04}"
        return "-".join([year, *(f"{part:02}" for part in (self.month, self.day) if part is not None)])


def days_in(year: int, month: int) -> int:
    """Return how many days a month has or had, by the Julian calendar before 1583."""
    if month != 2:
        return _DAYS_IN_MONTH[month - 1]
    # The year before AD 1 is 1 BC: counted on from there, it is year 0 and a leap year.
    astronomical = year if year > 0 else year + 1
    if year < _GREGORIAN_SINCE:
        return 29 if astronomical % 4 == 0 else 28
    return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28


_ISO = re.compile(r"(-\d{3,6}|\d{3,4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def parse_iso(text: str) -> PartialDate | None:
    """Return a date as authors write it, years of three digits or more, or None where it is none or impossible."""
    found = _ISO.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return PartialDate(int(found[1]), *(int(part) for part in found.groups()[1:] if part))
    except ValueError:
        return None


def in_words(date: PartialDate, language: str = "en") -> str:
    """Return the date as people say it, in Vietnamese or else in English: "September 2023", "111 BC"."""
    if language.partition("-")[0].lower() == "vi":
        year = str(date.year) if date.year > 0 else f"{-date.year} TCN"
        day = f"ngày {date.day} " if date.day else ""
        return f"{day}tháng {date.month} năm {year}" if date.month else year
    if date.year < 0:
        year = f"{-date.year} BC"
    else:
        year = str(date.year) if date.year >= 100 else f"AD {date.year}"
    day = f"{date.day} " if date.day else ""
    return f"{day}{_MONTHS[date.month - 1]} {year}" if date.month else year


_LONGEST = 100
_SHOWN = 40
_TOKEN = re.compile(r"\d+|[a-z]+|[^\s/.,()-]")
_TWO_DIGIT_YEAR = re.compile(r"'\d\d(?!\d)")
_SAID_SHORTER = (
    (re.compile(r"(?<=\d)(?:st|nd|rd|th)\b"), " "),
    (re.compile(r"\b([abc])\.\s?(?=[cde]\b)"), r"\1"),
    (re.compile(r"\b(?:truoc (?:cong nguyen|cn)|before (?:christ|common era))\b"), "bc"),
    (re.compile(r"\b(?:(?:sau )?cong nguyen|sau cn|anno domini)\b"), "ad"),
    (re.compile(r"\b(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat)\b"), " "),
    (re.compile(r"\bthang muoi (mot|hai)\b"), r"thang muoi\1"),
)
_ERAS = {"bc": -1, "bce": -1, "tcn": -1, "ad": 1, "ce": 1, "cn": 1, "scn": 1}
_MONTH_LABELS = ("thang", "thg", "th", "t")
_YEAR_LABELS = ("nam", "year")
_FILLERS = ("ngay", "mung", "mong", "day", "month", "of", "the", "on", "in", "since", "from")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_VIETNAMESE_MONTHS = {
    "gieng": 1,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "tu": 4,
    "bon": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
    "muoimot": 11,
    "muoihai": 12,
    "chap": 12,
}
_YEAR_MISSING = Unreadable("Write the year in full, as in 10/9/2023 or September 2023.")


@dataclass(slots=True)
class _Figures:
    """The figures of a typed date, sorted by what the words beside them say they are."""

    years: list[str]
    months: list[str]
    loose: list[str]
    eras: list[int]

    @property
    def are_one_date(self) -> bool:
        """At most three figures, no two of which claim to be the same."""
        is_once = len(self.years) <= 1 and len(self.months) <= 1 and len(self.eras) <= 1
        return is_once and len(self.years) + len(self.months) + len(self.loose) <= 3


def read_date(text: str) -> PartialDate | Unreadable:
    """Return the date a learner typed in any usual form, figures read day first, or why it is none.

    A year that stands with a month or day has three digits or more, or an era (BC, AD, TCN, SCN) or `năm`.
    """
    if len(text) > _LONGEST:
        return _not_understood(text)
    if _TWO_DIGIT_YEAR.search(plain(text)):
        return _YEAR_MISSING
    words = letters(text)
    for said, shorter in _SAID_SHORTER:
        words = said.sub(shorter, words)
    figures = _sorted_figures(_TOKEN.findall(words))
    if figures is None or not figures.are_one_date:
        return _not_understood(text)
    return _date_of(figures, words.startswith("-")) or _not_understood(text)


def _not_understood(text: str) -> Unreadable:
    shown = " ".join(text[:_SHOWN].split()) + ("…" if len(text) > _SHOWN else "")
    return Unreadable(
        f"“{shown}” is not understood as a date: write it like 10/9/2023 (day first), September 2023 or 111 BC."
    )


def _sorted_figures(tokens: list[str]) -> _Figures | None:
    """Return the figures among the tokens, or None where a word has no place in a date."""
    figures = _Figures([], [], [], [])
    label = ""
    for token in tokens:
        if token.isdecimal():
            if label in _MONTH_LABELS:
                figures.months.append(token)
            elif label in _YEAR_LABELS:
                figures.years.append(token)
            else:
                figures.loose.append(token)
        elif label == "thang" and token in _VIETNAMESE_MONTHS:
            figures.months.append(str(_VIETNAMESE_MONTHS[token]))
        elif token in _ERAS:
            figures.eras.append(_ERAS[token])
        elif month := _english_month(token):
            figures.months.append(str(month))
        elif not _says_nothing(token):
            return None
        label = token
    return figures


def _english_month(token: str) -> int | None:
    if len(token) < 3:
        return None
    return next((i for i, month in enumerate(_MONTHS, 1) if month.lower().startswith(token)), None)


def _says_nothing(token: str) -> bool:
    if token in _FILLERS or token in _MONTH_LABELS or token in _YEAR_LABELS:
        return True
    return len(token) >= 3 and any(weekday.startswith(token) for weekday in _WEEKDAYS)


def _date_of(figures: _Figures, has_minus: bool) -> PartialDate | Unreadable | None:
    """Return the date the figures make, why they make none, or None where they are not understood."""
    loose = figures.loose
    is_year_first = False
    if figures.years:
        year = figures.years[0]
    else:
        place = _place_of_year(figures)
        if place is None:
            return _YEAR_MISSING
        is_year_first = place == 0
        year = loose.pop(place)
    if has_minus and (figures.eras or not is_year_first):
        return None
    if any(len(part) > 2 for part in (*loose, *figures.months)):
        return None
    parts = [*figures.months, *loose] if figures.months or is_year_first else loose[::-1]
    is_before_christ = has_minus or figures.eras == [-1]
    return _checked(-int(year) if is_before_christ else int(year), *map(int, parts))


def _place_of_year(figures: _Figures) -> int | None:
    """Return which of the loose figures is the year, or None where it is missing or cut to two digits."""
    loose = figures.loose
    if not loose:
        return None
    if len(loose[0]) >= 3 or len(loose) + len(figures.months) == 1:
        return 0
    return len(loose) - 1 if len(loose[-1]) >= 3 or figures.eras else None


def _checked(year: int, month: int | None = None, day: int | None = None) -> PartialDate | Unreadable | None:
    """Return the date, or why there is none; None where a year is beyond reckoning."""
    if year == 0:
        return Unreadable("There is no year 0: 1 BC was followed by AD 1.")
    if not _OLDEST_YEAR <= year <= _LAST_YEAR:
        return None
    if month is not None and not 1 <= month <= 12:
        return Unreadable(f"There is no month {month}: figures are read day first, as in 10/9/2023.")
    if month is not None and day is not None and not 1 <= day <= days_in(year, month):
        return Unreadable(f"{in_words(PartialDate(year, month))} has no day {day}.")
    return PartialDate(year, month, day)
