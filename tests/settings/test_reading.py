"""The settings file is read like a deck: what is wrong is told with its place, and never stops anything."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnquiz.core.questions import DeckId
from vnquiz.core.terms import Marking, Order, Terms
from vnquiz.settings.reader import SettingsFile, read_settings, settings_of
from vnquiz.settings.table import OF_DECKS, SETTINGS, Settings

RIGHT: list[tuple[str, str, Any]] = [
    ("new_per_day", "0", 0),
    ("new_per_day", "'9999'", 9999),
    ("reviews_per_day", "150", 150),
    ("desired_retention", "0.85", 0.85),
    ("desired_retention", "0.7", 0.7),
    ("desired_retention", "0.97", 0.97),
    ("order", "random", Order.RANDOM),
    ("order", "deck", Order.DECK),
    ("leech_threshold", "1", 1),
    ("leniency", "strict", Marking.STRICT),
    ("leniency", '"forgiving"', Marking.FORGIVING),
    ("guess_correction", "false", False),
    ("day_starts_at", "0", 0),
    ("day_starts_at", "5:30", 330),
    ("day_starts_at", "23:59", 23 * 60 + 59),
    ("theme", "nord", "nord"),
]
WRONG = [
    ("new_per_day", "-1"),
    ("new_per_day", "10000"),
    ("new_per_day", "ten"),
    ("new_per_day", "[1]"),
    ("reviews_per_day", "1.5"),
    ("reviews_per_day", "٣"),
    ("desired_retention", "0.98"),
    ("desired_retention", "0.69"),
    ("desired_retention", "nan"),
    ("desired_retention", "90 %"),
    ("order", "Random"),
    ("leech_threshold", "0"),
    ("leniency", "kind"),
    ("guess_correction", "yes"),
    ("day_starts_at", "24:00"),
    ("day_starts_at", "4:60"),
    ("day_starts_at", "morning"),
    ("theme", "{a: b}"),
    ("theme", ""),
]


def told(found: SettingsFile) -> list[tuple[int, int, str]]:
    return [(problem.line, problem.column, problem.code.value) for problem in found.problems]


@pytest.mark.parametrize(("name", "text", "value"), RIGHT)
def test_a_value_that_can_be_is_taken(name: str, text: str, value: Any) -> None:
    found = settings_of(f"# mine\n{name}: {text}\n")
    assert found.problems == ()
    assert getattr(found.settings, name) == value


@pytest.mark.parametrize(("name", "text"), WRONG)
def test_a_value_that_cannot_be_is_told_with_its_place_and_the_default_used(name: str, text: str) -> None:
    found = settings_of(f"# mine\n{name}:  {text}\n")
    column = len(name) + (4 if text else 2)
    assert told(found) == [(2, column, "bad-value")]
    message = found.problems[0].message
    assert message == f"`{name}` must be {SETTINGS[name].allowed}; {SETTINGS[name].default} is used."
    assert found.settings == Settings()


def test_every_setting_is_tried_right_and_wrong() -> None:
    assert {name for name, *_ in RIGHT} == {name for name, _ in WRONG} == set(SETTINGS)


def test_every_default_reads_as_itself() -> None:
    text = "".join(f"{name}: {setting.default}\n" for name, setting in SETTINGS.items())
    assert settings_of(text).settings == Settings()


def test_an_unknown_setting_is_told_with_what_was_meant() -> None:
    found = settings_of("new_per_day: 3\nreviews_per_dya: 5\n")
    assert told(found) == [(2, 1, "unknown-key")]
    assert found.problems[0].cure == "Did you mean `reviews_per_day`?"
    assert found.settings.new_per_day == 3


def test_of_a_setting_given_twice_the_first_counts() -> None:
    found = settings_of("new_per_day: 3\nnew_per_day: 4\ndecks:\n  d: {order: deck, order: random}\n")
    assert told(found) == [(2, 1, "duplicate-key"), (4, 20, "duplicate-key")]
    assert found.settings.new_per_day == 3
    assert found.settings.terms_of(DeckId("d")).order is Order.DECK


def test_a_deck_has_its_own_terms_and_for_the_rest_those_of_all_decks() -> None:
    found = settings_of(
        "new_per_day: 7\norder: random\ndecks:\n  four-nos:\n    new_per_day: 3\n    leniency: strict\n  empty:\n"
    )
    assert found.problems == ()
    assert found.settings.terms == Terms(new_per_day=7, order=Order.RANDOM)
    own = found.settings.terms_of(DeckId("four-nos"))
    assert own == Terms(new_per_day=3, order=Order.RANDOM, leniency=Marking.STRICT)
    assert found.settings.terms_of(DeckId("empty")) == found.settings.terms_of(DeckId("other"))


@pytest.mark.parametrize("name", OF_DECKS)
def test_a_wrong_value_of_a_deck_is_told_and_that_of_all_decks_used(name: str) -> None:
    found = settings_of(f"decks:\n  d:\n    {name}: nothing\n    new_per_dya: 1\n    theme: nord\n")
    assert told(found) == [
        (3, len(name) + 7, "bad-value"),
        (4, 5, "unknown-key"),
        (5, 5, "unknown-key"),
    ]
    assert found.settings.terms_of(DeckId("d")) == Terms()


def test_keys_are_read_as_they_are_written_and_what_is_no_text_is_told() -> None:
    found = settings_of("keys:\n  undo: u,z\n  help: '?'\n  bury: [b]\n  edit:\n")
    assert found.settings.keys == {"undo": "u,z", "help": "?"}
    assert told(found) == [(4, 9, "bad-value"), (5, 8, "bad-value")]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", []),
        ("# nothing yet\n", []),
        ("decks:\nkeys:\n", []),
        ("- a\n", [(1, 1, "wrong-shape")]),
        ("settings\n", [(1, 1, "wrong-shape")]),
        ("decks: none\nkeys: [1]\n", [(1, 8, "wrong-shape"), (2, 7, "wrong-shape")]),
        ("decks:\n  d: 5\n", [(2, 6, "wrong-shape")]),
        ("new_per_day: 3\nx: [\n", [(3, 1, "syntax")]),
        ("a: &b 1\n", [(1, 4, "anchor"), (1, 1, "unknown-key")]),
    ],
)
def test_a_file_of_another_shape_is_told_and_holds_the_defaults(
    text: str, places: list[tuple[int, int, str]]
) -> None:
    found = settings_of(text)
    assert told(found) == places
    assert found.settings == Settings()


def test_a_file_that_is_not_there_or_cannot_be_read_holds_the_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "settings.yaml") == SettingsFile()
    assert [problem.code.value for problem in read_settings(tmp_path).problems] == ["unreadable"]
    (tmp_path / "other.yaml").write_bytes(b"theme: \xff\n")
    assert [problem.code.value for problem in read_settings(tmp_path / "other.yaml").problems] == ["encoding"]


@given(
    st.lists(
        st.sampled_from([*SETTINGS, "keys:\n  ", "decks:\n  d:\n    ", ": ", "\n", " ", "0", "{", "]", "#"])
    )
)
def test_no_file_whatsoever_stops_the_reader(pieces: list[str]) -> None:
    found = settings_of("".join(pieces))
    assert isinstance(found.settings, Settings)
    assert all(problem.line >= 1 and problem.column >= 1 for problem in found.problems)


@given(st.sampled_from(list(SETTINGS.values())), st.lists(st.sampled_from([-1, 1]), max_size=30))
def test_a_value_moved_by_steps_is_always_one_that_can_be(setting: Any, steps: list[int]) -> None:
    text = setting.default
    for by in steps:
        text = setting.moved(text, by)
        assert setting.read(text) is not None
    assert setting.write(setting.read(text)) == text
