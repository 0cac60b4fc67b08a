"""A tiny app that shows in place, at every key, the next of the texts of a JSON list given to it."""

import json
import sys
from collections.abc import Iterator

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static

from vnquiz.tui.widgets.safe_text import SafeText


class TextApp(App[None]):
    def __init__(self, texts: list[str]) -> None:
        super().__init__()
        self.texts: Iterator[tuple[int, str]] = iter(enumerate(texts))

    def compose(self) -> ComposeResult:
        yield SafeText("ready", id="text")
        yield SafeText(plain=True, id="plain")
        yield SafeText(id="segments")
        yield Static(id="shown")

    def on_key(self, _: events.Key) -> None:
        number, text = next(self.texts)
        self.query_one("#text", SafeText).show(text)
        self.query_one("#plain", SafeText).show(text, plain=True)
        self.query_one("#segments", SafeText).show_segments([("in a row ", "bold"), (text, "$text-success")])
        self.query_one("#shown", Static).update(f"text {number}")


if __name__ == "__main__":
    TextApp(json.loads(sys.argv[1])).run()
