"""What is asked today, and in which order."""

from random import Random

from decks_made import cards_of, choices

from vnquiz.core.days import Day
from vnquiz.core.events import Memory
from vnquiz.core.memory import retrievability
from vnquiz.core.questions import CardId
from vnquiz.core.queue import (
    Limits,
    ahead_queue,
    cram_queue,
    next_due,
    remaining,
    streak,
    tally,
    todays_queue,
)

TODAY = Day(20_000)
PLENTY = Limits(100, 100)


def known(due: int, stability: float = 5.0, last: int = -10, reviews: int = 2, **more: object) -> Memory:
    return Memory(
        stability=stability,
        difficulty=5.0,
        last_day=Day(TODAY + last),
        due=Day(TODAY + due),
        reviews=reviews,
        **more,  # type: ignore[arg-type]
    )


def ids(cards: object) -> list[str]:
    return [card.id for card in cards]  # type: ignore[attr-defined]


def test_due_cards_come_least_retrievable_first() -> None:
    cards = choices(4)
    strengths = (5.0, 1.0, 20.0, 3.0)
    memories = {card.id: known(0, strength) for card, strength in zip(cards, strengths, strict=True)}
    queue = todays_queue(cards, memories, TODAY, PLENTY)
    recalls = [retrievability(memories[card.id].stability or 0, 10) for card in queue.cards]
    assert recalls == sorted(recalls)
    assert ids(queue.cards) == ["d/q1", "d/q3", "d/q0", "d/q2"]


def test_new_cards_are_mixed_in_evenly_and_in_the_authors_order() -> None:
    cards = choices(8)
    memories = {card.id: known(0) for card in cards[:4]}
    order = ids(todays_queue(cards, memories, TODAY, PLENTY).cards)
    assert [card for card in order if card in memories] == ids(cards[:4])
    assert [card for card in order if card not in memories] == ids(cards[4:])
    assert [card in memories for card in order] == [True, False] * 4


def test_cards_not_yet_due_suspended_or_buried_are_left_out() -> None:
    cards = choices(5)
    memories = {
        cards[0].id: known(1),
        cards[1].id: known(0, is_suspended=True),
        cards[2].id: known(0, buried_until=Day(TODAY + 1)),
        cards[3].id: known(0, buried_until=TODAY),
        cards[4].id: Memory(is_suspended=True),
    }
    assert ids(todays_queue(cards, memories, TODAY, PLENTY).cards) == ["d/q3"]


def test_the_limits_of_the_day_count_what_was_done_already() -> None:
    cards = choices(10)
    memories = {cards[0].id: known(5, last=0, reviews=1), cards[1].id: known(5, last=0, reviews=3)}
    memories |= {card.id: known(0) for card in cards[2:6]}
    left = remaining(Limits(3, 3), memories, TODAY)
    assert left == Limits(2, 2)
    queue = todays_queue(cards, memories, TODAY, left)
    assert (queue.new, queue.due, len(queue.cards)) == (2, 2, 4)


def test_of_siblings_one_is_asked_a_day_and_none_after_another_was_answered() -> None:
    cards = cards_of(
        "  - {id: a, type: cloze, text: '{{c1::x}} {{c2::y}} {{c3::z}}'}\n"
        "  - {id: b, type: flashcard, ask: Q, answer: A, siblings: pair}\n"
        "  - {id: c, type: flashcard, ask: Q, answer: A, siblings: pair}\n"
        "  - {id: d, type: flashcard, ask: Q, answer: A}\n"
    )
    assert ids(todays_queue(cards, {}, TODAY, PLENTY).cards) == ["d/a#c1", "d/b", "d/d"]
    answered = {CardId("d/c"): known(9, last=0), CardId("d/a#c2"): known(9, last=0)}
    assert ids(todays_queue(cards, answered, TODAY, PLENTY).cards) == ["d/d"]


def test_studying_ahead_takes_the_soonest_due_first() -> None:
    cards = choices(4)
    memories = {
        cards[0].id: known(9),
        cards[1].id: known(2),
        cards[2].id: known(0),
        cards[3].id: known(4, last=0),
    }
    assert ids(ahead_queue(cards, memories, TODAY, 10).cards) == ["d/q1", "d/q0"]
    assert ids(ahead_queue(cards, memories, TODAY, 1).cards) == ["d/q1"]


def test_cramming_asks_everything_but_suspended_cards() -> None:
    cards = choices(3)
    memories = {cards[0].id: known(9), cards[1].id: Memory(is_suspended=True)}
    assert sorted(ids(cram_queue(cards, memories, Random(1)).cards)) == ["d/q0", "d/q2"]


def test_learned_means_a_stability_of_three_weeks() -> None:
    cards = choices(3)
    memories = {cards[0].id: known(0, 21.0), cards[1].id: known(0, 20.9, is_suspended=True)}
    found = tally(cards, memories)
    assert (found.cards, found.learned, found.suspended) == (3, 1, 1)


def test_the_next_due_day_is_never_today_or_past() -> None:
    cards = choices(3)
    memories = {cards[0].id: known(7), cards[1].id: known(3), cards[2].id: known(2, is_suspended=True)}
    assert next_due(cards, memories, TODAY) == TODAY + 3
    assert next_due(cards, {cards[0].id: known(-5)}, TODAY) == TODAY + 1
    assert next_due(cards, {}, TODAY) is None


def test_a_streak_lasts_through_a_day_not_yet_studied() -> None:
    assert streak([], TODAY) == 0
    assert streak([TODAY, Day(TODAY - 1), Day(TODAY - 3)], TODAY) == 2
    assert streak([Day(TODAY - 1), Day(TODAY - 2)], TODAY) == 2
    assert streak([Day(TODAY - 2)], TODAY) == 0
