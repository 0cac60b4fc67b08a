"""`exam --plain`: an exam line by line, for screen readers, pipes and scripts."""

from collections.abc import Iterable

from vnquiz.cli.ending import Ending
from vnquiz.cli.plain import ask_line, how_to_answer, play, say, shown_items
from vnquiz.cli.responses import read_response
from vnquiz.core import telling
from vnquiz.core.exam import ExamSession
from vnquiz.core.marks import Confidence, Section, by_deck, by_tag, by_type, calibration, sure_but_wrong
from vnquiz.core.markup import plain
from vnquiz.core.records import answer_in_words
from vnquiz.core.results import Result, ResultItem
from vnquiz.core.sentences import counted
from vnquiz.core.study import Mode
from vnquiz.core.tasks import Unknown
from vnquiz.core.telling_exams import (
    HOW_SURE,
    calibration_in_words,
    given_in_words,
    mark_in_words,
    missed_items,
    open_in_words,
    paper_in_words,
    right_in_words,
    section_in_words,
    time_in_words,
    time_left,
)
from vnquiz.core.verdicts import Unreadable
from vnquiz.exams import keep_result
from vnquiz.workspace import Workspace

EXAM_COMMANDS = {
    ":next": "goes to the next question",
    ":back": "goes to the one before",
    ":open": "goes to the next question without an answer",
    ":go": "goes to a question: :go 7",
    ":flag": "flags the question for later, or takes the flag away",
    ":clear": "takes the answer to this question back",
    ":map": "shows which questions are answered, flagged and open",
    ":time": "says how much time is left",
    ":submit": "hands the exam in",
    ":misses": "studies what you missed, once the exam is handed in",
    ":quit": "leaves; the clock runs on, and vnquiz exam goes on",
}
CONFIDENCE_OF = dict(zip("123", Confidence, strict=True))


def sit(session: ExamSession, workspace: Workspace) -> None:
    """Hold an exam to its end, or until the learner leaves; every answer is on disk when it is given."""
    ending = Ending()
    say(f"Exam: {paper_in_words(len(session.items), session.rules.minutes)}")
    say("Answers can be changed until you hand in with :submit; nothing is marked before.")
    if session.left_out:
        changed = counted(len(session.left_out), "question")
        say(f"{changed} left out, because the deck has changed since the exam began.")
    show(session)
    try:
        write(session, ending)
    finally:
        if session.result is not None:
            with ending.held():
                end(session, session.result, workspace)
    if session.result is not None:
        offer_misses(session.result, workspace)


def write(session: ExamSession, ending: Ending) -> None:
    """Take line after line until the exam is handed in, or the learner leaves."""
    while not session.tick():
        line = ask_line(">")
        if line is None or line.strip() == ":quit":
            if not session.tick():
                say("The exam is not handed in, and its clock runs on: vnquiz exam goes on with it.")
            return
        with ending.held():
            take(session, line, ending)


def offer_misses(result: Result, workspace: Workspace) -> None:
    """Offer to study at once what was missed; that moves no schedule."""
    known = workspace.library.cards
    cards = [known[item.card] for item in missed_items(result) if item.card in known]
    if not cards:
        return
    say("Type :misses to study what you missed now, or nothing to end.")
    line = ask_line(">")
    if line is not None and line.strip() == ":misses":
        play(workspace.session(cards, result.seed, Mode.RELEARN), workspace)


def end(session: ExamSession, result: Result, workspace: Workspace) -> None:
    """Write the result file, and tell the result whether that went well or not."""
    try:
        keep_result(session)
    finally:
        say()
        tell_result(result, workspace)


def take(session: ExamSession, line: str, ending: Ending) -> None:
    """Act on one line: a command, or a response to the question that is up."""
    if line.startswith(":") and not line.startswith("::"):
        command(session, line.split(), ending)
        return
    item = session.item
    response = read_response(item.task, line[1:] if line.startswith("::") else line)
    refused = response if isinstance(response, Unreadable) else session.answer(response)
    if refused is not None:
        say(refused.reason)
        return
    if session.rules.asks_confidence and not isinstance(response, Unknown):
        ask_confidence(session, ending)
    if session.result is None and session.go_to_open():
        show(session)
    elif session.result is None:
        say("Every question is answered: :submit hands in, :go 7 goes back to question 7.")


def ask_confidence(session: ExamSession, ending: Ending) -> None:
    """Ask how sure the answer is until that is said; an empty line leaves it unsaid."""
    while True:
        say(HOW_SURE)
        with ending.let():
            line = ask_line("?")
        if line is None or not line.strip():
            return
        if line.strip() in CONFIDENCE_OF:
            session.be_sure(CONFIDENCE_OF[line.strip()])
            return


def command(session: ExamSession, words: list[str], ending: Ending) -> None:
    """Carry out a command."""
    match words:
        case [":next"]:
            go(session, session.place + 1)
        case [":back"]:
            go(session, session.place - 1)
        case [":open"]:
            if session.go_to_open():
                show(session)
            else:
                say("No question is open.")
        case [":go", number] if number.isascii() and number.isdecimal() and len(number) < 6:
            go(session, int(number) - 1)
        case [":flag"]:
            session.flag()
            say("Flagged." if session.entry.is_flagged else "Not flagged.")
        case [":clear"]:
            say("The question is open again." if session.withdraw() else "It has no answer.")
        case [":map"]:
            for line in map_of(session):
                say(line)
        case [":time"]:
            left = session.seconds_left
            say("There is no time limit." if left is None else f"{time_left(left)}.")
        case [":submit"]:
            submit(session, ending)
        case _:
            known = ", ".join(f"{name} ({what})" for name, what in EXAM_COMMANDS.items())
            say(f"There is no command {' '.join(words)}. There are: {known}.")


def go(session: ExamSession, place: int) -> None:
    """Turn to a question."""
    if 0 <= place < len(session.items):
        session.go(place)
        show(session)
    else:
        say(f"There are questions 1 to {len(session.items)}.")


def submit(session: ExamSession, ending: Ending) -> None:
    """Hand in, after naming what is open and being told so once more."""
    waiting = open_in_words(session.open_places, session.flagged_places)
    if waiting:
        say(f"{waiting} Type :submit again to hand in, or anything else to go on.")
        with ending.let():
            line = ask_line("!")
        if line is None or line.strip() != ":submit":
            show(session)
            return
    session.hand_in()


def show(session: ExamSession) -> None:
    """Print the question that is up, and the answer it has."""
    item, entry = session.item, session.entry
    words = [f"Question {session.place + 1} of {len(session.items)}", item.card.deck.title]
    if session.seconds_left is not None:
        words.append(time_left(session.seconds_left))
    if entry.is_flagged:
        words.append("flagged")
    say()
    say(" · ".join(words))
    say(plain(telling.prompt(item.card)))
    for line in shown_items(item.task):
        say(f"  {line}")
    say(how_to_answer(item.task))
    if not entry.is_open:
        asked = session.rules.items[item.number - 1].asked
        say(f"Your answer: {answer_in_words(asked, entry.answered)}")


def map_of(session: ExamSession) -> list[str]:
    """Return which questions are answered, flagged and open, in lines."""
    answered = len(session.items) - len(session.open_places)
    waiting = open_in_words(session.open_places, session.flagged_places)
    return [
        f"{answered} of {counted(len(session.items), 'question')} answered.",
        *filter(None, [waiting]),
    ]


def tell_result(result: Result, workspace: Workspace) -> None:
    """Print what an exam came to: the mark, by tag, deck and type, how sure it was, and every miss."""
    say(mark_in_words(result))
    say(time_in_words(result))
    titles = {str(deck.id): deck.title for deck in result.decks}
    sections("By tag", by_tag(result.items))
    sections("By deck", by_deck(result.items), titles)
    sections("By type", by_type(result.items))
    sureness = calibration(result.items)
    if sureness is not None:
        say("How sure, how right")
        for line in calibration_in_words(sureness):
            say(f"  {line}")
    sure = sure_but_wrong(result.items)
    if sure:
        say("Sure but wrong")
        misses(sure, workspace)
    others = [item for item in missed_items(result) if item not in sure]
    if others:
        say("Missed")
        misses(others, workspace)


def sections(title: str, found: list[Section], names: dict[str, str] | None = None) -> None:
    """Print the marks of the parts of a paper, weakest first, where there is more than one."""
    if len(found) > 1:
        say(f"{title}, weakest first")
        for section in found:
            say(f"  {section_in_words(section, (names or {}).get(section.name, ''))}")


def misses(items: Iterable[ResultItem], workspace: Workspace) -> None:
    """Print questions that were missed: what was answered, what is right, why, and where it is from."""
    for item in items:
        say(f"  {item.prompt}")
        say(f"    Your answer: {given_in_words(item)}")
        say(f"    Right: {right_in_words(item)}")
        card = workspace.library.cards.get(item.card)
        if card is not None:
            if card.question.explain:
                say(f"    {plain(card.question.explain)}")
            for source in telling.citations(card):
                say(f"    Source: {source}")
