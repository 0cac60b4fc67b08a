"""The marks of the parts of a paper, one line each."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from vnquiz.core.marks import Section
from vnquiz.core.telling_exams import percent
from vnquiz.tui.widgets.lines import Line, Row, laid_out

BAR = 10
WIDE = 50


class SectionTable(Widget):
    """Each part with its mark, drawn as a bar where there is room, and how many questions it had."""

    DEFAULT_CSS = """
    SectionTable {
        height: auto;
    }
    """

    def __init__(self, sections: Sequence[Section]) -> None:
        """Show these."""
        super().__init__()
        self.sections = list(sections)

    def _lines(self, width: int) -> list[Line]:
        digits = max((len(str(section.items)) for section in self.sections), default=0)
        rows = []
        for section in self.sections:
            filled = round(section.share * BAR)
            bar = f"{'━' * filled}{'─' * (BAR - filled)} " if width >= WIDE else ""
            head = f"{bar}{percent(section.share):>5} of {section.items:>{digits}}   "
            rows.append(Row(head, section.name, head_style="$text-primary"))
        return laid_out(rows, max(1, width))

    def render(self) -> Content:
        """Return the lines."""
        return Content("\n").join(line.content for line in self._lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are at a width."""
        return max(1, len(self._lines(width)))
