"""Where things lie: the learner's progress, settings and decks, and the decks that ship with vnquiz."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

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
        base = Path(home).expanduser()
        return Folders(base / "progress.db", base / "settings.yaml", base / "decks", base / "cache")
    data = Path(platformdirs.user_data_dir("vnquiz", appauthor=False))
    config = Path(platformdirs.user_config_dir("vnquiz", appauthor=False))
    cache = Path(platformdirs.user_cache_dir("vnquiz", appauthor=False))
    return Folders(data / "progress.db", config / "settings.yaml", data / "decks", cache)


def has_own_home() -> bool:
    """Whether VNQUIZ_HOME keeps everything away from the learner's real progress."""
    return bool(os.environ.get(HOME_VARIABLE))


def shipped_decks() -> Path:
    """Return the folder of the shipped decks, beside the code in a wheel, at the top of a checkout."""
    here = Path(__file__).resolve().parent
    installed = here / "decks"
    return installed if installed.is_dir() else here.parents[1] / "decks"
