"""The plan for a date on the screen: typed, worked out, followed and given up."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playing import ENTER, ESCAPE, TAB, Learner, at_rest, deck_of
from terminal import Terminal

from vnquiz.core.days import Day
from vnquiz.core.plan import Plan
from vnquiz.store.opening import open_for_reading

CTRL_N, CTRL_O, CTRL_R = "\x0e", "\x0f", "\x12"
TODAY = Day(20_778)


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    learner = Learner(tmp_path / "home")
    learner.write_deck(deck_of("choice", "date", "numeric"))
    return learner


@pytest.fixture
def screen(learner: Learner) -> Iterator[Terminal]:
    with learner.open() as terminal:
        terminal.wait_for("A tour")
        terminal.send("p")
        terminal.wait_for("By which day")
        yield terminal


def followed(learner: Learner) -> Plan | None:
    with open_for_reading(learner.progress) as progress:
        return progress.plan(TODAY)


def test_a_plan_is_worked_out_followed_and_given_up(learner: Learner, screen: Terminal) -> None:
    screen.send(CTRL_N)
    screen.wait_for("A tour")
    screen.send("14 Dec 2026" + ENTER)
    screen.wait_for("by 14 December 2026, in 23 days")
    screen.wait_for("What another desired retention would bring")
    screen.send(CTRL_O)
    screen.wait_for("Plan until Mon 14 Dec")
    plan = followed(learner)
    assert plan is not None
    assert (plan.date, plan.begins, plan.decks) == (TODAY + 23, TODAY, ("tour",))
    screen.send(ESCAPE)
    screen.wait_for("Your plan ends on 14 December 2026")
    screen.send("p")
    screen.wait_for("in 23 days")
    screen.send(CTRL_R)
    screen.wait_for("You follow no plan any more.")
    assert followed(learner) is None


def test_what_is_no_date_or_no_number_is_said(screen: Terminal) -> None:
    screen.send("31 Feb 2027" + ENTER)
    screen.wait_for("has no day 31")
    screen.send("\x15" + "2020-01-01" + ENTER)
    screen.wait_for("must lie after today")
    screen.send("\x15" + "May 2027" + ENTER)
    screen.wait_for("Type a day, a month and a year")
    screen.send("\x15" + "31/5/2027" + TAB)
    at_rest(screen)
    screen.send("much" + ENTER)
    screen.wait_for("a number from 1 to 1440")
