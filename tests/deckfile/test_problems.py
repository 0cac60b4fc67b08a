"""Every fault of a deck is found at its place, with its code, and costs no more than its own question."""

from pathlib import Path

import pytest

from vnquiz.deckfile.concordance import Shelf
from vnquiz.deckfile.reader import DeckFile, deck_from
from vnquiz.yamlfile.document import Document
from vnquiz.yamlfile.reading import read_text

HEAD = "deck: d\ntitle: T\nsources:\n  s: {title: Source}\nquestions:\n"
GOOD = "  - {id: good, type: flashcard, ask: Q, answer: A}\n"


def deck(text: str) -> DeckFile:
    return deck_from(Path("d.yaml"), read_text(text, Document("d.yaml")), Shelf(()))


def found(text: str) -> list[tuple[str, int, int]]:
    return [(p.code.value, p.line, p.column) for p in deck(text).document.problems]


# a question, what is wrong with it, and a ‸ before the place that is to be named
QUESTIONS = {
    "unknown key": ("{id: a, type: flashcard, ask: Q, answer: A, ‸explian: E}", "unknown-key"),
    "duplicate key": ("{id: a, type: flashcard, ask: Q, ‸ask: R, answer: A}", "duplicate-key"),
    "missing answer": ("‸{id: a, type: flashcard, ask: Q}", "missing-key"),
    "missing type": ("‸{id: a, ask: Q, answer: A}", "missing-key"),
    "a table": ("‸{id: a, rows: [{id: r, x: 1}], questions: []}", "wrong-shape"),
    "unknown type": ("{id: a, type: ‸flashcrad, ask: Q, answer: A}", "unknown-type"),
    "bad id": ("{id: ‸A b, type: flashcard, ask: Q, answer: A}", "bad-slug"),
    "double id": ("{id: ‸good, type: flashcard, ask: Q, answer: A}", "duplicate-id"),
    "empty ask": ("{id: a, type: flashcard, ask: ‸'', answer: A}", "empty"),
    "ask is a list": ("{id: a, type: flashcard, ask: ‸[Q], answer: A}", "wrong-shape"),
    "truth": ("{id: a, type: true-false, ask: Q, answer: ‸yes}", "bad-value"),
    "number": ("{id: a, type: numeric, ask: Q, answer: ‸'1,000'}", "bad-number"),
    "tolerance": ("{id: a, type: numeric, ask: Q, answer: 1, tolerance: ‸-1}", "bad-number"),
    "date": ("{id: a, type: date, ask: Q, answer: ‸2023-02-30}", "bad-date"),
    "typos": ("{id: a, type: short-answer, ask: Q, answer: A, typos: ‸some}", "bad-number"),
    "diacritics": ("{id: a, type: short-answer, ask: Q, answer: A, diacritics: ‸ignor}", "bad-value"),
    "right and wrong": ("{id: a, type: choice, ask: Q, answer: A, wrong: [B, ‸a]}", "duplicate-option"),
    "an option twice": ("{id: a, type: choice, ask: Q, answer: A, wrong: [B, ‸b]}", "duplicate-option"),
    "no gap": ("{id: a, type: cloze, text: ‸no gap}", "bad-gap"),
    "an open gap": ("{id: a, type: cloze, text: 'a ‸{{c1::b'}", "bad-gap"),
    "a gap twice": ("{id: a, type: cloze, text: '{{c1::a}} ‸{{c1::b}}'}", "bad-gap"),
    "one item": ("{id: a, type: ordering, ask: Q, answer: ‸[A]}", "too-few"),
    "need too many": ("{id: a, type: list, ask: Q, answer: [A, B], need: ‸3}", "bad-number"),
    "a matching that is a list": ("{id: a, type: matching, ask: Q, answer: ‸[A, B]}", "wrong-shape"),
    "citation": ("{id: a, type: flashcard, ask: Q, answer: A, cite: ‸s7}", "bad-citation"),
    "citation backwards": ("{id: a, type: flashcard, ask: Q, answer: A, cite: ‸'s:7-3'}", "bad-citation"),
    "unknown source": ("{id: a, type: flashcard, ask: Q, answer: A, cite: ‸'t:1'}", "unknown-source"),
    "tag with a space": ("{id: a, type: flashcard, ask: Q, answer: A, tags: [‸a b]}", "bad-slug"),
    "previous id": ("{id: a, type: flashcard, ask: Q, answer: A, previous_ids: ‸old}", "previous-id"),
    "anchor": ("{id: a, type: flashcard, ask: ‸&x Q, answer: A}", "anchor"),
    "tag": ("{id: a, type: flashcard, ask: ‸!!str Q, answer: A}", "tag"),
    "too long": (f"{{id: a, type: flashcard, ask: Q, answer: ‸{'x' * 20_001}}}", "too-long"),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_faulty_question_is_named_at_its_place_and_left_out_alone(name: str) -> None:
    marked, code = QUESTIONS[name]
    line = f"  - {marked}\n"
    file = deck(HEAD + GOOD + line.replace("‸", ""))
    place = (code, 7, line.index("‸") + 1)
    assert [(p.code.value, p.line, p.column) for p in file.document.problems] == [place]
    assert file.left_out == 1
    assert file.deck is not None
    assert [question.id for question in file.deck.questions] == ["good"]


WHOLE = {
    "syntax": ("deck: d\ntitle: a: b\n", ("syntax", 2, 9)),
    "open quote": ("deck: d\ntitle: 'T\n", ("syntax", 2, 8)),
    "tab": ("deck: d\n\ttitle: T\n", ("syntax", 2, 1)),
    "control character": ("deck: d\ntitle: a\x07b\n", ("syntax", 2, 9)),
    "nesting": ("deck: " + "[" * 40 + "\n", ("nesting", 1, 30)),
    "several documents": (HEAD + GOOD + "---\ndeck: e\n", ("several-documents", 7, 1)),
    "a list": ("- a\n- b\n", ("wrong-shape", 1, 1)),
    "no deck id": ("title: T\nquestions:\n" + GOOD, ("missing-key", 1, 1)),
    "bad deck id": ("deck: Ðeck\ntitle: T\nquestions:\n" + GOOD, ("bad-slug", 1, 7)),
    "no title": ("deck: d\nquestions:\n" + GOOD, ("missing-key", 1, 1)),
    "no questions": ("deck: d\ntitle: T\n", ("missing-key", 1, 1)),
    "questions is a text": ("deck: d\ntitle: T\nquestions: none\n", ("wrong-shape", 3, 12)),
    "language": (
        "deck: d\ntitle: T\nlanguage: English please\nquestions:\n" + GOOD,
        ("bad-language", 3, 11),
    ),
    "source without a title": (
        "deck: d\ntitle: T\nsources:\n  s: {url: u}\nquestions:\n" + GOOD,
        ("missing-key", 4, 6),
    ),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_fault_of_the_whole_file_is_named_at_its_place(name: str) -> None:
    text, expected = WHOLE[name]
    assert found(text) == [expected]


def test_a_misspelt_key_comes_with_its_cure() -> None:
    problem = deck(HEAD + "  - {id: a, type: flashcard, ask: Q, answer: A, explian: E}\n").document.problems[
        0
    ]
    assert problem.cure == "Did you mean `explain`?"
    assert problem.end_column == 56


def test_a_key_of_another_type_is_sent_there() -> None:
    problem = deck(
        HEAD + "  - {id: a, type: flashcard, ask: Q, answer: A, tolerance: 1}\n"
    ).document.problems[0]
    assert problem.cure == "It belongs to numeric."


def test_every_fault_is_collected_not_only_the_first() -> None:
    text = HEAD + "".join(
        f"  - {{id: q{i}, type: flashcard, ask: Q, answer: A, colour: red}}\n" for i in range(5)
    )
    assert [line for _, line, _ in found(text)] == [6, 7, 8, 9, 10]


def test_a_missing_id_is_a_warning_and_the_question_works() -> None:
    file = deck(HEAD + "  - {type: flashcard, ask: Who came first?, answer: A}\n")
    assert [(p.code.value, p.severity.value) for p in file.document.problems] == [("missing-id", "warning")]
    assert file.deck is not None
    assert file.deck.cards[0].id.startswith("d/who-came-first-")


def test_an_id_made_from_the_text_does_not_depend_on_the_place() -> None:
    question = "  - {type: flashcard, ask: Who came first?, answer: A}\n"
    alone, behind = deck(HEAD + question), deck(HEAD + GOOD + question)
    assert alone.deck is not None
    assert behind.deck is not None
    assert alone.deck.cards[0].id == behind.deck.cards[1].id


def test_scalars_stay_what_was_typed() -> None:
    file = deck(HEAD + "  - {id: a, type: ordering, ask: 012, answer: [no, 1.10, 2024-01-01, ~]}\n")
    assert file.document.problems == []
    assert file.deck is not None
    question = file.deck.questions[0]
    assert question.ask == "012"
    assert question.body.items == ("no", "1.10", "2024-01-01", "~")  # type: ignore[union-attr]


def test_escapes_in_quotes_are_made_visible_with_a_warning() -> None:
    file = deck(HEAD + '  - {id: a, type: flashcard, ask: "\\e]52;c;x\\a", answer: A}\n')
    assert [p.code.value for p in file.document.problems] == ["control-character"]
    assert file.deck is not None
    assert file.deck.questions[0].ask == "␛]52;c;x␇"
