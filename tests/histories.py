"""Drafts and events for tests: one learner, one card a line."""

from datetime import UTC, datetime, timedelta
from typing import Any

from vnquiz.core.days import Day, Moment, date_of, day_of
from vnquiz.core.events import Draft, Event, EventKind
from vnquiz.core.questions import CardId
from vnquiz.core.verdicts import Rating, VerdictKind

CARD = CardId("visits/biden-year")
START = Day(19_900)


def at(day: int, hour: float = 12.0) -> Moment:
    """Return a moment at an hour of a calendar date, in a place seven hours ahead."""
    midnight = datetime.combine(date_of(Day(day)), datetime.min.time(), UTC)
    return Moment(midnight + timedelta(hours=hour - 7), 420)


def draft(kind: EventKind = EventKind.STUDY, day: int = START, hour: float = 12.0, **fields: Any) -> Draft:
    """Return a draft of any kind, as if the study day were `day` whatever the clock says."""
    fields.setdefault("card", CARD)
    return Draft(kind=kind, at=at(day, hour), day=Day(day), **fields)


def study(rating: Rating = Rating.GOOD, day: int = START, hour: float = 12.0, **fields: Any) -> Draft:
    """Return a study answer with something in every field that one has."""
    fields = {
        "verdict": VerdictKind.EXACT,
        "score": 1.0,
        "asked": {"ask": "Khi nào?", "options": ["2022", "2023"]},
        "answered": {"text": "2023"},
        "duration": 4000,
        "desired_retention": 0.9,
    } | fields
    return draft(EventKind.STUDY, day, hour, rating=rating, **fields)


def event(number: int, content: Draft, device: str = "a") -> Event:
    """Return a draft as an event, its uid made of device and number, its checksum left out."""
    return Event(f"{device}{number}", device, number, content, "")


def numbered(*drafts: Draft, device: str = "a") -> list[Event]:
    """Return drafts as the first events of a device."""
    return [event(number, content, device) for number, content in enumerate(drafts, start=1)]


def day_on(year: int, month: int, day: int) -> Day:
    """Return the study day of a calendar date."""
    return day_of(datetime(year, month, day, tzinfo=UTC).date())
