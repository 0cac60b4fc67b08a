"""Every number of the statistics is one that can be counted from the event log by hand."""

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from decks_made import cards_of
from histories import START, draft, study
from hypothesis import given, settings
from hypothesis import strategies as st

from vnquiz.core.days import Day, date_of, day_of
from vnquiz.core.events import Draft, Event, EventKind, Json, Memory
from vnquiz.core.folding import normal
from vnquiz.core.memory import prospects, retrievability, step
from vnquiz.core.questions import Card, CardId
from vnquiz.core.replay import present_names
from vnquiz.core.statistics import Retention, Statistics, statistics
from vnquiz.core.verdicts import Rating, VerdictKind
from vnquiz.store.opening import open_for_writing, open_in_memory
from vnquiz.store.progress import SqliteProgress

CARDS = cards_of(
    """
  - {id: a, type: choice, ask: A, answer: right, wrong: [left, up], tags: [x]}
  - {id: b, type: short-answer, ask: B, answer: right, tags: [x, y]}
  - {id: c, type: short-answer, ask: C, answer: right}
"""
)
A, B, C = (card.id for card in CARDS)
GONE = CardId("d/gone")
TODAY = Day(START + 40)


def statistics_of(
    progress: SqliteProgress, cards: Iterable[Card] = CARDS, day: Day = TODAY, *, is_all: bool = True
) -> Statistics:
    own = list(cards)
    tallies = progress.tallies(None if is_all else [card.id for card in own])
    return statistics(own, progress.memories(), tallies, progress.most_confused(), day)


# The second implementation: it knows no tables, tallies or replay, and reads the log from its first event.


class ByHand:
    """All that happened to each card, in the order in which it happened, nothing of what was undone."""

    def __init__(self, events: list[Event]) -> None:
        undone = {e.draft.target for e in events if e.draft.kind is EventKind.UNDO}
        names = present_names(events)
        of_card: dict[CardId, list[Event]] = defaultdict(list)
        for e in events:
            of_card[names.get(e.draft.card, e.draft.card)].append(e)
        self.answers: list[tuple[CardId, Draft]] = []
        self.tests: list[tuple[CardId, Draft, Memory]] = []
        self.introductions: list[tuple[CardId, Draft]] = []
        self.memory: dict[CardId, Memory] = {}
        for card, own in of_card.items():
            counting = [e.draft for e in in_order(own) if e.uid not in undone]
            self.memory[card] = self._live(card, counting)

    def _live(self, card: CardId, drafts: list[Draft]) -> Memory:
        memory, seen = Memory(), set[Day]()
        is_suspended, buried_until = False, None
        for each in drafts:
            kind, rating, day = each.kind.value, each.rating, each.day
            assert memory.stability is None or memory.due is not None
            if kind in ("study", "relearn", "cram", "exam"):
                self.answers.append((card, each))
            if kind == "suspend":
                is_suspended = True
            elif kind == "resume":
                is_suspended = False
            elif kind == "bury":
                buried_until = each.due
            elif kind == "reset":
                memory, seen = Memory(), set()
            elif kind == "study" and rating and day not in seen:
                memory = self._move(card, memory, each, each.due)
                seen.add(day)
            elif kind == "exam" and rating and memory.stability is not None:
                if rating == 1 and day in seen:
                    memory = with_due(memory, day + 1)
                elif day not in seen and (rating == 1 or (memory.due or 0) <= day):
                    memory = self._move(card, memory, each, Day(day + 1) if rating == 1 else each.due)
                    seen.add(day)
        return Memory(
            memory.stability,
            memory.difficulty,
            memory.last_day,
            memory.due,
            memory.reviews,
            memory.lapses,
            is_suspended,
            buried_until,
        )

    def _move(self, card: CardId, memory: Memory, each: Draft, due: Day | None) -> Memory:
        assert each.rating is not None
        if memory.stability is None:
            self.introductions.append((card, each))
        else:
            self.tests.append((card, each, memory))
        if due is None:
            retention = each.desired_retention or 0.9
            due = prospects(memory, card, each.day, retention)[each.rating].due
        return step(memory, each.rating, each.day, due=due)

    def retention(self, cards: set[CardId] | None, days: Iterable[int], is_mature: bool | None) -> Retention:
        reviews = remembered = predicted = desired = 0
        for card, each, before in self.tests:
            assert before.due is not None
            assert before.last_day is not None
            assert before.stability is not None
            mature = before.due - before.last_day >= 21
            if (cards is None or card in cards) and each.day in days and is_mature in (None, mature):
                reviews += 1
                remembered += each.rating != 1
                elapsed = max(0, each.day - before.last_day)
                predicted += round(1e6 * retrievability(before.stability, elapsed))
                desired += round(1e6 * (each.desired_retention or 0.9))
        return Retention(reviews, remembered, predicted, desired)


def with_due(memory: Memory, due: int) -> Memory:
    return Memory(
        memory.stability, memory.difficulty, memory.last_day, Day(due), memory.reviews, memory.lapses
    )


def in_order(events: list[Event]) -> list[Event]:
    """Of what comes next on each device always take the earliest."""
    left = sorted(events, key=lambda e: (e.device, e.number))
    merged = []
    while left:
        heads: dict[str, Event] = {}
        for each in left:
            heads.setdefault(each.device, each)
        head = min(heads.values(), key=lambda e: (e.draft.at.utc, e.device))
        left.remove(head)
        merged.append(head)
    return merged


def compare(found: Statistics, hand: ByHand, cards: list[Card], is_all: bool) -> None:
    """Hold every number against the one counted by hand."""
    day, ids = found.day, {card.id for card in cards}
    chosen = None if is_all else ids
    answers = [(card, each) for card, each in hand.answers if is_all or card in ids]
    introduced = [each for card, each in hand.introductions if is_all or card in ids]

    per_day = Counter(each.day for _, each in answers)
    assert {each.day: each.answers for each in found.days} == per_day
    assert [each.day for each in found.days] == sorted(per_day)
    for each in found.days:
        assert each.introduced == sum(one.day == each.day for one in introduced)
        assert each.milliseconds == sum(min(a.duration or 0, 60_000) for _, a in answers if a.day == each.day)
    assert found.heat == tuple(per_day[Day(day - ago)] for ago in range(364, -1, -1))
    length = 0
    while per_day[Day(day - length - (day not in per_day))]:
        length += 1
    assert found.streak == length
    recent = [each for each in found.days if day - 30 < each.day <= day]
    assert (found.minutes_a_day is None) == (not recent)
    if recent:
        assert found.minutes_a_day == pytest.approx(
            sum(each.milliseconds for each in recent) / 60_000 / len(recent)
        )

    for periods, last_of in (
        (found.retention_by_day, lambda first: first),
        (found.retention_by_week, lambda first: first + timedelta(days=6)),
        (found.retention_by_month, end_of_month),
    ):
        covered: list[int] = []
        for period in periods:
            first = date_of(period.first)
            span = range(period.first, day_of(last_of(first)) + 1)
            covered += span
            assert period.young == hand.retention(chosen, span, False)
            assert period.mature == hand.retention(chosen, span, True)
            assert period.both.reviews > 0
        tested = {each.day for card, each, _ in hand.tests if is_all or card in ids}
        assert tested <= set(covered)
        assert len(covered) == len(set(covered))
    assert all(date_of(period.first).weekday() == 0 for period in found.retention_by_week)
    assert all(date_of(period.first).day == 1 for period in found.retention_by_month)
    always = range(100_000)
    assert found.overall.both == hand.retention(chosen, always, None)
    assert found.recent.both == hand.retention(chosen, range(day - 29, day + 1), None)

    memories = [(card, hand.memory.get(card.id, Memory())) for card in cards]
    compare_states(found, [memory for _, memory in memories], day)
    for mastery, own in [
        (found.decks[0], memories),
        *((tag, [each for each in memories if tag.name in each[0].question.tags]) for tag in found.tags),
    ]:
        compare_mastery(mastery, [memory for _, memory in own], day)
    assert [tag.name for tag in found.tags] == ["x", "y"][: len(found.tags)]

    hard = sorted(
        (-memory.lapses, -memory.difficulty, card.id)
        for card, memory in memories
        if memory.lapses and memory.difficulty
    )
    assert [each.card for each in found.hardest] == [card for *_, card in hard]
    for hardest in found.hardest:
        memory = hand.memory[hardest.card]
        assert (hardest.lapses, hardest.reviews) == (memory.lapses, memory.reviews)
        assert hardest.difficulty == memory.difficulty

    wrong = Counter((card, folded) for card, each in hand.answers if card in ids for folded in wrongs(each))
    assert {(each.card, normal(each.given)): each.times for each in found.confusions} == wrong
    assert [each.times for each in found.confusions] == sorted(wrong.values(), reverse=True)


def compare_states(found: Statistics, memories: list[Memory], day: Day) -> None:
    states = Counter(state_of(memory, day) for memory in memories)
    assert found.states.cards == len(memories)
    for name in ("new", "learning", "learned", "buried", "suspended"):
        assert getattr(found.states, name) == states[name]
    awake = [memory for memory in memories if memory.due is not None and not memory.is_suspended]
    comes = [max(memory.due or 0, memory.buried_until or 0) for memory in awake]
    assert found.forecast.overdue == sum(due < day for due in comes)
    assert found.forecast.due[0] == sum(due <= day for due in comes)
    assert found.forecast.due[1:] == tuple(comes.count(day + ahead) for ahead in range(1, 30))
    assert found.due_tomorrow == comes.count(day + 1)


def compare_mastery(found: Any, memories: list[Memory], day: Day) -> None:
    studied = [memory for memory in memories if memory.stability is not None]
    assert (found.cards, found.studied) == (len(memories), len(studied))
    assert found.learned == sum((memory.stability or 0) >= 21 for memory in studied)
    chances = [
        retrievability(memory.stability or 0, max(0, day - (memory.last_day or 0))) for memory in studied
    ]
    assert found.recall == (pytest.approx(sum(chances) / len(chances)) if chances else None)


def state_of(memory: Memory, day: Day) -> str:
    if memory.is_suspended:
        return "suspended"
    if memory.buried_until and memory.buried_until > day:
        return "buried"
    if memory.stability is None:
        return "new"
    return "learned" if memory.stability >= 21 else "learning"


def end_of_month(first: date) -> date:
    return (first.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def wrongs(each: Draft) -> list[str]:
    given = each.answered
    if each.verdict is VerdictKind.WRONG and isinstance(given.get("text"), str):
        return [normal(str(given["text"]))]
    picked = given.get("picked")
    if isinstance(picked, list) and each.verdict in (VerdictKind.WRONG, VerdictKind.PARTIAL):
        return [normal(str(text)) for text in picked if text != "right"]
    return []


# Random histories: undo, suspension, relearning, exams, renames, copies to other machines, clocks that jump.

KINDS = sorted(set(EventKind) - {EventKind.UNDO, EventKind.RENAME})
names = st.sampled_from([A, B, C, GONE])
days = st.integers(START - 5, START + 60)
GIVEN: list[dict[str, Json]] = [
    {"text": "Hà Nội"},
    {"text": "hà nội!"},
    {"text": "Huế"},
    {"picked": ["left"]},
    {"picked": ["right", "up"]},
    {"unknown": True},
]
givens = st.sampled_from(GIVEN)


@st.composite
def drafts(pick: st.DrawFn) -> Draft:
    kind = pick(st.sampled_from([EventKind.STUDY] * 8 + KINDS))
    due = pick(st.none() | days)
    return Draft(
        kind=kind,
        card=CardId("") if kind.value.startswith("exam-") else pick(names),
        at=study(day=pick(days), hour=pick(st.integers(4, 27))).at,
        day=Day(pick(days)),
        rating=pick(st.sampled_from(Rating)),
        verdict=pick(st.sampled_from(VerdictKind)),
        score=0.5,
        asked={"right": "right", "options": ["left", "right", "up"]},
        answered=pick(givens),
        duration=pick(st.none() | st.integers(0, 90_000)),
        desired_retention=pick(st.sampled_from([None, 0.8, 0.9])),
        due=None if due is None else Day(due),
    )


steps = st.lists(
    drafts()
    | drafts()
    | drafts()
    | st.builds(lambda old, new: draft(EventKind.RENAME, card=old, target=new), names, names)
    | st.integers(0, 30),  # take back the event of this number, if there is one
    max_size=30,
)
copied = st.lists(drafts() | drafts() | drafts() | st.integers(0, 15) | st.just("copy"), max_size=16)


def play(progress: SqliteProgress, path: Path, steps: list[Draft | int | str]) -> SqliteProgress:
    events: list[Event] = []
    for number, each in enumerate(steps):
        match each:
            case Draft():
                events += progress.append(each)
            case int() if each < len(events):
                target = events[each]
                events += progress.append(draft(EventKind.UNDO, card=target.draft.card, target=target.uid))
            case "copy":
                progress.close()
                path = Path(shutil.copy(path, path.with_name(f"{number}.db")))
                progress = open_for_writing(path)
    return progress


def hold(progress: SqliteProgress, day: Day) -> None:
    hand = ByHand(list(progress.events()))
    for cards, is_all in ((CARDS, True), (CARDS[:2], False)):
        compare(statistics_of(progress, cards, day, is_all=is_all), hand, cards, is_all)
    assert progress.verify() == []


@settings(max_examples=200, deadline=None)
@given(steps, st.integers(0, 70))
def test_every_number_is_the_one_counted_by_hand(steps: list[Draft | int | str], later: int) -> None:
    with play(open_in_memory(), Path(), steps) as progress:
        hold(progress, Day(START + later))


@settings(max_examples=30, deadline=None)
@given(copied, st.integers(0, 70))
def test_every_number_is_right_of_a_log_of_several_devices(
    steps: list[Draft | int | str], later: int
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "progress.db"
        with play(open_for_writing(path), path, steps) as progress:
            hold(progress, Day(START + later))


def test_a_card_confused_with_the_same_in_other_letters_is_confused_twice_with_one_thing() -> None:
    with open_in_memory() as progress:
        for text in ("Huế", "huế.", "Huế", "Đà Nẵng"):
            progress.append(study(Rating.AGAIN, card=B, verdict=VerdictKind.WRONG, answered={"text": text}))
        found = statistics_of(progress).confusions
    assert [(each.given, each.times) for each in found] == [("Huế", 3), ("Đà Nẵng", 1)]


def test_an_option_that_is_right_or_a_long_text_is_no_confusion() -> None:
    picked = {"picked": ["right one", "left"]}
    asked = {"right": "other; right one"}
    with open_in_memory() as progress:
        progress.append(
            study(card=A, verdict=VerdictKind.PARTIAL, asked=asked, answered=picked),
            study(card=B, verdict=VerdictKind.WRONG, answered={"text": "x" * 61}),
            study(card=C, verdict=VerdictKind.TYPO, answered={"text": "rihgt"}),
        )
        assert [each.given for each in statistics_of(progress).confusions] == ["left"]


def test_a_changed_answer_or_sum_in_the_cache_is_found_by_verify() -> None:
    with open_in_memory() as progress:
        progress.append(study(card=A), study(card=A, day=START + 3))
        assert progress.verify() == []
        progress._database.run("UPDATE answer SET recall = recall + 1 WHERE number = 2")
        assert progress.verify() == [
            f"What is remembered of card {A} is not what its events say.",
            f"What is counted of study day {START + 3} is not what its answers say.",
        ]


def test_a_long_history_is_not_replayed_for_one_more_answer() -> None:
    """A card's row of another memory shows that the next answer goes on from it."""
    with open_in_memory() as progress:
        progress.append(study(card=A))
        progress._database.run("UPDATE memory SET stability = 55.5")
        progress.append(draft(EventKind.SUSPEND, card=A))
        assert progress.memory(A).stability == 55.5
        (answer,) = progress.append(study(card=A, day=START + 1))
        progress.append(draft(EventKind.UNDO, card=A, target=answer.uid))
        assert progress.memory(A).stability == step(Memory(), Rating.GOOD, START).stability


@pytest.mark.parametrize(("days", "is_mature"), [(20, False), (21, True)])
def test_a_card_is_mature_from_an_interval_of_21_days_on(days: int, is_mature: bool) -> None:
    with open_in_memory() as progress:
        progress.append(study(card=A, due=Day(START + days)), study(card=A, day=START + 1))
        overall = statistics_of(progress).overall
    assert (overall.young.reviews, overall.mature.reviews) == (int(not is_mature), int(is_mature))
