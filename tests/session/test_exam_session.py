"""An exam, played without a terminal over a real event log."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from decks_made import Clock, cards_of, choices

from vnquiz.core.days import Day
from vnquiz.core.decks import Deck
from vnquiz.core.events import Draft, EventKind, Memory
from vnquiz.core.exam import TIME_IS_UP, ExamSession, askable_items, sheet_of
from vnquiz.core.marks import Confidence, mark_of
from vnquiz.core.memory import prospects
from vnquiz.core.paper import Rules, draw_paper
from vnquiz.core.questions import Card
from vnquiz.core.queue import Limits, todays_queue
from vnquiz.core.results import HandedIn, Order, Result, read_result, result_bytes
from vnquiz.core.running import begin, read_exam
from vnquiz.core.tasks import Judge, Judged, Pick, Picked, Response, Typed, Unknown
from vnquiz.core.verdicts import Rating, Unreadable, VerdictKind
from vnquiz.store.opening import open_for_writing, open_in_memory
from vnquiz.store.progress import SqliteProgress

RETENTION = 0.9


class Sitting:
    """A learner at an exam over some cards, with his log and a clock."""

    def __init__(
        self, cards: Sequence[Card], rules: Rules | None = None, progress: SqliteProgress | None = None
    ) -> None:
        self.cards = list(cards)
        self.rules = rules or Rules(seed=1)
        self.progress = progress or open_in_memory()
        self.clock = Clock()

    def begin(self) -> ExamSession:
        decks = [Deck(self.cards[0].deck, (), tuple(self.cards))]
        items = draw_paper(self.cards, 1000, self.rules.seed, self.rules.order)
        sheet = sheet_of(items, decks, self.rules, "vnquiz test", self.clock())
        exam = begin(sheet, self.progress, self.clock())
        return ExamSession(exam, items, self.progress, self.clock, desired_retention=RETENTION)

    def resume(self, cards: Sequence[Card] | None = None) -> ExamSession:
        """Go on after the program was killed."""
        exam = read_exam(self.progress.unfinished_exam())
        assert exam is not None
        known = {card.id: card for card in (self.cards if cards is None else cards)}
        items = askable_items(exam, known)
        return ExamSession(exam, items, self.progress, self.clock, desired_retention=RETENTION)

    def learn(self, *, due: int) -> None:
        """Have every card studied twenty days ago and due so many days from now."""
        today = self.clock().day
        day = Day(today - 20)
        self.progress.append(
            *(
                Draft(
                    EventKind.STUDY, card.id, self.clock(), day, rating=Rating.EASY, due=Day(today + due + n)
                )
                for n, card in enumerate(self.cards)
            )
        )


def right(session: ExamSession) -> Response:
    task = session.item.task
    match task:
        case Pick(right=options):
            return Picked(options)
        case Judge(answer):
            return Judged(answer)
    raise AssertionError(task)


def wrong(session: ExamSession) -> Response:
    task = session.item.task
    assert isinstance(task, Pick)
    return Picked(frozenset([next(i for i in range(3) if i not in task.right)]))


def answer_all(session: ExamSession, *, misses: Sequence[int] = ()) -> Result:
    for place in range(len(session.items)):
        session.go(place)
        assert session.answer(wrong(session) if place in misses else right(session)) is None
    return session.hand_in()


def test_the_first_question_is_up_and_nothing_is_answered() -> None:
    session = Sitting(choices(5)).begin()
    assert (session.place, session.open_places, session.result) == (0, [0, 1, 2, 3, 4], None)
    assert session.response is None


def test_questions_are_answered_in_any_order_and_answers_changed_until_the_end() -> None:
    session = Sitting(choices(3)).begin()
    session.go(2)
    session.answer(wrong(session))
    session.go(0)
    session.answer(right(session))
    session.go(2)
    session.answer(right(session))
    assert session.open_places == [1]
    assert [item.score for item in session.hand_in().items] == [1.0, 0.0, 1.0]


def test_a_withdrawn_answer_leaves_the_question_open() -> None:
    session = Sitting(choices(1)).begin()
    session.answer(right(session))
    assert session.withdraw()
    assert session.open_places == [0]
    assert not session.withdraw()
    (item,) = session.hand_in().items
    assert (item.answered, item.verdict, item.score) == (None, None, 0.0)


def test_what_cannot_be_read_is_not_taken() -> None:
    session = Sitting(cards_of("  - {id: n, type: numeric, ask: N, answer: 5}\n")).begin()
    assert isinstance(session.answer(Typed("five or so")), Unreadable)
    assert session.open_places == [0]


def test_the_next_open_question_is_found_round_the_end() -> None:
    session = Sitting(choices(4)).begin()
    for place in (3, 1):
        session.go(place)
        session.answer(right(session))
    session.go(3)
    assert session.go_to_open()
    assert session.place == 0
    assert session.go_to_open()
    assert session.place == 2
    session.answer(right(session))
    session.go(0)
    session.answer(right(session))
    assert not session.go_to_open()


def test_nothing_of_an_answer_is_told_before_the_end() -> None:
    sitting = Sitting(choices(2))
    session = sitting.begin()
    before = sitting.progress.memories()
    session.answer(wrong(session))
    assert sitting.progress.memories() == before == {}


def test_every_answer_is_on_disk_when_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    sitting = Sitting(choices(3), Rules(1, minutes=30, asks_confidence=True), open_for_writing(path))
    session = sitting.begin()
    session.answer(wrong(session), Confidence.SURE)
    session.go(1)
    session.flag()
    sitting.progress.close()
    sitting.progress = open_for_writing(path)
    again = sitting.resume()
    assert again.entries[0].confidence is Confidence.SURE
    assert again.flagged_places == [1]
    assert again.place == 1
    again.go(0)
    assert isinstance(again.response, Picked)
    assert again.item == session.items[0]
    sitting.progress.close()


def test_the_clock_runs_on_while_the_exam_is_closed() -> None:
    sitting = Sitting(choices(2), Rules(1, minutes=10))
    sitting.begin()
    sitting.clock.move(minutes=4)
    assert sitting.resume().seconds_left == 360


def test_a_clock_set_back_gives_no_time_back() -> None:
    sitting = Sitting(choices(2), Rules(1, minutes=10))
    session = sitting.begin()
    sitting.clock.move(minutes=4)
    session.answer(right(session))
    sitting.clock.move(minutes=-3)
    assert session.seconds_left == 360
    again = sitting.resume()
    assert again.seconds_left == 360
    sitting.clock.move(minutes=1)
    assert again.seconds_left == 300


def test_when_the_time_is_up_the_exam_is_handed_in_with_what_was_given() -> None:
    sitting = Sitting(choices(2), Rules(1, minutes=10))
    session = sitting.begin()
    session.answer(right(session))
    session.go(1)
    sitting.clock.move(minutes=11)
    assert session.answer(right(session)) == TIME_IS_UP
    result = session.result
    assert result is not None
    assert (result.by, [item.score for item in result.items]) == (HandedIn.TIME, [1.0, 0.0])
    assert result.handed_in - result.begun == timedelta(minutes=10)
    assert sitting.progress.unfinished_exam() == []


def test_an_exam_whose_time_ran_out_while_it_was_closed_is_handed_in_when_it_is_opened() -> None:
    sitting = Sitting(choices(2), Rules(1, minutes=10))
    session = sitting.begin()
    session.answer(right(session))
    sitting.clock.move(days=3)
    result = sitting.resume().result
    assert result is not None
    assert mark_of(result.items).score == 1
    (end,) = [event for event in sitting.progress.events() if event.draft.kind is EventKind.EXAM_END]
    assert end.draft.at.utc - result.begun == timedelta(minutes=10)


def test_handing_in_twice_logs_once() -> None:
    sitting = Sitting(choices(2))
    session = sitting.begin()
    assert session.hand_in() is session.hand_in()
    assert sum(event.draft.kind is EventKind.EXAM_END for event in sitting.progress.events()) == 1


def test_the_time_looked_at_a_question_is_counted_over_all_visits() -> None:
    sitting = Sitting(choices(2))
    session = sitting.begin()
    sitting.clock.move(seconds=7)
    session.go(1)
    sitting.clock.move(seconds=5)
    session.go(0)
    sitting.clock.move(seconds=3)
    session.answer(right(session))
    assert [item.seconds for item in session.hand_in().items] == [10.0, 5.0]


def test_the_result_says_of_every_question_what_became_of_it_and_survives_its_file() -> None:
    sitting = Sitting(choices(3), Rules(7, 30, Order.EASY_FIRST, ("x",), asks_confidence=True, name="Lan"))
    session = sitting.begin()
    session.answer(right(session), Confidence.THINK_SO)
    session.go(1)
    session.answer(Unknown())
    session.flag()
    result = session.hand_in()
    assert read_result(result_bytes(result)) == result
    assert (result.name, result.seed, result.minutes, result.order) == ("Lan", 7, 30, Order.EASY_FIRST)
    assert [item.verdict for item in result.items] == [VerdictKind.EXACT, VerdictKind.UNKNOWN, None]
    assert [item.confidence for item in result.items] == [Confidence.THINK_SO, None, None]
    assert [item.is_flagged for item in result.items] == [False, True, False]


def test_an_answer_is_logged_under_its_card_with_what_was_asked() -> None:
    sitting = Sitting(choices(1))
    session = sitting.begin()
    session.answer(right(session), Confidence.SURE)
    session.hand_in()
    (event,) = sitting.progress.history(sitting.cards[0].id)
    assert event.draft.kind is EventKind.EXAM
    assert event.draft.answered == {"picked": ["right0"], "confidence": "sure"}
    assert event.draft.asked["right"] == "right0"
    assert event.draft.target == session.exam.uid


def test_a_question_edited_since_the_beginning_is_left_out_unless_it_was_answered_before() -> None:
    sitting = Sitting(choices(3))
    session = sitting.begin()
    session.answer(right(session))
    answered = session.item.card.id
    edited = cards_of(
        "".join(
            f"  - {{id: q{i}, type: choice, ask: New {i}, answer: right{i}, wrong: [no{i}, never{i}]}}\n"
            for i in range(2)
        )
    )
    kept = [card for card in sitting.cards if card.id == "d/q2"]
    again = sitting.resume([*edited, *kept])
    assert [item.card.id for item in again.items] == ["d/q2"]
    asked = {item.card for item in again.hand_in().items}
    assert asked == {answered, "d/q2"}


def test_only_misses_come_back_tomorrow_and_no_card_gains_stability() -> None:
    sitting = Sitting(choices(20))
    sitting.learn(due=2)
    before = sitting.progress.memories()
    session = sitting.begin()
    misses = [2, 5, 7, 11, 19]
    answer_all(session, misses=misses)
    after, tomorrow = sitting.progress.memories(), Day(sitting.clock().day + 1)
    queue = todays_queue(sitting.cards, after, tomorrow, Limits())
    assert {card.id for card in queue.cards} == {session.items[place].card.id for place in misses}
    assert all((after[card].stability or 0) <= (before[card].stability or 0) for card in before)
    kept = [session.items[place].card.id for place in range(20) if place not in misses]
    assert all(after[card] == before[card] for card in kept)


def test_a_hit_on_a_due_card_is_its_review() -> None:
    sitting = Sitting(choices(1))
    sitting.learn(due=-3)
    before = sitting.progress.memory(sitting.cards[0].id)
    answer_all(sitting.begin())
    after = sitting.progress.memory(sitting.cards[0].id)
    assert after.reviews == 2
    assert (after.stability or 0) > (before.stability or 0)
    assert after.due is not None
    assert after.due > sitting.clock().day + 5


@pytest.mark.parametrize(
    ("question", "odds"),
    [
        ("type: choice, ask: Q, answer: a, wrong: [b, c, d]", 4),
        ("type: choice, ask: Q, answer: [a, b], wrong: [c, d]", 15),
        ("type: true-false, ask: Q, answer: true", 2),
    ],
)
def test_a_hit_in_an_exam_allows_for_luck_as_one_in_a_session_does(question: str, odds: int) -> None:
    sitting = Sitting(cards_of(f"  - {{id: q, {question}}}\n"))
    sitting.learn(due=-3)
    (card,) = sitting.cards
    before = sitting.progress.memory(card.id)
    answer_all(sitting.begin())
    _, event = sitting.progress.history(card.id)
    assert event.draft.asked["one_in"] == odds
    day = sitting.clock().day
    expected = prospects(before, card.id, day, RETENTION, one_in=odds)[Rating.GOOD]
    after = sitting.progress.memory(card.id)
    assert (after.stability, after.due) == (expected.stability, expected.due)


def test_a_miss_in_an_exam_tells_of_no_luck() -> None:
    sitting = Sitting(choices(1))
    sitting.learn(due=-3)
    answer_all(sitting.begin(), misses=[0])
    *_, event = sitting.progress.history(sitting.cards[0].id)
    assert "one_in" not in event.draft.asked


def test_a_new_card_stays_new_and_a_question_left_open_moves_nothing() -> None:
    sitting = Sitting(choices(2))
    session = sitting.begin()
    session.answer(wrong(session))
    session.hand_in()
    assert set(sitting.progress.memories().values()) == {Memory()}


def test_the_effect_on_memory_can_be_switched_off() -> None:
    sitting = Sitting(choices(4), Rules(1, moves_memory=False))
    sitting.learn(due=-1)
    before = sitting.progress.memories()
    answer_all(sitting.begin(), misses=[0, 1])
    assert sitting.progress.memories() == before


def test_an_undamaged_log_verifies_and_replays_after_an_exam(tmp_path: Path) -> None:
    with open_for_writing(tmp_path / "progress.db") as progress:
        sitting = Sitting(choices(6), progress=progress)
        sitting.learn(due=-2)
        answer_all(sitting.begin(), misses=[0, 3])
        assert progress.verify() == []


def test_exams_of_another_device_are_not_gone_on_with() -> None:
    one = Sitting(choices(2))
    one.begin()
    assert Sitting(choices(2)).progress.unfinished_exam() == []
    assert one.progress.unfinished_exam() != []


@pytest.mark.parametrize("days", [1, 14])
def test_misses_of_the_last_days_are_found(days: int) -> None:
    sitting = Sitting(choices(4))
    sitting.learn(due=0)
    answer_all(sitting.begin(), misses=[1])
    sitting.clock.move(days=days)
    today = sitting.clock().day
    assert len(sitting.progress.missed_since(Day(today - days))) == 1
    assert sitting.progress.missed_since(Day(today - days + 1)) == []
