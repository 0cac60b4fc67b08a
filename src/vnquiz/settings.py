"""The learner's `settings.yaml`, read as decks are: a wrong value is reported and the default used."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from vnquiz.yamlfile.nodes import Document, Mapping, Node, Scalar, read_file
from vnquiz.yamlfile.problems import Code, Problem, did_you_mean


@dataclass(frozen=True, slots=True)
class Settings:
    """What the learner may set.

    `new_per_day` and `reviews_per_day` limit a study day; `desired_retention` is the share of reviews to be
    remembered, 0.70 to 0.97; `theme` names one of our own themes or any of Textual's.
    """

    new_per_day: int = 20
    reviews_per_day: int = 200
    desired_retention: float = 0.90
    theme: str = "bamboo-night"


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """The settings in force, and what was wrong with the file."""

    settings: Settings = field(default_factory=Settings)
    problems: tuple[Problem, ...] = ()


def read_settings(path: Path) -> SettingsFile:
    """Read the settings file; one that does not exist holds the defaults."""
    if not path.exists():
        return SettingsFile()
    document = read_file(path)
    settings = Settings()
    if isinstance(document.root, Mapping):
        seen: dict[str, Scalar] = {}
        for key, node in document.root.pairs:
            if seen.setdefault(key.text, key) is key:
                settings = _with(settings, document, key, node)
            else:
                first = seen[key.text].line
                document.report(
                    Code.DUPLICATE_KEY, key, f"`{key.text}` is already set in line {first}, which counts."
                )
    elif document.root is not None and not (isinstance(document.root, Scalar) and not document.root.text):
        document.report(
            Code.WRONG_SHAPE, document.root, "The settings must be lines of the form `key: value`."
        )
    return SettingsFile(settings, tuple(document.problems))


def _with(settings: Settings, document: Document, key: Scalar, node: Node) -> Settings:
    """Return the settings with one key taken over, or as they were after reporting why not."""
    reader = READERS.get(key.text)
    if reader is None:
        document.report(
            Code.UNKNOWN_KEY, key, f"There is no setting `{key.text}`.", did_you_mean(key.text, list(READERS))
        )
        return settings
    read, expected = reader
    value = read(node.text) if isinstance(node, Scalar) else None
    if value is None:
        default = getattr(Settings(), key.text)
        document.report(
            Code.BAD_VALUE, node, f"`{key.text}` must be {expected}; {default} is used.", "Correct the value."
        )
        return settings
    return replace(settings, **{key.text: value})


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else None


def _retention(text: str) -> float | None:
    try:
        value = Decimal(text)
    except ArithmeticError:
        return None
    return float(value) if value.is_finite() and Decimal("0.70") <= value <= Decimal("0.97") else None


def _name(text: str) -> str | None:
    return text if text and len(text) <= 60 else None


READERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "new_per_day": (_count, "a whole number from 0 to 9999"),
    "reviews_per_day": (_count, "a whole number from 0 to 9999"),
    "desired_retention": (_retention, "a number from 0.70 to 0.97"),
    "theme": (_name, "the name of a theme"),
}
