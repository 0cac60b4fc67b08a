"""What an author did where YAML's parser gave up: the parser's complaint, told from what stands in the lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
KEY = re.compile(r"(?P<indent> *(?:- +)*)(?P<key>[A-Za-z_][\w-]*|[\"'][^\"']*[\"'])\s*:(?=\s|$)")
KEY_WITHOUT_SPACE = re.compile(r" *(?:- +)*(?P<key>[A-Za-z_][\w-]*):(?=[^\s:])")
ITEM = re.compile(r"(?P<indent> *)-(?=\s|$)")
OPENING = re.compile(r"(?:^|[:,\[{-])\s*$")
VALUE = re.compile(r"\s*(?:- +)*(?:[\w-]+:\s+)?(?:- +)*(?P<value>\S.*)")
CLOSING = {"}": "{", "]": "["}
LOOKS_BACK = 200
CANNOT_BEGIN = (
    "that cannot start any token",
    "did not find expected alphabetic or numeric character",
    "did not find expected comment or line break",
    "did not find expected node content",
    "expected alphabetic or numeric character",
    "expected a comment or a line break",
    "expected the node content",
)
DOES_NOT_FIT = ("did not find expected key", "did not find expected '-' indicator", "expected <block end>")
QUOTES = "Put the text between quotes."


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of syntax at a place counted from 1, in plain words, with its cure."""

    line: int
    column: int
    message: str
    cure: str = ""


def fault_of(error: Any, text: str) -> Fault:
    """Return where and what a parser's error is, for the author of the text."""
    lines = LINE_BREAK.split(text)
    problem = str(error.problem or "the text cannot be read")
    mark = error.problem_mark or error.context_mark
    at = Place.of(mark, lines)
    start = Place.of(error.context_mark or mark, lines)
    return (
        tab(at)
        or unclosed(problem, str(error.context), start, at)
        or missing_colon(problem, start)
        or colon(problem, at)
        or no_beginning(problem, start, at)
        or after_the_end(problem, at)
        or indentation(problem, at)
        or Fault(at.line, at.column, *other(problem))
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the lines of a file; row and offset count from 0."""

    lines: Sequence[str]
    row: int
    offset: int

    @classmethod
    def of(cls, mark: Any, lines: Sequence[str]) -> "Place":
        """Return the place of a parser's mark."""
        return cls(lines, mark.line, mark.column) if mark else cls(lines, 0, 0)

    @property
    def line(self) -> int:
        """The line, from 1."""
        return self.row + 1

    @property
    def column(self) -> int:
        """The column, from 1."""
        return self.offset + 1

    @property
    def here(self) -> str:
        """The whole line; nothing behind the end of the file."""
        return self.lines[self.row] if self.row < len(self.lines) else ""

    @property
    def before(self) -> str:
        """What stands before the place in its line."""
        return self.here[: self.offset]

    @property
    def rest(self) -> str:
        """What stands from the place on in its line."""
        return self.here[self.offset :]

    def above(self) -> list[tuple[int, str]]:
        """Return the lines above that hold more than a remark, the nearest first, with their numbers from 0."""
        first = max(0, self.row - LOOKS_BACK)
        rows = range(min(self.row, len(self.lines)) - 1, first - 1, -1)
        return [
            (i, self.lines[i]) for i in rows if self.lines[i].strip() and self.lines[i].lstrip()[0] != "#"
        ]


def tab(at: Place) -> Fault | None:
    """Find a tab that indents the line."""
    space = at.here[: len(at.here) - len(at.here.lstrip())]
    if "\t" not in space or at.offset > len(space):
        return None
    return Fault(
        at.line, space.index("\t") + 1, "This line is indented with a tab.", "Indent with spaces only."
    )


def unclosed(problem: str, context: str, start: Place, at: Place) -> Fault | None:
    """Find the quotes or brackets that are never closed, which are known where they open."""
    if "quoted scalar" in context and "end of stream" in problem:
        cure = "Close them; a text that only begins with an apostrophe goes between double quotes."
        return Fault(start.line, start.column, "The quotes that open here are never closed.", cure)
    for sign, words, mark in (("]", "list", "["), ("}", "mapping", "{")):
        if f"did not find expected ',' or '{sign}'" in problem or f"expected ',' or '{sign}'" in problem:
            if start.row == at.row or not start.rest.startswith(mark):
                missing = f"Add the missing `{sign}` or `,`."
                return Fault(
                    at.line, at.column, f"The {words} is not closed, or a comma is missing.", missing
                )
            message = f"The {words} that opens here is not closed."
            return Fault(start.line, start.column, message, f"Add the missing `{sign}`.")
    return None


def missing_colon(problem: str, start: Place) -> Fault | None:
    """Find a line that should be a key, or an item, but lacks its colon or a space."""
    if "could not find expected ':'" not in problem:
        return None
    return no_space(start.row, start.here) or Fault(
        start.line,
        start.column,
        "This line is neither a key with a colon nor part of the text above it.",
        "Write a colon and a space after a key; indent a line more than its key if it goes on with its text.",
    )


def no_space(row: int, line: str) -> Fault | None:
    """Find a key or a hyphen with no space behind it."""
    found = KEY_WITHOUT_SPACE.match(line)
    if found:
        key = found["key"]
        return Fault(row + 1, found.end(), "There is no space after the colon.", f"Write `{key}: …`.")
    item = re.match(r" *-(?=[^\s-])", line)
    return item and Fault(row + 1, item.end(), "There is no space after the hyphen.", "Write `- …`.")


def colon(problem: str, at: Place) -> Fault | None:
    """Find out why a colon stands where none can: in a text without quotes, or in a key that is out of line."""
    if "mapping values are not allowed" not in problem:
        return None
    key = KEY.match(at.here)
    above = at.above()
    if key and key.end() == at.offset + 1 and above:
        row, line = above[0]
        broken = no_space(row, line)
        other_key = KEY.match(line)
        if broken:
            return broken
        if other_key and len(key["indent"]) > len(other_key["indent"]):
            return out_of_line(at, len(key["indent"]), row, len(other_key["indent"]))
    return Fault(
        at.line,
        at.column,
        "There is a colon followed by a space where none can stand.",
        "Put the text between quotes if the colon belongs to it.",
    )


def no_beginning(problem: str, start: Place, at: Place) -> Fault | None:
    """Find the character with which no text without quotes can begin."""
    if not any(sign in problem for sign in CANNOT_BEGIN):
        return None
    place = start if start.row == at.row and start.rest[:1] in ("*", "&", "|", ">") else at
    letter = place.rest[:1]
    if not letter:
        return None
    return Fault(place.line, place.column, f"A text cannot begin with “{letter}”.", QUOTES)


def after_the_end(problem: str, at: Place) -> Fault | None:
    """Find a text that goes on behind its closing quotes or brackets."""
    before = at.before.rstrip()
    if not any(sign in problem for sign in DOES_NOT_FIT) or not before:
        return None
    last = before[-1]
    value = VALUE.match(at.here)
    if last in CLOSING and value and value["value"][0] == CLOSING[last]:
        message = f"A text that begins with `{CLOSING[last]}` must stand between quotes."
        return Fault(at.line, value.start("value") + 1, message, QUOTES)
    if last not in ("'", '"'):
        return None
    row, offset = opening_of(last, at, len(before) - 1)
    if row != at.row:
        message = f"The quotes that open here are closed only in line {at.line}."
        return Fault(row + 1, offset + 1, message, "Close them where the text ends.")
    others = "double quotes, in which apostrophes may stand" if last == "'" else "single quotes"
    return Fault(
        at.line, at.column, "The text goes on after its closing quotes.", f"Put all of it between {others}."
    )


def opening_of(quote: str, at: Place, closing: int) -> tuple[int, int]:
    """Return row and offset of the quote that one in the line of a place closes, counted from 0."""
    for row, line in [(at.row, at.here[:closing]), *at.above()]:
        found = line.rfind(quote)
        if found >= 0:
            is_opening = OPENING.search(line[max(0, found - LOOKS_BACK) : found])
            return (row, found) if is_opening else (at.row, closing)
    return at.row, closing


def indentation(problem: str, at: Place) -> Fault | None:
    """Find the line above with which a line is out of line."""
    if not any(sign in problem for sign in DOES_NOT_FIT) or at.before.strip(" "):
        return None
    is_item = ITEM.match(at.here) is not None
    own = len(at.before)
    others: list[tuple[int, int]] = []
    for row, line in at.above():
        found = ITEM.match(line) if is_item else KEY.match(line)
        if found:
            others.append((row, len(found["indent"])))
        if not line[0].isspace() and not ITEM.match(line):
            break
    others = [each for each in others if each[1] != own]
    if not others:
        return None
    return out_of_line(at, own, *min(others, key=lambda each: abs(each[1] - own)))


def out_of_line(at: Place, own: int, row: int, other: int) -> Fault:
    """Return the fault of a line that is not indented as another one."""
    what = "Hyphens of one list" if ITEM.match(at.here) else "Keys of one question"
    return Fault(
        at.line,
        own + 1,
        f"This line is indented by {spaces(own)}, line {row + 1} by {other}.",
        f"{what} stand below each other.",
    )


def spaces(number: int) -> str:
    """Return a number of spaces in words."""
    return "1 space" if number == 1 else f"{number} spaces"


def other(problem: str) -> tuple[str, str]:
    """Return what is known of any other complaint."""
    if any(sign in problem for sign in DOES_NOT_FIT):
        return (
            "This line does not fit the lines before it.",
            "Check its indentation and the quotes around it.",
        )
    if "unknown escape character" in problem:
        return (
            "There is no such escape after a backslash between double quotes.",
            "Use single quotes, in which a backslash is just a backslash.",
        )
    return f"This is not valid YAML: {problem}.", ""
