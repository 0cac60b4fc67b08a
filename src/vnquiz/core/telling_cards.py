"""A card's own page in words: where it stands, what its next dates are, and all that happened to it."""

from collections.abc import Iterable
from typing import assert_never

from vnquiz.core.days import Day
from vnquiz.core.events import Draft, Event, EventKind, Memory
from vnquiz.core.figures import medium_date, percent
from vnquiz.core.memory import Parameters, prospects, recall, retrievability
from vnquiz.core.plan import Plan
from vnquiz.core.questions import Card
from vnquiz.core.queue import LEARNED_FROM
from vnquiz.core.records import answer_in_words
from vnquiz.core.replay import interleave
from vnquiz.core.sentences import counted
from vnquiz.core.telling import day_ahead, interval, long_date
from vnquiz.core.verdicts import Rating, VerdictKind

VERDICTS = {
    VerdictKind.EXACT: "right",
    VerdictKind.ACCEPTED: "right",
    VerdictKind.NO_TONES: "right but for the marks",
    VerdictKind.TONE_SLIP: "other marks",
    VerdictKind.TYPO: "right but for a slip",
    VerdictKind.PARTIAL: "partly right",
    VerdictKind.WRONG: "wrong",
    VerdictKind.UNKNOWN: "not known",
    VerdictKind.SELF_RATED: "rated by yourself",
}
RATINGS = {Rating.AGAIN: "Again", Rating.HARD: "Hard", Rating.GOOD: "Good", Rating.EASY: "Easy"}


def standing_in_words(memory: Memory, day: Day, parameters: Parameters) -> list[str]:
    """Return where a card stands on a study day, in sentences."""
    sentences = []
    if memory.is_suspended:
        sentences.append("Suspended: it is not asked until it is resumed.")
    elif memory.buried_until is not None and day < memory.buried_until:
        sentences.append(f"Put off until {long_date(memory.buried_until)}.")
    if memory.stability is None or memory.difficulty is None or memory.due is None:
        return [*sentences, "New: it was not answered yet, or begins anew."]
    kind = "Learned" if memory.stability >= LEARNED_FROM else "Being learned"
    late = day - memory.due
    due = f"{counted(late, 'day')} overdue" if late > 0 else f"due {day_ahead(memory.due, day)}"
    return [
        *sentences,
        f"{kind}, {due}. The chance to recall it today is {percent(recall(memory, day, parameters))}.",
        f"Stability {stability_in_words(memory.stability)}, difficulty {memory.difficulty:.1f} of 10.",
        f"{counted(memory.reviews, 'answer')} moved it; once it was known, it was {missed(memory.lapses)}.",
    ]


def stability_in_words(stability: float) -> str:
    """Return after how long a memory has faded to nine in ten."""
    return f"{stability:.1f} days" if stability < 10 else f"{round(stability):,} days"


def missed(count: int) -> str:
    """Return how often something was missed: never missed, missed once, twice, 3 times."""
    often = ("", "once", "twice")[count] if count < 3 else f"{count:,} times"
    return f"missed {often}" if often else "never missed"


def leech_advice(lapses: int, threshold: int) -> str:
    """Return what to do with a card that is missed again and again, empty for any other."""
    if lapses < threshold:
        return ""
    return (
        f"This card was {missed(lapses)}: going on as before will hardly help. Rewrite it, so that it asks for "
        "less or with better cues; split it in two; look below at what it is confused with, and learn that apart; "
        "or suspend it."
    )


def next_dates(
    card: Card,
    memory: Memory,
    day: Day,
    desired_retention: float,
    parameters: Parameters,
    *,
    luck: int = 0,
    plan: Plan | None = None,
) -> list[tuple[str, str]]:
    """Return what each rating would bring if the card was answered today: the rating and when it would be due.

    `luck` is k where one blind guess in k is right and the answer counts as one that may be luck, else 0.
    """
    if memory.last_day == day:
        return []
    ahead = prospects(memory, card.id, day, desired_retention, parameters, one_in=luck)
    dues = {
        rating: each.due if plan is None else plan.due(card, each.due, day) for rating, each in ahead.items()
    }
    return [(RATINGS[rating], f"{interval(due - day)}, {medium_date(due)}") for rating, due in dues.items()]


def chances(memory: Memory, days: int, columns: int, parameters: Parameters) -> list[float]:
    """Return the chance of recall in so many columns over so many days from the last answer on."""
    if memory.stability is None:
        return []
    span = max(1, columns - 1)
    return [retrievability(memory.stability, days * column / span, parameters) for column in range(columns)]


def curve_days(memory: Memory, day: Day) -> int:
    """Return how many days of a forgetting curve to show: past today and the due day, and a week at least."""
    if memory.last_day is None or memory.due is None:
        return 0
    return max(7, round(1.5 * (memory.due - memory.last_day)), round(1.1 * (day - memory.last_day)))


def history_in_words(events: Iterable[Event]) -> list[tuple[Day, str]]:
    """Return each event of a card with its study day, the newest first; what was taken back says so."""
    in_order = interleave(events)
    undone = {event.draft.target for event in in_order if event.draft.kind is EventKind.UNDO}
    return [
        (
            event.draft.day,
            event_in_words(event.draft) + (" Taken back." if event.uid in undone else ""),
        )
        for event in reversed(in_order)
        if event.draft.kind is not EventKind.UNDO
    ]


def event_in_words(draft: Draft) -> str:
    """Return what happened in a sentence or two."""
    match draft.kind:
        case EventKind.STUDY:
            return _answer("Answered", draft)
        case EventKind.RELEARN:
            return _answer("Again after a miss", draft)
        case EventKind.CRAM:
            return _answer("Crammed", draft)
        case EventKind.EXAM:
            return _answer("In an exam", draft)
        case EventKind.SUSPEND:
            return "Suspended."
        case EventKind.RESUME:
            return "Resumed."
        case EventKind.BURY:
            return "Put off." if draft.due is None else f"Put off until {long_date(draft.due)}."
        case EventKind.FLAG:
            return "Flagged."
        case EventKind.UNFLAG:
            return "Not flagged any more."
        case EventKind.RESET:
            return "Began anew: its schedule was forgotten."
        case EventKind.RENAME:
            return f"Renamed: it goes on as {draft.target}."
        case EventKind.UNDO:
            return "An answer was taken back."
        case EventKind.EXAM_BEGIN | EventKind.EXAM_DRAFT | EventKind.EXAM_END:
            return "An exam went on."
        case EventKind.PARAMETERS:
            return "Other parameters of memory were taken."
        case EventKind.PLAN:
            return "A plan was followed, or given up."
        case _:
            assert_never(draft.kind)


def _answer(how: str, draft: Draft) -> str:
    words = [] if draft.verdict is None else [VERDICTS[draft.verdict]]
    if draft.is_guess:
        words.append("a guess")
    given = answer_in_words(draft.asked, draft.answered)
    if given and draft.verdict is not VerdictKind.UNKNOWN:
        words.append(f"“{given}”")
    if draft.rating is not None:
        words.append(RATINGS[draft.rating])
    if draft.duration is not None:
        words.append(f"{draft.duration / 1000:.0f} s")
    due = "" if draft.due is None else f" Due {_soon(draft.due, draft.day)}."
    return f"{how}: {', '.join(words)}.{due}" if words else f"{how}.{due}"


def _soon(day: Day, since: Day) -> str:
    """Return a day with its year only where that is another."""
    number, month, year = medium_date(day).split()
    return f"{number} {month}" if medium_date(since).endswith(year) else f"{number} {month} {year}"
