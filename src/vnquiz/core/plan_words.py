"""A plan in words: what it takes, what will be known, what does not fit and what to do about it."""

from collections.abc import Sequence

from vnquiz.core import telling
from vnquiz.core.figures import percent
from vnquiz.core.planning import Outline, Share
from vnquiz.core.sentences import counted, listed

MOST_NAMED = 3
"""How many tags to leave out are named where one does not make room."""

HEADS = ("tag", "cards", "known", "left out")
CHOICE_HEADS = ("retention", "minutes", "known", "left out")
TAGS = "By tag, what will be known least first:"
CHOICES = "What another desired retention would bring, in minutes a day:"
WIDEST = 72


def sentences(outline: Outline) -> list[str]:
    """Return a plan in sentences."""
    found = outline.forecast.all
    if not found.cards:
        return ["No card belongs to this plan."]
    return [_aim(outline), _effort(outline), _outcome(found), *_what_does_not_fit(outline)]


def tag_rows(outline: Outline) -> list[tuple[str, str, str, str]]:
    """Return the texts that go under `HEADS`, the tag that will be known least first."""
    return [
        (share.name, str(share.cards), percent(share.recall), str(share.left_out or "–"))
        for share in sorted(outline.forecast.tags, key=lambda share: (share.recall, share.name))
    ]


def choice_rows(outline: Outline) -> list[tuple[str, str, str, str]]:
    """Return the texts that go under `CHOICE_HEADS`."""
    return [
        (
            f"{retention:.2f}",
            f"{forecast.minutes:.0f}",
            f"{forecast.all.known:.0f}",
            str(forecast.all.left_out or "–"),
        )
        for retention, forecast in outline.choices
    ]


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], width: int = WIDEST) -> list[str]:
    """Return rows under their heads as lines, numbers to the right, names cut where there is no room."""
    cells = [heads, *rows]
    widths = [max(len(row[place]) for row in cells) for place in range(len(heads))]
    widths[0] = max(len(heads[0]), min(widths[0], width - sum(widths[1:]) - 2 * len(widths[1:])))
    return [
        "  ".join(
            [
                _cut(row[0], widths[0]).ljust(widths[0]),
                *(cell.rjust(room) for cell, room in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in cells
    ]


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _aim(outline: Outline) -> str:
    found = outline.forecast.all
    cards = f"{counted(found.cards, 'card')} by {telling.long_date(outline.plan.date)}"
    return f"{cards}, in {counted(outline.days, 'day')}: {found.cards - found.new} begun, {found.new} new."


def _effort(outline: Outline) -> str:
    minutes = (
        f"About {minutes_of(outline.forecast.minutes)} a day, {outline.forecast.busiest:.0f} on the busiest"
    )
    if not outline.forecast.all.new:
        return f"{minutes}."
    return (
        f"{minutes}. It takes {counted(outline.new_a_day, 'new card')} a day; "
        f"your limit is {outline.limits.new}."
    )


def minutes_of(minutes: float) -> str:
    """Return minutes with their noun, at least one."""
    return counted(max(1, round(minutes)), "minute")


def _outcome(found: Share) -> str:
    return f"On that day you will know about {found.known:.0f} of the {found.cards}: {percent(found.recall)}."


def _what_does_not_fit(outline: Outline) -> list[str]:
    left_out, needed = outline.forecast.all.left_out, outline.needed
    if not left_out or needed is None:
        return ["All of them fit."]
    told = [f"{counted(left_out, 'new card')} will not fit."]
    if needed.all.left_out < left_out:
        told.append(
            f"With {outline.new_a_day} new cards and about {minutes_of(needed.minutes)} a day, "
            f"{needed.busiest:.0f} on the busiest, {_all_but(needed.all.left_out)} would."
        )
    else:
        told.append("More a day would not help: cards that give each other away wait for different days.")
    return [*told, *_what_to_drop(outline)]


def _all_but(left_out: int) -> str:
    return "all" if not left_out else f"all but {left_out}"


def _what_to_drop(outline: Outline) -> list[str]:
    """Name the tag with the fewest new cards that would make room, or else those with the most."""
    left_out, cards = outline.forecast.all.left_out, outline.forecast.all.cards
    parts = [share for share in outline.forecast.tags if share.new and share.cards < cards]
    by_size = sorted(parts, key=lambda share: share.new)
    enough = [share for share in by_size if share.new >= left_out][:1]
    named = enough or by_size[: -MOST_NAMED - 1 : -1]
    if not named:
        return []
    tags = listed([f"“{share.name}” ({counted(share.new, 'new card')})" for share in named])
    return [f"Or leave out what matters least, such as the {'tag' if len(named) == 1 else 'tags'} {tags}."]
