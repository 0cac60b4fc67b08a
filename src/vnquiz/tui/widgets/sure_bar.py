"""The line that asks how sure an answer is."""

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from vnquiz.core.marks import Confidence
from vnquiz.core.telling_exams import CONFIDENCES
from vnquiz.tui.widgets.safe_text import content_of_segments

QUESTION = "How sure?"
GAP = "  "


class SureBar(Widget, can_focus=True):
    """Takes one key: 1 for a guess, 2 for think so, 3 for sure; or a click."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            str(number),
            f"choose({number})",
            CONFIDENCES[confidence].capitalize(),
            show=False,
            id=f"confidence-{number}",
        )
        for number, confidence in enumerate(Confidence, start=1)
    ]

    DEFAULT_CSS = """
    SureBar {
        height: 1;
    }
    """

    class Chosen(Message):
        """The learner said how sure the answer is."""

        def __init__(self, confidence: Confidence) -> None:
            """Carry how sure."""
            super().__init__()
            self.confidence = confidence

    def places(self) -> list[tuple[Confidence, str, int]]:
        """Return each confidence, its text and the column at which it begins."""
        found = []
        at = cell_len(QUESTION + GAP)
        for number, confidence in enumerate(Confidence, start=1):
            text = f"{number} {CONFIDENCES[confidence]}"
            found.append((confidence, text, at))
            at += cell_len(text + GAP)
        return found

    def render(self) -> Content:
        """Return the line."""
        segments = [(QUESTION, "bold")]
        for _, text, _ in self.places():
            key, _, words = text.partition(" ")
            segments += [(f"{GAP}{key}", "bold $text-primary"), (f" {words}", "")]
        return content_of_segments(segments)

    def on_click(self, event: events.Click) -> None:
        """Choose what is under the mouse."""
        offset = event.get_content_offset(self)
        for confidence, text, start in self.places():
            if event.chain == 1 and offset is not None and start <= offset.x < start + cell_len(text):
                self.post_message(self.Chosen(confidence))

    def action_choose(self, number: int) -> None:
        """Choose by number."""
        self.post_message(self.Chosen(list(Confidence)[number - 1]))
