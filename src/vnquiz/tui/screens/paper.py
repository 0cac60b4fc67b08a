"""The paper of an exam: one question at a time, no verdicts, a map of all of them, and the time left."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll

from vnquiz.core import telling_exams
from vnquiz.core.exam import ExamSession
from vnquiz.core.results import Result
from vnquiz.core.sentences import counted
from vnquiz.core.tasks import Response, Task, Unknown
from vnquiz.errors import VnquizError
from vnquiz.tui.screens.exam_windows import HandInScreen, LeaveExamScreen, Leaving
from vnquiz.tui.screens.line import LineScreen
from vnquiz.tui.screens.question import QuestionScreen
from vnquiz.tui.widgets.key_line import KeyLine
from vnquiz.tui.widgets.page import Page
from vnquiz.tui.widgets.paper_map import PaperMap, legend, standing
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.sure_bar import SureBar
from vnquiz.tui.widgets.too_small import TooSmall
from vnquiz.tui.widgets.top_line import TopLine

LAST_MOMENT = 2.0
ALL_ANSWERED = "Every question is answered: ctrl+s hands in."


class PaperScreen(QuestionScreen[Result]):
    """Draws an exam session; dismissed with its result, or with None where it was left.

    What stands in a box counts as the answer when the learner turns to another question, as on paper.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "turn(1)", "Next", id="next-question"),
        Binding("ctrl+b", "turn(-1)", "Back", id="previous-question"),
        Binding("ctrl+f", "flag", "Flag", id="flag", tooltip="Flag for later, or take the flag away"),
        Binding("ctrl+s,f10", "hand_in", "Hand in", id="hand-in"),
        Binding("escape", "leave", "Leave", id="leave-paper"),
        Binding("ctrl+g", "dont_know", "I don't know", id="dont-know-in-exam"),
        Binding("ctrl+o", "next_open", "Next open", id="next-open"),
        Binding("ctrl+r", "withdraw", "Withdraw", id="withdraw", tooltip="Take the answer back"),
        Binding("ctrl+l", "go_to", "Go to", id="go-to", tooltip="Turn to a question by its number"),
    ]

    def __init__(self, session: ExamSession) -> None:
        """Show the question at which the session is."""
        super().__init__()
        self.session = session
        self.drafts: dict[int, Response] = {}
        """What was left in the boxes of questions, by place, and cannot be read as an answer."""
        self.before: Response | None = None
        """What stood in the box when it was last looked at."""

    def compose(self) -> ComposeResult:
        """Lay the map beside the question; on a small terminal a line stands for it."""
        yield TopLine()
        yield SafeText(id="done", plain=True)
        with Horizontal(id="paper"):
            with Page(id="page"), Vertical(id="column"):
                yield from self.question_widgets()
                yield SafeText(id="standing", plain=True)
            with Vertical(id="side"):
                with VerticalScroll(id="map-page", can_focus=False):
                    yield PaperMap(id="map")
                yield SafeText(id="legend", plain=True)
        yield SureBar(id="sure")
        yield KeyLine()
        yield TooSmall()

    def on_mount(self) -> None:
        """Show the first question, and look at the clock from now on."""
        self.guard.note()
        self.query_one(SureBar).display = self.session.rules.asks_confidence
        self.show_item()
        self.tick()
        self.set_interval(1, self.tick)
        if self.session.left_out:
            changed = counted(len(self.session.left_out), "question")
            words = f"{changed} left out, because the deck has changed since the exam began."
            self.app.notify(words, severity="warning")

    def tick(self) -> None:
        """Show the time left; when it is up, take what stands in the box and hand in."""
        left = self.session.seconds_left
        if left is None:
            return
        if left <= LAST_MOMENT:
            self.take()
        if self.keep(self.session.tick):
            self.query_one(TopLine).right = telling_exams.time_left(left)

    def keep(self, step: Callable[[], object]) -> bool:
        """Take a step that is kept on disk; return whether the exam goes on after it.

        If the time was up it is closed; if the step could not be kept it is said why.
        """
        try:
            step()
        except VnquizError as error:
            self.show_notice(str(error))
            return False
        if self.session.result is None:
            return True
        while self.app.screen is not self and self in self.app.screen_stack:
            self.app.pop_screen()
        self.dismiss(self.session.result)
        return False

    def keep_draft(self) -> None:
        """Keep what stands in the box."""
        if self.is_mounted:
            self.take()

    def take(self) -> bool:
        """Take what stands in the box as the answer, if it was changed; return whether the exam goes on."""
        entered = self.box(self.session.item.task).entered
        if entered is None or entered == self.before or self.session.result is not None:
            return self.session.result is None

        def answer() -> None:
            if self.session.answer(entered) is None:
                self.drafts.pop(self.session.place, None)
            else:
                self.drafts[self.session.place] = entered
            self.before = entered

        return self.keep(answer)

    def show_item(self) -> None:
        """Show the question that is up, with what was answered or is half written."""
        item = self.session.item
        with self.app.batch_update():
            box = self.show_question(item.card, item.task)
            self.query_one(SureBar).visible = False
            self.put(box, item.task)
            response = self.drafts.get(self.session.place, self.session.response)
            if response is not None:
                box.recall(response)
            self.before = box.entered
            self.show_standing()
        self.query_one(Page).show_from_top()

    def show_standing(self) -> None:
        """Show where on the paper one is, and what stands for each question."""
        session = self.session
        count, flagged = len(session.items), len(session.flagged_places)
        answered = count - len(session.open_places)
        title = session.item.card.deck.title
        self.query_one(TopLine).title = f"Question {session.place + 1} of {count} · {title}"
        self.text("done").show(telling_exams.progress(answered, count, flagged), plain=True)
        self.text("legend").show(legend(answered, count - answered, flagged), plain=True)
        self.query_one(PaperMap).put(session.entries, session.place)
        self.fill("standing", standing(session.entry), plain=True)
        self.refresh_bindings()

    def respond(self, response: Response, task: Task) -> None:
        """Give the session a response, ask how sure it is where that is wanted, and go on."""
        if not self.is_active or task is not self.session.item.task:
            return
        refusals: list[str] = []

        def answer() -> None:
            refused = self.session.answer(response)
            if refused is not None:
                refusals.append(refused.reason)

        if not self.keep(answer):
            return
        if refusals:
            self.show_notice(refusals[0])
            return
        self.drafts.pop(self.session.place, None)
        if self.session.rules.asks_confidence and not isinstance(response, Unknown):
            self.ask_how_sure(task)
        else:
            self.go_on()

    def ask_how_sure(self, task: Task) -> None:
        """Ask how sure the answer is that was just given."""
        box = self.box(task)
        box.refresh()
        self.before = box.entered
        self.show_notice("")
        self.show_standing()
        bar = self.query_one(SureBar)
        bar.visible = True
        self.set_focus(bar, scroll_visible=False)

    def go_on(self) -> None:
        """Turn to the next open question, or say that there is none."""
        is_open = self.session.go_to_open()
        self.show_item()
        if not is_open:
            self.show_notice(ALL_ANSWERED)

    def lack(self, reason: str) -> None:
        """Say what an answer still lacks; Enter at one that was given before goes on."""
        is_as_given = (
            not self.session.entry.is_open and self.box(self.session.item.task).entered == self.before
        )
        if reason and is_as_given:
            self.go_on()
        else:
            self.show_notice(reason)

    def turn_to(self, place: int) -> None:
        """Turn to a question; what stands in the box of this one is its answer."""
        self.guard.release()
        if self.is_active and self.take():
            self.session.go(place)
            self.show_item()

    @on(SureBar.Chosen)
    def _sure(self, event: SureBar.Chosen) -> None:
        event.stop()
        if self.query_one(SureBar).visible and self.keep(lambda: self.session.be_sure(event.confidence)):
            self.go_on()

    @on(PaperMap.Chosen)
    def _place_chosen(self, event: PaperMap.Chosen) -> None:
        event.stop()
        self.turn_to(event.place)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to withdraw only an answer that was given."""
        return action != "withdraw" or not self.session.entry.is_open

    def action_turn(self, step: int) -> None:
        """Turn to the next question or the one before, round the ends."""
        self.turn_to((self.session.place + step) % len(self.session.items))

    def action_next_open(self) -> None:
        """Turn to the next open question."""
        self.guard.release()
        if self.is_active and self.take():
            self.go_on()

    def action_go_to(self) -> None:
        """Ask for a number, and turn to that question."""
        count = len(self.session.items)

        def go(number: str | None) -> None:
            if number is None:
                return
            if number.isdecimal() and 1 <= int(number) <= count:
                self.turn_to(int(number) - 1)
            else:
                self.show_notice(f"There is no question {number}: they go from 1 to {count}.")

        self.app.push_screen(LineScreen(f"Go to which question, from 1 to {count}?"), go)

    def action_flag(self) -> None:
        """Flag the question for later, or take the flag away."""
        if self.is_active and self.keep(self.session.flag):
            self.show_standing()

    def action_dont_know(self) -> None:
        """Answer that one does not know."""
        self.guard.release()
        self.respond(Unknown(), self.session.item.task)

    def action_withdraw(self) -> None:
        """Take the answer back, so that the question is open."""
        self.guard.release()
        if self.is_active and self.keep(self.session.withdraw):
            self.drafts.pop(self.session.place, None)
            self.show_item()

    def action_hand_in(self) -> None:
        """Name what is open and flagged, and hand in if that is wanted."""

        def hand_in(is_wanted: bool | None) -> None:
            if is_wanted:
                self.keep(self.session.hand_in)

        if self.is_active and self.take():
            self.show_standing()
            window = HandInScreen(self.session.open_places, self.session.flagged_places)
            self.app.push_screen(window, hand_in)

    def action_leave(self) -> None:
        """Ask whether the exam goes on, is left or is handed in."""

        def leave(wish: Leaving | None) -> None:
            if wish is Leaving.LEAVE:
                self.dismiss(None)
            elif wish is Leaving.HAND_IN:
                self.action_hand_in()

        if self.is_active and self.take():
            self.show_standing()
            has_limit = self.session.exam.limit is not None
            self.app.push_screen(LeaveExamScreen(has_limit=has_limit), leave)
