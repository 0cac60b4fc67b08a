"""`vnquiz preview`: a deck as students will see it, while it is being written."""

import argparse

from vnquiz.cli.terminal import require_terminal
from vnquiz.opening import open_preview


def run_preview(options: argparse.Namespace) -> int:
    """Preview the decks of a file or folder; nothing is written to progress."""
    require_terminal("vnquiz check")
    with open_preview(options.path, options.sources) as workspace:
        from vnquiz.tui.other_apps import run_preview_app

        return run_preview_app(workspace)
