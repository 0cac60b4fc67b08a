"""A backlog after a break."""

from typing import Any

from decks_made import choices

from vnquiz.core.backlog import PORTION, backlog_of, cleared_on
from vnquiz.core.days import Day
from vnquiz.core.events import Memory
from vnquiz.core.figures import backlog_in_words
from vnquiz.core.memory import DEFAULT_PARAMETERS, recall
from vnquiz.core.queue import Limits, todays_queue
from vnquiz.core.statistics import statistics

TODAY = Day(20_000)


def studied(stability: float, due: int) -> Memory:
    return Memory(stability, 5.0, Day(TODAY + due - round(stability)), Day(TODAY + due), 3, 0)


def test_a_day_with_much_to_review_is_no_backlog_but_overdue_cards_are() -> None:
    cards = choices(PORTION + 1)
    for late, is_backlog in ((0, False), (-1, True)):
        memories = {card.id: studied(10.0, late) for card in cards}
        queue = todays_queue(cards, memories, TODAY, Limits())
        assert (backlog_of(queue.cards, cards, memories, TODAY) is not None) is is_backlog


def test_a_portion_holds_the_cards_most_at_risk_and_no_new_ones() -> None:
    cards = choices(200)
    memories = {card.id: studied(2.0 + n / 10, -30) for n, card in enumerate(cards[:150])}
    backlog = backlog_of(todays_queue(cards, memories, TODAY, Limits()).cards, cards, memories, TODAY)
    assert backlog is not None
    assert len(backlog.cards) == 150
    risks = [recall(memories[card.id], TODAY) for card in backlog.cards]
    assert risks == sorted(risks)
    assert backlog.portion == backlog.cards[:PORTION]


def test_a_backlog_is_cleared_in_as_many_days_as_there_are_portions() -> None:
    waiting = [studied(100.0, -30) for _ in range(4 * PORTION)]
    assert cleared_on(waiting, TODAY, PORTION) == TODAY + 3


def test_what_falls_due_meanwhile_delays_it() -> None:
    waiting = [studied(100.0, -30) for _ in range(4 * PORTION)]
    later = [studied(100.0, days) for days in range(1, 4) for _ in range(PORTION // 2)]
    assert cleared_on([*waiting, *later], TODAY, PORTION) == TODAY + 5


def test_a_portion_that_does_not_keep_up_never_clears_it() -> None:
    inflow = [studied(100.0, days) for days in range(400) for _ in range(PORTION + 1)]
    assert cleared_on(inflow, TODAY, PORTION) is None


def test_the_forecast_says_when_a_backlog_is_cleared() -> None:
    cards = choices(4 * PORTION)
    memories = {card.id: studied(100.0, -30) for card in cards}
    found = statistics(cards, memories, [], [], TODAY)
    assert "it is cleared in 3 days." in backlog_in_words(found)
    few = {card.id: studied(100.0, -30) for card in cards[:PORTION]}
    assert "cleared" not in backlog_in_words(statistics(cards, few, [], [], TODAY))


def test_nothing_waiting_is_cleared_today() -> None:
    assert cleared_on([studied(9.0, 5)], TODAY, PORTION) == TODAY


def test_a_backlog_that_no_year_of_portions_clears_is_told_without_living_through_the_year() -> None:
    asked = []

    class Watched(tuple[float, ...]):
        def __getitem__(self, place: Any) -> Any:
            asked.append(place)
            return super().__getitem__(place)

    waiting = [studied(100.0, -30) for _ in range(400 * PORTION)]
    assert cleared_on(waiting, TODAY, PORTION, parameters=Watched(DEFAULT_PARAMETERS)) is None
    assert len(asked) < len(waiting)
