"""`vnquiz diff`: what changed between two editions of decks, and what that does to a learner's schedule."""

import argparse
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from vnquiz.cli.data import as_data
from vnquiz.core.changes import (
    Added,
    Altered,
    Change,
    DeckChanges,
    Kind,
    Removed,
    answer_of,
    compare,
    schedule,
)
from vnquiz.core.decks import Deck
from vnquiz.core.markup import plain
from vnquiz.core.questions import Card, type_of
from vnquiz.core.sanitise import sanitise_line
from vnquiz.core.sentences import counted
from vnquiz.core.telling import from_to, prompt
from vnquiz.deckfile.concordance import FOLDER
from vnquiz.deckfile.library import Library, load_library
from vnquiz.deckfile.revisions import commit_of, lay_out
from vnquiz.errors import VnquizError

WIDTH = 90
HEADINGS = {
    Kind.ANSWER: "answer changed",
    Kind.TYPE: "another type",
    Kind.ROWS: "drawn from other rows",
    Kind.RENAMED: "renamed",
    Kind.MOVED: "moved",
    Kind.MARKING: "marked differently",
    Kind.WORDING: "wording only",
    Kind.NEW: "new",
    Kind.REMOVED: "removed",
}


@dataclass(frozen=True, slots=True)
class Edition:
    """One side of the comparison: the decks under `place`, which is a scratch folder for those of a revision."""

    name: str
    place: Path
    library: Library
    is_revision: bool


def run_diff(options: argparse.Namespace) -> int:
    """Print what changed on stdout and a summary on stderr; return 0 whether anything changed or not."""
    with TemporaryDirectory(prefix="vnquiz-diff-") as scratch:
        old = read_edition(options.old, Path(scratch, "old"))
        new = read_edition(options.new, Path(scratch, "new"))
        for edition in (old, new):
            tell_what_is_left_out(edition)
        found = compare(decks_beside(old, new), decks_beside(new, old), new.library.renames)
    changes = [change for deck in found for change in deck.changes]
    if options.json:
        print(as_data([as_json(change) for change in changes]))
    else:
        print_changes(found)
    print(summary(changes), file=sys.stderr)
    return 0


def read_edition(name: str, scratch: Path) -> Edition:
    """Return the decks of a file, a folder or else a git revision; raise VnquizError if none of them works."""
    place = Path(name)
    is_revision = not (name and place.exists())
    if is_revision:
        scratch.mkdir()
        lay_out(commit_of(name), scratch)
        place = scratch
    library = load_library(with_sources(place))
    if library.files and not library.decks:
        raise VnquizError(f"No deck of {name} can be read; vnquiz check says why.")
    return Edition(name, place, library, is_revision)


def with_sources(place: Path) -> list[Path]:
    """Return a place, and the folders in it that have concordances beside their decks."""
    if not place.is_dir():
        return [place]
    shelves = [found.relative_to(place).parent for found in sorted(place.rglob(FOLDER)) if found.is_dir()]
    visible = [shelf for shelf in shelves if not any(part.startswith(".") for part in shelf.parts)]
    return [place, *(place / shelf for shelf in visible)]


def decks_beside(one: Edition, other: Edition) -> list[Deck]:
    """Return the decks of an edition that are to be compared with another.

    Of a revision beside a path in the current folder these are the decks below that path, and those of which
    an edition is there.
    """
    decks = list(one.library.decks)
    here, place = Path.cwd().resolve(), other.place.resolve()
    if not one.is_revision or other.is_revision or not place.is_relative_to(here):
        return decks
    return [
        deck
        for deck in decks
        if deck.info.id in other.library.shown
        or (here / one.library.shown[deck.info.id].path.relative_to(one.place)).is_relative_to(place)
    ]


def tell_what_is_left_out(edition: Edition) -> None:
    """Say on stderr what of an edition is taken as absent."""
    unread = sum(file.deck is None for file in edition.library.files)
    parts = [
        counted(number, noun)
        for number, noun in ((unread, "file"), (edition.library.left_out, "question"))
        if number
    ]
    if parts:
        words = f"{edition.name}: {' and '.join(parts)} left out, as if not there; vnquiz check says why."
    elif not edition.library.decks:
        words = f"{edition.name}: no deck there."
    else:
        return
    print(sanitise_line(words), file=sys.stderr)


def summary(changes: list[Change]) -> str:
    """Return one sentence on what changed."""
    if not changes:
        return "No card changed."
    found = Counter(
        "new" if isinstance(change, Added) else "removed" if isinstance(change, Removed) else "changed"
        for change in changes
    )
    return ", ".join(f"{counted(number, 'card')} {what}" for what, number in sorted(found.items())) + "."


def as_json(change: Change) -> dict[str, object]:
    """Return a change as `diff --json` prints it."""
    old = change.old if isinstance(change, Altered) else change.card if isinstance(change, Removed) else None
    new = None if isinstance(change, Removed) else change.card
    return {
        "deck": change.card.deck.id,
        "card": change.card.id,
        "kinds": [kind.value for kind in change.kinds],
        "question": plain(prompt(change.card)),
        "old_id": None if old is None else old.id,
        "old_type": None if old is None else type_of(old.question.body),
        "new_type": None if new is None else type_of(new.question.body),
        "old_answer": None if old is None else answer_of(old) or None,
        "new_answer": None if new is None else answer_of(new) or None,
        "parts": list(change.parts) if isinstance(change, Altered) else [],
        "schedule": schedule(change),
        "advice": advice(change),
    }


def advice(change: Change) -> str:
    """Return what the author may have meant, empty where there is no doubt."""
    if not isinstance(change, Added) or change.twin is None:
        return ""
    former = change.twin.partition("#")[0]
    same = f"asks the same as {former}, which is gone"
    return same if "." in change.card.question.id else f"{same}; `previous_ids: {former}` keeps its history"


def print_changes(decks: Iterable[DeckChanges]) -> None:
    """Print the changes deck by deck, those of one kind together under what they do to a schedule."""
    for deck in decks:
        print(sanitise_line(f"{deck.deck.title} ({deck.deck.id})"))
        for group, changes in groupby(sorted(deck.changes, key=_rank), key=heading):
            print(f"\n  {group}")
            for change in changes:
                for line in described(change):
                    print(f"    {sanitise_line(line)}")
        print()


def _rank(change: Change) -> tuple[int, ...]:
    return tuple(list(Kind).index(kind) for kind in _heads(change))


def _heads(change: Change) -> tuple[Kind, ...]:
    """Return the kinds that are named above a card: new wording only where it is all there is."""
    return tuple(kind for kind in change.kinds if kind is not Kind.WORDING) or change.kinds


def heading(change: Change) -> str:
    """Return what became of a card and what that does to a learner's schedule."""
    words = ", ".join(HEADINGS[kind] for kind in _heads(change))
    return f"{words[0].upper()}{words[1:]}: {schedule(change)}"


def described(change: Change) -> Iterator[str]:
    """Yield the lines on one card: its id and question, then what changed in it."""
    question = " ".join(plain(prompt(change.card)).split())
    yield f"{own_id(change.card)} · {textwrap.shorten(question, WIDTH, placeholder=' …')}"
    match change:
        case Added():
            if words := advice(change):
                yield f"  {words}"
        case Altered(old, card, kinds, parts):
            if Kind.RENAMED in kinds:
                yield f"  {from_to(old.id, card.id)}"
            if Kind.TYPE in kinds:
                yield f"  {from_to(type_of(old.question.body), type_of(card.question.body))}"
            if Kind.ANSWER in kinds:
                yield f"  {from_to(spoken(old), spoken(card))}"
            if parts:
                yield f"  {', '.join(parts)}"
        case Removed():
            pass


def own_id(card: Card) -> str:
    """Return the id of a card within its deck."""
    return card.id.partition("/")[2]


def spoken(card: Card) -> str:
    """Return the right answer of a card as it is read."""
    answer = answer_of(card)
    return plain(answer) if type_of(card.question.body) == "flashcard" else answer
