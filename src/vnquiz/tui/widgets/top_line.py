"""The line at the head of a screen: where one is at the left, how much is left at the right."""

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from vnquiz.core.sanitise import sanitise_line
from vnquiz.tui.widgets.lines import shortened
from vnquiz.tui.widgets.safe_text import content_of_segments


class TopLine(Widget):
    """A title and, right of it, a short text."""

    title = reactive("")
    right = reactive("")

    DEFAULT_CSS = """
    TopLine {
        dock: top;
        height: 1;
        padding: 0 1;
        color: $foreground;
        background: $surface;
    }
    """

    def render(self) -> Content:
        """Return the line, its title cut where it must be."""
        width = self.content_size.width
        right = sanitise_line(self.right)
        room = max(0, width - cell_len(right) - 2)
        left = shortened(self.title, room)
        gap = " " * max(1, width - cell_len(left) - cell_len(right))
        return content_of_segments([(left, "bold"), (gap, ""), (right, "$text-primary")])


def progress_bar(done: int, left: int, width: int = 12) -> str:
    """Return how far a session is as a thin bar, and how many questions are left."""
    filled = round(width * done / (done + left)) if done + left else width
    return f"{'━' * filled}{'╺' * (width - filled)} {left}"
