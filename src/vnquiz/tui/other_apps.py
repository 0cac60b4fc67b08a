"""Apps for one purpose alone: the preview of decks, and an exam."""

import secrets
from pathlib import Path

from textual import on

from vnquiz.core.exam import ExamSession
from vnquiz.errors import ProgressDamagedError
from vnquiz.exams import ExamChoice, resume_exam
from vnquiz.tui.app import VnquizApp, run_to_end
from vnquiz.tui.messages import MendWanted
from vnquiz.tui.screens.preview import PreviewScreen
from vnquiz.workspace import Workspace


class PreviewApp(VnquizApp):
    """A preview of decks that are being written."""

    has_settings = False

    def open_first(self) -> None:
        """Show the first card."""
        self.push_screen(PreviewScreen(self.workspace), lambda _: self.exit())

    @on(MendWanted)
    def _mend_wanted(self, event: MendWanted) -> None:
        event.stop()
        self.edit(event.path, event.line)

    def edited(self, path: Path) -> None:
        """Take over what was saved; the screen tells what is wrong with it."""
        if isinstance(self.screen, PreviewScreen):
            self.screen.take_over()


class ExamApp(VnquizApp):
    """An exam alone: set up or gone on with, written, and its result."""

    def __init__(self, workspace: Workspace, choice: ExamChoice, session: ExamSession | None) -> None:
        """Open on the set-up with a choice filled in, or on the exam that is running."""
        super().__init__(workspace, seed=secrets.randbits(32) if choice.seed is None else choice.seed)
        self.choice = choice
        self.running_exam = session

    def open_first(self) -> None:
        """Show the set-up, the paper, or first the result of an exam whose time was up."""
        if self.running_exam is None:
            self.exams.set_up(self.choice)
        else:
            self.exams.write(self.running_exam)
        if self.workspace.settled is not None:
            self.exams.show(self.workspace.settled)

    def leave_exam(self) -> None:
        """End with the exam."""
        self.exit()


def run_preview_app(workspace: Workspace) -> int:
    """Run the preview and return its exit code; raise CrashError for a fault of the app itself."""
    return run_to_end(PreviewApp(workspace, seed=0))


def run_exam_app(workspace: Workspace, choice: ExamChoice) -> int:
    """Run an exam and return the exit code; an exam that is running is gone on with, whatever the choice.

    Leaving does not hand it in. Raise VnquizError if no answer can be kept, or the exam is not to be gone on with.
    """
    if workspace.damage:
        raise ProgressDamagedError(workspace.damage)
    return run_to_end(ExamApp(workspace, choice, resume_exam(workspace)))
