"""What the pages of docs/ say is what the program does: their examples work, and nothing is left out."""

import argparse
import importlib
import io
import json
import os
import pkgutil
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.app import App
from textual.binding import Binding

import vnquiz.tui
from vnquiz.cli import plain
from vnquiz.cli.arguments import build_parser
from vnquiz.cli.main import main
from vnquiz.core.events import EventKind
from vnquiz.core.fingerprints import question_fingerprint
from vnquiz.core.marking import mark
from vnquiz.core.questions import QuestionType
from vnquiz.core.tasks import Typed, draw, seeded
from vnquiz.core.verdicts import Unreadable, VerdictKind
from vnquiz.deckfile.citations import check_citations
from vnquiz.deckfile.fields import (
    DECK_FIELDS,
    DERIVED_FIELDS,
    DRAW_FIELDS,
    ITEM_FIELDS,
    OWN_FIELDS,
    QUESTION_FIELDS,
    ROW_FIELDS,
    SOURCE_FIELDS,
    TABLE_FIELDS,
)
from vnquiz.deckfile.library import Library, load_library
from vnquiz.deckfile.lint.linter import lint_library
from vnquiz.deckfile.reported import add_suspicions
from vnquiz.folders import own_folders
from vnquiz.settings.reader import settings_of
from vnquiz.settings.table import DECKS, KEYS, OF_DECKS, SETTINGS
from vnquiz.store.chain import as_json
from vnquiz.store.opening import open_for_reading
from vnquiz.tui.keys import commands as commands_of_keys
from vnquiz.tui.keys import faults_of
from vnquiz.tui.setting_rows import written as keys_written
from vnquiz.yamlfile.problems import LINT_CODES, REPORT_CODES, Code

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
MINIMAL = "deck: example\ntitle: Example\nquestions:\n"
MINIMAL_WITH_BOOK = MINIMAL.replace("questions:", "sources: {book: {title: A Book}}\nquestions:")


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def sections(text: str, level: int = 2) -> dict[str, str]:
    """Return what stands below each heading of a level, up to the next heading of that level or a higher one."""
    found: dict[str, str] = {}
    heading = ""
    is_fenced = False
    for line in text.splitlines():
        is_fenced ^= line.startswith("```")
        marks = re.match(r"(#+) (.*)", line) if not is_fenced else None
        if marks and len(marks[1]) <= level:
            heading = marks[2] if len(marks[1]) == level else ""
        elif heading:
            found[heading] = found.get(heading, "") + line + "\n"
    return found


def fenced(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def rows(text: str) -> list[list[str]]:
    """Return the cells of every row of the tables in a text, without their heads."""
    lines = [line.replace(r"\|", "\0") for line in text.splitlines()]
    heads = {i for i, line in enumerate(lines[1:]) if re.fullmatch(r"\|(-+\|)+", line)}
    return [
        [cell.strip().replace("\0", "|") for cell in line.strip("|").split("|")]
        for i, line in enumerate(lines)
        if line.startswith("| ") and i not in heads
    ]


def prose(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def codes_in(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", prose(text))


def loaded(example: str, folder: Path) -> Library:
    """Return the library of one example, a list of questions put into a deck of its own, as `check` reads it.

    Beside it lies the concordance of the document that decks.md shows.
    """
    document = folder / "diary.txt"
    document.write_text(fenced(sections(page("decks"))["Checked citations"], "text")[0], encoding="utf-8")
    command = shlex.split(fenced(sections(page("decks"))["Checked citations"], "sh")[0])
    assert command[:4] == ["vnquiz", "source", "add", document.name]
    output = command.index("--output")
    where = ["--output", str(folder / Path(command[output + 1]).name), "--force"]
    assert main(["source", "add", str(document), *command[4:output], *where]) == 0
    path = folder / "example.yaml"
    head = "" if example.startswith("deck:") else MINIMAL_WITH_BOOK if "cite: book:" in example else MINIMAL
    path.write_text(head + example, encoding="utf-8")
    library = load_library([path], keep_nodes=True)
    check_citations(library)
    return library


def codes_of(example: str, folder: Path, *, lint: bool = False) -> list[str]:
    library = loaded(example, folder)
    if lint:
        lint_library(library)
    return [problem.code.value for problem in library.problems]


# decks.md

DECK_EXAMPLES = fenced(page("decks"), "yaml")


@pytest.mark.parametrize("number", range(len(DECK_EXAMPLES)))
def test_every_example_of_the_deck_language_loads_without_a_problem(number: int, tmp_path: Path) -> None:
    library = loaded(DECK_EXAMPLES[number], tmp_path)
    assert [problem.message for problem in library.problems] == []
    assert library.cards


@pytest.mark.parametrize("kind", QuestionType)
def test_every_question_type_has_a_section_with_an_example_of_it(kind: QuestionType) -> None:
    section = sections(page("decks"))[kind.value]
    assert any(f"type: {kind.value}\n" in example for example in fenced(section, "yaml"))


@pytest.mark.parametrize("kind", QuestionType)
def test_the_section_of_a_type_names_all_its_own_keys(kind: QuestionType) -> None:
    section = sections(page("decks"))[kind.value]
    assert set(OWN_FIELDS[kind]) <= set(codes_in(section))


def test_every_key_of_the_deck_language_is_explained() -> None:
    text = page("decks")
    known = [DECK_FIELDS, SOURCE_FIELDS, ITEM_FIELDS, DERIVED_FIELDS, *QUESTION_FIELDS.values()]
    assert {name for table in known for name in table} <= set(codes_in(text))
    head = {codes_in(cells[0])[0] for cells in rows(sections(text)["The head of a deck"])}
    assert head == set(DECK_FIELDS)


def test_every_key_of_tables_is_explained() -> None:
    found = sections(page("decks"))
    if "Tables" not in found:
        pytest.skip("tables have no section yet")
    known = [TABLE_FIELDS, ROW_FIELDS, *DRAW_FIELDS.values()]
    assert {name for table in known for name in table} <= set(codes_in(found["Tables"]))


# problems.md


def unreadable(folder: Path) -> Path:
    path = folder / "deck.yaml"
    path.mkdir()
    return path


def too_large(folder: Path) -> Path:
    return written(folder, b"#" * (16 * 1024 * 1024 + 1))


def in_another_encoding(folder: Path) -> Path:
    return written(folder, "deck: d\ntitle: Hà Nội\n".encode("cp1258", errors="replace"))


def too_long(folder: Path) -> Path:
    question = f"  - {{id: a, type: flashcard, ask: {'x' * 20_001}, answer: A}}\n"
    return written(folder, (MINIMAL + question).encode())


def bad_concordance(folder: Path) -> Path:
    (folder / "sources").mkdir()
    (folder / "sources" / "log.json").write_text("{", encoding="utf-8")
    head = "deck: d\ntitle: T\nsources:\n  log: {title: Log}\nquestions:\n"
    return written(
        folder, f"{head}  - {{id: a, type: flashcard, ask: Q, answer: A, cite: 'log:1'}}\n".encode()
    )


def written(folder: Path, content: bytes) -> Path:
    path = folder / "deck.yaml"
    path.write_bytes(content)
    return path


TOLD_IN_WORDS: dict[Code, Callable[[Path], Path]] = {
    Code.UNREADABLE: unreadable,
    Code.TOO_LARGE: too_large,
    Code.ENCODING: in_another_encoding,
    Code.TOO_LONG: too_long,
    Code.BAD_CONCORDANCE: bad_concordance,
}


@pytest.mark.parametrize("code", [code for code in Code if code not in REPORT_CODES])
def test_every_problem_has_a_section_whose_bad_example_causes_just_that(code: Code, tmp_path: Path) -> None:
    section = sections(page("problems"))[code.value]
    assert "Cure:" in section
    if code in TOLD_IN_WORDS:
        path = TOLD_IN_WORDS[code](tmp_path)
        library = load_library([path.parent if path.is_dir() else path])
        check_citations(library)
        assert [problem.code for problem in library.problems] == [code]
    else:
        example = fenced(section, "yaml")[0]
        assert set(codes_of(example, tmp_path, lint=code in LINT_CODES)) == {code.value}


@pytest.mark.parametrize("code", [code for code in Code if code not in {*TOLD_IN_WORDS, *REPORT_CODES}])
def test_the_cure_of_every_problem_cures_it(code: Code, tmp_path: Path) -> None:
    bad, cured = fenced(sections(page("problems"))[code.value], "yaml")
    assert codes_of(cured, tmp_path, lint=code in LINT_CODES) == []
    assert bad != cured


@pytest.mark.parametrize("code", REPORT_CODES)
def test_what_a_report_suspects_is_told_of_the_example_and_gone_once_it_is_cured(
    code: Code, tmp_path: Path
) -> None:
    bad, cured = fenced(sections(page("problems"))[code.value], "yaml")
    (card,) = loaded(bad, tmp_path).cards.values()
    flags = [{"code": code.value, "words": "Look at it."}]
    item = {"card": card.id, "question": question_fingerprint(card), "flags": flags}
    report = tmp_path / "report.json"
    report.write_text(json.dumps({"format": "vnquiz-report", "version": 1, "items": [item]}))
    for example, expected in ((bad, [code]), (cured, [])):
        library = loaded(example, tmp_path)
        add_suspicions(library, report)
        assert [problem.code for problem in library.problems] == expected


def test_no_section_is_about_a_problem_that_there_is_not() -> None:
    assert set(sections(page("problems"))) == {code.value for code in Code}


# study.md: marking

MARKED = {"right": 1.0, "right but for a slip": 0.9, "half right": 0.5, "wrong": 0.0}
TYPED = {
    "Names and words": "short-answer",
    "Dates": "date",
    "Numbers": "numeric",
}
MARKINGS = [
    (kind, *cells) for heading, kind in TYPED.items() for cells in rows(sections(page("study"), 3)[heading])
]


@pytest.mark.parametrize(("kind", "says", "typed", "mark_in_words"), MARKINGS)
def test_answers_are_marked_as_the_page_says(
    kind: str, says: str, typed: str, mark_in_words: str, tmp_path: Path
) -> None:
    head, keys = "", ""
    for key in codes_in(says):
        if key.startswith("language:"):
            head = f"{key}\n"
        else:
            keys += f"    {key}\n"
    question = f"questions:\n  - id: q\n    type: {kind}\n    ask: Q\n{keys}"
    (card,) = loaded(f"deck: d\ntitle: T\n{head}{question}", tmp_path).cards.values()
    verdict = mark(draw(card, seeded(1)), Typed(codes_in(typed)[0]))
    if isinstance(verdict, Unreadable):
        assert mark_in_words.startswith("asked again")
    else:
        assert verdict.score == MARKED[mark_in_words.split(",")[0]]


# study.md: keys

SECTION_OF = {
    "VnquizApp": "On every screen",
    "HomeScreen": "On the home screen",
    "DeckTable": "On the home screen",
    "SettingsScreen": "In the settings",
    "SettingsList": "In the settings",
    "OfferScreen": "When nothing is due",
    "StudyScreen": "In a session",
    "ItemBox": "Answering",
    "AnswerInput": "Answering",
    "ChoiceBox": "Answering",
    "OrderBox": "Answering",
    "RatingBar": "Rating",
    "PassageScreen": "In the window with the source",
    "SummaryScreen": "At the end of a session",
    "QuestionScreen": "In a session",
    "SetUpScreen": "Before an exam",
    "TickBox": "In a list to choose from",
    "PickScreen": "In a list to choose from",
    "OneLine": "In a window with a line to type in",
    "LineScreen": "In a window with a line to type in",
    "PaperScreen": "In an exam",
    "SureBar": "How sure an answer is",
    "HandInScreen": "Before an exam is handed in",
    "LeaveExamScreen": "Before an exam is left",
    "ExamResultScreen": "At the end of an exam",
    "PlanScreen": "In a plan",
    "PlanLine": "In a plan",
    "HelpScreen": "In the help window",
    "CopyScreen": "Before a deck is copied",
    "PreviewScreen": "In the preview of a deck",
    "PortionScreen": "After a break",
    "ScrollingScreen": "On the statistics screen and a card's page",
    "StatisticsScreen": "On the statistics screen and a card's page",
    "CardScreen": "On the statistics screen and a card's page",
    "BrowseScreen": "In browse",
    "CardList": "In browse",
    "SearchLine": "In browse",
    "ResetScreen": "Before cards begin anew",
}
WRITTEN_OUT = {
    "question_mark": "?",
    "f2": "F2",
    "exclamation_mark": "!",
    "slash": "/",
    "pageup": "page up",
    "pagedown": "page down",
    "f1": "F1",
    "f10": "F10",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "comma": ",",
    "shift+up": "shift+↑",
    "shift+down": "shift+↓",
}


def bindings() -> Iterator[tuple[str, Binding]]:
    """Yield every binding with an id, one for each of its keys, with the class that declares it."""
    for module in pkgutil.walk_packages(vnquiz.tui.__path__, "vnquiz.tui."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, type) and value.__module__ == module.name:
                for binding in Binding.make_bindings(vars(value).get("BINDINGS", ())):
                    if binding.id:
                        yield name, binding


BINDINGS = list(bindings())


@pytest.mark.parametrize(("owner", "binding"), BINDINGS, ids=[f"{o}-{b.id}-{b.key}" for o, b in BINDINGS])
def test_every_key_stands_in_the_section_of_its_screen_with_what_it_does(
    owner: str, binding: Binding
) -> None:
    key = WRITTEN_OUT.get(binding.key, binding.key)
    told = [
        cells[1] for cells in rows(sections(page("study"), 3)[SECTION_OF[owner]]) if f"`{key}`" in cells[0]
    ]
    assert any(words.startswith(binding.description) for words in told), told
    assert not binding.tooltip or any(binding.tooltip.lower() in words.lower() for words in told), told


@pytest.mark.parametrize(("owner", "binding"), BINDINGS, ids=[f"{o}-{b.id}-{b.key}" for o, b in BINDINGS])
def test_how_the_screen_writes_a_key_is_explained(owner: str, binding: Binding) -> None:
    shown: str = App[None]().get_key_display(binding)
    is_with_ctrl = shown.startswith("^") and "`^t` is ctrl and t together" in page("study")
    assert is_with_ctrl or f"`{shown}`" in page("study") or f"`{shown.upper()}`" in page("study"), owner


def test_every_key_told_of_is_there() -> None:
    known = {(SECTION_OF[owner], WRITTEN_OUT.get(binding.key, binding.key)) for owner, binding in BINDINGS}
    found = sections(page("study"), 3)
    for heading in set(SECTION_OF.values()):
        told = {key for cells in rows(found[heading]) for key in codes_in(cells[0])}
        assert told - {key for place, key in known if place == heading} <= {"ctrl+p", "tab"}


# statistics.md


def names_in(value: object) -> Iterator[str]:
    """Yield the names of all members of a JSON value."""
    match value:
        case dict():
            for name, member in value.items():
                yield name
                yield from names_in(member)
        case [first, *_]:
            yield from names_in(first)


def test_every_number_of_the_statistics_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    deck = tmp_path / "d.yaml"
    questions = "  - {id: q, type: short-answer, ask: Q, answer: A, tags: [t]}\n"
    deck.write_text(f"{MINIMAL}{questions}", encoding="utf-8")
    monkeypatch.setenv("VNQUIZ_HOME", str(tmp_path / "home"))
    for day in ("2026-11-01", "2026-11-21"):
        monkeypatch.setattr(sys, "stdin", io.StringIO("wrong\n\n:quit\n"))
        assert main(["study", str(deck), "--plain", "--now", f"{day}T09:00+07:00", "--seed", "1"]) == 0
    capsys.readouterr()
    assert main(["stats", str(deck), "--json", "--now", "2026-11-21T10:00+07:00"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert all(found[name] for name in ("hardest", "confusions", "days", "decks", "tags"))
    told = set(codes_in(page("statistics")))
    assert set(names_in(found)) <= told
    assert {codes_in(cells[0])[0] for cells in rows(sections(page("statistics"))["As JSON"])} <= set(
        names_in(found)
    )


# study.md: the command line and --plain


def commands(parser: argparse.ArgumentParser, path: str = "vnquiz") -> Iterator[tuple[str, list[str]]]:
    """Yield every command with all its options."""
    options: list[str] = []
    below: list[tuple[str, argparse.ArgumentParser]] = []
    for action in parser._actions:
        options += action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            below += [(f"{path} {name}", found) for name, found in action.choices.items()]
    yield path, options
    for name, found in below:
        yield from commands(found, name)


COMMANDS = list(commands(build_parser()))


@pytest.mark.parametrize(("command", "options"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_every_command_and_option_is_told(command: str, options: list[str]) -> None:
    pages = [
        (ROOT / "README.md").read_text(encoding="utf-8"),
        *(page(name) for name in ("study", "decks", "exams", "statistics", "memory")),
    ]
    text = "\n".join([*pages, page("progress")])
    assert command in text
    for option in options:
        assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", text), option


# settings.md


def test_every_setting_has_a_section_and_no_other_has() -> None:
    told = {codes_in(heading)[0] for heading in sections(page("settings")) if heading.startswith("`")}
    assert told == {*SETTINGS, KEYS, DECKS}


@pytest.mark.parametrize("name", SETTINGS)
def test_the_section_of_a_setting_tells_its_default_its_range_and_whether_decks_have_it(name: str) -> None:
    section = sections(page("settings"))[f"`{name}`"]
    assert f"- default: `{SETTINGS[name].default}`\n" in section
    assert f"- allowed: {SETTINGS[name].allowed}" in section
    assert ("- for a deck: yes" in section) == (name in OF_DECKS)
    assert set(SETTINGS[name].choices) <= set(codes_in(section))


def test_the_section_of_the_decks_names_all_that_a_deck_can_have() -> None:
    assert set(OF_DECKS) <= set(codes_in(sections(page("settings"))["`decks`"]))


def test_the_settings_shown_can_be_used_and_are_all_there_are() -> None:
    (example,) = fenced(page("settings"), "yaml")
    found = settings_of(example)
    assert found.problems == ()
    assert faults_of(found.settings.keys) == {}
    assert {line.split(":")[0] for line in example.splitlines() if line[0] not in " #"} == {
        *SETTINGS,
        KEYS,
        DECKS,
    }
    assert {name for own in found.settings.decks.values() for name in own} == set(OF_DECKS)


def test_every_key_that_can_be_rebound_is_listed_with_its_id() -> None:
    known = {
        f"| `{command.id}` | `{keys_written(command.keys)}` | {command.words} |"
        for command in commands_of_keys().values()
    }
    told = {line for line in sections(page("settings"))["`keys`"].splitlines() if line.startswith("| `")}
    assert sorted(known - told) == []
    assert sorted(told - known) == []


def test_a_session_line_by_line_looks_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    section = sections(page("study"))["Line by line: `--plain`"]
    (deck,), (transcript,) = fenced(section, "yaml"), fenced(section, "text")
    path = tmp_path / "capitals.yaml"
    path.write_text(deck, encoding="utf-8")
    typed = [line[1:].strip() for line in transcript.splitlines() if line[:1] in (">", "=")]
    shown = [line[0] if line[:1] in (">", "=") else line for line in transcript.splitlines()]
    monkeypatch.setenv("VNQUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
    assert main(["study", str(path), "--plain", "--now", "2026-11-21T09:00+07:00", "--seed", "1"]) == 0
    printed = re.sub(r"^([>=]) ", r"\1\n", capsys.readouterr().out, flags=re.MULTILINE)
    assert printed.strip().splitlines() == "\n".join(shown).strip().splitlines()


def test_every_command_of_a_session_line_by_line_is_told() -> None:
    told = {
        codes_in(cells[0])[0]
        for cells in rows(sections(page("study"))["Line by line: `--plain`"])
        if ":" in cells[0]
    }
    assert told == set(plain.COMMANDS)


# progress.md

EVENTS = sections(page("progress"))["The events as JSON"]


def test_every_kind_of_event_and_of_verdict_is_told() -> None:
    found = sections(EVENTS, 3)
    kinds = [kind for cells in rows(found["What happened"]) for kind in codes_in(cells[0])]
    assert sorted(kinds) == sorted(kind.value for kind in EventKind)
    assert sorted(codes_in(found["How it was marked"])) == sorted(kind.value for kind in VerdictKind)


def test_the_events_of_the_log_have_the_names_told_and_the_checker_shown_accepts_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = played_log(tmp_path, monkeypatch)
    names = {codes_in(cells[0])[0] for cells in rows(EVENTS.partition("###")[0])}
    assert {name for line in log.splitlines() for name in json.loads(line)} == names
    assert checked(log) == 0


def test_the_checker_shown_notices_a_changed_and_a_missing_event(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = played_log(tmp_path, monkeypatch)
    assert checked(log.replace('"rating":3', '"rating":4', 1)) == 1
    first, *others = log.splitlines(keepends=True)
    assert checked("".join(others)) == 1
    assert checked(first) == 0


def played_log(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the log of a short session as the command line prints it."""
    monkeypatch.setenv("VNQUIZ_HOME", str(folder / "home"))
    path = folder / "deck.yaml"
    path.write_text(DECK_EXAMPLES[0], encoding="utf-8")
    arguments = [sys.executable, "-m", "vnquiz"]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    subprocess.run(
        [*arguments, "study", str(path), "--plain"],
        input=b"\n=3\n",
        env=environment,
        check=True,
        capture_output=True,
    )
    subprocess.run(
        [*arguments, "study", str(path), "--plain", "--cram"],
        input=b"\n=1\n:undo\n=2\n",
        env=environment,
        check=True,
        capture_output=True,
    )
    printed = subprocess.run(
        [*arguments, "progress", "log", "--json"], env=environment, check=True, capture_output=True
    ).stdout.decode("utf-8")
    with open_for_reading(own_folders().progress) as progress:
        assert [as_json(event)["kind"] for event in progress.events()] == ["study", "cram", "undo", "cram"]
    return printed


def checked(log: str) -> int:
    """Return how the checker that the page shows ends on a log."""
    (checker,) = fenced(page("progress"), "python")
    return subprocess.run(
        [sys.executable, "-c", checker], input=log.encode("utf-8"), capture_output=True
    ).returncode


def test_the_folders_of_this_machine_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VNQUIZ_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    column = {"linux": 1, "darwin": 2}.get(sys.platform)
    if column is None:
        pytest.skip("the folders of Windows are named by a variable")
    folders = own_folders()
    told = [codes_in(cells[column])[0] for cells in rows(sections(page("progress"))["Where it is kept"])]
    real = [folders.progress.parent, folders.decks.parent, folders.settings.parent, folders.cache]
    assert [Path(folder).expanduser() for folder in told] == real


# links

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))]


def anchor(heading: str) -> str:
    """Return the anchor of a heading as code hosts make it."""
    words = re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower())
    return words.replace(" ", "-")


@pytest.mark.parametrize("source", PAGES, ids=[path.name for path in PAGES])
def test_every_link_between_the_pages_leads_somewhere(source: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(source.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, fragment = target.partition("#")
        path = (source.parent / name).resolve() if name else source
        if path.suffix in (".png", ".svg") and path.parent == DOCS / "pictures":
            continue
        assert path.exists(), target
        if fragment:
            text = prose(path.read_text(encoding="utf-8"))
            assert fragment in {anchor(found) for found in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}, (
                target
            )
