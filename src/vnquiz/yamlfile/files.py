"""Files written whole or not at all."""

import os
import stat
import tempfile
from pathlib import Path

from vnquiz.errors import VnquizError


def write_atomically(path: Path, text: str) -> None:
    """Write a text file so that nobody ever sees half of it; raise VnquizError if it cannot be written.

    Line breaks are written as they are. A file that is there keeps its permissions, and a link goes on leading to it.
    What is no file, such as a device, is not replaced by one.
    """
    unfinished = ""
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            raise VnquizError(f"{path} cannot be written: it is no file.")
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o644
        handle, unfinished = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(unfinished).chmod(mode)
        Path(unfinished).replace(target)
    except OSError as error:
        if unfinished:
            Path(unfinished).unlink(missing_ok=True)
        raise VnquizError(f"{path} cannot be written: {error.strerror}.") from error
