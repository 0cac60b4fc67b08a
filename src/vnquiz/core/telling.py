"""What is said to the learner, in words: the question, the verdict, the source, the days to come."""

from typing import assert_never

from vnquiz.core import markup
from vnquiz.core.dates import PartialDate, in_words, parse_iso
from vnquiz.core.days import Day, date_of
from vnquiz.core.marking import right_answer
from vnquiz.core.questions import Card, Citation, Cloze, Gap, Source
from vnquiz.core.sentences import counted, listed
from vnquiz.core.tasks import (
    Arrange,
    Judge,
    Pair,
    Pick,
    Reveal,
    Task,
    TypeDate,
    TypeList,
    TypeNumber,
    TypeText,
)
from vnquiz.core.verdicts import Verdict, VerdictKind

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def prompt(card: Card) -> str:
    """Return the question as small Markdown; in a cloze the gap asked for is shown as […], the others filled."""
    body = card.question.body
    if not isinstance(body, Cloze) or card.gap is None:
        return card.question.ask
    text = "".join(piece if isinstance(piece, str) else _gap(piece, card.gap) for piece in body.pieces)
    return f"{card.question.ask}\n\n{text}" if card.question.ask else text


def _gap(gap: Gap, asked: Gap) -> str:
    if gap is not asked:
        return gap.answer.text
    return f"**[{gap.hint} …]**" if gap.hint else "**[…]**"


def instruction(task: Task) -> str:
    """Return what the learner is to do, in a few words."""
    match task:
        case Reveal():
            return "Think of the answer, then look."
        case Pick(many=many):
            return "Select every right one." if many else "Pick one."
        case Judge():
            return "True or false?"
        case TypeText():
            return "Type the answer."
        case TypeNumber(unit=unit):
            return f"A number: how many {unit}." if unit else "A number."
        case TypeDate(answer=answer):
            if answer.month is None:
                return "A year, such as 1999."
            if answer.day is None:
                return "A month and a year, such as May 1999 or 5/1999."
            return "A date, day first, such as 31 May 1999 or 31/5/1999."
        case TypeList(items=items, need=need):
            return f"Name {need}." if need == len(items) else f"Name any {need}."
        case Arrange():
            return "Put them in order, first at the top."
        case Pair():
            return "Give each one its partner."
        case _:
            assert_never(task)


def verdict_symbol(verdict: Verdict) -> str:
    """Return the sign that goes with the verdict's word."""
    if verdict.kind in (VerdictKind.SELF_RATED, VerdictKind.UNKNOWN):
        return "›"
    if verdict.is_right:
        return "✓"
    return "≈" if verdict.score > 0 else "✗"


def headline(verdict: Verdict) -> str:
    """Return the verdict in a sentence or two."""
    match verdict.kind:
        case VerdictKind.SELF_RATED:
            word = "How well did you know it?"
        case VerdictKind.UNKNOWN:
            word = "This is the answer."
        case VerdictKind.TYPO:
            word = "Right, but for a slip of the keys."
        case VerdictKind.PARTIAL:
            word = f"Partly right: {round(verdict.score * 100)} %."
        case _:
            word = "Right." if verdict.is_right else "Not quite."
    return f"{word} {verdict.note}".strip()


def from_to(old: str, new: str) -> str:
    """Return what something was and what it is now: old → new."""
    return f"“{old}” → “{new}”" if "→" in old + new else f"{old} → {new}"


def changed_answer(old: str, task: Task) -> str:
    """Return a sentence on the answer that a task had and the one it has; empty for no answer."""
    if not old:
        return ""
    new = right_answer(task)
    words = from_to(markup.plain(old), markup.plain(new)) if isinstance(task, Reveal) else from_to(old, new)
    return f"The answer changed since you last saw this card: {words}"


def citations(card: Card) -> list[str]:
    """Return a card's citations in full words, one for each source: title, publisher, date and paragraphs."""
    places: dict[str, list[Citation]] = {}
    for cited in card.question.cite:
        places.setdefault(cited.source, []).append(cited)
    return [
        ", ".join([*source_words(card.deck.sources.get(name, Source(name, name))), paragraphs(cited)])
        for name, cited in places.items()
    ]


def source_words(source: Source) -> list[str]:
    """Return what names a source: title, author, publisher and date, as far as they are known."""
    words = (source.title, source.author, source.publisher, source_date(source.date))
    return [word for word in words if word]


def paragraphs(cited: list[Citation]) -> str:
    """Return the paragraphs of one source: paragraph 7, paragraphs 3 to 5 and 9."""
    ranges: list[tuple[int, int]] = []
    for first, last in sorted((each.first, each.last) for each in cited):
        if ranges and first <= ranges[-1][1] + 1:
            ranges[-1] = ranges[-1][0], max(last, ranges[-1][1])
        else:
            ranges.append((first, last))
    places = [str(first) if first == last else f"{first} to {last}" for first, last in ranges]
    noun = "paragraph" if places == [str(ranges[0][0])] else "paragraphs"
    return f"{noun} {listed(places)}"


def source_date(text: str) -> str:
    """Return a source's date in words where it is written as 2024-07-27, else as it stands."""
    date = parse_iso(text)
    return text if date is None else in_words(date)


def interval(days: int) -> str:
    """Return a number of days as the rating buttons show it."""
    if days <= 0:
        return "again soon"
    if days < 60:
        return f"{days} d"
    if days < 730:
        return f"{round(days / 30.4)} mo"
    return f"{days / 365.25:.1f} y"


def day_ahead(day: Day, today: Day) -> str:
    """Return a day to come as people say it: tomorrow, in 3 days, on 5 January 2027."""
    match day - today:
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case days if days <= 14:
            return f"in {days} days"
    return f"on {long_date(day)}"


def long_date(day: Day) -> str:
    """Return a day as 21 November 2026."""
    date = date_of(day)
    return in_words(PartialDate(date.year, date.month, date.day))


def short_date(day: Day) -> str:
    """Return a day as Sat 21 Nov."""
    day_of_month, month, _ = long_date(day).split()
    return f"{WEEKDAYS[date_of(day).weekday()]} {day_of_month} {month[:3]}"


def to_do(due: int, new: int, minutes: int) -> str:
    """Return what there is to do today in a sentence."""
    parts = [text for number, text in ((due, f"{due} to review"), (new, f"{new} new")) if number]
    if not parts:
        return "Nothing is due today."
    return f"Today: {', '.join(parts)}, about {counted(minutes, 'minute')}."
