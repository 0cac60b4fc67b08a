"""Options, orders and pairs drawn afresh from the rows of a table, with the guards that keep them fair."""

from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import TypeVar

from vnquiz.core.dates import PartialDate
from vnquiz.core.folding import normal
from vnquiz.core.questions import DrawnMatching, DrawnOrdering, Place, Pool, Shown

Item = TypeVar("Item")
TRIES = 20


def shuffled(items: tuple[Item, ...], random: Random) -> tuple[Item, ...]:
    """Return the items in random order (Fisher-Yates); only `random.random()` is drawn on."""
    result = list(items)
    for i in range(len(result) - 1, 0, -1):
        j = int(random.random() * (i + 1))
        result[i], result[j] = result[j], result[i]
    return tuple(result)


def overlaps(one: Shown, other: Shown) -> bool:
    """Tell whether two values could mean the same: dates that share a day, or texts that read the same."""
    if isinstance(one, PartialDate) and isinstance(other, PartialDate):
        return not (one.is_before(other) or other.is_before(one))
    return one == other


def is_admissible(pool: Pool, row: int, other: int) -> bool:
    """Tell whether another row's text is surely wrong for a row: the stem does not hold for that row too."""
    return other != row and not all(
        overlaps(mine, theirs) for mine, theirs in zip(pool.stems[row], pool.stems[other], strict=True)
    )


def distractors(pool: Pool, row: int, taken: Sequence[str], order: Sequence[int]) -> tuple[str, ...]:
    """Return the first `pool.count` texts, in this order of rows, that are distinct and surely wrong."""
    seen = {normal(text) for text in taken}
    seen.update(
        normal(pool.texts[other])
        for other in pool.same_stem.get(pool.stems[row], ())
        if not is_admissible(pool, row, other)
    )
    chosen: list[str] = []
    for other in order:
        if len(chosen) == pool.count:
            break
        if is_admissible(pool, row, other):
            text = pool.texts[other]
            said = normal(text)
            if said not in seen:
                seen.add(said)
                chosen.append(text)
    return tuple(chosen)


def drawn_distractors(pool: Pool, row: int, taken: Sequence[str], random: Random) -> tuple[str, ...]:
    """Return wrong options drawn at random from the other rows."""
    return distractors(pool, row, taken, shuffled(tuple(range(len(pool.texts))), random))


def is_certain(one: Place, other: Place) -> bool:
    """Tell whether two rows are certainly ordered, one way or the other."""
    if isinstance(one, PartialDate) and isinstance(other, PartialDate):
        return one.is_before(other) or other.is_before(one)
    return one != other


def sort_key(place: Place) -> tuple[Decimal | int, ...]:
    """Return what sorts places that are certainly ordered."""
    return place.first_day if isinstance(place, PartialDate) else (place,)


def ordered_rows(body: DrawnOrdering, order: Sequence[int]) -> tuple[int, ...]:
    """Return the first `count` rows, in this order, of which every two are certainly ordered."""
    chosen: list[int] = []
    for row in order:
        if len(chosen) == body.count:
            break
        place = body.places[row]
        if all(is_certain(place, body.places[other]) for other in chosen):
            chosen.append(row)
    return tuple(chosen)


def surely_ordered_rows(body: DrawnOrdering) -> tuple[int, ...]:
    """Return `count` rows that are certainly ordered, or as many as there can be (earliest end first)."""

    def end(row: int) -> tuple[Decimal | int, ...]:
        place = body.places[row]
        return place.last_day if isinstance(place, PartialDate) else (place,)

    return ordered_rows(body, sorted(range(len(body.places)), key=end))


def drawn_order(body: DrawnOrdering, random: Random) -> tuple[str, ...]:
    """Return the texts of rows drawn at random, in their right order."""
    rows: tuple[int, ...] = ()
    for _ in range(TRIES):
        rows = ordered_rows(body, shuffled(tuple(range(len(body.places))), random))
        if len(rows) == body.count:
            break
    else:
        rows = surely_ordered_rows(body)
    return tuple(body.texts[row] for row in sorted(rows, key=lambda row: sort_key(body.places[row])))


def matched_rows(body: DrawnMatching, order: Sequence[int]) -> tuple[int, ...]:
    """Return the first `count` rows, in this order, of which each left has one right partner only."""
    chosen: list[int] = []
    for row in order:
        if len(chosen) == body.count:
            break
        if all(_are_apart(body, row, other) for other in chosen):
            chosen.append(row)
    return tuple(chosen)


def _are_apart(body: DrawnMatching, row: int, other: int) -> bool:
    left, right = body.lefts[row], body.rights[row]
    other_left, other_right = body.lefts[other], body.rights[other]
    return (
        normal(left) != normal(other_left)
        and not overlaps(body.keys[row], body.keys[other])
        and not any(overlaps(body.keys[other], key) for key in body.partners[normal(left)])
        and not any(overlaps(body.keys[row], key) for key in body.partners[normal(other_left)])
        and right != other_right
    )


def drawn_pairs(body: DrawnMatching, random: Random) -> tuple[tuple[str, str], ...]:
    """Return pairs drawn at random, no two with the same left or right."""
    rows: tuple[int, ...] = ()
    everything = tuple(range(len(body.lefts)))
    for _ in range(TRIES):
        rows = matched_rows(body, shuffled(everything, random))
        if len(rows) == body.count:
            break
    else:
        rows = matched_rows(body, everything)
    return tuple((body.lefts[row], body.rights[row]) for row in rows)
