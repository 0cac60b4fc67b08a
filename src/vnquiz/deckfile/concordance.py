"""Concordances: what a document is, and the sorted words and figures of each paragraph, not its sentences."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from vnquiz.core.questions import Citation, Source
from vnquiz.core.sanitise import sanitise, sanitise_line
from vnquiz.deckfile.words import index_of
from vnquiz.yamlfile.problems import Code, Problem, Severity

FOLDER = "sources"
FORMAT = "vnquiz concordance 1"
LARGEST = 16 * 1024 * 1024
LONGEST_HEAD = 16 * 1024
TEXT_ENDINGS = (".txt", ".md", ".markdown")


class ConcordanceError(ValueError):
    """A file is no concordance; the text says why, as the end of a sentence."""


@dataclass(frozen=True)
class Concordance:
    """A source and the index of each of its paragraphs, in order; `checksum` is that of the text it was made from."""

    source: Source
    paragraphs: tuple[frozenset[str], ...]
    checksum: str

    @cached_property
    def whole(self) -> frozenset[str]:
        """The words and figures of all paragraphs."""
        return frozenset().union(*self.paragraphs)

    def cited(self, citation: Citation) -> frozenset[str]:
        """Return the words and figures of the cited paragraphs."""
        return frozenset().union(*self.paragraphs[citation.first - 1 : citation.last])

    def to_json(self) -> str:
        """Return the concordance as the text of its file."""
        facts = {name: text for name, text in asdict(self.source).items() if text and name != "id"}
        lines = [json.dumps(sorted(words), ensure_ascii=False) for words in self.paragraphs]
        head = {"format": FORMAT, "source": self.source.id, **facts, "checksum": self.checksum}
        opening = json.dumps(head, ensure_ascii=False, indent=1)[:-2]
        return opening + ',\n "paragraphs": [\n  ' + ",\n  ".join(lines) + "\n ]\n}\n"


def paragraphs_of(text: str, *, is_markdown: bool) -> list[str]:
    """Return the paragraphs of a document: lines that are not blank, in Markdown blocks between blank lines."""
    lines = [line.strip() for line in text.removeprefix("\ufeff").splitlines()]
    if not is_markdown:
        return [line for line in lines if line]
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [" ".join(block) for block in blocks if block]


def concordance_of(text: str, source: Source, *, is_markdown: bool) -> Concordance:
    """Return the concordance of a document's text."""
    return concordance_of_paragraphs(paragraphs_of(text, is_markdown=is_markdown), source)


def concordance_of_paragraphs(paragraphs: Sequence[str], source: Source) -> Concordance:
    """Return the concordance of a document whose paragraphs are known."""
    indices = tuple(index_of(paragraph) for paragraph in paragraphs)
    return Concordance(source, indices, checksum_of(paragraphs))


def checksum_of(paragraphs: Sequence[str]) -> str:
    """Return the SHA-256 of the paragraphs, by which a text is known again."""
    return hashlib.sha256("\n".join(paragraphs).encode()).hexdigest()


def read_concordance(path: Path) -> Concordance:
    """Return a concordance from its file; raise ConcordanceError if it is none, OSError if it cannot be read."""
    with path.open("rb") as stream:
        raw = stream.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise ConcordanceError("is larger than 16 MiB")
    try:
        fields = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ConcordanceError("is not valid JSON") from error
    source = _source_in(fields)
    if source is None:
        raise ConcordanceError("is not a concordance of a known format")
    paragraphs = fields.get("paragraphs")
    if not isinstance(paragraphs, list) or not all(_is_words(words) for words in paragraphs):
        raise ConcordanceError("holds no lists of words")
    return Concordance(
        source, tuple(frozenset(words) for words in paragraphs), _line(fields.get("checksum", ""))
    )


def read_head(path: Path) -> Source | None:
    """Return the source of a concordance, or None where it cannot be told without the paragraphs."""
    try:
        with path.open("rb") as stream:
            head, mark, _ = stream.read(LONGEST_HEAD).partition(b'"paragraphs"')
        return _source_in(json.loads(head.rstrip().removesuffix(b",") + b"}")) if mark else None
    except (OSError, ValueError, RecursionError):
        return None


def _source_in(fields: Any) -> Source | None:
    """Return the source that the fields of a concordance describe, or None where they are not those of one."""
    if not isinstance(fields, dict) or fields.get("format") != FORMAT:
        return None
    texts = {name: _line(fields.get(name, "")) for name in _SOURCE_FIELDS}
    return Source(id=_line(fields.get("source", "")), **texts)


_SOURCE_FIELDS = ("title", "publisher", "date", "url", "author", "accessed")


def _is_words(words: Any) -> bool:
    return isinstance(words, list) and all(isinstance(word, str) and word for word in words)


def _line(text: Any) -> str:
    return sanitise_line(text) if isinstance(text, str) else ""


class Shelf:
    """The concordances of some folders, of each the head when a deck first cites its source, the rest on demand.

    `faults` collects what was wrong with any of them, as pairs of a path and the end of a sentence.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        """Look in these folders, the earlier first."""
        self.folders = list(folders)
        self.faults: list[tuple[Path, str]] = []
        self._read: dict[str, Concordance | None] = {}
        self._sources: dict[str, Source | None] = {}

    def source(self, source_id: str) -> Source | None:
        """Return what is known of a source, or None where it has no concordance."""
        if source_id not in self._sources:
            self._sources[source_id] = self._find_source(source_id)
        return self._sources[source_id]

    def get(self, source_id: str) -> Concordance | None:
        """Return the concordance of a source, or None where there is none."""
        if source_id not in self._read:
            self._read[source_id] = self._find(source_id)
        return self._read[source_id]

    @property
    def problems(self) -> Iterator[Problem]:
        """What is wrong with the concordances that were looked at."""
        for path, reason in self.faults:
            message = f"This concordance {reason}."
            yield Problem(str(path), 1, 1, 2, Code.BAD_CONCORDANCE, Severity.ERROR, message)

    def names(self) -> list[str]:
        """Return the ids of all sources there are."""
        return sorted(
            {path.stem for folder in self.folders if folder.is_dir() for path in folder.glob("*.json")}
        )

    def _find_source(self, source_id: str) -> Source | None:
        source = next(map(read_head, self._files(source_id)), None)
        if source is not None and source.id == source_id:
            return source
        whole = self.get(source_id)
        return None if whole is None else whole.source

    def _files(self, source_id: str) -> Iterator[Path]:
        paths = (folder / f"{source_id}.json" for folder in self.folders)
        return (path for path in paths if path.is_file())

    def _find(self, source_id: str) -> Concordance | None:
        for path in self._files(source_id):
            try:
                found = read_concordance(path)
            except ConcordanceError as error:
                self.faults.append((path, str(error)))
            except OSError as error:
                self.faults.append((path, f"cannot be read: {error.strerror}"))
            else:
                if found.source.id == source_id:
                    return found
                self.faults.append((path, f"is the concordance of `{found.source.id}`"))
        return None


class Texts:
    """The documents themselves, from a folder on the learner's machine; they are never shipped.

    A text belongs to a source if its file is named after it, or if it is the text its concordance was made from.
    `stamp` changes when any of the texts does.
    """

    def __init__(self, folder: Path) -> None:
        """Look in a folder."""
        self._by_name: dict[str, list[str]] = {}
        self._by_checksum: dict[str, list[str]] = {}
        self.stamp = "texts\n"
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            if path.suffix not in TEXT_ENDINGS or not path.is_file() or path.stat().st_size > LARGEST:
                continue
            text = path.read_text(encoding="utf-8", errors="replace")
            paragraphs = paragraphs_of(text, is_markdown=path.suffix != ".txt")
            checksum = checksum_of(paragraphs)
            self._by_name[path.stem] = paragraphs
            self._by_checksum[checksum] = paragraphs
            self.stamp += f"{path.stem}:{checksum}\n"

    def paragraphs(self, source_id: str, concordance: Concordance | None) -> list[str] | None:
        """Return the paragraphs of a source, or None where its text is not here."""
        named = self._by_name.get(source_id)
        if named is None and concordance is not None:
            return self._by_checksum.get(concordance.checksum)
        return named

    def passage(self, citation: Citation, concordance: Concordance | None) -> list[tuple[int, str]]:
        """Return the cited paragraphs with their numbers, as far as the text is here."""
        paragraphs = self.paragraphs(citation.source, concordance) or []
        numbered = list(enumerate(paragraphs, 1))[citation.first - 1 : citation.last]
        return [(number, sanitise(text)) for number, text in numbered]
