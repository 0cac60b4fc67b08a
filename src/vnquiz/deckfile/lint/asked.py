"""A question as it is judged: what it says, and the nodes in which it says so."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from vnquiz.core.questions import Choice, Cloze, Question
from vnquiz.deckfile.lint.words import Phrases, words_in
from vnquiz.deckfile.values import Keys
from vnquiz.yamlfile.nodes import Node, Scalar
from vnquiz.yamlfile.nodes import Sequence as NodeList
from vnquiz.yamlfile.problems import Code

GAP = re.compile(r"\{\{.*?\}\}", re.DOTALL)
QUOTED = re.compile(
    r"“[^”]{0,999}”|\"[^\"]{0,999}\"|«[^»]{0,999}»|(?<!\w)‘[^‘]{0,999}?’(?!\w)|(?<!\w)'[^']{0,999}'(?!\w)|`[^`]{1,999}`"
)
QUOTE = re.compile("[“\"«‘'`]")
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
STOP_WORDS = words_in(
    """
    a about after also an and any are as at be been before but by can did do does during for from had
    has have he her him his how i if in into is it its may of on one or our over say says she should
    than that the their them then there they this those these to under up was we were what when where
    which who whom whose why will with would you your und der die das le la les de et en el los của là
    và có các những một được cho ở với trong nào gì ai khi đã bao nhiêu
    """
)


@dataclass(frozen=True, slots=True)
class Stem:
    """A text shown before the answer, gaps blanked; `unquoted` has its quotations blanked too, letter for letter."""

    node: Scalar
    text: str
    unquoted: str


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice, and where it stands."""

    text: str
    node: Node
    is_right: bool


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

    `stems` are what the learner reads before answering, `tokens` their words and figures, casefolded, in order,
    and `content` those of them that carry meaning.
    `right` and `wrong` are the options of a choice that are written out; none where wrong ones are drawn.
    """

    question: Question
    keys: Keys
    language: str = "en"
    praise: Phrases | None = None
    ignored: frozenset[Code] = frozenset()
    stems: tuple[Stem, ...] = field(init=False)
    tokens: tuple[str, ...] = field(init=False)
    token_set: frozenset[str] = field(init=False)
    content: tuple[str, ...] = field(init=False)
    right: tuple[Option, ...] = ()
    wrong: tuple[Option, ...] = ()

    def __post_init__(self) -> None:
        """Work out what nearly every rule looks at."""
        self.stems = tuple(stems_in(self.keys))
        self.tokens = tuple([token for stem in self.stems for token in tokens_of(stem.text)])
        self.token_set = frozenset(self.tokens)
        self.content = tuple(content_of(self.tokens))
        body = self.question.body
        if isinstance(body, Choice) and body.pool is None:
            self.right = options_in(body.answers, self.keys["answer"], is_right=True)
            self.wrong = options_in(body.wrong, self.keys["wrong"], is_right=False)

    @property
    def options(self) -> tuple[Option, ...]:
        """The options of a choice that are written out, right ones first."""
        return self.right + self.wrong

    @property
    def gap_answers(self) -> tuple[str, ...]:
        """The answers of a cloze's gaps."""
        body = self.question.body
        return tuple(gap.answer.text for gap in body.gaps) if isinstance(body, Cloze) else ()

    @property
    def first_node(self) -> Scalar:
        """The first key of the question, where it begins."""
        return self.keys.key(next(iter(self.keys)))

    @property
    def table(self) -> str:
        """The id of the table the question belongs to, or an empty string."""
        return self.question.id.partition(".")[0] if "." in self.question.id else ""


Rule = Callable[[Asked], Iterator[Finding]]
DeckRule = Callable[[Sequence[Asked]], Iterator[tuple[Asked, Finding]]]


def stems_in(keys: Keys) -> Iterator[Stem]:
    """Yield what a question's keys show before the answer: `ask`, and the text of a cloze."""
    for name in ("ask", "text"):
        node = keys.get(name)
        if isinstance(node, Scalar):
            text = GAP.sub(lambda gap: "_" * len(gap[0]), node.text) if name == "text" else node.text
            yield Stem(node, text, unquoted(text))


def options_in(texts: Sequence[str], node: Node, *, is_right: bool) -> tuple[Option, ...]:
    """Return options with the nodes they stand in."""
    return tuple([Option(text, item, is_right) for text, item in zip(texts, items_of(node), strict=False)])


def unquoted(text: str) -> str:
    """Return a text whose quotations are blanked, every other letter in its place."""
    return QUOTED.sub(lambda quote: " " * len(quote[0]), text) if QUOTE.search(text) else text


def tokens_of(text: str) -> list[str]:
    """Return the words and figures of a text, casefolded, possessive endings dropped."""
    tokens: list[str] = TOKEN.findall(text.casefold())
    if "'" in text or "’" in text:
        return [token.removesuffix("'s").removesuffix("’s") for token in tokens]
    return tokens


def content_of(tokens: Sequence[str]) -> list[str]:
    """Return the words that carry meaning."""
    return [token for token in tokens if token not in STOP_WORDS]


def items_of(node: Node) -> Sequence[Node]:
    """Return the items of a list, or a single value as a list."""
    return node.items if isinstance(node, NodeList) else [node]


def at_match(
    code: Code, node: Node, found: re.Match[str], message: str, cure: str, group: int | str = 0
) -> Finding:
    """Return a finding at what a pattern found in a node's text."""
    start, end = found.span(group)
    return Finding(code, node, message, cure, start, end - start)
