"""The study screen: one question, nothing else; the verdict appears below it."""

from collections.abc import Callable
from typing import ClassVar, assert_never

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from vnquiz.core import telling
from vnquiz.core.marking import right_answer
from vnquiz.core.markup import escaped
from vnquiz.core.questions import Card
from vnquiz.core.study import Asking, Finished, Judging, StudySession
from vnquiz.core.tasks import (
    Arrange,
    Judge,
    Pair,
    Pick,
    Response,
    Reveal,
    Task,
    TypeDate,
    TypeList,
    TypeNumber,
    TypeText,
    Unknown,
)
from vnquiz.core.verdicts import Rating, Verdict, VerdictKind
from vnquiz.errors import VnquizError
from vnquiz.tui.messages import EditWanted
from vnquiz.tui.screens.passage import PassageScreen
from vnquiz.tui.screens.question import QuestionScreen
from vnquiz.tui.widgets.key_line import KeyLine
from vnquiz.tui.widgets.page import Page
from vnquiz.tui.widgets.rating_bar import RatingBar
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.too_small import TooSmall
from vnquiz.tui.widgets.top_line import TopLine, progress_bar

Passages = list[tuple[str, int, str]]


class StudyScreen(QuestionScreen[None]):
    """Draws a session, and is dismissed when it is finished or left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "hint", "Hint", id="hint"),
        Binding("ctrl+g", "dont_know", "I don't know", id="dont-know"),
        Binding("g", "guess", "I guessed", id="guess"),
        Binding("r", "relearn", "Relearn", id="relearn", tooltip="Let a changed card begin anew"),
        Binding("escape", "leave", "Leave", id="leave"),
        Binding("c", "passage", "Source", id="passage", tooltip="Show the paragraphs that the card cites"),
        Binding("u", "app.undo", "Undo", id="undo"),
        Binding("b", "bury", "Tomorrow", id="bury", tooltip="Put the card off until tomorrow"),
        Binding("exclamation_mark", "suspend", "Suspend", id="suspend", tooltip="Put the card away"),
        Binding("e", "edit", "Edit", id="edit", tooltip="Open your editor at this card's line"),
        Binding("f2", "edit", "Edit", id="edit-anywhere", tooltip="Open your editor, also while typing"),
    ]

    def __init__(self, session: StudySession, passage: Callable[[Card], Passages]) -> None:
        """Show what the session asks; `passage` looks up what a card cites."""
        super().__init__()
        self.session = session
        self.passage = passage
        self.drawn: Task | None = None

    def compose(self) -> ComposeResult:
        """Lay the verdict below the question."""
        yield TopLine()
        with Page(id="page"), Vertical(id="column"):
            yield from self.question_widgets()
            yield SafeText(id="hint-text")
            yield SafeText(id="headline", plain=True)
            yield SafeText(id="answer")
            yield SafeText(id="changed", plain=True)
            yield SafeText(id="explain")
            yield SafeText(id="cite", plain=True)
        yield RatingBar(id="ratings")
        yield KeyLine()
        yield TooSmall()

    def on_mount(self) -> None:
        """Show the first question; an Enter held since it was asked for does not answer it."""
        self.guard.note()
        self.draw()

    @property
    def card(self) -> Card | None:
        """The card that is up."""
        match self.session.phase:
            case Asking(card=card) | Judging(asking=Asking(card=card)):
                return card
            case _:
                return None

    def follow_edit(self) -> None:
        """Show the card that is up as it was edited."""
        self.draw()

    def draw(self) -> None:
        """Show what the session has before the learner."""
        phase = self.session.phase
        match phase:
            case Asking():
                self.draw_question(phase)
            case Judging():
                if phase.asking.task is not self.drawn:
                    self.draw_question(phase.asking)
                    self.box(phase.asking.task).recall(phase.response)
                self.draw_verdict(phase)
            case Finished():
                self.finish()
                return
            case _:
                assert_never(phase)
        top = self.query_one(TopLine)
        top.title = phase.card.deck.title if isinstance(phase, Asking) else phase.asking.card.deck.title
        top.right = progress_bar(len(self.session.answers), self.session.left)
        self.refresh_bindings()

    def finish(self) -> None:
        """Close: nothing is left to ask."""
        self.dismiss()

    def draw_question(self, asking: Asking) -> None:
        """Show a question and its box: empty, or after an undo as it was before the answer."""
        with self.app.batch_update():
            box = self.show_question(asking.card, asking.task)
            self.show_hint(asking.hint if asking.is_hinted else "")
            for name in ("headline", "answer", "changed", "explain", "cite"):
                self.text(name).display = False
            self.query_one("#ratings").visible = False
            if asking.task is self.drawn:
                box.reopen()
                self.focus_on(box)
            else:
                self.put(box, asking.task)
                self.drawn = asking.task
        self.query_one(Page).show_from_top()

    def draw_verdict(self, judging: Judging) -> None:
        """Show the verdict below the question, which stays where it was."""
        asking, verdict = judging.asking, judging.verdict
        question = asking.card.question
        with self.app.batch_update():
            self.show_notice("")
            self.box(asking.task).conclude(judging)
            if isinstance(asking.task, Reveal):
                self.text("instruction").show("How well did you know it?", plain=True)
            else:
                words = f"{telling.verdict_symbol(verdict)} {telling.headline(verdict)}"
                self.text("headline").show_segments([(words, headline_style(verdict))])
            self.text("headline").display = not isinstance(asking.task, Reveal)
            self.fill("answer", answer_text(asking.task, verdict, is_short=self.has_class("-short")))
            self.fill("changed", telling.changed_answer(judging.changed_from, asking.task), plain=True)
            self.fill("explain", question.explain)
            self.fill("cite", "\n".join(telling.citations(asking.card)), plain=True)
            ratings = self.query_one(RatingBar)
            ratings.put(judging)
            ratings.visible = True
            self.set_focus(ratings, scroll_visible=False)
        first = self.text("answer" if isinstance(asking.task, Reveal) else "headline")
        self.query_one(Page).show_newest(first, on_top=True)

    def show_hint(self, hint: str) -> None:
        """Show the hint."""
        self.fill("hint-text", f"Hint: {hint}" if hint else "")

    def respond(self, response: Response, task: Task) -> None:
        """Give the session a response to the task that is up and show the verdict, or why it could not be read."""
        phase = self.session.phase
        if not self.is_active or not isinstance(phase, Asking) or phase.task is not task:
            return
        refused = self.session.answer(response)
        if refused is None:
            self.draw()
        else:
            self.show_notice(refused.reason)

    def rate(self, rating: Rating, judging: Judging | None) -> None:
        """Give the session a rating of the verdict that is up and show the next question."""
        if self.session.phase is judging:
            self.attempt(lambda: self.session.rate(rating))

    def attempt(self, step: Callable[[], object]) -> None:
        """Take a step that is kept on disk and show what follows, or say why it could not be kept.

        A key of a burst may come after one that opened help: it would act on what is covered.
        """
        if not self.is_active:
            return
        try:
            step()
        except VnquizError as error:
            self.show_notice(str(error))
        else:
            self.draw()

    @on(RatingBar.Chosen)
    def _rated(self, event: RatingBar.Chosen) -> None:
        event.stop()
        if event.by_enter:
            self.guard.press(lambda: self.rate(event.rating, event.judging))
        else:
            self.guard.release()
            self.rate(event.rating, event.judging)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense now."""
        phase = self.session.phase
        match action:
            case "hint":
                return isinstance(phase, Asking) and bool(phase.hint) and not phase.is_hinted
            case "dont_know":
                return isinstance(phase, Asking) and not isinstance(phase.task, Reveal)
            case "passage":
                return isinstance(phase, Judging) and bool(self.passage(phase.asking.card))
            case "guess":
                return isinstance(phase, Judging) and phase.can_be_guess
            case "relearn":
                return isinstance(phase, Judging) and bool(phase.changed_from)
        return True

    def action_hint(self) -> None:
        """Show the hint."""
        self.show_hint(self.session.hint())
        self.query_one(Page).show_newest(self.text("hint-text"))
        self.refresh_bindings()

    def action_dont_know(self) -> None:
        """Show the answer, which stays until it is dismissed."""
        self.guard.release()
        if isinstance(self.session.phase, Asking):
            self.respond(Unknown(), self.session.phase.task)

    def action_passage(self) -> None:
        """Show the paragraphs that the card cites."""
        if isinstance(self.session.phase, Judging):
            self.app.push_screen(PassageScreen(self.passage(self.session.phase.asking.card)))

    def action_edit(self) -> None:
        """Ask for the card's deck to be opened in the editor."""
        self.guard.release()
        card = self.card
        if card is not None:
            self.post_message(EditWanted(card))

    def action_guess(self) -> None:
        """Take a right choice for a guess."""
        self.guard.release()
        self.attempt(self.session.guess)

    def action_relearn(self) -> None:
        """Let a card whose answer changed begin anew."""
        self.guard.release()
        self.attempt(self.session.relearn)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self.session.can_undo

    def undo(self) -> None:
        """Take back the last step."""
        self.guard.release()
        if self.session.can_undo:
            self.attempt(self.session.undo)
        else:
            self.show_notice("There is nothing to take back in this session.")

    def action_bury(self) -> None:
        """Put the card off until tomorrow."""
        self.guard.release()
        self.attempt(self.session.bury)

    def action_suspend(self) -> None:
        """Put the card away until it is resumed."""
        self.guard.release()
        self.attempt(self.session.suspend)

    def action_leave(self) -> None:
        """Leave; the answer at hand is kept."""
        self.attempt(self.session.leave)


def headline_style(verdict: Verdict) -> str:
    """Return the style of the verdict's line, whose words say the same."""
    if verdict.kind in (VerdictKind.SELF_RATED, VerdictKind.UNKNOWN):
        return "bold"
    if verdict.score > 0:
        return "bold $text-success" if verdict.is_right else "bold $text-warning"
    return "bold $text-error"


def answer_text(task: Task, verdict: Verdict, *, is_short: bool) -> str:
    """Return the right answer as Markdown where the box does not show it, or where a short screen hides the box."""
    match task:
        case Reveal(answer=answer):
            return answer
        case Pick() | Judge() | Arrange() | Pair() | TypeList():
            return f"**{escaped(right_answer(task))}**" if is_short and not verdict.is_right else ""
        case TypeText() | TypeNumber() | TypeDate():
            return "" if verdict.kind is VerdictKind.EXACT else f"**{escaped(right_answer(task))}**"
        case _:
            assert_never(task)
