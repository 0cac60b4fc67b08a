"""A question as it is judged: what it says, and the nodes in which it says so."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from vnquiz.core.questions import Choice, Cloze, Question
from vnquiz.deckfile.values import Keys
from vnquiz.yamlfile.nodes import Node, Scalar
from vnquiz.yamlfile.nodes import Sequence as NodeList
from vnquiz.yamlfile.problems import Code

GAP = re.compile(r"\{\{.*?\}\}", re.DOTALL)
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|(?<!\w)‘[^‘]*?’(?!\w)|(?<!\w)'[^']*'(?!\w)|`[^`]+`")
QUOTES = frozenset("“\"«‘'`")
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
STOP_WORDS = frozenset(
    """
    a about after also an and any are as at be been before but by can did do does during for from had has have he
    her him his how i if in into is it its may of on one or our over say says she should than that the their them
    then there they this those these to under up was we were what when where which who whom whose why will with
    would you your und der die das le la les de et en el los của là và có các những một được cho ở với trong nào gì
    ai khi đã bao nhiêu
    """.split()
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


@dataclass
class Asked:
    """A question with its keys; `language` is the deck's, without region, and `praise` its words of praise."""

    question: Question
    keys: Keys
    language: str = "en"
    praise: re.Pattern[str] | None = None
    ignored: frozenset[Code] = field(default_factory=frozenset)

    @cached_property
    def stems(self) -> tuple[Stem, ...]:
        """What the learner reads before answering: `ask`, and the text of a cloze."""
        found = []
        for name in ("ask", "text"):
            node = self.keys[name][1] if name in self.keys else None
            if isinstance(node, Scalar):
                text = GAP.sub(lambda gap: "_" * len(gap[0]), node.text) if name == "text" else node.text
                found.append(Stem(node, text, unquoted(text)))
        return tuple(found)

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words and figures of the stem, casefolded, in order."""
        return tuple(token for stem in self.stems for token in tokens_of(stem.text))

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """The options of a choice that are written out, right ones first; none where wrong ones are drawn."""
        body = self.question.body
        if not isinstance(body, Choice) or body.pool is not None:
            return ()
        rights = zip(body.answers, items_of(self.keys["answer"][1]), strict=False)
        wrongs = zip(body.wrong, items_of(self.keys["wrong"][1]), strict=False)
        return (
            *(Option(text, node, is_right=True) for text, node in rights),
            *(Option(text, node, is_right=False) for text, node in wrongs),
        )

    @cached_property
    def gap_answers(self) -> tuple[str, ...]:
        """The answers of a cloze's gaps."""
        body = self.question.body
        return tuple(gap.answer.text for gap in body.gaps) if isinstance(body, Cloze) else ()

    @property
    def first_node(self) -> Scalar:
        """The first key of the question, where it begins."""
        return next(iter(self.keys.values()))[0]

    @property
    def table(self) -> str:
        """The id of the table the question belongs to, or an empty string."""
        return self.question.id.partition(".")[0] if "." in self.question.id else ""


Rule = Callable[[Asked], Iterator[Finding]]
DeckRule = Callable[[Sequence[Asked]], Iterator[tuple[Asked, Finding]]]


def unquoted(text: str) -> str:
    """Return a text whose quotations are blanked, every other letter in its place."""
    return QUOTED.sub(lambda quote: " " * len(quote[0]), text) if QUOTES.intersection(text) else text


def tokens_of(text: str) -> list[str]:
    """Return the words and figures of a text, casefolded, possessive endings dropped."""
    return [token.removesuffix("'s").removesuffix("’s") for token in TOKEN.findall(text.casefold())]


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


def in_language(words: Mapping[str, re.Pattern[str]], language: str) -> re.Pattern[str] | None:
    """Return the pattern of a language, or None where we know none."""
    return words.get(language)
