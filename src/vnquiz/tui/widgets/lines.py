"""Lines of styled text, wrapped under their own beginning, of which each knows the item it belongs to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells
from textual.content import Content

from vnquiz.core.sanitise import sanitise_line
from vnquiz.tui.widgets.safe_text import content_of_segments


@dataclass(frozen=True, slots=True)
class Row:
    """One item as it is drawn: a head that stays in the margin, its text, and what stands after it.

    Styles are ours, such as "bold $text-success"; `item` is what a click on the row means.
    """

    head: str
    text: str
    style: str = ""
    tail: str = ""
    tail_style: str = ""
    head_style: str = ""
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the terminal and the item it belongs to."""

    content: Content
    item: int | None


def wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text that is at most so many cells wide, broken at spaces where possible."""
    lines: list[str] = []
    line = ""
    for word in sanitise_line(text).split(" "):
        longer = f"{line} {word}" if line else word
        if cell_len(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = chop_cells(word, max(1, width)) or [""]
        lines += full
    return [*lines, line]


def shortened(text: str, width: int) -> str:
    """Return the text in one line of at most so many cells, with an ellipsis where it was cut."""
    line = sanitise_line(text)
    if cell_len(line) <= width:
        return line
    return (chop_cells(line, max(1, width - 1)) or [""])[0].rstrip() + "…"


def laid_out(rows: Sequence[Row], width: int) -> list[Line]:
    """Return the lines of the rows, their texts hanging beside their heads."""
    margin = max((cell_len(row.head) for row in rows), default=0)
    return [line for row in rows for line in _lines_of(row, margin, max(8, width - margin))]


def _lines_of(row: Row, margin: int, width: int) -> Iterable[Line]:
    texts = wrapped(row.text, width)
    for i, text in enumerate(texts):
        head = row.head if i == 0 else ""
        segments = [
            (head + " " * (margin - cell_len(head)), row.head_style or row.style),
            (text, row.style),
        ]
        if row.tail and i == len(texts) - 1:
            if cell_len(text) + 2 + cell_len(row.tail) <= width:
                segments.append((f"  {row.tail}", row.tail_style))
            else:
                yield Line(content_of_segments(segments), row.item)
                for more in wrapped(row.tail, width):
                    yield Line(content_of_segments([(" " * margin + more, row.tail_style)]), row.item)
                return
        yield Line(content_of_segments(segments), row.item)
