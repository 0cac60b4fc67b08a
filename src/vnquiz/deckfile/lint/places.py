"""Where in the file a word of a node's text stands."""

from collections.abc import Sequence

from vnquiz.yamlfile.nodes import Node, Scalar

LONGEST_WALK = 200


def place_of(lines: Sequence[str], node: Node, start: int, length: int) -> tuple[int, int, int]:
    """Return line, column and end column of `length` characters from `start` on in a node's text.

    Where the text as typed cannot be followed (escapes, filled-in columns), it is searched on the node's first
    line; where that fails too, it is the place of the node.
    """
    if not isinstance(node, Scalar):
        return node.line, node.column, node.column + 1
    if length:
        found = _followed(lines, node, start, length) or _searched(lines, node, start, length)
        if found is not None:
            return found
    return node.line, node.column, node.end_column


def _followed(lines: Sequence[str], node: Scalar, start: int, length: int) -> tuple[int, int, int] | None:
    """Walk along the text and its source side by side, spaces and line breaks counting as one."""
    text = node.text
    row, column = node.line - 1, node.column - 1
    if node.style in ("|", ">"):
        row, column = row + 1, 0
    elif node.style in ("'", '"'):
        column += 1
    last = min(len(lines), row + LONGEST_WALK)
    for i, letter in enumerate(text[: start + 1]):
        if letter.isspace():
            continue
        while row < last and (column >= len(lines[row]) or lines[row][column].isspace()):
            row, column = (row, column + 1) if column < len(lines[row]) else (row + 1, 0)
        if row >= last or lines[row][column] != letter:
            return None
        if i == start:
            word = text[start : start + length].split()[0]
            end = min(column + length, len(lines[row]))
            return (row + 1, column + 1, end + 1) if lines[row].startswith(word, column) else None
        column += 2 if letter == "'" and node.style == "'" else 1
    return None


def _searched(lines: Sequence[str], node: Scalar, start: int, length: int) -> tuple[int, int, int] | None:
    """Search the words on the first line of the node."""
    words = node.text[start : start + length]
    line = lines[node.line - 1] if node.line <= len(lines) else ""
    column = line.find(words, node.column - 1)
    return None if column < 0 or not words else (node.line, column + 1, column + len(words) + 1)
