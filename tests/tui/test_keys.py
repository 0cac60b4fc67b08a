"""Which keys can be rebound to which, judged without a terminal."""

import pytest

import vnquiz.tui.app  # noqa: F401  # knows every screen
from vnquiz.tui.keys import Command, commands, faults_of, key_names, keymap_of
from vnquiz.tui.setting_rows import written

COMMANDS = list(commands().values())


@pytest.mark.parametrize("command", COMMANDS, ids=[command.id for command in COMMANDS])
def test_every_command_can_have_another_key_and_the_ones_it_has(command: Command) -> None:
    assert faults_of({command.id: "f12"}) == {}
    assert faults_of({command.id: written(command.keys[:1])}) == {}
    assert keymap_of({command.id: written(command.keys)}) == {command.id: ",".join(command.keys)}


@pytest.mark.parametrize(
    ("keys", "losers"),
    [
        ({"bury": "u"}, {"bury": "undo"}),
        ({"bury": "u", "undo": "b"}, {}),
        ({"undo": "b"}, {"undo": "bury"}),
        ({"up": "w", "down": "w"}, {"down": "up"}),
        ({"suspend": "z,1"}, {"suspend": "rate-1"}),
        ({"suspend": "f1"}, {"suspend": "help-anywhere"}),
        ({"suspend": "ctrl+p"}, {"suspend": "command_palette"}),
        ({"suspend": "ctrl+c"}, {"suspend": "help_quit"}),
        ({"study-all": "g"}, {}),
        ({"page-down": "space"}, {"page-down": "select"}),
        ({"close": "f1"}, {}),
        ({"close": "ctrl+q"}, {"close": "quit-anywhere"}),
        ({"bury": "w", "suspend": "w", "edit": "w"}, {"suspend": "bury", "edit": "bury"}),
    ],
)
def test_a_key_that_does_something_else_on_the_same_screen_is_refused(
    keys: dict[str, str], losers: dict[str, str]
) -> None:
    faults = faults_of(keys)
    assert set(faults) == set(losers)
    for name, winner in losers.items():
        assert f"taken by `{winner}` on the same screen; `{name}` keeps its own" in faults[name].message


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("?", ("question_mark",)),
        (",", ("comma",)),
        ("comma,b", ("comma", "b")),
        ("ctrl+shift+f5 , K", ("ctrl+shift+f5", "K")),
        ("ư", ("ư",)),
        ("/", ("slash",)),
        ("slash,-", ("slash", "minus")),
        ("+", ("plus",)),
        ("ctrl+@", ("ctrl+@",)),
        ("pageup", ("pageup",)),
        ("exclamation_mark", ("exclamation_mark",)),
        ("", ()),
        ("b,", ()),
        ("nokey", ()),
        ("hyper+b", ()),
        ("ctrl+", ()),
        ("b, nokey", ()),
    ],
)
def test_keys_are_known_by_sign_or_by_name(text: str, names: tuple[str, ...]) -> None:
    assert key_names(text) == names
    assert not names or key_names(written(names)) == names


def test_an_id_that_there_is_not_is_told_with_the_one_that_was_meant() -> None:
    fault = faults_of({"burry": "w"})["burry"]
    assert (fault.is_unknown, fault.cure) == (True, "Did you mean `bury`?")
