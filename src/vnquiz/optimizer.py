"""The door to `fsrs-rs-python`, which fits parameters and is an optional extra."""

from collections.abc import Sequence
from itertools import pairwise

from vnquiz.core.fitting import BOUNDS, History
from vnquiz.core.memory import DEFAULT_PARAMETERS, Parameters
from vnquiz.errors import VnquizError

MISSING = (
    "Fitting needs the package fsrs-rs-python, which is not installed because it names no licence. If that is "
    "no matter to you, install it with: pip install 'vnquiz[fit]'"
)


def optimize(histories: Sequence[History]) -> Parameters:
    """Return the parameters that fit best to the last review of each history; raise VnquizError without any."""
    try:
        from fsrs_rs_python import FSRS, FSRSItem, FSRSReview
    except ImportError as error:
        raise VnquizError(MISSING) from error
    items = []
    for history in histories:
        days = [history[0].day, *(review.day for review in history)]
        gaps = (max(0, day - before) for before, day in pairwise(days))
        items.append(
            FSRSItem([FSRSReview(review.rating, gap) for review, gap in zip(history, gaps, strict=True)])
        )
    try:
        found = FSRS(list(DEFAULT_PARAMETERS)).compute_parameters(items)
    except ValueError as error:
        raise VnquizError(f"No parameters could be fitted to these reviews: {error}.") from error
    return tuple(
        min(max(round(value, 4), low), high) for value, (low, high) in zip(found, BOUNDS, strict=True)
    )
