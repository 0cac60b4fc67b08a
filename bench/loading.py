"""How long decks take to load, against a bare libyaml event pass over the same files, in one run.

Run it with `make bench`, or with the Python of the project: `python bench/loading.py`.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from vnquiz.deckfile.library import load_library
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
    """Return how long a work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


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


def check(path: Path) -> None:
    """Run `vnquiz check` as a process of its own."""
    subprocess.run([sys.executable, "-m", "vnquiz", "check", str(path)], capture_output=True, check=False)


def main() -> None:
    """Measure and print."""
    decks = shipped_decks()
    paths = sorted(decks.glob("*.yaml"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cache = folder / "cache"
        load_library([decks], cache_folder=cache)
        compare(
            "The shipped decks",
            {
                "libyaml events": lambda: event_pass(paths),
                "loaded as vnquiz opens": lambda: load_library([decks], cache_folder=cache),
                "read for the first time": lambda: load_library([decks]),
            },
        )
        plain, table, written = made_decks(folder)
        compare(
            f"A deck of {CARDS:,} cards",
            {
                "libyaml events": lambda: event_pass([plain]),
                "read for the first time": lambda: load_library([plain]),
            },
            5,
        )
        compare(
            f"{ROWS * 5:,} cards",
            {
                "written out": lambda: load_library([written]),
                f"a table of {ROWS:,} rows and 5 questions": lambda: load_library([table]),
            },
            3,
        )
        bare = [sys.executable, "-c", BARE_PASS, str(plain)]
        compare(
            f"vnquiz check over {CARDS:,} cards, as a process",
            {
                "Python and libyaml events": lambda: subprocess.run(bare, check=True),
                "vnquiz check": lambda: check(plain),
            },
            3,
        )


BARE_PASS = "import sys, yaml\nfor _ in yaml.parse(open(sys.argv[1]), Loader=yaml.CSafeLoader): pass"

if __name__ == "__main__":
    main()
