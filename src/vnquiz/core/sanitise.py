"""Untrusted text made harmless for a terminal: every deck, file name and message passes through here."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_TAB = "    "
_STACKED_MARKS_AT_MOST = 8

# Latin, Greek, Cyrillic and Chinese letters, punctuation and symbols; all else is looked at one by one.
_NEEDS_A_LOOK = re.compile(
    r"[^\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1eff\u2010-\u2027\u202f-\u205e"
    r"\u2070-\u20c0\u2100-\u2bff\u3000-\u3029\u4e00-\u9fff]"
)
_JOINERS = "\u200c\u200d"
_FORMAT_CHARACTERS_WITH_A_SHAPE = (
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
_INVISIBLE_LETTERS = "\u3164\uffa0"
_TAG_CHARACTERS = range(0xE0000, 0xE1000)


def sanitise(text: str) -> str:
    """Return the text with controls made visible and what only deceives the eye removed; newlines stay."""
    if _NEEDS_A_LOOK.search(text) is None:
        return text
    return "".join(_harmless(text.replace("\r\n", "\n")))


def sanitise_line(text: str) -> str:
    """Return the text sanitised on one line, for file names, titles and cells of a table."""
    return sanitise(text).replace("\n", " ")


def _harmless(text: str) -> Iterator[str]:
    stacked = 0
    for character in text:
        shown, is_stacking = _shown(character)
        if is_stacking:
            stacked += 1
        elif shown:
            stacked = 0
        if stacked <= _STACKED_MARKS_AT_MOST:
            yield shown


@lru_cache(maxsize=4096)
def _shown(character: str) -> tuple[str, bool]:
    """Return what stands for a character, and whether it stacks on the letter before it or joins the next."""
    code = ord(character)
    match unicodedata.category(character):
        case "Cc":
            return _control(code), False
        case "Cs":
            return "\ufffd", False
        case "Zl" | "Zp":
            return "\n", False
        case "Cf" if character in _JOINERS:
            return character, True
        case "Cf" if character not in _FORMAT_CHARACTERS_WITH_A_SHAPE:
            return "", False
        case "Cn" if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
            return "\ufffd", False
        case _ if code in _TAG_CHARACTERS or character in _INVISIBLE_LETTERS:
            return "", False
        case category:
            return character, category in ("Mn", "Me")


def _control(code: int) -> str:
    match code:
        case 0x0A:
            return "\n"
        case 0x09:
            return _TAB
        case 0x7F:
            return "\u2421"
        case _ if code < 0x20:
            return chr(0x2400 + code)
        case _:
            return f"<{code:02X}>"
