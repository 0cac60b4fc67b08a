"""Texts with columns in {braces}, filled from the rows of a table by our own substitution."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vnquiz.core.dates import in_words, parse_iso
from vnquiz.yamlfile.nodes import Mapping, Node, Scalar, Sequence

BRACES = re.compile(r"\{\{|\{([a-z][a-z0-9_]*)\}")


@dataclass(slots=True)
class Row:
    """One row: its id, the node it stands in, its cells as written and as read out, and keys of all its cards."""

    id: str
    node: Mapping
    cells: dict[str, Scalar]
    words: dict[str, str]
    keys: dict[str, Node]


Fill = Callable[[Row], Node]


def columns_in(node: Node) -> Iterator[tuple[str, Scalar]]:
    """Yield every column named in the texts of a node, with the text it is named in."""
    match node:
        case Scalar():
            if "{" in node.text:
                for found in BRACES.finditer(node.text):
                    if found[1]:
                        yield found[1], node
        case Sequence():
            for item in node.items:
                yield from columns_in(item)
        case Mapping():
            for name, value in node.items():
                yield from columns_in(node.key(name))
                yield from columns_in(value)


def in_people_words(text: str) -> str:
    """Return a date with month or before Christ in words, and anything else as it stands."""
    if "-" not in text:
        return text
    date = parse_iso(text)
    return text if date is None else in_words(date)


def filler(node: Node, *, as_written: bool) -> Fill:
    """Return what makes of each row the node with its columns filled in, dates in words unless `as_written`."""
    if next(columns_in(node), None) is None:
        return lambda _: node
    match node:
        case Scalar():
            return _scalar_filler(node, as_written=as_written)
        case Sequence():
            fills = [filler(item, as_written=as_written) for item in node.items]
            return lambda row: Sequence(node.line, node.column, [fill(row) for fill in fills])
        case Mapping():
            pairs = [
                (filler(node.key(name), as_written=as_written), filler(value, as_written=as_written))
                for name, value in node.items()
            ]
            return lambda row: Mapping.of(
                node.line, node.column, [(_as_key(key(row)), value(row)) for key, value in pairs]
            )


def _as_key(node: Node) -> Scalar:
    assert isinstance(node, Scalar)
    return node


def _scalar_filler(node: Scalar, *, as_written: bool) -> Fill:
    pieces: list[str] = []
    columns: list[str] = []
    at = 0
    for found in BRACES.finditer(node.text):
        if found[1]:
            pieces.append(node.text[at : found.start()])
            columns.append(found[1])
            at = found.end()
    last = node.text[at:]
    if len(columns) == 1 and not pieces[0] and not last:
        return _cell_filler(columns[0], as_written=as_written)

    def fill(row: Row) -> Node:
        cells = row.cells
        texts = (
            [cells[name].text for name in columns] if as_written else [row.words[name] for name in columns]
        )
        parts = [part for pair in zip(pieces, texts, strict=True) for part in pair]
        return node.saying("".join([*parts, last]))

    return fill


def _cell_filler(name: str, *, as_written: bool) -> Fill:
    """Return what makes of each row its cell, so that a fault is found where the cell stands."""
    if as_written:
        return lambda row: row.cells[name]
    return lambda row: row.cells[name].saying(row.words[name])
