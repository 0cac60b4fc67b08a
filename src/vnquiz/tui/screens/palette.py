"""The command palette: Textual's own, but for a doubled key or click, which would close more than the palette."""

from contextlib import suppress

from textual import events
from textual.command import CommandPalette
from textual.errors import NoWidget

from vnquiz.tui.screens.closing import ClosingScreen


class Palette(CommandPalette, ClosingScreen[None]):
    """Finds a command by a few of its letters."""

    def _forward_event(self, event: events.Event) -> None:
        """Take a double click for one: the first empties the list, in which the second would find nothing."""
        if not isinstance(event, events.Click) or event.chain == 1:
            super()._forward_event(event)

    def _on_click(self, event: events.Click) -> None:  # type: ignore[override]
        """Close on a click beside the list, also where nothing was drawn yet."""
        event.prevent_default()
        with suppress(NoWidget):
            super()._on_click(event)

    def _action_command_list(self, action: str) -> None:
        """Move in the list; one that was not yet laid out cannot be paged through."""
        with suppress(KeyError):
            super()._action_command_list(action)
