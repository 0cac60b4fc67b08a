"""The box in which partners are found."""

from textual import events

from vnquiz.core.tasks import Pair, Paired, Response
from vnquiz.tui.widgets.answer_box import Answered, Incomplete, ItemBox
from vnquiz.tui.widgets.lines import Row

KEYS = "123456789" + "abcdefghilmnopqrstvwxyz"


class MatchBox(ItemBox):
    """Left items, each waiting for the number of its partner among the right ones below."""

    def __init__(self, id: str | None = None) -> None:
        """Start without items."""
        super().__init__(id)
        self.wanted = Pair((), (), ())
        self.partners: list[int | None] = []

    def put(self, task: Pair) -> None:
        """Show the items of another task, none of them paired."""
        self.wanted = task
        self.partners = [None] * len(task.lefts)
        self.cursor = 0
        self.judging = None
        self.refresh(layout=True)

    @property
    def entered(self) -> Response:
        """The partners as far as they are given."""
        return Paired(tuple(self.partners))

    def recall(self, response: Response) -> None:
        """Give every left item the partner that it was given."""
        if isinstance(response, Paired):
            self.partners = list(response.partners)

    def item_count(self) -> int:
        """Return how many left items there are."""
        return len(self.wanted.lefts)

    def rows(self) -> list[Row]:
        """Return the left items with their partners, then the right ones with their keys."""
        if self.judging is not None:
            return [self._marked(i, left) for i, left in enumerate(self.wanted.lefts)]
        count = len(self.wanted.lefts)
        rights = [
            Row(f"  {KEYS[i]}  ", right, head_style="$text-primary", item=count + i)
            for i, right in enumerate(self.wanted.rights)
        ]
        return [*(self._row(i, left) for i, left in enumerate(self.wanted.lefts)), Row("", ""), *rights]

    def _row(self, i: int, left: str) -> Row:
        partner = self.partners[i]
        chosen = "…" if partner is None else f"{KEYS[partner]}  {self.wanted.rights[partner]}"
        is_here = i == self.cursor
        return Row(
            "› " if is_here else "  ",
            left,
            "bold" if is_here else "",
            f"– {chosen}",
            "$text-primary",
            head_style="$text-primary",
            item=i,
        )

    def _marked(self, i: int, left: str) -> Row:
        right, given = self.wanted.right[i], self.partners[i]
        text = f"{left} – {self.wanted.rights[right]}"
        if self.is_given_up:
            return Row("  ", text, "bold", item=i)
        if given == right:
            return Row("  ", text, "", "✓", "$text-success", item=i)
        yours = "none" if given is None else self.wanted.rights[given]
        return Row("  ", text, "bold", f"✗ you: {yours}", "$text-error", item=i)

    def choose(self, item: int) -> None:
        """Move to a left item, or give the one under the cursor this partner."""
        count = len(self.wanted.lefts)
        if item < count:
            self.cursor = item
            self.changed()
        else:
            self._pair(item - count)

    def _pair(self, right: int) -> None:
        if self.cursor is None:
            return
        self.partners[self.cursor] = right
        open_places = [i for i, partner in enumerate(self.partners) if partner is None]
        self.cursor = next((i for i in open_places if i > self.cursor), next(iter(open_places), self.cursor))
        self.changed()

    def on_key(self, event: events.Key) -> None:
        """Pair by the key that stands before a right item; backspace frees a left one."""
        if self.judging is not None:
            return
        place = KEYS.find(event.character) if event.character else -1
        if 0 <= place < len(self.wanted.rights):
            event.stop()
            self._pair(place)
        elif event.key == "backspace" and self.cursor is not None:
            event.stop()
            self.partners[self.cursor] = None
            self.changed()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing after the verdict."""
        return self.judging is None

    def action_submit(self) -> None:
        """Answer once every left item has a partner."""
        if None in self.partners:
            self.post_message(Incomplete("Give every item a partner first: press its partner's number."))
        else:
            self.post_message(Answered(Paired(tuple(self.partners)), self.wanted, by_enter=True))
