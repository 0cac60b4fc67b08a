"""A screen that closes once, and only while it is shown on top."""

from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType


class ClosingScreen(Screen[ScreenResultType]):
    """Takes a second wish to close it, as from a doubled key or click, for the same one.

    Textual's `dismiss` pops whatever screen is on top, be it another one. And it hands a key of a burst to
    the screen that a later key of the same burst opens, which must not close before it was built.
    """

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return False

    def undo(self) -> None:
        """Take the last step back."""

    def follow_edit(self) -> None:
        """Show what an editor has changed."""

    def keep_draft(self) -> None:
        """Keep what was not kept yet, because the app ends."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close the screen, unless it is not on top, no more or not yet."""
        return super().dismiss(result) if self.is_active and self.is_mounted else AwaitComplete()
