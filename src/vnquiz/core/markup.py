r"""The small inline Markdown of a deck's texts.

``**bold**``, ``*italics*`` or ``_italics_``, ```code```, a backslash before any of these marks, and lines
that begin with ``- `` or ``* ``. A mark without its partner in the same paragraph or list item is a character
like any other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from unicodedata import combining


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that looks the same throughout."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False


def parse(text: str) -> tuple[Span, ...]:
    """Return the spans of a text, neighbours always differing; every text is valid."""
    reader = _Reader()
    for number, line in enumerate(text.split("\n")):
        if number:
            reader.pieces.append(_Piece("\n"))
        reader.read_line(line)
    return tuple(_merged(_styled(reader.pieces)))


def plain(text: str) -> str:
    """Return the text without its marks, as it is read."""
    return "".join(span.text for span in parse(text))


def escaped(text: str) -> str:
    """Return a plain text so that none of it is taken for Markdown."""
    return "".join("\\" + letter if letter in "\\*_`" else letter for letter in text)


_TOKEN = re.compile(r"\\[\\*_`-]|`[^`]+`|\*+|_+|[^\\*_`]+|[\\`]")
_BULLET = re.compile(r"( *)[-*] (?=\S)")
_NEW_BLOCK = re.compile(r" *(?:\d+[.)] |$)")
_MARKS = ("*", "**", "_")


@dataclass(slots=True)
class _Piece:
    """A token of the text; one that opens (+1) or closes (-1) a style is not shown."""

    text: str
    is_code: bool = False
    turn: int = 0
    mate: "_Piece | None" = None


@dataclass(slots=True)
class _Reader:
    """Pairs marks with a stack of those still open, so the time is linear in the text."""

    pieces: list[_Piece] = field(default_factory=list)
    opened: list[_Piece] = field(default_factory=list)
    open_marks: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_MARKS, 0))

    def read_line(self, line: str) -> None:
        bullet = _BULLET.match(line)
        if bullet or _NEW_BLOCK.match(line):
            self.opened.clear()
            self.open_marks = dict.fromkeys(_MARKS, 0)
        if bullet:
            self.pieces.append(_Piece(f"{bullet[1]}• "))
        for token in _TOKEN.finditer(line, bullet.end() if bullet else 0):
            start, end = token.span()
            self._read_token(token[0], before=line[start - 1 : start], after=line[end : end + 1])

    def _read_token(self, token: str, before: str, after: str) -> None:
        match token:
            case "*" | "**" | "***" | "_":
                self._read_marks(token, before, after)
            case _ if token[0] == "`" and len(token) > 1:
                self.pieces.append(_Piece(token[1:-1], is_code=True))
            case _ if token[0] == "\\" and len(token) > 1:
                self.pieces.append(_Piece(token[1]))
            case _:
                self.pieces.append(_Piece(token))

    def _read_marks(self, marks: str, before: str, after: str) -> None:
        may_open = bool(after) and not after.isspace()
        may_close = bool(before) and not before.isspace()
        if marks == "_":
            may_open = may_open and not _is_in_word(before)
            may_close = may_close and not _is_in_word(after)
        innermost = self.opened[-1].text if self.opened else ""
        pair = ("*", "**") if may_close and innermost == "*" else ("**", "*")
        mate = None
        for mark in pair if marks == "***" else (marks,):
            piece = _Piece(mark, mate=mate)
            self.pieces.append(piece)
            if may_close and self.open_marks[mark]:
                self._close(piece)
            elif may_open:
                self.opened.append(piece)
                self.open_marks[mark] += 1
                mate = piece

    def _close(self, closing: _Piece) -> None:
        innermost = self.opened[-1]
        # "***" opens its two styles in whichever order closes well.
        if innermost.mate and innermost.mate.text == closing.text:
            innermost.text, innermost.mate.text = innermost.mate.text, innermost.text
        while True:
            opening = self.opened.pop()
            self.open_marks[opening.text] -= 1
            if opening.text == closing.text:
                opening.turn, closing.turn = 1, -1
                return


def _is_in_word(character: str) -> bool:
    return bool(character) and (character.isalnum() or combining(character) > 0)


def _styled(pieces: list[_Piece]) -> Iterator[Span]:
    depth = dict.fromkeys(_MARKS, 0)
    for piece in pieces:
        if piece.turn:
            depth[piece.text] += piece.turn
        else:
            yield Span(piece.text, depth["**"] > 0, depth["*"] + depth["_"] > 0, piece.is_code)


def _merged(spans: Iterator[Span]) -> Iterator[Span]:
    for look, alike in groupby(spans, lambda span: (span.bold, span.italic, span.code)):
        yield Span("".join(span.text for span in alike), *look)
