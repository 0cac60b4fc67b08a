"""The preview of decks that are being written: cards as students see them, and the problems below."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from vnquiz.core.questions import Card
from vnquiz.core.study import Mode
from vnquiz.core.telling import counted
from vnquiz.tui.screens.study import StudyScreen
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.top_line import TopLine
from vnquiz.workspace import Workspace
from vnquiz.yamlfile.problems import Problem

LOOKS_EVERY = 0.4
PROBLEMS_SHOWN = 5

Segment = tuple[str, str]


class PreviewScreen(StudyScreen):
    """A study screen whose answers are kept nowhere, over decks that are read again whenever they are saved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "turn(1)", "Next", id="next-card"),
        Binding("ctrl+b", "turn(-1)", "Back", id="previous-card"),
        Binding("f2", "edit", "Edit, also while typing", show=False, id="edit-anywhere"),
    ]

    def __init__(self, workspace: Workspace) -> None:
        """Preview the decks of a workspace whose progress is kept in memory."""
        self.workspace = workspace
        self.cards: list[Card] = workspace.cards()
        self.place = 0
        super().__init__(workspace.session(self.cards, 0, Mode.CRAM), workspace.passage)

    def compose(self) -> ComposeResult:
        """Lay the problems below the study screen."""
        yield from super().compose()
        yield SafeText(id="problems", plain=True)

    def on_mount(self) -> None:
        """Show the first card, and look for saves from now on."""
        self.stamp = self.workspace.stamp()
        super().on_mount()
        self.show_problems()
        self.set_interval(LOOKS_EVERY, self.look)

    def look(self) -> None:
        """Read the decks again if one was saved."""
        stamp = self.workspace.stamp()
        if stamp != self.stamp:
            self.stamp = stamp
            self.workspace.reload()
            self.take_over()

    def take_over(self) -> None:
        """Go on with the decks as they are now, at the same card; a broken deck keeps its last good cards."""
        before = self.card
        cards = self.workspace.cards_with_last_good(self.cards)
        self.show_problems()
        if not cards:
            return
        self.cards = cards
        known = {card.id: i for i, card in enumerate(cards)}
        place = min(self.place, len(cards) - 1) if before is None else known.get(before.id, self.place)
        self.place = min(place, len(cards) - 1)
        if before is not None and is_same(before, cards[self.place]):
            self.session.refresh({card.id: card for card in cards})
            self.show_place()
        else:
            self.go(self.place)

    def go(self, place: int) -> None:
        """Show the card at a place, round the ends."""
        if self.cards:
            self.place = place % len(self.cards)
            self.session = self.workspace.session(self.cards[self.place :], 0, Mode.CRAM)
            self.draw()

    def draw(self) -> None:
        """Draw the card, and tell which one it is."""
        super().draw()
        self.show_place()

    def show_place(self) -> None:
        """Tell which card is up, and of how many."""
        card = self.card
        if card is not None:
            self.place = next((i for i, each in enumerate(self.cards) if each.id == card.id), self.place)
            top = self.query_one(TopLine)
            top.title = f"{card.deck.title} · {card.question.id}"
            top.right = f"{self.place + 1} of {len(self.cards)}"

    def show_problems(self) -> None:
        """Show the problems of the decks with their lines."""
        shown = self.query_one("#problems", SafeText)
        found = self.workspace.check()
        shown.display = True
        shown.show_segments(told(found))

    def finish(self) -> None:
        """Begin again after the last card."""
        self.go(0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing that only means something in a real session."""
        return action not in ("bury", "suspend") and super().check_action(action, parameters)

    def action_turn(self, step: int) -> None:
        """Go to the next card or the one before."""
        self.guard.release()
        self.go(self.place + step)


def is_same(one: Card, other: Card) -> bool:
    """Tell whether two cards read the same, wherever they stand in the file."""
    return replace(one, question=replace(one.question, line=0)) == replace(
        other, question=replace(other.question, line=0)
    )


def told(problems: Sequence[Problem]) -> list[Segment]:
    """Return the problems as a few lines, errors first."""
    if not problems:
        return [("✓ Nothing wrong.", "$text-success")]
    ordered = sorted(problems, key=lambda problem: not problem.is_error)
    segments: list[Segment] = []
    for problem in ordered[:PROBLEMS_SHOWN]:
        mark, style = ("✗", "$text-error") if problem.is_error else ("!", "$text-warning")
        segments += [
            (f"{mark} line {problem.line}: ", f"bold {style}"),
            (f"{problem.message} {problem.cure}".strip() + "\n", ""),
        ]
    more = len(ordered) - PROBLEMS_SHOWN
    return [*segments, (f"and {counted(more, 'more', 'more')}", "")] if more > 0 else segments
