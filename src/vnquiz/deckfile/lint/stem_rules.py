"""Rules about what is asked: the stem of a question."""

import re
from collections.abc import Iterator

from vnquiz.core.questions import (
    Choice,
    DateQuestion,
    Flashcard,
    ListQuestion,
    ShortAnswer,
    TrueFalse,
)
from vnquiz.deckfile.lint.asked import (
    Answer,
    Asked,
    Finding,
    Rule,
    Stem,
    Words,
    at_match,
    content_of,
    tokens_of,
)
from vnquiz.deckfile.lint.patterns import Pattern
from vnquiz.deckfile.lint.words import (
    CLAIM_JOINTS,
    NEGATIVE_SIGNS,
    NEGATIVE_STEM,
    RELATIVE_TIME,
    RELATIVE_TIME_SIGNS,
    words_in,
)
from vnquiz.deckfile.words import stem as stem_of
from vnquiz.yamlfile.problems import Code

SHORTEST_CLUE = 4
LONGEST_CLUE = 5
AMBIGUOUS_DATE = Pattern(
    r"(?<![\d./-])(?P<one>0?[1-9]|1[0-2])([/.-])(?P<other>0?[1-9]|1[0-2])\2(?:\d{4})(?![\d./-]*\d)"
    r"|(?<![\d./])(?P<a>0?[1-9]|1[0-2])/(?P<b>0?[1-9]|1[0-2])/\d\d(?![\d/])"
)
FIGURES_PARTED = Pattern(r"[0-9][/.-][0-9]")
SHORT_NOT = ("n't", "n’t")
ALTERNATIVES = Pattern(r"(?<!\w)(?:or|hay|hoặc|vs\.?)(?!\w)", re.IGNORECASE)
IN_SCENE = Pattern(r"(?<!\w)(?:you|your|yours|bạn)(?!\w)", re.IGNORECASE)
SENTENCE_END = Pattern(r"[^A-Z][.?!:]$")
EMPHASIS = frozenset("*_")
EVERYDAY = words_in(
    """
    first second third last both same true false more less before after north south east west left right high low
    male female white black yellow green blue
    """
)


def answer_in_stem(asked: Asked) -> Iterator[Finding]:
    """Find a stem that holds the right answer, or its telling words and those of no other option."""
    for answer, words in answers_of(asked):
        if not contains(asked.tokens, words) or not is_telling(words):
            continue
        if ALTERNATIVES.search(asked.text):
            continue
        wrong = asked.wrong
        if any(contains(asked.tokens, option.words) for option in wrong):
            continue
        for stem in asked.stems:
            found = re.search(pattern_of(words), stem.text, re.IGNORECASE)
            if found:
                message = f"The answer “{answer}” stands in the question."
                yield at_match(
                    Code.ANSWER_IN_STEM, stem.node, found, message, "Word the question without it."
                )
                return
    if asked.wrong:
        yield from shared_word(asked)


def shared_word(asked: Asked) -> Iterator[Finding]:
    """Find a telling word of the right option that stands in the stem, while no wrong option shares one with it."""
    right, wrong = asked.right, asked.wrong
    if len(right) != 1 or len(wrong) < 2:
        return
    words = [word for word in content_of(right[0].words) if not word.isdigit()]
    stems = set(map(stem_of, asked.tokens))
    if len(words) > LONGEST_CLUE or stems.isdisjoint(map(stem_of, words)):
        return
    told = {stem_of(token): token for token in asked.tokens if len(token) > SHORTEST_CLUE}
    clues = [word for word in words if len(word) > SHORTEST_CLUE and stem_of(word) in told]
    if not clues or len(clues) * 2 < len(words) or is_negative(asked):
        return
    others = {stem_of(word) for option in wrong for word in content_of(option.words)}
    if others & stems or ALTERNATIVES.search(asked.text):
        return
    for stem in asked.stems:
        found = re.search(rf"(?<!\w){re.escape(told[stem_of(clues[0])])}(?!\w)", stem.text, re.IGNORECASE)
        if found:
            message = (
                f"Of all options only the right one, “{right[0].text}”, shares a word with the question."
            )
            cure = "Word the question without it, or let wrong options share it too."
            yield at_match(Code.ANSWER_IN_STEM, stem.node, found, message, cure)
            return


def answers_of(asked: Asked) -> tuple[Answer, ...]:
    """Return the answers that a stem must not hold, as they would stand in it."""
    match asked.question.body:
        case Flashcard(answer) if len(answer.split()) <= LONGEST_CLUE:
            return (Answer(answer, tokens_of(answer)),)
        case DateQuestion(answer=date) if date.month is None:
            year = str(abs(date.year))
            return (Answer(year, (year,)),)
        case _:
            return asked.answers


def is_telling(words: Words) -> bool:
    """Tell whether an answer in a stem gives itself away, being no everyday word."""
    if not content_of(words):
        return False
    if len(words) > 1:
        return True
    word = words[0]
    if word[0].isdigit():
        return len(word) > 2
    return len(word) >= SHORTEST_CLUE and word not in EVERYDAY


def contains(tokens: Words, words: Words) -> bool:
    """Tell whether words stand in a row among tokens."""
    if not words or words[0] not in tokens:
        return False
    size = len(words)
    return any(tokens[i : i + size] == words for i in range(len(tokens) - size + 1))


def pattern_of(words: Words) -> str:
    """Return a pattern that finds words in a row, whatever spaces and quotes part them."""
    return r"(?<!\w)(?<!\d[.,])" + r"[^\w.?!;]+".join(re.escape(word) for word in words) + r"(?!\w|[.,]\d)"


def is_negative(asked: Asked) -> bool:
    """Tell whether a question asks for what is not so."""
    pattern = NEGATIVE_STEM.get(asked.language)
    return pattern is not None and any(pattern.search(stem.unquoted) for stem in asked.stems)


def unmarked_negative(asked: Asked) -> Iterator[Finding]:
    """Find a question for what is not so whose negation is easily overlooked."""
    pattern = NEGATIVE_STEM.get(asked.language)
    if pattern is None:
        return
    if NEGATIVE_SIGNS.isdisjoint(asked.tokens) and not any(short in asked.text for short in SHORT_NOT):
        return
    for stem in asked.stems:
        found = pattern.search(stem.unquoted)
        if found is None:
            continue
        group = "word" if found["word"] else "last"
        start, end = found.span(group)
        around = stem.text[start - 1 : start] + stem.text[end : end + 1]
        if found[group].isupper() or EMPHASIS.intersection(around):
            continue
        yield at_match(
            Code.UNMARKED_NEGATIVE,
            stem.node,
            found,
            f"“{found[group]}” turns the question round and is easily overlooked.",
            f"Write **{found[group]}**, or ask for what is so.",
            group,
        )


def several_claims(asked: Asked) -> Iterator[Finding]:
    """Find a statement to judge that makes more than one claim."""
    pattern = CLAIM_JOINTS.get(asked.language)
    if pattern is None:
        return
    for stem in asked.stems:
        found = pattern.search(stem.unquoted)
        if found is None:
            continue
        group = found.lastgroup or 0
        if found.lastgroup == "pair" and re.search(r"(?<!\w)not(?!\w)", stem.unquoted[: found.start()]):
            continue
        yield at_match(
            Code.SEVERAL_CLAIMS,
            stem.node,
            found,
            "The statement makes more than one claim, of which one may be true and the other false.",
            "Make a question of each claim.",
            group,
        )


def ambiguous_date(asked: Asked) -> Iterator[Finding]:
    """Find a date in figures whose day and month may be read either way."""
    if asked.language == "vi" or not FIGURES_PARTED.search(asked.text):
        return
    for stem in asked.stems:
        for found in AMBIGUOUS_DATE.finditer(stem.text):
            if int(found["one"] or found["a"]) != int(found["other"] or found["b"]):
                message = f"“{found[0]}” can be read with the day first or with the month first."
                cure = "Write the month as a word."
                yield at_match(Code.AMBIGUOUS_DATE, stem.node, found, message, cure)
                break


def relative_time(asked: Asked) -> Iterator[Finding]:
    """Find a time that is counted from a day which the learner does not know."""
    pattern = RELATIVE_TIME.get(asked.language)
    if pattern is None or signs_of_time(asked).isdisjoint(asked.tokens):
        return
    for stem in asked.stems:
        found = pattern.search(stem.unquoted)
        if found and not IN_SCENE.search(stem.text) and not is_within_name(stem, found):
            message = f"“{found[0].strip()}” means another time to whoever reads it later."
            yield at_match(
                Code.RELATIVE_TIME, stem.node, found, message, "Name the year, or the day of the source."
            )


def signs_of_time(asked: Asked) -> frozenset[str]:
    """Return the words of which each relative time holds one."""
    return RELATIVE_TIME_SIGNS.get(asked.language, frozenset())


def praise(asked: Asked) -> Iterator[Finding]:
    """Find words of praise that the question itself speaks, outside quotation marks."""
    if asked.praise is None or signs_of_praise(asked).isdisjoint(asked.tokens):
        return
    for stem in asked.stems:
        found = first_praise(stem, asked.praise.pattern)
        if found:
            message = f"“{found[0]}” is praise; a question states facts and leaves judging to the learner."
            cure = "Leave it out, or quote it and name who says so."
            yield at_match(Code.PRAISE, stem.node, found, message, cure)


def signs_of_praise(asked: Asked) -> frozenset[str]:
    """Return the words of which each phrase of praise holds one."""
    return frozenset() if asked.praise is None else asked.praise.signs


def first_praise(stem: Stem, pattern: Pattern) -> re.Match[str] | None:
    """Return the first word of praise that is no part of a name."""
    for found in pattern.finditer(stem.unquoted):
        if not is_within_name(stem, found):
            return found
    return None


def is_within_name(stem: Stem, found: re.Match[str]) -> bool:
    """Tell whether a word is capitalised within a sentence, as in a name or a title."""
    before = stem.unquoted[: found.start()].strip(" *_\n")
    return found[0][0].isupper() and bool(before) and SENTENCE_END.search(before) is None


RULES: tuple[Rule, ...] = (
    Rule(answer_in_stem),
    Rule(unmarked_negative, (Choice, ListQuestion, ShortAnswer)),
    Rule(several_claims, (TrueFalse,)),
    Rule(ambiguous_date),
    Rule(relative_time, signs=signs_of_time),
    Rule(praise, signs=signs_of_praise),
)
