"""An editor for tests: it notes where it was opened, does to the file what the test asked for, and closes."""

from pathlib import Path
from shlex import quote

F2 = "\x1bOQ"


class OwnEditor:
    """A program by the name of a known editor, so that it is given the line."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.program = folder / "nano"
        self.note = folder / "opened"
        self.next = folder / "next"
        self.will("true")

    def will(self, code: str) -> None:
        """Let it run this code of a shell, in which `$2` is the file."""
        note = f'#!/bin/sh\necho "$@" > {quote(str(self.note))}\n'
        self.program.write_text(f"{note}{code}\n", encoding="utf-8")
        self.program.chmod(0o755)

    def will_save(self, text: str) -> None:
        """Let it put this text in place of the file's."""
        self.next.write_text(text, encoding="utf-8")
        self.will(f'cat {quote(str(self.next))} > "$2"')

    def opened_at(self) -> tuple[int, Path]:
        """Return the line and the file it was last opened at."""
        line, path = self.note.read_text(encoding="utf-8").split()
        return int(line.removeprefix("+")), Path(path)
