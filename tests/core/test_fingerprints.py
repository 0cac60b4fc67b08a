"""A fingerprint follows what is asked and what counts as right, and nothing else."""

import pytest
from decks_made import deck_of

from vnquiz.core.decks import Deck
from vnquiz.core.fingerprints import deck_fingerprint, question_fingerprint
from vnquiz.core.questions import Card

HEAD = "deck: d\ntitle: T\nsources: {s: {title: S}}\nquestions:\n"
TABLE = """deck: d
title: T
tables:
  - id: t
    rows:
      - {id: a, guest: Ann, when: 2001, town: Hull}
      - {id: b, guest: Ben, when: 2004, town: York}
      - {id: c, guest: Cid, when: 2007-05, town: Bath}
      - {id: e, guest: Eve, when: 2010, town: Ryde}
    questions:
      - {id: who, type: choice, ask: "Who came in {when}?", answer: "{guest}", wrong: {from: guest, count: 2}}
      - {id: order, type: ordering, ask: "In order.", answer: {from: guest, by: when, count: 3}}
      - {id: match, type: matching, ask: "Match.", answer: {left: guest, right: town, count: 3}}
"""
QUESTIONS = {
    "flashcard": "answer: A",
    "choice": "answer: A, wrong: [B, C]",
    "true-false": "answer: true",
    "short-answer": "answer: A, accept: [AA], typos: 1, diacritics: ignore",
    "numeric": "answer: 1.50, tolerance: 0.1, unit: km, accept: [2]",
    "date": "answer: 2001-05, accept: [2002]",
    "cloze": "text: 'x {{c1::a|b::h}} y {{c2::c}}'",
    "list": "answer: [A, {text: B, accept: [C]}, D], need: 2",
    "ordering": "answer: [A, B, C]",
    "matching": "answer: {A: B, C: D}, wrong: [E]",
}


def card_of(kind: str, own: str, more: str = "", ask: str = "Q") -> Card:
    text = f"  - {{id: q, type: {kind}, ask: {ask}, {own}{more}}}\n"
    return deck_of(HEAD + text).cards[0]


def table_with(old: str = "", new: str = "") -> dict[str, str]:
    deck = deck_of(TABLE.replace(old, new) if old else TABLE)
    return {card.id: question_fingerprint(card) for card in deck.cards}


@pytest.mark.parametrize("kind", QUESTIONS)
def test_what_helps_to_learn_does_not_count(kind: str) -> None:
    more = ", hint: H, explain: E, cite: 's:1', tags: [a]"
    one, other = card_of(kind, QUESTIONS[kind]), card_of(kind, QUESTIONS[kind], more)
    assert question_fingerprint(one) == question_fingerprint(other)


@pytest.mark.parametrize("kind", QUESTIONS)
def test_what_is_asked_counts(kind: str) -> None:
    one, other = card_of(kind, QUESTIONS[kind]), card_of(kind, QUESTIONS[kind], ask="R")
    assert question_fingerprint(one) != question_fingerprint(other)


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("flashcard", "answer: B"),
        ("choice", "answer: B, wrong: [A, C]"),
        ("choice", "answer: A, wrong: [B, D]"),
        ("choice", "answer: [A], wrong: [B, C]"),
        ("true-false", "answer: false"),
        ("short-answer", "answer: A, accept: [AB], typos: 1, diacritics: ignore"),
        ("short-answer", "answer: A, accept: [AA], typos: 2, diacritics: ignore"),
        ("short-answer", "answer: A, accept: [AA], typos: 1, diacritics: require"),
        ("numeric", "answer: 1.50, tolerance: 0.2, unit: km, accept: [2]"),
        ("numeric", "answer: 1.50, tolerance: 0.1, unit: m, accept: [2]"),
        ("numeric", "answer: 1.5, tolerance: 0.1, unit: km, accept: [2]"),
        ("date", "answer: 2001, accept: [2002]"),
        ("date", "answer: 2001-05"),
        ("cloze", "text: 'x {{c1::a|b::i}} y {{c2::c}}'"),
        ("cloze", "text: 'x {{c1::a|b::h}} z {{c2::c}}'"),
        ("list", "answer: [A, {text: B, accept: [C]}, D], need: 3"),
        ("list", "answer: [A, {text: B, accept: [X]}, D], need: 2"),
        ("ordering", "answer: [A, C, B]"),
        ("matching", "answer: {A: D, C: B}, wrong: [E]"),
        ("matching", "answer: {A: B, C: D}, wrong: [F]"),
    ],
)
def test_what_counts_as_right_counts(kind: str, own: str) -> None:
    assert question_fingerprint(card_of(kind, QUESTIONS[kind])) != question_fingerprint(card_of(kind, own))


def test_the_gaps_of_one_text_are_two_questions() -> None:
    one, other = deck_of(HEAD + "  - {id: q, type: cloze, text: 'x {{c1::a}} {{c2::a}}'}\n").cards
    assert question_fingerprint(one) != question_fingerprint(other)


def test_a_row_counts_for_all_questions_that_draw_from_it() -> None:
    before, after = table_with(), table_with("Hull", "Dover")
    assert [name for name in before if before[name] != after[name]] == ["d/t.match"]
    before, after = table_with(), table_with("Cid", "Dan")
    assert [name for name in before if before[name] != after[name]] == list(before)


def test_a_date_of_a_row_counts_for_what_is_ordered_or_shown() -> None:
    before, after = table_with(), table_with("2007-05", "2007-06")
    assert "d/t.match" in [name for name in before if before[name] == after[name]]
    assert before["d/t.order"] != after["d/t.order"]


def made_deck(*names: str) -> Deck:
    return deck_of(HEAD + "".join(f"  - {{id: {n}, type: flashcard, ask: {n}, answer: A}}\n" for n in names))


def test_a_deck_may_be_put_in_another_order_but_not_lose_or_rename_a_card() -> None:
    assert deck_fingerprint(made_deck("a", "b")) == deck_fingerprint(made_deck("b", "a"))
    assert deck_fingerprint(made_deck("a", "b")) != deck_fingerprint(made_deck("a"))
    assert deck_fingerprint(made_deck("a", "b")) != deck_fingerprint(made_deck("a", "c"))


def test_fingerprints_stay_what_they_were() -> None:
    """Result files out in the world name them: another value would make every one of them stale."""
    kinds = {kind: question_fingerprint(card_of(kind, own))[7:15] for kind, own in QUESTIONS.items()}
    assert kinds == {
        "flashcard": "0efb07db",
        "choice": "b51cceb7",
        "true-false": "bce67b03",
        "short-answer": "4e705882",
        "numeric": "c6469359",
        "date": "94604f32",
        "cloze": "a5be27e2",
        "list": "2f8530c0",
        "ordering": "774f319e",
        "matching": "4389c2b8",
    }
    assert {name.partition("/")[2]: found[7:15] for name, found in table_with().items()} == {
        "t.a.who": "fa2c5398",
        "t.b.who": "1e4110e0",
        "t.c.who": "43329eb0",
        "t.e.who": "996c8f87",
        "t.order": "21888339",
        "t.match": "de6fa6db",
    }
    assert deck_fingerprint(deck_of(TABLE))[7:15] == "5afb7a33"
