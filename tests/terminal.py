"""A real pseudo-terminal round a real process: what a person at a keyboard would see and do."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

import pyte

# What pyte would print or misread: kitty keys, queries of modes, synchronised output, OSC, DCS and such.
_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<=>?][0-9;]*u|\x1b\[[<=>?]?[0-9;]*\$[a-z]|\x1b\[>[0-9;]*[a-z]|\x1b\[\?2026[hl]"
    rb"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"
)
_TO_APP_SCREEN, _TO_MAIN_SCREEN = b"\x1b[?1049h", b"\x1b[?1049l"
_SWITCH_OF_SCREEN = re.compile(rb"(\x1b\[\?1049[hl])")
_BEGUN_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?)?\Z")


class Terminal:
    """A process on a pseudo-terminal of its own, with a screen that can be read and keys that can be sent."""

    def __init__(
        self,
        args: Sequence[str],
        env: Mapping[str, str] | None = None,
        cols: int = 80,
        rows: int = 24,
    ) -> None:
        self._written = bytearray()
        self._held_back = b""
        self._screens = {switch: pyte.Screen(cols, rows) for switch in (_TO_MAIN_SCREEN, _TO_APP_SCREEN)}
        self._screen = self._screens[_TO_MAIN_SCREEN]
        self._stream = pyte.ByteStream(self._screen)
        self._master, slave = pty.openpty()
        os.set_blocking(self._master, False)
        _set_size(slave, cols, rows)
        try:
            self._process = subprocess.Popen(
                args,
                stdin=slave,
                stdout=slave,
                stderr=slave,
                env=_environment(env or {}),
                start_new_session=True,
                preexec_fn=_take_controlling_terminal,
            )
        except BaseException:
            os.close(self._master)
            raise
        finally:
            os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def raw(self) -> bytes:
        """Every byte that reached the terminal."""
        return bytes(self._written)

    @property
    def screen(self) -> pyte.Screen:
        """The screen that is shown, the shell's or the app's, cell by cell, for its colours and cursor."""
        return self._screen

    @property
    def pid(self) -> int:
        """The process that was started."""
        return self._process.pid

    def display(self) -> str:
        """Return the screen as it stands, lines without their trailing spaces."""
        self._drain()
        return "\n".join(line.rstrip() for line in self._screen.display)

    def wait_for(self, wanted: str | Callable[[str], object], timeout: float = 20) -> str:
        """Return the screen once it shows the text or fulfils the predicate; fail if it never does."""

        def is_there() -> bool:
            screen = self.display()
            return wanted in screen if isinstance(wanted, str) else bool(wanted(screen))

        self._wait_until(is_there, timeout, f"never shown: {wanted!r}")
        return self.display()

    def wait_for_raw(self, wanted: bytes, timeout: float = 20) -> None:
        """Wait until these bytes have reached the terminal."""
        self._wait_until(lambda: wanted in self._written, timeout, f"never written: {wanted!r}")

    def send(self, keys: str | bytes) -> None:
        """Write the keys in one go, as a terminal does with a paste or a burst."""
        left = keys.encode() if isinstance(keys, str) else keys
        while left:
            with suppress(BlockingIOError):
                left = left[os.write(self._master, left) :]
            if left:
                self._pump(0.01)

    def resize(self, cols: int, rows: int) -> None:
        """Change the size of the terminal, of which the process is told."""
        self._drain()
        for screen in self._screens.values():
            screen.resize(rows, cols)
        _set_size(self._master, cols, rows)

    def kill(self, sig: signal.Signals) -> None:
        """Send a signal to the process, unless it has ended."""
        self._process.send_signal(sig)

    def hang_up(self) -> None:
        """Close the terminal's window: the process gets SIGHUP and can write no more."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def wait_exit(self, timeout: float = 20) -> int:
        """Return the exit code, negative for a signal, once the process has ended."""
        if self._master < 0:
            return self._process.wait(timeout)
        self._wait_until(lambda: self._process.poll() is not None, timeout, "still running")
        self._drain()
        return self._process.returncode

    def is_cooked(self) -> bool:
        """Whether the terminal echoes and reads by line, as a shell needs it."""
        local_flags: int = termios.tcgetattr(self._master)[3]
        return bool(local_flags & termios.ECHO and local_flags & termios.ICANON)

    def close(self) -> None:
        """End the process by force, if it still runs, and close the terminal."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self.hang_up()
        self._process.wait()

    def _wait_until(self, is_done: Callable[[], bool], timeout: float, complaint: str) -> None:
        deadline = time.monotonic() + timeout
        while not is_done():
            has_ended = self._process.poll() is not None
            has_more = self._pump(0.05)
            if time.monotonic() > deadline or (has_ended and not has_more and not is_done()):
                raise AssertionError(self._report(complaint))

    def _drain(self) -> None:
        while self._pump(0):
            pass

    def _pump(self, timeout: float) -> bool:
        """Take in what the process wrote, waiting for it at most so long; tell whether there was any."""
        if self._master < 0 or not select.select([self._master], [], [], timeout)[0]:
            return False
        try:
            chunk = os.read(self._master, 1 << 20)
        except OSError:  # so Linux says that the last process has left the terminal
            return False
        self._written += chunk
        self._feed(chunk)
        return bool(chunk)

    def _feed(self, chunk: bytes) -> None:
        data = self._held_back + chunk
        begun = _BEGUN_SEQUENCE.search(data)
        split = begun.start() if begun else len(data)
        self._held_back = data[split:]
        for part in _SWITCH_OF_SCREEN.split(_UNKNOWN_TO_PYTE.sub(b"", data[:split])):
            if part in self._screens:
                self._stream.detach(self._screen)
                self._screen = self._screens[part]
                self._stream.attach(self._screen)
            else:
                self._stream.feed(part)

    def _report(self, complaint: str) -> str:
        state = "running" if self._process.poll() is None else f"ended with {self._process.returncode}"
        return f"{complaint} (process {state})\n{self.display()}\n--- last bytes: {self.raw[-600:]!r}"


def python(*arguments: str) -> list[str]:
    """Return the command line that runs this same Python."""
    return [sys.executable, *arguments]


def _environment(changes: Mapping[str, str]) -> dict[str, str]:
    """Return a fixed environment, in which a test that forgets `VNQUIZ_HOME` finds no home to write to."""
    kept = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "TMPDIR")
    inherited = {name: os.environ[name] for name in kept if name in os.environ}
    fixed = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "HOME": "/nonexistent"}
    return inherited | fixed | dict(changes)


def _set_size(terminal: int, cols: int, rows: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))


def _take_controlling_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
