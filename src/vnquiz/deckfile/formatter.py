"""A deck's text with the missing ids written and the keys in their documented order, and nothing else touched."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from vnquiz.core.questions import Choice, Question, QuestionType
from vnquiz.core.sanitise import sanitise
from vnquiz.deckfile.concordance import Shelf
from vnquiz.deckfile.fields import (
    DECK_FIELDS,
    DERIVED_FIELDS,
    DRAW_FIELDS,
    ITEM_FIELDS,
    QUESTION_FIELDS,
    ROW_FIELDS,
    SOURCE_FIELDS,
    TABLE_FIELDS,
    Table,
)
from vnquiz.deckfile.questions import made_id
from vnquiz.deckfile.reader import DeckFile, deck_from
from vnquiz.errors import VnquizError
from vnquiz.yamlfile.document import Document
from vnquiz.yamlfile.problems import Code, Problem
from vnquiz.yamlfile.reading import read_text
from vnquiz.yamlfile.surgery import Edit, YamlText, applied, outermost

UNTOUCHABLE = {Code.ANCHOR, Code.SEVERAL_DOCUMENTS}
MOST_PASSES = 10

Ranks = dict[str, int]
Target = tuple[Any, Ranks, str]
"""A mapping, the ranks by which its keys are to stand, and the key that is to be written first, if any."""


def ranks_of(table: Table) -> Ranks:
    """Return the place of each key of a table."""
    return {name: place for place, name in enumerate(table)}


COLUMN_RANK = 0.5
QUESTIONS = ("tables", "questions")
"""The keys that keep the order they stand in, for it is the order of the cards."""
HEAD_RANKS = ranks_of(DECK_FIELDS) | dict.fromkeys(QUESTIONS, len(DECK_FIELDS))
ROW_RANKS = ranks_of(ROW_FIELDS)


class FormatError(VnquizError):
    """A deck that would not mean the same any more, and is therefore left as it is."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """A deck's text in its documented form, and the errors for whose sake parts of it were left as they are."""

    text: str
    ids: int
    problems: tuple[Problem, ...]


def format_deck(path: Path, document: Document, shelf: Shelf) -> Formatted:
    """Return the text of a document that was read, in its documented form; raise FormatError if that is not safe."""
    text = document.text
    before = file = deck_from(path, document, shelf)
    problems = tuple(problem for problem in before.document.problems if problem.is_error)
    if before.deck is None or any(problem.code in UNTOUCHABLE for problem in problems):
        return Formatted(text, 0, problems)
    ids = 0
    for _ in range(MOST_PASSES):
        edits, written = _edits(text, file)
        if not edits:
            break
        text = applied(text, edits)
        ids += written
        file = deck_from(path, read_text(text, Document(before.document.path)), shelf)
    else:
        raise FormatError(f"{path} does not come to rest when formatted; it was left as it is.")
    if file is not before and _meaning(file) != _meaning(before):
        raise FormatError(f"{path} would not mean the same when formatted; it was left as it is.")
    return Formatted(text, ids, problems)


def _edits(text: str, file: DeckFile) -> tuple[list[Edit], int]:
    """Return what is to be changed in a text, outermost mappings first, and how many ids that writes."""
    source = YamlText(text)
    found: dict[Edit, bool] = {}
    for node, ranks, new in _Plan(source, file).targets():
        names = [key.value for key, _ in node.value]
        order = sorted(range(len(names)), key=lambda place: ranks.get(names[place], COLUMN_RANK))
        edit = source.reordered(node, order, new)
        if edit is not None:
            found[edit] = bool(new)
    edits = outermost(found)
    return edits, sum(found[edit] for edit in edits)


class _Plan:
    """Finds the mappings of a deck whose keys have an order, but for those with an error in them."""

    def __init__(self, source: YamlText, file: DeckFile) -> None:
        self.source = source
        self.faults = [source.offset(p.line, p.column) for p in file.document.problems if p.is_error]

    def targets(self) -> Iterator[Target]:
        """Yield every mapping that has an order."""
        root = self.source.root
        head = _values(root)
        if self.is_sound(root, *(head[name] for name in QUESTIONS if name in head)):
            yield root, HEAD_RANKS, ""
        for source in _values(head.get("sources")).values():
            yield from self.plain(source, SOURCE_FIELDS)
        for table in _items(head.get("tables")):
            yield from self.table(table)
        for question in _items(head.get("questions")):
            yield from self.question(question)

    def is_sound(self, node: Any, *without: Any) -> bool:
        """Tell whether there is no error in a node, or only in nodes within it that do not count."""
        found = self.faults_in(node)
        return not found or set(found) <= {fault for part in without for fault in self.faults_in(part)}

    def faults_in(self, node: Any) -> list[int]:
        """Return where there are errors in a node."""
        if not self.faults:
            return []
        start, end = node.start_mark.index, self.source.end_of(node)
        return [fault for fault in self.faults if start <= fault < max(end, start + 1)]

    def plain(self, node: Any, table: Table) -> Iterator[Target]:
        """Yield a mapping of the keys of a table, where it is one and without error."""
        if node is not None and node.id == "mapping" and node.value and self.is_sound(node):
            yield node, ranks_of(table), ""

    def table(self, node: Any) -> Iterator[Target]:
        """Yield a table, its rows and its questions."""
        own = _values(node)
        rows, questions = own.get("rows"), own.get("questions")
        if own and self.is_sound(node, *_items(rows), *_items(questions)):
            yield node, ranks_of(TABLE_FIELDS), ""
        for row in _items(rows):
            if _values(row) and self.is_sound(row):
                yield row, ROW_RANKS, ""
        for question in _items(questions):
            yield from self.question(question)
            kind = _values(question).get("type")
            if kind is not None and kind.value in DRAW_FIELDS:
                name = "wrong" if kind.value == QuestionType.CHOICE else "answer"
                draw, table = _values(question).get(name), DRAW_FIELDS[kind.value]
                if set(_values(draw)) == set(table) and self.is_sound(question):
                    yield draw, ranks_of(table), ""

    def question(self, node: Any) -> Iterator[Target]:
        """Yield a question with the id it is to be given, and what has an order within it."""
        own = _values(node)
        if not own or not self.is_sound(node):
            return
        kind = QuestionType(own["type"].value)
        new = ""
        if "id" not in own:
            asked = own["text" if kind is QuestionType.CLOZE else "ask"]
            new = f"id: {made_id(kind, sanitise(asked.value))}"
        yield node, ranks_of(QUESTION_FIELDS[kind]), new
        yield from self.plain(own.get("derived"), DERIVED_FIELDS)
        if kind is QuestionType.LIST:
            for item in _items(own["answer"]):
                yield from self.plain(item, ITEM_FIELDS)


def _values(node: Any) -> dict[str, Any]:
    """Return the values of a mapping by their keys, and nothing for anything else."""
    return (
        {key.value: value for key, value in node.value} if node is not None and node.id == "mapping" else {}
    )


def _items(node: Any) -> list[Any]:
    """Return the items of a sequence, and nothing for anything else."""
    return list(node.value) if node is not None and node.id == "sequence" else []


def _meaning(file: DeckFile) -> tuple[object, ...]:
    """Return all that a deck file means, whatever its form."""
    deck = file.deck
    if deck is None:
        return ()
    pools = {id(pool): pool for pool in map(_pool, deck.questions) if pool is not None}
    codes = Counter(problem.code for problem in file.document.problems if problem.code is not Code.MISSING_ID)
    return (
        deck.info,
        [_without_place(question) for question in deck.questions],
        [(pool.texts, pool.stems, pool.count) for pool in pools.values()],
        [(each.former, each.question) for each in file.previous_ids],
        file.left_out,
        codes,
    )


def _pool(question: Question) -> Any:
    return question.body.pool if isinstance(question.body, Choice) else None


def _without_place(question: Question) -> Question:
    """Return a question as it is whatever line it stands in, and without its pool, which equals nothing else."""
    body = question.body
    return question._replace(line=0, body=replace(body, pool=None) if isinstance(body, Choice) else body)
