"""Which device the log is written on: a random id, bound to one file on one machine."""

import os
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from vnquiz.store import log
from vnquiz.store.database import Database
from vnquiz.store.lock import Tide


@dataclass(frozen=True, slots=True)
class Device:
    """The device of this file; `is_recorded` is false until its first event is written."""

    id: str
    home: str
    is_recorded: bool


def home_of(path: Path) -> str:
    """Return a hash that is another for a copy of the file or on another machine, and tells nothing else."""
    host = os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename
    return sha256(f"{host}\0{path.stat().st_ino}".encode()).hexdigest()[:32]


def this_device(database: Database, home: str, tide: Tide | None) -> Device:
    """Return the device that writes here: the one known, or a new one.

    New are a file never written, a copy elsewhere, and an older state put back over the file, which the tide
    tells: numbers that were given out once must not be given out again.
    """
    known = database.value("SELECT id FROM device WHERE home = ?", (home,))
    if known is not None and not _is_put_back(database, known, tide):
        return Device(known, home, is_recorded=True)
    return Device(os.urandom(8).hex(), home, is_recorded=False)


def record(database: Database, device: Device) -> Device:
    """Write a new device down as the one that lives here, inside the caller's transaction."""
    if device.is_recorded:
        return device
    database.run("UPDATE device SET home = NULL WHERE home = ?", (device.home,))
    database.run("INSERT INTO device (id, home) VALUES (?, ?)", (device.id, device.home))
    return Device(device.id, device.home, is_recorded=True)


def _is_put_back(database: Database, device: str, tide: Tide | None) -> bool:
    return tide is not None and tide.device == device and tide.number > log.last_link(database, device)[0]
