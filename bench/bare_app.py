"""A bare Textual app that shows one Static: what all else is measured against."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class BareApp(App[None]):
    """Shows a text, and another one at each press of a key."""

    presses = 0

    def compose(self) -> ComposeResult:
        """Lay out the one Static."""
        yield Static("shown 0 times", markup=False)

    def on_key(self) -> None:
        """Show another text."""
        self.presses += 1
        self.query_one(Static).update(f"shown {self.presses} times")


if __name__ == "__main__":
    BareApp().run()
