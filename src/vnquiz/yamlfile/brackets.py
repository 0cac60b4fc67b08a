"""Lists and mappings between brackets, read into nodes without a parser as far as they hold nothing uncommon."""

import re
from bisect import bisect_left
from typing import Any

from vnquiz.yamlfile.nodes import MAX_NESTING, Mapping, Node, Scalar, Sequence

LONGEST_KEY = 1000
LINE_END = re.compile(r" *\n *")
LINE_BREAK = re.compile(r"\n")
QUOTED = re.compile(r"'[^'\n]*(?:''[^'\n]*)*'(?!')|\"[^\"\\\n]*\"")
WORD = r"[^\s,\[\]{}:#?]+"
WORDS_BEGIN = r"(?![.&*!|>'\"%@`]|-(?!\w))"
IN_LINES = rf"{WORDS_BEGIN}{WORD}(?:(?: +|:| *\n +){WORD})*|{QUOTED.pattern}"
ON_ONE_LINE = rf"{WORDS_BEGIN}{WORD}(?:(?: +|:){WORD})*|{QUOTED.pattern}"
IN_BRACKETS = re.compile(rf"[ \n]*({IN_LINES})(?:[ \n]*[,\]}}]| *:(?=[ \n]))")
ITEM = re.compile(rf"({ON_ONE_LINE})(?:, |\])|(.+)")
PAIR = re.compile(rf"({WORDS_BEGIN}{WORD}(?: +{WORD})*): ({ON_ONE_LINE}|\[[^\[\]{{}}\n]*\])(?:, |}})|(.+)")


class UnsureError(Exception):
    """Something was met that only a whole parser can judge."""


def texts_in(typed: str) -> tuple[str, ...]:
    """Return the texts of a list between brackets, but none of one that is not written in the commonest way.

    That is with a comma and a space between any two texts and no quotes.
    """
    if len(typed) > LONGEST_KEY or typed.find("]") != len(typed) - 1 or "'" in typed or '"' in typed:
        return ()
    found = ITEM.findall(typed, 1)
    return tuple([text for text, _ in found]) if not found[-1][1] else ()


def mapping_in(typed: str, line: int, column: int) -> Mapping | None:
    """Return a mapping between brackets on one line, or None of one that is not written in the commonest way.

    That is with a space behind each comma and colon, and nothing but texts and lists of them under its keys.
    """
    if len(typed) > LONGEST_KEY or typed.find("}") != len(typed) - 1:
        return None
    pairs = PAIR.findall(typed, 1)
    mapping = Mapping(line, column)
    column += 1
    for key, value, rest in pairs:
        if rest:
            return None
        at = column + len(key) + 2
        mapping.places[key] = Scalar(key, line, column, at - 2, "")
        column = at + len(value) + 2
        if value[0] == "[":
            texts = texts_in(value)
            if not texts:
                return None
            mapping[key] = Sequence(line, at, None, texts)
        elif value[0] in "'\"":
            mapping[key] = Scalar(between_quotes(value), line, at, column - 2, value[0])
        else:
            mapping[key] = Scalar(value, line, at, column - 2, "")
    return mapping if len(mapping) == len(pairs) else None


class Brackets:
    """Reads what stands between brackets, in a text that begins at a line and a column counted from 1."""

    def __init__(self, text: str, line: int, column: int) -> None:
        """Begin at the first character."""
        self.text = text
        self.line = line
        self.column = column
        self.breaks = [found.start() for found in LINE_BREAK.finditer(text)]

    def collection(self, at: int, depth: int) -> tuple[Node, int]:
        """Return the list or mapping that begins at an offset, and the offset behind it."""
        if depth == MAX_NESTING:
            raise UnsureError
        is_list = self.text[at] == "["
        closing = "]" if is_list else "}"
        begins = at
        nodes: list[Any] = []
        sign, at = ",", at + 1
        while sign == ",":
            following, behind = self.sign(at)
            if following == closing:
                sign, at = closing, behind
                break
            if not is_list:
                key, sign, at = self.node(at, depth)
                if sign != ":":
                    raise UnsureError
                nodes.append(key)
            node, sign, at = self.node(at, depth)
            nodes.append(node)
        if sign != closing:
            raise UnsureError
        if is_list:
            return Sequence(*self.place(begins), nodes), at
        pairs = list(zip(nodes[::2], nodes[1::2], strict=True))
        if not all(isinstance(key, Scalar) for key, _ in pairs):
            raise UnsureError
        return Mapping.of(*self.place(begins), pairs), at

    def node(self, at: int, depth: int) -> tuple[Node, str, int]:
        """Return the node at an offset, the sign that follows it, and the offset behind that."""
        found = IN_BRACKETS.match(self.text, at)
        if found is None:
            begins = self.sign(at)[1] - 1
            if self.text[begins : begins + 1] not in ("[", "{"):
                raise UnsureError
            node, at = self.collection(begins, depth + 1)
            return node, *self.sign(at)
        if found.end() - at > LONGEST_KEY:
            raise UnsureError
        typed = found[1]
        line, column = self.place(found.start(1))
        style = typed[0] if typed[0] in "'\"" else ""
        text = between_quotes(typed) if style else LINE_END.sub(" ", typed)
        width, sign = (1 if "\n" in typed else len(typed)), found[0][-1]
        if sign == ":" and "\n" in typed:
            raise UnsureError
        return Scalar(text, line, column, column + width, style), sign, found.end()

    def sign(self, at: int) -> tuple[str, int]:
        """Return the first sign from an offset on that is no space or line break, and the offset behind it."""
        while self.text[at : at + 1] in (" ", "\n"):
            at += 1
        return self.text[at : at + 1], at + 1

    def place(self, at: int) -> tuple[int, int]:
        """Return the line and the column of an offset."""
        before = bisect_left(self.breaks, at)
        return (self.line + before, at - self.breaks[before - 1]) if before else (self.line, self.column + at)


def between_quotes(typed: str) -> str:
    """Return the text of which the quotes are part as typed."""
    return typed[1:-1].replace("''", "'") if typed[0] == "'" else typed[1:-1]
