"""Every warning about how questions are written is found at its place, and good questions are left in peace."""

from pathlib import Path

import pytest

from vnquiz.deckfile.concordance import Shelf
from vnquiz.deckfile.library import Library, load_library
from vnquiz.deckfile.lint.linter import CARD_RULES, DECK_RULES, lint_library
from vnquiz.deckfile.reader import deck_from
from vnquiz.yamlfile.document import Document
from vnquiz.yamlfile.meanings import MEANINGS
from vnquiz.yamlfile.problems import LINT_CODES, Code, Severity
from vnquiz.yamlfile.reading import read_text

HEAD = "deck: d\ntitle: T\nsources:\n  s: {title: Source}\nquestions:\n"
ROUND = ", explain: E, cite: 's:1'"
CHOICE = "{id: a, type: choice"
TRUTH = "{id: a, type: true-false"
SHORT = "{id: a, type: short-answer"

Place = tuple[str, int, int]


def library_of(text: str) -> Library:
    file = deck_from(Path("d.yaml"), read_text(text, Document("d.yaml")), Shelf(()), keep_nodes=True)
    library = Library(files=[file])
    lint_library(library)
    return library


def found(text: str) -> list[Place]:
    return [(problem.code.value, problem.line, problem.column) for problem in library_of(text).problems]


def whole(question: str, head: str = HEAD) -> str:
    """Return a deck of one question that lacks neither explanation nor citation."""
    return f"{head}  - {question.removesuffix('}')}{ROUND}}}\n"


def place_in(marked: str) -> tuple[int, int]:
    assert marked.count("‸") == 1
    before = marked[: marked.index("‸")]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


# a question that is not well written, with a ‸ before the place that is to be named
BAD = {
    Code.LONGEST_OPTION: [
        CHOICE
        + ", ask: Why did the mill close?, answer: ‸Because the river that drove it was led away to the new town, "
        "wrong: [Fire, Bad harvests, The miller's death]}",
    ],
    Code.MIXED_OPTIONS: [
        CHOICE + ", ask: Who built the bridge?, answer: Ann, wrong: [Bert, Clara, ‸1754]}",
        CHOICE + ", ask: What is on the coin?, answer: ‸'7', wrong: [A ship, A crown, A tree]}",
        CHOICE + ", ask: In which year was it?, answer: 1754, wrong: [1760, 1771, ‸King George]}",
    ],
    Code.OVERLAPPING_OPTIONS: [
        CHOICE + ", ask: How many ships came?, answer: 10-20, wrong: [‸15-30, 40-50]}",
        CHOICE + ", ask: How many ships came?, answer: more than 20, wrong: [‸more than 50, exactly 5]}",
        CHOICE + ", ask: When did they come?, answer: May 2016, wrong: [‸'2016', '2019']}",
        CHOICE + ", ask: Who sang?, answer: The Larks, wrong: [‸Larks, Finches]}",
        CHOICE + ", ask: How many came?, answer: seven, wrong: [‸'7', '8']}",
    ],
    Code.ALL_OF_THE_ABOVE: [
        CHOICE + ", ask: What grows there?, answer: Rice, wrong: [Tea, ‸All of the above]}",
        CHOICE + ", ask: What grows there?, answer: Rice, wrong: [Tea, ‸None of these]}",
        CHOICE + ", ask: What grows there?, answer: ‸Both A and B, wrong: [Tea, Rice]}",
    ],
    Code.ANSWER_IN_STEM: [
        SHORT + ", ask: Who founded the ‸Halley observatory?, answer: Halley}",
        CHOICE + ", ask: Which organ makes ‸insulin?, answer: Insulin gland, wrong: [Liver, Spleen]}",
        "{id: a, type: date, ask: In which year did the ‸1954 conference end?, answer: 1954}",
        "{id: a, type: cloze, text: 'The ‸river is a {{c1::river}}.'}",
    ],
    Code.GRAMMAR_CLUE: [
        CHOICE + ", ask: 'The gift of the guests was ‸an', answer: elephant, wrong: [horse, mule]}",
        CHOICE + ", ask: 'He rode on ‸a ____.', answer: horse, wrong: [elephant, ostrich]}",
    ],
    Code.UNMARKED_NEGATIVE: [
        CHOICE + ", ask: Which of these is ‸not a fruit?, answer: Leek, wrong: [Pear, Plum]}",
        CHOICE + ", ask: Which state ‸didn't sign?, answer: Peru, wrong: [Chile, Cuba]}",
        CHOICE + ", ask: 'All of these are fruits ‸except:', answer: Leek, wrong: [Pear, Plum]}",
    ],
    Code.ABSOLUTE_WORDS: [
        CHOICE + ", ask: What do owls do?, answer: They hunt mice, wrong: [They ‸never fly by day, They eat fruit]}",
    ],
    Code.SEVERAL_CLAIMS: [
        TRUTH + ", ask: 'The lake is deep‸; its water is salt.', answer: true}",
        TRUTH + ", ask: The lake is salt ‸because no river leaves it., answer: true}",
        TRUTH + ", ask: 'Ann built the mill, ‸and she sold it.', answer: true}",
        TRUTH + ", ask: The lake is deep. ‸It never freezes., answer: true}",
    ],
    Code.LONG_LIST: [
        "{id: a, type: list, ask: Name the planets., ‸answer: [A1, A2, A3, A4, A5, A6, A7, A8]}",
        "{id: a, type: ordering, ask: Put in order., ‸answer: [A1, A2, A3, A4, A5, A6, A7, A8]}",
        "{id: a, type: list, ask: Name the planets., answer: [A1, A2, A3, A4, A5, A6, A7, A8, A9], ‸need: 8}",
    ],
    Code.AMBIGUOUS_DATE: [
        SHORT + ", ask: Who spoke on ‸11/7/1995?, answer: Ann}",
        SHORT + ", ask: Who spoke on ‸03.04.2016?, answer: Ann}",
    ],
    Code.RELATIVE_TIME: [
        SHORT + ", ask: Who is ‸now the head of the school?, answer: Ann}",
        SHORT + ", ask: Who won ‸last year?, answer: Ann}",
        SHORT + ", ask: Who has ‸recently become mayor?, answer: Ann}",
        SHORT + ", ask: Who won ‸two years ago?, answer: Ann}",
    ],
    Code.PRAISE: [
        SHORT + ", ask: Who made the ‸historic visit of 2016?, answer: Ann}",
        SHORT + ", ask: Whose ‸brilliant speech was it?, answer: Ann}",
        SHORT + ", ask: Who led on the ‸correct path?, answer: Ann}",
    ],
}  # fmt: skip
BAD_CASES = [(code, question) for code, questions in BAD.items() for question in questions]


@pytest.mark.parametrize(
    ("code", "marked"), BAD_CASES, ids=[f"{code}-{i}" for i, (code, _) in enumerate(BAD_CASES)]
)
def test_a_weak_question_is_named_at_its_place(code: Code, marked: str) -> None:
    text = whole(marked)
    line, column = place_in(text)
    assert found(text.replace("‸", "")) == [(code.value, line, column)]


# questions that look like one, and are well written
GOOD = {
    Code.LONGEST_OPTION: [
        CHOICE + ", ask: Why did the mill close?, answer: The river was led off, wrong: [The roof fell in, Ann left]}",
        CHOICE + ", ask: Where did Ann study?, answer: Karlsruhe Institute of Technology, wrong: [Yale, Oxford]}",
    ],
    Code.MIXED_OPTIONS: [
        CHOICE + ", ask: Which novel did he write?, answer: '1984', wrong: [Emma, Dracula, Ulysses]}",
        CHOICE + ", ask: How many are there?, answer: '7', wrong: ['8', '9', none]}",
        CHOICE + ", ask: When was it?, answer: '1754', wrong: [May 1760, 3 June 1771]}",
    ],
    Code.OVERLAPPING_OPTIONS: [
        CHOICE + ", ask: How many ships came?, answer: 10-20, wrong: [21-30, 31-50]}",
        CHOICE + ", ask: When was the war?, answer: 1914-1918, wrong: [1912-1916, 1939-1945]}",
        CHOICE + ", ask: When did they come?, answer: May 2016, wrong: [June 2016, '2019']}",
        CHOICE + ", ask: Which lines are true?, answer: 'B, C', wrong: ['A, B, C', 'A, C']}",
        CHOICE + ", ask: How cold is it?, answer: -4 degrees, wrong: [4 degrees, 8 degrees]}",
    ],
    Code.ALL_OF_THE_ABOVE: [
        CHOICE + ", ask: Which guests stayed?, answer: All of them, wrong: [Ann alone, Bert alone]}",
    ],
    Code.ANSWER_IN_STEM: [
        SHORT + ", ask: 'Which came first, Laos or Cambodia?', answer: Laos}",
        CHOICE + ", ask: 'Clara, Tom and Ned ran. Who won?', answer: Clara, wrong: [Tom, Ned]}",
        CHOICE + ", ask: Which harbour is deepest?, answer: Ann Harbour, wrong: [Bert Harbour, Port Clara]}",
        "{id: a, type: date, ask: In which month of 2016 did he come?, answer: 2016-05}",
        "{id: a, type: numeric, ask: 'Of 1,200 guests how many stayed?', answer: 200}",
    ],
    Code.GRAMMAR_CLUE: [
        CHOICE + ", ask: 'The gift of the guests was a(n)', answer: elephant, wrong: [horse, mule]}",
        CHOICE + ", ask: 'The gift of the guests was an', answer: elephant, wrong: [ostrich, mule]}",
        CHOICE + ", ask: 'He waited for an', answer: hour, wrong: [answer, mule]}",
    ],
    Code.UNMARKED_NEGATIVE: [
        CHOICE + ", ask: 'Which of these is **not** a fruit?', answer: Leek, wrong: [Pear, Plum]}",
        CHOICE + ", ask: Which of these is NOT a fruit?, answer: Leek, wrong: [Pear, Plum]}",
        CHOICE + ", ask: Which lake (not counting seas) is deepest?, answer: Lake Ann, wrong: [Lake Bo, Lake Cy]}",
        CHOICE + ", ask: What is a reason not to sign?, answer: Debt, wrong: [Haste, Anger]}",
        CHOICE + ", ask: Why did Ann not sign?, answer: Illness, wrong: [Haste, Anger]}",
        CHOICE + ", ask: Which state says that it did not sign?, answer: Peru, wrong: [Chile, Cuba]}",
        CHOICE + ", ask: 'Whose motto is “We do not yield”?', answer: Ann, wrong: [Bert, Clara]}",
        TRUTH + ", ask: Peru did not sign., answer: true}",
    ],
    Code.ABSOLUTE_WORDS: [
        CHOICE + ", ask: What do owls do?, answer: They hunt mice, wrong: [Not only do they fly, They eat fruit]}",
        CHOICE + ", ask: What do owls do?, answer: They never swim, wrong: [They never fly by day, They eat fruit]}",
        CHOICE + ", ask: Which show was it?, answer: Ann Goes to Town, wrong: [Only Fools and Horses, Bert Goes Home]}",
    ],
    Code.SEVERAL_CLAIMS: [
        TRUTH + ", ask: Laos and Cambodia signed in 2016., answer: true}",
        TRUTH + ", ask: 'By the article of 27 July 2024, Ann was the first to speak.', answer: true}",
        TRUTH + ", ask: 'Ann said: “It is deep; it is salt.”', answer: true}",
        TRUTH + ", ask: 'The vow was not for a year, but it was for a life.', answer: true}",
    ],
    Code.LONG_LIST: [
        "{id: a, type: list, ask: Name three planets., answer: [A1, A2, A3, A4, A5, A6, A7, A8], need: 3}",
        "{id: a, type: ordering, ask: Put in order., answer: [A1, A2, A3, A4, A5, A6, A7]}",
    ],
    Code.AMBIGUOUS_DATE: [
        SHORT + ", ask: Who spoke on 11 July 1995?, answer: Ann}",
        SHORT + ", ask: Who spoke on 27/7/1995?, answer: Ann}",
        SHORT + ", ask: Who spoke on 7/7/1995?, answer: Ann}",
        SHORT + ", ask: Which server has the address 10.1.2.20?, answer: Ann}",
    ],
    Code.RELATIVE_TIME: [
        SHORT + ", ask: Who was head of the school in 2016?, answer: Ann}",
        SHORT + ", ask: 'Which song begins with “All is well now”?', answer: Ann}",
        SHORT + ", ask: Who won in the last year of the war?, answer: Ann}",
        SHORT + ", ask: Who wrote Edge of Tomorrow?, answer: Ann}",
        SHORT + ", ask: Which page of U.S. Today told of it?, answer: Ann}",
        SHORT + ", ask: In what is now Utah who built the mill?, answer: Ann}",
    ],
    Code.PRAISE: [
        SHORT + ", ask: 'Who said “a historic visit of a brilliant man”?', answer: Ann}",
        SHORT + ", ask: Who ruled Great Britain?, answer: Ann}",
        SHORT + ", ask: Which great power signed?, answer: Ann}",
        SHORT + ", ask: What is the correct spelling of the capital?, answer: Ann}",
    ],
}  # fmt: skip
GOOD_CASES = [(code, question) for code, questions in GOOD.items() for question in questions]


@pytest.mark.parametrize(
    ("code", "question"), GOOD_CASES, ids=[f"{code}-{i}" for i, (code, _) in enumerate(GOOD_CASES)]
)
def test_a_good_question_is_left_in_peace(code: Code, question: str) -> None:
    assert found(whole(question)) == [], code


# two questions of one deck

FIRST = f"{{id: one, type: short-answer, ask: Who designed the old harbour bridge?, answer: Thomas Telford{ROUND}}}"
PAIRS = {
    "the same words": (
        Code.SAME_QUESTION,
        "{id: two, type: short-answer, ask: ‸Who designed the old harbour bridge?, answer: Thomas Telford}",
    ),
    "nearly the same words": (
        Code.SAME_QUESTION,
        "{id: two, type: choice, ask: ‸Who has designed the old bridge of the harbour?, "
        "answer: Thomas Telford, wrong: [Ann, Bert]}",
    ),
    "the same words and another answer": (
        Code.SAME_QUESTION,
        "{id: two, type: short-answer, ask: ‸Who designed the old harbour bridge?, answer: John Rennie}",
    ),
    "an answer told": (
        Code.ANSWER_ELSEWHERE,
        "{id: two, type: date, ask: When did ‸Thomas Telford design the harbour bridge?, answer: 1826}",
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_two_questions_that_spoil_each_other_are_named_once_at_the_one_that_does(name: str) -> None:
    code, marked = PAIRS[name]
    text = f"{HEAD}  - {FIRST}\n  - {marked.removesuffix('}')}{ROUND}}}\n"
    assert found(text.replace("‸", "")) == [(code.value, *place_in(text))]


@pytest.mark.parametrize("name", PAIRS)
def test_siblings_are_never_asked_together_and_so_cannot_spoil_each_other(name: str) -> None:
    other = PAIRS[name][1].replace("‸", "")
    both = [
        f"{each.removesuffix('}')}, siblings: bridge}}"
        for each in (FIRST, f"{other.removesuffix('}')}{ROUND}}}")
    ]
    assert found(f"{HEAD}  - {both[0]}\n  - {both[1]}\n") == []


def test_an_answer_named_in_a_question_about_something_else_tells_nothing() -> None:
    other = (
        f"{{id: two, type: short-answer, ask: Which canal did Thomas Telford survey?, answer: Göta{ROUND}}}"
    )
    assert found(f"{HEAD}  - {FIRST}\n  - {other}\n") == []


def test_an_answer_that_many_questions_speak_of_is_the_matter_of_the_deck() -> None:
    others = "".join(
        f"  - {{id: o{i}, type: numeric, ask: On day {i} how old was Thomas Telford of the harbour bridge?, "
        f"answer: {i + 50}{ROUND}}}\n"
        for i in range(4)
    )
    assert found(f"{HEAD}  - {FIRST}\n{others}") == []


def test_two_questions_that_answer_each_other_are_named_once() -> None:
    who = "type: short-answer, ask: Who designed the harbour bridge of ‸1826?, answer: Telford"
    when = "type: date, ask: When did Telford design the harbour bridge?, answer: 1826"
    text = f"{HEAD}  - {{id: one, {who}{ROUND}}}\n  - {{id: two, {when}{ROUND}}}\n"
    assert found(text.replace("‸", "")) == [("answer-elsewhere", *place_in(text))]


def test_the_same_stem_over_other_options_is_another_question() -> None:
    stem = "type: choice, ask: Which of these trees is green in winter?"
    one = f"{{id: one, {stem}, answer: Pine, wrong: [Oak, Elm]{ROUND}}}"
    two = f"{{id: two, {stem}, answer: Holly, wrong: [Ash, Beech]{ROUND}}}"
    assert found(f"{HEAD}  - {one}\n  - {two}\n") == []


# what stands behind a question

BARE = "type: short-answer, ask: Who came?, answer: Ann"


def test_a_question_without_explanation_or_citation_is_named_where_it_begins() -> None:
    text = (
        f"{HEAD}  - {{id: one, {BARE}{ROUND}}}\n  - {{id: two, type: numeric, ask: How many?, answer: 3}}\n"
    )
    assert found(text) == [("no-explanation", 7, 6), ("no-citation", 7, 6)]


def test_a_deck_without_any_explanation_or_citation_is_told_so_once() -> None:
    text = HEAD + "".join(
        f"  - {{id: q{i}, type: numeric, ask: How many in {i + 50}?, answer: 3}}\n" for i in range(9)
    )
    assert found(text) == [("no-explanation", 6, 6), ("no-citation", 6, 6)]


def test_a_flashcard_needs_no_explanation_beside_its_answer() -> None:
    text = f"{HEAD}  - {{id: one, {BARE}{ROUND}}}\n  - {{id: two, type: flashcard, ask: Q, answer: A, cite: 's:1'}}\n"
    assert found(text) == []


# places

WORD_PLACES = {
    "plain": "    ask: Who is ‸now head?\n",
    "folded": "    ask: >-\n      Who, after all these years,\n      is ‸now head?\n",
    "literal": "    ask: |\n      Who is\n      ‸now head?\n",
    "single quotes": "    ask: 'Which of Ann''s friends is ‸now head?'\n",
    "single quotes over two lines": "    ask: 'Which of Ann''s friends is\n      ‸now head?'\n",
    "double quotes": '    ask: "Who is ‸now head?"\n',
    "plain over two lines": "    ask: Who is\n      ‸now head?\n",
    "tone marks before it": "    ask: Ai ở Việt Nam is ‸now head?\n",
}


@pytest.mark.parametrize("name", WORD_PLACES)
def test_the_very_word_is_named_however_the_text_is_written(name: str) -> None:
    rest = "    answer: Ann\n    explain: E\n    cite: s:1\n"
    text = f"{HEAD}  - id: a\n    type: short-answer\n{WORD_PLACES[name]}{rest}"
    assert found(text.replace("‸", "")) == [("relative-time", *place_in(text))]


def test_a_word_behind_an_escape_is_searched_on_its_line() -> None:
    text = whole(SHORT + ', ask: "Who \\u0061lone is ‸now head?", answer: Ann}')
    assert found(text.replace("‸", "")) == [("relative-time", *place_in(text))]


def test_a_word_that_is_written_otherwise_is_named_at_its_text() -> None:
    text = whole(SHORT + ', ask: ‸"Who is n\\u006fw head?", answer: Ann}')
    assert found(text.replace("‸", "")) == [("relative-time", *place_in(text))]


def test_the_word_is_underlined_to_its_end() -> None:
    (problem,) = library_of(whole(SHORT + ", ask: Who is currently head?, answer: Ann}")).problems
    assert problem.end_column - problem.column == len("currently")


def test_what_lint_finds_are_warnings_and_every_card_works() -> None:
    library = library_of(whole(SHORT + ", ask: Who is now head?, answer: Ann}"))
    assert [problem.severity for problem in library.problems] == [Severity.WARNING]
    assert library.files[0].deck is not None
    assert len(library.files[0].deck.cards) == 1
    assert library.left_out == 0


# silence

WEAK = SHORT + ", ask: Who is now head of the historic mission?, answer: Ann"


def test_a_question_silences_the_codes_it_names_and_no_others() -> None:
    text = whole(WEAK + ", lint: {ignore: [relative-time]}}")
    assert [code for code, *_ in found(text)] == ["praise"]


def test_a_deck_silences_codes_for_all_its_questions() -> None:
    head = HEAD.replace("questions:", "lint: {ignore: [relative-time, praise]}\nquestions:")
    assert found(whole(WEAK + "}", head)) == []


def test_what_a_deck_and_a_question_silence_adds_up() -> None:
    head = HEAD.replace("questions:", "lint: {ignore: praise}\nquestions:")
    assert found(whole(WEAK + ", lint: {ignore: relative-time}}", head)) == []


SILENCE_FAULTS = {
    "an unknown code": ("{ignore: [‸relative-tme]}", "bad-value", "Did you mean `relative-time`?"),
    "an error": ("{ignore: [‸unknown-key]}", "bad-value", "Mend what it names."),
    "another key": ("{‸ignored: [praise]}", "unknown-key", "Did you mean `ignore`?"),
    "no mapping": ("‸praise", "wrong-shape", "Write lines of the form `key: value`."),
    "no ignore": ("‸{}", "missing-key", "The codes of the warnings to leave out."),
}


@pytest.mark.parametrize("name", SILENCE_FAULTS)
def test_silencing_what_cannot_be_silenced_is_an_error_with_a_cure(name: str) -> None:
    marked, code, cure = SILENCE_FAULTS[name]
    text = whole(f"{SHORT}, ask: Who came?, answer: Ann, lint: {marked}}}")
    (problem,) = library_of(text.replace("‸", "")).problems
    assert (problem.code.value, problem.line, problem.column) == (code, *place_in(text))
    assert problem.cure == cure
    assert problem.is_error


# praise


def test_a_deck_sets_its_own_words_of_praise_in_place_of_the_usual_ones() -> None:
    head = HEAD.replace("questions:", "praise: [heroic, a true friend]\nquestions:")
    assert found(whole(SHORT + ", ask: Who was brilliant?, answer: Ann}", head)) == []
    text = whole(SHORT + ", ask: Who was ‸a true friend?, answer: Ann}", head)
    assert found(text.replace("‸", "")) == [("praise", *place_in(text))]


# Vietnamese

VIETNAMESE = HEAD.replace("title: T\n", "title: T\nlanguage: vi\n")
IN_VIETNAMESE = {
    "a time": (SHORT + ", ask: Ai là hiệu trưởng ‸hiện nay?, answer: Ann}", Code.RELATIVE_TIME),
    "praise": (SHORT + ", ask: Ai có đóng góp ‸vĩ đại cho trường?, answer: Ann}", Code.PRAISE),
    "all of the above": (
        CHOICE + ", ask: Ở đó trồng cây gì?, answer: Lúa, wrong: [Chè, ‸Tất cả các đáp án trên]}",
        Code.ALL_OF_THE_ABOVE,
    ),
    "a negation": (
        CHOICE + ", ask: Nước nào sau đây ‸không ký hiệp định?, answer: Peru, wrong: [Chile, Cuba]}",
        Code.UNMARKED_NEGATIVE,
    ),
    "an absolute word": (
        CHOICE + ", ask: Cú làm gì?, answer: Chúng săn đêm, wrong: [Chúng ‸không bao giờ bay, Chúng ăn quả]}",
        Code.ABSOLUTE_WORDS,
    ),
    "two claims": (TRUTH + ", ask: 'Hồ sâu, ‸nhưng nước hồ mặn.', answer: true}", Code.SEVERAL_CLAIMS),
}


@pytest.mark.parametrize("name", IN_VIETNAMESE)
def test_a_vietnamese_question_is_judged_by_vietnamese_words(name: str) -> None:
    marked, code = IN_VIETNAMESE[name]
    text = whole(marked, VIETNAMESE)
    assert found(text.replace("‸", "")) == [(code.value, *place_in(text))]


@pytest.mark.parametrize(
    "question",
    [
        SHORT + ", ask: Ai nói ngày 11/7/1995?, answer: Ann}",
        SHORT + ", ask: Ai viết Now and Then?, answer: Ann}",
        CHOICE + ", ask: 'Ai hát bài Con voi an', answer: elephant, wrong: [horse, mule]}",
        CHOICE + ", ask: Nước nào có biển không?, answer: Lào, wrong: [Áo, Peru]}",
    ],
)
def test_english_rules_and_american_dates_do_not_concern_a_vietnamese_deck(question: str) -> None:
    assert found(whole(question, VIETNAMESE)) == []


# tables

TABLE = """\
deck: d
title: T
sources: {s: {title: Source}}
tables:
  - id: visits
    rows:
      - {id: a, guest: Ann Lee, when: 2001, note: first, cite: 's:1'}
      - {id: b, guest: Bert Ray, when: 2002, note: second, cite: 's:2'}
      - {id: c, guest: Clara Fox, when: 2003, note: third, cite: 's:3'}
    questions:
"""


def test_a_weak_word_of_a_tables_question_is_told_once_and_not_for_every_row() -> None:
    question = (
        '{id: q, type: date, ask: "When did {guest} ‸recently come ({note})?", answer: "{when}", explain: E}'
    )
    text = f"{TABLE}      - {question}\n"
    assert found(text.replace("‸", "")) == [("relative-time", *place_in(text))]


def test_what_a_row_does_to_a_tables_question_is_told_at_the_row() -> None:
    question = (
        '      - {id: q, type: choice, ask: "Who came as the {note} guest in {when}?", answer: "{guest}", '
        "wrong: [Dora Day, Emil Orb], explain: E}\n"
    )
    long_name = "a guest who was invited long before by the mayor of the old town"
    text = (TABLE + question).replace("guest: Bert Ray", f"guest: ‸{long_name}")
    assert found(text.replace("‸", "")) == [("longest-option", *place_in(text))]


def test_the_cards_of_one_table_do_not_spoil_each_other() -> None:
    table = TABLE.replace("note: second", "note: second, before: Ann Lee, past: first").replace(
        "note: third", "note: third, before: Bert Ray, past: second"
    )
    table = "".join(line for line in table.splitlines(keepends=True) if "id: a," not in line)
    questions = (
        '      - {id: who, type: short-answer, ask: "Who was the {note} guest in the harbour?", answer: "{guest}", '
        "explain: E}\n"
        '      - {id: when, type: date, ask: "When came {guest}, after {before}, the {past} guest in the harbour?", '
        'answer: "{when}", explain: E}\n'
    )
    assert found(table + questions) == []


def test_a_table_silences_by_its_question() -> None:
    question = (
        '      - {id: q, type: date, ask: "When did {guest} recently come ({note})?", answer: "{when}", explain: E, '
        "lint: {ignore: relative-time}}\n"
    )
    assert found(TABLE + question) == []


def test_drawn_options_are_not_judged_as_if_they_were_written() -> None:
    question = (
        '      - {id: q, type: choice, ask: "Who came as the {note} guest in {when}?", answer: "{guest}", '
        "wrong: {from: guest, count: 2}, explain: E}\n"
    )
    assert found(TABLE + question) == []


# the whole


def test_every_code_of_lint_has_a_bad_example_here_and_a_meaning() -> None:
    tried = set(BAD) | {code for code, _ in PAIRS.values()} | {Code.NO_EXPLANATION, Code.NO_CITATION}
    assert tried == LINT_CODES
    assert set(MEANINGS) == set(Code)


def test_there_is_a_rule_for_every_code() -> None:
    assert len(CARD_RULES) + len(DECK_RULES) == len(LINT_CODES)


def test_nothing_is_kept_and_nothing_judged_unless_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(whole(WEAK + "}"), encoding="utf-8")
    library = load_library([path])
    assert library.files[0].keys == {}
    lint_library(library)
    assert list(library.problems) == []
    library = load_library([path], keep_nodes=True)
    lint_library(library)
    assert [problem.code.value for problem in library.problems] == ["relative-time", "praise"]


def test_a_question_with_an_error_is_not_judged_beside_it() -> None:
    codes = [code for code, *_ in found(whole(WEAK + ", colour: red}"))]
    assert codes == ["unknown-key"]


@pytest.mark.parametrize("cards", [400])
def test_thousands_of_questions_with_one_answer_and_like_stems_are_judged_by_index(
    cards: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vnquiz.deckfile.lint import deck_rules

    asked = 0
    real = deck_rules.tells

    def counted(*arguments: object) -> bool:
        nonlocal asked
        asked += 1
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(deck_rules, "tells", counted)
    same = "".join(
        f"  - {{id: q{i}, type: short-answer, ask: Who led party {i} in 2016?, answer: Ann Lee}}\n"
        for i in range(cards)
    )
    told = "".join(
        f"  - {{id: t{i}, type: numeric, ask: How many came to Ann Lee {i}?, answer: {i + 1000}}}\n"
        for i in range(cards)
    )
    library_of(HEAD + same + told)
    assert asked < 10 * cards
