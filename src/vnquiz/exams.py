"""Exams over a workspace: drawn, begun, gone on with, handed in, and looked back on."""

import secrets
import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from vnquiz import __version__
from vnquiz.core import telling
from vnquiz.core.days import Day, Moment
from vnquiz.core.decks import Deck
from vnquiz.core.exam import ExamSession, askable_items, sheet_of
from vnquiz.core.paper import Rules, draw_paper, examinable
from vnquiz.core.questions import Card
from vnquiz.core.results import Order, Result
from vnquiz.core.running import RunningExam, begin, read_result_of
from vnquiz.core.sentences import counted, listed
from vnquiz.core.study import Clock
from vnquiz.core.telling_exams import duration, percent, shortly
from vnquiz.errors import ProgressDamagedError, UsageError, VnquizError
from vnquiz.workspace import WRITE_AGAIN, Workspace, refuse_to_replace, write_result

QUESTIONS = 20
MISSES_OF_DAYS = 14


@dataclass(frozen=True, slots=True)
class ExamChoice:
    """What a learner wants of an exam.

    `decks` and `tags` are what it is about, all decks where none is named; with `misses_of` only cards that were
    missed within so many days. `minutes` is one for each question unless said otherwise, 0 for no limit.
    """

    decks: tuple[Deck, ...]
    tags: tuple[str, ...] = ()
    misses_of: int | None = None
    questions: int = QUESTIONS
    minutes: int | None = None
    order: Order = Order.SHUFFLED
    asks_confidence: bool = False
    moves_memory: bool = True
    name: str = ""
    result: str = ""
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class PastExam:
    """An exam that was handed in: when, from which decks, its mark and that corrected for chance, 0 to 1."""

    day: Day
    decks: tuple[str, ...]
    items: int
    share: float
    corrected: float
    seconds: float

    @property
    def mark(self) -> str:
        """When it was, and its mark."""
        corrected = f", {percent(self.corrected)} without guessing" if self.corrected != self.share else ""
        return f"{telling.long_date(self.day)}: {percent(self.share)}{corrected}"

    @property
    def about(self) -> str:
        """What it was about, and how long it took."""
        return f"{shortly(self.decks)}, {counted(self.items, 'question')} in {duration(self.seconds)}"


def candidates(workspace: Workspace, choice: ExamChoice) -> list[Card]:
    """Return the cards that an exam may ask."""
    cards = examinable(workspace.cards(choice.decks, choice.tags))
    if choice.misses_of is None:
        return cards
    return workspace.missed(cards, choice.misses_of)


def begin_exam(workspace: Workspace, choice: ExamChoice) -> ExamSession:
    """Draw a paper and let the clock run; raise VnquizError where there is nothing to ask or another one runs."""
    if workspace.damage:
        raise ProgressDamagedError(workspace.damage)
    if workspace.unfinished_exam() is not None:
        raise VnquizError("An exam is still being written: hand that one in first.")
    cards = candidates(workspace, choice)
    if not cards:
        raise UsageError(nothing_to_ask(choice))
    if choice.result:
        refuse_to_replace(choice.result)
    seed = secrets.randbits(32) if choice.seed is None else choice.seed
    items = draw_paper(cards, choice.questions, seed, choice.order)
    rules = Rules(
        seed=seed,
        minutes=minutes_for(choice, len(items)),
        order=choice.order,
        tags=choice.tags,
        asks_confidence=choice.asks_confidence,
        moves_memory=choice.moves_memory,
        name=choice.name,
        result=str(Path(choice.result).absolute()) if choice.result else "",
    )
    now = workspace.clock()
    sheet = sheet_of(items, choice.decks, rules, f"vnquiz {__version__}", now)
    return _session(workspace, begin(sheet, workspace.progress, now))


def resume_exam(workspace: Workspace) -> ExamSession | None:
    """Go on with the exam that was begun and not handed in, its clock running on; None where there is none."""
    exam = workspace.unfinished_exam()
    if exam is None:
        return None
    session = _session(workspace, exam)
    if not session.items and session.result is None:
        decks = listed([f"“{deck.title}”" for deck in exam.sheet.result.decks])
        raise UsageError(
            f"An exam is still being written, but its questions, from {decks}, are not here any more. "
            "Name the file or folder of its decks, or hand it in as it is: vnquiz exam --hand-in"
        )
    return session


def hand_in_as_it_is(workspace: Workspace) -> tuple[Result, str] | None:
    """Hand in the exam that was begun, whether its decks are here or not; return its result and the file for it.

    None where there is none.
    """
    exam = workspace.unfinished_exam()
    if exam is None:
        return None
    return workspace.hand_in(exam), exam.sheet.file


def last_result(workspace: Workspace) -> Result | None:
    """Return the result of the last exam that was handed in, None where there is none."""
    finished = workspace.progress.finished_exams()
    if not finished:
        return None
    begun, ended = finished[-1]
    since = workspace.progress.events(since=min(begun.draft.day, ended.draft.day))
    return read_result_of([begun, *(each for each in since if each.draft.target == begun.uid)])


def minutes_for(choice: ExamChoice, questions: int) -> int | None:
    """Return the time limit of a paper of so many questions: one minute each, unless another was chosen."""
    minutes = questions if choice.minutes is None else choice.minutes
    return minutes or None


def nothing_to_ask(choice: ExamChoice) -> str:
    """Return a sentence that says why there is no paper."""
    if choice.misses_of is not None:
        return f"Nothing that an exam can ask was missed in the last {choice.misses_of} days."
    if choice.tags:
        return f"No question with the tag {' or '.join(choice.tags)} can be asked in an exam."
    return "There is no question here that an exam can ask: flashcards are marked by nobody but you."


def keep_result(session: ExamSession) -> None:
    """Write the result file of an exam that was handed in, if one is wanted."""
    if session.result is not None:
        keep(session.exam.sheet.file, session.result)


def keep(path: str, result: Result) -> None:
    """Write a result file, if one is wanted; raise VnquizError, which tells how to do it again, if that fails."""
    try:
        write_result(path, result)
    except VnquizError as error:
        raise VnquizError(f"The exam is handed in, but {error} {WRITE_AGAIN}") from error


def past_exams(workspace: Workspace) -> list[PastExam]:
    """Return the exams that were handed in, oldest first."""
    found = []
    for begun, ended in workspace.progress.finished_exams():
        paper, end = begun.draft.asked.get("paper"), ended.draft
        decks = paper.get("decks") if isinstance(paper, dict) else None
        items, corrected = end.asked.get("items"), end.answered.get("corrected")
        if isinstance(decks, list) and isinstance(items, int) and isinstance(corrected, int | float):
            titles = tuple(str(deck["title"]) for deck in decks if isinstance(deck, dict))
            found.append(
                PastExam(end.day, titles, items, end.score or 0.0, corrected, (end.duration or 0) / 1000)
            )
    return found


def steady(clock: Clock) -> Clock:
    """Return a clock that shows the same time, but runs on where the machine's clock is set back."""
    start, began = clock(), time.monotonic()

    def now() -> Moment:
        seen = clock()
        least: datetime = start.utc + timedelta(seconds=time.monotonic() - began)
        return replace(seen, utc=max(seen.utc, least))

    return now


def _session(workspace: Workspace, exam: RunningExam) -> ExamSession:
    return ExamSession(
        exam,
        askable_items(exam, workspace.library.cards),
        workspace.progress,
        steady(workspace.clock),
        desired_retention=workspace.retention,
        parameters=workspace.parameters,
        guess_correction=workspace.guess_correction,
    )
