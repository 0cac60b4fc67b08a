"""The answer box, driven through a real terminal as input methods, pastes and fast typists do."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal import Terminal, python

APP = python(str(Path(__file__).with_name("answer_app.py")))
BACKSPACE, DELETE, LEFT, RIGHT, HOME, END = "\x7f", "\x1b[3~", "\x1b[D", "\x1b[C", "\x1b[H", "\x1b[F"
CTRL_A, CTRL_E, CTRL_K, CTRL_U, CTRL_W = "\x01", "\x05", "\x0b", "\x15", "\x17"


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def pasted(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    with Terminal(APP) as terminal:
        terminal.wait_for("ready")
        yield terminal


def wait_for_value(terminal: Terminal, value: str, cursor: int | None = None) -> None:
    terminal.wait_for(f"value: {value!a} {len(value) if cursor is None else cursor}\n")


def test_an_input_method_takes_letters_back_and_sends_others_in_one_read(terminal: Terminal) -> None:
    terminal.send("hanh")
    wait_for_value(terminal, "hanh")
    terminal.send(BACKSPACE * 3 + "ạnh")
    wait_for_value(terminal, "hạnh")


@pytest.mark.parametrize(
    ("burst", "value", "cursor"),
    [
        ("abc" + BACKSPACE + "d", "abd", 3),
        ("viet" + BACKSPACE * 2 + "ệt nma" + BACKSPACE * 2 + "am", "việt nam", 8),
        ("bc" + HOME + "a" + END + "d", "abcd", 4),
        ("bc" + CTRL_A + "a" + CTRL_E + "d", "abcd", 4),
        ("ad" + LEFT + "bc" + RIGHT + "e", "abcde", 5),
        ("axb" + LEFT * 2 + DELETE + "y", "ayb", 2),
        ("one two" + CTRL_W + "three", "one three", 9),
        ("one two\x1b\x7fthree", "one three", 9),
        ("one" + CTRL_U + "two", "two", 3),
        ("onetwo" + LEFT * 3 + CTRL_K + "!", "one!", 4),
        ("ab" + LEFT + pasted("xy") + BACKSPACE + "z", "axzb", 3),
        ("a" + BACKSPACE * 5 + "b", "b", 1),
        ("one two\x1b[127;3u" + "x", "one x", 5),
        ("hoà\x1b[1;2D" + "a", "hoa", 3),
    ],
)
def test_a_burst_of_edits_is_done_in_order(terminal: Terminal, burst: str, value: str, cursor: int) -> None:
    terminal.send(burst)
    wait_for_value(terminal, value, cursor)


def test_enter_in_a_burst_submits_all_that_came_before_it(terminal: Terminal) -> None:
    terminal.send("hanh" + BACKSPACE * 3 + "ạnh\r")
    terminal.wait_for(f"submitted {'hạnh'!a}\n")


def test_items_typed_in_one_read_are_submitted_one_by_one(terminal: Terminal) -> None:
    terminal.send("\x1bOQ")
    terminal.wait_for("empties")
    terminal.send("one\rtwo\rthree")
    terminal.wait_for("submitted 'one'; submitted 'two'\n")
    wait_for_value(terminal, "three")


@pytest.mark.parametrize("text", ["Điện Biên Phủ", "Nguyễn Phú Trọng", "ṩ Å"])
def test_decomposed_text_is_composed_typed_or_pasted(terminal: Terminal, text: str) -> None:
    assert nfd(text) != text
    terminal.send(nfd(text))
    wait_for_value(terminal, text)
    terminal.send(CTRL_U + pasted(nfd(text)))
    wait_for_value(terminal, text)


def test_a_mark_typed_in_the_middle_joins_its_letter_and_keeps_the_cursor(terminal: Terminal) -> None:
    terminal.send("hanh" + LEFT * 2 + "\u0323")
    wait_for_value(terminal, "hạnh", cursor=2)
    terminal.send("x")
    wait_for_value(terminal, "hạxnh", cursor=3)


@pytest.mark.parametrize("line_end", ["\r", "\n", "\r\n", "\u2028"])
def test_pasted_lines_become_one_and_submit_nothing(terminal: Terminal, line_end: str) -> None:
    terminal.send(pasted(f"one{line_end}two{line_end}") + "!")
    wait_for_value(terminal, "one two!")
    assert "submitted" not in terminal.display()


def test_pasted_controls_and_deceptions_are_dropped(terminal: Terminal) -> None:
    terminal.send(pasted("a\x07b\tc\x9b31m\x7f\u202ed\u200b"))
    wait_for_value(terminal, "ab c31md")


def test_a_paste_beyond_the_limit_is_cut(terminal: Terminal) -> None:
    terminal.resize(600, 24)
    terminal.send("ab" + LEFT + pasted("x" * 10_000))
    wait_for_value(terminal, "a" + "x" * 498 + "b", cursor=499)
    terminal.send("yy" + BACKSPACE + "z")
    wait_for_value(terminal, "a" + "x" * 497 + "zb", cursor=499)


def test_markup_in_an_answer_is_text(terminal: Terminal) -> None:
    terminal.send("[/b] [red]x")
    wait_for_value(terminal, "[/b] [red]x")


@pytest.mark.parametrize(
    ("sequence", "key"),
    [("\x1a", "ctrl+z"), ("\x14", "ctrl+t"), ("\x07", "ctrl+g"), ("\x1bOP", "f1"), ("\x1b", "escape")],
)
def test_keys_of_the_screen_work_while_typing(terminal: Terminal, sequence: str, key: str) -> None:
    terminal.send("hanh" + sequence)
    terminal.wait_for(f"ready; {key}\n")
    wait_for_value(terminal, "hanh")


def test_backspace_in_an_empty_box_is_told_to_the_screen(terminal: Terminal) -> None:
    terminal.send("a" + BACKSPACE * 2)
    terminal.wait_for("ready; taken back\n")


def test_letters_that_are_keys_of_the_screen_are_typed(terminal: Terminal) -> None:
    terminal.send("u?")
    wait_for_value(terminal, "u?")
    assert "ready\n" in terminal.display()


def test_a_click_sets_the_cursor(terminal: Terminal) -> None:
    terminal.send("hanh")
    wait_for_value(terminal, "hanh")
    column = terminal.display().splitlines()[1].index("hanh") + 1
    terminal.send(f"\x1b[<0;{column + 1};2M\x1b[<0;{column + 1};2m")
    terminal.send("!")
    wait_for_value(terminal, "h!anh", cursor=2)


def test_a_value_that_is_set_is_composed_and_on_one_line() -> None:
    with Terminal([*APP, nfd("Điện\nBiên\x07 Phủ")]) as terminal:
        terminal.wait_for("ready")
        terminal.send("\r")
        terminal.wait_for(f"submitted {'Điện Biên Phủ'!a}\n")


def test_the_placeholder_cannot_steer_the_terminal(terminal: Terminal) -> None:
    terminal.wait_for("type ␛ here")
