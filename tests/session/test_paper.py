"""The paper of an exam: drawn by a seed, stratified over tags, never with siblings."""

from collections import Counter
from random import Random

import pytest
from decks_made import cards_of, deck_of
from hypothesis import given, settings
from hypothesis import strategies as st

from vnquiz.core.paper import Item, draw_paper, most_questions
from vnquiz.core.questions import Card
from vnquiz.core.results import Order
from vnquiz.core.tasks import Pick


def tagged(*tags_of: str) -> list[Card]:
    """Return one card for each text of tags."""
    return cards_of(
        "".join(
            f"  - {{id: q{i}, type: choice, ask: Q{i}, answer: a{i}, wrong: [b{i}, c{i}], tags: [{tags}]}}\n"
            for i, tags in enumerate(tags_of)
        )
    )


def ids(paper: tuple[Item, ...]) -> list[str]:
    return [item.card.id for item in paper]


def test_the_same_seed_and_cards_give_the_same_paper_in_whatever_order_the_cards_come() -> None:
    cards = tagged(*["x", "y"] * 20)
    shuffled = list(cards)
    Random(3).shuffle(shuffled)
    assert draw_paper(cards, 10, 5, Order.SHUFFLED) == draw_paper(shuffled, 10, 5, Order.SHUFFLED)


def test_a_paper_is_the_same_on_every_machine() -> None:
    paper = draw_paper(tagged(*["x", "y", "z"] * 4), 4, 2026, Order.SHUFFLED)
    options = [item.task.options for item in paper if isinstance(item.task, Pick)]
    assert (ids(paper), options[0]) == (["d/q0", "d/q7", "d/q5", "d/q9"], ("a0", "b0", "c0"))


def test_another_seed_gives_another_paper() -> None:
    cards = tagged(*["x"] * 40)
    papers = {tuple(ids(draw_paper(cards, 10, seed, Order.SHUFFLED))) for seed in range(20)}
    assert len(papers) == 20


def test_the_options_of_a_question_do_not_depend_on_what_else_is_asked() -> None:
    cards = tagged(*["x"] * 12)
    few, all_of_them = (draw_paper(cards, count, 1, Order.SHUFFLED) for count in (4, 12))
    tasks = {item.card.id: item.task for item in all_of_them}
    assert all(item.task == tasks[item.card.id] for item in few)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from("vwxyz"), min_size=1, max_size=50), st.integers(1, 50), st.integers(0, 99))
def test_each_tag_has_its_share_to_within_one_question(tags: list[str], count: int, seed: int) -> None:
    cards = tagged(*tags)
    paper = draw_paper(cards, count, seed, Order.SHUFFLED)
    asked = Counter(item.card.question.tags[0] for item in paper)
    assert len({*ids(paper)}) == len(paper) == min(count, len(cards))
    for tag, number in Counter(tags).items():
        assert abs(asked[tag] - number * len(paper) / len(cards)) < 1


def test_every_card_has_the_same_chance_to_be_asked() -> None:
    cards = tagged(*["x", "y", "y", "z"] * 5)
    times = Counter(card for seed in range(400) for card in ids(draw_paper(cards, 5, seed, Order.SHUFFLED)))
    assert len(times) == 20
    assert all(60 < number < 145 for number in times.values())


def test_no_two_siblings_are_asked_and_the_paper_says_how_long_it_can_be() -> None:
    cards = cards_of(
        '  - {id: gaps, type: cloze, text: "{{c1::one}} {{c2::two}} {{c3::three}}"}\n'
        "  - {id: a, type: true-false, ask: A, answer: true, siblings: family}\n"
        "  - {id: b, type: true-false, ask: B, answer: true, siblings: family}\n"
    )
    assert most_questions(cards, 1) == 2
    for seed in range(10):
        paper = draw_paper(cards, 10, seed, Order.SHUFFLED)
        assert {item.card.question.id for item in paper} in ({"gaps", "a"}, {"gaps", "b"})


def test_flashcards_are_not_asked() -> None:
    cards = cards_of(
        "  - {id: a, type: flashcard, ask: A, answer: B}\n  - {id: b, type: true-false, ask: A, answer: true}\n"
    )
    assert ids(draw_paper(cards, 10, 1, Order.SHUFFLED)) == ["d/b"]


def test_easy_questions_come_first_on_wish() -> None:
    one = tagged(*["x"] * 30)
    other = list(
        deck_of(
            "deck: e\ntitle: E\nquestions:\n"
            + "".join(f"  - {{id: q{i}, type: true-false, ask: Q{i}, answer: true}}\n" for i in range(10))
        ).cards
    )
    paper = draw_paper([*one, *other], 12, 4, Order.EASY_FIRST)
    places = [
        (one.index(item.card) / 30 if item.card in one else other.index(item.card) / 10) for item in paper
    ]
    assert places == sorted(places)
    assert ids(paper) != ids(draw_paper([*one, *other], 12, 4, Order.SHUFFLED))


@pytest.mark.parametrize("order", list(Order))
def test_questions_are_numbered_from_one(order: Order) -> None:
    assert [item.number for item in draw_paper(tagged("x", "y", "z"), 9, 1, order)] == [1, 2, 3]
