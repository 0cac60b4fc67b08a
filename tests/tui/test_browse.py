"""The browse screen on a real terminal: searched as one types, cards put away and brought back, studied."""

from pathlib import Path

import pytest
from playing import CTRL_Z, DOWN, ENTER, ESCAPE, LATER, Learner, at_rest, click
from terminal import Terminal

CARDS = """\
deck: tour
title: A tour
questions:
  - {id: leader, type: short-answer, ask: Who led the Party?, answer: Nguyễn Phú Trọng, tags: [people]}
  - {id: year, type: date, ask: When was it signed?, answer: 2023-09, tags: [treaties]}
  - {id: river, type: choice, ask: Which river is red?, answer: the Red River, wrong: [the Mekong, the Perfume River]}
  - {id: claim, type: true-false, ask: Is bamboo a grass?, answer: true}
"""


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    learner = Learner(tmp_path / "home")
    learner.write_deck(CARDS)
    return learner


def browse(learner: Learner, cols: int = 80, rows: int = 24) -> Terminal:
    terminal = learner.open("--decks", str(learner.decks), cols=cols, rows=rows)
    terminal.send("b")
    terminal.wait_for("Browse")
    terminal.wait_for("as in the decks")
    return terminal


def search(terminal: Terminal, words: str, found: str) -> str:
    terminal.send("/")
    terminal.wait_for("To the list")
    terminal.send(words)
    return terminal.wait_for(lambda screen: words in screen and found in screen)


def to_list(terminal: Terminal) -> None:
    terminal.send(ENTER)
    terminal.wait_for("/ Search")


def test_words_without_marks_find_words_with_them_while_one_types(learner: Learner) -> None:
    with browse(learner) as terminal:
        screen = search(terminal, "deck:tour trong phu", "1 card,")
        assert "Who led the Party?" in screen
        assert "Is bamboo a grass?" not in screen
        assert "Nguyễn Phú Trọng" in screen


def test_filters_narrow_the_list_and_one_that_is_none_is_told(learner: Learner) -> None:
    with browse(learner) as terminal:
        search(terminal, "deck:tour type:date tag:treat", "1 card,")
        terminal.send(" is:asleep")
        terminal.wait_for("There is no is:asleep.")


def test_a_card_is_put_away_found_so_brought_back_and_that_is_undone(learner: Learner) -> None:
    with browse(learner) as terminal:
        search(terminal, "deck:tour bamboo", "1 card,")
        to_list(terminal)
        terminal.send("!")
        terminal.wait_for("suspended")
        terminal.wait_for("1 card suspended.")
        assert [(event["kind"], event["card"]) for event in learner.events()] == [("suspend", "tour/claim")]
        terminal.send("!")
        terminal.wait_for("1 card brought back.")
        terminal.send(CTRL_Z)
        terminal.wait_for("Taken back.")
        assert [event["kind"] for event in learner.events()] == ["suspend", "resume", "undo"]


def test_a_card_is_flagged_and_found_so(learner: Learner) -> None:
    with browse(learner) as terminal:
        search(terminal, "deck:tour bamboo", "1 card,")
        to_list(terminal)
        terminal.send("f")
        terminal.wait_for("⚑ Is bamboo a grass?")
        search(terminal, " is:flagged", "1 card,")
        to_list(terminal)
        terminal.send("f")
        terminal.wait_for("0 cards")
    assert [event["kind"] for event in learner.events()] == ["flag", "unflag"]


def test_letters_typed_in_the_search_do_nothing_else(learner: Learner) -> None:
    with browse(learner) as terminal:
        search(terminal, "deck:tour bx!sua", "0 cards,")
        assert not learner.progress.exists() or learner.events() == []


def test_selected_cards_are_studied_and_no_others(learner: Learner) -> None:
    with browse(learner) as terminal:
        search(terminal, "deck:tour is:new", "is:new")
        to_list(terminal)
        terminal.send(DOWN + DOWN + " ")
        terminal.wait_for("1 selected")
        terminal.send("s")
        terminal.wait_for("Which river is red?")
        terminal.wait_for("Pick one.")
        terminal.send(ESCAPE)
        terminal.wait_for("1 selected")


def test_what_is_not_due_is_studied_ahead(learner: Learner) -> None:
    learner.run("study", "tour", "--plain", "--search", "bamboo", typed="t\n\n")
    learner.now = "2026-11-22T09:00+07:00"
    with browse(learner) as terminal:
        search(terminal, "deck:tour bamboo", "1 card,")
        to_list(terminal)
        terminal.send("s")
        terminal.wait_for("True or false?")
        terminal.send("t")
        terminal.wait_for("1 Again")
        terminal.send("3")
        terminal.wait_for("1 card: 1 known")
    kinds = [(event["kind"], event["study_day"]) for event in learner.events()]
    assert kinds == [("study", "2026-11-21"), ("study", "2026-11-22")]


def test_a_reset_is_asked_for_first(learner: Learner) -> None:
    learner.run("study", "tour", "--plain", "--search", "bamboo", typed="t\n\n")
    learner.now = LATER
    with browse(learner) as terminal:
        search(terminal, "deck:tour bamboo", "1 card,")
        to_list(terminal)
        terminal.send("x")
        terminal.wait_for("1 card will be new again")
        terminal.send(ESCAPE)
        terminal.wait_for(lambda screen: "will be new again" not in screen)
        terminal.send("x")
        terminal.wait_for("1 card will be new again")
        terminal.send(ENTER)
        terminal.wait_for("1 card reset.")
    assert [event["kind"] for event in learner.events()] == ["study", "reset"]


def test_the_list_is_sorted_in_the_ways_it_names(learner: Learner) -> None:
    with browse(learner) as terminal:
        for words in ("soonest due", "most at risk", "most often forgotten", "by the question"):
            terminal.send("o")
            terminal.wait_for(words)
        search(terminal, "deck:tour", "4 cards,")
        lines = [line for line in at_rest(terminal).splitlines() if "new" in line]
        assert "Is bamboo" in lines[0]


def test_a_small_terminal_shows_the_list_alone(learner: Learner) -> None:
    with browse(learner, cols=40, rows=12) as terminal:
        screen = search(terminal, "deck:tour", "4 cards,")
        assert "Who led" in screen
        assert "Nguyễn Phú Trọng" not in screen


def test_a_card_is_chosen_with_the_mouse(learner: Learner) -> None:
    with browse(learner) as terminal:
        search(terminal, "deck:tour", "4 cards,")
        click(terminal, "When was it")
        terminal.wait_for("September 2023")


def test_what_is_told_of_cards_is_safe(learner: Learner) -> None:
    learner.write_deck(
        'deck: tour\ntitle: "T \\e]0;pawned\\a"\nquestions:\n'
        '  - {id: a, type: true-false, ask: "Q \\e[31mred \\u202e", answer: true, tags: [x]}\n'
    )
    with browse(learner) as terminal:
        at_rest(terminal)
        assert b"\x1b]0;pawned" not in terminal.raw
        assert b"\x1b[31mred" not in terminal.raw


def test_a_card_has_a_page_of_its_own(learner: Learner) -> None:
    with browse(learner) as terminal:
        search(terminal, "deck:tour trong", "1 card,")
        to_list(terminal)
        terminal.send(ENTER)
        terminal.wait_for("New: it was not answered yet")
