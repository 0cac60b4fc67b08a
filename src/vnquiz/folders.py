"""Where things lie: the learner's progress, settings and decks, and the decks that ship with vnquiz."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from vnquiz.errors import UsageError

HOME_VARIABLE = "VNQUIZ_HOME"


@dataclass(frozen=True, slots=True)
class Folders:
    """The learner's own places on this machine."""

    progress: Path
    settings: Path
    decks: Path
    cache: Path


def own_folders() -> Folders:
    """Return the platform's usual places, or those below VNQUIZ_HOME where that is set."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        base = expanded(home)
        return Folders(base / "progress.db", base / "settings.yaml", base / "decks", base / "cache")
    data = Path(platformdirs.user_data_dir("vnquiz", appauthor=False))
    config = Path(platformdirs.user_config_dir("vnquiz", appauthor=False))
    cache = Path(platformdirs.user_cache_dir("vnquiz", appauthor=False))
    return Folders(data / "progress.db", config / "settings.yaml", data / "decks", cache)


def expanded(name: str) -> Path:
    """Return a path whose ~ is the home folder; raise UsageError for that of somebody who has none."""
    try:
        return Path(name).expanduser()
    except RuntimeError as error:
        raise UsageError(f"There is no such home folder as that of {name}.") from error


def has_own_home() -> bool:
    """Whether VNQUIZ_HOME keeps everything away from the learner's real progress."""
    return bool(os.environ.get(HOME_VARIABLE))


def shipped_decks() -> Path:
    """Return the folder of the shipped decks, beside the code in a wheel, at the top of a checkout."""
    here = Path(__file__).resolve().parent
    installed = here / "decks"
    return installed if installed.is_dir() else here.parents[1] / "decks"


def deck_places(deck_folders: Sequence[str]) -> list[Path]:
    """Return the folders given, then the learner's own, then the shipped ones; earlier ones hide later ones."""
    given = existing([Path(folder) for folder in deck_folders], "deck folder")
    own = own_folders().decks
    return [*given, *([own] if own.is_dir() else []), shipped_decks()]


def existing_folder(name: str) -> Path:
    """Return a folder that must exist."""
    folder = Path(name)
    if not folder.is_dir():
        raise UsageError(f"There is no folder {name}.")
    return folder


def existing(paths: Sequence[Path], what: str) -> list[Path]:
    """Return the paths, all of which must exist."""
    for path in paths:
        if not path.exists():
            raise UsageError(f"There is no {what} {path}.")
    return list(paths)
