"""Marking: what a response to a task is worth, and what to tell the learner."""

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations
from typing import TypeVar, assert_never

from vnquiz.core.dates import PartialDate, in_words, read_date
from vnquiz.core.folding import normal
from vnquiz.core.likeness import Spelling, find_items, likeness, spelled, spellings
from vnquiz.core.numbers import EXACT, in_figures, readings
from vnquiz.core.tasks import (
    Arrange,
    Arranged,
    Judge,
    Judged,
    Listed,
    Pair,
    Paired,
    Pick,
    Picked,
    Response,
    Reveal,
    Revealed,
    Task,
    Typed,
    TypeDate,
    TypeList,
    TypeNumber,
    TypeText,
    Unknown,
)
from vnquiz.core.verdicts import Part, Rating, Unreadable, Verdict, VerdictKind

LESS_EXACT_SCORE = 0.5
HARD_FROM = 0.75

_JOINTS = re.compile(r"[,/&]|(?<!\w)(?:and|và)(?!\w)", re.IGNORECASE)
_NOTHING_TYPED = Unreadable("Nothing was typed yet.")

ResponseT = TypeVar("ResponseT", bound=Response)


def mark(task: Task, response: Response) -> Verdict | Unreadable:
    """Return the verdict on a response, or why it cannot be read; TypeError where it belongs to another task."""
    if isinstance(response, Unknown):
        return Verdict(VerdictKind.UNKNOWN, 0.0)
    match task:
        case Reveal():
            _fitting(response, Revealed)
            return Verdict(VerdictKind.SELF_RATED, 0.0)
        case Pick():
            return _mark_pick(task, _fitting(response, Picked).options)
        case Judge():
            judged = _fitting(response, Judged).value
            return _right_or_wrong(judged == task.answer, given=str(judged))
        case TypeText():
            return _mark_text(task, _fitting(response, Typed).text)
        case TypeNumber():
            return _mark_number(task, _fitting(response, Typed).text)
        case TypeDate():
            return _mark_date(task, _fitting(response, Typed).text)
        case TypeList():
            return _mark_list(task, _fitting(response, Listed).texts)
        case Arrange():
            return _mark_order(task, _fitting(response, Arranged).order)
        case Pair():
            return _mark_pairs(task, _fitting(response, Paired).partners)
        case _:
            assert_never(task)


def suggested_rating(task: Task, verdict: Verdict) -> Rating | None:
    """Return the rating to offer for a verdict; None for a flashcard, which the learner rates himself."""
    if verdict.kind is VerdictKind.SELF_RATED:
        return None
    if verdict.is_right:
        return Rating.GOOD
    is_nearly_in_order = isinstance(task, Arrange | Pair) and verdict.score >= HARD_FROM
    return Rating.HARD if verdict.kind is VerdictKind.TYPO or is_nearly_in_order else Rating.AGAIN


def right_answer(task: Task) -> str:
    """Return the right answer in one line of words."""
    match task:
        case Reveal():
            words = task.answer
        case Pick():
            words = "; ".join(task.options[i] for i in sorted(task.right))
        case Judge():
            words = str(task.answer)
        case TypeText():
            words = task.answer.text
        case TypeNumber():
            shown = in_figures(task.answer) if task.shown.isdecimal() else task.shown
            words = _with_unit(shown, task.unit)
        case TypeDate():
            words = in_words(task.answer, task.language)
        case TypeList():
            words = "; ".join(item.text for item in task.items)
        case Arrange():
            words = _in_order(task.items[i] for i in task.right)
        case Pair():
            words = "; ".join(_pair(task, left, right) for left, right in enumerate(task.right))
        case _:
            assert_never(task)
    return _one_line(words)


def _fitting(response: Response, kind: type[ResponseT]) -> ResponseT:
    if not isinstance(response, kind):
        raise TypeError(f"{type(response).__name__} does not answer a task that takes {kind.__name__}")
    return response


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _with_unit(figures: str, unit: str) -> str:
    return f"{figures}{unit}" if unit.startswith(("%", "‰")) else f"{figures} {unit}".strip()


def _in_order(items: Iterable[str]) -> str:
    return " → ".join(f"{place}. {item}" for place, item in enumerate(items, start=1))


def _pair(task: Pair, left: int, right: int) -> str:
    return f"{task.lefts[left]} – {task.rights[right]}"


def _right_or_wrong(is_right: bool, given: str) -> Verdict:
    return Verdict(VerdictKind.EXACT if is_right else VerdictKind.WRONG, float(is_right), given=given)


def _kind_of(score: float) -> VerdictKind:
    """Return the kind of an answer of several parts."""
    if score == 1.0:
        return VerdictKind.EXACT
    return VerdictKind.PARTIAL if score > 0 else VerdictKind.WRONG


def _mark_pick(task: Pick, picked: frozenset[int]) -> Verdict | Unreadable:
    """Mark by right picks less wrong ones, where all right options are to be selected."""
    if not picked:
        return Unreadable("Nothing is picked yet.")
    if not all(0 <= option < len(task.options) for option in picked):
        return Unreadable(f"Pick from the options 1 to {len(task.options)}.")
    if len(picked) > 1 and not task.many:
        return Unreadable("Pick one option.")
    given = "; ".join(task.options[i] for i in sorted(picked))
    if not task.many:
        return _right_or_wrong(picked <= task.right, given)
    hits, slips = len(picked & task.right), len(picked - task.right)
    score = max(0, hits - slips) / len(task.right)
    note = "" if score == 1.0 else f"{hits} of {len(task.right)} right options picked, and {slips} wrong."
    return Verdict(_kind_of(score), score, note, given)


def _mark_order(task: Arrange, order: tuple[int, ...]) -> Verdict | Unreadable:
    """Mark by the pairs of items that stand in the right order to each other (Kendall's tau, from 0 to 1)."""
    if sorted(order) != list(range(len(task.items))):
        return Unreadable(f"Put each of the {len(task.items)} items in one place.")
    right_place = {item: place for place, item in enumerate(task.right)}
    pairs = list(combinations((right_place[item] for item in order), 2))
    in_order = sum(first < second for first, second in pairs)
    score = in_order / len(pairs) if pairs else 1.0
    parts = tuple(
        Part(task.items[right], right == given, task.items[given])
        for right, given in zip(task.right, order, strict=True)
    )
    note = "" if score == 1.0 else f"{in_order} of {len(pairs)} pairs of items are in the right order."
    return Verdict(_kind_of(score), score, note, _in_order(task.items[i] for i in order), parts)


def _mark_pairs(task: Pair, partners: tuple[int | None, ...]) -> Verdict | Unreadable:
    """Mark by the pairs that are right; a left without a partner is a wrong one."""
    if all(partner is None for partner in partners):
        return Unreadable("Nothing is paired yet.")
    if len(partners) != len(task.lefts) or not {*partners} <= {None, *range(len(task.rights))}:
        return Unreadable(f"Give each of the {len(task.lefts)} items a partner from 1 to {len(task.rights)}.")
    parts = tuple(
        Part(_pair(task, left, right), given == right, "" if given is None else task.rights[given])
        for left, (right, given) in enumerate(zip(task.right, partners, strict=True))
    )
    found = sum(part.is_right for part in parts)
    score = found / len(parts)
    note = "" if score == 1.0 else f"{found} of {len(parts)} pairs are right."
    given = "; ".join(_pair(task, left, right) for left, right in enumerate(partners) if right is not None)
    return Verdict(_kind_of(score), score, note, given, parts)


def _mark_number(task: TypeNumber, text: str) -> Verdict | Unreadable:
    """Mark right if any reading of the number is within the tolerance, and tell which one was taken."""
    if not normal(text):
        return _NOTHING_TYPED
    found = readings(text, task.unit)
    if not found:
        ending = f", alone or followed by {task.unit}" if task.unit else ""
        return Unreadable(f"“{_shown(text)}” is not understood as a number: write it in figures{ending}.")
    fits = [
        (target, reading)
        for target in (task.answer, *task.accept)
        for reading in found
        if _distance(target, reading) <= task.tolerance
    ]
    nearest = min(found, key=lambda reading: _distance(task.answer, reading))
    target, taken = fits[0] if fits else (task.answer, nearest)
    given = _with_unit(in_figures(taken), task.unit)
    notes = [f"Read as {given}."] if len(found) > 1 else []
    if not fits:
        return Verdict(VerdictKind.WRONG, 0.0, " ".join(notes), given)
    if taken != target:
        notes.append(f"More exactly {_with_unit(in_figures(target), task.unit)}.")
    kind = VerdictKind.EXACT if target == task.answer else VerdictKind.ACCEPTED
    return Verdict(kind, 1.0, " ".join(notes), given)


def _distance(one: Decimal, other: Decimal) -> Decimal:
    return EXACT.abs(EXACT.subtract(one, other))


def _mark_date(task: TypeDate, text: str) -> Verdict | Unreadable:
    """Mark right what is as exact as the answer or more so and agrees with it, half right what is less exact."""
    if not normal(text):
        return _NOTHING_TYPED
    date = read_date(text)
    if isinstance(date, Unreadable):
        return date
    given = in_words(date, task.language)
    if task.answer.contains(date):
        return Verdict(VerdictKind.EXACT, 1.0, given=given)
    if any(accepted.contains(date) for accepted in task.accept):
        return Verdict(VerdictKind.ACCEPTED, 1.0, given=given)
    for answer in (task.answer, *task.accept):
        if date.contains(answer):
            return Verdict(VerdictKind.PARTIAL, LESS_EXACT_SCORE, _what_is_missing(date, answer), given)
    is_in_figures = date.day is not None and not any(character.isalpha() for character in text)
    return Verdict(VerdictKind.WRONG, 0.0, f"Read as {given}." if is_in_figures else "", given)


def _what_is_missing(date: PartialDate, answer: PartialDate) -> str:
    if date.month is not None:
        return "Right as far as it goes, but the day is missing."
    missing = "month is" if answer.day is None else "month and the day are"
    return f"Right as far as it goes, but the {missing} missing."


def _shown(text: str) -> str:
    return _one_line(text[:40]) + ("…" if len(text) > 40 else "")


def _mark_text(task: TypeText, text: str) -> Verdict | Unreadable:
    typed = spelled(text)
    if not typed.normal:
        return _NOTHING_TYPED
    like = likeness(typed, spellings(task.answer), task.leniency, _rivals(task))
    if like is None:
        return Verdict(VerdictKind.WRONG, 0.0, given=typed.text)
    return Verdict(like.kind, like.score, like.remark, typed.text)


def _rivals(task: TypeText | TypeList) -> tuple[Spelling, ...]:
    return tuple(map(spelled, task.rivals)) if task.leniency.typos > 0 else ()


def _parts(typed: Spelling) -> list[Spelling]:
    """Return the texts between the commas and the ands of one."""
    return [part for part in map(spelled, _JOINTS.split(typed.text)) if part.normal]


def _mark_list(task: TypeList, texts: tuple[str, ...]) -> Verdict | Unreadable:
    """Mark by the items found; what is typed twice counts once, and what belongs to no item costs nothing.

    Several items typed in one, as “Laos, Cambodia and China”, are taken apart where that finds more of them.
    """
    typed = [spelling for spelling in map(spelled, texts) if spelling.normal]
    if not typed:
        return _NOTHING_TYPED
    findings = find_items(typed, task.items, task.leniency, _rivals(task))
    apart = [part for each in typed for part in (_parts(each) if each.text in findings.extras else [each])]
    if len(apart) > len(typed):
        taken_apart = find_items(apart, task.items, task.leniency, _rivals(task))
        if len(taken_apart.found) > len(findings.found):
            typed, findings = apart, taken_apart
    given = {**findings.missed, **findings.found}
    parts = tuple(
        Part(item.text, place in findings.found, given[place][0] if place in given else "")
        for place, item in enumerate(task.items)
    )
    remarks = [given[place][1].remark for place in sorted(given)]
    remarks += [f"“{text}” counts once." for text in dict.fromkeys(findings.repeated)]
    if findings.extras:
        remarks.append(f"Not in the list: {'; '.join(findings.extras)}.")
    score = min(1.0, len(findings.found) / task.need)
    words = "; ".join(spelling.text for spelling in typed)
    return Verdict(_kind_of(score), score, " ".join(filter(None, remarks)), words, parts, findings.extras)
