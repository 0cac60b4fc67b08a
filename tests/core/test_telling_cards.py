"""A card's page says in words what its events and its memory are."""

import pytest
from decks_made import choices
from histories import CARD, START, day_on, draft, event, numbered, study

from vnquiz.core.days import Day
from vnquiz.core.events import EventKind, Memory
from vnquiz.core.memory import DEFAULT_PARAMETERS, prospects
from vnquiz.core.replay import replay
from vnquiz.core.telling_cards import (
    chances,
    curve_days,
    event_in_words,
    history_in_words,
    leech_advice,
    next_dates,
    standing_in_words,
)
from vnquiz.core.verdicts import Rating, VerdictKind

LEARNED = replay(numbered(study(due=Day(START + 3))), CARD)


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_of_event_has_words(kind: EventKind) -> None:
    told = event_in_words(draft(kind, target="deck/other"))
    assert told[0].isupper()
    assert told.endswith(".")


@pytest.mark.parametrize(
    ("due", "words"), [(day_on(2024, 12, 31), "31 Dec"), (day_on(2025, 1, 2), "2 Jan 2025")]
)
def test_an_answer_tells_how_it_was_marked_given_rated_timed_and_when_it_is_due(due: Day, words: str) -> None:
    answer = study(Rating.HARD, day_on(2024, 12, 24), verdict=VerdictKind.TYPO, is_guess=True, due=due)
    assert event_in_words(answer) == (
        f"Answered: right but for a slip, a guess, “2023”, Hard, 4 s. Due {words}."
    )


def test_the_history_is_told_newest_first_and_says_what_was_taken_back() -> None:
    events = numbered(study(due=Day(START + 3)), draft(EventKind.SUSPEND, START + 1))
    undo = event(3, draft(EventKind.UNDO, START + 1, target="a2"))
    assert [day for day, _ in history_in_words([*events, undo])] == [START + 1, START]
    assert [told.split()[0] for _, told in history_in_words([*events, undo])] == ["Suspended.", "Answered:"]
    assert history_in_words([*events, undo])[0][1] == "Suspended. Taken back."


@pytest.mark.parametrize(
    ("memory", "words"),
    [
        (Memory(), "New: it was not answered yet, or begins anew."),
        (Memory(is_suspended=True), "Suspended: it is not asked until it is resumed."),
        (Memory(buried_until=day_on(2026, 11, 22)), "Put off until 22 November 2026."),
    ],
)
def test_a_card_that_is_not_asked_says_why(memory: Memory, words: str) -> None:
    assert standing_in_words(memory, day_on(2026, 11, 21), DEFAULT_PARAMETERS)[0] == words


def test_a_card_says_when_it_is_due_or_how_late_it_is() -> None:
    assert "due tomorrow" in standing_in_words(LEARNED, Day(START + 2), DEFAULT_PARAMETERS)[0]
    assert "due today" in standing_in_words(LEARNED, Day(START + 3), DEFAULT_PARAMETERS)[0]
    assert "1 day overdue" in standing_in_words(LEARNED, Day(START + 4), DEFAULT_PARAMETERS)[0]


def test_the_next_dates_are_those_that_a_session_would_set() -> None:
    day = Day(START + 3)
    (card,) = choices(1)
    ahead = prospects(LEARNED, card.id, day, 0.9)
    dates = next_dates(card, LEARNED, day, 0.9, DEFAULT_PARAMETERS)
    assert [name for name, _ in dates] == ["Again", "Hard", "Good", "Easy"]
    assert [int(told.split()[0]) for _, told in dates] == [each.interval_days for each in ahead.values()]
    assert next_dates(card, LEARNED, START, 0.9, DEFAULT_PARAMETERS) == []


def test_only_a_leech_gets_advice() -> None:
    assert leech_advice(5, 6) == ""
    assert "missed 6 times" in leech_advice(6, 6)


def test_the_curve_falls_from_certainty_and_goes_past_today_and_the_due_day() -> None:
    curve = chances(LEARNED, curve_days(LEARNED, Day(START + 30)), 50, DEFAULT_PARAMETERS)
    assert curve[0] == 1.0
    assert curve == sorted(curve, reverse=True)
    assert curve_days(LEARNED, Day(START + 30)) > 30
    assert curve_days(LEARNED, START) >= 7
    assert curve_days(Memory(), START) == 0
