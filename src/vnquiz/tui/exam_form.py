"""What can be chosen before an exam: the fields of the form, their words, and how each is changed."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

from vnquiz.core.bounds import MOST_MINUTES, MOST_QUESTIONS
from vnquiz.core.decks import Deck
from vnquiz.core.paper import most_questions
from vnquiz.core.results import Order
from vnquiz.core.sentences import counted
from vnquiz.core.telling_exams import paper_in_words, shortly
from vnquiz.exams import (
    MISSES_OF_DAYS,
    QUESTIONS,
    ExamChoice,
    candidates,
    minutes_for,
    nothing_to_ask,
)
from vnquiz.workspace import Workspace

STEP = 5


ORDER_WORDS = {Order.SHUFFLED: "shuffled", Order.EASY_FIRST: "easy ones first"}


class Item(StrEnum):
    """A field of the form, under its label."""

    DECKS = "Decks"
    QUESTIONS = "Questions"
    MINUTES = "Minutes"
    ORDER = "Order"
    POOL = "Asked from"
    TAGS = "Tags"
    CONFIDENCE = "How sure"
    MISSES = "Misses"
    NAME = "Your name"
    RESULT = "Result file"


ITEMS = tuple(Item)


class ExamForm:
    """A choice that is being made; `choice.seed` is set, so that the paper has as many questions as is said."""

    def __init__(self, workspace: Workspace, choice: ExamChoice) -> None:
        """Begin with a choice."""
        self.workspace = workspace
        self.choice = choice
        self.first = choice
        self.most = 0
        self.count()

    def count(self) -> None:
        """Count how many questions there can be."""
        seed = self.choice.seed or 0
        self.most = most_questions(candidates(self.workspace, self.choice), seed)

    @property
    def questions(self) -> int:
        """How many questions the paper will have."""
        return min(self.choice.questions, self.most)

    @property
    def sentence(self) -> str:
        """What Enter begins, or why there is nothing to begin."""
        if not self.most:
            return nothing_to_ask(self.choice)
        return paper_in_words(self.questions, minutes_for(self.choice, self.questions))

    @property
    def tags(self) -> list[str]:
        """The tags of the cards of the chosen decks."""
        return sorted({tag for card in self.workspace.cards(self.choice.decks) for tag in card.question.tags})

    def fields(self) -> list[tuple[str, str]]:
        """Return every label with what is chosen, in words."""
        return [(item.value, self.words(item)) for item in ITEMS]

    def words(self, item: Item) -> str:
        """Return what is chosen for a field."""
        choice = self.choice
        words: dict[Item, Callable[[], str]] = {
            Item.DECKS: self._deck_words,
            Item.QUESTIONS: lambda: str(self.questions) if self.questions < self.most else f"all {self.most}",
            Item.MINUTES: self._minutes_words,
            Item.ORDER: lambda: ORDER_WORDS[choice.order],
            Item.POOL: lambda: (
                "every question"
                if choice.misses_of is None
                else f"what was missed in the last {choice.misses_of} days"
            ),
            Item.TAGS: lambda: ", ".join(choice.tags) or "any",
            Item.CONFIDENCE: lambda: "asked after each answer" if choice.asks_confidence else "not asked",
            Item.MISSES: lambda: "come back tomorrow" if choice.moves_memory else "move no date",
            Item.NAME: lambda: choice.name or "none",
            Item.RESULT: lambda: choice.result or "none",
        }
        return words[item]()

    def step(self, item: Item, by: int) -> None:
        """Take less or more of a field, or the other of its two values."""
        choice = self.choice
        match item:
            case Item.DECKS:
                self.take(decks=self._next_decks(by), tags=())
            case Item.QUESTIONS:
                wanted = stepped(self.questions, by)
                self.take(questions=MOST_QUESTIONS if wanted >= self.most else max(1, wanted))
            case Item.MINUTES:
                limit = minutes_for(choice, self.questions) or 0
                self.take(minutes=min(MOST_MINUTES, max(0, stepped(limit, by))))
            case Item.ORDER:
                self.take(order=Order.SHUFFLED if choice.order is Order.EASY_FIRST else Order.EASY_FIRST)
            case Item.POOL:
                self.take(misses_of=MISSES_OF_DAYS if choice.misses_of is None else None)
            case Item.CONFIDENCE:
                self.take(asks_confidence=not choice.asks_confidence)
            case Item.MISSES:
                self.take(moves_memory=not choice.moves_memory)
            case Item.TAGS | Item.NAME | Item.RESULT:
                pass

    def write(self, item: Item, number: int) -> None:
        """Write a number into a field that holds one."""
        match item:
            case Item.QUESTIONS:
                self.take(questions=min(MOST_QUESTIONS, max(1, number)))
            case Item.MINUTES:
                self.take(minutes=min(MOST_MINUTES, number))

    def reset(self, item: Item) -> None:
        """Take for a field what was proposed at first."""
        own: dict[Item, dict[str, object]] = {
            Item.DECKS: {"decks": self.first.decks},
            Item.QUESTIONS: {"questions": QUESTIONS},
            Item.MINUTES: {"minutes": None},
            Item.ORDER: {"order": self.first.order},
            Item.POOL: {"misses_of": None},
            Item.TAGS: {"tags": ()},
            Item.CONFIDENCE: {"asks_confidence": False},
            Item.MISSES: {"moves_memory": True},
            Item.NAME: {"name": ""},
            Item.RESULT: {"result": ""},
        }
        self.take(**own[item])

    def take(self, **changes: object) -> None:
        """Change the choice."""
        self.choice = replace(self.choice, **changes)  # type: ignore[arg-type]
        self.count()

    def take_decks(self, places: frozenset[int]) -> None:
        """Choose the decks at these places of the library; none stands for all."""
        chosen = tuple(deck for i, deck in enumerate(self.workspace.chosen) if i in places)
        self.take(decks=chosen or self.workspace.chosen, tags=())

    def _next_decks(self, by: int) -> tuple[Deck, ...]:
        every = self.workspace.chosen
        rounds = [every, *((deck,) for deck in every)] if len(every) > 1 else [every]
        here = next((i for i, decks in enumerate(rounds) if decks == self.choice.decks), 0)
        return rounds[(here + by) % len(rounds)]

    def _deck_words(self) -> str:
        decks = self.choice.decks
        if len(decks) > 1 and len(decks) == len(self.workspace.chosen):
            return f"all {len(decks)}"
        return shortly([deck.info.title for deck in decks]) or "none"

    def _minutes_words(self) -> str:
        if self.choice.minutes is None:
            return f"{counted(self.questions, 'minute')}, one for each question"
        return counted(self.choice.minutes, "minute") if self.choice.minutes else "no limit"


def stepped(number: int, by: int) -> int:
    """Return the next multiple of five below or above a number, but 1 before 0."""
    if by > 0:
        return (number // STEP + 1) * STEP
    lower = (number - 1) // STEP * STEP
    return 1 if lower <= 0 and number > 1 else lower
