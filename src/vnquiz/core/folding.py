"""Texts made comparable: what does not count as a difference is folded away before two texts are compared."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

_MARKS_AT_MOST = 30
_MARKS = re.compile("[\u0300-\u036f]+")
_INVISIBLE_MARKS = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"

_APOSTROPHES = "'\"`´‘’‚‛“”„‟‹›«»′″‵‶ʹʺʻʼʽˈ＇＂「」『』〝〞〟"
# English and Vietnamese as they are mostly written, letters and marks in one, and what is not ordinary in that.
_WESTERN = re.compile("[ -~À-ÖØ-öø-ıĴ-ľŁ-ňŊ-žƠơƯưẠ-ỹ‘’“”–—]*")
_WESTERN_SIGNS = (*((quote, "'") for quote in '"`‘’“”'), *((dash, "-") for dash in "–—"))
_KEPT_FORMS = ("<super>", "<fraction>", "<square>")
_LETTERS_WITHOUT_MARKS = str.maketrans(
    {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)

_OUTER = ".,;:!?¡¿…()[]{}'-·•。、・【】《》〈〉 "
_SIGN_OR_POINT = re.compile(r"-?[.,]?\Z")

_INITIALS = "ngh|ng|nh|gh|gi|ch|kh|ph|th|tr|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x"
_OLD_TO_NEW = {
    old + last: first + new
    for first, last, olds, news in [
        ("o", "a", "òóỏõọ", "àáảãạ"),
        ("o", "e", "òóỏõọ", "èéẻẽẹ"),
        ("u", "y", "ùúủũụ", "ỳýỷỹỵ"),
    ]
    for old, new in zip(olds, news, strict=True)
}
_OLD_TONE = re.compile("|".join(_OLD_TO_NEW))
_OLD_TONE_PLACEMENT = re.compile(rf"(?<![^\W\d_])((?:{_INITIALS})?)({'|'.join(_OLD_TO_NEW)})(?![^\W\d_])")


def plain(text: str) -> str:
    """Return the text in NFC without invisible characters, its wide forms, digits, quotes and dashes made ordinary."""
    if text.isascii() and text.isprintable():
        return text.replace('"', "'").replace("`", "'")
    if _WESTERN.fullmatch(text):
        for written, ordinary in _WESTERN_SIGNS:
            text = text.replace(written, ordinary)
        return text
    parts = unicodedata.normalize("NFD", "".join(_without_piles(text)))
    return unicodedata.normalize("NFC", "".join(map(_plain_character, parts)))


def normal(text: str) -> str:
    """Return the form in which two texts are equal when they say the same in the same letters and marks.

    Case, spaces, outer punctuation, the style of quotes and dashes, and the old and new place of a Vietnamese
    tone mark do not count. The result is empty only for a text that shows nothing.
    """
    ordinary = plain(text)
    if ordinary.isascii():
        return _without_outer_punctuation(" ".join(ordinary.casefold().split()))
    folded = unicodedata.normalize("NFD", ordinary).casefold()
    words = " ".join(unicodedata.normalize("NFC", folded).split())
    bare = _without_outer_punctuation(words)
    return _OLD_TONE_PLACEMENT.sub(_new_tone_placement, bare) if _OLD_TONE.search(bare) else bare


def letters(text: str) -> str:
    """Return the normal form with tone and vowel marks folded away, and đ and its like made plain letters."""
    whole = normal(text)
    if whole.isascii():
        return whole
    return _without_outer_punctuation(" ".join(without_marks(whole).split())) or whole


def without_marks(text: str) -> str:
    """Return a casefolded text with tone and vowel marks removed and đ and its like made plain letters."""
    parts = unicodedata.normalize("NFD", text)
    bare = _MARKS.sub("", parts)
    return bare if bare.isascii() else unicodedata.normalize("NFC", bare.translate(_LETTERS_WITHOUT_MARKS))


def slug(text: str, words: int = 6) -> str:
    """Return the first words of a text as `[a-z0-9]+(-[a-z0-9]+)*`, or "" where it has no such letters."""
    found = re.findall(r"[a-z0-9]+", letters(text).replace("'", ""))
    return "-".join(word[:40] for word in found[:words])


def typos_between(left: str, right: str, limit: int) -> int | None:
    """Return how many typos make one folded text the other, or None if more than `limit` or one touches a digit.

    A typo is a letter too many, too few, another one, or two neighbours exchanged. Whatever stands for a number
    must be the same in both, and what stands between the numbers is compared piece by piece.
    """
    if abs(len(left) - len(right)) > limit:
        return None
    ours, theirs = _pieces(left), _pieces(right)
    if ours[1::2] != theirs[1::2]:
        return None
    total = 0
    for one, other in zip(ours[::2], theirs[::2], strict=True):
        edits = _edits(one, other, limit - total)
        if edits is None:
            return None
        total += edits
    return total


def _without_piles(text: str) -> Iterator[str]:
    """Yield the characters but for marks piled up higher than any script needs.

    Normalising is quadratic in the marks on one letter (Unicode Standard Annex 15, stream-safe text).
    """
    piled = 0
    for character in text:
        if unicodedata.combining(character):
            piled += 1
        elif _plain_character(character):
            piled = 0
        if piled <= _MARKS_AT_MOST:
            yield character


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if character.isspace():
        return " "
    if character in _INVISIBLE_MARKS or "\ufe00" <= character <= "\ufe0f":
        return ""
    match unicodedata.category(character):
        case "Cc" | "Cf":
            return ""
        case "Pd":
            return "-"
        case "Nd":
            return str(unicodedata.decimal(character))
    if character == "\u2212":
        return "-"
    form = unicodedata.decomposition(character).partition(" ")[0]
    if not form.startswith("<") or form in _KEPT_FORMS:
        return character
    ordinary = unicodedata.normalize("NFKC", character)
    # The compatible form of a lone accent is a space that bears it.
    if ordinary.startswith(" "):
        return character
    return "".join(_plain_character(part) if part != character else part for part in ordinary)


def _without_outer_punctuation(text: str) -> str:
    """Return the text between its outer punctuation; a sign or point before a digit belongs to the number."""
    bare = text.rstrip(_OUTER)
    inner = bare.lstrip(_OUTER)
    if not inner:
        return text
    if inner[0].isdecimal():
        before = bare[: len(bare) - len(inner)]
        found = _SIGN_OR_POINT.search(before)
        inner = (found[0] if found else "") + inner
    return inner


def _new_tone_placement(found: re.Match[str]) -> str:
    return found[1] + _OLD_TO_NEW[found[2]]


def _pieces(text: str) -> list[str]:
    """Return the text cut at its numbers: words, number, words, …, words, where the words may be empty."""
    pieces = [""]
    for is_number, run in groupby(range(len(text)), lambda place: _is_in_number(text, place)):
        words = "".join(text[place] for place in run)
        if is_number:
            pieces += [words, ""]
        else:
            pieces[-1] = words
    return pieces


def _is_in_number(text: str, place: int) -> bool:
    """Tell whether a character is a digit, a point or comma between digits, or the sign before them."""
    before, character, after = text[max(place - 1, 0) : place], text[place], text[place + 1 : place + 2]
    if character == "-":
        return before in ("", " ") and after.isnumeric()
    return character.isnumeric() or (character in ".," and before.isnumeric() and after.isnumeric())


def _edits(left: str, right: str, limit: int) -> int | None:
    """Return the optimal string alignment distance, or None above `limit`.

    Of the usual table only a band of `2 * limit + 1` cells about the diagonal is filled (Ukkonen 1985):
    cell k of row i stands for column i + k - limit.
    """
    if abs(len(left) - len(right)) > limit:
        return None
    left, right = _where_they_differ(left, right)
    far = limit + 1
    band = range(2 * limit + 1)
    above2: list[int] = []
    above = [abs(k - limit) if k >= limit else far for k in band]
    for i in range(1, len(left) + 1):
        row = [far] * len(band)
        for k in band:
            j = i + k - limit
            if not 0 <= j <= len(right):
                continue
            cost = i if j == 0 else above[k] + (left[i - 1] != right[j - 1])
            if k < 2 * limit:
                cost = min(cost, above[k + 1] + 1)
            if k > 0:
                cost = min(cost, row[k - 1] + 1)
            if i > 1 and j > 1 and left[i - 1] == right[j - 2] and left[i - 2] == right[j - 1]:
                cost = min(cost, above2[k] + 1)
            row[k] = cost
        if min(row) > limit:
            return None
        above2, above = above, row
    edits = above[len(right) - len(left) + limit]
    return edits if edits <= limit else None


def _where_they_differ(left: str, right: str) -> tuple[str, str]:
    """Return two texts without what they begin and end with in common."""
    shorter = min(len(left), len(right))
    start = next((i for i in range(shorter) if left[i] != right[i]), shorter)
    end = next((i for i in range(shorter - start) if left[-1 - i] != right[-1 - i]), shorter - start)
    return left[start : len(left) - end], right[start : len(right) - end]
