"""Files written whole or not at all."""

import os
import tempfile
from pathlib import Path

from vnquiz.errors import VnquizError


def write_atomically(path: Path, text: str) -> None:
    """Write a text file so that nobody ever sees half of it; raise VnquizError if it cannot be written."""
    unfinished = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(unfinished).chmod(0o644)
        Path(unfinished).replace(path)
    except OSError as error:
        if unfinished:
            Path(unfinished).unlink(missing_ok=True)
        raise VnquizError(f"{path} cannot be written: {error.strerror}.") from error
