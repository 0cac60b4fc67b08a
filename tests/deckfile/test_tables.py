"""One set of facts, many questions; every fault of a table at its own place."""

import pytest
from decks_made import deck_file, deck_of

from vnquiz.core.dates import PartialDate
from vnquiz.core.drawing import overlaps
from vnquiz.core.questions import Card, Choice, DateQuestion
from vnquiz.core.tasks import Arrange, Pair, Pick, draw, seeded

ROWS = """\
deck: d
title: T
tables:
  - id: visits
    rows:
      - {id: clinton, guest: Bill Clinton, when: 2000-11, note: n1, tags: [us]}
      - {id: bush, guest: George W. Bush, when: 2006, note: n2}
      - {id: trump-1, guest: Donald Trump, when: 2017, note: n3}
      - {id: trump-2, guest: Donald Trump, when: 2019, note: n4}
      - {id: biden, guest: Joe Biden, when: 2023-09-10, note: n5}
      - {id: xi, guest: Xi Jinping, when: 2023-12, note: n6}
      - {id: yoon, guest: Yoon Suk Yeol, when: 2023, note: n7}
    questions:
"""
WHEN = '      - {id: when, type: date, ask: "When did {guest} come ({note})?", answer: "{when}"}\n'
WHO = (
    '      - {id: who, type: choice, ask: "Who came in {when}?", answer: "{guest}", wrong: {from: guest, count: 3}, '
    'explain: "{note}"}\n'
)
ORDER = "      - {id: order, type: ordering, ask: Put in order., answer: {from: guest, by: when, count: 4}}\n"
MATCH = "      - {id: match, type: matching, ask: Match., answer: {left: guest, right: when, count: 4}, explain: E}\n"
WHOLE = ROWS + WHEN + WHO + ORDER + MATCH


def cards() -> dict[str, Card]:
    return {card.id: card for card in deck_of(WHOLE).cards}


def test_a_row_is_a_card_for_each_question_that_names_a_column_and_a_draw_is_one_card() -> None:
    found = list(cards())
    assert len(found) == 7 + 7 + 1 + 1
    assert "d/visits.clinton.when" in found
    assert found[-2:] == ["d/visits.order", "d/visits.match"]


def test_dates_are_read_out_in_words_but_asked_for_as_dates() -> None:
    assert cards()["d/visits.clinton.who"].question.ask == "Who came in November 2000?"
    assert cards()["d/visits.biden.who"].question.ask == "Who came in 10 September 2023?"
    body = cards()["d/visits.clinton.when"].question.body
    assert isinstance(body, DateQuestion)
    assert body.answer == PartialDate(2000, 11)


def test_the_cards_of_a_row_are_siblings_and_draws_are_nobodys() -> None:
    found = cards()
    assert found["d/visits.xi.when"].sibling_groups == found["d/visits.xi.who"].sibling_groups
    assert found["d/visits.xi.when"].sibling_groups != found["d/visits.bush.when"].sibling_groups
    assert found["d/visits.order"].sibling_groups == ()


def test_a_rows_tags_belong_to_all_its_cards() -> None:
    assert cards()["d/visits.clinton.who"].question.tags == ("us",)


def test_wrong_options_are_never_right_and_never_twice() -> None:
    found = cards()
    for row in ("clinton", "bush", "trump-1", "trump-2", "biden", "xi", "yoon"):
        card = found[f"d/visits.{row}.who"]
        body = card.question.body
        assert isinstance(body, Choice)
        assert body.pool is not None
        also_true = {
            text
            for text, stem in zip(body.pool.texts, body.pool.stems, strict=True)
            if overlaps(stem[0], body.pool.stems[body.row][0])
        }
        for seed in range(40):
            task = draw(card, seeded(seed))
            assert isinstance(task, Pick)
            assert len(task.options) == len(set(task.options)) == 4
            wrong = {option for i, option in enumerate(task.options) if i not in task.right}
            assert not wrong & also_true


def test_each_time_other_wrong_options_are_drawn() -> None:
    card = cards()["d/visits.bush.who"]
    drawn = {frozenset(task.options) for i in range(20) if isinstance(task := draw(card, seeded(i)), Pick)}
    assert len(drawn) > 3


def test_an_ordering_draws_only_rows_that_are_certainly_ordered() -> None:
    card = cards()["d/visits.order"]
    places = {"Bill Clinton": 2000, "George W. Bush": 2006}
    for seed in range(60):
        task = draw(card, seeded(seed))
        assert isinstance(task, Arrange)
        order = [task.items[i] for i in task.right]
        assert len(set(order)) == 4
        assert "Donald Trump" not in order
        assert not {"Yoon Suk Yeol", "Joe Biden"} <= set(order)
        assert not {"Yoon Suk Yeol", "Xi Jinping"} <= set(order)
        known = [places[item] for item in order if item in places]
        assert known == sorted(known)


def test_a_matching_draws_lefts_that_have_one_partner_among_the_rights() -> None:
    card = cards()["d/visits.match"]
    for seed in range(60):
        task = draw(card, seeded(seed))
        assert isinstance(task, Pair)
        assert len(set(task.lefts)) == len(set(task.rights)) == 4
        assert not {"2017", "2019"} <= set(task.rights)
        assert not ("2023" in task.rights and "December 2023" in task.rights)


def test_columns_are_filled_before_gaps_are_read() -> None:
    deck = deck_of(
        "deck: d\ntitle: T\ntables:\n  - id: t\n    rows: [{id: a, who: Ann, what: x|y}]\n"
        '    questions: [{id: q, type: cloze, text: "{{c1::{who}}} and {{c2::{what}}} {{c3::z}}"}]\n'
    )
    assert [card.id for card in deck.cards] == ["d/t.a.q#c1", "d/t.a.q#c2", "d/t.a.q#c3"]
    assert deck.cards[1].gap is not None
    assert deck.cards[1].gap.answer.accept == ("y",)
    assert deck.cards[0].gap is not None
    assert deck.cards[0].gap.answer.text == "Ann"


def test_the_questions_of_a_table_stand_where_the_file_puts_them() -> None:
    question = "questions:\n  - {id: last, type: flashcard, ask: Q, answer: A}\n"
    assert deck_of(WHOLE + question).cards[-1].id == "d/last"


FAULTS = {
    "a row lacks a column": (
        WHOLE.replace("- {id: bush, guest: George W. Bush, when: 2006,", "- ‸{id: bush, guest: George W. Bush,"),
        "missing-column",
    ),
    "a question names no column": (ROWS + WHEN.replace("{guest} come", "{gest} come").replace(
        'ask: "', 'ask: ‸"') + WHO, "unknown-column"),
    "a draw names no column": (WHOLE.replace("from: guest, by", "from: ‸gest, by"), "unknown-column"),
    "an unused column": (WHOLE.replace("note: n1", "‸more: x, note: n1"), "unused-column"),
    "two right answers": (
        (ROWS + WHEN.replace(" ({note})", "") + WHO).replace("- {id: trump-2", "- ‸{id: trump-2"),
        "two-answers",
    ),
    "too few rows to order": (WHOLE.replace("answer: {from: guest, by: when, count: 4}",
                                            "answer: ‸{from: guest, by: when, count: 5}"), "too-few"),
    "too few rows to match": (WHOLE.replace("answer: {left: guest, right: when, count: 4}",
                                            "answer: ‸{left: guest, right: when, count: 7}"), "too-few"),
    "too few wrong options": (WHOLE.replace("wrong: {from: guest, count: 3}", "wrong: ‸{from: guest, count: 6}"),
                              "too-few"),
    "a count of one": (WHOLE.replace("by: when, count: 4", "by: when, count: ‸1"), "bad-number"),
    "a row twice": (WHOLE.replace("{id: xi,", "{id: ‸biden,"), "duplicate-id"),
    "a row without an id": (WHOLE.replace("- {id: xi, guest", "- ‸{guest"), "missing-key"),
    "a question without an id": (WHOLE.replace("- {id: order,", "- ‸{"), "missing-key"),
    "a column that is a list": (WHOLE.replace("note: n6", "note: ‸[n6]"), "wrong-shape"),
    "a column with a bad name": (WHOLE.replace("note: n6", "note: n6, ‸A b: x"), "bad-slug"),
    "a cell that is no date": (WHOLE.replace("when: 2006", "when: ‸soon"), "bad-date"),
    "an unknown key of a draw": (WHOLE.replace("by: when, count: 4", "by: when, count: 4, ‸size: 3"), "unknown-key"),
    "a question among the tables": (WHOLE + "  - ‸{id: q, type: flashcard, ask: Q, answer: A}\n", "wrong-shape"),
    "a column over all rows": (WHOLE.replace("explain: E", 'explain: ‸"{guest}"'), "unknown-column"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_a_table_is_named_at_its_own_place(name: str) -> None:
    marked, code = FAULTS[name]
    assert marked.count("‸") == 1
    before = marked[: marked.index("‸")]
    place = (code, before.count("\n") + 1, len(before) - before.rfind("\n"))
    problems = deck_file(marked.replace("‸", "")).document.problems
    assert place in [(p.code.value, p.line, p.column) for p in problems]


def test_a_fault_in_one_row_leaves_the_others_working() -> None:
    file = deck_file(WHOLE.replace("when: 2006", "when: soon"))
    assert file.deck is not None
    found = [card.id for card in file.deck.cards]
    assert "d/visits.bush.when" not in found
    assert "d/visits.xi.when" in found
    assert file.left_out > 0


def test_a_fault_in_a_tables_question_is_told_once_and_not_for_every_row() -> None:
    file = deck_file(ROWS + WHEN.replace("type: date", "type: date, hint: ''") + WHO)
    assert len(file.document.problems) == 1


def test_a_draw_outside_a_table_is_an_error() -> None:
    text = "deck: d\ntitle: T\nquestions:\n  - {id: q, type: choice, ask: Q, answer: A, wrong: {from: x, count: 2}}\n"
    assert [problem.code.value for problem in deck_file(text).document.problems] == ["wrong-shape"]
