"""A small window: nothing is due, and what could be done all the same."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from vnquiz.core.telling import counted
from vnquiz.tui.screens.closing import ClosingScreen
from vnquiz.tui.widgets.key_line import KeyLine
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.too_small import TooSmall


class OfferScreen(ModalScreen[bool], ClosingScreen[bool]):
    """Says that nothing is due and offers to study ahead; dismissed with whether that was taken."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Study ahead", id="study-ahead"),
        Binding("escape", "decline", "Back", id="back"),
    ]

    def __init__(self, words: str, ahead: int) -> None:
        """Say these words, with so many cards on offer."""
        super().__init__()
        self.words = words
        self.ahead = ahead

    def compose(self) -> ComposeResult:
        """Lay out the words and the offer."""
        with Vertical(classes="window"):
            yield SafeText(self.words, plain=True)
            if self.ahead:
                yield SafeText(
                    f"You can study {counted(self.ahead, 'card')} ahead of time: what you remember counts, "
                    "and a little less than on the day.",
                    plain=True,
                )
        yield KeyLine()
        yield TooSmall()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to study ahead only where there is something to study."""
        return action != "accept" or bool(self.ahead)

    def action_accept(self) -> None:
        """Take the offer."""
        self.dismiss(True)

    def action_decline(self) -> None:
        """Go back."""
        self.dismiss(False)
