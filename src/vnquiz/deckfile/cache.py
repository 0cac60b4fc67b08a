"""Decks kept as they were read and judged, so that neither need be done again.

What is kept lies under a checksum of all that it was made from: the deck's text, the concordances beside it, and
the code that read it. Whatever is wrong with the cache, the deck is read anew.
"""

import contextlib
import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import lru_cache, partial
from importlib.util import find_spec
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

import vnquiz
from vnquiz.core.decks import Deck, DeckBody, Roll
from vnquiz.core.questions import Card, DeckInfo, Question
from vnquiz.core.sanitise import sanitise_line
from vnquiz.deckfile.concordance import LARGEST, Shelf
from vnquiz.deckfile.questions import FormerId
from vnquiz.deckfile.reader import DeckFile, deck_from
from vnquiz.yamlfile.document import Document
from vnquiz.yamlfile.problems import Problem
from vnquiz.yamlfile.reading import ENCODING, collector_off, read_bytes, read_raw, read_text

MOST_KEPT = 1000
MOST_BYTES = 256 * 1024 * 1024
READERS = ("core", "deckfile", "yamlfile")


@dataclass(frozen=True, slots=True)
class KeptDeck:
    """What reading a deck file gave, but for its nodes, its questions and its cards, which stand behind it."""

    info: DeckInfo
    roll: Roll
    left_out: int
    problems: tuple[Problem, ...]
    previous_ids: tuple[FormerId, ...]


@dataclass(frozen=True, slots=True)
class KeptBody:
    """The questions and the cards of a deck."""

    questions: tuple[Question, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class KeptJudgement:
    """What is wrong with the citations and the wording of a deck."""

    problems: tuple[Problem, ...]


Kept = TypeVar("Kept", KeptDeck, KeptBody, KeptJudgement)


class DeckCache:
    """The decks kept in a folder; `shelf` holds the sources that they may cite.

    With `judged_by`, which tells by what texts the decks are to be judged, a deck comes from the folder only
    together with that judgement; else it is read with the nodes that judging needs. Its questions and cards are not
    kept then, for whoever judges a deck has no use for them later.
    """

    def __init__(self, folder: Path, shelf: Shelf, judged_by: str | None = None) -> None:
        """Use a folder, which is made when the first deck is kept."""
        self.folder = folder
        self.shelf = shelf
        self.judged_by = judged_by
        made_by = (sys.version, *_code_stamps(), *_source_stamps(shelf))
        self._stamp = "\n".join(made_by).encode()
        self._unjudged: dict[Path, tuple[Path, KeptDeck]] = {}
        self._has_grown = False

    def read(self, path: Path) -> DeckFile:
        """Return a deck file, from the cache if just this was read before."""
        document = Document(sanitise_line(str(path)))
        raw = read_bytes(path, document)
        if raw is None:
            return DeckFile(path, document)
        checksum = hashlib.sha256(self._stamp)
        checksum.update(raw)
        body_at = kept_at = self.folder / checksum.hexdigest()
        if self.judged_by is not None:
            checksum.update(f"\n{self.judged_by}".encode())
            kept_at = self.folder / checksum.hexdigest()
        kept = _load(kept_at, KeptDeck)
        judgement = None if self.judged_by is None else _load(kept_at, KeptJudgement, behind=KeptDeck)
        if kept is not None and (self.judged_by is None or judgement is not None):
            document.text = raw.decode(ENCODING)
            document.problems = _placed(kept.problems, document.path)
            fetch = partial(self._fetch, body_at, path, document.text)
            deck = Deck.fetched_later(kept.info, kept.roll, fetch)
            judged = None if judgement is None else _placed(judgement.problems, document.path)
            return DeckFile(path, document, deck, kept.left_out, list(kept.previous_ids), judged=judged)
        file = deck_from(path, read_raw(raw, document), self.shelf, keep_nodes=self.judged_by is not None)
        if (deck_read := file.deck) is not None:
            problems, former = tuple(document.problems), tuple(file.previous_ids)
            head = KeptDeck(deck_read.info, deck_read.roll, file.left_out, problems, former)
            if self.judged_by is None:
                self._keep(kept_at, head, KeptBody(deck_read.questions, deck_read.cards))
            else:
                self._unjudged[path] = kept_at, head
        return file

    def _fetch(self, kept_at: Path, path: Path, text: str) -> DeckBody:
        """Return the questions and cards of a deck that is kept, reading its text again should they be lost."""
        with collector_off():
            body = _load(kept_at, KeptBody, behind=KeptDeck)
            if body is not None:
                return body.questions, body.cards
            deck = deck_from(path, read_text(text, Document(sanitise_line(str(path)))), self.shelf).deck
        assert deck is not None
        return deck.questions, deck.cards

    def keep_judgements(self, files: Iterable[DeckFile]) -> None:
        """Keep how decks that were read through this cache were judged."""
        for file in files:
            if file.judged is not None and file.path in self._unjudged:
                kept_at, head = self._unjudged[file.path]
                self._keep(kept_at, head, KeptJudgement(tuple(file.judged)))
        self.trim()

    def _keep(self, kept_at: Path, *found: KeptDeck | KeptBody | KeptJudgement) -> None:
        """Keep what was found, one behind the other; failing to is no harm.

        What a damaged concordance has spoilt is not kept, as its fault would not be met again.
        """
        if self.shelf.faults:
            return
        import tempfile  # it loads much that a run which keeps nothing can do without

        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, unfinished = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(handle, "wb") as stream:
                for each in found:
                    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(each)
            Path(unfinished).replace(kept_at)
            self._has_grown = True

    def trim(self) -> None:
        """Let the oldest go where too much was kept."""
        if not self._has_grown:
            return
        with contextlib.suppress(OSError):
            kept = [
                (status.st_mtime, status.st_size, each)
                for each in self.folder.iterdir()
                if (status := each.stat())
            ]
            size = 0
            for number, (_, bytes_, old) in enumerate(sorted(kept, reverse=True)):
                size += bytes_
                if number >= MOST_KEPT or size > MOST_BYTES:
                    old.unlink(missing_ok=True)


class _Pickler(pickle.Pickler):
    """Writes each dataclass as a call of its class, which is written and read much quicker than its state.

    So it does with the members of enumerations, which some versions of Python look up by calls that are not admitted.
    """

    def reducer_override(self, found: Any) -> Any:
        """Return the class and the arguments that make a thing; what is neither of the two is written as ever."""
        kind = type(found)
        if isinstance(found, Enum):
            return kind, (found.value,)
        return (kind, _arguments_of(kind)(found)) if is_dataclass(kind) else NotImplemented


@lru_cache(maxsize=64)
def _arguments_of(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """Return what takes from a dataclass the arguments that it was made with."""
    names = [each.name for each in fields(kind)]
    return attrgetter(*names) if len(names) > 1 else lambda found: (getattr(found, names[0]),)


class Unpickler(pickle.Unpickler):
    """Makes decks, problems and what they are made of, and nothing else, whatever the file says."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class of the modules that define such things; a dotted name could lead out of them."""
        if name in MADE_OF.get(module, (name,) if module in MODULES else ()) and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a deck")


MODULES = ("vnquiz.core.decks", "vnquiz.core.questions", "vnquiz.core.dates", "vnquiz.yamlfile.problems")
MADE_OF = {
    "decimal": ("Decimal",),
    "vnquiz.deckfile.questions": (FormerId.__name__,),
    __name__: (KeptDeck.__name__, KeptBody.__name__, KeptJudgement.__name__),
}


def _load(kept_at: Path, kind: type[Kept], behind: type | None = None) -> Kept | None:
    """Return what is kept there, behind something else if need be, or None where nothing can be read."""
    try:
        with kept_at.open("rb") as stream:
            if behind is not None and not isinstance(Unpickler(stream).load(), behind):
                return None
            found = Unpickler(stream).load()
    except Exception:  # a damaged pickle can raise anything; the deck is then read anew
        return None
    return found if isinstance(found, kind) else None


def _placed(problems: Iterable[Problem], path: str) -> list[Problem]:
    """Return problems as those of a file that may have had another name when they were found."""
    return [replace(problem, path=path) for problem in problems]


def _code_stamps() -> Iterator[str]:
    """Yield what changes when the code does that reads and judges decks, or the parser that reads some of them."""
    package = Path(vnquiz.__file__).parent
    parser = find_spec("yaml")
    of_parser = [Path(parser.origin)] if parser is not None and parser.origin is not None else []
    for path in sorted([*of_parser, *(path for part in READERS for path in (package / part).rglob("*.py"))]):
        status = path.stat()
        yield f"{path}:{status.st_mtime_ns}:{status.st_size}"


def _source_stamps(shelf: Shelf) -> Iterator[str]:
    """Yield what changes when a concordance does, or which of them comes first."""
    for number, folder in enumerate(shelf.folders):
        for path in sorted(folder.glob("*.json") if folder.is_dir() else ()):
            content = b""
            with contextlib.suppress(OSError):
                if path.is_file():
                    with path.open("rb") as stream:
                        content = stream.read(LARGEST + 1)
            yield f"{number}:{path.name}:{hashlib.sha256(content).hexdigest()}"
