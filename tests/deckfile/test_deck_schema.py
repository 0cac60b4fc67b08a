"""The JSON Schema and the reader say the same of every deck, and the schema explains every key."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from decks_made import deck_file

from vnquiz.deckfile.concordance import FOLDER
from vnquiz.deckfile.schema import SCHEMA_FILE, deck_schema, schema_text

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "decks").glob("*.yaml"))
HEAD = "deck: d\ntitle: T\nsources:\n  s: {title: Source, date: 2024}\nquestions:\n"
ROWS = """\
deck: d
title: T
tables:
  - id: t
    rows:
      - {id: a, who: Ann, when: 2001}
      - {id: b, who: Bob, when: 2002-03}
      - {id: c, who: Cy, when: 2003}
    questions:
"""
WHO = '{id: who, type: choice, ask: "Who in {when}?", answer: "{who}", wrong: {from: who, count: 1}}'
WHEN = '{id: when, type: date, ask: "When {who}?", answer: "{when}"}'
ORDER = "{id: order, type: ordering, ask: Order., answer: {from: who, by: when, count: 2}}"
MATCH = "{id: match, type: matching, ask: Match., answer: {left: who, right: when, count: 2}}"


def question(keys: str) -> str:
    return f"{HEAD}  - {{id: q, {keys}}}\n"


def flashcard(keys: str) -> str:
    return question(f"type: flashcard, ask: Q, answer: A, {keys}")


CARD = f"{HEAD}  - {{id: q, type: flashcard, ask: Q, answer: A}}\n"


def table(*questions: str) -> str:
    return ROWS + "".join(f"      - {keys}\n" for keys in questions)


GOOD = {
    "texts that YAML reads as numbers and truth values": question(
        "type: choice, ask: 2012, answer: true, wrong: [1.10, no, 012, 2024-01-01], explain: 1e3, tags: 1990"
    ),
    "a whole deck in numbers": question("type: flashcard, ask: 1, answer: 2, cite: 's:7'").replace(
        "title: T", "title: 1945"
    ),
    "select all": question("type: choice, ask: Q, answer: [A, 1], wrong: B"),
    "truth in capitals": question("type: true-false, ask: Q, answer: 'TRUE'"),
    "a short answer": question("type: short-answer, ask: Q, answer: 1, accept: 2, diacritics: require, typos: 1"),
    "numbers": question("type: numeric, ask: Q, answer: 5e8, accept: [1.5, '-2'], tolerance: 1, unit: km"),
    "dates": question("type: date, ask: Q, answer: -0111, accept: [938, 2023-09, 2023-09-10]"),
    "a cloze": question("type: cloze, text: '{{c1::a}} {{c2::b}}', typos: 1"),
    "a list": question("type: list, ask: Q, answer: [A, 2, {text: C, accept: D}], need: 2"),
    "an ordering": question("type: ordering, ask: Q, answer: [1, 2]"),
    "a matching": question("type: matching, ask: Q, answer: {A: 1, 2: B}, wrong: C"),
    "all common keys": flashcard(
        "hint: H, explain: E, cite: ['s:1', 's:1-2'], tags: [a, b], "
        "previous_ids: d/old, siblings: x, reworded: W, derived: {reason: R, from: 's:1', count: [A]}, "
        "lint: {ignore: [praise]}"
    ),
    "a table": table(WHO, WHEN, ORDER, MATCH),
    "a table and questions": table(WHO, WHEN) + "questions:\n  - {id: x, type: flashcard, ask: Q, answer: A}\n",
    "columns as values": table(
        WHEN, '{id: y, type: numeric, ask: "{who}", answer: "{year}", tags: ["{tag}"]}'
    ).replace("who:", "year: 1, tag: a, who:"),
}  # fmt: skip

BAD = {
    "no deck id": "title: T\nquestions: [{id: q, type: flashcard, ask: Q, answer: A}]\n",
    "a deck id with a capital": CARD.replace("deck: d", "deck: D"),
    "no title": CARD.replace("title: T\n", ""),
    "no questions": "deck: d\ntitle: T\n",
    "an empty list of questions": "deck: d\ntitle: T\nquestions: []\n",
    "questions in a text": "deck: d\ntitle: T\nquestions: none\n",
    "a list at the top": "- a\n- b\n",
    "an unknown key of the deck": HEAD.replace("title: T", "title: T\ncolour: red"),
    "a language in words": CARD.replace("title: T", "title: T\nlanguage: in English"),
    "a source without a title": CARD.replace("title: Source", "url: u"),
    "a source with an unknown key": CARD.replace("title: Source", "title: S, isbn: 1"),
    "no type": question("ask: Q, answer: A"),
    "an unknown type": question("type: flashcrad, ask: Q, answer: A"),
    "an unknown key": flashcard("explian: E"),
    "a key of another type": flashcard("tolerance: 1"),
    "no answer": question("type: flashcard, ask: Q"),
    "no ask": question("type: flashcard, answer: A"),
    "an empty ask": question("type: flashcard, ask: , answer: A"),
    "an ask of spaces": question("type: flashcard, ask: '  ', answer: A"),
    "an ask in a list": question("type: flashcard, ask: [Q], answer: A"),
    "an answer in a mapping": question("type: flashcard, ask: Q, answer: {a: b}"),
    "a text that is too long": question(f"type: flashcard, ask: Q, answer: {'x' * 20_001}"),
    "an id with a space": CARD.replace("id: q", "id: a b"),
    "no wrong options": question("type: choice, ask: Q, answer: A"),
    "an empty option": question("type: choice, ask: Q, answer: A, wrong: [B, '']"),
    "an empty list of options": question("type: choice, ask: Q, answer: A, wrong: []"),
    "a draw outside a table": question("type: choice, ask: Q, answer: A, wrong: {from: x, count: 2}"),
    "yes for true": question("type: true-false, ask: Q, answer: yes"),
    "a number with commas": question("type: numeric, ask: Q, answer: '1,000'"),
    "a number in words": question("type: numeric, ask: Q, answer: ten"),
    "a date in words": question("type: date, ask: Q, answer: May 2023"),
    "a thirteenth month": question("type: date, ask: Q, answer: 2023-13"),
    "typos in words": question("type: short-answer, ask: Q, answer: A, typos: some"),
    "a misspelt choice of diacritics": question("type: short-answer, ask: Q, answer: A, diacritics: ignor"),
    "a cloze without gaps": question("type: cloze, text: none"),
    "a list of one": question("type: list, ask: Q, answer: [A]"),
    "an item with an unknown key": question("type: list, ask: Q, answer: [A, {text: B, also: C}]"),
    "an item without a text": question("type: list, ask: Q, answer: [A, {accept: C}]"),
    "an ordering of one": question("type: ordering, ask: Q, answer: [A]"),
    "an ordering that is a text": question("type: ordering, ask: Q, answer: A"),
    "a matching that is a list": question("type: matching, ask: Q, answer: [A, B]"),
    "a matching of one": question("type: matching, ask: Q, answer: {A: B}"),
    "a citation without a colon": flashcard("cite: s7"),
    "a tag with a space": flashcard("tags: [a b]"),
    "a previous id without a deck": flashcard("previous_ids: old"),
    "a derivation without a reason": flashcard("derived: {from: 's:1', count: A}"),
    "a derivation without a way": flashcard("derived: {reason: R, from: 's:1'}"),
    "a derivation of two ways": flashcard(
        "derived: {reason: R, from: 's:1', count: A, compute: 1}"
    ),
    "a lint key that is unknown": flashcard("lint: {off: [praise]}"),
    "a lint code that is unknown": flashcard("lint: {ignore: [prise]}"),
    "a table's question without an id": table(WHO, WHEN.replace("id: when, ", "")),
    "a row without an id": table(WHO, WHEN).replace("{id: a, ", "{"),
    "a table without an id": table(WHO, WHEN).replace("- id: t\n    rows", "- rows"),
    "a column that is a list": table(WHO, WHEN).replace("who: Ann", "who: [Ann]"),
    "a column with a capital": table(WHO, WHEN).replace("id: a, ", "id: a, Age: 1, "),
    "a draw without a count": table(WHO.replace(", count: 1", ""), WHEN),
    "a draw with an unknown key": table(WHO, ORDER.replace("count: 2", "count: 2, size: 3")),
    "a drawn matching without a right": table(WHO, MATCH.replace("right: when, ", "")),
    "a count in words": table(WHO.replace("count: 1", "count: one"), WHEN),
    "a key twice": question("type: flashcard, ask: Q, ask: R, answer: A"),
}  # fmt: skip

ONLY_THE_READER_KNOWS = {
    "an id twice": CARD + "  - {id: q, type: flashcard, ask: R, answer: A}\n",
    "an unknown source": flashcard("cite: 't:1'"),
    "a citation backwards": flashcard("cite: 's:7-3'"),
    "a day that does not exist": question("type: date, ask: Q, answer: 2023-02-30"),
    "a year of one digit": question("type: date, ask: Q, answer: 5"),
    "an option twice": question("type: choice, ask: Q, answer: A, wrong: [B, b]"),
    "an option right and wrong": question("type: choice, ask: Q, answer: A, wrong: [B, A]"),
    "a gap twice": question("type: cloze, text: '{{c1::a}} {{c1::b}}'"),
    "an open gap": question("type: cloze, text: '{{c1::a'"),
    "more needed than there are": question("type: list, ask: Q, answer: [A, B], need: 3"),
    "a tolerance below zero": question("type: numeric, ask: Q, answer: 1, tolerance: -1"),
    "an anchor": question("type: flashcard, ask: &x Q, answer: A"),
    "an unknown column": table(WHO, WHEN.replace("{who}", "{whom}")),
    "a row that lacks a column": table(WHO, WHEN).replace(", when: 2003", ""),
    "two rows with one id": table(WHO, WHEN).replace("id: b", "id: a"),
    "too few rows to draw from": table(WHO, ORDER.replace("count: 2", "count: 9")),
}  # fmt: skip

ONLY_EDITORS_REFUSE = {
    "a text that YAML reads as nothing": question("type: flashcard, ask: Q, answer: ~"),
    "a slug that YAML reads as a truth value": flashcard("siblings: true"),
    "a slug that YAML reads as a fraction": CARD.replace("id: q", "id: 1e-1"),
}  # fmt: skip


def examples() -> Iterator[tuple[str, str]]:
    """Yield every example of the pages that the reader takes without an error."""
    for page in sorted((ROOT / "docs").glob("*.md")):
        found = re.findall(
            r"^```yaml\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        )
        for number, text in enumerate(found):
            deck = text if "deck:" in text else f"deck: d\ntitle: T\nquestions:\n{text}"
            if not errors(deck):
                yield f"{page.stem} {number}", deck


def errors(text: str) -> list[str]:
    """Return the codes of the errors the reader finds."""
    problems = deck_file(text, folders=[ROOT / "decks" / FOLDER]).document.problems
    return [problem.code.value for problem in problems if problem.is_error]


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the names of the decks that check-jsonschema refuses, of all that stand above and ship."""
    folder = tmp_path_factory.mktemp("decks")
    names: dict[str, str] = {}
    shipped = {path.stem: path.read_text(encoding="utf-8") for path in SHIPPED}
    for decks in (GOOD, BAD, ONLY_THE_READER_KNOWS, ONLY_EDITORS_REFUSE, dict(examples()), shipped):
        for name, text in decks.items():
            path = folder / f"{len(names)}.yaml"
            path.write_text(text, encoding="utf-8")
            names[str(path)] = name
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--schemafile",
        str(SCHEMA_FILE),
        "-o",
        "json",
        *names,
    ]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    found = json.loads(done.stdout)
    return {names[fault["filename"]] for fault in [*found["errors"], *found["parse_errors"]]}


@pytest.mark.parametrize("name", [*GOOD, *(path.stem for path in SHIPPED)])
def test_reader_and_schema_take_a_good_deck(name: str, refused: set[str]) -> None:
    if name in GOOD:
        assert errors(GOOD[name]) == []
    assert name not in refused


@pytest.mark.parametrize("name", BAD)
def test_reader_and_schema_refuse_a_bad_deck(name: str, refused: set[str]) -> None:
    assert errors(BAD[name]) != []
    assert name in refused


@pytest.mark.parametrize("name", ONLY_THE_READER_KNOWS)
def test_what_only_the_reader_knows_is_no_matter_for_the_schema(name: str, refused: set[str]) -> None:
    assert errors(ONLY_THE_READER_KNOWS[name]) != []
    assert name not in refused


@pytest.mark.parametrize("name", ONLY_EDITORS_REFUSE)
def test_what_only_editors_refuse_is_known(name: str, refused: set[str]) -> None:
    assert errors(ONLY_EDITORS_REFUSE[name]) == []
    assert name in refused


def test_the_schema_takes_every_good_example_of_the_pages(refused: set[str]) -> None:
    names = {name for name, _ in examples()}
    assert len(names) > 40
    assert names & refused == set()


def test_the_shipped_schema_is_the_one_that_the_field_table_makes() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), (
        "Write it anew: python -m vnquiz.deckfile.schema"
    )


def test_the_schema_keeps_to_its_dialect() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--check-metaschema", str(SCHEMA_FILE)]
    assert subprocess.run(command, capture_output=True).returncode == 0


def objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for below in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
        yield from objects(below)


def test_every_key_is_explained() -> None:
    described = [
        known
        for schema in objects(deck_schema())
        if "additionalProperties" in schema and "properties" in schema
        for known in schema["properties"].values()
    ]
    assert len(described) > 250
    assert all(known.get("description") for known in described)


def test_every_reference_leads_somewhere() -> None:
    schema = deck_schema()
    names = {found["$ref"].removeprefix("#/$defs/") for found in objects(schema) if "$ref" in found}
    assert names <= set(schema["$defs"])
