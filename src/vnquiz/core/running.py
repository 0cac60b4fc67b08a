"""An exam as the log has it: begun, answered draft by draft, handed in; it needs no deck to be marked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, cast

from vnquiz.core.days import Day, Moment
from vnquiz.core.events import NO_CARD, ONE_IN, RAREST_LUCK, Draft, Event, EventKind, Json, Progress
from vnquiz.core.marks import Confidence, mark_of
from vnquiz.core.memory import DEFAULT_PARAMETERS, Parameters, prospects
from vnquiz.core.results import HandedIn, Result, ResultItem, as_json, from_json
from vnquiz.core.terms import Retention, retention_for
from vnquiz.core.verdicts import Rating, VerdictKind


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is fixed when an exam begins: its result with every item open, and what becomes of it.

    `moves_memory` says whether misses come back for review, `file` where the result is to be written, if anywhere.
    """

    result: Result
    moves_memory: bool = True
    file: str = ""

    def to_json(self) -> dict[str, Json]:
        """Return the sheet as it stands in the log."""
        paper = cast(Json, as_json(self.result))
        return {"paper": paper, "moves_memory": self.moves_memory, "file": self.file}


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands for an item so far: the answer, empty while it is open, how it was marked, and how sure it is.

    `rating` is what marking suggests; `seconds` is how long the item was looked at until then.
    """

    answered: Mapping[str, Json] = field(default_factory=dict)
    verdict: VerdictKind | None = None
    score: float = 0.0
    rating: Rating | None = None
    confidence: Confidence | None = None
    is_flagged: bool = False
    seconds: float = 0.0

    @property
    def is_open(self) -> bool:
        """The item was not answered, or the answer was withdrawn."""
        return self.verdict is None


@dataclass(frozen=True, slots=True)
class RunningExam:
    """An exam that was begun and not handed in: its sheet and one entry for each item.

    `uid` is that of the event that began it; `known` is how many seconds the log knows to have passed.
    """

    uid: str
    begun: Moment
    sheet: Sheet
    entries: tuple[Entry, ...]
    known: float = 0.0

    @property
    def limit(self) -> float | None:
        """How many seconds it may take, None for as many as one likes."""
        minutes = self.sheet.result.minutes
        return None if minutes is None else minutes * 60.0

    def seconds_at(self, now: Moment) -> float:
        """Return how many seconds have passed: never fewer than the log knows of, whatever the clock says."""
        return max(self.known, (now.utc - self.begun.utc).total_seconds())

    def is_over(self, now: Moment) -> bool:
        """Tell whether the time is up."""
        return self.limit is not None and self.seconds_at(now) >= self.limit

    def result(self, duration: int, by: HandedIn, left_out: Iterable[int] = ()) -> Result:
        """Return what the exam comes to when it ends after so many milliseconds, without the items left out.

        A clock that was set back meanwhile does not count: no exam ends before it began.
        """
        handed_in = self.sheet.result.begun + timedelta(milliseconds=duration)
        without = set(left_out)
        items = tuple(
            _filled(item, entry)
            for number, (item, entry) in enumerate(zip(self.sheet.result.items, self.entries, strict=True), 1)
            if number not in without
        )
        return replace(self.sheet.result, handed_in=handed_in, by=by, items=items)


def begin(sheet: Sheet, progress: Progress, now: Moment) -> RunningExam:
    """Write down that an exam begins."""
    (event,) = progress.append(Draft(EventKind.EXAM_BEGIN, NO_CARD, now, now.day, asked=sheet.to_json()))
    return RunningExam(event.uid, now, sheet, (Entry(),) * len(sheet.result.items))


def draft_of(exam: RunningExam, number: int, entry: Entry, now: Moment, passed: float) -> Draft:
    """Return the event of what stands for an item now, `passed` seconds after the beginning."""
    return Draft(
        EventKind.EXAM_DRAFT,
        NO_CARD,
        now,
        now.day,
        target=exam.uid,
        rating=entry.rating,
        verdict=entry.verdict,
        score=None if entry.is_open else entry.score,
        asked={"item": number},
        answered={
            **entry.answered,
            "confidence": entry.confidence,
            "flagged": entry.is_flagged,
            "passed": passed,
        },
        duration=round(entry.seconds * 1000),
    )


def read_exam(events: Iterable[Event]) -> RunningExam | None:
    """Return the exam that events tell of, its beginning and its drafts, in order; None where there is none."""
    exam: RunningExam | None = None
    for event in events:
        draft = event.draft
        if draft.kind is EventKind.EXAM_BEGIN:
            sheet = _sheet(draft.asked)
            exam = RunningExam(event.uid, draft.at, sheet, (Entry(),) * len(sheet.result.items))
        elif exam is not None and draft.kind is EventKind.EXAM_DRAFT and draft.target == exam.uid:
            exam = _with_draft(exam, draft)
    return exam


def read_result_of(events: Iterable[Event]) -> Result | None:
    """Return the result that the events of an exam that was handed in tell.

    How long the items were looked at is only known up to the last step.
    """
    told = list(events)
    exam = read_exam(told)
    end = next((each.draft for each in told if each.draft.kind is EventKind.EXAM_END), None)
    if exam is None or end is None:
        return None
    left_out = end.asked.get("left_out")
    numbers = [each for each in left_out if isinstance(each, int)] if isinstance(left_out, list) else []
    by = HandedIn(str(end.answered.get("by")))
    return exam.result(end.duration or 0, by, numbers)


def hand_in(
    exam: RunningExam,
    progress: Progress,
    now: Moment,
    *,
    desired_retention: Retention,
    left_out: Iterable[int] = (),
    parameters: Parameters = DEFAULT_PARAMETERS,
    guess_correction: bool = True,
) -> Result:
    """Log the answers of an exam and its end, all or nothing, and return its result.

    With `guess_correction` memory allows for right choices that were luck. An exam whose time was up is handed
    in at the moment at which it was.
    """
    is_over, limit = exam.is_over(now), exam.limit
    at = now
    if is_over and limit is not None:
        ran_out = exam.begun.utc + timedelta(seconds=limit)
        at = min(now, Moment(ran_out, exam.begun.offset, now.day_starts_at), key=_instant)
    without = sorted(left_out)
    took = exam.seconds_at(now) if limit is None else min(limit, exam.seconds_at(now))
    duration = round(took * 1000)
    result = exam.result(duration, HandedIn.TIME if is_over else HandedIn.LEARNER, without)
    mark = mark_of(result.items)
    drafts = [
        _answer(exam, number, item, entry, progress, at, desired_retention, parameters, guess_correction)
        for number, (item, entry) in enumerate(zip(exam.sheet.result.items, exam.entries, strict=True), 1)
        if not entry.is_open and number not in without
    ]
    end = Draft(
        EventKind.EXAM_END,
        NO_CARD,
        at,
        at.day,
        target=exam.uid,
        score=mark.share,
        asked={"items": mark.items, "left_out": list(without)},
        answered={"by": result.by.value, "corrected": mark.corrected},
        duration=duration,
    )
    progress.append(*drafts, end)
    return result


def _answer(
    exam: RunningExam,
    number: int,
    item: ResultItem,
    entry: Entry,
    progress: Progress,
    at: Moment,
    desired_retention: Retention,
    parameters: Parameters,
    guess_correction: bool,
) -> Draft:
    """Return the event of an answer, which says itself what it does to memory."""
    luck = _one_in(item) if guess_correction and entry.score == 1.0 else 0
    rating = entry.rating if exam.sheet.moves_memory else None
    memory = progress.memory(item.card)
    retention = retention_for(item.card, desired_retention)
    due = None
    if rating is Rating.AGAIN and not memory.is_new:
        due = Day(at.day + 1)
    elif rating is not None and memory.due is not None and memory.due <= at.day and memory.last_day != at.day:
        due = prospects(memory, item.card, at.day, retention, parameters, one_in=luck)[rating].due
    return Draft(
        EventKind.EXAM,
        item.card,
        at,
        at.day,
        target=exam.uid,
        rating=rating,
        verdict=entry.verdict,
        score=entry.score,
        asked={**item.asked, "item": number, **({ONE_IN: luck} if luck else {})},
        answered={**entry.answered, **({"confidence": entry.confidence} if entry.confidence else {})},
        duration=round(entry.seconds * 1000),
        desired_retention=retention,
        due=due,
    )


def _one_in(item: ResultItem) -> int:
    """Return k where one blind guess in k is right, 0 where guessing does not help."""
    options = item.asked.get("options")
    if not item.chance:
        return 0
    if not isinstance(options, list):
        return 2
    sets = len(options) if item.chance == 1 / len(options) else 2 ** len(options) - 1
    return sets if sets <= RAREST_LUCK else 0


def _filled(item: ResultItem, entry: Entry) -> ResultItem:
    filled = item._replace(is_flagged=entry.is_flagged, seconds=entry.seconds)
    if entry.is_open:
        return filled
    return filled._replace(
        answered=entry.answered,
        verdict=entry.verdict,
        score=entry.score,
        confidence=entry.confidence,
    )


def _with_draft(exam: RunningExam, draft: Draft) -> RunningExam:
    number = draft.asked.get("item")
    if not isinstance(number, int) or not 1 <= number <= len(exam.entries):
        return exam
    answered: dict[str, Any] = dict(draft.answered)
    confidence = answered.pop("confidence", None)
    is_flagged = bool(answered.pop("flagged", False))
    passed = float(answered.pop("passed", 0.0))
    entry = Entry(
        answered,
        draft.verdict,
        draft.score or 0.0,
        draft.rating,
        None if confidence is None else Confidence(confidence),
        is_flagged,
        (draft.duration or 0) / 1000,
    )
    entries = (*exam.entries[: number - 1], entry, *exam.entries[number:])
    return replace(exam, entries=entries, known=max(exam.known, passed))


def _sheet(asked: Mapping[str, Json]) -> Sheet:
    paper, file = asked.get("paper"), asked.get("file")
    if not isinstance(paper, dict):
        raise ValueError("an exam begins with its paper")
    return Sheet(from_json(paper), asked.get("moves_memory") is not False, str(file or ""))


def _instant(moment: Moment) -> datetime:
    return moment.utc
