"""How long a report on a class takes, against only reading and parsing its files, and what it keeps of each.

Run it with `make bench`, or with the Python of the project: `python bench/reporting.py`.
"""

import gc
import json
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from vnquiz.cli.report import gathered
from vnquiz.core.itemanalysis import report_of
from vnquiz.core.marks import Confidence
from vnquiz.core.questions import CardId, DeckId
from vnquiz.core.results import HandedIn, Order, Result, ResultDeck, ResultItem, result_bytes
from vnquiz.core.tasks import seeded
from vnquiz.core.verdicts import VerdictKind

FILES = 2_000
ITEMS = 60
ROUNDS = 5
OPTIONS = ("Hà Nội", "Huế", "Đà Nẵng", "Cần Thơ")


def made_item(student: int, number: int) -> ResultItem:
    """Return what a student answered: two of three questions are choices, the others typed."""
    random = seeded(1, student, number)
    is_right = random.random() < 0.3 + 0.6 * (student / FILES)
    prompt = f"In which town was the agreement number {number} signed, after the talks of that whole winter?"
    tags, cite = ("towns", f"part-{number % 5}"), (f"archive:{number}", f"archive:{number + 1}-{number + 3}")
    if number % 3 == 2:
        text = OPTIONS[0] if is_right else f"Town {int(random.random() * 40)}"
        asked, answered, kind, chance = {"right": OPTIONS[0]}, {"text": text}, "short-answer", 0.0
    else:
        picked = OPTIONS[0] if is_right else OPTIONS[1 + int(random.random() * 3)]
        asked = {"right": OPTIONS[0], "options": list(OPTIONS)}
        answered, kind, chance = {"picked": [picked]}, "choice", 0.25
    return ResultItem(
        CardId(f"towns/agreement-{number}"),
        "sha256:" + f"{number:064x}",
        kind,
        prompt,
        asked,
        answered,
        VerdictKind.EXACT if is_right else VerdictKind.WRONG,
        float(is_right),
        chance,
        round(5 + 30 * random.random(), 3),
        tags,
        cite,
        Confidence.SURE,
    )


def made_file(student: int) -> bytes:
    """Return the result file of a student."""
    begun = datetime(2026, 11, 21, tzinfo=UTC) + timedelta(microseconds=student)
    return result_bytes(
        Result(
            begun,
            begun + timedelta(minutes=30),
            HandedIn.LEARNER,
            student,
            60,
            Order.SHUFFLED,
            True,
            (ResultDeck(DeckId("towns"), "Towns", "sha256:" + "1" * 64),),
            tuple(made_item(student, number) for number in range(ITEMS)),
            name=f"Student {student}",
            program="0.1.0",
        )
    )


def busy(work: Callable[[], object]) -> float:
    """Return how many seconds of the processor a work takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def only_parsed(folder: Path) -> None:
    """Read the files and parse their JSON, and make nothing of it."""
    for path in sorted(folder.iterdir()):
        json.loads(path.read_bytes())


def kept(folder: Path) -> float:
    """Return how many bytes a file are still held at the end, once the tallies of the items are let go."""
    gc.collect()
    tracemalloc.start()
    gathering = gathered([str(folder)])
    for tally in gathering.versions.values():
        tally.items.clear()
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(len(tally.names) for tally in gathering.versions.values()) == FILES
    return held / FILES


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for student in range(FILES):
            (folder / f"student-{student:05}.json").write_bytes(made_file(student))
        size = sum(path.stat().st_size for path in folder.iterdir())
        print(
            f"\n{FILES:,} result files of {ITEMS} items, {size / FILES / 1024:.0f} KiB each ({ROUNDS} rounds)"
        )
        times = []
        for _ in range(ROUNDS):
            bare = busy(lambda: only_parsed(folder))
            times.append((bare, busy(lambda: report_of(gathered([str(folder)])))))
        ratio = statistics.median(report / bare for bare, report in times)
        print(f"  {'read and parsed as JSON':<44} {statistics.median(bare for bare, _ in times):9.2f} s")
        print(
            f"  {'vnquiz report':<44} {statistics.median(each for _, each in times):9.2f} s   {ratio:5.2f} times"
        )
        print(f"  {'kept of each file beyond the tallies':<44} {kept(folder):9.0f} bytes")


if __name__ == "__main__":
    main()
