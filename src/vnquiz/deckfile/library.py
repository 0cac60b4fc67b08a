"""The decks of several places together: which are studied, which are hidden, what is wrong with any."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from vnquiz.core.decks import Deck
from vnquiz.core.questions import Card, CardId, DeckId
from vnquiz.core.sanitise import sanitise_line
from vnquiz.deckfile.cache import DeckCache
from vnquiz.deckfile.concordance import FOLDER, Shelf
from vnquiz.deckfile.reader import DeckFile, read_deck
from vnquiz.yamlfile.document import Document
from vnquiz.yamlfile.nodes import Extent, extent_of
from vnquiz.yamlfile.problems import Code, Problem
from vnquiz.yamlfile.reading import collector_off

SUFFIXES = (".yaml", ".yml")


@dataclass
class Library:
    """All deck files that were found, and the decks to study in their order.

    Of two places that hold a deck of one id the earlier one's is studied and the later one's `hidden`.
    """

    places: list[Path] = field(default_factory=list)
    files: list[DeckFile] = field(default_factory=list)
    hidden: list[tuple[DeckFile, DeckFile]] = field(default_factory=list)
    shown: dict[DeckId, DeckFile] = field(default_factory=dict)
    problems_elsewhere: list[Problem] = field(default_factory=list)
    shelf: Shelf = field(default_factory=lambda: Shelf(()))
    cache: DeckCache | None = None

    @cached_property
    def decks(self) -> tuple[Deck, ...]:
        """The decks to study: those with an `order` first, then by title."""
        decks = [file.deck for file in self.shown.values() if file.deck is not None]
        last = max((deck.info.order or 0 for deck in decks), default=0) + 1
        return tuple(
            sorted(
                decks,
                key=lambda deck: (
                    last if deck.info.order is None else deck.info.order,
                    deck.info.title.casefold(),
                    deck.info.id,
                ),
            )
        )

    @cached_property
    def cards(self) -> dict[CardId, Card]:
        """Every card to study, in the order of the decks."""
        return {card.id: card for deck in self.decks for card in deck.cards}

    @property
    def problems(self) -> Iterator[Problem]:
        """Every problem of every deck file, and of what the decks stand on."""
        yield from self.problems_elsewhere
        for file in self.files:
            yield from file.document.problems

    @property
    def left_out(self) -> int:
        """How many questions could not be used."""
        return sum(file.left_out for file in self.files)

    @cached_property
    def renames(self) -> dict[str, str]:
        """Former deck/question ids and the ids whose history goes on under them."""
        return {
            each.former: f"{file.deck.info.id}/{each.question}"
            for file in self.shown.values()
            if file.deck is not None
            for each in file.previous_ids
        }


def load_library(
    places: Iterable[Path],
    *,
    keep_nodes: bool = False,
    cache_folder: Path | None = None,
    judged_by: str | None = None,
) -> Library:
    """Read the decks of all places, earlier places hiding later ones.

    The nodes of their keys are kept on demand. With `cache_folder`, a deck that was read before comes from there,
    with `judged_by` only if it was judged before too (see DeckCache).
    """
    library = Library(list(places))
    shelf = library.shelf = shelf_of(library.places)
    read: Callable[[Path], DeckFile] = partial(read_deck, shelf=shelf, keep_nodes=keep_nodes)
    with collector_off():
        if cache_folder is not None:
            library.cache = DeckCache(cache_folder, shelf, judged_by)
            read = library.cache.read
        _read_places(library, read)
        if library.cache is not None:
            library.cache.trim()
    _check_previous_ids(library)
    return library


def shelf_of(places: Iterable[Path]) -> Shelf:
    """Return the concordances that lie in the folder `sources` of each place."""
    folders = ((place if place.is_dir() else place.parent) / FOLDER for place in places)
    return Shelf(dict.fromkeys(folders))


def _read_places(library: Library, read: Callable[[Path], DeckFile]) -> None:
    seen: set[str] = set()
    for place in library.places:
        own: dict[DeckId, DeckFile] = {}
        for path in deck_paths(place):
            real = os.path.realpath(path)
            if real in seen:
                continue
            seen.add(real)
            file = read(path)
            library.files.append(file)
            if file.deck is not None:
                _place(library, own, file)
        library.shown = {**own, **library.shown}


def deck_paths(place: Path) -> Sequence[Path]:
    """Return the deck files of a place, which is a file or a folder, in the order of their names."""
    if not place.is_dir():
        return [place]
    return sorted(
        path
        for path in place.rglob("*")
        if path.suffix in SUFFIXES and not any(part.startswith(".") for part in path.relative_to(place).parts)
    )


def _place(library: Library, own: dict[DeckId, DeckFile], file: DeckFile) -> None:
    """Add a deck to the decks of its place, unless its id is taken."""
    assert file.deck is not None
    deck_id = file.deck.info.id
    if deck_id in library.shown:
        library.hidden.append((file, library.shown[deck_id]))
    elif deck_id in own:
        file.document.report_at(
            Code.DUPLICATE_ID,
            *_position_of_id(library, file),
            f"The deck id `{deck_id}` is also that of {_place_of(library, own[deck_id])}.",
            "Give one of the decks another id.",
        )
        file.left_out += len(file.deck.questions)
        file.deck = None
    else:
        own[deck_id] = file


def _place_of(library: Library, file: DeckFile) -> str:
    return f"{sanitise_line(str(file.path))}, line {_position_of_id(library, file)[0]}"


def _position_of_id(library: Library, file: DeckFile) -> Extent:
    """Return where a deck's id stands, for which a deck from the cache is read again."""
    node = file.deck_node or read_deck(file.path, library.shelf).deck_node
    assert node is not None
    return extent_of(node)


def _check_previous_ids(library: Library) -> None:
    """Report former ids that are still live or that two questions claim."""
    if not any(file.previous_ids for file in library.shown.values()):
        return
    live = {
        card.partition("#")[0]
        for file in library.shown.values()
        if file.deck is not None
        for card in file.deck.roll.ids
    }
    claimed: dict[str, tuple[DeckFile, int]] = {}
    for file in library.shown.values():
        kept = []
        for each in file.previous_ids:
            if each.former in live:
                _refuse(file.document, each.extent, f"A question still bears the id `{each.former}`.")
            elif each.former in claimed:
                other, line = claimed[each.former]
                where = _place_of(library, other).rsplit(",", 1)[0]
                _refuse(
                    file.document,
                    each.extent,
                    f"`{each.former}` is also claimed by the question in line {line} of {where}.",
                )
            else:
                claimed[each.former] = file, each.line
                kept.append(each)
        file.previous_ids = kept


def _refuse(document: Document, extent: Extent, message: str) -> None:
    document.report_at(Code.PREVIOUS_ID, *extent, message, "Remove it here or there.")
