"""`vnquiz plan`: what it takes to know cards by a date, and a plan that draws their due days before it."""

import argparse
import json
from dataclasses import asdict

from vnquiz.cli.data import harmless
from vnquiz.core.days import Day, date_of, day_of
from vnquiz.core.plan import Plan, plan_json
from vnquiz.core.plan_words import CHOICE_HEADS, CHOICES, HEADS, TAGS, choice_rows, sentences, table, tag_rows
from vnquiz.core.planning import Forecast, Outline
from vnquiz.core.sanitise import sanitise_line
from vnquiz.errors import UsageError
from vnquiz.opening import open_workspace
from vnquiz.planner import follow, outliner, refuse_date
from vnquiz.workspace import Workspace

MOST_TAGS = 20


def run_plan(options: argparse.Namespace) -> int:
    """Work out a plan and, if asked to, follow it from now on or give up the one in force."""
    is_writing = options.follow or options.drop
    with open_workspace(options.deck_folders, options.deck, options.now, is_writing=is_writing) as workspace:
        if options.drop:
            return drop(workspace)
        plan = plan_of(workspace, options)
        outline = outliner(workspace, plan)()
        if options.json:
            print(harmless(json.dumps(as_json(outline), ensure_ascii=False, indent=2)))
        else:
            tell(outline)
        if options.follow:
            follow(workspace, plan)
            print("You follow this plan from now on. vnquiz plan --drop gives it up.")
        return 0


def plan_of(workspace: Workspace, options: argparse.Namespace) -> Plan:
    """Return the plan that the options describe, by default the one in force."""
    today = workspace.today
    if options.date is None:
        if workspace.plan is None:
            raise UsageError("You follow no plan. Say until when: vnquiz plan --date 2027-05-31.")
        return workspace.plan
    date = day_of(options.date)
    refuse_date(workspace, date)
    decks = tuple(deck.info.id for deck in workspace.chosen) if options.deck else ()
    plan = Plan(date, today, decks, tuple(options.tag), options.minutes)
    if options.tag and not workspace.cards(tags=options.tag):
        raise UsageError(f"No card has the tag {' or '.join(options.tag)}.")
    return plan


def drop(workspace: Workspace) -> int:
    """Give up the plan in force."""
    if workspace.plan is None:
        print("You follow no plan.")
    else:
        follow(workspace, None)
        print("You follow no plan any more: each card is due when memory says so.")
    return 0


def tell(outline: Outline) -> None:
    """Print a plan to read."""
    lines = sentences(outline)
    if outline.forecast.all.cards:
        lines += ["", CHOICES, *table(CHOICE_HEADS, choice_rows(outline))]
    if tags := tag_rows(outline):
        lines += ["", TAGS, *table(HEADS, tags[:MOST_TAGS])]
    if len(tags) > MOST_TAGS:
        lines.append(f"and {len(tags) - MOST_TAGS} more, which --json lists.")
    for line in lines:
        print(sanitise_line(line))


def as_json(outline: Outline) -> dict[str, object]:
    """Return a plan as numbers for other programs."""
    return {
        **plan_json(outline.plan),
        "today": _iso(outline.today),
        "new_a_day": outline.new_a_day,
        "limits": asdict(outline.limits),
        "is_feasible": outline.needed is None,
        "forecast": forecast_json(outline.forecast),
        "needed": None if outline.needed is None else forecast_json(outline.needed),
        "desired_retention": [
            {"desired_retention": retention, "minutes_a_day": forecast.minutes, "known": forecast.all.known}
            for retention, forecast in outline.choices
        ],
    }


def forecast_json(forecast: Forecast) -> dict[str, object]:
    """Return a forecast as numbers."""
    shares = {
        share.name: {
            "cards": share.cards,
            "new": share.new,
            "known": share.known,
            "recall": share.recall,
            "left_out": share.left_out,
        }
        for share in (forecast.all, *forecast.tags)
    }
    return {
        **shares.pop(""),
        "minutes_a_day": forecast.minutes,
        "minutes_on_the_busiest_day": forecast.busiest,
        "tags": shares,
    }


def _iso(day: Day) -> str:
    return date_of(day).isoformat()
