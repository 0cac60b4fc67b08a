"""Dates are read in any usual form, day first, and what is no date is refused with a sentence."""

from datetime import date as calendar_date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnquiz.core.dates import PartialDate, days_in, in_words, parse_iso, read_date
from vnquiz.core.verdicts import Unreadable

YEAR = PartialDate(2023)
MONTH = PartialDate(2023, 9)
DAY = PartialDate(2023, 9, 10)


def rows(forms: str) -> list[list[str]]:
    """The rows between bars, their cells between equals signs."""
    return [[cell.strip(" ") for cell in row.split(" = ")] for row in forms.split("|")]


def either(forms: str) -> list[str]:
    """The forms between bars."""
    return [form.strip(" ") for form in forms.split("|")]


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    year = draw(st.integers(-3000, 2200).filter(bool))
    month = draw(st.none() | st.integers(1, 12))
    if month is None:
        return PartialDate(year)
    return PartialDate(year, month, draw(st.none() | st.integers(1, days_in(year, month))))


@pytest.mark.parametrize(
    "typed",
    [
        *either(
            "10/9/2023 | 10-9-2023 | 10.9.2023 | 10. 9. 2023 | 10 9 2023 | 10/09/2023 | 10/Sep/2023 | "
            "2023-09-10 | 2023/9/10 | 2023.9.10 | 2023 Sep 10 | 10 September 2023 | 10 sept. 2023 | "
            "September 10, 2023 | Sep 10 2023 | September 10th, 2023 | 10th of September 2023 | "
            "the 10th of September, 2023 | on 10 September 2023 | Sunday, 10 September 2023 | "
            "10 September 2023 AD | ngày 10 tháng 9 năm 2023 | 10 tháng 9 năm 2023 | 10 tháng 9, 2023 | "
            "ngay 10 thang 9 nam 2023 | Ngày 10 tháng Chín năm 2023 | Chủ nhật, ngày 10/9/2023 | "
            "mùng 10 tháng 9 2023 | ngày 10/9 năm 2023 | năm 2023, tháng 9, ngày 10 | １０／９／２０２３ | "
            "10–9–2023 | 10\xa09\xa02023"
        ),
        " 10/9/2023. ",
    ],
)
def test_a_day_is_read_in_any_usual_form(typed: str) -> None:
    assert read_date(typed) == DAY


@pytest.mark.parametrize(
    "typed",
    either(
        "Sept 2023 | September 2023 | SEPTEMBER 2023 | Sep. 2023 | 2023 September | September, 2023 | "
        "9/2023 | 09/2023 | 9-2023 | 9.2023 | 2023-09 | 2023/9 | tháng 9 năm 2023 | tháng 9/2023 | "
        "tháng 9-2023 | thang 9 nam 2023 | tháng chín năm 2023 | T9/2023 | thg 9 2023 | Th9 2023 | "
        "năm 2023 tháng 9"
    ),
)
def test_a_month_is_read_in_any_usual_form(typed: str) -> None:
    assert read_date(typed) == MONTH


@pytest.mark.parametrize(
    ("typed", "year"),
    rows(
        "2023 = 2023 | since 2023 = 2023 | from 2023 = 2023 | "
        "938 = 938 | 0938 = 938 | 40 = 40 | 7 = 7 | year 40 = 40 | năm 938 = 938 | "
        "AD 938 = 938 | 938 AD = 938 | A.D. 938 = 938 | 938 CE = 938 | 938 CN = 938 | 938 SCN = 938 | "
        "111 BC = -111 | 111BC = -111 | 111 B.C. = -111 | 111 b. c. = -111 | 111 BCE = -111 | "
        "111 B.C.E. = -111 | 111 TCN = -111 | năm 111 TCN = -111 | 111 trước Công nguyên = -111 | "
        "111 truoc CN = -111 | năm 40 sau Công nguyên = 40 | 111 before Christ = -111 | -111 = -111 | "
        "−111 = -111 | -0111 = -111 | 10000 BC = -10000"
    ),
)
def test_a_year_is_read_with_or_without_its_era(typed: str, year: str) -> None:
    assert read_date(typed) == PartialDate(int(year))


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("9/10/2023", PartialDate(2023, 10, 9)),
        ("tháng năm năm 2023", PartialDate(2023, 5)),
        ("tháng năm 2023", PartialDate(2023, 5)),
        ("tháng mười năm 2023", PartialDate(2023, 10)),
        ("tháng Mười Một năm 1945", PartialDate(1945, 11)),
        ("tháng mười hai năm 1972", PartialDate(1972, 12)),
        ("30 tháng tư 1975", PartialDate(1975, 4, 30)),
        ("March 40 AD", PartialDate(40, 3)),
        ("tháng 3 năm 40", PartialDate(40, 3)),
        ("10/9/40 AD", PartialDate(40, 9, 10)),
        ("10/9/0040", PartialDate(40, 9, 10)),
        ("15 March 44 BC", PartialDate(-44, 3, 15)),
        ("-0044-03-15", PartialDate(-44, 3, 15)),
        ("29/2/2024", PartialDate(2024, 2, 29)),
        ("29/2/1500", PartialDate(1500, 2, 29)),
        ("29 February 5 BC", PartialDate(-5, 2, 29)),
        ("May 2023", PartialDate(2023, 5)),
    ],
)
def test_figures_and_words_take_their_places(typed: str, date: PartialDate) -> None:
    assert read_date(typed) == date


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("31/2/2023", "February 2023 has no day 31"),
        ("29/2/1900", "February 1900 has no day 29"),
        ("29 February 4 BC", "February 4 BC has no day 29"),
        ("31 April 2023", "April 2023 has no day 31"),
        ("0/9/2023", "has no day 0"),
        ("9/25/2023", "day first"),
        ("13/2023", "no month 13"),
        ("2023-13", "no month 13"),
        ("2023-00-10", "no month 0"),
        ("tháng 13 năm 2023", "no month 13"),
        ("0", "no year 0"),
        ("1/1/0000", "no year 0"),
    ],
)
def test_an_impossible_date_is_refused_with_what_is_wrong(typed: str, reason: str) -> None:
    read = read_date(typed)
    assert isinstance(read, Unreadable)
    assert reason in read.reason


@pytest.mark.parametrize(
    "typed",
    either("10/9/23 | 9/23 | 10/9 | 10 Sept | September | Sept 23 | '75 | ’75 | tháng 9 | 10/9/'23"),
)
def test_a_year_is_asked_for_in_full(typed: str) -> None:
    read = read_date(typed)
    assert isinstance(read, Unreadable)
    assert "year in full" in read.reason


@pytest.mark.parametrize(
    "typed",
    [
        *either(
            "banana | 1954-1975 | 1970s | 19th century | c. 938 | 10:9:2023 | 10_9_2023 | 10092023 | "
            "12345 | 10/9/2023 10/9/2023 | September 2023 October | 111 BC AD | -111 BC | -10/9/2023 | "
            "2023年9月10日 | mùa thu năm 1945 | ² | 🙂 | 1e9 | 10/9/2023/4 | 2023/9/2023"
        ),
        "9" * 10000,
        "tháng " * 30,
    ],
)
def test_what_is_no_date_is_refused_with_the_forms_that_are(typed: str) -> None:
    read = read_date(typed)
    assert isinstance(read, Unreadable)
    assert "day first" in read.reason
    assert len(read.reason) < 200


@given(st.text() | st.text(st.sampled_from("0123456789/-. thángnămBCSept'")))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    assert isinstance(read_date(text), PartialDate | Unreadable)


@given(dates(), st.sampled_from(["en", "en-GB", "vi", "vi-VN", "fr"]))
def test_what_is_said_in_words_reads_back(date: PartialDate, language: str) -> None:
    assert read_date(in_words(date, language)) == date


@given(dates())
def test_iso_reads_back(date: PartialDate) -> None:
    assert parse_iso(date.iso()) == date
    assert read_date(date.iso()) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023", YEAR),
        ("2023-09", MONTH),
        ("2023-09-10", DAY),
        (" 2023-09-10 ", DAY),
        ("-0111", PartialDate(-111)),
        ("-111", PartialDate(-111)),
        ("938", PartialDate(938)),
        ("-0044-03-15", PartialDate(-44, 3, 15)),
    ],
)
def test_an_author_writes_iso(text: str, date: PartialDate) -> None:
    assert parse_iso(text) == date


@pytest.mark.parametrize(
    "text",
    [
        *either(
            "23 | 2023-9 | 2023-9-10 | 2023-13 | 2023-00 | 2023-02-30 | 0000 | -0000 | 9/2023 | 20230910 | "
            "2023-09-10T00:00 | ２０２３ | 2023-09-1 | +2023 | --111 | 2023 -09"
        ),
        "9" * 10000,
        "",
    ],
)
def test_an_author_writes_nothing_but_iso(text: str) -> None:
    assert parse_iso(text) is None


@pytest.mark.parametrize(
    ("date", "english", "vietnamese"),
    [
        (YEAR, "2023", "2023"),
        (MONTH, "September 2023", "tháng 9 năm 2023"),
        (DAY, "10 September 2023", "ngày 10 tháng 9 năm 2023"),
        (PartialDate(938), "938", "938"),
        (PartialDate(40), "AD 40", "40"),
        (PartialDate(-111), "111 BC", "111 TCN"),
        (PartialDate(-44, 3, 15), "15 March 44 BC", "ngày 15 tháng 3 năm 44 TCN"),
    ],
)
def test_dates_are_said_in_words(date: PartialDate, english: str, vietnamese: str) -> None:
    assert in_words(date) == english
    assert in_words(date, "vi") == vietnamese


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(0, None, None), (2023, 13, None), (2023, 0, None), (2023, None, 1), (2023, 2, 29), (10000, None, None)],
)
def test_a_date_that_no_calendar_has_cannot_be_made(year: int, month: int | None, day: int | None) -> None:
    with pytest.raises(ValueError, match=r"year|month|day"):
        PartialDate(year, month, day)


@given(st.integers(1583, 9999), st.integers(1, 12))
def test_months_are_as_long_as_in_the_calendar(year: int, month: int) -> None:
    calendar_date(year, month, days_in(year, month))
    with pytest.raises(ValueError, match="day is out of range"):
        calendar_date(year, month, days_in(year, month) + 1)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (PartialDate(2022), YEAR),
        (PartialDate(2023, 8), MONTH),
        (PartialDate(2023, 9, 9), DAY),
        (PartialDate(2022), DAY),
        (PartialDate(2023, 8, 31), MONTH),
        (PartialDate(-111), PartialDate(-44)),
        (PartialDate(-1), PartialDate(1)),
    ],
)
def test_a_date_is_before_another_when_its_span_ends_first(earlier: PartialDate, later: PartialDate) -> None:
    assert earlier.is_before(later)
    assert not later.is_before(earlier)


@pytest.mark.parametrize(("one", "other"), [(YEAR, MONTH), (MONTH, DAY), (YEAR, DAY), (DAY, DAY)])
def test_dates_that_overlap_have_no_certain_order(one: PartialDate, other: PartialDate) -> None:
    assert not one.is_before(other)
    assert not other.is_before(one)


@pytest.mark.parametrize(
    ("outer", "inner", "is_inside"),
    [
        (YEAR, DAY, True),
        (MONTH, DAY, True),
        (DAY, DAY, True),
        (DAY, MONTH, False),
        (MONTH, YEAR, False),
        (PartialDate(2022), DAY, False),
        (PartialDate(2023, 8), DAY, False),
    ],
)
def test_a_date_contains_what_is_as_exact_and_agrees(
    outer: PartialDate, inner: PartialDate, is_inside: bool
) -> None:
    assert outer.contains(inner) is is_inside


@given(dates(), dates())
def test_containing_and_coming_before_exclude_each_other(one: PartialDate, other: PartialDate) -> None:
    assert not (one.contains(other) and (one.is_before(other) or other.is_before(one)))
    assert not (one.is_before(other) and other.is_before(one))
