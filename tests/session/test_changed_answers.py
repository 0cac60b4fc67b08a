"""A card whose answer changed says so once, and can be relearned; played over a real event log."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from decks_made import Clock, cards_of, deck_of
from terminal import Terminal, python

from vnquiz.core.events import Draft, EventKind, Memory
from vnquiz.core.marking import right_answer
from vnquiz.core.questions import Card, CardId
from vnquiz.core.study import Asking, Finished, Judging, Mode, StudySession
from vnquiz.core.tasks import Revealed, Unknown
from vnquiz.core.telling import changed_answer
from vnquiz.core.verdicts import Rating
from vnquiz.store.opening import open_for_reading, open_in_memory

YEAR = "{id: q, type: short-answer, ask: Q, answer: %s}"


class Learner:
    """Somebody who studies one deck, edited again and again, on one log."""

    def __init__(self) -> None:
        self.progress = open_in_memory()
        self.clock = Clock()

    def meet(self, *questions: str, mode: Mode = Mode.STUDY, seed: int = 1) -> StudySession:
        """Begin a session over a deck of these questions."""
        return self.meet_cards(cards_of("".join(f"  - {question}\n" for question in questions)), mode, seed)

    def meet_deck(self, text: str, seed: int = 1) -> StudySession:
        """Begin a session over a deck that is written out."""
        return self.meet_cards(deck_of(text).cards, seed=seed)

    def study_deck(self, text: str) -> None:
        """Answer every card of a deck that is written out."""
        finish(self.meet_deck(text))

    def meet_cards(self, cards: Sequence[Card], mode: Mode = Mode.STUDY, seed: int = 1) -> StudySession:
        """Begin a session some weeks later over cards."""
        self.clock.move(days=30)
        return StudySession(cards, self.progress, self.clock, seed=seed, desired_retention=0.9, mode=mode)

    def review(self, *questions: str, mode: Mode = Mode.STUDY, seed: int = 1) -> None:
        """Answer every card of a deck well."""
        finish(self.meet(*questions, mode=mode, seed=seed))

    def kinds(self) -> list[str]:
        return [event.draft.kind.value for event in self.progress.events()]

    def memory(self, card: str = "d/q") -> Memory:
        return self.progress.memory(CardId(card))


def verdict_of(session: StudySession) -> Judging:
    """Give up on the question that is up, and return its verdict."""
    assert session.answer(Unknown()) is None
    assert isinstance(session.phase, Judging)
    return session.phase


def finish(session: StudySession) -> None:
    """Answer all that is left of a session."""
    while not isinstance(session.phase, Finished):
        verdict_of(session)
        session.rate(Rating.GOOD)


@pytest.fixture
def learner() -> Learner:
    return Learner()


def changed_from(learner: Learner, old: str, new: str) -> str:
    """Return what a card says of its old answer after it was edited from one question to another."""
    learner.review(old)
    return verdict_of(learner.meet(new, seed=2)).changed_from


def test_the_first_verdict_after_a_change_tells_the_old_answer(learner: Learner) -> None:
    assert changed_from(learner, YEAR % 1995, YEAR % 1994) == "1995"


def test_it_says_so_in_a_sentence_with_both_answers(learner: Learner) -> None:
    learner.review(YEAR % 1995)
    verdict = verdict_of(learner.meet(YEAR % 1994))
    assert changed_answer(verdict.changed_from, verdict.asking.task) == (
        "The answer changed since you last saw this card: 1995 → 1994"
    )


def test_a_card_never_met_has_no_answer_that_changed(learner: Learner) -> None:
    assert verdict_of(learner.meet(YEAR % 1994)).changed_from == ""


def test_once_answered_it_is_not_said_again(learner: Learner) -> None:
    learner.review(YEAR % 1995)
    learner.review(YEAR % 1994)
    assert verdict_of(learner.meet(YEAR % 1994)).changed_from == ""


def test_an_answer_changed_back_before_it_was_seen_is_no_change(learner: Learner) -> None:
    learner.review(YEAR % 1995)
    learner.meet(YEAR % 1994)
    assert verdict_of(learner.meet(YEAR % 1995)).changed_from == ""


def test_an_answer_that_was_undone_was_not_seen(learner: Learner) -> None:
    learner.review(YEAR % 1995)
    session = learner.meet(YEAR % 1994)
    verdict_of(session)
    session.rate(Rating.GOOD)
    session.undo()
    session.undo()
    assert verdict_of(session).changed_from == "1995"


@pytest.mark.parametrize("mode", Mode)
def test_it_is_told_of_and_in_answers_of_every_kind(learner: Learner, mode: Mode) -> None:
    learner.review(YEAR % 1995, mode=mode)
    assert verdict_of(learner.meet(YEAR % 1994, mode=mode)).changed_from == "1995"


def test_an_answer_in_an_exam_counts_as_seen(learner: Learner) -> None:
    now = learner.clock()
    learner.progress.append(Draft(EventKind.EXAM, CardId("d/q"), now, now.day, asked={"right": "1995"}))
    assert verdict_of(learner.meet(YEAR % 1994)).changed_from == "1995"


def test_the_history_is_kept_and_the_rating_moves_it_on(learner: Learner) -> None:
    learner.review(YEAR % 1995)
    learner.review(YEAR % 1994)
    assert learner.kinds() == ["study", "study"]
    assert learner.memory().reviews == 2


SAME = {
    "letter case and stops": (YEAR % "Hà Nội", YEAR % "hà nội."),
    "old and new tone marks": (YEAR % "Hòa", YEAR % "Hoà"),
    "the question and the hint": (YEAR % 5, "{id: q, type: short-answer, ask: Other, answer: 5, hint: H}"),
    "another type": ("{id: q, type: flashcard, ask: Q, answer: Huế}", YEAR % "Huế"),
    "bold on a flashcard": (
        "{id: q, type: flashcard, ask: Q, answer: Nine Dragons}",
        "{id: q, type: flashcard, ask: Q, answer: '**Nine** Dragons'}",
    ),
    "wrong options": (
        "{id: q, type: choice, ask: Q, answer: A, wrong: [B, C]}",
        "{id: q, type: choice, ask: Q, answer: A, wrong: [D, E]}",
    ),
    "the order of right options": (
        "{id: q, type: choice, ask: Q, answer: [A, B, C, D, E], wrong: [X]}",
        "{id: q, type: choice, ask: Q, answer: [E, D, C, B, A], wrong: [X]}",
    ),
    "the order of a list": (
        "{id: q, type: list, ask: Q, answer: [A, B, C]}",
        "{id: q, type: list, ask: Q, answer: [C, B, A]}",
    ),
    "the order of pairs": (
        "{id: q, type: matching, ask: Q, answer: {a: A, b: B, c: C}}",
        "{id: q, type: matching, ask: Q, answer: {c: C, b: B, a: A}, wrong: [D]}",
    ),
    "an ordering as it was": (
        "{id: q, type: ordering, ask: Q, answer: [a, b, c]}",
        "{id: q, type: ordering, ask: Q, answer: [A, b, c]}",
    ),
    "needless zeros": (
        "{id: q, type: numeric, ask: Q, answer: 1.5, unit: km}",
        "{id: q, type: numeric, ask: Q, answer: 1.50, unit: km}",
    ),
}


@pytest.mark.parametrize("what", SAME)
def test_what_means_the_same_is_no_change(learner: Learner, what: str) -> None:
    assert changed_from(learner, *SAME[what]) == ""


CHANGED = {
    "1.5 km": (
        "{id: q, type: numeric, ask: Q, answer: 1.5, unit: km}",
        "{id: q, type: numeric, ask: Q, answer: 1.5, unit: miles}",
    ),
    "10 000 km": (
        "{id: q, type: numeric, ask: Q, answer: 10000, unit: km}",
        "{id: q, type: numeric, ask: Q, answer: 10, unit: km}",
    ),
    "September 2023": (
        "{id: q, type: date, ask: Q, answer: 2023-09}",
        "{id: q, type: date, ask: Q, answer: 2023-09-10}",
    ),
    "True": (
        "{id: q, type: true-false, ask: Q, answer: true}",
        "{id: q, type: true-false, ask: Q, answer: false}",
    ),
    "A": (
        "{id: q, type: choice, ask: Q, answer: A, wrong: [B]}",
        "{id: q, type: choice, ask: Q, answer: B, wrong: [A]}",
    ),
    "1. a → 2. b → 3. c": (
        "{id: q, type: ordering, ask: Q, answer: [a, b, c]}",
        "{id: q, type: ordering, ask: Q, answer: [a, c, b]}",
    ),
    "Hà Nội": (YEAR % "Hà Nội", YEAR % "Ha Noi"),
}


@pytest.mark.parametrize("old", CHANGED)
def test_what_means_something_else_is_a_change(learner: Learner, old: str) -> None:
    assert changed_from(learner, *CHANGED[old]).replace("\u202f", " ").replace("\xa0", " ") == old


def test_pairs_that_are_other_pairs_are_a_change(learner: Learner) -> None:
    matching = "{id: q, type: matching, ask: Q, answer: {a: %s, b: %s}}"
    assert changed_from(learner, matching % ("A", "B"), matching % ("B", "A")) != ""


def test_a_date_said_in_another_language_is_the_same_date(learner: Learner) -> None:
    text = "deck: d\ntitle: T\nlanguage: {}\nquestions:\n  - {{id: q, type: date, ask: Q, answer: 2023-09}}\n"
    learner.study_deck(text.format("en"))
    verdict = verdict_of(learner.meet_deck(text.format("vi")))
    assert right_answer(verdict.asking.task) == "tháng 9 năm 2023"
    assert verdict.changed_from == ""


ROWS = """
deck: d
title: T
tables:
  - id: t
    rows:
      - {id: a, who: Ann, year: 2001}
      - {id: b, who: Bob, year: 2002}
      - {id: c, who: Cid, year: 2003}
      - {id: e, who: Eve, year: %s}
    questions:
      - {id: order, type: ordering, ask: O, answer: {from: who, by: year, count: 2}}
      - {id: match, type: matching, ask: M, answer: {left: who, right: year, count: 2}}
      - {id: when, type: date, ask: "When did {who} come?", answer: "{year}"}
      - {id: who, type: choice, ask: "Who came in {year}?", answer: "{who}", wrong: {from: who, count: 2}}
"""


def test_a_card_that_draws_its_rows_afresh_has_never_changed_but_the_card_of_a_row_has(
    learner: Learner,
) -> None:
    learner.study_deck(ROWS % 2004)
    session = learner.meet_deck(ROWS % 1999, seed=2)
    changed = {}
    while not isinstance(session.phase, Finished):
        verdict = verdict_of(session)
        changed[verdict.asking.card.id] = verdict.changed_from
        session.rate(Rating.GOOD)
    assert len(changed) == 10
    assert {card: old for card, old in changed.items() if old} == {"d/t.e.when": "2004"}


def test_of_a_cloze_the_gap_whose_words_changed_says_so(learner: Learner) -> None:
    cloze = "{id: q, type: cloze, text: '{{c1::A}} and {{c2::%s}}'}"
    learner.review(cloze % "B")
    session = learner.meet(cloze % "C")
    assert verdict_of(session).changed_from == ""
    session.rate(Rating.GOOD)
    assert verdict_of(session).changed_from == "B"


# Relearning


def changed_session(learner: Learner, *others: str) -> StudySession:
    """Return a session at the verdict of a card, well known, whose answer changed."""
    for _ in range(3):
        learner.review(YEAR % 1995)
    session = learner.meet(YEAR % 1994, *others)
    verdict_of(session)
    return session


def test_relearning_keeps_the_answer_and_makes_the_card_new(learner: Learner) -> None:
    session = changed_session(learner)
    assert learner.memory().reviews == 3
    assert session.relearn()
    assert learner.kinds() == ["study", "study", "study", "study", "reset"]
    assert learner.memory().is_new


def test_a_relearned_card_comes_back_in_the_session_after_a_few_others_and_sets_a_new_schedule(
    learner: Learner,
) -> None:
    others = [f"{{id: o{i}, type: flashcard, ask: Q, answer: A}}" for i in range(6)]
    session = changed_session(learner, *others)
    session.relearn()
    seen = []
    while isinstance(session.phase, Asking):
        seen.append(session.phase.card.id)
        verdict_of(session)
        session.rate(Rating.GOOD)
    assert seen == ["d/o0", "d/o1", "d/o2", "d/o3", "d/q", "d/o4", "d/o5"]
    assert learner.kinds()[-3] == "study"
    assert (learner.memory().reviews, learner.memory().last_day) == (1, learner.clock().day)


def test_a_relearned_card_counts_once_and_as_new(learner: Learner) -> None:
    session = changed_session(learner)
    session.relearn()
    assert session.answers == ()
    verdict_of(session)
    session.rate(Rating.AGAIN)
    assert (session.introduced, len(session.missed)) == (1, 1)


def test_relearning_is_taken_back_in_one_step(learner: Learner) -> None:
    session = changed_session(learner)
    before = learner.memory()
    session.relearn()
    assert session.undo()
    assert isinstance(session.phase, Judging)
    assert session.phase.changed_from == "1995"
    assert learner.memory() == before


def test_a_card_that_did_not_change_cannot_be_relearned(learner: Learner) -> None:
    learner.review(YEAR % 1995)
    session = learner.meet(YEAR % 1995)
    assert not session.relearn()
    verdict_of(session)
    assert not session.relearn()
    assert learner.kinds() == ["study"]


def test_a_relearned_flashcard_says_nothing_more_of_its_old_answer(learner: Learner) -> None:
    flashcard = "{id: q, type: flashcard, ask: Q, answer: %s}"
    learner.review(flashcard % "A")
    session = learner.meet(flashcard % "B")
    assert session.answer(Revealed()) is None
    assert session.relearn()
    assert learner.kinds() == ["study", "reset"]
    assert verdict_of(session).changed_from == ""


def test_a_card_relearned_while_cramming_is_new_when_it_is_studied(learner: Learner) -> None:
    learner.review(YEAR % 1995)
    session = learner.meet(YEAR % 1994, mode=Mode.CRAM)
    verdict_of(session)
    assert session.relearn()
    verdict_of(session)
    session.rate(Rating.GOOD)
    assert learner.kinds() == ["study", "cram", "reset", "cram"]
    assert learner.memory().is_new


# Cards that go, come back, or take another name


def test_a_card_that_is_gone_keeps_its_memory_and_goes_on_when_it_returns(learner: Learner) -> None:
    other = "{id: other, type: flashcard, ask: Q, answer: A}"
    learner.review(YEAR % 1995)
    before = learner.memory()
    learner.review(other)
    assert learner.memory() == before
    assert verdict_of(learner.meet(other, YEAR % 1995)).changed_from == ""
    learner.review(YEAR % 1995)
    assert learner.memory().reviews == 2


def test_a_card_that_returns_with_another_answer_says_so(learner: Learner) -> None:
    learner.review(YEAR % 1995)
    learner.review("{id: other, type: flashcard, ask: Q, answer: A}")
    assert verdict_of(learner.meet(YEAR % 1994)).changed_from == "1995"


def test_a_renamed_card_knows_the_answer_it_had_under_its_former_id(learner: Learner) -> None:
    learner.review(YEAR % 1995)
    now = learner.clock()
    learner.progress.append(Draft(EventKind.RENAME, CardId("d/q"), now, now.day, target=CardId("d/new")))
    session = learner.meet("{id: new, type: short-answer, ask: Q, answer: 1994}")
    assert verdict_of(session).changed_from == "1995"
    assert session.relearn()
    assert learner.memory("d/new").is_new


# Line by line, and on the screen


class Home:
    """A learner who knew a year, and whose deck was corrected meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "decks").mkdir(parents=True)
        self.write(1995)
        self.play("1995", "", now="2026-10-21T09:00+07:00")
        self.write(1994)

    def write(self, answer: object) -> None:
        text = f"deck: tour\ntitle: Tour\nquestions:\n  - {YEAR % answer}\n"
        (self.folder / "decks" / "tour.yaml").write_text(text, encoding="utf-8")

    def command(self, *options: str, now: str = "2026-11-21T09:00+07:00") -> list[str]:
        return [*python("-m", "vnquiz"), "study", "tour", "--now", now, *options]

    def play(self, *lines: str, now: str = "2026-11-21T09:00+07:00") -> str:
        """Play the deck line by line, and return what was printed."""
        environment = os.environ | {"VNQUIZ_HOME": str(self.folder)}
        typed = "".join(f"{line}\n" for line in lines).encode()
        command = self.command("--plain", now=now)
        return subprocess.run(
            command, input=typed, env=environment, capture_output=True, check=True
        ).stdout.decode()

    def study(self) -> Terminal:
        """Study the deck on a terminal, and wait for the question."""
        terminal = Terminal(self.command(), {"VNQUIZ_HOME": str(self.folder)})
        terminal.wait_for("I don't know")
        return terminal

    def kinds(self) -> list[str]:
        with open_for_reading(self.folder / "progress.db") as progress:
            return [event.draft.kind.value for event in progress.events()]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def test_line_by_line_the_change_is_told_and_the_card_relearned(home: Home) -> None:
    printed = home.play("1995", ":relearn", "1994", "")
    told = (
        "The answer changed since you last saw this card: 1995 → 1994\n:relearn lets this card begin anew.\n"
    )
    assert printed.count(told) == 1
    assert "1 answer, 1 new card." in printed
    assert home.kinds() == ["study", "study", "reset", "study"]


def test_line_by_line_only_a_changed_card_is_relearned(home: Home) -> None:
    printed = home.play(":relearn", "1995", "")
    assert "Only a card whose answer changed since you last saw it can be relearned." in printed


def test_the_screen_tells_the_change_and_r_relearns_the_card_until_it_is_taken_back(home: Home) -> None:
    with home.study() as terminal:
        terminal.send("1995\r")
        terminal.wait_for("The answer changed since you last saw this card: 1995 → 1994")
        terminal.wait_for("r Relearn")
        terminal.send("r")
        terminal.wait_for(lambda shown: "changed" not in shown)
        terminal.send("\x1a")
        terminal.wait_for("The answer changed since you last saw this card: 1995 → 1994")
        assert home.kinds() == ["study", "study", "reset", "undo", "undo"]
        terminal.send("r")
        terminal.wait_for(lambda shown: "changed" not in shown)
        terminal.send("1994\r")
        terminal.wait_for("Right.")
        assert "Relearn" not in terminal.display()


def test_the_screen_says_nothing_of_an_answer_that_stayed(home: Home) -> None:
    home.write("'1995.'")
    with home.study() as terminal:
        terminal.send("1995\r")
        terminal.wait_for("Right.")
        assert "changed" not in terminal.display()
        assert "Relearn" not in terminal.display()
