"""The four ratings below a verdict, with the days each would bring."""

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from vnquiz.core import telling
from vnquiz.core.study import Judging
from vnquiz.core.verdicts import Rating
from vnquiz.tui.widgets.safe_text import content_of_segments


class RatingBar(Widget, can_focus=True):
    """Rates by digit or mouse, and by Enter as suggested."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take_suggested", "Go on", id="go-on"),
        *(
            Binding(
                str(rating.value),
                f"rate({rating.value})",
                rating.name.title(),
                show=False,
                id=f"rate-{rating.value}",
            )
            for rating in Rating
        ),
    ]

    DEFAULT_CSS = """
    RatingBar {
        height: 1;
        padding: 0 1;
    }
    """

    class Chosen(Message):
        """The learner chose a rating of a verdict; one that came `by_enter` may be a held key."""

        def __init__(self, rating: Rating, judging: Judging | None, *, by_enter: bool) -> None:
            """Carry the rating, and the verdict that it belongs to."""
            super().__init__()
            self.rating = rating
            self.judging = judging
            self.by_enter = by_enter

    def __init__(self, id: str | None = None) -> None:
        """Start without an outlook."""
        super().__init__(id=id)
        self.judging: Judging | None = None

    @property
    def suggested(self) -> Rating | None:
        """The rating under Enter, if there is one."""
        return None if self.judging is None else self.judging.suggested

    def put(self, judging: Judging) -> None:
        """Show what each rating of a verdict would bring, with the suggested one marked."""
        self.judging = judging
        self.refresh()

    def words(self) -> list[tuple[Rating, str]]:
        """Return the ratings as they fit: with their days where there is room."""
        outlook = {} if self.judging is None else self.judging.outlook
        long = [
            (rating, f"{rating.value} {rating.name.title()}  {telling.interval(days)}")
            for rating, days in sorted(outlook.items())
        ]
        if sum(cell_len(text) + 4 for _, text in long) <= self.content_size.width:
            return long
        return [(rating, f"{rating.value} {rating.name.title()}") for rating, _ in long]

    def places(self) -> list[tuple[Rating, str, int]]:
        """Return each rating, its text and the column at which it begins."""
        found = []
        at = 0
        for rating, text in self.words():
            shown = f"[{text}]" if rating is self.suggested else f" {text} "
            found.append((rating, shown, at))
            at += cell_len(shown) + (2 if self.content_size.width >= 60 else 0)
        return found

    def render(self) -> Content:
        """Return the line."""
        segments: list[tuple[str, str]] = []
        end = 0
        for rating, text, start in self.places():
            style = "bold $text-primary" if rating is self.suggested else ""
            segments += [(" " * (start - end), ""), (text, style)]
            end = start + cell_len(text)
        return content_of_segments(segments)

    def on_click(self, event: events.Click) -> None:
        """Rate with the rating under the mouse."""
        offset = event.get_content_offset(self)
        for rating, text, start in self.places():
            if event.chain == 1 and offset is not None and start <= offset.x < start + cell_len(text):
                self.post_message(self.Chosen(rating, self.judging, by_enter=False))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter only where a rating is suggested."""
        return action != "take_suggested" or self.suggested is not None

    def action_rate(self, value: int) -> None:
        """Take a rating."""
        self.post_message(self.Chosen(Rating(value), self.judging, by_enter=False))

    def action_take_suggested(self) -> None:
        """Take the suggested rating."""
        if self.suggested is not None:
            self.post_message(self.Chosen(self.suggested, self.judging, by_enter=True))
