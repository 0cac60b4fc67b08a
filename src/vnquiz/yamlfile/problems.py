"""What can be wrong with a file, where, and what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error leaves something out; a warning leaves everything working."""

    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """The name of a kind of problem, by which it is documented and silenced."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too-large"
    ENCODING = "encoding"
    SYNTAX = "syntax"
    NESTING = "nesting"
    CONTROL_CHARACTER = "control-character"
    ANCHOR = "anchor"
    TAG = "tag"
    SEVERAL_DOCUMENTS = "several-documents"
    EMPTY = "empty"
    WRONG_SHAPE = "wrong-shape"
    DUPLICATE_KEY = "duplicate-key"
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    UNKNOWN_TYPE = "unknown-type"
    BAD_SLUG = "bad-slug"
    BAD_LANGUAGE = "bad-language"
    BAD_VALUE = "bad-value"
    BAD_NUMBER = "bad-number"
    BAD_DATE = "bad-date"
    BAD_CITATION = "bad-citation"
    BAD_GAP = "bad-gap"
    TOO_LONG = "too-long"
    TOO_FEW = "too-few"
    UNKNOWN_SOURCE = "unknown-source"
    DUPLICATE_OPTION = "duplicate-option"
    DUPLICATE_ID = "duplicate-id"
    MISSING_ID = "missing-id"
    PREVIOUS_ID = "previous-id"
    UNKNOWN_COLUMN = "unknown-column"
    MISSING_COLUMN = "missing-column"
    UNUSED_COLUMN = "unused-column"
    TWO_ANSWERS = "two-answers"
    NO_SUCH_PARAGRAPH = "no-such-paragraph"
    UNPROVED = "unproved"
    BAD_CONCORDANCE = "bad-concordance"

    # How questions are written: warnings of `check` alone, which a card or deck can silence.
    LONGEST_OPTION = "longest-option"
    MIXED_OPTIONS = "mixed-options"
    OVERLAPPING_OPTIONS = "overlapping-options"
    ALL_OF_THE_ABOVE = "all-of-the-above"
    ANSWER_IN_STEM = "answer-in-stem"
    GRAMMAR_CLUE = "grammar-clue"
    UNMARKED_NEGATIVE = "unmarked-negative"
    ABSOLUTE_WORDS = "absolute-words"
    SEVERAL_CLAIMS = "several-claims"
    SAME_QUESTION = "same-question"
    ANSWER_ELSEWHERE = "answer-elsewhere"
    LONG_LIST = "long-list"
    NO_EXPLANATION = "no-explanation"
    NO_CITATION = "no-citation"
    AMBIGUOUS_DATE = "ambiguous-date"
    RELATIVE_TIME = "relative-time"
    PRAISE = "praise"

    # How a class answered: warnings of `check --report` alone.
    WRONG_KEY = "wrong-key"
    GUESSED = "guessed"
    TOO_HARD = "too-hard"
    TOO_EASY = "too-easy"
    DEAD_DISTRACTOR = "dead-distractor"


REPORT_CODES = frozenset({Code.WRONG_KEY, Code.GUESSED, Code.TOO_HARD, Code.TOO_EASY, Code.DEAD_DISTRACTOR})

LINT_CODES = frozenset(
    {
        Code.LONGEST_OPTION,
        Code.MIXED_OPTIONS,
        Code.OVERLAPPING_OPTIONS,
        Code.ALL_OF_THE_ABOVE,
        Code.ANSWER_IN_STEM,
        Code.GRAMMAR_CLUE,
        Code.UNMARKED_NEGATIVE,
        Code.ABSOLUTE_WORDS,
        Code.SEVERAL_CLAIMS,
        Code.SAME_QUESTION,
        Code.ANSWER_ELSEWHERE,
        Code.LONG_LIST,
        Code.NO_EXPLANATION,
        Code.NO_CITATION,
        Code.AMBIGUOUS_DATE,
        Code.RELATIVE_TIME,
        Code.PRAISE,
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a file: lines and columns count from 1, `end_column` is the first column after it."""

    path: str
    line: int
    column: int
    end_column: int
    code: Code
    severity: Severity
    message: str
    cure: str = ""

    @property
    def is_error(self) -> bool:
        """Whether something had to be left out."""
        return self.severity is Severity.ERROR

    @property
    def place(self) -> str:
        """Path, line and column as editors and terminals link them."""
        return f"{self.path}:{self.line}:{self.column}"


def suggestion(word: str, known: list[str]) -> str:
    """Return the known word that was probably meant, or an empty string."""
    from difflib import get_close_matches  # only a fault pays for this import

    return next(iter(get_close_matches(word, known, n=1, cutoff=0.6)), "")


def did_you_mean(word: str, known: list[str]) -> str:
    """Return the cure for a misspelt word, empty where nothing known is close."""
    meant = suggestion(word, known)
    return f"Did you mean `{meant}`?" if meant else ""


Report = Callable[[Problem], None]
