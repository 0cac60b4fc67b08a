"""The box in which items are put in order."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from vnquiz.core.tasks import Arrange, Arranged, Response
from vnquiz.tui.widgets.answer_box import Answered, ItemBox
from vnquiz.tui.widgets.lines import Row


class OrderBox(ItemBox):
    """Items with their places; one is moved by shift and arrows, or taken up with space and moved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "take", "Take up, put down", id="take"),
        Binding("shift+up,K", "move_item(-1)", "Move", key_display="⇧↑↓", id="move-up"),
        Binding("shift+down,J", "move_item(1)", "Move down", show=False, id="move-down"),
    ]

    def __init__(self, id: str | None = None) -> None:
        """Start without items."""
        super().__init__(id)
        self.wanted = Arrange((), ())
        self.order: list[int] = []
        self.is_held = False

    def put(self, task: Arrange) -> None:
        """Show the items of another task as they were drawn."""
        self.wanted = task
        self.order = list(range(len(task.items)))
        self.is_held = False
        self.cursor = 0
        self.judging = None
        self.refresh(layout=True)

    @property
    def entered(self) -> Response:
        """The order as it stands."""
        return Arranged(tuple(self.order))

    def recall(self, response: Response) -> None:
        """Put the items in the order that was given."""
        if isinstance(response, Arranged):
            self.order = list(response.order)

    def item_count(self) -> int:
        """Return how many places there are."""
        return len(self.order)

    def rows(self) -> list[Row]:
        """Return the items in the learner's order, or after the verdict in the right one."""
        if self.judging is not None:
            return [self._marked(place, i) for place, i in enumerate(self.wanted.right)]
        return [self._row(place, self.wanted.items[i]) for place, i in enumerate(self.order)]

    def _row(self, place: int, text: str) -> Row:
        is_here = place == self.cursor
        pointer = ("↕ " if self.is_held else "› ") if is_here else "  "
        return Row(
            f"{pointer}{place + 1}  ", text, "bold" if is_here else "", head_style="$text-primary", item=place
        )

    def _marked(self, place: int, i: int) -> Row:
        was = self.order.index(i)
        head = f"  {place + 1}  "
        if self.is_given_up:
            return Row(head, self.wanted.items[i], "bold", item=place)
        if was == place:
            return Row(head, self.wanted.items[i], "", "✓", "$text-success", item=place)
        arrow = "↑" if was > place else "↓"
        return Row(
            head, self.wanted.items[i], "bold", f"{arrow} you had it at {was + 1}", "$text-error", item=place
        )

    def choose(self, item: int) -> None:
        """Move the cursor to an item, or put the one that was taken up there."""
        if self.is_held and self.cursor is not None:
            self.order.insert(item, self.order.pop(self.cursor))
            self.is_held = False
        self.cursor = item
        self.changed()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing after the verdict."""
        return self.judging is None

    def action_take(self) -> None:
        """Take up the item under the cursor, or put it down."""
        self.is_held = not self.is_held
        self.changed()

    def action_move_cursor(self, step: int) -> None:
        """Move the cursor, and with it the item that was taken up."""
        if self.is_held:
            self.action_move_item(step)
        else:
            super().action_move_cursor(step)

    def action_move_item(self, step: int) -> None:
        """Move the item under the cursor one place."""
        if self.judging is not None or self.cursor is None:
            return
        target = self.cursor + step
        if 0 <= target < len(self.order):
            self.order.insert(target, self.order.pop(self.cursor))
            self.cursor = target
            self.changed()
            self._show_cursor()

    def action_submit(self) -> None:
        """Answer with the order as it stands."""
        self.is_held = False
        self.post_message(Answered(Arranged(tuple(self.order)), self.wanted, by_enter=True))
