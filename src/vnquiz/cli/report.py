"""`vnquiz report`: the result files of a class, told item by item."""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from vnquiz.cli.data import as_data
from vnquiz.cli.reports.data import as_csv, as_json
from vnquiz.cli.reports.page import as_html
from vnquiz.cli.reports.table import table_lines
from vnquiz.core.classreport import ClassReport
from vnquiz.core.gathering import Gathering
from vnquiz.core.itemanalysis import report_of
from vnquiz.core.sanitise import sanitise_line
from vnquiz.core.sentences import counted
from vnquiz.errors import UsageError, VnquizError
from vnquiz.yamlfile.files import write_atomically
from vnquiz.yamlfile.reading import collector_off

LARGEST = 16 * 1024 * 1024
SUFFIX = ".json"
STDOUT = "-"
PATIENCE = 0.5
BETWEEN = 0.1
BAR = 30
MARK_OF_UTF8 = "\ufeff"
MOST_TOLD = 20


def run_report(options: argparse.Namespace) -> int:
    """Print one form of the report on stdout, write the others, and tell on stderr what was left out."""
    if options.json and options.csv == STDOUT:
        raise UsageError("Either JSON or CSV can be printed; write the other to a file, or leave it out.")
    if options.html == STDOUT or (options.html and options.html == options.csv):
        raise UsageError(f"The page needs a file of its own; name another than {options.html}.")
    targets = [Path(name) for name in (options.csv, options.html) if name and name != STDOUT]
    for target in targets:
        if target.suffix == SUFFIX or target.is_dir():
            raise UsageError(f"{target} is not overwritten; name a file that does not end in {SUFFIX}.")
    report = report_of(gathered(options.result))
    tell_left_out(report)
    if not report.students:
        raise VnquizError("None of this is a result file that can be used; vnquiz exam --result writes them.")
    if options.csv and options.csv != STDOUT:
        write_atomically(Path(options.csv), MARK_OF_UTF8 + as_csv(report))
    if options.html:
        write_atomically(Path(options.html), as_html(report))
    if options.json:
        print(as_data(as_json(report)))
    elif options.csv == STDOUT:
        print(as_csv(report), end="")
    else:
        for line in table_lines(report):
            print(sanitise_line(line))
    for target in targets:
        print(f"Written to {sanitise_line(str(target))}.", file=sys.stderr)
    return 0


def tell_left_out(report: ClassReport) -> None:
    """Say which files do not count and why, the first of very many."""
    for each in report.left_out[:MOST_TOLD]:
        print(sanitise_line(f"{each.name} is left out. {each.reason}"), file=sys.stderr)
    more = len(report.left_out) - MOST_TOLD
    if more > 0:
        print(f"{counted(more, 'more file')} left out; --json names them all.", file=sys.stderr)


def gathered(places: list[str]) -> Gathering:
    """Return what was counted of the result files in places, which are files and folders."""
    for place in places:
        if not Path(place).exists():
            raise UsageError(f"There is no file or folder {place}.")
    gathering = Gathering()
    bar = ProgressBar(places)
    with collector_off():
        for name in files_of(places):
            bar.step()
            _add(gathering, name)
    bar.clear()
    return gathering


def files_of(places: list[str]) -> Iterator[str]:
    """Yield the files named, and those in folders that end in .json, but for hidden ones, in order."""
    for place in places:
        if not Path(place).is_dir():
            yield os.path.normpath(place)
            continue
        for folder, folders, names in os.walk(os.path.normpath(place)):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if name.endswith(SUFFIX) and not name.startswith("."):
                    yield os.path.join(folder, name)  # noqa: PTH118 (a path object for each file takes memory)


def _add(gathering: Gathering, name: str) -> None:
    """Take in a file, or note why it cannot be read."""
    path = Path(name)
    try:
        if not path.is_file():
            gathering.refuse(name, "It is no file.")
        elif path.stat().st_size > LARGEST:
            gathering.refuse(name, "It is larger than 16 MiB.")
        else:
            gathering.add(name, path.read_bytes())
    except OSError as error:
        gathering.refuse(name, f"It cannot be read: {error.strerror}.")


class ProgressBar:
    """A bar on stderr, if that is a terminal and the work takes long enough to wonder."""

    def __init__(self, places: list[str]) -> None:
        """Begin before the first file; the files are counted only once a bar is to be shown."""
        self.places = places
        self.done = 0
        self.all = 0
        self.next = time.monotonic() + PATIENCE
        self.is_wanted = sys.stderr is not None and sys.stderr.isatty()

    def step(self) -> None:
        """Note that another file is about to be read."""
        self.done += 1
        if self.is_wanted and time.monotonic() >= self.next:
            self.all = self.all or sum(1 for _ in files_of(self.places))
            filled = BAR * self.done // max(self.all, self.done)
            bar = "━" * filled + "╺" * (BAR - filled)
            print(f"\r{bar} {self.done:,} of {self.all:,} files", end="", file=sys.stderr, flush=True)
            self.next = time.monotonic() + BETWEEN

    def clear(self) -> None:
        """Leave nothing of the bar behind."""
        if self.all:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
