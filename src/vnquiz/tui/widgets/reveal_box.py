"""The box of a flashcard: a door to the answer."""

from vnquiz.core.tasks import Response, Reveal, Revealed
from vnquiz.tui.widgets.answer_box import Answered, ItemBox
from vnquiz.tui.widgets.lines import Row


class RevealBox(ItemBox):
    """Waits until the learner wants to see the answer."""

    def __init__(self, id: str | None = None) -> None:
        """Start with nothing to see."""
        super().__init__(id)
        self.wanted = Reveal("")

    def put(self, task: Reveal) -> None:
        """Wait again."""
        self.wanted = task
        self.judging = None
        self.refresh(layout=True)

    def recall(self, response: Response) -> None:
        """Do nothing: to look at the answer leaves no trace."""

    def item_count(self) -> int:
        """Return 0: there is nothing to move among."""
        return 0

    def rows(self) -> list[Row]:
        """Return the invitation, or a rule above the answer."""
        if self.judging is not None:
            return [Row("", "─" * 24, "$text-primary")]
        return [Row("", "Press enter to see the answer.", "$text-primary", item=0)]

    def choose(self, item: int) -> None:
        """Show the answer on a click."""
        self.post_message(Answered(Revealed(), self.wanted, by_enter=False))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing once the answer is shown, and nothing to move among before."""
        return self.judging is None and action != "move_cursor"

    def action_submit(self) -> None:
        """Show the answer."""
        self.post_message(Answered(Revealed(), self.wanted, by_enter=True))
