"""What an exam is to be: filled in sensibly, so that Enter begins at once."""

import secrets
from dataclasses import replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll

from vnquiz.core.exam import ExamSession
from vnquiz.errors import VnquizError
from vnquiz.exams import ExamChoice, begin_exam
from vnquiz.folders import expanded
from vnquiz.tui.enter_guard import EnterGuard
from vnquiz.tui.exam_form import ITEMS, ExamForm, Item
from vnquiz.tui.screens.closing import ClosingScreen
from vnquiz.tui.screens.line import LineScreen
from vnquiz.tui.screens.past_exams import PastExamsScreen
from vnquiz.tui.screens.pick import PickScreen
from vnquiz.tui.widgets.form_list import FormList
from vnquiz.tui.widgets.key_line import KeyLine
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.too_small import TooSmall
from vnquiz.tui.widgets.top_line import TopLine
from vnquiz.workspace import Workspace


class SetUpScreen(ClosingScreen[ExamSession]):
    """Asks what an exam is to be; dismissed with its session once it has begun."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "Begin", id="begin"),
        Binding("space", "change", "Change", id="change"),
        Binding("left", "step(-1)", "Less", show=False, id="less"),
        Binding("right", "step(1)", "More", show=False, id="more"),
        Binding("backspace", "reset", "As before", id="as-before", tooltip="Take what was proposed at first"),
        Binding("h", "past", "Past exams", id="past-exams"),
        Binding("escape", "leave", "Back", id="leave-set-up"),
        Binding("up,k", "move(-1)", "Up", show=False, id="up"),
        Binding("down,j", "move(1)", "Down", show=False, id="down"),
    ]

    def __init__(self, workspace: Workspace, choice: ExamChoice) -> None:
        """Propose a choice."""
        super().__init__()
        self.workspace = workspace
        self.form = ExamForm(
            workspace,
            replace(choice, seed=secrets.randbits(32)) if choice.seed is None else choice,
        )
        self.typed = ""
        self.guard = EnterGuard(self.set_timer)

    def compose(self) -> ComposeResult:
        """Lay the form below the sentence that says what will begin."""
        top = TopLine()
        top.title = "Exam"
        yield top
        with Vertical(id="set-up"):
            yield SafeText(id="exam-sentence", plain=True)
            with VerticalScroll(id="form-page", can_focus=False):
                yield FormList(id="form")
            yield SafeText(id="exam-notice", plain=True)
        yield KeyLine()
        yield TooSmall()

    def on_mount(self) -> None:
        """Fill in the form."""
        self.guard.note()
        self.draw()
        self.set_focus(self.query_one(FormList), scroll_visible=False)

    @property
    def item(self) -> Item:
        """The field under the cursor."""
        return ITEMS[self.query_one(FormList).cursor]

    def draw(self, complaint: str = "") -> None:
        """Show the choice as it stands, and a complaint if there is one."""
        form = self.form
        self.query_one("#exam-sentence", SafeText).show_segments([(form.sentence, "bold")])
        self.query_one(FormList).put(form.fields())
        notice = self.query_one("#exam-notice", SafeText)
        notice.display = bool(complaint)
        notice.show(complaint, plain=True)

    def on_key(self, event: events.Key) -> None:
        """Write digits into a field that holds a number; any other key ends the number."""
        digit = event.character or ""
        if digit.isdecimal() and digit.isascii() and self.item in (Item.QUESTIONS, Item.MINUTES):
            event.stop()
            self.typed = (self.typed + digit)[-5:]
            self.form.write(self.item, int(self.typed))
            self.draw()
        else:
            self.typed = ""

    def action_move(self, step: int) -> None:
        """Move to another field."""
        self.query_one(FormList).move(step)

    def action_step(self, by: int) -> None:
        """Take less or more of the field under the cursor."""
        self.form.step(self.item, by)
        self.draw()

    def action_reset(self) -> None:
        """Take what was proposed for the field under the cursor."""
        self.form.reset(self.item)
        self.draw()

    @on(FormList.Chosen)
    def action_change(self) -> None:
        """Change the field under the cursor: in a window, or to its next value."""
        match self.item:
            case Item.DECKS:
                self.pick_decks()
            case Item.TAGS:
                self.pick_tags()
            case Item.NAME:
                self.write_line("What are you to be called in the result file?", Item.NAME, "name")
            case Item.RESULT:
                self.write_line("Into which file is the result to be written?", Item.RESULT, "result")
            case _:
                self.action_step(1)

    def pick_decks(self) -> None:
        """Let decks be ticked."""
        decks = self.workspace.chosen
        ticked = frozenset(i for i, deck in enumerate(decks) if deck in self.form.choice.decks)

        def take(places: frozenset[int] | None) -> None:
            if places is not None:
                self.form.take_decks(places)
                self.draw()

        titles = tuple(deck.info.title for deck in decks)
        self.app.push_screen(
            PickScreen("From which decks? None ticked stands for all.", titles, ticked), take
        )

    def pick_tags(self) -> None:
        """Let tags be ticked."""
        tags = tuple(self.form.tags)
        if not tags:
            self.draw("These decks have no tags.")
            return
        ticked = frozenset(i for i, tag in enumerate(tags) if tag in self.form.choice.tags)

        def take(places: frozenset[int] | None) -> None:
            if places is not None:
                self.form.take(tags=tuple(tags[i] for i in sorted(places)))
                self.draw()

        words = "Questions with any of which tags? None ticked stands for all."
        self.app.push_screen(PickScreen(words, tags, ticked), take)

    def write_line(self, words: str, item: Item, field: str) -> None:
        """Let a text be typed."""

        def take(text: str | None) -> None:
            if text is not None:
                self.form.take(**{field: text})
                self.draw()

        value = self.form.choice.name if item is Item.NAME else self.form.choice.result
        self.app.push_screen(LineScreen(words, value), take)

    def action_past(self) -> None:
        """Show the exams that were held."""
        if self.is_active:
            self.app.push_screen(PastExamsScreen(self.workspace))

    def action_begin(self) -> None:
        """Begin, unless the key is still held from before."""
        self.guard.press(self.begin)

    def begin(self) -> None:
        """Draw the paper and let the clock run, or say why that cannot be."""
        if not self.is_active:
            return
        choice = self.form.choice
        try:
            result = str(expanded(choice.result)) if choice.result else ""
            session = begin_exam(self.workspace, replace(choice, result=result))
        except VnquizError as error:
            self.draw(str(error))
        else:
            self.dismiss(session)

    def action_leave(self) -> None:
        """Go back without an exam."""
        self.dismiss(None)
