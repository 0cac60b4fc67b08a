"""`vnquiz fmt`, `new` and `schema` at the command line: what they write, say and return."""

import os
import pty
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from decks_made import deck_of
from hypothesis import given
from hypothesis import strategies as st

import vnquiz.cli.fmt as fmt
from vnquiz.cli.main import main
from vnquiz.deckfile.fields import DECK_FIELDS
from vnquiz.deckfile.schema import SCHEMA_FILE
from vnquiz.deckfile.starter import quoted
from vnquiz.yamlfile.document import Document
from vnquiz.yamlfile.reading import read_file

UNORDERED = "title: T\ndeck: d\nquestions:\n  - {type: flashcard, ask: Why?, answer: A}\n"
ORDERED = "deck: d\ntitle: T\nquestions:\n  - {id: why-fac1e1, type: flashcard, ask: Why?, answer: A}\n"
FAULTY = "deck: e\ntitle: T\nquestions:\n  - {ask: Q, type: flashcard, answer: A, colour: red}\n"

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a check keeps away from the developer's own cache."""
    monkeypatch.setenv("VNQUIZ_HOME", str(tmp_path / "home"))


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "d.yaml"
    path.write_text(UNORDERED, encoding="utf-8")
    return path


def test_fmt_rewrites_a_deck_once_and_names_it(deck: Path, capsys: Capture) -> None:
    assert main(["fmt", str(deck)]) == 0
    told = capsys.readouterr()
    assert deck.read_text(encoding="utf-8") == ORDERED
    assert told.out == f"{deck}\n"
    assert told.err == "1 deck: 1 rewritten, 1 id written.\n"
    assert main(["fmt", str(deck)]) == 0
    assert capsys.readouterr().out == ""


def test_fmt_check_writes_nothing_and_fails_until_the_deck_is_in_order(deck: Path, capsys: Capture) -> None:
    assert main(["fmt", "--check", str(deck)]) == 1
    assert capsys.readouterr().out == f"{deck}\n"
    assert deck.read_text(encoding="utf-8") == UNORDERED
    main(["fmt", str(deck)])
    assert main(["fmt", "--check", str(deck)]) == 0


def test_fmt_takes_folders_and_formats_the_rest_where_one_deck_is_faulty(deck: Path, capsys: Capture) -> None:
    faulty = deck.with_name("e.yaml")
    faulty.write_text(FAULTY, encoding="utf-8")
    assert main(["fmt", str(deck.parent)]) == 1
    assert "unknown-key" in capsys.readouterr().err
    assert deck.read_text(encoding="utf-8") == ORDERED
    assert faulty.read_text(encoding="utf-8") == FAULTY


def test_fmt_wants_a_path_that_exists(tmp_path: Path, capsys: Capture) -> None:
    assert main(["fmt"]) == 2
    assert "Name the decks to format" in capsys.readouterr().err
    assert main(["fmt", str(tmp_path / "none.yaml")]) == 2


def test_fmt_keeps_the_mark_the_line_ends_the_permissions_and_the_link(deck: Path) -> None:
    mark = b"\xef\xbb\xbf"
    deck.write_bytes(mark + UNORDERED.replace("\n", "\r\n").encode())
    deck.chmod(0o640)
    link = deck.with_name("link.yaml")
    link.symlink_to(deck)
    assert main(["fmt", str(link)]) == 0
    assert link.is_symlink()
    assert deck.read_bytes() == mark + ORDERED.replace("\n", "\r\n").encode()
    assert stat.S_IMODE(deck.stat().st_mode) == 0o640
    assert sorted(path.name for path in deck.parent.iterdir()) == ["d.yaml", "link.yaml"]


def test_fmt_does_not_overwrite_what_was_saved_meanwhile_and_goes_on_with_the_rest(
    deck: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    other = deck.with_name("other.yaml")
    other.write_text(UNORDERED.replace("deck: d", "deck: other"), encoding="utf-8")

    def read_and_save(path: Path) -> Document:
        document = read_file(path)
        if path == deck:
            path.write_text(UNORDERED + "# more\n", encoding="utf-8")
        return document

    monkeypatch.setattr(fmt, "read_file", read_and_save)
    assert main(["fmt", str(deck.parent)]) == 1
    told = capsys.readouterr()
    assert "was changed while" in told.err
    assert told.out == f"{other}\n"
    assert deck.read_text(encoding="utf-8") == UNORDERED + "# more\n"


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_new_deck_has_nothing_wrong(tmp_path: Path, language: str, capsys: Capture) -> None:
    path = tmp_path / "deep" / "deck.yaml"
    assert main(["new", str(path), "--title", "Guests: who's first #1?", "--language", language]) == 0
    told = capsys.readouterr()
    assert told.out == f"{path}\n"
    assert f"vnquiz check --strict {path}" in told.err
    assert main(["check", "--strict", str(path)]) == 0
    assert main(["fmt", "--check", str(path)]) == 0
    made = deck_of(path.read_text(encoding="utf-8")).info
    assert (made.id, made.title, made.language) == (
        "guests-whos-first-1",
        "Guests: who's first #1?",
        language,
    )


def test_a_new_deck_leads_the_editor_to_the_schema(tmp_path: Path) -> None:
    line = "# yaml-language-server: $schema={}"
    assert main(["new", str(tmp_path / "one"), "--title", "T"]) == 0
    first, *_ = (tmp_path / "one.yaml").read_text(encoding="utf-8").splitlines()
    assert first == line.format(SCHEMA_FILE.as_uri())
    (tmp_path / SCHEMA_FILE.name).write_text("{}", encoding="utf-8")
    assert main(["new", str(tmp_path / "two"), "--title", "T"]) == 0
    first, *_ = (tmp_path / "two.yaml").read_text(encoding="utf-8").splitlines()
    assert first == line.format(SCHEMA_FILE.name)


def test_the_id_is_that_given_or_made_of_the_title_or_else_of_the_files_name(tmp_path: Path) -> None:
    made = {"a": ["--title", "T", "--id", "own"], "b": ["--title", "Địa lý"], "c-d": ["--title", "…"]}
    for name, options in made.items():
        assert main(["new", str(tmp_path / name), *options]) == 0
    ids = [deck_of(path.read_text(encoding="utf-8")).info.id for path in sorted(tmp_path.iterdir())]
    assert ids == ["own", "dia-ly", "c-d"]


def test_new_never_writes_over_a_file(deck: Path, capsys: Capture) -> None:
    assert main(["new", str(deck), "--title", "T"]) == 2
    assert main(["new", str(deck.with_suffix("")), "--title", "T"]) == 2
    assert "already there" in capsys.readouterr().err
    assert deck.read_text(encoding="utf-8") == UNORDERED


@pytest.mark.parametrize(
    "options",
    [[], ["--title", " "], ["--title", "T", "--id", "A b"], ["--title", "T", "--language", "in English"]],
)
def test_new_refuses_what_makes_no_deck(tmp_path: Path, options: list[str]) -> None:
    assert main(["new", str(tmp_path / "d"), *options]) == 2
    assert list(tmp_path.iterdir()) == []


def test_new_asks_on_a_terminal_for_what_was_not_given_until_it_is_one(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "vnquiz", "new", str(tmp_path / "d")]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE)
    os.close(theirs)
    os.write(ours, "Sông ngòi\nin English\n\n".encode())
    _, told = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 0, told
    assert b"That is no code of a language" in told
    made = deck_of((tmp_path / "d.yaml").read_text(encoding="utf-8")).info
    assert (made.title, made.language) == ("Sông ngòi", "en")


@given(
    st.text(st.characters(categories=("L", "N", "P", "S")) | st.just(" "), min_size=1)
    .map(str.strip)
    .filter(bool)
)
def test_a_title_is_read_back_as_it_was_given(title: str) -> None:
    text = f"deck: d\ntitle: {quoted(title)}\nquestions: [{{id: q, type: flashcard, ask: Q, answer: A}}]\n"
    assert deck_of(text).info.title == title


def test_schema_prints_the_schema_or_where_it_lies(capsys: Capture) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == SCHEMA_FILE.read_text(encoding="utf-8")
    assert main(["schema", "--path"]) == 0
    assert Path(capsys.readouterr().out.strip()) == SCHEMA_FILE
    assert set(DECK_FIELDS) <= set(SCHEMA_FILE.read_text(encoding="utf-8").split('"'))
