"""A plan that is followed steers what is studied each day, and leaves no trace after its date."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from decks_made import START, Clock

from vnquiz.core.days import Day
from vnquiz.core.events import EventKind, Memory
from vnquiz.core.memory import DEFAULT_PARAMETERS
from vnquiz.core.plan import Plan
from vnquiz.core.questions import DeckId
from vnquiz.core.study import Asking, Finished
from vnquiz.core.tasks import Revealed
from vnquiz.core.telling_cards import next_dates
from vnquiz.core.verdicts import Rating
from vnquiz.deckfile.library import load_library
from vnquiz.errors import UsageError
from vnquiz.planner import follow, outliner, refuse_date
from vnquiz.settings.reader import SettingsFile
from vnquiz.settings.table import Settings
from vnquiz.store.opening import open_in_memory
from vnquiz.workspace import Workspace

DAYS = 25
CLOCK = Clock()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    for deck in ("other", "wanted"):
        questions = "".join(
            f"  - {{id: q{number}, type: flashcard, ask: Q, answer: A, tags: [{deck}]}}\n"
            for number in range(40)
        )
        (tmp_path / f"{deck}.yaml").write_text(f"deck: {deck}\ntitle: {deck}\nquestions:\n{questions}")
    move_to(0)
    with Workspace(load_library([tmp_path]), SettingsFile(), open_in_memory(), CLOCK) as opened:
        yield opened


def plan_for(workspace: Workspace, days: int = DAYS) -> Plan:
    return Plan(Day(workspace.today + days), workspace.today, tags=("wanted",))


def move_to(day: int) -> None:
    CLOCK.time = START + timedelta(days=day)


def study_day(workspace: Workspace, random: Random) -> None:
    session = workspace.session(workspace.queue(workspace.cards()).cards, seed=1)
    while not isinstance(phase := session.phase, Finished):
        if isinstance(phase, Asking):
            CLOCK.move(seconds=12)
            session.answer(Revealed())
        else:
            session.rate(Rating.EASY if random.random() < 0.9 else Rating.AGAIN)


def test_under_a_plan_nothing_of_it_falls_due_after_the_date_and_afterwards_all_is_as_before(
    workspace: Workspace,
) -> None:
    plan = plan_for(workspace)
    follow(workspace, plan)
    random = Random(3)
    for day in range(DAYS):
        move_to(day)
        study_day(workspace, random)
        due = {card: memory.due or 0 for card, memory in workspace.memories().items()}
        assert all(due[card] <= plan.date for card in due if card.startswith("wanted/"))
    assert any(due[card] > plan.date for card in due if card.startswith("other/"))
    last_looks = {
        event.draft.card: event.draft.day
        for event in workspace.progress.events()
        if event.draft.kind is EventKind.STUDY and event.draft.card.startswith("wanted/")
    }
    assert len(last_looks) == 40
    assert min(last_looks.values()) >= plan.date - 7
    move_to(DAYS + 1)
    assert workspace.plan is None
    assert workspace.memories() == workspace.progress.memories()
    assert workspace.progress.verify() == []


def test_the_days_shown_are_those_of_the_plan_while_the_log_keeps_those_of_memory(
    workspace: Workspace,
) -> None:
    follow(workspace, plan_for(workspace, 4))
    session = workspace.session(workspace.cards(tags=["wanted"])[:1], seed=1)
    session.answer(Revealed())
    phase = session.phase
    assert not isinstance(phase, Asking | Finished)
    assert phase.outlook[Rating.EASY] == 4
    session.rate(Rating.EASY)
    *_, event = workspace.progress.events()
    assert event.draft.due is not None
    assert event.draft.due > event.draft.day + 4


def test_a_card_answered_under_a_plan_is_not_due_after_its_date_also_on_its_page(
    workspace: Workspace,
) -> None:
    plan = plan_for(workspace, 4)
    (card, *_) = workspace.cards(tags=["wanted"])
    known = Memory(90.0, 5.0, Day(workspace.today - 30), Day(workspace.today + 60), 4)
    free, bound = (
        dict(next_dates(card, known, workspace.today, 0.9, DEFAULT_PARAMETERS, plan=each))
        for each in (None, plan)
    )
    assert bound["Good"].startswith("4 d")
    assert free["Good"] != bound["Good"]


def test_the_cards_of_a_plan_are_the_first_to_be_begun(workspace: Workspace) -> None:
    assert {card.deck.id for card in workspace.queue(workspace.cards()).cards} == {"other"}
    follow(workspace, plan_for(workspace))
    assert {card.deck.id for card in workspace.queue(workspace.cards()).cards} == {"wanted"}
    assert workspace.overview().new == 20


def test_the_minutes_of_a_plan_limit_a_day(workspace: Workspace) -> None:
    follow(workspace, replace(plan_for(workspace), minutes=1))
    assert len(workspace.queue(workspace.cards()).cards) == 4
    study_day(workspace, Random(1))
    assert workspace.queue(workspace.cards()).cards == ()


def test_the_limits_of_a_deck_hold_in_a_plan_and_without(workspace: Workspace) -> None:
    settings = Settings(decks={DeckId("wanted"): {"new_per_day": 3}})
    workspace.settings = SettingsFile(settings)
    plan = plan_for(workspace)
    assert outliner(workspace, plan)().forecast.all.left_out == 0
    workspace.settings = SettingsFile(Settings(decks={DeckId("wanted"): {"new_per_day": 1}}))
    assert outliner(workspace, plan)().forecast.all.left_out == 40 - DAYS
    follow(workspace, plan)
    assert [card.deck.id for card in workspace.queue(workspace.cards()).cards].count(DeckId("wanted")) == 1


def test_a_plan_can_be_given_up(workspace: Workspace) -> None:
    follow(workspace, plan_for(workspace))
    assert workspace.plan == plan_for(workspace)
    follow(workspace, None)
    assert workspace.plan is None


@pytest.mark.parametrize("days", [-1, 0, 4000])
def test_a_date_that_is_past_or_too_far_is_refused(workspace: Workspace, days: int) -> None:
    with pytest.raises(UsageError, match="after today"):
        refuse_date(workspace, Day(workspace.today + days))
