"""Decks of a git revision: read through git, and laid out in a folder as they lay then."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from vnquiz.deckfile.concordance import FOLDER
from vnquiz.deckfile.library import SUFFIXES
from vnquiz.errors import UsageError, VnquizError
from vnquiz.yamlfile.reading import MAX_BYTES

OBJECT = re.compile(r"[0-9a-f]{40,64}")
ENTRY = re.compile(rb"100(?:644|664|755) blob ([0-9a-f]{40,64}) +(\d+)\t(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Blob:
    """A file of a revision: its path below the current folder, git's name for its content, and its size."""

    path: Path
    object: str
    size: int


def commit_of(name: str) -> str:
    """Return the commit that a name stands for in the repository one stands in.

    Raise UsageError where there is none of that name, VnquizError where there is no git.
    """
    missing = f"There is no file, folder or git revision {name}."
    if not name or name.startswith("-") or "\0" in name:
        raise UsageError(missing)
    for suffix in ("", "^{commit}"):  # one after the other: after `:/words` a suffix would be words too
        found = _git("rev-parse", "--verify", "--quiet", name + suffix)
        name = found.stdout.decode(errors="replace").strip()
        if found.returncode or not OBJECT.fullmatch(name):
            raise UsageError(f"{missing} {_complaint(found)}".strip())
    return name


def lay_out(commit: str, folder: Path) -> None:
    """Write the decks and concordances of a commit that lie below the current folder into another folder."""
    blobs = [blob for blob in _blobs(commit) if _is_wanted(blob.path)]
    small = [blob for blob in blobs if blob.size <= MAX_BYTES]
    contents = _contents(small)
    root = folder.resolve()
    for blob in blobs:
        target = folder / blob.path
        if not target.resolve().is_relative_to(root):
            continue  # a tree can be made by hand, with `..` in it
        target.parent.mkdir(parents=True, exist_ok=True)
        if blob.object in contents:
            target.write_bytes(contents[blob.object])
        else:
            target.touch()
            os.truncate(target, blob.size)  # too large to be a deck, which the reader says


def _is_wanted(path: Path) -> bool:
    """Tell whether a file may be a deck or a concordance."""
    return path.suffix in SUFFIXES or (path.suffix == ".json" and path.parent.name == FOLDER)


def _blobs(commit: str) -> list[_Blob]:
    listed = _git("ls-tree", "-r", "-l", "-z", commit)
    if listed.returncode:
        raise VnquizError(f"git cannot list the files of {commit[:12]}. {_complaint(listed)}".strip())
    found = (ENTRY.fullmatch(entry) for entry in listed.stdout.split(b"\0"))
    return [
        _Blob(Path(os.fsdecode(entry[3])), entry[1].decode(), int(entry[2]))
        for entry in found
        if entry is not None
    ]


def _contents(blobs: list[_Blob]) -> dict[str, bytes]:
    """Return the contents of files by git's names for them."""
    if not blobs:
        return {}
    read = _git("cat-file", "--batch", given="".join(f"{blob.object}\n" for blob in blobs).encode())
    contents: dict[str, bytes] = {}
    rest = memoryview(read.stdout)
    for blob in blobs:
        head = len(f"{blob.object} blob {blob.size}\n")
        if bytes(rest[:head]) != f"{blob.object} blob {blob.size}\n".encode():
            raise VnquizError(f"git cannot read {blob.path}. {_complaint(read)}".strip())
        contents[blob.object] = bytes(rest[head : head + blob.size])
        rest = rest[head + blob.size + 1 :]
    return contents


def _git(*arguments: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """Run git in the current folder, without a shell and without asking anything of anybody."""
    quiet = os.environ | {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        return subprocess.run(
            ["git", "--no-pager", *arguments], input=given, capture_output=True, env=quiet, check=False
        )
    except OSError as error:
        raise VnquizError(
            "A git revision can be compared only where git is installed, and it cannot be run here: "
            f"{error.strerror}. Name files or folders instead."
        ) from error


def _complaint(ended: "subprocess.CompletedProcess[bytes]") -> str:
    lines = ended.stderr.decode(errors="replace").splitlines()
    return f"Git says: {lines[0].removeprefix('fatal: ')}." if lines else ""
