"""Questions read from their keys, whether each was written out or stands for a row of a table."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from vnquiz.core.folding import slug
from vnquiz.core.questions import Body, Citation, Derived, Leniency, Pool, Question, QuestionType, Source
from vnquiz.deckfile import values
from vnquiz.deckfile.bodies import read_body
from vnquiz.deckfile.concordance import Shelf
from vnquiz.deckfile.fields import (
    DECK_FIELDS,
    DERIVED_FIELDS,
    OWN_FIELDS,
    QUESTION_FIELDS,
    SOURCE_FIELDS,
    Field,
    Table,
)
from vnquiz.deckfile.silencing import ignored_codes
from vnquiz.deckfile.values import Keys
from vnquiz.yamlfile.document import Document
from vnquiz.yamlfile.nodes import Extent, Node, Scalar, Sequence, extent_of
from vnquiz.yamlfile.problems import Code, Severity, did_you_mean, suggestion

ID_WORDS = 5
KINDS = {kind.value: kind for kind in QuestionType}
ALLOWED = {kind: table.keys() for kind, table in QUESTION_FIELDS.items()}
REQUIRED = {
    kind: {name for name, field in table.items() if field.is_required}
    for kind, table in QUESTION_FIELDS.items()
}
Read = Callable[[Document, Node, str], Any]


@dataclass(frozen=True, slots=True)
class FormerId:
    """A former deck/question id, the question that claims it with its line, and where it stands."""

    former: str
    question: str
    line: int
    extent: Extent


def check_keys(document: Document, keys: Keys, table: Table, where: str, node: Node) -> bool:
    """Report keys that do not belong here and required ones that are missing; tell whether all was well.

    A required key that was misspelt is reported once, as that.
    """
    well = True
    meant = set()
    for name in keys:
        if name not in table:
            well = False
            meant.add(suggestion(name, list(table)))
            own = [kind.value for kind, own in OWN_FIELDS.items() if name in own]
            cure = did_you_mean(name, list(table))
            if table is not DECK_FIELDS and table is not SOURCE_FIELDS and own and not cure:
                cure = f"It belongs to {', '.join(own)}."
            document.report(Code.UNKNOWN_KEY, keys.key(name), f"There is no key `{name}` {where}.", cure)
    for name, known in table.items():
        if known.is_required and name not in keys:
            well = False
            if name not in meant:
                document.report(
                    Code.MISSING_KEY, node, f"The key `{name}` is missing {where}.", adding(name, known)
                )
    return well


def adding(name: str, known: Field) -> str:
    """Return the cure for a key that is missing."""
    return f"Add `{name}`: {known.description[0].lower()}{known.description[1:]}"


def optional(document: Document, keys: Keys, name: str, read: Read) -> Any:
    """Return the value of a key, or None where it is absent or at fault."""
    found = keys.get(name)
    return None if found is None else read(document, found, name)


class QuestionReader:
    """Reads the questions of one deck, whose sources, tags and leniency they share."""

    def __init__(
        self,
        document: Document,
        sources: dict[str, Source],
        tags: tuple[str, ...],
        leniency: Leniency,
        shelf: Shelf,
    ) -> None:
        """Read with what the deck's head says."""
        self.document = document
        self.sources = sources
        self.tags = tags
        self.tags_together: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.leniency = leniency
        self.shelf = shelf
        self.cite_nodes: dict[str, Node] = {}
        self.ids: dict[str, Node] = {}
        self.previous_ids: list[FormerId] = []
        self.kept_keys: dict[str, Keys] | None = None

    def read(self, node: Node) -> Question | None:
        """Return a question that is written out, or None where too little of it makes sense."""
        keys = values.keys_of(self.document, node, "A question")
        if keys is None:
            return None
        if "rows" in keys and "type" not in keys:
            self.document.report(
                Code.WRONG_SHAPE,
                node,
                "This is a table, but it stands among the questions.",
                "Move it below `tables`.",
            )
            return None
        kind = self.read_type(keys, node)
        self.claim_id(keys)
        if kind is None:
            self.report_unknown_keys(keys)
            return None
        self.check_keys(kind, keys, node)
        return self.build(kind, keys, node)

    def check_keys(self, kind: QuestionType, keys: Keys, node: Node) -> None:
        """Report keys that do not belong to the type and required ones that are missing."""
        if not REQUIRED[kind] <= keys.keys() <= ALLOWED[kind]:
            check_keys(self.document, keys, QUESTION_FIELDS[kind], f"in a {kind} question", node)

    def build(
        self,
        kind: QuestionType,
        keys: Keys,
        node: Node,
        question_id: str = "",
        draw: tuple[Pool, int] | None = None,
        siblings: tuple[str, ...] = (),
    ) -> Question | None:
        """Return the question of keys that belong to its type.

        A card of a table comes with its id, the siblings it has by its row and, where wrong options are drawn,
        with their pool and its row.
        """
        body = read_body(self.document, kind, keys, self.leniency, draw)
        return self.assemble(kind, keys, node, question_id, body, siblings)

    def assemble(
        self,
        kind: QuestionType,
        keys: Keys,
        node: Node,
        question_id: str,
        body: Body | None,
        siblings: tuple[str, ...] = (),
    ) -> Question | None:
        """Return the question of a body and the keys that every type has."""
        document = self.document
        found = {name: read(document, keys[name], name) for name, read in READERS.items() if name in keys}
        cite = self.citations(keys["cite"], "cite") if "cite" in keys else ()
        derived = self.read_derived(keys) if "derived" in keys else None
        ask, former = found.get("ask"), found.get("previous_ids")
        if body is None or (ask is None and kind is not QuestionType.CLOZE):
            return None
        if not question_id:
            question_id = self.written_id(keys) if "id" in keys else self.own_id(kind, keys, node)
        question = Question(
            question_id,
            ask or "",
            body,
            found.get("hint") or "",
            found.get("explain") or "",
            cite,
            self.tags_with(found.get("tags") or ()),
            former or (),
            (found.get("siblings") or ()) + siblings,
            derived,
            found.get("reworded") or (),
            node.line,
        )
        if "cite" in keys:
            self.cite_nodes[question_id] = keys["cite"]
        if self.kept_keys is not None:
            self.kept_keys[question_id] = keys
        if former:
            extent = extent_of(keys["previous_ids"])
            self.previous_ids += [FormerId(each, question_id, node.line, extent) for each in former]
        return question

    def written_id(self, keys: Keys) -> str:
        """Return the id as it was written."""
        node = keys["id"]
        return node.text if isinstance(node, Scalar) else ""

    def report_unknown_keys(self, keys: Keys) -> None:
        """Report keys that no type knows, where the type itself is not known."""
        known = sorted({name for table in QUESTION_FIELDS.values() for name in table})
        for name in keys:
            if name not in known:
                self.document.report(
                    Code.UNKNOWN_KEY,
                    keys.key(name),
                    f"There is no key `{name}` in a question.",
                    did_you_mean(name, known),
                )

    def read_type(self, keys: Keys, node: Node) -> QuestionType | None:
        """Return the type of a question."""
        found = keys.get("type")
        if found is None:
            self.document.report(
                Code.MISSING_KEY,
                node,
                "The key `type` is missing in a question.",
                f"Add `type`: one of {', '.join(KINDS)}.",
            )
            return None
        name = values.text(self.document, found, "type")
        if name is None:
            return None
        if name in KINDS:
            return KINDS[name]
        self.document.report(
            Code.UNKNOWN_TYPE,
            found,
            f"There is no question type “{name}”.",
            did_you_mean(name, list(KINDS)) or f"Write one of {', '.join(KINDS)}.",
        )
        return None

    def tags_with(self, own: tuple[str, ...]) -> tuple[str, ...]:
        """Return the tags of the deck and those of a question, each once."""
        tags = self.tags_together.get(own)
        if tags is None:
            tags = self.tags_together[own] = tuple(dict.fromkeys(self.tags + own))
        return tags

    def citations(self, node: Node, name: str) -> tuple[Citation, ...]:
        """Return one citation or a list of them, whose sources the deck or a concordance must name."""
        found = values.citations(self.document, node, name) or ()
        for i, citation in enumerate(found):
            if citation.source in self.sources:
                continue
            source = self.shelf.source(citation.source)
            if source is not None:
                self.sources[citation.source] = source
                continue
            self.document.report(
                Code.UNKNOWN_SOURCE,
                node.items[i] if isinstance(node, Sequence) else node,
                f"The source `{citation.source}` is neither declared under `sources` nor has it a concordance.",
                did_you_mean(citation.source, [*self.sources, *self.shelf.names()]),
            )
        return found

    def read_derived(self, keys: Keys) -> Derived | None:
        """Return how the answer follows from its source, as the author says."""
        document, node = self.document, keys["derived"]
        own = values.keys_of(document, node, "`derived`")
        if own is None or not check_keys(document, own, DERIVED_FIELDS, "in `derived`", node):
            return None
        if ("compute" in own) == ("count" in own):
            document.report(Code.MISSING_KEY, node, "`derived` needs either `compute` or `count`.")
            return None
        return Derived(
            optional(document, own, "reason", values.line) or "",
            self.citations(own["from"], "from"),
            optional(document, own, "compute", values.line) or "",
            optional(document, own, "count", values.lines) or (),
        )

    def claim_id(self, keys: Keys) -> None:
        """Report an id that is no slug or that another question bears."""
        if "id" not in keys:
            return
        node = keys["id"]
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
        written = keys["text" if kind is QuestionType.CLOZE else "ask"]
        assert isinstance(written, Scalar)
        question_id = made_id(kind, written.text)
        self.document.report(
            Code.MISSING_ID,
            node,
            f"This question has no id; it bears `{question_id}` until its text is edited.",
            f"Run `vnquiz fmt`, or write `id: {question_id}`.",
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


def made_id(kind: QuestionType, text: str) -> str:
    """Return the id that a question written without one bears: a slug of its text and a short hash."""
    words = " ".join(text.split())
    digest = hashlib.sha256(f"{kind}\n{words}".encode()).hexdigest()[:6]
    return f"{slug(words, ID_WORDS)}-{digest}".strip("-")


def previous_ids(document: Document, node: Node, name: str) -> tuple[str, ...] | None:
    """Return one former id or a list of them."""
    return values.one_or_more(document, node, name, values.previous_id)


READERS: dict[str, Read] = {
    "ask": values.text,
    "hint": values.text,
    "explain": values.text,
    "tags": values.slugs,
    "previous_ids": previous_ids,
    "siblings": values.slugs,
    "reworded": values.lines,
    "lint": ignored_codes,
}
"""How the keys are read that every type has, but for those that need to know more of the deck."""
