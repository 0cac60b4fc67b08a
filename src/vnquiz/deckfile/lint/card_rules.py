"""Rules about how much a question asks for, and about what stands behind it."""

from collections.abc import Iterator, Sequence

from vnquiz.core.questions import (
    DrawnMatching,
    DrawnOrdering,
    Flashcard,
    ListQuestion,
    Matching,
    Ordering,
)
from vnquiz.deckfile.lint.asked import Asked, Finding, Rule
from vnquiz.yamlfile.problems import Code

LONGEST_LIST = 7


def long_list(asked: Asked) -> Iterator[Finding]:
    """Find a question for more items than people keep in mind."""
    match asked.question.body:
        case ListQuestion(need=size):
            pass
        case Ordering(items=items):
            size = len(items)
        case Matching(pairs=pairs):
            size = len(pairs)
        case DrawnOrdering(count=size) | DrawnMatching(count=size):
            pass
        case _:
            return
    if size > LONGEST_LIST:
        name = "need" if "need" in asked.keys else "answer"
        node = asked.keys.key(name) if name in asked.keys else asked.first_node
        yield Finding(
            Code.LONG_LIST,
            node,
            f"{size} items are asked for at once, more than {LONGEST_LIST}; one forgotten item fails them all.",
            "Split it into several questions, or ask for fewer with `need`.",
        )


def no_explanation(deck: Sequence[Asked]) -> Iterator[tuple[Asked, Finding]]:
    """Find questions without `explain`, or the first one where none of the deck has it.

    A flashcard is left alone: its answer can say as much.
    """
    candidates = [asked for asked in deck if not isinstance(asked.question.body, Flashcard)]
    without = [asked for asked in candidates if not asked.question.explain]
    cure = "Say under `explain` what to learn beyond right or wrong."
    if len(without) == len(candidates) > 1:
        message = f"None of the {len(without)} questions to be marked has an explanation."
        without = without[:1]
    else:
        message = "This question has no explanation."
    for asked in without:
        yield asked, Finding(Code.NO_EXPLANATION, asked.first_node, message, cure)


def no_citation(deck: Sequence[Asked]) -> Iterator[tuple[Asked, Finding]]:
    """Find questions without `cite`, or the first one where none of the deck has it."""
    without = [asked for asked in deck if not asked.question.cite]
    cure = "Name under `cite` the source and paragraph that the answer is from."
    if len(without) == len(deck) > 1:
        message = f"None of the {len(without)} questions names where its answer is from."
        without = without[:1]
    else:
        message = "This question does not name where its answer is from."
    for asked in without:
        yield asked, Finding(Code.NO_CITATION, asked.first_node, message, cure)


RULES: tuple[Rule, ...] = (Rule(long_list, (ListQuestion, Ordering, Matching, DrawnOrdering, DrawnMatching)),)
