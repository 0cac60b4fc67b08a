"""Checking again whenever a deck is saved."""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from vnquiz.core.sentences import counted
from vnquiz.deckfile.concordance import FOLDER
from vnquiz.deckfile.library import deck_paths

PAUSE = 0.2
SETTLED = 0.05
CLEAR = "\x1b[2J\x1b[3J\x1b[H"

State = dict[Path, tuple[int, int] | None]


def watch(check: Callable[[], int], places: Callable[[], Iterable[Path]]) -> int:
    """Check now and after every save, until Ctrl+C; return what the last check returned."""
    code = 0
    try:
        state = state_of(places())
        while True:
            code = check()
            announce(len(state))
            state = changed(state, places)
            if sys.stdout.isatty():
                print(CLEAR, end="", flush=True)
    except KeyboardInterrupt:
        return code


def announce(files: int) -> None:
    """Say that the watch goes on, once all that was found is printed."""
    sys.stdout.flush()
    print(f"Watching {counted(files, 'file')}; Ctrl+C ends.", file=sys.stderr, flush=True)


def changed(state: State, places: Callable[[], Iterable[Path]]) -> State:
    """Wait until something is saved, and return the state after it."""
    while state_of(places()) == state:
        time.sleep(PAUSE)
    return settled(places)


def settled(places: Callable[[], Iterable[Path]]) -> State:
    """Return the state once it stands still, as after an editor that saves in two steps."""
    state = state_of(places())
    while True:
        time.sleep(SETTLED)
        now = state_of(places())
        if now == state:
            return state
        state = now


def state_of(places: Iterable[Path]) -> State:
    """Return when each deck and concordance was last written and how large it is; None where it is gone."""
    state: State = {}
    for place in places:
        sources = (place if place.is_dir() else place.parent) / FOLDER
        for path in [*deck_paths(place), *sources.glob("*.json")]:
            try:
                found = path.stat()
                state[path] = found.st_mtime_ns, found.st_size
            except OSError:
                state[path] = None
    return state
