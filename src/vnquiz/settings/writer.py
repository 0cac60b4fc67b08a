"""One setting written into the settings file, everything else in it left byte for byte."""

from collections.abc import Sequence
from pathlib import Path

from vnquiz.errors import VnquizError
from vnquiz.yamlfile.entries import with_entry, without_entry
from vnquiz.yamlfile.files import write_atomically
from vnquiz.yamlfile.problems import Code
from vnquiz.yamlfile.reading import read_file

BYTE_ORDER_MARK = "\ufeff"
UNTOUCHABLE = {
    Code.UNREADABLE,
    Code.TOO_LARGE,
    Code.ENCODING,
    Code.SYNTAX,
    Code.NESTING,
    Code.ANCHOR,
    Code.SEVERAL_DOCUMENTS,
}
NEW_FILE = """\
# Settings of vnquiz, written by its settings screen; you can write here too.
# What is not set here has its default. docs/settings.md tells of every setting.

"""


def write_setting(path: Path, keys: Sequence[str], value: str | None) -> None:
    """Write a setting, named by the keys that lead to it, or take it out with None.

    Raise VnquizError if the file has a fault that makes it unsafe to write to, or cannot be written.
    """
    if not path.exists():
        if value is not None:
            write_atomically(path, with_entry(NEW_FILE, keys, value))
        return
    document = read_file(path)
    fault = next((each for each in document.problems if each.code in UNTOUCHABLE), None)
    if fault is not None:
        raise VnquizError(
            f"{path} is not written over, as it has a fault in line {fault.line}, column {fault.column}: "
            f"{fault.message} {fault.cure}".strip()
        )
    text = document.text
    changed = without_entry(text, keys) if value is None else with_entry(text, keys, value)
    if changed != text:
        write_atomically(path, _mark_of(path) + changed)


def _mark_of(path: Path) -> str:
    """Return the byte order mark that a file begins with, or nothing."""
    with path.open("rb") as file:
        return BYTE_ORDER_MARK if file.read(3) == BYTE_ORDER_MARK.encode() else ""
