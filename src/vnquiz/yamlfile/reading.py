"""YAML files read into nodes that keep their positions; nothing is constructed or guessed.

Every scalar stays the text that was typed: `no`, `1.10`, `012` and `2024-01-01` mean what the field they stand
in makes of them. Most files are read line by line; what that does not suffice for goes to the parser.
"""

import gc
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vnquiz.core.sanitise import sanitise, sanitise_line
from vnquiz.yamlfile.document import Document, place_in
from vnquiz.yamlfile.problems import Code
from vnquiz.yamlfile.quick import quick_root

MAX_BYTES = 16 * 1024 * 1024
ENCODING = "utf-8-sig"

PLAIN_ASCII = bytes(range(0x20, 0x7F)) + b"\r\n"
ANCHOR_OR_TAG = re.compile(r"(?:^|[\s\[\]{},:'\"-])(?:&(?! )|!)")


def read_file(path: Path) -> Document:
    """Read a YAML file; what is wrong with it is among the document's problems, nothing is raised."""
    document = Document(sanitise_line(str(path)))
    raw = read_bytes(path, document)
    return document if raw is None else read_raw(raw, document)


def read_bytes(path: Path, document: Document) -> bytes | None:
    """Return what a file holds, or None after reporting why it cannot be read."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            document.report_at(Code.UNREADABLE, 1, 1, 2, "This is not a file that can be read.")
            return None
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        document.report_at(Code.UNREADABLE, 1, 1, 2, f"The file cannot be read: {reason}.")
        return None
    if len(raw) > MAX_BYTES:
        document.report_at(
            Code.TOO_LARGE, 1, 1, 2, "The file is larger than 16 MiB.", "Split it into several decks."
        )
        return None
    return raw


def read_raw(raw: bytes, document: Document) -> Document:
    """Read what a YAML file holds into the document, whose path names the file."""
    try:
        text = raw.decode(ENCODING)
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", errors="replace").removeprefix("\ufeff")
        line, column = place_in(before, len(before))
        document.report_at(
            Code.ENCODING, line, column, column + 1, "The file is not UTF-8 here.", "Save it as UTF-8."
        )
        return document
    return read_text(text, document)


def read_text(text: str, document: Document) -> Document:
    """Read YAML text into the document, whose path names where it came from."""
    document.text = text
    is_plain = holds_plain_texts(text)
    with collector_off(), document.impatience():
        document.root = quick_root(text) if is_plain else None
        if document.root is None:
            from vnquiz.yamlfile.parsing import parse  # only such a file pays for loading a parser

            parse(document, is_plain=is_plain and "\\" not in text)
    return document


@contextmanager
def collector_off() -> Iterator[None]:
    """Keep the garbage collector from walking the many objects that are being made, and those that were made.

    Freezing and thawing them puts them among the oldest objects, at once and unexamined.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def holds_plain_texts(text: str) -> bool:
    """Tell whether no scalar of a file can have an anchor, a tag, or, but for escapes, what sanitising would change.

    Of most files that is soon seen: few have any of the signs, and beyond ASCII there are only some letters.
    """
    if ("&" in text or "!" in text) and ANCHOR_OR_TAG.search(text):
        return False
    beyond_ascii = text.encode().translate(None, delete=PLAIN_ASCII).decode()
    return sanitise(beyond_ascii) == beyond_ascii
