"""How long decks take to load and to check, against a bare libyaml event pass over the same files, in one run.

Each is measured for the first time, when everything is read, and again, when the cache knows the decks. What is
run as a process is compared with a process that starts Python and does the bare pass. Times are processor time.

Run it with `make bench`, or with the Python of the project: `python bench/loading.py`.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from vnquiz.deckfile.library import deck_paths, load_library
from vnquiz.folders import shipped_decks

ROUNDS = 15
CARDS = 10_000
ROWS = 5_000

QUESTION = """  - id: q{i}
    type: short-answer
    ask: Who sailed into the harbour on voyage {i}, and stayed in the town for a whole winter?
    answer: Anna Berg{i}
    accept: [Berg{i}, A. Berg{i}]
    hint: On voyage {before} came somebody else, and the next one came a year later.
    explain: The visit brought the town a partnership that lasted as long as the harbour did.
    cite: [s:{paragraph}]
    tags: [guests, harbour]
"""
HEAD = "deck: {name}\ntitle: Made for measuring\nsources: {{s: {{title: S}}}}\n"


def event_pass(paths: list[Path]) -> None:
    """Let libyaml read the files, and make nothing of it."""
    for path in paths:
        for _ in yaml.parse(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
            pass


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time that a work takes, in processes it starts too."""
    started = processor_time()
    work()
    return processor_time() - started


def processor_time() -> float:
    """Return the processor time spent so far, which hardly depends on what else the machine does."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def compare(name: str, works: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> None:
    """Print the medians of works done in turn, and their ratios to the first, round by round."""
    times = [[seconds(work) for work in works.values()] for _ in range(rounds)]
    print(f"\n{name} ({rounds} rounds)")
    for i, label in enumerate(works):
        median = statistics.median(row[i] for row in times)
        ratio = statistics.median(row[i] / row[0] for row in times)
        print(f"  {label:<44} {median * 1000:9.1f} ms   {ratio:5.2f} times")


def made_decks(folder: Path) -> tuple[Path, Path, Path]:
    """Return a deck of plain cards, a table, and the cards of that table written out."""
    plain = folder / "plain.yaml"
    questions = (QUESTION.format(i=i, before=i - 1, paragraph=i % 40 + 1) for i in range(CARDS))
    plain.write_text(HEAD.format(name="plain") + "questions:\n" + "".join(questions), encoding="utf-8")
    asks = [
        ("year", "date", "In which year did guest {i} come to town {t}?", "{y}"),
        ("town", "short-answer", "To which town did guest {i} come in {y}?", "Town {t}"),
        ("ship", "short-answer", "On which ship did guest {i} come?", "Ship {t}"),
        ("gift", "short-answer", "What did guest {i} bring to town {t}?", "Gift {t}"),
        ("room", "numeric", "In which room did guest {i} stay in town {t}?", "{t}"),
    ]
    rows = "".join(f"      - {{id: r{i}, i: {i}, t: {i % 977}, y: {1000 + i % 1000}}}\n" for i in range(ROWS))
    over = "".join(
        f'      - {{id: {name}, type: {kind}, ask: "{ask}", answer: "{answer}", explain: E, cite: s:1}}\n'
        for name, kind, ask, answer in asks
    )
    table = folder / "table.yaml"
    table.write_text(
        f"{HEAD.format(name='table')}tables:\n  - id: t\n    rows:\n{rows}    questions:\n{over}",
        encoding="utf-8",
    )
    written = folder / "written.yaml"
    cards = (
        f"  - {{id: {name}-{i}, type: {kind}, ask: {ask.format(i=i, t=i % 977, y=1000 + i % 1000)!r}, "
        f"answer: {answer.format(t=i % 977, y=1000 + i % 1000)}, explain: E, cite: 's:1'}}\n"
        for name, kind, ask, answer in asks
        for i in range(ROWS)
    )
    written.write_text(HEAD.format(name="written") + "questions:\n" + "".join(cards), encoding="utf-8")
    return plain, table, written


BARE_PASS = """
import sys, yaml
for path in sys.argv[1:]:
    for _ in yaml.parse(open(path, encoding="utf-8").read(), Loader=yaml.CSafeLoader):
        pass
"""


def bare_process(paths: list[Path]) -> None:
    """Let a process of its own start Python, and let libyaml read the files in it."""
    subprocess.run([sys.executable, "-c", BARE_PASS, *map(str, paths)], check=True)


def check_process(place: Path, home: Path) -> None:
    """Run `vnquiz check` as a process of its own, with the cache in a home folder; its code is compiled only once."""
    command = [str(Path(sys.executable).with_name("vnquiz")), "check", str(place)]
    environment = os.environ | {"VNQUIZ_HOME": str(home)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run(command, capture_output=True, check=True, env=environment)


def compare_loading(name: str, place: Path, home: Path, rounds: int) -> None:
    """Compare loading decks with letting libyaml read them."""
    paths = list(deck_paths(place))
    load_library([place], cache_folder=home)
    compare(
        name,
        {
            "libyaml events": lambda: event_pass(paths),
            "loaded the first time, nothing kept": lambda: load_library([place]),
            "loaded again, from the cache": lambda: load_library([place], cache_folder=home),
        },
        rounds,
    )


def compare_checks(name: str, place: Path, folder: Path, rounds: int) -> None:
    """Compare `vnquiz check` with starting Python and letting libyaml read the files."""
    paths = list(deck_paths(place))
    homes = (Path(tempfile.mkdtemp(dir=folder)) for _ in range(rounds))
    known = Path(tempfile.mkdtemp(dir=folder))
    check_process(place, known)
    compare(
        name,
        {
            "Python starts, libyaml events": lambda: bare_process(paths),
            "vnquiz check, the first time": lambda: check_process(place, next(homes)),
            "vnquiz check, again": lambda: check_process(place, known),
        },
        rounds,
    )


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain, table, written = made_decks(folder)
        compare_loading("The shipped decks (limit: 1.6 times)", shipped_decks(), folder / "shipped", ROUNDS)
        compare_loading(f"A deck of {CARDS:,} cards", plain, folder / "plain", 5)
        compare_checks(f"vnquiz check over {CARDS:,} cards, as a process (limit: 2 times)", plain, folder, 5)
        compare_checks("vnquiz check over the shipped decks, as a process", shipped_decks(), folder, 5)
        compare(
            f"{ROWS * 5:,} cards (limit: 1.5 times)",
            {
                "written out": lambda: load_library([written]),
                f"a table of {ROWS:,} rows and 5 questions": lambda: load_library([table]),
            },
            3,
        )


if __name__ == "__main__":
    main()
