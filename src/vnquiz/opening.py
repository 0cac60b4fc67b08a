"""Opening everything that one run of vnquiz works with."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from vnquiz.core.days import Moment, moment_of
from vnquiz.core.decks import Deck
from vnquiz.core.questions import DeckId
from vnquiz.core.study import Clock
from vnquiz.deckfile.concordance import Texts
from vnquiz.deckfile.library import Library, load_library
from vnquiz.deckfile.values import SLUG
from vnquiz.errors import ProgressDamagedError, UsageError
from vnquiz.folders import (
    deck_places,
    existing,
    existing_folder,
    has_own_home,
    own_folders,
)
from vnquiz.settings.reader import SettingsFile, read_settings
from vnquiz.store.opening import open_for_reading, open_for_writing, open_in_memory
from vnquiz.workspace import Workspace
from vnquiz.yamlfile.problems import did_you_mean


def system_clock() -> Moment:
    """Return this moment, in the machine's local time."""
    return moment_of(datetime.now().astimezone())


def clock_from(start: datetime) -> Clock:
    """Return a clock that shows the given time now and runs on from it."""
    began = time.monotonic()
    return lambda: moment_of(start + timedelta(seconds=time.monotonic() - began))


def open_workspace(
    deck_folders: Sequence[str] = (),
    references: Sequence[str] = (),
    now: datetime | None = None,
    *,
    is_writing: bool,
    sources: str | None = None,
) -> Workspace:
    """Open the library, settings and progress; `references` are deck ids or paths of decks to choose.

    `sources` is a folder of the documents themselves.
    """
    if now is not None and not has_own_home():
        raise UsageError(
            "--now works only with VNQUIZ_HOME set, so that no demonstration touches your real progress."
        )
    paths = [Path(each) for each in references if not SLUG.fullmatch(each)]
    folders = own_folders()
    places = [*existing(paths, "deck"), *deck_places(deck_folders)]
    library = load_library(places, cache_folder=folders.cache)
    chosen = _chosen(library, references) if references else None
    settings = read_settings(folders.settings)
    clock = system_clock if now is None else clock_from(now)
    texts = None if sources is None else Texts(existing_folder(sources))
    damage = ""
    if is_writing:
        try:
            progress = open_for_writing(folders.progress)
        except ProgressDamagedError as error:
            damage = str(error)
    if damage or not is_writing:
        progress = open_for_reading(folders.progress)
    workspace = Workspace(library, settings, progress, clock, chosen, damage or progress.warning, texts)
    if progress.is_writable:
        try:
            workspace.carry_on_renamed()
            workspace.settle()
        except BaseException:
            progress.close()
            raise
    return workspace


def open_preview(path: str, sources: str | None = None) -> Workspace:
    """Open the decks of a file or folder with progress in memory, for looking at them only."""
    library = load_library(existing([Path(path)], "file or folder"), keep_nodes=True)
    texts = None if sources is None else Texts(existing_folder(sources))
    return Workspace(library, SettingsFile(), open_in_memory(), system_clock, texts=texts, is_preview=True)


def _chosen(library: Library, references: Sequence[str]) -> list[Deck]:
    """Return the decks that ids and paths name, each once, in the order of the library."""
    wanted: set[DeckId] = set()
    for each in references:
        if SLUG.fullmatch(each):
            if DeckId(each) not in library.shown:
                cure = did_you_mean(each, list(library.shown)).replace("`", "")
                if Path(each).exists():
                    cure = f"For the file or folder of that name write ./{each}."
                raise UsageError(f"There is no deck “{each}”. {cure}".strip())
            wanted.add(DeckId(each))
        else:
            place = Path(each).resolve()
            found = [
                deck_id
                for deck_id, file in library.shown.items()
                if file.path.resolve().is_relative_to(place)
            ]
            if not found:
                raise UsageError(f"There is no deck that works in {each}; vnquiz check {each} says why.")
            wanted.update(found)
    return [deck for deck in library.decks if deck.info.id in wanted]
