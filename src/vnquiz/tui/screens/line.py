"""A small window with one line to type in."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from vnquiz.tui.screens.closing import ClosingScreen
from vnquiz.tui.widgets.answer_input import AnswerInput
from vnquiz.tui.widgets.key_line import KeyLine
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.too_small import TooSmall


class OneLine(AnswerInput):
    """A line that is not an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Take this", id="take-line"),
    ]


class LineScreen(ModalScreen[str | None], ClosingScreen[str | None]):
    """Asks for one line; dismissed with what was typed, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="back-from-line"),
    ]

    def __init__(self, words: str, value: str = "") -> None:
        """Ask in these words for a line that is so far this value."""
        super().__init__()
        self.words = words
        self.value = value

    def compose(self) -> ComposeResult:
        """Lay the line below the words."""
        with Vertical(classes="window"):
            yield SafeText(self.words, plain=True, classes="title")
            yield OneLine(self.value, id="line")
        yield KeyLine()
        yield TooSmall()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value.strip())

    def action_back(self) -> None:
        """Go back without a line."""
        self.dismiss(None)
