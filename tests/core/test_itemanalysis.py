"""The figures of a report equal a plain reference, a published example, and what was planted is found."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from statistics import correlation, pvariance, stdev
from statistics import fmean as mean

import pytest
from class_made import DEAD, DISTRACTORS, KEY, Planted, class_of
from results_made import item, result

from vnquiz.core.classreport import ClassReport, FlagCode, ItemReport
from vnquiz.core.events import Json
from vnquiz.core.gathering import Gathering
from vnquiz.core.itemanalysis import paragraphs_of, reliability_of, report_of
from vnquiz.core.itemflags import bounds
from vnquiz.core.results import Result, ResultItem, result_bytes
from vnquiz.core.verdicts import VerdictKind

STUDENTS = (40, 400)
CLOSE = 1e-9


def gathered(papers: Sequence[Result]) -> Gathering:
    gathering = Gathering()
    for number, paper in enumerate(papers):
        gathering.add(f"{number}.json", result_bytes(paper))
    return gathering


def report(papers: Sequence[Result]) -> ClassReport:
    return report_of(gathered(papers))


def by_name(found: ClassReport) -> dict[str, ItemReport]:
    return {each.card.removeprefix("d/"): each for each in found.items}


# the plain reference: every paper kept, every student looked at one by one


class Reference:
    """Computes from lists of all that was answered, the way one would by hand."""

    def __init__(self, papers: Sequence[Result], name: str) -> None:
        self.had: list[tuple[Result, ResultItem]] = [
            (paper, each) for paper in papers for each in paper.items if each.card == f"d/{name}"
        ]
        self.scores = [each.score for _, each in self.had]
        self.rests = [
            mean(other.score for other in paper.items if other is not each) for paper, each in self.had
        ]

    def discrimination(self) -> float:
        return correlation(self.scores, self.rests)

    def upper_lower(self) -> float:
        """Hand each student of one mark an equal part of the places in the group."""
        marks = [round(1000 * mean(each.score for each in paper.items)) for paper, _ in self.had]
        size = Fraction(27, 100) * len(marks)
        means = []
        for ranked in (sorted(marks), sorted(marks, reverse=True)):
            total = 0.0
            for mark, score in zip(marks, self.scores, strict=True):
                places = min(max(size - ranked.index(mark), Fraction(0)) / marks.count(mark), Fraction(1))
                total += float(places) * score
            means.append(total / float(size))
        return means[1] - means[0]

    def takers(self, option: str) -> list[int]:
        return [
            i
            for i, (_, each) in enumerate(self.had)
            if each.answered and option in (each.answered.get("picked") or [each.answered.get("text")])  # type: ignore[operator]
        ]


@pytest.mark.parametrize("drawn", [None, 12])
@pytest.mark.parametrize("students", STUDENTS)
def test_every_index_of_every_item_equals_the_reference(students: int, drawn: int | None) -> None:
    papers = class_of(students, 24, 5, Planted(wrong_key=4, dead=9), drawn)
    found = by_name(report(papers))
    assert len(found) == 24
    for name, each in found.items():
        reference = Reference(papers, name)
        answered = [a for _, a in reference.had if a.verdict is not None]
        assert each.papers == len(reference.had)
        assert each.omitted == len(reference.had) - len(answered)
        assert each.facility == pytest.approx(mean(reference.scores), abs=CLOSE)
        assert each.deviation == pytest.approx(stdev(reference.scores), abs=CLOSE)
        assert each.rest == pytest.approx(mean(reference.rests), abs=CLOSE)
        assert each.discrimination == pytest.approx(reference.discrimination(), abs=CLOSE)
        assert each.upper_lower == pytest.approx(reference.upper_lower(), abs=CLOSE)
        assert each.seconds == pytest.approx(mean(a.seconds for a in answered), abs=CLOSE)


@pytest.mark.parametrize("students", STUDENTS)
def test_every_answer_is_counted_with_how_its_takers_did_elsewhere(students: int) -> None:
    papers = class_of(students, 9, 6)
    for name, each in by_name(report(papers)).items():
        reference = Reference(papers, name)
        assert (len(each.options) == 4) is (each.type == "choice")
        for option in (*each.options, *each.wrong_answers):
            takers = reference.takers(option.text)
            took = [float(i in takers) for i in range(len(reference.had))]
            assert option.taken == len(takers)
            assert option.rest == pytest.approx(mean(reference.rests[i] for i in takers), abs=CLOSE)
            assert option.discrimination == pytest.approx(correlation(took, reference.rests), abs=CLOSE)
        counts = [option.taken for option in each.wrong_answers]
        assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize("students", STUDENTS)
def test_the_figures_of_the_paper_equal_the_reference(students: int) -> None:
    papers = class_of(students, 24, 7)
    found = report(papers)
    marks = [mean(each.score for each in paper.items) for paper in papers]
    own = sum(pvariance([paper.items[i].score for paper in papers]) for i in range(24))
    total = pvariance([sum(each.score for each in paper.items) for paper in papers])
    alpha = 24 / 23 * (1 - own / total)
    assert found.reliability is not None
    assert found.reliability.method == "alpha"
    assert found.reliability.value == pytest.approx(alpha, abs=CLOSE)
    assert found.mean == pytest.approx(mean(marks), abs=CLOSE)
    assert found.deviation == pytest.approx(stdev(marks), abs=CLOSE)
    assert found.error == pytest.approx(stdev(marks) * (1 - alpha) ** 0.5, abs=CLOSE)
    assert sum(found.histogram) == students
    for number, count in enumerate(found.histogram):
        last = number == 9
        assert count == sum(number / 10 <= mark and (mark < (number + 1) / 10 or last) for mark in marks)


@pytest.mark.parametrize("students", STUDENTS)
def test_of_papers_drawn_from_a_pool_reliability_comes_from_the_variance(students: int) -> None:
    """Analysis of variance by sums of squares over all responses; papers of one size make the sizes plain."""
    papers = class_of(students, 30, 8, drawn=10)
    found = report(papers)
    rows = [[each.score for each in paper.items] for paper in papers]
    grand = mean(score for row in rows for score in row)
    between = sum(10 * (mean(row) - grand) ** 2 for row in rows) / (students - 1)
    within = sum((score - mean(row)) ** 2 for row in rows for score in row) / (students * 9)
    assert found.reliability is not None
    assert found.reliability.method == "variance"
    assert found.reliability.value == pytest.approx(1 - within / between, abs=CLOSE)


def test_sections_are_the_means_of_their_responses() -> None:
    papers = class_of(40, 24, 9, drawn=12)
    found = report(papers)
    for name, sections in (("t1", found.tags), ("s:3", found.paragraphs)):
        (section,) = [each for each in sections if each.name == name]
        scores = [
            each.score
            for paper in papers
            for each in paper.items
            if name in each.tags or name in set(paragraphs_of(each.cite))
        ]
        assert section.responses == len(scores)
        assert section.facility == pytest.approx(mean(scores), abs=CLOSE)
    for sections in (found.tags, found.paragraphs):
        assert all(one.facility <= other.facility for one, other in pairwise(sections))


def test_a_citation_of_several_paragraphs_counts_for_each_and_a_hostile_one_for_itself() -> None:
    assert list(paragraphs_of(["a:2-4", "a:4"])) == ["a:2", "a:3", "a:4"]
    assert list(paragraphs_of(["a:1-999999", "a:9-2", "odd"])) == ["a:1-999999", "a:9-2", "odd"]


# published examples


QUIZ = """1111110110 1011011101 1111011001 0010001000 0000010010 1110111111 1101110111 1111111101
0101111101 1101101110"""
QUIZ_FACILITIES = [0.7, 0.7, 0.6, 0.7, 0.6, 0.8, 0.7, 0.7, 0.5, 0.6]


def papers_of(rows: Sequence[Sequence[float]], *, own_items: bool = False) -> list[Result]:
    """Return papers with these scores, of the same questions or of each student's own."""
    return [
        result(
            *(item(f"q{i}-{number if own_items else 0}", score) for i, score in enumerate(row)), number=number
        )
        for number, row in enumerate(rows)
    ]


def test_kr_20_of_a_published_quiz() -> None:
    """Ten students, ten items, with all proportions and the variance of the totals (5.84) printed.

    Wuensch, K. L., “The Kuder-Richardson 20”, East Carolina University, core.ecu.edu/wuenschk/StatHelp/KR20.txt.
    """
    papers = papers_of([[float(mark) for mark in row] for row in QUIZ.split()])
    found = report(papers)
    items = by_name(found)
    assert [round(items[f"q{i}-0"].facility, 2) for i in range(10)] == QUIZ_FACILITIES
    assert found.deviation is not None
    assert round((10 * found.deviation) ** 2 * 9 / 10, 2) == 5.84
    assert found.reliability is not None
    assert found.reliability.method == "KR-20"
    assert round(found.reliability.value, 3) == round(10 / 9 * (1 - 2.18 / 5.84), 3) == 0.696


JUDGED = [(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)]


def test_the_reliabilities_of_a_published_example() -> None:
    """Six targets, four judges: ICC(1,1) is .17, ICC(1,4) .44, and ICC(3,4), which is alpha, .91.

    Shrout & Fleiss, “Intraclass correlations: uses in assessing rater reliability”, Psychological Bulletin 86
    (1979), tables 2 and 4.
    """
    rows = [[score / 10 for score in row] for row in JUDGED]
    alpha = reliability_of(gathered(papers_of(rows)).chosen())
    one_way = reliability_of(gathered(papers_of(rows, own_items=True)).chosen())
    assert alpha is not None
    assert one_way is not None
    assert (alpha.method, round(alpha.value, 2)) == ("alpha", 0.91)
    assert (one_way.method, round(one_way.value, 2)) == ("variance", 0.44)
    assert round(one_way.value / (4 - 3 * one_way.value), 2) == 0.17


# what is suspected


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("students", STUDENTS)
def test_a_wrong_key_and_a_dead_distractor_are_found_and_nothing_else(students: int, seed: int) -> None:
    found = report(class_of(students, 30, seed, Planted(wrong_key=4, dead=9)))
    flagged = Counter((each.card, flag.code) for each in found.items for flag in each.flags)
    assert flagged == {("d/q4", FlagCode.WRONG_KEY): 1, ("d/q9", FlagCode.DEAD_DISTRACTOR): 1}
    (wrong_key,) = by_name(found)["q4"].flags
    (dead,) = by_name(found)["q9"].flags
    assert f"“{KEY}”" in wrong_key.words
    assert f"“{DEAD}”" in dead.words
    assert [each.card for each in found.items[:2]] == ["d/q4", "d/q9"]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("students", STUDENTS)
def test_no_question_of_a_sound_paper_is_flagged(students: int, seed: int) -> None:
    found = report(class_of(students, 30, 100 + seed, drawn=20 if students > 40 else None))
    assert [each.card for each in found.items if each.flags] == []
    assert found.notes == ()


def marked(students: int, scores: Sequence[float], **more: float) -> ClassReport:
    """Return the report on papers of one peculiar question, and ten that tell good students from bad ones."""
    return report(
        [
            result(
                item("odd", scores[number], **more),  # type: ignore[arg-type]
                *(item(f"q{i}", float(number * 10 > i * students)) for i in range(10)),
                number=number,
            )
            for number in range(students)
        ]
    )


@pytest.mark.parametrize(
    ("scores", "more", "code"),
    [
        ([1.0] * 60, {}, FlagCode.TOO_EASY),
        ([0.0] * 60, {}, FlagCode.TOO_HARD),
        ([float(i % 4 == 0) for i in range(200)], {}, FlagCode.GUESSED),
        ([float(i % 4 == 0) for i in range(200)], {"chance": 0.0}, None),
        ([1.0] * 40, {}, None),
        ([float(i > 150) for i in range(200)], {}, None),
        ([float(i < 40) for i in range(60)], {}, FlagCode.WRONG_KEY),
    ],
)
def test_a_question_is_suspected_only_where_that_is_sure(
    scores: list[float], more: dict[str, float], code: FlagCode | None
) -> None:
    odd = by_name(marked(len(scores), scores, **more))["odd"]
    assert [flag.code for flag in odd.flags] == ([] if code is None else [code])


@pytest.mark.parametrize(("students", "says"), [(9, "fewer than 10"), (19, "fewer than 20")])
def test_a_small_group_is_told_so_and_nothing_is_pretended(students: int, says: str) -> None:
    found = marked(students, [0.0] * students)
    assert says in found.notes[0]
    assert not any(each.flags for each in found.items)
    assert all((each.discrimination is None) for each in found.items) is (students < 10)
    assert (found.reliability is None) is (students < 10)


def test_one_paper_and_none_make_a_report_too() -> None:
    single = marked(1, [1.0])
    assert single.deviation is None
    assert single.error is None
    assert report([]).students == 0


def test_questions_that_few_had_are_counted_in_a_note() -> None:
    papers = [result(item("common", float(i % 2)), number=i) for i in range(30)]
    papers += [result(item("common"), item("rare"), number=99)]
    assert report(papers).notes == ("1 question was on fewer than 20 papers: too few to flag anything.",)


def test_all_right_options_of_a_set_are_known_though_one_holds_a_semicolon() -> None:
    options = ["A; B", "C", "D", "E"]
    asked: dict[str, Json] = {"right": "A; B; D", "options": [*options]}
    paper = result(item("set", 0.5, asked=asked, answered={"picked": ["D"]}))
    (each,) = report([paper]).items
    assert {option.text for option in each.options if option.is_right} == {"A; B", "D"}


def test_wrong_answers_beyond_the_hundredth_are_only_counted() -> None:
    papers = [
        result(item("t", 0.0, kind="date", answered={"text": f"{i % 140}"}, chance=0.0), number=i)
        for i in range(280)
    ]
    (each,) = report(papers).items
    assert len(each.wrong_answers) == 5
    assert sum(answer.taken for answer in each.wrong_answers) + each.other_wrong == 280


def test_wrong_answers_that_read_the_same_are_one() -> None:
    texts = ["Huế", "huế ", "HUẾ.", "Hội An"]
    papers = [
        result(item("t", 0.0, kind="short-answer", answered={"text": text}), number=i)
        for i, text in enumerate(texts)
    ]
    (each,) = report(papers).items
    assert [(answer.text, answer.taken) for answer in each.wrong_answers] == [("Huế", 3), ("Hội An", 1)]


def test_saying_that_one_does_not_know_is_an_omission() -> None:
    asked: dict[str, Json] = {"right": KEY, "options": [KEY, *DISTRACTORS]}
    unknown = item("q", 0.0, verdict=VerdictKind.UNKNOWN, answered={"unknown": True}, asked=asked)
    (each,) = report([result(unknown)]).items
    assert (each.papers, each.omitted) == (1, 1)
    assert [option.offered for option in each.options] == [1, 1, 1, 1]


def test_truth_is_tallied_as_two_options() -> None:
    papers = [
        result(
            item("q", float(i < 3), kind="true-false", asked={"right": "True"}, answered={"value": i < 3}),
            number=i,
        )
        for i in range(5)
    ]
    (each,) = report(papers).items
    assert [(option.text, option.is_right, option.taken) for option in each.options] == [
        ("True", True, 3),
        ("False", False, 2),
    ]


def test_bounds_hold_what_they_promise() -> None:
    """By the binomial distribution itself: of all results, at most about 5 % lie so that a bound misses."""
    low, high = bounds(0.3, 50)
    assert low < 0.3 < high
    assert bounds(1.0, 40)[0] < 0.95 < bounds(1.0, 60)[0]


# which files count


def test_of_two_versions_the_one_of_most_papers_counts_and_the_others_are_named() -> None:
    gathering = gathered([result(item("a"), number=i, deck="new" if i < 3 else "old") for i in range(5)])
    found = report_of(gathering)
    assert found.students == 3
    assert [each.name for each in found.left_out] == ["3.json", "4.json"]
    assert "another version" in found.left_out[0].reason


def test_of_versions_as_frequent_the_one_handed_in_last_counts() -> None:
    for order in ((0, 1), (1, 0)):
        papers = [result(item("a"), number=number, deck=f"v{number}") for number in order]
        assert report(papers).decks == (("d", "A deck", "v1"),)


def test_a_doubled_paper_is_named_with_its_twin_even_under_another_name() -> None:
    gathering = gathered([result(item("a"), name="Ann"), result(item("a"), name="Ben")])
    gathering.add("broken.json", b"{")
    found = report_of(gathering)
    assert found.students == 1
    assert [each.name for each in found.left_out] == ["1.json", "broken.json"]
    assert "the same paper" in found.left_out[0].reason
    assert "0.json" in found.left_out[0].reason


def test_the_order_of_the_files_does_not_matter() -> None:
    papers = class_of(40, 12, 11)
    one, other = report(papers), report(papers[::-1])
    assert [each.card for each in one.items] == [each.card for each in other.items]
    for first, second in zip(one.items, other.items, strict=True):
        assert first.discrimination == pytest.approx(second.discrimination, abs=CLOSE)
        assert first.upper_lower == pytest.approx(second.upper_lower, abs=CLOSE)
