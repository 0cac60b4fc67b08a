"""The agenda counts what a look at every card counts, whatever happened in between."""

from dataclasses import replace

from decks_made import deck_of
from histories import START, draft, study
from hypothesis import given, settings
from hypothesis import strategies as st

from vnquiz.agenda import Agenda
from vnquiz.core.days import Day
from vnquiz.core.events import Draft, Event, EventKind
from vnquiz.core.questions import CardId
from vnquiz.core.queue import Counts, Limits, Tally, next_due, remaining, tally, todays_queue
from vnquiz.core.verdicts import Rating
from vnquiz.store.opening import open_in_memory
from vnquiz.store.progress import SqliteProgress

QUESTIONS = "".join(
    f"  - {{id: q{i}, type: true-false, ask: Is it {i}?, answer: true, siblings: [s{i // 2}]}}\n"
    for i in range(6)
)
DECKS = [deck_of(f"deck: {name}\ntitle: {name}\nquestions:\n{QUESTIONS}") for name in ("one", "two")]
CARDS = [card for deck in DECKS for card in deck.cards]

names = st.sampled_from([*(card.id for card in CARDS), CardId("one/gone"), CardId("gone/q1")])
days = st.integers(START - 2, START + 12)
kinds = [EventKind.STUDY] * 6 + [
    each for each in EventKind if each not in (EventKind.UNDO, EventKind.RENAME) and "-" not in each
]
drafts = st.builds(
    lambda kind, rating, day, hour, card, due: replace(
        study(rating, day, hour, card=card, due=None if due is None else Day(due)), kind=kind
    ),
    *(st.sampled_from(kinds), st.sampled_from(Rating), days, st.integers(4, 27), names, st.none() | days),
)
steps = st.lists(
    drafts
    | drafts
    | st.builds(lambda old, new: draft(EventKind.RENAME, card=old, target=new), names, names)
    | st.integers(0, 20)  # take back the event of this number, if there is one
    | st.just("look"),
    max_size=30,
)


def compare(agenda: Agenda, progress: SqliteProgress, day: Day, limits: Limits) -> None:
    memories = progress.memories()
    left = remaining(limits, memories, day)
    today = agenda.today(day, limits)
    assert today.limits == left
    every, *counts = agenda.counts(today, DECKS)
    whole = agenda.queue(today, CARDS)
    assert whole == todays_queue(CARDS, memories, day, left)
    assert every == Counts(whole.new, whole.due)
    some = CARDS[1::2]
    assert agenda.queue(today, some) == todays_queue(some, memories, day, left)
    assert agenda.next_due(day, DECKS) == next_due(CARDS, memories, day)
    for deck, count in zip(DECKS, counts, strict=True):
        queue = todays_queue(deck.cards, memories, day, left)
        assert [count] * 2 == agenda.counts(today, [deck]) == [Counts(queue.new, queue.due)] * 2
        assert agenda.tally(deck) == tally(deck.cards, memories)
        assert agenda.next_due(day, [deck]) == next_due(deck.cards, memories, day)


@settings(max_examples=300, deadline=None)
@given(steps, days, st.integers(0, 4), st.integers(0, 4))
def test_the_agenda_is_what_a_look_at_every_card_gives(
    steps: list[Draft | int | str], day: int, new: int, reviews: int
) -> None:
    limits = Limits(new, reviews)
    with open_in_memory() as progress:
        agenda = Agenda(DECKS, progress)
        events: list[Event] = []
        for each in steps:
            match each:
                case Draft():
                    events += progress.append(each)
                case int() if each < len(events):
                    target = events[each]
                    events += progress.append(
                        draft(EventKind.UNDO, card=target.draft.card, target=target.uid)
                    )
                case "look":
                    compare(agenda, progress, Day(day), limits)
        compare(agenda, progress, Day(day), limits)
        compare(Agenda(DECKS, progress), progress, Day(day), limits)
        assert progress.verify() == []


def test_a_card_that_is_gone_is_counted_in_no_deck() -> None:
    with open_in_memory() as progress:
        agenda = Agenda(DECKS, progress)
        compare(agenda, progress, Day(START), Limits())
        gone, plenty = CardId("one/gone"), Limits()
        (event, *_) = progress.append(
            draft(EventKind.SUSPEND, card=gone),
            *(study(Rating.EASY, day, card=gone, due=Day(day + 1)) for day in (START, START + 4, START + 30)),
        )
        assert progress.counts(DECKS[0].info.id) == (1, 1)
        for followed in (agenda, Agenda(DECKS, progress)):
            compare(followed, progress, Day(START + 31), plenty)
            assert followed.tally(DECKS[0]) == Tally(len(DECKS[0].cards), 0, 0)
        progress.append(draft(EventKind.UNDO, card=gone, target=event.uid))
        compare(agenda, progress, Day(START + 31), plenty)


def test_a_card_that_is_new_again_is_counted_again() -> None:
    first, sibling, day, limits = CARDS[0].id, CARDS[1].id, Day(START + 1), Limits()
    with open_in_memory() as progress:
        event, _ = progress.append(study(card=first), draft(EventKind.SUSPEND, card=sibling))
        agenda = Agenda(DECKS, progress)
        compare(agenda, progress, day, limits)
        progress.append(draft(EventKind.UNDO, card=first, target=event.uid))
        compare(agenda, progress, day, limits)
