"""The part of a question that belongs to its type, read from the question's keys."""

from decimal import Decimal
from typing import assert_never

from vnquiz.core.folding import normal
from vnquiz.core.questions import (
    Body,
    Choice,
    Cloze,
    DateQuestion,
    Flashcard,
    Leniency,
    ListQuestion,
    Matching,
    Numeric,
    Ordering,
    Pool,
    QuestionType,
    ShortAnswer,
    TrueFalse,
    Wording,
)
from vnquiz.deckfile import values
from vnquiz.deckfile.cloze import GapFault, read_cloze
from vnquiz.deckfile.fields import ITEM_FIELDS
from vnquiz.deckfile.values import Keys
from vnquiz.yamlfile.document import Document
from vnquiz.yamlfile.nodes import Mapping, Node, Scalar, Sequence
from vnquiz.yamlfile.problems import Code, did_you_mean


def read_body(
    document: Document,
    kind: QuestionType,
    keys: Keys,
    leniency: Leniency,
    draw: tuple[Pool, int] | None = None,
) -> Body | None:
    """Return what belongs to the type, or None after reporting why it cannot be read.

    `leniency` is the deck's own, for questions that do not say otherwise; `draw` is the pool and the row of a
    table's card whose wrong options are drawn.
    """
    name = "text" if kind is QuestionType.CLOZE else "answer"
    if name not in keys:
        return None
    node = keys[name]
    match kind:
        case QuestionType.FLASHCARD:
            back = values.text(document, node, name)
            return None if back is None else Flashcard(back)
        case QuestionType.CHOICE:
            return _choice(document, node, keys, draw)
        case QuestionType.TRUE_FALSE:
            answer = values.truth(document, node, name)
            return None if answer is None else TrueFalse(answer)
        case QuestionType.SHORT_ANSWER:
            words = values.line(document, node, name)
            accept = _accepted(document, keys)
            if words is None:
                return None
            return ShortAnswer(Wording(words, accept), _leniency(document, keys, leniency))
        case QuestionType.NUMERIC:
            return _numeric(document, node, keys)
        case QuestionType.DATE:
            when = values.date(document, node, name)
            also = values.dates(document, keys["accept"], "accept") if "accept" in keys else ()
            return None if when is None else DateQuestion(when, also or ())
        case QuestionType.CLOZE:
            return _cloze(document, node, keys, leniency)
        case QuestionType.LIST:
            return _list(document, node, keys, leniency)
        case QuestionType.ORDERING:
            items = values.distinct(
                document, node, values.sequence_of(document, node, name, values.line), name
            )
            return Ordering(items) if items and _enough(document, node, len(items)) else None
        case QuestionType.MATCHING:
            return _matching(document, node, keys)
        case _:
            assert_never(kind)


def _accepted(document: Document, keys: Keys) -> tuple[str, ...]:
    return (values.lines(document, keys["accept"], "accept") or ()) if "accept" in keys else ()


def _leniency(document: Document, keys: Keys, leniency: Leniency) -> Leniency:
    if "diacritics" not in keys and "typos" not in keys:
        return leniency
    marks = values.diacritics(document, keys["diacritics"], "diacritics") if "diacritics" in keys else None
    typos = values.count(document, keys["typos"], "typos") if "typos" in keys else None
    return Leniency(marks or leniency.diacritics, typos if typos is not None else leniency.typos)


def _enough(document: Document, node: Node, size: int) -> bool:
    if size < 2:
        document.report(Code.TOO_FEW, node, "`answer` needs at least two items.", "Add another.")
    return size >= 2


def _choice(document: Document, node: Node, keys: Keys, draw: tuple[Pool, int] | None) -> Choice | None:
    select_all = isinstance(node, Sequence)
    right = values.lines(document, node, "answer")
    if draw is not None:
        return None if right is None else Choice(right, (), select_all, *draw)
    wrong = values.lines(document, keys["wrong"], "wrong") if "wrong" in keys else None
    if right is None or wrong is None:
        return None
    return Choice(right, wrong, select_all) if _apart(document, keys, right, wrong) else None


def _apart(document: Document, keys: Keys, right: tuple[str, ...], wrong: tuple[str, ...]) -> bool:
    """Report a wrong option that reads like a right one."""
    if values.are_apart((*right, *wrong)):
        return True
    known = {normal(text) for text in right}
    node = keys["wrong"]
    items = node.items if isinstance(node, Sequence) else [node]
    for item, text in zip(items, wrong, strict=True):
        if normal(text) in known:
            document.report(
                Code.DUPLICATE_OPTION, item, f"“{text}” is both right and wrong.", "Remove one of them."
            )
            return False
    return True


def _numeric(document: Document, node: Node, keys: Keys) -> Numeric | None:
    answer = values.number(document, node, "answer")
    accept = values.numbers(document, keys["accept"], "accept") if "accept" in keys else ()
    unit = values.line(document, keys["unit"], "unit") if "unit" in keys else ""
    tolerance = values.number(document, keys["tolerance"], "tolerance") if "tolerance" in keys else None
    if tolerance is not None and tolerance[0] < 0:
        document.report(Code.BAD_NUMBER, keys["tolerance"], "`tolerance` must not be below zero.")
    if answer is None:
        return None
    return Numeric(
        answer[0], answer[1], accept or (), tolerance[0] if tolerance is not None else Decimal(0), unit or ""
    )


def _cloze(document: Document, node: Node, keys: Keys, leniency: Leniency) -> Cloze | None:
    words = values.text(document, node, "text")
    if words is None:
        return None
    pieces = read_cloze(words)
    if isinstance(pieces, GapFault):
        assert isinstance(node, Scalar)
        column = _column_in(document, node, pieces.offset)
        if column is None:
            document.report(Code.BAD_GAP, node, pieces.message, pieces.cure)
        else:
            document.report_at(Code.BAD_GAP, node.line, column, column + 2, pieces.message, pieces.cure)
        return None
    return Cloze(pieces, _leniency(document, keys, leniency))


def _column_in(document: Document, node: Scalar, offset: int) -> int | None:
    """Return the column of a character of a scalar, or None where the text is not as typed."""
    lines = document.text.split("\n", node.line)
    start = node.column - 1 + (1 if node.style in ("'", '"') else 0)
    typed = lines[node.line - 1][start : start + len(node.text)] if len(lines) >= node.line else ""
    return start + 1 + offset if typed == node.text and node.style not in ("|", ">") else None


def _item(document: Document, node: Node, name: str) -> Wording | None:
    """Return an item of a list: a text, or a mapping with what else passes for it."""
    if not isinstance(node, Mapping):
        text = values.line(document, node, name)
        return None if text is None else Wording(text)
    keys = values.keys_of(document, node, "An item") or node
    for key_name in keys:
        if key_name not in ITEM_FIELDS:
            document.report(
                Code.UNKNOWN_KEY,
                keys.key(key_name),
                f"There is no key `{key_name}` in an item.",
                did_you_mean(key_name, list(ITEM_FIELDS)),
            )
            return None
    if "text" not in keys:
        document.report(Code.MISSING_KEY, node, "The key `text` is missing in an item.")
        return None
    text = values.line(document, keys["text"], "text")
    return None if text is None else Wording(text, _accepted(document, keys))


def _list(document: Document, node: Node, keys: Keys, leniency: Leniency) -> ListQuestion | None:
    items = values.sequence_of(document, node, "answer", _item)
    need = values.count(document, keys["need"], "need") if "need" in keys else None
    if items is None or values.distinct(document, node, tuple(item.text for item in items), "answer") is None:
        return None
    if not _enough(document, node, len(items)):
        return None
    if need is not None and not 1 <= need <= len(items):
        document.report(
            Code.BAD_NUMBER, keys["need"], f"`need` must be from 1 to {len(items)}, the number of items."
        )
        return None
    return ListQuestion(items, need or len(items), _leniency(document, keys, leniency))


def _matching(document: Document, node: Node, keys: Keys) -> Matching | None:
    answer = values.keys_of(document, node, "`answer`")
    wrong = values.lines(document, keys["wrong"], "wrong") if "wrong" in keys else ()
    if answer is None or wrong is None:
        return None
    pairs: list[tuple[str, str]] = []
    seen: dict[str, int] = {}
    is_apart = values.are_apart(tuple(answer))
    for left, right_node in answer.items():
        right = values.line(document, right_node, left)
        if right is None or values.line(document, answer.key(left), "answer") is None:
            return None
        if is_apart:
            pairs.append((left, right))
            continue
        if normal(left) in seen:
            document.report(
                Code.DUPLICATE_OPTION,
                answer.key(left),
                f"“{left}” reads like the item in line {seen[normal(left)]}.",
                "Remove one of them.",
            )
            return None
        seen[normal(left)] = answer.key(left).line
        pairs.append((left, right))
    if not _enough(document, node, len(pairs)):
        return None
    rights = tuple(right for _, right in pairs)
    return Matching(tuple(pairs), wrong) if not wrong or _apart(document, keys, rights, wrong) else None
