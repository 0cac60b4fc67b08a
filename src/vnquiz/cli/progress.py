"""`vnquiz progress`: the event log printed and verified."""

import argparse
import sys

from vnquiz.cli.data import harmless
from vnquiz.core.sanitise import sanitise_line
from vnquiz.folders import own_folders
from vnquiz.store.chain import as_json, as_line
from vnquiz.store.opening import open_for_reading


def run_progress(options: argparse.Namespace) -> int:
    """Run the action that was asked for."""
    with open_for_reading(own_folders().progress) as progress:
        if progress.warning:
            print(sanitise_line(progress.warning), file=sys.stderr)
        if options.action == "verify":
            findings = progress.verify()
            for finding in findings:
                print(sanitise_line(finding))
            if not findings:
                print("Every event is in place and unchanged.")
            return int(bool(findings))
        for event in progress.events():
            if options.json:
                print(harmless(as_line(event)))
            else:
                print(in_words(as_json(event)))
    return 0


def in_words(record: dict[str, object]) -> str:
    """Return an event as one line to read."""
    words = [record["instant"], record["kind"], record["card"]]
    words += [f"{name}={record[name]}" for name in ("rating", "verdict", "due") if record.get(name)]
    return sanitise_line("  ".join(str(word) for word in words))
