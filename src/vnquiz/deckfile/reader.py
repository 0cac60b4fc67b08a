"""A deck file read into the core's deck, with every problem found on the way."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from vnquiz.core.decks import Deck, cards_of
from vnquiz.core.questions import DeckId, DeckInfo, Diacritics, Leniency, Question, Source
from vnquiz.deckfile import values
from vnquiz.deckfile.concordance import Shelf
from vnquiz.deckfile.fields import DECK_FIELDS, SOURCE_FIELDS
from vnquiz.deckfile.questions import FormerId, QuestionReader, check_keys, optional
from vnquiz.deckfile.silencing import ignored_codes
from vnquiz.deckfile.tables import TableReader
from vnquiz.deckfile.values import Keys
from vnquiz.yamlfile.document import Document
from vnquiz.yamlfile.nodes import Node, Sequence
from vnquiz.yamlfile.problems import Code, Problem
from vnquiz.yamlfile.reading import read_file


@dataclass(slots=True)
class DeckFile:
    """What became of one deck file.

    `deck` is None where the file holds none that can be used; `left_out` counts the questions with errors;
    `previous_ids` holds each former id that a question claims, `cite_nodes` where each question that cites does
    so. `keys` and `head` hold the nodes of each question and of the deck's own keys, if they were to be kept.
    `judged` is what is wrong with its citations and wording, once that is known.
    """

    path: Path
    document: Document
    deck: Deck | None = None
    left_out: int = 0
    previous_ids: list[FormerId] = field(default_factory=list)
    deck_node: Node | None = None
    cite_nodes: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Keys] = field(default_factory=dict)
    head: Keys = field(default_factory=lambda: Keys(1, 1))
    judged: list[Problem] | None = None


def read_deck(path: Path, shelf: Shelf, *, keep_nodes: bool = False) -> DeckFile:
    """Read a deck file; nothing is raised, every fault is among the document's problems."""
    return deck_from(path, read_file(path), shelf, keep_nodes=keep_nodes)


def deck_from(path: Path, document: Document, shelf: Shelf, *, keep_nodes: bool = False) -> DeckFile:
    """Make the deck of a document that was read; `shelf` holds the sources it need not declare."""
    file = DeckFile(path, document)
    if document.root is not None:
        with document.impatience():
            _DeckReader(file, shelf, keep_nodes=keep_nodes).read(document.root)
        document.root = None
    found = dict.fromkeys(document.problems)  # a fault in a table's question would come once for each row
    document.problems = sorted(found, key=lambda problem: (problem.line, problem.column))
    return file


class _DeckReader:
    """Reads the root of one deck file."""

    def __init__(self, file: DeckFile, shelf: Shelf, *, keep_nodes: bool) -> None:
        self.file = file
        self.keep_nodes = keep_nodes
        self.shelf = shelf
        self.document = file.document
        self.faulty_lines = sorted(problem.line for problem in self.document.problems if problem.is_error)

    def read(self, root: Node) -> None:
        """Set the file's deck, if there is one."""
        keys = values.keys_of(self.document, root, "A deck")
        if keys is None:
            return
        table = DECK_FIELDS
        if "tables" in keys:
            table = {name: known for name, known in DECK_FIELDS.items() if name != "questions"}
            table["questions"] = replace(DECK_FIELDS["questions"], is_required=False)
        check_keys(self.document, keys, table, "in a deck", root)
        sources = self.read_sources(keys)
        info = self.read_info(keys, sources)
        language = "en" if info is None else info.language
        marks = Diacritics.REQUIRE if is_vietnamese(language) else Diacritics.IGNORE
        tags = optional(self.document, keys, "tags", values.slugs) or ()
        optional(self.document, keys, "lint", ignored_codes)
        optional(self.document, keys, "praise", values.lines)
        reader = QuestionReader(self.document, sources, tags, Leniency(marks), self.shelf)
        if self.keep_nodes:
            self.file.head = keys
            reader.kept_keys = self.file.keys
        questions: list[Question] = []
        for name in keys:
            if name == "questions":
                questions += self.read_questions(reader, keys[name])
            elif name == "tables":
                questions += self.read_tables(reader, keys[name])
        self.file.previous_ids = reader.previous_ids
        self.file.cite_nodes = reader.cite_nodes
        if info is not None:
            self.file.deck = Deck(info, tuple(questions), tuple(cards_of(info, tuple(questions))))

    def read_info(self, keys: Keys, sources: dict[str, Source]) -> DeckInfo | None:
        """Return what the deck says of itself, or None where it has no id to hang history on."""
        deck_id = optional(self.document, keys, "deck", values.slug_of)
        title = optional(self.document, keys, "title", values.line)
        description = optional(self.document, keys, "description", values.line)
        language = optional(self.document, keys, "language", values.language)
        license_name = optional(self.document, keys, "license", values.line)
        order = optional(self.document, keys, "order", values.count)
        if deck_id is None:
            return None
        self.file.deck_node = keys["deck"]
        return DeckInfo(
            DeckId(deck_id),
            title or deck_id,
            description or "",
            language or "en",
            license_name or "",
            order,
            sources,
        )

    def read_sources(self, keys: Keys) -> dict[str, Source]:
        """Return the documents the deck declares, by id."""
        if "sources" not in keys:
            return {}
        declared = values.keys_of(self.document, keys["sources"], "`sources`") or Keys(1, 1)
        sources = {}
        for source_id, node in declared.items():
            if not values.SLUG.fullmatch(source_id):
                values.slug_of(self.document, declared.key(source_id), "A source's id")
                continue
            own = values.keys_of(self.document, node, "A source")
            if own is None:
                continue
            check_keys(self.document, own, SOURCE_FIELDS, "in a source", node)
            texts = {name: optional(self.document, own, name, values.line) or "" for name in SOURCE_FIELDS}
            sources[source_id] = Source(id=source_id, **texts)
        return sources

    def items_of(self, node: Node, name: str) -> list[tuple[Node, bool]]:
        """Return the items of a list of the deck, each with whether the parser found a fault in it."""
        if not isinstance(node, Sequence) or not node.items:
            self.document.report(
                Code.WRONG_SHAPE, node, f"`{name}` must be a list of {name}.", "Begin each with `- id:`."
            )
            return []
        if not self.faulty_lines:
            return [(item, False) for item in node.items]
        ends = [item.line for item in node.items[1:]]
        return [
            (item, self.is_faulty(item.line, end))
            for item, end in zip(node.items, [*ends, None], strict=True)
        ]

    def is_faulty(self, start: int, end: int | None) -> bool:
        """Tell whether the parser found a fault between two lines."""
        return any(start <= line and (end is None or line < end) for line in self.faulty_lines)

    def read_questions(self, reader: QuestionReader, node: Node) -> list[Question]:
        """Return the questions without a fault, in order."""
        questions = []
        for item, is_faulty in self.items_of(node, "questions"):
            errors = self.document.errors
            question = reader.read(item)
            if question is None or self.document.errors > errors or is_faulty:
                self.file.left_out += 1
            else:
                questions.append(question)
        return questions

    def read_tables(self, reader: QuestionReader, node: Node) -> list[Question]:
        """Return the questions over the rows of every table, in order."""
        questions: list[Question] = []
        ids: dict[str, Node] = {}
        for item, is_faulty in self.items_of(node, "tables"):
            table = TableReader(reader, ids)
            found = table.read(item)
            if is_faulty:
                self.file.left_out += len(found)
            else:
                questions += found
            self.file.left_out += table.left_out
        return questions


def is_vietnamese(language: str) -> bool:
    """Tell whether a language code names Vietnamese."""
    return language.casefold().split("-")[0] == "vi"
