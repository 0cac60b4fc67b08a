"""How well recall is predicted on a log of real reviews: fitted and default parameters, SM-2 and a constant.

Run it with `python bench/fitting.py LOG.csv`, where LOG.csv has the columns card_id, review_rating and
review_time, as the log among the tests of https://github.com/open-spaced-repetition/py-fsrs (MIT) has. Parameters
are fitted to the older four fifths of the reviews, and all are judged by the rest. SM-2 is turned into
a probability as in https://github.com/open-spaced-repetition/srs-benchmark: 0.9 at the end of its interval.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from vnquiz.core.days import Moment
from vnquiz.core.fitting import History, Review, Score, parted, predictions, score
from vnquiz.core.memory import DEFAULT_PARAMETERS, LONGEST_INTERVAL
from vnquiz.core.verdicts import Rating
from vnquiz.optimizer import optimize


def histories_in(path: Path) -> list[History]:
    """Return the first review of each card on each study day."""
    found: dict[str, list[Review]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in sorted(csv.DictReader(file), key=lambda row: row["review_time"]):
            day = Moment(datetime.fromisoformat(row["review_time"]), 0).day
            history = found[row["card_id"]]
            if not history or history[-1].day != day:
                history.append(Review(day, Rating(int(row["review_rating"]))))
    return [tuple(history) for history in found.values()]


def sm2_interval(history: History) -> int:
    """Return the days that SM-2 would wait after a history, Again being its quality 2."""
    days, ease, hits = 1, 2.5, 0
    for review in history:
        quality = review.rating + 1
        if review.rating is Rating.AGAIN:
            days, hits = 1, 0
        else:
            days = 1 if hits == 0 else 6 if hits == 1 else round(days * ease + 0.01)
            hits += 1
        ease = max(1.3, ease + 0.1 - (5 - quality) * (0.08 + (5 - quality) * 0.02))
        days = min(days, LONGEST_INTERVAL)
    return days


def scores(older: Sequence[History], newer: Sequence[History]) -> dict[str, Score]:
    """Return how well each way of predicting does on the newer reviews."""
    by_default = predictions(newer, DEFAULT_PARAMETERS)
    mean = sum(history[-1].rating is not Rating.AGAIN for history in older) / len(older)
    by_sm2 = [
        replace(each, recall=0.9 ** (each.days / sm2_interval(history[:-1])))
        for each, history in zip(by_default, newer, strict=True)
    ]
    return {
        "FSRS-6, fitted": score(predictions(newer, optimize(older))),
        "FSRS-6, default": score(by_default),
        f"constant {mean:.3f}": score([replace(each, recall=mean) for each in by_default]),
        "constant 0.900": score([replace(each, recall=0.9) for each in by_default]),
        "SM-2": score(by_sm2),
    }


def main(path: str) -> None:
    """Print the table."""
    older, newer = parted(histories_in(Path(path)))
    print(f"fitted to {len(older):,} reviews, judged by {len(newer):,}")
    print(f"{'':18}{'log loss':>10}{'RMSE (bins)':>13}")
    for name, measured in scores(older, newer).items():
        print(f"{name:18}{measured.log_loss:10.4f}{measured.rmse_bins:13.4f}")


if __name__ == "__main__":
    main(sys.argv[1])
