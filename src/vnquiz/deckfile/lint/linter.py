"""A whole library judged: every rule over every question, what is silenced left out."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from vnquiz.core.questions import Body
from vnquiz.deckfile import values
from vnquiz.deckfile.library import Library
from vnquiz.deckfile.lint import card_rules, deck_rules, option_rules, stem_rules
from vnquiz.deckfile.lint.asked import Asked, Finding
from vnquiz.deckfile.lint.places import place_of
from vnquiz.deckfile.lint.words import PRAISE, PRAISE_SIGNS, Phrases, any_of, first_words
from vnquiz.deckfile.reader import DeckFile
from vnquiz.deckfile.silencing import ignored_codes
from vnquiz.deckfile.values import Keys
from vnquiz.yamlfile.document import Document
from vnquiz.yamlfile.problems import Code, Severity
from vnquiz.yamlfile.reading import collector_off

CARD_RULES = (*option_rules.RULES, *stem_rules.RULES, *card_rules.RULES)
DECK_RULES = deck_rules.RULES


def lint_library(library: Library) -> None:
    """Add to the decks' problems a warning for every question that is not well written.

    The library must have been loaded with `keep_nodes`.
    """
    with collector_off():
        for file in library.files:
            lint_deck(file)
            file.document.problems.sort(key=lambda problem: (problem.line, problem.column))


def lint_deck(file: DeckFile) -> None:
    """Add to a deck's problems a warning for every question that is not well written."""
    deck = asked_in(file) if file.deck is not None else []
    if deck:
        _Report(file).add(findings_of(deck))


def asked_in(file: DeckFile) -> list[Asked]:
    """Return the questions of a deck with the nodes they stand in."""
    assert file.deck is not None
    language = file.deck.info.language.casefold().split("-")[0]
    praise = praise_of(file.head, language)
    ignored = silenced(file.head)
    return [
        Asked(question, keys, language, praise, ignored | silenced(keys) if "lint" in keys else ignored)
        for question in file.deck.questions
        if (keys := file.keys.get(question.id)) is not None
    ]


def silenced(keys: Keys) -> frozenset[Code]:
    """Return the codes that keys silence; what is wrong with them was reported when they were read."""
    if "lint" not in keys:
        return frozenset()
    return frozenset(ignored_codes(Document(""), keys["lint"], "lint") or ())


def praise_of(head: Keys, language: str) -> Phrases | None:
    """Return what finds a deck's words of praise: its own, else those of its language."""
    if "praise" in head:
        own = values.lines(Document(""), head["praise"], "praise")
        if own is not None:
            return Phrases(any_of(re.escape(word) for word in own), first_words(own))
    if language not in PRAISE:
        return None
    return Phrases(any_of(PRAISE[language]), PRAISE_SIGNS[language])


def findings_of(deck: list[Asked]) -> Iterator[tuple[Asked, Finding]]:
    """Yield what the rules find, with the question it is found in."""
    bodies = {type(asked.question.body) for asked in deck}
    always = {body: rules_about(body, has_sign=False) for body in bodies}
    at_a_sign = {body: rules_about(body, has_sign=True) for body in bodies}
    signs = frozenset(sign for rule in CARD_RULES if rule.signs for sign in rule.signs(deck[0]))
    for asked in deck:
        body = type(asked.question.body)
        finds = always[body] if signs.isdisjoint(asked.tokens) else at_a_sign[body]
        for find in finds:
            for finding in find(asked):
                yield asked, finding
    for deck_rule in DECK_RULES:
        yield from deck_rule(deck)


def rules_about(body: type[Body], *, has_sign: bool) -> list[Callable[[Asked], Iterator[Finding]]]:
    """Return the rules that can find something in a type of question, with or without a word that is a sign."""
    return [
        rule.find
        for rule in CARD_RULES
        if (body in rule.bodies or not rule.bodies) and (has_sign or rule.signs is None)
    ]


@dataclass
class _Report:
    """Adds findings to the problems of a deck's file, one of a code at each place."""

    file: DeckFile
    seen: set[tuple[Code, int, int]] = field(default_factory=set)

    def add(self, findings: Iterable[tuple[Asked, Finding]]) -> None:
        """Add all that is not silenced; the cards of a table share the places of their question."""
        document = self.file.document
        lines: list[str] = []
        for asked, finding in findings:
            if finding.code in asked.ignored:
                continue
            lines = lines or document.text.splitlines()
            line, column, end_column = place_of(lines, finding.node, finding.start, finding.length)
            if (finding.code, line, column) not in self.seen:
                self.seen.add((finding.code, line, column))
                document.report_at(
                    finding.code, line, column, end_column, finding.message, finding.cure, Severity.WARNING
                )
