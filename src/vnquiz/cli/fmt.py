"""`vnquiz fmt`: missing ids written down and keys put into their documented order."""

import argparse
import sys
from pathlib import Path

from vnquiz.cli.check import rendered
from vnquiz.core.sanitise import sanitise_line
from vnquiz.core.sentences import counted
from vnquiz.deckfile.concordance import Shelf
from vnquiz.deckfile.formatter import Formatted, format_deck
from vnquiz.deckfile.library import deck_paths, shelf_of
from vnquiz.errors import UsageError, VnquizError
from vnquiz.yamlfile.files import write_atomically
from vnquiz.yamlfile.reading import read_file

BYTE_ORDER_MARK = "\ufeff"


def run_fmt(options: argparse.Namespace) -> int:
    """Format decks, or with `--check` only name those that would change; return 1 if something is wrong."""
    places = [Path(path) for path in options.path]
    if not places:
        raise UsageError("Name the decks to format: vnquiz fmt my-deck.yaml, or a folder of decks.")
    for place in places:
        if not place.exists():
            raise UsageError(f"There is no file or folder {place}.")
    shelf = shelf_of(places)
    paths = list({path.resolve(): path for place in places for path in deck_paths(place)}.values())
    outcomes = [format_file(path, shelf, is_check=options.check) for path in paths]
    changed = sum(is_changed for is_changed, _, _ in outcomes)
    ids = sum(ids for _, ids, _ in outcomes)
    verb = "would be rewritten" if options.check else "rewritten"
    would = "would be written" if options.check else "written"
    print(
        f"{counted(len(paths), 'deck')}: {changed} {verb}, {counted(ids, 'id')} {would}.",
        file=sys.stderr,
    )
    is_fine = all(is_fine for _, _, is_fine in outcomes) and not (options.check and changed)
    return 0 if is_fine else 1


def format_file(path: Path, shelf: Shelf, *, is_check: bool) -> tuple[bool, int, bool]:
    """Format one file; return whether it changes, how many ids that writes, and whether all was well."""
    document = read_file(path)
    text = document.text
    try:
        formatted = format_deck(path, document, shelf)
        tell(formatted, text)
        is_changed = formatted.text != text
        if is_changed and not is_check:
            rewrite(path, text, formatted.text)
    except VnquizError as error:
        print(f"vnquiz: {sanitise_line(str(error))}", file=sys.stderr)
        return False, 0, False
    if is_changed:
        print(sanitise_line(str(path)))
    return is_changed, formatted.ids, not formatted.problems


def tell(formatted: Formatted, text: str) -> None:
    """Tell of the errors for whose sake something was left as it is."""
    lines = text.splitlines()
    for problem in formatted.problems:
        print("\n".join(rendered(problem, lines)), file=sys.stderr)


def rewrite(path: Path, old: str, new: str) -> None:
    """Write a file anew, its byte order mark kept, unless somebody else has changed it since it was read."""
    try:
        found = path.read_bytes()
    except OSError as error:
        raise VnquizError(f"{path} cannot be read any more: {error.strerror}.") from error
    mark = BYTE_ORDER_MARK if found.startswith(BYTE_ORDER_MARK.encode()) else ""
    if found != (mark + old).encode():
        raise VnquizError(f"{path} was changed while it was being formatted; run it again.")
    write_atomically(path, mark + new)
