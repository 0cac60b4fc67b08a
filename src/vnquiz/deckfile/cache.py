"""Decks kept as they were read, so that opening vnquiz need not read their YAML again.

Only a deck without any problem is kept, under a checksum of all that it was made from: its text, the
concordances beside it, and the code that read it. Whatever is wrong with the cache, the deck is read anew.
"""

import contextlib
import hashlib
import io
import os
import pickle
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import vnquiz
from vnquiz.core.questions import Deck
from vnquiz.core.sanitise import sanitise_line
from vnquiz.deckfile.concordance import Shelf
from vnquiz.deckfile.reader import DeckFile, read_deck
from vnquiz.yamlfile.nodes import HAS_LIBYAML, MAX_BYTES, Document

MOST_KEPT = 400
READERS = ("core", "deckfile", "yamlfile")


class DeckCache:
    """The decks kept in a folder; `shelf` holds the sources that they may cite."""

    def __init__(self, folder: Path, shelf: Shelf) -> None:
        """Use a folder, which is made when the first deck is kept."""
        self.folder = folder
        self.shelf = shelf
        code = (path for part in READERS for path in (Path(vnquiz.__file__).parent / part).rglob("*.py"))
        sources = (path for place in shelf.folders if place.is_dir() for path in place.glob("*.json"))
        self.stamp = f"{HAS_LIBYAML}\n{_stamp(code)}\n{_stamp(sources)}".encode()

    def read(self, path: Path) -> DeckFile:
        """Return a deck file, from the cache if just this was read before."""
        kept_at = self._kept_at(path)
        if kept_at is None:
            return read_deck(path, self.shelf)
        deck = _load(kept_at)
        if deck is not None:
            return DeckFile(path, Document(sanitise_line(str(path))), deck)
        file = read_deck(path, self.shelf)
        if file.deck is not None and not file.document.problems and not file.previous_ids:
            self._keep(file.deck, kept_at)
        return file

    def _kept_at(self, path: Path) -> Path | None:
        """Return where the deck of a file is kept, or None for what is no ordinary file."""
        try:
            if not path.is_file() or path.stat().st_size > MAX_BYTES:
                return None
            text = path.read_bytes()
        except OSError:
            return None
        return self.folder / hashlib.sha256(self.stamp + text).hexdigest()

    def _keep(self, deck: Deck, kept_at: Path) -> None:
        """Keep a deck, and let the oldest go where there are too many; failing to is no harm."""
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, unfinished = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(handle, "wb") as stream:
                pickle.dump(deck, stream, pickle.HIGHEST_PROTOCOL)
            Path(unfinished).replace(kept_at)
            kept = sorted(self.folder.iterdir(), key=lambda each: each.stat().st_mtime)
            for old in kept[:-MOST_KEPT]:
                old.unlink(missing_ok=True)


class _DeckUnpickler(pickle.Unpickler):
    """Makes decks and what they are made of, and nothing else, whatever the file says."""

    def find_class(self, module: str, name: str) -> Any:
        if module in ("vnquiz.core.questions", "vnquiz.core.dates") or (module, name) == (
            "decimal",
            "Decimal",
        ):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a deck")


def _load(kept_at: Path) -> Deck | None:
    """Return the deck that is kept there, or None where there is none that can be read."""
    try:
        found = _DeckUnpickler(io.BytesIO(kept_at.read_bytes())).load()
    except FileNotFoundError:
        return None
    except Exception:  # a damaged pickle can raise anything; the deck is then read anew
        return None
    return found if isinstance(found, Deck) else None


def _stamp(paths: Iterable[Path]) -> str:
    """Return what changes when one of these files does."""
    return "\n".join(
        sorted(f"{path}:{status.st_mtime_ns}:{status.st_size}" for path in paths if (status := path.stat()))
    )
