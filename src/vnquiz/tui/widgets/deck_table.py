"""The decks on the home screen."""

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from vnquiz.tui.widgets.lines import shortened
from vnquiz.tui.widgets.safe_text import content_of_segments
from vnquiz.workspace import DeckRow

BAR = 10
WIDE = 60
Segment = tuple[str, str]


class DeckTable(Widget, can_focus=True):
    """One line a deck: its title, what is new and due, and how much of it is learned."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Study deck", id="study-deck"),
        Binding("up,k", "move(-1)", "Up", show=False, id="up"),
        Binding("down,j", "move(1)", "Down", show=False, id="down"),
        Binding("home", "move_to(0)", "First", show=False, id="first"),
        Binding("end", "move_to(-1)", "Last", show=False, id="last"),
    ]

    DEFAULT_CSS = """
    DeckTable {
        height: auto;
    }
    """

    class Chosen(Message):
        """A deck is to be studied."""

        def __init__(self, row: DeckRow) -> None:
            """Carry the deck's row."""
            super().__init__()
            self.row = row

    class Highlighted(Message):
        """The cursor moved to a deck."""

        def __init__(self, row: DeckRow) -> None:
            """Carry the deck's row."""
            super().__init__()
            self.row = row

    def __init__(self, id: str | None = None) -> None:
        """Start without decks."""
        super().__init__(id=id)
        self.rows: tuple[DeckRow, ...] = ()
        self.cursor = 0

    @property
    def current(self) -> DeckRow | None:
        """The deck under the cursor."""
        return self.rows[self.cursor] if self.rows else None

    def put(self, rows: tuple[DeckRow, ...]) -> None:
        """Show the decks, the cursor staying on its deck."""
        here = self.current.deck.info.id if self.current else None
        self.rows = rows
        self.cursor = next((i for i, row in enumerate(rows) if row.deck.info.id == here), 0)
        self.refresh(layout=True)
        self._tell()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return one line for the heads and one a deck."""
        return len(self.rows) + 1

    def render(self) -> Content:
        """Return the lines."""
        width = self.content_size.width
        lines = [content_of_segments(self._heads(width))]
        lines += [content_of_segments(self._line(i, row, width)) for i, row in enumerate(self.rows)]
        return Content("\n").join(lines)

    def _heads(self, width: int) -> list[Segment]:
        room = self._room(width)
        learned = "   Learned" if width >= WIDE else ""
        return [(f"  {'Deck'.ljust(room)}  New   Due{learned}", "$foreground-muted")]

    def _room(self, width: int) -> int:
        """Return how many cells there are for a title."""
        return max(8, width - 2 - 11 - (BAR + 9 if width >= WIDE else 0))

    def _line(self, i: int, row: DeckRow, width: int) -> list[Segment]:
        room = self._room(width)
        title = shortened(row.deck.info.title, room - 1)
        is_here = i == self.cursor
        new, due = (str(number) if number else "–" for number in (row.new, row.due))
        segments = [
            ("› " if is_here else "  ", "bold $text-primary"),
            (title + " " * (room - cell_len(title)), "bold" if is_here else ""),
            (f"{new:>5}{due:>6}", "bold" if is_here else ""),
        ]
        if width >= WIDE:
            share = row.tally.learned / row.tally.cards if row.tally.cards else 0.0
            filled = int(share * BAR)
            segments += [
                (f"   {'━' * filled}", "$text-success"),
                (f"{'─' * (BAR - filled)}", "$foreground-muted"),
                (f" {int(share * 100):>3} %", ""),
            ]
        return segments

    def on_click(self, event: events.Click) -> None:
        """Move to a deck, and study the one the cursor is on."""
        offset = event.get_content_offset(self)
        if offset is None or not 0 < offset.y <= len(self.rows):
            return
        if offset.y - 1 == self.cursor:
            self.action_choose()
        else:
            self.action_move_to(offset.y - 1)

    def action_choose(self) -> None:
        """Study the deck under the cursor."""
        if self.current is not None:
            self.post_message(self.Chosen(self.current))

    def action_move(self, step: int) -> None:
        """Move the cursor, round the ends."""
        if self.rows:
            self.action_move_to((self.cursor + step) % len(self.rows))

    def action_move_to(self, place: int) -> None:
        """Move the cursor to a place, counted from the end if below zero."""
        if not self.rows:
            return
        self.cursor = place % len(self.rows)
        self.refresh()
        if isinstance(self.parent, Widget):
            region = Region(0, 0 if self.cursor == 0 else self.cursor + 1, 1, 1)
            self.parent.scroll_to_region(region, animate=False, force=True)
        self._tell()

    def _tell(self) -> None:
        if self.current is not None:
            self.post_message(self.Highlighted(self.current))
