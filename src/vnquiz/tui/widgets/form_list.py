"""A form as lines: what can be chosen, what is chosen, and a cursor on one of them."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from vnquiz.tui.widgets.lines import shortened
from vnquiz.tui.widgets.safe_text import content_of_segments

Field = tuple[str, str]


class FormList(Widget, can_focus=True):
    """One line for each field: its label, then what stands there; a click moves to a field and then chooses it."""

    DEFAULT_CSS = """
    FormList {
        height: auto;
    }
    """

    class Chosen(Message):
        """The field under the cursor was clicked on."""

    def __init__(self, id: str | None = None) -> None:
        """Start without fields."""
        super().__init__(id=id)
        self.fields: tuple[Field, ...] = ()
        self.cursor = 0

    def put(self, fields: Sequence[Field]) -> None:
        """Show these fields, the cursor staying where it is."""
        is_longer = len(fields) != len(self.fields)
        self.fields = tuple(fields)
        self.refresh(layout=is_longer)

    def move(self, step: int) -> None:
        """Move the cursor, round the ends."""
        if not self.fields:
            return
        self.cursor = (self.cursor + step) % len(self.fields)
        self.refresh()
        if isinstance(self.parent, Widget):
            self.parent.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return one line a field."""
        return len(self.fields)

    def render(self) -> Content:
        """Return the lines."""
        width = self.content_size.width
        margin = max((cell_len(label) for label, _ in self.fields), default=0) + 2
        lines = []
        for i, (label, value) in enumerate(self.fields):
            is_here = i == self.cursor
            lines.append(
                content_of_segments(
                    [
                        ("› " if is_here else "  ", "bold $text-primary"),
                        (label + " " * (margin - cell_len(label)), "" if is_here else "$foreground-muted"),
                        (shortened(value, max(4, width - margin - 2)), "bold" if is_here else ""),
                    ]
                )
            )
        return Content("\n").join(lines)

    def on_click(self, event: events.Click) -> None:
        """Move to a field, and choose the one the cursor is on."""
        offset = event.get_content_offset(self)
        if offset is None or event.chain > 1 or not 0 <= offset.y < len(self.fields):
            return
        if offset.y == self.cursor:
            self.post_message(self.Chosen())
        else:
            self.move(offset.y - self.cursor)
