"""Studying on a real terminal, key by key and click by click, as a person does."""

import re
from pathlib import Path

import pytest
from playing import (
    BACKSPACE,
    CTRL_C,
    CTRL_G,
    CTRL_P,
    CTRL_Q,
    CTRL_T,
    CTRL_U,
    CTRL_Z,
    DOWN,
    ENTER,
    ESCAPE,
    F1,
    GIVEN_UP,
    GLANCE,
    LATER,
    PARTLY,
    RATINGS,
    RIGHT,
    SHIFT_DOWN,
    SHIFT_UP,
    SPACE,
    TAB,
    UNRATED,
    UP,
    WRONG,
    Learner,
    at_rest,
    click,
    deck_of,
    items_of,
    keys_in_order,
    number_of,
    press,
)
from terminal import Terminal

HELP_KEY = re.compile(r"│  (\S.*?)  +(\S.*?) +│")


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    return Learner(tmp_path)


def wait_for_verdict(terminal: Terminal, headline: str) -> str:
    return terminal.wait_for(lambda screen: RATINGS in screen and headline in screen)


def wait_until_gone(terminal: Terminal, text: str) -> str:
    return terminal.wait_for(lambda screen: text not in screen)


def ask_again(terminal: Terminal) -> str:
    """Take the answer back, and return the screen with the question."""
    terminal.send(CTRL_Z)
    return terminal.wait_for(lambda screen: not any(mark in screen for mark in (RATINGS, "✓", "✗", "≈")))


def test_typed_answers_of_every_type_are_told_right_or_wrong(learner: Learner) -> None:
    typed = {
        "short-answer": ("hà nội", "Huế", "Hà Nội"),
        "numeric": ("3,255 km", "3100", "3260 km"),
        "date": ("2/9/1945", "3/9/1945", "2 September 1945"),
        "cloze": ("fansipan", "Everest", "Fansipan"),
    }
    with learner.study(*typed) as terminal:
        for right, wrong, answer in typed.values():
            terminal.send(wrong + ENTER)
            lines = [line.strip() for line in wait_for_verdict(terminal, WRONG).splitlines()]
            assert lines.index(wrong) < next(i for i, line in enumerate(lines) if line.startswith(answer))
            ask_again(terminal)
            terminal.send(CTRL_U + right + ENTER)
            assert right in wait_for_verdict(terminal, RIGHT)
            terminal.send("3")
            wait_until_gone(terminal, RIGHT)
        terminal.wait_for("4 cards: 4 known, 0 missed.")
    assert learner.answers() == [("short-answer", 3), ("numeric", 3), ("date", 3), ("cloze#c1", 3)]


def test_a_choice_is_picked_by_number_or_by_arrows_and_enter_never_by_enter_alone(learner: Learner) -> None:
    with learner.study("choice") as terminal:
        at_rest(terminal)
        terminal.send(ENTER)
        assert RATINGS not in terminal.wait_for("Pick one by its number.")
        terminal.send(number_of("bronze", terminal))
        screen = wait_for_verdict(terminal, WRONG)
        assert re.search("bronze +✗ your answer", screen)
        assert re.search("bamboo +✓ right", screen)
        ask_again(terminal)
        place = int(number_of("bamboo", terminal))
        terminal.send(DOWN * place)
        terminal.wait_for(f"› {place}  bamboo")
        terminal.send(ENTER)
        wait_for_verdict(terminal, RIGHT)


def test_true_or_false_is_picked_by_number_or_letter(learner: Learner) -> None:
    with learner.study("true-false") as terminal:
        for key, headline in (("1", RIGHT), ("t", RIGHT), ("2", WRONG), ("f", WRONG)):
            terminal.send(key)
            wait_for_verdict(terminal, headline)
            ask_again(terminal)


def test_all_right_options_are_to_be_ticked_with_space_or_numbers(learner: Learner) -> None:
    with learner.study("select-all") as terminal:
        red, lake = (number_of(place, terminal) for place in ("Red River", "West Lake"))
        terminal.send(lake)
        terminal.wait_for(f"{lake} [x]")
        terminal.send(lake)
        terminal.wait_for(f"{lake} [ ]")
        terminal.send(ENTER)
        terminal.wait_for("Tick every right option first.")
        terminal.send(UP * (int(lake) - int(red)) + DOWN * (int(red) - int(lake)) + SPACE)
        terminal.wait_for(f"› {red} [x]  Red River")
        terminal.send(ENTER)
        assert re.search("Perfume River +○ right, not ticked", wait_for_verdict(terminal, PARTLY))
        ask_again(terminal)
        terminal.send(number_of("Perfume River", terminal) + ENTER)
        wait_for_verdict(terminal, RIGHT)


def test_items_are_moved_with_shift_and_arrows_or_taken_up_with_space(learner: Learner) -> None:
    with learner.study("ordering") as terminal:
        first, *rest = items_of(at_rest(terminal, GLANCE))
        terminal.send(SHIFT_DOWN)
        terminal.wait_for(f"› 2  {first}")
        assert items_of(terminal.display()) == [rest[0], first, *rest[1:]]
        terminal.send(SHIFT_UP)
        terminal.wait_for(f"› 1  {first}")
        terminal.send(SPACE + "jj")
        terminal.wait_for(f"↕ 3  {first}")
        terminal.send("k" + SPACE + "k")
        terminal.wait_for(f"› 1  {rest[0]}")
        assert items_of(terminal.display()) == [rest[0], first, *rest[1:]]


def test_the_right_order_is_right_and_the_order_as_drawn_never(learner: Learner) -> None:
    with learner.study("ordering") as terminal:
        terminal.send(DOWN + UP + ENTER)
        assert "you had it at" in wait_for_verdict(terminal, "pairs of items are in the right order.")
        shown = items_of(ask_again(terminal))
        terminal.send(keys_in_order(shown, ["one", "two", "three", "four"]) + ENTER)
        wait_for_verdict(terminal, RIGHT)


def test_partners_are_given_by_number_and_taken_back(learner: Learner) -> None:
    with learner.study("matching") as terminal:
        lands = sorted(("Lào", "Thailand"), key=at_rest(terminal, GLANCE).index)
        cities = [{"Lào": "Vientiane", "Thailand": "Bangkok"}[land] for land in lands]
        manila = number_of("Manila", terminal)
        terminal.send(manila + ENTER)
        terminal.wait_for("Give every item a partner first")
        terminal.send(manila + ENTER)
        assert wait_for_verdict(terminal, WRONG).count("✗ you: Manila") == 2
        ask_again(terminal)
        terminal.send(BACKSPACE + UP + BACKSPACE)
        terminal.wait_for(lambda screen: screen.count("– …") == 2)
        terminal.send("".join(number_of(city, terminal) for city in cities) + ENTER)
        wait_for_verdict(terminal, RIGHT)


def test_items_of_a_list_are_entered_one_by_one_and_answered_by_an_empty_line(learner: Learner) -> None:
    with learner.study("list") as terminal:
        terminal.send(f"penny{ENTER}dime{ENTER}")
        terminal.wait_for("item 3 of 3, or enter to answer")
        terminal.send(f"brass{ENTER}")
        terminal.wait_for("3 brass")
        at_rest(terminal)
        terminal.send(ENTER)
        screen = wait_for_verdict(terminal, PARTLY)
        for line in ("✓ penny", "✓ dime", "○ cent  missed", "✗ brass  not one of them"):
            assert line in screen


def test_backspace_in_the_empty_line_of_a_list_brings_the_last_item_back_and_loses_none(
    learner: Learner,
) -> None:
    with learner.study("list") as terminal:
        terminal.send(f"dime{ENTER}pennies{ENTER}")
        terminal.wait_for("2 pennies")
        terminal.send(BACKSPACE * 2)
        terminal.wait_for(lambda screen: "2 pennies" not in screen and "pennie" in screen)
        assert "1 dime" in at_rest(terminal)
        terminal.send(f"{CTRL_U}penny")
        terminal.send(f"{ENTER}cent{ENTER}")
        terminal.wait_for("3 cent")
        at_rest(terminal)
        terminal.send(ENTER)
        wait_for_verdict(terminal, RIGHT)


def test_a_flashcard_is_revealed_and_waits_for_a_rating_of_ones_own(learner: Learner) -> None:
    with learner.study("flashcard") as terminal:
        assert "This is the back." not in at_rest(terminal)
        terminal.send(ENTER)
        assert "This is the back." in wait_for_verdict(terminal, UNRATED)
        at_rest(terminal)
        terminal.send(ENTER)
        assert UNRATED in at_rest(terminal)
        terminal.send("4")
        terminal.wait_for("1 card: 1 known, 0 missed.")
    assert learner.answers() == [("flashcard", 4)]


def test_who_does_not_know_sees_the_answer_of_any_type_and_no_reproach(learner: Learner) -> None:
    answers = {
        "choice": ["bamboo"],
        "select-all": ["Red River", "Perfume River"],
        "true-false": ["True"],
        "short-answer": ["Hà Nội"],
        "numeric": ["3260 km"],
        "date": ["2 September 1945"],
        "cloze": ["Fansipan"],
        "list": ["dime", "cent", "penny"],
        "ordering": ["1  one", "2  two", "3  three", "4  four"],
        "matching": ["Lào – Vientiane", "Thailand – Bangkok"],
    }
    with learner.study(*answers) as terminal:
        for shown in answers.values():
            terminal.send(CTRL_G)
            screen = wait_for_verdict(terminal, GIVEN_UP)
            assert "[1 Again" in screen
            assert not any(word in screen for word in ("✗", "you had", "missed", "your answer", "not ticked"))
            for answer in shown:
                assert answer in screen
            terminal.send("3")
            wait_until_gone(terminal, GIVEN_UP)


def test_the_answer_given_up_on_stays_until_it_is_dismissed(learner: Learner) -> None:
    with learner.study("short-answer") as terminal:
        terminal.send(CTRL_G)
        wait_for_verdict(terminal, GIVEN_UP)
        assert GIVEN_UP in at_rest(terminal)
        terminal.send(ENTER)
        wait_until_gone(terminal, GIVEN_UP)
    assert [event["verdict"] for event in learner.events()] == ["unknown"]


def test_the_hint_is_shown_on_request_and_noted_in_the_log(learner: Learner) -> None:
    with learner.study("short-answer") as terminal:
        assert "Between the rivers." not in terminal.display()
        terminal.send("hà" + CTRL_T)
        terminal.wait_for("Hint: Between the rivers.")
        terminal.send(" nội" + ENTER)
        wait_for_verdict(terminal, RIGHT)
        terminal.send(ESCAPE)
        terminal.wait_for("1 card: 1 known")
    assert learner.events()[0]["answered"] == {"text": "hà nội", "hint": True}


def test_a_lucky_guess_counts_as_missed_and_only_a_right_choice_can_be_one(learner: Learner) -> None:
    with learner.study("choice", "short-answer") as terminal:
        terminal.send(number_of("bamboo", terminal))
        assert "g I guessed" in wait_for_verdict(terminal, RIGHT)
        terminal.send("g")
        terminal.wait_for("What is the capital called?")
        terminal.send("hà nội" + ENTER)
        assert "g I guessed" not in wait_for_verdict(terminal, RIGHT)
        terminal.send("g")
        terminal.send(ESCAPE)
        terminal.wait_for("2 cards: 1 known, 1 missed.")
    assert [(e["card"], e["rating"], e["is_guess"]) for e in learner.events()] == [
        ("tour/choice", 1, True),
        ("tour/short-answer", 3, False),
    ]


def test_undo_goes_back_step_by_step_to_screens_that_equal_those_before(learner: Learner) -> None:
    with learner.study("choice", "short-answer", "ordering", "matching", "list", "true-false") as terminal:
        before = []

        def step(keys: str, shown: str, *typed_first: tuple[str, str]) -> None:
            for typed, seen in typed_first:
                terminal.send(typed)
                terminal.wait_for(seen)
            before.append(at_rest(terminal, GLANCE))
            terminal.send(keys)
            terminal.wait_for(shown)

        step(number_of("bronze", terminal), WRONG)
        step("2", "What is the capital called?")
        step(ENTER, WRONG, ("Huế", "Huế"))
        step("3", "Put the numbers in order.")
        second = items_of(at_rest(terminal, GLANCE))[1]
        step(ENTER, RATINGS, (SHIFT_DOWN + UP, f"› 1  {second}"))
        step("b", "Match each land")
        step("!", "Name the coins.")
        terminal.send(f"dime{ENTER}brass{ENTER}")
        terminal.wait_for("2 brass")
        at_rest(terminal)
        step(ENTER, PARTLY)
        step("1", "Is water wet?")
        for screen in reversed(before):
            terminal.send("u" if "u Undo" in terminal.display() else CTRL_Z)
            terminal.wait_for(lambda shown, wanted=screen: shown == wanted)  # type: ignore[misc]
    kinds = [event["kind"] for event in learner.events()]
    assert kinds == ["study", "study", "study", "bury", "suspend", "study", *["undo"] * 6]


def test_undo_works_while_typing_and_the_log_says_what_was_taken_back(learner: Learner) -> None:
    with learner.study("true-false", "short-answer") as terminal:
        terminal.send("1")
        wait_for_verdict(terminal, RIGHT)
        terminal.send("3")
        terminal.wait_for("What is the capital called?")
        terminal.send("u" + CTRL_Z)
        terminal.wait_for(lambda screen: "Is water wet?" in screen and RIGHT in screen)
        terminal.send("4")
        terminal.wait_for("What is the capital called?")
    first, undo, second = learner.events()
    assert (undo["kind"], undo["target"], undo["card"]) == ("undo", first["uid"], "tour/true-false")
    assert (first["rating"], second["rating"]) == (3, 4)


def test_the_last_rating_can_be_taken_back_at_the_end(learner: Learner) -> None:
    with learner.study("true-false") as terminal:
        terminal.send("1")
        wait_for_verdict(terminal, RIGHT)
        terminal.send("1")
        terminal.wait_for("Is water wet?")
        terminal.send(ESCAPE)
        terminal.wait_for("1 card: 0 known, 1 missed.")
        terminal.send("u")
        wait_for_verdict(terminal, RIGHT)
        terminal.send("3")
        terminal.wait_for("1 card: 1 known, 0 missed.")
    assert [event["kind"] for event in learner.events()] == ["study", "undo", "study"]


def test_a_card_put_off_or_put_away_is_gone_and_the_log_says_so(learner: Learner) -> None:
    with learner.study("choice", "true-false", "matching") as terminal:
        terminal.send("b")
        terminal.wait_for("Is water wet?")
        terminal.send("!")
        terminal.wait_for("Match each land")
        terminal.send(ESCAPE)
        terminal.wait_for(re.compile(r"A tour +1 +–").search)
    assert [(e["kind"], e["card"], e["due"]) for e in learner.events()] == [
        ("bury", "tour/choice", "2026-11-22"),
        ("suspend", "tour/true-false", None),
    ]


def help_of(terminal: Terminal, key: str) -> dict[str, str]:
    terminal.send(key)
    terminal.wait_for("│  Keys ")
    screen = at_rest(terminal, GLANCE)
    terminal.send(ESCAPE)
    wait_until_gone(terminal, "│  Keys ")
    return {keys: words for keys, words in HELP_KEY.findall(screen) if keys != "Keys"}


def test_help_lists_the_keys_that_work_now_also_while_typing(learner: Learner) -> None:
    with learner.study("choice", "short-answer") as terminal:
        at_choice = help_of(terminal, "?")
        assert at_choice["b"] == "Put the card off until tomorrow"
        assert at_choice["^t"] == "Hint"
        assert "u" not in at_choice
        assert help_of(terminal, F1) == at_choice
        terminal.send("b")
        terminal.wait_for("What is the capital called?")
        terminal.send("hà")
        while_typing = help_of(terminal, F1)
        assert {"⏎", "^t", "^g", "esc"} <= set(while_typing)
        assert not {"b", "u", "!", "g", "?"} & set(while_typing)
        terminal.send(" nội" + ENTER)
        wait_for_verdict(terminal, RIGHT)
        assert {"u", "b", "!"} <= set(help_of(terminal, "?"))


def test_letters_that_are_keys_are_typed_while_typing_and_escape_answers_nothing(learner: Learner) -> None:
    with learner.study("short-answer") as terminal:
        terminal.send("gub!?cmq1234 jk")
        assert "What is the capital called?" in terminal.wait_for("gub!?cmq1234 jk")
        terminal.send(ESCAPE)
        terminal.wait_for("Study all")
    assert learner.events() == []


def test_escape_at_a_verdict_keeps_the_answer_with_the_suggested_rating(learner: Learner) -> None:
    with learner.study("true-false", "choice") as terminal:
        terminal.send("1")
        wait_for_verdict(terminal, RIGHT)
        terminal.send(ESCAPE)
        terminal.wait_for("1 card: 1 known, 0 missed.")
    assert learner.answers() == [("true-false", 3)]


def test_a_doubled_enter_shows_the_verdict_and_does_not_rate_it(learner: Learner) -> None:
    with learner.study("short-answer", "true-false") as terminal:
        terminal.send("hà nội" + ENTER + ENTER)
        wait_for_verdict(terminal, RIGHT)
        assert RIGHT in at_rest(terminal)
        assert learner.events() == []
        terminal.send(ENTER)
        terminal.wait_for("Is water wet?")
    assert learner.answers() == [("short-answer", 3)]


def test_a_held_enter_neither_rates_nor_skips_a_verdict(learner: Learner) -> None:
    with learner.study("short-answer", "flashcard") as terminal:
        terminal.send("hà nội")
        for _ in range(40):
            terminal.send(ENTER)
        wait_for_verdict(terminal, RIGHT)
        for _ in range(40):
            terminal.send(ENTER)
            terminal.display()
        assert RIGHT in at_rest(terminal)
        assert learner.events() == []


def test_a_held_enter_at_the_last_verdict_does_not_skip_what_it_came_to(learner: Learner) -> None:
    with learner.study("true-false") as terminal:
        terminal.send("1")
        wait_for_verdict(terminal, RIGHT)
        terminal.send(ENTER * 20)
        terminal.wait_for("1 card: 1 known, 0 missed.")
        assert "1 card: 1 known, 0 missed." in at_rest(terminal)
        terminal.send(ENTER)
        terminal.wait_for("Study all")


def test_a_doubled_enter_at_home_opens_one_session_and_reveals_nothing(learner: Learner) -> None:
    learner.write_deck(deck_of("flashcard"))
    with learner.open() as terminal:
        terminal.send(ENTER + ENTER + ENTER)
        terminal.wait_for("What is on the front?")
        assert UNRATED not in at_rest(terminal)
        terminal.send(ESCAPE)
        terminal.wait_for("Study all")
        assert "Study all" in at_rest(terminal)


def test_keys_of_one_burst_never_act_on_a_screen_that_is_covered(learner: Learner) -> None:
    with learner.study("true-false", "choice") as terminal:
        terminal.send("1")
        wait_for_verdict(terminal, RIGHT)
        terminal.send(ENTER + "?")
        terminal.wait_for("│  Keys ")
        at_rest(terminal)
        terminal.send(ESCAPE + ESCAPE + ESCAPE)
        wait_until_gone(terminal, "│  Keys ")
        terminal.send(CTRL_P)
        terminal.wait_for("Choose other colours")
        terminal.send(ESCAPE * 3)
        wait_until_gone(terminal, "Choose other colours")
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
    assert learner.findings() == []


def test_an_unreadable_date_says_why_and_waits(learner: Learner) -> None:
    with learner.study("date") as terminal:
        terminal.send("31/2/1945" + ENTER)
        terminal.wait_for("February")
        screen = at_rest(terminal, GLANCE)
        assert RATINGS not in screen
        assert "31/2/1945" in screen
        terminal.send(CTRL_U + "2/9/1945" + ENTER)
        wait_for_verdict(terminal, RIGHT)
        assert "February" not in terminal.display()


def test_home_lists_the_decks_with_what_is_new_and_due(learner: Learner) -> None:
    learner.write_deck(deck_of("choice", "true-false", "cloze"))
    learner.play("", "=3", "", "=4")
    with learner.open() as terminal:
        terminal.wait_for(re.compile(r"› A tour +1 +–").search)
        terminal.wait_for("A deck of the tests.")
    learner.now = LATER
    with learner.open() as terminal:
        terminal.wait_for(re.compile(r"› A tour +1 +2").search)
        terminal.wait_for("Today: 2 to review")


def test_where_nothing_is_due_one_can_study_ahead(learner: Learner) -> None:
    learner.write_deck(deck_of("choice", "true-false"))
    learner.play("", "=4", "", "=4")
    learner.now = "2026-11-22T09:00+07:00"
    with learner.open() as terminal:
        terminal.send(ENTER)
        terminal.wait_for("Nothing is due in “A tour” today.")
        terminal.wait_for("You can study 2 cards ahead of time")
        terminal.send(ESCAPE)
        wait_until_gone(terminal, "Nothing is due in")
        terminal.send(ENTER)
        terminal.wait_for("You can study 2 cards ahead of time")
        terminal.send(ENTER)
        terminal.wait_for("^g I don't know")
        terminal.send(CTRL_G)
        wait_for_verdict(terminal, GIVEN_UP)
        terminal.send(ESCAPE)
        terminal.wait_for("1 card: 0 known, 1 missed.")
    assert [event["kind"] for event in learner.events()] == ["study"] * 3


def test_the_end_shows_what_was_missed_and_m_asks_it_again(learner: Learner) -> None:
    with learner.study("choice", "true-false", "short-answer") as terminal:
        terminal.send(number_of("butter", terminal))
        wait_for_verdict(terminal, WRONG)
        terminal.send("1")
        terminal.wait_for("Is water wet?")
        terminal.send("1")
        wait_for_verdict(terminal, RIGHT)
        terminal.send(ESCAPE)
        terminal.wait_for("2 cards: 1 known, 1 missed.")
        screen = at_rest(terminal, GLANCE)
        assert re.search(r"What was missed\s+○ Which one is green\?\s+bamboo\n", screen)
        assert "The next card is due tomorrow." in screen
        terminal.send("m")
        terminal.wait_for("Pick one.")
        terminal.send(number_of("bamboo", terminal))
        wait_for_verdict(terminal, RIGHT)
        terminal.send("3")
        terminal.wait_for("1 miss put right")
    assert [(e["kind"], e["rating"]) for e in learner.events()] == [
        ("study", 1),
        ("study", 3),
        ("relearn", 3),
    ]


def test_the_mouse_studies_too(learner: Learner) -> None:
    learner.write_deck(deck_of("choice", "true-false", "flashcard"))
    with learner.open() as terminal:
        click(terminal, "A tour")
        terminal.wait_for("Which one is green?")
        click(terminal, "bamboo")
        wait_for_verdict(terminal, RIGHT)
        click(terminal, "4 Easy")
        terminal.wait_for("Is water wet?")
        click(terminal, "^g I don't know")
        wait_for_verdict(terminal, GIVEN_UP)
        click(terminal, "⏎ Go on")
        terminal.wait_for("What is on the front?")
        click(terminal, "Press enter")
        terminal.wait_for("This is the back.")
        click(terminal, "esc Leave")
        terminal.wait_for("2 cards: 1 known, 1 missed.")
    assert learner.answers() == [("choice", 4), ("true-false", 1)]


def test_a_double_click_counts_once(learner: Learner) -> None:
    with learner.study("choice", "true-false", "matching") as terminal:
        footer = at_rest(terminal, GLANCE).splitlines()
        press(terminal, footer[-1].index("b Tomorrow"), len(footer) - 1, times=4)
        terminal.wait_for("Is water wet?")
        assert "Is water wet?" in at_rest(terminal)
    assert [event["kind"] for event in learner.events()] == ["bury"]


def test_neither_tab_nor_a_click_takes_the_keyboard_from_the_ratings(learner: Learner) -> None:
    with learner.study("choice", "true-false") as terminal:
        terminal.send(number_of("bamboo", terminal))
        wait_for_verdict(terminal, RIGHT)
        terminal.send(TAB)
        click(terminal, "bamboo")
        click(terminal, "Which one is green?")
        assert "⏎ Go on" in at_rest(terminal)
        terminal.send("3")
        terminal.wait_for("Is water wet?")


def test_a_terminal_that_is_too_small_says_so_and_all_comes_back(learner: Learner) -> None:
    with learner.study("short-answer") as terminal:
        terminal.send("hà")
        terminal.wait_for("hà\n")
        before = at_rest(terminal, GLANCE)
        terminal.resize(39, 12)
        assert "Type the answer" not in terminal.wait_for("vnquiz needs 40 columns and 12 lines.")
        terminal.resize(80, 24)
        terminal.wait_for(lambda screen: screen == before)


def test_forty_columns_and_twelve_lines_are_enough_from_question_to_rating(learner: Learner) -> None:
    with learner.study("matching", "choice", cols=40, rows=12) as terminal:
        assert "? Help" in terminal.display()
        terminal.send(number_of("Manila", terminal) * 2 + ENTER)
        assert "✗ you: Manila" in wait_for_verdict(terminal, "[1 Again] 2 Hard  3 Good  4 Easy")
        terminal.send("2")
        wait_until_gone(terminal, RATINGS)
        terminal.send(number_of("bamboo", terminal))
        wait_for_verdict(terminal, "1 Again  2 Hard [3 Good] 4 Easy")
        terminal.send("3")
        terminal.wait_for("2 cards: 2 known, 0 missed.")


def test_what_is_new_below_a_long_question_is_scrolled_to(learner: Learner) -> None:
    stems = ("Which one is green?", "Of all these, which one, in any season of any year, is ever green?")
    questions = "".join(
        f"  - id: q{i}\n    type: choice\n    ask: {stem}\n    answer: bamboo\n"
        "    wrong: [brick, bronze, butter, bread]\n    hint: It grows.\n"
        for i, stem in enumerate(stems)
    )
    learner.write_deck(f"deck: tour\ntitle: Tour\nquestions:\n{questions}")
    with learner.open("study", "tour", "--seed", "1", cols=40, rows=12) as terminal:
        for stem in stems:
            terminal.wait_for(stem[:20])
            terminal.send(ENTER)
            terminal.wait_for("Pick one by its number.")
            terminal.send(CTRL_T)
            terminal.wait_for("Hint: It grows.")
            terminal.send("1")
            terminal.wait_for(lambda screen: RIGHT in screen or WRONG in screen)
            terminal.send("3")


def test_each_verdict_is_scrolled_to_when_the_hint_ends_on_the_last_line(learner: Learner) -> None:
    ask = "What stands in this line of words? " * 4
    hint = "It could be a word for nothing, or another word that says the same to you."
    questions = "".join(
        f"  - {{id: {name}, type: short-answer, ask: {ask}, answer: none, hint: '{hint}', explain: A word.}}\n"
        for name in ("one", "two")
    )
    learner.write_deck(f"deck: tour\ntitle: Tour\nquestions:\n{questions}")
    with learner.open("study", "tour", cols=40, rows=12) as terminal:
        for _ in range(2):
            terminal.wait_for(lambda screen: RATINGS not in screen and "Type the answer." in screen)
            terminal.send(CTRL_T)
            terminal.wait_for(lambda screen: "to you." in screen.splitlines()[9])
            terminal.send(CTRL_G)
            terminal.wait_for(GIVEN_UP)
            terminal.send("3")


def test_ctrl_c_says_how_to_leave(learner: Learner) -> None:
    with learner.study("choice") as terminal:
        terminal.send(CTRL_C)
        terminal.wait_for("Press ctrl+q to leave")
        assert terminal.wait_for("Which one is green?")
