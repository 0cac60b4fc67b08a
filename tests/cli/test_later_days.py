"""What comes back a day, a week and a month later is what FSRS names."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from decks_made import START
from fsrs import Card, Rating, Scheduler

from vnquiz.core.memory import fuzz_bounds
from vnquiz.store.opening import open_for_reading

COUNT = 16
RATINGS = [1, 2, 3, 4] * (COUNT // 4)


def run(home: Path, *arguments: str, typed: str = "") -> str:
    command = [sys.executable, "-m", "vnquiz", *arguments]
    environment = os.environ | {"VNQUIZ_HOME": str(home)}
    done = subprocess.run(command, input=typed, capture_output=True, text=True, env=environment, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A learner who met sixteen cards on one day and rated them Again, Hard, Good and Easy in turn."""
    home = tmp_path_factory.mktemp("home")
    (home / "decks").mkdir()
    questions = "".join(f"  - {{id: q{i:02}, type: flashcard, ask: Q{i}, answer: A}}\n" for i in range(COUNT))
    (home / "decks" / "d.yaml").write_text(f"deck: d\ntitle: T\nquestions:\n{questions}", encoding="utf-8")
    typed = "".join(f"\n={rating}\n" for rating in RATINGS)
    run(home, "study", "d", "--plain", "--seed", "1", "--now", START.isoformat(), typed=typed + "\n=3\n" * 8)
    return home


def first_ratings(home: Path) -> dict[str, int]:
    with open_for_reading(home / "progress.db") as progress:
        return {
            event.draft.card: int(event.draft.rating)
            for event in progress.events()
            if event.draft.kind == "study" and event.draft.rating is not None
        }


def due_days(home: Path) -> dict[str, int]:
    today = (START - timedelta(hours=4)).date()
    with open_for_reading(home / "progress.db") as progress:
        return {
            card: memory.due - (today - datetime(1970, 1, 1, tzinfo=UTC).date()).days
            for card, memory in progress.memories().items()
            if memory.due is not None
        }


def fsrs_interval(rating: int) -> int:
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    now = datetime(2026, 11, 21, 2, tzinfo=UTC)
    card, _ = scheduler.review_card(Card(), Rating(rating), now)
    return (card.due - now).days


def test_every_due_day_lies_where_fsrs_and_ankis_fuzz_put_it(home: Path) -> None:
    ratings, days = first_ratings(home), due_days(home)
    assert len(days) == COUNT
    for card, rating in ratings.items():
        least, most = fuzz_bounds(fsrs_interval(rating))
        assert least <= days[card] <= most, (card, rating, days[card])


@pytest.mark.parametrize("later", [1, 7, 30])
def test_the_cards_due_later_are_those_whose_day_has_come(home: Path, later: int) -> None:
    expected = {card for card, day in due_days(home).items() if day <= later}
    moment = (START + timedelta(days=later)).isoformat()
    (deck,) = [d for d in json.loads(run(home, "decks", "--json", "--now", moment)) if d["id"] == "d"]
    assert (deck["due"], deck["new"]) == (len(expected), 0)
    assert len(expected) > 0


def test_a_month_later_the_due_cards_are_asked_least_retrievable_first(home: Path, tmp_path: Path) -> None:
    copy = tmp_path / "home"
    copy.mkdir()
    (copy / "decks").symlink_to(home / "decks")
    (copy / "progress.db").write_bytes((home / "progress.db").read_bytes())
    moment = (START + timedelta(days=30)).isoformat()
    run(copy, "study", "d", "--plain", "--now", moment, typed="\n=3\n" * COUNT)
    ratings = first_ratings(home)
    with open_for_reading(copy / "progress.db") as progress:
        asked = [
            event.draft.card for event in progress.events() if event.draft.at.utc > START + timedelta(days=1)
        ]
    assert len(asked) == COUNT
    assert [ratings[card] for card in asked] == sorted(ratings.values())
