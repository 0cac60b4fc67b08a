"""The terminal driver: Textual's own, but for a keyboard that sends bytes that are no text."""

import contextlib
import sys
from typing import TYPE_CHECKING

from textual.driver import Driver

if TYPE_CHECKING or sys.platform != "win32":
    from textual.drivers.linux_driver import LinuxDriver

    class ForgivingDriver(LinuxDriver):
        """Goes on reading after a byte that is no UTF-8, where the stock driver would end the app."""

        def run_input_thread(self) -> None:
            """Read keys until the app ends."""
            while not self.exit_event.is_set():
                with contextlib.suppress(UnicodeDecodeError):
                    super().run_input_thread()


def own_driver() -> type[Driver] | None:
    """Return our driver, or None where Textual is to choose."""
    return None if sys.platform == "win32" else ForgivingDriver
