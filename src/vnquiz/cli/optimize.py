"""`vnquiz optimize`: parameters of memory fitted to the learner, or earlier ones restored."""

import argparse

from vnquiz.core.events import NO_CARD, Draft, EventKind
from vnquiz.core.fitting import (
    Fit,
    fit,
    histories,
    in_force_in_words,
    in_words,
    too_few,
    vector_in_words,
    vector_json,
    without_luck,
)
from vnquiz.core.memory import DEFAULT_PARAMETERS, Parameters
from vnquiz.core.sanitise import sanitise_line
from vnquiz.errors import UsageError, VnquizError
from vnquiz.opening import open_workspace
from vnquiz.optimizer import optimize
from vnquiz.workspace import Workspace

ONE_BEFORE = -1


def run_optimize(options: argparse.Namespace) -> int:
    """Fit parameters and take them if they are better; or restore some, or list those that there were."""
    is_writing = not (options.dry_run or options.list)
    with open_workspace(options.deck_folders, now=options.now, is_writing=is_writing) as workspace:
        if workspace.damage and is_writing:
            raise VnquizError(workspace.damage)
        if options.list:
            return list_vectors(workspace)
        if options.restore is not None:
            return restore(workspace, options.restore, is_dry=options.dry_run)
        return fit_to_learner(workspace, is_dry=options.dry_run)


def fit_to_learner(workspace: Workspace, *, is_dry: bool) -> int:
    """Fit parameters, say what was found, and take them if they are better."""
    every = [history for steps in workspace.progress.replayed() for history in histories(steps)]
    usable = without_luck(every)
    if reason := too_few(usable, every):
        say(reason)
        return 0
    outcome = fit(usable, workspace.parameters, optimize)
    for sentence in in_words(outcome):
        say(sentence)
    if outcome.is_better and not is_dry:
        take(workspace, outcome.parameters, outcome)
        say("They are taken. vnquiz optimize --restore brings back those before.")
    elif outcome.is_better:
        say("Nothing was changed; without --dry-run they would be taken.")
    return 0


def list_vectors(workspace: Workspace) -> int:
    """Print every vector of parameters that was ever taken, by the number under which it can be restored."""
    say(" 0  The default parameters.")
    for number, (event, vector) in enumerate(workspace.progress.vectors(), start=1):
        say(f"{number:2}  {vector_in_words(event)}")
        say(f"    {', '.join(f'{value:g}' for value in vector)}")
    say(in_force_in_words(workspace.progress.vectors()))
    return 0


def restore(workspace: Workspace, number: int, *, is_dry: bool) -> int:
    """Take parameters again by their number in the list, by default those before the ones in force."""
    vectors = [DEFAULT_PARAMETERS, *(vector for _, vector in workspace.progress.vectors())]
    if number == ONE_BEFORE:
        number = len(vectors) - 2
    if not 0 <= number < len(vectors):
        raise UsageError("There are no such parameters; vnquiz optimize --list shows those there are.")
    if vectors[number] == workspace.parameters:
        say("These parameters are in force already.")
    elif is_dry:
        say(f"Nothing was changed; without --dry-run the parameters of number {number} would be restored.")
    else:
        take(workspace, vectors[number])
        say(f"The parameters of number {number} are in force again.")
    return 0


def take(workspace: Workspace, parameters: Parameters, found: Fit | None = None) -> None:
    """Put parameters in force from now on, for all that was ever answered."""
    now = workspace.clock()
    asked = vector_json(parameters, found)
    workspace.progress.append(Draft(EventKind.PARAMETERS, NO_CARD, now, now.day, asked=asked))


def say(text: str) -> None:
    """Print a line."""
    print(sanitise_line(text))
