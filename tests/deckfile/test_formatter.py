"""Formatting writes ids and orders keys, and touches nothing else."""

import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from decks_made import deck_of
from hypothesis import given, settings
from hypothesis import strategies as st

import vnquiz.deckfile.formatter as formatter
from vnquiz.deckfile.concordance import Shelf
from vnquiz.deckfile.formatter import FormatError, Formatted, format_deck
from vnquiz.yamlfile.document import Document
from vnquiz.yamlfile.reading import read_text
from vnquiz.yamlfile.surgery import YamlText, applied

DECKS = sorted((Path(__file__).parents[2] / "decks").glob("*.yaml"))

HEAD_ONLY = "deck: d\ntitle: T\nquestions:\n"
HEAD = "deck: d\ntitle: T\nsources: {s: {title: S}}\nquestions:\n"


def format_text(text: str) -> Formatted:
    return format_deck(Path("d.yaml"), read_text(text, Document("d.yaml")), Shelf(()))


def formatted(text: str) -> str:
    found = format_text(text)
    assert found.problems == ()
    return found.text


# what an author wrote, and what is made of it
EXAMPLES = {
    "keys in another order": (
        "- answer: A\n  ask: Q\n  type: flashcard\n  id: a\n",
        "- id: a\n  type: flashcard\n  ask: Q\n  answer: A\n",
    ),
    "a missing id": (
        "- type: flashcard\n  ask: Why?\n  answer: A\n",
        "- id: why-fac1e1\n  type: flashcard\n  ask: Why?\n  answer: A\n",
    ),
    "a missing id in braces": (
        "- { type: flashcard,  ask: Why?, answer: A }\n",
        "- { id: why-fac1e1, type: flashcard,  ask: Why?, answer: A }\n",
    ),
    "a missing id of a cloze": (
        "- ask: Why?\n  type: cloze\n  text: 'It is {{c1::so}}.'\n",
        "- id: it-is-c1-so-14343e\n  type: cloze\n  ask: Why?\n  text: 'It is {{c1::so}}.'\n",
    ),
    "braces keep what stands between their entries": (
        "- {answer: A,ask: 'Q,}' ,\n   type: flashcard, id: a,}\n",
        "- {id: a,type: flashcard ,\n   ask: 'Q,}', answer: A,}\n",
    ),
    "braces with comments": (
        "- {answer: A, # the answer\n   type: flashcard, ask: Why?}\n",
        "- {id: why-fac1e1, answer: A, # the answer\n   type: flashcard, ask: Why?}\n",
    ),
    "comments above and beside a key": (
        "# the question\n- ask: Q  # asked\n  # the answer\n\n  # as it is known\n  answer: A\n  type: flashcard\n"
        "  # the id\n  id: a # short\n  # the end\n",
        "# the question\n# the id\n- id: a # short\n  type: flashcard\n  ask: Q  # asked\n  # the answer\n\n"
        "  # as it is known\n  answer: A\n  # the end\n",
    ),
    "comments below a list belong to it": (
        "- id: a\n  wrong:\n    - B\n    # - C\n  # the rest\n  type: choice\n  ask: Q\n  answer: A\n",
        "- id: a\n  # the rest\n  type: choice\n  ask: Q\n  answer: A\n  wrong:\n    - B\n    # - C\n",
    ),
    "a hyphen in a line of its own": (
        "-\n  # the type\n  type: flashcard\n  ask: Why?\n  answer: A\n",
        "-\n  id: why-fac1e1\n  # the type\n  type: flashcard\n  ask: Why?\n  answer: A\n",
    ),
    "block texts": (
        "- explain: |\n    # no comment\n\n    more: text\n\n  answer: >-2\n      A\n     B\n  id: a\n"
        "  type: flashcard\n  ask: |+\n    Q\n\n- {id: b, type: flashcard, ask: Q, answer: A}\n",
        "- id: a\n  type: flashcard\n  ask: |+\n    Q\n\n\n  answer: >-2\n      A\n     B\n  explain: |\n"
        "    # no comment\n\n    more: text\n- {id: b, type: flashcard, ask: Q, answer: A}\n",
    ),
    "no break at the end": (
        "- id: a\n  ask: Q\n  answer: A\n  type: flashcard",
        "- id: a\n  type: flashcard\n  ask: Q\n  answer: A",
    ),
    "texts over several lines": (
        "- id: a\n  ask: Q\n    is asked\n  type: flashcard\n  answer: 'A\n\n  B'\n",
        "- id: a\n  type: flashcard\n  ask: Q\n    is asked\n  answer: 'A\n\n  B'\n",
    ),
    "keys within a question": (
        "- id: a\n  type: list\n  ask: Q\n  answer: [{accept: B, text: A}, {text: C}]\n",
        "- id: a\n  type: list\n  ask: Q\n  answer: [{text: A, accept: B}, {text: C}]\n",
    ),
    "keys of a derivation": (
        "- id: a\n  type: flashcard\n  ask: Q\n  answer: A\n  cite: s:1\n  derived:\n    # all of them\n"
        "    count: [A, B]\n    from: s:1\n    reason: R\n",
        "- id: a\n  type: flashcard\n  ask: Q\n  answer: A\n  cite: s:1\n  derived:\n    reason: R\n    from: s:1\n"
        "    # all of them\n    count: [A, B]\n",
    ),
    "quoted keys": (
        "- 'ask': Q\n  \"type\": flashcard\n  id: a\n  answer: A\n",
        "- id: a\n  \"type\": flashcard\n  'ask': Q\n  answer: A\n",
    ),
    "keys with a question mark are left alone": (
        "- ? ask\n  : Q\n  ? type\n  : flashcard\n  id: a\n  answer: A\n",
        "- ? ask\n  : Q\n  ? type\n  : flashcard\n  id: a\n  answer: A\n",
    ),
    "a question on the line of its list": (
        "- {ask: Q, type: flashcard, id: a, answer: A}\n- {answer: A, ask: Why?, type: flashcard}\n",
        "- {id: a, type: flashcard, ask: Q, answer: A}\n- {id: why-fac1e1, type: flashcard, ask: Why?, answer: A}\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_question_is_put_in_order(name: str) -> None:
    before, after = (HEAD + text for text in EXAMPLES[name])
    assert formatted(before) == after


@pytest.mark.parametrize("name", EXAMPLES)
def test_line_ends_are_left_as_they_are(name: str) -> None:
    before, after = (HEAD + text for text in EXAMPLES[name])
    assert formatted(before.replace("\n", "\r\n")) == after.replace("\n", "\r\n")


DECK = """\
# yaml-language-server: $schema=x
# What this deck is.
title: T   # as shown

# by hand
deck: d
questions:
  - {type: flashcard, id: first, ask: Q, answer: A}
tables:
  - questions:
      - {ask: "Who in {when}?", id: who, type: choice, wrong: {count: 1, from: guest}, answer: "{guest}"}
      - {id: match, type: matching, ask: Match., answer: {right: when, count: 2, left: guest}}
    id: visits
    rows:
      - {guest: Ann, cite: 's:1', id: ann, when: 2001}
      - when: 2002  # a year
        tags: [b]
        guest: Bob
        id: bob
        cite: s:2
sources:
  s:
    # where
    url: u
    title: Source
"""
DECK_AFTER = """\
# yaml-language-server: $schema=x
# What this deck is.

# by hand
deck: d
title: T   # as shown
sources:
  s:
    title: Source
    # where
    url: u
questions:
  - {id: first, type: flashcard, ask: Q, answer: A}
tables:
  - id: visits
    rows:
      - {id: ann, guest: Ann, when: 2001, cite: 's:1'}
      - id: bob
        when: 2002  # a year
        guest: Bob
        cite: s:2
        tags: [b]
    questions:
      - {id: who, type: choice, ask: "Who in {when}?", answer: "{guest}", wrong: {from: guest, count: 1}}
      - {id: match, type: matching, ask: Match., answer: {left: guest, right: when, count: 2}}
"""


def test_head_sources_tables_and_rows_are_put_in_order_and_the_cards_keep_theirs() -> None:
    assert formatted(DECK) == DECK_AFTER


@pytest.mark.parametrize("path", DECKS, ids=[path.stem for path in DECKS])
def test_a_shipped_deck_is_in_order_and_comes_back_when_its_keys_are_shuffled(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    shelf = Shelf([path.parent / "sources"])
    shuffled = keys_shuffled(text, Random(path.stem))
    assert shuffled != text
    for each in (text, shuffled):
        assert format_deck(path, read_text(each, Document("d.yaml")), shelf).text == text


def keys_shuffled(text: str, random: Random) -> str:
    """Return a deck with the keys of each of its questions in any order."""
    source = YamlText(text)
    (questions,) = [value for key, value in source.root.value if key.value == "questions"]
    orders = [(node, random.sample(range(len(node.value)), len(node.value))) for node in questions.value]
    return applied(text, filter(None, (source.reordered(node, order) for node, order in orders)))


def test_a_written_id_is_the_one_the_question_bore() -> None:
    text = HEAD + "  - {type: flashcard, ask: Who came first?, answer: A}\n"
    assert [card.id for card in deck_of(formatted(text)).cards] == [card.id for card in deck_of(text).cards]


FAULTY = "  - {ask: How?, type: flashcard, answer: A, colour: red}\n"


def test_a_question_with_an_error_is_left_alone_and_told_of() -> None:
    good = "  - {ask: Why?, type: flashcard, answer: A}\n"
    found = format_text(HEAD + FAULTY + good)
    assert found.text == HEAD + FAULTY + "  - {id: why-fac1e1, type: flashcard, ask: Why?, answer: A}\n"
    assert [problem.code.value for problem in found.problems] == ["unknown-key"]
    assert found.ids == 1


def test_two_questions_that_would_bear_one_id_get_it_once() -> None:
    question = "  - {type: flashcard, ask: Why?, answer: A}\n"
    found = format_text(HEAD + question + question)
    assert found.text.count("id: why-fac1e1") == 1
    assert [problem.code.value for problem in found.problems] == ["duplicate-id"]


@pytest.mark.parametrize(
    "text",
    [
        "deck: d\ntitle: a: b\n",
        "title: T\nquestions:\n" + FAULTY,
        "title: T\ndeck: d\nquestions:\n  - {ask: &a Why?, type: flashcard, answer: *a}\n",
        "title: T\ndeck: d\nquestions:\n  - {ask: Q, type: flashcard, answer: A}\n---\na: b\n",
        "deck: " + "[" * 100_000,
        "",
    ],
)
def test_a_file_that_is_no_whole_deck_is_left_alone_and_told_of(text: str) -> None:
    found = format_text(text)
    assert found.text == text
    assert found.problems != ()


def test_a_fault_in_the_head_leaves_the_head_alone_but_not_the_questions() -> None:
    text = "title: T\nflavour: sweet\ndeck: d\nquestions:\n  - {type: flashcard, ask: Q, answer: A, id: a}\n"
    after = "title: T\nflavour: sweet\ndeck: d\nquestions:\n  - {id: a, type: flashcard, ask: Q, answer: A}\n"
    assert format_text(text).text == after


def test_a_fault_in_a_question_does_not_keep_the_head_out_of_order() -> None:
    assert format_text("title: T\ndeck: d\nquestions:\n" + FAULTY).text == HEAD_ONLY + FAULTY


def test_a_deck_that_would_mean_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatter, "made_id", lambda _, text: f"other-{len(text)}")
    with pytest.raises(FormatError, match="would not mean the same"):
        format_text(HEAD + "  - {type: flashcard, ask: Why?, answer: A}\n")


# decks with comments, blank lines and every style of text in odd places

WORDS = st.sampled_from(["Hà Nội", "one two", "1.10", "no", "a#b", "x: y", "{z}", "- w", "it's", "# k", "q"])
REMARKS = st.lists(
    st.sampled_from(["", "", "   ", "# c", "    # deep", "         # deeper", "#", "  # key: v"]), max_size=2
)


@st.composite
def text_value(draw: st.DrawFn, column: int) -> list[str]:
    """Return the lines of a text in some style, the first of them following its key."""
    words = draw(WORDS)
    inner = " " * (column + draw(st.integers(1, 5)))
    match draw(st.integers(0, 5)):
        case 0:
            mark = draw(st.sampled_from(["|", ">-", "|+", ">", "|-  # c", "| # c"]))
            blank = draw(st.sampled_from([[], [""], ["", ""]]))
            return [f" {mark}", inner + words.lstrip("# "), "", inner + "end " + words, *blank]
        case 1:
            return [f" '{words.replace(chr(39), chr(39) * 2)}'{draw(st.sampled_from(['', '  # beside']))}"]
        case 2:
            return [f' "{words}', "", f'{inner}more"']
        case 3:
            return [" plain words", f"{inner}go on"]
        case _:
            return [f" plain{draw(st.sampled_from(['', ' # beside', '   ']))}"]


@st.composite
def options(draw: st.DrawFn, column: int) -> list[str]:
    """Return the lines of a list in some style."""
    indent = " " * (column + draw(st.sampled_from([0, 2])))
    match draw(st.integers(0, 2)):
        case 0:
            return [" [w1, w2]"]
        case 1:
            return [" [w1,  # one", f"{indent}   w2,", f"{indent} ]"]
        case _:
            remarks = [f"{indent}{line.strip()}" for line in draw(REMARKS)]
            return ["", f"{indent}- w1", *remarks, f"{indent}- w2 # two", *remarks]


@st.composite
def question(draw: st.DrawFn, number: int, dash: int) -> list[str]:
    """Return the lines of a question whose keys stand in any order, with or without an id."""
    column = dash + draw(st.sampled_from([2, 3, 4]))
    keys = {"type": [" choice"], "ask": [f" Q{number} {draw(WORDS)!r}"], "answer": [" A"]}
    keys["wrong"] = draw(options(column))
    if draw(st.booleans()):
        keys["id"] = [f" q{number}"]
    for name in draw(st.sets(st.sampled_from(["hint", "explain"]))):
        keys[name] = draw(text_value(column))
    if draw(st.booleans()):
        keys["derived"] = [
            "",
            *(
                f"{' ' * (column + 2)}{line}"
                for line in ("# why", "from: s:1", "# so", "reason: R", "count: C")
            ),
        ]
    keys["ask"] = [f" 'Q{number}: {draw(WORDS).replace(chr(39), '')}'"]
    if draw(st.integers(0, 4)) == 0:
        pairs = [f"{name}:{''.join(keys[name])}" for name in draw(st.permutations(["type", "ask", "answer"]))]
        gap = draw(st.sampled_from([", ", ",", f" ,\n{' ' * column}", f", # c\n{' ' * column}"]))
        return (" " * dash + "- {" + gap.join([*pairs, "wrong: [w1, w2]"]) + "}").split("\n")
    lines: list[str] = []
    for name in draw(st.permutations(list(keys))):
        above = [] if not lines else [_placed(line, column) for line in draw(REMARKS)]
        lead = " " * column if lines else f"{' ' * dash}-{' ' * (column - dash - 1)}"
        first, *others = keys[name]
        lines += [*above, f"{lead}{name}:{first}", *others]
    return lines


def _placed(line: str, column: int) -> str:
    return line if not line.strip() else " " * min(column, len(line) - len(line.lstrip())) + line.strip()


@st.composite
def deck(draw: st.DrawFn) -> str:
    """Return a deck in some odd but valid form."""
    dash = draw(st.sampled_from([0, 2]))
    questions = [line for number in range(draw(st.integers(1, 3))) for line in draw(question(number, dash))]
    head = {
        "deck": ["deck: d  # id"],
        "title": ["title: T"],
        "tags": ["tags: [a, b]"],
        "sources": ["sources:", "  s:", "    url: u", "    # c", "    title: S"],
        "questions": ["questions:", *questions],
    }
    lines = draw(st.sampled_from([[], ["# top"], ["# top", "", "# more"], ["%YAML 1.1", "---", "# x"]]))
    for name in draw(st.permutations(list(head))):
        lines = [*lines, *head[name], *(line.lstrip() for line in draw(REMARKS))]
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return newline.join(lines) + draw(st.sampled_from(["", newline, newline * 2]))


@settings(max_examples=400, deadline=None)
@given(deck())
def test_formatting_is_idempotent_keeps_the_meaning_and_every_line(text: str) -> None:
    before = read_text(text, Document("d.yaml"))
    assert [problem.message for problem in before.problems] == []
    found = format_text(text)
    assert found.problems == ()
    assert format_text(found.text).text == found.text
    assert [card.id for card in deck_of(found.text).cards] == [card.id for card in deck_of(text).cards]
    assert _lines(found.text) - _lines(text) - _ids(found.text) == Counter()
    assert _lines(text) - _lines(found.text) == Counter()
    if "|+" not in text:
        assert text.endswith("\n") == found.text.endswith("\n")
    assert ("\r\n" in text) == ("\r\n" in found.text)


def _lines(text: str) -> Counter[str]:
    """Return the lines of a text, those of braces taken apart at their commas, without hyphens before a key."""
    pieces = re.split(r"[,{}\r\n]+", text)
    return Counter(re.sub(r"^\s*-\s+(?=\w+:)", "", piece).strip() for piece in pieces if piece.strip())


def _ids(text: str) -> Counter[str]:
    return Counter(re.findall(r"id: [a-z0-9-]+", text))
