"""The line at the foot of every screen: the keys that do something now."""

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from vnquiz.tui.keys import active_keys
from vnquiz.tui.widgets.safe_text import content_of_segments

GAP = "   "
HELP = "help"


@dataclass(frozen=True, slots=True)
class _Key:
    """One key, what it does, and where it stands in the line."""

    key: str
    words: str
    action: str
    start: int

    @property
    def end(self) -> int:
        return self.start + cell_len(f"{self.key} {self.words}")


class KeyLine(Widget):
    """Shows the active bindings in one line, as many as fit, help always among them; a click presses the key."""

    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        padding: 0 1;
        color: $foreground;
        background: $surface;
    }
    """

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _: Screen[object]) -> None:
        self.refresh()

    def keys(self) -> list[_Key]:
        """Return the keys that fit, in the order in which they were declared."""
        shown: dict[str, Binding] = {}
        for active in active_keys(self.screen):
            if active.binding.show and active.enabled:
                shown.setdefault(active.binding.action, active.binding)
        help_last = sorted(shown.values(), key=lambda binding: binding.action == HELP)
        room = self.content_size.width
        reserved = sum(
            cell_len(f"{GAP}{self.app.get_key_display(binding)} {binding.description}")
            for binding in help_last
            if binding.action == HELP
        )
        found: list[_Key] = []
        for binding in help_last:
            start = found[-1].end + len(GAP) if found else 0
            key = _Key(self.app.get_key_display(binding), binding.description, binding.action, start)
            if key.end <= (room if binding.action == HELP else room - reserved):
                found.append(key)
        return found

    def render(self) -> Content:
        """Return the line."""
        segments: list[tuple[str, str]] = []
        for key in self.keys():
            if segments:
                segments.append((GAP, ""))
            segments += [(key.key, "bold $text-primary"), (f" {key.words}", "")]
        return content_of_segments(segments)

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        offset = event.get_content_offset(self)
        if offset is None or event.chain > 1:
            return
        for key in self.keys():
            if key.start <= offset.x < key.end:
                focused = self.screen.focused
                namespace = self.screen if focused is None else focused
                active = next(
                    (a for a in self.screen.active_bindings.values() if a.binding.action == key.action), None
                )
                await self.app.run_action(key.action, namespace if active is None else active.node)
                return
