"""A report as one page that needs nothing else: no script, no font, no picture from anywhere."""

from collections.abc import Iterable, Iterator
from textwrap import dedent

from vnquiz.cli.reports.charts import histogram, scatter, share_bar
from vnquiz.cli.reports.figures import duration, facts_of, percent, signed
from vnquiz.cli.reports.markup import escaped
from vnquiz.core.classreport import ClassReport, ItemReport, Option, SectionReport

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = dedent("""\
    :root { color-scheme: light dark; --ink: #1b1f24; --soft: #59636e; --paper: #fff; --line: #d5dae0;
      --bar: #4a7ebb; --track: #eaeef2; --right: #2e7d4f; --suspect: #b3261e; --note: #fdf3e1; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --soft: #9aa5b1; --paper: #16191d;
      --line: #363d45; --bar: #6f9fd8; --track: #2a3037; --right: #63b586; --suspect: #ff8a80; --note: #362c1a; } }
    * { box-sizing: border-box; }
    body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 60rem; color: var(--ink);
      background: var(--paper); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
    h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem; }
    h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
    h3 { font-size: 1rem; margin: 0 0 .25rem; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.25rem; margin: 0; }
    dt { color: var(--soft); } dd { margin: 0; }
    .note { background: var(--note); padding: .6rem .9rem; border-radius: .4rem; margin: 1rem 0; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
    th, td { padding: .3rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
    th { font-weight: 600; color: var(--soft); }
    .n { text-align: right; white-space: nowrap; }
    .name { min-width: 14rem; }
    .card, .soft { color: var(--soft); font-size: .875rem; }
    .flag { margin: .35rem 0; } .flag b, b.card { color: var(--suspect); }
    table.narrow { width: auto; }
    article { border-top: 1px solid var(--line); padding: 1rem 0 .5rem; break-inside: avoid; }
    article table { margin-top: .5rem; width: auto; min-width: 60%; }
    article td, article th { border: 0; padding: .15rem .6rem .15rem 0; }
    svg.chart { display: block; width: 100%; max-width: 40rem; height: auto; }
    svg text { fill: var(--soft); font-size: 12px; font-family: inherit; }
    svg .middle { text-anchor: middle; } svg .end { text-anchor: end; }
    svg .strong { fill: var(--ink); font-weight: 600; }
    svg .grid { stroke: var(--line); } svg .axis { stroke: var(--soft); }
    svg .mean { stroke: var(--ink); stroke-dasharray: 4 3; }
    svg .bar, svg .dot { fill: var(--bar); } svg .dot { fill-opacity: .75; }
    svg .track { fill: var(--track); } svg .right { fill: var(--right); } svg .suspect { fill: var(--suspect); }
    svg.share { vertical-align: -1px; max-width: 30vw; }
    @media (max-width: 40rem) { .wide { display: none; } body { font-size: .95rem; } .name { min-width: 9rem; }
      th, td { padding: .3rem .35rem; } }
    @page { margin: 14mm; }
    @media print { :root { color-scheme: light; --ink: #000; --soft: #444; --paper: #fff; --line: #bbb;
      --bar: #4a7ebb; --track: #eaeef2; --right: #2e7d4f; --suspect: #b3261e; --note: #fdf3e1; }
      body { max-width: none; padding: 0; font-size: 10pt; } h2 { break-after: avoid; }
      svg.chart { max-width: 13cm; } tr, svg { break-inside: avoid; }
      .scroll { overflow: visible; } .wide { display: table-cell; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
    """)


def as_html(report: ClassReport) -> str:
    """Return the whole page."""
    title = "; ".join(title for _, title, _ in report.decks) or "Report"
    head = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escaped(title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
    )
    body = "\n".join(_body(title, report))
    return f"{head}{body}\n</body>\n</html>\n"


def _body(title: str, report: ClassReport) -> Iterator[str]:
    yield f"<h1>{escaped(title)}</h1>"
    yield "<dl>"
    for name, words in facts_of(report):
        yield f"<dt>{escaped(name)}</dt><dd>{escaped(words)}</dd>"
    yield "</dl>"
    for note in report.notes:
        yield f'<p class="note">{escaped(note)}</p>'
    yield f"<h2>Marks</h2>\n{histogram(report.histogram, report.mean)}"
    if any(item.discrimination is not None for item in report.items):
        yield f"<h2>Questions at a glance</h2>\n{scatter(report.items)}"
        yield (
            '<p class="soft">Each dot is a question: right means easy, up means that good students did better on '
            "it than others. Squares are suspected of a fault; their numbers are those below.</p>"
        )
    yield from _overview(report.items)
    yield from _sections("By tag", "Tag", report.tags)
    yield from _sections("By paragraph of the sources", "Paragraph", report.paragraphs)
    yield "<h2>Question by question</h2>"
    for number, item in enumerate(report.items, 1):
        yield from _article(number, item)
    yield from _left_out(report)


def _overview(items: Iterable[ItemReport]) -> Iterator[str]:
    """Yield the table of all questions."""
    yield '<h2>All questions</h2>\n<div class="scroll"><table><thead><tr><th class="n">No.</th>'
    yield '<th>Question</th><th class="n">Mean</th><th class="n">Discr.</th><th class="n wide">Best − last</th>'
    yield '<th class="n wide">Papers</th><th class="n wide">Open</th><th class="n wide">Time</th></tr></thead><tbody>'
    for number, item in enumerate(items, 1):
        flags = "".join(f' <b class="card">{escaped(flag.code.value)}</b>' for flag in item.flags)
        yield (
            f'<tr><td class="n">{number}</td><td class="name">{escaped(item.prompt)}<br>'
            f'<span class="card">{escaped(item.card)}</span>{flags}</td>'
            f'<td class="n">{percent(item.facility)}</td><td class="n">{signed(item.discrimination)}</td>'
            f'<td class="n wide">{signed(item.upper_lower)}</td><td class="n wide">{item.papers}</td>'
            f'<td class="n wide">{item.omitted}</td><td class="n wide">{duration(item.seconds)}</td></tr>'
        )
    yield "</tbody></table></div>"


def _sections(title: str, head: str, sections: Iterable[SectionReport]) -> Iterator[str]:
    """Yield a table of sections, nothing where there are none."""
    found = list(sections)
    if not found:
        return
    yield f'<h2>{title}</h2>\n<div class="scroll"><table class="narrow"><thead>'
    yield f'<tr><th>{head}</th><th class="n">Mean</th><th></th>'
    yield '<th class="n">Questions</th><th class="n">Answers</th></tr></thead><tbody>'
    for section in found:
        yield (
            f'<tr><td>{escaped(section.name)}</td><td class="n">{percent(section.facility)}</td>'
            f'<td>{share_bar(section.facility, is_right=False)}</td><td class="n">{section.items}</td>'
            f'<td class="n">{section.responses}</td></tr>'
        )
    yield "</tbody></table></div>"


def _article(number: int, item: ItemReport) -> Iterator[str]:
    """Yield one question with what is suspected of it and the answers it got."""
    yield f"<article><h3>{number}. {escaped(item.prompt)}</h3>"
    cited = f" · {escaped(', '.join(item.cite))}" if item.cite else ""
    yield f'<div class="card">{escaped(item.card)} · {escaped(item.type)}{cited}</div>'
    for flag in item.flags:
        yield f'<div class="flag"><b>{escaped(flag.code.value)}</b> {escaped(flag.words)}</div>'
    yield (
        f'<div class="soft">mean {percent(item.facility)}, discrimination {signed(item.discrimination)}, '
        f"{item.papers} papers, {item.omitted} open, {duration(item.seconds)}</div>"
    )
    answers = (*item.options, *item.wrong_answers)
    if answers:
        yield '<table><thead><tr><th>Answer</th><th></th><th class="n">Taken</th><th class="n">Mean elsewhere</th>'
        yield "</tr></thead><tbody>"
        for option in answers:
            yield _answer(option, item)
        yield "</tbody></table>"
    if not item.options:
        more = f"; {item.other_wrong} other wrong answers" if item.other_wrong else ""
        yield f'<div class="soft">Right: {escaped(item.right)}{more}</div>'
    yield "</article>"


def _answer(option: Option, item: ItemReport) -> str:
    sign = "✓ " if option.is_right else ""
    of = option.offered or item.papers
    return (
        f"<tr><td>{sign}{escaped(option.text)}</td>"
        f"<td>{share_bar(option.taken / of, is_right=option.is_right)}</td>"
        f'<td class="n">{option.taken}</td><td class="n">{percent(option.rest)}</td></tr>'
    )


def _left_out(report: ClassReport) -> Iterator[str]:
    """Yield the files that do not count."""
    if not report.left_out:
        return
    yield "<h2>Files left out</h2>\n<table><thead><tr><th>File</th><th>Why</th></tr></thead><tbody>"
    for each in report.left_out:
        yield f"<tr><td>{escaped(each.name)}</td><td>{escaped(each.reason)}</td></tr>"
    yield "</tbody></table>"
