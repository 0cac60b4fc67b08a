"""`vnquiz check`: every problem of every deck."""

import argparse
import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from vnquiz.core.sanitise import sanitise_line
from vnquiz.core.telling import counted
from vnquiz.deckfile.citations import check_citations, derivations
from vnquiz.deckfile.concordance import Texts
from vnquiz.deckfile.library import Library, load_library
from vnquiz.errors import UsageError
from vnquiz.workspace import deck_places, existing_folder
from vnquiz.yamlfile.problems import Problem, Severity

WIDTH = 100


def run_check(options: argparse.Namespace) -> int:
    """Print the problems on stdout and a summary on stderr; return 1 if there are errors."""
    paths = [Path(path) for path in options.path]
    for path in paths:
        if not path.exists():
            raise UsageError(f"There is no file or folder {path}.")
    library = load_library(paths or deck_places(options.deck_folders))
    check_citations(library, None if options.sources is None else Texts(existing_folder(options.sources)))
    if options.derived:
        print_derivations(library)
    problems = sorted(library.problems, key=lambda problem: (problem.path, problem.line, problem.column))
    match options.format:
        case "json":
            print(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2))
        case "github":
            for problem in problems:
                print(as_github(problem))
        case _:
            print_text(problems, library)
    print(summary(problems, library), file=sys.stderr)
    worst = {problem.severity for problem in problems}
    return int(Severity.ERROR in worst or (options.strict and Severity.WARNING in worst))


def print_derivations(library: Library) -> None:
    """Print the answers that do not stand in their sources but follow from them."""
    for card, derived in derivations(library):
        how = derived.compute or f"counting {', '.join(derived.count)}"
        places = ", ".join(str(cite) for cite in derived.cite)
        print(sanitise_line(f"{card}: {how} ({places}). {derived.reason}"))


def summary(problems: list[Problem], library: Library) -> str:
    """Return one sentence on what was found."""
    decks = counted(len(library.files), "deck")
    cards = counted(sum(len(file.deck.cards) for file in library.files if file.deck is not None), "card")
    if not problems:
        return f"{decks}, {cards}: nothing wrong."
    errors = sum(problem.is_error for problem in problems)
    left_out = f"; {counted(library.left_out, 'question')} left out" if library.left_out else ""
    found = f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}"
    return f"{decks}, {cards}: {found}{left_out}."


def print_text(problems: Iterable[Problem], library: Library) -> None:
    """Print each problem with its source line and a caret below."""
    texts = {file.document.path: file.document.text.splitlines() for file in library.files}
    for problem in problems:
        print("\n".join(rendered(problem, texts.get(problem.path, []))))


def rendered(problem: Problem, lines: list[str]) -> Iterator[str]:
    """Yield the lines that show one problem."""
    yield f"{problem.place}: {problem.severity}[{problem.code}]: {problem.message}"
    if problem.line <= len(lines) and lines[problem.line - 1].strip():
        line = lines[problem.line - 1]
        start = problem.column - 1
        end = min(max(problem.end_column - 1, start + 1), max(len(line), start + 1))
        skipped = max(0, start - WIDTH // 2)
        shown = sanitise_line(line[skipped : skipped + WIDTH])
        number = str(problem.line)
        margin = " " * len(number)
        carets = "^" * max(1, min(width(line[start:end]), WIDTH // 2))
        yield f"{margin} |"
        yield f"{number} | {shown}"
        yield f"{margin} | {' ' * width(line[skipped:start])}{carets}"
    if problem.cure:
        yield f"  = {problem.cure}"
    yield ""


def width(text: str) -> int:
    """Return how many terminal cells a text takes once sanitised."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in sanitise_line(text)
    )


def as_github(problem: Problem) -> str:
    """Return the problem as a GitHub workflow command."""
    text = f"{problem.message} {problem.cure}".strip()
    place = f"file={_escaped(problem.path, ':,')},line={problem.line},col={problem.column}"
    return (
        f"::{problem.severity} {place},endColumn={problem.end_column},title={problem.code}::{_escaped(text)}"
    )


def _escaped(text: str, more: str = "") -> str:
    for letter in "%\r\n" + more:
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text
