"""The statistics screen and a card's page, on a real terminal of every size."""

from pathlib import Path

import pytest
from histories import at, day_on
from playing import ESCAPE, VNQUIZ
from terminal import Terminal

from vnquiz.core.days import Day
from vnquiz.core.events import Draft, EventKind
from vnquiz.core.questions import CardId
from vnquiz.core.verdicts import Rating, VerdictKind
from vnquiz.store.opening import open_for_writing

NOW = "2026-11-21T09:00+07:00"
TODAY = day_on(2026, 11, 21)
END = "\x1b[F"
PAGE_DOWN = "\x1b[6~"
DECK = """
deck: rivers
title: Rivers
questions:
  - {id: longest, type: short-answer, ask: Which river is longest?, answer: Mekong, tags: [water]}
  - {id: capital, type: short-answer, ask: Which one flows through Huế?, answer: Perfume River}
  - {id: new, type: short-answer, ask: Which one was never asked?, answer: Red River}
"""
LONGEST, CAPITAL = CardId("rivers/longest"), CardId("rivers/capital")


def answer(card: CardId, ago: int, rating: Rating, text: str, due: int = 0) -> Draft:
    day = Day(TODAY - ago)
    return Draft(
        EventKind.STUDY,
        card,
        at(day),
        day,
        rating=rating,
        verdict=VerdictKind.WRONG if rating is Rating.AGAIN else VerdictKind.EXACT,
        score=float(rating > 1),
        asked={"right": "Mekong"},
        answered={"text": text},
        duration=30_000,
        desired_retention=0.9,
        due=Day(TODAY + due),
    )


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """A learner who misses one card again and again, and has the other due tomorrow."""
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "rivers.yaml").write_text(DECK, encoding="utf-8")
    drafts = [answer(LONGEST, 40, Rating.GOOD, "Mekong")]
    for ago in range(36, 6, -5):
        drafts.append(answer(LONGEST, ago, Rating.AGAIN, "The Nile \x1b[31m"))
        drafts.append(answer(CAPITAL, ago, Rating.GOOD, "Perfume River", due=1))
    with open_for_writing(tmp_path / "progress.db") as progress:
        progress.append(*drafts)
    return {"VNQUIZ_HOME": str(tmp_path)}


def screen(home: dict[str, str], cols: int = 80, rows: int = 24) -> Terminal:
    return Terminal([*VNQUIZ, "--now", NOW], env=home, cols=cols, rows=rows)


def test_the_four_figures_stand_below_the_year_in_words(home: dict[str, str]) -> None:
    with screen(home) as terminal:
        terminal.wait_for("s Statistics")
        terminal.send("s")
        shown = terminal.wait_for("True retention")
        flat = " ".join(shown.split())
        assert "True retention: 50 % of 8 reviews in the last 30 days were remembered" in flat
        assert "90 % desired" in flat
        assert "Due tomorrow: 1 card." in flat
        assert "Minutes a day: 1.0" in flat
        assert "Studied on 7 days of the last 365, with 13 answers; the most, 2, on 16 October 2026." in flat
        assert [line.strip()[:3] for line in shown.splitlines() if "·····" in line] == [
            *("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
        ]
        terminal.send(ESCAPE)
        terminal.wait_for("a Study all")


def test_the_last_line_tells_which_parameters_are_in_force(home: dict[str, str]) -> None:
    with Terminal([*VNQUIZ, "--now", NOW], home) as terminal:
        terminal.wait_for("Statistics")
        terminal.send("s")
        terminal.wait_for("True retention")
        terminal.send(END)
        terminal.wait_for("Scheduling follows the default parameters.")


@pytest.mark.parametrize("changes", [{}, {"NO_COLOR": "1"}])
def test_a_digit_opens_a_hard_card_that_tells_its_life_and_what_may_help(
    home: dict[str, str], changes: dict[str, str]
) -> None:
    with screen(home | changes) as terminal:
        terminal.wait_for("s Statistics")
        terminal.send("s")
        terminal.wait_for("True retention")
        terminal.send(END)
        terminal.wait_for("for: Which river is longest?")
        terminal.send("1")
        shown = " ".join(terminal.wait_for("suspend it.").split())
        assert "Which river is longest? Mekong" in shown
        assert "Rewrite it" in shown
        terminal.send(PAGE_DOWN)
        terminal.wait_for("▲ today")
        terminal.send(END)
        end = terminal.wait_for("Answered: right, “Mekong”, Good, 30 s.")
        assert "12 Oct 2026" in end
        assert b"\x1b[31m\xe2\x80\x9d" not in terminal.raw
        terminal.send(ESCAPE)
        terminal.wait_for("for: Which river is longest?")


def test_all_of_it_can_be_read_at_the_least_size(home: dict[str, str]) -> None:
    with screen(home, 40, 12) as terminal:
        terminal.wait_for("a Study all")
        terminal.send("s")
        seen = terminal.wait_for("Statistics")
        for _ in range(60):
            before = terminal.display()
            if "for: Which river" in before:
                break
            terminal.send("jjj")
            seen += "\n" + terminal.wait_for(lambda now, before=before: now != before)  # type: ignore[misc]
        words = " ".join(seen.split())
        for expected in (
            "▒ 1 █ 2",
            "True retention",
            "Due tomorrow: 1 card.",
            "Sun 22 Nov 1 ━",
            "water",
            "Hardest cards",
        ):
            assert expected in words
        assert all(len(line) <= 40 for line in seen.splitlines())
