"""What is read line by line is just what the parser reads; what the parser refuses is never read."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnquiz.folders import shipped_decks
from vnquiz.yamlfile.document import Document
from vnquiz.yamlfile.nodes import Mapping, Node, Scalar, Sequence
from vnquiz.yamlfile.parsing import parse
from vnquiz.yamlfile.quick import quick_root
from vnquiz.yamlfile.reading import holds_plain_texts

PIECES = [
    *(
        "a",
        "b c",
        "key",
        "Việt Nam",
        "1995",
        "-5",
        "-",
        "?",
        "- ",
        "? ",
        ": ",
        ":",
        ",",
        ", ",
        "#",
        " # c",
        " ",
    ),
    *(
        "'",
        '"',
        "'it''s'",
        '"say"',
        "[",
        "]",
        "{",
        "}",
        "|",
        ">",
        "|-",
        ">-",
        ">+",
        "|2",
        "...",
        "---",
        ".5",
        "%",
    ),
    *("\n", "\n", "\n", "\n  ", "\n  ", "\n    ", "\n      ", "\n- ", "\n  - ", "\n    - ", "\r\n", "\n\n"),
    *(
        "key: ",
        "id: a",
        "\nkey:",
        "\n  key: b",
        "\nb: ",
        "[a, b]",
        "{a: b}",
        "a: [s:1, s:2]",
        "://",
        "@",
        "`",
        "@b",
        *("\\", '"\\n"', '"a\\', 'b\\"c"', "'\\'", "&a ", "!b ", "*c"),
    ),
]
WORDS = st.sampled_from(
    ["Hà Nội", "a", "12", "it's", "a, b", "x:y", "“quoted”", "-5", "a-b", "no", "~", "Q&A", "wow!"]
)
TEXTS = st.one_of(
    WORDS,
    WORDS.map(lambda word: "'" + word.replace("'", "''") + "'"),
    WORDS.map(lambda word: f'"{word}"'),
    st.lists(WORDS.filter(lambda word: "," not in word), max_size=4).map(
        lambda words: f"[{', '.join(words)}]"
    ),
    WORDS.map(lambda word: f"{{a: {word}, 'b c': [1, 2]}}".replace("a, b", "c")),
    WORDS.map(lambda word: f"{word} # a note"),
    st.just("# a note"),
    st.just(""),
)
KEYS = st.sampled_from(["id", "ask", "the US", "'a: b'", '"q"', "x-y", "Hồ Chí Minh", "1"])
BLOCKS = st.sampled_from([["a", "b"], ["a", "", "b"], ["a ", "  b"], ["a # b", "c: d", "- e"], ["a", "", ""]])


FURTHER = st.sampled_from(["more", "- more", "", "it's # so", "# note", "a: b", "'more'"])


@st.composite
def as_lines(draw: st.DrawFn, indent: int = 0, levels: int = 3) -> list[str]:
    """Return lines of a mapping or a list that begins at a column."""
    margin = " " * indent
    is_list = indent > 0 and draw(st.booleans())
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        head = f"{margin}-" if is_list else f"{margin}{draw(KEYS)}:"
        match draw(st.integers(0, 5 if levels else 3)):
            case 0:
                lines += [f"{head} {draw(TEXTS)}"]
            case 1:
                block = [f"{margin}   {line}" if line else "" for line in draw(BLOCKS)]
                lines += [f"{head} {draw(st.sampled_from(['|', '>', '|-', '>-']))}", *block]
            case 2:
                quote = draw(st.sampled_from(["", "'", '"']))
                further = draw(st.lists(FURTHER, max_size=3))
                lines += [f"{head} {quote}word", *(f"{margin}  {each}" for each in further)]
                lines[-1] += quote
            case 3:
                lines += draw(st.sampled_from([[""], [f"{margin}# note"], ["# note"], ["   "]]))
            case 4:
                lines += [head, *draw(as_lines(indent + draw(st.sampled_from([0, 2, 5])), levels - 1))]
            case _:
                first, *rest = draw(as_lines(indent + 2, levels - 1))
                lines += [f"{margin}- {first.lstrip()}", *rest]
    return lines


def shape(node: Node) -> Any:
    """Return all that a node says, and where."""
    match node:
        case Scalar():
            return node.text, node.line, node.column, node.end_column, node.style
        case Sequence():
            return node.line, node.column, node.texts, [shape(item) for item in node.items]
        case Mapping():
            pairs = [(shape(node.key(name)), shape(value)) for name, value in node.items()]
            doubles = [(shape(key), shape(value)) for key, value in node.doubles]
            return node.line, node.column, pairs, doubles


def assert_as_parsed(text: str) -> bool:
    """Assert that a text is read as the parser reads it, if at all; tell whether it was."""
    found = quick_root(text) if holds_plain_texts(text) else None
    if found is None:
        return False
    document = Document("", text)
    with document.impatience():
        parse(document, is_plain=False)
    assert not document.problems
    assert document.root is not None
    assert shape(found) == shape(document.root)
    return True


@given(as_lines(), st.sampled_from(["\n", "\n", "\r\n"]), st.sampled_from(["", "\n"]))
@settings(max_examples=300)
def test_decks_are_read_as_the_parser_reads_them(lines: list[str], line_break: str, end: str) -> None:
    assert_as_parsed(line_break.join(lines) + end)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14))
@settings(max_examples=600)
def test_what_the_parser_refuses_is_not_read(pieces: list[str]) -> None:
    assert_as_parsed("".join(pieces))
    assert_as_parsed("key: " + "".join(pieces))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_deck_with_a_slip_is_read_as_the_parser_reads_it(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(shipped_decks().glob("*.yaml"))))
    lines = path.read_text(encoding="utf-8").split("\n")
    start = data.draw(st.integers(0, max(0, len(lines) - 40)))
    text = "\n".join([*lines[:8], "questions:", *lines[start : start + 40]])
    at = data.draw(st.integers(0, len(text)))
    gone = data.draw(st.integers(0, 3))
    assert_as_parsed(text[:at] + data.draw(st.sampled_from(["", *PIECES])) + text[at + gone :])


@pytest.mark.parametrize("path", sorted(shipped_decks().glob("*.yaml")), ids=lambda path: path.stem)
def test_the_shipped_decks_take_no_parser(path: Path) -> None:
    assert assert_as_parsed(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "a: b\nc: 'd'\n",
        "a:\n- b\n- c: d\n  e: [f, g]\n",
        "a: >-\n  b\n  c\n\n  d\ne: |\n  f\n   g\n",
        "a: {b: c, d: [e, {f: g}]} # note\n",
        "a: [b c,\n  d\n  e,\n]\nf:\n",
        "'a: b': c\r\nd: -5\r\n",
        "a: $\\frac{1}{2}$\nb: 'c\\'\nd: \"e\"\n",
        "a: b c\n  d\n\n  e\nf:\n- g\n  h\n",
        "a: 'b\n  c''d' # note\ne: \"f\n   g\"\n",
    ],
)
def test_what_decks_are_made_of_takes_no_parser(text: str) -> None:
    assert assert_as_parsed(text)
