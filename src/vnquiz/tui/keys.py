"""Keys that the learner rebound: which there are, which can be used, and what they do."""

import importlib
import pkgutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from textual.app import App
from textual.binding import ActiveBinding, Binding
from textual.keys import REPLACED_KEYS, Keys, key_to_character
from textual.keys import _character_to_key as key_name_of
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

import vnquiz.tui
from vnquiz.yamlfile.problems import did_you_mean

MODIFIERS = frozenset({"ctrl", "shift", "alt"})
KEY_NAMES = frozenset(key.value for key in Keys)
OWN = "vnquiz.tui"


@dataclass(frozen=True, slots=True)
class Command:
    """Something that keys do: its id, its keys unless they are rebound, and what it does."""

    id: str
    keys: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a key cannot be rebound so."""

    message: str
    cure: str = ""
    is_unknown: bool = False


def commands() -> dict[str, Command]:
    """Return everything whose keys can be rebound, by its id, in the order of the alphabet."""
    found: dict[str, Command] = {}
    for owner in _owners():
        for binding in _declared(owner):
            if binding.id:
                words = binding.tooltip or binding.description
                known = found.get(binding.id, Command(binding.id, (), words))
                keys = tuple(dict.fromkeys((*known.keys, binding.key)))
                found[binding.id] = Command(binding.id, keys, known.words)
    return dict(sorted(found.items()))


def keymap_of(keys: Mapping[str, str]) -> dict[str, str]:
    """Return the keys of each id as Textual names them, those left out that are no keys."""
    return {name: ",".join(names) for name, text in keys.items() if (names := key_names(text))}


def key_names(text: str) -> tuple[str, ...]:
    """Return keys written with commas between them by Textual's names, none if one of them is no key."""
    words = ["comma"] if text.strip() == "," else [word.strip() for word in text.split(",")]
    names = [key_name_of(word) if len(word) == 1 else word for word in words]
    return tuple(names) if all(map(_is_key, names)) else ()


def faults_of(keys: Mapping[str, str]) -> dict[str, Fault]:
    """Return which ids cannot have the keys they are given; of two that ask for one key the later one cannot."""
    known = commands() if keys else {}
    faults: dict[str, Fault] = {}
    for name, text in keys.items():
        if name not in known:
            faults[name] = Fault(
                f"Nothing has the id `{name}`, so no key can be given to it.",
                did_you_mean(name, list(known)),
                True,
            )
        elif not key_names(text):
            faults[name] = Fault(
                f"`{text}` is no key; `{name}` keeps its own.", "Write it as b, ctrl+b or f5."
            )
    while True:
        usable = keymap_of({name: text for name, text in keys.items() if name not in faults})
        clash = next(_clashes(usable), None) if usable else None
        if clash is None:
            return faults
        key, loser, winner = clash
        faults[loser] = Fault(
            f"The key `{key}` is taken by `{winner}` on the same screen; `{loser}` keeps its own."
        )


def character_of(name: str) -> str:
    """Return the letter or sign that a key stands for, empty where it stands for none."""
    return key_to_character(REPLACED_KEYS.get(name, name)) or ""


def bindings_for(widget: Widget, key: str) -> Sequence[Binding]:
    """Return what a key of a widget's own does, as the learner bound it."""
    bindings, keymap = widget._bindings, widget.app._keymap
    if keymap:
        bindings = bindings.copy()
        bindings.apply_keymap(keymap)
    return bindings.key_to_bindings.get(key, ())


def active_keys(screen: Screen[Any]) -> list[ActiveBinding]:
    """Return what the keys of a screen do now, in the order in which it was declared, rebound or not."""
    active = list(screen.active_bindings.values())
    if screen.app._keymap:
        nodes = list(dict.fromkeys(each.node for each in active))
        ranks = {node: {each.id: rank for rank, (_, each) in enumerate(node._bindings)} for node in nodes}
        active.sort(key=lambda each: (nodes.index(each.node), ranks[each.node].get(each.binding.id, 0)))
    return active


def _is_key(name: str) -> bool:
    *modifiers, key = name.split("+") if name != "+" else ["+"]
    return set(modifiers) <= MODIFIERS and (key in KEY_NAMES or bool(key and character_of(key)))


def _owners() -> Iterator[type[Any]]:
    """Yield every class of ours that can declare bindings, those of screens not yet shown among them."""
    for module in pkgutil.walk_packages(vnquiz.tui.__path__, f"{OWN}."):
        importlib.import_module(module.name)
    todo: list[type[Any]] = [App, Widget]
    seen: set[type[Any]] = set()
    for owner in todo:
        todo += [each for each in owner.__subclasses__() if each not in seen]
        seen.update(owner.__subclasses__())
        if owner.__module__.startswith(OWN):
            yield owner


def _declared(owner: type[Any]) -> Iterator[Binding]:
    """Yield the bindings that a class declares itself."""
    yield from Binding.make_bindings(vars(owner).get("BINDINGS", ()))


def _bindings_of(owner: type[Any]) -> list[Binding]:
    """Return the bindings of a class, its own and those it has from classes of ours; of an app, also Textual's."""
    return [
        binding
        for each in owner.__mro__
        if each.__module__.startswith(OWN) or issubclass(owner, App)
        for binding in _declared(each)
    ]


def _widgets_of(screen: type[Any]) -> set[type[Any]]:
    """Return the widgets that a screen is made of: those that its module imports, and so on from theirs."""
    found: set[type[Any]] = set()
    todo = [each.__module__ for each in screen.__mro__ if each.__module__.startswith(OWN)]
    for name in todo:
        new = {value for value in vars(sys.modules[name]).values() if _is_own_widget(value)} - found
        found |= new
        todo += [widget.__module__ for widget in new]
    return found


def _is_own_widget(value: object) -> bool:
    is_widget = isinstance(value, type) and issubclass(value, Widget) and not issubclass(value, Screen)
    return is_widget and value.__module__.startswith(OWN)


def _chains() -> Iterator[list[Binding]]:
    """Yield the bindings that can be met together: of a widget, its screen and the app."""
    owners = list(_owners())
    apps = [Binding(App.COMMAND_PALETTE_BINDING, "command_palette", priority=True)]
    apps += [binding for owner in owners if issubclass(owner, App) for binding in _bindings_of(owner)]
    for screen in owners:
        if not issubclass(screen, Screen):
            continue
        is_modal = issubclass(screen, ModalScreen)
        around = _bindings_of(screen) + [each for each in apps if each.priority or not is_modal]
        yield around
        for widget in _widgets_of(screen):
            yield _bindings_of(widget) + around


def _clashes(keymap: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield every key that two commands of one place come to have: the key, which loses it, and which keeps it.

    Two that have it anyway are meant to: a box has its own enter, whatever enter does around it.
    """
    order = list(keymap)
    for chain in _chains():
        usual = {(binding.key, binding.action.removeprefix("app.")) for binding in chain}
        taken: dict[str, dict[str, Binding]] = {}
        for binding in chain:
            keys = keymap.get(binding.id or "", binding.key)
            for key in keys.split(","):
                taken.setdefault(key, {}).setdefault(binding.action.removeprefix("app."), binding)
        for key, bindings in taken.items():
            new = [each for each in bindings.values() if each.id in keymap]
            is_meant = all((key, action) in usual for action in bindings)
            if new and not is_meant and len({each.id or each.action for each in bindings.values()}) > 1:
                loser = max((each.id or "" for each in new), key=order.index)
                winner = next(each for each in bindings.values() if each.id != loser)
                yield key, loser, winner.id or winner.action
