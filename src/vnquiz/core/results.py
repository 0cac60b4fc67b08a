"""The result file of an exam: what was asked, what was answered and how it was marked, under a checksum.

docs/exams.md tells the format.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple, NoReturn

from vnquiz.core.events import Json
from vnquiz.core.marks import Confidence, mark_of
from vnquiz.core.questions import CardId, DeckId
from vnquiz.core.verdicts import VerdictKind

FORMAT = "vnquiz-result"
BEGINNING = f'{{\n  "format": "{FORMAT}",'.encode("ascii")
"""How every result file begins that vnquiz wrote."""

VERSION = 1
MOST_ITEMS = 10_000
MOST_SECONDS = 10**8
LONGEST_NAME = 200
MOST_MINUTES = 10**6
SEEDS = range(-(2**63), 2**64)


class Order(StrEnum):
    """In which order the questions of a paper were asked."""

    SHUFFLED = "shuffled"
    EASY_FIRST = "easy-first"


class HandedIn(StrEnum):
    """What ended an exam."""

    LEARNER = "learner"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class ResultDeck:
    """A deck from which the paper was drawn, with the fingerprint of its cards."""

    id: DeckId
    title: str
    fingerprint: str


class ResultItem(NamedTuple):
    """One question of a paper and what became of it.

    `prompt` is plain text, `cite` holds citations as authors write them, `asked` and `answered` are as in the
    log. Of a question left open `answered` and `verdict` are None and `score` is 0. `chance` is the expected
    score of a blind guess. It is a named tuple because a report makes one for every item of a whole class.
    """

    card: CardId
    question: str
    type: str
    prompt: str
    asked: Mapping[str, Json]
    answered: Mapping[str, Json] | None
    verdict: VerdictKind | None
    score: float
    chance: float
    seconds: float
    tags: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    confidence: Confidence | None = None
    is_flagged: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """A paper as it was handed in; `minutes` is None where time was not limited, instants are in UTC."""

    begun: datetime
    handed_in: datetime
    by: HandedIn
    seed: int
    minutes: int | None
    order: Order
    asks_confidence: bool
    decks: tuple[ResultDeck, ...]
    items: tuple[ResultItem, ...] = field(repr=False)
    tags: tuple[str, ...] = ()
    name: str = ""
    program: str = ""


def result_bytes(result: Result) -> bytes:
    """Return the file of a result: readable JSON whose last member is the checksum of all lines before it."""
    text = json.dumps(as_json(result), ensure_ascii=False, allow_nan=False, indent=2)
    # A half surrogate, as hostile input may hold it, is written as JSON's own escape.
    sealed = text.removesuffix("\n}").encode("utf-8", "backslashreplace") + b",\n"
    return sealed + f'  "checksum": "{_checksum(sealed)}"\n}}\n'.encode("ascii")


def _checksum(sealed: bytes | memoryview) -> str:
    return f"sha256:{hashlib.sha256(sealed).hexdigest()}"


def as_json(result: Result) -> dict[str, object]:
    """Return a result as its file has it, without the checksum."""
    mark = mark_of(result.items)
    return {
        "format": FORMAT,
        "version": VERSION,
        "program": result.program,
        "name": result.name,
        "begun": _instant_text(result.begun),
        "handed_in": _instant_text(result.handed_in),
        "by": result.by.value,
        "seed": result.seed,
        "minutes": result.minutes,
        "order": result.order.value,
        "tags": result.tags,
        "asks_confidence": result.asks_confidence,
        "decks": [
            {"id": deck.id, "title": deck.title, "fingerprint": deck.fingerprint} for deck in result.decks
        ],
        "mark": {
            "score": round(mark.score, 6),
            "items": mark.items,
            "percent": round(100 * mark.share, 2),
            "corrected": round(100 * mark.corrected, 2),
        },
        "items": [_item_as_json(item) for item in result.items],
    }


def _instant_text(instant: datetime) -> str:
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _item_as_json(item: ResultItem) -> dict[str, object]:
    return {
        "card": item.card,
        "question": item.question,
        "type": item.type,
        "prompt": item.prompt,
        "tags": item.tags,
        "cite": item.cite,
        "asked": dict(item.asked),
        "answered": None if item.answered is None else dict(item.answered),
        "verdict": None if item.verdict is None else item.verdict.value,
        "score": item.score,
        "chance": item.chance,
        "seconds": item.seconds,
        "confidence": None if item.confidence is None else item.confidence.value,
        "flagged": item.is_flagged,
    }


def read_result(data: bytes) -> Result:
    """Return the result in a file; raise ValueError, with a sentence for people, where it cannot be trusted."""
    fields = _members(data)
    if fields.get("format") != FORMAT:
        raise ValueError("It is not a result file of vnquiz.")
    version = fields.get("version")
    if type(version) is int and version > VERSION:
        raise ValueError(f"It was written by a newer vnquiz, in version {version} of the format.")
    _check(type(version) is int and version == VERSION, "version", "the format")
    _check_seal(data, fields)
    return from_json(fields)


def _not_finite(word: str) -> NoReturn:
    raise ValueError(word)


_DECODER = json.JSONDecoder(parse_constant=_not_finite)
_SEAL = re.compile(rb'\n  "checksum": "(sha256:[0-9a-f]{64})"\n}\n\Z')
_SEAL_LENGTH = len('\n  "checksum": "sha256:"\n}\n') + 64


def _members(data: bytes) -> dict[str, Any]:
    try:
        found = _DECODER.decode(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("It is not UTF-8 text.") from None
    except RecursionError:
        raise ValueError("It is nested too deeply.") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"It is not JSON: {error}.") from None
    except ValueError:
        raise ValueError("It holds a number that is none in JSON, or has too many digits.") from None
    if type(found) is not dict:
        raise ValueError("It is not a result file of vnquiz.")
    return found


def _check_seal(data: bytes, fields: dict[str, Any]) -> None:
    """Raise ValueError unless the bytes before the checksum are those over which it was made."""
    if "checksum" not in fields:
        raise ValueError("Its checksum is missing, so that it may have been changed after it was handed in.")
    seal = _SEAL.search(data, max(0, len(data) - _SEAL_LENGTH))
    if seal is None or _checksum(memoryview(data)[: seal.start() + 1]) != seal[1].decode("ascii"):
        why = " Its line breaks are those of Windows: was it sent as text?" if b"\r\n" in data else ""
        raise ValueError(f"It was changed after it was handed in: its checksum is another.{why}")


_NUMBER = (int, float)
_TEXT = (str,)
_MAYBE_TEXT = (str, type(None))
_HEAD_SHAPES: dict[str, tuple[type, ...]] = {
    "begun": _TEXT,
    "handed_in": _TEXT,
    "by": _TEXT,
    "seed": (int,),
    "minutes": (int, type(None)),
    "order": _TEXT,
    "asks_confidence": (bool,),
    "decks": (list,),
    "items": (list,),
    "tags": (list,),
    "name": _TEXT,
    "program": _TEXT,
}
_ITEM_SHAPES: dict[str, tuple[type, ...]] = {
    "card": _TEXT,
    "question": _TEXT,
    "type": _TEXT,
    "prompt": _TEXT,
    "asked": (dict,),
    "answered": (dict, type(None)),
    "verdict": _MAYBE_TEXT,
    "score": _NUMBER,
    "chance": _NUMBER,
    "seconds": _NUMBER,
    "tags": (list,),
    "cite": (list,),
    "confidence": _MAYBE_TEXT,
    "flagged": (bool,),
}
_DECK_SHAPES = {"id": _TEXT, "title": _TEXT, "fingerprint": _TEXT}
_item_values = itemgetter(*_ITEM_SHAPES)
_response_columns = itemgetter("verdict", "answered", "score")
_TYPES = {name: frozenset(types) for name, types in _ITEM_SHAPES.items()}
_MOST = {"score": 1, "chance": 1, "seconds": MOST_SECONDS}
_KNOWN: dict[str, dict[str | None, StrEnum | None]] = {
    "verdict": {None: None} | {kind.value: kind for kind in VerdictKind},
    "confidence": {None: None} | {each.value: each for each in Confidence},
}
_ONLY_TEXT = frozenset({str})


def from_json(fields: dict[str, Any]) -> Result:
    """Return the result that members of a file are; raise ValueError, with a sentence, where they are none."""
    _check_shapes(fields, _HEAD_SHAPES, "the paper")
    items = fields["items"]
    if not 1 <= len(items) <= MOST_ITEMS:
        raise ValueError(f"It holds {len(items):,} items; it must be 1 to {MOST_ITEMS:,}.")
    for deck in fields["decks"]:
        _check_shapes(deck, _DECK_SHAPES, "a deck")
    minutes = fields["minutes"]
    _check(minutes is None or 1 <= minutes <= MOST_MINUTES, "minutes", "the paper")
    _check(fields["seed"] in SEEDS, "seed", "the paper")
    _check(_are_texts(fields["tags"]), "tags", "the paper")
    _check(fields["by"] in list(HandedIn), "by", "the paper")
    _check(fields["order"] in list(Order), "order", "the paper")
    result = Result(
        _instant(fields["begun"], "begun"),
        _instant(fields["handed_in"], "handed_in"),
        HandedIn(fields["by"]),
        fields["seed"],
        minutes,
        Order(fields["order"]),
        fields["asks_confidence"],
        tuple(ResultDeck(deck["id"], deck["title"], deck["fingerprint"]) for deck in fields["decks"]),
        _items(items),
        tuple(fields["tags"]),
        fields["name"],
        fields["program"],
    )
    if len({item.card for item in result.items}) < len(items):
        raise ValueError("It holds two items of one card.")
    return result


def _check_shapes(fields: object, shapes: Mapping[str, tuple[type, ...]], where: str) -> None:
    if type(fields) is not dict:
        raise ValueError(f"It does not hold {where} where it should.")
    for name, types in shapes.items():
        if name not in fields:
            raise ValueError(f"It lacks `{name}` of {where}.")
        _check(type(fields[name]) in types, name, where)


def _check(is_fine: bool, name: str, where: str) -> None:
    if not is_fine:
        raise ValueError(f"It holds a value that cannot be: `{name}` of {where}.")


def _instant(text: str, name: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = datetime.min
    _check(text.endswith("Z") and instant.utcoffset() == timedelta(0), name, "the paper")
    return instant


def _items(found: list[Any]) -> tuple[ResultItem, ...]:
    """Return the items; they are judged column by column, since a report reads those of a whole class."""
    try:
        columns = dict(zip(_ITEM_SHAPES, zip(*map(_item_values, found), strict=True), strict=True))
    except (KeyError, TypeError, IndexError):
        columns = {}
    if not columns or not all(types.issuperset(map(type, columns[name])) for name, types in _TYPES.items()):
        for fields in found:
            _check_shapes(fields, _ITEM_SHAPES, "an item")
    for name, most in _MOST.items():
        _check(min(columns[name]) >= 0 and max(columns[name]) <= most, name, "an item")
    for name, known in _KNOWN.items():
        _check(known.keys() >= {*columns[name]}, name, "an item")
        columns[name] = tuple(map(known.__getitem__, columns[name]))
    for name in ("tags", "cite"):
        _check(_ONLY_TEXT.issuperset(map(type, chain.from_iterable(columns[name]))), name, "an item")
        columns[name] = tuple(map(tuple, columns[name]))
    for verdict, answered, score in zip(*_response_columns(columns), strict=True):
        _check((answered is None) is (verdict is None), "answered", "an item")
        _check(verdict is not None or not score, "score", "an item")
        _check(not answered or _are_texts(answered.get("picked", [])), "answered", "an item")
    for asked in columns["asked"]:
        _check(type(asked.get("right")) is str, "asked", "an item")
        _check(_are_texts(asked.get("options", [])), "asked", "an item")
    return tuple(map(ResultItem._make, zip(*columns.values(), strict=True)))


def _are_texts(values: object) -> bool:
    return type(values) is list and _ONLY_TEXT.issuperset(map(type, values))
