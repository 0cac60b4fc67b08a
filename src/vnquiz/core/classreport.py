"""What a report on a class's papers says, question by question and as a whole."""

from dataclasses import dataclass
from enum import StrEnum

from vnquiz.core.gathering import LeftOut
from vnquiz.core.questions import CardId

FORMAT = "vnquiz-report"
VERSION = 1
"""What a report as JSON says of its form."""

NOTHING = 1e-12
"""What is smaller than this is 0 but for rounding."""

BINS = 10


class FlagCode(StrEnum):
    """What is suspected of a question, the gravest first."""

    WRONG_KEY = "wrong-key"
    GUESSED = "guessed"
    TOO_HARD = "too-hard"
    TOO_EASY = "too-easy"
    DEAD_DISTRACTOR = "dead-distractor"

    @property
    def gravity(self) -> int:
        """The place among the codes: 0 for the gravest."""
        return list(FlagCode).index(self)


@dataclass(frozen=True, slots=True)
class Flag:
    """A suspicion against a question, with a sentence that says why."""

    code: FlagCode
    words: str


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that was taken: by how many, of how many to whom it was shown, and how they did elsewhere.

    `discrimination` is the correlation of taking it with the mean of the other items. `chance` is the probability
    that nobody takes it, were all wrong options alike.
    """

    text: str
    is_right: bool
    offered: int
    taken: int
    rest: float | None
    discrimination: float | None
    chance: float


@dataclass(frozen=True, slots=True)
class ItemReport:
    """One question of the papers; what too few papers cannot tell is None.

    `facility` is the mean score and `deviation` its standard deviation, both over all papers with the question;
    `discrimination` is the correlation with the mean of the other items, `upper_lower` the difference of the
    means of the best and the last 27 %. `rest` is the mean of the other items, `chance` that of guessing.
    """

    card: CardId
    question: str
    type: str
    prompt: str
    right: str
    tags: tuple[str, ...]
    cite: tuple[str, ...]
    papers: int
    answered: int
    facility: float
    deviation: float | None
    discrimination: float | None
    upper_lower: float | None
    chance: float
    rest: float
    seconds: float | None
    options: tuple[Option, ...]
    wrong_answers: tuple[Option, ...]
    other_wrong: int
    flags: tuple[Flag, ...] = ()

    @property
    def omitted(self) -> int:
        """How many left the question open, or said that they did not know."""
        return self.papers - self.answered


@dataclass(frozen=True, slots=True)
class Reliability:
    """How reliable the marks are, and by which formula: `KR-20`, `alpha` or `variance`."""

    method: str
    value: float


@dataclass(frozen=True, slots=True)
class SectionReport:
    """A tag or a paragraph: its questions, how often they were asked, and the mean score."""

    name: str
    items: int
    responses: int
    facility: float


@dataclass(frozen=True, slots=True)
class ClassReport:
    """What a class's papers say; shares are of 1, times in seconds.

    `marks` are sorted; `error` is the standard error of measurement; `decks` are ids, titles and fingerprints.
    """

    decks: tuple[tuple[str, str, str], ...]
    marks: tuple[float, ...]
    mean: float
    deviation: float | None
    corrected: float
    seconds: float
    mean_size: float
    are_same: bool
    reliability: Reliability | None
    error: float | None
    items: tuple[ItemReport, ...]
    tags: tuple[SectionReport, ...]
    paragraphs: tuple[SectionReport, ...]
    notes: tuple[str, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def students(self) -> int:
        """How many papers count."""
        return len(self.marks)

    @property
    def histogram(self) -> list[int]:
        """How many marks are below 10 %, below 20 %, and so on up to 100 % in full."""
        bins = [0] * BINS
        for mark in self.marks:
            bins[min(int(mark * BINS + NOTHING), BINS - 1)] += 1
        return bins
