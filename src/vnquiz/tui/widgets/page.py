"""The part of a study screen that scrolls."""

from textual.containers import VerticalScroll
from textual.widget import Widget


class Page(VerticalScroll, can_focus=False):
    """A question with all that appears below it, which brings into sight what is new.

    Where that stands is known only once it has been laid out, which may be after the next refresh.
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Begin at the top."""
        super().__init__(id=id)
        self.newest: Widget | None = None
        self.goes_on_top = False

    def on_mount(self) -> None:
        """Heed every change of the length."""
        self.watch(self, "virtual_size", self._bring_into_sight, init=False)

    def show_from_top(self) -> None:
        """Go back to the first line."""
        self.newest = None
        self.scroll_home(animate=False)

    def show_newest(self, widget: Widget, *, on_top: bool = False) -> None:
        """Leave all as it stands if the widget can be seen, else scroll as far as it needs, or until it is on top."""
        self.newest, self.goes_on_top = widget, on_top
        self.call_after_refresh(self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        if self.newest is not None and not self.region.contains_region(self.newest.region):
            place = self.newest.region.translate(self.scroll_offset - self.region.offset)
            self.scroll_to_region(place, animate=False, top=self.goes_on_top, force=True)
