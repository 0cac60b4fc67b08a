"""The box in which answers are typed: true to the order of keys and always in composed Unicode."""

import re
from dataclasses import dataclass
from typing import ClassVar
from unicodedata import normalize

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from vnquiz.core.sanitise import sanitise_line
from vnquiz.tui.keys import bindings_for

LONGEST_ANSWER = 500

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def _kept_from_input() -> list[BindingType]:
    """Return the editing keys of Textual's `Input`, but for those that `AnswerInput` binds itself."""
    own = {"enter", "ctrl+backspace,alt+backspace"}
    return [binding for binding in Input.BINDINGS if isinstance(binding, Binding) and binding.key not in own]


class AnswerInput(Input, inherit_bindings=False):
    """One line of text, in NFC, that takes every key of a burst in the order in which it came.

    Textual's `Input` inserts letters at once, but lets editing keys bubble up to the app and come back as
    actions, so that letters of the same read overtake them. Here both are done where they arrive.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Answer", id="answer-typed"),
        *_kept_from_input(),
        Binding(
            "alt+backspace,ctrl+backspace", "delete_left_word", "Delete left to start of word", show=False
        ),
    ]

    @dataclass
    class TakenBack(Message):
        """Backspace was pressed in the empty box."""

        input: "AnswerInput"

        @property
        def control(self) -> "AnswerInput":
            """The box."""
            return self.input

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """Start with a value, which like all later ones is composed and cut to length."""
        super().__init__(value, placeholder, select_on_focus=False, id=id, classes=classes, disabled=disabled)
        self.empties_on_enter = False
        """Whether Enter leaves the box empty for the next item, even for letters of the same read."""

    def validate_value(self, value: str) -> str:
        """Return the value as it may stand in the box."""
        return normalize("NFC", _on_one_line(value))[:LONGEST_ANSWER]

    def validate_placeholder(self, placeholder: str) -> str:
        """Return the placeholder as it may be shown."""
        return sanitise_line(placeholder)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a range of the value; every way of editing comes through here."""
        start, end = sorted((max(0, start), min(len(self.value), end)))
        before, after = self.value[:start], self.value[end:]
        head = normalize("NFC", before + _on_one_line(text))[: LONGEST_ANSWER - len(after)]
        self.value = head + after
        self.cursor_position = len(head)

    def action_delete_left(self) -> None:
        """Delete what is left of the cursor, or say that there was nothing at all."""
        if self.value:
            super().action_delete_left()
        else:
            self.post_message(self.TakenBack(self))

    async def action_submit(self) -> None:
        """Post what was typed."""
        await super().action_submit()
        if self.empties_on_enter:
            with self.prevent(Input.Changed):
                self.value = ""

    async def _on_key(self, event: events.Key) -> None:
        for binding in bindings_for(self, event.key):
            if await self.app.run_action(binding.action, self):
                self._restart_blink()
                event.stop()
                event.prevent_default()
                return

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(event.text, *self.selection)


def _on_one_line(text: str) -> str:
    words_in_a_row = " ".join(text.strip("\r\n").splitlines()).replace("\t", " ")
    return sanitise_line(_CONTROL.sub("", words_in_a_row))
