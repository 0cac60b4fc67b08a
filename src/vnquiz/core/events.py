"""The history of a learner: append-only events, and the door through which sessions reach them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from vnquiz.core.days import Day, Moment
from vnquiz.core.questions import CardId
from vnquiz.core.verdicts import Rating, VerdictKind

NO_CARD = CardId("")
"""The card of an event that is of no card, such as the beginning of an exam."""


class EventKind(StrEnum):
    """What happened to a card, in an exam, or to the learner's scheduling."""

    STUDY = "study"
    RELEARN = "relearn"
    CRAM = "cram"
    EXAM = "exam"
    EXAM_BEGIN = "exam-begin"
    EXAM_DRAFT = "exam-draft"
    EXAM_END = "exam-end"
    UNDO = "undo"
    SUSPEND = "suspend"
    RESUME = "resume"
    BURY = "bury"
    RESET = "reset"
    FLAG = "flag"
    UNFLAG = "unflag"
    RENAME = "rename"
    PARAMETERS = "parameters"
    PLAN = "plan"


ONE_IN = "one_in"
"""The member of `asked` that says of which share of blind guesses an answer may have been: k, for one in k."""
RAREST_LUCK = 1000
"""Luck rarer than one in so many is none."""

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Draft:
    """An event as a session knows it, before the log numbers and seals it.

    `target` is the uid an undo takes back, the new card id of a rename, or the uid of the event that began an
    exam. `day` is the study day on which it happened; `due` the day that an answer set, or the day until which
    a card is buried. `asked` and `answered` hold what was shown and what was given. `duration` is in milliseconds.
    """

    kind: EventKind
    card: CardId
    at: Moment
    day: Day
    target: str = ""
    rating: Rating | None = None
    verdict: VerdictKind | None = None
    score: float | None = None
    asked: Mapping[str, Json] = field(default_factory=dict)
    answered: Mapping[str, Json] = field(default_factory=dict)
    is_guess: bool = False
    duration: int | None = None
    desired_retention: float | None = None
    due: Day | None = None

    @property
    def one_in(self) -> int:
        """One blind guess in so many is right and the answer may have been one, 0 where luck is left out."""
        found = self.asked.get(ONE_IN)
        return found if isinstance(found, int) and 0 < found <= RAREST_LUCK else 0


@dataclass(frozen=True, slots=True)
class Event:
    """A draft as it stands in the log.

    `number` counts within `device`; `checksum` is chained to that of the device's event before.
    """

    uid: str
    device: str
    number: int
    draft: Draft
    checksum: str


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of a card's memory: a cache of its events.

    `stability` is in days and `difficulty` 1 to 10, both None while the card is new, as are `last_day` and `due`.
    `reviews` counts the answers that moved the schedule, `lapses` those of them rated Again after the first.
    A card is hidden on days before `buried_until`; one that `is_flagged` is to be found again.
    """

    stability: float | None = None
    difficulty: float | None = None
    last_day: Day | None = None
    due: Day | None = None
    reviews: int = 0
    lapses: int = 0
    is_suspended: bool = False
    buried_until: Day | None = None
    is_flagged: bool = False

    @property
    def is_new(self) -> bool:
        """The card was never studied, or was reset."""
        return self.stability is None


class Progress(Protocol):
    """The event log as the core sees it. What `append` returns is on disk."""

    def append(self, *drafts: Draft) -> tuple[Event, ...]:
        """Commit the drafts as events, all or none, and bring the memory of their cards up to date."""

    def memory(self, card: CardId) -> Memory:
        """Return the memory of one card; of a card never met, that of a new one."""

    def memories(self) -> Mapping[CardId, Memory]:
        """Return the memory of every card that has a history."""

    def history(self, card: CardId) -> tuple[Event, ...]:
        """Return the events of one card in replay order, those of its former ids among them."""
