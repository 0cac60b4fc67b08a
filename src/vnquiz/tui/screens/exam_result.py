"""What an exam came to: the mark, the weakest parts first, how sure against how right, and every miss."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget

from vnquiz.core import marks, telling, telling_exams
from vnquiz.core.fingerprints import question_fingerprint
from vnquiz.core.marks import Section
from vnquiz.core.questions import Card
from vnquiz.core.results import Result, ResultItem
from vnquiz.core.study import Mode
from vnquiz.tui.enter_guard import EnterGuard
from vnquiz.tui.messages import StudyWanted
from vnquiz.tui.screens.scrolling import ScrollingScreen
from vnquiz.tui.widgets.key_line import KeyLine
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.section_table import SectionTable
from vnquiz.tui.widgets.too_small import TooSmall
from vnquiz.tui.widgets.top_line import TopLine
from vnquiz.workspace import Workspace

WEAKEST = 10
"""How many parts of each sort are shown."""

Segment = tuple[str, str]


class ExamResultScreen(ScrollingScreen):
    """Shows the result of an exam that was handed in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "close", "Close", id="close-result"),
        Binding("m", "misses", "Study misses", id="misses-of-exam"),
        Binding("down,j", "scroll_page(1)", "Down", show=False, id="down"),
    ]

    def __init__(self, result: Result, workspace: Workspace) -> None:
        """Tell a result; the cards of a workspace explain what was missed."""
        super().__init__()
        self.exam = result
        self.workspace = workspace
        self.sure = marks.sure_but_wrong(result.items)
        others = [item for item in telling_exams.missed_items(result) if item not in self.sure]
        self.missed = [item for item in others if item.answered is not None]
        self.left_open = [item for item in others if item.answered is None]
        self.guard = EnterGuard(self.set_timer)

    def compose(self) -> ComposeResult:
        """Lay out the mark, its parts, and the misses."""
        top = TopLine()
        top.title = "Result of the exam"
        top.right = f"{telling_exams.percent(marks.mark_of(self.exam.items).share)}"
        yield top
        with VerticalScroll(id="page", can_focus=False), Vertical(id="column"):
            yield SafeText(id="mark", plain=True)
            yield from self.calibration()
            yield from self.parts()
            yield from self.items("Sure, but wrong", self.sure)
            yield from self.items("Missed", self.missed)
            yield from self.items("Left open", self.left_open)
        yield KeyLine()
        yield TooSmall()

    def on_mount(self) -> None:
        """Fill in the mark; an Enter held since the exam does not leave it."""
        self.guard.note()
        words = [(f"{telling_exams.mark_in_words(self.exam)}\n", "bold")]
        words.append((telling_exams.time_in_words(self.exam), ""))
        self.query_one("#mark", SafeText).show_segments(words)

    def calibration(self) -> Iterator[Widget]:
        """Yield how sure against how right, where that was asked."""
        found = marks.calibration(self.exam.items)
        if found is None:
            return
        yield SafeText("How sure, how right", plain=True, classes="heading")
        for line in telling_exams.calibration_in_words(found):
            yield SafeText(line, plain=True)

    def parts(self) -> Iterator[Widget]:
        """Yield the marks by tag, deck and type, weakest first, where they differ from the whole."""
        items = self.exam.items
        titles = {str(deck.id): deck.title for deck in self.exam.decks}
        by_deck = [
            Section(titles.get(section.name, section.name), section.items, section.share)
            for section in marks.by_deck(items)
        ]
        tables = {
            "By tag": marks.by_tag(items),
            "By deck": by_deck,
            "By type of question": marks.by_type(items),
        }
        for heading, sections in tables.items():
            if len(sections) > 1:
                yield SafeText(f"{heading}, weakest first", plain=True, classes="heading")
                yield SectionTable(sections[:WEAKEST])
            if len(sections) > WEAKEST:
                rest = sections[WEAKEST:]
                words = f"and {len(rest)} more, at {telling_exams.percent(rest[0].share)} or better"
                yield SafeText(words, plain=True, classes="cited")

    def items(self, heading: str, items: list[ResultItem]) -> Iterator[Widget]:
        """Yield questions with the answer given, the right one, the explanation and the citation."""
        if items:
            yield SafeText(heading, plain=True, classes="heading")
        for item in items:
            yield from self.told(item)

    def told(self, item: ResultItem) -> Iterator[Widget]:
        """Yield one question that was missed."""
        card = self.card(item)
        if card is None:
            yield SafeText(item.prompt, plain=True, classes="asked")
        else:
            yield SafeText(telling.prompt(card), classes="asked")
        given = telling_exams.given_in_words(item)
        partly = f" (partly right: {telling_exams.percent(item.score)})" if item.score > 0 else ""
        words: list[Segment] = []
        if item.answered is not None:
            words += [("✗ You: ", "$text-error"), (f"{given}{partly}\n", "")]
        words += [("✓ Right: ", "$text-success"), (telling_exams.right_in_words(item), "bold")]
        text = SafeText(plain=True)
        text.show_segments(words)
        yield text
        if card is not None and card.question.explain:
            yield SafeText(card.question.explain)
        if card is not None and card.question.cite:
            yield SafeText("\n".join(telling.citations(card)), plain=True, classes="cited")

    def card(self, item: ResultItem) -> Card | None:
        """Return the card of an item, if it is here and still says what it said."""
        card = self.workspace.library.cards.get(item.card)
        return card if card is not None and question_fingerprint(card) == item.question else None

    def misses(self) -> list[Card]:
        """Return the cards of all that did not get full marks, as far as they are here."""
        cards = self.workspace.library.cards
        items = [*self.sure, *self.missed, *self.left_open]
        return [cards[item.card] for item in items if item.card in cards]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to study the misses only where there are any."""
        return action != "misses" or bool(self.misses())

    def action_misses(self) -> None:
        """Study the misses now; that moves no schedule, and leads back to the result."""
        self.app.post_message(StudyWanted(self.misses(), Mode.RELEARN))

    def action_close(self) -> None:
        """Leave the result."""
        self.guard.press(self.close_result)

    def close_result(self) -> None:
        """Close the screen."""
        self.dismiss()
