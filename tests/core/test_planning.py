"""A plan for a date: due days drawn before it, and a forecast that learners whose memory is FSRS live up to."""

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from decks_made import deck_of
from histories import START, draft, numbered
from hypothesis import given
from hypothesis import strategies as st

from vnquiz.core.days import Day
from vnquiz.core.events import NO_CARD, EventKind, Memory
from vnquiz.core.memory import DEFAULT_PARAMETERS, prospects, retrievability, step
from vnquiz.core.plan import Plan, fitting, plan_in_force, plan_json, planned
from vnquiz.core.plan_words import choice_rows, sentences, tag_rows
from vnquiz.core.planning import RETENTIONS, Forecast, Study, foreseen, outlined
from vnquiz.core.questions import Card, CardId, DeckId
from vnquiz.core.queue import Limits, Memories, todays_queue
from vnquiz.core.verdicts import Rating

DATE = Day(START + 30)
PLAN = Plan(DATE, START)


def cards_tagged(**counts: int) -> list[Card]:
    questions = "".join(
        f"  - {{id: {tag}-{number}, type: flashcard, ask: Q, answer: A, tags: [{tag}]}}\n"
        for tag, count in counts.items()
        for number in range(count)
    )
    return list(deck_of(f"deck: d\ntitle: T\nquestions:\n{questions}").cards)


(CARD,) = cards_tagged(one=1)


def study_of(**changes: Any) -> Study:
    return replace(Study(START, Limits(20, 200), 0.9, DEFAULT_PARAMETERS, 12.0), **changes)


def test_what_is_due_before_the_date_stays_as_it_is() -> None:
    assert PLAN.due(CARD, Day(START + 12), Day(START + 3)) == START + 12
    assert PLAN.due(CARD, DATE, Day(START + 3)) == DATE


def test_what_would_be_due_after_the_date_is_seen_once_more_in_its_last_week() -> None:
    due = {PLAN.due(card, Day(DATE + 40), Day(START + 3)) for card in cards_tagged(many=60)}
    assert due == set(range(DATE - 7, DATE))


def test_what_was_seen_in_the_last_week_may_be_looked_at_on_the_date_itself() -> None:
    assert PLAN.due(CARD, Day(DATE + 40), Day(DATE - 7)) == DATE
    assert PLAN.due(CARD, Day(DATE + 40), Day(DATE - 1)) == DATE


def test_from_the_date_on_memory_alone_decides() -> None:
    assert PLAN.due(CARD, Day(DATE + 40), DATE) == DATE + 40


def test_a_plan_of_a_few_days_shows_every_card_once_in_them() -> None:
    plan = Plan(Day(START + 3), START)
    due = {plan.due(card, Day(START + 400), Day(START - 20)) for card in cards_tagged(many=40)}
    assert due == {START, START + 1, START + 2}


@given(st.integers(-400, 60), st.integers(1, 3000), st.integers(1, 60))
def test_nothing_that_was_studied_before_the_date_is_due_after_it(ago: int, days: int, span: int) -> None:
    plan = Plan(Day(START + span), START)
    last_day = Day(START + ago)
    due = plan.due(CARD, Day(last_day + days), last_day)
    assert due == last_day + days if last_day >= plan.date else due <= plan.date
    assert due > last_day or ago < 0


def test_a_plan_is_for_its_decks_and_tags_only() -> None:
    (one, two) = cards_tagged(one=1, two=1)
    memories = {card.id: Memory(50.0, 5.0, START, Day(START + 50), 3) for card in (one, two)}
    changed = planned(memories, [one, two], replace(PLAN, tags=("two",)))
    assert changed[one.id] == memories[one.id]
    assert (changed[two.id].due or 0) < DATE
    assert not replace(PLAN, decks=(DeckId("other"),)).covers(one)
    assert replace(PLAN, decks=(DeckId("d"),)).covers(one)


def test_limits_keep_to_the_answers_that_fit_reviews_first() -> None:
    assert fitting(Limits(20, 200), None, 50) == Limits(20, 200)
    assert fitting(Limits(20, 200), 60, 50) == Limits(10, 60)
    assert fitting(Limits(20, 200), 40, 50) == Limits(0, 40)
    assert fitting(Limits(20, 200), -3, 50) == Limits(0, 0)
    assert replace(PLAN, minutes=12).answers_a_day(10.0) == 60
    assert PLAN.answers_a_day(10.0) is None


def in_force(*asked: dict[str, Any], undone: str = "", today: Day = START) -> Plan | None:
    drafts = [draft(EventKind.PLAN, card=NO_CARD, asked=each) for each in asked]
    if undone:
        drafts.append(draft(EventKind.UNDO, card=NO_CARD, target=undone))
    return plan_in_force(numbered(*drafts), today)


def test_the_plan_made_last_is_followed_until_its_date() -> None:
    first = replace(PLAN, decks=(DeckId("d"),), tags=("one", "two"), minutes=9)
    assert in_force() is None
    assert in_force(plan_json(first)) == first
    assert in_force(plan_json(first), plan_json(PLAN)) == PLAN
    assert in_force(plan_json(first), plan_json(PLAN), undone="a2") == first
    assert in_force(plan_json(first), plan_json(None)) is None
    assert in_force(plan_json(PLAN), today=DATE) == PLAN
    assert in_force(plan_json(PLAN), today=Day(DATE + 1)) is None


@pytest.mark.parametrize("date", [None, 5, "", "2027-02-30", "1990-01-01", ["2030-01-01"]])
def test_a_plan_that_makes_no_sense_is_none(date: object) -> None:
    assert in_force({"date": date}) is None


def test_what_makes_no_sense_within_a_plan_is_left_out() -> None:
    asked = plan_json(PLAN) | {"decks": "d", "tags": [1, "one"], "minutes": -4}
    assert in_force(asked) == replace(PLAN, tags=("one",))


def recall_of_a_learner(cards: list[Card], memories: Memories, study: Study, random: Random) -> float:
    """Return the mean recall on the date of one who studies by the plan through the queue of a session."""
    known = dict(memories)
    for number in range(START, DATE):
        day = Day(number)
        for card in todays_queue(cards, planned(known, cards, PLAN), day, study.limits).cards:
            memory = known.get(card.id, Memory())
            recall = 0.5
            if memory.stability is not None and memory.last_day is not None:
                recall = retrievability(memory.stability, day - memory.last_day)
            rating = Rating.GOOD if random.random() < recall else Rating.AGAIN
            due = prospects(memory, card.id, day, 0.9)[rating].due
            known[card.id] = step(memory, rating, day, due=due)
    return sum(on_the_date(known.get(card.id, Memory())) for card in cards) / len(cards)


def on_the_date(memory: Memory) -> float:
    if memory.stability is None or memory.last_day is None:
        return 0.0
    return retrievability(memory.stability, DATE - memory.last_day)


def halfway() -> tuple[list[Card], dict[CardId, Memory]]:
    """Return cards of which some are new, some fresh and some long known."""
    cards = cards_tagged(new=6, fresh=3, old=3)
    fresh = Memory(3.0, 6.0, Day(START - 2), Day(START + 1), 1)
    old = Memory(90.0, 4.0, Day(START - 30), Day(START + 60), 6)
    states = {"fresh": fresh, "old": old}
    return cards, {card.id: states[tag] for card in cards if (tag := card.question.tags[0]) in states}


@pytest.mark.parametrize("limits", [Limits(20, 200), Limits(1, 1)])
def test_a_thousand_learners_whose_memory_is_fsrs_end_within_three_points_of_the_forecast(
    limits: Limits,
) -> None:
    cards, memories = halfway()
    study = study_of(limits=limits)
    random = Random(20_270_531)
    came = [recall_of_a_learner(cards, memories, study, random) for _ in range(1000)]
    forecast = foreseen(cards, memories, PLAN, study, seed=1)
    print(f"foreseen {forecast.all.recall:.4f}, came {sum(came) / len(came):.4f}")
    assert sum(came) / len(came) == pytest.approx(forecast.all.recall, abs=0.03)


def test_the_same_seed_gives_the_same_outline() -> None:
    cards, memories = halfway()
    assert outlined(cards, memories, PLAN, study_of(), 1) == outlined(cards, memories, PLAN, study_of(), 1)


def test_tags_are_told_apart_and_add_up() -> None:
    cards, memories = halfway()
    outline = outlined(cards, memories, PLAN, study_of(), 1)
    shares = {share.name: share for share in outline.forecast.tags}
    assert {name: share.cards for name, share in shares.items()} == {"new": 6, "fresh": 3, "old": 3}
    assert {name: share.new for name, share in shares.items()} == {"new": 6, "fresh": 0, "old": 0}
    assert sum(share.known for share in shares.values()) == pytest.approx(outline.forecast.all.known)
    assert shares["old"].recall > shares["new"].recall
    assert [row[0] for row in tag_rows(outline)] == ["new", "fresh", "old"]


def test_a_plan_that_fits_says_so_and_how_much_a_day_it_takes() -> None:
    cards, memories = halfway()
    outline = outlined(cards, memories, PLAN, study_of(), 1)
    assert outline.needed is None
    assert sentences(outline)[-1] == "All of them fit."
    assert "1 new card a day" in sentences(outline)[1]


def test_a_plan_that_does_not_fit_says_what_it_would_take_and_what_to_drop() -> None:
    cards = cards_tagged(much=300, little=40)
    outline = outlined(cards, {}, PLAN, study_of(limits=Limits(10, 200)), 1)
    assert outline.forecast.all.left_out == 40
    assert outline.needed is not None
    assert outline.needed.all.left_out == 0
    told = sentences(outline)
    assert "40 new cards will not fit." in told
    assert told[-2].startswith("With 15 new cards")
    assert "“little” (40 new cards)" in told[-1]


def test_minutes_are_a_limit_too() -> None:
    cards = cards_tagged(much=300)
    study = study_of(limits=Limits(100, 1000))
    free, short = (foreseen(cards, {}, replace(PLAN, minutes=minutes), study, 1) for minutes in (None, 5))
    assert free.all.left_out == 0
    assert short.all.left_out > 0
    assert short.minutes <= 5.5 < free.minutes


def test_siblings_wait_for_different_days() -> None:
    gaps = " ".join(f"{{{{c{number}::word}}}}" for number in range(1, 7))
    deck = deck_of(f'deck: d\ntitle: T\nquestions:\n  - {{id: q, type: cloze, text: "{gaps}"}}\n')
    outline = outlined(list(deck.cards), {}, Plan(Day(START + 3), START), study_of(), 1)
    assert outline.forecast.all.left_out >= 3
    assert any("different days" in sentence for sentence in sentences(outline))


def test_what_was_studied_today_counts_towards_todays_limits() -> None:
    cards = cards_tagged(many=10)
    plan = Plan(Day(START + 1), START)
    fresh, tired = (study_of(limits=Limits(8, 8), left=left) for left in (None, Limits(3, 3)))
    assert foreseen(cards, {}, plan, fresh, 1).all.left_out == 2
    assert foreseen(cards, {}, plan, tired, 1).all.left_out == 7


def test_siblings_of_what_was_studied_today_wait_until_tomorrow() -> None:
    text = "{{c1::one}} {{c2::two}}"
    cards = deck_of(f'deck: d\ntitle: T\nquestions:\n  - {{id: q, type: cloze, text: "{text}"}}\n').cards
    answered = {cards[0].id: step(Memory(), Rating.GOOD, START, due=Day(START + 2))}
    assert foreseen(cards, answered, Plan(Day(START + 1), START), study_of(), 1).all.left_out == 1
    assert foreseen(cards, answered, Plan(Day(START + 2), START), study_of(), 1).all.left_out == 0


def test_a_tag_that_all_cards_bear_is_none_to_leave_out() -> None:
    outline = outlined(cards_tagged(all=100), {}, Plan(Day(START + 2), START), study_of(), 1)
    assert not any("leave out" in sentence for sentence in sentences(outline))


def test_suspended_cards_are_no_part_of_a_plan() -> None:
    cards = cards_tagged(one=2)
    outline = outlined(cards, {cards[0].id: Memory(is_suspended=True)}, PLAN, study_of(), 1)
    assert outline.forecast.all.cards == 1


def test_a_plan_without_cards_says_so() -> None:
    assert sentences(outlined([], {}, PLAN, study_of(), 1)) == ["No card belongs to this plan."]


def test_wanting_to_remember_more_takes_longer() -> None:
    cards = cards_tagged(many=150)
    outline = outlined(cards, {}, Plan(Day(START + 120), START), study_of(limits=Limits(10, 500)), 1)
    assert [retention for retention, _ in outline.choices] == list(RETENTIONS)
    minutes = [forecast.minutes for _, forecast in outline.choices]
    known = [forecast.all.known for _, forecast in outline.choices]
    assert minutes[-1] > 1.5 * minutes[0]
    assert known[-1] > known[0]
    assert choice_rows(outline)[0][0] == "0.70"


def test_no_day_is_over_its_limits_in_the_forecast() -> None:
    cards = cards_tagged(many=200)
    forecast: Forecast = foreseen(cards, {}, PLAN, study_of(limits=Limits(5, 10), seconds=60.0), 1)
    assert forecast.busiest <= (5 + 10) * 2
