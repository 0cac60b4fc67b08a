"""A window in which several of a list are ticked."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from vnquiz.core.tasks import Pick, Picked
from vnquiz.tui.screens.closing import ClosingScreen
from vnquiz.tui.widgets.answer_box import Answered, Incomplete
from vnquiz.tui.widgets.choice_box import ChoiceBox
from vnquiz.tui.widgets.key_line import KeyLine
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.too_small import TooSmall


class TickBox(ChoiceBox):
    """Options of which any number may be ticked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Take these", id="take-ticked"),
        Binding("a", "tick_all", "All or none", id="tick-all"),
    ]

    def show(self, options: tuple[str, ...], ticked: frozenset[int]) -> None:
        """Show the options, some of them ticked."""
        self.put(Pick(options, frozenset(), many=True))
        self.picked = ticked
        self.cursor = min(ticked, default=0)

    def action_tick_all(self) -> None:
        """Tick all, or none where all are ticked."""
        every = frozenset(range(len(self.options)))
        self.picked = frozenset() if self.picked == every else every
        self.changed()


class PickScreen(ModalScreen[frozenset[int] | None], ClosingScreen[frozenset[int] | None]):
    """Asks which of a list are wanted; dismissed with their places, none if none is ticked, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="back-from-list"),
    ]

    def __init__(self, words: str, options: tuple[str, ...], ticked: frozenset[int]) -> None:
        """Ask in these words."""
        super().__init__()
        self.words = words
        self.options = options
        self.ticked = ticked

    def compose(self) -> ComposeResult:
        """Lay the list below the words."""
        with Vertical(classes="window"):
            yield SafeText(self.words, plain=True, classes="title")
            with VerticalScroll(id="ticks", can_focus=False):
                yield TickBox()
        yield KeyLine()
        yield TooSmall()

    def on_mount(self) -> None:
        """Fill in the list."""
        box = self.query_one(TickBox)
        box.show(self.options, self.ticked)
        self.set_focus(box, scroll_visible=False)

    @on(Answered)
    def _taken(self, event: Answered) -> None:
        event.stop()
        if isinstance(event.response, Picked):
            self.dismiss(event.response.options)

    @on(Incomplete)
    def _none_ticked(self, event: Incomplete) -> None:
        event.stop()
        self.dismiss(frozenset())

    def action_back(self) -> None:
        """Go back as it was."""
        self.dismiss(None)
