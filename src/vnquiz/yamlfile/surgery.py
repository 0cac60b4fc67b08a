"""The keys of a mapping put into another order in its text, everything else left byte for byte.

Nothing is dumped: entries are cut out and set in again, with the comments that stand above and beside them. Where
that cannot be done surely, the entries stay as they are.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from vnquiz.yamlfile.parsing import PARSER

BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
LAST_BREAK = re.compile(rf"(?:{BREAK.pattern})\Z")
BLANK = re.compile(r"[ \t]*[\r\n\x85\u2028\u2029]*")
COMMENT = re.compile(r"([ \t]*)#")
FIRST_ON_ITS_LINE = re.compile(" *(?:- +)*")
KEPT_BREAKS = re.compile(r"[|>][0-9-]*\+")
BETWEEN = re.compile(r"\s*,\s*")
CLOSING = re.compile(r"\s*,?\s*\}")
WHITE = " \t\r\n\x85\u2028\u2029"


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a text, from one offset to another, and what takes its place."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Entry:
    """One key with its value: the lines above that belong to it, and its own, which begin with the key."""

    lead: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)


class YamlText:
    """A text that is valid YAML without aliases, and its nodes as the parser composes them."""

    def __init__(self, text: str) -> None:
        """Compose the nodes of a text."""
        self.text = text
        parser = PARSER(text)
        try:
            self.root: Any = parser.get_single_node()
        finally:
            parser.dispose()
        self.starts = [0, *(found.end() for found in BREAK.finditer(text))]

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a place counted from 1."""
        return self.starts[line - 1] + column - 1

    def line_of(self, offset: int) -> int:
        """Return the number, from 0, of the line an offset lies in."""
        return bisect_right(self.starts, offset) - 1

    def line(self, number: int) -> str:
        """Return a line with its break."""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[number] : end]

    def lines(self, first: int, end: int) -> list[str]:
        """Return the lines from one number up to another."""
        return [self.line(number) for number in range(first, end)]

    def end_of(self, node: Any) -> int:
        """Return the offset after the last character of a node, without what follows in its last line."""
        start, end = node.start_mark.index, node.end_mark.index
        if node.id == "scalar":
            if node.style not in ("|", ">") or KEPT_BREAKS.match(self.text, start):
                return int(end)
            return int(start) + len(self.text[start:end].rstrip(WHITE))
        if node.flow_style or not node.value:
            return int(end)
        last = node.value[-1]
        return self.end_of(last[1] if node.id == "mapping" else last)

    def reordered(self, node: Any, order: Sequence[int], new: str = "") -> Edit | None:
        """Return what puts the keys of a mapping into an order, after a `new` one if there is one.

        `order` names the keys by their present places. None where nothing is to be done or nothing can be.
        """
        is_moving = list(order) != sorted(order)
        if not is_moving and not new:
            return None
        rearrange = self._in_flow if node.flow_style else self._in_block
        edit = rearrange(node, order, new) if is_moving else None
        return edit or (rearrange(node, sorted(order), new) if new else None)

    def _in_flow(self, node: Any, order: Sequence[int], new: str) -> Edit | None:
        """Exchange the entries of a mapping in braces, leaving what stands between them."""
        spans = [(key.start_mark.index, self.end_of(value)) for key, value in node.value]
        first = spans[0][0]
        if self.text[node.start_mark.index] != "{":
            return None
        addition = f"{new}, " if new else ""
        if list(order) == sorted(order):
            return Edit(first, first, addition)
        gaps = [self.text[end:start] for (_, end), (start, _) in pairwise(spans)]
        opening = self.text[node.start_mark.index + 1 : first]
        closing = self.text[spans[-1][1] : node.end_mark.index]
        if opening.strip() or not all(map(BETWEEN.fullmatch, gaps)) or not CLOSING.fullmatch(closing):
            return None
        texts = [self.text[slice(*spans[i])] for i in order]
        pieces = [piece for pair in zip(texts, [*gaps, ""], strict=True) for piece in pair]
        return Edit(first, spans[-1][1], addition + "".join(pieces))

    def _in_block(self, node: Any, order: Sequence[int], new: str) -> Edit | None:
        """Exchange the lines of the entries of a mapping whose keys stand below each other."""
        first = self.line_of(node.start_mark.index)
        prefix = self.text[self.starts[first] : node.start_mark.index]
        entries = self._entries(node)
        if entries is None or not FIRST_ON_ITS_LINE.fullmatch(prefix):
            return None
        start = self.starts[first - len(entries[0].lead)]
        end = start + sum(len(line) for entry in entries for line in entry.lead + entry.body)
        newline = next((found[0] for found in BREAK.finditer(self.text, start)), "\n")
        is_open = not BREAK.search(entries[-1].body[-1])
        if is_open:
            entries[-1].body[-1] += newline
        for entry in entries:
            entry.body[0] = entry.body[0][len(prefix) :]
        chosen = [entries[i] for i in order]
        if new:
            chosen.insert(0, Entry([], [new + newline]))
        text = "".join(_set_in(chosen, prefix))
        return Edit(start, end, LAST_BREAK.sub("", text) if is_open else text)

    def _entries(self, node: Any) -> list[Entry] | None:
        """Return the entries of a block mapping, or None where they cannot surely be told apart."""
        column = node.start_mark.column
        starts = [self.line_of(key.start_mark.index) for key, _ in node.value]
        entries = []
        above = self._comments_above(node, starts[0])
        for i, (key, value) in enumerate(node.value):
            line = starts[i]
            after = self.after_entry(key, value)
            limit = starts[i + 1] if i + 1 < len(starts) else self._next_content(after)
            if i and self.line(line)[: key.start_mark.index - self.starts[line]] != " " * column:
                return None
            end = self._end_with_comments(after, limit, column)
            if not all(_is_remark(self.line(number)) for number in range(end, limit)):
                return None
            entries.append(Entry(above, self.lines(line, end)))
            above = self.lines(end, limit)
        return entries

    def end_of_entries(self, node: Any) -> int:
        """Return the line after the last entry of a block mapping, and after the comments that stand as deep."""
        key, value = node.value[-1]
        after = self.after_entry(key, value)
        return self._end_with_comments(after, self._next_content(after), node.start_mark.column - 1)

    def after_entry(self, key: Any, value: Any) -> int:
        """Return the line after the last one in which an entry of a mapping stands."""
        return self.line_of(max(self.end_of(value), key.end_mark.index + 1) - 1) + 1

    def _comments_above(self, node: Any, line: int) -> list[str]:
        """Return the comments directly above the first key; those at the top of a file belong to the file."""
        if self.text[self.starts[line] : node.start_mark.index].strip():
            return []
        first = line
        while first and COMMENT.match(self.line(first - 1)):
            first -= 1
        return [] if first == 0 else self.lines(first, line)

    def _next_content(self, line: int) -> int:
        """Return the first line from here on that is neither blank nor a comment."""
        while line < len(self.starts) and _is_remark(self.line(line)):
            line += 1
        return line

    def _end_with_comments(self, line: int, limit: int, column: int) -> int:
        """Return the end of an entry, which takes along the comments that are indented deeper than its key."""
        end = line
        for number in range(line, limit):
            found = COMMENT.match(self.line(number))
            if found and len(found[1]) <= column:
                break
            if found:
                end = number + 1
        return end


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return the text after edits of which none touches another."""
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def outermost(edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits that do not lie within another."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _set_in(entries: Sequence[Entry], prefix: str) -> Iterator[str]:
    """Yield the lines of entries below each other, the first of them behind what began the mapping's line."""
    dashed = "-" in prefix
    for i, entry in enumerate(entries):
        for line in entry.lead:
            is_to_move = i == 0 and dashed and COMMENT.match(line)
            yield prefix[: prefix.index("-")] + line.lstrip(" \t") if is_to_move else line
        yield (prefix if i == 0 else " " * len(prefix)) + entry.body[0]
        yield from entry.body[1:]


def _is_remark(line: str) -> bool:
    """Tell whether a line is blank or a comment."""
    return bool(BLANK.fullmatch(line) or COMMENT.match(line))
