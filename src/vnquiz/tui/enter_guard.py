"""Tells an Enter that is meant from one that is held down or pressed twice."""

from collections.abc import Callable
from time import monotonic

from textual.timer import Timer

DOUBLED = 0.25
HELD_STARTS_WITHIN = 1.5
REPEATS_WITHIN = 0.12

Act = Callable[[], None]


class EnterGuard:
    """Lets an Enter act once it is known to be meant.

    A second one within a quarter of a second is a doubled key. A held key repeats only after a while, but then
    quickly: an Enter soon after another one therefore waits a moment, and acts if no further one follows.
    """

    def __init__(self, set_timer: Callable[[float, Act], Timer]) -> None:
        """Wait by means of the screen's own timers."""
        self._set_timer = set_timer
        self._last = float("-inf")
        self._waiting: Timer | None = None

    def press(self, act: Act) -> None:
        """Take an Enter, which acts now, in a moment or not at all."""
        now = monotonic()
        since, self._last = now - self._last, now
        self._forget_waiting()
        if since < DOUBLED:
            return
        if since < HELD_STARTS_WITHIN:
            self._waiting = self._set_timer(REPEATS_WITHIN, act)
        else:
            act()

    def note(self) -> None:
        """Take note of an Enter that acted without asking, as in a text box."""
        self._last = monotonic()
        self._forget_waiting()

    def release(self) -> None:
        """Another key was pressed: the next Enter is meant."""
        self._last = float("-inf")
        self._forget_waiting()

    def _forget_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
