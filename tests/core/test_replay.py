"""Replay turns events into memory by a few rules, whatever the clocks and devices did."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from histories import CARD, START, at, draft, event, numbered, study
from hypothesis import given
from hypothesis import strategies as st

from vnquiz.core.days import Day
from vnquiz.core.events import Draft, Event, EventKind, Memory
from vnquiz.core.memory import prospects, step
from vnquiz.core.questions import CardId
from vnquiz.core.replay import interleave, present_names, replay, standing
from vnquiz.core.verdicts import Rating

A, B, C, D = (CardId(f"deck/{letter}") for letter in "abcd")


def rename(old: CardId, new: CardId, day: int = START) -> Draft:
    return draft(EventKind.RENAME, day, card=old, target=new)


def undo(uid: str, day: int = START, card: CardId = CARD) -> Draft:
    return draft(EventKind.UNDO, day, card=card, target=uid)


def memory_of(*drafts: Draft) -> Memory:
    return replay(numbered(*drafts), CARD)


def test_a_card_without_events_is_new() -> None:
    assert replay([], CARD) == Memory()


def test_the_first_answer_of_a_day_moves_the_schedule_and_is_due_when_its_event_says() -> None:
    answered = memory_of(study(Rating.GOOD, due=Day(START + 77)))
    assert answered == step(Memory(), Rating.GOOD, START, due=Day(START + 77))


@pytest.mark.parametrize("kind", [EventKind.STUDY, EventKind.RELEARN, EventKind.CRAM, EventKind.EXAM])
@pytest.mark.parametrize("rating", [Rating.AGAIN, Rating.GOOD])
def test_repeats_on_the_same_day_do_not_move_the_schedule(kind: EventKind, rating: Rating) -> None:
    first = study(Rating.AGAIN, due=Day(START + 1))
    again = replace(study(rating, hour=13, due=Day(START + 9)), kind=kind)
    assert memory_of(first, again, again) == memory_of(first)


@pytest.mark.parametrize("kind", [EventKind.RELEARN, EventKind.CRAM])
def test_relearning_and_cramming_move_nothing_on_any_day(kind: EventKind) -> None:
    first = study(due=Day(START + 2))
    later = replace(study(Rating.AGAIN, START + 2, due=Day(START + 3)), kind=kind)
    assert memory_of(first, later) == memory_of(first)


def exam(rating: Rating | None, day: int, due: int | None = None) -> Draft:
    return draft(EventKind.EXAM, day, 15, rating=rating, due=None if due is None else Day(due))


def test_an_exam_hit_on_a_due_card_is_its_review() -> None:
    first = study(due=Day(START + 2))
    hit = exam(Rating.GOOD, START + 3, due=START + 14)
    assert memory_of(first, hit) == memory_of(first, study(Rating.GOOD, START + 3, due=Day(START + 14)))


def test_an_exam_hit_on_a_card_that_is_not_due_moves_nothing() -> None:
    first = study(due=Day(START + 9))
    assert memory_of(first, exam(Rating.GOOD, START + 3)) == memory_of(first)


def test_an_exam_miss_as_the_first_answer_of_the_day_is_a_lapse_and_due_tomorrow() -> None:
    first = study(due=Day(START + 9))
    missed = memory_of(first, exam(Rating.AGAIN, START + 3))
    assert missed == step(memory_of(first), Rating.AGAIN, Day(START + 3), due=Day(START + 4))
    assert missed.lapses == 1


def test_an_exam_miss_after_another_answer_of_the_day_only_moves_the_due_day() -> None:
    first = study(Rating.GOOD, due=Day(START + 9))
    assert memory_of(first, exam(Rating.AGAIN, START)) == replace(memory_of(first), due=Day(START + 1))


@pytest.mark.parametrize("rating", [Rating.AGAIN, Rating.GOOD])
def test_after_an_exam_that_moved_a_card_no_answer_of_the_day_moves_it_again(rating: Rating) -> None:
    events = study(due=Day(START + 2)), exam(rating, START + 3, due=START + 4)
    assert memory_of(*events, study(Rating.EASY, START + 3, 20, due=Day(START + 99))) == memory_of(*events)


def test_an_exam_leaves_a_new_card_new_and_without_a_rating_leaves_every_card_alone() -> None:
    first = study(due=Day(START + 2))
    assert memory_of(exam(Rating.AGAIN, START)) == memory_of(exam(Rating.GOOD, START)) == Memory()
    assert memory_of(first, exam(None, START + 3)) == memory_of(first)


def test_an_answer_at_half_past_ten_and_one_at_half_past_seven_are_a_day_apart() -> None:
    evening, morning = at(START, 22.5), at(START + 1, 7.5)
    both = [
        replace(study(Rating.GOOD, evening.day, due=Day(START + 2)), at=evening),
        replace(study(Rating.GOOD, morning.day, due=Day(START + 4)), at=morning),
    ]
    expected = step(step(Memory(), Rating.GOOD, START), Rating.GOOD, Day(START + 1), due=Day(START + 4))
    assert memory_of(*both) == expected


def test_an_undone_answer_never_was() -> None:
    first, second = study(due=Day(START + 2)), study(Rating.AGAIN, START + 2, due=Day(START + 3))
    assert memory_of(first, second, undo("a2")) == memory_of(first)


def test_an_undo_cannot_be_undone() -> None:
    assert memory_of(study(), undo("a1"), undo("a2")) == Memory()


def test_once_the_first_answer_is_undone_the_next_of_the_day_moves() -> None:
    first, second = study(Rating.AGAIN, due=Day(START + 1)), study(Rating.GOOD, hour=13)
    assert memory_of(first, second, undo("a1")) == memory_of(second)
    assert memory_of(second).reviews == 1


def test_an_answer_that_set_no_due_day_gets_the_one_it_would_have_set() -> None:
    learned = study(due=Day(START + 2))
    late = study(Rating.HARD, START + 30, desired_retention=0.8)
    ahead = prospects(memory_of(learned), CARD, Day(START + 30), 0.8)
    assert memory_of(learned, late).due == ahead[Rating.HARD].due
    assert memory_of(learned, late) == memory_of(learned, late)


def test_the_clock_set_back_and_forth_moves_a_card_once_in_each_study_day() -> None:
    days = [START, START - 1, START, START - 1, START]
    answers = [study(Rating.GOOD, day, hour=12 + n) for n, day in enumerate(days)]
    memory = memory_of(*answers)
    assert memory.reviews == 2
    assert memory.last_day == START - 1
    once = step(Memory(), Rating.GOOD, START)
    assert memory.stability == step(once, Rating.GOOD, Day(START - 1)).stability == once.stability


def test_suspending_lasts_until_resuming_and_forgets_nothing() -> None:
    learned = study(due=Day(START + 2))
    suspended = memory_of(learned, draft(EventKind.SUSPEND))
    assert suspended == replace(memory_of(learned), is_suspended=True)
    assert memory_of(learned, draft(EventKind.SUSPEND), draft(EventKind.RESUME)) == memory_of(learned)


def test_a_buried_card_is_hidden_until_the_day_its_event_says() -> None:
    learned = study(due=Day(START + 2))
    buried = memory_of(learned, draft(EventKind.BURY, due=Day(START + 1)))
    assert buried == replace(memory_of(learned), buried_until=Day(START + 1))


def test_a_reset_card_is_new_and_may_be_learned_anew_on_the_same_day() -> None:
    learned = [study(Rating.GOOD, START + 10 * n, due=Day(START + 10 * n + 10)) for n in range(3)]
    reset = draft(EventKind.RESET, START + 20)
    assert memory_of(*learned, reset) == Memory()
    anew = study(Rating.EASY, START + 20, hour=15, due=Day(START + 28))
    assert memory_of(*learned, reset, anew) == memory_of(anew)


def test_a_reset_leaves_a_suspended_card_suspended() -> None:
    assert memory_of(study(), draft(EventKind.SUSPEND), draft(EventKind.RESET)) == Memory(is_suspended=True)


def test_an_undone_reset_gives_back_what_was_learned() -> None:
    assert memory_of(study(), draft(EventKind.RESET), undo("a2")) == memory_of(study())


def test_devices_are_interleaved_by_instant() -> None:
    here = numbered(draft(hour=9), draft(hour=11), device="a")
    there = numbered(draft(hour=8), draft(hour=10), device="b")
    assert [e.uid for e in interleave([*here, *there])] == ["b1", "a1", "b2", "a2"]


def test_a_device_keeps_its_own_order_if_its_clock_goes_back() -> None:
    here = numbered(draft(hour=9), draft(hour=20), draft(hour=7), draft(hour=8), device="a")
    there = numbered(draft(hour=10), draft(hour=21), device="b")
    assert [e.uid for e in interleave([*here, *there])] == ["a1", "b1", "a2", "a3", "a4", "b2"]


def test_a_renamed_card_is_followed_to_its_present_name() -> None:
    assert present_names(numbered(rename(A, B), rename(C, D), rename(B, C))) == {A: D, B: D, C: D}


def test_a_card_renamed_back_has_its_first_name_again() -> None:
    assert present_names(numbered(rename(A, B), rename(B, A))) == {B: A}
    assert present_names(numbered(rename(A, B), rename(B, C), rename(C, A))) == {B: A, C: A}
    assert present_names(numbered(rename(A, B), rename(B, A), rename(A, B))) == {A: B}


def test_an_undone_rename_never_was() -> None:
    assert present_names(numbered(rename(A, B), rename(B, C), undo("a1", card=A))) == {B: C}


def test_a_rename_to_itself_or_to_nothing_changes_nothing() -> None:
    assert present_names(numbered(rename(A, A), rename(A, CardId("")))) == {}


# Random histories of one card: three devices, clocks that jump, and every kind of event.

days = st.integers(START - 5, START + 40)
ratings = st.sampled_from(Rating)
answers = st.builds(
    lambda kind, rating, day, hour, due: replace(study(rating, day, hour, due=due), kind=kind),
    st.sampled_from([EventKind.STUDY] * 4 + [EventKind.RELEARN, EventKind.CRAM, EventKind.EXAM]),
    ratings,
    days,
    st.integers(4, 27),
    st.none() | days.map(Day),
)
steering = st.builds(
    lambda kind, day, due: draft(kind, day, due=due),
    st.sampled_from([EventKind.SUSPEND, EventKind.RESUME, EventKind.BURY, EventKind.RESET]),
    days,
    st.none() | days.map(Day),
)
undos = st.builds(lambda device, number: undo(f"{device}{number}"), st.sampled_from("abc"), st.integers(1, 8))
lanes = st.lists(answers | answers | steering | undos, max_size=8)


@st.composite
def histories(pick: st.DrawFn) -> list[Event]:
    """Return the events of three devices in any order."""
    events = [written for device in "abc" for written in numbered(*pick(lanes), device=device)]
    return pick(st.permutations(events))


def earliest_head_first(events: Sequence[Event]) -> list[Event]:
    """Interleave as the words say: of what comes next on each device, always take the earliest."""
    left = sorted(events, key=lambda e: (e.device, e.number))
    merged = []
    while left:
        heads = [e for e in left if all(o.number >= e.number for o in left if o.device == e.device)]
        head = min(heads, key=lambda e: (e.draft.at.utc, e.device))
        left.remove(head)
        merged.append(head)
    return merged


@given(histories())
def test_interleaving_takes_the_earliest_of_what_comes_next(events: list[Event]) -> None:
    assert interleave(events) == earliest_head_first(events)


@given(histories())
def test_replay_does_not_depend_on_the_order_in_which_events_arrive(events: list[Event]) -> None:
    shuffled = list(events)
    Random(1).shuffle(shuffled)
    assert replay(shuffled, CARD) == replay(events, CARD) == replay(iter(events), CARD)


@given(histories())
def test_replay_is_the_first_moving_answer_of_each_day_since_the_last_reset(events: list[Event]) -> None:
    undone = {e.draft.target for e in events if e.draft.kind is EventKind.UNDO}
    left = [e.draft for e in earliest_head_first(events) if e.uid not in undone]
    resets = [index for index, kept in enumerate(left) if kept.kind is EventKind.RESET]
    since = left[resets[-1] + 1 :] if resets else left
    memory, moved = Memory(), []
    for kept in since:
        tomorrow = Day(kept.day + 1)
        is_in_exam = kept.kind is EventKind.EXAM and memory.due is not None
        is_missed = is_in_exam and kept.rating is Rating.AGAIN
        is_review = is_in_exam and memory.due is not None and memory.due < tomorrow
        if kept.day in moved:
            memory = replace(memory, due=tomorrow) if is_missed else memory
        elif kept.kind is EventKind.STUDY or is_missed or is_review:
            assert kept.rating is not None
            due = tomorrow if is_missed else kept.due
            due = due or prospects(memory, CARD, kept.day, 0.9)[kept.rating].due
            memory = step(memory, kept.rating, kept.day, due=due)
            moved.append(kept.day)
    steered = [d.kind for d in left if d.kind in {EventKind.SUSPEND, EventKind.RESUME}]
    buried = [d.due for d in left if d.kind is EventKind.BURY]
    assert replay(events, CARD) == replace(
        memory,
        is_suspended=bool(steered) and steered[-1] is EventKind.SUSPEND,
        buried_until=buried[-1] if buried else None,
    )


@given(histories())
def test_what_stands_is_neither_an_undo_nor_undone(events: list[Event]) -> None:
    targets = {e.draft.target for e in events if e.draft.kind is EventKind.UNDO}
    assert all(e.draft.kind is not EventKind.UNDO and e.uid not in targets for e in standing(events))


names = st.lists(st.tuples(st.sampled_from([A, B, C, D]), st.sampled_from([A, B, C, D])), max_size=12)


@given(names)
def test_every_present_name_is_final_whatever_was_renamed(pairs: list[tuple[CardId, CardId]]) -> None:
    present = present_names(event(number, rename(*pair)) for number, pair in enumerate(pairs, start=1))
    assert not set(present) & set(present.values())
    if pairs and pairs[-1][0] != pairs[-1][1]:
        old, new = pairs[-1]
        assert present[old] == present.get(new, new)
