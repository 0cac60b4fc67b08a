"""`vnquiz decks`: the library, deck by deck."""

import argparse
import sys

from vnquiz.cli.data import as_data
from vnquiz.core.sanitise import sanitise_line
from vnquiz.opening import open_workspace
from vnquiz.workspace import DeckRow


def run_decks(options: argparse.Namespace) -> int:
    """Print every deck with what is new and due today."""
    with open_workspace(options.deck_folders, now=options.now, is_writing=False) as workspace:
        rows = workspace.overview().rows
        if options.json:
            print(as_data([as_json(row) for row in rows]))
        else:
            print_table(rows)
        for fault in workspace.faults:
            print(sanitise_line(fault), file=sys.stderr)
        for hidden, by in workspace.library.hidden:
            print(
                f"{sanitise_line(str(hidden.path))} is hidden by {sanitise_line(str(by.path))}, "
                "which has the same id.",
                file=sys.stderr,
            )
    return 0


def as_json(row: DeckRow) -> dict[str, object]:
    """Return a deck as `decks --json` prints it."""
    return {
        "id": row.deck.info.id,
        "title": row.deck.info.title,
        "path": str(row.path),
        "cards": row.tally.cards,
        "new": row.new,
        "due": row.due,
        "learned": row.tally.learned,
        "suspended": row.tally.suspended,
        "problems": row.problems,
    }


def print_table(rows: tuple[DeckRow, ...]) -> None:
    """Print the decks in columns."""
    heads = ("id", "title", "cards", "new", "due", "learned", "suspended", "problems", "path")
    table = [heads, *(tuple(sanitise_line(str(as_json(row)[head])) for head in heads) for row in rows)]
    widths = [max(len(line[i]) for line in table) for i in range(len(heads) - 1)]
    for line in table:
        cells = [
            cell.rjust(width)
            if heads[i] in ("cards", "new", "due", "learned", "suspended", "problems")
            else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=False))
        ]
        print("  ".join([*cells, line[-1]]).rstrip())
