"""The boxes in which answers are typed: one text, or a list of them."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Input

from vnquiz.core.study import Judging
from vnquiz.core.tasks import (
    Listed,
    Response,
    Typed,
    TypeDate,
    TypeList,
    TypeNumber,
    TypeText,
    Unknown,
)
from vnquiz.tui.widgets.answer_box import Answered, Incomplete, Touched
from vnquiz.tui.widgets.answer_input import AnswerInput
from vnquiz.tui.widgets.lines import Row, laid_out

NOTHING_TYPED = "Type an answer, or press ctrl+g if you do not know."


class ItemList(Widget):
    """The items of a list so far, or as they were marked, wrapped to whatever width there is."""

    DEFAULT_CSS = """
    ItemList {
        height: auto;
    }
    """

    def __init__(self, id: str | None = None) -> None:
        """Start without items."""
        super().__init__(id=id)
        self.rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        """Show these rows, or nothing where there are none."""
        self.rows = rows
        self.display = bool(rows)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are at a width."""
        return len(laid_out(self.rows, max(1, width)))

    def render(self) -> Content:
        """Return the lines as one content."""
        lines = laid_out(self.rows, max(1, self.content_size.width))
        return Content("\n").join(line.content for line in lines)


class TypeBox(Vertical):
    """One line to type an answer in; for a list, items are added one by one and answered by an empty line."""

    DEFAULT_CSS = """
    TypeBox {
        height: auto;
    }
    """

    def __init__(self, id: str | None = None) -> None:
        """Start empty."""
        super().__init__(id=id)
        self.wanted: TypeText | TypeNumber | TypeDate | TypeList | None = None
        self.items: list[str] = []

    def compose(self) -> ComposeResult:
        """Lay the items above the line."""
        yield ItemList(id="items")
        yield AnswerInput(id="line")

    @property
    def line(self) -> AnswerInput:
        """The line to type in."""
        return self.query_one("#line", AnswerInput)

    @property
    def is_list(self) -> bool:
        """Whether several items are wanted."""
        return isinstance(self.wanted, TypeList)

    def put(self, task: TypeText | TypeNumber | TypeDate | TypeList) -> None:
        """Be ready for another answer."""
        self.wanted = task
        self.items = []
        self.line.empties_on_enter = self.is_list
        self._write("")
        self.reopen()

    @property
    def entered(self) -> Response | None:
        """What is typed so far."""
        text = self.line.value.strip()
        if self.is_list:
            items = (*self.items, *_items_in(text))
            return Listed(items) if items else None
        return Typed(text) if text else None

    def recall(self, response: Response) -> None:
        """Take a response in again as it was given, after the task it belongs to was put back."""
        match response:
            case Typed(text):
                self._write(text)
            case Listed(texts):
                self.items = list(texts)
                self._show_items()

    def reopen(self) -> None:
        """Let the answer be typed, or typed on."""
        self.line.display = True
        self.line.disabled = False
        self._show_items()

    def _write(self, text: str) -> None:
        with self.line.prevent(Input.Changed):
            self.line.value = text
            self.line.cursor_position = len(text)

    def conclude(self, judging: Judging) -> None:
        """Leave the answer standing, a list with each item found or missed."""
        self.line.disabled = True
        self.line.display = not self.is_list
        if isinstance(self.wanted, TypeList) and isinstance(judging.response, Unknown):
            self._show_rows([Row("○ ", item.text, "bold") for item in self.wanted.items])
        elif self.is_list:
            rows = [
                Row("✓ ", part.item, "", "", "", "$text-success")
                if part.is_right
                else Row("○ ", part.item, "bold", "missed", "$text-error", "$text-error")
                for part in judging.verdict.parts
            ]
            rows += [
                Row("✗ ", extra, "", "not one of them", "$text-error", "$text-error")
                for extra in judging.verdict.extras
            ]
            self._show_rows(rows)

    def _show_items(self) -> None:
        self.line.placeholder = self._placeholder()
        self._show_rows(
            [Row(f"{i} ", item, head_style="$text-primary") for i, item in enumerate(self.items, 1)]
        )

    def _placeholder(self) -> str:
        """Return what the empty line asks for."""
        if not isinstance(self.wanted, TypeList):
            return ""
        if len(self.items) >= self.wanted.need:
            return "enter to answer"
        wanted = f"item {len(self.items) + 1} of {self.wanted.need}"
        return f"{wanted}, or enter to answer" if self.items else wanted

    def _show_rows(self, rows: list[Row]) -> None:
        self.query_one(ItemList).show(rows)

    @on(Input.Changed)
    def _line_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(Touched())

    @on(Input.Submitted)
    def _line_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        text = event.value.strip()
        if isinstance(self.wanted, TypeList):
            self._list_submitted(text, self.wanted)
        elif text and self.wanted is not None:
            self.post_message(Answered(Typed(text), self.wanted, by_enter=True))
        else:
            self.post_message(Incomplete(NOTHING_TYPED))

    def _list_submitted(self, text: str, wanted: TypeList) -> None:
        if text:
            self.items += _items_in(text)
            self._show_items()
            self.post_message(Incomplete(""))
        elif self.items:
            self.post_message(Answered(Listed(tuple(self.items)), wanted, by_enter=True))
        else:
            self.post_message(Incomplete(NOTHING_TYPED))

    @on(AnswerInput.TakenBack)
    def _bring_back_item(self, event: AnswerInput.TakenBack) -> None:
        """Let backspace in an empty line bring the last item back to be changed."""
        event.stop()
        if self.items and not self.line.value:
            self.line.value = self.items.pop()
            self.line.cursor_position = len(self.line.value)
            self._show_items()


def _items_in(text: str) -> list[str]:
    return [item for part in text.split(";") if (item := part.strip())]
