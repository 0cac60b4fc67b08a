"""The tables that statistics are made of: the answers of each card, what was mixed up, and sums by day."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from vnquiz.core.answers import Answered, Band, answered, confusions
from vnquiz.core.days import Day
from vnquiz.core.memory import Parameters
from vnquiz.core.questions import CardId
from vnquiz.core.replay import Replayed
from vnquiz.core.statistics import Confusion, Tally
from vnquiz.errors import ProgressDamagedError
from vnquiz.store.database import Database, Row

AT_ONCE = 10_000
"""How many ids are asked for in one query; SQLite takes some thirty thousand."""

ANSWER_COLUMNS = "day, band, rating, milliseconds, elapsed, interval, stability, recall, desired"
SUMS = """
    day, band, count(*), coalesce(sum(rating > 1), 0), sum(milliseconds),
    coalesce(sum(recall), 0), coalesce(sum(desired), 0)
"""


@dataclass(slots=True)
class Leavings:
    """What the replayed events of a card leave behind: its answers in order, and what it was confused with."""

    answers: list[Answered]
    confusions: dict[str, tuple[str, int]]

    @classmethod
    def of(cls, replayed: Iterable[Replayed], parameters: Parameters) -> "Leavings":
        """Gather them."""
        leavings = cls([], {})
        for each in replayed:
            answer = answered(each, parameters)
            if answer is not None:
                leavings.answers.append(answer)
            for folded, given in confusions(each.draft):
                first, times = leavings.confusions.get(folded, (given, 0))
                leavings.confusions[folded] = first, times + 1
        return leavings


def add(database: Database, card: CardId, leavings: Leavings) -> None:
    """Write what further events of a card left behind, after what is there."""
    last = database.value("SELECT max(number) FROM answer WHERE card = ?", (card,)) or 0
    for number, answer in enumerate(leavings.answers, start=last + 1):
        database.run(
            f"INSERT INTO answer (card, number, {ANSWER_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (card, number, *_row_of(answer)),
        )
    for folded, (given, times) in leavings.confusions.items():
        database.run(
            "INSERT INTO confusion (card, folded, given, times) VALUES (?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET times = times + excluded.times",
            (card, folded, given, times),
        )


def forget(database: Database, card: CardId | None = None) -> None:
    """Remove what is written of a card, or of all."""
    if card is None:
        for table in ("answer", "confusion", "tally"):
            database.run(f"DELETE FROM {table}")
    else:
        database.run("DELETE FROM answer WHERE card = ?", (card,))
        database.run("DELETE FROM confusion WHERE card = ?", (card,))


def days_moved(database: Database, card: CardId, moves: int) -> list[Day]:
    """Return the study days of the last answers that moved a card, so many of them."""
    rows = database.rows(
        "SELECT day FROM answer WHERE card = ? AND band <> ? ORDER BY number DESC LIMIT ?",
        (card, Band.PRACTICE, moves),
    )
    return [Day(day) for (day,) in rows]


def is_kept(database: Database, card: CardId, leavings: Leavings) -> bool:
    """Tell whether exactly this is written of a card."""
    answers = database.rows(f"SELECT {ANSWER_COLUMNS} FROM answer WHERE card = ? ORDER BY number", (card,))
    mixed_up = database.rows("SELECT folded, given, times FROM confusion WHERE card = ?", (card,))
    return (
        list(answers) == [_row_of(answer) for answer in leavings.answers]
        and {folded: (given, times) for folded, given, times in mixed_up} == leavings.confusions
    )


def miscounted(database: Database) -> Iterator[str]:
    """Yield a sentence for every day whose sums are not those of its answers."""
    counted = set(database.rows("SELECT * FROM tally"))
    for day in sorted(
        {row[0] for row in counted ^ set(database.rows(f"SELECT {SUMS} FROM answer GROUP BY 1, 2"))}
    ):
        yield f"What is counted of study day {day} is not what its answers say."


def tallies(database: Database, cards: Collection[CardId] | None = None) -> list[Tally]:
    """Return the sums by day and band, of all answers there ever were or of those to some cards."""
    if cards is None:
        return [_tally_of(database, row) for row in database.rows("SELECT * FROM tally ORDER BY day")]
    sums: dict[Row, list[int]] = {}
    for some in _portions(cards):
        marks = ", ".join("?" * len(some))
        for row in database.rows(f"SELECT {SUMS} FROM answer WHERE card IN ({marks}) GROUP BY 1, 2", some):
            before = sums.setdefault(row[:2], [0] * 5)
            sums[row[:2]] = [one + other for one, other in zip(before, row[2:], strict=True)]
    return [_tally_of(database, (*key, *sums[key])) for key in sorted(sums)]


def most_confused(database: Database, least: int = 1) -> Iterator[Confusion]:
    """Yield what was given for which card, the most frequent first."""
    rows = database.rows(
        "SELECT card, given, times FROM confusion WHERE times >= ? ORDER BY times DESC, card, folded",
        (least,),
    )
    return (Confusion(CardId(card), given, times) for card, given, times in rows)


def confused_with(database: Database, card: CardId) -> list[Confusion]:
    """Return what was given for a card, the most frequent first."""
    rows = database.rows(
        "SELECT given, times FROM confusion WHERE card = ? ORDER BY times DESC, folded", (card,)
    )
    return [Confusion(card, given, times) for given, times in rows]


def days_of_answers(database: Database) -> Iterator[Day]:
    """Yield the study days on which anything was answered, newest first."""
    return (Day(day) for (day,) in database.rows("SELECT DISTINCT day FROM tally ORDER BY day DESC"))


def _portions(cards: Collection[CardId]) -> Iterator[Sequence[CardId]]:
    every = list(cards)
    return (every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE))


def _row_of(answer: Answered) -> Row:
    return (
        answer.day,
        answer.band,
        answer.rating,
        answer.milliseconds,
        answer.elapsed,
        answer.interval,
        answer.stability,
        answer.recall,
        answer.desired,
    )


def _tally_of(database: Database, row: Row) -> Tally:
    try:
        return Tally(Day(row[0]), Band(row[1]), *row[2:])
    except ValueError as error:
        raise ProgressDamagedError(f"{database.name} is damaged: what is counted cannot be read.") from error
