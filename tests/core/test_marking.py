"""Marking gives every response what it is worth and says why."""

import re
import time
import unicodedata
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vnquiz.core.dates import PartialDate, parse_iso
from vnquiz.core.marking import mark, right_answer, suggested_rating
from vnquiz.core.questions import Diacritics, Leniency, Wording
from vnquiz.core.tasks import (
    Arrange,
    Arranged,
    Judge,
    Judged,
    Listed,
    Pair,
    Paired,
    Pick,
    Picked,
    Response,
    Reveal,
    Revealed,
    Task,
    Typed,
    TypeDate,
    TypeList,
    TypeNumber,
    TypeText,
    Unknown,
)
from vnquiz.core.verdicts import Part, Rating, Unreadable, Verdict, VerdictKind

EXACT, ACCEPTED, WRONG = VerdictKind.EXACT, VerdictKind.ACCEPTED, VerdictKind.WRONG
NO_TONES, TONE_SLIP, TYPO = VerdictKind.NO_TONES, VerdictKind.TONE_SLIP, VerdictKind.TYPO
PARTIAL, UNKNOWN, SELF_RATED = VerdictKind.PARTIAL, VerdictKind.UNKNOWN, VerdictKind.SELF_RATED


def text(
    answer: str,
    *accept: str,
    require: bool = False,
    typos: int = 0,
    rivals: tuple[str, ...] = (),
) -> TypeText:
    leniency = Leniency(Diacritics.REQUIRE if require else Diacritics.IGNORE, typos)
    return TypeText(Wording(answer, accept), leniency, rivals)


def items(*texts: str | Wording, need: int = 0, require: bool = False, typos: int = 0) -> TypeList:
    leniency = Leniency(Diacritics.REQUIRE if require else Diacritics.IGNORE, typos)
    wordings = tuple(Wording(item) if isinstance(item, str) else item for item in texts)
    return TypeList(wordings, need or len(wordings), leniency)


def number(answer: str, *accept: str, tolerance: str = "0", unit: str = "") -> TypeNumber:
    return TypeNumber(Decimal(answer), answer, tuple(map(Decimal, accept)), Decimal(tolerance), unit)


def when(answer: str, *accept: str) -> TypeDate:
    dates = [parse_iso(date) for date in (answer, *accept)]
    first, *others = [date for date in dates if date is not None]
    return TypeDate(first, tuple(others))


def verdict(task: Task, response: Response) -> Verdict:
    marked = mark(task, response)
    assert isinstance(marked, Verdict), marked
    return marked


def typed(task: Task, words: str) -> Verdict:
    return verdict(task, Typed(words))


def listed(task: Task, *texts: str) -> Verdict:
    return verdict(task, Listed(texts))


def refused(task: Task, response: Response) -> str:
    marked = mark(task, response)
    assert isinstance(marked, Unreadable), marked
    return marked.reason


GUESTS = items("Bill Clinton", "George W. Bush", "Barack Obama", "Joe Biden")
FIVE = Arrange(("c", "a", "e", "b", "d"), (1, 3, 0, 4, 2))
VISITS = Pair(("Obama", "Bush", "Clinton", "Biden"), ("2006", "2000", "2016", "2023", "1995"), (2, 0, 1, 3))
SELECT = Pick(("a", "b", "c", "d", "e"), frozenset({0, 2, 4}), many=True)
ONE = Pick(("a", "b", "c"), frozenset({1}))

TASKS: tuple[tuple[Task, Response], ...] = (
    (Reveal("back"), Revealed()),
    (ONE, Picked(frozenset({1}))),
    (SELECT, Picked(frozenset({0, 2, 4}))),
    (Judge(True), Judged(True)),
    (text("Nguyễn Phú Trọng"), Typed("Nguyễn Phú Trọng")),
    (number("500000000", unit="USD"), Typed("500 million USD")),
    (when("2023-09"), Typed("Sept 2023")),
    (GUESTS, Listed(("Joe Biden", "Bill Clinton", "Barack Obama", "George W. Bush"))),
    (FIVE, Arranged((1, 3, 0, 4, 2))),
    (VISITS, Paired((2, 0, 1, 3))),
)


# The table of issue 2


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("Điện Biên Phủ", unicodedata.normalize("NFD", "Điện Biên Phủ")),
        ("Điện Biên Phủ", "điện biên phủ"),
        ("Điện Biên Phủ", " Điện  Biên Phủ. "),
        ("hòa bình", "hoà bình"),
        ("thúy", "thuý"),
        ("1973", "１９７３"),
        ("Straße", "strasse"),
    ],
)
@pytest.mark.parametrize("require", [False, True])
def test_the_answer_in_any_dress_is_exact(answer: str, words: str, require: bool) -> None:
    marked = typed(text(answer, require=require), words)
    assert (marked.kind, marked.score, marked.note) == (EXACT, 1.0, "")


@pytest.mark.parametrize(
    ("answer", "words", "kind"),
    [
        ("Nguyễn Phú Trọng", "Nguyen Phu Trong", NO_TONES),
        ("Đà Nẵng", "Da Nang", NO_TONES),
        ("Điện Biên Phủ", "Điện Biên Phũ", TONE_SLIP),
        ("Điện Biên Phủ", "Điện Bien Phủ", TONE_SLIP),
        ("İstanbul", "istanbul", NO_TONES),
        ("Diyarbakır", "Diyarbakir", NO_TONES),
        ("má", "ma", NO_TONES),
    ],
)
def test_other_marks_count_in_full_unless_they_are_required(
    answer: str, words: str, kind: VerdictKind
) -> None:
    ignored, required = typed(text(answer), words), typed(text(answer, require=True), words)
    assert (ignored.kind, ignored.score, ignored.note) == (kind, 1.0, f"Written {answer}.")
    assert (required.kind, required.score, required.is_right) == (kind, 0.0, False)
    assert answer in required.note
    assert ("missing" in required.note) is (kind is NO_TONES)


@pytest.mark.parametrize("typos", [0, 1, 5, 100])
@pytest.mark.parametrize("require", [False, True])
@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("1973", "1972"),
        ("1954", "1945"),
        ("in the year 1954", "in the year 1945"),
        ("in the year 1973", "in the year 197"),
        ("the Paris Accords of 1973", "the Paris Accords of 1972"),
        ("20/9/1977", "20/8/1977"),
        ("B-52 Stratofortress", "B-53 Stratofortress"),
    ],
)
def test_no_leniency_forgives_a_digit(answer: str, words: str, typos: int, require: bool) -> None:
    marked = typed(text(answer, typos=typos, require=require), words)
    assert (marked.kind, marked.score) == (WRONG, 0.0)


@pytest.mark.parametrize(
    ("words", "kind", "score"),
    [
        ("Sept 2023", EXACT, 1.0),
        ("9/2023", EXACT, 1.0),
        ("tháng 9 năm 2023", EXACT, 1.0),
        ("10 September 2023", EXACT, 1.0),
        ("10/9/2023", EXACT, 1.0),
        ("2023", PARTIAL, 0.5),
        ("10/2023", WRONG, 0.0),
        ("9/10/2023", WRONG, 0.0),
        ("2022", WRONG, 0.0),
        ("9/2022", WRONG, 0.0),
    ],
)
def test_a_month_is_marked_at_its_own_precision(words: str, kind: VerdictKind, score: float) -> None:
    marked = typed(when("2023-09"), words)
    assert (marked.kind, marked.score) == (kind, score)


def test_another_month_is_wrong() -> None:
    assert typed(when("1977-09-20"), "20/8/1977").score == 0


@pytest.mark.parametrize("words", ["500 million", "500,000,000", "500.000.000", "5e8", "500 triệu", "0,5 tỷ"])
def test_half_a_billion_is_right_in_any_writing(words: str) -> None:
    marked = typed(number("500000000"), words)
    assert (marked.kind, marked.score, marked.given) == (EXACT, 1.0, "500 000 000")


def test_no_typo_is_forgiven_in_a_short_answer() -> None:
    assert typed(text("Lê Lợi", typos=1), "Lê Lai").kind is WRONG


def test_three_of_four_listed_items_are_three_quarters_and_the_missing_one_is_named() -> None:
    marked = listed(GUESTS, "Joe Biden", "Bill Clinton", "Barack Obama", "bill clinton")
    assert (marked.kind, marked.score) == (PARTIAL, 0.75)
    assert [part.item for part in marked.parts if not part.is_right] == ["George W. Bush"]
    assert marked.extras == ()
    assert marked.note == "“bill clinton” counts once."


def test_one_neighbouring_pair_swapped_in_five_is_nine_tenths() -> None:
    marked = verdict(FIVE, Arranged((1, 0, 3, 4, 2)))
    assert (marked.kind, marked.score) == (PARTIAL, 0.9)


# Typed texts


def test_what_the_author_accepts_is_accepted() -> None:
    task = text("Hồ Chí Minh City", "Sài Gòn")
    assert (typed(task, "sài gòn").kind, typed(task, "sài gòn").score) == (ACCEPTED, 1.0)
    assert (typed(task, "Sai Gon").kind, typed(task, "Sai Gon").note) == (NO_TONES, "Written Sài Gòn.")


@pytest.mark.parametrize(
    ("answer", "words", "typos", "kind"),
    [
        ("Võ Nguyên Giáp", "Vo Nguyen Giapp", 1, TYPO),
        ("Võ Nguyên Giáp", "Võ Nguyên Gáip", 1, TYPO),
        ("Võ Nguyên Giáp", "Vo Nguyn Giáp", 1, TYPO),
        ("Võ Nguyên Giáp", "Vo Nguyn Giápp", 1, WRONG),
        ("Võ Nguyên Giáp", "Vo Nguyn Giápp", 2, TYPO),
        ("Võ Nguyên Giáp", "Vo Nguyn Giápp", 0, WRONG),
        ("Hai Phong", "Hai Phnog", 1, TYPO),
        ("Ha Noi 1", "Ha Noii 1", 1, WRONG),
        ("Resolution 36", "Resolutoin 36", 1, TYPO),
        ("Bandung x", "Wombats z", 100, WRONG),
    ],
)
def test_a_typo_is_forgiven_as_often_as_the_author_says(
    answer: str, words: str, typos: int, kind: VerdictKind
) -> None:
    marked = typed(text(answer, typos=typos), words)
    assert (marked.kind, marked.score) == (kind, 0.9 if kind is TYPO else 0.0)
    assert marked.note == (f"Written {answer}." if kind is TYPO else "")


def test_an_answer_needs_eight_letters_for_a_typo() -> None:
    assert typed(text("abcdefg", typos=1), "abcdefgh").kind is WRONG
    assert typed(text("abcd fg 1234", typos=1), "abcd fgh 1234").kind is WRONG
    assert typed(text("abcdefgh", typos=1), "abcdefg").kind is TYPO


def test_a_typo_may_be_one_of_an_accepted_spelling() -> None:
    marked = typed(text("Saigon", "Hồ Chí Minh City", typos=1), "Ho Chi Mihn City")
    assert (marked.kind, marked.note) == (TYPO, "Written Hồ Chí Minh City.")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Nguyen Van Lihn", TYPO),
        ("Nguyen Van Minh", WRONG),
        ("Nguyễn Văn Mình", WRONG),
        ("Nguyen Van Kinh", WRONG),
        ("Nguyen Van Link", TYPO),
    ],
)
def test_no_typo_is_forgiven_into_another_answer_or_as_close_to_one(words: str, kind: VerdictKind) -> None:
    task = text(
        "Nguyễn Văn Linh", typos=1, rivals=("Nguyễn Văn Linh", "nguyen van linh", "Nguyễn Văn Minh", "Huế")
    )
    assert typed(task, words).kind is kind


def test_a_missing_mark_is_no_typo_where_marks_are_required() -> None:
    task = text("Nguyễn Phú Trọng", require=True, typos=1)
    assert typed(task, "Nguyễn Phú Trong").kind is TONE_SLIP
    assert typed(task, "Nguyễn Phú Trong").score == 0
    assert typed(task, "Nguyễn Phú Trọngg").kind is TYPO
    assert typed(task, "Nguyen Phu Trogn").kind is WRONG


@pytest.mark.parametrize("answer", ["?", "C#", "!", "…", "+"])
def test_an_answer_of_signs_is_not_equal_to_everything(answer: str) -> None:
    assert typed(text(answer, typos=5), answer).kind is EXACT
    assert typed(text(answer, typos=5), "C").kind is WRONG
    assert typed(text(answer, typos=5), "-").kind is WRONG


def test_a_wrong_text_is_shown_as_typed_on_one_line() -> None:
    assert typed(text("Hanoi"), "  Hai \n Phong ") == Verdict(WRONG, 0.0, "", "Hai Phong")


def test_a_remark_ends_in_one_full_stop() -> None:
    assert typed(text("Công ty Á Châu Inc."), "Cong ty A Chau Inc").note == "Written Công ty Á Châu Inc."


# Numbers


@pytest.mark.parametrize(
    ("task", "words", "kind"),
    [
        (number("5"), "five", EXACT),
        (number("5"), "năm", EXACT),
        (number("5", unit="km"), "5 km", EXACT),
        (number("5", "6"), "6", ACCEPTED),
        (number("5", "6"), "7", WRONG),
        (number("3.14159", tolerance="0.01"), "3,14", EXACT),
        (number("3.14159", tolerance="0.01"), "3.1", WRONG),
        (number("0.3", tolerance="0.1"), "0.2", EXACT),
        (number("0.3", tolerance="0.1"), "0.4", EXACT),
        (number("0.3", tolerance="0.1"), "0.19999999999999999999999999999999999", WRONG),
        (number("1" + "0" * 40 + "1"), "1" + "0" * 40 + "1", EXACT),
        (number("1" + "0" * 40 + "1"), "1" + "0" * 40 + "2", WRONG),
        (number("-5"), "−5", EXACT),
        (number("-5"), "5", WRONG),
        (number("0.25"), "25%", EXACT),
        (number("25"), "25%", EXACT),
        (number("25", unit="%"), "25 %", EXACT),
        (number("0.25", unit="%"), "25%", WRONG),
        (number("1e999"), "1e-999", WRONG),
        (number("1973"), "1972", WRONG),
    ],
)
def test_a_number_is_marked_exactly_within_its_tolerance(
    task: TypeNumber, words: str, kind: VerdictKind
) -> None:
    marked = typed(task, words)
    assert (marked.kind, marked.score) == (kind, 0.0 if kind is WRONG else 1.0)


@pytest.mark.parametrize(
    ("answer", "given", "is_right"),
    [("1000", "1000", True), ("1", "1", True), ("3", "1", False), ("900", "1000", False)],
)
def test_a_number_of_two_readings_is_right_in_either_and_the_one_taken_is_shown(
    answer: str, given: str, is_right: bool
) -> None:
    marked = typed(number(answer), "1.000")
    assert (marked.is_right, marked.given, marked.note) == (is_right, given, f"Read as {given}.")


def test_the_exact_number_is_shown_where_a_near_one_passes() -> None:
    marked = typed(number("98.5", tolerance="2", unit="million"), "97")
    assert (marked.given, marked.note) == ("97 million", "More exactly 98.5 million.")


@pytest.mark.parametrize("words", ["many", "5 miles", "five-ish", "1/2", "1e999999999", "9" * 100_000])
def test_no_number_is_refused_with_the_unit_named(words: str) -> None:
    reason = refused(number("5", unit="km"), Typed(words))
    assert "as a number" in reason
    assert "km" in reason
    assert len(reason) < 200


# Dates


@pytest.mark.parametrize(
    ("task", "words", "kind", "note"),
    [
        (when("2023"), "10/9/2023", EXACT, ""),
        (when("2023-09-10"), "9/2023", PARTIAL, "Right as far as it goes, but the day is missing."),
        (
            when("2023-09-10"),
            "2023",
            PARTIAL,
            "Right as far as it goes, but the month and the day are missing.",
        ),
        (when("2023-09"), "2023", PARTIAL, "Right as far as it goes, but the month is missing."),
        (when("2023-09-10"), "9/10/2023", WRONG, "Read as 9 October 2023."),
        (when("2023-09-10"), "9 October 2023", WRONG, ""),
        (when("1954-05-07", "1954-05-08"), "8 May 1954", ACCEPTED, ""),
        (when("1954-05-07", "1955"), "1955", ACCEPTED, ""),
        (
            when("1954-05-07", "1955-01"),
            "1955",
            PARTIAL,
            "Right as far as it goes, but the month is missing.",
        ),
        (when("-0111"), "111 BC", EXACT, ""),
        (when("-0111"), "111 TCN", EXACT, ""),
        (when("-0111"), "111", WRONG, ""),
        (when("0938"), "938", EXACT, ""),
    ],
)
def test_a_date_as_exact_as_the_answer_is_right_and_a_less_exact_one_half(
    task: TypeDate, words: str, kind: VerdictKind, note: str
) -> None:
    marked = typed(task, words)
    assert (marked.kind, marked.note) == (kind, note)
    assert marked.score == {PARTIAL: 0.5, WRONG: 0.0}.get(kind, 1.0)


@pytest.mark.parametrize("words", ["31/2/2023", "10/9/23", "9/25/2023", "some day", "10/9"])
def test_an_impossible_date_is_refused_and_not_wrong(words: str) -> None:
    assert refused(when("2023-09-10"), Typed(words)).endswith(".")


def test_a_date_is_given_back_in_words() -> None:
    assert typed(when("2023-09-10"), "10/9/2023").given == "10 September 2023"


# Lists


def test_items_are_found_in_any_order_and_each_part_says_what_was_typed() -> None:
    marked = listed(GUESTS, "joe biden", "obama", "Bill Clinton")
    assert marked.parts == (
        Part("Bill Clinton", True, "Bill Clinton"),
        Part("George W. Bush", False),
        Part("Barack Obama", False),
        Part("Joe Biden", True, "joe biden"),
    )
    assert (marked.kind, marked.score, marked.extras) == (PARTIAL, 0.5, ("obama",))
    assert marked.note == "Not in the list: obama."


def test_as_many_items_as_needed_are_full_marks() -> None:
    task = items("Huế", "Hội An", "Mỹ Sơn", "Hạ Long", need=2)
    assert listed(task, "Hội An", "Huế").kind is EXACT
    assert listed(task, "Hội An", "Huế", "Hạ Long").score == 1.0
    assert listed(task, "Hội An", "Sa Pa").score == 0.5
    assert listed(task, "Hội An", "Huế", "Sa Pa").is_right
    assert listed(task, "Sa Pa") == Verdict(
        WRONG,
        0.0,
        "Not in the list: Sa Pa.",
        "Sa Pa",
        tuple(Part(item, False) for item in ("Huế", "Hội An", "Mỹ Sơn", "Hạ Long")),
        ("Sa Pa",),
    )


def test_listed_items_without_marks_count_unless_marks_are_required() -> None:
    assert listed(items("Huế", "Hội An"), "Hue", "Hoi An").note == "Written Huế. Written Hội An."
    assert listed(items("Huế", "Hội An"), "Hue", "Hoi An").kind is EXACT
    marked = listed(items("Huế", "Hội An", require=True), "Hue", "Hội An")
    assert (marked.kind, marked.score, marked.extras) == (PARTIAL, 0.5, ())
    assert marked.parts == (Part("Huế", False, "Hue"), Part("Hội An", True, "Hội An"))
    assert marked.note == "The marks are missing: it is written Huế."


def test_a_text_that_is_one_item_is_not_shown_for_another_of_the_same_letters() -> None:
    marked = listed(items("má", "mà", "mả", require=True), "má", "ma")
    assert marked.parts == (Part("má", True, "má"), Part("mà", False, "ma"), Part("mả", False))


def test_a_listed_typo_is_found_but_not_where_two_items_are_as_close() -> None:
    task = items("Nguyễn Văn Linh", "Nguyễn Văn Minh", "Phạm Văn Đồng", typos=1)
    assert [part.is_right for part in listed(task, "Pham Van Dogn").parts] == [False, False, True]
    assert listed(task, "Nguyen Van Kinh").score == 0
    assert [part.is_right for part in listed(task, "Nguyen Van Linh", "Nguyen Van Linhh").parts] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("order", list(permutations(["Bush", "George Bush", "Dad"])))
def test_no_order_of_typing_loses_an_item(order: tuple[str, ...]) -> None:
    task = items(
        Wording("George H. W. Bush", ("Bush", "George Bush", "Dad")),
        Wording("George W. Bush", ("Bush", "George Bush")),
        Wording("Jeb Bush", ("Bush",)),
    )
    assert listed(task, *order).score == 1.0


def test_the_text_as_written_goes_before_the_one_without_marks() -> None:
    marked = listed(items(Wording("má"), Wording("mà")), "ma", "mà")
    assert marked.parts == (Part("má", True, "ma"), Part("mà", True, "mà"))


def test_the_same_text_counts_once_though_it_would_pass_for_two_items() -> None:
    task = items(Wording("George H. W. Bush", ("Bush",)), Wording("George W. Bush", ("Bush",)))
    assert listed(task, "Bush", "bush").score == 0.5


def test_blank_texts_in_a_list_are_passed_over() -> None:
    assert listed(GUESTS, "", " ", "Joe Biden", "\u200b").given == "Joe Biden"


names = st.sampled_from(["a", "b", "c", "d", "á", "à", "b́"])


@given(
    st.lists(st.lists(names, min_size=1, max_size=3, unique=True), min_size=1, max_size=4),
    st.lists(names, min_size=1, max_size=5, unique=True),
    st.booleans(),
)
def test_as_many_items_are_found_as_can_be(
    accepted: list[list[str]], texts: list[str], require: bool
) -> None:
    task = items(*(Wording(first, tuple(others)) for first, *others in accepted), require=require)
    fits = [
        [verdict(text(*wording, require=require), Typed(given)).score > 0 for wording in accepted]
        for given in texts
    ]
    places = [*range(len(accepted)), *[None] * len(texts)]
    best = max(
        sum(place is not None and fits[i][place] for i, place in enumerate(order))
        for order in permutations(places, len(texts))
    )
    assert sum(part.is_right for part in listed(task, *texts).parts) == best


# Picking, judging, arranging, pairing


@pytest.mark.parametrize(
    ("picked", "score"),
    [
        ({0, 2, 4}, 1.0),
        ({0, 2}, 2 / 3),
        ({0, 1}, 0.0),
        ({0, 2, 4, 1}, 2 / 3),
        ({1, 3}, 0.0),
        ({0, 1, 2, 3, 4}, 1 / 3),
    ],
)
def test_selecting_all_gives_right_picks_less_wrong_ones(picked: set[int], score: float) -> None:
    marked = verdict(SELECT, Picked(frozenset(picked)))
    assert marked.score == pytest.approx(score)
    assert marked.kind is (EXACT if score == 1 else PARTIAL if score else WRONG)


def test_a_single_choice_is_right_or_wrong() -> None:
    assert verdict(ONE, Picked(frozenset({1}))) == Verdict(EXACT, 1.0, given="b")
    assert verdict(ONE, Picked(frozenset({2}))) == Verdict(WRONG, 0.0, given="c")


@pytest.mark.parametrize(("answer", "value"), [(True, True), (True, False), (False, True), (False, False)])
def test_a_statement_is_judged_right_or_wrong(answer: bool, value: bool) -> None:
    marked = verdict(Judge(answer), Judged(value))
    assert (marked.is_right, marked.given) == (answer == value, str(value))


def test_an_order_is_told_place_by_place() -> None:
    marked = verdict(FIVE, Arranged((1, 0, 3, 4, 2)))
    assert marked.parts == (
        Part("a", True, "a"),
        Part("b", False, "c"),
        Part("c", False, "b"),
        Part("d", True, "d"),
        Part("e", True, "e"),
    )
    assert marked.given == "1. a → 2. c → 3. b → 4. d → 5. e"
    assert marked.note == "9 of 10 pairs of items are in the right order."


def test_the_reverse_order_is_worth_nothing() -> None:
    marked = verdict(FIVE, Arranged(tuple(reversed(FIVE.right))))
    assert (marked.kind, marked.score) == (WRONG, 0.0)


def test_pairs_are_told_one_by_one() -> None:
    marked = verdict(VISITS, Paired((2, 0, 4, None)))
    assert (marked.kind, marked.score, marked.note) == (PARTIAL, 0.5, "2 of 4 pairs are right.")
    assert marked.parts == (
        Part("Obama – 2016", True, "2016"),
        Part("Bush – 2006", True, "2006"),
        Part("Clinton – 2000", False, "1995"),
        Part("Biden – 2023", False),
    )
    assert marked.given == "Obama – 2016; Bush – 2006; Clinton – 1995"


@pytest.mark.parametrize(
    ("task", "response"),
    [
        (ONE, Picked(frozenset())),
        (ONE, Picked(frozenset({0, 1}))),
        (ONE, Picked(frozenset({3}))),
        (SELECT, Picked(frozenset({-1}))),
        (text("a"), Typed("")),
        (text("a"), Typed(" \u200b\n")),
        (number("5"), Typed(" ")),
        (when("2023"), Typed("")),
        (GUESTS, Listed(())),
        (GUESTS, Listed(("", " "))),
        (FIVE, Arranged(())),
        (FIVE, Arranged((0, 0, 1, 2, 3))),
        (FIVE, Arranged((0, 1, 2, 3, 5))),
        (VISITS, Paired((None, None, None, None))),
        (VISITS, Paired(())),
        (VISITS, Paired((0, 1))),
        (VISITS, Paired((0, 1, 2, 9))),
    ],
)
def test_a_response_that_is_not_complete_is_refused_with_a_sentence(task: Task, response: Response) -> None:
    assert refused(task, response).endswith(".")


# Every task


@pytest.mark.parametrize(("task", "response"), TASKS[1:])
def test_the_right_answer_is_right(task: Task, response: Response) -> None:
    marked = verdict(task, response)
    assert (marked.kind, marked.score, marked.is_right) == (EXACT, 1.0, True)
    assert all(part.is_right for part in marked.parts)


def test_a_flashcard_is_for_the_learner_to_rate() -> None:
    marked = verdict(Reveal("back"), Revealed())
    assert (marked.kind, marked.is_right) == (SELF_RATED, False)
    assert suggested_rating(Reveal("back"), marked) is None


@pytest.mark.parametrize("task", [task for task, _ in TASKS])
def test_not_knowing_is_again_on_every_task(task: Task) -> None:
    marked = verdict(task, Unknown())
    assert marked == Verdict(UNKNOWN, 0.0)
    assert suggested_rating(task, marked) is Rating.AGAIN


@pytest.mark.parametrize("task", [task for task, _ in TASKS])
def test_a_response_to_another_task_is_a_mistake_of_ours(task: Task) -> None:
    own = type(dict(TASKS)[task])
    for _, response in TASKS:
        if type(response) is not own:
            with pytest.raises(TypeError):
                mark(task, response)


@pytest.mark.parametrize(
    ("task", "response", "rating"),
    [
        (text("Nguyễn Phú Trọng"), Typed("nguyen phu trong"), Rating.GOOD),
        (text("Nguyễn Phú Trọng", require=True), Typed("nguyen phu trong"), Rating.AGAIN),
        (text("Nguyễn Phú Trọng", typos=1), Typed("nguyen phu trogn"), Rating.HARD),
        (text("Nguyễn Phú Trọng"), Typed("Tô Lâm"), Rating.AGAIN),
        (when("2023-09"), Typed("2023"), Rating.AGAIN),
        (GUESTS, Listed(("Joe Biden", "Bill Clinton", "Barack Obama")), Rating.AGAIN),
        (FIVE, Arranged((1, 3, 0, 4, 2)), Rating.GOOD),
        (FIVE, Arranged((1, 0, 3, 4, 2)), Rating.HARD),
        (FIVE, Arranged((2, 4, 0, 3, 1)), Rating.AGAIN),
        (VISITS, Paired((2, 0, 1, None)), Rating.HARD),
        (VISITS, Paired((2, 0, 3, 1)), Rating.AGAIN),
        (SELECT, Picked(frozenset({0, 2})), Rating.AGAIN),
        (ONE, Picked(frozenset({1})), Rating.GOOD),
    ],
)
def test_the_suggested_rating_follows_the_marks(task: Task, response: Response, rating: Rating) -> None:
    assert suggested_rating(task, verdict(task, response)) is rating


@pytest.mark.parametrize(
    ("task", "words"),
    [
        (Reveal("two\nlines"), "two lines"),
        (ONE, "b"),
        (SELECT, "a; c; e"),
        (Judge(True), "True"),
        (Judge(False), "False"),
        (text("Huế", "Hue"), "Huế"),
        (number("500000000", unit="USD"), "500 000 000 USD"),
        (number("25", unit="%"), "25%"),
        (number("25"), "25"),
        (TypeDate(PartialDate(2023, 9), ()), "September 2023"),
        (GUESTS, "Bill Clinton; George W. Bush; Barack Obama; Joe Biden"),
        (FIVE, "1. a → 2. b → 3. c → 4. d → 5. e"),
        (VISITS, "Obama – 2016; Bush – 2006; Clinton – 2000; Biden – 2023"),
    ],
)
def test_the_right_answer_is_told_in_one_line(task: Task, words: str) -> None:
    assert right_answer(task) == words


typed_texts = st.text() | st.text(st.sampled_from("Nguyễn Phú Tro̤ṇg 0123456789/.,-eptháng%$\u0301\u200b"))
lenient = st.builds(Leniency, st.sampled_from(Diacritics), st.integers(0, 4))
wordings = st.builds(Wording, typed_texts.filter(str.strip), st.tuples(typed_texts) | st.just(()))
typing_tasks = st.one_of(
    st.builds(TypeText, wordings, lenient, st.tuples(typed_texts, typed_texts)),
    st.builds(number, st.sampled_from(["5", "-1e-5", "1e999"]), unit=typed_texts),
    st.just(when("2023-09-10", "1977")),
)


@given(typing_tasks, typed_texts)
def test_any_typed_text_is_marked_or_refused(task: Task, words: str) -> None:
    marked = mark(task, Typed(words))
    if isinstance(marked, Verdict):
        assert 0 <= marked.score <= 1
        assert (marked.score == 1) is marked.is_right
        assert (marked.kind is WRONG) <= (marked.score == 0)
    else:
        assert marked.reason


JOINTS = re.compile(r"[,/&]|and|và", re.IGNORECASE)


@example([Wording("0"), Wording("1")], Leniency(Diacritics.IGNORE), ["0&1"])
@given(st.lists(wordings, min_size=1, max_size=4), lenient, st.lists(typed_texts, max_size=6))
def test_any_list_is_marked_or_refused(answers: list[Wording], leniency: Leniency, texts: list[str]) -> None:
    marked = mark(TypeList(tuple(answers), len(answers), leniency), Listed(tuple(texts)))
    if isinstance(marked, Verdict):
        found = sum(part.is_right for part in marked.parts)
        assert marked.score == found / len(answers)
        joints = sum(len(JOINTS.findall(text)) for text in texts)
        assert found + len(marked.extras) <= len(texts) + joints


@given(
    st.frozensets(st.integers(-2, 6)), st.lists(st.integers(-2, 6)), st.lists(st.none() | st.integers(-2, 6))
)
def test_any_picks_orders_and_pairs_are_marked_or_refused(
    picked: frozenset[int], order: list[int], partners: list[int | None]
) -> None:
    for task, response in (
        (ONE, Picked(picked)),
        (SELECT, Picked(picked)),
        (FIVE, Arranged(tuple(order))),
        (VISITS, Paired(tuple(partners))),
    ):
        marked = mark(task, response)
        assert isinstance(marked, Unreadable) or 0 <= marked.score <= 1


@given(st.permutations(range(5)))
def test_an_order_has_full_marks_only_when_it_is_the_right_one(order: list[int]) -> None:
    assert verdict(FIVE, Arranged(tuple(order))).is_right is (tuple(order) == FIVE.right)


@given(wordings, lenient, typed_texts)
def test_the_answer_itself_is_always_exact(answer: Wording, leniency: Leniency, rival: str) -> None:
    marked = mark(TypeText(answer, leniency, (rival,)), Typed(answer.text))
    assert isinstance(marked, Unreadable) or marked.kind is EXACT


@pytest.mark.parametrize("size", [100_000])
def test_an_enormous_response_is_marked_at_once(size: int) -> None:
    huge = "nguyễn " * (size // 7)
    task = text(
        "Nguyễn Phú Trọng", "nguyễn " * 2_000, typos=100, rivals=tuple(f"Nguyễn Văn {i}" for i in range(200))
    )
    start = time.perf_counter()
    assert typed(task, huge).kind is WRONG
    assert typed(task, "a" + "\u0301\u0323" * (size // 2)).kind is WRONG
    assert typed(task, "nguyên " * 2_000 + "x").score > 0
    assert listed(GUESTS, *(f"guest {i}" for i in range(size // 10))).score == 0
    assert isinstance(mark(when("2023"), Typed(huge)), Unreadable)
    assert isinstance(mark(number("5", unit="km"), Typed(huge)), Unreadable)
    assert time.perf_counter() - start < 5


def test_a_date_is_said_in_the_language_of_its_deck() -> None:
    task = TypeDate(PartialDate(2023, 9), (), "vi")
    assert right_answer(task) == "tháng 9 năm 2023"
    verdict = mark(task, Typed("Oct 2023"))
    assert isinstance(verdict, Verdict)
    assert verdict.given == "tháng 10 năm 2023"


def test_a_large_number_is_shown_in_groups() -> None:
    assert (
        right_answer(TypeNumber(Decimal(500000000), "500000000", (), Decimal(0), "USD")) == "500 000 000 USD"
    )


@pytest.mark.parametrize(
    "typed",
    [("Laos, Cambodia and China",), ("laos and cambodia", "China"), ("Laos/Cambodia", "China & Cuba")],
)
def test_several_items_typed_in_one_are_taken_apart(typed: tuple[str, ...]) -> None:
    items = tuple(Wording(name) for name in ("Laos", "Cambodia", "China"))
    verdict = mark(TypeList(items, 3, Leniency(Diacritics.IGNORE)), Listed(typed))
    assert isinstance(verdict, Verdict)
    assert verdict.is_right


def test_an_item_with_an_and_in_it_stays_whole() -> None:
    items = (Wording("trade and investment"), Wording("peace"))
    verdict = mark(TypeList(items, 2, Leniency(Diacritics.IGNORE)), Listed(("trade and investment", "peace")))
    assert isinstance(verdict, Verdict)
    assert verdict.is_right


def test_a_slip_is_not_forgiven_where_its_word_belongs_to_another_answer() -> None:
    answer = Wording("Vo Van Thuong")
    task = TypeText(answer, Leniency(Diacritics.IGNORE, 1), ("Truong Tan Sang",))
    for typed, kind in (("Vo Van Truong", VerdictKind.WRONG), ("Vo Van Thuonh", VerdictKind.TYPO)):
        verdict = mark(task, Typed(typed))
        assert isinstance(verdict, Verdict)
        assert verdict.kind is kind
