"""A card's own page: question, answer, where it stands, how it fades, when it comes, what happened to it."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll

from vnquiz.core import charts, telling
from vnquiz.core.days import Day
from vnquiz.core.events import Memory
from vnquiz.core.figures import medium_date
from vnquiz.core.marking import right_answer
from vnquiz.core.memory import Parameters
from vnquiz.core.questions import Card, DrawnMatching, DrawnOrdering
from vnquiz.core.statistics import Confusion
from vnquiz.core.tasks import draw, seeded
from vnquiz.core.telling_cards import (
    chances,
    curve_days,
    history_in_words,
    leech_advice,
    next_dates,
    standing_in_words,
)
from vnquiz.tui.messages import EditWanted
from vnquiz.tui.screens.scrolling import ScrollingScreen
from vnquiz.tui.widgets.drawing import Draw, Drawing, line, words
from vnquiz.tui.widgets.key_line import KeyLine
from vnquiz.tui.widgets.lines import Line, Row, laid_out
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.too_small import TooSmall
from vnquiz.tui.widgets.top_line import TopLine
from vnquiz.workspace import Workspace

HEAD = "bold $text-primary"
MUTED = "$foreground-muted"
HEIGHT = 6
AXIS = 6


class CardScreen(ScrollingScreen):
    """Shows one card; its deck can be edited from here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Edit", id="edit", tooltip="Open your editor at this card's line"),
    ]

    def __init__(self, workspace: Workspace, card: Card) -> None:
        """Show a card of the workspace; of a leech it says what to do with it."""
        super().__init__()
        self.workspace = workspace
        self.card = card
        self.leech_threshold = workspace.leech_threshold(card.deck.id)

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield TopLine()
        with VerticalScroll(id="page", can_focus=False), Vertical(id="column"):
            yield SafeText(id="prompt")
            yield SafeText(id="right-answer", plain=True)
            yield SafeText(id="standing", plain=True)
            yield SafeText(id="advice", plain=True)
            for name in ("curve", "dates", "confused", "history"):
                yield Drawing(id=name, classes="section")
        yield KeyLine()
        yield TooSmall()

    def on_screen_resume(self) -> None:
        """Show the card as it is now."""
        self.draw()

    def follow_edit(self) -> None:
        """Show the card as it was edited."""
        self.draw()

    def draw(self) -> None:
        """Show the card as it is now, as after an edit."""
        workspace = self.workspace
        card = self.card = workspace.library.cards.get(self.card.id, self.card)
        progress, day = workspace.progress, workspace.today
        memory, parameters = progress.memory(card.id), progress.parameters
        top = self.query_one(TopLine)
        top.title, top.right = card.deck.title, card.question.id
        self.query_one("#prompt", SafeText).show(telling.prompt(card))
        self.query_one("#right-answer", SafeText).show(answer_of(card), plain=True)
        standing = standing_in_words(memory, day, parameters)
        self.query_one("#standing", SafeText).show("\n".join(standing), plain=True)
        told = leech_advice(memory.lapses, workspace.leech_threshold(card.deck.id))
        advice = self.query_one("#advice", SafeText)
        advice.show(told, plain=True)
        advice.display = bool(told)
        retention, luck = workspace.retention(card.deck.id), workspace.luck(card)
        dates = next_dates(card, memory, day, retention, parameters, luck=luck, plan=workspace.plan)
        history = history_in_words(progress.history(card.id))
        self.query_one("#curve", Drawing).put(curve(memory, day, parameters))
        self.query_one("#dates", Drawing).put(_table("If you answer it today", dates))
        self.query_one("#confused", Drawing).put(confused(progress.confused_with(card.id)))
        self.query_one("#history", Drawing).put(
            _table("What happened, newest first", [(medium_date(at), told) for at, told in history])
        )

    def action_edit(self) -> None:
        """Open the deck in the editor."""
        if self.is_active:
            self.post_message(EditWanted(self.card))


def answer_of(card: Card) -> str:
    """Return the right answer; where rows are drawn, that of one draw as an example."""
    answer = right_answer(draw(card, seeded(0, card.id)))
    if isinstance(card.question.body, DrawnOrdering | DrawnMatching):
        return f"Drawn afresh each time, such as: {answer}"
    return answer


def curve(memory: Memory, day: Day, parameters: Parameters) -> Draw:
    """Return how the chance to recall the card falls from the last answer on, with today and the due day marked."""
    days = curve_days(memory, day)

    def draw(width: int) -> list[Line]:
        if not days or memory.last_day is None or memory.due is None:
            return []
        columns = max(8, width - AXIS)
        rows, foot = charts.curve(chances(memory, days, columns, parameters), HEIGHT)
        labels = {0: "100 %", len(rows) - 1: f"{foot} %"}
        lines = [
            line((f"{labels.get(place, ''):>{AXIS - 1}} ", MUTED), (row, "$text-success"))
            for place, row in enumerate(rows)
        ]
        marks = [(day - memory.last_day, "today"), (memory.due - memory.last_day, "due")]
        axis = _axis(sorted(marks), days, columns)
        ends = f"{medium_date(memory.last_day)} until {medium_date(Day(memory.last_day + days))}"
        return [
            words("The chance to recall it, from the last answer on", HEAD),
            *lines,
            words(" " * AXIS + axis),
            words(" " * AXIS + ends, MUTED),
        ]

    return draw


def _axis(marks: Sequence[tuple[int, str]], days: int, columns: int) -> str:
    """Return the line below a curve with its marks, one that finds no room joined to the one before."""
    axis = ""
    for at, name in marks:
        place = min(columns - 1, round(at * (columns - 1) / days))
        if axis and cell_len(axis) >= place:
            axis += f", ▲ {name}"
        elif place + 2 + len(name) > columns:
            axis = axis.ljust(place - len(name) - 1) + f"{name} ▲"
        else:
            axis = axis.ljust(place) + f"▲ {name}"
    return axis


def confused(found: Sequence[Confusion]) -> Draw:
    """Return what was answered instead, the most frequent first."""
    return _table("Confused with", [(f"{each.times} ×", f"“{each.given}”") for each in found])


def _table(head: str, rows: Sequence[tuple[str, str]]) -> Draw:
    """Return rows of two columns under a heading, nothing where there are none."""

    def draw(width: int) -> list[Line]:
        laid = [Row(f"{name}  ", text, head_style=MUTED) for name, text in rows]
        return [words(head, HEAD), *laid_out(laid, width)] if rows else []

    return draw
