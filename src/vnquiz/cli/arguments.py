"""The arguments of the command line: every command with its options."""

import argparse
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, NoReturn

from vnquiz.core.bounds import MISSES_OF_DAYS, MOST_DAYS, MOST_MINUTES, MOST_QUESTIONS
from vnquiz.core.sanitise import sanitise_line

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction["Parser"]

MOST_SEED = 2**32 - 1
FIRST_YEAR, LAST_YEAR = 1970, 2999

DESCRIPTION = "Quiz and flashcards for the terminal. Without a command: the home screen."


class Parser(argparse.ArgumentParser):
    """Complains about arguments without letting them steer the terminal."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and exit."""
        super().error(sanitise_line(message))


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    shared = Parser(add_help=False)
    shared.add_argument(
        "--decks",
        metavar="DIR",
        action="append",
        dest="deck_folders",
        default=argparse.SUPPRESS,
        help="a folder of decks, before your own and the shipped ones; may be repeated",
    )
    shared.add_argument(
        "--now",
        metavar="ISO-TIME",
        type=_moment,
        default=argparse.SUPPRESS,
        help="act as if it were this moment; only with VNQUIZ_HOME set",
    )
    texts = Parser(add_help=False)
    texts.add_argument(
        "--sources",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="a folder of the cited documents themselves, to check against or to look passages up",
    )
    parser = Parser(prog="vnquiz", description=DESCRIPTION, parents=[shared, texts])
    parser.add_argument("--version", action="store_true", help="show the version and what it runs on")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _add_study(commands, shared, texts)
    _add_exam(commands, shared, texts)
    _add_report(commands)
    _add_decks(commands, shared)
    _add_stats(commands, shared)
    _add_check(commands, shared, texts)
    _add_preview(commands, texts)
    _add_new(commands)
    _add_fmt(commands)
    _add_schema(commands)
    _add_diff(commands)
    _add_source(commands)
    _add_plan(commands, shared)
    _add_optimize(commands, shared)
    _add_progress(commands, shared)
    return parser


def _add_study(commands: "Commands", shared: Parser, texts: Parser) -> None:
    study = commands.add_parser("study", help="study what is due today", parents=[shared, texts])
    study.add_argument("deck", nargs="*", metavar="DECK", help="a deck's id, or a path to a file or folder")
    study.add_argument("--tag", action="append", default=[], metavar="TAG", help="only cards with this tag")
    study.add_argument("--limit", type=_positive, metavar="N", help="at most N cards")
    study.add_argument("--cram", action="store_true", help="ask everything, and leave the schedule alone")
    study.add_argument(
        "--search",
        metavar="WORDS",
        default="",
        help="only what is found so, such as “trọng tag:visits is:due”",
    )
    study.add_argument(
        "--misses",
        type=_whole(1, MOST_DAYS),
        nargs="?",
        const=MISSES_OF_DAYS,
        metavar="DAYS",
        help="what was missed within so many days, due or not; 7 unless said",
    )
    study.add_argument("--ahead", action="store_true", help="what is not due yet, the soonest due first")
    study.add_argument("--plain", action="store_true", help="line by line, for screen readers and scripts")
    study.add_argument("--seed", type=int, metavar="N", help="draw options in the order of this seed")


def _add_exam(commands: "Commands", shared: Parser, texts: Parser) -> None:
    exam = commands.add_parser(
        "exam",
        help="assess yourself: no feedback until you hand in",
        description="A paper drawn from decks, answered in any order against the clock, marked when it is handed "
        "in. An exam that was begun and not handed in is gone on with, whatever else is asked for.",
        parents=[shared, texts],
    )
    exam.add_argument("deck", nargs="*", metavar="DECK", help="a deck's id, or a path to a file or folder")
    exam.add_argument(
        "--questions",
        type=_whole(1, MOST_QUESTIONS),
        metavar="N",
        default=20,
        help="how many; 20 unless said",
    )
    exam.add_argument(
        "--minutes",
        type=_whole(0, MOST_MINUTES),
        metavar="M",
        help="one a question unless said; 0 for no limit",
    )
    exam.add_argument(
        "--tag", action="append", default=[], metavar="TAG", help="only questions with this tag"
    )
    exam.add_argument(
        "--misses",
        type=_whole(1, MOST_DAYS),
        nargs="?",
        const=14,
        metavar="DAYS",
        help="only what was missed within so many days, 14 unless said",
    )
    exam.add_argument(
        "--order", choices=["shuffled", "easy-first"], default="shuffled", help="in which order to ask"
    )
    exam.add_argument("--confidence", action="store_true", help="ask with each answer how sure it is")
    exam.add_argument("--no-memory", action="store_true", help="do not let misses come back for review")
    exam.add_argument(
        "--name", default="", metavar="TEXT", help="your name or a pseudonym for the result file"
    )
    exam.add_argument("--result", default="", metavar="FILE", help="write the result to this file")
    exam.add_argument(
        "--seed",
        type=_whole(0, MOST_SEED),
        metavar="N",
        help="draw the paper of this seed: same seed, same paper",
    )
    exam.add_argument("--plain", action="store_true", help="line by line, for screen readers and scripts")
    exam.add_argument(
        "--past", action="store_true", help="list the exams that were handed in, with their marks"
    )
    exam.add_argument(
        "--hand-in",
        action="store_true",
        help="hand in the exam that was begun, as it is, and show its result; with --result write that, or the "
        "last one, to a file",
    )


def _add_report(commands: "Commands") -> None:
    report = commands.add_parser(
        "report",
        help="a class's results, question by question",
        description="Tell the result files of vnquiz exam as a whole and question by question, with what is "
        "suspected of a question. Files that cannot be trusted are named and left out.",
    )
    report.add_argument("result", nargs="+", metavar="RESULT", help="result files, or folders of them")
    report.add_argument("--json", action="store_true", help="print JSON instead of a table")
    report.add_argument(
        "--csv", metavar="FILE", help="write the questions as CSV; - prints it instead of a table"
    )
    report.add_argument(
        "--html", metavar="FILE", help="write a page with charts, for a browser or the printer"
    )


def _add_decks(commands: "Commands", shared: Parser) -> None:
    decks = commands.add_parser("decks", help="list the decks", parents=[shared])
    decks.add_argument("--json", action="store_true", help="as JSON")


def _add_stats(commands: "Commands", shared: Parser) -> None:
    stats = commands.add_parser("stats", help="what your answers amount to", parents=[shared])
    stats.add_argument("deck", nargs="*", metavar="DECK", help="a deck's id, or a path to a file or folder")
    stats.add_argument("--tag", action="append", default=[], metavar="TAG", help="only cards with this tag")
    stats.add_argument("--json", action="store_true", help="as JSON")


def _add_check(commands: "Commands", shared: Parser, texts: Parser) -> None:
    check = commands.add_parser("check", help="find every problem of decks", parents=[shared, texts])
    check.add_argument("path", nargs="*", metavar="PATH", help="files or folders; without any, your library")
    check.add_argument(
        "--format", choices=["text", "json", "github", "sarif"], default="text", help="how to print"
    )
    check.add_argument("--derived", action="store_true", help="list the answers that are counted or computed")
    check.add_argument(
        "--report", metavar="FILE", help="tell what a class's report suspects; from vnquiz report --json"
    )
    check.add_argument("--strict", action="store_true", help="exit 1 on warnings too")
    check.add_argument("--watch", action="store_true", help="check again after every save, until Ctrl+C")


def _add_preview(commands: "Commands", texts: Parser) -> None:
    preview = commands.add_parser(
        "preview", help="see a deck as students will, while you write it", parents=[texts]
    )
    preview.add_argument("path", metavar="PATH", help="the deck, or a folder of decks")


def _add_new(commands: "Commands") -> None:
    new = commands.add_parser("new", help="begin a deck")
    new.add_argument("path", metavar="PATH", help="the file to write; .yaml may be left out")
    new.add_argument("--title", metavar="TEXT", help="the name that learners see; asked for on a terminal")
    new.add_argument("--language", metavar="CODE", help="such as en or vi; asked for on a terminal, else en")
    new.add_argument("--id", metavar="SLUG", help="the deck's id; made from the title unless you say so")


def _add_fmt(commands: "Commands") -> None:
    fmt = commands.add_parser("fmt", help="write missing ids, and put keys in their usual order")
    fmt.add_argument("path", nargs="*", metavar="PATH", help="files or folders")
    fmt.add_argument("--check", action="store_true", help="write nothing; name what would change, and exit 1")


def _add_schema(commands: "Commands") -> None:
    schema = commands.add_parser("schema", help="print the JSON Schema of decks, for editors")
    schema.add_argument("--path", action="store_true", help="print where the schema file lies instead")


def _add_diff(commands: "Commands") -> None:
    diff = commands.add_parser(
        "diff",
        help="what changed between two editions of decks, for learners",
        description="Say card by card what changed in meaning, and what it does to a learner's schedule. "
        "OLD and NEW are files, folders or git revisions. Exits 0 whether anything changed or not.",
    )
    diff.add_argument("old", metavar="OLD", help="a file, a folder or a git revision, such as HEAD~1")
    diff.add_argument("new", metavar="NEW", help="a file, a folder or a git revision, such as HEAD")
    diff.add_argument("--json", action="store_true", help="as JSON")


def _add_source(commands: "Commands") -> None:
    source = commands.add_parser("source", help="documents that decks cite")
    add = source.add_subparsers(dest="action", metavar="ACTION", required=True).add_parser(
        "add", help="make a concordance of a document, so that citations of it are checked"
    )
    add.add_argument("file", metavar="FILE", help="the document: .txt, a paragraph a line, or Markdown")
    add.add_argument("--id", required=True, help="the short id under which decks cite it")
    for name in ("title", "publisher", "author", "date", "url", "accessed"):
        add.add_argument(f"--{name}", default="", metavar="TEXT", help=f"its {name}")
    add.add_argument("--output", metavar="DIR", help="where to write it; without, your own decks' sources")
    add.add_argument("--force", action="store_true", help="replace the concordance that is there")


def _add_plan(commands: "Commands", shared: Parser) -> None:
    plan = commands.add_parser(
        "plan",
        help="what it takes to know cards by a date",
        description="Work out what it takes to know cards by a date and, with --follow, study by that plan.",
        parents=[shared],
    )
    plan.add_argument("--date", metavar="D", type=_date, help="the date, as 2027-05-31; without, your plan's")
    plan.add_argument("--deck", action="append", default=[], metavar="DECK", help="only cards of this deck")
    plan.add_argument("--tag", action="append", default=[], metavar="TAG", help="only cards with this tag")
    plan.add_argument("--minutes", type=_positive, metavar="M", help="at most M minutes a day")
    plan.add_argument("--follow", action="store_true", help="study by this plan from now on")
    plan.add_argument("--drop", action="store_true", help="give up the plan that you follow")
    plan.add_argument("--json", action="store_true", help="as JSON")


def _add_optimize(commands: "Commands", shared: Parser) -> None:
    optimize = commands.add_parser(
        "optimize",
        help="fit the parameters of memory to you",
        description="Fit the parameters of memory to your history, and take them if they predict it better. "
        "It needs 1,000 reviews and the extra vnquiz[fit].",
        parents=[shared],
    )
    optimize.add_argument("--dry-run", action="store_true", help="change nothing; say what would be done")
    optimize.add_argument("--list", action="store_true", help="list all parameters there were, by number")
    optimize.add_argument(
        "--restore",
        type=_whole(0, 99_999),
        nargs="?",
        const=-1,
        metavar="N",
        help="bring back those of number N; without N, those before the ones in force",
    )


def _add_progress(commands: "Commands", shared: Parser) -> None:
    progress = commands.add_parser("progress", help="your history: log, verify")
    actions = progress.add_subparsers(dest="action", metavar="ACTION", required=True)
    log = actions.add_parser("log", help="print every event", parents=[shared])
    log.add_argument("--json", action="store_true", help="one JSON object a line")
    actions.add_parser("verify", help="check the whole history", parents=[shared])


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("not an ISO time; write it like 2026-11-21T09:00+07:00") from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"the year must be from {FIRST_YEAR} to {LAST_YEAR}")
    return moment if moment.tzinfo is not None else moment.astimezone()


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("not a date; write it like 2027-05-31") from None


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 10**9):
        raise argparse.ArgumentTypeError("must be a whole number from 1")
    return int(text)


def _whole(least: int, most: int) -> Callable[[str], int]:
    """Return what reads a whole number within bounds."""

    def read(text: str) -> int:
        if not (
            text.isascii() and text.lstrip("-").isdecimal() and len(text) < 20 and least <= int(text) <= most
        ):
            raise argparse.ArgumentTypeError(f"must be a whole number from {least} to {most}")
        return int(text)

    return read
