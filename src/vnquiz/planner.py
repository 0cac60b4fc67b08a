"""Plans for the learner of a workspace: worked out, followed and given up."""

from collections.abc import Callable
from datetime import date

from vnquiz.core.dates import read_date
from vnquiz.core.days import Day, day_of
from vnquiz.core.events import NO_CARD, Draft, EventKind
from vnquiz.core.plan import Plan, plan_json
from vnquiz.core.planning import Outline, Study, outlined
from vnquiz.core.queue import remaining
from vnquiz.core.verdicts import Unreadable
from vnquiz.errors import UsageError
from vnquiz.workspace import Workspace

FARTHEST = 3653
"""For so many days ahead a plan can be made."""


def outliner(workspace: Workspace, plan: Plan, seed: int = 1) -> Callable[[], Outline]:
    """Return what works out a plan for the cards of all decks, from what is read now.

    It needs no database, so it may run in a thread of its own.
    """
    cards, memories = list(workspace.library.cards.values()), workspace.progress.memories()
    study = Study(
        workspace.today,
        workspace.limits,
        workspace.retention,
        workspace.parameters,
        workspace.seconds_a_card(),
        remaining(workspace.limits, memories, workspace.today),
    )
    return lambda: outlined(cards, memories, plan, study, seed)


def follow(workspace: Workspace, plan: Plan | None) -> None:
    """Study by a plan from now on, or by none."""
    now = workspace.clock()
    workspace.progress.append(Draft(EventKind.PLAN, NO_CARD, now, now.day, asked=plan_json(plan)))


def read_day(text: str) -> Day:
    """Return the day that was typed in any usual form; raise UsageError for anything else."""
    found = read_date(text)
    if isinstance(found, Unreadable):
        raise UsageError(found.reason)
    if found.month is None or found.day is None or found.year < 1:
        raise UsageError("Type a day, a month and a year, such as 31 May 2027.")
    return day_of(date(found.year, found.month, found.day))


def refuse_date(workspace: Workspace, day: Day) -> None:
    """Raise UsageError for a date that no plan can be made for."""
    if not workspace.today < day <= workspace.today + FARTHEST:
        raise UsageError("The date of a plan must lie after today and within ten years.")
