"""What the events of a card make of its memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from heapq import merge
from typing import assert_never

from vnquiz.core.days import Day
from vnquiz.core.events import Draft, Event, EventKind, Memory
from vnquiz.core.memory import DEFAULT_PARAMETERS, DEFAULT_RETENTION, Parameters, prospects, step
from vnquiz.core.questions import CardId
from vnquiz.core.verdicts import Rating

RULES = 3
"""The edition of the rules of replay: raised when the same events come to mean another memory."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """An event of a card that counts, and the memory before and after it."""

    draft: Draft
    before: Memory
    after: Memory

    @property
    def is_move(self) -> bool:
        """It was an answer that moved the card."""
        return self.after.reviews > self.before.reviews


def interleave(events: Iterable[Event]) -> list[Event]:
    """Return events in replay order: by instant, yet each device keeps its own order if its clock goes back.

    This is a greedy merge: of the devices' next events the earliest comes first.
    """
    lanes: dict[str, list[Event]] = {}
    for event in events:
        lanes.setdefault(event.device, []).append(event)
    in_order = (sorted(lane, key=lambda event: event.number) for lane in lanes.values())
    return list(merge(*in_order, key=lambda event: (event.draft.at.utc, event.device)))


def standing(events: Iterable[Event]) -> list[Event]:
    """Return the events that count, in the order given: not undone, and not an undo, which stays."""
    given = list(events)
    undone = {event.draft.target for event in given if event.draft.kind is EventKind.UNDO}
    return [event for event in given if event.draft.kind is not EventKind.UNDO and event.uid not in undone]


def present_names(events: Iterable[Event]) -> dict[CardId, CardId]:
    """Return the present id of every card id that was renamed away, from all renames and their undos.

    A card renamed twice in a row is followed to the end, and one renamed back has its first id again.
    """
    links: dict[CardId, CardId] = {}
    for event in interleave(event for event in standing(events) if event.draft.kind is EventKind.RENAME):
        old, new = event.draft.card, CardId(event.draft.target)
        if new and new != old:
            if _followed(new, links, until=old) == old:
                del links[new]
            links[old] = new
    return {old: _followed(old, links) for old in links}


def replay(
    events_of_one_card: Iterable[Event], card: CardId, parameters: Parameters = DEFAULT_PARAMETERS
) -> Memory:
    """Return the memory that the events of one card amount to, those of its former ids among them.

    Of the study answers that were not undone, the first of each study day moves the schedule. The due day is
    the one it set; where it set none, because another answer of the day stood before it then, the one it
    would have set. A right answer that may have been luck counts for less. A reset forgets what was learned,
    and leaves the card suspended, buried or flagged as it is.

    In an exam a hit on a card that is due is a study answer, and one on any other card moves nothing. A miss
    makes the card due on the next day, and moves stability only as the first answer of its study day. A new
    card stays new, and an exam answer without a rating was to leave memory alone.
    """
    memory = Memory()
    for each in replayed(events_of_one_card, card, parameters):
        memory = each.after
    return memory


def replayed(
    events_of_one_card: Iterable[Event],
    card: CardId,
    parameters: Parameters = DEFAULT_PARAMETERS,
    memory: Memory | None = None,
    days_moved: Iterable[Day] = (),
) -> Iterator[Replayed]:
    """Yield the events of one card that count, in replay order, each with the memory it found and left.

    Replay may go on from a `memory`, if `days_moved` are the study days of the answers that moved the card since
    it was last reset.
    """
    before = Memory() if memory is None else memory
    moved = set(days_moved)
    for event in standing(interleave(events_of_one_card)):
        after = _after(before, event.draft, card, parameters, moved)
        yield Replayed(event.draft, before, after)
        before = after


def _after(
    memory: Memory, draft: Draft, card: CardId, parameters: Parameters, days_moved: set[Day]
) -> Memory:
    """Return the memory after an event; a study day on which it moved the card is added to `days_moved`."""
    match draft.kind:
        case EventKind.STUDY:
            if draft.rating is not None and draft.day not in days_moved:
                days_moved.add(draft.day)
                memory = _studied(memory, draft, card, parameters)
        case EventKind.EXAM:
            if draft.rating is not None and not memory.is_new:
                memory = _examined(memory, draft, card, parameters, days_moved)
        case EventKind.SUSPEND:
            memory = replace(memory, is_suspended=True)
        case EventKind.RESUME:
            memory = replace(memory, is_suspended=False)
        case EventKind.BURY:
            memory = replace(memory, buried_until=draft.due)
        case EventKind.RESET:
            days_moved.clear()
            memory = Memory(
                is_suspended=memory.is_suspended,
                buried_until=memory.buried_until,
                is_flagged=memory.is_flagged,
            )
        case EventKind.FLAG | EventKind.UNFLAG:
            memory = replace(memory, is_flagged=draft.kind is EventKind.FLAG)
        case EventKind.RELEARN | EventKind.CRAM | EventKind.UNDO | EventKind.RENAME:
            pass
        case EventKind.EXAM_BEGIN | EventKind.EXAM_DRAFT | EventKind.EXAM_END:
            pass
        case EventKind.PARAMETERS | EventKind.PLAN:
            pass
        case _:
            assert_never(draft.kind)
    return memory


def _examined(
    memory: Memory, draft: Draft, card: CardId, parameters: Parameters, days_moved: set[Day]
) -> Memory:
    is_first = draft.day not in days_moved
    is_miss = draft.rating is Rating.AGAIN
    if is_miss and not is_first:
        return replace(memory, due=Day(draft.day + 1))
    is_due = memory.due is not None and memory.due <= draft.day
    if not (is_first and (is_miss or is_due)):
        return memory
    days_moved.add(draft.day)
    return _studied(memory, replace(draft, due=Day(draft.day + 1)) if is_miss else draft, card, parameters)


def _studied(memory: Memory, draft: Draft, card: CardId, parameters: Parameters) -> Memory:
    assert draft.rating is not None
    due = draft.due
    if due is None:
        retention = DEFAULT_RETENTION if draft.desired_retention is None else draft.desired_retention
        due = prospects(memory, card, draft.day, retention, parameters, one_in=draft.one_in)[draft.rating].due
    return step(memory, draft.rating, draft.day, parameters, due=due, one_in=draft.one_in)


def _followed(card: CardId, links: dict[CardId, CardId], until: CardId | None = None) -> CardId:
    while card in links and card != until:
        card = links[card]
    return card
