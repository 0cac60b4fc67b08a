"""Hostile text is shown on a real terminal, and none of its control bytes get there."""

import json
import re
from pathlib import Path

import pytest
from terminal import Terminal, python
from textual.content import Content, Span

from vnquiz.tui.widgets.safe_text import CODE_STYLE, content_of, content_of_segments

APP = python(str(Path(__file__).with_name("text_app.py")))

HOSTILE = {
    "clipboard": "\x1b]52;c;cGF3bmVk\x07",
    "title": "\x1b]0;pawned\x07",
    "device control": "\x1bP+q544e\x1b\\",
    "application command": "\x1b_pawned\x1b\\",
    "clear": "\x1b[2J\x1b[H\x1bc",
    "C1 control sequence": "\x9b2J",
    "C1 command": "\x9d0;pawned\x9c",
    "C1 device control": "\x90+q544e\x9c",
    "next line": "one\x85two",
    "NUL": "one\x00two",
    "DEL": "one\x7ftwo",
    "bell and backspace": "one\x07\x08two",
    "carriage return": "one\rtwo",
    "bidi override": "user\u202egnp.exe\u2066x\u2069",
    "tag characters": "flag\U000e0067\U000e007f",
    "surrogate": "one\udc9btwo",
    "combining pile": "Z" + "\u0301" * 300,
    "click action": "[@click=app.quit]x[/]",
    "closing nothing": "[/]",
    "closing a path": "[/path]",
    "style": "[red on blue link='https://x']x[/red]",
    "template": "$text-error ${x} {x}",
}
FORBIDDEN = re.compile(
    rb"[\x00-\x06\x07\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]|\x1b[\]P_X^c]|\xc2[\x80-\x9f]|\xed[\xa0-\xbf]"
)
INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]|\u0301{9}")


def written_after_start(terminal: Terminal) -> bytes:
    return terminal.raw[terminal.raw.index(b"ready") :]


def test_no_control_of_any_hostile_text_reaches_the_terminal() -> None:
    with Terminal([*APP, json.dumps(list(HOSTILE.values()))]) as terminal:
        terminal.wait_for("ready")
        for number in range(len(HOSTILE)):
            terminal.send("x")
            terminal.wait_for(f"text {number}\n")
        written = written_after_start(terminal)
        assert FORBIDDEN.search(written) is None
        assert INVISIBLE.search(written.decode()) is None


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("clipboard", "␛]52;c;cGF3bmVk␇"),
        ("C1 control sequence", "<9B>2J"),
        ("NUL", "one␀two"),
        ("DEL", "one␡two"),
        ("bidi override", "usergnp.exex"),
        ("click action", "[@click=app.quit]x[/]"),
        ("closing nothing", "[/]"),
        ("closing a path", "[/path]"),
        ("template", "$text-error ${x} {x}"),
    ],
)
def test_hostile_text_stays_readable_in_every_way_of_showing_it(name: str, shown: str) -> None:
    with Terminal([*APP, json.dumps([HOSTILE[name]])]) as terminal:
        terminal.wait_for("ready")
        terminal.send("x")
        screen = terminal.wait_for("text 0\n")
        assert screen.splitlines()[:3] == [shown, shown, f"in a row {shown}"]


def test_a_click_on_a_text_does_nothing() -> None:
    with Terminal([*APP, json.dumps([HOSTILE["click action"], "still here"])]) as terminal:
        terminal.wait_for("ready")
        terminal.send("x")
        terminal.wait_for("text 0\n")
        terminal.send("\x1b[<0;18;1M\x1b[<0;18;1mx")
        terminal.wait_for("still here")


def test_a_longer_text_pushes_down_what_is_below_it() -> None:
    with Terminal([*APP, json.dumps(["one", "one\ntwo\n\nthree", "w " * 60, "one"])]) as terminal:
        terminal.wait_for("ready")
        for number, row in enumerate([3, 12, 6, 3]):
            terminal.send("x")
            assert terminal.wait_for(f"text {number}\n").splitlines()[row] == f"text {number}"


def test_marks_are_drawn_as_styles() -> None:
    assert content_of("a **b** *c* `d`").spans == [
        Span(2, 3, "bold"),
        Span(4, 5, "italic"),
        Span(6, 7, CODE_STYLE),
    ]


def test_plain_text_keeps_its_marks() -> None:
    assert content_of("a **b**", plain=True) == Content("a **b**")


def test_only_our_styles_are_in_segments() -> None:
    content = content_of_segments([("[b]✓ Right[/b]", "bold $text-success"), (": \x1b[1mwritten", "")])
    assert content.plain == "[b]✓ Right[/b]: ␛[1mwritten"
    assert content.spans == [Span(0, 14, "bold $text-success")]
