"""What is shown where the terminal is too small for anything else."""

from textual.app import ComposeResult
from textual.screen import ModalScreen

from vnquiz.tui.widgets.safe_text import SafeText

LEAST_WIDTH = 40
LEAST_HEIGHT = 12


class TooSmallScreen(ModalScreen[None]):
    """Says how large the terminal must be; it goes away by itself."""

    def compose(self) -> ComposeResult:
        """Lay out the one line."""
        yield SafeText(f"vnquiz needs {LEAST_WIDTH} columns and {LEAST_HEIGHT} lines.", plain=True)
