"""Texts that say the same fold to one form, and texts that do not stay apart."""

import time
import unicodedata
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnquiz.core.folding import letters, normal, plain, slug, typos_between

INITIALS = (
    *("", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh"),
    *("p", "ph", "r", "s", "t", "th", "tr", "v", "x"),
)
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
MARKED = TONES[1:]

# Rhymes, each with the place of the vowel that bears the tone mark in the new spelling.
RHYMES = {
    **dict.fromkeys(["a", "e", "i", "o", "u", "y", "ă", "â", "ê", "ô", "ơ", "ư"], 0),
    **dict.fromkeys(
        ["ai", "ao", "ay", "eo", "ia", "iu", "oi", "ua", "ui", "ưa", "an", "ang", "anh", "âu"], 0
    ),
    **dict.fromkeys(["iên", "iêu", "oa", "oai", "oan", "oe", "oen", "uân", "uê", "uôn", "uy", "uya"], 1),
    **dict.fromkeys(["uyt", "uyu", "uơ", "ươi", "yên"], 1),
    **dict.fromkeys(["uyên"], 2),
}
DOUBLE_PLACED = ("oa", "oe", "uy")

tricky = st.text(
    st.sampled_from(
        "aouyeAĐđıİßﬁ.,;'\"-–( )1２²½´¨ΐẛϓơêô…ç각ㄱ・\u0301\u0323\u0308\u0303\u0345\u200b\xa0\xad\ufe0f"
    ),
    max_size=10,
)
texts = tricky | st.text(max_size=10)


def toned(initial: str, rhyme: str, place: int, tone: str) -> str:
    return unicodedata.normalize("NFC", initial + rhyme[: place + 1] + tone + rhyme[place + 1 :])


def reference_distance(left: str, right: str) -> int:
    """Optimal string alignment, written out as the full table."""
    rows = [[i + j if i * j == 0 else 0 for j in range(len(right) + 1)] for i in range(len(left) + 1)]
    for i, j in product(range(1, len(left) + 1), range(1, len(right) + 1)):
        same = left[i - 1] == right[j - 1]
        best = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (not same))
        if i > 1 and j > 1 and left[i - 1] == right[j - 2] and left[i - 2] == right[j - 1]:
            best = min(best, rows[i - 2][j - 2] + 1)
        rows[i][j] = best
    return rows[-1][-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Điện Biên Phủ", unicodedata.normalize("NFD", "Điện Biên Phủ")),
        ("Điện Biên Phủ", "điện biên phủ"),
        ("Điện Biên Phủ", " Điện  Biên Phủ. "),
        ("Điện Biên Phủ", "ĐIỆN\tBIÊN\xa0PHỦ"),
        ("hòa bình", "hoà bình"),
        ("thúy", "thuý"),
        ("HÒA BÌNH", "Hoà Bình"),
        ("ủy ban", "uỷ ban"),
        ("khỏe", "khoẻ"),
        ("Thanh-Hóa", "Thanh-Hoá"),
        ("Four No's", "“Four No’s”"),
        ("Four No's", "four no`s"),
        ("Việt-Mỹ", "Việt–Mỹ"),
        ("Việt-Mỹ", "Việt—Mỹ"),
        ("(yes)", "yes"),
        ("…yes?!", "¿yes"),
        ("1973", "１９７３"),
        ("1973", "١٩٧٣"),
        ("-5", "−5"),
        ("fin", "ﬁn"),
        ("Straße", "STRASSE"),
        ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
        ("H2O", "H₂O"),
        ("bamboo", "bam\u200bboo"),
        ("bamboo", "\u202ebam\xadboo\ufeff"),
        ("ặ", "a\u0306\u0323"),
        ("ặ", "a\u0323\u0306"),
        ("ặ", "ă\u0323"),
        ("❤", "❤\ufe0f"),
    ],
)
def test_two_ways_to_write_the_same_are_one(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1973", "1972"),
        ("1973", "-1973"),
        ("5", "-5"),
        ("5", ".5"),
        ("2²", "22"),
        ("50", "50%"),
        ("C", "C#"),
        ("C", "C++"),
        ("Na", "Na+"),
        ("?", "!"),
        ("?", ""),
        ("…", "?"),
        ("Bush, George", "Bush George"),
        ("má", "ma"),
        ("má", "mà"),
        ("da", "đa"),
        ("giặt gịa", "giặt giạ"),
        ("🙂", "🙁"),
        ("U.S", "US"),
    ],
)
def test_what_says_something_else_stays_apart(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@pytest.mark.parametrize(
    "word", ["quý", "quà", "quỳ", "già", "giá", "giò", "của", "mía", "hoàn", "khuỷu", "thuở"]
)
def test_a_tone_mark_that_has_but_one_place_stays_there(word: str) -> None:
    assert normal(word) == word


@pytest.mark.parametrize(("initial", "rhyme"), list(product(INITIALS, DOUBLE_PLACED)))
def test_both_places_of_a_tone_mark_are_one(initial: str, rhyme: str) -> None:
    for tone in MARKED:
        assert normal(toned(initial, rhyme, 0, tone)) == normal(toned(initial, rhyme, 1, tone))


def test_no_two_vietnamese_syllables_fold_to_one() -> None:
    initials = [*INITIALS, "qu"]
    syllables = {
        toned(initial, rhyme, place, tone)
        for initial, (rhyme, place), tone in product(initials, RHYMES.items(), TONES)
        if not (initial == "gi" and rhyme.startswith("i")) and not (initial == "qu" and rhyme[0] in "uo")
    }
    assert len({normal(syllable) for syllable in syllables}) == len(syllables)


def test_the_tones_of_a_syllable_stay_distinct() -> None:
    for initial, (rhyme, place) in product(INITIALS, RHYMES.items()):
        forms = [normal(toned(initial, rhyme, place, tone)) for tone in TONES]
        assert all(one != other for one, other in combinations(forms, 2))
        assert len({letters(form) for form in forms}) == 1


@given(texts)
def test_normal_is_idempotent(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(texts)
def test_letters_is_idempotent_and_sees_no_more_than_normal(text: str) -> None:
    assert letters(letters(text)) == letters(text) == letters(normal(text))


@given(texts)
def test_composed_and_decomposed_text_fold_to_one(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert normal(composed) == normal(decomposed) == normal(text)
    assert letters(composed) == letters(decomposed)
    assert plain(plain(text)) == plain(text)


@given(st.characters(), st.sampled_from(["{}", "a{}b", "({} x", "{}1", "a{}\u0301"]))
def test_every_character_folds_for_good(character: str, frame: str) -> None:
    text = frame.format(character)
    assert normal(normal(text)) == normal(text)
    assert letters(normal(text)) == letters(text)


@given(st.text(), st.sampled_from("aZđ7東é"))
def test_a_text_that_shows_a_letter_is_never_folded_to_nothing(text: str, letter: str) -> None:
    assert normal(text + letter)
    assert letters(letter + text)


@pytest.mark.parametrize("text", ["?", "...", "(?)", "—", "“”", "*"])
def test_punctuation_alone_is_kept(text: str) -> None:
    assert normal(text)
    assert letters(text)


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "\x00\x1b", "\n\t", "\ufe0f"])
def test_a_text_that_shows_nothing_is_empty(text: str) -> None:
    assert normal(text) == letters(text) == ""


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Nguyễn Phú Trọng", "nguyen phu trong"),
        ("Đà Nẵng", "da nang"),
        ("Ươm", "uom"),
        ("İstanbul", "istanbul"),
        ("Diyarbakır", "diyarbakir"),
        ("Søren Æbler Łódź", "soren aebler lodz"),
        ("東京 2020", "東京 2020"),
        ("각", "각"),
        ("हिन्दी", "हिन्दी"),
        ("がく", "がく"),
    ],
)
def test_letters_drop_latin_marks_and_no_others(text: str, bare: str) -> None:
    assert letters(text) == bare


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("When did Joe Biden come to Việt Nam?", "when-did-joe-biden-come-to"),
        ("Four No’s", "four-nos"),
        ("Đà Nẵng — 1973!", "da-nang-1973"),
        ("東京", ""),
        ("?", ""),
        ("", ""),
    ],
)
def test_a_slug_is_made_of_the_first_words(text: str, made: str) -> None:
    assert slug(text) == made


@given(texts, st.integers(1, 8))
def test_a_slug_is_well_formed(text: str, words: int) -> None:
    made = slug(text, words)
    assert all(part.isascii() and part.isalnum() and part == part.lower() for part in made.split("-") if made)
    assert made.count("-") < words


@pytest.mark.parametrize(
    ("left", "right", "typos"),
    [
        ("trong", "trong", 0),
        ("trong", "trogn", 1),
        ("trong", "tron", 1),
        ("trong", "trrong", 1),
        ("trong", "trxng", 1),
        ("ca", "abc", 3),
        ("article 51", "articel 51", 1),
    ],
)
def test_a_typo_is_one_letter_or_two_neighbours_exchanged(left: str, right: str, typos: int) -> None:
    assert typos_between(left, right, 5) == typos
    assert typos_between(left, right, typos) == typos
    assert typos == 0 or typos_between(left, right, typos - 1) is None


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("year 1973", "year 1972"),
        ("year 1954", "year 1945"),
        ("year 1973", "year 197"),
        ("year 1973", "year 19 73"),
        ("year 1973", "yea1r 973"),
        ("covid19", "covid1 9"),
        ("rate 1.5", "rate 15"),
        ("rate 1.5", "rate 1,5"),
        ("minus -5 degrees", "minus 5 degrees"),
        ("area km²", "area km³"),
        ("b52 bomber", "b5 2 bomber"),
    ],
)
def test_no_typo_touches_a_number(left: str, right: str) -> None:
    assert typos_between(left, right, 9) is None


words = st.text(st.sampled_from("abcd"), max_size=9)


@given(words, words, st.integers(0, 6))
def test_typos_are_counted_as_in_the_full_table(left: str, right: str, limit: int) -> None:
    distance = reference_distance(left, right)
    assert typos_between(left, right, limit) == (distance if distance <= limit else None)


@pytest.mark.parametrize(
    "text",
    [
        "a" + "\u0301\u0323" * 50_000,
        ("a" + "\u0301\u0323" * 14 + "\u200b") * 3_000,
        "a" + ("\u0301\u0323" * 14 + "\u200b") * 3_000,
        "\u0345\u0301" * 50_000,
        "(" * 100_000,
        "-.1" * 33_000,
        "ngõ " * 25_000,
    ],
    ids=["marks", "joined", "hidden", "iota", "brackets", "points", "words"],
)
def test_a_hundred_kilobytes_fold_in_no_time(text: str) -> None:
    start = time.perf_counter()
    normal(text)
    letters(text)
    typos_between(text, "answer", 3)
    assert time.perf_counter() - start < 2


WESTERN = "".join(
    map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x1E00, 0x1F00), *range(0x2010, 0x2020)])
)
INVISIBLE = "\u200b"


@given(st.text(WESTERN, max_size=12))
def test_what_is_mostly_written_is_folded_as_anything_else(text: str) -> None:
    for fold in (plain, normal, letters):
        assert fold(text + INVISIBLE) == fold(text) if text else True


def test_each_western_letter_and_sign_is_made_ordinary_as_anything_else() -> None:
    assert [letter for letter in WESTERN if plain(letter) != plain(letter + INVISIBLE)] == []
