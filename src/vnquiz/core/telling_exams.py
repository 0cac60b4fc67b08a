"""What is said of an exam, in words: the time that is left, what is open, the mark and how sure it was."""

from collections.abc import Sequence
from math import ceil

from vnquiz.core.marks import PROBABILITIES, Calibration, Confidence, Section, Sureness, mark_of
from vnquiz.core.records import answer_in_words
from vnquiz.core.results import HandedIn, Result, ResultItem
from vnquiz.core.sentences import counted, listed

LAST_MINUTES = 5
TREND_OF = 30
FEW_ANSWERS = 10
MOST_NAMES = 4
BLOCKS = "▁▂▃▄▅▆▇█"
CONFIDENCES = {Confidence.GUESS: "guess", Confidence.THINK_SO: "think so", Confidence.SURE: "sure"}
HOW_SURE = "How sure? 1 guess, 2 think so, 3 sure"


def time_left(seconds: float) -> str:
    """Return the time that is left: whole minutes, and the seconds only when it gets short."""
    if seconds > LAST_MINUTES * 60:
        return f"{-int(-seconds // 60)} min left"
    whole = int(-(-seconds // 1))
    return f"{whole // 60}:{whole % 60:02d} left"


def percent(share: float) -> str:
    """Return a share of 1 as whole per cent."""
    return f"{round(100 * share)} %"


def points(score: float) -> str:
    """Return a number of points, without decimals that say nothing."""
    return f"{score:.2f}".rstrip("0").rstrip(".")


def paper_in_words(questions: int, minutes: int | None) -> str:
    """Return what an exam is in a sentence: so many questions in so many minutes."""
    time = "without a time limit" if minutes is None else f"in {counted(minutes, 'minute')}"
    return f"{counted(questions, 'question')} {time}."


def numbers_of(places: Sequence[int]) -> str:
    """Return places of a paper as the numbers of its questions: question 3; questions 3, 7 and 12."""
    numbers = [str(place + 1) for place in places]
    return f"question{'s' if len(numbers) > 1 else ''} {listed(numbers)}"


def open_in_words(places: Sequence[int], flagged: Sequence[int]) -> str:
    """Return sentences that name the questions without an answer and those flagged for later."""
    words = []
    if places:
        words.append(f"{numbers_of(places)} {'are' if len(places) > 1 else 'is'} open.")
    if flagged:
        words.append(f"{numbers_of(flagged)} {'are' if len(flagged) > 1 else 'is'} flagged.")
    return " ".join(word[0].upper() + word[1:] for word in words)


def mark_in_words(result: Result) -> str:
    """Return the mark of an exam, and that corrected for chance where there was something to guess."""
    mark = mark_of(result.items)
    words = f"{points(mark.score)} of {counted(mark.items, 'point')}: {percent(mark.share)}."
    if any(item.chance for item in result.items):
        words += f" Corrected for chance: {percent(mark.corrected)}."
    return words


def time_in_words(result: Result) -> str:
    """Return how long an exam took, and whether the time ran out."""
    seconds = round((result.handed_in - result.begun).total_seconds())
    took = duration(seconds)
    if result.by is HandedIn.TIME:
        return f"The time ran out after {took}."
    limit = "" if result.minutes is None else f"; {counted(result.minutes, 'minute')} allowed"
    return f"It took {took}{limit}."


def section_in_words(section: Section, name: str = "") -> str:
    """Return the mark of one tag, deck or type: its name, the share and of how many questions."""
    return f"{name or section.name}: {percent(section.share)} of {counted(section.items, 'question')}"


def calibration_in_words(calibration: Calibration) -> list[str]:
    """Return how sure against how right, a line for each confidence, and the Brier score with what it means."""
    lines = [sureness_in_words(each) for each in calibration.table]
    brier = f"Brier score: {calibration.brier:.2f} (0 is perfect, 0.25 is a coin)."
    return [*lines, f"{brier} {_worth(calibration)}"]


def sureness_in_words(row: Sureness) -> str:
    """Return how often answers given with one confidence were right, and how often they should be."""
    words = f"{CONFIDENCES[row.confidence].capitalize()}: {row.right} of {row.answers} right"
    expected = PROBABILITIES.get(row.confidence)
    fitting = "" if expected is None else f"; about {percent(expected)} would be fitting"
    return f"{words}, {percent(row.right / row.answers)}{fitting}"


def _worth(calibration: Calibration) -> str:
    if sum(row.answers for row in calibration.table) < FEW_ANSWERS:
        return "So few answers say little."
    if calibration.brier <= 0.1:
        return "You know very well what you know."
    if calibration.brier <= 0.2:
        return "You know fairly well what you know."
    return "How sure you are tells little of how right you are."


def missed_items(result: Result) -> list[ResultItem]:
    """Return the items without full marks, those left open among them, in the order of the paper."""
    return [item for item in result.items if item.score < 1]


def given_in_words(item: ResultItem) -> str:
    """Return what was answered, or that nothing was."""
    if item.answered is None:
        return "left open"
    return answer_in_words(item.asked, item.answered)


def right_in_words(item: ResultItem) -> str:
    """Return the right answer as it stood on the paper."""
    return str(item.asked["right"])


def running(seconds: float | None) -> str:
    """Return that an exam is running, and for how long."""
    if seconds is None:
        return "An exam is running, without a time limit"
    return f"An exam is running, {counted(ceil(seconds / 60), 'minute')} left"


def progress(answered: int, total: int, flagged: int) -> str:
    """Return how much of a paper is done: 12 of 20 answered, 2 flagged."""
    return f"{answered} of {total} answered" + (f", {flagged} flagged" if flagged else "")


def shortly(names: Sequence[str]) -> str:
    """Return names as in a sentence, of many only the first: A, B and 8 more. Empty for none."""
    if len(names) > MOST_NAMES:
        names = [*names[: MOST_NAMES - 1], f"{len(names) - MOST_NAMES + 1} more"]
    return listed(list(names)) if names else ""


def trend(shares: Sequence[float]) -> str:
    """Return marks, oldest first, as a line of blocks: the higher the better."""
    return "".join(BLOCKS[min(len(BLOCKS) - 1, int(share * len(BLOCKS)))] for share in shares)


def trend_in_words(shares: Sequence[float]) -> str:
    """Return how the last of these marks, oldest first, stands to those before it."""
    *before, last = shares
    if not before:
        return f"One exam so far: {percent(last)}."
    mean = sum(before) / len(before)
    ahead = round(100 * last) - round(100 * mean)
    those = "the one before" if len(before) == 1 else f"the mean of the {len(before)} before"
    if ahead == 0:
        return f"The last one, {percent(last)}, is as good as {those}."
    way = "above" if ahead > 0 else "below"
    return f"The last one, {percent(last)}, is {counted(abs(ahead), 'point')} {way} {those}, {percent(mean)}."


def duration(seconds: float) -> str:
    """Return how long something took: 40 seconds, 12 minutes."""
    return counted(round(seconds / 60), "minute") if seconds >= 90 else counted(round(seconds), "second")
