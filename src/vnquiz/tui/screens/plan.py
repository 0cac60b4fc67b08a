"""The plan for a date: typed in, worked out, followed or given up."""

import asyncio
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input

from vnquiz.core import telling
from vnquiz.core.plan import Plan
from vnquiz.core.plan_words import (
    CHOICE_HEADS,
    CHOICES,
    HEADS,
    TAGS,
    WIDEST,
    choice_rows,
    sentences,
    table,
    tag_rows,
)
from vnquiz.core.planning import Outline
from vnquiz.core.questions import DeckId
from vnquiz.errors import UsageError, VnquizError
from vnquiz.planner import follow, outliner, read_day, refuse_date
from vnquiz.tui.screens.closing import ClosingScreen
from vnquiz.tui.widgets.answer_input import AnswerInput
from vnquiz.tui.widgets.key_line import KeyLine
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.too_small import TooSmall
from vnquiz.tui.widgets.top_line import TopLine
from vnquiz.workspace import Workspace


class PlanLine(AnswerInput):
    """A line of the plan; Enter works the plan out."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Work out", id="work-out")]


class PlanScreen(ClosingScreen[None]):
    """Shows what it takes to know cards by a date."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+n", "next_scope", "Other deck", id="plan-scope", tooltip="Plan for all decks, or for one"
        ),
        Binding("ctrl+o", "follow", "Follow", id="follow-plan", tooltip="Follow this plan"),
        Binding("ctrl+r", "give_up", "Give up", id="give-up-plan", tooltip="Give up the plan"),
        Binding("escape", "home", "Home", id="leave-plan"),
        Binding("up", "scroll_plan(-1)", "Up", show=False, id="up"),
        Binding("down", "scroll_plan(1)", "Down", show=False, id="down"),
        Binding("pageup", "scroll_plan(-8)", "Page up", show=False, id="page-up"),
        Binding("pagedown", "scroll_plan(8)", "Page down", show=False, id="page-down"),
    ]

    def __init__(self, workspace: Workspace) -> None:
        """Begin with the plan that is followed, if there is one."""
        super().__init__()
        self.workspace = workspace
        self.plan = workspace.plan
        self.outline: Outline | None = None
        self.scope = self.plan.decks if self.plan is not None else ()
        self.tags = self.plan.tags if self.plan is not None else ()

    def compose(self) -> ComposeResult:
        """Lay the two lines above what is worked out."""
        yield TopLine()
        with VerticalScroll(id="page", can_focus=False), Vertical(id="column"):
            yield SafeText("By which day do you want to know them?", plain=True, id="plan-date-label")
            yield PlanLine(placeholder="such as 31 May 2027", id="plan-date")
            yield SafeText("How many minutes a day do you have?", plain=True, id="plan-minutes-label")
            yield PlanLine(placeholder="any number", id="plan-minutes")
            yield SafeText(plain=True, id="plan-told")
            yield SafeText(plain=True, id="plan-tables")
        yield KeyLine()
        yield TooSmall()

    def on_mount(self) -> None:
        """Fill in the plan that is followed."""
        if self.plan is not None:
            self.query_one("#plan-date", PlanLine).value = telling.long_date(self.plan.date)
            self.query_one("#plan-minutes", PlanLine).value = str(self.plan.minutes or "")
            self.work_out(self.plan)
        self.show_scope()
        self.query_one("#plan-date").focus()

    def show_scope(self) -> None:
        """Say in the top line which cards are meant."""
        top = self.query_one(TopLine)
        top.title = (
            "Plan" if self.followed is None else f"Plan until {telling.short_date(self.followed.date)}"
        )
        shown = self.workspace.library.shown
        titles = [file.deck.info.title for deck in self.scope if (file := shown.get(deck)) and file.deck]
        names = [*titles, *(f"tag {tag}" for tag in self.tags)]
        top.right = ", ".join(names) or "All decks"
        self.refresh_bindings()

    @property
    def followed(self) -> Plan | None:
        """The plan that is followed."""
        return self.workspace.plan

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.read_plan()

    def read_plan(self) -> None:
        """Work out what was typed, or say why it cannot be."""
        try:
            day = read_day(self.query_one("#plan-date", PlanLine).value)
            refuse_date(self.workspace, day)
            minutes = self.minutes_typed()
        except UsageError as error:
            self.outline = None
            self.show_text(str(error), "")
            self.refresh_bindings()
            return
        self.plan = Plan(day, self.workspace.today, self.scope, self.tags, minutes)
        self.work_out(self.plan)

    def minutes_typed(self) -> int | None:
        """Return the minutes a day, None where none were typed; raise UsageError for what is no number."""
        typed = self.query_one("#plan-minutes", PlanLine).value.strip()
        if not typed:
            return None
        if not (typed.isascii() and typed.isdecimal() and 0 < int(typed[:5]) < 1441 and len(typed) < 5):
            raise UsageError(
                "Minutes a day are a number from 1 to 1440; leave the line empty for any number."
            )
        return int(typed)

    def work_out(self, plan: Plan) -> None:
        """Work out a plan beside the screen, which goes on."""
        self.outline = None
        self.show_text("Working it out…", "")
        self.run_worker(self._worked_out(plan), exclusive=True)

    async def _worked_out(self, plan: Plan) -> None:
        self.outline = await asyncio.to_thread(outliner(self.workspace, plan))
        self.show_outline()

    def show_outline(self) -> None:
        """Show what was worked out, as wide as there is room."""
        outline = self.outline
        if outline is None:
            return
        width = min(WIDEST, self.query_one("#plan-tables").content_size.width or WIDEST)
        lines: list[str] = []
        if outline.forecast.all.cards:
            lines += ["", CHOICES, *table(CHOICE_HEADS, choice_rows(outline), width)]
        if tags := tag_rows(outline):
            lines += ["", TAGS, *table(HEADS, tags, width)]
        self.show_text("\n".join(sentences(outline)), "\n".join(lines))
        self.refresh_bindings()

    def show_text(self, told: str, tables: str) -> None:
        """Show sentences and tables."""
        self.query_one("#plan-told", SafeText).show(told, plain=True)
        self.query_one("#plan-tables", SafeText).show(tables, plain=True)

    def on_resize(self, _: events.Resize) -> None:
        """Lay the tables out anew."""
        self.call_after_refresh(self.show_outline)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to follow what was worked out, and to give up what is followed."""
        if action == "follow":
            return self.outline is not None and not self.workspace.damage and self.plan != self.followed
        if action == "give_up":
            return self.followed is not None and not self.workspace.damage
        return True

    def action_next_scope(self) -> None:
        """Plan for all decks, or for one after the other."""
        scopes: list[tuple[DeckId, ...]] = [(), *((deck.info.id,) for deck in self.workspace.chosen)]
        place = scopes.index(self.scope) if self.scope in scopes else -1
        self.scope = scopes[(place + 1) % len(scopes)]
        self.tags = ()
        self.show_scope()
        if self.query_one("#plan-date", PlanLine).value:
            self.read_plan()

    def action_follow(self) -> None:
        """Study by this plan from now on."""
        self._take(self.plan, "You follow this plan from now on.")

    def action_give_up(self) -> None:
        """Study by no plan from now on."""
        self._take(None, "You follow no plan any more.")

    def _take(self, plan: Plan | None, words: str) -> None:
        try:
            follow(self.workspace, plan)
        except VnquizError as error:
            self.app.notify(str(error), severity="error")
        else:
            self.app.notify(words)
            self.show_scope()

    def action_home(self) -> None:
        """Go home."""
        self.dismiss()

    def action_scroll_plan(self, lines: int) -> None:
        """Scroll the page."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)
