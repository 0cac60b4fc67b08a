"""Drawings made of characters, for any terminal: the calendar of a year, bars, and a card's forgetting curve."""

import unicodedata
from collections.abc import Sequence

from vnquiz.core.days import Day, date_of
from vnquiz.core.telling import WEEKDAYS, long_date

SHADES = "·░▒▓█"
"""From no answer to many; the first and the last day of the drawing may be followed by blanks."""

LABEL = 4
BAR, HALF, FULL = "━", "▄", "█"


def shade(count: int, most: int) -> int:
    """Return which of the shades a count has, the deepest for the most there are."""
    return -(-count * (len(SHADES) - 1) // most) if count else 0


def shades_in_words(most: int) -> list[str]:
    """Return what each shade stands for: · none, ░ 1–5 and so on."""
    steps = len(SHADES) - 1
    found = [f"{SHADES[0]} none"]
    for i in range(1, steps + 1):
        least, last = most * (i - 1) // steps + 1, most * i // steps
        if least <= last:
            found.append(f"{SHADES[i]} {least}" + (f"–{last}" if last > least else ""))
    return found


def legend(most: int, room: int) -> list[str]:
    """Return what the shades stand for in lines that fit, none of them broken."""
    lines = [""]
    for each in shades_in_words(most):
        longer = f"{lines[-1]}   {each}" if lines[-1] else each
        if len(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(each)
    return lines


def calendar(heat: Sequence[int], last: Day, room: int) -> list[str]:
    """Return the lines of a calendar of the days up to `last`, a column a week, at most `room` cells wide.

    Where not all weeks fit beside each other, the later ones stand above the earlier ones.
    """
    first = Day(last - len(heat) + 1)
    start = first - date_of(first).weekday()
    weeks = (last - start) // 7 + 1
    most = max(heat, default=0)
    a_block = max(1, min(weeks, room - LABEL))
    blocks = -(-weeks // a_block)
    a_block = -(-weeks // blocks)
    lines: list[str] = []
    for begin in reversed(range(0, weeks, a_block)):
        mondays = [start + 7 * week for week in range(begin, min(begin + a_block, weeks))]
        lines.append(_months(mondays))
        for weekday, name in enumerate(WEEKDAYS):
            cells = "".join(
                SHADES[shade(heat[monday + weekday - first], most)]
                if first <= monday + weekday <= last
                else " "
                for monday in mondays
            )
            lines.append(f"{name.ljust(LABEL)}{cells}".rstrip())
    return lines


def _months(mondays: Sequence[int]) -> str:
    """Return the line over a calendar, with each month's name over the week in which it begins."""
    line = " " * LABEL
    for place, monday in enumerate(mondays):
        day, month, _ = long_date(Day(monday + 6)).split()
        if int(day) <= 7 and len(line) <= LABEL + place:
            line = f"{line.ljust(LABEL + place)}{month[:3]} "
    return line.rstrip()


def bar(value: float, most: float, width: int) -> str:
    """Return a bar as long as a value is, `width` cells for the most; anything above 0 shows."""
    return BAR * max(1, round(width * value / most)) if value > 0 and most > 0 else ""


def curve(chances: Sequence[float], height: int) -> tuple[list[str], int]:
    """Return the lines of a curve, a column for each chance, from 100 % down to the percentage returned with it.

    The foot is the lowest ten per cent that the curve comes down to; every line is two steps high.
    """
    foot = min(90, int(min(chances, default=0.9) * 10) * 10)
    steps = [max(1, round((100 * chance - foot) / (100 - foot) * 2 * height)) for chance in chances]
    return [
        "".join(FULL if step >= 2 * line else HALF if step == 2 * line - 1 else " " for step in steps)
        for line in range(height, 0, -1)
    ], foot


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in text
    )


def cut(text: str, width: int) -> str:
    """Return a line of text in at most so many cells, with an ellipsis where it was cut."""
    if cells(text) <= width:
        return text
    while cells(text) > width - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"


def fitted(text: str, width: int) -> str:
    """Return a line of text in exactly so many cells."""
    shown = cut(text, width)
    return shown + " " * (width - cells(shown))
