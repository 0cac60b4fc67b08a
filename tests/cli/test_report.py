"""`vnquiz report`: what a teacher sees of a class, in each form, whatever is among the files."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from class_made import Planted, class_of
from decks_made import deck_of
from hypothesis import given, settings
from hypothesis import strategies as st
from results_made import RESULTS, item, result
from terminal import Terminal, python

from vnquiz.cli.data import as_data
from vnquiz.cli.main import main
from vnquiz.cli.reports import data
from vnquiz.cli.reports.data import COLUMNS
from vnquiz.cli.reports.page import as_html
from vnquiz.cli.reports.table import table_lines
from vnquiz.core.classreport import FlagCode
from vnquiz.core.fingerprints import question_fingerprint
from vnquiz.core.gathering import Gathering
from vnquiz.core.itemanalysis import report_of
from vnquiz.core.results import Result, result_bytes
from vnquiz.yamlfile.problems import REPORT_CODES

DOCS = Path(__file__).parents[2] / "docs"
HOSTILE = "\x1b[2J<script>throw 1</script><img src='http://127.0.0.1:9/a'>\"><b>"


def written(papers: list[Result], folder: Path) -> Path:
    """Write the result files of a class into a folder."""
    folder.mkdir(exist_ok=True)
    for number, paper in enumerate(papers):
        (folder / f"student-{number:03}.json").write_bytes(result_bytes(paper))
    return folder


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """The files of 40 students; question 4 has a wrong key, question 9 an option that nobody takes."""
    return written(class_of(40, 15, 3, Planted(wrong_key=4, dead=9)), tmp_path / "results")


def printed(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main(["report", *map(str, arguments)]) == 0
    return capsys.readouterr().out


def as_json(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(printed(capsys, *arguments, "--json"))
    return found


# the terminal


def test_the_terminal_shows_what_is_suspected_first_within_80_columns(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = printed(capsys, results)
    assert all(len(line) <= 80 for line in text.splitlines())
    below = text[text.index(" mean   disc") :]
    assert "wrong-key: Is the right answer right?" in below
    assert "dead-distractor: Nobody took “never”" in below
    assert below.index("d/q4") < below.index("d/q9") < below.index("d/q0")
    assert "40, of 15 questions" in text


def test_texts_of_a_file_cannot_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = result(item(HOSTILE, tags=(HOSTILE,), cite=(HOSTILE,), asked={"right": HOSTILE}))
    paper = replace(paper, decks=(replace(paper.decks[0], title=HOSTILE * 9),))
    folder = written([paper], tmp_path / "results")
    (folder / "\x1b[31mred.json").write_text("{")
    assert main(["report", str(folder)]) == 0
    told = capsys.readouterr()
    assert "\x1b" not in told.out + told.err
    assert all(len(line) <= 80 for line in told.out.splitlines())


def test_wide_letters_stay_within_the_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = result(item("越南" * 40, 0.0, tags=("越南" * 40,)))
    for line in printed(capsys, written([paper], tmp_path / "r")).splitlines():
        assert sum(2 if letter in "越南" else 1 for letter in line) <= 80


@settings(max_examples=40, deadline=None)
@given(st.lists(RESULTS, min_size=1, max_size=4))
def test_whatever_a_result_file_may_hold_can_be_reported_in_every_form(papers: list[Result]) -> None:
    gathering = Gathering()
    for number, paper in enumerate(papers):
        gathering.add(f"{number}.json", result_bytes(paper))
    report = report_of(gathering)
    assert report.students
    assert all("\x1b" not in line for line in table_lines(report))
    as_data(data.as_json(report))
    assert len(list(csv.reader(io.StringIO(data.as_csv(report), newline="")))) == len(report.items) + 1
    page = re.sub(r"<(meta|br)\b([^>]*)>", r"<\1\2/>", as_html(report).removeprefix("<!doctype html>\n"))
    ElementTree.fromstring(page)


# which files


def test_files_that_cannot_be_trusted_are_named_with_the_reason_and_the_others_count(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (results / "broken.json").write_text("{")
    (results / "copy.json").write_bytes((results / "student-003.json").read_bytes())
    cheat = (results / "student-004.json").read_bytes().replace(b'"score": 0.0', b'"score": 1.0')
    (results / "student-004.json").write_bytes(cheat)
    (results / "notes.txt").write_text("not looked at")
    (results / "a-folder.json").mkdir()
    (results / "a-folder.json" / "other.json").write_bytes(result_bytes(result(item("x"), deck="other")))
    assert main(["report", str(results), "--json"]) == 0
    told = capsys.readouterr()
    left_out = {Path(each["file"]).name: each["reason"] for each in json.loads(told.out)["left_out"]}
    assert set(left_out) == {"broken.json", "student-003.json", "student-004.json", "other.json"}
    assert "changed after it was handed in" in left_out["student-004.json"]
    assert "copy.json" in left_out["student-003.json"]
    assert "another version" in left_out["other.json"]
    assert json.loads(told.out)["papers"] == 39
    assert all(f"{name} is left out. {reason}" in told.err for name, reason in left_out.items())


def test_a_file_named_twice_counts_once_without_a_word(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = as_json(capsys, results, results / "student-000.json", f"{results}/./student-001.json")
    assert (found["papers"], found["left_out"]) == (40, [])


def test_a_huge_file_and_one_that_is_none_are_refused_unread(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (results / "huge.json").open("wb") as stream:
        stream.truncate(17 * 1024 * 1024)
    os.mkfifo(results / "pipe.json")
    reasons = [each["reason"] for each in as_json(capsys, results)["left_out"]]
    assert reasons == ["It is larger than 16 MiB.", "It is no file."]


def test_without_any_result_there_is_no_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_text("[]")
    assert main(["report", str(tmp_path)]) == 1
    assert "None of this is a result file" in capsys.readouterr().err
    assert main(["report", str(tmp_path / "missing")]) == 2


@pytest.mark.parametrize("option", ["--csv", "--html"])
def test_a_result_is_never_overwritten_by_a_report(results: Path, option: str) -> None:
    target = results / "student-000.json"
    before = target.read_bytes()
    assert main(["report", str(results), option, str(target)]) == 2
    assert target.read_bytes() == before


def test_json_and_csv_are_not_printed_together(results: Path) -> None:
    assert main(["report", str(results), "--json", "--csv", "-"]) == 2


def test_a_bar_shows_on_a_terminal_while_many_files_are_read_and_is_cleared(tmp_path: Path) -> None:
    papers = class_of(30, 60, 1)
    folder = written(papers, tmp_path / "results")
    for number in range(2000):
        (folder / f"x{number}.json").symlink_to(folder / f"student-{number % 30:03}.json")
    with Terminal(
        python("-m", "vnquiz", "report", str(folder), "--csv", str(tmp_path / "out.csv")),
        env={"VNQUIZ_HOME": str(tmp_path / "home")},
    ) as term:
        assert term.wait_exit() == 0
        assert re.search(rb"\r[^\r]* of 2,030 files\r", term.raw)
        assert b"\r\x1b[K" in term.raw


# for programs


def test_the_json_has_the_names_told_and_every_flag(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = as_json(capsys, results)
    section = (DOCS / "exams.md").read_text(encoding="utf-8").split("### The report as JSON")[1]
    table = section.split("## The result file")[0]
    told = set(re.findall(r"`([a-z_]+)`", table))
    assert {*found, *found["items"][0], *found["items"][0]["options"][0], *found["tags"][0]} <= told
    flagged = {
        (each["card"], each["question"], flag["code"]) for each in found["items"] for flag in each["flags"]
    }
    assert flagged == {("d/q4", "sha256:q4", "wrong-key"), ("d/q9", "sha256:q9", "dead-distractor")}
    assert found["marks"] == sorted(found["marks"])


def test_the_result_file_has_the_names_told_and_sha256sum_confirms_it(results: Path) -> None:
    text = (DOCS / "exams.md").read_text(encoding="utf-8").split("## The result file")[1]
    told = {name for row in re.findall(r"^\| (`[^|]+`) \|", text, re.MULTILINE) for name in row.split(", ")}
    path = results / "student-000.json"
    found = json.loads(path.read_bytes())
    assert {f"`{name}`" for name in (*found, *found["items"][0])} == told
    if shutil.which("sha256sum"):
        (command,) = re.findall(r"```sh\n(.*?)\n```", text)
        shell = command.replace("result.json", str(path))
        digest = subprocess.run(["sh", "-c", shell], capture_output=True, check=True, text=True).stdout
        assert found["checksum"] == f"sha256:{digest.split()[0]}"


def test_a_spreadsheet_takes_no_text_for_a_formula(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dangerous = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "  =1", "＝1", "\n=1"]
    papers = [
        result(
            *(
                item(f"q{i}", 0.0, asked={"right": text}, answered={"text": text}, tags=(text,))._replace(
                    prompt=text, type=text
                )
                for i, text in enumerate(dangerous)
            ),
            number=number,
        )
        for number in range(12)
    ]
    folder = written(papers, tmp_path / "results")
    text = printed(capsys, folder, "--csv", "-")
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    assert tuple(head) == COLUMNS
    assert len(rows) == len(dangerous)
    for row in rows:
        for cell in row:
            if cell and cell.strip()[0] in "=+-@\t\r\n＝":
                float(cell)
        float(row[head.index("mean")])


def test_a_csv_file_opens_as_utf_8_in_a_spreadsheet_and_nothing_else_is_written(
    results: Path, tmp_path: Path
) -> None:
    target = tmp_path / "class.csv"
    assert main(["report", str(results), "--csv", str(target)]) == 0
    assert target.read_bytes().startswith("\ufeffcard,".encode())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["class.csv", "results"]


# the page


def test_the_page_is_well_formed_and_needs_nothing_else(results: Path, tmp_path: Path) -> None:
    target = tmp_path / "class.html"
    assert main(["report", str(results), "--html", str(target)]) == 0
    page = target.read_text(encoding="utf-8")
    body = re.sub(r"<(meta|br)\b([^>]*)>", r"<\1\2/>", page.removeprefix("<!doctype html>\n"))
    root = ElementTree.fromstring(body)
    assert {each.tag for each in root.iter()}.isdisjoint({"script", "link", "img", "iframe", "object", "a"})
    assert "content=\"default-src 'none'; style-src 'unsafe-inline'\"" in page
    assert not re.search(r"https?:|url\(|@import|\son\w+=|\sstyle=|\ssrc=|\shref=", page)
    assert len([each for each in root.iter() if each.get("class") == "chart"]) == 2


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def loaded(page: Path, folder: Path) -> tuple[str, list[str], set[str]]:
    """Load a page in a browser; return the text of it, what the console says, and what it asked for."""
    log = folder / "network.json"
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
    ]
    done = subprocess.run(
        [
            *(str(CHROMIUM), *flags, f"--user-data-dir={folder / 'profile'}", "--enable-logging=stderr"),
            *(f"--log-net-log={log}", "--dump-dom", page.as_uri()),
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )
    console = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if ":CONSOLE" in line]
    events = json.loads(log.read_bytes())
    started = events["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
    asked = {
        event["params"]["url"]
        for event in events["events"]
        if event["type"] == started and event.get("params", {}).get("initiator") != "not an origin"
        if "url" in event.get("params", {})
    }
    return done.stdout.decode("utf-8"), console, asked


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
def test_a_browser_shows_the_page_without_an_error_and_asks_nobody_for_anything(tmp_path: Path) -> None:
    papers = [
        paper if number else replace(paper, decks=(replace(paper.decks[0], title=HOSTILE),))
        for number, paper in enumerate(class_of(40, 12, 3))
    ]
    papers = [
        replace(
            paper,
            items=tuple(
                each._replace(prompt=HOSTILE, asked={**each.asked, "right": HOSTILE}) for each in paper.items
            ),
        )
        for paper in papers
    ]
    target = tmp_path / "class.html"
    assert main(["report", str(written(papers, tmp_path / "results")), "--html", str(target)]) == 0
    page, console, asked = loaded(target, tmp_path)
    assert "Question by question" in page
    assert page.count("<svg") > 2
    assert (console, asked) == ([], set())


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
def test_the_browser_would_have_noticed(tmp_path: Path) -> None:
    target = tmp_path / "bad.html"
    target.write_text(f"<!doctype html><title>x</title>{HOSTILE}", encoding="utf-8")
    _, console, asked = loaded(target, tmp_path)
    assert len(console) == 1
    assert asked == {"http://127.0.0.1:9/a"}


# check --report


DECK = """deck: d
title: T
questions:
  - id: q4
    type: choice
    ask: Which one?
    answer: a
    wrong: [b, c]
  - id: gap
    type: cloze
    text: One {{c1::two}} three {{c2::four}}.
"""


def suspecting(folder: Path, *cards: str, words: str = "Look at it.") -> Path:
    """Write a report that holds something against cards of the deck as it stands above."""
    known = {card.id: question_fingerprint(card) for card in deck_of(DECK).cards}
    items = [
        {"card": card, "question": known[card], "flags": [{"code": "too-hard", "words": words}]}  # type: ignore[index]
        for card in cards
    ]
    path = folder / "class.json"
    path.write_text(json.dumps({"format": "vnquiz-report", "version": 1, "items": items}), encoding="utf-8")
    return path


def problems(deck: Path, report: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, int, str]]:
    main(["check", str(deck), "--report", str(report), "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    return [(p["code"], p["line"], p["message"]) for p in found if p["code"] in set(REPORT_CODES)]


def test_check_tells_at_the_question_what_a_report_suspects(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deck = tmp_path / "d.yaml"
    deck.write_text(DECK, encoding="utf-8")
    report = suspecting(tmp_path, "d/q4", "d/gap#c2", words="Hardly\x1b[2J anybody.")
    assert problems(deck, report, capsys) == [
        ("too-hard", 4, "q4: Hardly␛[2J anybody."),
        ("too-hard", 9, "gap#c2: Hardly␛[2J anybody."),
    ]
    assert main(["check", str(deck), "--report", str(report)]) == 0
    assert "d.yaml:4:9: warning[too-hard]" in capsys.readouterr().out


def test_a_question_that_was_changed_is_no_longer_suspected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deck = tmp_path / "d.yaml"
    report = suspecting(tmp_path, "d/q4", "d/gap#c1")
    deck.write_text(DECK.replace("wrong: [b, c]", "wrong: [b, e]").replace("One", "1 "), encoding="utf-8")
    assert problems(deck, report, capsys) == []
    deck.write_text(DECK.replace("    ask:", "    explain: So.\n    ask:"), encoding="utf-8")
    assert len(problems(deck, report, capsys)) == 2


def test_a_report_of_the_command_is_what_check_reads(
    results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "class.json"
    report.write_text(printed(capsys, results, "--json"), encoding="utf-8")
    deck = tmp_path / "d.yaml"
    deck.write_text(DECK, encoding="utf-8")
    known = question_fingerprint(deck_of(DECK).cards[0])
    assert problems(deck, report, capsys) == []
    report.write_text(report.read_text(encoding="utf-8").replace("sha256:q4", known), encoding="utf-8")
    ((code, line, message),) = problems(deck, report, capsys)
    assert (code, line) == ("wrong-key", 4)
    assert message.startswith("q4: Is the right answer right?")


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"format": "vnquiz-report", "version": 2}', "[" * 100_000]
)
def test_what_is_no_report_is_a_fault_of_usage(content: str, tmp_path: Path) -> None:
    report = tmp_path / "class.json"
    report.write_text(content)
    deck = tmp_path / "d.yaml"
    deck.write_text(DECK, encoding="utf-8")
    assert main(["check", str(deck), "--report", str(report)]) == 2
    assert main(["check", str(deck), "--report", str(tmp_path / "none.json")]) == 2


@pytest.mark.parametrize("items", ["3", "[3]", '[{"card": "d/q4", "flags": [3, {"code": "praise"}]}]'])
def test_a_strange_report_is_read_as_far_as_it_can_be(
    items: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "class.json"
    report.write_text(f'{{"format": "vnquiz-report", "version": 1, "items": {items}}}')
    deck = tmp_path / "d.yaml"
    deck.write_text(DECK, encoding="utf-8")
    assert problems(deck, report, capsys) == []


def test_the_codes_of_reports_and_of_check_are_the_same() -> None:
    assert {code.value for code in FlagCode} == {code.value for code in REPORT_CODES}


def test_a_report_loads_no_screens(results: Path) -> None:
    program = (
        "import sys; from vnquiz.cli.main import main; main(['report', sys.argv[1]]); "
        "sys.exit('textual' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program, str(results)], capture_output=True).returncode == 0


@pytest.mark.parametrize("forms", [["--html", "-"], ["--html", "same", "--csv", "same"]])
def test_the_page_is_written_to_a_file_of_its_own(
    results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forms: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["report", str(results), *forms]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["results"]
