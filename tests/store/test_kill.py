"""A process killed at any moment loses nothing that it was told is saved."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from vnquiz.store.opening import open_for_reading, open_for_writing

APPEND_FOR_EVER = """
import sys
from pathlib import Path
from histories import START, study
from vnquiz.store.opening import open_for_writing
with open_for_writing(Path(sys.argv[1])) as progress:
    print("open", flush=True)
    for number in range(10**6):
        (event,) = progress.append(study(day=START + number, card=f"visits/{number % 20}"))
        print(event.uid, flush=True)
"""


def killed_after(path: Path, lines: int) -> list[str]:
    """Kill a process that appends once it has told of so many events, and return all that it told of."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-c", APPEND_FOR_EVER, str(path)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(lines + 1)]
        process.kill()
        told += process.stdout.readlines()
    assert told[0] == "open\n"
    return [line.strip() for line in told[1:] if line.endswith("\n")]


@pytest.mark.parametrize("seed", range(6))
def test_every_acknowledged_event_is_there_after_a_kill(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "progress.db"
    random = Random(seed)
    told = killed_after(path, random.randrange(300)) + killed_after(path, random.randrange(300))
    with open_for_reading(path) as progress:
        saved = [event.uid for event in progress.events()]
    assert [uid for uid in saved if uid in set(told)] == told
    assert len(saved) <= len(told) + 2
    with open_for_writing(path) as progress:
        assert progress.verify() == []
