"""What the screens that put questions share: the question, the box for its answer, and how an answer arrives."""

from collections.abc import Iterator
from typing import ClassVar, assert_never

from textual import on
from textual.binding import Binding, BindingType
from textual.reactive import Reactive
from textual.screen import ScreenResultType
from textual.widget import Widget

from vnquiz.core import telling
from vnquiz.core.questions import Card
from vnquiz.core.tasks import (
    Arrange,
    Judge,
    Pair,
    Pick,
    Response,
    Reveal,
    Task,
    TypeDate,
    TypeList,
    TypeNumber,
    TypeText,
)
from vnquiz.tui.enter_guard import EnterGuard
from vnquiz.tui.screens.closing import ClosingScreen
from vnquiz.tui.widgets.answer_box import Answered, Incomplete, ItemBox, Touched
from vnquiz.tui.widgets.choice_box import ChoiceBox
from vnquiz.tui.widgets.match_box import MatchBox
from vnquiz.tui.widgets.order_box import OrderBox
from vnquiz.tui.widgets.page import Page
from vnquiz.tui.widgets.reveal_box import RevealBox
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.type_box import TypeBox

AnswerBox = ItemBox | TypeBox


class QuestionScreen(ClosingScreen[ScreenResultType]):
    """Shows questions one at a time, each in the same boxes. Subclasses lay them out and take the responses."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "scroll_text(-1)", "Scroll up", show=False, id="scroll-up"),
        Binding("pagedown", "scroll_text(1)", "Scroll down", show=False, id="scroll-down"),
    ]

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """What has the keyboard; a widget draws that itself, where Textual draws the whole screen again."""

    def __init__(self) -> None:
        """Start without a question."""
        super().__init__()
        self.guard = EnterGuard(self.set_timer)

    def question_widgets(self) -> Iterator[Widget]:
        """Yield the widgets of a question, every box once; between two questions they are only shown and filled."""
        yield SafeText(id="prompt")
        yield SafeText(id="instruction", plain=True)
        yield RevealBox(id="reveal")
        yield ChoiceBox(id="choice")
        yield TypeBox(id="type")
        yield OrderBox(id="order")
        yield MatchBox(id="match")
        yield SafeText(id="notice", plain=True)

    def on_screen_suspend(self) -> None:
        """Forget an Enter that waits: what it meant is covered."""
        self.guard.note()

    def text(self, name: str) -> SafeText:
        """Return one of the texts of the column."""
        return self.query_one(f"#{name}", SafeText)

    def box(self, task: Task) -> AnswerBox:
        """Return the box in which a task is answered."""
        match task:
            case Reveal():
                return self.query_one("#reveal", RevealBox)
            case Pick() | Judge():
                return self.query_one("#choice", ChoiceBox)
            case TypeText() | TypeNumber() | TypeDate() | TypeList():
                return self.query_one("#type", TypeBox)
            case Arrange():
                return self.query_one("#order", OrderBox)
            case Pair():
                return self.query_one("#match", MatchBox)
            case _:
                assert_never(task)

    def show_question(self, card: Card, task: Task) -> AnswerBox:
        """Show a question as it is asked, and return its box, which is still as it was."""
        self.text("prompt").show(telling.prompt(card))
        self.text("instruction").show(telling.instruction(task), plain=True)
        self.show_notice("")
        box = self.box(task)
        for other in (*self.query(ItemBox), *self.query(TypeBox)):
            other.display = other is box
        return box

    def put(self, box: AnswerBox, task: Task) -> None:
        """Fill the box with the task and give it the keyboard."""
        match box, task:
            case (RevealBox(), Reveal()):
                box.put(task)
            case (ChoiceBox(), Pick() | Judge()):
                box.put(task)
            case (OrderBox(), Arrange()):
                box.put(task)
            case (MatchBox(), Pair()):
                box.put(task)
            case (TypeBox(), TypeText() | TypeNumber() | TypeDate() | TypeList()):
                box.put(task)
        self.focus_on(box)

    def focus_on(self, box: AnswerBox) -> None:
        """Give a box the keyboard."""
        self.set_focus(box.line if isinstance(box, TypeBox) else box, scroll_visible=False)

    def fill(self, name: str, text: str, *, plain: bool = False) -> None:
        """Show a text of the column, or hide it where there is none."""
        widget = self.text(name)
        widget.display = bool(text)
        if text:
            widget.show(text, plain=plain)

    def show_notice(self, reason: str) -> None:
        """Say why a response was not taken, or the like, where it can be seen."""
        self.fill("notice", reason, plain=True)
        if reason:
            self.query_one(Page).show_newest(self.text("notice"))

    def lack(self, reason: str) -> None:
        """Say what an answer still lacks."""
        self.show_notice(reason)

    def respond(self, response: Response, task: Task) -> None:
        """Take a response to the task that is up."""
        raise NotImplementedError

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        event.stop()
        if event.by_enter:
            self.guard.press(lambda: self.respond(event.response, event.task))
        else:
            self.guard.release()
            self.respond(event.response, event.task)

    @on(Touched)
    def _touched(self, event: Touched) -> None:
        event.stop()
        self.guard.release()
        self.show_notice("")

    @on(Incomplete)
    def _incomplete(self, event: Incomplete) -> None:
        event.stop()
        self.guard.note()
        self.lack(event.reason)

    def action_scroll_text(self, pages: int) -> None:
        """Scroll a long text by half a page."""
        page = self.query_one(Page)
        page.scroll_relative(y=pages * max(1, page.size.height // 2), animate=False)
