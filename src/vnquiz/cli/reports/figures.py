"""How the figures of a report are written."""

from vnquiz.core.classreport import ClassReport, Reliability

HIGH, FAIR = 0.8, 0.6
METHODS = {"KR-20": "KR-20", "alpha": "Cronbach's alpha", "variance": "analysis of variance"}


def percent(share: float | None) -> str:
    """Return a share as a whole percentage, or a dash where there is none."""
    return "–" if share is None else f"{round(100 * share)} %"


def signed(value: float | None) -> str:
    """Return a correlation or difference with two decimals, or a dash where it cannot be told."""
    if value is None:
        return "–"
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")


def duration(seconds: float | None) -> str:
    """Return a time as 14 s or 3:05 min, or a dash where there is none."""
    if seconds is None:
        return "–"
    whole = round(seconds)
    return f"{whole} s" if whole < 100 else f"{whole // 60}:{whole % 60:02} min"


def reliability_words(reliability: Reliability) -> str:
    """Return a reliability with what it means and how it was computed."""
    value = reliability.value
    word = "high" if value >= HIGH else "fair" if value >= FAIR else "low"
    return f"{signed(value)} ({METHODS[reliability.method]}), {word}"


def facts_of(report: ClassReport) -> list[tuple[str, str]]:
    """Return the figures of the papers as a whole, each with its name."""
    deviation = (
        "" if report.deviation is None else f", standard deviation {round(100 * report.deviation)} points"
    )
    size = f"{report.mean_size:.1f}".removesuffix(".0")
    facts = [
        ("Papers", f"{report.students:,}, of {size} questions{'' if report.are_same else ' on average'}"),
        ("Marks", f"mean {percent(report.mean)}{deviation}"),
        ("", f"from {percent(report.marks[0])} to {percent(report.marks[-1])}"),
        ("Corrected", f"mean {percent(report.corrected)}, with what guessing brings taken off"),
        ("Time", f"mean {duration(report.seconds)}"),
    ]
    if report.reliability is not None:
        facts.append(("Reliability", reliability_words(report.reliability)))
    if report.error is not None:
        facts.append(
            ("Precision", f"a mark is off by about {round(100 * report.error)} points (standard error)")
        )
    return facts
