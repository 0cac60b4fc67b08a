"""Where the cards of each deck stand: counted in a table as memories are written, and their ids without the rest."""

from collections.abc import Iterator

from vnquiz.core.questions import CardId, DeckId
from vnquiz.store.database import Database

COUNTED = """
    SELECT substr(card, 1, instr(card, '/') - 1), coalesce(sum(stability >= 21), 0), sum(is_suspended)
    FROM memory GROUP BY 1
"""
IS_AWAY = "is_suspended = 1 OR buried_until IS NOT NULL"


def counts(database: Database, deck: DeckId) -> tuple[int, int]:
    """Return how many cards under the name of a deck are learned, and how many are suspended."""
    row = database.row("SELECT learned, suspended FROM deck_count WHERE deck = ?", (deck,))
    return (0, 0) if row is None else (row[0], row[1])


def studied(database: Database, deck: DeckId) -> set[CardId]:
    """Return the studied cards under the name of a deck.

    They come as one text, which is much quicker than row by row; no card of a deck has a comma in its id.
    """
    ids = database.value(
        "SELECT group_concat(card) FROM memory INDEXED BY memory_studied "
        "WHERE stability IS NOT NULL AND card > ? AND card < ? AND instr(card, ',') = 0",
        (f"{deck}/", f"{deck}0"),
    )
    return set(ids.split(",")) if ids else set()


def away(database: Database) -> Iterator[CardId]:
    """Yield the cards that are suspended or were ever buried."""
    return (CardId(card) for (card,) in database.rows(f"SELECT card FROM memory WHERE {IS_AWAY}"))


def miscounted(database: Database) -> Iterator[str]:
    """Yield a sentence for every deck whose counts are not those of its cards."""
    counted = {row for row in database.rows("SELECT * FROM deck_count") if row[1] or row[2]}
    expected = {row for row in database.rows(COUNTED) if row[1] or row[2]}
    for deck in sorted({row[0] for row in counted ^ expected}):
        yield f"What is counted of deck {deck} is not what is remembered of its cards."
