"""Which file holds a card that is to be edited, and copies of the decks that are not to be written to."""

from itertools import chain, count
from pathlib import Path

from vnquiz.core.questions import Card
from vnquiz.deckfile.library import Library
from vnquiz.errors import VnquizError
from vnquiz.folders import own_folders, shipped_decks
from vnquiz.yamlfile.files import write_atomically


def editable_file(library: Library, card: Card) -> Path | None:
    """Return the file in which a card can be edited, or None where its deck must first be copied.

    Raise VnquizError if its deck is no longer there.
    """
    path = file_of(library, card)
    if not is_shipped(library, path):
        return path
    own = own_copy_of(library, card)
    return own if own.exists() else None


def file_of(library: Library, card: Card) -> Path:
    """Return the file that a card is from; raise VnquizError if its deck is no longer there."""
    file = library.shown.get(card.deck.id)
    if file is None:
        raise VnquizError(f"The deck “{card.deck.title}” is no longer there.")
    return file.path


def is_shipped(library: Library, path: Path) -> bool:
    """Tell whether a file was found among the shipped decks and not where the learner asked to look."""
    *asked, last = (place.resolve() for place in library.places)
    found = path.resolve()
    return (
        last == shipped_decks().resolve()
        and found.is_relative_to(last)
        and not any(found.is_relative_to(place) for place in asked)
    )


def own_copy_of(library: Library, card: Card) -> Path:
    """Return where in the learner's own folder a copy of a card's deck stands, or would stand."""
    folder, name = own_folders().decks, file_of(library, card).name
    others = {file.path for file in library.files if file.deck and file.deck.info.id != card.deck.id}
    names = chain([name], (f"{card.deck.id}-{number}{Path(name).suffix}" for number in count(2)))
    return next(own for each in names if (own := folder / each) not in others)


def copy_deck(library: Library, card: Card) -> Path:
    """Copy a shipped deck to the learner's own folder, where it hides the other, and return the copy.

    Raise VnquizError if it cannot be copied.
    """
    path, target = file_of(library, card), own_copy_of(library, card)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise VnquizError(f"{path} cannot be read: {error.strerror}.") from error
    write_atomically(target, text)
    if target.parent not in library.places:
        library.places.insert(-1, target.parent)
    return target


def fault_of(library: Library, path: Path) -> str:
    """Return the first error of a deck file in a sentence, empty where it has none."""
    for file in library.files:
        if file.path == path:
            error = next((each for each in file.document.problems if each.is_error), None)
            return "" if error is None else f"Line {error.line}: {error.message} {error.cure}".strip()
    return ""
