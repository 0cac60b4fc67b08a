"""A YAML file that was read, and the problems found in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from vnquiz.core.sanitise import sanitise_line
from vnquiz.yamlfile.nodes import Node, extent_of
from vnquiz.yamlfile.problems import Code, Problem, Severity

MAX_ERRORS = 100


class StopReadingError(Exception):
    """A fault after which the rest of the file means nothing."""


@dataclass(slots=True)
class Document:
    """A file that was read: its root (None where there is none), its text, and the problems found so far."""

    path: str
    text: str = ""
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    errors: int = 0
    is_impatient: bool = False

    @contextmanager
    def impatience(self) -> Iterator[None]:
        """Stop what is done within, without raising anything, at a fault that makes going on meaningless."""
        self.is_impatient = True
        try:
            yield
        except StopReadingError:
            pass
        finally:
            self.is_impatient = False

    def report(
        self,
        code: Code,
        node: Node,
        message: str,
        cure: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add a problem that stands where a node stands."""
        self.report_at(code, *extent_of(node), message, cure, severity)

    def report_at(
        self,
        code: Code,
        line: int,
        column: int,
        end_column: int,
        message: str,
        cure: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add a problem at a position counted from 1."""
        self.errors += severity is Severity.ERROR
        self.problems.append(
            Problem(
                self.path,
                line,
                column,
                end_column,
                code,
                severity,
                sanitise_line(message),
                sanitise_line(cure),
            )
        )
        if self.is_impatient and self.errors == MAX_ERRORS:
            self.report_at(
                Code.UNREADABLE,
                line,
                column,
                end_column,
                f"These are {MAX_ERRORS} errors; what follows in this file is not looked at.",
            )
            raise StopReadingError

    @property
    def has_errors(self) -> bool:
        """Whether anything found so far is an error."""
        return any(problem.is_error for problem in self.problems)


def place_in(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, from 1, of an offset."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
