"""A screen that closes once, and only while it is on top."""

from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType


class ClosingScreen(Screen[ScreenResultType]):
    """Takes a second wish to close it, as from a doubled key or click, for the same one.

    Textual's `dismiss` pops whatever screen is on top, be it another one.
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close the screen, unless it is not on top, or no more."""
        return super().dismiss(result) if self.is_current else AwaitComplete()
