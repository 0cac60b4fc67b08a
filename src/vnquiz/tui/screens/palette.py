"""The command palette: Textual's own, but for a doubled key or click, which would close more than the palette."""

from contextlib import suppress

from textual.command import CommandPalette

from vnquiz.tui.screens.closing import ClosingScreen


class Palette(CommandPalette, ClosingScreen[None]):
    """Finds a command by a few of its letters."""

    def _action_command_list(self, action: str) -> None:
        """Move in the list; one that was not yet laid out cannot be paged through."""
        with suppress(KeyError):
            super()._action_command_list(action)
