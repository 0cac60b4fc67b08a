"""Signals that end a session line by line: at once while it waits, after the step while one is taken."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

ENDING_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")


class Ending:
    """Turns the ending signals into SystemExit.

    An answer is on disk a moment before the session knows that it is; an exception in between would make
    the session commit it once more.
    """

    def __init__(self) -> None:
        """Take over the signals, but for those that were ignored, as by nohup."""
        self._is_held = False
        self._number = 0
        for name in ENDING_SIGNALS:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._signalled)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let signals wait until a step is done."""
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
        self._end_if_wanted()

    @contextmanager
    def let(self) -> Iterator[None]:
        """Let signals end the session at once again, where a step waits for another line."""
        was_held, self._is_held = self._is_held, False
        try:
            self._end_if_wanted()
            yield
        finally:
            self._is_held = was_held

    def _signalled(self, number: int, _: object) -> None:
        self._number = number
        if not self._is_held:
            self._end_if_wanted()

    def _end_if_wanted(self) -> None:
        if self._number:
            raise SystemExit(128 + self._number)
