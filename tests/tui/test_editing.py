"""`e` while studying, on a real terminal: the card as edited, its history kept, whatever the editor does."""

import json
import re
from pathlib import Path

import pytest
from own_editor import F2, OwnEditor
from playing import CTRL_G, CTRL_Q, ENTER, ESCAPE, GIVEN_UP, RATINGS, RIGHT, Learner, at_rest, deck_of
from terminal import Terminal

TWO = ("true-false", "short-answer")
COPY = "Copy and edit"
OWN_TITLE = "My own four"


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    return Learner(tmp_path / "home")


@pytest.fixture
def editor(learner: Learner, tmp_path: Path) -> OwnEditor:
    """The editor that the learner uses."""
    editor = OwnEditor(tmp_path / "editor")
    learner.editor = str(editor.program)
    return editor


def line_of(text: str, words: str) -> int:
    return next(i for i, line in enumerate(text.splitlines(), 1) if words in line)


def where(learner: Learner, deck: str) -> Path:
    """Return the file from which a deck is studied."""
    decks = json.loads(learner.run("decks", "--json").stdout)
    return Path(next(each["path"] for each in decks if each["id"] == deck))


def window(screen: str) -> str:
    """Return the words in the window that lies over the screen."""
    return " ".join(" ".join(re.findall("│(.*?)│", screen)).split())


def at_verdict(learner: Learner, *questions: str) -> Terminal:
    """Study a deck that begins with the true-false question, and answer that."""
    terminal = learner.study(*questions)
    terminal.send("t")
    terminal.wait_for(lambda screen: RIGHT in screen and RATINGS in screen)
    return terminal


def test_at_a_verdict_e_opens_the_cards_line_and_its_texts_are_as_edited(
    learner: Learner, editor: OwnEditor
) -> None:
    with at_verdict(learner, *TWO) as terminal:
        text = deck_of(*TWO)
        editor.will_save(text.replace("answer: true", "answer: true\n    explain: It wets."))
        terminal.send("e")
        assert RIGHT in terminal.wait_for("It wets.")
        assert editor.opened_at() == (line_of(text, "id: true-false"), learner.decks / "tour.yaml")
        terminal.send("3")
        terminal.wait_for("What is the capital called?")
    assert learner.answers() == [("true-false", 3)]
    assert learner.findings() == []


def test_while_typing_f2_opens_the_editor_and_e_is_a_letter(learner: Learner, editor: OwnEditor) -> None:
    text = deck_of("short-answer")
    editor.will_save(text.replace("capital called", "capital's name").replace("Hà Nội", "Huế"))
    with learner.study("short-answer") as terminal:
        terminal.send("Hue")
        terminal.wait_for("Hue")
        terminal.send(F2)
        terminal.wait_for("What is the capital's name?")
        assert editor.opened_at()[0] == line_of(text, "id: short-answer")
        terminal.send("Hue" + ENTER)
        terminal.wait_for(RIGHT)
    assert learner.events() == []


def test_what_was_typed_stays_where_only_other_words_were_edited(learner: Learner, editor: OwnEditor) -> None:
    editor.will_save(deck_of("short-answer").replace("capital called", "capital's name"))
    with learner.study("short-answer") as terminal:
        terminal.send("hà")
        terminal.wait_for("hà")
        terminal.send(F2)
        terminal.wait_for("What is the capital's name?")
        terminal.send(" nội" + ENTER)
        assert "hà nội" in terminal.wait_for(RIGHT)


def test_history_goes_on_with_the_edited_card(learner: Learner, editor: OwnEditor) -> None:
    learner.write_deck(deck_of("true-false"))
    learner.play("t", "=3")
    learner.now = "2026-11-28T09:00+07:00"
    editor.will_save(deck_of("true-false").replace("Is water wet?", "Is rain wet?"))
    with learner.open("study", "tour", "--seed", "1") as terminal:
        terminal.send("e")
        terminal.wait_for("Is rain wet?")
        terminal.send("t")
        terminal.wait_for(RIGHT)
        terminal.send("3")
        terminal.wait_for("1 card: 1 known, 0 missed.")
    first, second = learner.events()
    assert (first["card"], second["card"]) == ("tour/true-false", "tour/true-false")
    assert second["due"] > first["due"]


@pytest.mark.parametrize(
    ("good", "broken"), [("title: A tour", "title: a: b"), ("answer: true", "anser: true")]
)
def test_a_broken_save_is_told_with_its_line_and_the_session_goes_on(
    learner: Learner, editor: OwnEditor, good: str, broken: str
) -> None:
    text = deck_of(*TWO)
    with at_verdict(learner, *TWO) as terminal:
        editor.will_save(text.replace(good, broken))
        terminal.send("e")
        assert RIGHT in terminal.wait_for("The deck has a fault")
        terminal.wait_for("Open it again to mend")
        editor.will_save(text.replace("answer: true", "answer: true\n    explain: It wets."))
        terminal.send("e")
        assert "The deck has a fault" not in terminal.wait_for("It wets.")
        editor.will_save(text.replace(good, broken))
        terminal.send("e")
        terminal.wait_for("The deck has a fault")
        terminal.send("3")
        terminal.wait_for("What is the capital called?")
        terminal.send("hà nội" + ENTER)
        terminal.wait_for(RIGHT)
        terminal.send("3")
        terminal.wait_for("2 cards: 2 known, 0 missed.")
    assert learner.answers() == [("true-false", 3), ("short-answer", 3)]


def test_a_card_that_was_taken_out_is_not_asked_any_more(learner: Learner, editor: OwnEditor) -> None:
    editor.will_save(deck_of("short-answer"))
    with at_verdict(learner, *TWO, "numeric") as terminal:
        terminal.send("e")
        at_rest(terminal)
        terminal.send("3")
        terminal.wait_for("What is the capital called?")
        terminal.send(CTRL_G)
        terminal.wait_for(GIVEN_UP)
        terminal.send("3")
        terminal.wait_for("2 cards: ")


def test_a_deck_that_is_gone_is_told(learner: Learner, editor: OwnEditor) -> None:
    editor.will('rm "$2"; echo "deck: x" > "$2.txt"')
    other = deck_of("choice", id="other", title="Another")
    learner.write_deck(other, "other.yaml")
    with at_verdict(learner, *TWO) as terminal:
        terminal.send("e")
        at_rest(terminal)
        terminal.send("e")
        terminal.wait_for("The deck “A tour” is no longer")
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
    assert learner.answers() == [("true-false", 3)]


@pytest.mark.parametrize(
    ("visual", "editor", "path", "said"),
    [
        ("", "/nowhere/nano", "", "The editor /nowhere/nano cannot"),
        ("false", "nano", "/bin:/usr/bin", "The editor false ended with"),
        ("nano 'x", "", "", "$VISUAL cannot be understood"),
        ("", "", "/nowhere", "No editor is known: set EDITOR"),
    ],
)
def test_an_editor_that_cannot_be_used_is_told_and_the_session_goes_on(
    learner: Learner, visual: str, editor: str, path: str, said: str
) -> None:
    with learner.study(*TWO, VISUAL=visual, EDITOR=editor, PATH=path) as terminal:
        terminal.send("e")
        assert "Is water wet?" in terminal.wait_for(said)
        terminal.send("t")
        terminal.wait_for(RIGHT)
        terminal.send("3")
        terminal.wait_for("What is the capital called?")
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
        assert terminal.is_cooked()


def test_the_file_that_was_asked_for_is_edited_though_another_bears_its_name(
    learner: Learner, editor: OwnEditor, tmp_path: Path
) -> None:
    learner.write_deck(deck_of("choice", id="other", title="Another"))
    elsewhere = tmp_path / "tour.yaml"
    elsewhere.write_text(deck_of("true-false"), encoding="utf-8")
    editor.will_save(deck_of("true-false").replace("water", "rain"))
    with learner.open("study", str(elsewhere), "--seed", "1") as terminal:
        terminal.send("e")
        terminal.wait_for("Is rain wet?")
    assert editor.opened_at()[1] == elsewhere


def test_the_list_of_cards_shows_them_as_edited(learner: Learner, editor: OwnEditor) -> None:
    learner.write_deck(deck_of("true-false"))
    editor.will_save(deck_of("true-false").replace("water", "rain"))
    with learner.open("--decks", str(learner.decks)) as terminal:
        terminal.send("b")
        terminal.wait_for("Is water wet?")
        terminal.send("e")
        terminal.wait_for("Is rain wet?")


def study_shipped(learner: Learner) -> Terminal:
    """Study a deck that came with vnquiz, and look at the first answer."""
    terminal = learner.open("study", "four-nos", "--seed", "1")
    terminal.send(CTRL_G)
    terminal.wait_for(GIVEN_UP)
    return terminal


def test_a_shipped_deck_is_copied_once_that_is_explained_and_the_copy_hides_it(
    learner: Learner, editor: OwnEditor
) -> None:
    shipped = where(learner, "four-nos")
    before, own = shipped.read_bytes(), learner.decks / "four-nos.yaml"
    editor.will(f'sed -i "s/^title: .*/title: {OWN_TITLE}/" "$2"')
    with study_shipped(learner) as terminal:
        terminal.send("e")
        screen = terminal.wait_for(COPY)
        for words in ("came with vnquiz", "your history goes on", "Delete the copy to go back."):
            assert words in window(screen)
        assert not own.exists()
        terminal.send(ENTER)
        terminal.wait_for(lambda screen: GIVEN_UP in screen and OWN_TITLE in screen)
        assert editor.opened_at()[1] == own
        editor.will(f'sed -i "s/^title: .*/title: {OWN_TITLE} again/" "$2"')
        terminal.send("e")
        terminal.wait_for(f"{OWN_TITLE} again")
        terminal.send(ESCAPE)
        terminal.wait_for("1 card: 0 known, 1 missed.")
    assert where(learner, "four-nos") == own
    assert shipped.read_bytes() == before
    assert learner.events()[0]["card"].startswith("four-nos/")


def test_nothing_is_copied_if_that_is_declined(learner: Learner, editor: OwnEditor) -> None:
    with study_shipped(learner) as terminal:
        terminal.send("e")
        terminal.wait_for(COPY)
        terminal.send(ESCAPE)
        terminal.wait_for(lambda screen: COPY not in screen and GIVEN_UP in screen)
    assert not editor.note.exists()
    assert list(learner.decks.iterdir()) == []


def test_a_copy_that_is_broken_stays_the_deck_that_is_studied_and_edited(
    learner: Learner, editor: OwnEditor
) -> None:
    own = learner.decks / "four-nos.yaml"
    editor.will(f'sed -i "s/^title: .*/title: {OWN_TITLE}/" "$2"')
    with study_shipped(learner) as terminal:
        terminal.send("e")
        terminal.wait_for(COPY)
        terminal.send(ENTER)
        terminal.wait_for(OWN_TITLE)
        editor.will('sed -i "s/^title: .*/title: a: b/" "$2"')
        terminal.send("e")
        assert OWN_TITLE in terminal.wait_for("The deck has a fault")
        editor.will(f'sed -i "s/^title: .*/title: {OWN_TITLE} mended/" "$2"')
        terminal.send("e")
        terminal.wait_for(f"{OWN_TITLE} mended")
        assert editor.opened_at()[1] == own


def test_a_copy_takes_another_name_where_another_deck_has_it(learner: Learner, editor: OwnEditor) -> None:
    other = learner.write_deck(deck_of("choice", id="other", title="Another"), "four-nos.yaml")
    before = other.read_bytes()
    editor.will(f'sed -i "s/^title: .*/title: {OWN_TITLE}/" "$2"')
    with study_shipped(learner) as terminal:
        terminal.send("e")
        terminal.wait_for(COPY)
        terminal.send(ENTER)
        terminal.wait_for(OWN_TITLE)
    assert other.read_bytes() == before
    assert where(learner, "four-nos") == learner.decks / "four-nos-2.yaml"


def test_the_choice_to_copy_is_readable_on_a_small_screen(learner: Learner) -> None:
    with study_shipped(learner) as terminal:
        terminal.resize(40, 12)
        terminal.send("e")
        terminal.wait_for(lambda screen: "Delete the copy to go back." in window(screen) and COPY in screen)
