"""Statistics in words, as the command line and the screens tell them."""

from collections.abc import Iterable

from vnquiz.core.backlog import PORTION, cleared_in_words
from vnquiz.core.days import Day, date_of
from vnquiz.core.sentences import counted
from vnquiz.core.statistics import MONTH, Mastery, Period, Retention, Statistics
from vnquiz.core.telling import long_date


def percent(share: float | None) -> str:
    """Return a share in whole per cent, a dash where there is none; 100 % is said of all only."""
    if share is None:
        return "–"
    whole = round(share * 100)
    return f"{min(whole, 99) if share < 1 else whole} %"


def retention_in_words(period: Period) -> list[str]:
    """Return true retention in sentences, against what was desired and what was predicted."""
    both = period.both
    if not both.reviews:
        return ["No card was reviewed in the last 30 days, so nothing can be said of retention."]
    return [
        f"True retention: {percent(both.share)} of {counted(both.reviews, 'review')} in the last {MONTH} days were "
        f"remembered; {percent(both.mean_desired)} desired, {percent(both.mean_predicted)} predicted.",
        f"Young cards {of_reviews(period.young)}, mature cards {of_reviews(period.mature)}.",
    ]


def of_reviews(retention: Retention) -> str:
    """Return a share and of how many: 91 % of 240."""
    return f"{percent(retention.share)} of {retention.reviews:,}" if retention.reviews else "not yet reviewed"


def learned_in_words(found: Statistics) -> str:
    """Return how many cards are learned."""
    cards = sum(deck.cards for deck in found.decks)
    return f"Learned: {found.learned:,} of {counted(cards, 'card')}."


def tomorrow_in_words(found: Statistics) -> str:
    """Return how many cards are due tomorrow."""
    return f"Due tomorrow: {counted(found.due_tomorrow, 'card')}."


def minutes_in_words(found: Statistics) -> str:
    """Return how long a day of study takes."""
    minutes = found.minutes_a_day
    if minutes is None:
        return f"Minutes a day: none in the last {MONTH} days."
    shown = f"{minutes:.1f}" if minutes < 10 else str(round(minutes))
    return f"Minutes a day: {shown}, on the days of study of the last {MONTH}."


def days_in_words(found: Statistics) -> str:
    """Return on how many days of the last year was studied, and how many of them follow each other up to now."""
    studied = sum(1 for answers in found.heat if answers)
    if not studied:
        return "Nothing was answered in the last year."
    most = max(found.heat)
    best = Day(found.day - len(found.heat) + 1 + found.heat.index(most))
    words = (
        f"Studied on {counted(studied, 'day')} of the last 365, with {counted(sum(found.heat), 'answer')}; "
        f"the most, {most:,}, on {long_date(best)}."
    )
    return f"{words} {found.streak} days in a row." if found.streak > 1 else words


def states_in_words(found: Statistics) -> str:
    """Return how many cards stand where."""
    states = found.states
    parts = [
        f"{number:,} {word}"
        for number, word in (
            (states.new, "new"),
            (states.learning, "being learned"),
            (states.learned, "learned"),
            (states.buried, "put off until later"),
            (states.suspended, "suspended"),
        )
        if number
    ]
    return f"{counted(states.cards, 'card')}: {', '.join(parts)}." if parts else "There are no cards."


def backlog_in_words(found: Statistics) -> str:
    """Return how many cards are overdue, and of a backlog when it is cleared; empty if none are."""
    if not found.forecast.overdue:
        return ""
    are = "is" if found.forecast.overdue == 1 else "are"
    words = f"{counted(found.forecast.overdue, 'card')} of today's {are} overdue."
    if found.forecast.overdue <= PORTION:
        return words
    return f"{words} {cleared_in_words(found.forecast.cleared, found.day)}"


def month_in_words(day: Day) -> str:
    """Return the month of a day: November 2026."""
    return long_date(day).split(maxsplit=1)[1]


def week_in_words(day: Day) -> str:
    """Return the week that begins on a day: week of 16 Nov 2026."""
    return f"week of {medium_date(day)}"


def medium_date(day: Day) -> str:
    """Return a day as 21 Nov 2026."""
    number, month, year = long_date(day).split()
    return f"{number} {month[:3]} {year}"


def iso(day: Day) -> str:
    """Return a day as an ISO date."""
    return date_of(day).isoformat()


def weakest(found: Iterable[Mastery], count: int = 15) -> list[Mastery]:
    """Return those of which cards were studied, the ones recalled least first, at most so many."""
    studied = [each for each in found if each.recall is not None]
    return sorted(studied, key=lambda each: (each.recall, each.name))[:count]
