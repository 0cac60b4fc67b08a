"""The event table: appending sealed events, and reading them back."""

import json
import os
from collections.abc import Iterable, Iterator

from vnquiz.core.events import ONE_IN, Draft, Event, EventKind
from vnquiz.core.questions import CardId
from vnquiz.core.replay import present_names
from vnquiz.errors import ProgressDamagedError
from vnquiz.store.chain import BEFORE_THE_FIRST, Fields, as_json, canonical, from_json, sealed
from vnquiz.store.database import Database, Row, Values

COLUMNS = (
    "uid",
    "device",
    "number",
    "instant",
    "offset",
    "study_day",
    "card",
    "kind",
    "target",
    "rating",
    "verdict",
    "score",
    "asked",
    "answered",
    "is_guess",
    "duration",
    "desired_retention",
    "due",
    "checksum",
)
ALL_COLUMNS = ", ".join(COLUMNS)
WITHOUT_CONTENT = ALL_COLUMNS.replace("asked, answered", "'{}', '{}'")
"""Everything but what was shown and given, which is long to parse."""

LUCK = f"""iif(
    instr(asked, '"{ONE_IN}":') AND json_valid(asked),
    json_object('{ONE_IN}', json_extract(asked, '$.{ONE_IN}')),
    '{{}}'
)"""
WITHOUT_LONG_CONTENT = ALL_COLUMNS.replace(
    "asked, answered",
    f"iif(verdict IN ('wrong', 'partial'), asked, {LUCK}), iif(verdict IN ('wrong', 'partial'), answered, '{{}}')",
)
"""What replay needs: what was shown and given, long to parse, where it was mixed up, else only the share of luck."""

INSERT = f"INSERT INTO event ({ALL_COLUMNS}) VALUES ({', '.join(f':{name}' for name in COLUMNS)})"


def append(database: Database, device: str, drafts: Iterable[Draft]) -> tuple[Event, ...]:
    """Write drafts as the next events of a device, inside the caller's transaction."""
    number, checksum = last_link(database, device)
    events = []
    for draft in drafts:
        number += 1
        event = sealed(draft, os.urandom(16).hex(), device, number, checksum)
        checksum = event.checksum
        database.run(INSERT, _row_of(event))
        events.append(event)
    return tuple(events)


def last_link(database: Database, device: str) -> tuple[int, str]:
    """Return number and checksum of the last event of a device."""
    last = database.row(
        "SELECT number, checksum FROM event WHERE device = ? ORDER BY number DESC LIMIT 1", (device,)
    )
    match last:
        case None:
            return 0, BEFORE_THE_FIRST
        case (int(number), str(checksum)):
            return number, checksum
        case _:
            raise ProgressDamagedError(f"{database.name} is damaged: its last event cannot be read.")


def select(
    database: Database, where: str, values: Values = (), columns: str = ALL_COLUMNS
) -> Iterator[Event]:
    """Yield the events that a WHERE clause, and what may follow it, picks."""
    for row in database.rows(f"SELECT {columns} FROM event WHERE {where}", values):
        try:
            yield from_json(fields_of(row))
        except ValueError as error:
            raise ProgressDamagedError(
                f"{database.name} is damaged: event {row[2]} of device {row[1]} cannot be read."
            ) from error


def fields_of(row: Row) -> Fields:
    """Return a row of all columns as exported fields; raise ValueError if it cannot be read."""
    fields = dict(zip(COLUMNS, row, strict=True))
    try:
        for name in ("asked", "answered"):
            fields[name] = {} if fields[name] == "{}" else json.loads(fields[name])
    except (TypeError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from error
    fields["is_guess"] = bool(fields["is_guess"])
    return fields


def renamed_cards(database: Database) -> dict[CardId, CardId]:
    """Return the present id of every card that was renamed away."""
    renames = list(select(database, "kind = 'rename'"))
    if not renames:
        return {}
    undos = select(database, "kind = 'undo' AND target IN (SELECT uid FROM event WHERE kind = 'rename')")
    return present_names([*renames, *undos])


def events_of_no_card(database: Database, kind: EventKind) -> list[Event]:
    """Return the events of a kind that belong to no card, and those that may have undone them."""
    return list(select(database, "card = '' AND kind IN (?, 'undo') ORDER BY seq", (kind.value,)))


def events_of_cards(database: Database, cards: Iterable[CardId], columns: str = ALL_COLUMNS) -> list[Event]:
    """Return all events under these ids, in order of appending."""
    ids = tuple(cards)
    return list(select(database, f"card IN ({', '.join('?' * len(ids))}) ORDER BY seq", ids, columns))


def find(database: Database, uid: str) -> Event | None:
    """Return the event of a uid, None where there is none."""
    return next(select(database, "uid = ?", (uid,)), None)


def _row_of(event: Event) -> Fields:
    fields = as_json(event)
    fields["asked"] = canonical(fields["asked"])
    fields["answered"] = canonical(fields["answered"])
    fields["is_guess"] = int(fields["is_guess"])
    return fields
