"""The inline Markdown marks what it should, keeps every other character and never fails."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnquiz.core.markup import Span, parse, plain

marks = st.text(st.sampled_from("**__``\\\\--ab 1.\n"))


def bold(text: str) -> Span:
    return Span(text, bold=True)


def italic(text: str) -> Span:
    return Span(text, italic=True)


def code(text: str) -> Span:
    return Span(text, code=True)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", ()),
        ("plain", (Span("plain"),)),
        ("**bold**", (bold("bold"),)),
        ("*it*", (italic("it"),)),
        ("_it_", (italic("it"),)),
        ("`code`", (code("code"),)),
        ("a **b** c", (Span("a "), bold("b"), Span(" c"))),
        ("**a *b* c**", (bold("a "), Span("b", bold=True, italic=True), bold(" c"))),
        ("***both***", (Span("both", bold=True, italic=True),)),
        ("**a *b***", (bold("a "), Span("b", bold=True, italic=True))),
        ("*a **b***", (italic("a "), Span("b", bold=True, italic=True))),
        ("***a** b*", (Span("a", bold=True, italic=True), italic(" b"))),
        ("*a _b_ c*", (italic("a b c"),)),
        ("**a `b` c**", (bold("a "), Span("b", bold=True, code=True), bold(" c"))),
        ("**one\ntwo**", (bold("one\ntwo"),)),
        ("(_word_)", (Span("("), italic("word"), Span(")"))),
        ("un*frigging*believable", (Span("un"), italic("frigging"), Span("believable"))),
    ],
)
def test_marks_give_styles(text: str, spans: tuple[Span, ...]) -> None:
    assert parse(text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "snake_case_name",
        "the ____ of the ____",
        "__init__",
        "5 * 3 * 2",
        "**open",
        "*open **too",
        "close**",
        "`open",
        "``",
        "****",
        "*",
        "_",
        "a_b _c",
        "e\u0301_b_",
        "C:\\path",
        "[link](https://example.org) [/] [@click=app.quit]x[/]",
        "*one\n\ntwo*",
        "**one\n1. two**",
        "1. first\n2. second",
        "-5 degrees",
        "---",
        "end\\",
        "one\ntwo\n\n\nthree  \n",
    ],
)
def test_what_is_no_mark_stays(text: str) -> None:
    assert parse(text) == (Span(text),)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"\*not\*", "*not*"),
        (r"\_not\_", "_not_"),
        (r"\`not\`", "`not`"),
        (r"2 \*\* 3", "2 ** 3"),
        (r"\\*a*", "\\a"),
        (r"\- not an item", "- not an item"),
        (r"`a\`b", r"a\b"),
        ("`**a**`", "**a**"),
        ("- one\n* two\n  - three", "• one\n• two\n  • three"),
        ("* *one* item", "• one item"),
        ("- *one\n- two*", "• *one\n• two*"),
        ("**a*", "**a*"),
        ("*a **b*", "a **b"),
    ],
)
def test_marks_are_dropped_and_escapes_read(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text() | marks)
def test_every_other_character_is_kept(text: str) -> None:
    without_marks = str.maketrans("", "", "\\*_`-•")
    assert plain(text).translate(without_marks) == text.translate(without_marks)


@given(st.text() | marks)
def test_neighbouring_spans_differ_and_none_is_empty(text: str) -> None:
    spans = parse(text)
    assert all(span.text for span in spans)
    looks = [(span.bold, span.italic, span.code) for span in spans]
    assert all(one != next_one for one, next_one in pairwise(looks))


@given(st.text(st.characters(exclude_characters="\\*_`-")))
def test_a_text_without_marks_is_one_span(text: str) -> None:
    assert plain(text) == text
    assert len(parse(text)) == bool(text)


@given(st.text(st.characters(exclude_characters="\n"), min_size=1))
def test_an_escaped_text_is_shown_as_it_was(text: str) -> None:
    escaped = "".join(f"\\{letter}" if letter in "\\*_`-" else letter for letter in text)
    assert plain(escaped) == text


@pytest.mark.parametrize(
    "piece", ["*", "*a", "*a ", "_a *b ", "*a b_ ", "`", "`a", "\\", "**a*", "* \n", "- ", " ", "a\n"]
)
def test_a_long_text_of_marks_takes_no_time(piece: str) -> None:
    start = time.perf_counter()
    parse(piece * (200_000 // len(piece)))
    assert time.perf_counter() - start < 3
