"""The entry point: reads the arguments, runs one command, and knows the exit codes."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from datetime import datetime

from vnquiz.core.sanitise import sanitise, sanitise_line
from vnquiz.errors import CrashError, ProgressInUseError, UsageError, VnquizError

FINE = 0
FAILED = 1
USAGE = 2
IN_USE = 3

DESCRIPTION = "Quiz and flashcards for the terminal. Without a command: the home screen."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run vnquiz and return its exit code."""
    _make_output_safe()
    parser = build_parser()
    options = parser.parse_args(arguments, argparse.Namespace(deck_folders=[], now=None, sources=None))
    if getattr(options, "json", False) or getattr(options, "format", "text") != "text":
        _write_utf8()
    if options.version:
        from vnquiz.cli.version import print_version

        return print_version()
    try:
        return run(options)
    except UsageError as error:
        return complain(error, USAGE)
    except ProgressInUseError as error:
        return complain(error, IN_USE)
    except CrashError as error:
        print(sanitise(str(error)), file=sys.stderr)
        return complain(VnquizError("This was a fault of vnquiz itself. Every answer is kept."), FAILED)
    except VnquizError as error:
        return complain(error, FAILED)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123  # the reader left; nothing may be flushed to it
        return 128 + 13


def complain(error: VnquizError, code: int) -> int:
    """Tell the person at the terminal what went wrong, and return the exit code."""
    print(f"vnquiz: {sanitise_line(str(error))}", file=sys.stderr)
    return code


def run(options: argparse.Namespace) -> int:
    """Run the command that was asked for; each lives in a module of its own, loaded when needed."""
    match options.command:
        case None:
            from vnquiz.cli.home import run_home

            return run_home(options)
        case "study":
            from vnquiz.cli.study import run_study

            return run_study(options)
        case "decks":
            from vnquiz.cli.decks import run_decks

            return run_decks(options)
        case "check":
            from vnquiz.cli.check import run_check

            return run_check(options)
        case "preview":
            from vnquiz.cli.preview import run_preview

            return run_preview(options)
        case "source":
            from vnquiz.cli.source import run_source

            return run_source(options)
        case "progress":
            from vnquiz.cli.progress import run_progress

            return run_progress(options)
    raise AssertionError(options.command)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    shared = argparse.ArgumentParser(add_help=False)
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
    texts = argparse.ArgumentParser(add_help=False)
    texts.add_argument(
        "--sources",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="a folder of the cited documents themselves, to check against or to look passages up",
    )
    parser = argparse.ArgumentParser(prog="vnquiz", description=DESCRIPTION, parents=[shared, texts])
    parser.add_argument("--version", action="store_true", help="show the version and what it runs on")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    study = commands.add_parser("study", help="study what is due today", parents=[shared, texts])
    study.add_argument("deck", nargs="*", metavar="DECK", help="a deck's id, or a path to a file or folder")
    study.add_argument("--tag", action="append", default=[], metavar="TAG", help="only cards with this tag")
    study.add_argument("--limit", type=_positive, metavar="N", help="at most N cards")
    study.add_argument("--cram", action="store_true", help="ask everything, and leave the schedule alone")
    study.add_argument("--plain", action="store_true", help="line by line, for screen readers and scripts")
    study.add_argument("--seed", type=int, metavar="N", help="draw options in the order of this seed")

    decks = commands.add_parser("decks", help="list the decks", parents=[shared])
    decks.add_argument("--json", action="store_true", help="as JSON")

    check = commands.add_parser("check", help="find every problem of decks", parents=[shared, texts])
    check.add_argument("path", nargs="*", metavar="PATH", help="files or folders; without any, your library")
    check.add_argument("--format", choices=["text", "json", "github"], default="text", help="how to print")
    check.add_argument("--derived", action="store_true", help="list the answers that are counted or computed")
    check.add_argument("--strict", action="store_true", help="exit 1 on warnings too")

    preview = commands.add_parser(
        "preview", help="see a deck as students will, while you write it", parents=[texts]
    )
    preview.add_argument("path", metavar="PATH", help="the deck, or a folder of decks")

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

    progress = commands.add_parser("progress", help="your history: log, verify")
    actions = progress.add_subparsers(dest="action", metavar="ACTION", required=True)
    log = actions.add_parser("log", help="print every event", parents=[shared])
    log.add_argument("--json", action="store_true", help="one JSON object a line")
    actions.add_parser("verify", help="check the whole history", parents=[shared])
    return parser


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("not an ISO time; write it like 2026-11-21T09:00+07:00") from None
    return moment if moment.tzinfo is not None else moment.astimezone()


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 10**9):
        raise argparse.ArgumentTypeError("must be a whole number from 1")
    return int(text)


def _write_utf8() -> None:
    """Print data for other programs in UTF-8, whatever the terminal speaks."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8")


def _make_output_safe() -> None:
    """Never fail to print a letter that the terminal's encoding lacks."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
