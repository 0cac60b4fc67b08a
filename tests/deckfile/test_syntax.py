"""A file that is no YAML is told as what its author did, where he did it, whichever parser reads it."""

import random

import pytest
import yaml

from vnquiz.yamlfile import parsing
from vnquiz.yamlfile.document import Document
from vnquiz.yamlfile.reading import read_text

HEAD = "deck: d\ntitle: T\nquestions:\n  - id: q\n    type: choice\n    ask: Q\n"
COLON = "There is a colon followed by a space where none can stand."
NO_SPACE = "There is no space after the colon."
GOES_ON = "The text goes on after its closing quotes."
TAB = "This line is indented with a tab."

# what is added to the head, with a ‸ before the place that is to be named, and the beginning of what is said
MISTAKES = {
    "a key too far right": (
        "    answer: x\n     ‸wrong: [a]\n",
        "This line is indented by 5 spaces, line 7 by 4.",
    ),
    "a key too far left": (
        "    answer: x\n   ‸wrong: [a]\n",
        "This line is indented by 3 spaces, line 7 by 4.",
    ),
    "a key below the hyphen": (
        "    answer: x\n  ‸wrong: [a]\n",
        "This line is indented by 2 spaces, line 7 by 4.",
    ),
    "a question too far right": ("    ‸- id: t\n", "This line is indented by 4 spaces, line 4 by 2."),
    "a question too far left": (" ‸- id: t\n", "This line is indented by 1 space, line 4 by 2."),
    "an item too far left": (
        "    wrong:\n      - a\n     ‸- b\n",
        "This line is indented by 5 spaces, line 8 by 6.",
    ),
    "past a remark": (
        "    answer: x\n# remark\n\n     ‸wrong: a\n",
        "This line is indented by 5 spaces, line 7 by 4.",
    ),
    "a tab": ("‸\tanswer: x\n", TAB),
    "a tab after spaces": ("    ‸\tanswer: x\n", TAB),
    "no space": ("    answer‸:x\n    wrong: [a]\n", NO_SPACE),
    "no space at the end": ("    answer‸:x\n", NO_SPACE),
    "no space after a hyphen and a key": ("  - id‸:t\n    type: choice\n", NO_SPACE),
    "no space after a hyphen": ("    wrong:\n    ‸-a\n    - b\n", "There is no space after the hyphen."),
    "a line that is no key": ("    answer: x\n    ‸and on\n    wrong: [a]\n", "This line is neither a key"),
    "a colon": ("    answer: x‸: y\n", COLON),
    "curly quotes": ("    answer: “x‸: y”\n", COLON),
    "quotes never closed": (
        '    answer: ‸"x\n    wrong: [a]\n',
        "The quotes that open here are never closed.",
    ),
    "an apostrophe first": (
        "    answer: ‸'tis\n    wrong: [a]\n",
        "The quotes that open here are never closed.",
    ),
    "quotes closed late": (
        '    answer: ‸"x\n    wrong: [a]\n    hint: "y"\n',
        "The quotes that open here are closed only in line 9.",
    ),
    "quotes within": ('    answer: "a "‸b" c"\n', GOES_ON),
    "an apostrophe within": ("    answer: 'it'‸s'\n", GOES_ON),
    "quotes round the first word": ('    answer: "Nine" ‸dragons\n', GOES_ON),
    "a list never closed": ("    wrong: ‸[a, b\n    answer: x\n", "The list that opens here is not closed."),
    "a mapping never closed": (
        "    answer: ‸{a: b\n    wrong: [a]\n",
        "The mapping that opens here is not closed.",
    ),
    "no comma": ('    wrong: ["a" ‸"b"]\n', "The list is not closed, or a comma is missing."),
    "a gap first": ("    text: ‸{{c1::x}} is y\n", "A text that begins with `{` must stand between quotes."),
    "bold first": ("    answer: ‸**bold** word\n", "A text cannot begin with “*”."),
    "an at sign first": ("    answer: ‸@x\n", "A text cannot begin with “@”."),
    "a percent sign first": ("    wrong: [‸%5]\n", "A text cannot begin with “%”."),
    "a comma first": ("    answer: ‸, x\n", "A text cannot begin with “,”."),
    "a greater sign first": ("    answer: ‸> 5\n", "A text cannot begin with “>”."),
}


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read by libyaml's parser, and by the one that PyYAML brings where that is missing."""
    if not hasattr(yaml, request.param):
        pytest.skip("PyYAML came without libyaml")
    monkeypatch.setattr(parsing, "PARSER", getattr(yaml, request.param))


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_for_what_it_is_at_its_place(name: str) -> None:
    marked, said = MISTAKES[name]
    before = HEAD + marked[: marked.index("‸")]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    found = [
        p
        for p in read_text(HEAD + marked.replace("‸", ""), Document("d.yaml")).problems
        if p.code == "syntax"
    ]
    assert [(p.line, p.column) for p in found] == [(line, column)], found
    assert found[0].message.startswith(said)
    assert found[0].cure


@pytest.mark.usefixtures("parser")
def test_whatever_is_broken_there_is_one_sentence_on_it_and_a_place_in_the_file() -> None:
    text = HEAD + "    answer: 'x'\n    wrong: [a, \"b\"]\n    hint: {c: d}\n    explain: >-\n      long\n"
    chance = random.Random(1)
    for _ in range(400):
        at = chance.randrange(len(text))
        cut = chance.choice((0, 1, 2))
        broken = (
            text[:at]
            + chance.choice(("", "\t", ":", "'", '"', "[", "}", "- ", "\n", "*", " "))
            + text[at + cut :]
        )
        for problem in read_text(broken, Document("d.yaml")).problems:
            assert 1 <= problem.line <= broken.count("\n") + 2
            assert problem.column >= 1
            assert problem.message.endswith(".")
