"""An event is exported as one JSON object, and anyone can verify the chain from the export alone."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from histories import CARD, START, draft, study
from hypothesis import given
from hypothesis import strategies as st

from vnquiz.core.days import Day, Moment
from vnquiz.core.events import Draft, Event, EventKind
from vnquiz.core.questions import CardId
from vnquiz.core.verdicts import Rating, VerdictKind
from vnquiz.store.chain import BEFORE_THE_FIRST, as_json, as_line, from_json, sealed

NAMES = (
    *("uid", "device", "number", "instant", "offset", "study_day", "card", "kind", "target", "rating"),
    *(
        "verdict",
        "score",
        "asked",
        "answered",
        "is_guess",
        "duration",
        "desired_retention",
        "due",
        "checksum",
    ),
)

text = st.text(st.characters(codec="utf-8"), max_size=20)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=8,
)
contents = st.dictionaries(text, json_values, max_size=4)
days = st.integers(-300_000, 1_000_000).map(Day)
drafts = st.builds(
    Draft,
    kind=st.sampled_from(EventKind),
    card=text.map(CardId),
    at=st.builds(Moment, st.datetimes(timezones=st.just(UTC)), st.integers(-900, 900)),
    day=days,
    target=text,
    rating=st.none() | st.sampled_from(Rating),
    verdict=st.none() | st.sampled_from(VerdictKind),
    score=st.none() | st.floats(0, 1),
    asked=contents,
    answered=contents,
    is_guess=st.booleans(),
    duration=st.none() | st.integers(0, 10**9),
    desired_retention=st.none() | st.floats(0.7, 0.97),
    due=st.none() | days,
)


def chained(*contents: Draft) -> list[Event]:
    events: list[Event] = []
    for number, content in enumerate(contents, start=1):
        before = events[-1].checksum if events else BEFORE_THE_FIRST
        events.append(sealed(content, f"{number:032x}", "d0", number, before))
    return events


@given(drafts)
def test_an_event_comes_back_from_its_line_as_it_was(content: Draft) -> None:
    (event,) = chained(content)
    assert event.draft == content
    assert from_json(json.loads(as_line(event))) == event


def test_an_event_is_exported_under_the_names_of_the_design() -> None:
    (event,) = chained(study(Rating.HARD, due=Day(START + 3)))
    exported = as_json(event)
    assert tuple(exported) == NAMES
    assert exported["instant"] == "2024-06-26T05:00:00.000000Z"
    assert (exported["study_day"], exported["due"]) == ("2024-06-26", "2024-06-29")
    assert (exported["rating"], exported["verdict"], exported["target"]) == (2, "exact", None)


@given(st.lists(drafts, min_size=1, max_size=4))
def test_the_chain_can_be_verified_from_the_printed_lines_alone(contents: list[Draft]) -> None:
    before = "0" * 64
    for line in [as_line(event) for event in chained(*contents)]:
        found = re.search(r'"checksum":"([0-9a-f]{64})",', line)
        assert found is not None
        rest = line.replace(found[0], "")
        assert sha256((before + rest).encode()).hexdigest() == found[1]
        before = found[1]


@given(drafts, drafts)
def test_a_changed_event_has_another_checksum(content: Draft, other: Draft) -> None:
    if content != other:
        assert chained(content)[0].checksum != chained(other)[0].checksum


def test_whole_numbers_are_sealed_as_they_will_be_read_back() -> None:
    whole = study(score=1, desired_retention=1)
    assert as_line(chained(whole)[0]) == as_line(chained(replace(whole, score=1.0, desired_retention=1.0))[0])


def test_half_a_surrogate_pair_is_saved_as_a_question_mark() -> None:
    (event,) = chained(study(answered={"text": "a\ud800b"}))
    assert event.draft.answered == {"text": "a?b"}
    as_line(event).encode("utf-8")


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        chained(study(asked={"score": float("nan")}))


def test_an_instant_that_is_not_utc_is_refused() -> None:
    elsewhere = datetime(2024, 7, 1, tzinfo=timezone(timedelta(hours=7)))
    with pytest.raises(ValueError, match="UTC"):
        chained(replace(draft(), at=Moment(elsewhere, 420)))


@pytest.mark.parametrize(
    "change",
    [{"kind": "sung"}, {"rating": 5}, {"instant": "noon"}, {"study_day": None}, {"due": "2024-13-01"}],
)
def test_what_is_no_event_is_refused(change: dict[str, object]) -> None:
    exported = as_json(chained(draft(card=CARD))[0])
    with pytest.raises(ValueError, match="not an event"):
        from_json(exported | change)
