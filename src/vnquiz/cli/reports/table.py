"""A report for the terminal, in lines of at most 80 columns."""

import textwrap
from collections.abc import Iterable, Iterator

from vnquiz.cli.check import width
from vnquiz.cli.reports.figures import duration, facts_of, percent, signed
from vnquiz.core.classreport import ClassReport, ItemReport, Option, SectionReport
from vnquiz.core.sanitise import sanitise_line

WIDTH = 80
HEADS = " mean   disc    u-l  asked  open      time  question"
BEFORE_NAME = HEADS.index("question")
BAR = 40
MOST_SECTIONS = 12


def table_lines(report: ClassReport) -> Iterator[str]:
    """Yield the lines of a report: the papers, the sections, the questions with what is suspected of them."""
    yield cut("; ".join(title for _, title, _ in report.decks))
    yield ""
    for name, words in facts_of(report):
        yield f"{name:<13}{words}"
    yield ""
    most = max(report.histogram)
    for number, count in enumerate(report.histogram):
        bar = "█" * round(BAR * count / most)
        yield f"{number * 10:>4}–{number * 10 + 10:<4}% {bar}{' ' if count else ''}{count}"
    for note in report.notes:
        yield ""
        yield from textwrap.wrap(note, WIDTH)
    yield from section_lines("By tag", report.tags)
    yield from section_lines("By paragraph of the sources", report.paragraphs)
    yield ""
    yield HEADS
    for item in report.items:
        yield from item_lines(item)
    yield ""
    yield from textwrap.wrap(
        "mean: of the scores. disc: correlation with the mean of the other questions. u-l: mean of the best 27 % "
        "less that of the last. open: left open, or said not to know. Those suspected come first, then the hardest.",
        WIDTH,
    )


def section_lines(title: str, sections: Iterable[SectionReport]) -> Iterator[str]:
    """Yield the weakest sections under a title, nothing where there are none."""
    found = list(sections)
    if not found:
        return
    yield ""
    yield f"{title}, weakest first"
    for section in found[:MOST_SECTIONS]:
        yield cut(f"{percent(section.facility):>5}  {section.responses:>6}  {sanitise_line(section.name)}")
    if len(found) > MOST_SECTIONS:
        yield f"               and {len(found) - MOST_SECTIONS} more"


def item_lines(item: ItemReport) -> Iterator[str]:
    """Yield the figures of one question, and below them what is suspected, with the answers that were taken."""
    figures = (
        f"{percent(item.facility):>5} {signed(item.discrimination):>6} {signed(item.upper_lower):>6} "
        f"{item.papers:>6} {item.omitted:>5} {duration(item.seconds):>9}"
    )
    yield cut(f"{figures}  {sanitise_line(item.card)}")
    if not item.flags:
        return
    yield from _wrapped(f"“{item.prompt}”")
    for flag in item.flags:
        yield from _wrapped(f"{flag.code.value}: {flag.words}")
    for option in (*item.options, *item.wrong_answers):
        yield cut(_option_line(option))


def _option_line(option: Option) -> str:
    sign = "✓" if option.is_right else " "
    return f"      {option.taken:>5} {sign} {sanitise_line(option.text)}"


def _wrapped(text: str) -> list[str]:
    shown = " ".join(sanitise_line(text).split())
    lines = textwrap.wrap(shown, WIDTH, initial_indent="      ", subsequent_indent="      ", max_lines=4)
    return [cut(line) for line in lines]


def cut(line: str) -> str:
    """Return a line cut to the width of the terminal, in cells."""
    shown = sanitise_line(line)
    if width(shown) <= WIDTH:
        return shown
    while width(shown) >= WIDTH:
        shown = shown[: WIDTH - 1] if len(shown) > WIDTH else shown[:-1]
    return f"{shown}…"
