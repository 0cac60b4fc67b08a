"""The words and figures of a text, folded so that what is asked can be found in what was written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, pairwise

from vnquiz.core.folding import letters

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
FIGURED_MONTHS = re.compile(
    r"\b(?:(\d{1,2})[/.](\d{1,2})[/.]\d{4}|\d{4}-(\d\d)(?:-\d\d)?|(\d{1,2})/\d{4}|tháng (\d{1,2}))\b",
    re.IGNORECASE,
)
LONGEST_NAME = 10
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
CARDINALS = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty
"""
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
NUMBER_WORDS = {
    word: str(number) for words in (CARDINALS, ORDINALS) for number, word in enumerate(words.split(), 1)
}
MONTH_NAMES = """
january jan/february feb/march mar/april apr/may/june jun/july jul/august aug/september sept sep/october oct/
november nov/december dec
"""
MONTHS = {
    word: str(number) for number, names in enumerate(MONTH_NAMES.split("/"), 1) for word in names.split()
}
STOP_WORDS = frozenset(
    word
    for line in (
        "a an and are as at be been by for from had has have her him his in into is it its no not of on one or",
        "our she that the their them they this to was were which who will with without",
    )
    for word in line.split()
)
ENDINGS = ("ings", "ing", "ied", "ies", "ed", "es", "s", "y", "e")
SHORTEST_STEM = 3
SHORTEST_KIN = 4
KIN_SHARE = 2 / 3


@dataclass(frozen=True, slots=True)
class Word:
    """A word or figure of a text: as it stands, folded, and whether only a space parts it from the one before."""

    text: str
    folded: str
    follows: bool = False

    @property
    def is_figure(self) -> bool:
        """Whether it is made of digits."""
        return self.text[0].isdigit()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter, as names do."""
        return self.text[0].isupper()


def words_of(text: str) -> list[Word]:
    """Return the words and figures of a text in order, possessive endings dropped."""
    words: list[Word] = []
    end = 0
    for found in TOKEN.finditer(text):
        gap = text[end : found.start()]
        is_initial = bool(words) and len(words[-1].text) == 1 and gap == ". "
        words.append(Word(found[0], _folded(found[0]), bool(words) and (gap == " " or is_initial)))
        end = found.end()
    return words


@lru_cache(maxsize=4096)
def _folded(token: str) -> str:
    if token[0].isdigit():
        return figure(token)
    word = letters(token).replace("’", "'")
    return word.removesuffix("'s").replace("'", "")


def figure(token: str) -> str:
    """Return a figure in plain digits: 500,000 as 500000, 07 as 7, 1.50 as 1.5."""
    if GROUPED.fullmatch(token):
        token = re.sub("[.,]", "", token)
    return plain_number(Decimal(re.sub(r"[.,](?=.*[.,])", "", token).replace(",", ".")))


def plain_number(number: Decimal) -> str:
    """Return a number in plain digits without needless zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def index_of(text: str) -> frozenset[str]:
    """Return what a paragraph's text is searched by.

    That is its folded words and figures, figures with their scale (500 million as 500000000), months written as
    figures (/9), the words of names in pairs in their order, which also finds Vietnam for Việt Nam, the initials
    of names (=us), and words that stand only as parts of longer names (~minh).
    """
    words = words_of(text)
    found = {word.folded for word in words}
    for number, scale in pairwise(words):
        if number.is_figure and scale.folded in SCALES:
            found.add(plain_number(Decimal(number.folded) * SCALES[scale.folded]))
    found.update(
        f"/{int(month)}" for match in FIGURED_MONTHS.finditer(text) for month in match.groups() if month
    )
    found.update(_names_index(words))
    return frozenset(found)


def _names_index(words: list[Word]) -> Iterator[str]:
    """Yield what names are searched by."""
    parts: set[str] = set()
    alone = {word.folded for word in words if not word.is_capital}
    for name in capitalised(words):
        run = [word for word in name if word.folded not in STOP_WORDS] or name
        yield from (one.folded + other.folded for one, other in combinations(run[:LONGEST_NAME], 2))
        if len(run) > 1:
            yield f"={initials(run)}"
            parts.update(word.folded for word in run)
        else:
            alone.add(run[0].folded)
    yield from (f"~{part}" for part in parts - alone)


def initials(name: list[Word]) -> str:
    """Return the first letters of a name's words."""
    return "".join(word.folded[0] for word in name)


def figures_in(index: frozenset[str]) -> frozenset[str]:
    """Return the figures an index holds, those written as words among them."""
    return frozenset(
        {word for word in index if word[0].isdigit()}
        | {NUMBER_WORDS[word] for word in index if word in NUMBER_WORDS}
    )


def months_in(index: frozenset[str]) -> frozenset[str]:
    """Return the months an index holds, by name or in a date of figures, as 1 to 12."""
    return frozenset(
        {MONTHS[word] for word in index if word in MONTHS} | {word[1:] for word in index if word[0] == "/"}
    )


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word without a common English ending, so that alliance is found in alliances."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def is_akin(one: str, other: str) -> bool:
    """Tell whether two words are forms of one, as China and Chinese, threat and threatening."""
    if stem(one) == stem(other):
        return True
    shorter = min(len(one), len(other))
    common = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    return common >= SHORTEST_KIN and common >= shorter * KIN_SHARE


def capitalised(words: list[Word]) -> Iterator[list[Word]]:
    """Yield the runs of capitalised words that nothing but spaces parts."""
    run: list[Word] = []
    for word in words:
        is_capital = word.is_capital and not word.is_figure
        if run and not (is_capital and word.follows):
            yield run
            run = []
        if is_capital:
            run.append(word)
    if run:
        yield run


def names_in(words: list[Word]) -> Iterator[list[Word]]:
    """Yield the proper names of an answer: runs of capitalised words, but for a lone first word.

    A lone first word counts where a list begins with it, as in “Laos and Cambodia” or “Laos, Cambodia”.
    """
    for run in capitalised(words):
        is_lone_first = len(run) == 1 and run[0] is words[0]
        rest = words[1:]
        begins_list = bool(rest) and (
            (rest[0].folded == "and" and len(rest) > 1 and rest[1].is_capital)
            or (not rest[0].follows and rest[0].is_capital)
        )
        if not is_lone_first or begins_list:
            yield run
