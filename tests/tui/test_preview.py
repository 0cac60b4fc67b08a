"""Previewing a deck that is being written, on a real terminal and with saves from outside and inside."""

from pathlib import Path

import pytest
from own_editor import F2, OwnEditor
from playing import (
    CTRL_Q,
    CTRL_Z,
    ENTER,
    ESCAPE,
    GLANCE,
    RATINGS,
    RIGHT,
    TEN_TYPES,
    UNRATED,
    Learner,
    at_rest,
    deck_of,
    items_of,
    keys_in_order,
    number_of,
)
from terminal import Terminal

CTRL_N, CTRL_B = "\x0e", "\x02"
FINE = "✓ No problems found."
THREE = ("true-false", "short-answer", "numeric")


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    return Learner(tmp_path / "home")


@pytest.fixture
def editor(learner: Learner, tmp_path: Path) -> OwnEditor:
    """The editor that the learner uses."""
    editor = OwnEditor(tmp_path / "editor")
    learner.editor = str(editor.program)
    return editor


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "writing"
    folder.mkdir()
    return folder / "tour.yaml"


def explained(*questions: str) -> str:
    """Return a deck in which nothing is weak."""
    return deck_of(*questions) + "lint: {ignore: [no-explanation, no-citation]}\n"


def preview(learner: Learner, path: Path, cols: int = 80, rows: int = 24) -> Terminal:
    return learner.open("preview", str(path), cols=cols, rows=rows)


def turn_to(terminal: Terminal, name: str) -> str:
    terminal.send(CTRL_N)
    return terminal.wait_for(f"A tour · {name}")


def line_of(text: str, words: str) -> int:
    return next(i for i, line in enumerate(text.splitlines(), 1) if words in line)


def test_every_type_can_be_answered_and_nothing_is_written(learner: Learner, path: Path) -> None:
    path.write_text(deck_of(*TEN_TYPES), encoding="utf-8")

    def verdict(keys: str, headline: str = RIGHT) -> None:
        terminal.send(keys)
        terminal.wait_for(lambda screen: RATINGS in screen and headline in screen)

    with preview(learner, path) as terminal:
        terminal.wait_for("A tour · flashcard")
        at_rest(terminal)
        verdict(ENTER, UNRATED)
        turn_to(terminal, "choice")
        verdict(number_of("bamboo", terminal))
        turn_to(terminal, "select-all")
        verdict(number_of("Red River", terminal) + number_of("Perfume River", terminal) + ENTER)
        turn_to(terminal, "true-false")
        verdict("t")
        typed = {"short-answer": "hà nội", "numeric": "3260", "date": "2/9/1945", "cloze": "Fansipan"}
        for name, answer in typed.items():
            turn_to(terminal, name)
            verdict(answer + ENTER)
        turn_to(terminal, "list")
        terminal.send(f"dime{ENTER}cent{ENTER}penny{ENTER}")
        terminal.wait_for("3 penny")
        at_rest(terminal)
        verdict(ENTER)
        turn_to(terminal, "ordering")
        shown = items_of(at_rest(terminal, GLANCE))
        verdict(keys_in_order(shown, ["one", "two", "three", "four"]) + ENTER)
        turn_to(terminal, "matching")
        lands = sorted(("Lào", "Thailand"), key=at_rest(terminal, GLANCE).index)
        cities = {"Lào": "Vientiane", "Thailand": "Bangkok"}
        verdict("".join(number_of(cities[land], terminal) for land in lands) + ENTER)
        terminal.send("4")
        terminal.wait_for("A tour · flashcard")
        terminal.send(ESCAPE)
        assert terminal.wait_exit() == 0
    assert sorted(each.name for each in learner.home.rglob("*")) == ["decks"]


def test_cards_are_turned_both_ways_round_the_ends_and_told_by_name_and_number(
    learner: Learner, path: Path
) -> None:
    path.write_text(deck_of(*THREE), encoding="utf-8")
    with preview(learner, path) as terminal:
        terminal.wait_for("1 of 3")
        terminal.send(CTRL_B)
        terminal.wait_for(lambda screen: "A tour · numeric" in screen and "3 of 3" in screen)
        terminal.send(CTRL_N)
        terminal.wait_for("1 of 3")


def test_a_rating_goes_on_to_the_next_card_and_undo_takes_it_back(learner: Learner, path: Path) -> None:
    path.write_text(deck_of(*THREE), encoding="utf-8")
    with preview(learner, path) as terminal:
        terminal.send("t")
        terminal.wait_for(RIGHT)
        terminal.send("1")
        terminal.wait_for("2 of 3")
        terminal.send(CTRL_Z)
        terminal.wait_for(lambda screen: "1 of 3" in screen and RIGHT in screen)


def test_problems_stand_beside_with_their_lines_errors_and_the_nearest_first(
    learner: Learner, path: Path
) -> None:
    text = explained(*THREE).replace("answer: 3260", "anser: 3260").replace("answer: Hà Nội", "cite: bok:1")
    path.write_text(text, encoding="utf-8")
    with preview(learner, path) as terminal:
        missing = f"✗ line {line_of(text, 'id: short-answer')}: The key `answer` is missing"
        misspelt = f"✗ line {line_of(text, 'anser')}: There is no key `anser`"
        screen = terminal.wait_for(lambda screen: missing in screen and misspelt in screen)
        assert screen.index(missing) < screen.index(misspelt)
        assert "Did you mean" in screen
        path.write_text(explained(*THREE), encoding="utf-8")
        terminal.wait_for(FINE)


def test_weak_questions_are_told_as_check_tells_them(learner: Learner, path: Path) -> None:
    path.write_text(deck_of("true-false"), encoding="utf-8")
    with preview(learner, path) as terminal:
        terminal.wait_for("! line 10: This question has no explanation.")


def test_of_several_files_problems_name_theirs(learner: Learner, path: Path) -> None:
    path.write_text(deck_of("true-false"), encoding="utf-8")
    (path.parent / "other.yaml").write_text("deck: other\ntitle: a: b\n", encoding="utf-8")
    with preview(learner, path.parent) as terminal:
        terminal.wait_for("✗ other.yaml, line 2: ")


def test_a_save_is_followed_at_the_same_card_and_what_was_typed_stays(learner: Learner, path: Path) -> None:
    path.write_text(deck_of(*THREE), encoding="utf-8")
    with preview(learner, path) as terminal:
        turn_to(terminal, "short-answer")
        terminal.send("hà")
        terminal.wait_for(" hà\n")
        path.write_text(deck_of("choice", *THREE), encoding="utf-8")
        assert " hà\n" in terminal.wait_for("3 of 4")
        path.write_text(
            deck_of("choice", *THREE).replace("capital called", "capital's name"), encoding="utf-8"
        )
        assert "3 of 4" in terminal.wait_for("What is the capital's name?")
        path.write_text(deck_of("true-false", "numeric"), encoding="utf-8")
        terminal.wait_for("of 2")


@pytest.mark.parametrize(
    ("good", "broken", "said"),
    [
        ("ask: What is the capital called?", "ask: Capital: what?", "There is a colon followed by a space"),
        ("answer: Hà Nội", "anser: Hà Nội", "There is no key `anser`"),
        ("deck: tour", "dek: tour", "There is no key `dek`"),
    ],
)
def test_a_broken_save_keeps_the_last_good_card_until_it_is_mended(
    learner: Learner, path: Path, editor: OwnEditor, good: str, broken: str, said: str
) -> None:
    text = explained(*THREE)
    path.write_text(text, encoding="utf-8")
    with preview(learner, path) as terminal:
        turn_to(terminal, "short-answer")
        terminal.send("hà")
        path.write_text(text.replace(good, broken), encoding="utf-8")
        line = line_of(text, good)
        screen = terminal.wait_for(lambda screen: f"✗ line {line}: " in screen and said in screen)
        assert "A tour · short-answer" in screen
        assert "2 of 3" in screen
        assert "What is the capital called?" in screen
        terminal.send(" nội" + ENTER)
        terminal.wait_for(RIGHT)
        editor.will_save(text.replace(good, f"{good} # mended"))
        terminal.send("e")
        assert "2 of 3" in terminal.wait_for(FINE)
        assert editor.opened_at() == (line_of(text, "id: short-answer"), path)


def test_a_card_that_was_taken_out_of_a_good_file_is_gone(learner: Learner, path: Path) -> None:
    path.write_text(deck_of(*THREE), encoding="utf-8")
    with preview(learner, path) as terminal:
        turn_to(terminal, "short-answer")
        path.write_text(deck_of("true-false", "numeric"), encoding="utf-8")
        terminal.wait_for("A tour · numeric")


@pytest.mark.parametrize("key", ["e", F2])
def test_the_editor_opens_at_the_cards_line_and_what_it_saves_is_shown(
    learner: Learner, path: Path, editor: OwnEditor, key: str
) -> None:
    text = deck_of("true-false", "choice", "short-answer")
    path.write_text(text, encoding="utf-8")
    name = "choice" if key == "e" else "short-answer"
    with preview(learner, path) as terminal:
        turn_to(terminal, "choice")
        if key == F2:
            turn_to(terminal, "short-answer")
            terminal.send("ee")
            terminal.wait_for(" ee\n")
        editor.will_save(text.replace("ask: ", "ask: Say, "))
        terminal.send(key)
        terminal.wait_for("Say, ")
        assert f"A tour · {name}" in terminal.display()
        assert editor.opened_at() == (line_of(text, f"id: {name}"), path)


def test_a_deck_of_which_no_card_works_can_be_mended_from_the_first_moment(
    learner: Learner, path: Path, editor: OwnEditor
) -> None:
    path.write_text("deck: tour\ntitle: a: b\n", encoding="utf-8")
    with preview(learner, path) as terminal:
        terminal.wait_for("No card works yet.")
        terminal.wait_for("✗ line 2: ")
        terminal.send(CTRL_N + ENTER)
        editor.will_save(deck_of("true-false"))
        terminal.send("e")
        terminal.wait_for("Is water wet?")
        assert editor.opened_at() == (2, path)
        terminal.send("t")
        terminal.wait_for(lambda screen: RIGHT in screen and RATINGS in screen)


def test_a_file_that_is_taken_away_keeps_its_cards_and_is_named(learner: Learner, path: Path) -> None:
    path.write_text(deck_of("true-false"), encoding="utf-8")
    with preview(learner, path) as terminal:
        path.unlink()
        assert "Is water wet?" in terminal.wait_for("The file cannot be read")
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0


def test_on_a_small_screen_the_answer_box_stays_in_sight_above_the_problems(
    learner: Learner, path: Path
) -> None:
    text = explained("short-answer", "numeric").replace("answer: 3260", "anser: 3260\n    type: numeric")
    path.write_text(text, encoding="utf-8")
    with preview(learner, path, cols=40, rows=12) as terminal:
        terminal.wait_for("✗ line")
        terminal.send("hà nội")
        terminal.wait_for("hà nội")
