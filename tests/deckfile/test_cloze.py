"""The marks of cloze texts, and how each is made literal."""

import pytest

from vnquiz.core.questions import Gap, Wording
from vnquiz.deckfile.cloze import GapFault, read_cloze


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("{{c1::roots}}", Gap(1, Wording("roots"))),
        ("{{c2::roots::a part}}", Gap(2, Wording("roots"), "a part")),
        ("{{c1::roots|root|the roots}}", Gap(1, Wording("roots", ("root", "the roots")))),
        ("{{c1::a|b::hint}}", Gap(1, Wording("a", ("b",)), "hint")),
        (r"{{c1::a\|b}}", Gap(1, Wording("a|b"))),
        (r"{{c1::a\::b}}", Gap(1, Wording("a::b"))),
        (r"{{c1::a\}}b}}", Gap(1, Wording("a}}b"))),
        (r"{{c1::a\\}}", Gap(1, Wording("a\\"))),
        (r"{{c1::C:\temp}}", Gap(1, Wording(r"C:\temp"))),
    ],
)
def test_a_gap_is_read(text: str, gap: Gap) -> None:
    assert read_cloze(text) == (gap,)


def test_the_text_around_gaps_is_kept() -> None:
    assert read_cloze("The {{c1::roots}} are {{c2::firm}}.") == (
        "The ",
        Gap(1, Wording("roots")),
        " are ",
        Gap(2, Wording("firm")),
        ".",
    )


def test_braces_are_literal_after_a_backslash() -> None:
    assert read_cloze(r"\{{x\}} {{c1::a}}") == ("{{x}} ", Gap(1, Wording("a")))


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("none", 0),
        ("a {{b}}", 2),
        ("a {{c0::b}}", 2),
        ("a {{c1::}}", 2),
        ("a {{c1::b|}}", 2),
        ("a {{c1::b::h::i}}", 2),
        ("a {{c1::b::h|i}}", 2),
        ("a {{c1::b", 2),
        ("{{c1::a}} {{c1::b}}", 10),
    ],
)
def test_a_fault_is_found_where_the_gap_begins(text: str, offset: int) -> None:
    fault = read_cloze(text)
    assert isinstance(fault, GapFault)
    assert fault.offset == offset
