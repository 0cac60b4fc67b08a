"""Killed at any moment, vnquiz has kept every answer after which it went on."""

import signal
from pathlib import Path
from random import Random

from playing import VNQUIZ, Learner, killed_at_random
from terminal import Terminal

KILLS = 100
KILLS_ON_SCREEN = 8
CARDS = 2500
LONGEST_WAIT = 0.06
ANSWER = b"t\n\n"
"""True, and the rating that is suggested."""


def learner_with_many_cards(home: Path) -> Learner:
    learner = Learner(home)
    questions = "".join(
        f"  - {{id: q{i}, type: true-false, ask: Q{i}?, answer: true}}\n" for i in range(CARDS)
    )
    learner.write_deck(f"deck: tour\ntitle: A tour\nquestions:\n{questions}")
    (home / "settings.yaml").write_text("new_per_day: 9999\nreviews_per_day: 9999\n", encoding="utf-8")
    return learner


def questions_shown(output: bytes) -> int:
    return output.count(b" left\n")


def kill_while_answering(learner: Learner, random: Random) -> int:
    """Feed answers to a session, kill it at a random moment, and return how many answers it went on after."""
    command = ("study", "tour", "--plain", "--seed", "1")
    output = killed_at_random(learner, command, ANSWER * 1500, random, LONGEST_WAIT)
    return max(0, questions_shown(output) - 1)


def test_a_hundred_kills_lose_no_answer_that_was_acknowledged(tmp_path: Path) -> None:
    learner = learner_with_many_cards(tmp_path / "home")
    random = Random(7)
    kept = acknowledged = 0
    for _ in range(KILLS):
        seen = kill_while_answering(learner, random)
        acknowledged += seen
        before, kept = kept, len(learner.answers())
        assert seen <= kept - before <= seen + 1
    assert acknowledged > KILLS
    assert learner.findings() == []


def test_kills_on_the_screen_lose_no_answer_either(tmp_path: Path) -> None:
    learner = learner_with_many_cards(tmp_path / "home")
    random = Random(8)
    for kill in range(KILLS_ON_SCREEN):
        with Terminal([*VNQUIZ, "study", "tour", "--seed", "1"], learner.environment) as terminal:
            terminal.wait_for("True or false?")
            before = len(learner.answers())
            rated = random.randrange(1, 4)
            for number in range(rated):
                terminal.send("t")
                terminal.wait_for("Right.")
                shown = terminal.display()
                terminal.send("3")
                terminal.wait_for(lambda screen: "Right." not in screen and "True or false?" in screen)
                assert shown != terminal.display(), number
            terminal.kill(signal.SIGKILL)
            assert terminal.wait_exit() == -signal.SIGKILL
        assert len(learner.answers()) == before + rated, kill
    assert learner.findings() == []
