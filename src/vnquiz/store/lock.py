"""The writer lock: the operating system's own, on a file beside the progress that names the holder."""

import errno
import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from vnquiz.errors import ProgressInUseError, VnquizError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

CONTENT_BYTES = 1024
COMMAND_LETTERS = 80
HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
LOCKED_BYTE = 1 << 20  # beyond the content, which others must be able to read


@dataclass(frozen=True, slots=True)
class Tide:
    """How far the log stood when this machine last wrote to it: a device and the number of its last event."""

    device: str
    number: int


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells a file from any other state of it, short of reading it: its size, its time and its number."""

    size: int
    modified: int
    inode: int


class WriterLock:
    """The right to write to one progress file; it ends with `release`, and with the process in any case."""

    def __init__(self, descriptor: int, content: dict[str, Any]) -> None:
        """Take over the descriptor of a locked file."""
        self._descriptor = descriptor
        self._content = content

    @classmethod
    def take(cls, path: Path, holder: str) -> "WriterLock":
        """Lock the file at `path`, made if missing; raise ProgressInUseError naming who holds it already.

        `holder` is what to tell others of this process, such as its command.
        """
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise VnquizError(f"The lock {path} cannot be opened: {error.strerror}.") from error
        content = _content(descriptor)
        try:
            _lock(descriptor)
        except OSError as error:
            os.close(descriptor)
            if error.errno not in HELD:
                raise VnquizError(f"The lock {path} cannot be taken: {error.strerror}.") from error
            raise ProgressInUseError(_in_use(content)) from error
        lock = cls(descriptor, _content(descriptor))
        since = datetime.now().astimezone().isoformat(timespec="seconds")
        lock._write(pid=os.getpid(), since=since, command=holder[:COMMAND_LETTERS])
        return lock

    @property
    def tide(self) -> Tide | None:
        """What was last noted here, None if nothing was."""
        match self._content:
            case {"device": str(device), "number": int(number)}:
                return Tide(device, number)
            case _:
                return None

    @property
    def stamp(self) -> Stamp | None:
        """The state in which the file was left whole, None if that was not noted."""
        return _stamp_in(self._content)

    def note_whole(self, stamp: Stamp | None) -> None:
        """Note the state in which the file is left, None where that is not known."""
        self._write(whole=None if stamp is None else [stamp.size, stamp.modified, stamp.inode])

    def note(self, tide: Tide) -> None:
        """Note how far the log stands now."""
        self._write(device=tide.device, number=tide.number)

    def release(self) -> None:
        """Let others write; releasing again does nothing."""
        if self._descriptor >= 0:
            self._write(pid=None, since=None, command=None)
            os.close(self._descriptor)
            self._descriptor = -1

    def _write(self, **changes: Any) -> None:
        """Change members of the content, in one write; a full disk must not cost the answer just saved."""
        self._content |= changes
        text = json.dumps({name: value for name, value in self._content.items() if value is not None})
        with suppress(OSError):
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, text.encode().ljust(CONTENT_BYTES))


def stamp_noted(path: Path) -> Stamp | None:
    """Return the state in which a progress file was left whole, as noted in its lock file at `path`."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return None
    try:
        return _stamp_in(_content(descriptor))
    finally:
        os.close(descriptor)


def _stamp_in(content: dict[str, Any]) -> Stamp | None:
    match content:
        case {"whole": [int(size), int(modified), int(inode)]}:
            return Stamp(size, modified, inode)
        case _:
            return None


def _lock(descriptor: int) -> None:
    """Lock the whole file for this process, or raise OSError at once."""
    if sys.platform == "win32":
        os.lseek(descriptor, LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _content(descriptor: int) -> dict[str, Any]:
    """Return what the file says; what cannot be read says nothing."""
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        content = json.loads(os.read(descriptor, 2 * CONTENT_BYTES) or b"{}")
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _in_use(content: dict[str, Any]) -> str:
    """Return the sentence that names who holds the lock."""
    match content:
        case {"pid": int(pid), "since": str(since), "command": str(command)}:
            when = since.replace("T", " ")
            who = f'"{command}" (process {pid}, since {when})'
        case _:
            who = "another process"
    return f"Your progress is in use by {who}. Leave it there first; until then it can only be read."
