"""Fingerprints of questions and decks: what is asked and what counts as right, the same on every machine."""

import hashlib
import json
from functools import lru_cache
from typing import assert_never

from vnquiz.core.dates import PartialDate
from vnquiz.core.decks import Deck
from vnquiz.core.questions import (
    Body,
    Card,
    Choice,
    Cloze,
    DateQuestion,
    DrawnMatching,
    DrawnOrdering,
    Flashcard,
    Gap,
    Leniency,
    ListQuestion,
    Matching,
    Numeric,
    Ordering,
    Place,
    Pool,
    ShortAnswer,
    Shown,
    TrueFalse,
    Wording,
)

MOST_POOLS = 256


def question_fingerprint(card: Card) -> str:
    """Return `sha256:` and the hex digest of what a card asks and what counts as right.

    Its id, explanation, hint, citations and tags do not count. Of a question over rows, all rows that it draws
    from do.
    """
    gap = None if card.gap is None else card.gap.number
    return _digest([card.question.ask, _content(card.question.body), gap])


def deck_fingerprint(deck: Deck) -> str:
    """Return `sha256:` and the hex digest of the ids and fingerprints of a deck's cards, in whatever order."""
    return _digest(sorted([card.id, question_fingerprint(card)] for card in deck.cards))


def _digest(content: object) -> str:
    text = json.dumps(content, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode('ascii')).hexdigest()}"


def _content(body: Body) -> list[object]:
    """Return the type of a body and its values in a fixed order, as JSON."""
    match body:
        case Flashcard(answer):
            return ["flashcard", answer]
        case Choice(answers, wrong, select_all, pool, row):
            drawn = None if pool is None else [_pool(pool), row]
            return ["choice", answers, wrong, select_all, drawn]
        case TrueFalse(right):
            return ["true-false", right]
        case ShortAnswer(wording, leniency):
            return ["short-answer", _wording(wording), _leniency(leniency)]
        case Numeric(number, shown, accept, tolerance, unit):
            return ["numeric", str(number), shown, list(map(str, accept)), str(tolerance), unit]
        case DateQuestion(date, dates):
            return ["date", date.iso(), [each.iso() for each in dates]]
        case Cloze(pieces, leniency):
            return ["cloze", [_piece(piece) for piece in pieces], _leniency(leniency)]
        case ListQuestion(items, need, leniency):
            return ["list", [_wording(item) for item in items], need, _leniency(leniency)]
        case Ordering(items):
            return ["ordering", items]
        case Matching(pairs, wrong):
            return ["matching", pairs, wrong]
        case DrawnOrdering(texts, places, count):
            return ["drawn-ordering", texts, [_value(place) for place in places], count]
        case DrawnMatching(lefts, rights, keys, partners, count):
            known = [[left, [_value(key) for key in of_left]] for left, of_left in sorted(partners.items())]
            return ["drawn-matching", lefts, rights, [_value(key) for key in keys], known, count]
        case _:
            assert_never(body)


@lru_cache(maxsize=MOST_POOLS)
def _pool(pool: Pool) -> str:
    """Return the fingerprint of the rows from which wrong options are drawn: all cards of a question share them."""
    stems = [[_value(shown) for shown in stem] for stem in pool.stems]
    return _digest([pool.texts, stems, pool.count])


def _wording(wording: Wording) -> list[object]:
    return [wording.text, wording.accept]


def _leniency(leniency: Leniency) -> list[object]:
    return [leniency.diacritics.value, leniency.typos]


def _piece(piece: str | Gap) -> object:
    return piece if isinstance(piece, str) else [piece.number, _wording(piece.answer), piece.hint]


def _value(value: Shown | Place) -> object:
    """Return a compared value: a date as a list, so that it is never taken for the same text, a number as text."""
    return [value.iso()] if isinstance(value, PartialDate) else str(value)
