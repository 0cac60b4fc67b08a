"""The commonest YAML read line by line, into the very nodes that a whole parser makes of it, but much sooner.

Lists and mappings in lines or between brackets, texts with and without quotes, and blocks after `|` and `>` are what
nearly every deck is made of. A file that holds anything else, or a fault, is not read here at all: it is for the
parser, which also knows what to say of it.
"""

import re
from collections.abc import Iterator

from vnquiz.yamlfile.brackets import (
    LONGEST_KEY,
    QUOTED,
    Brackets,
    UnsureError,
    between_quotes,
    mapping_in,
    texts_in,
)
from vnquiz.yamlfile.nodes import MAX_NESTING, Mapping, Node, Scalar, Sequence

MOST_ROWS = 400_000
MOST_LINES = 100
LONGEST_IN_BRACKETS = 20_000
LINE_ENDS = re.compile(r"\n(\n*)")
BEGINS_NO_TEXT = frozenset(["", *" -?:,[]{}#&*!|>'\"%@`"])
COMES_TO_NO_MORE = re.compile(r" *(?:(?<= )#.*)?")
PLAIN_KEY = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`.][^:#]*(?<! )")
HEAD_OF_BLOCK = re.compile(r"([|>])(-?)")


def quick_root(text: str) -> Mapping | None:
    """Return the mapping that a YAML text is, or None where that takes a whole parser.

    The text has no anchor, tag, tab or other control character but line breaks.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\r" in text:
            return None
    if text.count("\n") > MOST_ROWS:
        return None
    try:
        return _Lines(text.split("\n"), has_comments="#" in text and " #" in text).root()
    except UnsureError:
        return None


class _Lines:
    """Reads nodes from lines.

    Rows and columns are counted from 0 here. A row is where a node is looked for, and is returned as the one behind
    it. A collection begins at `column`; what stands in it, but is no item or key of its own, begins further right.
    """

    def __init__(self, lines: list[str], *, has_comments: bool) -> None:
        self.lines = lines
        self.last = len(lines) - 1
        self.has_comments = has_comments
        self.names: dict[str, str] = {}
        self.lists: dict[str, tuple[str, ...]] = {}

    def root(self) -> Mapping:
        """Return the mapping that begins at the left margin and goes on to the end."""
        row, column = self.next_content(0)
        node, row = self.mapping(row, column, 0)
        if column != 0 or self.next_content(row)[1] >= 0:
            raise UnsureError
        return node

    def next_content(self, row: int) -> tuple[int, int]:
        """Return the next row that is neither blank nor a comment, and where it begins; -1 if there is none."""
        lines = self.lines
        while row < len(lines):
            line = lines[row]
            body = line.lstrip(" ")
            if body and body[0] != "#":
                return row, len(line) - len(body)
            row += 1
        return row, -1

    def mapping(self, row: int, column: int, depth: int) -> tuple[Mapping, int]:
        """Return the mapping whose first key begins here."""
        if depth == MAX_NESTING:
            raise UnsureError
        lines, last, names, has_comments = self.lines, self.last, self.names, self.has_comments
        node = Mapping(row + 1, column + 1)
        while row <= last:
            line = lines[row]
            body = line.lstrip(" ")
            if not body or body[0] == "#":
                row += 1
                continue
            indent = len(line) - len(body)
            if indent != column:
                if indent < column:
                    break
                before = next(reversed(node))
                node[before], row = self.continued(node[before], column)
                continue
            typed, colon, rest = body.partition(": ")
            if not colon or body[0] in "'\"":
                typed, rest = key_and_rest(body)
            name = names.get(typed) or self.name_of(typed)
            if name in node:
                raise UnsureError
            at = column + len(typed) + 2
            if typed != name:
                node.places[name] = Scalar(name, row + 1, column + 1, at - 1, typed[0])
            if (
                rest[:1] not in BEGINS_NO_TEXT
                and ": " not in rest
                and rest[-1] not in ": "
                and not (has_comments and " #" in rest)
            ):
                row += 1
                node[name] = Scalar(rest, row, at + 1, at + len(rest) + 1, "")
            else:
                node.places.setdefault(name, row + 1)
                node[name], row = self.behind_key(rest, row, at, column, depth)
        return node, row

    def behind_key(self, rest: str, row: int, at: int, column: int, depth: int) -> tuple[Node, int]:
        """Return what stands behind a key, on its line or below."""
        value = rest.lstrip(" ")
        if not value or value[0] == "#":
            return self.below(row, column, at - 1, depth)
        return self.value(value, row, at + len(rest) - len(value), column, depth)

    def name_of(self, typed: str) -> str:
        """Return the key that was typed, and remember it, for most keys are met again."""
        found = QUOTED.fullmatch(typed)
        if len(typed) > LONGEST_KEY or not (found or PLAIN_KEY.fullmatch(typed)):
            raise UnsureError
        name = self.names[typed] = between_quotes(typed) if found else typed
        return name

    def sequence(self, row: int, column: int, depth: int) -> tuple[Sequence, int]:
        """Return the list whose first dash stands here."""
        if depth == MAX_NESTING:
            raise UnsureError
        lines, last, has_comments = self.lines, self.last, self.has_comments
        node = Sequence(row + 1, column + 1, [])
        items = node.items
        while row <= last:
            line = lines[row]
            body = line.lstrip(" ")
            if not body or body[0] == "#":
                row += 1
                continue
            indent = len(line) - len(body)
            if indent > column and items:
                items[-1], row = self.continued(items[-1], column)
                continue
            if indent < column or body[:2] not in ("- ", "-"):
                break
            rest = body[1:].lstrip(" ")
            at = column + len(body) - len(rest)
            if not rest or rest[0] == "#":
                item, row = self.below(row, column, column + 1, depth)
            elif rest[0] not in BEGINS_NO_TEXT and is_plain(rest) and not (has_comments and " #" in rest):
                row += 1
                item = Scalar(rest, row, at + 1, at + len(rest) + 1, "")
            else:
                lines[row] = " " * at + rest
                item, row = self.node(row, at, column, depth + 1)
            items.append(item)
        return node, row

    def below(self, row: int, column: int, end: int, depth: int) -> tuple[Node, int]:
        """Return the node below a key or a dash that ends its line: nothing, where no line belongs to it."""
        following, indent = self.next_content(row + 1)
        if indent > column:
            return self.node(following, indent, column, depth + 1)
        if indent == column and self.lines[row][column] != "-" and is_item(self.lines[following], column):
            return self.sequence(following, column, depth + 1)
        return Scalar("", row + 1, end + 1, end + 2, ""), row + 1

    def node(self, row: int, at: int, column: int, depth: int) -> tuple[Node, int]:
        """Return the node that begins at a place of a row; the collection round it begins at `column`."""
        body = self.lines[row][at:]
        if is_item(body, 0):
            return self.sequence(row, at, depth)
        if body[0] in "'\"":
            quoted = QUOTED.match(body)
            is_key = quoted is not None and body[quoted.end() : quoted.end() + 2] in (":", ": ")
        else:
            is_key = body[0] not in "[{" and (": " in body or body[-1] == ":")
        if is_key:
            return self.mapping(row, at, depth)
        return self.value(body, row, at, column, depth - 1)

    def value(self, rest: str, row: int, at: int, column: int, depth: int) -> tuple[Node, int]:
        """Return the text, the block or the brackets that a line ends with."""
        first = rest[0]
        if first in "[{":
            return self.brackets(rest, row, at, depth + 1)
        if first in "|>":
            return self.block(rest, row, at, column)
        if first in "'\"":
            return self.quoted(rest, row, at, column)
        text = rest.partition(" #")[0].rstrip(" ")
        if (first in BEGINS_NO_TEXT and not (first in "-?:" and text[1:2].strip())) or not is_plain(text):
            raise UnsureError
        return Scalar(text, row + 1, at + 1, at + len(text) + 1, ""), row + 1

    def continued(self, begun: Node, column: int) -> tuple[Scalar, int]:
        """Return a text without quotes that goes on below the line it began on."""
        if not isinstance(begun, Scalar) or begun.style or not begun.text:
            raise UnsureError
        row = begun.line
        if begun.column - 1 + len(begun.text) != len(self.lines[row - 1].rstrip(" ")):
            raise UnsureError
        texts, end = [begun.text], row
        for body in self.further_right(row, column):
            row += 1
            if body[:1] == "#":
                break
            if body:
                if not is_plain(body) or " #" in body:
                    raise UnsureError
                end = row
            texts.append(body)
        if end == begun.line:
            raise UnsureError
        text = folded(texts[: end - begun.line + 1])
        return Scalar(text, begun.line, begun.column, begun.column + 1, ""), end

    def quoted(self, rest: str, row: int, at: int, column: int) -> tuple[Scalar, int]:
        """Return a text between quotes that begins on a line."""
        typed, texts = rest, [rest.rstrip(" ")]
        found = QUOTED.match(rest)
        if found is None:
            for body in self.further_right(row + 1, column):
                texts.append(body)
                if body.count(rest[0]) % 2:
                    break
            typed = folded(texts)
            found = QUOTED.match(typed)
        is_closed = found is not None and (len(texts) == 1 or found.end() > len(typed) - len(texts[-1]))
        if found is None or not is_closed or not COMES_TO_NO_MORE.fullmatch(typed, found.end()):
            raise UnsureError
        width = found.end() if len(texts) == 1 else 1
        text = between_quotes(found[0])
        return Scalar(text, row + 1, at + 1, at + width + 1, rest[0]), row + len(texts)

    def further_right(self, row: int, column: int) -> Iterator[str]:
        """Yield what stands on the lines from a row on, as far as they are blank or begin right of a column."""
        for line in self.lines[row : row + MOST_LINES]:
            body = line.strip(" ")
            if body and len(line) - len(line.lstrip(" ")) <= column:
                return
            yield body

    def block(self, rest: str, row: int, at: int, column: int) -> tuple[Scalar, int]:
        """Return the text of the lines below `|` or `>`, as far as they stand further right than `column`."""
        head = HEAD_OF_BLOCK.match(rest)
        if head is None or not COMES_TO_NO_MORE.fullmatch(rest, head.end()):
            raise UnsureError
        lines = self.lines
        first = end = row + 1
        start = len(lines[first]) - len(lines[first].lstrip(" ")) if first < len(lines) else 0
        margin = " " * start
        if start <= column or not lines[first].strip(" "):
            raise UnsureError
        while end < len(lines) and (lines[end].startswith(margin) or not lines[end].strip(" ")):
            end += 1
        if end == len(lines) and lines[-1]:
            raise UnsureError
        texts = [line[start:] for line in lines[first:end]]
        while not texts[-1].strip(" "):
            if texts.pop():
                raise UnsureError
        text = "\n".join(texts) if head[1] == "|" else folded(texts)
        return Scalar(text if head[2] else f"{text}\n", row + 1, at + 1, at + 2, head[1]), end

    def brackets(self, rest: str, row: int, at: int, depth: int) -> tuple[Node, int]:
        """Return the list or the mapping between brackets that begins on a line."""
        if depth < MAX_NESTING - 1:
            node = self.on_one_line(rest, row + 1, at + 1)
            if node is not None:
                return node, row + 1
        parts, following, opened = [rest], row + 1, opened_in(rest)
        while opened > 0 and following < len(self.lines) and len(parts) < MOST_LINES:
            parts.append(self.lines[following])
            opened += opened_in(parts[-1])
            following += 1
        text = "\n".join(parts)
        if len(text) > LONGEST_IN_BRACKETS:
            raise UnsureError
        found, end = Brackets(text, row + 1, at + 1).collection(0, depth)
        if not COMES_TO_NO_MORE.fullmatch(text, end):
            raise UnsureError
        return found, following

    def on_one_line(self, typed: str, line: int, column: int) -> Node | None:
        """Return a list or a mapping between brackets that is written in the commonest way, or None of another."""
        if typed[0] == "{":
            return mapping_in(typed, line, column)
        texts = self.lists.get(typed)
        if texts is None:
            texts = self.lists[typed] = texts_in(typed)
        return Sequence(line, column, None, texts) if texts else None


def key_and_rest(body: str) -> tuple[str, str]:
    """Return the key that a line begins with, quotes and all, and what follows it."""
    quoted = QUOTED.match(body)
    end = quoted.end() if quoted else len(body) - 1
    if body[end : end + 2] not in (":", ": "):
        raise UnsureError
    return body[:end], body[end + 2 :]


def is_plain(text: str) -> bool:
    """Tell whether a text that begins as one without quotes is one to its end."""
    return ": " not in text and text[-1] not in ": "


def opened_in(text: str) -> int:
    """Return how many brackets a text opens and does not close."""
    return text.count("[") + text.count("{") - text.count("]") - text.count("}")


def is_item(line: str, column: int) -> bool:
    """Tell whether an item of a list begins at a column."""
    return line[column : column + 2] in ("- ", "-")


def folded(texts: list[str]) -> str:
    """Return lines as one, but for those parted by blank lines."""
    text = "\n".join(texts)
    if "\n " in text:
        raise UnsureError
    return LINE_ENDS.sub(lambda ends: ends[1] or " ", text)
