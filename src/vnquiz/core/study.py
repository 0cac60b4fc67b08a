"""A study session: it owns the rules of asking, marking, rating and undoing, and commits every answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import assert_never

from vnquiz.core.days import Day, Moment
from vnquiz.core.events import Draft, Event, EventKind, Progress
from vnquiz.core.marking import mark, suggested_rating
from vnquiz.core.memory import DEFAULT_PARAMETERS, DEFAULT_RETENTION, Parameters, Prospect, prospects
from vnquiz.core.plan import Plan
from vnquiz.core.questions import Card, CardId, DeckId
from vnquiz.core.records import answered_json, asked_json, changed_from
from vnquiz.core.tasks import Judge, Pick, Response, Task, draw, marked_by, one_in, seeded
from vnquiz.core.terms import Marking, Retention, retention_for
from vnquiz.core.verdicts import Rating, Unreadable, Verdict

Clock = Callable[[], Moment]
RELEARN_AFTER = 4


class Mode(Enum):
    """What a session's answers do: move the schedule, refresh misses, or nothing but practise."""

    STUDY = EventKind.STUDY
    RELEARN = EventKind.RELEARN
    CRAM = EventKind.CRAM


@dataclass(frozen=True, slots=True)
class Asking:
    """A question is up."""

    card: Card
    task: Task
    since: Moment
    is_hinted: bool = False
    is_repeat: bool = False

    @property
    def hint(self) -> str:
        """The help there is for this card, empty where there is none."""
        return self.card.question.hint


@dataclass(frozen=True, slots=True)
class Judging:
    """A verdict is up and waits for its rating.

    `outlook` says for each rating in how many days the card would be due, 0 meaning again in this session;
    `suggested` is None for a flashcard, which only the learner can rate. `changed_from` is the right answer
    that the card had when it was last answered, empty if it still has that one. `desired_retention` is what the
    outlook was reckoned with.
    """

    asking: Asking
    response: Response
    verdict: Verdict
    suggested: Rating | None
    outlook: Mapping[Rating, int]
    at: Moment
    changed_from: str = ""
    desired_retention: float = DEFAULT_RETENTION

    @property
    def can_be_guess(self) -> bool:
        """Whether a right answer may have been luck."""
        return isinstance(self.asking.task, Pick | Judge) and self.verdict.is_right


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing is left to ask."""


Phase = Asking | Judging | Finished


@dataclass(frozen=True, slots=True)
class Answer:
    """One rated answer of the session."""

    card: Card
    task: Task
    verdict: Verdict
    rating: Rating
    was_new: bool
    is_repeat: bool


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place in the queue."""

    card: Card
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    """Everything an undo brings back."""

    queue: tuple[_Slot, ...]
    shown: int
    answers: tuple[Answer, ...]
    phase: Phase


class StudySession:
    """Asks the cards of a queue one by one. An answer is on disk before the next question is drawn."""

    def __init__(
        self,
        cards: Sequence[Card],
        progress: Progress,
        clock: Clock,
        *,
        seed: int,
        desired_retention: Retention,
        mode: Mode = Mode.STUDY,
        parameters: Parameters = DEFAULT_PARAMETERS,
        marking: Callable[[DeckId], Marking] = lambda _: Marking.AS_WRITTEN,
        guess_correction: bool = True,
        plan: Plan | None = None,
    ) -> None:
        """Begin with the first card; the same seed draws alike. `marking` says how strictly each deck is marked.

        With `guess_correction` a right choice counts for less, because it may have been luck. Under a plan the days
        shown are those on which it brings cards back.
        """
        self._progress = progress
        self._clock = clock
        self._seed = seed
        self._desired_retention = desired_retention
        self._marking = marking
        self._mode = mode
        self._parameters = parameters
        self._guess_correction = guess_correction
        self._plan = plan
        self._past: list[tuple[_State, tuple[Event, ...]]] = []
        slots = tuple(_Slot(card, mode is Mode.RELEARN) for card in cards)
        self._state = self._next(_State(slots, 0, (), Finished()))

    @property
    def phase(self) -> Phase:
        """What is before the learner."""
        return self._state.phase

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The rated answers so far, without those undone."""
        return self._state.answers

    @property
    def left(self) -> int:
        """How many questions are still to come, with the one that is up."""
        return len(self._state.queue)

    @property
    def mode(self) -> Mode:
        """What the answers do."""
        return self._mode

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)

    @property
    def missed(self) -> tuple[Answer, ...]:
        """The first answers that were rated Again, in the order they came."""
        return tuple(a for a in self.answers if a.rating is Rating.AGAIN and not a.is_repeat)

    @property
    def introduced(self) -> int:
        """How many new cards were met."""
        return sum(1 for a in self.answers if a.was_new and not a.is_repeat)

    def hint(self) -> str:
        """Show the hint of the question that is up, and return it."""
        phase = self.phase
        if not isinstance(phase, Asking) or not phase.hint:
            return ""
        self._state = replace(self._state, phase=replace(phase, is_hinted=True))
        return phase.hint

    def answer(self, response: Response) -> Unreadable | None:
        """Mark the response and show the verdict; one that cannot be read leaves the question up."""
        asking = self._asking()
        verdict = mark(asking.task, response)
        if isinstance(verdict, Unreadable):
            return verdict
        at, card = self._clock(), asking.card
        retention = retention_for(card.id, self._desired_retention)
        judging = Judging(
            asking,
            response,
            verdict,
            suggested_rating(asking.task, verdict),
            self._outlook(asking, at.day, verdict, retention),
            at,
            changed_from(card, asking.task, self._progress.history(card.id)),
            retention,
        )
        self._remember()
        self._state = replace(self._state, phase=judging)
        return None

    def rate(self, rating: Rating, *, is_guess: bool = False) -> None:
        """Commit the answer with its rating, then draw the next question."""
        self._commit(rating, is_guess=is_guess)

    def guess(self) -> bool:
        """Rate a right choice as a guess, hence Again; return False where that makes no sense."""
        phase = self.phase
        if not isinstance(phase, Judging) or not phase.can_be_guess:
            return False
        self.rate(Rating.AGAIN, is_guess=True)
        return True

    def relearn(self) -> bool:
        """Let a card whose answer changed begin anew; return False where it did not change.

        The answer that is up is kept; then the card is reset, and comes back in this session as a new one.
        """
        judging = self.phase
        if not isinstance(judging, Judging) or not judging.changed_from:
            return False
        card, now = judging.asking.card, self._clock()
        drafts = [Draft(EventKind.RESET, card.id, now, now.day)]
        if judging.suggested is not None:
            drafts.insert(0, self._answer_draft(judging, judging.suggested, is_guess=False))
        self._remember(*self._progress.append(*drafts))
        queue = self._queue_with_return_of(_Slot(card, self._mode is Mode.RELEARN))
        self._state = self._next(replace(self._state, queue=queue))
        return True

    def bury(self) -> None:
        """Hide the card until tomorrow."""
        now = self._clock()
        self._put_away(EventKind.BURY, now, Day(now.day + 1))

    def suspend(self) -> None:
        """Put the card away until it is resumed."""
        self._put_away(EventKind.SUSPEND, self._clock(), None)

    def undo(self) -> bool:
        """Take back the last step of this session; return False where there is none."""
        if not self._past:
            return False
        state, events = self._past[-1]
        now = self._clock()
        if events:
            self._progress.append(
                *(
                    Draft(EventKind.UNDO, event.draft.card, now, now.day, target=event.uid)
                    for event in reversed(events)
                )
            )
        self._past.pop()
        if isinstance(state.phase, Asking):
            state = replace(state, phase=replace(state.phase, since=now))
        self._state = state
        return True

    def leave(self) -> None:
        """End the session; a verdict that is up takes the suggested rating, so the answer is kept."""
        phase = self.phase
        if isinstance(phase, Judging) and phase.suggested is not None:
            self.rate(phase.suggested)
        self._state = replace(self._state, queue=(), phase=Finished())

    def refresh(self, cards: Mapping[CardId, Card]) -> None:
        """Go on with cards as they were edited meanwhile; one that is gone is not asked any more.

        A question that is up is drawn anew if its answer changed; a verdict stands, because what it marked was
        asked as it was.
        """
        self._past = [(self._edited(state, cards), events) for state, events in self._past]
        state = self._edited(self._state, cards)
        is_gone = isinstance(state.phase, Asking) and state.phase.card.id not in cards
        self._state = self._next(replace(state, queue=state.queue[1:])) if is_gone else state

    def _edited(self, state: _State, cards: Mapping[CardId, Card]) -> _State:
        """Return a state with its cards as they are now; the card that is up stays, even if it is gone."""
        queue = tuple(
            replace(slot, card=cards.get(slot.card.id, slot.card))
            for place, slot in enumerate(state.queue)
            if place == 0 or slot.card.id in cards
        )
        phase = state.phase
        match phase:
            case Asking():
                card = cards.get(phase.card.id, phase.card)
                task = self._drawn(card, state.shown - 1)
                phase = replace(phase, card=card, task=phase.task if task == phase.task else task)
            case Judging(asking=asking):
                card = cards.get(asking.card.id, asking.card)
                phase = replace(phase, asking=replace(asking, card=card))
            case Finished():
                pass
            case _:
                assert_never(phase)
        return replace(state, queue=queue, phase=phase)

    def _drawn(self, card: Card, shown: int) -> Task:
        """Return the card as it is asked at one place of the session, always in the same way."""
        return marked_by(draw(card, seeded(self._seed, shown, card.id)), self._marking(card.deck.id))

    def _asking(self) -> Asking:
        if not isinstance(self.phase, Asking):
            raise ValueError("no question is up")
        return self.phase

    def _next(self, state: _State) -> _State:
        """Return the state with the first card of its queue drawn."""
        if not state.queue:
            return replace(state, phase=Finished())
        slot = state.queue[0]
        task = self._drawn(slot.card, state.shown)
        asking = Asking(slot.card, task, self._clock(), is_repeat=slot.is_repeat)
        return replace(state, shown=state.shown + 1, phase=asking)

    def _queue_with_return_of(self, slot: _Slot) -> tuple[_Slot, ...]:
        """Return the queue after the card that is up, which comes back after a few others."""
        queue = self._state.queue[1:]
        return (*queue[:RELEARN_AFTER], slot, *queue[RELEARN_AFTER:])

    def _outlook(self, asking: Asking, day: Day, verdict: Verdict, retention: float) -> dict[Rating, int]:
        """Return in how many days the card would be due after each rating."""
        memory = self._progress.memory(asking.card.id)
        if self._mode is Mode.STUDY and not asking.is_repeat and memory.last_day != day:
            ahead = self._prospects(asking, day, verdict, retention)
            later = {rating: self._back(asking.card, each.due, day) - day for rating, each in ahead.items()}
        else:
            kept = max(1, memory.due - day) if memory.due is not None else 0
            later = dict.fromkeys(Rating, kept)
        return {**later, Rating.AGAIN: 0}

    def _back(self, card: Card, due: Day, day: Day) -> Day:
        """Return when a card answered today comes back under the plan."""
        return due if self._plan is None else self._plan.due(card, due, day)

    def _prospects(
        self, asking: Asking, day: Day, verdict: Verdict, retention: float
    ) -> dict[Rating, Prospect]:
        memory, luck = self._progress.memory(asking.card.id), self._luck(asking, verdict)
        return prospects(memory, asking.card.id, day, retention, self._parameters, one_in=luck)

    def _luck(self, asking: Asking, verdict: Verdict) -> int:
        """Return k where a right answer counts as one that a blind guess in k gives, else 0."""
        return one_in(asking.task) if self._guess_correction and verdict.is_right else 0

    def _remember(self, *events: Event) -> None:
        """Keep the state before a step, and what the step committed."""
        self._past.append((self._state, events))

    def _answer_draft(self, judging: Judging, rating: Rating, *, is_guess: bool) -> Draft:
        """Return the event of a rated answer."""
        asking, day, retention = judging.asking, judging.at.day, judging.desired_retention
        kind = self._kind(asking)
        due = None
        if kind is EventKind.STUDY and self._progress.memory(asking.card.id).last_day != day:
            due = self._prospects(asking, day, judging.verdict, retention)[rating].due
        return Draft(
            kind,
            asking.card.id,
            judging.at,
            day,
            rating=rating,
            verdict=judging.verdict.kind,
            score=judging.verdict.score,
            asked=asked_json(asking.task, self._luck(asking, judging.verdict)),
            answered=answered_json(asking.task, judging.response)
            | ({"hint": True} if asking.is_hinted else {}),
            is_guess=is_guess,
            duration=max(0, int((judging.at.utc - asking.since.utc).total_seconds() * 1000)),
            desired_retention=retention,
            due=due,
        )

    def _kind(self, asking: Asking) -> EventKind:
        if self._mode is Mode.STUDY and asking.is_repeat:
            return EventKind.RELEARN
        return self._mode.value

    def _commit(self, rating: Rating, *, is_guess: bool = False, then: tuple[Draft, ...] = ()) -> None:
        """Commit the answer that is up, and what goes with it, in one piece; then draw the next question."""
        judging = self.phase
        if not isinstance(judging, Judging):
            raise ValueError("no verdict is up")
        asking = judging.asking
        was_new = self._progress.memory(asking.card.id).is_new
        events = self._progress.append(self._answer_draft(judging, rating, is_guess=is_guess), *then)
        self._remember(*events)
        answer = Answer(asking.card, asking.task, judging.verdict, rating, was_new, asking.is_repeat)
        queue = self._state.queue[1:]
        if rating is Rating.AGAIN and not then:
            queue = self._queue_with_return_of(_Slot(asking.card, is_repeat=True))
        self._state = self._next(replace(self._state, queue=queue, answers=(*self.answers, answer)))

    def _put_away(self, kind: EventKind, now: Moment, until: Day | None) -> None:
        """Hide the card that is up; a verdict takes the suggested rating first, in the same step."""
        phase = self.phase
        match phase:
            case Finished():
                return
            case Asking(card=card):
                draft = Draft(kind, card.id, now, now.day, due=until)
                self._remember(*self._progress.append(draft))
                self._state = self._next(replace(self._state, queue=self._state.queue[1:]))
            case Judging(asking=asking, suggested=suggested):
                draft = Draft(kind, asking.card.id, now, now.day, due=until)
                if suggested is not None:
                    self._commit(suggested, then=(draft,))
                else:
                    self._remember(*self._progress.append(draft))
                    self._state = self._next(replace(self._state, queue=self._state.queue[1:]))
            case _:
                assert_never(phase)
