"""The cards that are made of the questions of a deck."""

from collections.abc import Iterator

from vnquiz.core.questions import (
    Body,
    Card,
    CardId,
    Cloze,
    DeckInfo,
    ListQuestion,
    Question,
    ShortAnswer,
    Wording,
)


def cards_of(info: DeckInfo, questions: tuple[Question, ...]) -> Iterator[Card]:
    """Yield the cards of a deck in the author's order, one for each gap of a cloze."""
    rivals = typed_answers(questions) if any(forgives_typos(question.body) for question in questions) else ()
    for question in questions:
        known = rivals if forgives_typos(question.body) else ()
        if isinstance(question.body, Cloze):
            for gap in question.body.gaps:
                yield Card(CardId(f"{info.id}/{question.id}#c{gap.number}"), info, question, gap, known)
        else:
            yield Card(CardId(f"{info.id}/{question.id}"), info, question, None, known)


def forgives_typos(body: Body) -> bool:
    """Tell whether a typed answer to this question may have a typo forgiven."""
    return isinstance(body, ShortAnswer | Cloze | ListQuestion) and body.leniency.typos > 0


def typed_answers(questions: tuple[Question, ...]) -> tuple[str, ...]:
    """Return every text that is an answer to some typed question."""
    answers: dict[str, None] = {}
    for question in questions:
        match question.body:
            case ShortAnswer(answer=answer):
                wordings: tuple[Wording, ...] = (answer,)
            case Cloze() as cloze:
                wordings = tuple(gap.answer for gap in cloze.gaps)
            case ListQuestion(items=items):
                wordings = items
            case _:
                continue
        for wording in wordings:
            answers.update(dict.fromkeys((wording.text, *wording.accept)))
    return tuple(answers)
