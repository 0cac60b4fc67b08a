"""A year of study, day by day, through the same doors as the screens, by a learner whose memory is FSRS."""

from collections import Counter
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from random import Random

import pytest
from decks_made import START, Clock

from vnquiz.core.days import Day
from vnquiz.core.events import Event, EventKind, Memory
from vnquiz.core.memory import retrievability, step
from vnquiz.core.questions import CardId
from vnquiz.core.study import Asking, Finished, Judging
from vnquiz.core.tasks import Typed, TypeText, Unknown
from vnquiz.core.verdicts import Rating
from vnquiz.deckfile.library import load_library
from vnquiz.settings.reader import SettingsFile
from vnquiz.settings.table import Settings
from vnquiz.store.opening import open_in_memory
from vnquiz.workspace import Workspace

DAYS = 365
NEW, REVIEWS = 20, 400
KNOWN_AT_FIRST, EASY_AT_FIRST, EASY = 0.75, 0.3, 0.2
"""How often the learner knows a card that he never saw, and finds what he knows easy."""


class Year:
    """What a learner did in a year, and what his memory told of it."""

    def __init__(self, folder: Path) -> None:
        path = folder / "year.yaml"
        gaps = "".join(
            f'  - {{id: q{number}, type: cloze, text: "{{{{c1::one}}}} and {{{{c2::two}}}}"}}\n'
            for number in range(NEW * (DAYS + 7) // 2)
        )
        path.write_text(f"deck: year\ntitle: Year\nquestions:\n{gaps}", encoding="utf-8")
        self.clock = Clock()
        settings = SettingsFile(Settings(new_per_day=NEW, reviews_per_day=REVIEWS))
        self.workspace = Workspace(load_library([path]), settings, open_in_memory(), self.clock)
        self.random = Random(2026)
        self.memories: dict[CardId, Memory] = {}
        self.predicted: list[tuple[float, bool, float]] = []
        for day in range(DAYS):
            self.clock.time = START + timedelta(days=day)
            self.study()

    def study(self) -> None:
        """Study what is due today, and what is new."""
        workspace = self.workspace
        session = workspace.session(workspace.queue(workspace.cards()).cards, seed=1)
        while not isinstance(phase := session.phase, Finished):
            match phase:
                case Asking(task=TypeText(answer=answer)):
                    rating = self.remembers(phase)
                    session.answer(Unknown() if rating is Rating.AGAIN else Typed(answer.text))
                case Judging():
                    session.rate(rating)
                case _:
                    raise AssertionError(phase)
            self.clock.move(seconds=1)

    def remembers(self, asking: Asking) -> Rating:
        """Return how well the learner remembers, and let his memory change by being asked and told."""
        if asking.is_repeat:
            return Rating.GOOD
        card, day = asking.card.id, self.workspace.today
        memory = self.memories.get(card, Memory())
        recall = KNOWN_AT_FIRST
        if memory.stability is not None and memory.last_day is not None:
            recall = retrievability(memory.stability, day - memory.last_day)
        is_known = self.random.random() < recall
        if memory.stability is not None:
            self.predicted.append((recall, is_known, memory.stability))
        is_easy = self.random.random() < (EASY_AT_FIRST if memory.is_new else EASY)
        rating = (Rating.EASY if is_easy else Rating.GOOD) if is_known else Rating.AGAIN
        self.memories[card] = step(memory, rating, day)
        return rating

    @cached_property
    def answers(self) -> list[Event]:
        """What the log says of the first answers of each day."""
        return [event for event in self.workspace.progress.events() if event.draft.kind is EventKind.STUDY]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    return Year(tmp_path_factory.mktemp("year"))


def test_what_was_recalled_is_within_a_point_of_what_was_predicted(year: Year) -> None:
    predicted = sum(recall for recall, _, _ in year.predicted) / len(year.predicted)
    observed = sum(is_known for _, is_known, _ in year.predicted) / len(year.predicted)
    print(f"{len(year.predicted):,} reviews: desired 0.9, predicted {predicted:.4f}, observed {observed:.4f}")
    assert len(year.predicted) > 20_000
    assert abs(observed - predicted) < 0.01
    assert observed < 0.9  # new cards that were missed fade within their first day


def test_cards_that_do_not_fade_within_a_day_are_recalled_as_desired(year: Year) -> None:
    settled = [is_known for _, is_known, stability in year.predicted if stability >= 2]
    assert sum(settled) / len(settled) == pytest.approx(0.9, abs=0.01)


def test_no_day_is_over_its_limits(year: Year) -> None:
    seen: set[CardId] = set()
    new: Counter[Day] = Counter()
    reviewed: Counter[Day] = Counter()
    for event in year.answers:
        (reviewed if event.draft.card in seen else new)[event.draft.day] += 1
        seen.add(event.draft.card)
    print(f"most new {max(new.values())}, most reviews {max(reviewed.values())} a day")
    assert len(new) == DAYS
    assert set(new.values()) == {NEW}
    assert max(reviewed.values()) <= REVIEWS


def test_no_card_is_shown_on_the_day_of_a_sibling_or_twice(year: Year) -> None:
    asked = Counter(
        (event.draft.day, group)
        for event in year.answers
        for group in year.workspace.library.cards[event.draft.card].sibling_groups
    )
    assert max(asked.values()) == 1


def test_the_cache_is_what_a_replay_of_the_log_gives_and_what_the_learner_remembers(year: Year) -> None:
    progress = year.workspace.progress
    assert progress.verify() == []
    kept = progress.memories()
    assert set(kept) == set(year.memories)
    for card, memory in year.memories.items():
        assert (kept[card].stability, kept[card].difficulty) == (memory.stability, memory.difficulty)
        assert (kept[card].reviews, kept[card].lapses) == (memory.reviews, memory.lapses)
