"""`vnquiz study`: a session, on the screen or line by line."""

import argparse
import secrets
import sys

from vnquiz.cli.plain import play, say
from vnquiz.cli.terminal import require_terminal
from vnquiz.core import telling
from vnquiz.core.questions import Card
from vnquiz.core.sanitise import sanitise
from vnquiz.core.searching import Collection, parse_search
from vnquiz.core.sentences import counted
from vnquiz.core.study import Mode
from vnquiz.errors import UsageError
from vnquiz.opening import open_workspace
from vnquiz.workspace import AHEAD, Workspace


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
            tell_nothing(workspace, options)
    return 0


def chosen_cards(workspace: Workspace, options: argparse.Namespace, seed: int) -> list[Card]:
    """Return the cards that the options choose, in the order they are to be asked."""
    cards = workspace.cards(tags=options.tag)
    if options.tag and not cards:
        raise UsageError(f"No card has the tag {' or '.join(options.tag)}.")
    if options.search:
        cards = found_cards(workspace, cards, options.search)
    if options.misses is not None:
        cards = workspace.missed(cards, options.misses)
    if options.cram:
        cards = list(workspace.cram(cards, seed).cards)
    elif options.ahead:
        cards = list(workspace.ahead(cards, options.limit or AHEAD).cards)
    elif options.misses is None:
        cards = list(workspace.queue(cards).cards)
    return cards[: options.limit]


def found_cards(workspace: Workspace, cards: list[Card], words: str) -> list[Card]:
    """Return the cards that a search finds; raise UsageError for a filter that no card can pass."""
    search = parse_search(words)
    if search.unknown:
        raise UsageError(f"There is no {' or '.join(search.unknown)} to search for.")
    return Collection(cards, workspace.leech_threshold).find(
        search, workspace.progress.memories(), workspace.today
    )


def tell_nothing(workspace: Workspace, options: argparse.Namespace) -> None:
    """Say that there is nothing of what was asked for, and when something will be due."""
    found = " of what the search finds" if options.search else ""
    if options.misses is not None:
        say(f"Nothing{found} was missed within {counted(options.misses, 'day')}.")
        return
    if options.cram or options.ahead:
        say(f"Nothing{found} can be studied{' ahead of time' if options.ahead else ''}.")
        return
    due = workspace.next_due()
    say(f"Nothing{found} is due today.")
    if due is not None:
        say(
            f"The next card is due {telling.day_ahead(due, workspace.today)}. With --cram you can practise now."
        )
