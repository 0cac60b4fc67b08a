"""A study session, played without a terminal over a real event log."""

from collections.abc import Sequence

import pytest
from decks_made import Clock, cards_of, choices

from vnquiz.core.events import EventKind, Memory
from vnquiz.core.memory import DEFAULT_PARAMETERS, step
from vnquiz.core.questions import Card
from vnquiz.core.study import Asking, Finished, Judging, Mode, StudySession
from vnquiz.core.tasks import Pick, Picked, Response, Revealed, Typed, Unknown
from vnquiz.core.telling_cards import next_dates
from vnquiz.core.verdicts import Rating, Unreadable
from vnquiz.store.opening import open_in_memory
from vnquiz.store.progress import SqliteProgress


class Play:
    """A session with its log and clock, and short words to play it."""

    def __init__(self, cards: Sequence[Card], mode: Mode = Mode.STUDY, seed: int = 1) -> None:
        self.progress: SqliteProgress = open_in_memory()
        self.clock = Clock()
        self.cards = cards
        self.seed = seed
        self.open(cards, mode)

    def open(self, cards: Sequence[Card], mode: Mode = Mode.STUDY) -> None:
        self.session = StudySession(
            cards, self.progress, self.clock, seed=self.seed, desired_retention=0.9, mode=mode
        )

    @property
    def asking(self) -> Asking:
        assert isinstance(self.session.phase, Asking)
        return self.session.phase

    @property
    def judging(self) -> Judging:
        assert isinstance(self.session.phase, Judging)
        return self.session.phase

    def give(self, response: Response) -> None:
        self.clock.move(seconds=5)
        assert self.session.answer(response) is None

    def right(self) -> Response:
        task = self.asking.task
        assert isinstance(task, Pick)
        return Picked(task.right)

    def wrong(self) -> Response:
        task = self.asking.task
        assert isinstance(task, Pick)
        return Picked(frozenset(range(len(task.options))) - task.right - {max(set(range(3)) - task.right)})

    def take_suggested(self) -> None:
        assert self.judging.suggested is not None
        self.session.rate(self.judging.suggested)

    def kinds(self) -> list[tuple[str, str]]:
        return [(event.draft.kind.value, event.draft.card) for event in self.progress.events()]


def test_an_answer_is_in_the_log_before_the_next_question_is_up() -> None:
    play = Play(choices(2))
    play.give(play.right())
    assert play.kinds() == []
    play.take_suggested()
    assert play.asking.card.id == "d/q1"
    assert play.kinds() == [("study", "d/q0")]


def test_an_event_says_what_was_asked_and_answered() -> None:
    play = Play(choices(1))
    task = play.asking.task
    assert isinstance(task, Pick)
    play.give(play.right())
    play.take_suggested()
    (event,) = play.progress.events()
    assert event.draft.asked == {"options": list(task.options), "right": "right0", "one_in": 3}
    assert event.draft.answered == {"picked": ["right0"]}
    assert event.draft.duration == 5000
    assert event.draft.rating is Rating.GOOD
    assert event.draft.desired_retention == 0.9
    assert event.draft.due is not None
    assert event.draft.due > event.draft.day


def test_a_miss_comes_back_after_a_few_others_as_relearning_until_it_is_known() -> None:
    play = Play(choices(6))
    play.give(play.wrong())
    play.take_suggested()
    order = []
    for _ in range(4):
        order.append(play.asking.card.id)
        play.give(play.right())
        play.take_suggested()
    assert order == ["d/q1", "d/q2", "d/q3", "d/q4"]
    assert play.asking.card.id == "d/q0"
    assert play.asking.is_repeat
    play.give(play.wrong())
    play.take_suggested()
    play.give(play.right())
    play.take_suggested()
    assert play.asking.card.id == "d/q0"
    play.give(play.right())
    play.take_suggested()
    assert isinstance(play.session.phase, Finished)
    assert [kind for kind, card in play.kinds() if card == "d/q0"] == ["study", "relearn", "relearn"]


def test_relearning_leaves_the_schedule_alone_even_past_four_in_the_morning() -> None:
    play = Play(choices(1))
    play.give(play.wrong())
    play.take_suggested()
    before = play.progress.memory(play.cards[0].id)
    play.clock.move(hours=20)
    play.give(play.right())
    play.take_suggested()
    assert play.kinds()[-1][0] == "relearn"
    assert play.progress.memory(play.cards[0].id) == before


def test_undo_goes_back_step_by_step_to_the_start_and_no_further() -> None:
    play = Play(choices(3))
    seen = [play.session.phase]
    for respond in (play.right, play.wrong):
        play.give(respond())
        seen.append(play.session.phase)
        play.take_suggested()
        seen.append(play.session.phase)
    memories = dict(play.progress.memories())
    assert len(memories) == 2
    for phase in reversed(seen[:-1]):
        assert play.session.undo()
        now = play.session.phase
        assert type(now) is type(phase)
        assert getattr(now, "card", None) == getattr(phase, "card", None)
        assert getattr(now, "task", None) == getattr(phase, "task", None)
    assert not play.session.undo()
    assert all(memory.is_new for memory in play.progress.memories().values())
    assert [kind for kind, _ in play.kinds()] == ["study", "study", "undo", "undo"]


def test_the_same_answers_after_an_undo_draw_the_same_questions() -> None:
    play = Play(choices(3))
    play.give(play.right())
    play.take_suggested()
    following = play.asking.task
    play.session.undo()
    play.take_suggested()
    assert play.asking.task == following


def test_a_guess_counts_as_a_miss() -> None:
    play = Play(choices(2))
    play.give(play.right())
    assert play.judging.can_be_guess
    assert play.session.guess()
    (event,) = play.progress.events()
    assert (event.draft.rating, event.draft.is_guess) == (Rating.AGAIN, True)
    assert len(play.session.missed) == 1


def test_a_wrong_choice_cannot_have_been_a_guess() -> None:
    play = Play(choices(1))
    play.give(play.wrong())
    assert not play.session.guess()


def test_burying_hides_the_card_until_tomorrow() -> None:
    play = Play(choices(2))
    play.session.bury()
    assert play.asking.card.id == "d/q1"
    (event,) = play.progress.events()
    assert event.draft.kind is EventKind.BURY
    assert event.draft.due == event.draft.day + 1


def test_suspending_at_a_verdict_keeps_the_answer_and_undo_takes_back_both() -> None:
    play = Play(choices(2))
    play.give(play.right())
    play.session.suspend()
    assert play.kinds() == [("study", "d/q0"), ("suspend", "d/q0")]
    assert play.session.undo()
    assert isinstance(play.session.phase, Judging)
    memory = play.progress.memory(play.cards[0].id)
    assert memory.is_new
    assert not memory.is_suspended


def test_leaving_at_a_verdict_takes_the_suggested_rating() -> None:
    play = Play(choices(2))
    play.give(play.wrong())
    play.session.leave()
    assert isinstance(play.session.phase, Finished)
    (event,) = play.progress.events()
    assert event.draft.rating is Rating.AGAIN


def test_a_flashcard_that_was_not_rated_is_not_logged_on_leaving() -> None:
    play = Play(cards_of("  - {id: q, type: flashcard, ask: Q, answer: A}\n"))
    play.give(Revealed())
    assert play.judging.suggested is None
    play.session.leave()
    assert play.kinds() == []


def test_what_cannot_be_read_is_not_marked() -> None:
    play = Play(cards_of("  - {id: q, type: date, ask: Q, answer: 2023-09-10}\n"))
    assert isinstance(play.session.answer(Typed("31/2/2023")), Unreadable)
    assert isinstance(play.session.phase, Asking)
    assert not play.session.can_undo


def test_not_knowing_is_a_miss() -> None:
    play = Play(choices(1))
    play.give(Unknown())
    play.take_suggested()
    (event,) = play.progress.events()
    assert (event.draft.rating, event.draft.answered) == (Rating.AGAIN, {"unknown": True})


@pytest.mark.parametrize("mode", [Mode.CRAM, Mode.RELEARN])
def test_cramming_and_refreshing_move_no_schedule(mode: Mode) -> None:
    play = Play(choices(1))
    play.give(play.right())
    play.take_suggested()
    before = play.progress.memory(play.cards[0].id)
    play.clock.move(days=30)
    play.open(play.cards, mode)
    play.give(play.wrong())
    play.take_suggested()
    assert play.progress.memory(play.cards[0].id) == before
    assert play.kinds()[-1][0] == mode.value.value


def test_a_second_answer_on_one_day_moves_nothing() -> None:
    play = Play(choices(1))
    play.give(play.right())
    play.take_suggested()
    before = play.progress.memory(play.cards[0].id)
    play.open(play.cards)
    play.give(play.wrong())
    play.take_suggested()
    assert play.progress.memory(play.cards[0].id) == before


def test_the_day_announced_for_a_rating_is_the_day_that_is_set() -> None:
    for rating in (Rating.HARD, Rating.GOOD, Rating.EASY):
        play = Play(choices(1))
        play.give(play.right())
        announced = play.judging.outlook[rating]
        play.session.rate(rating)
        memory = play.progress.memory(play.cards[0].id)
        assert memory.due is not None
        assert memory.due - play.clock().day == announced


def test_one_seed_draws_the_same_options_and_another_draws_others() -> None:
    def options(seed: int) -> list[tuple[str, ...]]:
        play = Play(choices(12), seed=seed)
        drawn = []
        while isinstance(play.session.phase, Asking):
            task = play.asking.task
            assert isinstance(task, Pick)
            drawn.append(task.options)
            play.give(play.right())
            play.take_suggested()
        return drawn

    assert options(1) == options(1)
    assert options(1) != options(2)


def test_a_right_choice_allows_for_luck_and_is_due_as_shown() -> None:
    play = Play(choices(1))
    play.give(play.right())
    shown = play.judging.outlook[Rating.EASY]
    play.session.rate(Rating.EASY)
    (event,) = play.progress.events()
    assert event.draft.asked["one_in"] == 3
    assert event.draft.due == event.draft.day + shown
    plain = step(Memory(), Rating.EASY, event.draft.day).stability
    kept = play.progress.memory(play.cards[0].id).stability
    assert plain is not None
    assert kept is not None
    assert kept < plain
    assert play.progress.verify() == []


def test_the_next_dates_of_a_choice_allow_for_luck() -> None:
    (card,) = choices(1)
    memory, day = Memory(), Clock()().day
    plain = dict(next_dates(card, memory, day, 0.9, DEFAULT_PARAMETERS))
    lucky = dict(next_dates(card, memory, day, 0.9, DEFAULT_PARAMETERS, luck=3))
    play = Play([card])
    play.give(play.right())
    assert lucky["Easy"].startswith(f"{play.judging.outlook[Rating.EASY]} d")
    assert plain["Easy"] != lucky["Easy"]


def test_a_miss_tells_of_no_luck() -> None:
    play = Play(choices(1))
    play.give(play.wrong())
    play.session.rate(Rating.GOOD)
    (event,) = play.progress.events()
    assert "one_in" not in event.draft.asked


def test_with_the_correction_switched_off_a_choice_counts_as_if_it_were_typed() -> None:
    play = Play(choices(1))
    play.session = StudySession(
        play.cards, play.progress, play.clock, seed=1, desired_retention=0.9, guess_correction=False
    )
    play.give(play.right())
    play.take_suggested()
    (event,) = play.progress.events()
    assert "one_in" not in event.draft.asked
    expected = step(Memory(), Rating.GOOD, event.draft.day, due=event.draft.due)
    assert play.progress.memory(play.cards[0].id) == expected
