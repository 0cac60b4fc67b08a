"""`vnquiz check`: every problem of every deck."""

import argparse
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from vnquiz.cli.data import as_data
from vnquiz.core.sanitise import sanitise_line
from vnquiz.core.sentences import counted
from vnquiz.deckfile.checking import checked_library
from vnquiz.deckfile.concordance import Texts
from vnquiz.deckfile.library import Library, deck_paths
from vnquiz.errors import UsageError
from vnquiz.folders import deck_places, existing_folder, own_folders
from vnquiz.yamlfile.problems import Problem, Severity

WIDTH = 100
BOLD, RED, YELLOW, CYAN = 1, 31, 33, 36


def run_check(options: argparse.Namespace) -> int:
    """Check decks once, or after every save; return 1 if there are errors."""
    paths = [Path(path) for path in options.path]
    for path in paths:
        if not path.exists():
            raise UsageError(f"There is no file or folder {path}.")

    def places() -> list[Path]:
        return paths or deck_places(options.deck_folders)

    if options.watch:
        from vnquiz.cli.watching import watch

        return watch(lambda: check_once(options, places()), places)
    for path in paths:
        if not deck_paths(path):
            raise UsageError(f"There is no deck in {path}: no file in it ends in .yaml or .yml.")
    return check_once(options, places())


def check_once(options: argparse.Namespace, places: list[Path]) -> int:
    """Print the problems on stdout and a summary on stderr; return 1 if there are errors."""
    texts = None if options.sources is None else Texts(existing_folder(options.sources))
    library = checked_library(places, texts, None if options.report else own_folders().cache)
    if options.report:
        from vnquiz.deckfile.reported import add_suspicions

        add_suspicions(library, Path(options.report))
    if options.derived:
        print_derivations(library)
    problems = sorted(library.problems, key=lambda problem: (problem.path, problem.line, problem.column))
    match options.format:
        case "json":
            print(as_data([asdict(problem) for problem in problems]))
        case "sarif":
            from vnquiz.cli.sarif import as_sarif

            print(as_data(as_sarif(problems)))
        case "github":
            for problem in problems:
                print(as_github(problem))
        case _:
            print_text(problems, library, is_coloured=speaks_colour())
    print(summary(problems, library), file=sys.stderr)
    worst = {problem.severity for problem in problems}
    return int(Severity.ERROR in worst or (options.strict and Severity.WARNING in worst))


def print_derivations(library: Library) -> None:
    """Print the answers that do not stand in their sources but follow from them."""
    from vnquiz.deckfile.citations import derivations

    for card, derived in derivations(library):
        how = derived.compute or f"counting {', '.join(derived.count)}"
        places = ", ".join(str(cite) for cite in derived.cite)
        print(sanitise_line(f"{card}: {how} ({places}). {derived.reason}"))


def summary(problems: list[Problem], library: Library) -> str:
    """Return one sentence on what was found."""
    decks = counted(len(library.files), "deck")
    cards = counted(sum(file.deck.roll.length for file in library.files if file.deck is not None), "card")
    if not problems:
        return f"{decks}, {cards}: nothing wrong."
    errors = sum(problem.is_error for problem in problems)
    left_out = f"; {counted(library.left_out, 'question')} left out" if library.left_out else ""
    found = f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}"
    return f"{decks}, {cards}: {found}{left_out}."


def speaks_colour() -> bool:
    """Tell whether stdout is a terminal whose owner has not declined colours."""
    is_wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return is_wanted and sys.stdout.isatty()


def print_text(problems: Iterable[Problem], library: Library, *, is_coloured: bool) -> None:
    """Print each problem with its source line and a caret below."""
    problems = list(problems)
    faulty = {problem.path for problem in problems}
    texts = {
        file.document.path: file.document.text.splitlines()
        for file in library.files
        if file.document.path in faulty
    }
    for problem in problems:
        print("\n".join(rendered(problem, texts.get(problem.path, []), is_coloured=is_coloured)))


def rendered(problem: Problem, lines: list[str], *, is_coloured: bool = False) -> Iterator[str]:
    """Yield the lines that show one problem."""

    def painted(text: str, *styles: int) -> str:
        return f"\x1b[{';'.join(map(str, styles))}m{text}\x1b[0m" if is_coloured else text

    colour = RED if problem.is_error else YELLOW
    kind = painted(f"{problem.severity}[{problem.code}]", BOLD, colour)
    yield f"{painted(problem.place, BOLD)}: {kind}: {problem.message}"
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
        yield f"{margin} | {' ' * width(line[skipped:start])}{painted(carets, BOLD, colour)}"
    if problem.cure:
        yield f"  = {painted(problem.cure, CYAN)}"
    yield ""


def width(text: str) -> int:
    """Return how many terminal cells a text takes once sanitised."""
    return sum(_cells(letter) for letter in sanitise_line(text))


def _cells(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


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
