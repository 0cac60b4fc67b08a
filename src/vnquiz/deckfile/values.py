"""Nodes read as values: each function returns what its node means, or None after reporting why it cannot."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TypeVar
from unicodedata import normalize

from vnquiz.core.dates import PartialDate, parse_iso, read_date
from vnquiz.core.folding import normal, slug
from vnquiz.core.questions import Citation, Diacritics
from vnquiz.yamlfile.document import Document
from vnquiz.yamlfile.nodes import Mapping, Node, Scalar, Sequence
from vnquiz.yamlfile.problems import Code, did_you_mean

MAX_TEXT = 20_000
MAX_COUNT = 1_000_000
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
NUMBER = re.compile(r"[+-]?\d{1,100}(?:\.\d{1,100})?(?:[eE][+-]?\d{1,3})?", re.ASCII)
COUNT = re.compile(r"\d{1,7}", re.ASCII)
CITATION = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*):(\d{1,6})(?:-(\d{1,6}))?", re.ASCII)
LATIN = re.compile(r"[\x00\n -~\u00a0-\u00ac\u00ae-\u024f\u1e00-\u1eff\u2010-\u2027]*")
BETWEEN_TEXTS = "\0"  # sanitised texts never hold it
NEITHER_LETTER_NOR_DIGIT = bytes(code for code in range(1, 128) if not chr(code).isalnum())
PREVIOUS_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:[-.][a-z0-9]+)*")

TRUTH_IN_OTHER_WORDS = {
    **dict.fromkeys(("yes", "y", "t", "1", "on", "right", "correct", "đúng"), "true"),
    **dict.fromkeys(("no", "n", "f", "0", "off", "wrong", "incorrect", "sai"), "false"),
}

Value = TypeVar("Value")
Keys = Mapping


def keys_of(document: Document, node: Node, what: str) -> Keys | None:
    """Return the keys of a mapping with their values; doubles are reported, the first one kept."""
    if not isinstance(node, Mapping):
        document.report(
            Code.WRONG_SHAPE, node, f"{what} must be a mapping.", "Write lines of the form `key: value`."
        )
        return None
    for key, _ in node.doubles:
        document.report(
            Code.DUPLICATE_KEY,
            key,
            f"The key `{key.text}` stands here a second time; the first is in line {node.key(key.text).line}.",
            "Remove one of them.",
        )
    return node


def text(document: Document, node: Node, name: str) -> str | None:
    """Return a text of one or more lines, without the line break that ends a block."""
    if isinstance(node, Scalar):
        value = node.text.strip()
        if 0 < len(value) <= MAX_TEXT:
            return value
    _report_no_text(document, node, name)
    return None


def _report_no_text(document: Document, node: Node, name: str) -> None:
    """Report why a node is no text."""
    if not isinstance(node, Scalar):
        shape = "a list" if isinstance(node, Sequence) else "a mapping"
        cure = "Put a text that contains `{` or `: ` between quotes." if isinstance(node, Mapping) else ""
        document.report(Code.WRONG_SHAPE, node, f"`{name}` must be a text, not {shape}.", cure)
    elif node.text.strip():
        document.report(
            Code.TOO_LONG, node, f"`{name}` is longer than {MAX_TEXT:,} characters.", "Make it shorter."
        )
    else:
        document.report(Code.EMPTY, node, f"`{name}` has no value.", "Give it one, or leave the key out.")


def line(document: Document, node: Node, name: str) -> str | None:
    """Return a text with its line breaks folded into spaces."""
    value = text(document, node, name)
    return None if value is None else _folded(value)


def _folded(value: str) -> str:
    return " ".join(value.split()) if "\n" in value else value


def slug_of(document: Document, node: Node, name: str) -> str | None:
    """Return a slug."""
    value = text(document, node, name)
    if value is None or SLUG.fullmatch(value):
        return value
    better = slug(value)
    document.report(
        Code.BAD_SLUG,
        node,
        f"`{name}` must be made of small letters a to z, digits and single hyphens.",
        f"Write `{better}`." if better else "",
    )
    return None


def language(document: Document, node: Node, name: str) -> str | None:
    """Return a language code."""
    value = text(document, node, name)
    if value is None or LANGUAGE.fullmatch(value):
        return value
    document.report(
        Code.BAD_LANGUAGE, node, f"`{name}` must be a language code.", "Write `en`, `vi` or the like."
    )
    return None


def sequence_of(
    document: Document, node: Node, name: str, read: Callable[[Document, Node, str], Value | None]
) -> tuple[Value, ...] | None:
    """Return a list of values; None if any of them is at fault."""
    if not isinstance(node, Sequence):
        document.report(
            Code.WRONG_SHAPE,
            node,
            f"`{name}` must be a list.",
            "Write `[one, two]`, or a `- ` line for each.",
        )
        return None
    if not node.items:
        document.report(Code.EMPTY, node, f"`{name}` is an empty list.", "Fill it, or leave the key out.")
        return None
    found = [value for item in node.items if (value := read(document, item, name)) is not None]
    return tuple(found) if len(found) == len(node.items) else None


def one_or_more(
    document: Document, node: Node, name: str, read: Callable[[Document, Node, str], Value | None]
) -> tuple[Value, ...] | None:
    """Return a list of values, of which one may stand alone without brackets."""
    if isinstance(node, Scalar):
        value = read(document, node, name)
        return None if value is None else (value,)
    return sequence_of(document, node, name, read)


def lines(document: Document, node: Node, name: str) -> tuple[str, ...] | None:
    """Return one text or a list of texts, no two of which read the same."""
    found = tuple([_folded(text) for text in _texts_in(node)])
    return distinct(document, node, found or one_or_more(document, node, name, line), name)


def _texts_in(node: Node) -> tuple[str, ...]:
    """Return the texts of a list without any fault; of others none, so that each item is looked at."""
    if not isinstance(node, Sequence):
        return ()
    found = [text.strip() for text in node.texts]
    return tuple(found) if all(found) and len(max(found, key=len, default="")) <= MAX_TEXT else ()


def distinct(
    document: Document, node: Node, values: tuple[str, ...] | None, name: str
) -> tuple[str, ...] | None:
    """Return the values, or None after reporting two that read the same."""
    if values is None or not isinstance(node, Sequence) or are_apart(values):
        return values
    seen: dict[str, Node] = {}
    for item, value in zip(node.items, values, strict=True):
        first = seen.setdefault(normal(value), item)
        if first is not item:
            document.report(
                Code.DUPLICATE_OPTION,
                item,
                f"“{value}” stands twice in `{name}`; the first is in line {first.line}.",
                "Remove one of them.",
            )
            return None
    return values


def are_apart(texts: tuple[str, ...]) -> bool:
    """Tell whether any two texts surely read differently, which is quickly seen of most."""
    return len(texts) < 2 or len(set(rough(texts))) == len(texts)


def rough(texts: tuple[str, ...]) -> list[bytes]:
    """Return of each text what is the same of all texts with one normal form, and of few others.

    That is its plain letters and digits; the texts are worked on together, which is much quicker.
    """
    joined = BETWEEN_TEXTS.join(texts)
    if not joined.isascii() and not LATIN.fullmatch(joined):
        joined = BETWEEN_TEXTS.join(map(normal, texts))
    plain = normalize("NFKD", joined.casefold()).encode("ascii", "ignore")
    letters = plain.translate(None, NEITHER_LETTER_NOR_DIGIT)
    return letters.split(BETWEEN_TEXTS.encode())


def slugs(document: Document, node: Node, name: str) -> tuple[str, ...] | None:
    """Return one slug or a list of slugs."""
    if isinstance(node, Sequence) and _are_slugs(node.texts):
        return node.texts
    return one_or_more(document, node, name, slug_of)


@lru_cache(maxsize=4096)
def _are_slugs(texts: tuple[str, ...]) -> bool:
    return bool(texts) and all(map(SLUG.fullmatch, texts))


def truth(document: Document, node: Node, name: str) -> bool | None:
    """Return true or false."""
    value = text(document, node, name)
    if value is None:
        return None
    match value.casefold():
        case "true":
            return True
        case "false":
            return False
    known = TRUTH_IN_OTHER_WORDS.get(value.casefold())
    cure = f"Write `{known}`." if known else ""
    document.report(Code.BAD_VALUE, node, f"`{name}` must be true or false, not “{value}”.", cure)
    return None


def count(document: Document, node: Node, name: str) -> int | None:
    """Return a whole number of things, from 0 to a million."""
    value = text(document, node, name)
    if value is None:
        return None
    if COUNT.fullmatch(value) and int(value) <= MAX_COUNT:
        return int(value)
    document.report(Code.BAD_NUMBER, node, f"`{name}` must be a whole number, not “{value}”.")
    return None


def number(document: Document, node: Node, name: str) -> tuple[Decimal, str] | None:
    """Return a number and how it was written."""
    value = text(document, node, name)
    if value is None:
        return None
    try:
        if NUMBER.fullmatch(value):
            return Decimal(value), value
    except InvalidOperation:
        pass
    document.report(
        Code.BAD_NUMBER,
        node,
        f"`{name}` must be a number, not “{value}”.",
        "Write digits, with a point before decimals and nothing between thousands: 500000 or 1.5.",
    )
    return None


def numbers(document: Document, node: Node, name: str) -> tuple[Decimal, ...] | None:
    """Return one number or a list of numbers."""
    values = one_or_more(document, node, name, number)
    return None if values is None else tuple(value for value, _ in values)


def date(document: Document, node: Node, name: str) -> PartialDate | None:
    """Return a date at the precision it is written."""
    value = text(document, node, name)
    if value is None:
        return None
    found = parse_iso(value)
    if found is None:
        meant = read_date(value)
        document.report(
            Code.BAD_DATE,
            node,
            f"`{name}` must be a date that exists, written with the year first, not “{value}”.",
            f"Write {meant.iso()}."
            if isinstance(meant, PartialDate)
            else "Write 2023, 2023-09 or 2023-09-10; a year before Christ as -0111.",
        )
    return found


def dates(document: Document, node: Node, name: str) -> tuple[PartialDate, ...] | None:
    """Return one date or a list of dates."""
    return one_or_more(document, node, name, date)


def diacritics(document: Document, node: Node, name: str) -> Diacritics | None:
    """Return whether tone and vowel marks count."""
    value = text(document, node, name)
    if value is None:
        return None
    known = [choice.value for choice in Diacritics]
    if value in known:
        return Diacritics(value)
    document.report(
        Code.BAD_VALUE,
        node,
        f"`{name}` must be ignore or require, not “{value}”.",
        did_you_mean(value, known),
    )
    return None


def _citation(document: Document, node: Node, name: str) -> Citation | None:
    """Return a citation, its source not yet looked up."""
    value = text(document, node, name)
    if value is None:
        return None
    found = _citation_in(value)
    if found is None:
        document.report(
            Code.BAD_CITATION,
            node,
            f"“{value}” is not a citation.",
            "Write source:paragraph or source:first-last, such as vns:7 or vns:7-9.",
        )
    return found


def citations(document: Document, node: Node, name: str) -> tuple[Citation, ...] | None:
    """Return one citation or a list of them."""
    found = _citations_in(node.texts) if isinstance(node, Sequence) else ()
    return found or one_or_more(document, node, name, _citation)


@lru_cache(maxsize=4096)
def _citations_in(texts: tuple[str, ...]) -> tuple[Citation, ...]:
    """Return the citations that texts are, none if any is no citation."""
    found = [citation for text in texts if (citation := _citation_in(text)) is not None]
    return tuple(found) if len(found) == len(texts) else ()


@lru_cache(maxsize=4096)
def _citation_in(value: str) -> Citation | None:
    """Return the citation that a text is, one object for all that cite the same."""
    found = CITATION.fullmatch(value)
    if found is None:
        return None
    first, last = int(found[2]), int(found[3] or found[2])
    return Citation(found[1], first, last) if 1 <= first <= last else None


def previous_id(document: Document, node: Node, name: str) -> str | None:
    """Return a former deck/question id."""
    value = text(document, node, name)
    if value is None or PREVIOUS_ID.fullmatch(value):
        return value
    document.report(
        Code.PREVIOUS_ID,
        node,
        f"“{value}” is not a former id.",
        "Write deck/question, such as visits/biden-year.",
    )
    return None
