"""A list of cards, of which only those on the screen are drawn, however many there are."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from vnquiz.core import telling
from vnquiz.core.days import Day
from vnquiz.core.events import Memory
from vnquiz.core.markup import plain
from vnquiz.core.questions import Card, CardId
from vnquiz.core.queue import NEW
from vnquiz.core.searching import CardState, LeechFrom, is_in
from vnquiz.tui.widgets.lines import shortened
from vnquiz.tui.widgets.safe_text import content_of_segments

WHEN = 11
Segment = tuple[str, str]


class CardList(Widget, can_focus=True):
    """One line a card: its question, and when it is due or what else holds of it, in words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False, id="up"),
        Binding("down,j", "move(1)", "Down", show=False, id="down"),
        Binding("pageup", "move_page(-1)", "Page up", show=False, id="page-up"),
        Binding("pagedown", "move_page(1)", "Page down", show=False, id="page-down"),
        Binding("home", "move_to(0)", "First", show=False, id="first"),
        Binding("end", "move_to(-1)", "Last", show=False, id="last"),
        Binding("space", "pick", "Select", show=False, id="select", tooltip="Select the card, or no longer"),
        Binding("a", "pick_all", "Select all", show=False, id="select-all", tooltip="Select all, or none"),
    ]

    DEFAULT_CSS = """
    CardList {
        height: 1fr;
    }
    """

    class Highlighted(Message):
        """The cursor is on another card, or on none."""

    class Opened(Message):
        """The card under the cursor was clicked once more."""

    def __init__(self, leech_from: LeechFrom, id: str | None = None) -> None:
        """Start empty; `leech_from` says from how many lapses on a card of a deck is a leech."""
        super().__init__(id=id)
        self.cards: Sequence[Card] = ()
        self.memories: Mapping[CardId, Memory] = {}
        self.day = Day(0)
        self.leech_from = leech_from
        self.selected: set[CardId] = set()
        self.cursor = 0
        self.top = 0

    @property
    def current(self) -> Card | None:
        """The card under the cursor."""
        return self.cards[self.cursor] if self.cards else None

    @property
    def chosen(self) -> list[Card]:
        """The selected ones of the cards listed, or the one under the cursor."""
        selected = [card for card in self.cards if card.id in self.selected] if self.selected else []
        return selected or ([self.current] if self.current else [])

    def put(self, cards: Sequence[Card]) -> None:
        """List other cards, the cursor staying on its card if it is still there."""
        here = self.current
        self.cards = cards
        self.cursor = min(self.cursor, max(0, len(cards) - 1))
        if here is not None and self.current is not here:
            self.cursor = next((i for i, card in enumerate(cards) if card.id == here.id), 0)
        self._show_cursor()

    def render(self) -> Content:
        """Return the lines that are on the screen."""
        width, height = self.content_size
        rows = range(self.top, min(self.top + height, len(self.cards)))
        return Content("\n").join(content_of_segments(self._line(place, width)) for place in rows)

    def when(self, card: Card) -> str:
        """Return in a word or two when a card is due, or why it is not."""
        memory = self.memories.get(card.id, NEW)
        if memory.is_suspended:
            return "suspended"
        if is_in(CardState.BURIED, memory, self.day):
            return "put off"
        if memory.due is None:
            return "new"
        return "due" if memory.due <= self.day else telling.interval(memory.due - self.day)

    def _line(self, place: int, width: int) -> list[Segment]:
        card = self.cards[place]
        is_here = place == self.cursor
        leech_from = self.leech_from(card.deck.id)
        is_leech = is_in(CardState.LEECH, self.memories.get(card.id, NEW), self.day, leech_from)
        is_flagged = self.memories.get(card.id, NEW).is_flagged
        mark = "✓ " if card.id in self.selected else "⚑ " if is_flagged else "  "
        when = self.when(card) + (" !" if is_leech else "")
        room = max(4, width - 4 - WHEN)
        text = shortened(plain(telling.prompt(card)), room)
        return [
            ("› " if is_here else "  ", "bold $text-primary"),
            (mark, "bold $text-accent"),
            (text + " " * (room - cell_len(text)), "bold" if is_here else ""),
            (when.rjust(WHEN), "bold" if is_here else "$foreground-muted"),
        ]

    def _show_cursor(self) -> None:
        """Draw anew, so that the cursor can be seen."""
        height = max(1, self.content_size.height)
        self.top = min(max(self.top, self.cursor - height + 1), self.cursor)
        self.refresh()
        self.post_message(self.Highlighted())

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._show_cursor()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move down."""
        event.stop()
        self.action_move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move up."""
        event.stop()
        self.action_move(-3)

    def on_click(self, event: events.Click) -> None:
        """Move to a card, and open the one the cursor is on."""
        offset = event.get_content_offset(self)
        if offset is None or not 0 <= offset.y + self.top < len(self.cards):
            return
        if offset.y + self.top == self.cursor:
            self.post_message(self.Opened())
        else:
            self.action_move_to(offset.y + self.top)

    def action_move(self, step: int) -> None:
        """Move the cursor, as far as the ends."""
        if self.cards:
            self.action_move_to(min(max(0, self.cursor + step), len(self.cards) - 1))

    def action_move_page(self, pages: int) -> None:
        """Move the cursor by as many cards as are on the screen."""
        self.action_move(pages * max(1, self.content_size.height - 1))

    def action_move_to(self, place: int) -> None:
        """Move the cursor to a place, counted from the end if below zero."""
        if self.cards:
            self.cursor = place % len(self.cards)
            self._show_cursor()

    def action_pick(self) -> None:
        """Select the card under the cursor, or no longer, and move on."""
        if self.current is not None:
            self.selected ^= {self.current.id}
            self.action_move(1)

    def action_pick_all(self) -> None:
        """Select all cards that are listed, or none."""
        listed = {card.id for card in self.cards}
        self.selected = set() if listed <= self.selected else self.selected | listed
        self._show_cursor()
