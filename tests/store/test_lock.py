"""One process writes; the operating system sees to it, and the file names who."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from vnquiz.errors import ProgressInUseError, VnquizError
from vnquiz.store.lock import Tide, WriterLock

HOLD = """
import sys
from pathlib import Path
from vnquiz.store.lock import WriterLock
lock = WriterLock.take(Path(sys.argv[1]), "vnquiz study visits")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held_elsewhere(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Hold the lock in a second process while the block runs."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        assert process.stdin is not None
        process.stdin.close()


def test_a_lock_held_by_another_process_is_refused_and_the_holder_named(tmp_path: Path) -> None:
    path = tmp_path / "progress.lock"
    with held_elsewhere(path) as process, pytest.raises(ProgressInUseError) as refused:
        WriterLock.take(path, "vnquiz")
    assert f'by "vnquiz study visits" (process {process.pid}, since 20' in str(refused.value)


def test_a_lock_dies_with_its_process(tmp_path: Path) -> None:
    path = tmp_path / "progress.lock"
    with held_elsewhere(path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        WriterLock.take(path, "vnquiz").release()


def test_a_lock_can_be_taken_again_after_its_release(tmp_path: Path) -> None:
    path = tmp_path / "progress.lock"
    first = WriterLock.take(path, "one")
    with pytest.raises(ProgressInUseError, match=f"process {os.getpid()}"):
        WriterLock.take(path, "two")
    first.release()
    first.release()
    WriterLock.take(path, "two").release()


@pytest.mark.parametrize("content", [b"", b"{", b"[1, 2]", b"\xff" * 3000, b'{"pid": "x", "device": 3}'])
def test_a_holder_that_cannot_be_read_is_another_process(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "progress.lock"
    held = WriterLock.take(path, "vnquiz")
    path.write_bytes(content)
    with pytest.raises(ProgressInUseError, match="by another process"):
        WriterLock.take(path, "vnquiz")
    held.release()


def test_the_tide_outlives_the_process_and_a_long_command(tmp_path: Path) -> None:
    path = tmp_path / "progress.lock"
    first = WriterLock.take(path, "đ" * 5000)
    assert first.tide is None
    first.note(Tide("d0", 9))
    first.note(Tide("d0", 10))
    first.release()
    second = WriterLock.take(path, "vnquiz")
    assert second.tide == Tide("d0", 10)
    second.release()


def test_a_lock_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(VnquizError, match="cannot be opened"):
        WriterLock.take(tmp_path / "missing" / "progress.lock", "vnquiz")
