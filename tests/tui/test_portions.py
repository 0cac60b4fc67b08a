"""After a break: the home screen offers a portion of what has waited."""

from pathlib import Path

import pytest
from playing import ENTER, Learner

CARDS = 130


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    """Return a learner who studied many cards long ago."""
    learner = Learner(tmp_path / "home", "2026-03-01T09:00+07:00")
    questions = "".join(
        f"  - {{id: q{i}, type: true-false, ask: Question {i}?, answer: true}}\n" for i in range(CARDS)
    )
    learner.write_deck(f"deck: tour\ntitle: A tour\norder: 0\nquestions:\n{questions}")
    (learner.home / "settings.yaml").write_text("new_per_day: 9999\n", encoding="utf-8")
    learner.run("study", "tour", "--plain", typed="t\n\n" * CARDS)
    learner.now = "2026-11-21T09:00+07:00"
    return learner


def test_a_portion_is_offered_and_when_the_backlog_is_cleared(learner: Learner) -> None:
    with learner.open() as terminal:
        terminal.wait_for(f"{CARDS} to review")
        terminal.send(ENTER)
        screen = " ".join(terminal.wait_for("Study a portion").split())
        assert f"{CARDS} cards wait from the days before." in screen
        assert "in 2 days." in screen
        terminal.send(ENTER)
        terminal.wait_for(lambda screen: "True or false?" in screen and " 50\n" in screen)


def test_the_misses_of_the_last_days_are_studied_from_home_due_or_not(tmp_path: Path) -> None:
    learner = Learner(tmp_path / "other")
    learner.write_deck(
        "deck: tour\ntitle: A tour\norder: 0\nquestions:\n"
        "  - {id: known, type: true-false, ask: Known?, answer: true}\n"
        "  - {id: missed, type: true-false, ask: Missed?, answer: false}\n"
    )
    learner.run("study", "tour", "--plain", typed="t\n\nt\n\nf\n\n")
    with learner.open() as terminal:
        terminal.send("m")
        terminal.wait_for(lambda screen: "Missed?" in screen and " 1\n" in screen)


def test_all_of_a_backlog_can_be_studied(learner: Learner) -> None:
    with learner.open() as terminal:
        terminal.wait_for(f"{CARDS} to review")
        terminal.send(ENTER)
        terminal.wait_for("Study a portion")
        terminal.send("a")
        terminal.wait_for(lambda screen: "True or false?" in screen and f" {CARDS}\n" in screen)
