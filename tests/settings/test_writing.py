"""One setting is written, and everything else in the file stays byte for byte."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnquiz.core.questions import DeckId
from vnquiz.errors import VnquizError
from vnquiz.settings.reader import read_settings, settings_of
from vnquiz.settings.table import DECKS, KEYS, OF_DECKS, SETTINGS, Settings
from vnquiz.settings.writer import NEW_FILE, write_setting
from vnquiz.yamlfile.entries import EntryError, with_entry, without_entry

VALUES = {
    "new_per_day": ["0", "7", "9999"],
    "reviews_per_day": ["1", "300"],
    "desired_retention": ["0.70", "0.85"],
    "order": ["deck", "random"],
    "leech_threshold": ["3", "12"],
    "leniency": ["strict", "forgiving"],
    "guess_correction": ["false", "true"],
    "day_starts_at": ["00:30", "05:00"],
    "theme": ["nord", "a theme # with: 'signs'", "Tết"],
}
KEYS_OF_IDS = ["u", "?", "ctrl+b", "comma", "#", "'", '"', "a,b", "!", "@", "%"]
DECK_IDS = ["four-nos", "timeline", "42"]
IDS = ["undo", "bury", "edit"]
COMMENTS = ["", "", " # mine", "   # 'quoted: {a, b}'"]
LEADS = ["", "", "# about this\n", "\n", "\n# a\n\n#b\n", "  # indented\n"]


def quoted(value: str, style: str) -> str:
    if style == "'" or (not style and not re.fullmatch(r"[\w.+-]+(:\d+)?", value)):
        return "'" + value.replace("'", "''") + "'"
    return '"' + value.replace('"', '\\"') + '"' if style else value


@st.composite
def scalars(draw: Any, value: str) -> str:
    style: str = draw(st.sampled_from(["", "'", '"']))
    return quoted(value, style)


@st.composite
def blocks(draw: Any, entries: dict[str, Any], indent: int) -> str:
    """Return the lines of a mapping, with comments and blank lines between them."""
    lines = []
    for name, value in entries.items():
        lead = draw(st.sampled_from(LEADS))
        head = f"{' ' * indent}{quoted(name, '')}:"
        if isinstance(value, str):
            lines.append(f"{lead}{head} {draw(scalars(value))}{draw(st.sampled_from(COMMENTS))}\n")
        elif draw(st.booleans()):
            lines.append(f"{lead}{head} {draw(flows(value))}{draw(st.sampled_from(COMMENTS))}\n")
        else:
            below = draw(blocks(value, indent + draw(st.sampled_from([1, 2, 4]))))
            lines.append(f"{lead}{head}{draw(st.sampled_from(COMMENTS))}\n{below}")
    return "".join(lines)


@st.composite
def flows(draw: Any, entries: dict[str, Any]) -> str:
    texts = []
    for name, value in entries.items():
        inner = quoted(value, "'") if isinstance(value, str) else draw(flows(value))
        texts.append(f"{quoted(name, '')}: {inner}")
    comma: str = draw(st.sampled_from(["", ","]))
    return "{" + ", ".join(texts) + (comma if texts else "") + "}"


def some_of(names: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), unique=True)


@st.composite
def meanings(draw: Any) -> dict[str, Any]:
    """Return what a settings file may say."""
    said: dict[str, Any] = {}
    for name in draw(some_of([*SETTINGS, KEYS, DECKS])):
        if name == KEYS:
            said[name] = {each: draw(st.sampled_from(KEYS_OF_IDS)) for each in draw(some_of(IDS))}
        elif name == DECKS:
            said[name] = {
                deck: {each: draw(st.sampled_from(VALUES[each])) for each in draw(some_of(list(OF_DECKS)))}
                for deck in draw(some_of(DECK_IDS))
            }
        else:
            said[name] = draw(st.sampled_from(VALUES[name]))
    return said


@st.composite
def files(draw: Any) -> str:
    text: str = draw(st.sampled_from(["", "# Mine.\n", "\n", "---\n"]))
    said = draw(meanings())
    text += draw(blocks(said, 0)) + draw(st.sampled_from(["", "# the end\n", "\n\n"]))
    if draw(st.booleans()):
        text = text.removesuffix("\n")
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@st.composite
def changes(draw: Any) -> tuple[tuple[str, ...], str]:
    """Return the way to a setting, and what it is to be."""
    name = draw(st.sampled_from([*SETTINGS, KEYS, DECKS]))
    if name == KEYS:
        return (KEYS, draw(st.sampled_from(IDS))), draw(st.sampled_from(KEYS_OF_IDS))
    if name == DECKS:
        each = draw(st.sampled_from(list(OF_DECKS)))
        return (DECKS, draw(st.sampled_from(DECK_IDS)), each), draw(st.sampled_from(VALUES[each]))
    return (name,), draw(st.sampled_from(VALUES[name]))


def as_said(said: Settings) -> dict[tuple[str, ...], Any]:
    """Return settings as the ways to them and their values, defaults left out."""
    found: dict[tuple[str, ...], Any] = {(name,): getattr(said, name) for name in SETTINGS}
    found = {way: value for way, value in found.items() if value != getattr(Settings(), way[0])}
    found |= {(KEYS, name): key for name, key in said.keys.items()}
    return found | {
        (DECKS, deck, name): own for deck, all_own in said.decks.items() for name, own in all_own.items()
    }


def value_of(way: tuple[str, ...], text: str) -> Any:
    return text if way[0] == KEYS else SETTINGS[way[-1]].read(text)


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return what is left of two texts without the lines with which both begin and end."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return old, new


def comments_of(text: str) -> list[str]:
    return re.findall(
        r"(?:^|[ \t])(#[^\r\n]*)", re.sub(r"'(?:[^'\n]|'')*'|\"[^\"\n]*\"", "", text), re.MULTILINE
    )


def breaks_of(text: str) -> set[str]:
    return set(re.findall(r"\r\n|\n|\r", text))


@given(files(), changes())
@settings(max_examples=400, deadline=None)
def test_writing_a_setting_changes_it_and_leaves_all_else_byte_for_byte(
    text: str, change: tuple[tuple[str, ...], str]
) -> None:
    way, value = change
    before = settings_of(text)
    assert before.problems == ()
    written = with_entry(text, way, value)
    after = settings_of(written)
    assert after.problems == ()
    expected = as_said(before.settings) | {way: value_of(way, value)}
    assert as_said(after.settings) == {
        each: own
        for each, own in expected.items()
        if each[0] not in SETTINGS or own != getattr(Settings(), each[0])
    }
    old, new = changed_lines(text, written)
    assert len(old) <= 1
    assert len(new) == 1 or not old
    assert comments_of(written) == comments_of(text)
    assert breaks_of(written) <= (breaks_of(text) or {"\n"})
    assert with_entry(written, way, value) == written


@given(files(), changes())
@settings(max_examples=400, deadline=None)
def test_taking_a_setting_back_leaves_every_other_and_every_comment(
    text: str, change: tuple[tuple[str, ...], str]
) -> None:
    way, _ = change
    before = as_said(settings_of(text).settings)
    taken = without_entry(text, way)
    after = settings_of(taken)
    assert after.problems == ()
    assert as_said(after.settings) == {each: own for each, own in before.items() if each != way}
    assert comments_of(taken) == comments_of(text)
    assert breaks_of(taken) <= breaks_of(text)
    if way not in before and not settings_of(text).nodes.get(way):
        assert taken == text


def test_a_file_that_is_not_there_is_begun_with_a_few_words(tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.yaml"
    write_setting(path, ("theme",), None)
    assert not path.exists()
    write_setting(path, ("theme",), "bamboo")
    assert path.read_text(encoding="utf-8") == f"{NEW_FILE}theme: bamboo\n"
    assert read_settings(path).problems == ()


def test_a_byte_order_mark_and_line_breaks_stay(tmp_path: Path) -> None:
    path = tmp_path / "settings.yaml"
    path.write_bytes(b"\xef\xbb\xbftheme: 'nord'  # cool\r\norder: deck\r\n")
    write_setting(path, ("theme",), "bamboo")
    assert path.read_bytes() == b"\xef\xbb\xbftheme: 'bamboo'  # cool\r\norder: deck\r\n"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"theme: [nord\n", "line 1, column 8"),
        (b"a: &b 1\nc: *b\n", "line 2, column 4"),
        (b"theme: \xff\n", "line 1, column 8"),
        (b"theme: nord\n--- \ntheme: bamboo\n", "line 2, column 1"),
    ],
)
def test_a_file_that_is_not_understood_is_never_written_over(
    tmp_path: Path, content: bytes, place: str
) -> None:
    path = tmp_path / "settings.yaml"
    path.write_bytes(content)
    with pytest.raises(VnquizError, match=f"not written over.*{place}"):
        write_setting(path, ("theme",), "bamboo")
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("text", ["- a\n", "words\n", "decks: none\n", "decks: [a]\n"])
def test_what_cannot_surely_be_written_is_refused(text: str) -> None:
    with pytest.raises(EntryError):
        with_entry(text, (DECKS, "d", "order"), "deck")


def test_wrong_values_are_replaced_and_empty_ones_filled() -> None:
    assert with_entry("theme:  # none\n", ("theme",), "nord") == "theme: nord  # none\n"
    assert with_entry("theme:\norder: deck\n", ("theme",), "nord") == "theme: nord\norder: deck\n"
    assert with_entry("theme: [a, b] # c\n", ("theme",), "nord") == "theme: nord # c\n"
    assert with_entry("decks: # all\n\n# end\n", (DECKS, "d", "order"), "deck") == (
        "decks: # all\n  d:\n    order: deck\n\n# end\n"
    )
    assert replace(settings_of("theme: nord\n").settings, theme="bamboo-night") == Settings()
    assert settings_of("decks: {d: {order: deck}}\n").settings.decks == {DeckId("d"): {"order": "deck"}}
