"""A question as it is judged: what it says, and the nodes in which it says so."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from vnquiz.core.questions import Body, Choice, Cloze, Numeric, Question, ShortAnswer
from vnquiz.deckfile.lint.patterns import Pattern
from vnquiz.deckfile.lint.words import Phrases, words_in
from vnquiz.deckfile.values import Keys
from vnquiz.yamlfile.nodes import Node, Scalar
from vnquiz.yamlfile.nodes import Sequence as NodeList
from vnquiz.yamlfile.problems import Code

GAP = re.compile(r"\{\{.*?\}\}", re.DOTALL)
QUOTED = Pattern(
    r"“[^”]{0,999}”|\"[^\"]{0,999}\"|«[^»]{0,999}»|(?<!\w)‘[^‘]{0,999}?’(?!\w)|(?<!\w)'[^']{0,999}'(?!\w)|`[^`]{1,999}`"
)
QUOTE = Pattern("[“\"«‘'`]")
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
ORDINARY = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 0x20 for code in range(128)) + bytes(128)
NOT_ORDINARY = re.compile(r"['0-9](?:(?<=')|(?<=[A-Za-z].)|(?=[A-Za-z]|[.,][0-9]))")
DIGIT = re.compile(r"\d")
STOP_WORDS = words_in(
    """
    a about after also an and any are as at be been before but by can did do does during for from had
    has have he her him his how i if in into is it its may of on one or our over say says she should
    than that the their them then there they this those these to under up was we were what when where
    which who whom whose why will with would you your und der die das le la les de et en el los của là
    và có các những một được cho ở với trong nào gì ai khi đã bao nhiêu
    """
)


Words = tuple[str, ...]


class Stem(NamedTuple):
    """A text shown before the answer, gaps blanked."""

    node: Scalar
    text: str

    @property
    def unquoted(self) -> str:
        """The text with its quotations blanked too, letter for letter."""
        return unquoted(self.text)


class Answer(NamedTuple):
    """An answer that could stand in a text, and its words."""

    text: str
    words: Words


class Option(NamedTuple):
    """One option of a choice, its words, and where it stands."""

    text: str
    words: Words
    node: Node
    is_right: bool
    has_figure: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """A warning at a node, or at `length` characters of its text from `start` on."""

    code: Code
    node: Node
    message: str
    cure: str
    start: int = 0
    length: int = 0


@dataclass(slots=True, eq=False)
class Asked:
    """A question with its keys; `language` is the deck's, without region, and `praise` its words of praise.

    `stems` are what the learner reads before answering, `text` all of them in lines of their own, `tokens` their
    words and figures, casefolded, in order, and `content` those of them that carry meaning. `answers` are those
    that are a few words or a number.
    `right` and `wrong` are the options of a choice that are written out; none where wrong ones are drawn.
    """

    question: Question
    keys: Keys
    language: str = "en"
    praise: Phrases | None = None
    ignored: frozenset[Code] = frozenset()
    stems: tuple[Stem, ...] = field(init=False)
    text: str = field(init=False)
    tokens: Words = field(init=False)
    content: Words = field(init=False)
    answers: tuple[Answer, ...] = field(init=False)
    right: tuple[Option, ...] = ()
    wrong: tuple[Option, ...] = ()

    def __post_init__(self) -> None:
        """Work out what nearly every rule looks at."""
        self.stems = stems_in(self.keys)
        self.text = "\n".join([stem.text for stem in self.stems])
        self.tokens = tokens_of(self.text)
        self.content = content_of(self.tokens)
        body = self.question.body
        self.answers = tuple([Answer(text, tokens_of(text)) for text in short_answers_of(body)])
        if isinstance(body, Choice) and body.pool is None:
            self.right = options_in(body.answers, self.keys["answer"], is_right=True)
            self.wrong = options_in(body.wrong, self.keys["wrong"], is_right=False)

    @property
    def options(self) -> tuple[Option, ...]:
        """The options of a choice that are written out, right ones first."""
        return self.right + self.wrong

    @property
    def first_node(self) -> Scalar:
        """The first key of the question, where it begins."""
        return self.keys.key(next(iter(self.keys)))

    @property
    def table(self) -> str:
        """The id of the table the question belongs to, or an empty string."""
        return self.question.id.partition(".")[0] if "." in self.question.id else ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule about one question, and where it can find something: anywhere, unless it says otherwise.

    `bodies` are the types of question that it is about, `signs` the words of which a stem must hold one; they are the
    same for all questions of a deck.
    """

    find: Callable[[Asked], Iterator[Finding]]
    bodies: tuple[type[Body], ...] = ()
    signs: Callable[[Asked], frozenset[str]] | None = None


DeckRule = Callable[[Sequence[Asked]], Iterator[tuple[Asked, Finding]]]


def stems_in(keys: Keys) -> tuple[Stem, ...]:
    """Return what a question's keys show before the answer: `ask`, and the text of a cloze."""
    stems: list[Stem] = []
    for name in ("ask", "text"):
        node = keys.get(name)
        if isinstance(node, Scalar):
            text = GAP.sub(lambda gap: "_" * len(gap[0]), node.text) if name == "text" else node.text
            stems.append(Stem(node, text))
    return tuple(stems)


def short_answers_of(body: Body) -> tuple[str, ...]:
    """Return the answers of a question that are a few words or a number, as the author wrote them."""
    match body:
        case ShortAnswer(answer=wording):
            return (wording.text,)
        case Choice(answers=(answer,)):
            return (answer,)
        case Numeric(shown=shown):
            return (shown,)
        case Cloze() as cloze:
            return tuple([gap.answer.text for gap in cloze.gaps])
        case _:
            return ()


def options_in(texts: Sequence[str], node: Node, *, is_right: bool) -> tuple[Option, ...]:
    """Return options with the nodes they stand in."""
    return tuple(
        [
            Option(text, tokens_of(text), item, is_right, DIGIT.search(text) is not None)
            for text, item in zip(texts, items_of(node), strict=False)
        ]
    )


def unquoted(text: str) -> str:
    """Return a text whose quotations are blanked, every other letter in its place."""
    return QUOTED.compiled.sub(lambda quote: " " * len(quote[0]), text) if QUOTE.search(text) else text


def tokens_of(text: str) -> Words:
    """Return the words and figures of a text, casefolded, possessive endings dropped."""
    if text.isascii() and not NOT_ORDINARY.search(text):
        return tuple(text.encode().translate(ORDINARY).decode().split())
    tokens = TOKEN.findall(text.casefold())
    if "'" not in text and "’" not in text:
        return tuple(tokens)
    return tuple([token.removesuffix("'s").removesuffix("’s") for token in tokens])


def content_of(words: Words) -> Words:
    """Return the words that carry meaning."""
    return tuple([word for word in words if word not in STOP_WORDS])


def items_of(node: Node) -> Sequence[Node]:
    """Return the items of a list, or a single value as a list."""
    return node.items if isinstance(node, NodeList) else [node]


def at_match(
    code: Code, node: Node, found: re.Match[str], message: str, cure: str, group: int | str = 0
) -> Finding:
    """Return a finding at what a pattern found in a node's text."""
    start, end = found.span(group)
    return Finding(code, node, message, cure, start, end - start)
