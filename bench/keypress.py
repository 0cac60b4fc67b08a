"""How long until the first question, and from a key press to the next question, against a bare Textual app.

Both run on a pseudo-terminal in the same run. The key press to the next question includes marking, committing the
answer and drawing the question after it. Run it with `make bench`.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from terminal import Terminal, python

STARTS = 9
QUIET = 0.03
PRESSES = 60
CARDS = 400


class Wire(Terminal):
    """A terminal that only takes note of the bytes: emulating the screen would be measured too."""

    def _feed(self, chunk: bytes) -> None:
        pass

    def time_until(self, drawn: bytes, seen: int = 0, timeout: float = 20) -> float:
        """Return the moment at which these bytes have come after those already seen."""
        self._wait_until(lambda: self._written.find(drawn, seen) >= 0, timeout, f"never drawn: {drawn!r}")
        return time.perf_counter()

    def settle(self) -> None:
        """Wait until nothing more is drawn."""
        while self._pump(QUIET):
            pass


def start(command: list[str], environment: dict[str, str], first: bytes) -> tuple[Wire, float]:
    """Start an app, and return it with how long it took to show its first text."""
    began = time.perf_counter()
    terminal = Wire(command, environment)
    return terminal, terminal.time_until(first) - began


def press(terminal: Wire, key: str, drawn: bytes) -> float:
    """Press a key once all is still, and return how long until a text was drawn that was not there before."""
    terminal.settle()
    seen = len(terminal.raw)
    began = time.perf_counter()
    terminal.send(key)
    return terminal.time_until(drawn, seen) - began


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
            terminal, taken = start(study, environment, b"000x?")
            our_starts.append(taken)
            terminal.close()
        tell("from the start to the first question", bare_starts, our_starts)

        bare, _ = start(bare_command, {}, b"shown 0 times")
        ours, _ = start(study, environment, b"000x?")
        bare_presses, verdicts, questions = [], [], []
        for number in range(1, PRESSES + 1):
            bare_presses.append(press(bare, "x", b"%d times" % number))
            verdicts.append(press(ours, "t", b"Right."))
            questions.append(press(ours, "3", b"%03dx?" % number))
        bare.close()
        ours.close()
        tell("from a key to the verdict", bare_presses, verdicts)
        tell("from a key to the next question, committed", bare_presses, questions)


if __name__ == "__main__":
    main()
