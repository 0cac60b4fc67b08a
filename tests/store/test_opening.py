"""A file is made whole or not at all, trusted only when it is whole, and never replaced."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from histories import CARD, START, draft, study

from vnquiz.core.events import EventKind
from vnquiz.core.verdicts import Rating
from vnquiz.errors import ProgressDamagedError, ProgressInUseError, ProgressUnsavedError, VnquizError
from vnquiz.store import database, opening
from vnquiz.store.database import Database, Row, Values, migrations, require_sqlite
from vnquiz.store.opening import open_for_reading, open_for_writing


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vnquiz" / "progress.db"


@pytest.fixture
def filled(path: Path) -> Path:
    """A closed file with three answers."""
    with open_for_writing(path) as progress:
        progress.append(*[study(day=START + day) for day in range(3)])
    return path


def change(path: Path, *statements: str) -> None:
    """Change a file behind our back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def devices(path: Path) -> list[str]:
    with open_for_reading(path) as progress:
        return [event.device for event in progress.events()]


def test_a_missing_file_is_made_with_its_folder_and_alone(path: Path) -> None:
    open_for_writing(path).close()
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["progress.db", "progress.db.lock"]


def test_reading_a_missing_file_gives_an_empty_progress_and_makes_nothing(path: Path) -> None:
    with open_for_reading(path) as progress:
        assert progress.memories() == {}
        assert progress.warning == ""
        assert not progress.is_writable
    assert not path.parent.exists()


def test_what_an_interrupted_creation_left_is_cleared_away(path: Path) -> None:
    path.parent.mkdir()
    for ending in (".new", ".new-wal", ".new-shm"):
        path.with_name(path.name + ending).write_bytes(b"half")
    with open_for_writing(path) as progress:
        progress.append(study())
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["progress.db", "progress.db.lock"]


@pytest.mark.parametrize("open_it", [open_for_writing, open_for_reading])
def test_an_empty_file_is_damage_and_not_a_new_start(path: Path, open_it: Callable[[Path], object]) -> None:
    path.parent.mkdir()
    path.touch()
    with pytest.raises(ProgressDamagedError, match="is empty, which is damage"):
        open_it(path)
    assert path.stat().st_size == 0


@pytest.mark.parametrize("open_it", [open_for_writing, open_for_reading])
def test_a_journal_without_its_file_is_damage_too(filled: Path, open_it: Callable[[Path], object]) -> None:
    filled.rename(filled.with_name("progress.db-wal"))
    with pytest.raises(ProgressDamagedError, match="is missing, but its journal"):
        open_it(filled)
    assert not filled.exists()


@pytest.mark.parametrize("content", [b"x", b"deck: visits\n" * 400, b"SQLite format 3\0" + bytes(5000)])
def test_what_is_no_database_is_refused_and_left_as_it_is(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    for open_it in (open_for_writing, open_for_reading):
        with pytest.raises(ProgressDamagedError, match=r"progress\.db .*\."):
            open_it(path)
    assert path.read_bytes() == content


def test_a_folder_in_its_place_is_told_in_a_sentence(path: Path) -> None:
    path.mkdir(parents=True)
    for open_it in (open_for_writing, open_for_reading):
        with pytest.raises(VnquizError, match="cannot be opened"):
            open_it(path)


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(VnquizError, match="cannot be made"):
        open_for_writing(tmp_path / "file" / "progress.db")


def test_another_programs_database_is_refused_and_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    change(path, "CREATE TABLE notes (id INTEGER)")
    content = path.read_bytes()
    for open_it in (open_for_writing, open_for_reading):
        with pytest.raises(ProgressDamagedError):
            open_it(path).history(CARD)
    assert path.read_bytes() == content


def test_a_newer_file_is_refused_for_writing_and_can_be_read(filled: Path) -> None:
    change(filled, f"PRAGMA user_version = {database.LATEST_VERSION + 1}")
    content = filled.read_bytes()
    with pytest.raises(ProgressDamagedError, match="newer vnquiz"):
        open_for_writing(filled)
    with open_for_reading(filled) as progress:
        assert "newer vnquiz" in progress.warning
        assert len(list(progress.events())) == 3
        assert progress.memory(CARD).reviews == 3
    assert filled.read_bytes() == content


def test_a_refused_file_leaves_the_lock_free(filled: Path) -> None:
    change(filled, "PRAGMA user_version = 99")
    for _ in range(2):
        with pytest.raises(ProgressDamagedError):
            open_for_writing(filled)


def test_a_second_writer_is_refused_while_readers_are_free(filled: Path) -> None:
    with open_for_writing(filled, "vnquiz study"):
        with pytest.raises(ProgressInUseError, match=f'"vnquiz study" \\(process {os.getpid()}'):
            open_for_writing(filled)
        with open_for_reading(filled) as reader:
            assert reader.memory(CARD).reviews == 3
    open_for_writing(filled).close()


def test_a_link_to_the_file_leads_to_the_same_lock(filled: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(filled)
    with open_for_writing(filled), pytest.raises(ProgressInUseError):
        open_for_writing(link)


def test_a_name_with_marks_of_an_address_in_it_is_a_name_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "tiến độ?mode=memory#1 100%.db"
    with open_for_writing(path) as progress:
        progress.append(study())
    with open_for_reading(path) as progress:
        assert progress.memory(CARD).reviews == 1


READ_AS_NOBODY = """
import os, sys
import urllib.parse  # pathlib loads it late, when nobody may no longer read the folder of Python
from pathlib import Path
from vnquiz.store.opening import open_for_reading
if os.geteuid() == 0:
    os.setuid(65534)
progress = open_for_reading(Path(sys.argv[1]))
print(len(list(progress.events())), progress.warning)
"""


def test_a_file_in_a_folder_that_cannot_be_written_can_be_read(filled: Path) -> None:
    with TemporaryDirectory() as folder:
        copy = Path(shutil.copy(filled, folder))
        copy.chmod(0o444)
        copy.parent.chmod(0o555)
        command = [sys.executable, "-c", READ_AS_NOBODY, str(copy)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        copy.parent.chmod(0o755)
    assert (run.stdout, run.stderr) == ("3 \n", "")


def test_a_file_opened_again_goes_on_as_the_same_device(filled: Path) -> None:
    with open_for_writing(filled) as progress:
        progress.append(study(day=START + 9))
    assert len(set(devices(filled))) == 1


def test_a_copied_file_goes_on_as_a_new_device(filled: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(filled, tmp_path / "copy.db"))
    open_for_writing(copy).close()
    assert len(set(devices(copy))) == 1
    with open_for_writing(copy) as progress:
        (event,) = progress.append(study(day=START + 9))
        assert event.number == 1
        assert progress.verify() == []
    assert devices(copy)[:3] == devices(filled)
    assert devices(copy)[3] not in devices(filled)


def test_an_older_state_put_back_over_the_file_goes_on_as_a_new_device(filled: Path, tmp_path: Path) -> None:
    backup = shutil.copy(filled, tmp_path / "backup.db")
    with open_for_writing(filled) as progress:
        (lost,) = progress.append(study(day=START + 8))
    inode = filled.stat().st_ino
    shutil.copyfile(backup, filled)
    assert filled.stat().st_ino == inode
    for _ in range(2):
        with open_for_writing(filled) as progress:
            (event,) = progress.append(study(day=START + 9))
            assert event.device != lost.device
            assert progress.verify() == []
    assert len(set(devices(filled))) == 2


def test_the_file_tells_nothing_of_the_machine(filled: Path) -> None:
    assert os.uname().nodename.encode() not in filled.read_bytes()


def test_an_old_sqlite_is_told_in_a_sentence() -> None:
    require_sqlite((3, 37, 0))
    with pytest.raises(VnquizError, match=r"comes with SQLite 3\.36\.0, and vnquiz needs 3\.37"):
        require_sqlite((3, 36, 0))


def test_the_latest_version_counts_the_migrations_that_are_packaged() -> None:
    assert len(migrations()) == database.LATEST_VERSION


def test_migrations_run_once_in_order(tmp_path: Path) -> None:
    scripts = ["CREATE TABLE log (step TEXT)", *[f"INSERT INTO log VALUES ('{n}')" for n in range(12)]]
    with closing(Database.create(tmp_path / "file.db")) as opened:
        opened.migrate(scripts[:5])
        opened.migrate(scripts)
        opened.migrate(scripts)
        assert opened.version == len(scripts)
        assert [step for (step,) in opened.rows("SELECT step FROM log")] == [str(n) for n in range(12)]


def test_a_migration_that_fails_leaves_nothing_and_does_not_count(tmp_path: Path) -> None:
    failing = "CREATE TABLE second (id INTEGER); INSERT INTO missing VALUES (1)"
    with closing(Database.create(tmp_path / "file.db")) as opened:
        with pytest.raises(VnquizError, match="missing"):
            opened.migrate(["CREATE TABLE first (id INTEGER)", failing])
        assert opened.version == 1
        assert [name for (name,) in opened.rows("SELECT name FROM sqlite_schema")] == ["first"]


def test_an_older_file_is_migrated_when_written_and_read_without_being_touched(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = (*migrations(), "CREATE TABLE note (card TEXT) STRICT")
    monkeypatch.setattr(opening, "LATEST_VERSION", len(later))
    monkeypatch.setattr(opening, "migrations", lambda: later)
    content = filled.read_bytes()
    with open_for_reading(filled) as progress:
        assert progress.memory(CARD).reviews == 3
    assert filled.read_bytes() == content
    with open_for_writing(filled) as progress:
        progress.append(study(day=START + 9))
        assert progress.verify() == []
    change(filled, "INSERT INTO note VALUES ('there')")


def test_a_full_disk_costs_nothing_that_was_saved_and_says_so(path: Path) -> None:
    with open_for_writing(path) as progress:
        progress.append(study())
        pages = progress._database.value("PRAGMA page_count")
        progress._database.run(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(ProgressUnsavedError, match="disk is full, so the answer was not saved"):
            progress.append(study(Rating.GOOD, START + 1, asked={"text": "long " * 10_000}))
        assert progress.memory(CARD).reviews == 1
        progress._database.run("PRAGMA max_page_count = 1000000")
        progress.append(study(day=START + 1))
        assert progress.verify() == []
    with open_for_reading(path) as progress:
        assert [event.number for event in progress.events()] == [1, 2]


WRITE_UNTIL_IT_FAILS = """
import resource, signal, sys
from pathlib import Path
from histories import START, study
from vnquiz.errors import VnquizError
from vnquiz.store.opening import open_for_writing
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
progress = open_for_writing(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))
try:
    for day in range(1000):
        progress.append(study(day=START + day))
        print("saved", flush=True)
except VnquizError as error:
    print(type(error).__name__, error)
"""


def test_a_write_that_the_system_refuses_is_told_and_costs_nothing_that_was_saved(path: Path) -> None:
    command = [sys.executable, "-c", WRITE_UNTIL_IT_FAILS, str(path)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    *saved, failure = run.stdout.splitlines()
    assert "ProgressUnsavedError" in failure, run.stderr
    assert "Nothing saved before was lost" in failure
    with open_for_writing(path) as progress:
        assert len(list(progress.events())) == len(saved) > 10
        assert progress.verify() == []


def test_closing_twice_does_nothing_and_what_is_closed_says_so(filled: Path) -> None:
    progress = open_for_writing(filled)
    progress.close()
    progress.close()
    with pytest.raises(VnquizError, match="closed"):
        progress.append(draft(EventKind.SUSPEND))


def looked_through(path: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Tell whether SQLite looks at the whole file when it is opened."""
    asked: list[str] = []
    rows = Database.rows

    def noted(self: Database, sql: str, values: Values = ()) -> Iterator[Row]:
        asked.append(sql)
        return rows(self, sql, values)

    with monkeypatch.context() as patch:
        patch.setattr(Database, "rows", noted)
        open_for_writing(path).close()
    return "PRAGMA quick_check" in asked


def test_a_file_as_it_was_left_is_not_looked_through_again(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not looked_through(filled, monkeypatch)
    assert not looked_through(filled, monkeypatch)


@pytest.mark.parametrize("how", ["touched", "copied", "without a note", "with a journal"])
def test_a_file_that_may_have_changed_is_looked_through_once(
    how: str, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    match how:
        case "touched":
            os.utime(filled, (1, 1))
        case "copied":
            copy = shutil.copy2(filled, filled.with_name("copy.db"))
            Path(copy).replace(filled)
        case "without a note":
            filled.with_name("progress.db.lock").unlink()
        case _:
            environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
            command = [sys.executable, "-c", WRITE_AND_DIE, str(filled)]
            assert subprocess.run(command, env=environment, check=False).returncode == 9
            assert filled.with_name("progress.db-wal").stat().st_size
    assert looked_through(filled, monkeypatch)
    assert not looked_through(filled, monkeypatch)


WRITE_AND_DIE = """
import os, sys
from pathlib import Path
from histories import START, study
from vnquiz.store.opening import open_for_writing
open_for_writing(Path(sys.argv[1])).append(study(day=START + 9))
os._exit(9)
"""
