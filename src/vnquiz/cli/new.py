"""`vnquiz new`: a small deck to begin with."""

import argparse
import shlex
import sys
from pathlib import Path

from vnquiz.core.folding import slug
from vnquiz.core.sanitise import sanitise_line
from vnquiz.deckfile.concordance import Shelf
from vnquiz.deckfile.library import SUFFIXES
from vnquiz.deckfile.reader import deck_from
from vnquiz.deckfile.schema import SCHEMA_FILE
from vnquiz.deckfile.starter import Starter, starter_text
from vnquiz.deckfile.values import LANGUAGE
from vnquiz.errors import UsageError
from vnquiz.yamlfile.document import Document
from vnquiz.yamlfile.files import write_atomically
from vnquiz.yamlfile.reading import read_text

DEFAULT_LANGUAGE = "en"


def run_new(options: argparse.Namespace) -> int:
    """Write a starter deck; print its path on stdout and what to do next on stderr."""
    path = Path(options.path)
    if path.suffix not in SUFFIXES:
        path = path.with_name(f"{path.name}.yaml")
    if path.exists():
        raise UsageError(f"{path} is already there; choose another name.")
    title, language = title_and_language(options)
    deck_id = options.id or slug(title) or slug(path.stem)
    if not deck_id:
        raise UsageError("Say what the deck's id is to be: add --id with small letters, digits and hyphens.")
    shown = shlex.quote(str(path))
    text = starter_text(Starter(deck_id, title, language, schema_for(path)), sanitise_line(shown))
    refuse_faults(text, path)
    write_atomically(path, text)
    print(sanitise_line(str(path)))
    print(
        f"A deck to begin with. Open it in your editor, and look at it from time to time:\n"
        f"  vnquiz check --strict {sanitise_line(shown)}\n"
        f"  vnquiz preview {sanitise_line(shown)}\n"
        f"  vnquiz study {sanitise_line(shown)}",
        file=sys.stderr,
    )
    return 0


def title_and_language(options: argparse.Namespace) -> tuple[str, str]:
    """Return what was given, asking for the rest where somebody is there to answer."""
    title, language = options.title, options.language
    if all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        title = title or asked("Title: ")
        language = language or asked_language()
    if not title or not title.strip():
        raise UsageError("Say what the deck is called: add --title “…”.")
    return sanitise_line(" ".join(title.split())), language or DEFAULT_LANGUAGE


def asked(question: str) -> str:
    """Return what is typed in answer to a question, nothing where input ends."""
    try:
        return input(question).strip()
    except EOFError:
        print()
        return ""


def asked_language() -> str:
    """Return the code of a language, asked for again until it is one or nothing."""
    while True:
        code = asked(f"Language of the answers, such as en or vi [{DEFAULT_LANGUAGE}]: ")
        if not code or LANGUAGE.fullmatch(code):
            return code
        print("That is no code of a language: write en, vi or the like.", file=sys.stderr)


def schema_for(path: Path) -> str:
    """Return where the editor finds the schema: beside the deck if it lies there, else in this installation."""
    beside = path.parent / SCHEMA_FILE.name
    return SCHEMA_FILE.name if beside.is_file() else SCHEMA_FILE.as_uri()


def refuse_faults(text: str, path: Path) -> None:
    """Raise UsageError where what was given makes no good deck."""
    file = deck_from(path, read_text(text, Document(str(path))), Shelf(()))
    for problem in file.document.problems:
        raise UsageError(f"{problem.message} {problem.cure}".strip())
