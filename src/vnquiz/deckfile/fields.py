"""The deck language as a table: every key, what it holds, and what it is for.

The reader takes its keys from here, and so does everything that describes the language.
"""

from dataclasses import dataclass
from enum import StrEnum

from vnquiz.core.questions import QuestionType


class Holds(StrEnum):
    """What kind of value a key holds."""

    SLUG = "slug"
    SLUGS = "slugs"
    LINE = "line"
    TEXT = "text"
    CLOZE = "cloze"
    CHOICE_ANSWER = "choice answer"
    TEXTS = "texts"
    ITEMS = "items"
    WORDINGS = "wordings"
    PAIRS = "pairs"
    TRUTH = "truth"
    NUMBER = "number"
    NUMBERS = "numbers"
    COUNT = "count"
    DATE = "date"
    DATES = "dates"
    DIACRITICS = "diacritics"
    CITATIONS = "citations"
    PREVIOUS_IDS = "previous ids"
    LANGUAGE = "language"
    SOURCES = "sources"
    QUESTIONS = "questions"
    TYPE = "type"
    TABLES = "tables"
    ROWS = "rows"
    COLUMN = "column"
    DERIVED = "derived"
    LINT = "lint"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class Field:
    """One key of the deck language."""

    name: str
    holds: Holds
    description: str
    is_required: bool = False


TYPE_DESCRIPTIONS = {
    QuestionType.FLASHCARD: "The learner thinks, looks at the answer, and rates himself.",
    QuestionType.CHOICE: "The learner picks one option, or every right one.",
    QuestionType.TRUE_FALSE: "The learner says whether a statement is true.",
    QuestionType.SHORT_ANSWER: "The learner types a few words.",
    QuestionType.NUMERIC: "The learner types a number.",
    QuestionType.DATE: "The learner types a year, a month or a day.",
    QuestionType.CLOZE: "The learner fills the gaps of a text, each a card of its own.",
    QuestionType.LIST: "The learner names several things, in any order.",
    QuestionType.ORDERING: "The learner puts things in order.",
    QuestionType.MATCHING: "The learner finds the partner of each thing.",
}

Table = dict[str, Field]


def _table(*fields: Field) -> Table:
    return {field.name: field for field in fields}


DECK_FIELDS = _table(
    Field("deck", Holds.SLUG, "The deck's id. History hangs on it: it never changes.", is_required=True),
    Field("title", Holds.LINE, "The name that learners see.", is_required=True),
    Field("description", Holds.LINE, "One sentence on what the deck teaches."),
    Field("language", Holds.LANGUAGE, "The language of the answers, such as en or vi."),
    Field("license", Holds.LINE, "The licence under which the deck may be passed on."),
    Field("order", Holds.COUNT, "Where the deck stands on the home screen; lower comes first."),
    Field("tags", Holds.SLUGS, "Tags added to every question."),
    Field("sources", Holds.SOURCES, "The documents that questions cite, each under a short id."),
    Field("lint", Holds.LINT, "Which warnings about how questions are written this deck does without."),
    Field(
        "praise", Holds.TEXTS, "The words of praise that `check` warns of in questions, instead of its own."
    ),
    Field("tables", Holds.TABLES, "Sets of facts in rows, and the questions asked over them."),
    Field("questions", Holds.QUESTIONS, "The questions, in the order they are learned.", is_required=True),
)

TABLE_FIELDS = _table(
    Field("id", Holds.SLUG, "The table's id, unique in the deck. History hangs on it.", is_required=True),
    Field("rows", Holds.ROWS, "The facts: each row a mapping of the same columns.", is_required=True),
    Field("questions", Holds.QUESTIONS, "The questions; columns stand in {braces}.", is_required=True),
)

ROW_FIELDS = _table(
    Field("id", Holds.SLUG, "The row's id, unique in the table. History hangs on it.", is_required=True),
    Field("cite", Holds.CITATIONS, "Where the row's facts are from, for all its cards."),
    Field("tags", Holds.SLUGS, "Tags of all the row's cards."),
)

DRAW_FIELDS = {
    "choice": _table(
        Field("from", Holds.COLUMN, "The column from which wrong options are drawn.", is_required=True),
        Field("count", Holds.COUNT, "How many of them.", is_required=True),
    ),
    "ordering": _table(
        Field("from", Holds.COLUMN, "The column whose texts are put in order.", is_required=True),
        Field("by", Holds.COLUMN, "The column of dates or numbers that orders them.", is_required=True),
        Field("count", Holds.COUNT, "How many rows are drawn.", is_required=True),
    ),
    "matching": _table(
        Field("left", Holds.COLUMN, "The column of the left items.", is_required=True),
        Field("right", Holds.COLUMN, "The column of their partners.", is_required=True),
        Field("count", Holds.COUNT, "How many rows are drawn.", is_required=True),
    ),
}

SOURCE_FIELDS = _table(
    Field("title", Holds.LINE, "The title of the document.", is_required=True),
    Field("publisher", Holds.LINE, "Who published it."),
    Field("author", Holds.LINE, "Who wrote it."),
    Field("date", Holds.LINE, "When it was published."),
    Field("url", Holds.LINE, "Where it can be read."),
    Field("accessed", Holds.LINE, "When it was read there."),
)

ID = Field("id", Holds.SLUG, "The question's id, unique in the deck. History hangs on it.")
TYPE = Field("type", Holds.TYPE, "What the learner does: one of the ten types.", is_required=True)
ASK = Field("ask", Holds.TEXT, "What is asked.", is_required=True)

FIRST_FIELDS = _table(
    ID,
    Field(
        "previous_ids", Holds.PREVIOUS_IDS, "Former deck/question ids whose history this question carries on."
    ),
    TYPE,
    ASK,
)

LAST_FIELDS = _table(
    Field("hint", Holds.TEXT, "Help that does not give the answer away, shown on request."),
    Field("explain", Holds.TEXT, "What to learn beyond right or wrong, shown with the answer."),
    Field("cite", Holds.CITATIONS, "Where the answer is from: source:paragraph or source:first-last."),
    Field("derived", Holds.DERIVED, "How the answer is counted or computed from what the source says."),
    Field("reworded", Holds.TEXTS, "The source's own words, where the answer says it in others."),
    Field("tags", Holds.SLUGS, "What the question is about, to filter by."),
    Field("siblings", Holds.SLUGS, "A name shared by questions that give each other away."),
    Field("lint", Holds.LINT, "Which warnings about how questions are written this one does without."),
)

LINT_FIELDS = _table(
    Field("ignore", Holds.CODES, "The codes of the warnings to leave out.", is_required=True),
)

DERIVED_FIELDS = _table(
    Field("reason", Holds.LINE, "Why the answer follows.", is_required=True),
    Field("from", Holds.CITATIONS, "The paragraphs it follows from.", is_required=True),
    Field("compute", Holds.LINE, "Figures of those paragraphs with + - * / between them."),
    Field("count", Holds.TEXTS, "The names that are counted, all of which stand there."),
)

ACCEPT = Field("accept", Holds.TEXTS, "Other answers that are right as well.")
DIACRITICS = Field("diacritics", Holds.DIACRITICS, "Whether tone and vowel marks count: ignore or require.")
TYPOS = Field("typos", Holds.COUNT, "How many typing slips are forgiven; none unless you say so.")

OWN_FIELDS: dict[QuestionType, Table] = {
    QuestionType.FLASHCARD: _table(
        Field("answer", Holds.TEXT, "What is on the back of the card.", is_required=True)
    ),
    QuestionType.CHOICE: _table(
        Field(
            "answer",
            Holds.CHOICE_ANSWER,
            "The right option, or a list of all right options to select.",
            is_required=True,
        ),
        Field("wrong", Holds.TEXTS, "The wrong options.", is_required=True),
    ),
    QuestionType.TRUE_FALSE: _table(
        Field("answer", Holds.TRUTH, "true or false.", is_required=True),
    ),
    QuestionType.SHORT_ANSWER: _table(
        Field("answer", Holds.LINE, "The text to type.", is_required=True), ACCEPT, DIACRITICS, TYPOS
    ),
    QuestionType.NUMERIC: _table(
        Field("answer", Holds.NUMBER, "The number to type.", is_required=True),
        Field("accept", Holds.NUMBERS, "Other numbers that are right as well."),
        Field("tolerance", Holds.NUMBER, "How far off a number may be and still be right."),
        Field("unit", Holds.LINE, "The unit, shown beside the answer box."),
    ),
    QuestionType.DATE: _table(
        Field("answer", Holds.DATE, "A year, month or day: 2023, 2023-09 or 2023-09-10.", is_required=True),
        Field("accept", Holds.DATES, "Other dates that are right as well."),
    ),
    QuestionType.CLOZE: _table(
        Field("text", Holds.CLOZE, "A text with gaps such as {{c1::words}}.", is_required=True),
        DIACRITICS,
        TYPOS,
    ),
    QuestionType.LIST: _table(
        Field("answer", Holds.WORDINGS, "The items to name, in any order.", is_required=True),
        Field("need", Holds.COUNT, "How many of the items are enough; all unless you say so."),
        DIACRITICS,
        TYPOS,
    ),
    QuestionType.ORDERING: _table(
        Field("answer", Holds.ITEMS, "The items in the right order.", is_required=True),
    ),
    QuestionType.MATCHING: _table(
        Field("answer", Holds.PAIRS, "Each left item with its right partner.", is_required=True),
        Field("wrong", Holds.TEXTS, "More right items that are nobody's partner."),
    ),
}


def _fields_of(kind: QuestionType) -> Table:
    table = {**FIRST_FIELDS, **OWN_FIELDS[kind], **LAST_FIELDS}
    if kind is QuestionType.CLOZE:
        table["ask"] = Field(ASK.name, ASK.holds, ASK.description)
    return table


QUESTION_FIELDS: dict[QuestionType, Table] = {kind: _fields_of(kind) for kind in QuestionType}
ITEM_FIELDS = _table(
    Field("text", Holds.LINE, "The item.", is_required=True),
    ACCEPT,
)
