"""Nothing that sanitise returns can steer a terminal or deceive the eye, and honest text is left alone."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnquiz.core.sanitise import sanitise, sanitise_line

anything = st.text(st.characters())  # lone surrogates included
hostile = st.text(
    st.sampled_from("ab\x00\t\n\r\x1b\x7f\x9b\u0301\u0323\u200d\u00ad\u202e\u2028\ufeff\ud800\ufffe")
)


@pytest.mark.parametrize(
    ("unsafe", "shown"),
    [
        ("\x00", "␀"),
        ("\x07", "␇"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x1bPq\x1b\\", "␛Pq␛\\"),
        ("\x7f", "␡"),
        ("\x9b31m", "<9B>31m"),
        ("\x85", "<85>"),
        ("one\r\ntwo\rthree", "one\ntwo␍three"),
        ("\r\r\n", "␍\n"),
        ("one\ttwo", "one    two"),
        ("one\x0btwo\x0cthree", "one␋two␌three"),
        ("one\u2028two\u2029three", "one\ntwo\nthree"),
        ("user\u202egnp.exe\u202c", "usergnp.exe"),
        ("a\u2066b\u2069c\u200ed\u200fe\u061cf", "abcdef"),
        ("pass\u00adword\ufeff\u200b", "password"),
        ("one\u3164two\uffa0", "onetwo"),
        ("\ufff9base\ufffagloss\ufffb", "basegloss"),
        ("flag\U000e0067\U000e007f", "flag"),
        ("\ud83d\udcff", "\ufffd\ufffd"),
        ("\ufdd0\uffff\U0010fffe", "\ufffd\ufffd\ufffd"),
    ],
)
def test_what_is_unsafe_is_shown_or_removed(unsafe: str, shown: str) -> None:
    assert sanitise(unsafe) == shown


@pytest.mark.parametrize(
    "honest",
    [
        "",
        "Nguyễn Phú Trọng, 10 September 2023\nĐiện Biên Phủ",
        unicodedata.normalize(
            "NFD", "Nguyễn Phú Trọng phải thưởng thức những ruộng bậc thang ở Điện Biên Phủ"
        ),
        "“quotes” – dashes — … non-breaking\u00a0space",
        "👩‍👩‍👧 ❤️ 🇻🇳 👍🏽",
        "فارسی می‌خواهم שָׁלוֹם नमस्ते ภาษาไทย 越南",
        "\ufffd \ue000",
    ],
)
def test_honest_text_is_left_alone(honest: str) -> None:
    assert sanitise(honest) == honest


def test_a_pile_of_combining_marks_is_cut_to_eight() -> None:
    assert sanitise("Z" + "\u0301" * 500 + "algo") == "Z" + "\u0301" * 8 + "algo"


def test_a_pile_of_marks_is_cut_through_joiners_and_what_is_removed() -> None:
    assert sanitise("Z" + "\u0301\u200d\u00ad" * 500) == "Z" + "\u0301\u200d" * 4


def test_a_line_is_one_line() -> None:
    assert sanitise_line("one\ntwo\r\nthree\u2028four\x85") == "one two three four<85>"


@given(anything | hostile)
def test_nothing_dangerous_is_left(text: str) -> None:
    for character in sanitise(text):
        category = unicodedata.category(character)
        assert category not in ("Cc", "Cs", "Zl", "Zp") or character == "\n"
        assert unicodedata.bidirectional(character) not in (
            *("LRE", "RLE", "LRO", "RLO", "PDF"),
            *("LRI", "RLI", "FSI", "PDI"),
        )
        assert ord(character) & 0xFFFE != 0xFFFE


@given(anything | hostile)
def test_what_is_sanitised_is_safe_already(text: str) -> None:
    assert sanitise(sanitise(text)) == sanitise(text)
    assert sanitise_line(sanitise_line(text)) == sanitise_line(text)
    assert "\n" not in sanitise_line(text)


@given(anything | hostile)
def test_what_is_sanitised_can_be_written(text: str) -> None:
    sanitise(text).encode()


def test_every_invisible_format_character_goes_but_those_that_letters_need() -> None:
    kept = [
        chr(code)
        for code in range(0x110000)
        if unicodedata.category(chr(code)) == "Cf"
        and unicodedata.bidirectional(chr(code)) == "BN"
        and sanitise(chr(code))
    ]
    assert kept == ["\u200c", "\u200d"]


@pytest.mark.parametrize("piece", ["\x1b", "\u0301", "\r", "a\u0301", "\u200d\u00ad"])
def test_a_long_hostile_text_takes_no_time(piece: str) -> None:
    start = time.perf_counter()
    sanitise(piece * 200_000)
    assert time.perf_counter() - start < 2
