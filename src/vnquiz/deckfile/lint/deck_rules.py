"""Rules about two questions of one deck: the same asked twice, or one that answers the other.

Everything is found through indexes; no rule compares every question with every other.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from vnquiz.core.dates import in_words
from vnquiz.core.folding import letters
from vnquiz.core.questions import (
    Choice,
    Cloze,
    DateQuestion,
    Flashcard,
    ListQuestion,
    Matching,
    Numeric,
    Ordering,
    ShortAnswer,
    TrueFalse,
)
from vnquiz.deckfile.lint.asked import Answer, Asked, DeckRule, Finding, Words, content_of, tokens_of
from vnquiz.deckfile.lint.card_rules import no_citation, no_explanation
from vnquiz.deckfile.lint.stem_rules import EVERYDAY, pattern_of
from vnquiz.deckfile.words import stem as stem_of
from vnquiz.yamlfile.problems import Code

LEAST_WORDS = 3
MOST_STEMS = 3
LONGEST_ANSWER = 6
SHORTEST_TERM = 7
LEAST_SHARED = 2
SHARE = 0.5
COMMON = 0.1
COMMON_AT_LEAST = 8
COMMON_AT_MOST = 20


def same_question(deck: Sequence[Asked]) -> Iterator[tuple[Asked, Finding]]:
    """Find a question that asks the same as an earlier one, in the same or nearly the same words."""
    by_gist: dict[tuple[object, ...], Asked] = {}
    by_text: dict[Words, Asked] = {}
    answers = {asked: answer_of(asked) for asked in deck if asked.content}
    alike = Counter([(len(asked.content), answer) for asked, answer in answers.items()])
    for asked, answer in answers.items():
        words = asked.content
        first = asked
        if len(words) >= LEAST_WORDS and alike[len(words), answer] > 1:
            first = by_gist.setdefault((tuple(sorted(map(stem_of, words))), answer), asked)
        message = "This asks the same as the question in line {}, and has the same answer."
        if first is asked and answer is not None and is_open(asked):
            first = by_text.setdefault(asked.tokens, asked)
            if answers[first] != answer:
                message = "This asks the same as the question in line {}, but has another answer."
        if first is not asked and not are_kin(asked, first) and asked.stems:
            cure = "Remove one, word them so that they differ, or give both the same `siblings`."
            node = asked.stems[0].node
            yield asked, Finding(Code.SAME_QUESTION, node, message.format(first.question.line), cure)


def answer_of(asked: Asked) -> object:
    """Return what two questions with the same answer share, None for answers that are drawn."""
    match asked.question.body:
        case Flashcard(answer):
            return letters(answer)
        case Choice(answers=answers):
            return letters(answers[0]) if len(answers) == 1 else frozenset(map(letters, answers))
        case TrueFalse(answer=answer):
            return answer
        case ShortAnswer(answer=answer):
            return letters(answer.text)
        case Numeric(shown=shown):
            return shown
        case DateQuestion(answer=date):
            return date.iso()
        case Cloze() as cloze:
            return tuple(letters(gap.answer.text) for gap in cloze.gaps)
        case ListQuestion(items=items):
            return frozenset(letters(item.text) for item in items)
        case Ordering(items=items):
            return items
        case Matching(pairs=pairs):
            return frozenset(pairs)
        case _:
            return None


OPEN = (ShortAnswer, Numeric, DateQuestion, Flashcard, TrueFalse)


def is_open(asked: Asked) -> bool:
    """Tell whether the stem alone must lead to one answer."""
    return isinstance(asked.question.body, OPEN)


def are_kin(one: Asked, other: Asked) -> bool:
    """Tell whether two questions are never asked in one session, or come from one table."""
    if one.table and one.table == other.table:
        return True
    return not set(one.question.siblings).isdisjoint(other.question.siblings)


def answer_elsewhere(deck: Sequence[Asked]) -> Iterator[tuple[Asked, Finding]]:
    """Find a stem that tells the answer of another question about the same matter.

    An answer counts if it is a name, a figure or a term that few stems hold; the two are about the same matter
    if the other stem holds most of the rarer words of the one.
    """
    asking: dict[Words, list[Asked]] = {}
    lengths: dict[str, set[int]] = {}
    for asked in deck:
        for words in specific_answers(asked):
            asking.setdefault(words, []).append(asked)
            lengths.setdefault(words[0], set()).add(len(words))
    rare: frozenset[str] | None = None
    told: set[tuple[int, int]] = set()
    for words, tellers in tellers_of(deck, asking, lengths).items():
        if len(tellers) > MOST_STEMS:
            continue
        rare = rare_words(deck) if rare is None else rare
        for asked in asking[words]:
            for teller in tellers:
                pair = (min(id(asked), id(teller)), max(id(asked), id(teller)))
                if asked is teller or pair in told or are_kin(asked, teller):
                    continue
                if tells(teller, asked, words, rare):
                    told.add(pair)
                    yield from told_at(teller, asked, words)


def specific_answers(asked: Asked) -> list[Words]:
    """Return the answers of a question that give it away wherever they stand: names, figures and terms."""
    answers = asked.answers
    if isinstance(asked.question.body, DateQuestion):
        text = in_words(asked.question.body.answer, asked.language)
        answers = (Answer(text, tokens_of(text)),)
    return [
        words
        for text, words in answers
        if words and len(words) <= LONGEST_ANSWER and is_specific(text, words)
    ]


def is_specific(text: str, words: Words) -> bool:
    """Tell whether an answer is a name, a figure of three digits or more, or a term."""
    if len(words) == 1:
        word = words[0]
        if word[0].isdigit():
            return sum(letter.isdigit() for letter in word) > 2
        is_name = text.lstrip("“\"'")[:1].isupper() and len(word) > 3
        return word not in EVERYDAY and (len(word) >= SHORTEST_TERM or is_name)
    content = content_of(words)
    return len(content) > 1 or (len(content) == 1 and len(content[0]) >= SHORTEST_TERM)


def tellers_of(
    deck: Sequence[Asked], asking: dict[Words, list[Asked]], lengths: dict[str, set[int]]
) -> dict[Words, list[Asked]]:
    """Return the questions whose stems hold an answer, no more than are needed to see that it is no rare one."""
    found: dict[Words, list[Asked]] = {}
    for asked in deck:
        tokens = asked.tokens
        if lengths.keys().isdisjoint(tokens):
            continue
        for i, token in enumerate(tokens):
            if token not in lengths:
                continue
            for length in lengths[token]:
                words = tokens[i : i + length]
                if words in asking:
                    tellers = found.setdefault(words, [])
                    if len(tellers) <= MOST_STEMS and (not tellers or tellers[-1] is not asked):
                        tellers.append(asked)
    return found


def rare_words(deck: Sequence[Asked]) -> frozenset[str]:
    """Return the words that carry meaning and stand in few stems of the deck."""
    counts = Counter(chain.from_iterable(set(asked.content) for asked in deck))
    most = max(COMMON_AT_LEAST, min(COMMON_AT_MOST, COMMON * len(deck)))
    return frozenset(word for word, count in counts.items() if count <= most)


def tells(teller: Asked, asked: Asked, words: Words, rare: frozenset[str]) -> bool:
    """Tell whether a stem that holds the answer of another question is about the same matter."""
    about = {stem_of(word) for word in asked.tokens if word in rare} - {stem_of(word) for word in words}
    shared = about & {stem_of(word) for word in teller.tokens}
    return len(shared) >= LEAST_SHARED and len(shared) >= SHARE * len(about)


def told_at(teller: Asked, asked: Asked, words: Words) -> Iterator[tuple[Asked, Finding]]:
    """Yield the finding at the words in the stem that tell."""
    pattern = re.compile(pattern_of(words), re.IGNORECASE)
    for stem in teller.stems:
        found = pattern.search(stem.text)
        if found:
            message = f"“{found[0]}” is the answer to `{asked.question.id}` in line {asked.question.line}."
            cure = "Give both the same `siblings`, then no session asks both; or word this differently."
            start, end = found.span()
            yield teller, Finding(Code.ANSWER_ELSEWHERE, stem.node, message, cure, start, end - start)
            return


RULES: tuple[DeckRule, ...] = (same_question, answer_elsewhere, no_explanation, no_citation)
