"""The windows of an exam: before it is handed in, and before it is left."""

from enum import Enum, auto
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from vnquiz.core.telling_exams import open_in_words
from vnquiz.tui.screens.closing import ClosingScreen
from vnquiz.tui.screens.confirm import ConfirmScreen
from vnquiz.tui.widgets.key_line import KeyLine
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.too_small import TooSmall


class HandInScreen(ConfirmScreen):
    """Names what is open and flagged, and asks whether the exam is to be handed in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Hand in", id="hand-in-now"),
        Binding("escape", "decline", "Back", id="back-to-exam"),
    ]

    def __init__(self, open_places: list[int], flagged_places: list[int]) -> None:
        """Name the questions at these places."""
        super().__init__(
            "Hand in the exam?",
            *([] if open_places else ["Every question is answered."]),
            *([open_in_words(open_places, flagged_places)] if open_places or flagged_places else []),
            "After that no answer can be changed.",
        )


class Leaving(Enum):
    """What is to become of an exam whose screen is about to close."""

    LEAVE = auto()
    HAND_IN = auto()


class LeaveExamScreen(ModalScreen[Leaving | None], ClosingScreen[Leaving | None]):
    """Asks whether the exam goes on, is left with its clock running on, or is handed in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "stay", "Go on", id="stay-in-exam"),
        Binding("l", "leave", "Leave", id="leave-exam", tooltip="Leave, and go on with the exam later"),
        Binding("h", "hand_in", "Hand in", id="hand-in-leaving"),
    ]

    def __init__(self, *, has_limit: bool) -> None:
        """Say that the clock runs on, where there is one."""
        super().__init__()
        self.has_limit = has_limit

    def compose(self) -> ComposeResult:
        """Lay out what can be done."""
        clock = "The clock runs on while you are away, and when" if self.has_limit else "When"
        later = (
            "the time is up, the exam is handed in as it is."
            if self.has_limit
            else "you come back, it goes on."
        )
        with Vertical(classes="window"):
            yield SafeText("Leave the exam?", plain=True, classes="paragraph")
            yield SafeText(f"Your answers are kept. {clock} {later}", plain=True, classes="paragraph")
        yield KeyLine()
        yield TooSmall()

    def action_stay(self) -> None:
        """Go on with the exam."""
        self.dismiss(None)

    def action_leave(self) -> None:
        """Leave it as it is."""
        self.dismiss(Leaving.LEAVE)

    def action_hand_in(self) -> None:
        """Hand it in, once what is open was named."""
        self.dismiss(Leaving.HAND_IN)
