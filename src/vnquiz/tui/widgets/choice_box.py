"""The box of a choice, and of true or false."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from vnquiz.core.tasks import Judge, Judged, Pick, Picked, Response
from vnquiz.tui.widgets.answer_box import Answered, Incomplete, ItemBox
from vnquiz.tui.widgets.lines import Row

TRUE_FALSE = ("True", "False")


class ChoiceBox(ItemBox):
    """Numbered options, picked by digit, arrows or mouse; boxes to tick where all right ones are wanted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Tick", id="tick"),
    ]

    def __init__(self, id: str | None = None) -> None:
        """Start without options."""
        super().__init__(id)
        self.options: tuple[str, ...] = ()
        self.wanted: Pick | Judge = Judge(answer=True)
        self.picked: frozenset[int] = frozenset()

    def put(self, task: Pick | Judge) -> None:
        """Show the options of another task, none of them picked."""
        self.wanted = task
        self.options = task.options if isinstance(task, Pick) else TRUE_FALSE
        self.picked = frozenset()
        self.cursor = None
        self.judging = None
        self.refresh(layout=True)

    @property
    def entered(self) -> Response | None:
        """The ticked options; a single one is a response as soon as it is picked."""
        return Picked(self.picked) if self.is_many and self.picked else None

    def recall(self, response: Response) -> None:
        """Pick again what was picked."""
        match response:
            case Picked(options):
                self.picked = options
            case Judged(value):
                self.picked = frozenset({0 if value else 1})

    def reopen(self) -> None:
        """Leave ticked what was ticked, but nothing picked."""
        if not self.is_many:
            self.picked = frozenset()
        super().reopen()

    @property
    def is_many(self) -> bool:
        """Whether every right option is to be ticked."""
        return isinstance(self.wanted, Pick) and self.wanted.many

    @property
    def right(self) -> frozenset[int]:
        """The right options."""
        if isinstance(self.wanted, Pick):
            return self.wanted.right
        return frozenset({0 if self.wanted.answer else 1})

    def item_count(self) -> int:
        """Return how many options there are."""
        return len(self.options)

    def rows(self) -> list[Row]:
        """Return the options, marked after the verdict."""
        return [self._row(i, text) for i, text in enumerate(self.options)]

    def _row(self, i: int, text: str) -> Row:
        pointer = "› " if i == self.place else "  "
        tick = ("[x] " if i in self.picked else "[ ] ") if self.is_many else ""
        head = f"{pointer}{i + 1} {tick} "
        if self.judging is None:
            style = "bold" if i == self.cursor or i in self.picked else ""
            tail = "● your answer" if i in self.picked and not self.is_many else ""
            return Row(head, text, style, tail, "$text-primary", "$text-primary", item=i)
        if i in self.right:
            is_found = i in self.picked or not self.is_many or self.is_given_up
            tail = "✓ right" if is_found else "○ right, not ticked"
            return Row(head, text, "bold", tail, "$text-success", item=i)
        if i in self.picked and not self.is_given_up:
            return Row(head, text, "", "✗ your answer", "$text-error", item=i)
        return Row(head, text, "$foreground-muted", item=i)

    def choose(self, item: int) -> None:
        """Take an option, or tick it."""
        if self.is_many:
            self.cursor = item
            self.picked ^= {item}
            self.changed()
        else:
            self._answer(frozenset({item}), by_enter=False)

    def _answer(self, picked: frozenset[int], *, by_enter: bool) -> None:
        self.picked = picked
        if by_enter:  # which may have to wait; any other answer is drawn with its verdict
            self.refresh()
        response = Picked(picked) if isinstance(self.wanted, Pick) else Judged(0 in picked)
        self.post_message(Answered(response, self.wanted, by_enter=by_enter))

    def on_key(self, event: events.Key) -> None:
        """Pick by digit; t and f stand for true and false."""
        if self.judging is not None:
            return
        place = "123456789".find(event.character or " ")
        if isinstance(self.wanted, Judge) and event.character in ("t", "f"):
            place = "tf".index(event.character)
        if 0 <= place < len(self.options):
            event.stop()
            self.choose(place)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer ticking only where there is something to tick, and nothing after the verdict."""
        if self.judging is not None:
            return False
        return action != "tick" or self.is_many

    def action_tick(self) -> None:
        """Tick the option under the cursor."""
        if self.cursor is not None:
            self.choose(self.cursor)

    def action_submit(self) -> None:
        """Answer with what is ticked, or with the option under the cursor."""
        if self.is_many and self.picked:
            self._answer(self.picked, by_enter=True)
        elif not self.is_many and self.cursor is not None:
            self._answer(frozenset({self.cursor}), by_enter=True)
        else:
            self.post_message(
                Incomplete("Tick every right option first." if self.is_many else "Pick one by its number.")
            )
