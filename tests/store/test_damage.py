"""No damage goes unseen: a changed event is found, or its file is refused, and always in a sentence."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from random import Random

import pytest
from histories import CARD, START, draft, study

from vnquiz.core.days import Day
from vnquiz.core.events import Event, EventKind, Memory
from vnquiz.core.questions import CardId
from vnquiz.core.verdicts import Rating
from vnquiz.errors import ProgressDamagedError, VnquizError
from vnquiz.store.opening import open_for_reading, open_for_writing

FLIPS = 200
EVENTS = 300


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed file of a few hundred events on three dozen cards, of which some are not verified yet."""
    path = tmp_path_factory.mktemp("whole") / "progress.db"
    random = Random(1)
    for _ in range(2):
        with open_for_writing(path) as progress:
            for number in range(EVENTS // 2):
                day = START + number // 5
                card = CardId(f"visits/{random.randrange(36)}")
                rating = Rating(random.randint(1, 4))
                progress.append(study(rating, day, hour=5 + number % 5, card=card, due=Day(day + 3)))
    return path


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    """A copy of the file that a test may damage, its device known."""
    copy = Path(shutil.copy(whole, tmp_path))
    with open_for_writing(copy) as progress:
        progress.append(study(day=START + 99))
    return copy


def change(path: Path, *statements: str) -> None:
    """Change a file behind our back, its own guards taken down."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER event_is_never_changed")
        connection.execute("DROP TRIGGER event_is_never_deleted")
        for statement in statements:
            connection.execute(statement)


def findings(path: Path) -> list[str]:
    with open_for_reading(path) as progress:
        return progress.verify()


def findings_when_opened(path: Path) -> list[str] | None:
    """Return what is found in a file that can be written to, None if it is refused."""
    try:
        with open_for_writing(path) as progress:
            return progress.verify()
    except VnquizError:
        return None


def content(path: Path) -> tuple[list[Event], dict[CardId, Memory]]:
    with open_for_reading(path) as progress:
        return list(progress.events()), dict(progress.memories())


def test_a_flipped_byte_is_found_or_refused_unless_it_changed_nothing(whole: Path, tmp_path: Path) -> None:
    random = Random(20_240_731)
    before, original = content(whole), whole.read_bytes()
    path = tmp_path / "progress.db"
    outcomes = {"refused": 0, "found": 0, "harmless": 0}
    for _ in range(FLIPS):
        damaged = bytearray(original)
        damaged[random.randrange(len(damaged))] ^= random.randint(1, 255)
        path.write_bytes(damaged)
        found = findings_when_opened(path)
        if found is None:
            assert path.read_bytes() == damaged
            outcomes["refused"] += 1
        else:
            assert found or content(path) == before
            outcomes["found" if found else "harmless"] += 1
    assert min(outcomes["refused"], outcomes["found"]) > 10, outcomes


def test_reading_a_damaged_file_gives_what_is_there_or_a_sentence(whole: Path, tmp_path: Path) -> None:
    random = Random(20_240_801)
    original = whole.read_bytes()
    path = tmp_path / "progress.db"
    read = 0
    for _ in range(FLIPS):
        damaged = bytearray(original[: random.choice([len(original), random.randrange(len(original))])])
        for _ in range(random.choice([0, 1, 50])):
            damaged[random.randrange(len(damaged))] ^= random.randint(1, 255)
        path.write_bytes(damaged)
        with suppress(VnquizError), open_for_reading(path) as progress:
            read += bool(next(progress.events(), None))
            progress.verify()
            progress.memories()
            list(progress.events())
        assert path.read_bytes() == damaged
    assert read > FLIPS // 4


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET rating = 5 - rating WHERE number = 17",
        "UPDATE event SET card = 'visits/other' WHERE number = 17",
        "UPDATE event SET due = NULL WHERE number = 17",
        "UPDATE event SET answered = '{}' WHERE number = 17",
        "UPDATE event SET study_day = '2024-01-01' WHERE number = 17",
        "UPDATE event SET uid = 'another' WHERE number = 17",
    ],
)
def test_a_changed_event_is_found_and_named(path: Path, statement: str) -> None:
    with open_for_reading(path) as progress:
        event = list(progress.events())[16]
    change(path, statement)
    named = f"event 17 of device {event.device} (2024-06-28T23:00:00.000000Z)"
    assert [finding for finding in findings(path) if named in finding and "was changed" in finding]


def test_a_missing_event_is_found_and_its_number_named(path: Path) -> None:
    change(path, "DELETE FROM event WHERE number BETWEEN 17 AND 19")
    assert any("Events are missing from number 17 to event 20" in finding for finding in findings(path))


def test_events_missing_at_the_end_are_found(path: Path) -> None:
    open_for_writing(path).close()
    change(path, f"DELETE FROM event WHERE number > {EVENTS - 40} AND seq > {EVENTS - 40}")
    assert any(
        f"had {EVENTS} events, of which only {EVENTS - 40} are left" in told for told in findings(path)
    )


def test_two_events_that_changed_places_are_found(path: Path) -> None:
    change(
        path,
        "UPDATE event SET number = -17 WHERE number = 17",
        "UPDATE event SET number = 17 WHERE number = 18",
        "UPDATE event SET number = 18 WHERE number = -17",
    )
    assert len([finding for finding in findings(path) if "was changed" in finding]) >= 2


def test_a_changed_memory_is_found_and_its_card_named(path: Path) -> None:
    change(path, "UPDATE memory SET stability = stability * 1.000001 WHERE card = 'visits/3'")
    assert findings(path) == ["What is remembered of card visits/3 is not what its events say."]


@pytest.mark.parametrize("statement", ["DELETE FROM memory WHERE card = 'visits/3'"])
def test_a_missing_memory_is_found(path: Path, statement: str) -> None:
    change(path, statement)
    assert len(findings(path)) == 1


def test_a_change_since_the_last_mark_is_refused_on_opening(path: Path) -> None:
    change(path, "UPDATE event SET rating = 4 WHERE seq = (SELECT max(seq) FROM event)")
    changed = path.read_bytes()
    with pytest.raises(ProgressDamagedError, match=r"cannot be written to\. .* was changed after"):
        open_for_writing(path)
    assert path.read_bytes() == changed
    with open_for_reading(path) as progress:
        assert "was changed" in progress.warning
        assert progress.memory(CARD).reviews == 1


def test_the_mark_moves_forward_so_that_opening_checks_only_what_is_new(path: Path) -> None:
    open_for_writing(path).close()
    change(path, "UPDATE event SET rating = 5 - rating WHERE number = 17")
    open_for_writing(path).close()
    assert len(findings(path)) >= 1


def test_a_lost_mark_has_the_whole_chain_checked_again(path: Path) -> None:
    change(path, "UPDATE device SET verified_checksum = 'lost'")
    open_for_writing(path).close()
    change_again = "UPDATE device SET verified_checksum = 'lost'"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(change_again)
        connection.execute("UPDATE event SET rating = 5 - rating WHERE number = 17")
    with pytest.raises(ProgressDamagedError, match="event 17"):
        open_for_writing(path)


KILLED = """
import os, signal, sys
from pathlib import Path
from histories import START, study
from vnquiz.store.opening import open_for_writing
progress = open_for_writing(Path(sys.argv[1]))
progress.append(study(day=START + 199))
progress._database.run("PRAGMA user_version = 99")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_refused_file_keeps_its_journal_too(path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    run = subprocess.run([sys.executable, "-c", KILLED, str(path)], env=environment, check=False)
    assert run.returncode == -signal.SIGKILL
    journal = path.with_name(path.name + "-wal")
    left = path.read_bytes(), journal.read_bytes()
    with pytest.raises(ProgressDamagedError, match="newer vnquiz"):
        open_for_writing(path)
    assert (path.read_bytes(), journal.read_bytes()) == left


def test_a_rename_that_fails_leaves_everything_under_the_old_name(path: Path) -> None:
    """A table that vanishes for a while stands for a failure in the middle of saving."""
    with open_for_writing(path) as progress:
        before = progress.memory(CARD)
        progress._database.run("ALTER TABLE memory RENAME TO away")
        with pytest.raises(ProgressDamagedError):
            progress.append(draft(EventKind.RENAME, target="visits/other"))
        progress._database.run("ALTER TABLE away RENAME TO memory")
        assert progress.memory(CARD) == before
        assert progress.memory(CardId("visits/other")) == Memory()
        assert progress.verify() == []


def test_whatever_fails_in_use_is_told_in_a_sentence(path: Path) -> None:
    """A table that vanishes under an open progress stands for damage that opening could not see."""
    attempts: list[Callable[[], object]] = []
    with open_for_writing(path) as progress:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("ALTER TABLE memory RENAME TO lost")
            connection.execute("ALTER TABLE event RENAME TO lost_too")
            connection.execute("ALTER TABLE tally RENAME TO lost_as_well")
        attempts = [
            lambda: progress.append(draft(EventKind.SUSPEND)),
            progress.memories,
            lambda: progress.memory(CARD),
            lambda: progress.history(CARD),
            lambda: list(progress.events()),
            lambda: list(progress.study_days()),
            lambda: progress.answer_durations(3),
        ]
        for attempt in attempts:
            with pytest.raises(ProgressDamagedError, match=r"progress\.db is damaged: .*\."):
                attempt()
        assert progress.verify()
