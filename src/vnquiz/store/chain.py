"""Events as the JSON that is exported, and the chain of checksums computed over exactly that.

One event is one object with the members of `as_json`, always all of them: `instant` is the UTC time in ISO
8601 with six decimals and a Z, `offset` the minutes local time was ahead, `study_day` and `due` ISO dates,
`duration` milliseconds; what does not apply is null. The canonical form is that object without spaces, its
members and those within sorted by name, non-ASCII letters as they are, in UTF-8. `as_line` prints it so.

The checksum of an event is the SHA-256, in lower-case hexadecimal, of the checksum of the same device's event
before (64 zeros before the first) followed by the canonical form of the event without its member `checksum`.
So an exported log can be verified without vnquiz: cut `"checksum":"…",` out of a line, put the checksum of
the device's line before in front, and hash.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from vnquiz.core.days import Day, Moment, date_of, day_of
from vnquiz.core.events import Draft, Event, EventKind
from vnquiz.core.questions import CardId
from vnquiz.core.verdicts import Rating, VerdictKind

BEFORE_THE_FIRST = "0" * 64

Fields = dict[str, Any]
"""The members of one exported event."""


def as_json(event: Event) -> Fields:
    """Return an event under the names of the export, ready for `json.dumps`."""
    draft = event.draft
    return {
        "uid": event.uid,
        "device": event.device,
        "number": event.number,
        "instant": instant_text(draft.at.utc),
        "offset": draft.at.offset,
        "study_day": date_of(draft.day).isoformat(),
        "card": draft.card,
        "kind": draft.kind.value,
        "target": draft.target or None,
        "rating": None if draft.rating is None else draft.rating.value,
        "verdict": None if draft.verdict is None else draft.verdict.value,
        "score": None if draft.score is None else float(draft.score),
        "asked": dict(draft.asked),
        "answered": dict(draft.answered),
        "is_guess": draft.is_guess,
        "duration": draft.duration,
        "desired_retention": None if draft.desired_retention is None else float(draft.desired_retention),
        "due": None if draft.due is None else date_of(draft.due).isoformat(),
        "checksum": event.checksum,
    }


def from_json(fields: Mapping[str, Any]) -> Event:
    """Return the event of an exported object; raise ValueError if it cannot be one."""
    try:
        draft = Draft(
            kind=EventKind(fields["kind"]),
            card=CardId(fields["card"]),
            at=Moment(datetime.fromisoformat(fields["instant"]).astimezone(UTC), fields["offset"]),
            day=_day(fields["study_day"]),
            target=fields["target"] or "",
            rating=None if fields["rating"] is None else Rating(fields["rating"]),
            verdict=None if fields["verdict"] is None else VerdictKind(fields["verdict"]),
            score=fields["score"],
            asked=fields["asked"],
            answered=fields["answered"],
            is_guess=bool(fields["is_guess"]),
            duration=fields["duration"],
            desired_retention=fields["desired_retention"],
            due=None if fields["due"] is None else _day(fields["due"]),
        )
        return Event(fields["uid"], fields["device"], fields["number"], draft, fields["checksum"])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"not an event: {error}") from error


def as_line(event: Event) -> str:
    """Return the canonical form of an event with its checksum: one line of `progress log --json`."""
    return canonical(as_json(event))


def canonical(value: Mapping[str, Any]) -> str:
    """Return JSON of which there is only one spelling."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def checksum_of(fields: Mapping[str, Any], checksum_before: str) -> str:
    """Return the checksum that exported fields must have after the device's event before."""
    content = canonical({name: value for name, value in fields.items() if name != "checksum"})
    return sha256((checksum_before + content).encode("utf-8", "surrogatepass")).hexdigest()


def sealed(draft: Draft, uid: str, device: str, number: int, checksum_before: str) -> Event:
    """Return a draft as the event that will be read back, numbered and chained to the device's event before.

    Half a surrogate pair, which no UTF-8 can hold, becomes a question mark.
    """
    fields = _storable(as_json(Event(uid, device, number, draft, "")))
    event = from_json(fields)
    return replace(event, checksum=checksum_of(fields, checksum_before))


def _storable(fields: Fields) -> Fields:
    storable: Fields = json.loads(canonical(fields).encode("utf-8", "replace"))
    return storable


def instant_text(utc: datetime) -> str:
    """Return an instant as it is exported, whose order as text is that of time."""
    if utc.utcoffset() is None or utc.utcoffset():
        raise ValueError("the instant of an event is in UTC")
    return utc.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _day(text: str) -> Day:
    return day_of(date.fromisoformat(text))
