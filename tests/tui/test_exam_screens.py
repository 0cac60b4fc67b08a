"""Exams on a real terminal: chosen, written in any order, handed in, and looked back on."""

import re
import signal
from pathlib import Path

import pytest
from playing import (
    CTRL_G,
    CTRL_Q,
    CTRL_S,
    CTRL_U,
    DOWN,
    ENTER,
    ESCAPE,
    GLANCE,
    SHIFT_DOWN,
    SPACE,
    VNQUIZ,
    Learner,
    at_rest,
    click,
    deck_of,
    number_of,
    without_times,
)
from terminal import Terminal, python

from vnquiz.core.results import HandedIn, read_result

CTRL_B, CTRL_F, CTRL_L, CTRL_N, CTRL_O, CTRL_R = "\x02", "\x06", "\x0c", "\x0e", "\x0f", "\x12"
RIGHT_ARROW, LEFT_ARROW = "\x1b[C", "\x1b[D"
FOUR = ("choice", "true-false", "short-answer", "numeric")


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    return Learner(tmp_path / "home")


def sit(
    learner: Learner, *questions: str, options: tuple[str, ...] = (), cols: int = 80, rows: int = 24
) -> Terminal:
    """Begin an exam over these questions, in their order, on a terminal."""
    learner.write_deck(deck_of(*questions))
    terminal = learner.open("exam", "tour", "--order", "easy-first", *options, cols=cols, rows=rows)
    begin(terminal)
    return terminal


def begin(terminal: Terminal) -> str:
    terminal.wait_for("⏎ Begin")
    at_rest(terminal)
    terminal.send(ENTER)
    return terminal.wait_for("Question 1 of")


def is_up(terminal: Terminal, number: int) -> str:
    terminal.wait_for(f"Question {number} of")
    return at_rest(terminal, GLANCE)


def turn(terminal: Terminal, key: str, number: int) -> str:
    """Press a key that turns to another question, and wait for that."""
    terminal.send(key)
    return is_up(terminal, number)


def hand_in(terminal: Terminal) -> str:
    terminal.send(CTRL_S)
    terminal.wait_for("Hand in the exam?")
    at_rest(terminal)
    terminal.send(ENTER)
    return terminal.wait_for("Result of the exam")


def whole_result(terminal: Terminal) -> str:
    """Return all lines of the result, scrolled through."""
    seen = [at_rest(terminal)]
    while True:
        terminal.send(DOWN * 5)
        screen = at_rest(terminal)
        if screen == seen[-1]:
            return "\n".join(seen)
        seen.append(screen)


def kinds(learner: Learner) -> list[str]:
    return [event["kind"] for event in learner.events()]


def mark_on_map(screen: str, number: int) -> str:
    """Return the signs that stand beside a number on the map."""
    found = re.search(rf"^.{{58,}}[› ] +{number} (\S+)", screen, re.MULTILINE)
    found = found or re.search(rf"[› ] +{number} ([●○]⚑?)", screen)
    assert found is not None, screen
    return found[1]


# set-up


def test_enter_begins_at_once_with_twenty_questions_or_all_there_are_and_a_minute_for_each(
    learner: Learner,
) -> None:
    learner.write_deck(deck_of(*FOUR, "flashcard"))
    with learner.open() as terminal:
        terminal.send("e")
        terminal.wait_for("4 questions in 4 minutes.")
        screen = begin(terminal)
        assert re.search(r"[34]:\d\d left", screen)
        assert "A tour" in screen
    assert kinds(learner) == ["exam-begin"]
    paper = learner.events()[0]["asked"]["paper"]
    assert (paper["minutes"], paper["order"], paper["asks_confidence"], len(paper["items"])) == (
        *(4, "shuffled", False),
        4,
    )


def test_every_field_of_the_set_up_can_be_changed_and_the_sentence_follows(
    learner: Learner, tmp_path: Path
) -> None:
    learner.write_deck(deck_of(*FOUR))
    learner.write_deck(deck_of("cloze", "date", id="other", title="Another"), "other.yaml")
    file = tmp_path / "result.json"
    with learner.open() as terminal:
        terminal.send("e")
        terminal.wait_for("4 questions in 4 minutes.")
        terminal.send(SPACE)
        terminal.wait_for("From which decks?")
        terminal.send("2")
        terminal.wait_for(re.compile(r"2 \[x\] +Another").search)
        terminal.send(ENTER)
        terminal.wait_for("6 questions in 6 minutes.")
        terminal.send(DOWN)
        terminal.wait_for("› Questions")
        terminal.send("3")
        terminal.wait_for("3 questions in 3 minutes.")
        terminal.send(DOWN)
        terminal.wait_for("› Minutes")
        terminal.send("12")
        terminal.wait_for("3 questions in 12 minutes.")
        terminal.send(LEFT_ARROW * 4)
        terminal.wait_for("3 questions without a time limit.")
        terminal.send(DOWN + RIGHT_ARROW)
        terminal.wait_for("easy ones first")
        terminal.send(DOWN + RIGHT_ARROW)
        terminal.wait_for("Nothing that an exam can ask was missed in the last 14 days.")
        terminal.send(ENTER)
        at_rest(terminal)
        terminal.send("\x7f" + DOWN * 2 + SPACE + DOWN + SPACE)
        terminal.wait_for(lambda screen: "asked after each answer" in screen and "move no date" in screen)
        terminal.send(DOWN + SPACE)
        terminal.wait_for("What are you to be called")
        terminal.send("Lan" + ENTER)
        terminal.wait_for(re.compile("Your name +Lan").search)
        terminal.send(DOWN + SPACE)
        terminal.wait_for("Into which file")
        terminal.send(str(tmp_path) + ENTER)
        at_rest(terminal)
        terminal.send(ENTER)
        terminal.wait_for("Name a file in it")
        terminal.send(SPACE)
        terminal.wait_for("Into which file")
        terminal.send(f"/{file.name}" + ENTER)
        at_rest(terminal)
        begin(terminal)
        hand_in(terminal)
    result = read_result(file.read_bytes())
    assert (result.name, result.minutes, result.order.value) == ("Lan", None, "easy-first")
    assert (result.asks_confidence, len(result.items)) == (True, 3)
    assert learner.events()[0]["asked"]["moves_memory"] is False


def test_tags_and_decks_narrow_what_is_asked(learner: Learner) -> None:
    tagged = "- {id: tagged, type: true-false, ask: Is it tagged?, answer: true, tags: [rare]}"
    learner.write_deck(deck_of(*FOUR, tagged))
    with learner.open() as terminal:
        terminal.send("e")
        terminal.wait_for("5 questions in 5 minutes.")
        terminal.send(DOWN * 5 + SPACE)
        terminal.wait_for("Questions with any of which tags?")
        terminal.send("1" + ENTER)
        terminal.wait_for("1 question in 1 minute.")
        terminal.send("\x7f")
        terminal.wait_for("5 questions in 5 minutes.")
        terminal.send(ESCAPE)
        terminal.wait_for("Study deck")
    assert not learner.progress.exists() or learner.events() == []


# the paper


def test_questions_are_answered_in_any_order_flagged_and_named_before_the_paper_is_handed_in(
    learner: Learner,
) -> None:
    with sit(learner, *FOUR) as terminal:
        turn(terminal, CTRL_N, 2)
        terminal.send(CTRL_F)
        terminal.wait_for("⚑ Flagged for later.")
        turn(terminal, CTRL_B + CTRL_B, 4)
        terminal.send("3260" + ENTER)
        screen = is_up(terminal, 1)
        assert [mark_on_map(screen, number) for number in (1, 2, 3, 4)] == ["○", "○⚑", "○", "●"]
        assert re.search("● 1 answered", screen)
        terminal.send(CTRL_L)
        terminal.wait_for("Go to which question, from 1 to 4?")
        turn(terminal, "3" + ENTER, 3)
        turn(terminal, CTRL_O, 1)
        click(terminal, "2 ○⚑")
        is_up(terminal, 2)
        terminal.send(CTRL_S)
        screen = terminal.wait_for("Hand in the exam?")
        assert "Questions 1, 2 and 3 are open. Question 2 is flagged." in screen
        assert not re.search("[Rr]ight|✓|✗", screen)
        terminal.send(ESCAPE)
        terminal.wait_for("⏎ Answer")
        assert "exam-end" not in kinds(learner)
        hand_in(terminal)
    assert kinds(learner)[-2:] == ["exam", "exam-end"]


def test_an_answer_can_be_changed_withdrawn_and_given_up_until_the_end(learner: Learner) -> None:
    with sit(learner, "true-false", "short-answer", "choice") as terminal:
        turn(terminal, "f", 2)
        turn(terminal, "Huế" + ENTER, 3)
        screen = turn(terminal, CTRL_B, 2)
        assert "Huế" in screen
        assert "● Answered." in screen
        turn(terminal, CTRL_U + "hà nội" + ENTER, 3)
        turn(terminal, CTRL_N, 1)
        terminal.wait_for(re.compile("False +● your answer").search)
        turn(terminal, "t", 3)
        turn(terminal, CTRL_N, 1)
        terminal.wait_for(re.compile("True +● your answer").search)
        terminal.send(CTRL_R)
        terminal.wait_for(lambda screen: "your answer" not in screen and "1 answered" in screen)
        turn(terminal, CTRL_G, 3)
        turn(terminal, CTRL_N, 1)
        terminal.wait_for("You said that you do not know.")
        turn(terminal, "t", 3)
        terminal.send(number_of("bamboo", terminal))
        terminal.wait_for("Every question is answered: ctrl+s hands in.")
        assert "3 of 3 points: 100 %." in hand_in(terminal)


EVERY_TYPE = (
    "select-all",
    "date",
    "cloze",
    "list",
    "ordering",
    "matching",
)


def test_what_stands_in_a_box_counts_when_one_turns_away_and_is_there_when_one_comes_back(
    learner: Learner,
) -> None:
    with sit(learner, *EVERY_TYPE) as terminal:
        terminal.send(number_of("Red River", terminal))
        terminal.wait_for("[x]")
        turn(terminal, CTRL_N, 2)
        turn(terminal, "3 May 1946" + CTRL_N, 3)
        turn(terminal, "Fansipan" + CTRL_N, 4)
        terminal.send("dime" + ENTER)
        terminal.wait_for("1 dime")
        terminal.send("penny")
        terminal.wait_for(" penny")
        turn(terminal, CTRL_N, 5)
        first, second = re.findall(r"\d  (one|two|three|four)", terminal.display())[:2]
        terminal.send(SHIFT_DOWN)
        terminal.wait_for(re.compile(rf"1  {second}\s+.*\n.*2  {first}").search)
        turn(terminal, CTRL_N, 6)
        terminal.send("1")
        terminal.wait_for("– 1")
        turn(terminal, CTRL_N, 1)
        assert re.search(r"\[x\] +Red River", terminal.wait_for("6 answered"))
        turn(terminal, CTRL_N, 2)
        terminal.wait_for("3 May 1946")
        turn(terminal, CTRL_N, 3)
        terminal.wait_for("Fansipan")
        turn(terminal, CTRL_N, 4)
        terminal.wait_for(re.compile("1 dime.*\n.*2 penny").search)
        turn(terminal, CTRL_N, 5)
        terminal.wait_for(re.compile(rf"1  {second}\s+.*\n.*2  {first}").search)
        turn(terminal, CTRL_N, 6)
        terminal.wait_for("– 1")


def test_what_cannot_be_read_is_told_does_not_count_and_is_not_lost(learner: Learner) -> None:
    with sit(learner, "numeric", "true-false") as terminal:
        terminal.send("a lot" + ENTER)
        terminal.wait_for("number")
        turn(terminal, CTRL_N, 2)
        terminal.wait_for("0 answered")
        turn(terminal, CTRL_N, 1)
        terminal.wait_for("a lot")


def test_an_order_that_was_only_looked_at_stays_open_and_a_held_enter_does_not_answer_it(
    learner: Learner,
) -> None:
    with sit(learner, "short-answer", "ordering", "true-false") as terminal:
        terminal.send("Huế" + ENTER + ENTER)
        is_up(terminal, 2)
        at_rest(terminal)
        terminal.wait_for("Question 2 of 3")
        terminal.send(DOWN)
        screen = turn(terminal, CTRL_N, 3)
        assert mark_on_map(screen, 2) == "○"


def test_escape_asks_whether_to_go_on_to_leave_or_to_hand_in(learner: Learner) -> None:
    learner.write_deck(deck_of(*FOUR))
    with learner.open() as terminal:
        terminal.send("e")
        begin(terminal)
        terminal.send(ESCAPE)
        terminal.wait_for("The clock runs on while you are")
        terminal.send(ESCAPE)
        terminal.wait_for("⏎ Answer")
        terminal.send(ESCAPE)
        terminal.wait_for("Leave the exam?")
        terminal.send("l")
        terminal.wait_for("An exam is running, 4 minutes left: e goes on with it.")
        terminal.send("e")
        is_up(terminal, 1)
        terminal.send(ESCAPE)
        terminal.wait_for("Leave the exam?")
        terminal.send("h")
        terminal.wait_for("Questions 1, 2, 3 and 4 are open.")
        at_rest(terminal)
        terminal.send(ENTER)
        terminal.wait_for("0 of 4 points")
        at_rest(terminal)
        terminal.send(ENTER)
        assert "An exam is running" not in terminal.wait_for("Study deck")


def test_a_small_terminal_has_a_line_in_place_of_the_map(learner: Learner) -> None:
    with sit(learner, *FOUR, cols=40, rows=12) as terminal:
        terminal.send(CTRL_F)
        terminal.wait_for("0 of 4 answered, 1 flagged")
        turn(terminal, number_of("bamboo", terminal), 2)
        screen = terminal.wait_for("1 of 4 answered, 1 flagged")
        assert re.search(r"[34]:\d\d left", screen)
        assert re.search("1 +True", screen)
        terminal.send(ESCAPE)
        terminal.wait_for("Leave the exam?")
        terminal.send("h")
        terminal.wait_for("Questions 2, 3 and 4 are open.")
        at_rest(terminal)
        terminal.send(ENTER)
        assert "1 of 4 points: 25 %." in terminal.wait_for("Result of the exam")


# how sure


def test_how_sure_is_asked_after_each_answer_and_told_against_how_right(
    learner: Learner, tmp_path: Path
) -> None:
    file = tmp_path / "result.json"
    options = ("--confidence", "--result", str(file))
    with sit(learner, "true-false", "short-answer", "numeric", options=options) as terminal:
        terminal.send("t")
        terminal.wait_for("How sure?  1 guess  2 think so  3 sure")
        turn(terminal, "2", 2)
        terminal.send("Huế" + ENTER)
        terminal.wait_for("How sure?")
        turn(terminal, "3", 3)
        terminal.send(CTRL_G)
        terminal.wait_for("Every question is answered")
        assert "How sure?" not in terminal.display()
        turn(terminal, CTRL_B, 2)
        terminal.wait_for("Answered: sure.")
        hand_in(terminal)
        screen = whole_result(terminal)
        assert re.search("Sure: 0 of 1 right, 0 %; about 95 % would be fitting", screen)
        assert "Think so: 1 of 1 right" in screen
        assert "Brier score: 0.50" in screen
        assert screen.index("Sure, but wrong") < screen.index("Missed")
    confidences = [item.confidence for item in read_result(file.read_bytes()).items]
    assert confidences == ["think-so", "sure", None]


# the result


def test_the_result_tells_the_mark_its_parts_and_every_miss_with_its_answers_reason_and_source(
    learner: Learner,
) -> None:
    with sit(learner, "choice", "true-false", "list") as terminal:
        turn(terminal, number_of("bronze", terminal), 2)
        turn(terminal, "t", 3)
        hand_in(terminal)
        screen = whole_result(terminal)
    assert "1 of 3 points: 33 %. Corrected for chance: " in screen
    assert re.search(r"It took \d+ seconds?; 3 minutes allowed\.", screen)
    parts = re.findall(r"(\d+) % of 1 +(\S+)", screen)
    assert list(dict.fromkeys(parts)) == [("0", "choice"), ("0", "list"), ("100", "true-false")]
    assert re.search("Which one is green.\n.*You: bronze\n.*Right: bamboo\n.*Bamboo is green all", screen)
    assert "A Book of Tests, 27 July 2024, paragraph 7" in screen
    assert re.search("Left open\n+.*\n.*Name the coins.\n.*Right: dime; cent; penny", screen)
    assert "Is water wet?" not in screen


def test_the_misses_are_studied_at_a_key_and_lead_back_to_the_result(learner: Learner) -> None:
    with sit(learner, "true-false", "short-answer") as terminal:
        turn(terminal, "t", 2)
        hand_in(terminal)
        terminal.send("m")
        terminal.wait_for("Type the answer.")
        at_rest(terminal)
        terminal.send("Hà Nội" + ENTER)
        terminal.wait_for("1 Again")
        terminal.send("3")
        terminal.wait_for("1 miss put right")
        at_rest(terminal)
        terminal.send(ENTER)
        terminal.wait_for("Result of the exam")
        at_rest(terminal)
        terminal.send(ENTER)
        assert terminal.wait_exit() == 0
    assert [event["card"] for event in learner.events() if event["kind"] == "relearn"] == [
        "tour/short-answer"
    ]


def test_past_exams_are_listed_with_their_marks_and_where_they_lead(learner: Learner) -> None:
    learner.write_deck(deck_of("true-false", "short-answer"))
    for day, answers in ((1, ("f", "f")), (2, ("t", "f")), (3, ("t", "Hà Nội"))):
        learner.now = f"2026-11-2{day}T09:00+07:00"
        learner.sit(*answers, ":submit", ":submit", options=["--order", "easy-first"])
    with learner.open() as terminal:
        terminal.send("e")
        terminal.wait_for("⏎ Begin")
        terminal.send("h")
        terminal.wait_for("is 75 points above the mean of the 2 before, 25 %.")
        screen = terminal.wait_for("21 November 2026")
        assert "▁▅█" in screen
        days = re.findall(r"(\d+) November 2026: (\d+) %", screen)
        assert days == [("23", "100"), ("22", "50"), ("21", "0")]
        terminal.send(ESCAPE)
        terminal.wait_for("⏎ Begin")


# ends nobody chose


def test_after_a_kill_the_exam_goes_on_with_its_answers_and_less_time(learner: Learner) -> None:
    with sit(learner, *FOUR, options=("--minutes", "30")) as terminal:
        turn(terminal, CTRL_N, 2)
        turn(terminal, "t", 3)
        terminal.send(CTRL_F)
        terminal.wait_for("Flagged")
        terminal.kill(signal.SIGKILL)
        terminal.wait_exit()
    learner.now = "2026-11-21T09:10:30+07:00"
    with learner.open() as terminal:
        terminal.wait_for("An exam is running, 20 minutes left: e goes on with it.")
        terminal.send("e")
        screen = is_up(terminal, 1)
        assert "20 min left" in screen
        assert [mark_on_map(screen, number) for number in (1, 2, 3, 4)] == ["○", "●", "○⚑", "○"]
        turn(terminal, CTRL_N, 2)
        terminal.wait_for(re.compile("True +● your answer").search)
    assert learner.findings() == []


@pytest.mark.parametrize("end", ["SIGTERM", "SIGHUP", "ctrl+q", "hang-up"])
def test_however_an_exam_is_left_what_stands_in_the_box_is_kept_and_it_is_not_handed_in(
    learner: Learner, end: str
) -> None:
    with sit(learner, *FOUR) as terminal:
        turn(terminal, CTRL_N, 2)
        turn(terminal, "t", 3)
        terminal.send("Huế")
        terminal.wait_for("Huế")
        if end == "ctrl+q":
            terminal.send(CTRL_Q)
        elif end == "hang-up":
            terminal.hang_up()
        else:
            terminal.kill(signal.Signals[end])
        terminal.wait_exit()
    assert kinds(learner) == ["exam-begin", "exam-draft", "exam-draft"]
    assert learner.events()[-1]["answered"]["text"] == "Huế"


def test_when_the_time_is_up_the_exam_is_handed_in_whatever_is_on_the_screen(
    learner: Learner, tmp_path: Path
) -> None:
    learner.write_deck(deck_of("true-false", "short-answer"))
    file = tmp_path / "result.json"
    options = ["--order", "easy-first", "--minutes", "5", "--result", str(file)]
    learner.sit("t", options=options)
    learner.now = "2026-11-21T09:04:50+07:00"
    with learner.open("exam", "tour") as terminal:
        is_up(terminal, 2)
        terminal.wait_for(re.compile(r"0:\d\d left").search)
        terminal.send("Hà Nội")
        terminal.wait_for("Hà Nội")
        terminal.send(ESCAPE)
        terminal.wait_for("Leave the exam?")
        screen = terminal.wait_for("Result of the exam", timeout=30)
        assert "The time ran out after 5 minutes." in screen
    result = read_result(file.read_bytes())
    assert (result.by, [item.score for item in result.items]) == (HandedIn.TIME, [1.0, 1.0])


def test_an_exam_whose_time_was_up_meanwhile_shows_its_result_once(learner: Learner) -> None:
    learner.write_deck(deck_of("true-false", "short-answer"))
    learner.sit("t", options=["--order", "easy-first", "--minutes", "5"])
    learner.now = "2026-11-21T10:00+07:00"
    with learner.open() as terminal:
        terminal.wait_for("The time ran out after 5 minutes.")
        at_rest(terminal)
        terminal.send(ENTER)
        assert "An exam is running" not in terminal.wait_for("Study deck")
        terminal.send("e")
        terminal.wait_for("⏎ Begin")
        terminal.send(ESCAPE)
        terminal.wait_for("Study deck")
        terminal.send(CTRL_Q)
        terminal.wait_exit()
    with learner.open() as terminal:
        assert "The time ran out" not in terminal.wait_for("Study deck")


def test_the_same_answers_on_the_screen_and_line_by_line_write_the_same_result(tmp_path: Path) -> None:
    files = []
    for way in ("plain", "screen"):
        learner = Learner(tmp_path / way)
        learner.write_deck(deck_of("short-answer", "numeric", "date", "cloze"))
        files.append(tmp_path / f"{way}.json")
        options = ("--confidence", "--result", str(files[-1]))
        if way == "plain":
            lines = ("one", "3", "", "3", "1", "1", "2", ":go 2", ":flag", ":go 1", "1945", "1")
            learner.sit(*lines, ":submit", ":submit", options=options)
        else:
            sit_on_screen(learner, options)
    one, other = (without_times(file.read_bytes()) for file in files)
    assert one == other
    assert [item["flagged"] for item in one["items"]] == [False, True, False, False]


def sit_on_screen(learner: Learner, options: tuple[str, ...]) -> None:
    with learner.open("exam", "tour", "--seed", "1", *options) as terminal:
        begin(terminal)
        for number, (typed, sure) in enumerate((("one", "3"), ("", ""), ("3", "1"), ("1", "2")), start=1):
            is_up(terminal, number)
            if sure:
                terminal.send(typed + ENTER)
                terminal.wait_for("How sure?")
                terminal.send(sure)
            else:
                terminal.send(CTRL_G)
        terminal.wait_for("Every question is answered")
        terminal.send(CTRL_L)
        terminal.wait_for("Go to which question")
        turn(terminal, "2" + ENTER, 2)
        terminal.send(CTRL_F)
        terminal.wait_for("Flagged")
        turn(terminal, CTRL_B, 1)
        terminal.send(CTRL_U + "1945" + ENTER)
        terminal.wait_for("How sure?")
        terminal.send("1")
        terminal.wait_for("Every question is answered")
        hand_in(terminal)


def test_an_answer_that_cannot_be_saved_stays_in_its_box_until_it_is(learner: Learner) -> None:
    questions = [f"  - {{id: q{i}, type: short-answer, ask: Q{i}?, answer: Ann}}\n" for i in range(40)]
    learner.write_deck("deck: tour\ntitle: A tour\nquestions:\n" + "".join(questions))
    learner.sit("Ann", options=["--questions", "40"])
    most = str(learner.progress.stat().st_size * 2)
    small_disk = str(Path(__file__).parent / "small_disk.py")
    with Terminal(
        python(small_disk, most, *learner.command("exam", "tour")[len(VNQUIZ) :]), learner.environment
    ) as terminal:
        number = 2
        while "was not saved" not in is_up(terminal, number):
            terminal.send(f"given {number}")
            terminal.wait_for(f"given {number}")
            terminal.send(ENTER)
            at_rest(terminal)
            number += "was not saved" not in terminal.display()
        for _ in range(2):
            terminal.send(CTRL_N)
            screen = at_rest(terminal)
            assert f"Question {number} of" in screen
            assert f"given {number}" in screen
        terminal.send(CTRL_Q)
        terminal.wait_exit()
    assert kinds(learner).count("exam-draft") == number - 1
    assert learner.findings() == []


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("~nobody-at-all/result.json", "There is no such home folder as that of ~nobody-at-all/result.json."),
        ("n" * 300, "cannot be written: File name too long."),
        ("/dev/null", "no result file, so it is not replaced."),
    ],
)
def test_a_place_where_no_result_can_be_is_told_on_the_set_up(
    learner: Learner, place: str, sentence: str
) -> None:
    learner.write_deck(deck_of(*FOUR))
    with learner.open("exam", "tour", "--result", place, cols=120) as terminal:
        terminal.wait_for("⏎ Begin")
        at_rest(terminal)
        terminal.send(ENTER)
        terminal.wait_for(lambda screen: sentence in " ".join(screen.split()))
        terminal.send(ESCAPE)
        terminal.wait_exit()
    assert learner.events() == []
