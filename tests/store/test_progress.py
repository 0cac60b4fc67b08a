"""What is appended is on disk, in order and for ever, and the memories are what its events say."""

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from histories import CARD, START, draft, study
from hypothesis import given, settings
from hypothesis import strategies as st

from vnquiz.core.days import Day
from vnquiz.core.events import Draft, Event, EventKind, Memory, Progress
from vnquiz.core.memory import DEFAULT_PARAMETERS
from vnquiz.core.questions import CardId
from vnquiz.core.replay import interleave, present_names, replay
from vnquiz.core.verdicts import Rating
from vnquiz.errors import ProgressUnsavedError
from vnquiz.store.opening import open_for_reading, open_for_writing, open_in_memory
from vnquiz.store.progress import SqliteProgress

A, B, C = (CardId(f"deck/{letter}") for letter in "abc")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.db"


@pytest.fixture
def progress(path: Path) -> Iterator[SqliteProgress]:
    with open_for_writing(path) as opened:
        yield opened


def rename(old: CardId, new: CardId) -> Draft:
    return draft(EventKind.RENAME, card=old, target=new)


def undo(event: Event) -> Draft:
    return draft(EventKind.UNDO, card=event.draft.card, target=event.uid)


def test_the_store_is_the_progress_that_the_core_asks_for(progress: SqliteProgress) -> None:
    asked_for: Progress = progress
    assert asked_for.memories() == {}


def test_appended_events_are_read_back_as_they_were_returned(path: Path) -> None:
    written = [
        study(Rating.HARD, due=Day(START + 2), is_guess=True),
        study(Rating.GOOD, START + 2, asked={"rows": ["Tô Lâm"], "right": {"Hà Nội": 1.5}}),
        draft(EventKind.BURY, due=Day(START + 3)),
    ]
    with open_for_writing(path) as progress:
        events = progress.append(*written)
        assert [event.draft for event in events] == written
        assert [event.number for event in events] == [1, 2, 3]
        assert progress.history(CARD) == events
    with open_for_reading(path) as progress:
        assert progress.history(CARD) == tuple(progress.events()) == events
        assert progress.memory(CARD) == replay(events, CARD)


@pytest.mark.parametrize("odds", [2, 3, 7, 0, -1, 1001, 10**30, "4", 2.5, [3], {"one_in": 3}, True, None])
def test_the_cache_allows_for_luck_as_replay_of_the_whole_events_does(
    progress: SqliteProgress, odds: object
) -> None:
    asked = {"one_in": odds, "right": 'not "one_in":5', "options": ['"one_in":9', "b"]}
    events = progress.append(
        study(Rating.EASY, asked=asked, due=Day(START + 9)), study(asked={}, day=START + 9)
    )
    assert progress.memory(CARD) == replay(events, CARD)
    assert progress.verify() == []


def test_a_card_never_met_has_the_memory_of_a_new_one(progress: SqliteProgress) -> None:
    assert progress.memory(CARD) == Memory()
    assert progress.history(CARD) == ()
    assert progress.append() == ()


def test_drafts_are_appended_all_or_none(progress: SqliteProgress) -> None:
    progress.append(study())
    with pytest.raises(ValueError, match="JSON"):
        progress.append(rename(CARD, A), study(card=B), study(asked={"no number": float("nan")}))
    assert [event.number for event in progress.events()] == [1]
    assert set(progress.memories()) == {CARD}
    progress.append(study(day=START + 1))
    assert progress.verify() == []


def test_an_undo_brings_back_exactly_the_memory_before(progress: SqliteProgress) -> None:
    progress.append(study(due=Day(START + 3)))
    before = progress.memory(CARD)
    answered, buried = progress.append(
        study(Rating.AGAIN, START + 3), draft(EventKind.BURY, due=Day(START + 4))
    )
    assert progress.memory(CARD) != before
    progress.append(undo(buried), undo(answered))
    assert progress.memory(CARD) == before


@pytest.mark.parametrize("target", ["", "0" * 32])
def test_an_undo_of_nothing_is_refused(progress: SqliteProgress, target: str) -> None:
    progress.append(study())
    with pytest.raises(ValueError, match="undo"):
        progress.append(draft(EventKind.UNDO, target=target))


def test_an_undo_of_another_cards_event_is_refused(progress: SqliteProgress) -> None:
    (event,) = progress.append(study(card=A))
    with pytest.raises(ValueError, match="undo"):
        progress.append(draft(EventKind.UNDO, card=B, target=event.uid))
    progress.append(rename(A, B))
    progress.append(draft(EventKind.UNDO, card=B, target=event.uid))
    assert progress.memory(B) == Memory()


def test_a_renamed_card_keeps_its_history_and_memory(progress: SqliteProgress) -> None:
    (learned,) = progress.append(study(card=A, due=Day(START + 3)))
    before = progress.memory(A)
    (renamed,) = progress.append(rename(A, B))
    assert progress.memories() == {B: before}
    assert progress.memory(A) == progress.memory(B) == before
    (again,) = progress.append(study(Rating.GOOD, START + 3, card=B))
    assert progress.history(B) == (learned, renamed, again)
    assert progress.memory(B).reviews == 2
    progress.append(undo(renamed))
    assert progress.memory(A) == before
    assert progress.memory(B).reviews == 1


def test_a_card_renamed_there_and_back_is_under_its_first_name(path: Path) -> None:
    with open_for_writing(path) as progress:
        progress.append(study(card=A), rename(A, B))
        progress.append(rename(B, C), rename(C, A))
        assert set(progress.memories()) == {A}
    with open_for_reading(path) as progress:
        assert progress.memory(A).reviews == 1
        assert progress.verify() == []


def test_events_since_a_day_are_those_of_it_and_later_ones_in_order_of_appending(
    progress: SqliteProgress,
) -> None:
    events = progress.append(*[study(day=START + days) for days in (0, 5, 2, 4, 1, 3)])
    assert tuple(progress.events()) == events
    assert [event.draft.day - START for event in progress.events(Day(START + 3))] == [5, 4, 3]


def test_study_days_are_those_with_an_answer_newest_first(progress: SqliteProgress) -> None:
    progress.append(
        study(day=START),
        study(day=START, hour=13),
        replace(study(day=START + 7), kind=EventKind.CRAM),
        draft(EventKind.SUSPEND, START + 5),
        study(day=START + 2),
    )
    assert list(progress.study_days()) == [START + 7, START + 2, START]


def test_answer_durations_are_those_of_study_answers_newest_first(progress: SqliteProgress) -> None:
    answers = [study(day=START + n, duration=n or None) for n in range(6)]
    progress.append(*answers, replace(study(duration=99), kind=EventKind.CRAM))
    assert progress.answer_durations(3) == [5, 4, 3]
    assert progress.answer_durations(100) == [5, 4, 3, 2, 1]


def test_a_reader_sees_what_was_committed_while_the_writer_goes_on(path: Path) -> None:
    with open_for_writing(path) as writer:
        for number in range(1, 4):
            writer.append(study(day=START + number))
            with open_for_reading(path) as reader:
                assert len(list(reader.events())) == number
                assert reader.memories() == writer.memories()


def test_a_reader_cannot_append(path: Path) -> None:
    open_for_writing(path).close()
    with open_for_reading(path) as reader:
        assert not reader.is_writable
        with pytest.raises(ProgressUnsavedError, match="reading only"):
            reader.append(study())


@pytest.mark.parametrize("statement", ["UPDATE event SET rating = 4", "DELETE FROM event"])
def test_the_database_itself_forbids_changing_an_event(path: Path, statement: str) -> None:
    with open_for_writing(path) as progress:
        progress.append(study())
    with sqlite3.connect(path) as connection, pytest.raises(sqlite3.IntegrityError, match="never"):
        connection.execute(statement)
    connection.close()


def test_other_parameters_replay_every_card(path: Path) -> None:
    fitted = (*DEFAULT_PARAMETERS[:3], 20.0, *DEFAULT_PARAMETERS[4:])
    with open_for_writing(path) as progress:
        progress.append(study(Rating.EASY, due=Day(START + 8)))
    with open_for_reading(path, fitted) as progress:
        assert progress.memory(CARD).stability == 20.0
    with open_for_writing(path, parameters=fitted) as progress:
        assert progress.memory(CARD).stability == 20.0
        assert progress.verify() == []
    with open_for_reading(path) as progress:
        assert progress.memory(CARD).stability == DEFAULT_PARAMETERS[3]


# Random sequences, written by the store: all kinds, undo and renames among them, clocks that jump, and a file
# that is copied to other machines on its way.

cards = st.sampled_from([A, B, C])
days = st.integers(START - 5, START + 60)
drafts = st.builds(
    lambda kind, rating, day, hour, card, due: replace(
        study(rating, day, hour, card=card, due=None if due is None else Day(due)), kind=kind
    ),
    st.sampled_from([EventKind.STUDY] * 6 + sorted(set(EventKind) - {EventKind.UNDO, EventKind.RENAME})),
    st.sampled_from(Rating),
    days,
    st.integers(4, 27),
    cards,
    st.none() | days,
)
steps = st.lists(
    drafts
    | drafts
    | st.builds(rename, cards, cards)
    | st.integers(0, 30)  # take back the event of this number, if there is one
    | st.sampled_from(["reopen", "copy"]),
    max_size=30,
)


def full_replay(events: list[Event]) -> dict[CardId, Memory]:
    """Replay a whole log from nothing, card by card."""
    names = present_names(events)
    of_card: dict[CardId, list[Event]] = {}
    for event in events:
        of_card.setdefault(names.get(event.draft.card, event.draft.card), []).append(event)
    return {card: replay(own, card) for card, own in of_card.items()}


def written(folder: Path, path_of: Iterator[int], steps: list[Draft | int | str]) -> SqliteProgress:
    path = folder / f"{next(path_of)}.db"
    progress = open_for_writing(path)
    events: list[Event] = []
    for step in steps:
        match step:
            case Draft():
                events += progress.append(step)
            case int() if step < len(events):
                events += progress.append(undo(events[step]))
            case "reopen" | "copy":
                progress.close()
                if step == "copy":
                    path = Path(shutil.copy(path, folder / f"{next(path_of)}.db"))
                progress = open_for_writing(path)
    assert list(progress.events()) == events
    return progress


@settings(max_examples=150, deadline=None)
@given(steps)
def test_the_cache_is_what_a_full_replay_gives(steps: list[Draft | int | str]) -> None:
    with TemporaryDirectory() as folder, written(Path(folder), count(), steps) as progress:
        events = list(progress.events())
        expected = full_replay(events)
        assert progress.memories() == expected
        assert progress.verify() == []
        for card in (A, B, C):
            present = present_names(events).get(card, card)
            assert progress.memory(card) == expected.get(present, Memory())
            own = [e for e in events if present_names(events).get(e.draft.card, e.draft.card) == present]
            assert list(progress.history(card)) == interleave(own)


def test_progress_in_memory_is_a_real_one_and_leaves_no_file() -> None:
    with open_in_memory() as progress:
        progress.append(study())
        assert progress.memory(CARD).reviews == 1
        assert progress.verify() == []
