"""What a learner types in `--plain`, read as a response to the task before him."""

import re
from typing import assert_never
from unicodedata import normalize

from vnquiz.core.sanitise import sanitise_line
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
from vnquiz.core.verdicts import Unreadable

LONGEST_ANSWER = 500
SEPARATOR = re.compile(r"(?<!\\);")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
TRUE_WORDS = {"t", "true"}
FALSE_WORDS = {"f", "false"}


def read_response(task: Task, line: str) -> Response | Unreadable:
    """Return the response that a line is; an empty line means I don't know, or shows a flashcard's answer."""
    text = composed(line)
    match task:
        case Reveal():
            if text:
                return Unreadable("Press Enter to see the answer.")
            return Revealed()
        case _ if not text:
            return Unknown()
        case Pick(options=options, many=many):
            return _picked(text, len(options), many=many)
        case Judge():
            return _judged(text)
        case TypeText() | TypeNumber() | TypeDate():
            return Typed(text[:LONGEST_ANSWER])
        case TypeList():
            items = [part.replace("\\;", ";").strip()[:LONGEST_ANSWER] for part in SEPARATOR.split(text)]
            return Listed(tuple(item for item in items if item))
        case Arrange(items=shown):
            return _arranged(text, len(shown))
        case Pair(lefts=lefts, rights=rights):
            return _paired(text, len(lefts), len(rights))
        case _:
            assert_never(task)


def composed(line: str) -> str:
    """Return a line as the answer box of the screens would hold it: in NFC, without controls."""
    return normalize("NFC", sanitise_line(CONTROL.sub("", line.replace("\t", " ")))).strip()


def _numbers(text: str) -> list[int] | None:
    """Return the numbers of a line, separated by spaces or commas, or None if it is anything else."""
    words = text.replace(",", " ").split()
    return (
        [int(word) for word in words]
        if all(w.isascii() and w.isdecimal() and len(w) < 4 for w in words)
        else None
    )


def _picked(text: str, options: int, *, many: bool) -> Response | Unreadable:
    numbers = _numbers(text)
    if not numbers or any(not 1 <= number <= options for number in numbers):
        kind = "numbers such as 1,3" if many else "a number"
        return Unreadable(f"Type {kind} from 1 to {options}.")
    if len(set(numbers)) > 1 and not many:
        return Unreadable("Only one option can be picked.")
    return Picked(frozenset(number - 1 for number in numbers))


def _judged(text: str) -> Response | Unreadable:
    word = text.casefold()
    if word in TRUE_WORDS | FALSE_WORDS:
        return Judged(word in TRUE_WORDS)
    return Unreadable("Type t for true or f for false.")


def _arranged(text: str, items: int) -> Response | Unreadable:
    numbers = _numbers(text)
    if numbers is None or sorted(numbers) != list(range(1, items + 1)):
        example = " ".join(str(number) for number in range(items, 0, -1))
        return Unreadable(f"Type the numbers 1 to {items} once each, first place first, such as {example}.")
    return Arranged(tuple(number - 1 for number in numbers))


def _paired(text: str, lefts: int, rights: int) -> Response | Unreadable:
    numbers = _numbers(text)
    if numbers is None or len(numbers) != lefts or any(not 1 <= number <= rights for number in numbers):
        return Unreadable(f"Type {lefts} numbers from 1 to {rights}: the partner of each, from the top down.")
    return Paired(tuple(number - 1 for number in numbers))
