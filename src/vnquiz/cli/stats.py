"""`vnquiz stats`: what the answers so far amount to, to read or as JSON."""

import argparse
import sys
from collections.abc import Iterator, Sequence

from vnquiz.cli.data import as_data
from vnquiz.core import charts, figures
from vnquiz.core.figures import iso, percent
from vnquiz.core.markup import plain
from vnquiz.core.questions import CardId
from vnquiz.core.sanitise import sanitise, sanitise_line
from vnquiz.core.statistics import Mastery, Period, Retention, Statistics
from vnquiz.core.telling import long_date, prompt, short_date
from vnquiz.errors import UsageError
from vnquiz.opening import open_workspace
from vnquiz.workspace import Workspace

WIDTH = 80
BAR = 40
NAME = 36


def run_stats(options: argparse.Namespace) -> int:
    """Print the statistics of the chosen cards."""
    with open_workspace(options.deck_folders, options.deck, options.now, is_writing=False) as workspace:
        if options.tag and not workspace.cards(tags=options.tag):
            raise UsageError(f"No card has the tag {' or '.join(options.tag)}.")
        found = workspace.statistics(tags=options.tag)
        if options.json:
            print(as_data(as_json(found)))
        else:
            for line in in_words(found, workspace):
                print(sanitise(line))
        for fault in workspace.faults:
            print(sanitise(fault), file=sys.stderr)
    return 0


def in_words(found: Statistics, workspace: Workspace) -> Iterator[str]:
    """Yield the lines to read, at most 80 cells wide."""
    weakest = figures.weakest(found.tags)
    yield f"Statistics on {long_date(found.day)}"
    yield ""
    for sentence in [
        *figures.retention_in_words(found.recent),
        figures.learned_in_words(found),
        figures.tomorrow_in_words(found),
        figures.minutes_in_words(found),
    ]:
        yield from _wrapped(sentence)
    yield ""
    yield from charts.calendar(found.heat, found.day, WIDTH)
    yield from charts.legend(max(found.heat), WIDTH)
    yield from _wrapped(figures.days_in_words(found))
    yield ""
    yield from _wrapped(figures.states_in_words(found))
    yield from _forecast(found)
    yield from _retention(found)
    yield from _mastery("Deck", found.decks)
    yield from _mastery("Tag", weakest)
    if weakest and len(weakest) < len(found.tags):
        yield f"  Of {len(found.tags)} tags those studied that are recalled least; --json tells all."
    yield from _hardest(found, workspace)
    yield from _confusions(found, workspace)


def as_json(found: Statistics) -> dict[str, object]:
    """Return the statistics as `stats --json` prints them."""
    return {
        "day": iso(found.day),
        "streak": found.streak,
        "states": {
            "new": found.states.new,
            "learning": found.states.learning,
            "learned": found.states.learned,
            "buried": found.states.buried,
            "suspended": found.states.suspended,
        },
        "days": [
            {
                "day": iso(each.day),
                "answers": each.answers,
                "introduced": each.introduced,
                "seconds": round(each.milliseconds / 1000, 3),
            }
            for each in found.days
        ],
        "minutes_a_day": found.minutes_a_day,
        "retention": {
            "recent": _period(found.recent),
            "overall": _period(found.overall),
            "by_day": [_period(each) for each in found.retention_by_day],
            "by_week": [_period(each) for each in found.retention_by_week],
            "by_month": [_period(each) for each in found.retention_by_month],
        },
        "forecast": {"due": list(found.forecast.due), "overdue": found.forecast.overdue},
        "decks": [_mastered(each) for each in found.decks],
        "tags": [_mastered(each) for each in found.tags],
        "hardest": [
            {
                "card": each.card,
                "lapses": each.lapses,
                "reviews": each.reviews,
                "difficulty": each.difficulty,
            }
            for each in found.hardest
        ],
        "confusions": [
            {"card": each.card, "given": each.given, "times": each.times} for each in found.confusions
        ],
    }


def _period(period: Period) -> dict[str, object]:
    return {
        "from": iso(period.first),
        "young": _retained(period.young),
        "mature": _retained(period.mature),
        "both": _retained(period.both),
    }


def _retained(retention: Retention) -> dict[str, object]:
    return {
        "reviews": retention.reviews,
        "remembered": retention.remembered,
        "retention": retention.share,
        "predicted": retention.mean_predicted,
        "desired": retention.mean_desired,
    }


def _mastered(mastery: Mastery) -> dict[str, object]:
    return {
        "name": mastery.name,
        "cards": mastery.cards,
        "studied": mastery.studied,
        "learned": mastery.learned,
        "recall": mastery.recall,
    }


def _forecast(found: Statistics) -> Iterator[str]:
    most = max(found.forecast.due)
    if not most:
        return
    yield from ("", f"Due in the next {len(found.forecast.due)} days")
    for ahead, due in enumerate(found.forecast.due):
        day = found.day + ahead
        name = "today" if not ahead else short_date(type(found.day)(day))
        yield f"  {name:<12}{due or '–':>7}  {charts.bar(due, most, BAR)}".rstrip()
    if found.forecast.overdue:
        yield f"  {figures.backlog_in_words(found)}"


def _retention(found: Statistics) -> Iterator[str]:
    if not found.overall.both.reviews:
        return
    yield ""
    yield f"{'True retention':<24}{'all':>6}{'of':>9}{'young':>8}{'mature':>8}{'desired':>9}{'predicted':>11}"
    for period in found.retention_by_month[-12:]:
        yield _retention_line(figures.month_in_words(period.first), period)
    for period in found.retention_by_week[-6:]:
        yield _retention_line(figures.week_in_words(period.first), period)
    for period in found.retention_by_day[-7:]:
        yield _retention_line(short_date(period.first), period)
    yield _retention_line("from the first day on", found.overall)


def _retention_line(name: str, period: Period) -> str:
    both = period.both
    shares = (period.young.share, period.mature.share, both.mean_desired, both.mean_predicted)
    young, mature, desired, predicted = map(percent, shares)
    return f"  {name:<22}{percent(both.share):>6}{both.reviews:>9,}{young:>8}{mature:>8}{desired:>9}{predicted:>11}"


def _mastery(head: str, found: Sequence[Mastery]) -> Iterator[str]:
    if not found:
        return
    yield ""
    yield f"{head:<{NAME}}  {'cards':>7}  {'studied':>7}  {'learned':>7}  {'recall now':>10}"
    for each in found:
        name = sanitise_line(each.title)
        learned = percent(each.learned / each.cards) if each.cards else "–"
        yield (
            f"  {charts.fitted(name, NAME - 2)}  {each.cards:>7,}  {each.studied:>7,}  {learned:>7}"
            f"  {percent(each.recall):>10}"
        )


def _hardest(found: Statistics, workspace: Workspace) -> Iterator[str]:
    if found.hardest:
        yield from ("", "Hardest cards")
    for each in found.hardest:
        yield f"  missed {each.lapses} of {each.reviews} times  {_asked(each.card, workspace, 50)}"


def _confusions(found: Statistics, workspace: Workspace) -> Iterator[str]:
    if found.confusions:
        yield from ("", "What was mixed up")
    for each in found.confusions:
        given = sanitise_line(each.given)
        yield f"  {each.times} × “{given}” for: {_asked(each.card, workspace, max(20, 66 - len(given)))}"


def _asked(card: CardId, workspace: Workspace, width: int) -> str:
    return charts.cut(sanitise_line(plain(prompt(workspace.library.cards[card]))), width)


def _wrapped(sentence: str) -> Iterator[str]:
    """Yield a sentence of ours in lines that fit."""
    line = ""
    for word in sentence.split(" "):
        if line and len(line) + 1 + len(word) > WIDTH:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
