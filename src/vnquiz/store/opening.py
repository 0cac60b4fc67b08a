"""The doors to a progress file: to write, to read, or in memory."""

import os
import sys
from contextlib import ExitStack, closing
from pathlib import Path

from vnquiz.core.memory import DEFAULT_PARAMETERS, Parameters
from vnquiz.errors import ProgressDamagedError, VnquizError
from vnquiz.store.cache import MemoryCache
from vnquiz.store.database import LATEST_VERSION, Database, migrations
from vnquiz.store.device import Device, home_of, this_device
from vnquiz.store.lock import Stamp, WriterLock, stamp_noted
from vnquiz.store.progress import SqliteProgress
from vnquiz.store.verification import Mark, recent_findings, set_marks, structure_findings

APPLICATION = 1986949498
"""The application id of our files, 'vnqz'."""

MAGIC = b"SQLite format 3\0"

LEFT_AS_IT_IS = "The file was left as it is; `vnquiz progress verify` tells what of it is whole."


def open_for_writing(
    path: Path, holder: str = "vnquiz", parameters: Parameters = DEFAULT_PARAMETERS
) -> SqliteProgress:
    """Open the progress file at `path` as its only writer, and make it, with its folder, where there is none.

    `holder` tells others who is writing. Raise ProgressInUseError if another process is, and
    ProgressDamagedError for a file that is damaged, empty, or written by a newer vnquiz; it is never touched.
    """
    path = path.resolve()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise VnquizError(f"The folder {path.parent} cannot be made: {error.strerror}.") from error
    with ExitStack() as on_failure:
        lock = WriterLock.take(_beside(path, ".lock"), holder)
        on_failure.callback(lock.release)
        if not _is_there(path):
            _create(path)
        verified = _refuse_what_is_not_whole(path, lock.stamp)
        database = Database.write(path)
        on_failure.callback(database.close)
        database.keep_write_ahead_log()
        _bring_up_to_date(database, parameters)
        set_marks(database, verified)
        device = this_device(database, home_of(path), lock.tide)
        on_failure.pop_all()
    return SqliteProgress(
        database, device=device, lock=lock, parameters=parameters, stamp=lambda: _stamp(path)
    )


def open_for_reading(path: Path, parameters: Parameters = DEFAULT_PARAMETERS) -> SqliteProgress:
    """Open the progress file at `path` beside any writer; where there is none, an empty progress in memory.

    A damaged or newer file is opened with a `warning`, to read what can be read of it; ProgressDamagedError
    is raised only for a file that is empty or no database at all.
    """
    path = path.resolve()
    if not _is_there(path):
        return SqliteProgress(_empty_in_memory(), parameters=parameters)
    is_known = _is_as_left(path, stamp_noted(_beside(path, ".lock")))
    database, warning = _readable(path)
    warning = warning or _examined(database, is_known=is_known)[0]
    if not warning and not _is_current(database, parameters):
        stored, database = database, database.copy_in_memory()
        stored.close()
        _bring_up_to_date(database, parameters)
    return SqliteProgress(database, parameters=parameters, warning=warning)


def open_in_memory(parameters: Parameters = DEFAULT_PARAMETERS) -> SqliteProgress:
    """Open an empty progress that can be written and is gone when it is closed."""
    device = Device(os.urandom(8).hex(), "memory", is_recorded=False)
    return SqliteProgress(_empty_in_memory(), device=device, parameters=parameters)


def _is_there(path: Path) -> bool:
    """Tell whether there is a file; raise ProgressDamagedError for what is left of one."""
    journal = _beside(path, "-wal")
    try:
        if not path.stat().st_size:
            raise ProgressDamagedError(
                f"{path} is empty, which is damage and not a new start. Put a backup in its place, "
                "or move it away to begin anew."
            )
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise ProgressDamagedError(f"{path} is not a progress file, or its beginning is damaged.")
        return True
    except FileNotFoundError:
        if not journal.exists() or not journal.stat().st_size:
            return False
        raise ProgressDamagedError(
            f"{path} is missing, but its journal {journal.name} is there and holds answers. Put the file back, "
            "or move the other away to begin anew."
        ) from None
    except OSError as error:
        raise VnquizError(f"{path} cannot be opened: {error.strerror}.") from error


def _create(path: Path) -> None:
    """Make a file that appears whole or not at all, also if the power fails."""
    unfinished = _beside(path, ".new")
    try:
        for leftover in (unfinished, _beside(unfinished, "-wal"), _beside(unfinished, "-shm")):
            leftover.unlink(missing_ok=True)
        database = Database.create(unfinished)
        try:
            database.keep_write_ahead_log()
            database.migrate(migrations())
        finally:
            database.close()
        _flush(unfinished)
        unfinished.rename(path)
        if sys.platform != "win32":
            _flush(path.parent)
    except OSError as error:
        raise VnquizError(f"{path} cannot be made: {error.strerror}.") from error


def _stamp(path: Path) -> Stamp | None:
    """Return the state of a file that is closed, None if its journal holds more."""
    journal = _beside(path, "-wal")
    try:
        if journal.exists() and journal.stat().st_size:
            return None
        status = path.stat()
    except OSError:
        return None
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino)


def _is_as_left(path: Path, noted: Stamp | None) -> bool:
    """Tell whether a file is in the state in which vnquiz closed it, so that SQLite need not look at all of it."""
    return noted is not None and noted == _stamp(path)


def _refuse_what_is_not_whole(path: Path, noted: Stamp | None) -> list[Mark]:
    """Return up to where the chains are whole; raise ProgressDamagedError for a file not to be written to.

    This looks through a connection that cannot write, so that such a file stays as it is to the last byte.
    """
    is_known = _is_as_left(path, noted)
    with closing(Database.read(path)) as database:
        fault, verified = _examined(database, is_known=is_known)
    if fault:
        raise ProgressDamagedError(f"{path} cannot be written to. {fault} {LEFT_AS_IT_IS}")
    return verified


def _examined(database: Database, *, is_known: bool) -> tuple[str, list[Mark]]:
    """Return the first thing that is wrong with a file, as a sentence or empty, and where its chains end.

    SQLite looks at the whole file, unless it is known to be as it was left.
    """
    ends: list[Mark] = []
    try:
        if strangeness := _strangeness(database):
            return strangeness, ends
        findings = [] if is_known else list(structure_findings(database))
        if not findings and database.version == LATEST_VERSION:
            findings, ends = recent_findings(database)
        return "".join(findings[:1]), ends
    except VnquizError as error:
        return str(error), ends


def _strangeness(database: Database) -> str:
    """Return a sentence if this is no file of ours or of a newer vnquiz; else nothing."""
    if database.value("PRAGMA application_id") != APPLICATION or not database.version:
        return "It does not say of itself that it is a progress file of vnquiz."
    if database.version > LATEST_VERSION:
        return "It was written by a newer vnquiz: install that one, or a newer one still."
    return ""


def _is_current(database: Database, parameters: Parameters) -> bool:
    return database.version == LATEST_VERSION and MemoryCache(database, parameters).is_current


def _bring_up_to_date(database: Database, parameters: Parameters) -> None:
    """Run missing migrations, and replay all cards if the rules or parameters changed."""
    if database.version < LATEST_VERSION:
        database.migrate(migrations())
    cache = MemoryCache(database, parameters)
    if not cache.is_current:
        cache.rebuild()


def _readable(path: Path) -> tuple[Database, str]:
    """Open a file to read, and return with it a warning if its newest answers may be missing."""
    try:
        return Database.read(path), ""
    except ProgressDamagedError:
        raise
    except VnquizError:
        database = Database.read(path, is_immutable=True)
    journal = _beside(path, "-wal")
    if journal.exists() and journal.stat().st_size:
        return database, f"The newest answers may be missing: {journal.name} cannot be read in this folder."
    return database, ""


def _empty_in_memory() -> Database:
    database = Database.in_memory()
    database.migrate(migrations())
    return database


def _flush(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
