"""A deck from the cache is the deck that was read, and nothing that is wrong with the cache does harm."""

import os
import pickle
from pathlib import Path

import pytest

from vnquiz.deckfile.library import Library, load_library
from vnquiz.folders import shipped_decks

DECK = "deck: d\ntitle: T\nquestions:\n  - {id: q, type: flashcard, ask: Q, answer: A}\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "decks"
    place.mkdir()
    (place / "d.yaml").write_text(DECK, encoding="utf-8")
    return place


def load(place: Path) -> Library:
    return load_library([place], cache_folder=place.parent / "cache")


def kept(place: Path) -> list[Path]:
    return sorted((place.parent / "cache").glob("*"))


def test_the_shipped_decks_are_the_same_from_the_cache(tmp_path: Path) -> None:
    fresh = load_library([shipped_decks()])
    load_library([shipped_decks()], cache_folder=tmp_path)
    cached = load_library([shipped_decks()], cache_folder=tmp_path)
    assert [deck.info for deck in cached.decks] == [deck.info for deck in fresh.decks]
    assert list(cached.cards) == list(fresh.cards)
    assert len(list(tmp_path.glob("*"))) == len(fresh.decks)


def test_an_edited_deck_is_read_again(place: Path) -> None:
    load(place)
    (place / "d.yaml").write_text(DECK.replace("ask: Q", "ask: Why?"), encoding="utf-8")
    assert load(place).decks[0].questions[0].ask == "Why?"
    assert len(kept(place)) == 2


def test_another_concordance_makes_the_deck_be_read_again(place: Path) -> None:
    text = '{"format": "vnquiz concordance 1", "source": "s", "title": "%s", "checksum": "", "paragraphs": [["a"]]}'
    (place / "sources").mkdir()
    (place / "d.yaml").write_text(DECK.replace("answer: A", "answer: A, cite: 's:1'"), encoding="utf-8")
    for title in ("First", "Second edition"):
        (place / "sources" / "s.json").write_text(text % title, encoding="utf-8")
        assert load(place).decks[0].info.sources["s"].title == title


@pytest.mark.parametrize("content", [b"", b"nonsense", pickle.dumps(os.getcwd), pickle.dumps("a text")])
def test_a_damaged_or_foreign_cache_is_passed_over(place: Path, content: bytes) -> None:
    load(place)
    (file,) = kept(place)
    file.write_bytes(content)
    assert [card.id for card in load(place).decks[0].cards] == ["d/q"]


def test_a_cache_that_cannot_be_written_does_no_harm(place: Path) -> None:
    (place.parent / "cache").write_text("a file, not a folder", encoding="utf-8")
    assert [deck.info.id for deck in load(place).decks] == ["d"]


def test_a_deck_with_a_problem_is_never_kept(place: Path) -> None:
    (place / "d.yaml").write_text(DECK + "  - {id: r, type: flashcard, ask: Q}\n", encoding="utf-8")
    for _ in range(2):
        library = load(place)
        assert [problem.code.value for problem in library.problems] == ["missing-key"]
        assert library.left_out == 1
    assert kept(place) == []


def test_two_decks_of_one_id_are_told_with_their_lines_from_the_cache_too(place: Path) -> None:
    (place / "e.yaml").write_text(DECK, encoding="utf-8")
    for _ in range(2):
        (problem,) = load(place).problems
        assert (problem.code.value, problem.line, problem.column) == ("duplicate-id", 1, 7)
        assert "d.yaml, line 1" in problem.message
