"""Hostile and broken files give one clear problem and leave the other decks alone."""

import os
import time
from pathlib import Path

import pytest

from vnquiz.deckfile.library import load_library
from vnquiz.yamlfile.problems import Code

DECK = "deck: {id}\ntitle: T\nquestions:\n  - {{id: q, type: flashcard, ask: Q, answer: A}}\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


HOSTILE: dict[str, tuple[bytes, str]] = {
    "brackets": (b"[" * 100_000, "nesting"),
    "braces": (b"deck: " + b"{a: " * 30_000, "nesting"),
    "laughs": (
        b"a: &a [x, x]\n" + b"".join(b"b%d: &b%d [*a, *a]\n" % (i, i) for i in range(50)),
        "anchor",
    ),
    "NUL": (b"deck: d\0\ntitle: T\n", "syntax"),
    "cp1258": ("title: Việt".encode("cp1258", errors="replace") + b"\xf5\xd2\n", "encoding"),
    "utf-16": ("deck: d\ntitle: T\n".encode("utf-16"), "encoding"),
    "too large": (b"#" * (16 * 1024 * 1024 + 1), "too-large"),
    "empty": (b"", "empty"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_and_the_good_deck_beside_it_loads(tmp_path: Path, name: str) -> None:
    content, code = HOSTILE[name]
    write(tmp_path, "bad.yaml", content)
    write(tmp_path, "good.yaml", DECK.format(id="good"))
    library = load_library([tmp_path])
    assert [problem.code.value for problem in library.problems] == [code]
    assert [deck.info.id for deck in library.decks] == ["good"]


def test_a_deck_that_is_a_folder_a_pipe_or_a_circle_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "circle.yaml").symlink_to("circle.yaml")
    started = time.monotonic()
    library = load_library([tmp_path])
    assert {problem.code.value for problem in library.problems} == {"unreadable"}
    assert len(library.files) == 3
    assert time.monotonic() - started < 10


MANY = {
    "keys": b"deck: bad\ntitle: T\n" + b"".join(b"k%d: v\n" % i for i in range(5_000)),
    "tags": b"deck: bad\ntitle: T\ntags: [" + b"!t a, " * 5_000 + b"]\n",
    "questions": b"deck: bad\ntitle: T\nquestions:\n" + b"  - {ask: Q}\n" * 5_000,
}


@pytest.mark.parametrize("name", MANY)
def test_after_a_hundred_errors_a_file_is_not_looked_at_any_more(tmp_path: Path, name: str) -> None:
    write(tmp_path, "bad.yaml", MANY[name])
    write(tmp_path, "good.yaml", DECK.format(id="good"))
    library = load_library([tmp_path])
    errors = [problem for problem in library.problems if problem.is_error]
    assert len(errors) == 101
    assert (
        "what follows in this file is not looked at"
        in {each.code: each for each in errors}[Code.UNREADABLE].message
    )
    assert [deck.info.id for deck in library.decks] == ["good"]


def test_a_byte_order_mark_is_not_part_of_the_deck(tmp_path: Path) -> None:
    write(tmp_path, "d.yaml", b"\xef\xbb\xbf" + DECK.format(id="d").encode())
    assert [deck.info.id for deck in load_library([tmp_path]).decks] == ["d"]


def test_the_first_place_hides_a_deck_of_the_same_id_in_a_later_one(tmp_path: Path) -> None:
    own = write(tmp_path, "own/d.yaml", DECK.format(id="d"))
    shipped = write(tmp_path, "shipped/d.yaml", DECK.format(id="d"))
    library = load_library([own.parent, shipped.parent])
    assert [file.path for file in library.shown.values()] == [own]
    assert [(hidden.path, by.path) for hidden, by in library.hidden] == [(shipped, own)]
    assert list(library.problems) == []


def test_two_decks_of_one_id_in_one_place_are_an_error_at_the_second(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", DECK.format(id="d"))
    second = write(tmp_path, "b.yaml", DECK.format(id="d"))
    problems = list(load_library([tmp_path]).problems)
    assert [(p.code.value, p.path, p.line, p.column) for p in problems] == [
        ("duplicate-id", str(second), 1, 7)
    ]
    assert "a.yaml, line 1" in problems[0].message


def test_a_file_named_twice_is_one_deck(tmp_path: Path) -> None:
    path = write(tmp_path, "d.yaml", DECK.format(id="d"))
    library = load_library([path, tmp_path])
    assert len(library.files) == 1
    assert list(library.problems) == []


def test_a_former_id_that_is_still_live_is_an_error(tmp_path: Path) -> None:
    text = (
        "deck: d\ntitle: T\nquestions:\n"
        "  - {id: old, type: flashcard, ask: Q, answer: A}\n"
        "  - {id: new, type: flashcard, ask: Q, answer: A, previous_ids: [d/old]}\n"
        "  - {id: third, type: flashcard, ask: Q, answer: A, previous_ids: [d/gone]}\n"
        "  - {id: fourth, type: flashcard, ask: Q, answer: A, previous_ids: [d/gone]}\n"
    )
    write(tmp_path, "d.yaml", text)
    library = load_library([tmp_path])
    assert [(p.code.value, p.line) for p in library.problems] == [("previous-id", 5), ("previous-id", 7)]
    assert library.renames == {"d/gone": "d/third"}


def test_decks_stand_in_their_order_and_then_by_title(tmp_path: Path) -> None:
    for name, head in (("a", "order: 2\n"), ("b", "order: 1\n"), ("c", "")):
        write(tmp_path, f"{name}.yaml", head + DECK.format(id=name))
    assert [deck.info.id for deck in load_library([tmp_path]).decks] == ["b", "a", "c"]
