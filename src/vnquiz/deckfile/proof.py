"""Proves answers by the paragraphs they cite: every figure and name of an answer must stand there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import assert_never

from vnquiz.core.dates import PartialDate
from vnquiz.core.questions import (
    Choice,
    Citation,
    Cloze,
    DateQuestion,
    DrawnMatching,
    DrawnOrdering,
    Flashcard,
    ListQuestion,
    Matching,
    Numeric,
    Ordering,
    Question,
    ShortAnswer,
    Source,
    TrueFalse,
)
from vnquiz.core.sentences import listed
from vnquiz.deckfile.concordance import Concordance
from vnquiz.deckfile.words import (
    SHORTEST_STEM,
    STOP_WORDS,
    Word,
    figures_in,
    initials,
    is_akin,
    months_in,
    names_in,
    plain_number,
    words_of,
)

ENOUGH = 2 / 3
TITLES = frozenset(
    (
        "president",
        "minister",
        "secretary",
        "general",
        "chairman",
        "senator",
        "prime",
        "deputy",
        "former",
        "party",
    )
)


@dataclass(frozen=True, slots=True)
class Disproof:
    """Something an answer says that its citation does not bear out: a sentence, and the cure if there is one."""

    message: str
    cure: str = ""
    is_missing_paragraph: bool = False


class _Cited:
    """What the cited paragraphs of a card hold, all together."""

    def __init__(self, cites: tuple[Citation, ...], concordances: Mapping[str, Concordance]) -> None:
        self.cites = cites
        self.concordances = concordances
        self.words = frozenset[str]().union(*(concordances[cite.source].cited(cite) for cite in cites))

    @cached_property
    def figures(self) -> frozenset[str]:
        """The figures of the paragraphs."""
        return figures_in(self.words)

    @cached_property
    def months(self) -> frozenset[str]:
        """The months of the paragraphs, as figures."""
        return months_in(self.words)

    @cached_property
    def labels(self) -> frozenset[str]:
        """The words by which the documents are called."""
        return frozenset().union(*(_labels(self.concordances[cite.source].source) for cite in self.cites))

    @cached_property
    def whole(self) -> frozenset[str]:
        """The words of the whole documents."""
        return frozenset().union(*(self.concordances[cite.source].whole for cite in self.cites))

    @cached_property
    def by_beginning(self) -> dict[str, list[str]]:
        """The words by their first letters, which all forms of a word have in common."""
        found: dict[str, list[str]] = {}
        for word in self.words:
            found.setdefault(word[:SHORTEST_STEM], []).append(word)
        return found

    @property
    def place(self) -> str:
        """The citations as the author writes them."""
        return listed([str(cite) for cite in self.cites])

    def knows(self, folded: str) -> bool:
        """Tell whether a word, or a form of it, stands in the paragraphs."""
        if folded in self.words:
            return True
        return any(is_akin(folded, word) for word in self.by_beginning.get(folded[:SHORTEST_STEM], ()))

    def knows_name(self, folded: str) -> bool:
        """Tell whether a word of a name stands in the paragraphs, or names the document itself."""
        return self.knows(folded) or folded in self.labels or f"={folded}" in self.words

    def knows_joined(self, one: Word, other: Word) -> bool:
        """Tell whether two words of a name stand in the paragraphs as one, as Hanoi for Hà Nội."""
        return one.folded + other.folded in self.words

    def elsewhere(self, word: str, *, is_figure: bool) -> str:
        """Return where in the cited sources a word or figure does stand, as the author would cite it."""
        for name in dict.fromkeys(cite.source for cite in self.cites):
            for number, paragraph in enumerate(self.concordances[name].paragraphs, 1):
                if word in (figures_in(paragraph) if is_figure else paragraph):
                    return f"It stands in {name}:{number}."
        return ""


@lru_cache(maxsize=256)
def _labels(source: Source) -> frozenset[str]:
    """Return the words by which a document is called: its title, publisher, author and date."""
    texts = (source.id, source.title, source.publisher, source.author, source.date)
    return frozenset(word.folded for text in texts for word in words_of(text))


def disproofs(question: Question, concordances: Mapping[str, Concordance]) -> Iterator[Disproof]:
    """Yield what of a question's answer its citation does not bear out.

    Sources without a concordance prove nothing and disprove nothing.
    """
    cites = tuple(cite for cite in question.cite if cite.source in concordances)
    if len(cites) < len(question.cite) or not cites:
        return
    missing = [cite for cite in cites if cite.last > len(concordances[cite.source].paragraphs)]
    for cite in missing:
        count = len(concordances[cite.source].paragraphs)
        yield Disproof(
            f"The source `{cite.source}` has {count} paragraphs; there is no paragraph {cite.last}.",
            is_missing_paragraph=True,
        )
    if missing:
        return
    cited = _Cited(cites, concordances)
    if question.derived is not None:
        yield from _derivation(question, concordances)
        return
    for text in question.reworded:
        yield from _reworded(text, cited)
    yield from _answer(question, cited)


def _answer(question: Question, cited: _Cited) -> Iterator[Disproof]:
    body = question.body
    match body:
        case TrueFalse(answer=answer):
            if answer:
                yield from _figures_and_names(words_of(question.ask), cited)
        case DateQuestion(answer=date):
            yield from _date(date, cited)
        case DrawnOrdering(texts=texts, places=places):
            for text in texts:
                yield from _text(text, cited, is_reworded=bool(question.reworded))
            for place in places:
                if isinstance(place, PartialDate):
                    yield from _date(place, cited)
        case Numeric(answer=number):
            wanted = plain_number(abs(number))
            if wanted not in cited.figures:
                yield _unfound("figure", wanted, wanted, cited)
        case _:
            for text in answer_texts(question):
                yield from _text(text, cited, is_reworded=bool(question.reworded))


def _date(date: PartialDate, cited: _Cited) -> Iterator[Disproof]:
    """Yield the parts of a date that are not found."""
    parts = [("year", abs(date.year), cited.figures), ("day", date.day, cited.figures)]
    for what, number, known in [*parts, ("month", date.month, cited.months)]:
        if number is not None and str(number) not in known:
            yield _unfound(what, str(number), str(number), cited)


def answer_texts(question: Question) -> tuple[str, ...]:
    """Return the texts that are the answer of a question; none where it is a truth, a number or a date."""
    body = question.body
    match body:
        case Flashcard(answer=answer):
            return (answer,)
        case Choice(answers=answers):
            return answers
        case ShortAnswer(answer=wording):
            return (wording.text,)
        case Cloze() as cloze:
            return tuple(gap.answer.text for gap in cloze.gaps)
        case ListQuestion(items=items):
            return tuple(item.text for item in items)
        case Ordering(items=texts) | DrawnOrdering(texts=texts):
            return texts
        case Matching(pairs=pairs):
            return tuple(text for pair in pairs for text in pair)
        case DrawnMatching(lefts=lefts, rights=rights):
            return (*lefts, *rights)
        case TrueFalse() | Numeric() | DateQuestion():
            return ()
        case _:
            assert_never(body)


def _text(text: str, cited: _Cited, *, is_reworded: bool) -> Iterator[Disproof]:
    """Yield the figures and names of a text that are not found; without any, its content words."""
    words = words_of(text)
    found = list(_figures_and_names(words, cited))
    yield from found
    if found or is_reworded or any(word.is_figure for word in words) or any(names_in(words)):
        return
    content = _content(words)
    strange = [word for word in content if not cited.knows(word.folded)]
    if content and len(strange) > len(content) * (1 - ENOUGH):
        yield Disproof(
            f"The answer “{text}” says it in other words than {cited.place}: "
            f"{listed([f'“{word.text}”' for word in strange])} is not there.",
            "Write the source's own words for it under `reworded`.",
        )


def _figures_and_names(words: list[Word], cited: _Cited) -> Iterator[Disproof]:
    for word in words:
        if word.is_figure and word.folded not in cited.figures:
            yield _unfound("figure", word.text, word.folded, cited)
    for name in names_in(words):
        yield from _name(name, cited)


def _name(name: list[Word], cited: _Cited) -> Iterator[Disproof]:
    """Yield a name that is not found: all of it, or its family or given part where the source knows the rest."""
    name = [word for word in name if word.folded not in STOP_WORDS]
    joined = [{one.folded, other.folded} for one, other in pairwise(name) if cited.knows_joined(one, other)]
    strange = [
        word
        for word in name
        if not cited.knows_name(word.folded) and not any(word.folded in pair for pair in joined)
    ]
    if not strange:
        strange = [other for one, other in pairwise(name) if are_apart(one, other, cited.words)]
    elif len(name) > 1 and (initials(name) in cited.words or _is_known_in_part(name, cited)):
        return
    if strange:
        yield _unfound("name", " ".join(word.text for word in name), strange[0].folded, cited)


def _is_known_in_part(name: list[Word], cited: _Cited) -> bool:
    """Tell whether the family or given part of a name is cited, and the whole name stands in the document."""
    return (
        any(cited.knows_name(end.folded) for end in (name[0], name[-1]))
        and all(word.folded in cited.whole for word in name)
        and not any(are_apart(one, other, cited.whole) for one, other in pairwise(name))
    )


def are_apart(one: Word, other: Word, words: frozenset[str]) -> bool:
    """Tell whether two words are known as parts of names only, but not of one name, in this order."""
    pair = {one.folded, other.folded}
    return (
        {f"~{word}" for word in pair} <= words
        and not pair & TITLES
        and one.folded + other.folded not in words
    )


def _unfound(what: str, shown: str, folded: str, cited: _Cited) -> Disproof:
    where = cited.elsewhere(folded, is_figure=what != "name")
    return Disproof(f"The {what} {shown} of the answer is not in {cited.place}.", where)


def _reworded(text: str, cited: _Cited) -> Iterator[Disproof]:
    """Yield what is said to be the source's words and is not."""
    for word in words_of(text):
        known = word.folded in cited.figures if word.is_figure else cited.knows(word.folded)
        if not known and word.folded not in STOP_WORDS:
            yield Disproof(
                f"The words under `reworded` are not the source's: “{word.text}” is not in {cited.place}.",
                cited.elsewhere(word.folded, is_figure=word.is_figure),
            )
            return


def _content(words: list[Word]) -> list[Word]:
    return [word for word in words if word.folded not in STOP_WORDS and not word.is_figure]


def _derivation(question: Question, concordances: Mapping[str, Concordance]) -> Iterator[Disproof]:
    """Yield what is wrong with an answer that is counted or computed from the cited paragraphs."""
    derived = question.derived
    assert derived is not None
    if any(
        cite.source in concordances and cite.last > len(concordances[cite.source].paragraphs)
        for cite in derived.cite
    ):
        yield Disproof("A paragraph that `derived` names does not exist.", is_missing_paragraph=True)
        return
    cited = _Cited(tuple(cite for cite in derived.cite if cite.source in concordances), concordances)
    if derived.count:
        for text in derived.count:
            yield from _text(text, cited, is_reworded=False)
        result = Decimal(len(derived.count))
    else:
        for word in words_of(derived.compute):
            if word.folded not in cited.figures:
                yield _unfound("figure", word.text, word.folded, cited)
        try:
            result = computed(derived.compute)
        except (ValueError, InvalidOperation, DivisionByZero):
            yield Disproof(
                f"“{derived.compute}” cannot be computed.", "Write figures with + - * / between them."
            )
            return
    if not _answers_with(question, result):
        yield Disproof(f"The derivation gives {plain_number(result)}, which is not the answer.")


def computed(text: str) -> Decimal:
    """Return the value of figures with + - * / between them, worked out from the left, * and / first.

    Raise ValueError or a decimal error for anything else.
    """
    tokens = text.split()
    if len(tokens) % 2 == 0:
        raise ValueError(text)
    terms = [Decimal(tokens[0])]
    for sign, figure in zip(tokens[1::2], tokens[2::2], strict=True):
        number = Decimal(figure)
        match sign:
            case "+":
                terms.append(number)
            case "-":
                terms.append(-number)
            case "*":
                terms[-1] *= number
            case "/":
                terms[-1] /= number
            case _:
                raise ValueError(text)
    return sum(terms, Decimal(0))


def _answers_with(question: Question, result: Decimal) -> bool:
    """Tell whether the derived number is the answer, or stands in it."""
    wanted = plain_number(result)
    match question.body:
        case Numeric(answer=number):
            return number == result
        case DateQuestion(answer=date):
            return date.year == result
        case _:
            return any(
                wanted in figures_in(frozenset(word.folded for word in words_of(text)))
                for text in answer_texts(question)
            )
