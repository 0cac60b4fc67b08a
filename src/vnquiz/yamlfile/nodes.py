"""YAML read from parser events into nodes that keep their positions; nothing is constructed or guessed.

Every scalar stays the text that was typed: `no`, `1.10`, `012` and `2024-01-01` mean what the field they stand
in makes of them. libyaml's parser is used where PyYAML has it, the pure Python one elsewhere.
"""

import gc
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
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

from vnquiz.core.sanitise import sanitise, sanitise_line
from vnquiz.yamlfile.problems import Code, Problem, Severity
from vnquiz.yamlfile.syntax import fault_of

MAX_BYTES = 16 * 1024 * 1024
MAX_NESTING = 24
MAX_ERRORS = 100
ENCODING = "utf-8-sig"

HAS_LIBYAML = bool(getattr(yaml, "__with_libyaml__", False))
PARSER_NAME = f"{yaml.__version__} {'libyaml' if HAS_LIBYAML else 'pure Python'}"
PARSER: Any = yaml.CSafeLoader if HAS_LIBYAML else yaml.SafeLoader

PLAIN_ASCII = bytes(range(0x20, 0x7F)) + b"\r\n"
ANCHOR_TAG_OR_ESCAPE = re.compile(r"(?:&(?! )|!|\\)(?<!\w[&!])")
SIGN_IN_TEXT = "Put the text between quotes if the sign belongs to it, else remove it."
UNPRINTABLE = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


class Scalar:
    """A text as typed, without its quotes; where it stands is worked out only when somebody asks.

    `mark` and `end_mark` are the parser's marks of its first character and of what comes after it; `style` is
    the quote or block mark it was written with.
    """

    __slots__ = ("end_mark", "mark", "style", "text")

    def __init__(self, text: str, mark: Any, end_mark: Any, style: str | None) -> None:
        """Hold a text and where it stands, but not the parser's event, which is far larger."""
        self.text = text
        self.mark = mark
        self.end_mark = end_mark
        self.style = style

    def saying(self, text: str) -> "Scalar":
        """Return another text that stands in the same place."""
        return Scalar(text, self.mark, self.end_mark, self.style)

    @property
    def line(self) -> int:
        """The line it begins on, from 1."""
        return int(self.mark.line) + 1

    @property
    def column(self) -> int:
        """The column it begins at, from 1."""
        return int(self.mark.column) + 1

    @property
    def end_column(self) -> int:
        """The first column after it, or after its beginning where it goes on over several lines."""
        start, end = self.mark, self.end_mark
        return (
            int(end.column if end.line == start.line and end.column > start.column else start.column + 1) + 1
        )


class _Collection:
    """What lists and mappings share: where they begin."""

    __slots__ = ("mark",)

    def __init__(self, mark: Any) -> None:
        """Begin where a parser event begins."""
        self.mark = mark

    @property
    def line(self) -> int:
        """The line it begins on, from 1."""
        return int(self.mark.line) + 1

    @property
    def column(self) -> int:
        """The column it begins at, from 1."""
        return int(self.mark.column) + 1


class Sequence(_Collection):
    """A list of nodes."""

    __slots__ = ("items",)

    def __init__(self, mark: Any, items: "list[Node]") -> None:
        """Hold the items of a list."""
        self.mark = mark
        self.items = items


class Mapping(_Collection):
    """Keys and values in the order they stand, doubles included."""

    __slots__ = ("pairs",)

    def __init__(self, mark: Any, pairs: "list[tuple[Scalar, Node]]") -> None:
        """Hold the pairs of a mapping."""
        self.mark = mark
        self.pairs = pairs


Node = Scalar | Sequence | Mapping
Extent = tuple[int, int, int]
"""A line, a column and the first column after it, all counted from 1."""


def extent_of(node: Node) -> Extent:
    """Return where a problem of a node stands."""
    return node.line, node.column, node.end_column if isinstance(node, Scalar) else node.column + 1


class StopReadingError(Exception):
    """A fault after which the rest of the file means nothing."""


@dataclass(slots=True)
class Document:
    """A file that was read: its root (None where there is none), its text, and the problems found so far."""

    path: str
    text: str = ""
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    errors: int = 0
    is_impatient: bool = False

    @contextmanager
    def impatience(self) -> Iterator[None]:
        """Stop what is done within, without raising anything, at a fault that makes going on meaningless."""
        self.is_impatient = True
        try:
            yield
        except StopReadingError:
            pass
        finally:
            self.is_impatient = False

    def report(
        self,
        code: Code,
        node: Node,
        message: str,
        cure: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add a problem that stands where a node stands."""
        self.report_at(code, *extent_of(node), message, cure, severity)

    def report_at(
        self,
        code: Code,
        line: int,
        column: int,
        end_column: int,
        message: str,
        cure: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add a problem at a position counted from 1."""
        self.errors += severity is Severity.ERROR
        self.problems.append(
            Problem(
                self.path,
                line,
                column,
                end_column,
                code,
                severity,
                sanitise_line(message),
                sanitise_line(cure),
            )
        )
        if self.is_impatient and self.errors == MAX_ERRORS:
            self.report_at(
                Code.UNREADABLE,
                line,
                column,
                end_column,
                f"These are {MAX_ERRORS} errors; what follows in this file is not looked at.",
            )
            raise StopReadingError

    @property
    def has_errors(self) -> bool:
        """Whether anything found so far is an error."""
        return any(problem.is_error for problem in self.problems)


def read_file(path: Path) -> Document:
    """Read a YAML file; what is wrong with it is among the document's problems, nothing is raised."""
    document = Document(sanitise_line(str(path)))
    raw = read_bytes(path, document)
    return document if raw is None else read_raw(raw, document)


def read_bytes(path: Path, document: Document) -> bytes | None:
    """Return what a file holds, or None after reporting why it cannot be read."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            document.report_at(Code.UNREADABLE, 1, 1, 2, "This is not a file that can be read.")
            return None
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        document.report_at(Code.UNREADABLE, 1, 1, 2, f"The file cannot be read: {reason}.")
        return None
    if len(raw) > MAX_BYTES:
        document.report_at(
            Code.TOO_LARGE, 1, 1, 2, "The file is larger than 16 MiB.", "Split it into several decks."
        )
        return None
    return raw


def read_raw(raw: bytes, document: Document) -> Document:
    """Read what a YAML file holds into the document, whose path names the file."""
    try:
        text = raw.decode(ENCODING)
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", errors="replace").removeprefix("\ufeff")
        line, column = _position(before, len(before))
        document.report_at(
            Code.ENCODING, line, column, column + 1, "The file is not UTF-8 here.", "Save it as UTF-8."
        )
        return document
    return read_text(text, document)


def read_text(text: str, document: Document) -> Document:
    """Read YAML text into the document, whose path names where it came from."""
    document.text = text
    with collector_off(), document.impatience():
        _Builder(document).build()
    return document


@contextmanager
def collector_off() -> Iterator[None]:
    """Keep the garbage collector from walking the many objects that are being made, and those that were made.

    Freezing and thawing them puts them among the oldest objects, at once and unexamined.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def holds_plain_texts(text: str) -> bool:
    """Tell whether no scalar of a file can have an anchor, a tag, or anything in it that sanitising would change.

    Of most files that is soon seen: few have any of the signs, and beyond ASCII there are only some letters.
    """
    if any(sign in text for sign in "&!\\") and ANCHOR_TAG_OR_ESCAPE.search(text):
        return False
    beyond_ascii = text.encode().translate(None, delete=PLAIN_ASCII).decode()
    return sanitise(beyond_ascii) == beyond_ascii


class _Builder:
    """Turns the events of one text into nodes."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.parser = PARSER(document.text)
        self.is_plain = holds_plain_texts(document.text)

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
                nodes.append(Scalar(text, event.start_mark, event.end_mark, event.style))
            elif kind is SequenceStartEvent or kind is MappingStartEvent:
                self.check_start(event, len(outer))
                outer.append((nodes, event.start_mark))
                nodes = []
            elif kind is SequenceEndEvent:
                items = nodes
                nodes, mark = outer.pop()
                nodes.append(Sequence(mark, items))
            elif kind is MappingEndEvent:
                pairs = self.pairs(nodes)
                nodes, mark = outer.pop()
                nodes.append(Mapping(mark, pairs))
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
        start, end = event.start_mark, event.end_mark
        end_column = (
            end.column + 1 if end.line == start.line and end.column > start.column else start.column + 2
        )
        self.document.report_at(code, start.line + 1, start.column + 1, end_column, message, cure, severity)

    def report_unprintable(self) -> None:
        """Report the first character that YAML does not allow in a file."""
        found = re.search(UNPRINTABLE, self.document.text)
        line, column = _position(self.document.text, found.start()) if found else (1, 1)
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


def _position(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, from 1, of an offset."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
