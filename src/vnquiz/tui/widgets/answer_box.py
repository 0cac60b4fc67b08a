"""The boxes in which questions are answered: what they share."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from vnquiz.core.study import Judging
from vnquiz.core.tasks import Response, Task, Unknown
from vnquiz.tui.keys import bindings_for
from vnquiz.tui.widgets.lines import Line, Row, laid_out


class Answered(Message):
    """The learner gave a response to a task; one that came `by_enter` may be a held key."""

    def __init__(self, response: Response, task: Task, *, by_enter: bool) -> None:
        """Carry the response, and the task that it belongs to."""
        super().__init__()
        self.response = response
        self.task = task
        self.by_enter = by_enter


class Incomplete(Message):
    """Enter was pressed, but something is still missing; `reason` says what, unless it goes without saying."""

    def __init__(self, reason: str) -> None:
        """Carry the reason."""
        super().__init__()
        self.reason = reason


class Touched(Message):
    """The learner changed something in a box."""


class ItemBox(Widget, can_focus=True):
    """A box of items drawn as lines, with a cursor among them; after the verdict it shows how it was marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Answer", id="answer"),
        Binding("up,k", "move_cursor(-1)", "Up", show=False, id="up"),
        Binding("down,j", "move_cursor(1)", "Down", show=False, id="down"),
    ]

    DEFAULT_CSS = """
    ItemBox {
        height: auto;
    }
    """

    def __init__(self, id: str | None = None) -> None:
        """Start empty."""
        super().__init__(id=id)
        self.cursor: int | None = None
        self.judging: Judging | None = None

    def allow_focus(self) -> bool:
        """After the verdict the keyboard belongs to the ratings, wherever one clicks or tabs."""
        return self.judging is None

    def rows(self) -> list[Row]:
        """Return what is drawn now."""
        raise NotImplementedError

    def item_count(self) -> int:
        """Return how many items the cursor moves among."""
        raise NotImplementedError

    def choose(self, item: int) -> None:
        """Act on a click on an item."""
        raise NotImplementedError

    @property
    def entered(self) -> Response | None:
        """What stands in the box, complete or not, None where it can be no response yet."""
        return None

    def recall(self, response: Response) -> None:
        """Take a response in again as it was given, after the task it belongs to was put back."""
        raise NotImplementedError

    def conclude(self, judging: Judging) -> None:
        """Show in place how the response was marked."""
        self.judging = judging
        self.refresh(layout=True)

    def reopen(self) -> None:
        """Be as before the response was marked."""
        self.judging = None
        self.refresh(layout=True)

    @property
    def place(self) -> int | None:
        """Where the cursor is shown; nowhere after the verdict."""
        return self.cursor if self.judging is None else None

    @property
    def is_given_up(self) -> bool:
        """Whether the verdict is on an "I don't know", so that nothing shown is the learner's answer."""
        return self.judging is not None and isinstance(self.judging.response, Unknown)

    def changed(self) -> None:
        """Draw anew after the learner changed something."""
        self.post_message(Touched())
        self.refresh(layout=True)

    def _lines(self, width: int) -> list[Line]:
        return laid_out(self.rows(), max(1, width))

    def render(self) -> Content:
        """Return the lines as one content."""
        return Content("\n").join(line.content for line in self._lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are at a width."""
        return max(1, len(self._lines(width)))

    async def _on_key(self, event: events.Key) -> None:
        """Do what a key of the box means at once, so that none of the same read overtakes it."""
        for binding in bindings_for(self, event.key):
            if await self.app.run_action(binding.action, self):
                event.stop()
                event.prevent_default()
                return

    def on_click(self, event: events.Click) -> None:
        """Find the item that was clicked; a double click counts once."""
        lines = self._lines(self.content_size.width)
        offset = event.get_content_offset(self)
        if event.chain == 1 and self.judging is None and offset is not None and 0 <= offset.y < len(lines):
            item = lines[offset.y].item
            if item is not None:
                self.choose(item)

    def action_move_cursor(self, step: int) -> None:
        """Move the cursor, round the ends."""
        count = self.item_count()
        if self.judging is not None or not count:
            return
        if self.cursor is None:
            self.cursor = 0 if step > 0 else count - 1
        else:
            self.cursor = (self.cursor + step) % count
        self.changed()
        self._show_cursor()

    def _show_cursor(self) -> None:
        """Scroll so far that the cursor can be seen."""
        for y, line in enumerate(self._lines(self.content_size.width)):
            if line.item == self.cursor:
                self.call_after_refresh(self._bring_into_view, Region(0, y, 1, 1))
                return

    def _bring_into_view(self, region: Region) -> None:
        if isinstance(self.parent, Widget):
            self.parent.scroll_to_region(
                region.translate(self.virtual_region.offset), animate=False, force=True
            )
