"""Lines that are drawn anew for the width there is: calendars, bars, tables and curves."""

from collections.abc import Callable, Sequence

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from vnquiz.tui.widgets.lines import Line
from vnquiz.tui.widgets.safe_text import content_of_segments

Segment = tuple[str, str]
Draw = Callable[[int], Sequence[Line]]
"""Returns lines for a width in cells."""


def line(*segments: Segment, item: int | None = None) -> Line:
    """Return a line of texts, each with a style of ours; `item` is what a click on it means."""
    return Line(content_of_segments(segments), item)


def words(text: str, style: str = "") -> Line:
    """Return a line of one text."""
    return line((text, style))


class Drawing(Widget):
    """Shows lines that depend on its width; it is as high as they are many, and hidden without any."""

    DEFAULT_CSS = """
    Drawing {
        height: auto;
    }
    """

    class Picked(Message):
        """A line with an item was clicked."""

        def __init__(self, item: int) -> None:
            """Carry the item."""
            super().__init__()
            self.item = item

    def __init__(self, id: str | None = None, classes: str | None = None) -> None:
        """Start empty."""
        super().__init__(id=id, classes=classes)
        self._draw: Draw = lambda _: ()

    def put(self, draw: Draw) -> None:
        """Draw something else from now on."""
        self._draw = draw
        self.display = bool(draw(40))
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are at a width."""
        return len(self._draw(width))

    def render(self) -> Content:
        """Return the lines."""
        return Content("\n").join(each.content for each in self._draw(self.content_size.width))

    def on_click(self, event: events.Click) -> None:
        """Tell which item was clicked."""
        offset = event.get_content_offset(self)
        lines = self._draw(self.content_size.width)
        if offset is not None and 0 <= offset.y < len(lines):
            item = lines[offset.y].item
            if item is not None:
                self.post_message(self.Picked(item))
