"""What covers every screen where the terminal is too small for it."""

from vnquiz.tui.widgets.safe_text import SafeText

LEAST_WIDTH = 40
LEAST_HEIGHT = 12


class TooSmall(SafeText):
    """Says how large the terminal must be; the stylesheet shows it only as long as it is too small."""

    DEFAULT_CSS = """
    TooSmall {
        display: none;
        layer: too-small;
        dock: top;
        width: 100%;
        height: 100%;
        content-align: center middle;
        text-align: center;
        background: $background;
    }
    """

    def __init__(self) -> None:
        """Say so in one line."""
        super().__init__(f"vnquiz needs {LEAST_WIDTH} columns and {LEAST_HEIGHT} lines.", plain=True)
