"""The one door to SQLite: connections, transactions, migrations, and its errors put into sentences."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from vnquiz.errors import ProgressDamagedError, ProgressInUseError, ProgressUnsavedError, VnquizError

Row = tuple[Any, ...]
Values = Sequence[Any] | Mapping[str, Any]

LEAST_SQLITE = (3, 37, 0)
"""The first version that knows STRICT tables."""

LATEST_VERSION = 4
"""How many migrations there are: the number of the schema that this program writes."""

BUSY_SECONDS = 5.0


class Database:
    """One connection to a SQLite file; whatever goes wrong is raised as a `VnquizError` with a sentence."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        """Take over a connection in autocommit mode; `name` says in messages which file it is."""
        self._connection = connection
        self.name = name

    @classmethod
    def create(cls, path: Path) -> "Database":
        """Make a new database file."""
        return cls._opened(f"{path.absolute().as_uri()}?mode=rwc", str(path))

    @classmethod
    def write(cls, path: Path) -> "Database":
        """Open an existing file for writing; a commit is on disk when it returns."""
        return cls._opened(f"{path.absolute().as_uri()}?mode=rw", str(path))

    @classmethod
    def read(cls, path: Path, *, is_immutable: bool = False) -> "Database":
        """Open an existing file for reading beside a writer.

        `is_immutable` reads where no lock can be taken, as in a folder that cannot be written, and misses
        what is still in the write-ahead log.
        """
        how = "immutable=1" if is_immutable else "mode=ro"
        return cls._opened(f"{path.absolute().as_uri()}?{how}", str(path), "PRAGMA query_only = ON")

    @classmethod
    def in_memory(cls, name: str = "the progress in memory") -> "Database":
        """Make an empty database that is gone when it is closed."""
        return cls._opened("file::memory:", name)

    @classmethod
    def _opened(cls, uri: str, name: str, *pragmas: str) -> "Database":
        require_sqlite(sqlite3.sqlite_version_info)
        with _in_sentences(name):
            connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
            try:
                for pragma in ("PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON", *pragmas):
                    connection.execute(pragma).fetchall()
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
            except sqlite3.Error:
                connection.close()
                raise
        return cls(connection, name)

    def copy_in_memory(self) -> "Database":
        """Return a copy that may be changed freely."""
        copy = Database.in_memory(self.name)
        with _in_sentences(self.name):
            self._connection.backup(copy._connection)
        return copy

    def keep_write_ahead_log(self) -> None:
        """Let readers go on while this connection writes, and commits be one write to the disk."""
        self.run("PRAGMA journal_mode = WAL")

    def close(self) -> None:
        """Close the connection; closing again does nothing."""
        with _in_sentences(self.name):
            self._connection.close()

    def rows(self, sql: str, values: Values = ()) -> Iterator[Row]:
        """Yield the rows of a query as they are read."""
        with _in_sentences(self.name):
            yield from self._connection.execute(sql, values)

    def row(self, sql: str, values: Values = ()) -> Row | None:
        """Return the first row of a query, None where there is none."""
        return next(self.rows(sql, values), None)

    def value(self, sql: str, values: Values = ()) -> Any:
        """Return the first column of the first row of a query, None where there is none."""
        first = self.row(sql, values)
        return None if first is None else first[0]

    def run(self, sql: str, values: Values = ()) -> None:
        """Run one statement that returns nothing."""
        with _in_sentences(self.name):
            self._connection.execute(sql, values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what is run inside, all or none; the write lock is taken at once."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self.run("ROLLBACK")
            raise

    @property
    def version(self) -> int:
        """How many migrations ran on this file."""
        return int(self.value("PRAGMA user_version"))

    def migrate(self, scripts: Sequence[str]) -> None:
        """Run the scripts that did not run yet, each in one transaction with the record that it ran."""
        for number, script in enumerate(scripts, start=1):
            if number > self.version:
                with _in_sentences(self.name):
                    self._run_migration(number, script)

    def _run_migration(self, number: int, script: str) -> None:
        try:
            self._connection.executescript(
                f"BEGIN IMMEDIATE;\n{script}\n;PRAGMA user_version = {number};\nCOMMIT;"
            )
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise


def migrations() -> tuple[str, ...]:
    """Return the scripts that make and change the schema, in order."""
    from importlib.resources import files  # slow to import, and hardly ever needed

    folder = files("vnquiz.store") / "migrations"
    scripts = {entry.name: entry for entry in folder.iterdir() if entry.name.endswith(".sql")}
    return tuple(scripts[name].read_text(encoding="utf-8") for name in sorted(scripts))


def require_sqlite(version: tuple[int, ...]) -> None:
    """Raise a `VnquizError` if SQLite is too old for the tables of the log."""
    if version < LEAST_SQLITE:
        raise VnquizError(
            f"This Python comes with SQLite {'.'.join(map(str, version))}, and vnquiz needs 3.37 or newer to "
            "keep your progress. Install a newer Python, or a newer SQLite library for this one."
        )


@contextmanager
def _in_sentences(name: str) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        # Messages that quote a damaged schema are not always text.
        raise _told(error, name) from error


def _told(error: Exception, name: str) -> VnquizError:
    """Return what an error of SQLite means for the learner."""
    code = getattr(error, "sqlite_errorcode", None)
    match code & 0xFF if code is not None else None:
        case sqlite3.SQLITE_FULL:
            return ProgressUnsavedError(
                f"The disk is full, so the answer was not saved in {name}. Nothing saved before was lost: "
                "make room and answer again."
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return ProgressUnsavedError(f"{name} may not be written, so nothing was saved.")
        case sqlite3.SQLITE_IOERR:
            return ProgressUnsavedError(
                f"Reading or writing {name} failed ({error}), so the answer was not saved. "
                "Nothing saved before was lost."
            )
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return ProgressInUseError(f"Another program is writing to {name}. Close it and try again.")
        case sqlite3.SQLITE_CANTOPEN:
            return VnquizError(f"{name} cannot be opened: it does not exist, or may not be read.")
        case sqlite3.SQLITE_NOTADB:
            return ProgressDamagedError(f"{name} is not a progress file, or its beginning is damaged.")
        case _ if isinstance(error, sqlite3.ProgrammingError):
            return VnquizError(f"{name} is closed, or was used wrongly: {error}")
        case _:
            return ProgressDamagedError(f"{name} is damaged: {error}.")
