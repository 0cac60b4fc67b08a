"""Browse: every card, found as one types, looked at beside the list, and put away, brought back or studied."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input
from textual.worker import get_current_worker

from vnquiz.core import telling
from vnquiz.core.changes import answer_of
from vnquiz.core.events import Event, EventKind
from vnquiz.core.markup import plain
from vnquiz.core.questions import Card, CardId
from vnquiz.core.queue import NEW
from vnquiz.core.searching import Collection, SortBy, answer_texts, parse_search, sorted_by, states_of
from vnquiz.core.sentences import counted
from vnquiz.core.study import Mode
from vnquiz.errors import VnquizError
from vnquiz.tui.messages import EditWanted, StudyWanted
from vnquiz.tui.screens.card import CardScreen
from vnquiz.tui.screens.closing import ClosingScreen
from vnquiz.tui.screens.confirm import ConfirmScreen
from vnquiz.tui.widgets.answer_input import AnswerInput
from vnquiz.tui.widgets.card_list import CardList
from vnquiz.tui.widgets.key_line import KeyLine
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.too_small import TooSmall
from vnquiz.tui.widgets.top_line import TopLine
from vnquiz.workspace import Workspace

FOLDED_AT_ONCE = 500
SORTED_BY = {
    SortBy.DECK: "as in the decks",
    SortBy.DUE: "soonest due",
    SortBy.RECALL: "most at risk",
    SortBy.LAPSES: "most often forgotten",
    SortBy.QUESTION: "by the question",
}
Segment = tuple[str, str]


class ResetScreen(ConfirmScreen):
    """Asks whether cards are to begin anew."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Begin anew", id="accept-reset"),
        Binding("escape", "decline", "Back", id="back-from-reset"),
    ]


class SearchLine(AnswerInput):
    """The line to search in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "submit", "To the list", id="to-list"),
    ]


class BrowseScreen(ClosingScreen[None]):
    """A line to search in, the cards that were found, and the one under the cursor in full."""

    AUTO_FOCUS = "#cards"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Card", id="open-card", tooltip="Open the card's own page"),
        Binding(
            "s", "study_found", "Study these", id="study-found", tooltip="Study the selected cards, or all"
        ),
        Binding("slash", "search", "Search", key_display="/", id="search"),
        Binding("escape", "leave", "Leave", id="leave-browse"),
        Binding(
            "exclamation_mark",
            "put_away",
            "Suspend",
            id="suspend-found",
            tooltip="Put cards away, or bring them back",
        ),
        Binding("b", "put_off", "Tomorrow", id="bury-found", tooltip="Put cards off until tomorrow"),
        Binding("f", "flag", "Flag", id="flag", tooltip="Flag cards to find them again, or no longer"),
        Binding("e", "edit", "Edit", id="edit-found", tooltip="Open your editor at this card's line"),
        Binding("o", "sort", "Order", id="sort", tooltip="Sort the list another way"),
        Binding("u", "app.undo", "Undo", id="undo-found"),
        Binding(
            "c",
            "cram_found",
            "Cram",
            show=False,
            id="cram-found",
            tooltip="Practise them; no schedule moves",
        ),
        Binding(
            "x",
            "begin_anew",
            "Reset",
            show=False,
            id="reset",
            tooltip="Let cards be learned anew",
        ),
    ]

    def __init__(self, workspace: Workspace, search: str = "") -> None:
        """Browse the chosen decks of a workspace, beginning with a search."""
        super().__init__()
        self.workspace = workspace
        self.first_search = search
        self.collection = Collection(workspace.cards(), workspace.leech_threshold)
        self.order = SortBy.DECK
        self.unknown: list[str] = []
        self.steps: list[tuple[Event, ...]] = []

    def compose(self) -> ComposeResult:
        """Lay out the search, the list and the card beside it."""
        yield TopLine()
        with Vertical(id="browse"):
            yield SearchLine(
                self.first_search, placeholder="words, deck: tag: type: is:due", id="search-line"
            )
            yield SafeText(id="found", plain=True)
            with Horizontal(id="beside"):
                yield CardList(self.workspace.leech_threshold, id="cards")
                with VerticalScroll(id="preview", can_focus=False):
                    yield SafeText(id="card-question")
                    yield SafeText(id="card-answer", plain=True)
                    yield SafeText(id="card-facts", plain=True)
        yield KeyLine()
        yield TooSmall()

    def on_mount(self) -> None:
        """List every card, and fold the texts in the background."""
        self.query_one(TopLine).title = "Browse"
        self.shown.day = self.workspace.today
        self.look_up()
        self.fold()

    def on_screen_resume(self) -> None:
        """Take over what a session, an editor or another day has changed."""
        if self.is_mounted:
            self.look_up()

    @property
    def shown(self) -> CardList:
        """The list of what was found."""
        return self.query_one(CardList)

    @property
    def line(self) -> SearchLine:
        """The line to search in."""
        return self.query_one("#search-line", SearchLine)

    def follow_edit(self) -> None:
        """List the cards as they were edited."""
        self.look_up()

    def look_up(self) -> None:
        """Read the cards and what is remembered of them again, and search once more."""
        cards = self.workspace.cards()
        if cards != list(self.collection.cards):
            self.collection = Collection(cards, self.workspace.leech_threshold)
        self.shown.memories = dict(self.workspace.progress.memories())
        self.shown.day = self.workspace.today
        self.find()

    @work(thread=True, exclusive=True, group="fold")
    def fold(self) -> None:
        """Fold the texts portion by portion, so that the first search need not wait for it."""
        worker = get_current_worker()
        while not worker.is_cancelled and not self.collection.fold(FOLDED_AT_ONCE):
            pass

    @work(thread=True, exclusive=True, group="find")
    def find(self) -> None:
        """Search beside the typing; only what the last letter asks for is shown."""
        worker, shown = get_current_worker(), self.shown
        search, memories, day = parse_search(self.line.value), shown.memories, shown.day
        found = sorted_by(self.collection.find(search, memories, day), self.order, memories, day)
        if not worker.is_cancelled:
            self.app.call_from_thread(self.show_found, found, search.unknown)

    def show_found(self, found: list[Card], unknown: list[str]) -> None:
        """List what was found."""
        if not self.is_attached:
            return
        self.unknown = unknown
        self.shown.put(found)

    def tell(self) -> None:
        """Say how many cards there are, and in which order."""
        words = f"{counted(len(self.shown.cards), 'card')}, {SORTED_BY[self.order]}"
        if self.shown.selected:
            words += f", {len(self.shown.selected):,} selected"
        if self.unknown:
            words = f"There is no {' or '.join(self.unknown)}. " + words
        self.query_one("#found", SafeText).show(words, plain=True)

    @on(Input.Changed, "#search-line")
    def _search_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.find()

    @on(Input.Submitted, "#search-line")
    def _search_ended(self, event: Input.Submitted) -> None:
        event.stop()
        self.shown.focus()

    @on(CardList.Highlighted)
    def _card_highlighted(self, event: CardList.Highlighted) -> None:
        event.stop()
        self.tell()
        self.preview()
        self.refresh_bindings()

    @on(CardList.Opened)
    def _card_opened(self, event: CardList.Opened) -> None:
        event.stop()
        self.action_open()

    def preview(self) -> None:
        """Show the card under the cursor."""
        card = self.shown.current
        self.query_one("#preview").visible = card is not None
        if card is not None:
            self.query_one("#card-question", SafeText).show(telling.prompt(card))
            answer = answer_of(card) or "\n".join(answer_texts(card))
            self.query_one("#card-answer", SafeText).show(plain(answer), plain=True)
            self.query_one("#card-facts", SafeText).show_segments(self.facts(card))

    def facts(self, card: Card) -> list[Segment]:
        """Return what is known of a card, in words."""
        memory = self.shown.memories.get(card.id, NEW)
        states = states_of(memory, self.shown.day, self.workspace.leech_threshold(card.deck.id))
        lines = [card.deck.title, ", ".join(card.question.tags), str(card.id), ", ".join(states)]
        if memory.stability is not None:
            lines.append(
                f"stability {memory.stability:.1f} days, difficulty {memory.difficulty:.1f}, "
                f"{counted(memory.reviews, 'review')}, "
                + (f"forgotten {counted(memory.lapses, 'time')}" if memory.lapses else "never forgotten")
            )
        lines += telling.citations(card)
        return [("\n".join(line for line in lines if line), "$foreground-muted")]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense: nothing to do with cards where there are none, no single letters while typing."""
        if action in (
            "study_found",
            "cram_found",
            "put_away",
            "put_off",
            "flag",
            "begin_anew",
            "open",
            "edit",
            "sort",
            "search",
        ):
            if not self.is_mounted or self.line.has_focus:
                return False
            return action in ("search", "sort") or bool(self.shown.cards)
        return True

    def action_search(self) -> None:
        """Type in the search line."""
        self.line.focus()

    def action_leave(self) -> None:
        """Go from the search to the list, and from there home."""
        if self.line.has_focus:
            self.shown.focus()
        else:
            self.dismiss()

    def action_sort(self) -> None:
        """Sort the list in the next way."""
        orders = list(SortBy)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self.find()

    def action_open(self) -> None:
        """Open the page of the card under the cursor."""
        if self.shown.current is not None and self.is_active:
            self.app.push_screen(CardScreen(self.workspace, self.shown.current))

    def action_study_found(self) -> None:
        """Study the selected cards, or all that are listed; what is not due is studied ahead."""
        self.study(Mode.STUDY)

    def action_cram_found(self) -> None:
        """Cram the selected cards, or all that are listed."""
        self.study(Mode.CRAM)

    def study(self, mode: Mode) -> None:
        """Study the selected cards that are not put away, or all of those listed."""
        cards = self.shown.chosen if self.shown.selected else list(self.shown.cards)
        awake = [card for card in cards if not self.shown.memories.get(card.id, NEW).is_suspended]
        if awake:
            self.post_message(StudyWanted(awake, mode))
        else:
            self.app.notify("All of these cards are suspended; ! brings them back.", severity="warning")

    def action_edit(self) -> None:
        """Ask for the card's deck to be opened in the editor."""
        if self.shown.current is not None:
            self.post_message(EditWanted(self.shown.current))

    def action_put_away(self) -> None:
        """Suspend the chosen cards or, where all of them are, bring them back."""
        memories = self.shown.memories
        away = all(memories.get(card.id, NEW).is_suspended for card in self.shown.chosen)
        self.steer(EventKind.RESUME if away else EventKind.SUSPEND, "brought back" if away else "suspended")

    def action_put_off(self) -> None:
        """Put the chosen cards off until tomorrow."""
        self.steer(EventKind.BURY, "put off until tomorrow")

    def action_flag(self) -> None:
        """Flag the chosen cards or, where all of them are, take the flags away."""
        memories = self.shown.memories
        has_flags = all(memories.get(card.id, NEW).is_flagged for card in self.shown.chosen)
        self.steer(
            EventKind.UNFLAG if has_flags else EventKind.FLAG,
            "not flagged any more" if has_flags else "flagged",
        )

    def action_begin_anew(self) -> None:
        """Reset the chosen cards, after asking."""
        cards = counted(len(self.shown.chosen), "card")

        def reset(is_wanted: bool | None) -> None:
            if is_wanted:
                self.steer(EventKind.RESET, "reset")

        self.app.push_screen(
            ResetScreen(
                f"{cards} will be new again, to be learned anew.", "The history is kept, and u undoes it."
            ),
            reset,
        )

    def steer(self, kind: EventKind, words: str) -> None:
        """Write down what is done with the chosen cards, and show it."""
        chosen = self.shown.chosen
        try:
            events = self.workspace.steer(kind, chosen)
        except VnquizError as error:
            self.app.notify(str(error), severity="error")
            return
        self.steps.append(events)
        self.app.notify(f"{counted(len(chosen), 'card')} {words}.")
        self.remember([card.id for card in chosen])

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self.steps)

    def undo(self) -> None:
        """Take the last step back."""
        if self.steps:
            events = self.steps.pop()
            self.workspace.take_back(events)
            self.app.notify("Taken back.")
            self.remember([event.draft.card for event in events])

    def remember(self, cards: list[CardId]) -> None:
        """Look up again what is known of some cards."""
        memory = self.workspace.progress.memory
        self.shown.memories = {**self.shown.memories, **{card: memory(card) for card in cards}}
        self.find()
