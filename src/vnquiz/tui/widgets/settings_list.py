"""The settings of a page, one a line, changed where they stand."""

from dataclasses import replace
from typing import ClassVar, assert_never

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from vnquiz.tui.keys import bindings_for
from vnquiz.tui.setting_rows import Chosen, Pressed, SettingRow, Typed, written
from vnquiz.tui.widgets.lines import shortened
from vnquiz.tui.widgets.safe_text import content_of_segments

LONGEST_TEXT = 20
LONGEST_LABEL = 20
SHORTEST_TAIL = 12
TAKES = "Enter takes what you type, escape leaves all as it was."
WAITS = "Press the new key; escape leaves all as it was."
Segment = tuple[str, str]


class SettingsList(Widget, can_focus=True):
    """One line a setting: numbers are typed, choices gone through with the arrows, keys pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "change", "Change", id="change-setting"),
        Binding("left,h", "step(-1)", "Less, or the choice before", show=False, id="less"),
        Binding("right,l", "step(1)", "More, or the next choice", show=False, id="more"),
        Binding(
            "delete,backspace",
            "reset",
            "Default",
            id="reset-setting",
            tooltip="Default: take the setting back",
        ),
        Binding("up,k", "move(-1)", "Up", show=False, id="up"),
        Binding("down,j", "move(1)", "Down", show=False, id="down"),
        Binding("home", "move_to(0)", "First", show=False, id="first"),
        Binding("end", "move_to(-1)", "Last", show=False, id="last"),
    ]

    DEFAULT_CSS = """
    SettingsList {
        height: auto;
    }
    """

    class Changed(Message):
        """A setting is to have another value, or with None its default."""

        def __init__(self, row: SettingRow, text: str | None) -> None:
            """Carry the row and the text of the value."""
            super().__init__()
            self.row = row
            self.text = text

    class Told(Message):
        """There is something to say of the setting under the cursor."""

        def __init__(self, words: str, *, is_wrong: bool = False) -> None:
            """Carry what there is to say, and whether it is that something is wrong."""
            super().__init__()
            self.words = words
            self.is_wrong = is_wrong

    def __init__(self, id: str | None = None) -> None:
        """Start without settings."""
        super().__init__(id=id)
        self.rows: list[SettingRow] = []
        self.cursor = 1
        self.typed: str | None = None
        """What is being typed, if anything is."""
        self.is_untouched = False
        """Whether the first letter replaces what is being typed, which is still the value as it was."""
        self.is_waiting = False
        """Whether the next key is the one to bind."""

    @property
    def current(self) -> SettingRow:
        """The setting under the cursor."""
        return self.rows[self.cursor]

    def put(self, rows: list[SettingRow]) -> None:
        """Show these settings, the cursor staying where it is."""
        is_longer = len(rows) != len(self.rows)
        self.rows = rows
        self.cursor = min(self.cursor, len(rows) - 1)
        self.stop()
        self.refresh(layout=is_longer)

    @property
    def is_open(self) -> bool:
        """Whether a value is being typed, or a key waited for, so that keys mean nothing else."""
        return self.typed is not None or self.is_waiting

    def stop(self) -> None:
        """Leave off typing, and waiting for a key."""
        self.typed = None
        self.is_waiting = False
        self.refresh()
        self.screen.refresh_bindings()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return one line a setting, and one below the first."""
        return len(self.rows) + 1

    def render(self) -> Content:
        """Return the lines."""
        lines = [content_of_segments(self._line(i, row)) for i, row in enumerate(self.rows)]
        return Content("\n").join([*lines[:1], Content(""), *lines[1:]])

    def _room(self) -> int:
        """Return how many cells there are for a label."""
        longest = max((cell_len(row.label) for row in self.rows), default=0)
        return min(longest, LONGEST_LABEL, max(8, self.content_size.width - 20))

    def _line(self, i: int, row: SettingRow) -> list[Segment]:
        room, width = self._room(), self.content_size.width
        is_here = i == self.cursor
        style = "bold" if is_here or not i else ""
        label = shortened(row.label, room)
        value = self._value(row, max(4, width - room - 8), is_here=is_here)
        segments = [
            ("› " if is_here else "  ", "bold $text-primary"),
            (label + " " * (room - cell_len(label) + 2), style),
            *value,
        ]
        used = sum(cell_len(text) for text, _ in segments)
        left = width - max(used, room + 24) - 2
        if row.tail and left >= SHORTEST_TAIL:
            tail = shortened(row.tail, left)
            segments.append((" " * (max(0, room + 24 - used) + 2) + tail, "$foreground-muted"))
        return segments

    def _value(self, row: SettingRow, width: int, *, is_here: bool) -> list[Segment]:
        if is_here and self.is_waiting:
            return [("  press the new key", "bold $text-accent")]
        if is_here and self.typed is not None:
            style = "reverse" if self.is_untouched else "bold"
            return [(" ▕", "bold $text-accent"), (self.typed, style), ("▏", "bold $text-accent")]
        text = row.value.shown(row.text) if isinstance(row.value, Chosen) else row.text
        style = "bold" if row.is_set or not row.keys else ""
        if not row.keys or (is_here and not isinstance(row.value, Pressed)):
            return [
                ("‹ ", "bold $text-primary"),
                (shortened(text, width), style),
                (" ›", "bold $text-primary"),
            ]
        return [("  " + shortened(text, width), style)]

    async def _on_key(self, event: events.Key) -> None:
        """Do what a key means at once, so that none of the same read overtakes it."""
        if self.is_waiting:
            self._press(event.key)
        elif not (await self._act(event) if self.typed is None else self._type(event)):
            return
        event.stop()
        event.prevent_default()

    async def _act(self, event: events.Key) -> bool:
        """Do what a key is bound to, or begin to type with a digit; tell whether it meant anything."""
        for binding in bindings_for(self, event.key):
            if await self.app.run_action(binding.action, self):
                return True
        if isinstance(self.current.value, Typed) and event.character and event.character.isdecimal():
            self._begin()
            return self._type(event)
        return False

    def _type(self, event: events.Key) -> bool:
        """Do what a key means while typing; tell whether it meant anything."""
        assert self.typed is not None
        match event.key:
            case "enter":
                self._finish()
            case "escape":
                self.stop()
                self._tell()
            case "backspace" | "ctrl+u":
                self.typed = "" if self.is_untouched or event.key == "ctrl+u" else self.typed[:-1]
            case "up" | "down" | "left" | "right" | "home" | "end" | "delete" | "tab" | "shift+tab":
                pass
            case _ if event.character and event.is_printable:
                kept = "" if self.is_untouched else self.typed
                self.typed = (kept + event.character)[:LONGEST_TEXT]
            case _:
                return False
        self.is_untouched = False
        self.refresh()
        return True

    def _begin(self) -> None:
        """Open the value for typing."""
        self.typed = self.current.text
        self.is_untouched = True
        self.refresh()
        self.screen.refresh_bindings()
        self.post_message(self.Told(f"{TAKES} Must be {self.current.must_be}."))

    def _finish(self) -> None:
        """Take what was typed, unless it is no value."""
        row, typed = self.current, self.typed
        if isinstance(row.value, Typed) and typed is not None:
            text = row.value.check(typed)
            if text is None:
                self.post_message(self.Told(f"{row.label} must be {row.must_be}.", is_wrong=True))
            else:
                self.stop()
                self._change(row, text)

    def _press(self, key: str) -> None:
        """Take the key to bind, unless it is taken; escape leaves all as it is."""
        row = self.current
        self.stop()
        if key == "escape" or not isinstance(row.value, Pressed):
            self._tell()
            return
        fault = row.value.fault(key)
        if fault:
            self.post_message(self.Told(fault, is_wrong=True))
        else:
            self._change(row, written([key]))

    def on_click(self, event: events.Click) -> None:
        """Move to a setting, and change the one the cursor is on."""
        offset = event.get_content_offset(self)
        if offset is None or event.chain > 1:
            return
        place = 0 if offset.y == 0 else offset.y - 1
        if offset.y == 1 or place >= len(self.rows):
            return
        if place != self.cursor:
            self.action_move_to(place)
            return
        start = self._room() + 4
        value = sum(
            cell_len(text) for text, _ in self._value(self.current, self.content_size.width, is_here=True)
        )
        if self.typed is None and offset.x in (start, start + 1):
            self.action_step(-1)
        elif self.typed is None and offset.x in (start + value - 2, start + value - 1):
            self.action_step(1)
        else:
            self.action_change()

    def on_blur(self) -> None:
        """Leave off typing when the keyboard goes elsewhere."""
        self.stop()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to take back only what was set, and nothing while a value is open."""
        if self.is_open:
            return False
        return action != "reset" or (bool(self.rows) and self.current.is_set)

    def action_change(self) -> None:
        """Change the setting under the cursor: type it, take the next choice, or wait for a key."""
        match self.current.value:
            case Typed():
                self._begin()
            case Chosen():
                self.action_step(1)
            case Pressed():
                self.is_waiting = True
                self.refresh()
                self.screen.refresh_bindings()
                self.post_message(self.Told(WAITS))
            case _:
                assert_never(self.current.value)

    def action_step(self, by: int) -> None:
        """Go to the next value or the one before."""
        row = self.current
        if isinstance(row.value, Pressed):
            return
        text = row.value.moved(row.text, by)
        if text != row.text:
            self._change(row, text)

    def _change(self, row: SettingRow, text: str) -> None:
        """Show the value already, so that the next key of the same read goes on from it."""
        self.rows[self.cursor] = replace(row, text=text)
        self.refresh()
        self.post_message(self.Changed(row, text))

    def action_reset(self) -> None:
        """Take the setting back."""
        self.post_message(self.Changed(self.current, None))

    def action_move(self, step: int) -> None:
        """Move the cursor, round the ends."""
        self.action_move_to((self.cursor + step) % len(self.rows))

    def action_move_to(self, place: int) -> None:
        """Move the cursor to a place, counted from the end if below zero."""
        self.cursor = place % len(self.rows)
        self.stop()
        if isinstance(self.parent, Widget):
            region = Region(0, self.cursor + 1 if self.cursor else 0, 1, 1)
            self.parent.scroll_to_region(region, animate=False, force=True)
        self._tell()

    def _tell(self) -> None:
        self.post_message(self.Told(self.current.meaning))
