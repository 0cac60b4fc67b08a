"""`vnquiz exam --plain`: exams line by line, their result files, and what a kill leaves of them."""

import json
import os
import re
import signal
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playing import NOW, Learner, Plain, deck_of, killed_at_random, without_times

from vnquiz.core.results import read_result

KILLS = 50
QUESTIONS = 1000
LONGEST_WAIT = 0.03


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    return Learner(tmp_path / "home")


def truths(count: int) -> str:
    return "deck: tour\ntitle: A tour\nquestions:\n" + "".join(
        f"  - {{id: q{i}, type: true-false, ask: Q{i}?, answer: true}}\n" for i in range(count)
    )


def asked(printed: str) -> list[str]:
    """Return which questions were shown, in order."""
    return re.findall(r"^(Q\d+\?)$", printed, re.MULTILINE)


def test_an_exam_tells_nothing_before_it_is_handed_in_and_everything_then(learner: Learner) -> None:
    learner.write_deck(deck_of("choice", "short-answer", "numeric"))
    printed = learner.sit("", "9", "Huế", ":go 1", "1", ":submit")
    before, mark, after = printed.partition("0 of 3 points: 0 %.")
    assert mark
    assert not re.search(r"[Rr]ight|[Ww]rong|✓|✗|Hà Nội", before)
    assert "Right: Hà Nội" in after
    assert "Your answer: Huế" in after
    assert "Bamboo is green all the year." in after
    assert "Source: A Book of Tests, 27 July 2024, paragraph 7" in after


def test_open_questions_are_named_before_an_exam_is_handed_in(learner: Learner) -> None:
    learner.write_deck(truths(4))
    printed = learner.sit("t", ":next", ":flag", ":submit", ":go 1", ":submit", ":submit")
    assert printed.count("Questions 2, 3 and 4 are open. Question 3 is flagged.") == 2
    assert "1 of 4 points: 25 %. Corrected for chance: 25 %." in printed


def test_answers_can_be_changed_and_taken_back_until_the_end(learner: Learner) -> None:
    learner.write_deck(truths(3))
    printed = learner.sit("f", "t", "t", ":go 1", "t", ":go 2", ":clear", ":map", ":submit", ":submit")
    assert "Your answer: False" in printed
    assert "2 of 3 questions answered.\nQuestion 2 is open." in printed
    assert "2 of 3 points" in printed


def test_the_same_seed_asks_the_same_paper_and_another_another(learner: Learner) -> None:
    learner.write_deck(truths(40))
    papers = [asked(learner.sit(*["t"] * 10, ":submit", options=["--questions", "10"])) for _ in range(2)]
    assert papers[0] == papers[1]
    other = learner.run("exam", "tour", "--plain", "--seed", "2", "--questions", "10", typed="t\n" * 10)
    assert asked(other.stdout.decode()) != papers[0]


def test_how_sure_an_answer_is_is_asked_on_wish_and_told_with_what_came_of_it(learner: Learner) -> None:
    learner.write_deck(truths(3))
    printed = learner.sit("t", "3", "f", "3", "t", "1", ":submit", options=["--confidence"])
    assert printed.count("How sure? 1 guess, 2 think so, 3 sure") == 3
    assert "Sure: 1 of 2 right" in printed
    assert "Guess: 1 of 1 right" in printed
    assert "Brier score: 0.39" in printed
    assert "Sure but wrong\n" in printed


def test_the_result_file_holds_the_paper_and_what_became_of_it(learner: Learner, tmp_path: Path) -> None:
    learner.write_deck(deck_of("choice", "true-false"))
    file = tmp_path / "out" / "result.json"
    learner.sit(
        "t",
        "1",
        "t",
        ":submit",
        ":submit",
        options=["--result", str(file), "--name", "Lan", "--minutes", "30"],
    )
    result = read_result(file.read_bytes())
    assert (result.name, result.seed, result.minutes) == ("Lan", 1, 30)
    assert [deck.id for deck in result.decks] == ["tour"]
    assert {item.card for item in result.items} == {"tour/choice", "tour/true-false"}


def test_without_a_name_no_result_file_tells_whose_it_is(learner: Learner, tmp_path: Path) -> None:
    learner.write_deck(truths(1))
    file = tmp_path / "result.json"
    learner.sit("t", ":submit", options=["--result", str(file)])
    written = file.read_text(encoding="utf-8")
    assert read_result(file.read_bytes()).name == ""
    assert str(learner.home) not in written
    assert str(tmp_path) not in written


def test_a_result_file_that_cannot_be_written_loses_no_answer(learner: Learner, tmp_path: Path) -> None:
    learner.write_deck(truths(1))
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    run = learner.run(
        *("exam", "tour", "--plain", "--result", str(blocked / "result.json")), typed="t\n:submit\n"
    )
    assert run.returncode == 1
    assert b"cannot be written" in run.stderr
    assert [event["kind"] for event in learner.events()][-2:] == ["exam", "exam-end"]


def test_an_exam_that_was_left_is_gone_on_with_and_its_clock_ran_on(learner: Learner) -> None:
    learner.write_deck(truths(3))
    left = learner.sit("t", options=["--minutes", "30"])
    assert "its clock runs on" in left
    learner.now = "2026-11-21T09:10:30+07:00"
    printed = learner.sit(":time", "t", "t", ":submit")
    assert "You go on with the exam that was begun" in printed
    assert "Question 2 of 3 · A tour · 20 min left" in printed
    assert "3 of 3 points" in printed


def test_an_exam_whose_time_is_up_is_handed_in_before_anything_else_is_studied(
    learner: Learner, tmp_path: Path
) -> None:
    learner.write_deck(truths(2))
    file = tmp_path / "result.json"
    learner.sit("t", options=["--minutes", "5", "--result", str(file)])
    learner.now = "2026-11-21T10:00+07:00"
    learner.run("study", "tour", "--plain", typed="t\n\n")
    kinds = [event["kind"] for event in learner.events()]
    assert kinds[-3:] == ["exam", "exam-end", "study"]
    result = read_result(file.read_bytes())
    assert (result.handed_in - result.begun).total_seconds() == 300


def test_an_exam_whose_deck_is_gone_can_still_be_handed_in(learner: Learner) -> None:
    path = learner.write_deck(truths(2))
    learner.sit("t", options=["--minutes", "0"])
    path.unlink()
    refused = learner.run("exam", "--plain", typed=":submit\n")
    assert refused.returncode == 2
    assert b"from \xe2\x80\x9cA tour\xe2\x80\x9d, are not here any more" in refused.stderr
    handed_in = learner.run("exam", "--hand-in")
    assert handed_in.returncode == 0
    assert b"1 of 2 points" in handed_in.stdout
    assert learner.run("exam", "--hand-in").returncode == 2


@pytest.mark.parametrize(
    "options",
    [
        ("--questions", "0"),
        ("--questions", "1001"),
        ("--minutes", "-1"),
        ("--minutes", "9999"),
        ("--misses", "0"),
        ("--seed", "-3"),
        ("--tag", "nowhere"),
        ("--misses",),
    ],
)
def test_what_cannot_be_asked_for_is_refused_and_begins_nothing(
    learner: Learner, options: tuple[str, ...]
) -> None:
    learner.write_deck(truths(2))
    run = learner.run("exam", "tour", "--plain", *options, typed="t\n")
    assert run.returncode == 2
    assert run.stderr
    assert not learner.progress.exists() or learner.events() == []


def test_an_exam_over_misses_asks_only_those(learner: Learner) -> None:
    learner.write_deck(truths(5))
    learner.play("f", "", "t", "", "t", "", "t", "", "t", "", "t", "")
    missed = [event["card"] for event in learner.events() if event["rating"] == 1]
    assert len(missed) == 1
    printed = learner.sit("t", ":submit", options=["--misses"])
    assert asked(printed) == [f"Q{missed[0][-1]}?"]
    assert "1 of 1 point: 100 %." in printed


def test_what_was_missed_can_be_studied_at_once_and_moves_no_schedule(learner: Learner) -> None:
    learner.write_deck(truths(3))
    printed = learner.sit("t", "f", "t", ":submit", ":misses", "t", "")
    assert "Type :misses to study what you missed now" in printed
    assert printed.count("· 1 left") == 1
    assert [event["kind"] for event in learner.events()][-2:] == ["exam-end", "relearn"]


def test_past_exams_are_listed_with_their_marks_newest_first(learner: Learner) -> None:
    assert b"No exam was handed in yet." in learner.run("exam", "--past").stdout
    learner.write_deck(truths(4))
    learner.sit("t", "t", "f", "f", ":submit")
    learner.now = "2026-11-28T09:00+07:00"
    learner.sit("t", "t", "t", "f", ":submit")
    printed = learner.run("exam", "--past").stdout.decode()
    later, earlier = printed.index("28 November 2026: 75 %"), printed.index("21 November 2026: 50 %")
    assert later < earlier
    assert "A tour, 4 questions in" in printed


def kill_in_exam(learner: Learner, random: Random) -> int:
    """Answer in an exam, kill it at a random moment, and return how many answers it went on after."""
    command = ("exam", "tour", "--plain", "--seed", "1", "--questions", str(QUESTIONS))
    output = killed_at_random(learner, command, b"t\n" * QUESTIONS, random, LONGEST_WAIT)
    return max(0, len(re.findall(rb"^Question \d+ of", output, re.MULTILINE)) - 1)


def drafts(learner: Learner) -> list[dict[str, Any]]:
    return [event for event in learner.events() if event["kind"] == "exam-draft"]


def test_fifty_kills_in_an_exam_lose_no_answer_and_give_no_time_back(tmp_path: Path) -> None:
    learner = Learner(tmp_path / "home")
    learner.write_deck(truths(QUESTIONS))
    random = Random(9)
    kept = acknowledged = 0
    for _ in range(KILLS):
        seen = kill_in_exam(learner, random)
        acknowledged += seen
        before, kept = kept, len(drafts(learner))
        assert seen <= kept - before <= seen + 1
    assert KILLS < acknowledged < QUESTIONS
    assert learner.findings() == []
    begins = [event for event in learner.events() if event["kind"] == "exam-begin"]
    assert len(begins) == 1
    begun = datetime.fromisoformat(begins[0]["instant"])
    passed = [event["answered"]["passed"] for event in drafts(learner)]
    clock = [(datetime.fromisoformat(event["instant"]) - begun).total_seconds() for event in drafts(learner)]
    assert passed == sorted(passed)
    assert all(counted >= shown for counted, shown in zip(passed, clock, strict=True))
    assert len({event["asked"]["item"] for event in drafts(learner)}) == kept


def test_the_session_alone_and_plain_write_the_same_result_but_for_times(
    learner: Learner, tmp_path: Path
) -> None:
    from decks_made import deck_of as deck_from_text

    from vnquiz.core.exam import ExamSession, sheet_of
    from vnquiz.core.paper import Rules, draw_paper
    from vnquiz.core.results import Order, result_bytes
    from vnquiz.core.running import begin
    from vnquiz.core.tasks import Typed, Unknown
    from vnquiz.opening import clock_from
    from vnquiz.store.opening import open_in_memory

    text = deck_of("short-answer", "numeric", "date", "cloze")
    learner.write_deck(text)
    file = tmp_path / "plain.json"
    learner.sit("one", "", "3", "1", ":go 1", "1945", ":submit", options=["--result", str(file)])
    deck = deck_from_text(text)
    items = draw_paper(deck.cards, 20, 1, Order.SHUFFLED)
    clock = clock_from(datetime.fromisoformat(NOW))
    program = json.loads(file.read_text(encoding="utf-8"))["program"]
    progress = open_in_memory()
    exam = begin(sheet_of(items, [deck], Rules(1, minutes=4), program, clock()), progress, clock())
    session = ExamSession(exam, items, progress, clock, desired_retention=0.9)
    for line in ("one", "", "3", "1"):
        if session.answer(Typed(line) if line else Unknown()) is None:
            session.go_to_open()
    session.go(0)
    session.answer(Typed("1945"))
    alone = without_times(result_bytes(session.hand_in()))
    assert without_times(file.read_bytes()) == alone


def test_an_exam_goes_by_the_retention_of_the_deck_and_the_start_of_the_day(learner: Learner) -> None:
    learner.write_deck(truths(2))
    (learner.home / "settings.yaml").write_text(
        "day_starts_at: 10:00\ndecks: {tour: {desired_retention: 0.8}}\n", encoding="utf-8"
    )
    learner.sit("t", "t", ":submit")
    answers = [event for event in learner.events() if event["kind"] == "exam"]
    assert [event["desired_retention"] for event in answers] == [0.8, 0.8]
    assert {event["study_day"] for event in learner.events()} == {"2026-11-20"}


@pytest.mark.parametrize("place", ["home/progress.db", "home/decks/tour.yaml", "pipe"])
def test_a_result_file_takes_the_place_of_nothing_but_a_result_file(
    learner: Learner, tmp_path: Path, place: str
) -> None:
    learner.write_deck(truths(1))
    learner.sit("t", ":submit")
    os.mkfifo(tmp_path / "pipe")
    target = tmp_path / place
    before = target.read_bytes()[:16] if target.is_file() else b""
    run = learner.run("exam", "tour", "--plain", "--result", str(target), typed="t\n:submit\n")
    assert run.returncode == 2
    assert b"is no result file, so it is not replaced" in run.stderr
    assert (target.read_bytes()[:16] if target.is_file() else b"") == before
    assert [event["kind"] for event in learner.events()].count("exam-begin") == 1


def test_what_came_to_stand_where_the_result_was_to_go_is_not_replaced(
    learner: Learner, tmp_path: Path
) -> None:
    learner.write_deck(truths(1))
    file = tmp_path / "result.json"
    learner.sit("t", options=["--result", str(file)])
    file.write_text("my thesis", encoding="utf-8")
    run = learner.run("exam", "tour", "--plain", typed=":submit\n")
    assert run.returncode != 0
    assert file.read_text(encoding="utf-8") == "my thesis"


def test_the_next_exam_may_write_over_the_result_file_of_the_last(learner: Learner, tmp_path: Path) -> None:
    learner.write_deck(truths(1))
    file = tmp_path / "result.json"
    learner.sit("f", ":submit", options=["--result", str(file)])
    learner.sit("t", ":submit", options=["--result", str(file)])
    assert read_result(file.read_bytes()).items[0].score == 1


@pytest.mark.parametrize("name", ["", "n" * 300])
def test_a_place_where_no_result_can_be_is_refused_before_the_exam_begins(
    learner: Learner, tmp_path: Path, name: str
) -> None:
    learner.write_deck(truths(1))
    run = learner.run("exam", "tour", "--plain", "--result", str(tmp_path / name), typed="t\n:submit\n")
    assert run.returncode == 2
    assert run.stdout == b""
    assert b"Traceback" not in run.stderr
    assert not learner.events()


def test_a_result_that_could_not_be_written_is_told_and_written_elsewhere_later(
    learner: Learner, tmp_path: Path
) -> None:
    learner.write_deck(truths(2))
    blocked = tmp_path / "file"
    learner.sit("f", options=["--result", str(blocked / "result.json"), "--name", "Lan", "--minutes", "9"])
    blocked.write_text("in the way", encoding="utf-8")
    run = learner.run("exam", "tour", "--plain", typed="t\n:submit\n")
    assert run.returncode == 1
    assert b"1 of 2 points" in run.stdout
    assert b"vnquiz exam --hand-in --result FILE" in run.stderr
    file = tmp_path / "again.json"
    again = learner.run("exam", "--hand-in", "--result", str(file))
    assert b"1 of 2 points" in again.stdout
    result = read_result(file.read_bytes())
    assert (result.name, result.minutes, [item.score for item in result.items]) == ("Lan", 9, [0, 1])
    whole = learner.home / "whole.json"
    learner.run("exam", "--hand-in", "--result", str(whole))
    assert whole.read_bytes() == file.read_bytes()


def test_what_is_written_again_is_what_was_written_but_for_the_time_of_the_items(
    learner: Learner, tmp_path: Path
) -> None:
    learner.write_deck(truths(3))
    first, again = tmp_path / "first.json", tmp_path / "again.json"
    learner.sit("f", ":flag", "t", ":submit", ":submit", options=["--result", str(first)])
    learner.run("exam", "--hand-in", "--result", str(again))
    a, b = (json.loads(file.read_bytes()) for file in (first, again))
    for each in (a, b):
        del each["checksum"]
        for item in each["items"]:
            del item["seconds"]
    assert a == b


def test_an_exam_whose_time_was_up_is_told_though_its_result_cannot_be_written(
    learner: Learner, tmp_path: Path
) -> None:
    learner.write_deck(truths(2))
    blocked = tmp_path / "file"
    learner.sit("t", options=["--minutes", "5", "--result", str(blocked / "result.json")])
    blocked.write_text("in the way", encoding="utf-8")
    learner.now = "2026-11-21T10:00:00+07:00"
    run = learner.run("exam", "tour", "--plain")
    assert run.returncode == 0
    assert b"1 of 2 points" in run.stdout
    assert b"cannot be written" in run.stderr
    assert b"vnquiz exam --hand-in --result FILE" in run.stderr


def test_no_exam_ends_before_it_began_though_the_clock_was_set_back(learner: Learner, tmp_path: Path) -> None:
    learner.write_deck(truths(2))
    file = tmp_path / "result.json"
    learner.sit("t", options=["--result", str(file)])
    learner.now = "2026-11-19T08:00:00+07:00"
    printed = learner.sit("t", ":submit")
    assert "It took -" not in printed
    result = read_result(file.read_bytes())
    assert result.begun <= result.handed_in


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize(("line", "prompt"), [("t", "? "), (":submit", "! ")])
def test_a_signal_ends_an_exam_also_where_it_asks_once_more(
    learner: Learner, number: signal.Signals, line: str, prompt: str
) -> None:
    learner.write_deck(truths(2))
    arguments = learner.command("exam", "tour", "--plain", "--confidence")
    with Plain(arguments, learner.environment) as session:
        session.wait_for_prompt()
        assert session.type_line(line).endswith(prompt)
        session.process.send_signal(number)
        assert session.process.wait(timeout=20) == 128 + number
    assert "exam-end" not in [event["kind"] for event in learner.events()]


def test_how_sure_one_does_not_know_is_not_asked(learner: Learner) -> None:
    learner.write_deck(truths(2))
    assert "How sure?" not in learner.sit("", "", ":submit", options=["--confidence"])
