"""What a large collection costs: opening home, statistics, browse with a filter, and the next card after an answer.

What a learner sees is measured on a pseudo-terminal, from the start or a key to the text on the screen; what it is
made of in this process. A collection of 100,000 cards and 1,000,000 events is measured against one of 1,000 cards
and 10,000 events, both made up here. Run it with `python bench/collection.py [FOLDER]`; in a FOLDER the collections
are kept for the next time.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from keypress import press, start
from terminal import python

from vnquiz.core.days import Day, Moment, day_of, moment_of
from vnquiz.core.events import Draft, EventKind, Memory
from vnquiz.core.memory import prospects, step
from vnquiz.core.questions import CardId
from vnquiz.core.study import StudySession
from vnquiz.core.tasks import Judged
from vnquiz.core.verdicts import Rating, VerdictKind
from vnquiz.deckfile.library import load_library
from vnquiz.settings.reader import SettingsFile
from vnquiz.store.opening import open_for_writing
from vnquiz.workspace import Workspace

NOW = datetime.fromisoformat("2026-11-21T09:00+07:00")
TODAY = moment_of(NOW).day
SIZES = (1_000, 100_000)
EVENTS_A_CARD = 10
DECKS = 20
TAGS = 10
ESCAPE = "\x1b"
HISTORIES = 300
LONGEST_HISTORY = 4_400
SHORTEST_INTERVAL = 250
AT_ONCE = 5_000
ROUNDS = 9
SITTINGS = 7
ANSWERS = 40


def write_decks(folder: Path, cards: int) -> None:
    """Write the cards as twenty decks of true or false."""
    folder.mkdir(parents=True)
    for deck in range(DECKS):
        questions = "".join(
            f"  - {{id: q{i}, type: true-false, ask: Is statement {i} of {deck} true?, answer: true, "
            f"tags: [t{i % TAGS}]}}\n"
            for i in range(cards // DECKS)
        )
        head = f"deck: deck{deck}\ntitle: Deck {deck}\nquestions:\n"
        (folder / f"deck{deck}.yaml").write_text(head + questions, encoding="utf-8")


def history(random: Random) -> list[tuple[int, int, Rating]]:
    """Return the answers of one card, each on the day it was due: day, due day, rating."""
    while True:
        memory, day, found = Memory(), Day(0), []
        for _ in range(EVENTS_A_CARD):
            rating = random.choices(list(Rating), (10, 15, 70, 5))[0]
            due = prospects(memory, CardId(str(random.random())), day, 0.9)[rating].due
            memory = step(memory, rating, day, due=due)
            found.append((int(day), int(due), rating))
            day = due
        if found[-1][0] < LONGEST_HISTORY and found[-1][1] - found[-1][0] > SHORTEST_INTERVAL:
            return found


def drafts(cards: int) -> list[Draft]:
    """Return ten answers a card, in the order of time; what is due is spread as for one who keeps up.

    So many answers take a dozen years at the usual limits of a day, which leave intervals long.
    """
    random = Random(1)
    histories = [history(random) for _ in range(HISTORIES)]
    found = []
    for number in range(cards):
        card = CardId(f"deck{number % DECKS}/q{number // DECKS}")
        answers = random.choice(histories)
        shift = TODAY - 1 - answers[-1][0] - random.randrange(answers[-1][1] - answers[-1][0])
        second = random.randrange(50_000)
        for day, due, rating in answers:
            at = NOW + timedelta(days=day + shift - TODAY, seconds=second)
            found.append(answer(card, moment_of(at), Day(day + shift), Day(due + shift), rating))
    found.sort(key=lambda draft: draft.at.utc)
    return found


def answer(card: CardId, at: Moment, day: Day, due: Day, rating: Rating) -> Draft:
    """Return an answer to true or false."""
    is_right = rating is not Rating.AGAIN
    return Draft(
        EventKind.STUDY,
        card,
        at,
        day,
        rating=rating,
        verdict=VerdictKind.EXACT if is_right else VerdictKind.WRONG,
        score=float(is_right),
        asked={"right": "True"},
        answered={"value": is_right},
        duration=6000,
        desired_retention=0.9,
        due=due,
    )


def make(folder: Path, cards: int) -> None:
    """Make a learner's home with so many cards, unless it is there."""
    if (folder / "made").exists():
        return
    write_decks(folder / "decks", cards)
    every = drafts(cards)
    with open_for_writing(folder / "progress.db") as progress:
        for start in range(0, len(every), AT_ONCE):
            progress.append(*every[start : start + AT_ONCE])
    with opened(folder):  # lets the decks be kept as they were read
        pass
    (folder / "made").touch()


def opened(folder: Path) -> Workspace:
    """Open the workspace of a home, with its own decks only."""
    library = load_library([folder / "decks"], cache_folder=folder / "cache")
    progress = open_for_writing(folder / "progress.db")
    return Workspace(library, SettingsFile(), progress, lambda: moment_of(NOW))


def seconds(work: Callable[[], object]) -> float:
    """Return how long a work takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


Times = dict[str, list[float]]


def measured(folder: Path) -> Times:
    """Return how long everything takes in a home, time after time."""
    times: Times = {}

    def note(name: str, work: Callable[[], object]) -> None:
        times.setdefault(name, []).append(seconds(work))

    for _ in range(ROUNDS):
        note("opening progress", lambda: open_for_writing(folder / "progress.db").close())
    for _ in range(3):
        note("opening decks and progress", lambda: opened(folder).progress.close())
    for _ in range(3):
        with opened(folder) as workspace:
            note("home counted for the first time", workspace.overview)
            for _ in range(ROUNDS):
                note("home counted again", workspace.overview)
            note("a queue of all cards", lambda: workspace.queue(workspace.cards()))
            note("statistics", workspace.statistics)
    return times


def watching(folders: Sequence[Path]) -> list[Times]:
    """Return how long a learner waits for each screen, all homes in turn."""
    found: list[Times] = [{} for _ in folders]
    for _ in range(SITTINGS):
        for folder, times in zip(folders, found, strict=True):
            for name, took in sitting(folder):
                times.setdefault(f"seen: {name}", []).append(took)
    return found


def sitting(folder: Path) -> Iterator[tuple[str, float]]:
    """Start vnquiz, go from screen to screen, and yield how long each took to show what it is for."""
    command = python("-m", "vnquiz", "--now", NOW.isoformat())
    terminal, took = start(command, {"VNQUIZ_HOME": str(folder)}, b"Today:")
    yield "from the start to home", took
    yield "statistics", press(terminal, "s", b"Studied on")
    press(terminal, ESCAPE, b"Today:")
    yield "statistics again", press(terminal, "s", b"Studied on")
    press(terminal, ESCAPE, b"Today:")
    yield "browse", press(terminal, "b", b" cards, as")
    press(terminal, "/", b"To the list")
    cards = int(folder.name) // TAGS
    yield "browse with a filter", press(terminal, f"tag:t{TAGS - 1}", f"{cards:,} cards, as".encode())
    press(terminal, ESCAPE, b"Search")
    press(terminal, ESCAPE, b"Today:")
    terminal.send("q")
    terminal.wait_exit()
    terminal.close()


def answering(folders: Sequence[Path]) -> list[Times]:
    """Return how long answers take, given in turn in all homes, so that whatever else goes on slows all alike."""
    found: list[Times] = [{} for _ in folders]
    with ExitStack() as stack:
        workspaces = [stack.enter_context(opened(folder)) for folder in folders]
        sessions = []
        for workspace in workspaces:
            cards = workspace.cards()
            sessions.append(workspace.session(cards[:: len(cards) // ANSWERS], 1))
        for _ in range(ANSWERS):
            for workspace, session, times in zip(workspaces, sessions, found, strict=True):
                times.setdefault("an answer, committed, and the next card", []).append(
                    seconds(lambda: answered(session))  # noqa: B023
                )
                times.setdefault("home counted after an answer", []).append(seconds(workspace.overview))
        for session in sessions:
            while session.undo():
                pass
    return found


def answered(session: StudySession) -> None:
    """Give the right answer to the question that is up."""
    session.answer(Judged(True))
    session.rate(Rating.GOOD)


def main() -> None:
    """Make both collections, measure, and print."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else scratch)
        found = []
        for cards in SIZES:
            took = seconds(lambda cards=cards: make(folder / str(cards), cards))  # type: ignore[misc]
            print(f"{cards:>7,} cards, {cards * EVENTS_A_CARD:>9,} events: made in {took:.0f} s")
            found.append(measured(folder / str(cards)))
        folders = [folder / str(cards) for cards in SIZES]
        for work in (answering, watching):
            for times, more in zip(found, work(folders), strict=True):
                times |= more
    small, large = found
    for name in small:
        one, other = (statistics.median(times[name]) * 1000 for times in (small, large))
        print(f"{name:<44} {one:9.2f} ms  {other:9.2f} ms  {other / one:7.2f} times")


if __name__ == "__main__":
    assert day_of(NOW.date()) == TODAY
    main()
