"""The settings as rows of a screen: those of all decks, those of one deck, and the keys."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from vnquiz.core.decks import Deck
from vnquiz.settings.table import DECKS, KEYS, OF_DECKS, SETTINGS, Setting, Settings
from vnquiz.tui.keys import Command, character_of, commands, faults_of, key_names

ALL_DECKS = "All decks"
ALL_KEYS = "Keys"
AS_ALL = "as all decks"


@dataclass(frozen=True, slots=True)
class Typed:
    """A value that is typed, or moved by steps: `check` returns its text as it is written, or None."""

    check: Callable[[str], str | None]
    moved: Callable[[str, int], str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A value that is one of several; `names` are shown for them."""

    choices: tuple[str, ...]
    names: tuple[str, ...] = ()

    def moved(self, text: str, by: int) -> str:
        """Return the choice so many places on, round the ends."""
        place = self.choices.index(text) if text in self.choices else 0
        return self.choices[(place + by) % len(self.choices)]

    def shown(self, text: str) -> str:
        """Return what is shown for a choice."""
        return self.names[self.choices.index(text)] if self.names else text


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key that is pressed; `fault` says why one cannot be taken, or nothing."""

    fault: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting as the screen lists it: `keys` lead to it in the file, `is_set` tells whether it stands there.

    The row that chooses the page has no keys. `tail` is shown behind the value where there is room.
    """

    keys: tuple[str, ...]
    label: str
    text: str
    meaning: str
    value: Typed | Chosen | Pressed
    is_set: bool = False
    tail: str = ""
    must_be: str = ""


def pages_of(decks: Sequence[Deck]) -> Chosen:
    """Return what there are settings for: all decks, each deck, and the keys."""
    ids = tuple(deck.info.id for deck in decks)
    titles = tuple(deck.info.title for deck in decks)
    return Chosen((ALL_DECKS, *ids, ALL_KEYS), (ALL_DECKS, *titles, ALL_KEYS))


def rows_of(
    page: str, pages: Chosen, settings: Settings, names: set[str], themes: Sequence[str], path: str
) -> list[SettingRow]:
    """Return the rows of a page, the first of which chooses it.

    `names` are the settings that stand in the file, which is at `path`.
    """
    meaning = f"Left and right go through all decks, each deck and the keys. All is written to {path}."
    chooser = SettingRow((), "Settings of", page, meaning, pages)
    if page == ALL_DECKS:
        own = [_row_of_all(setting, settings, setting.name in names, themes) for setting in SETTINGS.values()]
    elif page == ALL_KEYS:
        own = [_row_of_key(command, settings.keys) for command in commands().values()]
    else:
        own = [_row_of_deck(setting, settings, page) for setting in OF_DECKS.values()]
    return [chooser, *own]


def _row_of_all(setting: Setting, settings: Settings, is_set: bool, themes: Sequence[str]) -> SettingRow:
    text = setting.write(getattr(settings, setting.name))
    value = Chosen(tuple(themes)) if setting.name == "theme" else _value_of(setting)
    tail = "" if text == setting.default else f"default {setting.default}"
    meaning = f"{setting.meaning} Must be {setting.allowed}; default {setting.default}."
    return SettingRow((setting.name,), setting.label, text, meaning, value, is_set, tail, setting.allowed)


def _row_of_deck(setting: Setting, settings: Settings, deck: str) -> SettingRow:
    own = {str(each): values for each, values in settings.decks.items()}.get(deck, {})
    general = setting.write(getattr(settings, setting.name))
    is_set = setting.name in own
    text = setting.write(own[setting.name]) if is_set else general
    meaning = f"{setting.meaning} Must be {setting.allowed}."
    if setting.name in ("new_per_day", "reviews_per_day"):
        meaning = f"{setting.meaning} This counts within that of all decks, which is {general}."
    tail = f"all decks {general}" if is_set else AS_ALL
    keys = (DECKS, deck, setting.name)
    return SettingRow(keys, setting.label, text, meaning, _value_of(setting), is_set, tail, setting.allowed)


def _row_of_key(command: Command, keys: Mapping[str, str]) -> SettingRow:
    is_set = command.id in keys
    names = key_names(keys[command.id]) if is_set else command.keys
    others = {name: text for name, text in keys.items() if name != command.id}

    def fault(key: str) -> str:
        found = faults_of({**others, command.id: key}).get(command.id)
        return "" if found is None else found.message

    usual = written(command.keys)
    meaning = f"{command.words}: {usual} unless it is rebound. Press enter, and then the new key."
    return SettingRow(
        (KEYS, command.id), command.id, written(names), meaning, Pressed(fault), is_set, command.words
    )


def _value_of(setting: Setting) -> Typed | Chosen:
    def check(text: str) -> str | None:
        value = setting.read(text.strip())
        return None if value is None else setting.write(value)

    return Chosen(setting.choices) if setting.choices else Typed(check, setting.moved)


def written(names: Sequence[str]) -> str:
    """Return keys as the settings file writes them: signs as they are, but for the comma that stands between keys."""
    return ",".join(_written(name) for name in names)


def _written(name: str) -> str:
    character = character_of(name)
    return character if character.isprintable() and character not in ("", " ", ",", "+") else name
