"""Parameters are taken by an event, and the memory of every card follows those in force."""

from pathlib import Path

import pytest
from histories import CARD, START, draft, study

from vnquiz.core.days import Day
from vnquiz.core.events import NO_CARD, Draft, Event, EventKind
from vnquiz.core.fitting import vector_json
from vnquiz.core.memory import DEFAULT_PARAMETERS, Parameters
from vnquiz.core.questions import CardId
from vnquiz.core.replay import replay
from vnquiz.core.verdicts import Rating
from vnquiz.errors import ProgressUnsavedError
from vnquiz.store.opening import open_for_reading, open_for_writing, open_in_memory

OTHER: Parameters = (0.1, 0.3, 0.8, 3.0, *DEFAULT_PARAMETERS[4:])
OTHERS: Parameters = (0.5, *OTHER[1:])


def taking(parameters: Parameters) -> Draft:
    return draft(EventKind.PARAMETERS, START + 5, card=NO_CARD, asked=vector_json(parameters))


def undoing(event: Event) -> Draft:
    return draft(EventKind.UNDO, START + 6, card=event.draft.card, target=event.uid)


def answers() -> list[Draft]:
    return [
        study(Rating.GOOD, due=Day(START + 2)),
        study(Rating.GOOD, START + 2, due=Day(START + 9)),
        study(Rating.AGAIN, card=CardId("deck/other"), due=Day(START + 1)),
    ]


def test_taking_parameters_replays_the_whole_history_under_them(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    with open_for_writing(path) as progress:
        events = progress.append(*answers())
        assert progress.parameters == DEFAULT_PARAMETERS
        progress.append(taking(OTHER))
        assert progress.parameters == OTHER
        assert progress.memory(CARD) == replay(events[:2], CARD, OTHER)
        assert progress.verify() == []
    for door in (open_for_reading, open_for_writing):
        with door(path) as progress:
            assert progress.parameters == OTHER
            assert progress.memory(CARD) == replay(events[:2], CARD, OTHER)
            assert progress.verify() == []
            assert set(progress.memories()) == {CARD, CardId("deck/other")}


def test_due_days_that_were_set_stay() -> None:
    with open_in_memory() as progress:
        progress.append(*answers())
        before = {card: memory.due for card, memory in progress.memories().items()}
        progress.append(taking(OTHER))
        assert {card: memory.due for card, memory in progress.memories().items()} == before


def test_undoing_what_was_taken_brings_back_what_was_before() -> None:
    with open_in_memory() as progress:
        progress.append(*answers())
        before = progress.memories()
        (first,) = progress.append(taking(OTHER))
        (second,) = progress.append(taking(OTHERS))
        assert progress.parameters == OTHERS
        progress.append(undoing(second))
        assert progress.parameters == OTHER
        progress.append(undoing(first))
        assert progress.parameters == DEFAULT_PARAMETERS
        assert progress.memories() == before
        assert progress.verify() == []


def test_old_parameters_are_kept_to_be_restored() -> None:
    with open_in_memory() as progress:
        progress.append(taking(OTHER))
        progress.append(taking(DEFAULT_PARAMETERS))
        assert [vector for _, vector in progress.vectors()] == [OTHER, DEFAULT_PARAMETERS]
        assert progress.parameters == DEFAULT_PARAMETERS


def test_answers_after_it_follow_the_parameters_in_force() -> None:
    with open_in_memory() as progress:
        progress.append(taking(OTHER))
        (answer,) = progress.append(study(due=Day(START + 7)))
        assert progress.memory(CARD) == replay([answer], CARD, OTHER)
        assert progress.verify() == []


def test_parameters_not_saved_are_not_in_force() -> None:
    with open_in_memory() as progress:
        progress.append(study())
        with pytest.raises(ValueError, match="JSON"):
            progress.append(taking(OTHER), study(asked={"no number": float("nan")}))
        assert progress.parameters == DEFAULT_PARAMETERS
        assert progress.verify() == []


def test_nothing_is_taken_where_nothing_can_be_written(tmp_path: Path) -> None:
    with open_for_reading(tmp_path / "none.db") as progress, pytest.raises(ProgressUnsavedError):
        progress.append(taking(OTHER))
