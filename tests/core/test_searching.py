"""Searching the cards: words without marks, filters, states and orders."""

import pytest
from decks_made import cards_of, deck_of

from vnquiz.core.days import Day
from vnquiz.core.events import Memory
from vnquiz.core.questions import Card, CardId
from vnquiz.core.searching import (
    CardState,
    Collection,
    SortBy,
    is_in,
    parse_search,
    searchable,
    sorted_by,
    states_of,
)

TODAY = Day(20_000)
CARDS = [
    *deck_of(
        "deck: leaders\ntitle: Các nhà lãnh đạo\ntags: [people]\nquestions:\n"
        "  - {id: who, type: short-answer, ask: Who led?, answer: Nguyễn Phú Trọng, tags: [viet-nam]}\n"
        "  - {id: gaps, type: cloze, text: 'From {{c1::Hà Nội}} to {{c2::Huế}}.', explain: By train.}\n"
    ).cards,
    *deck_of(
        "deck: visits\ntitle: Visits\nquestions:\n"
        "  - {id: when, type: date, ask: When did he come?, answer: 2023-09-10, tags: [united-states]}\n"
        "  - {id: pairs, type: matching, ask: Match., answer: {Lào: Vientiane, Nga: Moskva}}\n"
    ).cards,
]
MEMORIES = {
    CardId("leaders/who"): Memory(30.0, 5.0, Day(TODAY - 9), Day(TODAY + 21), 4, 0),
    CardId("leaders/gaps#c1"): Memory(2.0, 9.0, Day(TODAY - 5), Day(TODAY - 2), 12, 7),
    CardId("visits/when"): Memory(3.0, 5.0, Day(TODAY - 1), Day(TODAY), 2, 1, is_suspended=True),
}


def found(search: str) -> list[str]:
    return [card.id for card in Collection(CARDS).find(parse_search(search), MEMORIES, TODAY)]


@pytest.mark.parametrize(
    ("search", "ids"),
    [
        ("trong", ["leaders/who"]),
        ("TRỌNG phú", ["leaders/who"]),
        ("ha noi", ["leaders/gaps#c1", "leaders/gaps#c2"]),
        ("train", ["leaders/gaps#c1", "leaders/gaps#c2"]),
        ('"to hue"', ["leaders/gaps#c1"]),
        ("from is:", ["leaders/gaps#c1", "leaders/gaps#c2"]),
        ('"led? nguyen"', ["leaders/who"]),
        ("september", ["visits/when"]),
        ("vientiane", ["visits/pairs"]),
        ("deck:lanh", ["leaders/who", "leaders/gaps#c1", "leaders/gaps#c2"]),
        ("deck:visits -type:date", ["visits/pairs"]),
        ("tag:united", ["visits/when"]),
        ("type:cloze -#c1", ["leaders/gaps#c2"]),
        ("is:new", ["leaders/gaps#c2", "visits/pairs"]),
        ("is:due", ["leaders/gaps#c1"]),
        ("is:learned", ["leaders/who"]),
        ("is:leech", ["leaders/gaps#c1"]),
        ("is:susp", ["visits/when"]),
        ("-is:new -is:due who", ["leaders/who"]),
        ("", [card.id for card in CARDS]),
        ("nothing like this", []),
        ("is:wrong", []),
        ('"', [card.id for card in CARDS]),
        ("-", [card.id for card in CARDS]),
    ],
)
def test_a_search_finds(search: str, ids: list[str]) -> None:
    assert found(search) == ids


def test_a_filter_that_no_card_can_pass_is_known() -> None:
    assert parse_search("is:wrong type:datum is:du tag:none").unknown == ["is:wrong", "type:datum"]


def test_a_text_is_searched_without_case_marks_and_spaces_too_many() -> None:
    assert searchable("  Đối  NGOẠI ") == "doi ngoai"


def test_a_card_can_be_in_several_states() -> None:
    gone = Memory(40.0, 5.0, Day(1), Day(2), 9, 8, True, Day(TODAY + 1), is_flagged=True)
    assert states_of(gone, TODAY) == [
        CardState.LEARNED,
        CardState.LEECH,
        CardState.SUSPENDED,
        CardState.BURIED,
        CardState.FLAGGED,
    ]
    assert not is_in(CardState.LEECH, gone, TODAY, leech_from=9)


@pytest.mark.parametrize(
    ("order", "first"),
    [
        (SortBy.DECK, "leaders/who"),
        (SortBy.DUE, "leaders/gaps#c1"),
        (SortBy.RECALL, "leaders/gaps#c1"),
        (SortBy.LAPSES, "leaders/gaps#c1"),
        (SortBy.QUESTION, "leaders/gaps#c1"),
    ],
)
def test_cards_are_sorted(order: SortBy, first: str) -> None:
    assert sorted_by(CARDS, order, MEMORIES, TODAY)[0].id == first
    assert sorted_by(CARDS, SortBy.DUE, MEMORIES, TODAY)[-1].id in {"leaders/gaps#c2", "visits/pairs"}


def test_texts_are_folded_in_portions_and_found_before_all_are() -> None:
    collection = Collection(CARDS)
    assert not collection.fold(2)
    assert [card.id for card in collection.find(parse_search("moskva"), {}, TODAY)] == ["visits/pairs"]
    assert collection.fold(len(CARDS))


def test_no_card_of_any_type_is_without_its_answer() -> None:
    cards: list[Card] = cards_of(
        "  - {id: a, type: list, ask: L, answer: [một, hai]}\n"
        "  - {id: b, type: ordering, ask: O, answer: [ba, bốn]}\n"
        "  - {id: c, type: numeric, ask: N, answer: 3260}\n"
        "  - {id: d, type: flashcard, ask: F, answer: mặt sau}\n"
        "  - {id: e, type: choice, ask: C, answer: đúng, wrong: [sai]}\n"
    )
    collection = Collection(cards)
    for word, card in zip(("hai", "bon", "3260", "mat sau", "dung"), cards, strict=True):
        assert collection.find(parse_search(word), {}, TODAY) == [card]
