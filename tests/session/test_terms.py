"""Decks studied on their own terms: limits, order, desired retention, marking, and the start of the day."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from decks_made import Clock, cards_of, deck_of
from hypothesis import given
from hypothesis import strategies as st
from playing import deck_of as deck_text

from vnquiz.core.days import DAY_STARTS_AT, Day, Moment, day_of, moment_of
from vnquiz.core.events import EventKind, Memory
from vnquiz.core.marking import mark
from vnquiz.core.memory import prospects
from vnquiz.core.questions import Card, DeckId
from vnquiz.core.queue import Limits, Orders, remaining, todays_queue
from vnquiz.core.searching import Collection, parse_search
from vnquiz.core.study import Judging, StudySession
from vnquiz.core.tasks import Revealed, Typed, TypeDate, TypeText, draw, marked_by, seeded
from vnquiz.core.terms import Marking, Order
from vnquiz.core.verdicts import Rating, Verdict
from vnquiz.opening import open_workspace
from vnquiz.store.opening import open_in_memory

TODAY = Day(20_000)
ONE, TWO = DeckId("one"), DeckId("two")


def cards_in(deck: str, count: int) -> list[Card]:
    questions = "".join(f"  - {{id: q{i}, type: flashcard, ask: Q{i}, answer: A}}\n" for i in range(count))
    return list(deck_of(f"deck: {deck}\ntitle: T\nquestions:\n{questions}").cards)


def known(stability: float, last: int = -10, reviews: int = 2) -> Memory:
    return Memory(stability, 5.0, Day(TODAY + last), TODAY, reviews)


def names(cards: object) -> list[str]:
    return [card.id for card in cards]  # type: ignore[attr-defined]


# limits


def test_the_limits_of_a_deck_hold_within_those_of_all_decks() -> None:
    cards = cards_in("one", 10) + cards_in("two", 10)
    queue = todays_queue(cards, {}, TODAY, Limits(8, 0, {ONE: Limits(3, 0)}))
    assert [card.deck.id for card in queue.cards] == [ONE] * 3 + [TWO] * 5
    queue = todays_queue(cards, {}, TODAY, Limits(2, 0, {ONE: Limits(3, 0)}))
    assert [card.deck.id for card in queue.cards] == [ONE] * 2


def test_what_was_done_today_counts_towards_both_limits() -> None:
    cards = cards_in("one", 6) + cards_in("two", 6)
    memories = {cards[0].id: known(5, 0, 1), cards[1].id: known(5, 0, 3), cards[6].id: known(5, 0, 1)}
    left = remaining(Limits(9, 9, {ONE: Limits(2, 4)}), memories, TODAY)
    assert left == Limits(7, 8, {ONE: Limits(1, 3)})
    queue = todays_queue(cards, memories, TODAY, left)
    assert [card.deck.id for card in queue.cards] == [ONE] + [TWO] * 5


@given(
    st.tuples(*[st.integers(0, 12)] * 6),
    st.lists(st.sampled_from(["new", "due", "later", "done new", "done due"]), min_size=20, max_size=20),
    st.sampled_from(Order),
)
def test_no_day_ever_goes_over_a_limit(limits: tuple[int, ...], states: list[str], order: Order) -> None:
    cards = cards_in("one", 10) + cards_in("two", 10)
    made = {
        "due": known(5),
        "later": Memory(5.0, 5.0, Day(TODAY - 1), Day(TODAY + 3), 2),
        "done new": Memory(5.0, 5.0, TODAY, Day(TODAY + 3), 1),
        "done due": Memory(5.0, 5.0, TODAY, Day(TODAY + 3), 4),
    }
    memories = {card.id: made[state] for card, state in zip(cards, states, strict=True) if state in made}
    new, reviews, new_one, reviews_one, new_two, reviews_two = limits
    whole = Limits(new, reviews, {ONE: Limits(new_one, reviews_one), TWO: Limits(new_two, reviews_two)})
    queue = todays_queue(
        cards, memories, TODAY, remaining(whole, memories, TODAY), orders=Orders(order, {TWO: Order.DECK})
    )

    def asked(state: str, deck: DeckId | None = None) -> int:
        return sum(
            memories.get(card.id) == made.get(state) and deck in (None, card.deck.id) for card in queue.cards
        )

    def done(state: str, deck: DeckId | None = None) -> int:
        return sum(
            own == state and deck in (None, card.deck.id) for own, card in zip(states, cards, strict=True)
        )

    for deck, limit in ((None, whole), *whole.decks.items()):
        assert asked("new", deck) == 0 or asked("new", deck) + done("done new", deck) <= limit.new
        assert asked("due", deck) == 0 or asked("due", deck) + done("done due", deck) <= limit.reviews
    assert (asked("new"), asked("due")) == (queue.new, queue.due)


# order


def test_cards_come_most_at_risk_first_or_as_the_deck_has_them() -> None:
    cards = cards_in("one", 4)
    memories = {card.id: known(strength) for card, strength in zip(cards, (5, 1, 20, 3), strict=True)}
    plenty = Limits(9, 9)
    at_risk = todays_queue(cards, memories, TODAY, plenty, orders=Orders(Order.MOST_AT_RISK))
    assert names(at_risk.cards) == ["one/q1", "one/q3", "one/q0", "one/q2"]
    assert names(todays_queue(cards, memories, TODAY, plenty, orders=Orders(Order.DECK)).cards) == names(
        cards
    )


def test_a_random_order_is_the_same_all_day_and_another_one_the_next() -> None:
    cards = cards_in("one", 30)
    plenty, orders = Limits(99, 99), Orders(Order.RANDOM)
    today = names(todays_queue(cards, {}, TODAY, plenty, orders=orders).cards)
    assert sorted(today) == sorted(names(cards))
    assert today not in (names(cards), names(cards)[::-1])
    rest = todays_queue([card for card in cards if card.id != today[0]], {}, TODAY, plenty, orders=orders)
    assert names(rest.cards) == today[1:]
    assert names(todays_queue(cards, {}, Day(TODAY + 1), plenty, orders=orders).cards) != today


def test_a_deck_with_an_order_of_its_own_keeps_its_places_among_the_others() -> None:
    cards = cards_in("one", 3) + cards_in("two", 3)
    strengths = (2, 1, 5, 6, 4, 3)
    memories = {card.id: known(strength) for card, strength in zip(cards, strengths, strict=True)}
    everywhere = todays_queue(cards, memories, TODAY, Limits(9, 9))
    assert names(everywhere.cards) == ["one/q1", "one/q0", "two/q2", "two/q1", "one/q2", "two/q0"]
    own = todays_queue(cards, memories, TODAY, Limits(9, 9), orders=Orders(decks={TWO: Order.DECK}))
    assert names(own.cards) == ["one/q1", "one/q0", "two/q0", "two/q1", "one/q2", "two/q2"]


# desired retention


def test_the_desired_retention_of_the_cards_deck_makes_the_outlook_and_goes_into_the_event() -> None:
    wanted = {ONE: 0.97, TWO: 0.75}
    cards = [*cards_in("one", 1), *cards_in("two", 1)]
    clock = Clock()
    with open_in_memory() as progress:
        session = StudySession(cards, progress, clock, seed=1, desired_retention=wanted.__getitem__)
        for card in cards:
            memory = progress.memory(card.id)
            asking = session.phase
            session.answer(Revealed())
            assert isinstance(session.phase, Judging), asking
            ahead = prospects(memory, card.id, clock().day, wanted[card.deck.id])
            assert session.phase.outlook[Rating.GOOD] == ahead[Rating.GOOD].interval_days
            session.rate(Rating.GOOD)
            (event,) = progress.history(card.id)
            assert event.draft.desired_retention == wanted[card.deck.id]
            assert event.draft.due == ahead[Rating.GOOD].due
    assert wanted[ONE] != wanted[TWO]


def test_an_answer_is_kept_with_the_retention_its_outlook_was_shown_with() -> None:
    wanted = {ONE: 0.97}
    clock = Clock()
    (card,) = cards_in("one", 1)
    with open_in_memory() as progress:
        session = StudySession([card], progress, clock, seed=1, desired_retention=wanted.__getitem__)
        session.answer(Revealed())
        assert isinstance(session.phase, Judging)
        shown = session.phase.outlook[Rating.EASY]
        wanted[ONE] = 0.7
        session.rate(Rating.EASY)
        (event,) = progress.history(card.id)
        assert (event.draft.desired_retention, event.draft.due) == (0.97, clock().day + shown)


# marking


def scored(marking: Marking, keys: str, typed: str, kind: str = "short-answer", head: str = "") -> float:
    text = f"deck: d\ntitle: T\n{head}questions:\n  - {{id: q, type: {kind}, ask: Q, {keys}}}\n"
    (card,) = deck_of(text).cards
    verdict = mark(marked_by(draw(card, seeded(1)), marking), Typed(typed))
    assert isinstance(verdict, Verdict)
    return verdict.score


@pytest.mark.parametrize(
    ("keys", "typed", "as_written", "strict", "forgiving"),
    [
        ("answer: Điện Biên Phủ", "dien bien phu", 1.0, 0.0, 1.0),
        ("answer: Điện Biên Phủ", "Điện Biên Phủ", 1.0, 1.0, 1.0),
        ("answer: Điện Biên Phủ, diacritics: require", "dien bien phu", 0.0, 0.0, 1.0),
        ("answer: Tôn Đức Thắng, typos: 1", "Ton Duc Thangg", 0.9, 0.0, 0.9),
        ("answer: Tôn Đức Thắng", "Ton Duc Thangg", 0.0, 0.0, 0.9),
        ("answer: Huế", "Huw", 0.0, 0.0, 0.0),
        ("answer: Geneva Accords 1954", "Geneva Accords 1945", 0.0, 0.0, 0.0),
        ("answer: Geneva Accords 1954", "Geneva Acords 1954", 0.0, 0.0, 0.9),
    ],
)
def test_marking_is_as_strict_as_is_wanted_and_never_forgives_figures_or_short_words(
    keys: str, typed: str, as_written: float, strict: float, forgiving: float
) -> None:
    wanted = {Marking.AS_WRITTEN: as_written, Marking.STRICT: strict, Marking.FORGIVING: forgiving}
    assert {marking: scored(marking, keys, typed) for marking in Marking} == wanted


@pytest.mark.parametrize("marking", Marking)
def test_a_year_is_never_another_however_one_marks(marking: Marking) -> None:
    assert scored(marking, "answer: 1972", "1973", "date") == 0
    assert scored(marking, "answer: 1972", "1973", "numeric") == 0
    assert scored(marking, "answer: '1972'", "1973") == 0


def test_more_slips_stay_forgiven_where_the_author_forgives_them() -> None:
    (card,) = cards_of("  - {id: q, type: short-answer, ask: Q, answer: long enough words, typos: 3}\n")
    task = marked_by(draw(card, seeded(1)), Marking.FORGIVING)
    assert isinstance(task, TypeText)
    assert task.leniency.typos == 3


def test_a_session_marks_each_deck_as_it_is_to_be_marked() -> None:
    def deck(name: str) -> Card:
        text = f"deck: {name}\ntitle: T\nquestions:\n  - {{id: q, type: short-answer, ask: Q, answer: Huế}}\n"
        (card,) = deck_of(text).cards
        return card

    markings = {ONE: Marking.STRICT, TWO: Marking.AS_WRITTEN}
    with open_in_memory() as progress:
        session = StudySession(
            [deck("one"), deck("two")],
            progress,
            Clock(),
            seed=1,
            desired_retention=0.9,
            marking=markings.__getitem__,
        )
        rights = []
        for _ in markings:
            session.answer(Typed("Hue"))
            assert isinstance(session.phase, Judging)
            rights.append(session.phase.verdict.is_right)
            session.rate(Rating.GOOD)
    assert rights == [False, True]


def test_only_typed_words_can_be_marked_otherwise() -> None:
    (card,) = cards_of("  - {id: q, type: date, ask: Q, answer: 1999}\n")
    task = draw(card, seeded(1))
    assert isinstance(task, TypeDate)
    assert marked_by(task, Marking.FORGIVING) is task


# leeches


def test_a_card_is_a_leech_from_the_lapses_its_deck_says() -> None:
    cards = [*cards_in("one", 3), *cards_in("two", 3)]
    memories = {card.id: Memory(5.0, 5.0, TODAY, TODAY, 9, 2 * (i % 3)) for i, card in enumerate(cards)}
    collection = Collection(cards, {ONE: 2, TWO: 4}.__getitem__)
    assert names(collection.find(parse_search("is:leech"), memories, TODAY)) == ["one/q1", "one/q2", "two/q2"]


# the start of the day


@given(st.integers(0, 24 * 60 - 1), st.integers(0, 24 * 60 - 1))
def test_a_day_starts_when_it_is_told_to(starts_at: int, minute: int) -> None:
    clock = Clock()
    midnight = clock.time.replace(hour=0, minute=0)
    moment = moment_of(midnight + timedelta(minutes=minute))
    told = Moment(moment.utc, moment.offset, starts_at)
    assert told.day == day_of(midnight.date()) - (minute < starts_at)
    assert told == moment
    assert moment.day_starts_at == DAY_STARTS_AT


# the workspace, which brings them together


def test_the_settings_of_the_file_are_obeyed_and_a_change_rewrites_no_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VNQUIZ_HOME", str(tmp_path))
    (tmp_path / "decks").mkdir()
    questions = [f"{{id: q{i}, type: flashcard, ask: Q{i}, answer: A}}" for i in range(9)]
    for name in ("one", "two"):
        text = deck_text(*(f"- {question}" for question in questions), id=name, title=name)
        (tmp_path / "decks" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "settings.yaml").write_text(
        "new_per_day: 6\nday_starts_at: 10:00\ndecks:\n  one:\n    new_per_day: 2\n    desired_retention: 0.8\n"
        "    leech_threshold: 3\n",
        encoding="utf-8",
    )
    now = Clock().time.replace(hour=9)
    with open_workspace(references=["one", "two"], now=now, is_writing=True) as workspace:
        day = Day(day_of(now.date()) - 1)
        assert workspace.today == day
        assert (workspace.terms(ONE).leech_threshold, workspace.terms(TWO).leech_threshold) == (3, 6)
        assert shares(workspace.queue(workspace.cards()).cards) == {"one": 2, "two": 4}
        assert [row.new for row in workspace.overview().rows] == [2, 6]
        session = workspace.session(workspace.queue(workspace.cards()).cards, 1)
        session.answer(Revealed())
        session.rate(Rating.GOOD)
        (before,) = workspace.progress.events()
        assert (before.draft.kind, before.draft.day) == (EventKind.STUDY, day)
        assert before.draft.desired_retention == 0.8
        workspace.set_setting(["day_starts_at"], "04:00")
        workspace.set_setting(["decks", "one", "desired_retention"], None)
        assert workspace.today == day + 1
        assert workspace.terms(ONE).desired_retention == 0.9
        session.answer(Revealed())
        session.rate(Rating.GOOD)
        first, second = workspace.progress.events()
        assert first == before
        assert (second.draft.day, second.draft.desired_retention) == (day + 1, 0.9)
        assert first.draft.day == day
        assert workspace.progress.verify() == []


def shares(cards: object) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for card in cards:  # type: ignore[attr-defined]
        found[card.deck.id] = found.get(card.deck.id, 0) + 1
    return found
