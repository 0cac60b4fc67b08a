"""The entry point: reads the arguments, runs one command, and knows the exit codes."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence

from vnquiz.cli.arguments import build_parser
from vnquiz.core.sanitise import sanitise, sanitise_line
from vnquiz.errors import CrashError, ProgressInUseError, UsageError, VnquizError

FINE = 0
FAILED = 1
USAGE = 2
IN_USE = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run vnquiz and return its exit code."""
    _make_streams_safe()
    try:
        try:
            return _run(arguments)
        finally:
            _flush()
    except VnquizError as error:
        return complain(error, FAILED)
    except BrokenPipeError:
        _forget_output()  # the reader left; nothing may be flushed to it
        return 128 + 13


def _run(arguments: Sequence[str] | None) -> int:
    parser = build_parser()
    options = parser.parse_args(arguments, argparse.Namespace(deck_folders=[], now=None, sources=None))
    is_csv = getattr(options, "csv", None) == "-"
    if is_csv or getattr(options, "json", False) or getattr(options, "format", "text") != "text":
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
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is None:
            _forget_output()
            return complain(VnquizError(f"The output could not be written: {error.strerror}."), FAILED)
        return complain(VnquizError(f"{error.filename} cannot be used: {error.strerror}."), FAILED)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


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
        case "exam":
            from vnquiz.cli.exam import run_exam

            return run_exam(options)
        case "decks":
            from vnquiz.cli.decks import run_decks

            return run_decks(options)
        case "stats":
            from vnquiz.cli.stats import run_stats

            return run_stats(options)
        case "check":
            from vnquiz.cli.check import run_check

            return run_check(options)
        case "report":
            from vnquiz.cli.report import run_report

            return run_report(options)
        case "preview":
            from vnquiz.cli.preview import run_preview

            return run_preview(options)
        case "new":
            from vnquiz.cli.new import run_new

            return run_new(options)
        case "fmt":
            from vnquiz.cli.fmt import run_fmt

            return run_fmt(options)
        case "schema":
            from vnquiz.cli.schema import run_schema

            return run_schema(options)
        case "diff":
            from vnquiz.cli.diff import run_diff

            return run_diff(options)
        case "source":
            from vnquiz.cli.source import run_source

            return run_source(options)
        case "plan":
            from vnquiz.cli.plan import run_plan

            return run_plan(options)
        case "optimize":
            from vnquiz.cli.optimize import run_optimize

            return run_optimize(options)
        case "progress":
            from vnquiz.cli.progress import run_progress

            return run_progress(options)
    raise AssertionError(options.command)


def _write_utf8() -> None:
    """Print data for other programs in UTF-8, whatever the terminal speaks."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8")


def _make_streams_safe() -> None:
    """Never fail to print a letter that the terminal's encoding lacks, or to read a byte that is no letter."""
    for stream, errors in (
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
        (sys.stdin, "replace"),
    ):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=errors)


def _flush() -> None:
    """Write out what was printed, while a fault can still be told."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _forget_output()
        raise VnquizError(f"The output could not be written: {error.strerror}.") from error


def _forget_output() -> None:
    """Let nothing more be written, as Python would at the very end."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
