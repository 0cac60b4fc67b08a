"""Results made for tests: of one item or many, and with any values that the format allows."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from vnquiz.core.events import Json
from vnquiz.core.marks import Confidence
from vnquiz.core.questions import CardId, DeckId
from vnquiz.core.results import HandedIn, Order, Result, ResultDeck, ResultItem
from vnquiz.core.verdicts import VerdictKind

BEGUN = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


def item(
    name: str,
    score: float = 1.0,
    *,
    kind: str = "choice",
    chance: float = 0.25,
    verdict: VerdictKind | None = VerdictKind.EXACT,
    answered: Mapping[str, Json] | None = None,
    asked: Mapping[str, Json] | None = None,
    seconds: float = 10.0,
    tags: tuple[str, ...] = (),
    cite: tuple[str, ...] = (),
    confidence: Confidence | None = None,
    question: str = "",
) -> ResultItem:
    """Return an item of the deck `d`; one that was answered, unless its verdict is None."""
    given: Mapping[str, Json] | None = {} if answered is None else answered
    if score < 1 and verdict is VerdictKind.EXACT:
        verdict = VerdictKind.PARTIAL if score else VerdictKind.WRONG
    return ResultItem(
        CardId(f"d/{name}"),
        question or f"sha256:{name}",
        kind,
        f"What is {name}?",
        {"right": "A"} if asked is None else asked,
        None if verdict is None else given,
        verdict,
        score,
        chance,
        seconds,
        tags,
        cite,
        confidence,
    )


def result(*items: ResultItem, number: int = 0, deck: str = "sha256:1", name: str = "") -> Result:
    """Return the paper of one student; those of two numbers differ."""
    begun = BEGUN + timedelta(minutes=number)
    return Result(
        begun,
        begun + timedelta(minutes=30),
        HandedIn.LEARNER,
        number,
        30,
        Order.SHUFFLED,
        asks_confidence=False,
        decks=(ResultDeck(DeckId("d"), "A deck", deck),),
        items=items,
        name=name,
        program="0.1.0",
    )


TEXTS = st.text(max_size=20)
SHARES = st.floats(0, 1)
INSTANTS = st.datetimes(timezones=st.just(UTC))
SHOWN: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {"right": TEXTS},
    optional={"options": st.lists(TEXTS, max_size=4), "more": st.none() | st.booleans() | st.integers()},
)
GIVEN: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {},
    optional={
        "picked": st.lists(TEXTS, max_size=4),
        "texts": st.lists(TEXTS, max_size=4),
        "text": TEXTS,
        "value": st.booleans(),
        "partners": st.lists(st.none() | TEXTS, max_size=3),
    },
)
TAGS = st.lists(TEXTS, max_size=3).map(tuple)


@st.composite
def items(draw: st.DrawFn) -> ResultItem:
    """Any item that can be in a result."""
    is_answered = draw(st.booleans())
    return ResultItem(
        CardId(draw(TEXTS)),
        draw(TEXTS),
        draw(TEXTS),
        draw(TEXTS),
        draw(SHOWN),
        draw(GIVEN) if is_answered else None,
        draw(st.sampled_from(VerdictKind)) if is_answered else None,
        draw(SHARES) if is_answered else 0.0,
        draw(SHARES),
        draw(st.floats(0, 10**6)),
        draw(TAGS),
        draw(TAGS),
        draw(st.none() | st.sampled_from(Confidence)),
        draw(st.booleans()),
    )


RESULTS = st.builds(
    Result,
    begun=INSTANTS,
    handed_in=INSTANTS,
    by=st.sampled_from(HandedIn),
    seed=st.integers(-(2**63), 2**64 - 1),
    minutes=st.none() | st.integers(1, 10**6),
    order=st.sampled_from(Order),
    asks_confidence=st.booleans(),
    decks=st.lists(st.builds(ResultDeck, TEXTS.map(DeckId), TEXTS, TEXTS), max_size=3).map(tuple),
    items=st.lists(items(), min_size=1, max_size=5, unique_by=lambda each: each.card).map(tuple),
    tags=TAGS,
    name=TEXTS,
    program=TEXTS,
)
