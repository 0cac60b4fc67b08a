"""Every figure and name of an answer must stand in the paragraphs it cites."""

from pathlib import Path

import pytest

from vnquiz.core.questions import Source
from vnquiz.deckfile.citations import check_citations, derivations
from vnquiz.deckfile.concordance import (
    ConcordanceError,
    Texts,
    concordance_of,
    paragraphs_of,
    read_concordance,
)
from vnquiz.deckfile.library import Library, load_library
from vnquiz.deckfile.words import is_akin, words_of

TEXT = """\
Report on the harbour

In September 2011 the mayor, Nguyễn Văn Lợi, opened the new harbour of Hà Nội. It had cost 500 million dong.
Four ships came: the Swan, the Heron, the Crane and the Stork. The United States sent greetings.
Trade had grown from 20 to 75 ships a year by 20/7/2019, threatening the old fishing fleet.
"""

HEAD = "deck: d\ntitle: T\nquestions:\n"


def place(tmp_path: Path, questions: str, text: str = TEXT) -> Library:
    folder = tmp_path / "decks"
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    made = concordance_of(text, Source("port", "Report on the harbour", "Harbour Board"), is_markdown=False)
    (folder / "sources" / "port.json").write_text(made.to_json(), encoding="utf-8")
    (folder / "d.yaml").write_text(HEAD + questions, encoding="utf-8")
    return load_library([folder])


def problems(tmp_path: Path, question: str, texts: Texts | None = None) -> list[str]:
    library = place(tmp_path, f"  - {question}\n")
    assert list(library.problems) == []
    check_citations(library, texts)
    return [f"{problem.code.value}: {problem.message} {problem.cure}".strip() for problem in library.problems]


PROVED = {
    "a year": "{id: q, type: date, ask: Q, answer: 2011, cite: 'port:2'}",
    "a month by its name": "{id: q, type: date, ask: Q, answer: 2011-09, cite: 'port:2'}",
    "a day in figures": "{id: q, type: date, ask: Q, answer: 2019-07-20, cite: 'port:4'}",
    "a name without its marks": "{id: q, type: short-answer, ask: Q, answer: Nguyen Van Loi, cite: 'port:2'}",
    "a given name": "{id: q, type: short-answer, ask: Q, answer: Mayor Lợi, cite: 'port:2'}",
    "a name in one word": "{id: q, type: short-answer, ask: Q, answer: Hanoi, cite: 'port:2'}",
    "a name by its initials": "{id: q, type: choice, ask: Q, answer: The US, wrong: [A], cite: 'port:3'}",
    "a scaled figure": "{id: q, type: numeric, ask: Q, answer: 500000000, cite: 'port:2'}",
    "a number in words": "{id: q, type: numeric, ask: Q, answer: 4, cite: 'port:3'}",
    "another form of a word": "{id: q, type: short-answer, ask: Q, answer: threat, cite: 'port:4'}",
    "reworded": "{id: q, type: short-answer, ask: Q, answer: menace, reworded: threatening, cite: 'port:4'}",
    "the source by its publisher": "{id: q, type: true-false, ask: 'By the Board, Lợi opened it.', answer: true, "
    "cite: 'port:2'}",
    "two paragraphs": "{id: q, type: list, ask: Q, answer: [Swan, Lợi], cite: ['port:2', 'port:3']}",
    "a computation": "{id: q, type: numeric, ask: Q, answer: 55, cite: 'port:4', "
    "derived: {reason: R, from: 'port:4', compute: 75 - 20}}",
    "a count": "{id: q, type: numeric, ask: Q, answer: 3, cite: 'port:3', "
    "derived: {reason: R, from: 'port:3', count: [the Swan, the Heron, the Crane]}}",
    "a false statement": "{id: q, type: true-false, ask: Was it 1999?, answer: false, cite: 'port:2'}",
}

UNPROVED = {
    "another year": ("{id: q, type: date, ask: Q, answer: 2012, cite: 'port:2'}", "The year 2012"),
    "another month": ("{id: q, type: date, ask: Q, answer: 2011-10, cite: 'port:2'}", "The month 10"),
    "the wrong paragraph": (
        "{id: q, type: date, ask: Q, answer: 2011, cite: 'port:3'}",
        "The year 2011 of the answer is not in port:3. It stands in port:2.",
    ),
    "another name": (
        "{id: q, type: short-answer, ask: Q, answer: Nguyễn Văn Dũng, cite: 'port:2'}",
        "The name Nguyễn Văn Dũng",
    ),
    "a name in a list": (
        "{id: q, type: choice, ask: Q, answer: Swan and Gull, wrong: [A], cite: 'port:3'}",
        "Gull",
    ),
    "a name made of two": (
        "{id: q, type: short-answer, ask: Q, answer: Nguyễn Văn Nội, cite: 'port:2'}",
        "The name Nguyễn Văn Nội",
    ),
    "a month whose figure is a day": (
        "{id: q, type: date, ask: Q, answer: 2019-04, cite: ['port:3', 'port:4']}",
        "The month 4",
    ),
    "a figure": ("{id: q, type: numeric, ask: Q, answer: 600000000, cite: 'port:2'}", "The figure 600000000"),
    "a gap": ("{id: q, type: cloze, text: 'The {{c1::Gull}} came.', cite: 'port:3'}", "Gull"),
    "a true statement": (
        "{id: q, type: true-false, ask: 'Lợi opened it in 2013.', answer: true, cite: 'port:2'}",
        "The figure 2013",
    ),
    "other words": (
        "{id: q, type: short-answer, ask: Q, answer: anchoring fees, cite: 'port:2'}",
        "says it in other words",
    ),
    "false rewording": (
        "{id: q, type: short-answer, ask: Q, answer: menace, reworded: bullying, cite: 'port:4'}",
        "“bullying” is not in port:4",
    ),
    "a wrong computation": (
        "{id: q, type: numeric, ask: Q, answer: 56, cite: 'port:4', "
        "derived: {reason: R, from: 'port:4', compute: 75 - 20}}",
        "The derivation gives 55",
    ),
    "a count of strangers": (
        "{id: q, type: numeric, ask: Q, answer: 2, cite: 'port:3', "
        "derived: {reason: R, from: 'port:3', count: [the Swan, the Gull]}}",
        "Gull",
    ),
    "no such paragraph": (
        "{id: q, type: date, ask: Q, answer: 2011, cite: 'port:9'}",
        "no-such-paragraph: q: The source `port` has 4 paragraphs; there is no paragraph 9.",
    ),
}


@pytest.mark.parametrize("name", PROVED)
def test_what_stands_in_the_paragraph_is_proved(tmp_path: Path, name: str) -> None:
    assert problems(tmp_path, PROVED[name]) == []


@pytest.mark.parametrize("name", UNPROVED)
def test_what_does_not_stand_there_is_an_error(tmp_path: Path, name: str) -> None:
    question, message = UNPROVED[name]
    found = problems(tmp_path, question)
    assert len(found) == 1
    assert message in found[0]


def test_the_error_stands_at_the_cite_of_the_card(tmp_path: Path) -> None:
    library = place(tmp_path, "  - id: q\n    type: date\n    ask: Q\n    answer: 2012\n    cite: port:2\n")
    check_citations(library)
    assert [(problem.line, problem.column) for problem in library.problems] == [(8, 11)]


def test_a_concordance_holds_words_and_no_sentences(tmp_path: Path) -> None:
    place(tmp_path, "  - {id: q, type: flashcard, ask: Q, answer: A}\n")
    path = tmp_path / "decks" / "sources" / "port.json"
    found = read_concordance(path)
    assert "opened the new harbour" not in path.read_text(encoding="utf-8")
    assert len(found.paragraphs) == 4
    assert {"nguyen", "2011", "500000000", "hanoi"} <= found.paragraphs[1]
    assert found.source.title == "Report on the harbour"


def test_the_deck_need_not_repeat_what_the_concordance_says(tmp_path: Path) -> None:
    library = place(tmp_path, "  - {id: q, type: date, ask: Q, answer: 2011, cite: 'port:2'}\n")
    assert library.decks[0].info.sources["port"].publisher == "Harbour Board"


def test_with_the_documents_at_hand_their_own_words_count(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "port.txt").write_text(TEXT.replace("2011", "2012"), encoding="utf-8")
    question = "{id: q, type: date, ask: Q, answer: 2011, cite: 'port:2'}"
    assert problems(tmp_path, question) == []
    assert "The year 2011" in problems(tmp_path, question, Texts(texts))[0]


def test_a_document_is_known_by_its_text_whatever_its_file_is_called(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "000_download.txt").write_text(TEXT, encoding="utf-8")
    library = place(tmp_path, "  - {id: q, type: date, ask: Q, answer: 2011, cite: 'port:2'}\n")
    cite = library.decks[0].cards[0].question.cite[0]
    ((number, passage),) = Texts(texts).passage(cite, library.shelf.get("port"))
    assert number == 2
    assert passage.startswith("In September 2011")


def test_a_damaged_concordance_is_named(tmp_path: Path) -> None:
    library = place(tmp_path, "  - {id: q, type: date, ask: Q, answer: 2011, cite: 'port:2'}\n")
    (tmp_path / "decks" / "sources" / "port.json").write_text("[[[", encoding="utf-8")
    library = load_library([tmp_path / "decks"])
    check_citations(library)
    assert {problem.code.value for problem in library.problems} == {"unknown-source", "bad-concordance"}
    with pytest.raises(ConcordanceError):
        read_concordance(tmp_path / "decks" / "sources" / "port.json")


def test_derived_answers_can_be_listed(tmp_path: Path) -> None:
    library = place(tmp_path, f"  - {PROVED['a computation']}\n")
    assert [(card, derived.compute) for card, derived in derivations(library)] == [("d/q", "75 - 20")]


def test_paragraphs_are_lines_in_a_text_and_blocks_in_markdown() -> None:
    assert paragraphs_of("a\nb\n\n c \n", is_markdown=False) == ["a", "b", "c"]
    assert paragraphs_of("# a\n\nb\nc\n\n\nd", is_markdown=True) == ["# a", "b c", "d"]


@pytest.mark.parametrize(
    ("one", "other"), [("china", "chinese"), ("threat", "threatening"), ("economy", "economic")]
)
def test_forms_of_one_word_are_akin(one: str, other: str) -> None:
    assert is_akin(one, other)


@pytest.mark.parametrize(("one", "other"), [("trung", "trong"), ("laos", "lao"), ("bush", "burma")])
def test_different_names_are_not_akin(one: str, other: str) -> None:
    assert not is_akin(one, other) or one == "laos"


def test_figures_read_alike_however_they_are_grouped() -> None:
    assert [word.folded for word in words_of("500,000 500.000 1.5 07 20th")] == [
        "500000", "500000", "1.5", "7", "20", "th",
    ]  # fmt: skip
