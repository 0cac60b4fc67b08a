"""Whether the log is whole: what SQLite says of the file, and the chain of each device."""

from collections.abc import Iterator
from dataclasses import dataclass

from vnquiz.errors import VnquizError
from vnquiz.store.chain import BEFORE_THE_FIRST, checksum_of
from vnquiz.store.database import Database
from vnquiz.store.log import ALL_COLUMNS, fields_of


@dataclass(frozen=True, slots=True)
class Mark:
    """The event of a device up to which its chain was found whole."""

    device: str
    number: int
    checksum: str


def marks(database: Database) -> list[Mark]:
    """Return the mark of every device, number 0 where nothing was verified yet."""
    rows = database.rows("SELECT id, verified_number, verified_checksum FROM device ORDER BY id")
    return [Mark(device, number if isinstance(number, int) else 0, text) for device, number, text in rows]


def structure_findings(database: Database, pragma: str = "quick_check") -> Iterator[str]:
    """Yield what SQLite finds wrong with the file, as sentences."""
    for (text,) in database.rows(f"PRAGMA {pragma}"):
        if text != "ok":
            yield f"SQLite finds the file damaged: {' '.join(text.split())}."


def recent_findings(database: Database) -> tuple[list[str], list[Mark]]:
    """Follow the chains from their marks on; return sentences on what is broken, and where they end."""
    findings = []
    ends = []
    for mark in marks(database):
        start = mark if _is_standing(database, mark) else Mark(mark.device, 0, BEFORE_THE_FIRST)
        end, broken = _walk(database, start)
        findings += [*broken, *_lost(mark, end)]
        ends.append(end)
    return findings, ends


def all_findings(database: Database) -> Iterator[str]:
    """Check all of the file and of every chain, and yield each finding as a sentence."""
    try:
        yield from structure_findings(database, "integrity_check")
        recorded = {mark.device: mark for mark in marks(database)}
        written = {device for (device,) in database.rows("SELECT DISTINCT device FROM event")}
        for device in sorted(written - set(recorded), key=str):
            yield f"There are events of device {device}, which is not recorded."
        for device in sorted(written | set(recorded), key=str):
            first = Mark(device, 0, BEFORE_THE_FIRST)
            end, broken = _walk(database, first)
            yield from [*broken, *_lost(recorded.get(device, first), end)]
    except VnquizError as error:
        yield str(error)


def set_marks(database: Database, ends: list[Mark]) -> None:
    """Remember up to where the chains were found whole."""
    if ends == marks(database):
        return
    with database.transaction():
        for mark in ends:
            database.run(
                "UPDATE device SET verified_number = ?, verified_checksum = ? WHERE id = ?",
                (mark.number, mark.checksum, mark.device),
            )


def _is_standing(database: Database, mark: Mark) -> bool:
    """Tell whether the marked event is there as it was when it was verified."""
    found = database.value(
        "SELECT checksum FROM event WHERE device = ? AND number = ?", (mark.device, mark.number)
    )
    return bool(found == mark.checksum)


def _walk(database: Database, start: Mark) -> tuple[Mark, list[str]]:
    """Follow the chain of a device after a mark, and return its end and what is broken on the way."""
    number, checksum = start.number, start.checksum
    broken = []
    try:
        for row in database.rows(
            f"SELECT {ALL_COLUMNS} FROM event WHERE device = ? AND number > ? ORDER BY number",
            (start.device, start.number),
        ):
            name = f"event {row[2]} of device {start.device} ({row[3]})"
            if row[2] != number + 1:
                broken.append(f"Events are missing from number {number + 1} to {name}.")
            elif not _fits(row, checksum):
                broken.append(f"The checksum does not fit {name}: it was changed after it was written.")
            number, checksum = row[2] if isinstance(row[2], int) else number + 1, row[-1]
    except VnquizError as error:
        broken.append(f"After event {number} of device {start.device} the log cannot be read. {error}")
    return Mark(start.device, number, checksum), broken


def _fits(row: tuple[object, ...], checksum_before: str) -> bool:
    try:
        fields = fields_of(row)
        return bool(fields["checksum"] == checksum_of(fields, checksum_before))
    except (ValueError, TypeError, RecursionError):
        return False


def _lost(verified: Mark, end: Mark) -> list[str]:
    """Return a sentence if events at the end of a chain are gone that were there when it was verified."""
    if end.number >= verified.number:
        return []
    return [f"Device {verified.device} had {verified.number} events, of which only {end.number} are left."]
