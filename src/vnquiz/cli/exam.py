"""`vnquiz exam`: a self-assessment, on the screen or line by line."""

import argparse
import sys

from vnquiz.cli.plain import say
from vnquiz.cli.plain_exam import sit, tell_result
from vnquiz.cli.terminal import require_terminal
from vnquiz.core.results import Order
from vnquiz.core.sanitise import sanitise
from vnquiz.core.telling_exams import TREND_OF, trend, trend_in_words
from vnquiz.errors import UsageError
from vnquiz.exams import (
    ExamChoice,
    begin_exam,
    hand_in_as_it_is,
    keep,
    last_result,
    past_exams,
    resume_exam,
)
from vnquiz.opening import open_workspace
from vnquiz.workspace import Workspace


def run_exam(options: argparse.Namespace) -> int:
    """Hold an exam, or go on with the one that was begun; exit 0 whatever the mark."""
    if not (options.plain or options.hand_in or options.past):
        require_terminal("vnquiz exam --plain")
    with open_workspace(
        options.deck_folders, options.deck, options.now, is_writing=not options.past, sources=options.sources
    ) as workspace:
        choice = choice_of(workspace, options)
        if options.past:
            return tell_past(workspace)
        if not options.plain and not options.hand_in:
            from vnquiz.tui.other_apps import run_exam_app

            return run_exam_app(workspace, choice)
        for fault in workspace.faults:
            print(sanitise(fault), file=sys.stderr)
        if options.hand_in:
            return hand_in_now(workspace, options.result)
        sit_plainly(workspace, choice)
    return 0


def sit_plainly(workspace: Workspace, choice: ExamChoice) -> None:
    """Show the exam whose time was up meanwhile, go on with the one that was begun, or begin one."""
    if workspace.settled is not None:
        say("The time of your exam is up: it was handed in with the answers that were given.")
        tell_result(workspace.settled, workspace)
        return
    session = resume_exam(workspace)
    if session is not None:
        say("You go on with the exam that was begun; its clock never stopped.")
    else:
        session = begin_exam(workspace, choice)
    sit(session, workspace)


def hand_in_now(workspace: Workspace, file: str) -> int:
    """Hand in the exam that was begun, as it is; write its result, or that of the last one, to a file named."""
    if workspace.settled is not None:
        result, meant = workspace.settled, ""
    elif (handed_in := hand_in_as_it_is(workspace)) is not None:
        result, meant = handed_in
    elif not file:
        raise UsageError("No exam is being written.")
    elif (last := last_result(workspace)) is not None:
        result, meant = last, ""
    else:
        raise UsageError("No exam was handed in yet.")
    tell_result(result, workspace)
    keep(file or meant, result)
    return 0


def tell_past(workspace: Workspace) -> int:
    """Print the exams that were handed in, newest first, and how their marks go."""
    found = past_exams(workspace)
    if not found:
        say("No exam was handed in yet.")
        return 0
    shares = [exam.share for exam in found[-TREND_OF:]]
    say(trend_in_words(shares))
    if len(shares) > 1:
        say(f"{trend(shares)}  oldest to newest, the higher the better")
    for exam in reversed(found):
        say(f"{exam.mark}\n  {exam.about}")
    return 0


def choice_of(workspace: Workspace, options: argparse.Namespace) -> ExamChoice:
    """Return what the options ask for."""
    return ExamChoice(
        decks=workspace.chosen,
        tags=tuple(options.tag),
        misses_of=options.misses,
        questions=options.questions,
        minutes=options.minutes,
        order=Order(options.order),
        asks_confidence=options.confidence,
        moves_memory=not options.no_memory,
        name=options.name,
        result=options.result,
        seed=options.seed,
    )
