"""The map of a paper: every question with what stands for it, and which one is up."""

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from vnquiz.core.running import Entry
from vnquiz.core.telling_exams import CONFIDENCES
from vnquiz.core.verdicts import VerdictKind
from vnquiz.tui.widgets.safe_text import content_of_segments

COLUMNS = 2
CELL = 8
ANSWERED, OPEN, FLAGGED = "●", "○", "⚑"


class PaperMap(Widget):
    """Numbers in columns, each with a sign for answered or open and one for flagged; a click turns to a question."""

    DEFAULT_CSS = """
    PaperMap {
        height: auto;
    }
    """

    class Chosen(Message):
        """A question was clicked on."""

        def __init__(self, place: int) -> None:
            """Carry its place, from 0."""
            super().__init__()
            self.place = place

    def __init__(self, id: str | None = None) -> None:
        """Start with an empty paper."""
        super().__init__(id=id)
        self.entries: tuple[Entry, ...] = ()
        self.place = 0

    def put(self, entries: Sequence[Entry], place: int) -> None:
        """Show what stands for each question, and bring the one that is up into view."""
        is_longer = len(entries) != len(self.entries)
        self.entries = tuple(entries)
        self.place = place
        self.refresh(layout=is_longer)
        if isinstance(self.parent, Widget):
            self.parent.scroll_to_region(Region(0, self.place % self.height_of_all(), 1, 1), animate=False)

    def height_of_all(self) -> int:
        """Return how many lines the questions take, those of a column below each other."""
        return max(1, -(-len(self.entries) // COLUMNS))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are."""
        return self.height_of_all()

    def render(self) -> Content:
        """Return the columns."""
        height = self.height_of_all()
        lines = []
        for y in range(height):
            cells = [self._cell(place) for place in range(y, len(self.entries), height)]
            lines.append(content_of_segments([segment for cell in cells for segment in cell]))
        return Content("\n").join(lines)

    def _cell(self, place: int) -> list[tuple[str, str]]:
        entry, is_here = self.entries[place], place == self.place
        style = "bold $text-primary" if is_here else "$foreground-muted" if entry.is_open else ""
        sign = OPEN if entry.is_open else ANSWERED
        return [
            (f"{'›' if is_here else ' '}{place + 1:>3} {sign}", style),
            (FLAGGED if entry.is_flagged else " ", "bold $text-warning"),
            (" ", ""),
        ]

    def on_click(self, event: events.Click) -> None:
        """Turn to the question under the mouse."""
        offset = event.get_content_offset(self)
        if offset is None or event.chain > 1:
            return
        place = offset.x // CELL * self.height_of_all() + offset.y
        if offset.x < COLUMNS * CELL and place < len(self.entries):
            self.post_message(self.Chosen(place))


def legend(answered: int, still_open: int, flagged: int) -> str:
    """Return what the signs of the map mean, and how many questions bear each."""
    return f"{ANSWERED} {answered} answered\n{OPEN} {still_open} open\n{FLAGGED} {flagged} flagged"


def standing(entry: Entry) -> str:
    """Return what stands for a question in words, empty for nothing."""
    words = []
    if entry.verdict is VerdictKind.UNKNOWN:
        words.append(f"{ANSWERED} You said that you do not know.")
    elif entry.confidence is not None:
        words.append(f"{ANSWERED} Answered: {CONFIDENCES[entry.confidence]}.")
    elif not entry.is_open:
        words.append(f"{ANSWERED} Answered.")
    if entry.is_flagged:
        words.append(f"{FLAGGED} Flagged for later.")
    return "  ".join(words)
