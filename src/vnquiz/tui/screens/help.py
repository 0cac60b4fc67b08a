"""Help, made from the bindings of the screen it was asked on."""

from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen, Screen

from vnquiz.tui.keys import active_keys
from vnquiz.tui.screens.closing import ClosingScreen
from vnquiz.tui.widgets.key_line import KeyLine
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.too_small import TooSmall

Segment = tuple[str, str]


class HelpScreen(ModalScreen[None], ClosingScreen[None]):
    """Lists every key that does something on the screen below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark,f1", "close", "Close", id="close"),
        Binding("up,k", "scroll_help(-1)", "Up", show=False, id="up"),
        Binding("down,j", "scroll_help(1)", "Down", show=False, id="down"),
    ]

    def __init__(self, keys: list[tuple[str, str]]) -> None:
        """Explain these keys."""
        super().__init__()
        self.keys = keys

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with VerticalScroll(classes="window", can_focus=False), Vertical():
            yield SafeText("Keys", plain=True, classes="title")
            yield SafeText(id="keys", plain=True)
        yield KeyLine()
        yield TooSmall()

    def on_mount(self) -> None:
        """Fill in the keys."""
        width = max((cell_len(key) for key, _ in self.keys), default=0)
        segments: list[Segment] = []
        for key, words in self.keys:
            segments += [(key + " " * (width - cell_len(key)), "bold $text-primary"), (f"  {words}\n", "")]
        self.query_one("#keys", SafeText).show_segments(segments)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()

    def action_scroll_help(self, lines: int) -> None:
        """Scroll the list."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


def keys_of(screen: Screen[object]) -> list[tuple[str, str]]:
    """Return the keys of a screen and what they do, those of one action together."""
    found: dict[str, tuple[list[str], str]] = {}
    for active in active_keys(screen):
        binding = active.binding
        if not active.enabled or not binding.id or not binding.description:
            continue
        keys, _ = found.setdefault(binding.action, ([], binding.tooltip or binding.description))
        display = screen.app.get_key_display(binding)
        if display not in keys:
            keys.append(display)
    return [(", ".join(keys), words) for keys, words in found.values()]
