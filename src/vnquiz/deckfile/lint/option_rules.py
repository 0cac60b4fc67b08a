"""Rules about the options of a choice."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum, auto
from itertools import combinations

from vnquiz.core.dates import PartialDate
from vnquiz.core.drawing import overlaps
from vnquiz.core.questions import Choice
from vnquiz.deckfile.lint.asked import (
    DIGIT,
    STOP_WORDS,
    Asked,
    Finding,
    Option,
    Rule,
    Words,
    at_match,
    tokens_of,
)
from vnquiz.deckfile.lint.patterns import Pattern
from vnquiz.deckfile.lint.words import ABSOLUTE, ALL_OF_THE_ABOVE, ALL_OF_THE_ABOVE_SIGNS, NUMBER_WORDS
from vnquiz.deckfile.words import NUMBER_WORDS as FIGURES
from vnquiz.deckfile.words import figure
from vnquiz.yamlfile.problems import Code

MUCH_LONGER = 1.6
MUCH_LONGER_BY = 18
SHORTEST_STATEMENT = 3

NUMBER = r"\d+(?:[.,]\d+)*"
YEAR = Pattern(r"(?:in |about |c\. ?|năm )?(?:1\d|20)\d\d(?: ?(?:bc|bce|ad|ce|tcn))?", re.IGNORECASE)
QUANTITY = Pattern(
    rf"(?:about |around |over |under |nearly )?[$€£]?{NUMBER}(?: ?%| [^\W\d]+\.?)?", re.IGNORECASE
)
RANGE = Pattern(
    rf"(?:between |from )?({NUMBER})(?: ?%)?(?: ?[-–—] ?| to | and )({NUMBER})(?P<unit>(?: ?%| \w+)?)",
    re.IGNORECASE,
)
BOUND = Pattern(
    rf"(?P<word>more than|over|at least|less than|under|fewer than|at most|up to) ({NUMBER})(?P<unit>.*)",
    re.IGNORECASE,
)
ASKS_FOR_AMOUNT = Pattern(
    r"\bhow (?:many|much|long|old|far|often|tall|big|large|high|deep|fast)\b|\b(?:percent(?:age)?|range|number|age)\b"
    r"|bao (?:nhiêu|lâu|xa)|mấy",
    re.IGNORECASE,
)
ASKS_FOR_TITLE = Pattern(
    r"\b(?:books?|novels?|films?|movies?|albums?|songs?|titles?|titled|called|named?|bands?|groups?|games?|series|shows?|"
    r"plays?|poems?|brands?|teams?|models?|code|version|print|output|result|return|value|expression)\b",
    re.IGNORECASE,
)
ARTICLES = ("a", "an", "the")
LEADING_ARTICLE = Pattern(r"^(?:an?|the) (?=\w)", re.IGNORECASE)
CODE = Pattern(r"[<>{}=;`$_\\|+#*/^%~&!]|[-+−]\d")
DATE = Pattern(
    r"(?:(?P<d1>\d{1,2}) )?(?P<month>[A-Za-z]{3,9}) (?:(?P<d2>\d{1,2}),? )?(?P<year>\d{4})|(?P<alone>(?:1\d|20)\d\d)"
)
MONTH_NUMBERS = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}


class Kind(Enum):
    """What sort of thing an option is."""

    YEAR = auto()
    DATE = auto()
    QUANTITY = auto()
    WORDS = auto()
    UNKNOWN = auto()


def longest_option(asked: Asked) -> Iterator[Finding]:
    """Find a right option much longer than every wrong one."""
    right, wrong = asked.right, asked.wrong
    if len(right) != 1 or len(wrong) < 2:
        return
    length, others = len(right[0].text), max(len(option.text) for option in wrong)
    if length < others * MUCH_LONGER or length - others < MUCH_LONGER_BY or is_name(right[0].text):
        return
    yield Finding(
        Code.LONGEST_OPTION,
        right[0].node,
        f"The right option is much the longest: {length} characters, the others have {others} at most.",
        "Shorten it, or move what is more than the answer to `explain`.",
    )


def all_of_the_above(asked: Asked) -> Iterator[Finding]:
    """Find options that speak of the other options."""
    for option in asked.options:
        if speaks_of_others(option, asked.language):
            yield Finding(
                Code.ALL_OF_THE_ABOVE,
                option.node,
                f"“{option.text}” speaks of the other options, which stand in another order each time.",
                "Ask for all right options with a list under `answer`, or write another option.",
            )


def speaks_of_others(option: Option, language: str) -> bool:
    """Tell whether an option speaks of the other options."""
    pattern = ALL_OF_THE_ABOVE.get(language)
    if pattern is None or ALL_OF_THE_ABOVE_SIGNS[language].isdisjoint(option.words[:1]):
        return False
    return pattern.fullmatch(option.text) is not None


def absolute_words(asked: Asked) -> Iterator[Finding]:
    """Find words such as never and only that stand in wrong options alone."""
    pattern = ABSOLUTE.get(asked.language)
    if pattern is None or any(len(option.text.split()) < SHORTEST_STATEMENT for option in asked.options):
        return
    beside = [option.text for option in asked.right] + [stem.text for stem in asked.stems]
    if any(pattern.search(text) for text in beside):
        return
    for option in asked.wrong:
        found = pattern.search(option.text)
        if found and not is_name(option.text) and not speaks_of_others(option, asked.language):
            yield at_match(
                Code.ABSOLUTE_WORDS,
                option.node,
                found,
                f"“{found[0]}” stands in wrong options only; learners know that such options are seldom right.",
                "Leave it out, or use such a word in the right option too.",
            )
            return


def grammar_clue(asked: Asked) -> Iterator[Finding]:
    """Find a stem that ends in “a” or “an” where only the right option goes on from it."""
    right, wrong = asked.right, asked.wrong
    if asked.language != "en" or len(right) != 1 or len(wrong) < 2:
        return
    if not asked.tokens or not asked.tokens[-1].endswith(("a", "an")):
        return
    for stem in asked.stems:
        found = ARTICLE_AT_END.search(stem.text)
        if found is None:
            continue
        is_an = found[1].casefold() == "an"
        if any(option.text.split()[0].casefold() in ARTICLES for option in right + wrong):
            return
        if begins_with_vowel(right[0].text) is is_an and all(
            begins_with_vowel(option.text) is not is_an for option in wrong
        ):
            yield at_match(
                Code.GRAMMAR_CLUE,
                stem.node,
                found,
                f"After “{found[1]}” only the right option can stand.",
                "Write “a(n)”, or begin each option with its own article.",
                1,
            )


ARTICLE_AT_END = Pattern(r"(?<!\w)(an?)\s*(?:_{2,}|…|\.{3,})?\s*[:?.]?\s*$", re.IGNORECASE)
VOWEL_SOUND = Pattern(
    r"(?:hour|hono[u]?r|honest|heir|[aeio]|u(?!ni(?!n|m)|s[aeu]|t[ei]|r[aeiou]|k))(?!ne\b|nce\b)",
    re.IGNORECASE,
)
NO_VOWEL_SOUND = Pattern(r"(?:eu|one\b|once\b|ewe)", re.IGNORECASE)


def begins_with_vowel(text: str) -> bool:
    """Tell whether “an” stands before a word: by its sound, not by its letter."""
    word = text.lstrip(" “\"'*_(")
    if re.match(r"(?:8|11\b|18\b)", word):
        return True
    if re.match(r"[A-Z]{2,}\b", word):
        return word[0] in "AEFHILMNORSX"
    return bool(VOWEL_SOUND.match(word)) and not NO_VOWEL_SOUND.match(word)


def mixed_options(asked: Asked) -> Iterator[Finding]:
    """Find the one option that is of another kind than all others: a year among names."""
    options = asked.options
    with_figures = sum([option.has_figure for option in options])
    if len(options) < 3 or with_figures not in (1, len(options) - 1):
        return
    if ASKS_FOR_TITLE.search(asked.text):
        return
    kinds = [kind_of(option.text) for option in options]
    odd = [i for i, kind in enumerate(kinds) if kinds.count(kind) == 1]
    if Kind.UNKNOWN in kinds or len(set(kinds)) != 2 or len(odd) != 1:
        return
    option, kind = options[odd[0]], kinds[odd[0]]
    if kind is Kind.WORDS and not (is_name(option.text) or option.text.istitle()):
        return
    if kind is Kind.QUANTITY and any(letter.isalpha() for letter in option.text):
        return
    rest = KIND_NAMES[kinds[odd[0] - 1]]
    yield Finding(
        Code.MIXED_OPTIONS,
        option.node,
        f"This is {KIND_NAME[kind]} among {rest}; an option of another kind stands out.",
        "Make all options of one kind.",
    )


KIND_NAME = {Kind.YEAR: "a year", Kind.DATE: "a date", Kind.QUANTITY: "a number", Kind.WORDS: "a name"}
KIND_NAMES = {Kind.YEAR: "years", Kind.DATE: "dates", Kind.QUANTITY: "numbers", Kind.WORDS: "words"}


def kind_of(text: str) -> Kind:
    """Return the kind of an option, UNKNOWN where it is a mixture."""
    plain = text.strip(" .")
    if YEAR.fullmatch(plain):
        return Kind.YEAR
    if not DIGIT.search(plain):
        return Kind.UNKNOWN if NUMBER_WORDS.intersection(tokens_of(plain)) else Kind.WORDS
    if date_of(plain) is not None:
        return Kind.DATE
    return Kind.QUANTITY if QUANTITY.fullmatch(plain) else Kind.UNKNOWN


def overlapping_options(asked: Asked) -> Iterator[Finding]:
    """Find two options that can both be right: ranges that overlap, a month within a year, the same in other words."""
    options = asked.options
    pair, words = said_twice(options), "say the same"
    if pair is None and any(option.has_figure for option in options):
        is_amount = ASKS_FOR_AMOUNT.search(asked.text) is not None
        pair, words = overlapping_spans(options, is_amount=is_amount), "overlap"
    if pair is None:
        return
    early, late = pair if not pair[1].is_right else (pair[1], pair[0])
    yield Finding(
        Code.OVERLAPPING_OPTIONS,
        late.node,
        f"“{late.text}” and “{early.text}” {words}.",
        "Make the options exclude each other.",
    )


def said_twice(options: Sequence[Option]) -> tuple[Option, Option] | None:
    """Return two options, not both right, that say the same."""
    seen: dict[tuple[str, ...], Option] = {}
    for option in options:
        first = seen.setdefault(folded(option), option)
        is_apart = first is option or (first.is_right and option.is_right)
        if not is_apart and not CODE.search(first.text + option.text):
            return first, option
    return None


def overlapping_spans(options: Sequence[Option], *, is_amount: bool) -> tuple[Option, Option] | None:
    """Return two options, not both right, whose dates or ranges have something in common."""
    dates = [(option, date) for option in options if (date := date_of(option.text)) is not None]
    for (one, date), (other, later) in combinations(dates, 2):
        if overlaps(date, later) and not (one.is_right and other.is_right):
            return one, other
    spans = [(option, span) for option in options if is_amount and (span := span_of(option.text)) is not None]
    for (one, (low, high)), (other, (least, most)) in combinations(spans, 2):
        if max(low, least) <= min(high, most) and not (one.is_right and other.is_right):
            return one, other
    return None


def folded(option: Option) -> Words:
    """Return what options share that say the same: their words, no article first, figures for number words."""
    words = option.words
    if words and words[0] in ARTICLES and LEADING_ARTICLE.match(option.text):
        words = words[1:]
    if FIGURES.keys().isdisjoint(words):
        return words or (option.text,)
    return tuple([FIGURES.get(word, word) for word in words])


def date_of(text: str) -> PartialDate | None:
    """Return the date that an option is, as 2023, September 2023 or 10 September 2023."""
    found = DATE.fullmatch(text.strip())
    if found is None:
        return None
    if found["alone"]:
        return PartialDate(int(found["alone"]))
    month = MONTH_NUMBERS.get(found["month"][:3].casefold())
    day = found["d1"] or found["d2"]
    try:
        return None if month is None else PartialDate(int(found["year"]), month, int(day) if day else None)
    except ValueError:
        return None


def span_of(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the numbers that a range or a bound takes in."""
    found = RANGE.fullmatch(text.strip())
    if found:
        low, high = Decimal(figure(found[1])), Decimal(figure(found[2]))
        is_years = found[1].isdigit() and len(found[1]) == 4 and not found["unit"]
        return (low, high) if low < high and not is_years else None
    found = BOUND.fullmatch(text.strip())
    if not found:
        return None
    bound, word = Decimal(figure(found[2])), found["word"].casefold()
    tiny = (
        Decimal("0.000001")
        if word in ("more than", "over", "less than", "under", "fewer than")
        else Decimal(0)
    )
    if word in ("more than", "over", "at least"):
        return bound + tiny, Decimal("Infinity")
    return Decimal("-Infinity"), bound - tiny


def is_name(text: str) -> bool:
    """Tell whether a text is a proper name or a title: every word that carries meaning is capitalised."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word.casefold() not in STOP_WORDS]
    return len(words) > 1 and all(word[0].isupper() for word in words)


RULES: tuple[Rule, ...] = tuple(
    Rule(find, (Choice,))
    for find in (
        longest_option,
        mixed_options,
        overlapping_options,
        all_of_the_above,
        grammar_clue,
        absolute_words,
    )
)
