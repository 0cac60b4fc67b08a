"""The statistics screen: the year as a calendar, four figures in words, what is due, and what is known."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll

from vnquiz.core import charts, figures, telling
from vnquiz.core.days import Day
from vnquiz.core.figures import percent
from vnquiz.core.fitting import in_force_in_words
from vnquiz.core.markup import plain
from vnquiz.core.questions import CardId
from vnquiz.core.statistics import Mastery, Period, Statistics
from vnquiz.tui.screens.card import CardScreen
from vnquiz.tui.screens.scrolling import ScrollingScreen
from vnquiz.tui.widgets.drawing import Draw, Drawing, line, words
from vnquiz.tui.widgets.key_line import KeyLine
from vnquiz.tui.widgets.lines import Line, Row, laid_out, shortened, wrapped
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.too_small import TooSmall
from vnquiz.tui.widgets.top_line import TopLine
from vnquiz.workspace import Workspace

HEAD = "bold $text-primary"
MUTED = "$foreground-muted"
MONTHS = 12
WIDE = 60
DIGITS = "123456789"


class StatisticsScreen(ScrollingScreen):
    """Shows what the answers so far amount to; the hardest cards lead to their own pages."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            digit,
            f"hardest({place})",
            "Open a hard card",
            show=False,
            id=f"hardest-{digit}",
        )
        for place, digit in enumerate(DIGITS)
    ]

    def __init__(self, workspace: Workspace) -> None:
        """Show the statistics of the chosen decks of a workspace."""
        super().__init__()
        self.workspace = workspace
        self.found: Statistics | None = None

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        top = TopLine()
        top.title = "Statistics"
        yield top
        with VerticalScroll(id="page", can_focus=False), Vertical(id="column", classes="figures"):
            yield Drawing(id="calendar")
            yield SafeText(id="figures", plain=True)
            for name in ("forecast", "retention", "by-deck", "by-tag", "hardest", "confusions"):
                yield Drawing(id=name, classes="section")
            yield SafeText(id="scheduler", plain=True)
        yield KeyLine()
        yield TooSmall()

    def on_screen_resume(self) -> None:
        """Count anew, as after a look at a card."""
        found = self.found = self.workspace.statistics()
        self.query_one(TopLine).right = telling.short_date(found.day)
        self.query_one("#figures", SafeText).show_segments(four_figures(found))
        fitted = in_force_in_words(self.workspace.progress.vectors())
        self.query_one("#scheduler", SafeText).show(
            f"{fitted} vnquiz optimize tells whether others suit you better.", plain=True
        )
        drawings = {
            "calendar": calendar(found),
            "forecast": forecast(found),
            "retention": retention(found),
            "by-deck": mastery("Decks", found.decks, ""),
            "by-tag": mastery("Tags", figures.weakest(found.tags), tags_note(found)),
            "hardest": self.hardest(found),
            "confusions": self.confusions(found),
        }
        for name, draw in drawings.items():
            self.query_one(f"#{name}", Drawing).put(draw)

    def action_hardest(self, place: int) -> None:
        """Open the page of one of the hardest cards."""
        if self.found is not None and place < len(self.found.hardest) and self.is_active:
            card = self.workspace.library.cards[self.found.hardest[place].card]
            self.app.push_screen(CardScreen(self.workspace, card))

    @on(Drawing.Picked)
    def _picked(self, event: Drawing.Picked) -> None:
        event.stop()
        self.action_hardest(event.item)

    def hardest(self, found: Statistics) -> Draw:
        """Return the hardest cards, those that a digit opens with it."""

        def draw(width: int) -> list[Line]:
            rows = [
                Row(
                    f"{DIGITS[place]} " if place < len(DIGITS) else "  ",
                    self._asked(each.card),
                    head_style="bold $text-primary",
                    tail=f"missed {each.lapses} of {each.reviews} times",
                    tail_style=MUTED,
                    item=place,
                )
                for place, each in enumerate(found.hardest)
            ]
            return _section("Hardest cards: a digit opens one", laid_out(rows, width))

        return draw

    def confusions(self, found: Statistics) -> Draw:
        """Return what was mixed up most often."""

        def draw(width: int) -> list[Line]:
            rows = [
                Row(
                    f"{each.times} × ",
                    f"“{each.given}”",
                    tail=f"for: {self._asked(each.card)}",
                    tail_style=MUTED,
                )
                for each in found.confusions
            ]
            return _section("What was mixed up", laid_out(rows, width))

        return draw

    def _asked(self, card: CardId) -> str:
        return plain(telling.prompt(self.workspace.library.cards[card]))


def calendar(found: Statistics) -> Draw:
    """Return the calendar of the last year, what its shades stand for, and the same in words."""

    def draw(width: int) -> list[Line]:
        lines = [line(*_shaded(each)) for each in charts.calendar(found.heat, found.day, width)]
        legend = charts.legend(max(found.heat), width)
        told = [*legend, *wrapped(figures.days_in_words(found), width)]
        return [*lines, *(words(each, MUTED) for each in told)]

    return draw


def _shaded(text: str) -> list[tuple[str, str]]:
    """Return a line of a calendar with its label and empty days muted."""
    label, cells = text[: charts.LABEL], text[charts.LABEL :]
    segments = [(label, MUTED)]
    for cell in cells:
        style = "$text-success" if cell in charts.SHADES[1:] else MUTED
        if segments[-1][1] == style:
            segments[-1] = segments[-1][0] + cell, style
        else:
            segments.append((cell, style))
    return segments


def four_figures(found: Statistics) -> list[tuple[str, str]]:
    """Return the figures that matter in words, and where the cards stand."""
    first, *others = figures.retention_in_words(found.recent)
    sentences = [
        (first, "bold"),
        *((each, "") for each in others),
        (figures.learned_in_words(found), "bold"),
        (figures.tomorrow_in_words(found), "bold"),
        (figures.minutes_in_words(found), "bold"),
        (figures.states_in_words(found), ""),
    ]
    return [(each if place == 0 else f"\n{each}", style) for place, (each, style) in enumerate(sentences)]


def forecast(found: Statistics) -> Draw:
    """Return what is due on each of the next days, as numbers and bars."""
    due = found.forecast.due

    def draw(width: int) -> list[Line]:
        if not any(due):
            return []
        lines = [
            line(
                (f"{'Today' if not ahead else telling.short_date(Day(found.day + ahead)):<11}", MUTED),
                (f"{number or '–':>6}  ", ""),
                (charts.bar(number, max(due), max(4, width - 20)), "$text-primary"),
            )
            for ahead, number in enumerate(due)
        ]
        backlog = figures.backlog_in_words(found)
        told = [words(each, MUTED) for each in wrapped(backlog, width)] if backlog else []
        return _section(f"Due in the next {len(due)} days", [*told, *lines])

    return draw


def retention(found: Statistics) -> Draw:
    """Return true retention month by month and over all, young and mature cards apart."""

    def draw(width: int) -> list[Line]:
        if not found.overall.both.reviews:
            return []
        is_wide = width >= WIDE
        heads = f"{'':<15}{'all':>6}{'young':>7}{'mature':>8}"
        rows = [(figures.month_in_words(each.first), each) for each in found.retention_by_month[-MONTHS:]]
        lines = [words(heads + (f"{'desired':>9}{'predicted':>11}{'of':>9}" if is_wide else ""), MUTED)]
        lines += [
            _retained(name, period, is_wide) for name, period in [*rows, ("All the time", found.overall)]
        ]
        return _section("True retention", lines)

    return draw


def _retained(name: str, period: Period, is_wide: bool) -> Line:
    both = period.both
    text = f"{percent(period.young.share):>7}{percent(period.mature.share):>8}"
    if is_wide:
        text += f"{percent(both.mean_desired):>9}{percent(both.mean_predicted):>11}{both.reviews:>9,}"
    return line((f"{name:<15}", MUTED), (f"{percent(both.share):>6}", "bold"), (text, ""))


def mastery(head: str, found: Sequence[Mastery], note: str) -> Draw:
    """Return how well decks or tags are known now, and how much of them is learned."""

    def draw(width: int) -> list[Line]:
        if not found:
            return []
        room = width - 20
        lines = [words(f"{'':<{room}}{'recall now':>11}{'learned':>9}", MUTED)]
        for each in found:
            name = shortened(each.title, room - 1)
            learned = percent(each.learned / each.cards) if each.cards else "–"
            lines.append(
                line(
                    (charts.fitted(name, room), ""),
                    (f"{percent(each.recall):>11}", "bold"),
                    (f"{learned:>9}", ""),
                )
            )
        return _section(
            head, [*lines, *(words(each, MUTED) for each in (wrapped(note, width) if note else []))]
        )

    return draw


def tags_note(found: Statistics) -> str:
    """Return which of the tags are shown, empty where all are."""
    shown = len(figures.weakest(found.tags))
    return f"Those studied that are recalled least, of {len(found.tags)}." if shown < len(found.tags) else ""


def _section(head: str, lines: Sequence[Line]) -> list[Line]:
    """Return lines under their heading, nothing where there are none."""
    return [words(head, HEAD), *lines] if lines else []
