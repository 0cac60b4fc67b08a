"""Every setting as a table: its name, what it means, what it can be, and how it is read and written.

The reader, the writer and the settings screen take their settings from here.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import Any

from vnquiz.core.days import DAY_STARTS_AT
from vnquiz.core.questions import DeckId
from vnquiz.core.terms import Marking, Order, Terms

CLOCK = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?")
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Settings(Terms):
    """What the learner may set; the terms are those of all decks, but for what `decks` says of single ones.

    `guess_correction` takes luck into account where the options are given; `day_starts_at` is in minutes after
    midnight; `theme` names one of our own themes or any of Textual's; `keys` leads from the id of a binding to its
    keys, separated by commas.
    """

    guess_correction: bool = True
    day_starts_at: int = DAY_STARTS_AT
    theme: str = "bamboo-night"
    keys: Mapping[str, str] = field(default_factory=dict)
    decks: Mapping[DeckId, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def terms(self) -> Terms:
        """The terms of all decks."""
        return Terms(**{each.name: getattr(self, each.name) for each in fields(Terms)})

    def terms_of(self, deck: DeckId) -> Terms:
        """Return the terms of one deck: its own, and for the rest those of all decks."""
        return replace(self.terms, **self.decks.get(deck, {}))


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting that has a single value.

    `read` returns the value that a text stands for, or None; `write` returns the text. `label` and `meaning` are
    for the screen, `allowed` completes “must be”. A setting has `choices`, or a `step` by which it can be moved,
    or neither.
    """

    name: str
    label: str
    meaning: str
    allowed: str
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str
    choices: tuple[str, ...] = ()
    step: Callable[[Any, int], Any] | None = None

    @property
    def default(self) -> str:
        """The text of the default."""
        return self.write(getattr(Settings(), self.name))

    def moved(self, text: str, by: int) -> str:
        """Return the text of the value so many steps on, or of the same one at the end of the range."""
        value = self.read(text)
        if self.choices:
            place = self.choices.index(text) if text in self.choices else 0
            return self.choices[(place + by) % len(self.choices)]
        if self.step is None or value is None:
            return text
        moved = self.write(self.step(value, by))
        return text if self.read(moved) is None else moved


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else None


def _count_from_one(text: str) -> int | None:
    return _count(text) or None


def _retention(text: str) -> float | None:
    try:
        value = Decimal(text)
    except ArithmeticError:
        return None
    return float(value) if value.is_finite() and Decimal("0.70") <= value <= Decimal("0.97") else None


def _share(value: float) -> str:
    return f"{value:.2f}" if round(value, 2) == value else str(value)


def _truth(text: str) -> bool | None:
    return {"true": True, "false": False}.get(text)


def _minutes(text: str) -> int | None:
    found = CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _name(text: str) -> str | None:
    return text if text and len(text) <= LONGEST_NAME else None


def _order(text: str) -> Order | None:
    return next((order for order in Order if order == text), None)


def _marking(text: str) -> Marking | None:
    return next((marking for marking in Marking if marking == text), None)


def _table(*settings: Setting) -> dict[str, Setting]:
    return {setting.name: setting for setting in settings}


OF_DECKS = _table(
    Setting(
        "new_per_day",
        "New cards a day",
        "How many new cards you meet on a day.",
        "a whole number from 0 to 9999",
        _count,
        step=lambda value, by: value + by,
    ),
    Setting(
        "reviews_per_day",
        "Reviews a day",
        "How many cards you review on a day.",
        "a whole number from 0 to 9999",
        _count,
        step=lambda value, by: value + 10 * by,
    ),
    Setting(
        "desired_retention",
        "Desired retention",
        "Which share of cards to remember when they come back; a higher one brings more reviews.",
        "a number from 0.70 to 0.97",
        _retention,
        _share,
        step=lambda value, by: round(value + by / 100, 4),
    ),
    Setting(
        "order",
        "Order",
        "How a day's cards come: likeliest forgotten first, as the deck has them, or at random.",
        "most-at-risk, deck or random",
        _order,
        choices=tuple(Order),
    ),
    Setting(
        "leech_threshold",
        "Lapses to a leech",
        "How often you forget a card you knew until it is marked as a leech.",
        "a whole number from 1 to 9999",
        _count_from_one,
        step=lambda value, by: value + by,
    ),
    Setting(
        "leniency",
        "Marking",
        "How typed words are marked: as the deck says, or more or less strictly.",
        "as-written, strict or forgiving",
        _marking,
        choices=tuple(Marking),
    ),
)
"""The settings that each deck can have for itself."""

SETTINGS = OF_DECKS | _table(
    Setting(
        "guess_correction",
        "Guess correction",
        "Whether a right pick among options counts for less, as it may have been luck.",
        "true or false",
        _truth,
        lambda value: "true" if value else "false",
        choices=("true", "false"),
    ),
    Setting(
        "day_starts_at",
        "Day starts at",
        "When a study day starts; what you answer before counts for the day before.",
        "a time from 00:00 to 23:59",
        _minutes,
        _clock,
        step=lambda value, by: value + 30 * by,
    ),
    Setting("theme", "Theme", "The colours of the screens.", "the name of a theme", _name),
)
"""Every setting that has a single value."""

KEYS, DECKS = "keys", "decks"
"""The two settings that are mappings."""
