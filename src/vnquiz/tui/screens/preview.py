"""The preview of decks that are being written: cards as students see them, and the problems below."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from vnquiz.core.questions import Card
from vnquiz.core.sentences import counted
from vnquiz.core.study import Mode
from vnquiz.tui.messages import MendWanted
from vnquiz.tui.screens.study import StudyScreen
from vnquiz.tui.widgets.answer_box import ItemBox
from vnquiz.tui.widgets.rating_bar import RatingBar
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.top_line import TopLine
from vnquiz.tui.widgets.type_box import TypeBox
from vnquiz.workspace import Workspace
from vnquiz.yamlfile.problems import Problem

LOOKS_EVERY = 0.4
PROBLEMS_SHOWN = 3
NO_CARD = "No card works yet. Mend the file and save it: this screen follows."

Segment = tuple[str, str]


class PreviewScreen(StudyScreen):
    """A study screen whose answers are kept nowhere, over decks that are read again whenever they are saved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "turn(1)", "Next", id="next-card"),
        Binding("ctrl+b", "turn(-1)", "Back", id="previous-card"),
    ]

    def __init__(self, workspace: Workspace) -> None:
        """Preview the decks of a workspace whose progress is kept in memory."""
        self.workspace = workspace
        self.cards: list[Card] = workspace.cards()
        self.place = 0
        self.problems: list[Problem] = []
        super().__init__(workspace.session(self.cards, 0, Mode.CRAM), workspace.passage)

    def compose(self) -> ComposeResult:
        """Lay the problems below the study screen."""
        yield from super().compose()
        yield SafeText(id="problems", plain=True)

    def on_mount(self) -> None:
        """Show the first card, and look for saves from now on."""
        self.stamp = self.workspace.stamp()
        self.problems = self.workspace.check()
        super().on_mount()
        self.set_interval(LOOKS_EVERY, self.look)

    def look(self) -> None:
        """Read the decks again if one was saved."""
        stamp = self.workspace.stamp()
        if stamp != self.stamp:
            self.stamp = stamp
            self.workspace.reload()
            self.take_over()

    def take_over(self) -> None:
        """Go on with the decks as they are now, at the same card."""
        before = self.card
        cards = self.workspace.cards()
        self.problems = self.workspace.check()
        if not cards:
            self.show_problems()
            return
        self.cards = cards
        known = {card.id: i for i, card in enumerate(cards)}
        place = min(self.place, len(cards) - 1) if before is None else known.get(before.id, self.place)
        self.place = min(place, len(cards) - 1)
        if before is not None and is_same(before, cards[self.place]):
            self.session.refresh({card.id: card for card in cards})
            self.show_place()
            self.show_problems()
        else:
            self.go(self.place)

    def go(self, place: int) -> None:
        """Show the card at a place, round the ends."""
        if self.cards:
            self.place = place % len(self.cards)
            self.session = self.workspace.session(self.cards[self.place :], 0, Mode.CRAM)
            self.draw()

    def draw(self) -> None:
        """Draw the card, and tell which one it is and what is wrong."""
        super().draw()
        self.show_place()
        self.show_problems()

    def show_place(self) -> None:
        """Tell which card is up, and of how many."""
        card = self.card
        if card is not None:
            self.place = next((i for i, each in enumerate(self.cards) if each.id == card.id), self.place)
            top = self.query_one(TopLine)
            top.title = f"{card.deck.title} · {card.question.id}"
            top.right = f"{self.place + 1} of {len(self.cards)}"

    def show_problems(self) -> None:
        """Show the problems of the decks with their lines, the nearest to the card first."""
        shown = self.query_one("#problems", SafeText)
        shown.display = True
        shown.show_segments(told(self.nearest_first(), are_named=len(self.workspace.library.files) > 1))

    def nearest_first(self) -> list[Problem]:
        """Return the problems: errors before warnings, those of the card's own file and place first."""
        card = self.card
        file = self.workspace.library.shown.get(card.deck.id) if card is not None else None

        def distance(problem: Problem) -> tuple[bool, bool, int]:
            is_elsewhere = file is None or problem.path != file.document.path
            line = 0 if card is None or is_elsewhere else card.question.line
            return not problem.is_error, is_elsewhere, abs(problem.line - line)

        return sorted(self.problems, key=distance)

    def finish(self) -> None:
        """Begin again after the last card; without any, say what to do."""
        if self.cards:
            self.go(0)
            return
        self.query_one(TopLine).title = "Preview"
        self.text("prompt").show(NO_CARD, plain=True)
        for box in (*self.query(ItemBox), *self.query(TypeBox)):
            box.display = False
        self.query_one(RatingBar).visible = False
        self.set_focus(None)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing that only means something in a real session."""
        if action == "turn" and not self.cards:
            return False
        return action not in ("bury", "suspend") and super().check_action(action, parameters)

    def action_edit(self) -> None:
        """Ask for the card's file to be opened in the editor; without any card, the first file at fault."""
        if self.card is not None:
            super().action_edit()
            return
        for file in self.workspace.library.files:
            error = next((each for each in file.document.problems if each.is_error), None)
            if error is not None:
                self.post_message(MendWanted(file.path, error.line))
                return

    def action_leave(self) -> None:
        """Leave the preview."""
        self.dismiss()

    def action_turn(self, step: int) -> None:
        """Go to the next card or the one before."""
        self.guard.release()
        self.go(self.place + step)


def is_same(one: Card, other: Card) -> bool:
    """Tell whether two cards read the same, wherever they stand in the file."""
    here, there = (card._replace(question=card.question._replace(line=0)) for card in (one, other))
    return here == there


def told(problems: Sequence[Problem], *, are_named: bool) -> list[Segment]:
    """Return the first problems as a few lines, errors with their cures, with file names where there are several."""
    if not problems:
        return [("✓ No problems found.", "$text-success")]
    segments: list[Segment] = []
    for problem in problems[:PROBLEMS_SHOWN]:
        mark, style = ("✗", "$text-error") if problem.is_error else ("!", "$text-warning")
        place = f"{Path(problem.path).name}, line" if are_named else "line"
        segments += [
            (f"{mark} {place} {problem.line}: ", f"bold {style}"),
            (f"{problem.message} {problem.cure if problem.is_error else ''}".strip() + "\n", ""),
        ]
    more = len(problems) - PROBLEMS_SHOWN
    return [*segments, (f"and {counted(more, 'more', 'more')}", "")] if more > 0 else segments
