"""A small deck to begin with, in which an author replaces what stands there by his own."""

import re
from dataclasses import dataclass
from pathlib import Path

TEMPLATE = Path(__file__).with_name("starter.template")
NEEDS_NO_QUOTES = re.compile(r"[^\W_](?:[^:#]|:(?=\S)|(?<=\S)#)*")


@dataclass(frozen=True, slots=True)
class Starter:
    """What an author says of a deck to begin, and where its schema is for his editor."""

    id: str
    title: str
    language: str
    schema: str


def starter_text(starter: Starter, path: str) -> str:
    """Return the text of the deck; its remarks name the path it is to be written to."""
    filled = {
        "schema": starter.schema,
        "path": path,
        "id": starter.id,
        "title": quoted(starter.title),
        "language": starter.language,
    }
    template = TEMPLATE.read_text(encoding="utf-8")
    return re.sub(r"@(\w+)@", lambda found: filled[found[1]], template)


def quoted(text: str) -> str:
    """Return a text as YAML reads it back, in quotes where it needs them."""
    is_plain = NEEDS_NO_QUOTES.fullmatch(text) and text.casefold() != "null"
    return text if is_plain else "'" + text.replace("'", "''") + "'"
