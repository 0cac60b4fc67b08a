"""`--plain`: a session line by line, for screen readers, pipes and scripts."""

import sys
from typing import assert_never

from vnquiz.cli.ending import Ending
from vnquiz.cli.responses import read_response
from vnquiz.core import telling
from vnquiz.core.marking import right_answer
from vnquiz.core.markup import plain
from vnquiz.core.sanitise import sanitise
from vnquiz.core.sentences import counted
from vnquiz.core.study import Asking, Finished, Judging, StudySession
from vnquiz.core.tasks import (
    Arrange,
    Judge,
    Pair,
    Pick,
    Reveal,
    Task,
    TypeDate,
    TypeList,
    TypeNumber,
    TypeText,
)
from vnquiz.core.verdicts import Rating, Unreadable, VerdictKind
from vnquiz.workspace import Workspace

COMMANDS = {
    ":hint": "shows the hint",
    ":undo": "takes back the last step",
    ":bury": "puts the card off until tomorrow",
    ":suspend": "puts the card away until it is resumed",
    ":guess": "says that a right choice was a guess",
    ":relearn": "lets a card whose answer changed begin anew",
    ":quit": "ends the session",
}


def say(text: str = "") -> None:
    """Print a text that may come from a deck."""
    print(sanitise(text), flush=True)


def ask_line(mark: str) -> str | None:
    """Return the next line, or None at the end of input."""
    print(mark, end=" ", flush=True)
    line = "" if sys.stdin is None else sys.stdin.readline()
    return line.rstrip("\r\n") if line else None


def play(session: StudySession, workspace: Workspace) -> None:
    """Play the session to its end; every answer is on disk before the next question is printed.

    However it ends, by Ctrl+C or a signal too, the answer at hand is kept.
    """
    ending = Ending()
    try:
        _play(session, ending)
    finally:
        with ending.held():
            session.leave()
    say()
    tell_end(session, workspace)


def _play(session: StudySession, ending: Ending) -> None:
    while not isinstance(session.phase, Finished):
        show(session)
        again = True
        while again:
            line = ask_line("=" if isinstance(session.phase, Judging) else ">")
            if line is None or line.strip() == ":quit":
                return
            with ending.held():
                again = not take(session, line)


def take(session: StudySession, line: str) -> bool:
    """Act on one line; return whether something new is to be shown."""
    if line.startswith("::"):
        return respond(session, line[1:])
    if line.startswith(":"):
        return command(session, line.strip())
    return respond(session, line)


def respond(session: StudySession, line: str) -> bool:
    """Take a line as a response to the question, or as a rating of the verdict."""
    phase = session.phase
    match phase:
        case Asking(task=task):
            response = read_response(task, line)
            refused = response if isinstance(response, Unreadable) else session.answer(response)
            if refused is not None:
                say(refused.reason)
            return refused is None
        case Judging(suggested=suggested):
            rating = read_rating(line.strip(), suggested)
            if rating is None:
                say(
                    f"Type =1 to =4{'' if suggested is None else ', or nothing for ' + suggested.name.title()}."
                )
                return False
            session.rate(rating)
            return True
        case Finished():
            return True
        case _:
            assert_never(phase)


def read_rating(text: str, suggested: Rating | None) -> Rating | None:
    """Return the rating a line stands for: none for the suggested one, =1 to =4 for another."""
    if not text:
        return suggested
    return Rating(int(text[1])) if len(text) == 2 and text[0] == "=" and text[1] in "1234" else None


def command(session: StudySession, name: str) -> bool:
    """Carry out a command; return whether something new is to be shown."""
    match name:
        case ":hint":
            hint = shown_hint(session)
            say(f"Hint: {plain(hint)}" if hint else "There is no hint.")
            return False
        case ":undo":
            if session.undo():
                return True
            say("There is nothing to take back.")
            return False
        case ":bury":
            session.bury()
            return True
        case ":suspend":
            session.suspend()
            return True
        case ":guess":
            if session.guess():
                return True
            say("Only a right choice can have been a guess.")
            return False
        case ":relearn":
            if session.relearn():
                return True
            say("Only a card whose answer changed since you last saw it can be relearned.")
            return False
    say(
        f"There is no command {name}. There are: {', '.join(f'{known} ({what})' for known, what in COMMANDS.items())}."
    )
    return False


def shown_hint(session: StudySession) -> str:
    """Return the hint of the card that is up; asked for before answering, it is noted in the log."""
    match session.phase:
        case Asking():
            return session.hint()
        case Judging(asking=asking):
            return asking.hint
        case Finished():
            return ""


def show(session: StudySession) -> None:
    """Print the question or the verdict."""
    phase = session.phase
    match phase:
        case Asking(card=card, task=task):
            say()
            say(f"{card.deck.title} · {session.left} left")
            say(plain(telling.prompt(card)))
            for line in shown_items(task):
                say(f"  {line}")
            say(how_to_answer(task))
        case Judging():
            show_verdict(phase)
        case Finished():
            pass
        case _:
            assert_never(phase)


def shown_items(task: Task) -> list[str]:
    """Return the numbered options or items that a task shows."""
    match task:
        case Pick(options=items) | Arrange(items=items):
            return [f"{i}. {item}" for i, item in enumerate(items, 1)]
        case Pair(lefts=lefts, rights=rights):
            left = [f"{chr(ord('a') + i)}. {item}" for i, item in enumerate(lefts)]
            return [*left, "with", *(f"{i}. {item}" for i, item in enumerate(rights, 1))]
        case Reveal() | Judge() | TypeText() | TypeNumber() | TypeDate() | TypeList():
            return []
        case _:
            assert_never(task)


def how_to_answer(task: Task) -> str:
    """Return the instruction with what to type."""
    say_how = telling.instruction(task)
    match task:
        case Reveal():
            return f"{say_how} (Enter shows it)"
        case Pick(many=many):
            return f"{say_how} ({'numbers, such as 1,3' if many else 'a number'})"
        case Judge():
            return f"{say_how} (t or f)"
        case TypeList():
            return f"{say_how} (separated by ;)"
        case Arrange(items=items):
            return f"{say_how} (such as {' '.join(str(i) for i in range(len(items), 0, -1))})"
        case Pair(lefts=lefts):
            return f"{say_how} ({len(lefts)} numbers, from a down)"
        case TypeText() | TypeNumber() | TypeDate():
            return say_how
        case _:
            assert_never(task)


def show_verdict(judging: Judging) -> None:
    """Print the verdict, the right answer, the explanation, the citation and the ratings."""
    verdict, asking = judging.verdict, judging.asking
    say(f"{telling.verdict_symbol(verdict)} {telling.headline(verdict)}")
    for part in verdict.parts:
        given = f" (you: {part.given})" if part.given and not part.is_right else ""
        say(f"  {'✓' if part.is_right else '○'} {part.item}{given}")
    if not verdict.is_right or verdict.kind is not VerdictKind.EXACT:
        say(f"Answer: {plain(right_answer(asking.task))}")
    if judging.changed_from:
        say(telling.changed_answer(judging.changed_from, asking.task))
        say(":relearn lets this card begin anew.")
    question = asking.card.question
    if question.explain:
        say(plain(question.explain))
    for source in telling.citations(asking.card):
        say(f"Source: {source}")
    ratings = [
        f"{rating.value} {rating.name.title()} ({telling.interval(days)})"
        + (" [Enter]" if rating is judging.suggested else "")
        for rating, days in sorted(judging.outlook.items())
    ]
    say("  ".join(ratings))


def tell_end(session: StudySession, workspace: Workspace) -> None:
    """Print what the session came to."""
    answers = len(session.answers)
    say(f"{counted(answers, 'answer')}, {counted(session.introduced, 'new card')}.")
    for missed in session.missed:
        say(f"Missed: {plain(telling.prompt(missed.card))}")
        say(f"  Answer: {plain(right_answer(missed.task))}")
    due = workspace.next_due()
    if due is not None:
        say(f"The next card is due {telling.day_ahead(due, workspace.today)}.")
