"""The home screen: what to do now in a sentence, then the decks."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen

from vnquiz.core import telling, telling_exams
from vnquiz.core.backlog import Backlog, cleared_in_words
from vnquiz.core.bounds import MISSES_OF_DAYS
from vnquiz.core.questions import Card
from vnquiz.core.queue import Queue
from vnquiz.core.sentences import counted
from vnquiz.core.study import Mode
from vnquiz.errors import VnquizError
from vnquiz.tui.messages import ExamWanted, StudyWanted
from vnquiz.tui.screens.confirm import OfferScreen, PortionScreen
from vnquiz.tui.widgets.deck_table import DeckTable
from vnquiz.tui.widgets.key_line import KeyLine
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.too_small import TooSmall
from vnquiz.tui.widgets.top_line import TopLine
from vnquiz.workspace import DeckRow, Overview, Workspace

FAULTS = 2


class HomeScreen(Screen[None]):
    """Lists the decks and starts sessions; the screens it leads to are loaded when they are asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "study_all", "Study all", id="study-all"),
        Binding(
            "e", "exam", "Exam", id="exam", tooltip="Set up an exam, or go on with the one that is running"
        ),
        Binding("s", "statistics", "Statistics", id="statistics"),
        Binding(
            "r", "resume", "Resume suspended", id="resume", tooltip="Bring back this deck's suspended cards"
        ),
        Binding(
            "m", "misses", "Misses", id="misses-of-days", tooltip="Study what you missed within seven days"
        ),
        Binding("b", "browse", "Browse", id="browse", tooltip="Look through all cards"),
        Binding("p", "plan", "Plan", id="plan", tooltip="Plan for a date"),
        Binding("comma", "app.settings", "Settings", id="settings"),
        Binding("q", "app.quit", "Quit", id="quit"),
    ]

    def __init__(self, workspace: Workspace) -> None:
        """Show the library of a workspace."""
        super().__init__()
        self.workspace = workspace
        self.overview: Overview | None = None

    def compose(self) -> ComposeResult:
        """Lay out the sentence, the decks and what the deck under the cursor teaches."""
        yield TopLine()
        with Vertical(id="home"):
            yield SafeText(id="today", plain=True)
            yield SafeText(id="running", plain=True)
            with VerticalScroll(id="decks", can_focus=False):
                yield DeckTable(id="table")
            yield SafeText(id="about", plain=True)
            yield SafeText(id="faults", plain=True)
        yield KeyLine()
        yield TooSmall()

    def on_mount(self) -> None:
        """Keep the day fresh while the app stays open."""
        self.set_interval(60, self.refresh_day)
        self.query_one(DeckTable).focus()

    def on_screen_resume(self) -> None:
        """Count anew after a session."""
        self.count()

    def refresh_day(self) -> None:
        """Count anew once another study day has begun, and look at the exam's clock."""
        if self.is_current:
            self.show_exam()
        if self.overview is not None and self.overview.day != self.workspace.today and self.is_current:
            self.count()

    def count(self) -> None:
        """Show what is new and due."""
        overview = self.overview = self.workspace.overview()
        top = self.query_one(TopLine)
        top.title = "vnquiz"
        top.right = telling.short_date(overview.day)
        self.query_one("#today", SafeText).show_segments(sentence(overview))
        self.query_one(DeckTable).put(overview.rows)
        self.show_exam()
        faults = self.workspace.faults or ([] if overview.rows else ["There are no decks here."])
        shown = self.query_one("#faults", SafeText)
        shown.display = bool(faults)
        self.set_class(bool(faults), "-faulty")
        more = [f"And {counted(len(faults) - FAULTS, 'more fault')}."] if len(faults) > FAULTS else []
        shown.show("\n".join(faults[:FAULTS] + more), plain=True)
        self.refresh_bindings()

    def show_exam(self) -> None:
        """Say that an exam is running, and hand it in once its time is up."""
        exam, now = self.workspace.unfinished_exam(), self.workspace.clock()
        shown = self.query_one("#running", SafeText)
        shown.display = exam is not None
        if exam is None:
            return
        if exam.is_over(now) and not self.workspace.damage:
            self.action_exam()
        left = None if exam.limit is None else max(0.0, exam.limit - exam.seconds_at(now))
        shown.show(f"{telling_exams.running(left)}: e goes on with it.", plain=True)

    @on(DeckTable.Highlighted)
    def _deck_highlighted(self, event: DeckTable.Highlighted) -> None:
        event.stop()
        self.query_one("#about", SafeText).show(event.row.deck.info.description, plain=True)
        self.refresh_bindings()

    @on(DeckTable.Chosen)
    def _deck_chosen(self, event: DeckTable.Chosen) -> None:
        event.stop()
        self.study(self.workspace.cards([event.row.deck]), event.row)

    def action_study_all(self) -> None:
        """Study what is due in all decks."""
        self.study(self.workspace.cards())

    def action_misses(self) -> None:
        """Study what was missed in the last days, whether due or not."""
        if not self.is_active:
            return
        missed = self.workspace.missed(self.workspace.cards(), MISSES_OF_DAYS)
        if missed:
            self.post_message(StudyWanted(missed, Mode.STUDY))
        else:
            self.app.notify(f"Nothing was missed within the last {MISSES_OF_DAYS} days.")

    def action_browse(self) -> None:
        """Look through the cards."""
        from vnquiz.tui.screens.browse import BrowseScreen

        self.app.push_screen(BrowseScreen(self.workspace))

    def action_statistics(self) -> None:
        """Show what the answers amount to."""
        from vnquiz.tui.screens.statistics import StatisticsScreen

        if self.is_active:
            self.app.push_screen(StatisticsScreen(self.workspace))

    def action_exam(self) -> None:
        """Go on with the exam that is running, or set one up over the deck under the cursor."""
        if self.is_active:
            row = self.query_one(DeckTable).current
            self.post_message(ExamWanted([row.deck] if row is not None else self.workspace.chosen))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to resume only where something is suspended."""
        if action == "resume":
            row = self.query_one(DeckTable).current if self.is_mounted else None
            return row is not None and row.tally.suspended > 0 and not self.workspace.damage
        return True

    def action_plan(self) -> None:
        """Open the plan for a date."""
        from vnquiz.tui.screens.plan import PlanScreen

        if self.is_active:
            self.app.push_screen(PlanScreen(self.workspace))

    def action_resume(self) -> None:
        """Bring back the suspended cards of the deck under the cursor."""
        row = self.query_one(DeckTable).current
        if row is None:
            return
        try:
            count = self.workspace.resume(row.deck.cards)
        except VnquizError as error:
            self.app.notify(str(error), severity="error")
            return
        self.app.notify(f"{counted(count, 'card')} resumed.")
        self.count()

    def study(self, cards: list[Card], row: DeckRow | None = None) -> None:
        """Study what is due of these cards, or offer to study ahead where nothing is."""
        if not self.is_active:
            return
        queue = self.workspace.queue(cards)
        backlog = self.workspace.backlog(queue, cards)
        if backlog is not None:
            self.offer_portion(queue, backlog)
            return
        if queue.cards:
            self.post_message(StudyWanted(queue.cards, Mode.STUDY))
            return
        ahead = self.workspace.ahead(cards)
        where = "in any deck" if row is None else f"in “{row.deck.info.title}”"

        def take(wants_more: bool | None) -> None:
            if wants_more:
                self.post_message(StudyWanted(ahead.cards, Mode.STUDY))

        self.app.push_screen(OfferScreen(nothing_due(self.workspace, cards, where), len(ahead.cards)), take)

    def offer_portion(self, queue: Queue, backlog: Backlog) -> None:
        """Offer a part of what has waited that can be finished, or all of it."""
        offer = PortionScreen(
            len(backlog.cards),
            len(backlog.portion),
            self.workspace.minutes_for(backlog.portion),
            cleared_in_words(backlog.cleared, self.workspace.today),
        )

        def take(is_wanted: bool | None) -> None:
            if is_wanted:
                chosen = queue.cards if offer.is_all_wanted else backlog.portion
                self.post_message(StudyWanted(chosen, Mode.STUDY))

        self.app.push_screen(offer, take)


def sentence(overview: Overview) -> list[tuple[str, str]]:
    """Return what to do today, and for how many days it has been done."""
    words = [(telling.to_do(overview.due, overview.new, overview.minutes), "bold")]
    if not overview.due and not overview.new and overview.next_due is not None:
        words.append((f" The next card is due {telling.day_ahead(overview.next_due, overview.day)}.", ""))
    if overview.plan is not None:
        words.append(
            (f"   Your plan ends {telling.day_ahead(overview.plan.date, overview.day)}", "$foreground-muted")
        )
    if overview.streak > 1:
        words.append((f"   {overview.streak} days in a row", "$foreground-muted"))
    return words


def nothing_due(workspace: Workspace, cards: list[Card], where: str) -> str:
    """Return that nothing is due, and when something will be."""
    due = workspace.next_due(cards)
    later = "" if due is None else f" The next card is due {telling.day_ahead(due, workspace.today)}."
    return f"Nothing is due {where} today.{later}"
