"""A deck from the cache is the deck that was read, and nothing that is wrong with the cache does harm."""

import io
import os
import pickle
import shutil
from pathlib import Path

import pytest

from vnquiz.core.decks import CardRef
from vnquiz.deckfile.cache import MOST_KEPT, Unpickler
from vnquiz.deckfile.checking import checked_library
from vnquiz.deckfile.concordance import Texts
from vnquiz.deckfile.library import Library, load_library
from vnquiz.folders import shipped_decks

DECK = "deck: d\ntitle: T\nquestions:\n  - {id: q, type: flashcard, ask: Q, answer: A}\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "decks"
    place.mkdir()
    (place / "d.yaml").write_text(DECK, encoding="utf-8")
    return place


def led_out_of(module: str, name: str) -> bytes:
    """Return a pickle that asks for a name of a module, as no honest one would."""
    return (
        pickle.PROTO
        + b"\4"
        + b"\x8c"
        + bytes([len(module)])
        + module.encode()
        + b"\x8c"
        + (
            bytes([len(name)])
            + name.encode()
            + pickle.STACK_GLOBAL
            + pickle.EMPTY_TUPLE
            + pickle.REDUCE
            + b"."
        )
    )


HOSTILE = [
    pickle.dumps(os.getcwd),
    led_out_of("vnquiz.core.questions", "Deck.__init__.__globals__.copy"),
    led_out_of("vnquiz.core.questions", "dataclass"),
    led_out_of("vnquiz.deckfile.cache", "DeckCache"),
    led_out_of("os", "getcwd"),
]


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


def test_what_is_kept_of_a_deck_before_its_cards_tells_all_of_them(tmp_path: Path) -> None:
    fresh = load_library([shipped_decks()])
    load_library([shipped_decks()], cache_folder=tmp_path)
    cached = load_library([shipped_decks()], cache_folder=tmp_path)
    for file in tmp_path.glob("*"):
        file.unlink()
    for deck, same in zip(fresh.decks, cached.decks, strict=True):
        assert list(same.roll.ids) == [card.id for card in deck.cards]
        refs = [same.ref(card.id) for card in deck.cards]
        assert refs == [CardRef(card.id, card.deck, card.sibling_groups) for card in deck.cards]


def head_of(file: Path) -> bytes:
    """Return what is kept of a deck before its cards."""
    content = file.read_bytes()
    stream = io.BytesIO(content)
    Unpickler(stream).load()
    return content[: stream.tell()]


@pytest.mark.parametrize("body", [b"", b"nonsense", pickle.dumps("a text"), *HOSTILE])
def test_cards_that_were_lost_or_damaged_in_the_cache_are_read_again(place: Path, body: bytes) -> None:
    (before,) = load(place).decks
    (file,) = kept(place)
    file.write_bytes(head_of(file) + body)
    library = load(place)
    (place / "d.yaml").unlink()
    assert library.decks == (before,)


def test_cards_are_those_of_the_text_that_was_read_though_it_was_edited_since(place: Path) -> None:
    load(place)
    library = load(place)
    (place / "d.yaml").write_text(DECK.replace("ask: Q", "ask: Why?"), encoding="utf-8")
    shutil.rmtree(place.parent / "cache")
    assert library.decks[0].questions[0].ask == "Q"
    assert load(place).decks != library.decks


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


@pytest.mark.parametrize("content", HOSTILE)
def test_a_kept_file_can_name_nothing_but_what_decks_are_made_of(content: bytes) -> None:
    with pytest.raises(pickle.UnpicklingError, match="is no part of a deck"):
        Unpickler(io.BytesIO(content)).load()


@pytest.mark.parametrize("content", [b"", b"nonsense", pickle.dumps("a text"), *HOSTILE])
def test_a_damaged_or_foreign_cache_is_passed_over(place: Path, content: bytes) -> None:
    load(place)
    (file,) = kept(place)
    file.write_bytes(content)
    assert [card.id for card in load(place).decks[0].cards] == ["d/q"]


def test_a_cache_that_cannot_be_written_does_no_harm(place: Path) -> None:
    (place.parent / "cache").write_text("a file, not a folder", encoding="utf-8")
    assert [deck.info.id for deck in load(place).decks] == ["d"]


def test_a_deck_keeps_its_problems_and_what_was_left_out(place: Path) -> None:
    (place / "d.yaml").write_text(DECK + "  - {id: r, type: flashcard, ask: Q}\n", encoding="utf-8")
    for _ in range(2):
        library = load(place)
        assert [problem.code.value for problem in library.problems] == ["missing-key"]
        assert library.left_out == 1
    assert len(kept(place)) == 1


def test_problems_are_told_under_the_name_that_the_file_has_now(place: Path) -> None:
    (place / "d.yaml").write_text(DECK + "  - {id: r, type: flashcard, ask: Q}\n", encoding="utf-8")
    load(place)
    (place / "d.yaml").rename(place / "renamed.yaml")
    assert [Path(problem.path).name for problem in load(place).problems] == ["renamed.yaml"]


def test_former_ids_are_compared_across_decks_from_the_cache_too(place: Path) -> None:
    claims = DECK.replace("id: q", "id: %s, previous_ids: old/q")
    (place / "d.yaml").write_text(claims % "q", encoding="utf-8")
    (place / "e.yaml").write_text(claims.replace("deck: d", "deck: e") % "q", encoding="utf-8")
    for _ in range(2):
        library = load(place)
        assert library.renames == {"old/q": "d/q"}
        (problem,) = library.problems
        assert (problem.code.value, problem.line, problem.column) == ("previous-id", 4, 27)


def test_two_decks_of_one_id_are_told_with_their_lines_from_the_cache_too(place: Path) -> None:
    (place / "e.yaml").write_text(DECK, encoding="utf-8")
    for _ in range(2):
        (problem,) = load(place).problems
        assert (problem.code.value, problem.line, problem.column) == ("duplicate-id", 1, 7)
        assert "d.yaml, line 1" in problem.message


CITING = """deck: d
title: T
questions:
  - {id: q, type: date, ask: In which year did he come lately?, answer: 1999, explain: E, cite: "s:1"}
"""
CONCORDANCE = (
    '{"format": "vnquiz concordance 1", "source": "s", "title": "S", "checksum": "", "paragraphs": [["%s"]]}'
)


@pytest.fixture
def citing(place: Path) -> Path:
    """A deck whose year is not in its source, and which speaks of a relative time."""
    (place / "sources").mkdir()
    (place / "sources" / "s.json").write_text(CONCORDANCE % "2000", encoding="utf-8")
    (place / "d.yaml").write_text(CITING, encoding="utf-8")
    return place


def found(place: Path, texts: Texts | None = None) -> list[tuple[str, str, int, int]]:
    """Return what a check finds, which must be what it finds without the cache."""
    library = checked_library([place], texts, place.parent / "cache")
    told = list(library.problems)
    assert told == list(checked_library([place], texts).problems)
    return [(Path(each.path).name, each.code.value, each.line, each.column) for each in told]


UNPROVED, RELATIVE = ("d.yaml", "unproved", 4, 97), ("d.yaml", "relative-time", 4, 56)


def test_a_second_check_finds_the_same_and_keeps_nothing_new(citing: Path) -> None:
    assert found(citing) == [RELATIVE, UNPROVED]
    written = [(each, each.stat().st_mtime_ns) for each in kept(citing)]
    assert len(written) == 1
    assert found(citing) == [RELATIVE, UNPROVED]
    assert [(each, each.stat().st_mtime_ns) for each in kept(citing)] == written


def test_a_check_of_the_shipped_decks_from_the_cache_is_clean_and_counts_the_same(tmp_path: Path) -> None:
    first, second = (checked_library([shipped_decks()], cache_folder=tmp_path) for _ in range(2))
    assert list(second.problems) == list(first.problems) == []
    assert list(second.cards) == list(first.cards)


def test_a_check_sees_an_edited_deck(citing: Path) -> None:
    found(citing)
    (citing / "d.yaml").write_text(CITING.replace("1999", "2000"), encoding="utf-8")
    assert found(citing) == [RELATIVE]


def test_a_check_sees_another_lint_setting(citing: Path) -> None:
    found(citing)
    silenced = CITING.replace("questions:", "lint: {ignore: relative-time}\nquestions:")
    (citing / "d.yaml").write_text(silenced, encoding="utf-8")
    assert found(citing) == [("d.yaml", "unproved", 5, 97)]


def test_a_check_sees_another_concordance_even_of_the_same_size_and_time(citing: Path) -> None:
    found(citing)
    path = citing / "sources" / "s.json"
    before = path.stat()
    path.write_text(CONCORDANCE % "1999", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert found(citing) == [RELATIVE]


def test_a_check_sees_that_a_concordance_is_gone(citing: Path) -> None:
    found(citing)
    shutil.rmtree(citing / "sources")
    assert found(citing) == [("d.yaml", "unknown-source", 4, 97)]


def test_a_check_sees_the_texts_themselves(citing: Path, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for year, problems in (("1999", [RELATIVE]), ("2001", [RELATIVE, UNPROVED]), ("1999", [RELATIVE])):
        (folder / "s.txt").write_text(f"He came in {year}.", encoding="utf-8")
        assert found(citing, Texts(folder)) == problems
    assert found(citing) == [RELATIVE, UNPROVED]


def test_a_check_sees_another_deck_of_the_same_id_come_and_go(citing: Path) -> None:
    found(citing)
    (citing / "a.yaml").write_text(DECK, encoding="utf-8")
    for _ in range(2):
        assert ("d.yaml", "duplicate-id", 1, 7) in found(citing)
        assert RELATIVE not in found(citing)
    (citing / "a.yaml").unlink()
    assert found(citing) == [RELATIVE, UNPROVED]


def test_a_damaged_concordance_is_told_by_every_check(citing: Path) -> None:
    (citing / "sources" / "s.json").write_text("no JSON", encoding="utf-8")
    for _ in range(3):
        assert ("s.json", "bad-concordance", 1, 1) in found(citing)
    assert kept(citing) == []


def test_a_deck_that_was_only_opened_is_judged_by_the_next_check(citing: Path) -> None:
    load(citing)
    assert found(citing) == [RELATIVE, UNPROVED]


@pytest.mark.parametrize("content", [b"", b"nonsense", *HOSTILE])
def test_a_check_passes_over_a_damaged_or_foreign_cache(citing: Path, content: bytes) -> None:
    found(citing)
    for file in kept(citing):
        file.write_bytes(content)
    assert found(citing) == [RELATIVE, UNPROVED]


def test_a_judgement_in_the_place_of_a_deck_is_passed_over(citing: Path) -> None:
    (before,) = load(citing).decks
    found(citing)
    one, other = kept(citing)
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)
    assert load(citing).decks == (before,)
    assert found(citing) == [RELATIVE, UNPROVED]


def test_a_check_does_without_a_cache_that_cannot_be_written(citing: Path) -> None:
    (citing.parent / "cache").write_text("a file, not a folder", encoding="utf-8")
    for _ in range(2):
        assert found(citing) == [RELATIVE, UNPROVED]


def test_the_oldest_go_where_too_much_is_kept(place: Path) -> None:
    folder = place.parent / "cache"
    folder.mkdir()
    for number in range(MOST_KEPT):
        (folder / f"{number:04}").touch()
        os.utime(folder / f"{number:04}", (number, number))
    load(place)
    names = [each.name for each in kept(place)]
    assert len(names) == MOST_KEPT
    assert "0000" not in names
    assert "0001" in names
