"""A deck file read into the core's deck, with every problem found on the way."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from vnquiz.core.folding import slug
from vnquiz.core.questions import (
    Citation,
    Deck,
    DeckId,
    DeckInfo,
    Diacritics,
    Leniency,
    Question,
    Source,
    cards_of,
)
from vnquiz.deckfile import values
from vnquiz.deckfile.bodies import read_body
from vnquiz.deckfile.fields import (
    DECK_FIELDS,
    OWN_FIELDS,
    QUESTION_FIELDS,
    SOURCE_FIELDS,
    QuestionType,
    Table,
)
from vnquiz.deckfile.values import Keys
from vnquiz.yamlfile.nodes import Document, Node, Scalar, Sequence, read_file
from vnquiz.yamlfile.problems import Code, Severity, did_you_mean

ID_WORDS = 5


@dataclass(slots=True)
class DeckFile:
    """What became of one deck file.

    `deck` is None where the file holds none that can be used; `left_out` counts the questions with errors;
    `previous_ids` holds each former id with the question that claims it and the node it stands in.
    """

    path: Path
    document: Document
    deck: Deck | None = None
    left_out: int = 0
    previous_ids: list[tuple[str, Question, Node]] = field(default_factory=list)
    deck_node: Node | None = None


def read_deck(path: Path) -> DeckFile:
    """Read a deck file; nothing is raised, every fault is among the document's problems."""
    return deck_from(path, read_file(path))


def deck_from(path: Path, document: Document) -> DeckFile:
    """Make the deck of a document that was read."""
    file = DeckFile(path, document)
    if document.root is not None:
        _DeckReader(file).read(document.root)
    document.problems.sort(key=lambda problem: (problem.line, problem.column))
    return file


def check_keys(document: Document, keys: Keys, table: Table, where: str, node: Node) -> bool:
    """Report keys that do not belong here and required ones that are missing; tell whether all was well."""
    well = True
    for name, (key, _) in keys.items():
        if name not in table:
            well = False
            own = [kind.value for kind, own in OWN_FIELDS.items() if name in own]
            cure = did_you_mean(name, list(table))
            if table is not DECK_FIELDS and table is not SOURCE_FIELDS and own and not cure:
                cure = f"It belongs to {', '.join(own)}."
            document.report(Code.UNKNOWN_KEY, key, f"There is no key `{name}` {where}.", cure)
    for name, known in table.items():
        if known.is_required and name not in keys:
            well = False
            document.report(
                Code.MISSING_KEY, node, f"The key `{name}` is missing {where}.", known.description
            )
    return well


class _DeckReader:
    """Reads the root of one deck file."""

    def __init__(self, file: DeckFile) -> None:
        self.file = file
        self.document = file.document
        self.faulty_lines = sorted(problem.line for problem in self.document.problems if problem.is_error)
        self.sources: dict[str, Source] = {}
        self.leniency = Leniency(Diacritics.IGNORE)
        self.tags: tuple[str, ...] = ()
        self.ids: dict[str, Node] = {}

    def read(self, root: Node) -> None:
        """Set the file's deck, if there is one."""
        keys = values.keys_of(self.document, root, "A deck")
        if keys is None:
            return
        check_keys(self.document, keys, DECK_FIELDS, "in a deck", root)
        self.sources = self.read_sources(keys)
        info = self.read_info(keys)
        self.leniency = Leniency(
            Diacritics.REQUIRE if info is not None and is_vietnamese(info.language) else Diacritics.IGNORE
        )
        self.tags = self.optional(keys, "tags", values.slugs) or ()
        questions = self.read_questions(keys)
        if info is not None:
            self.file.deck = Deck(info, questions, tuple(cards_of(info, questions)))

    def read_info(self, keys: Keys) -> DeckInfo | None:
        """Return what the deck says of itself, or None where it has no id to hang history on."""
        deck_id = self.optional(keys, "deck", values.slug_of)
        title = self.optional(keys, "title", values.line)
        description = self.optional(keys, "description", values.line)
        language = self.optional(keys, "language", values.language)
        license_name = self.optional(keys, "license", values.line)
        order = self.optional(keys, "order", values.count)
        if deck_id is None:
            return None
        self.file.deck_node = keys["deck"][1]
        return DeckInfo(
            DeckId(deck_id),
            title or deck_id,
            description or "",
            language or "en",
            license_name or "",
            order,
            self.sources,
        )

    def optional(self, keys: Keys, name: str, read: Callable[[Document, Node, str], Any]) -> Any:
        """Return the value of a key, or None where it is absent or at fault."""
        found = keys.get(name)
        return None if found is None else read(self.document, found[1], name)

    def read_sources(self, keys: Keys) -> dict[str, Source]:
        """Return the documents the deck declares, by id."""
        if "sources" not in keys:
            return {}
        declared = values.keys_of(self.document, keys["sources"][1], "`sources`")
        sources = {}
        for source_id, (key, node) in (declared or {}).items():
            if not values.SLUG.fullmatch(source_id):
                values.slug_of(self.document, key, "A source's id")
                continue
            own = values.keys_of(self.document, node, "A source")
            if own is None:
                continue
            check_keys(self.document, own, SOURCE_FIELDS, "in a source", node)
            texts = {name: self.optional(own, name, values.line) or "" for name in SOURCE_FIELDS}
            sources[source_id] = Source(id=source_id, **texts)
        return sources

    def read_questions(self, keys: Keys) -> tuple[Question, ...]:
        """Return the questions without a fault, in order."""
        if "questions" not in keys:
            return ()
        node = keys["questions"][1]
        if not isinstance(node, Sequence) or not node.items:
            self.document.report(
                Code.WRONG_SHAPE, node, "`questions` must be a list of questions.", "Begin each with `- id:`."
            )
            return ()
        questions = []
        for i, item in enumerate(node.items):
            end = node.items[i + 1].line if i + 1 < len(node.items) else None
            errors = self.error_count()
            question = self.read_question(item)
            if question is None or self.error_count() > errors or self.is_faulty(item.line, end):
                self.file.left_out += 1
            else:
                questions.append(question)
        return tuple(questions)

    def error_count(self) -> int:
        """Count the problems so far; warnings are told apart by their severity."""
        return (
            sum(1 for problem in self.document.problems if problem.is_error) if self.document.problems else 0
        )

    def is_faulty(self, start: int, end: int | None) -> bool:
        """Tell whether the parser found a fault between two lines."""
        return any(start <= line and (end is None or line < end) for line in self.faulty_lines)

    def read_question(self, node: Node) -> Question | None:
        """Return a question, or None where too little of it makes sense."""
        document = self.document
        keys = values.keys_of(document, node, "A question")
        if keys is None:
            return None
        kind = self.read_type(keys, node)
        self.claim_id(keys)
        if kind is None:
            for name, (key, _) in keys.items():
                if not any(name in table for table in QUESTION_FIELDS.values()):
                    known = sorted({known for table in QUESTION_FIELDS.values() for known in table})
                    document.report(
                        Code.UNKNOWN_KEY,
                        key,
                        f"There is no key `{name}` in a question.",
                        did_you_mean(name, known),
                    )
            return None
        check_keys(document, keys, QUESTION_FIELDS[kind], f"in a {kind} question", node)
        body = read_body(document, kind, keys, self.leniency)
        ask = self.optional(keys, "ask", values.text)
        question = Question(
            id=keys["id"][1].text if "id" in keys and isinstance(keys["id"][1], Scalar) else "",
            ask=ask or "",
            body=body,  # type: ignore[arg-type]
            hint=self.optional(keys, "hint", values.text) or "",
            explain=self.optional(keys, "explain", values.text) or "",
            cite=self.read_citations(keys),
            tags=self.read_tags(keys),
            previous_ids=self.optional(keys, "previous_ids", previous_ids) or (),
            siblings=self.optional(keys, "siblings", values.slug_of) or "",
            line=node.line,
        )
        if body is None or (ask is None and kind is not QuestionType.CLOZE):
            return None
        if "id" not in keys:
            question = replace(question, id=self.own_id(kind, keys, node))
        if "previous_ids" in keys:
            self.file.previous_ids += [
                (former, question, keys["previous_ids"][1]) for former in question.previous_ids
            ]
        return question

    def read_type(self, keys: Keys, node: Node) -> QuestionType | None:
        """Return the type of a question."""
        found = keys.get("type")
        known = [kind.value for kind in QuestionType]
        if found is None:
            self.document.report(
                Code.MISSING_KEY,
                node,
                "The key `type` is missing in a question.",
                f"One of {', '.join(known)}.",
            )
            return None
        name = values.text(self.document, found[1], "type")
        if name is None:
            return None
        if name in known:
            return QuestionType(name)
        self.document.report(
            Code.UNKNOWN_TYPE,
            found[1],
            f"There is no question type “{name}”.",
            did_you_mean(name, known) or f"Write one of {', '.join(known)}.",
        )
        return None

    def read_tags(self, keys: Keys) -> tuple[str, ...]:
        """Return the tags of the deck and the question, each once."""
        own = self.optional(keys, "tags", values.slugs) or ()
        return tuple(dict.fromkeys(self.tags + own)) if own else self.tags

    def read_citations(self, keys: Keys) -> tuple[Citation, ...]:
        """Return the citations, whose sources must be declared."""
        if "cite" not in keys:
            return ()
        node = keys["cite"][1]
        found: tuple[Citation, ...] = values.one_or_more(self.document, node, "cite", values.citation) or ()
        items = node.items if isinstance(node, Sequence) else [node]
        for item, citation in zip(items, found, strict=False):
            if citation.source not in self.sources:
                self.document.report(
                    Code.UNKNOWN_SOURCE,
                    item,
                    f"The source `{citation.source}` is not declared under `sources`.",
                    did_you_mean(citation.source, list(self.sources)),
                )
        return found

    def claim_id(self, keys: Keys) -> None:
        """Report an id that is no slug or that another question bears."""
        if "id" not in keys:
            return
        node = keys["id"][1]
        question_id = values.slug_of(self.document, node, "id")
        if question_id is None:
            return
        first = self.ids.setdefault(question_id, node)
        if first is not node:
            self.document.report(
                Code.DUPLICATE_ID,
                node,
                f"The id `{question_id}` stands here a second time; the first is in line {first.line}.",
                "Give this question an id of its own.",
            )

    def own_id(self, kind: QuestionType, keys: Keys, node: Node) -> str:
        """Return the id of a question written without one: a slug of its text and a short hash."""
        _, written = keys["text" if kind is QuestionType.CLOZE else "ask"]
        assert isinstance(written, Scalar)
        words = " ".join(written.text.split())
        digest = hashlib.sha256(f"{kind}\n{words}".encode()).hexdigest()[:6]
        question_id = f"{slug(words, ID_WORDS)}-{digest}".strip("-")
        self.document.report(
            Code.MISSING_ID,
            node,
            f"This question has no id; it bears `{question_id}` until its text is edited.",
            f"Write `id: {question_id}`.",
            Severity.WARNING,
        )
        first = self.ids.setdefault(question_id, node)
        if first is not node:
            self.document.report(
                Code.DUPLICATE_ID,
                node,
                f"The question in line {first.line} asks the same.",
                "Give both an id.",
            )
        return question_id


def previous_ids(document: Document, node: Node, name: str) -> tuple[str, ...] | None:
    """Return one former id or a list of them."""
    return values.one_or_more(document, node, name, values.previous_id)


def is_vietnamese(language: str) -> bool:
    """Tell whether a language code names Vietnamese."""
    return language.casefold().split("-")[0] == "vi"
