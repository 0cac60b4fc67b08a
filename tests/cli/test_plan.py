"""`vnquiz plan` tells what a date takes, in words and as JSON, and is followed and given up."""

import json
from datetime import date
from pathlib import Path

import pytest

from vnquiz.cli.main import main
from vnquiz.core.days import day_of
from vnquiz.core.plan import Plan
from vnquiz.store.opening import open_for_reading

NOW = ["--now", "2026-11-21T09:00+07:00"]
TODAY, DATE = day_of(date(2026, 11, 21)), day_of(date(2026, 12, 14))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VNQUIZ_HOME", str(tmp_path))
    return tmp_path / "progress.db"


def followed(path: Path) -> Plan | None:
    with open_for_reading(path) as progress:
        return progress.plan(TODAY)


def test_a_plan_is_told_in_sentences_and_tables(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", *NOW, "--date", "2026-12-14", "--deck", "four-nos"]) == 0
    told = capsys.readouterr().out
    assert "by 14 December 2026, in 23 days" in told
    assert "By tag, what will be known least first:" in told
    assert "What another desired retention would bring" in told
    assert "0.97" in told
    assert not home.exists()


def test_a_plan_as_json_has_the_same_numbers_each_time(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["plan", *NOW, "--date", "2026-12-14", "--tag", "sea", "--minutes", "5", "--json"]
    assert main(arguments) == 0
    first = capsys.readouterr().out
    assert main(arguments) == 0
    assert capsys.readouterr().out == first
    plan = json.loads(first)
    assert (plan["date"], plan["tags"], plan["minutes"]) == ("2026-12-14", ["sea"], 5)
    assert plan["forecast"]["cards"] == plan["forecast"]["tags"]["sea"]["cards"]
    assert 0 < plan["forecast"]["recall"] <= 1
    assert not home.exists()


def test_a_plan_is_followed_and_given_up(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["plan", *NOW, "--date", "2026-12-14", "--deck", "four-nos", "--minutes", "9"]
    assert main([*arguments, "--follow"]) == 0
    plan = followed(home)
    assert plan is not None
    assert (plan.date, plan.begins, plan.decks, plan.minutes) == (DATE, TODAY, ("four-nos",), 9)
    capsys.readouterr()
    assert main(["plan", *NOW]) == 0
    assert "by 14 December 2026" in capsys.readouterr().out
    assert main(["plan", *NOW, "--drop"]) == 0
    assert followed(home) is None
    assert main(["plan", *NOW, "--drop"]) == 0
    assert "You follow no plan." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "You follow no plan."),
        (["--date", "2026-11-21"], "must lie after today"),
        (["--date", "2126-11-21"], "within ten years"),
        (["--date", "2026-12-14", "--tag", "nothing-such"], "No card has the tag"),
        (["--date", "2026-12-14", "--deck", "nothing-such"], "There is no deck"),
    ],
)
def test_what_cannot_be_planned_is_said(
    home: Path, arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", *NOW, *arguments]) == 2
    assert reason in capsys.readouterr().err
    assert not home.exists()
