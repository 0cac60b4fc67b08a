"""A report for programs, as JSON, and for spreadsheets, as CSV."""

import csv
import io

from vnquiz.core.classreport import FORMAT, VERSION, ClassReport, ItemReport, Option, SectionReport
from vnquiz.core.sanitise import sanitise_line

DECIMALS = 6
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
COLUMNS = (
    *("card", "type", "question", "right", "papers", "answered", "omitted", "mean", "deviation"),
    *("discrimination", "upper_lower", "chance", "seconds", "answers", "flags", "tags", "cite"),
)


def as_json(report: ClassReport) -> dict[str, object]:
    """Return a report as `report --json` prints it."""
    reliability = report.reliability
    return {
        "format": FORMAT,
        "version": VERSION,
        "decks": [{"id": id_, "title": title, "fingerprint": found} for id_, title, found in report.decks],
        "papers": report.students,
        "questions": round(report.mean_size, DECIMALS),
        "are_same": report.are_same,
        "mean": _rounded(report.mean),
        "deviation": _rounded(report.deviation),
        "corrected": _rounded(report.corrected),
        "seconds": _rounded(report.seconds),
        "marks": [_rounded(mark) for mark in report.marks],
        "reliability": None if reliability is None else _rounded(reliability.value),
        "method": None if reliability is None else reliability.method,
        "standard_error": _rounded(report.error),
        "items": [_item_as_json(item) for item in report.items],
        "tags": [_section_as_json(section) for section in report.tags],
        "paragraphs": [_section_as_json(section) for section in report.paragraphs],
        "notes": list(report.notes),
        "left_out": [{"file": each.name, "reason": each.reason} for each in report.left_out],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)


def _item_as_json(item: ItemReport) -> dict[str, object]:
    return {
        "card": item.card,
        "question": item.question,
        "type": item.type,
        "prompt": item.prompt,
        "right": item.right,
        "tags": list(item.tags),
        "cite": list(item.cite),
        "papers": item.papers,
        "answered": item.answered,
        "omitted": item.omitted,
        "mean": _rounded(item.facility),
        "deviation": _rounded(item.deviation),
        "discrimination": _rounded(item.discrimination),
        "upper_lower": _rounded(item.upper_lower),
        "chance": _rounded(item.chance),
        "seconds": _rounded(item.seconds),
        "options": [_option_as_json(option) for option in item.options],
        "wrong_answers": [_option_as_json(answer) for answer in item.wrong_answers],
        "other_wrong": item.other_wrong,
        "flags": [{"code": flag.code.value, "words": flag.words} for flag in item.flags],
    }


def _option_as_json(option: Option) -> dict[str, object]:
    return {
        "text": option.text,
        "is_right": option.is_right,
        "offered": option.offered,
        "taken": option.taken,
        "mean_elsewhere": _rounded(option.rest),
        "discrimination": _rounded(option.discrimination),
    }


def _section_as_json(section: SectionReport) -> dict[str, object]:
    return {
        "name": section.name,
        "items": section.items,
        "responses": section.responses,
        "mean": _rounded(section.facility),
    }


def as_csv(report: ClassReport) -> str:
    """Return the questions as rows of CSV, none of whose texts a spreadsheet takes for a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for item in report.items:
        writer.writerow([harmless(value) for value in _cells(item)])
    return stream.getvalue()


def _cells(item: ItemReport) -> tuple[str | int | float | None, ...]:
    answers = (f"{option.text}: {option.taken}" for option in (*item.options, *item.wrong_answers))
    return (
        *(item.card, item.type, item.prompt, item.right, item.papers, item.answered, item.omitted),
        *(_rounded(item.facility), _rounded(item.deviation)),
        *(_rounded(item.discrimination), _rounded(item.upper_lower)),
        *(_rounded(item.chance), _rounded(item.seconds)),
        " | ".join(answers),
        " ".join(f"{flag.code.value}: {flag.words}" for flag in item.flags),
        " ".join(item.tags),
        " ".join(item.cite),
    )


def harmless(value: str | int | float | None) -> str | int | float | None:
    """Return a cell: a number as it is, a text so that it is never taken for a formula."""
    if not isinstance(value, str):
        return value
    shown = sanitise_line(value)
    is_formula = value.lstrip(" ").startswith(FORMULA_SIGNS) or shown.lstrip().startswith(FORMULA_SIGNS)
    return f"'{shown}" if is_formula else shown
