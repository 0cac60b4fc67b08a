"""The learner's own editor, opened at a line."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from textual.app import App, SuspendNotSupported

from vnquiz.errors import VnquizError

VARIABLES = ("VISUAL", "EDITOR")
FALLBACKS = ("notepad",) if sys.platform == "win32" else ("nano", "vim", "vi")
PLUS_LINE = ("vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "joe", "jed", "mg", "kak", "ne")
COLON_LINE = ("hx", "helix", "subl", "zed", "micro-editor")
GOTO = ("code", "codium", "code-insiders")


def open_editor(app: App[None], path: Path, line: int) -> None:
    """Open the editor at a line and wait until it is closed; raise VnquizError if that cannot be done.

    Nothing may be raised while the app is suspended: Textual would not take the terminal up again.
    """
    words = editor()
    command = [*words, *at_line(words[0], path, line)]
    try:
        with app.suspend():
            complaint = complaint_of(command)
    except SuspendNotSupported:
        raise VnquizError("An editor cannot be opened from here.") from None
    if complaint:
        raise VnquizError(complaint)


def complaint_of(command: list[str]) -> str:
    """Run a command on the terminal and return what went wrong, in a sentence; nothing where all went well."""
    try:
        done = subprocess.run(command, check=False)
    except OSError as error:
        return f"The editor {command[0]} cannot be started: {error.strerror}. Set EDITOR to the one you use."
    if done.returncode:
        return f"The editor {command[0]} ended with an error; the deck is read as it stands."
    return ""


def editor() -> list[str]:
    """Return the words of the learner's editor command; raise VnquizError where there is none."""
    for name in VARIABLES:
        try:
            words = shlex.split(os.environ.get(name, ""))
        except ValueError:
            raise VnquizError(f"${name} cannot be understood as a command.") from None
        if words:
            return words
    found = next((each for each in FALLBACKS if shutil.which(each)), None)
    if found is None:
        raise VnquizError("No editor is known: set EDITOR to the one you use.")
    return [found]


def at_line(program: str, path: Path, line: int) -> list[str]:
    """Return the arguments that open a file at a line in the editors we know, and at its beginning in others."""
    name = Path(program).name.removesuffix(".exe")
    if name in PLUS_LINE:
        return [f"+{line}", str(path)]
    if name in COLON_LINE:
        return [f"{path}:{line}"]
    if name in GOTO:
        return ["--wait", "--goto", f"{path}:{line}"]
    return [str(path)]
