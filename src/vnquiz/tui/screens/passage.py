"""A window with the paragraphs a card cites, where the documents are at hand."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from vnquiz.tui.screens.closing import ClosingScreen
from vnquiz.tui.widgets.key_line import KeyLine
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.too_small import TooSmall


class PassageScreen(ModalScreen[None], ClosingScreen[None]):
    """Shows passages as they stand in their documents."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,c", "close", "Close", id="close"),
        Binding("up,k", "scroll_passage(-1)", "Up", show=False, id="up"),
        Binding("down,j", "scroll_passage(1)", "Down", show=False, id="down"),
    ]

    def __init__(self, passages: list[tuple[str, int, str]]) -> None:
        """Show these: source, number of the paragraph, text."""
        super().__init__()
        self.passages = passages

    def compose(self) -> ComposeResult:
        """Lay the passages one below the other."""
        with VerticalScroll(classes="window", can_focus=False), Vertical():
            for source, number, text in self.passages:
                yield SafeText(f"{source}, paragraph {number}", plain=True, classes="title")
                yield SafeText(text, plain=True, classes="passage")
        yield KeyLine()
        yield TooSmall()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()

    def action_scroll_passage(self, lines: int) -> None:
        """Scroll the passages."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
