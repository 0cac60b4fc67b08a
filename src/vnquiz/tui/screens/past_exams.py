"""The exams that were handed in, newest first, and how their marks go."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from vnquiz.core.telling_exams import TREND_OF, trend, trend_in_words
from vnquiz.exams import PastExam, past_exams
from vnquiz.tui.screens.scrolling import ScrollingScreen
from vnquiz.tui.widgets.key_line import KeyLine
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.too_small import TooSmall
from vnquiz.tui.widgets.top_line import TopLine
from vnquiz.workspace import Workspace

Segment = tuple[str, str]


class PastExamsScreen(ScrollingScreen):
    """Lists past exams with their marks."""

    def __init__(self, workspace: Workspace) -> None:
        """Look back on the exams of a workspace."""
        super().__init__()
        self.workspace = workspace

    def compose(self) -> ComposeResult:
        """Lay the list below the trend."""
        top = TopLine()
        top.title = "Past exams"
        yield top
        with VerticalScroll(id="page", can_focus=False), Vertical(id="column"):
            yield SafeText(id="trend", plain=True)
            yield SafeText(id="past", plain=True)
        yield KeyLine()
        yield TooSmall()

    def on_mount(self) -> None:
        """Fill in the list."""
        found = past_exams(self.workspace)
        self.query_one("#trend", SafeText).show_segments(how_they_go(found))
        self.query_one("#past", SafeText).show_segments(
            [segment for exam in reversed(found) for segment in told(exam)]
        )


def how_they_go(found: list[PastExam]) -> list[Segment]:
    """Return the marks as blocks, and what they say in words."""
    if not found:
        return [("No exam was handed in yet.", "")]
    shares = [exam.share for exam in found[-TREND_OF:]]
    words = [(f"{trend_in_words(shares)}\n", "bold")]
    if len(shares) > 1:
        words += [
            (trend(shares), "$text-primary"),
            ("  oldest to newest, the higher the better\n", "$foreground-muted"),
        ]
    return words


def told(exam: PastExam) -> list[Segment]:
    """Return one exam in two lines."""
    return [(f"\n{exam.mark}\n", "bold"), (f"{exam.about}\n", "")]
