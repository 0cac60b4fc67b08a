"""A tiny app round one answer box, given its value: below it stand the value and what else was done."""

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from vnquiz.tui.widgets.answer_input import AnswerInput

KEYS = ("ctrl+z", "ctrl+t", "ctrl+g", "f1", "escape", "u", "question_mark")


class AnswerApp(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"say('{key}')") for key in KEYS),
        Binding("f2", "empty_on_enter"),
    ]

    def compose(self) -> ComposeResult:
        yield AnswerInput(*sys.argv[1:], placeholder="type \x1b here")
        yield Static("ready", id="said", markup=False)
        yield Static("", id="value", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        self.query_one("#value", Static).update(f"value: {event.value!a} {event.input.cursor_position}")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.action_say(f"submitted {event.value!a}")

    def on_answer_input_taken_back(self) -> None:
        self.action_say("taken back")

    def action_empty_on_enter(self) -> None:
        self.query_one(AnswerInput).empties_on_enter = True
        self.action_say("empties")

    def action_say(self, words: str) -> None:
        said = self.query_one("#said", Static)
        said.update(f"{said.content}; {words}")


if __name__ == "__main__":
    AnswerApp().run()
