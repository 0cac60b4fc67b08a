"""Cloze texts: `{{c1::words}}`, `{{c1::words|also right::hint}}`, a backslash making any mark literal."""

import re
from dataclasses import dataclass

from vnquiz.core.questions import Gap, Wording

NUMBER = re.compile(r"c(\d{1,3})::", re.ASCII)
MARK = re.compile(r"\\(?=\{\{|\}\})|\{\{")
MARK_IN_GAP = re.compile(r"\\(::|\}\}|.)|::|\||\}\}", re.DOTALL)
MADE_LITERAL = ("|", "::", "}}", "\\")


@dataclass(frozen=True, slots=True)
class GapFault:
    """What is wrong with a gap, and at which character of the text it begins."""

    offset: int
    message: str
    cure: str = ""


def read_cloze(text: str) -> tuple[str | Gap, ...] | GapFault:
    """Return the pieces of a cloze text, or the first fault in it."""
    pieces: list[str | Gap] = []
    seen: set[int] = set()
    literal: list[str] = []
    at = 0
    while mark := MARK.search(text, at):
        literal.append(text[at : mark.start()])
        at = mark.end()
        if mark[0] == "\\":
            literal.append(text[at : at + 2])
            at += 2
            continue
        found = _gap_at(text, mark.start())
        if isinstance(found, GapFault):
            return found
        gap, end = found
        if gap.number in seen:
            return GapFault(
                mark.start(),
                f"The gap c{gap.number} stands here a second time.",
                "Give each gap its own number.",
            )
        seen.add(gap.number)
        if words := "".join(literal):
            pieces.append(words)
        literal = []
        pieces.append(gap)
        at = end
    if words := "".join([*literal, text[at:]]):
        pieces.append(words)
    if not seen:
        return GapFault(0, "The text has no gap.", "Write {{c1::words}} around the words to be typed.")
    return tuple(pieces)


def _gap_at(text: str, start: int) -> tuple[Gap, int] | GapFault:
    """Return the gap that begins at an offset and the offset after it."""
    numbered = NUMBER.match(text, start + 2)
    if not numbered or int(numbered[1]) == 0:
        return GapFault(
            start, "A gap must begin with c, a number from 1 and two colons.", "Write {{c1::words}}."
        )
    parts = [""]
    marks: list[str] = []
    at = numbered.end()
    for mark in MARK_IN_GAP.finditer(text, at):
        parts[-1] += text[at : mark.start()]
        at = mark.end()
        if mark[0] == "}}":
            return _gap_of(int(numbered[1]), [part.strip() for part in parts], marks, start, at)
        if mark[0] in ("::", "|"):
            marks.append(mark[0])
            parts.append("")
        else:
            parts[-1] += mark[1] if mark[1] in MADE_LITERAL else mark[0]
    return GapFault(start, "This gap is not closed.", "Add `}}` after its words.")


def _gap_of(
    number: int, parts: list[str], marks: list[str], start: int, end: int
) -> tuple[Gap, int] | GapFault:
    """Return the gap made of the parts between its marks."""
    if "::" in marks[:-1]:
        return GapFault(
            start, "The hint of a gap comes last and stands once.", "Write {{c1::words|also right::hint}}."
        )
    hint = parts.pop() if marks[-1:] == ["::"] else ""
    if not all(parts):
        return GapFault(start, "This gap has no words.", "Write the words to be typed after the colons.")
    return Gap(
        number, Wording(" ".join(parts[0].split()), tuple(" ".join(part.split()) for part in parts[1:])), hint
    ), end
