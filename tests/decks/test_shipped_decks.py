"""The decks that ship with vnquiz: proved by their sources, fair as questions, and complete."""

import re
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from vnquiz.core.dates import in_words, parse_iso
from vnquiz.core.decks import Deck
from vnquiz.core.questions import (
    Choice,
    Citation,
    Cloze,
    DateQuestion,
    DrawnMatching,
    DrawnOrdering,
    Flashcard,
    ListQuestion,
    Matching,
    Numeric,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)
from vnquiz.deckfile.citations import check_citations, derivations
from vnquiz.deckfile.concordance import FOLDER
from vnquiz.deckfile.library import Library, deck_paths, load_library
from vnquiz.deckfile.proof import answer_texts
from vnquiz.deckfile.words import words_of
from vnquiz.folders import shipped_decks
from vnquiz.yamlfile.problems import Code

TYPES = {
    Flashcard: "flashcard",
    Choice: "choice",
    TrueFalse: "true-false",
    ShortAnswer: "short-answer",
    Numeric: "numeric",
    DateQuestion: "date",
    Cloze: "cloze",
    ListQuestion: "list",
    Ordering: "ordering",
    DrawnOrdering: "ordering",
    Matching: "matching",
    DrawnMatching: "matching",
}
SHORTEST_GIVEAWAY = 4
LONGEST_TITLE = 28


def checked(place: Path) -> Library:
    library = load_library([place])
    check_citations(library)
    return library


LIBRARY = checked(shipped_decks())
QUESTIONS = {
    f"{deck.info.id}/{question.id}": question for deck in LIBRARY.decks for question in deck.questions
}


@pytest.fixture(params=LIBRARY.decks, ids=lambda deck: str(deck.info.id))
def deck(request: pytest.FixtureRequest) -> Deck:
    assert isinstance(request.param, Deck)
    return request.param


def test_every_citation_is_proved_and_no_deck_has_a_problem() -> None:
    assert [f"{problem.path}:{problem.line}: {problem.message}" for problem in LIBRARY.problems] == []
    assert LIBRARY.left_out == 0


def test_there_are_thirteen_decks_and_four_hundred_cards() -> None:
    assert len(LIBRARY.decks) >= 13
    assert len(LIBRARY.cards) >= 400


def test_every_type_of_question_is_asked() -> None:
    assert {TYPES[type(question.body)] for question in QUESTIONS.values()} == set(TYPES.values())


def test_every_card_is_cited_explained_and_tagged() -> None:
    bare = [
        name
        for name, question in QUESTIONS.items()
        if not (question.cite and question.explain and question.tags)
    ]
    assert bare == []


def test_every_cited_source_has_a_concordance() -> None:
    cited = {cite.source for question in QUESTIONS.values() for cite in question.cite}
    assert cited == set(LIBRARY.shelf.names())


def test_fewer_than_sixteen_answers_are_derived() -> None:
    assert len(list(derivations(LIBRARY))) < 16


def test_the_right_option_is_never_the_longest() -> None:
    longest = [
        name
        for name, question in QUESTIONS.items()
        if isinstance(question.body, Choice)
        and not question.body.select_all
        and question.body.pool is None
        and len(question.body.answers[0]) > max(map(len, question.body.wrong))
    ]
    assert longest == []


def test_some_choices_have_several_right_options() -> None:
    assert sum(isinstance(found.body, Choice) and found.body.select_all for found in QUESTIONS.values()) >= 2


def test_no_hint_holds_the_answer() -> None:
    told = [
        f"{name}: {text}"
        for name, question in QUESTIONS.items()
        if TYPES[type(question.body)] not in ("ordering", "matching")
        for text in answer_texts(question)
        if len(text) >= SHORTEST_GIVEAWAY and holds(question.hint, text)
    ]
    assert told == []


def test_true_and_false_statements_balance(deck: Deck) -> None:
    counts = Counter(
        question.body.answer for question in deck.questions if isinstance(question.body, TrueFalse)
    )
    assert abs(counts[True] - counts[False]) <= 1


def test_a_title_fits_the_home_screen(deck: Deck) -> None:
    assert len(deck.info.title) <= LONGEST_TITLE


# What the guide to the documents dates and names (its timeline and its table of visits).


@dataclass(frozen=True)
class Fact:
    """A fact of the guide: the paragraphs that tell it, and its dates, numbers and names."""

    cite: str
    values: str

    @property
    def asked(self) -> list[str]:
        """The dates (ISO), numbers and names, each of which some card has to ask."""
        return self.values.split("; ")

    def is_cited_by(self, question: Question) -> bool:
        """Whether the question cites a paragraph of this fact."""
        places = [place.split(":") for place in self.cite.split()]
        return any(
            is_within(source, int(number), cite) for source, number in places for cite in question.cite
        )


def is_within(source: str, number: int, cite: Citation) -> bool:
    return cite.source == source and cite.first <= number <= cite.last


BY_US_LIST = "us-26-years:5"
FACTS = {
    "the state and the UN are founded": Fact(
        "vllf:13", "1945; Democratic Republic of Vietnam; United Nations"
    ),
    "the sea convention": Fact("vllf:11", "1982; UN Convention on the Law of the Sea; UNCLOS"),
    "the joint search begins": Fact("us-26-years:9", "1988; missing soldiers"),
    "the embargo ends": Fact("us-26-years:16", "1994; embargo; 500"),
    "the US pays for work on UXO": Fact("us-26-years:11", "1994; UXO"),
    "normalization is announced": Fact(
        "us-26-years:1 us-26-years:3",
        "1995-07-11; 1995-07-12; dawn; Bill Clinton; Vo Van Kiet; Prime Minister",
    ),
    "offices become embassies": Fact(BY_US_LIST, "1995-08; liaison offices; embassies"),
    "Clinton comes": Fact(
        "gia-lai:2 gia-lai:4 gia-lai:7 gia-lai:11 us-26-years:5 us-26-years:8",
        "2000-11; 2000-11-17; Bill Clinton; US President; his wife; Hanoi; Tran Duc Luong; documents",
    ),
    "Khai goes": Fact(BY_US_LIST, "2005; Phan Van Khai; Prime Minister; United States"),
    "Bush comes": Fact(BY_US_LIST, "2006; George W. Bush; US President"),
    "the WTO talks end": Fact("gia-lai:14", "2006; WTO"),
    "membership of the WTO": Fact("gia-lai:14", "2007; WTO"),
    "Triet goes": Fact(BY_US_LIST, "2007; Nguyen Minh Triet; President; United States"),
    "Dung goes": Fact(BY_US_LIST, "2008; Nguyen Tan Dung; Prime Minister; United States"),
    "the financial crisis": Fact("us-26-years:16", "2008; global financial crisis"),
    "Trọng's period begins": Fact("vna-trong:5 vna-trong:7", "2011; Platform; Nguyễn Phú Trọng; 25"),
    "Trọng in China first": Fact("vns:8", "2011; Nguyễn Phú Trọng; General Secretary; China; Maritime"),
    "Vietnamese teams excavate": Fact("us-26-years:10", "2011-08; Vietnamese teams; excavations"),
    "the defense memorandum": Fact("us-26-years:13", "2011-09; memorandum; defense"),
    "the first partnership": Fact("vns:12", "2013; Comprehensive Partnership; United States"),
    "Sang goes": Fact(BY_US_LIST, "2013; Truong Tan Sang; President; United States"),
    "the memorandum on mines": Fact("us-26-years:11", "2013-12; memorandum; mines; UXO"),
    "the defense statement": Fact("us-26-years:14", "2015-06; Joint Vision Statement; defense"),
    "Trọng in the US": Fact(
        "vns:13 us-26-years:5",
        "2015; Nguyễn Phú Trọng; General Secretary; United States; White House; Joint Vision Statement; Barack Obama",
    ),
    "Obama comes": Fact(BY_US_LIST, "2016; Barack Obama; US President"),
    "the diplomatic conference": Fact(
        "vna-trong:15", "2016; 29; National Diplomatic Conference; Nguyễn Phú Trọng"
    ),
    "Trọng in China again": Fact("vns:9", "2017-01; Nguyễn Phú Trọng; General Secretary; China; exchanges"),
    "Trump comes": Fact(BY_US_LIST, "2017; Donald Trump; US President"),
    "Phuc goes": Fact(BY_US_LIST, "2017; Nguyen Xuan Phuc; Prime Minister; United States"),
    "Trọng in Russia": Fact("vns:16", "2018; Nguyễn Phú Trọng; General Secretary; Russian Federation"),
    "the anniversary of the search": Fact("us-26-years:9", "2018-12-12; 30; Hanoi; missing soldiers"),
    "Trump comes again": Fact(BY_US_LIST, "2019; Donald Trump; US President"),
    "Pompeo comes": Fact(
        "us-26-years:6", "2020-10-30; Mike Pompeo; US Secretary of State; strong; prosperous; independent"
    ),
    "the Virginian memorandum": Fact("us-26-years:20", "2021-05-25; Industry and Trade; West Virginia"),
    "three Party leaders meet": Fact("vns:6", "2021; Laos; Cambodia; Hà Nội"),
    "the conference on foreign affairs": Fact(
        "vns:2 vna-trong:16", "2021-12; National Conference on Foreign Affairs; bamboo diplomacy"
    ),
    "Trọng in China after a congress": Fact(
        "vns:10 vllf:7",
        "2022-10; 2022-10-30; 2022-11-01; Nguyễn Phú Trọng; General Secretary; China; 20; digital economy; "
        "climate change response; dialogue",
    ),
    "the partnership with Korea": Fact(
        "vllf:17", "2022-12; Republic of Korea; comprehensive strategic partnership"
    ),
    "the session with the Holy See": Fact("vllf:19", "2023-03; 10; Joint Working Group; Holy See"),
    "Medvedev comes": Fact(
        "vllf:14",
        "2023-05; 2023-05-21; 2023-05-23; Dmitry Medvedev; United Russia; Deputy Chairman; Security Council",
    ),
    "Yoon comes": Fact(
        "vllf:17",
        "2023-06; 2023-06-22; 2023-06-24; Yoon Suk Yeol; President of the Republic of Korea; 17",
    ),
    "Thuong goes": Fact(
        "vllf:19", "2023-07; Vo Van Thuong; President; Holy See; Status; Resident Papal Representative"
    ),
    "three Party leaders meet again": Fact("vllf:8 vns:6", "2023-09-07; Laos; Cambodia; Hà Nội; second; 30"),
    "Biden comes": Fact(
        "vllf:13 vns:7 vns:14 vna-trong:9",
        "2023-09; 2023-09-10; 2023-09-11; Joe Biden; US President; Comprehensive Strategic Partnership; state visit; "
        "Party General Secretary",
    ),
    "the partnership with Japan": Fact("vllf:16", "2023; Japan; comprehensive strategic partnership"),
    "the Parliamentary Summit": Fact("vllf:8", "2023-12-05; Parliamentary Summit; Laos; Cambodia"),
    "Xi comes": Fact(
        "vllf:7 vns:7 vns:11 vna-trong:9",
        "2023-12; 2023-12-12; 2023-12-13; Xi Jinping; Chinese President; Joint Statement; shared future; spouse",
    ),
    "the Pope appoints": Fact("vllf:19", "2023-12; Resident Papal Representative; Pope"),
    "the Vatican Secretary comes": Fact("vna-trong:9", "Vatican; Secretary"),
    "the orientations": Fact("vllf:5 vllf:29", "2024; orientations"),
    "Putin comes": Fact(
        "vns:7 vns:17 vna-trong:9",
        "2024-06; Vladimir Putin; Russian President; state visit; Nguyễn Phú Trọng",
    ),
    "Trọng dies": Fact(
        "vns:22 vns:23 vna-trong:19 vna-trong:26", "Nguyễn Phú Trọng; condolence; funeral; To Lam"
    ),
    "the VNS article appears": Fact("vns:1", "2024-07-27"),
    "politicians come": Fact("us-26-years:6", "John Kerry; Patrick Leahy; John McCain; Senators"),
}
UNDATED = "it is undated, says the timeline"
WITHOUT_DATE = {
    "Vatican": "C16",
    "death": "C43",
    "funeral": "C43",
    "Kerry": "C05",
    "Leahy": UNDATED,
    "McCain": UNDATED,
    "Australia": "C31",
    "India": UNDATED,
    "The Bahamas": UNDATED,
    "Four Nos": UNDATED,
    "inaugural speech": UNDATED,
    "book": UNDATED,
    "32nd": UNDATED,
    "75 billion": "C32",
}


def folded(text: str) -> str:
    return " ".join(word.folded for word in words_of(text))


def holds(text: str, part: str) -> bool:
    """Tell whether the words of a text hold those of a part, marks and capitals aside, or their plural."""
    return re.search(rf"\b{re.escape(folded(part))}(?:s|es)?\b", folded(text)) is not None


def told(value: str) -> str:
    """Return a date as texts read it out, and anything else as it is."""
    date = parse_iso(value)
    return value if date is None else in_words(date)


def answers_with(question: Question, value: str) -> bool:
    """Tell whether a date, number or name is the answer of a question or stands in it."""
    body = question.body
    match body:
        case DateQuestion(answer=answer):
            return answer == parse_iso(value)
        case Numeric(shown=shown):
            return shown == value
        case TrueFalse(answer=answer):
            return answer and holds(question.ask, told(value))
        case DrawnMatching() | DrawnOrdering():
            return False
        case _:
            return any(holds(text, told(value)) for text in answer_texts(question))


def stem(question: Question) -> str:
    body = question.body
    if isinstance(body, Cloze):
        return question.ask + "".join(piece if isinstance(piece, str) else " … " for piece in body.pieces)
    return question.ask


def asks(question: Question, fact: Fact, value: str) -> bool:
    """Tell whether a question asks a value of a fact: as its answer, or in its stem with another as the answer."""
    if not fact.is_cited_by(question):
        return False
    return answers_with(question, value) or (
        holds(stem(question), told(value))
        and any(answers_with(question, other) for other in fact.asked if other != value)
    )


@pytest.mark.parametrize("name", FACTS)
def test_every_date_number_and_name_of_the_guide_is_asked(name: str) -> None:
    fact = FACTS[name]
    unasked = [
        value
        for value in fact.asked
        if not any(asks(question, fact, value) for question in QUESTIONS.values())
    ]
    assert unasked == []


@pytest.mark.parametrize("words", WITHOUT_DATE)
def test_no_date_is_asked_where_the_guide_leaves_it_out(words: str) -> None:
    dated = [
        name
        for name, question in QUESTIONS.items()
        if isinstance(question.body, DateQuestion) and holds(question.ask, words)
    ]
    assert dated == [], WITHOUT_DATE[words]


# One thing changed in the text of a deck must be found, in every deck.

YEARS = (
    re.compile(r"(?m)^( +(?:answer|- text): ['\"]?)((?:19|20)\d\d)(?=(?:-\d\d)*['\"]?$)"),
    re.compile(r"(?m)^( +when: ['\"]?)((?:19|20)\d\d)(?=(?:-\d\d)*['\"]?$)"),
    re.compile(r"(?m)^( +answer: )(\d+)$"),
)
NAME = re.compile(r"(?m)^( +(?:- )?[^\n:{]*: (?:[A-ZĐ][^\W\d_]+ )+)([A-ZĐ][^\W\d_]+)$")
PARAGRAPH = re.compile(r"(?m)^( +cite: \[?[\w-]+:)(\d+)(?=[],\n])")
ONE_PARAGRAPH = re.compile(
    r"(?m)^(  - id: .*\n    type: (?!true-false).*\n(?:    (?!cite: ).*\n)*    cite: )([\w-]+:\d+)$"
)
WITHOUT_FACTS = {"gia-lai": 18, "us-26-years": 12, "vllf": 31, "vna-trong": 21, "vns": 20}


def codes_after(path: Path, text: str, tmp_path: Path) -> set[Code]:
    """Return what is wrong with a deck once its text is this, its sources being the shipped ones."""
    shutil.copytree(path.parent / FOLDER, tmp_path / FOLDER)
    (tmp_path / path.name).write_text(text, encoding="utf-8")
    return {problem.code for problem in checked(tmp_path).problems}


@pytest.fixture(params=deck_paths(shipped_decks()), ids=lambda path: str(path.stem))
def path(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


def test_a_changed_year_or_figure_is_found(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    pattern = next(pattern for pattern in YEARS if pattern.search(text))
    assert codes_after(path, pattern.sub(r"\g<1>1871", text, count=1), tmp_path) == {Code.UNPROVED}


def test_a_changed_name_is_found(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert NAME.search(text)
    assert codes_after(path, NAME.sub(r"\1Zebulon", text, count=1), tmp_path) == {Code.UNPROVED}


def test_a_paragraph_that_does_not_exist_is_found(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert PARAGRAPH.search(text)
    changed = PARAGRAPH.sub(r"\g<1>99", text, count=1)
    assert codes_after(path, changed, tmp_path) == {Code.NO_SUCH_PARAGRAPH}


def test_a_paragraph_that_says_something_else_is_found(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = ONE_PARAGRAPH.search(text)
    assert found
    source = found[2].split(":")[0]
    changed = f"{text[: found.start(2)]}{source}:{WITHOUT_FACTS[source]}{text[found.end(2) :]}"
    assert codes_after(path, changed, tmp_path) == {Code.UNPROVED}
