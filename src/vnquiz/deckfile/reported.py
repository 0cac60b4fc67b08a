"""What a class's report says of questions, told as problems of the decks at the lines of those questions."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vnquiz.core.classreport import FORMAT, VERSION
from vnquiz.core.fingerprints import question_fingerprint
from vnquiz.core.questions import Card
from vnquiz.deckfile.library import Library
from vnquiz.deckfile.reader import DeckFile
from vnquiz.errors import UsageError, VnquizError
from vnquiz.yamlfile.problems import REPORT_CODES, Code, Severity

LONGEST_WORDS = 1000
CURES = {
    Code.WRONG_KEY: "Compare the answer with its source, and read the question as a good student would.",
    Code.GUESSED: "Ask whether it was taught, and whether the question can be understood.",
    Code.TOO_HARD: "Ask whether it was taught, and whether more should be accepted as right.",
    Code.TOO_EASY: "Ask for something that needs learning, or leave it as a good start.",
    Code.DEAD_DISTRACTOR: "Put another wrong option in its place, one that somebody might believe.",
}


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What a report says against one question, as it stood when it was asked."""

    card: str
    question: str
    code: Code
    words: str


def add_suspicions(library: Library, path: Path) -> None:
    """Add what a report suspects to the problems of the decks, but for questions that were changed since.

    The decks must have been read, not taken from the cache; raise UsageError where the file is no report.
    """
    found = list(suspicions_in(path))
    wanted = {suspicion.card for suspicion in found}
    cards: dict[str, list[tuple[DeckFile, Card]]] = {}
    for file in library.files:
        for card in file.deck.cards if file.deck is not None else ():
            if card.id in wanted:
                cards.setdefault(card.id, []).append((file, card))
    for suspicion in found:
        for file, card in cards.get(suspicion.card, ()):
            if question_fingerprint(card) == suspicion.question:
                _tell(file, card, suspicion)
    for file in library.files:
        file.document.problems.sort(key=lambda problem: (problem.line, problem.column))


def _tell(file: DeckFile, card: Card, suspicion: Suspicion) -> None:
    keys = file.keys.get(card.question.id)
    if keys:
        node = keys["id"] if "id" in keys else keys.key(next(iter(keys)))
        name = card.id.partition("/")[2]
        message = f"{name}: {suspicion.words[:LONGEST_WORDS]}"
        file.document.report(suspicion.code, node, message, CURES[suspicion.code], Severity.WARNING)


def suspicions_in(path: Path) -> Iterator[Suspicion]:
    """Yield what a report written by `vnquiz report --json` holds against questions."""
    try:
        report = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise UsageError(f"There is no file {path}.") from None
    except OSError as error:
        raise VnquizError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError):
        report = None
    if not isinstance(report, dict) or report.get("format") != FORMAT:
        raise UsageError(f"{path} is no report; vnquiz report --json writes one.")
    if report.get("version") != VERSION:
        raise UsageError(f"{path} was written by another version of vnquiz; make the report again.")
    items = report.get("items")
    for item in items if isinstance(items, list) else ():
        yield from _suspicions_of(item)


def _suspicions_of(item: object) -> Iterator[Suspicion]:
    """Yield what is held against one question; what is not as it should be is passed over."""
    if not isinstance(item, dict) or not isinstance(item.get("flags"), list):
        return
    for flag in item["flags"]:
        values = (
            item.get("card"),
            item.get("question"),
            *((flag.get("code"), flag.get("words")) if isinstance(flag, dict) else (None, None)),
        )
        match values:
            case str(card), str(question), str(code), str(words) if code in REPORT_CODES:
                yield Suspicion(card, question, Code(code), words)
