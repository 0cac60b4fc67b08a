"""`vnquiz schema`: the deck language as a JSON Schema, by which editors complete and explain while one types."""

import argparse

from vnquiz.deckfile.schema import SCHEMA_FILE


def run_schema(options: argparse.Namespace) -> int:
    """Print the schema, or where it lies."""
    print(
        SCHEMA_FILE if options.path else SCHEMA_FILE.read_text(encoding="utf-8"),
        end="\n" if options.path else "",
    )
    return 0
