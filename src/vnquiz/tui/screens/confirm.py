"""Small windows that explain something and ask whether it is wanted."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from vnquiz.core.sentences import counted
from vnquiz.tui.screens.closing import ClosingScreen
from vnquiz.tui.widgets.key_line import KeyLine
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.too_small import TooSmall


class ConfirmScreen(ModalScreen[bool], ClosingScreen[bool]):
    """Explains what would be done; dismissed with whether it is wanted. Subclasses bind `accept` and `decline`."""

    def __init__(self, *paragraphs: str, can_accept: bool = True) -> None:
        """Explain it in these paragraphs."""
        super().__init__()
        self.paragraphs = paragraphs
        self.can_accept = can_accept

    def compose(self) -> ComposeResult:
        """Lay out the paragraphs."""
        with VerticalScroll(classes="window", can_focus=False), Vertical():
            for words in self.paragraphs:
                yield SafeText(words, plain=True, classes="paragraph")
        yield KeyLine()
        yield TooSmall()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to accept only where there is something to accept."""
        return action != "accept" or self.can_accept

    def action_accept(self) -> None:
        """Take the offer."""
        self.dismiss(True)

    def action_decline(self) -> None:
        """Go back."""
        self.dismiss(False)


class OfferScreen(ConfirmScreen):
    """Says that nothing is due and offers to study ahead."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Study ahead", id="study-ahead"),
        Binding("escape", "decline", "Back", id="back"),
    ]

    def __init__(self, words: str, ahead: int) -> None:
        """Say these words, with so many cards on offer."""
        offer = (
            f"You can study {counted(ahead, 'card')} ahead of time: what you remember counts, "
            "and a little less than on the day."
        )
        super().__init__(words, *([offer] if ahead else []), can_accept=bool(ahead))


class PortionScreen(ConfirmScreen):
    """Says how much has waited, and offers a portion of it that can be finished; dismissed with False to go back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Study a portion", id="study-portion"),
        Binding("a", "accept_all", "Study all", id="study-backlog"),
        Binding("escape", "decline", "Back", id="back-from-portion"),
    ]

    def __init__(self, waiting: int, portion: int, minutes: int, cleared: str) -> None:
        """Tell of so many cards that wait, a portion of them, and when a portion a day will have cleared it."""
        self.is_all_wanted = False
        super().__init__(
            f"{counted(waiting, 'card')} wait from the days before. That is no reason to hurry: the {portion} "
            f"most at risk take about {counted(minutes, 'minute')}.",
            cleared,
        )

    def action_accept_all(self) -> None:
        """Take all of it."""
        self.is_all_wanted = True
        self.dismiss(True)


class CopyScreen(ConfirmScreen):
    """Explains that a deck must be copied before it can be edited."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Copy and edit", id="copy"),
        Binding("escape", "decline", "Back", id="back-from-copy"),
    ]

    def __init__(self, title: str, target: Path) -> None:
        """Name the deck and where the copy goes."""
        super().__init__(
            f"“{title}” came with vnquiz. To edit it, vnquiz copies it to {target}.",
            "Your copy then hides the other one, and your history goes on. Delete the copy to go back.",
        )
