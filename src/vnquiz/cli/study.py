"""`vnquiz study`: a session, on the screen or line by line."""

import argparse
import secrets
import sys

from vnquiz.cli.plain import play, say
from vnquiz.cli.terminal import require_terminal
from vnquiz.core import telling
from vnquiz.core.questions import Card
from vnquiz.core.sanitise import sanitise
from vnquiz.core.study import Mode
from vnquiz.errors import UsageError
from vnquiz.workspace import Workspace, open_workspace


def run_study(options: argparse.Namespace) -> int:
    """Study the chosen cards; exit 0 whatever the marks."""
    if not options.plain:
        require_terminal("vnquiz study --plain")
    seed = secrets.randbits(32) if options.seed is None else options.seed
    with open_workspace(
        options.deck_folders, options.deck, options.now, is_writing=True, sources=options.sources
    ) as workspace:
        cards = chosen_cards(workspace, options, seed)
        mode = Mode.CRAM if options.cram else Mode.STUDY
        if not options.plain:
            from vnquiz.tui.app import run_app

            return run_app(workspace, cards=cards, mode=mode, seed=seed)
        for fault in workspace.faults:
            print(sanitise(fault), file=sys.stderr)
        if cards:
            play(workspace.session(cards, seed, mode), workspace)
        else:
            tell_nothing(workspace)
    return 0


def chosen_cards(workspace: Workspace, options: argparse.Namespace, seed: int) -> list[Card]:
    """Return the cards that the options choose, in the order they are to be asked."""
    cards = workspace.cards(tags=options.tag)
    if options.tag and not cards:
        raise UsageError(f"No card has the tag {' or '.join(options.tag)}.")
    queue = workspace.cram(cards, seed) if options.cram else workspace.queue(cards)
    return list(queue.cards[: options.limit])


def tell_nothing(workspace: Workspace) -> None:
    """Say that nothing is due, and when something will be."""
    due = workspace.next_due()
    say("Nothing is due today.")
    if due is not None:
        say(
            f"The next card is due {telling.day_ahead(due, workspace.today)}. With --cram you can practise now."
        )
