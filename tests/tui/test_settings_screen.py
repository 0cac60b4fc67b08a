"""The settings on a real terminal: changed in place, obeyed at once, written without touching anything else."""

import re
from pathlib import Path

import pytest
from playing import (
    BACKSPACE,
    CTRL_P,
    CTRL_U,
    DOWN,
    ENTER,
    ESCAPE,
    TAB,
    UP,
    Learner,
    at_rest,
    click,
    deck_of,
    press,
)
from rich.cells import cell_len
from terminal import Terminal

from vnquiz.settings.table import Settings
from vnquiz.tui.setting_rows import Chosen, rows_of
from vnquiz.tui.widgets.lines import wrapped

LEFT, RIGHT_ARROW, DELETE, END = "\x1b[D", "\x1b[C", "\x1b[3~", "\x1b[F"
TOUR = deck_of(*(f"- {{id: q{i}, type: true-false, ask: Number {i}?, answer: true}}" for i in range(9)))


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    found = Learner(tmp_path)
    found.write_deck(TOUR)
    return found


def open_settings(learner: Learner, cols: int = 80, rows: int = 24, **environment: str) -> Terminal:
    terminal = learner.open(cols=cols, rows=rows, **environment)
    terminal.send(",")
    terminal.wait_for("Settings of")
    return terminal


def settings_file(learner: Learner) -> Path:
    return learner.home / "settings.yaml"


def value_of(screen: str, label: str) -> str:
    """Return the value that stands behind a label, without the signs round it."""
    found = re.search(rf"^ *›? *{re.escape(label)} +(?:‹ )?(.*?)(?: ›)?(?:  .*)?$", screen, re.MULTILINE)
    return found[1] if found else ""


def wait_for_value(terminal: Terminal, label: str, value: str) -> str:
    return terminal.wait_for(lambda screen: value_of(screen, label) == value)


def go_to(terminal: Terminal, label: str) -> None:
    """Move the cursor down to a setting."""
    for _ in range(80):
        if re.search(rf"^ *› {re.escape(label)} ", at_rest(terminal, 0.1), re.MULTILINE):
            return
        terminal.send(DOWN)
    raise AssertionError(f"never reached: {label}\n{terminal.display()}")


def test_a_number_is_typed_in_place_written_and_obeyed_at_once(learner: Learner) -> None:
    with open_settings(learner) as terminal:
        terminal.send("4" + ENTER)
        wait_for_value(terminal, "New cards a day", "4")
        terminal.send(ESCAPE)
        terminal.wait_for("Today: 4 new")
    assert settings_file(learner).read_text(encoding="utf-8").endswith("\n\nnew_per_day: 4\n")


def test_enter_opens_the_value_that_there_is_and_escape_leaves_it(learner: Learner) -> None:
    with open_settings(learner) as terminal:
        terminal.send(ENTER)
        terminal.wait_for("▕20▏")
        terminal.send("157" + BACKSPACE)
        terminal.wait_for("▕15▏")
        terminal.send(ESCAPE)
        wait_for_value(terminal, "New cards a day", "20")
        terminal.send(ENTER + "3" + CTRL_U + "12" + ENTER)
        wait_for_value(terminal, "New cards a day", "12")
    assert "new_per_day: 12\n" in settings_file(learner).read_text(encoding="utf-8")


def test_a_value_that_cannot_be_is_refused_with_what_can_be(learner: Learner) -> None:
    with open_settings(learner) as terminal:
        go_to(terminal, "Desired retention")
        terminal.send("2" + ENTER)
        terminal.wait_for("✗ Desired retention must be a number from 0.70 to 0.97.")
        terminal.send(CTRL_U + "0.8" + ENTER)
        wait_for_value(terminal, "Desired retention", "0.80")
    assert "desired_retention: 0.80\n" in settings_file(learner).read_text(encoding="utf-8")


def test_arrows_go_through_choices_and_step_numbers_and_delete_takes_them_back(learner: Learner) -> None:
    with open_settings(learner) as terminal:
        terminal.send(RIGHT_ARROW * 2 + LEFT)
        wait_for_value(terminal, "New cards a day", "21")
        go_to(terminal, "Marking")
        terminal.send(RIGHT_ARROW)
        wait_for_value(terminal, "Marking", "strict")
        terminal.send(ENTER)
        wait_for_value(terminal, "Marking", "forgiving")
        terminal.send(DELETE)
        wait_for_value(terminal, "Marking", "as-written")
        text = settings_file(learner).read_text(encoding="utf-8")
    assert text.endswith("\n\nnew_per_day: 21\n")


def test_a_theme_is_seen_at_once_and_stays(learner: Learner) -> None:
    def background(terminal: Terminal) -> str:
        return str(terminal.screen.buffer[12][60].bg)

    with open_settings(learner) as terminal:
        night = background(terminal)
        go_to(terminal, "Theme")
        terminal.send(LEFT)
        value = value_of(
            terminal.wait_for(lambda screen: value_of(screen, "Theme") != "bamboo-night"), "Theme"
        )
        at_rest(terminal)
        day = background(terminal)
        assert day != night
    assert f"theme: {value}\n" in settings_file(learner).read_text(encoding="utf-8")
    with learner.open() as terminal:
        at_rest(terminal)
        assert background(terminal) == day


def test_a_deck_has_settings_of_its_own_within_those_of_all(learner: Learner) -> None:
    learner.write_deck(TOUR.replace("deck: tour", "deck: second").replace("A tour", "Another"), "second.yaml")
    settings_file(learner).write_text("# mine\nnew_per_day: 5  # not many\n", encoding="utf-8")
    with open_settings(learner) as terminal:
        terminal.send(TAB)
        terminal.wait_for(lambda screen: value_of(screen, "Settings of") in ("A tour", "Another"))
        if value_of(terminal.display(), "Settings of") == "Another":
            terminal.send(TAB)
            terminal.wait_for(lambda screen: value_of(screen, "Settings of") == "A tour")
        assert terminal.display().count("as all decks") == 6
        terminal.send("2" + ENTER)
        terminal.wait_for("all decks 5")
        terminal.send(ESCAPE)
        screen = terminal.wait_for("Today: 5 new")
        assert re.search(r"A tour +2 ", screen)
        assert re.search(r"Another +5 ", screen)
    assert settings_file(learner).read_text(encoding="utf-8") == (
        "# mine\nnew_per_day: 5  # not many\ndecks:\n  tour:\n    new_per_day: 2\n"
    )


def test_the_mouse_goes_to_a_setting_and_changes_it(learner: Learner) -> None:
    with open_settings(learner) as terminal:
        click(terminal, "Order")
        terminal.wait_for("‹ most-at-risk ›")
        lines = at_rest(terminal).splitlines()
        line = next(i for i, each in enumerate(lines) if "‹ most-at-risk ›" in each)
        press(terminal, lines[line].index("›", 10), line)
        terminal.wait_for("‹ deck ›")
        press(terminal, lines[line].index("‹"), line)
        terminal.wait_for("‹ most-at-risk ›")
        click(terminal, "Reviews a day")
        terminal.wait_for("‹ 200 ›")
        at_rest(terminal)
        click(terminal, "Reviews a day")
        terminal.wait_for("▕200▏")


def test_a_key_is_rebound_on_the_screen_and_works_at_once(learner: Learner) -> None:
    with open_settings(learner) as terminal:
        terminal.send("\x1b[Z")
        terminal.wait_for(lambda screen: value_of(screen, "Settings of") == "Keys")
        go_to(terminal, "bury")
        terminal.send(ENTER)
        terminal.wait_for("press the new key")
        terminal.send("u")
        terminal.wait_for("✗ The key `u` is taken by `undo` on the same screen")
        terminal.send(ENTER)
        terminal.wait_for("press the new key")
        terminal.send("z")
        wait_for_value(terminal, "bury", "z")
        terminal.send(ESCAPE)
        terminal.wait_for("Study all")
        terminal.send("a")
        terminal.wait_for("Number 0?")
        terminal.wait_for("z Tomorrow")
        terminal.send("z")
        terminal.wait_for(lambda screen: "Number 0?" not in screen)
    assert [event["kind"] for event in learner.events()] == ["bury"]
    assert settings_file(learner).read_text(encoding="utf-8").endswith("keys:\n  bury: z\n")


def test_keys_of_the_file_work_in_every_box_and_the_usual_ones_no_more(learner: Learner) -> None:
    settings_file(learner).write_text(
        "keys:\n  answer-typed: f5\n  answer: f5\n  down: w\n  rate-3: g\n  guess: '?'\n  help: f6\n",
        encoding="utf-8",
    )
    with learner.study("short-answer", "choice") as terminal:
        terminal.wait_for("What is the capital called?")
        at_rest(terminal)
        terminal.send("hà nội" + ENTER + "\x1b[15~")
        terminal.wait_for("✓ Right.")
        terminal.send("g")
        terminal.wait_for("Which one is green?")
        at_rest(terminal)
        terminal.send("j" + "w")
        terminal.wait_for("› 1")
        terminal.send("\x1b[15~")
        terminal.wait_for(lambda screen: "✓" in screen or "✗" in screen)
    assert learner.answers() == [("short-answer", 3)]


def test_keys_that_cannot_be_are_told_with_their_place_and_the_usual_ones_stay(learner: Learner) -> None:
    settings_file(learner).write_text(
        "keys:\n  burry: z\n  undo: nokey\n  bury: c\n  suspend: ctrl+p\ntheme: nosuch\n", encoding="utf-8"
    )
    with learner.open(cols=120, rows=50) as terminal:
        terminal.wait_for("Settings, line 2, column 3: Nothing has the id `burry`")
        terminal.wait_for("Did you mean `bury`?")
        terminal.wait_for("line 3, column 9: `nokey` is no key")
        terminal.wait_for("And 3 more faults.")
        terminal.send(",")
        terminal.wait_for("And 4 more faults.")
        terminal.send(ESCAPE)
        terminal.wait_for("Study all")
        terminal.send("a")
        terminal.wait_for("True or false?")
        terminal.wait_for("b Tomorrow")
        terminal.wait_for("! Suspend")


def test_a_file_with_a_fault_of_syntax_is_told_and_not_written_over(learner: Learner) -> None:
    settings_file(learner).write_text("theme: [\n", encoding="utf-8")
    with open_settings(learner) as terminal:
        terminal.wait_for("✗ Line 2, column 1:")
        terminal.send("7" + ENTER)
        terminal.wait_for("is not written over, as it has a fault in line 2, column 1")
        wait_for_value(terminal, "New cards a day", "20")
    assert settings_file(learner).read_text(encoding="utf-8") == "theme: [\n"


def test_a_file_that_cannot_be_written_is_told(learner: Learner) -> None:
    settings_file(learner).mkdir()
    with open_settings(learner) as terminal:
        terminal.send("7" + ENTER)
        terminal.wait_for("This is not a file that can be read.")
        wait_for_value(terminal, "New cards a day", "20")


def test_the_palette_offers_the_settings_in_a_session_too(learner: Learner) -> None:
    with learner.open("study", "tour") as terminal:
        terminal.wait_for("True or false?")
        terminal.send(CTRL_P)
        terminal.wait_for("Limits, order, marking, keys and more")
        terminal.send("settings" + ENTER)
        terminal.wait_for("Settings of")
        go_to(terminal, "Theme")
        terminal.send(ESCAPE)
        terminal.wait_for("True or false?")
        terminal.send("t")
        terminal.wait_for("✓ Right.")


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}])
def test_every_setting_can_be_reached_and_read_on_the_smallest_screen(
    learner: Learner, environment: dict[str, str]
) -> None:
    with open_settings(learner, 40, 12, **environment) as terminal:
        for label in ("Reviews a day", "Desired retention", "Order", "Lapses to a leech", "Marking"):
            terminal.send(DOWN)
            screen = terminal.wait_for(f"› {label} ")
        for label in ("Guess correction", "Day starts at", "Theme"):
            terminal.send(DOWN)
            screen = terminal.wait_for(f"› {label} ")
            at_rest(terminal, 0.1)
            assert "default" in terminal.display(), terminal.display()
        assert "Settings of" not in screen
        terminal.send(DOWN)
        terminal.wait_for("› Settings of")
        terminal.send(UP + END)
        terminal.wait_for("‹ bamboo-night ›")


def test_what_is_said_of_a_setting_fits_below_the_list_of_the_smallest_screen() -> None:
    pages = Chosen(("All decks", "d", "Keys"))
    for page in pages.choices:
        for row in rows_of(page, pages, Settings(), set(), ["bamboo"], "~/.config/vnquiz/settings.yaml"):
            assert len(wrapped(row.meaning, 38)) <= 4, row.meaning
            assert cell_len(row.label) <= 17 or page == "Keys"
