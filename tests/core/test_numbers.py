"""A typed number is read in every way it can be meant, exactly, and in no other."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnquiz.core.numbers import in_figures, readings

WORDS_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
ENGLISH = WORDS_TO_NINETEEN.split()
ENGLISH_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
VIETNAMESE = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def english(number: int) -> str:
    if number == 100:
        return "one hundred"
    if number < 20:
        return ENGLISH[number]
    tens = ENGLISH_TENS[number // 10]
    return f"{tens}-{ENGLISH[number % 10]}" if number % 10 else tens


def vietnamese(number: int) -> str:
    if number < 10:
        return VIETNAMESE[number]
    if number == 100:
        return "một trăm"
    tens = "mười" if number < 20 else f"{VIETNAMESE[number // 10]} mươi"
    units = {0: "", 5: " lăm"}.get(number % 10, f" {VIETNAMESE[number % 10]}")
    return tens + (" mốt" if number > 20 and number % 10 == 1 else units)


def rows(forms: str) -> list[list[str]]:
    """The rows between bars, their cells between equals signs."""
    return [[cell.strip(" ") for cell in row.split(" = ")] for row in forms.split("|")]


def either(forms: str) -> list[str]:
    """The forms between bars."""
    return [form.strip(" ") for form in forms.split("|")]


@pytest.mark.parametrize(
    ("typed", "value"),
    rows(
        "500 million = 5e8 | 500,000,000 = 5e8 | 500.000.000 = 5e8 | 5e8 = 5e8 | 5E+8 = 5e8 | "
        "500 000 000 = 5e8 | 500\xa0000\xa0000 = 5e8 | 500\u202f000\u202f000 = 5e8 | "
        "500'000'000 = 5e8 | 500’000’000 = 5e8 | 500_000_000 = 5e8 | 500000000 = 5e8 | "
        "0.5 billion = 5e8 | 0,5 tỷ = 5e8 | 500 triệu = 5e8 | 500tr = 5e8 | 5×10^8 = 5e8 | "
        "5 x 10⁸ = 5e8 | 5*10**8 = 5e8 | 5·10^8 = 5e8 | 5e-3 = 0.005 | 10⁸ = 1e8 | 5×10⁻³ = 0.005 | "
        "1,5 triệu = 1.5e6 | 2 tỷ = 2e9 | 2 tỉ = 2e9 | 2 ty = 2e9 | 500 nghìn tỷ = 5e14 | "
        "3 ngàn = 3000 | 3 nghin = 3000 | 5k = 5000 | 5 K = 5000 | 1.5bn = 1.5e9 | 7 trillion = 7e12 | "
        "2 mn = 2e6 | 2.5m = 2.5e6 | 2 million 500 thousand = 2.5e6 | 1 tỷ 500 triệu = 1.5e9 | "
        "hai triệu rưỡi = 2.5e6 | -5 = -5 | −5 = -5 | – 5 = -5 | minus five = -5 | âm 5 = -5 | +5 = 5 | "
        "-0 = 0 | $500 = 500 | € 500 = 500 | US$5 million = 5e6 | -$5 = -5 | $-5 = -5 | 500 ₫ = 500 | "
        "500 đồng = 500 | 500đ = 500 | 500 USD = 500 | VND 500 = 500 | 1234,567 = 1234.567 | "
        "0.500 = 0.5 | .5 = 0.5 | ,5 = 0.5 | 5. = 5 | 007 = 7 | 1,000,000.50 = 1000000.5 | "
        "1.000.000,50 = 1000000.5 | 1 000,5 = 1000.5 | 1.000,000 = 1000 | １９７３ = 1973 | １，５ = 1.5 | "
        "١٩٧٣ = 1973 | ١٬٩٧٣٬٠٠٠ = 1973000 | १२ = 12 | one hundred and five = 105 | a hundred = 100 | "
        "twelve hundred = 1200 | 1e999 = 1e999 | two thousand and five = 2005 | "
        "hai nghìn không trăm hai mươi ba = 2023 | Twenty Five = 25 | một trăm linh năm = 105 | "
        "hai mươi tư = 24 | bẩy = 7 | hai muoi lam = 25 | 5\u200b00 = 500"
    ),
)
def test_a_number_has_one_reading(typed: str, value: str) -> None:
    assert readings(typed) == (Decimal(value),)


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("1.000", ("1000", "1")),
        ("1,000", ("1000", "1")),
        ("12,345", ("12345", "12.345")),
        ("-1.000", ("-1000", "-1")),
        ("1.500 tỷ", ("1.5e12", "1.5e9")),
        ("50%", ("50", "0.5")),
        ("50 percent", ("50", "0.5")),
        ("50 phần trăm", ("50", "0.5")),
    ],
)
def test_a_number_that_can_be_meant_in_two_ways_has_two_readings(typed: str, values: tuple[str, ...]) -> None:
    assert readings(typed) == tuple(map(Decimal, values))


@pytest.mark.parametrize(
    "typed",
    [
        *either(
            "banana | ? | 🙂 | 5 banana | million | hundred | and five | five and | five five | 5 5 | "
            "1.2.3 | 10,00,000 | 1,000 000 | --5 | 5-6 | 1/2 | ½ | 5² | 2^10 | 2023-09 | 5! | (5) | ~5 | "
            "e8 | 5e | 5e1.5 | nan | NaN | inf | Infinity | 0x10 | 1e999999999 | 1e-999999999 | 5x108 | "
            "nineteen seventy-three | 2 million 3 million | 1 thousand 2000 | million million | rưỡi | "
            "1.000 1.000 1.000 1.000 1.000 | minus | $ | %"
        ),
        "  ",
        "9" * 10000,
        "9" * 121,
        "1." * 60,
        "five " * 2000,
    ],
)
def test_what_is_not_one_number_has_no_reading(typed: str) -> None:
    assert readings(typed) == ()


@pytest.mark.parametrize("number", range(101))
def test_number_words_to_a_hundred_are_read(number: int) -> None:
    assert readings(english(number)) == readings(vietnamese(number)) == (Decimal(number),)


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    rows(
        "5 = km = 5 | 5 km = km = 5 | 5km = km = 5 | 5 KM. = km = 5 | 5\xa0km = km = 5 | "
        "five km = km = 5 | 5 year = years = 5 | 5 years = year = 5 | 5 năm = năm = 5 | "
        "năm năm = năm = 5 | năm = năm = 5 | 5 nguoi = người = 5 | 5 km2 = km² = 5 | 5 km^2 = km² = 5 | "
        "5 km² = km² = 5 | -5 °C = °C = -5 | 50% = % = 50 | 50 % = % = 50 | 50% = km = 50 | USD 500 = USD = 500 | "
        "$500 = USD = 500 | 5 m = m = 5 | 5 million m = m = 5e6 | 5 tỷ đồng = đồng = 5e9 | "
        "five = e = 5 | 98 million people = million people = 98 | 98 million = million people = 98 | "
        "98 = million people = 98 | 5 (( = (( = 5 | 5 a+ = a+ = 5"
    ),
)
def test_the_unit_may_be_repeated(typed: str, unit: str, value: str) -> None:
    assert readings(typed, unit) == (Decimal(value),)


@pytest.mark.parametrize(
    ("typed", "unit"), [("5 miles", "km"), ("5 mm", "m"), ("5 kmh", "km"), ("km", "km"), ("5 km km", "km")]
)
def test_another_unit_is_not_read(typed: str, unit: str) -> None:
    assert readings(typed, unit) == ()


decimals = st.decimals(min_value=-(10**12), max_value=10**12, places=2)


@given(decimals)
def test_every_number_reads_back_in_figures(number: Decimal) -> None:
    assert number in readings(in_figures(number))


@given(decimals, st.sampled_from([",", ".", " ", "'", "_"]))
def test_every_grouping_reads_back(number: Decimal, separator: str) -> None:
    point = "," if separator == "." else "."
    written = f"{number:,}".replace(",", "\0").replace(".", point).replace("\0", separator)
    assert number in readings(written)


@given(st.text() | st.text(st.sampled_from("0123456789.,' _-e×^10%$kmtỷmột "), max_size=130))
def test_any_text_has_finite_readings(text: str) -> None:
    assert all(number.is_finite() for number in readings(text, "km"))


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("1000", "1000"),
        ("1.000", "1"),
        ("5e8", "500 000 000"),
        ("-12345.50", "-12 345.5"),
        ("-0", "0"),
        ("0.005", "0.005"),
        ("1e999", "1E+999"),
        ("1e-40", "1E-40"),
    ],
)
def test_figures_are_shown_in_one_way_only(number: str, shown: str) -> None:
    assert in_figures(Decimal(number)) == shown


def test_a_number_of_a_hundred_digits_is_exact() -> None:
    figures = "1" + "0" * 98 + "1"
    assert readings(figures) == (Decimal(figures),)


@pytest.mark.parametrize(
    "typed", ["1e999999999", "9" * 100_000, "1," * 50_000, "1e" + "9" * 100, " " * 100_000 + "1"]
)
def test_an_enormous_text_is_refused_at_once(typed: str) -> None:
    start = time.perf_counter()
    assert readings(typed, "km") == ()
    assert time.perf_counter() - start < 0.5


@pytest.mark.parametrize("typed", ["13th", "about 13", "more than 13", "khoảng 13"])
def test_an_ordinal_and_an_about_read_as_their_number(typed: str) -> None:
    assert Decimal(13) in readings(typed)
