"""An answer as the log keeps it, and what the log says of the answer that a card had before."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import assert_never

from vnquiz.core.dates import PartialDate, read_date
from vnquiz.core.events import ONE_IN, Event, EventKind, Json
from vnquiz.core.folding import normal
from vnquiz.core.marking import right_answer
from vnquiz.core.markup import plain
from vnquiz.core.questions import Card, DrawnMatching, DrawnOrdering
from vnquiz.core.replay import standing
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

_AMOUNT = re.compile(r"(-?[\d\s,]*\.?\d+)(.*)")


def asked_json(task: Task, luck: int = 0) -> dict[str, Json]:
    """Return what was shown, as it stands in the log: the options in their order and the right answer.

    `luck` is k where one guess in k is right and the answer is to be taken for one that may have been luck.
    """
    shown: dict[str, Json] = {"right": right_answer(task)}
    if luck:
        shown[ONE_IN] = luck
    match task:
        case Pick(options=options):
            shown["options"] = list(options)
        case Arrange(items=items):
            shown["items"] = list(items)
        case Pair(lefts=lefts, rights=rights):
            shown["lefts"] = list(lefts)
            shown["rights"] = list(rights)
        case Reveal() | Judge() | TypeText() | TypeNumber() | TypeDate() | TypeList():
            pass
        case _:
            assert_never(task)
    return shown


def answered_json(task: Task, response: Response) -> dict[str, Json]:
    """Return what was given, as it stands in the log: texts, not places among the options."""
    match response:
        case Unknown():
            return {"unknown": True}
        case Revealed():
            return {}
        case Typed(text):
            return {"text": text}
        case Listed(texts):
            return {"texts": list(texts)}
        case Judged(value):
            return {"value": value}
        case Picked(options) if isinstance(task, Pick):
            return {"picked": [task.options[i] for i in sorted(options)]}
        case Arranged(order) if isinstance(task, Arrange):
            return {"order": [task.items[i] for i in order]}
        case Paired(partners) if isinstance(task, Pair):
            return {"partners": [None if i is None else task.rights[i] for i in partners]}
        case _:
            raise TypeError(f"{type(response).__name__} is no response to {type(task).__name__}")


def response_of(task: Task, answered: Mapping[str, Json]) -> Response:
    """Return the response that stands in the log; raise ValueError if it is none to this task."""
    match task, answered:
        case _, {"unknown": True}:
            return Unknown()
        case Reveal(), _:
            return Revealed()
        case Judge(), {"value": bool(value)}:
            return Judged(value)
        case TypeList(), {"texts": [*texts]}:
            return Listed(tuple(map(str, texts)))
        case TypeText() | TypeNumber() | TypeDate(), {"text": str(text)}:
            return Typed(text)
        case Pick(options=options), {"picked": [*texts]}:
            return Picked(frozenset(options.index(str(text)) for text in texts))
        case Arrange(items=items), {"order": [*texts]}:
            return Arranged(tuple(items.index(str(text)) for text in texts))
        case Pair(rights=rights), {"partners": [*texts]}:
            return Paired(tuple(None if text is None else rights.index(str(text)) for text in texts))
    raise ValueError(f"no response to {type(task).__name__}: {answered}")


def answer_in_words(asked: Mapping[str, Json], answered: Mapping[str, Json]) -> str:
    """Return in one line what was answered, as it stands in the log; empty for nothing."""
    match answered:
        case {"unknown": True}:
            return "I don't know"
        case {"text": str(text)}:
            return text
        case {"value": bool(value)}:
            return str(value)
        case {"texts": [*texts]} | {"picked": [*texts]}:
            return "; ".join(map(str, texts))
        case {"order": [*texts]}:
            return " → ".join(map(str, texts))
        case {"partners": [*texts]}:
            lefts = asked.get("lefts")
            pairs = zip(lefts if isinstance(lefts, list) else (), texts, strict=False)
            return "; ".join(f"{left} – {'nothing' if text is None else text}" for left, text in pairs)
    return ""


def changed_from(card: Card, task: Task, history: Iterable[Event]) -> str:
    """Return the answer that a card had when it was last answered, empty if it still has that answer.

    It is empty too for a card that is new, or was reset since, and for one drawn from rows, whose answer is
    another each time.
    """
    if isinstance(card.question.body, DrawnOrdering | DrawnMatching):
        return ""
    before = _last_right_answer(history)
    return before if before and is_another_answer(task, before) else ""


def is_another_answer(task: Task, words: str) -> bool:
    """Tell whether words that were a right answer mean another one than the right answer of a task."""
    return _meaning(task, words) != _meaning(task, right_answer(task))


def _last_right_answer(history: Iterable[Event]) -> str:
    for event in reversed(standing(history)):
        match event.draft.kind:
            case EventKind.STUDY | EventKind.RELEARN | EventKind.CRAM | EventKind.EXAM:
                right = event.draft.asked.get("right")
                return right if isinstance(right, str) else ""
            case EventKind.RESET:
                return ""
    return ""


def _meaning(task: Task, words: str) -> object:
    """Return what a right answer to a task like this one means, whatever the way it is written or shuffled."""
    match task:
        case Reveal():
            return normal(plain(words))
        case Pick(many=True) | TypeList() | Pair():
            return sorted(map(normal, words.split("; ")))
        case Pick() | Judge() | TypeText():
            return normal(words)
        case Arrange():
            return [normal(item) for item in words.split(" → ")]
        case TypeDate():
            date = read_date(words)
            return date if isinstance(date, PartialDate) else normal(words)
        case TypeNumber():
            amount = _AMOUNT.fullmatch(words)
            if amount is None:
                return normal(words)
            return Decimal("".join(amount[1].split()).replace(",", "")), amount[2].strip()
        case _:
            assert_never(task)
