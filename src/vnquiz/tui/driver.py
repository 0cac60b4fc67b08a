"""The terminal driver: Textual's own, but for three ways in which it would not end as it should."""

import contextlib
import select
import sys
from threading import Thread
from typing import TYPE_CHECKING

from textual.driver import Driver

LOOKS_EVERY = 300
"""How often, in milliseconds, the terminal is asked whether it is still there."""

if TYPE_CHECKING or sys.platform != "win32":
    from textual.drivers.linux_driver import LinuxDriver

    class ForgivingDriver(LinuxDriver):
        """Reads on after a byte that is no UTF-8, is resumed only after a pause, and ends with its terminal.

        The stock driver would end the app at such a byte. From a terminal that is closed it would read on for
        ever where another process is the first of that terminal, as `make` may be, and gets the signal. And a
        terminal that is closed sends SIGCONT behind SIGHUP, at which the stock driver would start its threads
        a second time, while the app is leaving.
        """

        def run_input_thread(self) -> None:
            """Read keys until the app ends."""
            Thread(target=self._end_with_terminal, daemon=True).start()
            while not self.exit_event.is_set():
                with contextlib.suppress(UnicodeDecodeError):
                    super().run_input_thread()

        def _end_with_terminal(self) -> None:
            """End the app once its terminal is closed."""
            terminal = select.poll()
            terminal.register(self.fileno, 0)
            while not self.exit_event.is_set():
                for _, seen in terminal.poll(LOOKS_EVERY):
                    if seen & (select.POLLHUP | select.POLLERR):
                        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
                            self._loop.call_soon_threadsafe(self._app.exit)
                    return

        def _sigcont_application(self, *_: object) -> None:
            if self._must_signal_resume:
                super()._sigcont_application()


def own_driver() -> type[Driver] | None:
    """Return our driver, or None where Textual is to choose."""
    return None if sys.platform == "win32" else ForgivingDriver
