"""What an answer leaves behind for statistics: when it was given, whether it tested memory, what was mixed up."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from vnquiz.core.days import Day
from vnquiz.core.events import Draft, EventKind
from vnquiz.core.folding import normal
from vnquiz.core.memory import DEFAULT_RETENTION, Parameters, retrievability
from vnquiz.core.replay import Replayed
from vnquiz.core.verdicts import Rating, VerdictKind

ANSWERS = frozenset({EventKind.STUDY, EventKind.RELEARN, EventKind.CRAM, EventKind.EXAM})
"""The kinds of event that are answers."""

MATURE_FROM = 21
LONGEST_ANSWER = 60_000
"""The milliseconds that an answer counts at most: a screen left open is no study."""

MILLION = 1_000_000
LONGEST_CONFUSION = 60


class Band(StrEnum):
    """What an answer was to its card.

    The first one introduces it. A later one that moves it tests memory: that of a young card or, if the interval
    before was 21 days or longer, of a mature one. All others are practice.
    """

    NEW = "new"
    YOUNG = "young"
    MATURE = "mature"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that counts.

    `milliseconds` is 0 where the time is unknown, and a minute at most. Only of an answer that tested memory
    are known: `elapsed`, the days since the card was last moved; `interval`, the days it had been given; its
    `stability` before; and in millionths, so that sums are exact, the `recall` that was predicted, and the one
    that was `desired`.
    """

    day: Day
    band: Band
    rating: Rating | None
    milliseconds: int = 0
    elapsed: int | None = None
    interval: int | None = None
    stability: float | None = None
    recall: int | None = None
    desired: int | None = None


def answered(each: Replayed, parameters: Parameters) -> Answered | None:
    """Return what a replayed event leaves behind, None if it is no answer."""
    draft, before = each.draft, each.before
    if draft.kind not in ANSWERS:
        return None
    milliseconds = min(max(draft.duration or 0, 0), LONGEST_ANSWER)
    if not each.is_move:
        return Answered(draft.day, Band.PRACTICE, draft.rating, milliseconds)
    if before.stability is None or before.last_day is None or before.due is None:
        return Answered(draft.day, Band.NEW, draft.rating, milliseconds)
    elapsed = max(0, draft.day - before.last_day)
    interval = before.due - before.last_day
    desired = DEFAULT_RETENTION if draft.desired_retention is None else draft.desired_retention
    return Answered(
        draft.day,
        Band.MATURE if interval >= MATURE_FROM else Band.YOUNG,
        draft.rating,
        milliseconds,
        elapsed,
        interval,
        before.stability,
        round(retrievability(before.stability, elapsed, parameters) * MILLION),
        round(desired * MILLION),
    )


def confusions(draft: Draft) -> Iterable[tuple[str, str]]:
    """Yield each wrong text that an answer gave, as it is compared and as it was given.

    These are typed texts that were wrong, and options that were picked though they are not the right ones; long
    texts are no confusions.
    """
    if draft.kind not in ANSWERS:
        return
    for given in _wrong_texts(draft):
        folded = normal(given)
        if folded and len(given) <= LONGEST_CONFUSION:
            yield folded, given


def _wrong_texts(draft: Draft) -> list[str]:
    match draft.answered:
        case {"text": str(text)} if draft.verdict is VerdictKind.WRONG:
            return [text]
        case {"picked": list(picked)} if draft.verdict in (VerdictKind.WRONG, VerdictKind.PARTIAL):
            right = draft.asked.get("right")
            rights = {right, *right.split("; ")} if isinstance(right, str) else set()
            return [text for text in picked if isinstance(text, str) and _one_line(text) not in rights]
        case _:
            return []


def _one_line(text: str) -> str:
    return " ".join(text.split())
