"""What changed between two editions of decks, and what it does to a schedule."""

import pytest
from decks_made import deck_of
from hypothesis import given
from hypothesis import strategies as some

from vnquiz.core.changes import Added, Altered, Change, Kind, Removed, compare, schedule
from vnquiz.core.decks import Deck


def deck(*questions: str, id: str = "d", language: str = "en") -> Deck:
    """Return a deck of questions, each on a line."""
    lines = "".join(f"  - {question}\n" for question in questions)
    return deck_of(f"deck: {id}\ntitle: T\nlanguage: {language}\nquestions:\n{lines}")


def changes(
    old: Deck | list[Deck], new: Deck | list[Deck], renames: dict[str, str] | None = None
) -> list[Change]:
    """Return all changes of all decks."""
    olds, news = ([each] if isinstance(each, Deck) else each for each in (old, new))
    return [change for deck in compare(olds, news, renames or {}) for change in deck.changes]


def kinds(old: str, new: str) -> list[str]:
    """Return what became of one question."""
    return [kind.value for change in changes(deck(old), deck(new)) for kind in change.kinds]


def parts(old: str, new: str) -> tuple[str, ...]:
    """Return which parts of one question are others."""
    (change,) = changes(deck(old), deck(new))
    assert isinstance(change, Altered)
    return change.parts


def plain(id: str = "q", ask: str = "Q", answer: str = "A", more: str = "") -> str:
    return f"{{id: {id}, type: short-answer, ask: {ask}, answer: {answer}{more}}}"


def test_what_is_the_same_did_not_change() -> None:
    assert changes(deck(plain()), deck(plain())) == []


def test_what_lies_elsewhere_in_the_file_did_not_change() -> None:
    assert changes(deck(plain()), deck_of(f"# said\n\nquestions:\n  - {plain()}\ntitle: T\ndeck: d\n")) == []


@pytest.mark.parametrize(
    ("more", "part"),
    [
        (", hint: H", "hint"),
        (", explain: E", "explanation"),
        (", tags: [t]", "tags"),
        (", siblings: s", "siblings"),
    ],
)
def test_a_key_that_asks_the_same_is_wording_and_is_named(more: str, part: str) -> None:
    assert kinds(plain(), plain(more=more)) == ["wording"]
    assert parts(plain(), plain(more=more)) == (part,)


def test_another_question_text_is_wording_but_other_spaces_are_nothing() -> None:
    assert parts(plain(), plain(ask="Which")) == ("question",)
    assert kinds(plain(ask="'Two  words'"), plain(ask="'Two words'")) == []


def test_a_citation_is_wording() -> None:
    head = "deck: d\ntitle: T\nsources:\n  s: {title: S}\nquestions:\n  - "
    (change,) = changes(
        deck_of(head + plain(more=", cite: 's:1'")), deck_of(head + plain(more=", cite: 's:2'"))
    )
    assert (change.kinds, change.parts if isinstance(change, Altered) else ()) == (
        (Kind.WORDING,),
        ("citations",),
    )


def test_another_answer_is_told_and_the_history_kept() -> None:
    (change,) = changes(deck(plain()), deck(plain(answer="B")))
    assert change.kinds == (Kind.ANSWER,)
    assert schedule(change) == "keeps its history; shown with old and new answer next time"


def test_an_answer_written_differently_is_wording() -> None:
    assert kinds(plain(answer="Hà Nội"), plain(answer="hà nội")) == ["wording"]
    assert parts(plain(answer="Hà Nội"), plain(answer="hà nội")) == ("answer",)


def test_the_same_date_in_another_language_is_wording() -> None:
    date = "{id: q, type: date, ask: Q, answer: 2023-09}"
    (change,) = changes(deck(date), deck(date, language="vi"))
    assert change.kinds == (Kind.WORDING,)


MARKED = [
    (plain(), plain(more=", accept: [B]"), "what else is accepted"),
    (plain(), plain(more=", typos: 1"), "strictness"),
    (plain(), plain(more=", diacritics: require"), "strictness"),
    (
        "{id: q, type: numeric, ask: Q, answer: 5}",
        "{id: q, type: numeric, ask: Q, answer: 5, tolerance: 1}",
        "tolerance",
    ),
    (
        "{id: q, type: list, ask: Q, answer: [a, b, c]}",
        "{id: q, type: list, ask: Q, answer: [a, b, c], need: 2}",
        "how many are needed",
    ),
    (
        "{id: q, type: choice, ask: Q, answer: a, wrong: [b]}",
        "{id: q, type: choice, ask: Q, answer: [a], wrong: [b]}",
        "how many are to be picked",
    ),
    (
        "{id: q, type: cloze, text: '{{c1::a}}'}",
        "{id: q, type: cloze, text: '{{c1::a|b}}'}",
        "what else is accepted",
    ),
]


@pytest.mark.parametrize(("old", "new", "part"), MARKED)
def test_what_passes_for_right_is_marking_and_no_other_answer(old: str, new: str, part: str) -> None:
    assert kinds(old, new) == ["marking"]
    assert part in parts(old, new)


def test_wrong_options_are_wording_in_whatever_order() -> None:
    choice = "{id: q, type: choice, ask: Q, answer: a, wrong: [%s]}"
    assert parts(choice % "b, c", choice % "b, d") == ("wrong options",)
    assert kinds(choice % "b, c", choice % "c, b") == []


def test_another_type_with_the_same_answer_says_just_that() -> None:
    assert kinds(plain(), "{id: q, type: flashcard, ask: Q, answer: A}") == ["type"]
    assert kinds(plain(), "{id: q, type: flashcard, ask: Q, answer: B}") == ["answer", "type"]


def test_new_cards_start_new_and_removed_ones_stay_in_the_log() -> None:
    added, removed = changes(deck(plain("a", "One")), deck(plain("b", "Two")))
    assert (added.card.id, schedule(added)) == ("d/b", "starts new")
    assert (removed.card.id, schedule(removed)) == ("d/a", "kept in the log, no longer asked")


def test_gaps_are_cards_of_their_own() -> None:
    cloze = "{id: q, type: cloze, text: '%s'}"
    found = changes(deck(cloze % "{{c1::a}} {{c2::b}}"), deck(cloze % "{{c1::a}} b {{c3::c}}"))
    assert [(change.card.id, change.kinds[0]) for change in found] == [
        ("d/q#c1", Kind.WORDING),
        ("d/q#c3", Kind.NEW),
        ("d/q#c2", Kind.REMOVED),
    ]


def test_a_renamed_card_continues_under_its_new_id_with_all_its_gaps() -> None:
    cloze = "{id: %s, type: cloze, text: '{{c1::a}} {{c2::b}}'}"
    found = changes(deck(cloze % "old"), deck(cloze % "new"), {"d/old": "d/new"})
    assert [(change.card.id, change.kinds) for change in found] == [
        ("d/new#c1", (Kind.RENAMED,)),
        ("d/new#c2", (Kind.RENAMED,)),
    ]
    assert {schedule(change) for change in found} == {"continues under its new id"}


def test_a_renamed_card_may_have_another_answer_too() -> None:
    (change,) = changes(deck(plain("old")), deck(plain("new", answer="B")), {"d/old": "d/new"})
    assert change.kinds == (Kind.ANSWER, Kind.RENAMED)
    assert schedule(change) == "continues under its new id; shown with old and new answer next time"


def test_a_card_renamed_into_another_deck_was_moved() -> None:
    old = [deck(plain("q"), plain("r", "R")), deck(plain("s", "S"), id="e")]
    new = [deck(plain("r", "R")), deck(plain("s", "S"), plain("q"), id="e")]
    (change,) = changes(old, new, {"d/q": "e/q"})
    assert (change.card.id, change.kinds) == ("e/q", (Kind.RENAMED, Kind.MOVED))


def test_two_cards_may_go_on_as_one() -> None:
    old = deck(plain("a", "A"), plain("b", "B"))
    found = changes(old, deck(plain("c", "A")), {"d/a": "d/c", "d/b": "d/c"})
    assert [change.old.id for change in found if isinstance(change, Altered)] == ["d/a", "d/b"]
    assert len(found) == 2


def test_a_new_card_that_asks_what_a_removed_one_asked_is_its_twin() -> None:
    added, removed = changes(deck(plain("old")), deck(plain("new")))
    assert isinstance(added, Added)
    assert isinstance(removed, Removed)
    assert added.twin == "d/old"


def test_of_several_removed_cards_that_asked_the_same_none_is_the_twin() -> None:
    found = changes(deck(plain("a"), plain("b")), deck(plain("c")))
    assert [change.twin for change in found if isinstance(change, Added)] == [None]


def ids_moved(old: list[str], new: list[str]) -> list[str]:
    """Return which cards have moved, from one order of ids to another."""
    found = changes(deck(*(plain(i, i) for i in old)), deck(*(plain(i, i) for i in new)))
    return [change.card.id.removeprefix("d/") for change in found if Kind.MOVED in change.kinds]


def test_of_cards_in_another_order_only_those_taken_elsewhere_have_moved() -> None:
    assert ids_moved(["a", "b", "c", "d", "e"], ["b", "c", "d", "a", "e"]) == ["a"]
    assert ids_moved(["a", "b", "c", "d"], ["d", "a", "b", "c"]) == ["d"]


def test_what_comes_between_or_goes_moves_nothing() -> None:
    assert ids_moved(["a", "b", "c"], ["x", "a", "y", "c"]) == []


@given(some.permutations(range(7)))
def test_the_cards_that_did_not_move_stand_in_their_old_order_and_are_as_many_as_can_be(
    order: list[int],
) -> None:
    moved = ids_moved([f"q{i}" for i in range(7)], [f"q{i}" for i in order])
    stayed = [i for i in order if f"q{i}" not in moved]
    assert stayed == sorted(stayed)
    best = [1] * len(order)
    for place, i in enumerate(order):
        best[place] += max((best[before] for before in range(place) if order[before] < i), default=0)
    assert len(stayed) == max(best)


TABLE = """
deck: d
title: T
tables:
  - id: t
    rows:
      - {{id: a, who: Ann, year: 2001}}
      - {{id: b, who: Bob, year: 2002}}
      - {{id: c, who: Cid, year: {year}}}{row}
    questions:
      - {{id: match, type: matching, ask: M, answer: {{left: who, right: year, count: 2}}}}
      - {{id: when, type: numeric, ask: "When did {{who}} come?", answer: "{{year}}"}}
      - {{id: who, type: choice, ask: "Who came in {{year}}?", answer: "{{who}}", wrong: {{from: who, count: 2}}}}
"""


def test_a_fact_of_a_table_changes_the_cards_of_its_row_and_the_rows_of_a_drawn_card() -> None:
    old, new = (deck_of(TABLE.format(year=year, row="")) for year in (2003, 2004))
    found = {change.card.id: change.kinds for change in changes(old, new)}
    assert found == {
        "d/t.match": (Kind.ROWS,),
        "d/t.c.when": (Kind.ANSWER,),
        "d/t.c.who": (Kind.WORDING,),
    }


def test_a_new_row_brings_new_cards_and_leaves_those_of_other_rows_alone() -> None:
    old = deck_of(TABLE.format(year=2003, row=""))
    new = deck_of(TABLE.format(year=2003, row="\n      - {id: e, who: Eve, year: 2005}"))
    found = {change.card.id: change.kinds for change in changes(old, new)}
    assert found == {
        "d/t.match": (Kind.ROWS,),
        "d/t.e.when": (Kind.NEW,),
        "d/t.e.who": (Kind.NEW,),
    }


def test_decks_come_in_their_present_order_and_those_that_are_gone_last() -> None:
    gone, kept, fresh = (deck(plain(), id=name) for name in ("gone", "kept", "fresh"))
    changed = deck(plain(answer="B"), id="kept")
    found = compare([gone, kept], [fresh, changed], {})
    assert [each.deck.id for each in found] == ["fresh", "kept", "gone"]
