"""Every problem of a library: what reading found, and how its decks are judged."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from vnquiz.deckfile.concordance import Texts
from vnquiz.deckfile.library import Library, load_library
from vnquiz.deckfile.reader import DeckFile
from vnquiz.yamlfile.reading import collector_off


def checked_library(
    places: Iterable[Path], texts: Texts | None = None, cache_folder: Path | None = None
) -> Library:
    """Return the decks of all places with every problem of each, of its citations and of its wording too.

    With `texts` citations are looked up in the documents themselves. With `cache_folder`, what an earlier check
    found in a deck comes from there.
    """
    judged_by = "" if texts is None else texts.stamp
    with collector_off():
        library = load_library(places, keep_nodes=True, cache_folder=cache_folder, judged_by=judged_by)
        decks = [file for file in library.files if file.deck is not None]
        _judge(library, [file for file in decks if file.judged is None], texts)
        for file in decks:
            file.document.problems += file.judged or ()
            file.document.problems.sort(key=lambda problem: (problem.line, problem.column))
        library.problems_elsewhere += library.shelf.problems
    return library


def _judge(library: Library, files: Sequence[DeckFile], texts: Texts | None) -> None:
    """Judge decks that no earlier check has judged, and keep what is found."""
    if not files:
        return
    from vnquiz.deckfile.citations import Concordances, check_deck_citations  # only a deck that is new or
    from vnquiz.deckfile.lint.linter import lint_deck  # edited pays for the rules and their patterns

    concordances = Concordances(library.shelf, texts)
    for file in files:
        before = len(file.document.problems)
        check_deck_citations(file, concordances)
        lint_deck(file)
        file.judged = file.document.problems[before:]
        del file.document.problems[before:]
    if library.cache is not None:
        library.cache.keep_judgements(files)
