"""`vnquiz optimize` fits parameters to a history, says what it found, and lets go back."""

import sys
from pathlib import Path
from random import Random

import pytest
from histories import START, study

from vnquiz.cli.main import main
from vnquiz.core.days import Day
from vnquiz.core.events import Draft, EventKind, Memory
from vnquiz.core.memory import DEFAULT_PARAMETERS, Parameters, interval, retrievability, step
from vnquiz.core.questions import CardId
from vnquiz.core.verdicts import Rating
from vnquiz.store.opening import open_for_reading, open_for_writing

QUICK_TO_FORGET: Parameters = (
    0.1,
    0.3,
    0.8,
    3.0,
    *DEFAULT_PARAMETERS[4:8],
    1.0,
    *DEFAULT_PARAMETERS[9:20],
    0.3,
)


def answers(cards: int, days: int = 200) -> list[Draft]:
    """Return the answers of one who forgets quickly, in the order of days."""
    random = Random(5)
    found = []
    for number in range(cards):
        card = CardId(f"deck/q{number}")
        true, believed, day = Memory(), Memory(), Day(START + random.randrange(60))
        while day < START + days:
            recall = 0.5
            if true.stability is not None and true.last_day is not None:
                recall = retrievability(true.stability, day - true.last_day, QUICK_TO_FORGET)
            rating = Rating.GOOD if random.random() < recall else Rating.AGAIN
            true, believed = step(true, rating, day, QUICK_TO_FORGET), step(believed, rating, day)
            assert believed.stability is not None
            due = Day(day + max(1, round(interval(believed.stability, 0.9))))
            found.append(study(rating, day, card=card, due=due))
            day = due
    return sorted(found, key=lambda draft: draft.day)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VNQUIZ_HOME", str(tmp_path))
    return tmp_path / "progress.db"


@pytest.fixture
def history(home: Path) -> Path:
    with open_for_writing(home) as progress:
        progress.append(*answers(120))
    return home


def parameters(path: Path) -> Parameters:
    with open_for_reading(path) as progress:
        assert progress.verify() == []
        return progress.parameters


def test_with_few_reviews_it_says_how_many_are_needed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["optimize"]) == 0
    assert "from 1,000 reviews on" in capsys.readouterr().out
    assert parameters(home) == DEFAULT_PARAMETERS


def test_better_parameters_are_taken_listed_and_restored(
    history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["optimize"]) == 0
    told = capsys.readouterr().out
    assert "Log loss" in told
    assert "RMSE (bins)" in told
    assert "They are taken." in told
    fitted = parameters(history)
    assert fitted != DEFAULT_PARAMETERS
    assert main(["optimize", "--list"]) == 0
    told = capsys.readouterr().out
    assert " 0  The default parameters." in told
    assert " 1  Fitted to" in told
    assert main(["optimize", "--restore"]) == 0
    assert parameters(history) == DEFAULT_PARAMETERS
    assert main(["optimize", "--restore", "1"]) == 0
    assert parameters(history) == fitted
    with open_for_reading(history) as progress:
        kinds = [event.draft.kind for event in progress.events() if not event.draft.card]
    assert kinds == [EventKind.PARAMETERS] * 3


def test_a_dry_run_changes_nothing(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = history.read_bytes()
    assert main(["optimize", "--dry-run"]) == 0
    assert "Nothing was changed" in capsys.readouterr().out
    assert history.read_bytes() == before


def test_parameters_in_force_are_not_taken_twice(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["optimize"]) == 0
    assert main(["optimize"]) == 0
    assert "as good for you" in capsys.readouterr().out
    with open_for_reading(history) as progress:
        assert len(progress.vectors()) == 1


def test_what_was_never_taken_cannot_be_restored(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["optimize", "--restore"]) == 2
    assert main(["optimize", "--restore", "7"]) == 2
    assert "no such parameters" in capsys.readouterr().err
    assert main(["optimize", "--restore", "0"]) == 0
    assert "in force already" in capsys.readouterr().out
    assert parameters(home) == DEFAULT_PARAMETERS


def test_without_the_extra_it_says_what_to_install(
    history: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    assert main(["optimize"]) == 1
    assert "vnquiz[fit]" in capsys.readouterr().err
    assert parameters(history) == DEFAULT_PARAMETERS
