"""An exam session: any order of answering, flags for later, no feedback until it is handed in."""

from collections.abc import Sequence
from dataclasses import replace

from vnquiz.core import telling
from vnquiz.core.days import Moment
from vnquiz.core.decks import Deck
from vnquiz.core.events import Progress
from vnquiz.core.fingerprints import deck_fingerprint, question_fingerprint
from vnquiz.core.marking import mark, suggested_rating
from vnquiz.core.marks import Confidence, chance_of
from vnquiz.core.markup import plain
from vnquiz.core.memory import DEFAULT_PARAMETERS, Parameters
from vnquiz.core.paper import Item, Rules, item_of
from vnquiz.core.questions import Card, CardId, type_of
from vnquiz.core.records import answered_json, asked_json, response_of
from vnquiz.core.results import HandedIn, Result, ResultDeck, ResultItem
from vnquiz.core.running import Entry, RunningExam, Sheet, draft_of, hand_in
from vnquiz.core.study import Clock
from vnquiz.core.tasks import Response
from vnquiz.core.terms import Retention
from vnquiz.core.verdicts import Unreadable

TIME_IS_UP = Unreadable("The time is up: the exam was handed in.")
"""What an answer is told that comes too late."""


class ExamSession:
    """An exam that is being written. Every answer is on disk when it is given, and may be changed until the end."""

    def __init__(
        self,
        exam: RunningExam,
        items: Sequence[Item],
        progress: Progress,
        clock: Clock,
        *,
        desired_retention: Retention,
        parameters: Parameters = DEFAULT_PARAMETERS,
        guess_correction: bool = True,
    ) -> None:
        """Go on with an exam over those of its items that can still be asked, at the first one that is open."""
        self.exam = exam
        self.items = tuple(items)
        self.result: Result | None = None
        self._progress = progress
        self._clock = clock
        self._retention = desired_retention
        self._parameters = parameters
        self._guess_correction = guess_correction
        now = clock()
        self._lag = exam.seconds_at(now) - (now.utc - exam.begun.utc).total_seconds()
        self._passed = exam.seconds_at(now)
        self._shown_at = self._passed
        self.place = next((place for place in range(len(self.items)) if self._entry(place).is_open), 0)
        self.tick()

    @property
    def rules(self) -> Result:
        """What was fixed when the exam began, as the result will have it."""
        return self.exam.sheet.result

    @property
    def item(self) -> Item:
        """The item that is up."""
        return self.items[self.place]

    @property
    def entry(self) -> Entry:
        """What stands for the item that is up."""
        return self._entry(self.place)

    @property
    def response(self) -> Response | None:
        """The response given to the item that is up, None while it is open."""
        return None if self.entry.is_open else response_of(self.item.task, self.entry.answered)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What stands for each of the items, in the order of the paper."""
        return tuple(self._entry(place) for place in range(len(self.items)))

    @property
    def open_places(self) -> list[int]:
        """The places of the items without an answer."""
        return [place for place, entry in enumerate(self.entries) if entry.is_open]

    @property
    def flagged_places(self) -> list[int]:
        """The places of the items that are flagged for later."""
        return [place for place, entry in enumerate(self.entries) if entry.is_flagged]

    @property
    def left_out(self) -> list[int]:
        """The numbers of the items that were changed or removed since the exam began, and not answered before."""
        asked = {item.number for item in self.items}
        return [
            number
            for number, entry in enumerate(self.exam.entries, start=1)
            if number not in asked and entry.is_open
        ]

    @property
    def seconds_left(self) -> float | None:
        """How much time is left, None where there is no limit."""
        limit = self.exam.limit
        return None if limit is None else max(0.0, limit - self._now())

    def tick(self) -> bool:
        """Hand the exam in if its time is up, and tell whether it is handed in."""
        if self.result is None and self.seconds_left == 0:
            self.hand_in()
        return self.result is not None

    def go(self, place: int) -> None:
        """Turn to an item."""
        if self.result is None and 0 <= place < len(self.items):
            self._stay()
            self.place = place

    def go_to_open(self) -> bool:
        """Turn to the next item without an answer, round to the first; return False where there is none."""
        ahead = [*range(self.place + 1, len(self.items)), *range(self.place + 1)]
        place = next((each for each in ahead if self._entry(each).is_open), None)
        if place is not None:
            self.go(place)
        return place is not None

    def answer(self, response: Response, confidence: Confidence | None = None) -> Unreadable | None:
        """Keep a response to the item that is up, or return why it cannot be read or comes too late."""
        if self.tick():
            return TIME_IS_UP
        task = self.item.task
        verdict = mark(task, response)
        if isinstance(verdict, Unreadable):
            return verdict
        self._keep(
            replace(
                self._stay(),
                answered=answered_json(task, response),
                verdict=verdict.kind,
                score=verdict.score,
                rating=suggested_rating(task, verdict),
                confidence=confidence,
            )
        )
        return None

    def be_sure(self, confidence: Confidence) -> bool:
        """Say how sure the answer to the item that is up is; return False where there is none, or the time is up."""
        if self.tick() or self.entry.is_open:
            return False
        self._keep(replace(self._stay(), confidence=confidence))
        return True

    def withdraw(self) -> bool:
        """Take the answer to the item that is up back; return False where there is none, or the time is up."""
        if self.tick() or self.entry.is_open:
            return False
        kept = self._stay()
        self._keep(Entry(is_flagged=kept.is_flagged, seconds=kept.seconds))
        return True

    def flag(self) -> None:
        """Flag the item that is up for later, or take the flag away."""
        if not self.tick():
            kept = self._stay()
            self._keep(replace(kept, is_flagged=not kept.is_flagged))

    def hand_in(self) -> Result:
        """End the exam, and return what it came to; the same again if it was handed in."""
        if self.result is None:
            self._stay()
            self.result = hand_in(
                self.exam,
                self._progress,
                self._moment(),
                desired_retention=self._retention,
                left_out=self.left_out,
                parameters=self._parameters,
                guess_correction=self._guess_correction,
            )
        return self.result

    def _entry(self, place: int) -> Entry:
        return self.exam.entries[self.items[place].number - 1]

    def _now(self) -> float:
        """Return how many seconds have passed, which never become fewer."""
        since = (self._clock().utc - self.exam.begun.utc).total_seconds() + self._lag
        self._passed = max(self._passed, since)
        return self._passed

    def _moment(self) -> Moment:
        """Return this moment, and let the exam know of the time that has passed."""
        self.exam = replace(self.exam, known=self._now())
        return self._clock()

    def _stay(self) -> Entry:
        """Count the time spent on the item that is up, and return what stands for it."""
        now = self._now()
        spent, self._shown_at = now - self._shown_at, now
        return self._put(replace(self.entry, seconds=self.entry.seconds + spent))

    def _put(self, entry: Entry) -> Entry:
        index = self.item.number - 1
        entries = (*self.exam.entries[:index], entry, *self.exam.entries[index + 1 :])
        self.exam = replace(self.exam, entries=entries)
        return entry

    def _keep(self, entry: Entry) -> None:
        """Commit what stands for the item that is up; nothing is changed here if it cannot be saved."""
        now = self._clock()
        self._progress.append(draft_of(self.exam, self.item.number, entry, now, self._now()))
        self._put(entry)


def sheet_of(items: Sequence[Item], decks: Sequence[Deck], rules: Rules, program: str, now: Moment) -> Sheet:
    """Return the sheet of an exam over a paper drawn from these decks, which begins now."""
    used = {item.card.deck.id for item in items}
    result = Result(
        program=program,
        name=rules.name,
        begun=now.utc,
        handed_in=now.utc,
        seed=rules.seed,
        minutes=rules.minutes,
        order=rules.order,
        tags=rules.tags,
        by=HandedIn.LEARNER,
        asks_confidence=rules.asks_confidence,
        decks=tuple(
            ResultDeck(deck.info.id, deck.info.title, deck_fingerprint(deck))
            for deck in decks
            if deck.info.id in used
        ),
        items=tuple(_open_item(item) for item in items),
    )
    return Sheet(result, rules.moves_memory, rules.result)


def askable_items(exam: RunningExam, cards: dict[CardId, Card]) -> list[Item]:
    """Return those items of an exam whose questions are still what they were when it began."""
    return [
        item_of(card, number, exam.sheet.result.seed)
        for number, item in enumerate(exam.sheet.result.items, start=1)
        if (card := cards.get(item.card)) is not None and question_fingerprint(card) == item.question
    ]


def _open_item(item: Item) -> ResultItem:
    question = item.card.question
    return ResultItem(
        card=item.card.id,
        question=question_fingerprint(item.card),
        type=type_of(question.body).value,
        prompt=plain(telling.prompt(item.card)),
        tags=question.tags,
        cite=tuple(map(str, question.cite)),
        asked=asked_json(item.task),
        answered=None,
        verdict=None,
        score=0.0,
        chance=chance_of(item.task),
        seconds=0.0,
        confidence=None,
        is_flagged=False,
    )
