"""The real yaml-language-server completes, explains and marks a deck by the shipped schema."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vnquiz.core.questions import QuestionType
from vnquiz.deckfile.schema import SCHEMA_FILE

SERVER = os.environ.get("VNQUIZ_YAML_LS") or shutil.which("yaml-language-server")
pytestmark = pytest.mark.skipif(
    SERVER is None, reason="yaml-language-server is not here; name it in VNQUIZ_YAML_LS"
)
PATIENCE = 60


class Editor:
    """An editor without a window: it opens decks in the language server and asks about places in them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.asked = 0
        self.marked: dict[str, list[dict[str, Any]]] = {}
        able = {
            "textDocument": {
                "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
            }
        }
        self.ask("initialize", processId=os.getpid(), rootUri=folder.as_uri(), capabilities=able)
        self.tell("initialized")

    def close(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=PATIENCE)

    def send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def tell(self, method: str, **params: Any) -> None:
        self.send(method=method, params=params)

    def ask(self, method: str, **params: Any) -> Any:
        """Return the server's answer; its own questions are answered with its defaults."""
        self.asked += 1
        self.send(id=self.asked, method=method, params=params)
        while True:
            message = self.receive()
            if message.get("id") == self.asked and "method" not in message:
                return message["result"]

    def receive(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name == b"Content-Length" else length
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.marked[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            wanted = message["params"].get("items", []) if isinstance(message.get("params"), dict) else []
            self.send(id=message["id"], result=[None for _ in wanted])
        return message

    def open(self, name: str, text: str) -> dict[str, str]:
        text = f"# yaml-language-server: $schema={SCHEMA_FILE.as_uri()}\n{text}"
        document = {"uri": (self.folder / f"{name}.yaml").as_uri()}
        self.tell(
            "textDocument/didOpen",
            textDocument={**document, "languageId": "yaml", "version": 1, "text": text},
        )
        return document

    def at(self, name: str, text: str) -> dict[str, Any]:
        """Open a deck and return the place in it that is marked with a ‸."""
        before = text[: text.index("‸")]
        position = {"line": before.count("\n") + 1, "character": len(before) - before.rfind("\n") - 1}
        return {"textDocument": self.open(name, text.replace("‸", "")), "position": position}

    def completions(self, name: str, text: str) -> dict[str, tuple[str, str]]:
        """Return what is offered at the marked place: for each label what it inserts and how it is explained."""
        found = self.ask("textDocument/completion", **self.at(name, text))
        items = found["items"] if isinstance(found, dict) else found
        return {item["label"]: (item["insertText"], str(item.get("documentation", ""))) for item in items}

    def hover(self, name: str, text: str) -> str:
        found = self.ask("textDocument/hover", **self.at(name, text))
        return str(found["contents"]["value"])

    def errors(self, name: str, text: str) -> list[tuple[int, str]]:
        """Return the line and message of each mark the server puts into a deck."""
        uri = self.open(name, text)["uri"]
        while uri not in self.marked:
            self.receive()
        return [(mark["range"]["start"]["line"], mark["message"]) for mark in self.marked[uri]]


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    found = Editor(tmp_path_factory.mktemp("editor"))
    yield found
    found.close()


HEAD = "deck: d\ntitle: T\nquestions:\n"
NUMERIC = HEAD + "  - id: q\n    type: numeric\n    ask: Q\n"


def test_the_keys_of_the_type_are_offered_with_what_they_are_for(editor: Editor) -> None:
    offered = editor.completions("keys", NUMERIC + "    ‸\n")
    assert offered["tolerance"] == ("tolerance: ", "How far off a number may be and still be right.")
    assert "wrong" not in offered


def test_a_whole_question_of_a_type_is_offered_at_a_hyphen(editor: Editor) -> None:
    offered = editor.completions("whole", HEAD + "  - ‸\n")
    assert offered["question-flashcard"][0] == "type: flashcard\n  ask: $1\n  answer: $2"


def test_the_types_are_offered_with_what_the_learner_does(editor: Editor) -> None:
    offered = editor.completions("types", HEAD + "  - id: q\n    type: ‸\n")
    assert len(offered) == len(QuestionType)
    assert offered["ordering"] == ("ordering", "The learner puts things in order.")


def test_true_and_false_are_offered_as_answers_but_not_wherever_a_text_begins(editor: Editor) -> None:
    claim = HEAD + "  - id: q\n    type: true-false\n    ask: {}\n    answer: {}\n"
    assert set(editor.completions("truth", claim.format("Q", "‸"))) == {"true", "false"}
    assert editor.completions("text", claim.format("‸", "true")) == {}


def test_columns_are_offered_in_a_tables_question(editor: Editor) -> None:
    table = "deck: d\ntitle: T\ntables:\n  - id: t\n    rows: [{id: a, x: 1}]\n    questions:\n"
    offered = editor.completions(
        "draw", table + "      - id: q\n        type: choice\n        wrong:\n          ‸\n"
    )
    assert offered["from"][1] == "The column from which wrong options are drawn."


@pytest.mark.parametrize(
    ("key", "told"), [("tit‸le: T", "The name that learners see."), ("a‸sk: Q", "What is asked.")]
)
def test_a_key_is_explained_where_the_pointer_rests(editor: Editor, key: str, told: str) -> None:
    assert told in editor.hover(
        f"hover {key[0]}", (NUMERIC + "    answer: 1\n").replace(key.replace("‸", ""), key)
    )


def test_faults_are_marked_in_their_lines_and_years_are_not(editor: Editor) -> None:
    text = "    answer: ten\n    explain: 2012\n    hint: true\n    tolerence: 1\n"
    assert editor.errors("faults", NUMERIC + text) == [
        (7, "Write a number such as 500000 or 1.5."),
        (10, "Property tolerence is not allowed."),
    ]
