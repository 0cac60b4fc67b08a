"""The end of a session: what was learned, what was missed, when the next card is due."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll

from vnquiz.core import telling
from vnquiz.core.marking import right_answer
from vnquiz.core.markup import plain
from vnquiz.core.sentences import counted
from vnquiz.core.study import Answer, Mode, StudySession
from vnquiz.errors import VnquizError
from vnquiz.tui.enter_guard import EnterGuard
from vnquiz.tui.messages import StudyWanted
from vnquiz.tui.screens.closing import ClosingScreen
from vnquiz.tui.widgets.key_line import KeyLine
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.too_small import TooSmall
from vnquiz.tui.widgets.top_line import TopLine
from vnquiz.workspace import Workspace

Segment = tuple[str, str]


class SummaryScreen(ClosingScreen[bool]):
    """Shows what a session came to, every miss with its right answer; dismissed with whether it goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "home", "Home", id="home"),
        Binding("m", "misses", "Study the misses again", id="misses"),
        Binding("u", "app.undo", "Undo", id="undo"),
        Binding("up,k", "scroll_misses(-1)", "Up", show=False, id="up"),
        Binding("down,j", "scroll_misses(1)", "Down", show=False, id="down"),
        Binding("pageup", "scroll_misses(-8)", "Page up", show=False, id="page-up"),
        Binding("pagedown", "scroll_misses(8)", "Page down", show=False, id="page-down"),
    ]

    def __init__(self, session: StudySession, workspace: Workspace) -> None:
        """Sum up a session."""
        super().__init__()
        self.session = session
        self.workspace = workspace
        self.guard = EnterGuard(self.set_timer)

    def compose(self) -> ComposeResult:
        """Lay out the sentence and the misses."""
        top = TopLine()
        top.title = "Session"
        yield top
        with VerticalScroll(id="page", can_focus=False), Vertical(id="column"):
            yield SafeText(id="result", plain=True)
            yield SafeText(id="misses", plain=True)
        yield KeyLine()
        yield TooSmall()

    def on_mount(self) -> None:
        """Fill in the words; an Enter held since the last verdict does not leave them."""
        self.guard.note()
        self.query_one("#result", SafeText).show_segments(result(self.session, self.next_due()))
        misses = self.query_one("#misses", SafeText)
        misses.display = bool(self.session.missed)
        misses.show_segments(missed(self.session.missed))

    def next_due(self) -> str:
        """Return when the next card is due."""
        due = self.workspace.next_due()
        return "" if due is None else f"The next card is due {telling.day_ahead(due, self.workspace.today)}."

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to study the misses only where there are any."""
        return action != "misses" or bool(self.session.missed)

    def action_home(self) -> None:
        """Go home."""
        self.guard.press(self.close)

    def close(self) -> None:
        """Close the session."""
        self.dismiss(False)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self.session.can_undo

    def undo(self) -> None:
        """Take back the last step of the session, and go on with it."""
        try:
            self.session.undo()
        except VnquizError as error:
            self.app.notify(str(error), severity="error")
        else:
            self.dismiss(True)

    def action_misses(self) -> None:
        """Ask the missed cards again; that moves no schedule."""
        mode = Mode.CRAM if self.session.mode is Mode.CRAM else Mode.RELEARN
        cards = [answer.card for answer in self.session.missed]
        self.close()
        self.app.post_message(StudyWanted(cards, mode))

    def action_scroll_misses(self, lines: int) -> None:
        """Scroll the misses."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)


def result(session: StudySession, next_due: str) -> list[Segment]:
    """Return what was done, in sentences."""
    first = [answer for answer in session.answers if not answer.is_repeat]
    words: list[Segment] = []
    if first:
        known = len(first) - len(session.missed)
        cards = counted(len(first), "card")
        words.append((f"{cards}: {known} known, {len(session.missed)} missed.\n", "bold"))
    if session.introduced:
        words.append((f"{counted(session.introduced, 'new card')} met.\n", ""))
    learned = {answer.card.id for answer in session.answers if answer.is_repeat and answer.rating > 1}
    if learned:
        words.append((f"{counted(len(learned), 'miss', 'misses')} put right before the end.\n", ""))
    return [*(words or [("Nothing was put right.\n", "bold")]), (f"\n{next_due}", "")]


def missed(answers: Sequence[Answer]) -> list[Segment]:
    """Return every missed question with its right answer."""
    words: list[Segment] = [("What was missed\n", "bold $text-primary")]
    for answer in answers:
        words.append((f"\n○ {plain(telling.prompt(answer.card))}\n", ""))
        words.append((f"  {plain(right_answer(answer.task))}\n", "bold"))
    return words
