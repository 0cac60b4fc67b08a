"""The charts of a report's page, as plain SVG that takes its colours from the page's style."""

from collections.abc import Iterator, Sequence

from vnquiz.cli.reports.figures import percent, signed
from vnquiz.cli.reports.markup import attribute, escaped
from vnquiz.core.classreport import ItemReport

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 48, 28, 20, 44
ACROSS, DOWN = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
TALL = 360
MOST_LINES = 5
LONGEST_NAMED = 24
BAR_WIDTH = 160


def histogram(counts: Sequence[int], mean: float) -> str:
    """Return how many marks fall between which percentages, with a line at the mean."""
    most = max(*counts, 1)
    step = ACROSS / len(counts)
    parts = list(_grid(most))
    for number, count in enumerate(counts):
        height = DOWN * count / most
        x, y = LEFT + number * step, TOP + DOWN - height
        span = f"{number * 10} to {(number + 1) * 10} %"
        parts.append(
            f'<rect class="bar" x="{x + 2:.1f}" y="{y:.1f}" width="{step - 4:.1f}" height="{height:.1f}">'
            f"<title>{span}: {count}</title></rect>"
        )
        if count:
            parts.append(f'<text x="{x + step / 2:.1f}" y="{y - 4:.1f}" class="middle">{count}</text>')
    for number in range(0, len(counts) + 1, 2):
        x = LEFT + number * step
        parts.append(f'<text x="{x:.1f}" y="{TOP + DOWN + 16}" class="middle">{number * 10} %</text>')
    at = LEFT + ACROSS * mean
    parts.append(f'<line class="mean" x1="{at:.1f}" x2="{at:.1f}" y1="{TOP}" y2="{TOP + DOWN}"/>')
    parts.append(f'<text x="{LEFT + ACROSS / 2}" y="{HEIGHT - 6}" class="middle">mark</text>')
    return _svg(f"How the marks spread; their mean is {percent(mean)}", HEIGHT, parts)


def _grid(most: int) -> Iterator[str]:
    """Yield lines at whole numbers of papers."""
    step = max(1, -(-most // MOST_LINES))
    for count in range(0, most + 1, step):
        y = TOP + DOWN * (1 - count / most)
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text x="{LEFT - 6}" y="{y + 4:.1f}" class="end">{count}</text>'


def scatter(items: Sequence[ItemReport]) -> str:
    """Return the questions by how many knew them and how well they tell good students from others."""
    down = TALL - TOP - BOTTOM
    shown = [(number, item) for number, item in enumerate(items, 1) if item.discrimination is not None]
    lowest = -0.5 if all((item.discrimination or 0) >= -0.5 for _, item in shown) else -1.0

    def place(facility: float, discrimination: float) -> tuple[float, float]:
        return LEFT + ACROSS * facility, TOP + down * (1 - (discrimination - lowest) / (1 - lowest))

    parts = []
    for tenths in range(round(lowest * 10), 11, 5):
        y = place(0, tenths / 10)[1]
        kind = "axis" if tenths == 0 else "grid"
        parts.append(f'<line class="{kind}" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" class="end">{signed(tenths / 10)}</text>')
    for share in (0, 20, 40, 60, 80, 100):
        x = LEFT + ACROSS * share / 100
        parts.append(f'<text x="{x:.1f}" y="{TOP + down + 16}" class="middle">{share} %</text>')
    for number, item in shown:
        x, y = place(item.facility, item.discrimination or 0.0)
        name = f"{number}. {item.card}: {percent(item.facility)}, {signed(item.discrimination)}"
        parts.append(_dot(x, y, name, number if item.flags else 0))
    parts.append(f'<text x="{LEFT + ACROSS / 2}" y="{TALL - 6}" class="middle">mean score</text>')
    parts.append(f'<text x="{LEFT}" y="{TOP - 8}">discrimination</text>')
    return _svg("Mean score against discrimination of each question", TALL, parts)


def _dot(x: float, y: float, name: str, number: int) -> str:
    """Return a question as a dot; one that is suspected is a square with its number."""
    title = f"<title>{escaped(name)}</title>"
    if not number:
        return f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4">{title}</circle>'
    side = "end" if x > WIDTH - 60 else "start"
    beside = x - 9 if side == "end" else x + 9
    return (
        f'<rect class="suspect" x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10">{title}</rect>'
        f'<text x="{beside:.1f}" y="{y + 4:.1f}" class="{side} strong">{number}</text>'
    )


def share_bar(share: float, *, is_right: bool) -> str:
    """Return how many of all took one answer, as a bar in a cell."""
    length = BAR_WIDTH * min(max(share, 0.0), 1.0)
    kind = "right" if is_right else "bar"
    return (
        f'<svg class="share" viewBox="0 0 {BAR_WIDTH} 12" width="{BAR_WIDTH}" height="12" aria-hidden="true">'
        f'<rect class="track" width="{BAR_WIDTH}" height="12"/>'
        f'<rect class="{kind}" width="{length:.1f}" height="12"/></svg>'
    )


def _svg(label: str, height: int, parts: Sequence[str]) -> str:
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{attribute(label)}">'
        f"{''.join(parts)}</svg>"
    )
