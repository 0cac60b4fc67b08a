"""A page to read: it scrolls by every usual key, and closes."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from vnquiz.tui.screens.closing import ClosingScreen


class ScrollingScreen(ClosingScreen[None]):
    """A screen with one page, `#page`, longer than the terminal is high."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Back", id="back"),
        Binding("down,j", "scroll_page(1)", "Down", id="down"),
        Binding("up,k", "scroll_page(-1)", "Up", show=False, id="up"),
        Binding("pagedown,space", "scroll_page(8)", "Page down", show=False, id="page-down"),
        Binding("pageup", "scroll_page(-8)", "Page up", show=False, id="page-up"),
        Binding("home", "scroll_to(0)", "First", show=False, id="first"),
        Binding("end", "scroll_to(-1)", "Last", show=False, id="last"),
    ]

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()

    def action_scroll_page(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one("#page", VerticalScroll).scroll_relative(y=lines, animate=False, immediate=True)

    def action_scroll_to(self, place: int) -> None:
        """Scroll to the beginning, or to the end if below zero."""
        page = self.query_one("#page", VerticalScroll)
        if place < 0:
            page.scroll_end(animate=False)
        else:
            page.scroll_to(y=place, animate=False)
