"""A class's papers, item by item and as a whole: classical test theory over what was counted.

docs/exams.md tells the formulas with their sources.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import exp, sqrt

from vnquiz.core.classreport import NOTHING, ClassReport, ItemReport, Option, Reliability, SectionReport
from vnquiz.core.gathering import Gathering
from vnquiz.core.itemflags import LEAST_FLAGGED, flags_of
from vnquiz.core.tallies import Choices, ItemTally, PaperTally

LEAST_STUDENTS = 10
"""Below so many, how answers go together says nothing."""

GROUP = 0.27
MOST_SHOWN = 5
LONGEST_RANGE = 50

_CITATION = re.compile(r"(.+):(\d{1,6})-(\d{1,6})")


def report_of(gathering: Gathering) -> ClassReport:
    """Return the report on the files that were gathered."""
    tally = gathering.chosen()
    students = len(tally.names)
    counted = max(1, students)
    reliability = reliability_of(tally) if students >= LEAST_STUDENTS else None
    mean = sum(tally.marks) / counted
    deviation = None
    if students > 1:
        deviation = sqrt(sum((mark - mean) ** 2 for mark in tally.marks) / (students - 1))
    error = None
    if reliability is not None and deviation is not None:
        error = deviation * sqrt(1 - max(0.0, reliability.value))
    items = tuple(sorted(map(item_report, tally.items.values()), key=_gravest_first))
    return ClassReport(
        tally.decks,
        tuple(sorted(tally.marks)),
        mean,
        deviation,
        tally.corrected / counted,
        tally.seconds / counted,
        tally.responses / counted,
        tally.are_same,
        reliability,
        error,
        items,
        tuple(_sections((tag, item) for item in items for tag in item.tags)),
        tuple(_sections((cited, item) for item in items for cited in paragraphs_of(item.cite))),
        tuple(_notes(students, items)),
        tuple(gathering.left_out()),
    )


def _gravest_first(item: ItemReport) -> tuple[int, float, str]:
    return min((flag.code.gravity for flag in item.flags), default=99), item.facility, item.card


def _notes(students: int, items: Iterable[ItemReport]) -> Iterator[str]:
    """Yield what the reader must know of small numbers."""
    if students < LEAST_STUDENTS:
        yield (
            f"These are fewer than {LEAST_STUDENTS} papers: how well a question discriminates and how reliable "
            "the marks are cannot be told, and no question is flagged."
        )
    elif students < LEAST_FLAGGED:
        yield (
            f"These are fewer than {LEAST_FLAGGED} papers: discrimination and reliability are rough, "
            "and no question is flagged."
        )
    elif rare := sum(item.papers < LEAST_FLAGGED for item in items):
        have = "question was" if rare == 1 else "questions were"
        yield f"{rare} {have} on fewer than {LEAST_FLAGGED} papers: too few to flag anything."


def item_report(tally: ItemTally) -> ItemReport:
    """Return the indices of one question, with its flags."""
    item, papers = tally.item, tally.papers
    is_enough = papers >= LEAST_STUDENTS
    options = (
        _option(tally, choice, is_right=choice.text in tally.right) for choice in tally.choices.values()
    )
    wrong = sorted(tally.wrong_answers.values(), key=lambda choice: (-choice.taken, choice.text))
    right = item.asked["right"]
    report = ItemReport(
        item.card,
        item.question,
        item.type,
        item.prompt,
        right if isinstance(right, str) else "",
        item.tags,
        item.cite,
        papers,
        tally.answered,
        tally.scores / papers,
        sqrt(_variation(tally.scores, tally.score_squares, papers) / (papers - 1)) if papers > 1 else None,
        _correlation(tally) if is_enough else None,
        _upper_lower(tally.bands) if is_enough else None,
        tally.chance / papers,
        tally.rests / papers,
        tally.seconds / tally.answered if tally.answered else None,
        tuple(sorted(options, key=lambda option: (not option.is_right, -option.taken, option.text))),
        tuple(_option(tally, choice, is_right=False) for choice in wrong[:MOST_SHOWN]),
        tally.other_wrong + sum(choice.taken for choice in wrong[MOST_SHOWN:]),
    )
    return replace(report, flags=tuple(flags_of(report)))


def _option(tally: ItemTally, choice: Choices, *, is_right: bool) -> Option:
    taken, papers = choice.taken, tally.papers
    rest = choice.rest / taken if taken else None
    discrimination = None
    variation = _variation(tally.rests, tally.rest_squares, papers)
    if papers >= LEAST_STUDENTS and 0 < taken < papers and variation:
        together = choice.rest - taken * tally.rests / papers
        discrimination = together / sqrt(taken * (1 - taken / papers) * variation)
    return Option(choice.text, is_right, choice.offered, taken, rest, discrimination, exp(choice.log_chance))


def _variation(total: float, squares: float, count: int) -> float:
    """Return the sum of squared deviations, exactly 0 where it is so but for rounding."""
    variation = squares - total * total / count
    return variation if variation > NOTHING * count else 0.0


def _correlation(tally: ItemTally) -> float | None:
    """Return the correlation of the scores with those elsewhere, or None where one of the two does not vary."""
    own = _variation(tally.scores, tally.score_squares, tally.papers)
    rest = _variation(tally.rests, tally.rest_squares, tally.papers)
    if not own or not rest:
        return None
    together = tally.products - tally.scores * tally.rests / tally.papers
    return max(-1.0, min(1.0, together / sqrt(own * rest)))


def _upper_lower(bands: dict[int, list[float]]) -> float:
    """Return how much better the best 27 % did than the last; those tied at a cut count for a part each."""
    ranked = [bands[band] for band in sorted(bands)]
    size = GROUP * sum(count for count, _ in ranked)
    return (_sum_of_first(ranked[::-1], size) - _sum_of_first(ranked, size)) / size


def _sum_of_first(ranked: Iterable[list[float]], size: float) -> float:
    total = 0.0
    for count, score in ranked:
        part = min(1.0, size / count)
        total += part * score
        size -= part * count
    return total


def reliability_of(tally: PaperTally) -> Reliability | None:
    """Return the reliability of the marks, or None where they, or the papers, do not vary enough to tell."""
    if tally.are_same:
        return _consistency(tally)
    students, responses = len(tally.names), tally.responses
    within_freedom = responses - students
    if students < 2 or not within_freedom:
        return None
    between = (tally.between - tally.scores**2 / responses) / (students - 1)
    within = (tally.squares - tally.between) / within_freedom
    typical = (responses - tally.size_squares / responses) / (students - 1)
    spread = between + (typical - 1) * within
    if spread <= NOTHING:
        return None
    single = (between - within) / spread
    size = students / tally.size_inverses
    stepped = 1 + (size - 1) * single
    return Reliability("variance", size * single / stepped) if stepped > NOTHING else None


def _consistency(tally: PaperTally) -> Reliability | None:
    """Return Cronbach's alpha, which is KR-20 where every score is 0 or 1."""
    students, size = len(tally.names), len(tally.items)
    if students < 2 or size < 2:
        return None
    mean = sum(tally.marks) / students
    total = size * size * sum((mark - mean) ** 2 for mark in tally.marks)
    if total <= NOTHING * students:
        return None
    own = sum(_variation(item.scores, item.score_squares, students) for item in tally.items.values())
    return Reliability("KR-20" if tally.is_dichotomous else "alpha", size / (size - 1) * (1 - own / total))


def paragraphs_of(cite: Iterable[str]) -> Iterator[str]:
    """Yield the paragraphs that citations name, one by one: of `vns:7-9` three."""
    named: dict[str, None] = {}
    for text in cite:
        found = _CITATION.fullmatch(text)
        first, last = (int(found[2]), int(found[3])) if found else (0, -1)
        if found and first <= last < first + LONGEST_RANGE:
            named.update(dict.fromkeys(f"{found[1]}:{number}" for number in range(first, last + 1)))
        else:
            named[text] = None
    yield from named


def _sections(named: Iterable[tuple[str, ItemReport]]) -> list[SectionReport]:
    """Return the sections that questions belong to, weakest first."""
    found: dict[str, list[ItemReport]] = {}
    for name, item in named:
        found.setdefault(name, []).append(item)
    sections = []
    for name, items in found.items():
        responses = sum(item.papers for item in items)
        facility = sum(item.facility * item.papers for item in items) / responses
        sections.append(SectionReport(name, len(items), responses, facility))
    return sorted(sections, key=lambda section: (section.facility, section.name))
