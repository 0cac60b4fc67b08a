"""Whether there is a terminal to draw on."""

import sys

from vnquiz.errors import UsageError


def require_terminal(instead: str) -> None:
    """Refuse to start the screens without a terminal on both ends, naming the command to use instead."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(f"The screens need a terminal. Without one, use: {instead}")
