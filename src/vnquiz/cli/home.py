"""`vnquiz` without a command: the home screen."""

import argparse
import secrets

from vnquiz.cli.terminal import require_terminal
from vnquiz.opening import open_workspace


def run_home(options: argparse.Namespace) -> int:
    """Open the home screen."""
    require_terminal("vnquiz study --plain, or vnquiz --help")
    with open_workspace(
        options.deck_folders, now=options.now, is_writing=True, sources=options.sources
    ) as workspace:
        from vnquiz.tui.app import run_app

        return run_app(workspace, seed=secrets.randbits(32))
