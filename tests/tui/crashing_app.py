"""vnquiz with a fault of its own: drawing a verdict raises."""

import sys

from vnquiz.cli.main import main
from vnquiz.tui.screens.study import StudyScreen


class FaultError(Exception):
    """Something nobody thought of, with a text that must not steer the terminal."""


def fail(*_: object, **__: object) -> None:
    raise FaultError("\x1b]0;pawned\x07 out of the blue")


if __name__ == "__main__":
    StudyScreen.draw_verdict = fail  # type: ignore[method-assign]
    sys.exit(main())
