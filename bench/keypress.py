"""How long until the first question, and from a key press to the next question, against a bare Textual app.

Both run on a pseudo-terminal in the same run. The key press to the next question includes marking, committing the
answer and drawing the question after it. Run it with `make bench`.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from terminal import Terminal, python

STARTS = 9
PRESSES = 60
CARDS = 400


def wait_until(terminal: Terminal, is_drawn: Callable[[bytes], bool]) -> float:
    """Return the moment at which what is wanted has reached the terminal."""
    terminal.wait_for(lambda _: is_drawn(terminal.raw))
    return time.perf_counter()


def start(command: list[str], environment: dict[str, str], first: bytes) -> tuple[Terminal, float]:
    """Start an app, and return it with how long it took to show its first text."""
    began = time.perf_counter()
    terminal = Terminal(command, environment)
    return terminal, wait_until(terminal, lambda raw: first in raw) - began


def press(terminal: Terminal, key: str, drawn: bytes) -> float:
    """Press a key, and return how long until a text was drawn that was not there before."""
    seen = len(terminal.raw)
    began = time.perf_counter()
    terminal.send(key)
    return wait_until(terminal, lambda raw: drawn in raw[seen:]) - began


def home_with_deck(folder: Path) -> dict[str, str]:
    """Return the environment of a learner with one deck of true or false."""
    questions = "".join(
        f"  - {{id: q{i}, type: true-false, ask: Is this statement {i:03}x?, answer: true}}\n"
        for i in range(CARDS)
    )
    (folder / "decks").mkdir()
    (folder / "decks" / "d.yaml").write_text(f"deck: d\ntitle: D\nquestions:\n{questions}", encoding="utf-8")
    (folder / "settings.yaml").write_text(f"new_per_day: {CARDS}\n", encoding="utf-8")
    return {"VNQUIZ_HOME": str(folder)}


def tell(name: str, bare: list[float], ours: list[float]) -> None:
    """Print two medians and their ratio."""
    one, other = statistics.median(bare) * 1000, statistics.median(ours) * 1000
    print(f"{name:<44} bare {one:7.1f} ms   vnquiz {other:7.1f} ms   {other / one:5.2f} times")


def main() -> None:
    """Measure and print."""
    bare_command = python(str(Path(__file__).with_name("bare_app.py")))
    study = python("-m", "vnquiz", "study", "d", "--seed", "1")
    with tempfile.TemporaryDirectory() as name:
        environment = home_with_deck(Path(name))
        bare_starts, our_starts = [], []
        for _ in range(STARTS):
            terminal, taken = start(bare_command, {}, b"shown 0 times")
            bare_starts.append(taken)
            terminal.close()
            terminal, taken = start(study, environment, b"Is this statement")
            our_starts.append(taken)
            terminal.close()
        tell("from the start to the first question", bare_starts, our_starts)

        bare, _ = start(bare_command, {}, b"shown 0 times")
        ours, _ = start(study, environment, b"Is this statement")
        bare_presses, verdicts, questions = [], [], []
        for number in range(1, PRESSES + 1):
            bare_presses.append(press(bare, "x", b"%d times" % number))
            verdicts.append(press(ours, "t", b"Right."))
            questions.append(press(ours, "3", b"x?"))
        bare.close()
        ours.close()
        tell("from a key to the verdict", bare_presses, verdicts)
        tell("from a key to the next question, committed", bare_presses, questions)


if __name__ == "__main__":
    main()
