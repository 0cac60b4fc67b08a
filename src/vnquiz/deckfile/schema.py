"""The deck language as a JSON Schema, made from the table the reader goes by, for editors and other checkers.

Editors read YAML 1.2, where a year is a number and `true` a truth value, while vnquiz takes all as typed: a text may
be any of them here. What a schema cannot know, such as an id that stands twice or a source that is not declared, only
the reader finds.
"""

import json
from pathlib import Path
from typing import Any

from vnquiz.core.questions import Diacritics, QuestionType
from vnquiz.deckfile.fields import (
    DECK_FIELDS,
    DERIVED_FIELDS,
    DRAW_FIELDS,
    FIRST_FIELDS,
    ITEM_FIELDS,
    LAST_FIELDS,
    LINT_FIELDS,
    QUESTION_FIELDS,
    ROW_FIELDS,
    SOURCE_FIELDS,
    TABLE_FIELDS,
    TYPE_DESCRIPTIONS,
    Field,
    Holds,
    Table,
)
from vnquiz.deckfile.values import CITATION, LANGUAGE, MAX_COUNT, MAX_TEXT, NUMBER, PREVIOUS_ID, SLUG
from vnquiz.yamlfile.problems import LINT_CODES

Schema = dict[str, Any]

SCHEMA_FILE = Path(__file__).with_name("deck.schema.json")
DIALECT = "https://json-schema.org/draft/2020-12/schema"

DATE = r"(-\d{3,6}|\d{3,4})(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
COLUMN = r"\{[a-z][a-z0-9_]*\}"
COLUMN_NAME = "^[a-z_][a-z0-9_]*$"
OR_COLUMN = "-or-column"
CODES = sorted(code.value for code in LINT_CODES)


def _form(pattern: str, cure: str, *others: str, **bounds: int) -> Schema:
    """Return the schema of a text of a certain form, or of the other types that YAML 1.2 makes of such a text."""
    whole = f"^({pattern})$".replace(r"\d", "[0-9]")
    return {"type": ["string", *others], "pattern": whole, "patternErrorMessage": cure, **bounds}


def _text(*others: str) -> Schema:
    """Return the schema of any text, or of something of other types.

    A truth value is allowed but not named among the types, for editors would offer it wherever a text begins; and
    without the `anyOf` they would not write a colon after the key.
    """
    refused = [kind for kind in ("array", "null", "object") if kind not in others]
    return {
        "anyOf": [{"if": {"type": refused}, "then": {"type": ["string", "number", *others]}}],
        "pattern": r"\S",
        "patternErrorMessage": "This has no value.",
        "maxLength": MAX_TEXT,
    }


def _texts(*others: str) -> Schema:
    """Return the schema of one text or a list of them."""
    return {**_text("array", *others), "items": _text(), "minItems": 1}


def _one_or_more(schema: Schema) -> Schema:
    """Return the schema of one value of a certain form or a list of them."""
    return {**schema, "type": [*schema["type"], "array"], "items": schema, "minItems": 1}


def _list_of(name: str, least: int = 1) -> Schema:
    return {"type": "array", "items": _reference(name), "minItems": least}


def _reference(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


SLUG_FORM = _form(SLUG.pattern, "Use small letters a to z, digits and single hyphens.", "integer", minimum=0)
NUMBER_FORM = _form(NUMBER.pattern, "Write a number such as 500000 or 1.5.", "number")
DATE_FORM = _form(DATE, "Write 2023, 2023-09 or 2023-09-10; a year before Christ as -0111.", "integer")
FORMS: dict[Holds, Schema] = {
    Holds.SLUG: SLUG_FORM,
    Holds.SLUGS: _one_or_more(SLUG_FORM),
    Holds.NUMBER: NUMBER_FORM,
    Holds.NUMBERS: _one_or_more(NUMBER_FORM),
    Holds.DATE: DATE_FORM,
    Holds.DATES: _one_or_more(DATE_FORM),
    Holds.COUNT: _form(r"\d{1,7}", "Write a whole number.", "integer", minimum=0, maximum=MAX_COUNT),
    Holds.TRUTH: _form("[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]", "Write true or false.", "boolean"),
    Holds.LANGUAGE: _form(LANGUAGE.pattern, "Write en, vi or the like."),
    Holds.CITATIONS: _one_or_more(
        _form(CITATION.pattern, "Write source:paragraph or source:first-last, such as vns:7 or vns:7-9.")
    ),
    Holds.PREVIOUS_IDS: _one_or_more(
        _form(PREVIOUS_ID.pattern, "Write deck/question, such as visits/biden-year.")
    ),
}
SHAPES: dict[Holds, Schema] = {
    Holds.LINE: _text(),
    Holds.TEXT: _text(),
    Holds.COLUMN: _text(),
    Holds.TEXTS: _texts(),
    Holds.CHOICE_ANSWER: {"anyOf": [_texts()]},
    Holds.CLOZE: {
        "type": "string",
        "pattern": r"\{\{c[0-9]{1,3}::",
        "patternErrorMessage": "Write {{c1::words}} around the words to be typed.",
        "maxLength": MAX_TEXT,
    },
    Holds.ITEMS: {"type": "array", "items": _text(), "minItems": 2},
    Holds.WORDINGS: _list_of("item", 2),
    Holds.PAIRS: {"type": "object", "additionalProperties": _text(), "minProperties": 2},
    Holds.DIACRITICS: {"type": "string", "enum": [choice.value for choice in Diacritics]},
    Holds.CODES: {
        **_one_or_more(_form("|".join(CODES), "Write the code of a warning.")),
        "items": {"type": "string", "enum": CODES},
    },
    Holds.TYPE: {
        "type": "string",
        "enum": [kind.value for kind in QuestionType],
        "enumDescriptions": [TYPE_DESCRIPTIONS[kind] for kind in QuestionType],
    },
    Holds.SOURCES: {
        "type": "object",
        "propertyNames": {"pattern": SLUG_FORM["pattern"]},
        "additionalProperties": _reference("source"),
    },
    Holds.QUESTIONS: _list_of("question"),
    Holds.TABLES: _list_of("table"),
    Holds.ROWS: _list_of("row"),
}


def schema_text() -> str:
    """Return the schema as it is written to its file."""
    return json.dumps(deck_schema(), ensure_ascii=False, indent=1) + "\n"


def deck_schema() -> Schema:
    """Return the schema of a deck."""
    deck, table = _mapping(DECK_FIELDS), _mapping(TABLE_FIELDS)
    deck["required"].remove("questions")
    table["properties"]["questions"] = _described(TABLE_FIELDS["questions"], "table-questions")
    return {
        "$schema": DIALECT,
        "title": "vnquiz deck",
        **deck,
        "anyOf": [{"required": ["questions"]}, {"required": ["tables"]}],
        "$defs": {
            **{_name(holds): schema for holds, schema in (FORMS | SHAPES).items()},
            **{_name(holds) + OR_COLUMN: _or_column(schema) for holds, schema in FORMS.items()},
            "source": _mapping(SOURCE_FIELDS),
            "derived": _mapping(DERIVED_FIELDS)
            | {"oneOf": [{"required": ["compute"]}, {"required": ["count"]}]},
            "lint": _mapping(LINT_FIELDS),
            "item": _text("object")
            | {key: value for key, value in _mapping(ITEM_FIELDS).items() if key != "type"},
            "table": table,
            "row": _row(),
            "table-questions": _list_of("table-question"),
            "question": _question("question"),
            **{f"question-{kind}": _of_type(kind) for kind in QuestionType},
            "table-question": _question("table-question"),
            **{f"table-question-{kind}": _of_type_in_table(kind) for kind in QuestionType},
        },
    }


def _name(holds: Holds) -> str:
    return holds.value.replace(" ", "-")


def _or_column(schema: Schema) -> Schema:
    """Return the schema of what may also name a column in place of a value of its form."""
    items = {"items": _or_column(schema["items"])} if "items" in schema else {}
    return {**schema, "pattern": f"{schema['pattern']}|{COLUMN}", **items}


def _described(known: Field, name: str) -> Schema:
    return {"description": known.description, **_reference(name)}


def _mapping(table: Table) -> Schema:
    """Return the schema of a mapping with the keys of a table and no others."""
    return {
        "type": "object",
        "properties": {name: _described(known, _name(known.holds)) for name, known in table.items()},
        "required": [name for name, known in table.items() if known.is_required],
        "additionalProperties": False,
    }


def _row() -> Schema:
    """Return the schema of a row, whose other keys are columns."""
    return {
        **_mapping(ROW_FIELDS),
        "propertyNames": {"pattern": COLUMN_NAME},
        "additionalProperties": _text(),
    }


def _question(name: str) -> Schema:
    """Return the schema of a question, which follows that of its type; until it has one, any may be meant."""
    anyhow = [FIRST_FIELDS, LAST_FIELDS]
    properties = {
        key: _described(known, _name(known.holds)) for table in anyhow for key, known in table.items()
    }
    return {
        "type": "object",
        "properties": {"type": properties.pop("type")},
        "required": ["type"],
        "allOf": [
            {
                "if": {"properties": {"type": {"const": kind.value}}, "required": ["type"]},
                "then": _reference(f"{name}-{kind}"),
            }
            for kind in QuestionType
        ],
        "if": {"required": ["type"]},
        "else": {"properties": properties},
    }


def _of_type(kind: QuestionType) -> Schema:
    """Return the schema of a question of one type."""
    schema = _mapping(QUESTION_FIELDS[kind])
    schema["properties"]["type"] = {"description": TYPE_DESCRIPTIONS[kind], "const": kind.value}
    return schema


def _of_type_in_table(kind: QuestionType) -> Schema:
    """Return the schema of a table's question, which has an id, may name columns, and may draw from rows."""
    schema = _of_type(kind)
    properties = schema["properties"]
    for name, known in QUESTION_FIELDS[kind].items():
        if known.holds in FORMS and name != "id":
            properties[name] = _described(known, _name(known.holds) + OR_COLUMN)
    schema["required"] = ["id", *schema["required"]]
    if kind in DRAW_FIELDS:
        name = "wrong" if kind is QuestionType.CHOICE else "answer"
        known = QUESTION_FIELDS[kind][name]
        properties[name] = {"description": known.description, **_or_draw(kind, SHAPES[known.holds])}
    return schema


def _or_draw(kind: QuestionType, written_out: Schema) -> Schema:
    """Return the schema of what is written out or drawn from rows."""
    draw = _mapping(DRAW_FIELDS[kind])
    match kind:
        case QuestionType.CHOICE:
            return {
                **written_out,
                **_text("array", "object"),
                **draw,
                "type": ["string", "number", "array", "object"],
            }
        case QuestionType.MATCHING:
            is_draw = {"propertyNames": {"enum": list(draw["properties"])}}
            return {
                **written_out,
                "properties": draw["properties"],
                "if": is_draw,
                "then": {"required": draw["required"]},
            }
        case _:
            return {**written_out, **draw, "type": ["array", "object"]}


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
