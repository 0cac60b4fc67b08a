"""Classes of simulated students, by the two-parameter logistic item-response model, always the same for a seed."""

from dataclasses import dataclass
from math import exp, log, pi, sqrt, tan
from typing import Any

from results_made import item, result

from vnquiz.core.results import Result, ResultItem
from vnquiz.core.tasks import seeded
from vnquiz.core.verdicts import VerdictKind

KEY = "right"
DISTRACTORS = ("no", "never", "not so")
OPTIONS = (KEY, *DISTRACTORS)
DEAD = "never"


@dataclass(frozen=True, slots=True)
class Planted:
    """What was done to the questions of a class, by number: a wrong key, and a distractor nobody takes."""

    wrong_key: int | None = None
    dead: int | None = None


def normal(uniform: float) -> float:
    """Return a value of about the normal distribution (logistic, of the same variance)."""
    within = min(max(uniform, 1e-9), 1 - 1e-9)
    return log(within / (1 - within)) * sqrt(3) / pi


def skewed(uniform: float) -> float:
    """Return how long somebody thinks, in seconds: seldom long."""
    return 5 + 4 * tan(uniform * 1.5)


def class_of(
    students: int, items: int, seed: int, planted: Planted = Planted(), drawn: int | None = None
) -> list[Result]:
    """Return the papers of a class; with `drawn`, each holds so many of the items, another set each.

    Every third item is typed, so that what is planted must be another one. Discriminations are 0.9 to 2.0,
    difficulties -1.2 to 1.2; wrong options are alike.
    """
    papers = []
    for number in range(students):
        ability = normal(seeded(seed, "ability", number).random())
        order = {each: seeded(seed, "draw", number, each).random() for each in range(items)}
        chosen = sorted(sorted(order, key=order.__getitem__)[:drawn])
        answers = [answer(seed, number, each, ability, planted) for each in chosen]
        papers.append(result(*answers, number=number))
    return papers


def answer(seed: int, student: int, number: int, ability: float, planted: Planted) -> ResultItem:
    """Return one student's answer to one item."""
    parameters = seeded(seed, "item", number)
    discrimination = 0.9 + 1.1 * parameters.random()
    difficulty = -1.2 + 2.4 * parameters.random()
    if number == planted.dead:
        difficulty = 0.8
    if number == planted.wrong_key:
        discrimination, difficulty = 1.8, 0.0
    chance = seeded(seed, "answer", student, number)
    is_right = chance.random() < 1 / (1 + exp(-discrimination * (ability - difficulty)))
    is_typed = number % 3 == 2
    key = DISTRACTORS[0] if number == planted.wrong_key else KEY
    shown: dict[str, Any] = {
        "kind": "short-answer" if is_typed else "choice",
        "chance": 0.0 if is_typed else 1 / len(OPTIONS),
        "asked": {"right": KEY} if is_typed else {"right": key, "options": list(OPTIONS)},
        "tags": (f"t{number % 4}",),
        "cite": (f"s:{number // 2 + 1}", f"s:{number // 2 + 1}-{number // 2 + 2}"),
        "seconds": skewed(chance.random()),
    }
    if chance.random() < 0.03:
        return item(f"q{number}", 0.0, verdict=None, **shown)
    if is_typed:
        text = KEY if is_right else f"guess {int(chance.random() * 7)}"
        score = float(is_right) if not is_right or chance.random() < 0.9 else 0.9
        verdict = {1.0: VerdictKind.EXACT, 0.9: VerdictKind.TYPO}.get(score, VerdictKind.WRONG)
        return item(f"q{number}", score, verdict=verdict, answered={"text": text}, **shown)
    wrong = [each for each in DISTRACTORS if number != planted.dead or each != DEAD]
    picked = KEY if is_right else wrong[int(chance.random() * len(wrong))]
    return item(f"q{number}", float(picked == key), answered={"picked": [picked]}, **shown)
