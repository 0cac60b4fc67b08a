"""The terminal driver: Textual's own, but for two ways in which it would not end as it should."""

import contextlib
import sys
from typing import TYPE_CHECKING

from textual.driver import Driver

if TYPE_CHECKING or sys.platform != "win32":
    from textual.drivers.linux_driver import LinuxDriver

    class ForgivingDriver(LinuxDriver):
        """Reads on after a byte that is no UTF-8, and is resumed only after it was suspended.

        The stock driver would end the app at such a byte. And a terminal that is closed sends SIGCONT behind
        SIGHUP, at which the stock driver would start its threads a second time, while the app is leaving.
        """

        def run_input_thread(self) -> None:
            """Read keys until the app ends."""
            while not self.exit_event.is_set():
                with contextlib.suppress(UnicodeDecodeError):
                    super().run_input_thread()

        def _sigcont_application(self, *_: object) -> None:
            if self._must_signal_resume:
                super()._sigcont_application()


def own_driver() -> type[Driver] | None:
    """Return our driver, or None where Textual is to choose."""
    return None if sys.platform == "win32" else ForgivingDriver
