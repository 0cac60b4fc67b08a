"""YAML text read from a parser's events into nodes, and what is wrong with it reported.

libyaml's parser is used where PyYAML has it, the pure Python one elsewhere.
"""

import re
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from vnquiz.core.sanitise import sanitise
from vnquiz.yamlfile.document import Document, StopReadingError, place_in
from vnquiz.yamlfile.nodes import MAX_NESTING, Extent, Mapping, Node, Scalar, Sequence
from vnquiz.yamlfile.problems import Code, Severity
from vnquiz.yamlfile.syntax import fault_of

HAS_LIBYAML = bool(getattr(yaml, "__with_libyaml__", False))
PARSER: Any = yaml.CSafeLoader if HAS_LIBYAML else yaml.SafeLoader

SIGN_IN_TEXT = "Put the text between quotes if the sign belongs to it, else remove it."
UNPRINTABLE = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


def parse(document: Document, *, is_plain: bool) -> None:
    """Set the root of a document whose text is known, or report why there is none.

    Where the text `is_plain`, none of its scalars need be looked at for what is not allowed in them.
    """
    _Builder(document, is_plain=is_plain).build()


class _Builder:
    """Turns the events of one text into nodes."""

    def __init__(self, document: Document, *, is_plain: bool) -> None:
        self.document = document
        self.parser = PARSER(document.text)
        self.is_plain = is_plain

    def build(self) -> None:
        """Set the document's root, or report why there is none."""
        next_event = self.parser.get_event
        try:
            next_event()
            if isinstance(next_event(), StreamEndEvent):
                self.document.report_at(Code.EMPTY, 1, 1, 2, "The file is empty.")
                return
            root = self.root()
            event = next_event()
            if not isinstance(event, StreamEndEvent):
                mark = event.start_mark
                self.document.report_at(
                    Code.SEVERAL_DOCUMENTS,
                    mark.line + 1,
                    mark.column + 1,
                    mark.column + 4,
                    "A second document begins here; a file holds one deck.",
                    "Remove the `---` or make two files.",
                )
            self.document.root = root
        except yaml.reader.ReaderError:
            self.report_unprintable()
        except yaml.MarkedYAMLError as error:
            self.report_syntax(error)
        finally:
            self.parser.dispose()

    def root(self) -> Node:
        """Return the root of the document that has begun.

        `nodes` are those of the collection that is open, keys and values of a mapping by turns; `outer` holds
        those of the collections round it, each with the mark at which the one within it began.
        """
        next_event, is_plain = self.parser.get_event, self.is_plain
        nodes: list[Any] = []
        outer: list[tuple[list[Any], Any]] = []
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                text = event.value if is_plain else self.text_of(event)
                nodes.append(Scalar(text, *place_of(event), event.style or ""))
            elif kind is SequenceStartEvent or kind is MappingStartEvent:
                self.check_start(event, len(outer))
                outer.append((nodes, event.start_mark))
                nodes = []
            elif kind is SequenceEndEvent:
                items = nodes
                nodes, mark = outer.pop()
                nodes.append(Sequence(mark.line + 1, mark.column + 1, items))
            elif kind is MappingEndEvent:
                pairs = self.pairs(nodes)
                nodes, mark = outer.pop()
                nodes.append(Mapping.of(mark.line + 1, mark.column + 1, pairs))
            elif kind is AliasEvent:
                self.alias(event)
            else:
                root: Node = nodes[0]
                return root

    def check_start(self, event: Any, depth: int) -> None:
        """Report what is wrong with the beginning of a list or a mapping."""
        if depth == MAX_NESTING:
            self.fault(event, Code.NESTING, f"The file is nested more than {MAX_NESTING} levels deep here.")
            raise StopReadingError
        if event.anchor is not None or event.tag is not None:
            self.report_extras(event)

    def pairs(self, nodes: list[Any]) -> list[tuple[Scalar, Node]]:
        """Return keys with the values after them, but for keys that are no texts, which are reported."""
        keys, values = nodes[::2], nodes[1::2]
        if set(map(type, keys)) <= {Scalar}:
            return list(zip(keys, values, strict=True))
        for key in keys:
            if not isinstance(key, Scalar):
                self.document.report(
                    Code.WRONG_SHAPE,
                    key,
                    "A key must be a plain text.",
                    "Put a text that begins with `{` or `[` between quotes.",
                )
        return [pair for pair in zip(keys, values, strict=True) if isinstance(pair[0], Scalar)]

    def alias(self, event: Any) -> NoReturn:
        """Report an alias, in place of the anchors before it, and stop: it may stand for anything."""
        document = self.document
        document.problems = [problem for problem in document.problems if problem.code is not Code.ANCHOR]
        self.fault(
            event, Code.ANCHOR, f"The alias `*{event.anchor}` is not allowed.", "Write the text out here."
        )
        raise StopReadingError

    def text_of(self, event: Any) -> str:
        """Return the text of a scalar, its control characters made visible."""
        if event.anchor is not None or event.tag is not None:
            self.report_extras(event)
        text: str = event.value
        clean = sanitise(text)
        if clean != text:
            self.fault(
                event,
                Code.CONTROL_CHARACTER,
                "This text holds control or invisible characters, which are shown harmlessly or left out.",
                "Remove them.",
                Severity.WARNING,
            )
        return clean

    def report_extras(self, event: Any) -> None:
        """Report an anchor or a tag."""
        if event.anchor is not None:
            self.fault(event, Code.ANCHOR, f"The anchor `&{event.anchor}` is not allowed.", SIGN_IN_TEXT)
        if event.tag is not None:
            self.fault(event, Code.TAG, f"The tag `{event.tag}` is not allowed.", SIGN_IN_TEXT)

    def fault(
        self, event: Any, code: Code, message: str, cure: str = "", severity: Severity = Severity.ERROR
    ) -> None:
        """Report a problem where an event stands."""
        self.document.report_at(code, *place_of(event), message, cure, severity)

    def report_unprintable(self) -> None:
        """Report the first character that YAML does not allow in a file."""
        found = re.search(UNPRINTABLE, self.document.text)
        line, column = place_in(self.document.text, found.start()) if found else (1, 1)
        name = f"U+{ord(found[0]):04X}" if found else "control"
        self.document.report_at(
            Code.SYNTAX,
            line,
            column,
            column + 1,
            f"The character {name} is not allowed in a YAML file.",
            'Remove it, or write it as an escape between double quotes, such as "\\t".',
        )

    def report_syntax(self, error: yaml.MarkedYAMLError) -> None:
        """Report what the parser could not make sense of."""
        fault = fault_of(error, self.document.text)
        self.document.report_at(
            Code.SYNTAX, fault.line, fault.column, fault.column + 1, fault.message, fault.cure
        )


def place_of(event: Any) -> Extent:
    """Return where an event stands; of one that goes on over several lines only the first character."""
    start, end = event.start_mark, event.end_mark
    column: int = start.column + 1
    if end.line != start.line or end.column < column:
        return start.line + 1, column, column + 1
    return start.line + 1, column, end.column + 1
