"""The settings file read as decks are: a wrong value is reported with its place, and the default used."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from vnquiz.core.questions import DeckId
from vnquiz.settings.table import DECKS, KEYS, OF_DECKS, SETTINGS, Setting, Settings
from vnquiz.yamlfile import nodes
from vnquiz.yamlfile.document import Document
from vnquiz.yamlfile.nodes import Node, Scalar
from vnquiz.yamlfile.problems import Code, Problem, did_you_mean
from vnquiz.yamlfile.reading import read_file, read_text

Place = tuple[str, ...]
"""The keys that lead to a setting."""


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """The settings in force, what was wrong with the file, and where those stand that only the screens can judge."""

    settings: Settings = field(default_factory=Settings)
    problems: tuple[Problem, ...] = ()
    path: str = ""
    nodes: Mapping[Place, tuple[Scalar, Scalar]] = field(default_factory=dict)

    def without(
        self, place: Place, message: str, cure: str = "", *, is_unknown: bool = False
    ) -> "SettingsFile":
        """Return the settings with the default of one that cannot be used, which is told with its place."""
        key, value = self.nodes[place]
        document = Document(self.path)
        document.report(*((Code.UNKNOWN_KEY, key) if is_unknown else (Code.BAD_VALUE, value)), message, cure)
        settings = self.settings
        if place[0] == KEYS:
            keys = {name: key for name, key in settings.keys.items() if name != place[1]}
            settings = replace(settings, keys=keys)
        else:
            settings = replace(settings, **{place[0]: getattr(Settings(), place[0])})
        problems = sorted([*self.problems, *document.problems], key=lambda each: (each.line, each.column))
        return replace(self, settings=settings, problems=tuple(problems))


def read_settings(path: Path) -> SettingsFile:
    """Read the settings file; one that does not exist holds the defaults."""
    return SettingsFile() if not path.exists() else _read(read_file(path))


def settings_of(text: str, name: str = "settings.yaml") -> SettingsFile:
    """Return the settings that a text holds."""
    return _read(read_text(text, Document(name)))


def _read(document: Document) -> SettingsFile:
    document.problems = [each for each in document.problems if each.code is not Code.EMPTY]
    single: dict[str, Any] = {}
    decks: dict[DeckId, dict[str, Any]] = {}
    places: dict[Place, tuple[Scalar, Scalar]] = {}
    known = [*SETTINGS, KEYS, DECKS]
    for key, node in _entries(document, document.root, "The settings"):
        match key.text:
            case "keys":
                places |= {(KEYS, name.text): (name, value) for name, value in _keys(document, node)}
            case "decks":
                decks = dict(_decks(document, node))
            case name if name in SETTINGS:
                value = _value(document, SETTINGS[name], node, f"{SETTINGS[name].default} is used")
                if value is not None and isinstance(node, Scalar):
                    single[name] = value
                    places[name,] = (key, node)
            case name:
                document.report(
                    Code.UNKNOWN_KEY, key, f"There is no setting `{name}`.", did_you_mean(name, known)
                )
    keys = {place[1]: value.text for place, (_, value) in places.items() if place[0] == KEYS}
    settings = Settings(**single, keys=keys, decks=decks)
    return SettingsFile(settings, tuple(document.problems), document.path, places)


def _entries(document: Document, node: Node | None, what: str) -> Iterator[tuple[Scalar, Node]]:
    """Yield the keys of a mapping with their values, each once; nothing at all is a mapping too."""
    if node is None or (isinstance(node, Scalar) and not node.text):
        return
    if not isinstance(node, nodes.Mapping):
        document.report(Code.WRONG_SHAPE, node, f"{what} must be lines of the form `key: value`.")
        return
    for key, _ in node.doubles:
        line = node.key(key.text).line
        document.report(Code.DUPLICATE_KEY, key, f"`{key.text}` is already set in line {line}, which counts.")
    for name, value in node.items():
        yield node.key(name), value


def _value(document: Document, setting: Setting, node: Node, instead: str) -> Any:
    """Return the value of a setting, or None after reporting that there is none and what is used instead."""
    value = setting.read(node.text) if isinstance(node, Scalar) else None
    if value is None:
        document.report(Code.BAD_VALUE, node, f"`{setting.name}` must be {setting.allowed}; {instead}.")
    return value


def _keys(document: Document, node: Node) -> Iterator[tuple[Scalar, Scalar]]:
    """Yield the ids of bindings with their keys; whether there are such ids and keys, only the screens know."""
    for name, key in _entries(document, node, "The `keys`"):
        if isinstance(key, Scalar) and key.text:
            yield name, key
        else:
            document.report(
                Code.BAD_VALUE, key, f"`{name.text}` must be a key, or several with commas between them."
            )


def _decks(document: Document, node: Node) -> Iterator[tuple[DeckId, dict[str, Any]]]:
    """Yield the ids of decks with the settings that they have for themselves."""
    for deck, own in _entries(document, node, "The `decks`"):
        found = {}
        for key, value_node in _entries(document, own, f"The settings of the deck `{deck.text}`"):
            if key.text not in OF_DECKS:
                message = f"A deck has no setting `{key.text}` of its own."
                document.report(Code.UNKNOWN_KEY, key, message, did_you_mean(key.text, list(OF_DECKS)))
                continue
            value = _value(document, OF_DECKS[key.text], value_node, "that of all decks is used")
            if value is not None:
                found[key.text] = value
        if found:
            yield DeckId(deck.text), found
