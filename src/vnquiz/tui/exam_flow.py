"""The way through an exam: set up or gone on with, written, handed in, and its result."""

from collections.abc import Callable

from textual.app import App

from vnquiz.core.exam import ExamSession
from vnquiz.core.results import Result
from vnquiz.errors import VnquizError
from vnquiz.exams import ExamChoice, keep_result, resume_exam
from vnquiz.tui.screens.exam_result import ExamResultScreen
from vnquiz.tui.screens.paper import PaperScreen
from vnquiz.tui.screens.past_exams import PastExamsScreen
from vnquiz.tui.screens.set_up import SetUpScreen
from vnquiz.workspace import Workspace


class ExamFlow:
    """Opens the screens of an exam one after another; `at_end` is called when none is left."""

    def __init__(self, app: App[None], workspace: Workspace, at_end: Callable[[], None]) -> None:
        """Work on an app."""
        self.app = app
        self.workspace = workspace
        self.at_end = at_end

    def start(self, choice: ExamChoice) -> None:
        """Go on with the exam that is running, else propose one."""
        try:
            session = resume_exam(self.workspace)
        except VnquizError as error:
            self.app.notify(str(error), severity="error", timeout=20)
            self.at_end()
        else:
            if session is None:
                self.set_up(choice)
            else:
                self.write(session)

    def set_up(self, choice: ExamChoice) -> None:
        """Let an exam be chosen, and written once it has begun."""

        def begin(session: ExamSession | None) -> None:
            if session is None:
                self.at_end()
            else:
                self.write(session)

        self.app.push_screen(SetUpScreen(self.workspace, choice), begin)

    def write(self, session: ExamSession) -> None:
        """Show the paper and then the result, at once where the time was up."""

        def end(result: Result | None) -> None:
            if result is None:
                self.at_end()
                return
            try:
                keep_result(session)
            except VnquizError as error:
                self.app.notify(str(error), severity="error", timeout=20)
            self.show(result, self.at_end)

        if session.result is None:
            self.app.push_screen(PaperScreen(session), end)
        else:
            end(session.result)

    def show(self, result: Result, at_end: Callable[[], None] | None = None) -> None:
        """Show a result."""

        def close(_: None) -> None:
            if at_end is not None:
                at_end()

        self.app.push_screen(ExamResultScreen(result, self.workspace), close)

    def look_back(self) -> None:
        """Show the exams that were held."""
        self.app.push_screen(PastExamsScreen(self.workspace))
