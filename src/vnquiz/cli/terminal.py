"""Whether there is a terminal to draw on."""

import sys

from vnquiz.errors import UsageError


def require_terminal(instead: str) -> None:
    """Refuse to start the screens unless input, output and errors are a terminal; name what to use instead."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageError(f"The screens need a terminal. Without one, use: {instead}")
