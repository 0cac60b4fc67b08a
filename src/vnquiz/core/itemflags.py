"""What the figures of a question mean: a wrong key, a distractor nobody takes, too easy, too hard, guessed.

A question is flagged only where chance alone would hardly have brought it about.
"""

from collections.abc import Iterator
from math import sqrt

from vnquiz.core.classreport import Flag, FlagCode, ItemReport, Option
from vnquiz.core.sentences import counted, listed

LEAST_FLAGGED = 20
"""On fewer papers no question is flagged."""

ONE_SIDED = 1.645
TWO_SIDED = 1.96
"""Quantiles of the normal distribution: 5 % lie beyond, on one side or on both."""

EASY = 0.95
HARD = 0.1
LITTLE_DISCRIMINATION = 0.2
UNLIKELY = 0.001
LEAST_TAKEN = 3
MOST_NAMED = 3
LONGEST_NAME = 60


def flags_of(item: ItemReport) -> Iterator[Flag]:
    """Yield what is suspected of a question, none where too few papers had it."""
    if item.papers < LEAST_FLAGGED:
        return
    if is_wrong_key(item):
        yield Flag(FlagCode.WRONG_KEY, _wrong_key_words(item))
    elif is_guessed(item):
        yield Flag(
            FlagCode.GUESSED,
            f"The mean score of {percent(item.facility)} is about that of guessing ({percent(item.chance)}), "
            "and those who did well elsewhere did no better here.",
        )
    elif bounds(item.facility, item.papers)[1] < HARD:
        yield Flag(
            FlagCode.TOO_HARD, f"Hardly anybody knew this: the mean score is {percent(item.facility)}."
        )
    elif bounds(item.facility, item.papers)[0] > EASY:
        yield Flag(
            FlagCode.TOO_EASY, f"Nearly everybody knew this: the mean score is {percent(item.facility)}."
        )
    dead = dead_distractors(item)
    if dead:
        names = [quoted(option.text) for option in dead[:MOST_NAMED]]
        if len(dead) > MOST_NAMED:
            names.append(f"{len(dead) - MOST_NAMED} more")
        wrong = item.answered - sum(option.taken for option in item.options if option.is_right)
        yield Flag(
            FlagCode.DEAD_DISTRACTOR,
            f"Nobody took {listed(names)}, though {counted(wrong, 'answer')} were wrong.",
        )


def is_wrong_key(item: ItemReport) -> bool:
    """Tell whether good students did worse than bad ones, or chose another answer, more so than by chance."""
    if item.discrimination is None:
        return False
    surely = ONE_SIDED / sqrt(item.papers - 1)
    best = preferred(item)
    is_preferred = best is not None and best.discrimination is not None and best.discrimination > surely
    return item.discrimination < -surely or (item.discrimination < 0 and is_preferred)


def is_guessed(item: ItemReport) -> bool:
    """Tell whether the score is about that of guessing, and is surely little better among good students."""
    if not item.chance or item.discrimination is None:
        return False
    margin = TWO_SIDED * sqrt(item.chance * (1 - item.chance) / item.papers)
    most = item.discrimination + ONE_SIDED / sqrt(item.papers - 1)
    return abs(item.facility - item.chance) <= margin and most < LITTLE_DISCRIMINATION


def dead_distractors(item: ItemReport) -> list[Option]:
    """Return the wrong options that nobody took, were that improbable if all wrong options were alike."""
    return [
        option
        for option in item.options
        if not option.is_right and not option.taken and option.chance < UNLIKELY
    ]


def preferred(item: ItemReport) -> Option | None:
    """Return the wrong answer that goes with doing well elsewhere, and does so the most."""
    found = [
        option
        for option in (*item.options, *item.wrong_answers)
        if not option.is_right and option.taken >= LEAST_TAKEN and (option.discrimination or 0) > 0
    ]
    return max(found, key=lambda option: option.discrimination or 0, default=None)


def _wrong_key_words(item: ItemReport) -> str:
    words = "Is the right answer right? Those who did well elsewhere did worse here than the others."
    best = preferred(item)
    if best is None:
        return words
    return f"{words} The better ones gave {quoted(best.text)} ({best.taken} of {item.papers})."


def bounds(share: float, count: int) -> tuple[float, float]:
    """Return below and above what a share of `count` is with 95 % certainty each (Wilson 1927).

    For scores between 0 and 1 the bounds are wider than need be.
    """
    square = ONE_SIDED**2
    middle = (share + square / (2 * count)) / (1 + square / count)
    reach = (
        ONE_SIDED * sqrt(share * (1 - share) / count + square / (4 * count * count)) / (1 + square / count)
    )
    return middle - reach, middle + reach


def percent(share: float) -> str:
    """Return a share as a whole percentage."""
    return f"{round(100 * share)} %"


def quoted(text: str) -> str:
    """Return a text in quotation marks, cut where it is long."""
    words = " ".join(text.split())
    return f"“{words[: LONGEST_NAME - 1]}…”" if len(words) > LONGEST_NAME else f"“{words}”"
