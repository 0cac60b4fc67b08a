"""In which way a typed text is an answer, and which of several typed texts are which of several answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from vnquiz.core.folding import letters, normal, typos_between
from vnquiz.core.questions import Diacritics, Leniency, Wording
from vnquiz.core.verdicts import VerdictKind

TYPO_SCORE = 0.9

_SHORTEST_WITH_TYPOS = 8
_LETTERS_PER_TYPO = 4
_MOST_TYPOS = 10

_AS_WRITTEN = frozenset({VerdictKind.EXACT, VerdictKind.ACCEPTED})
_OTHER_MARKS = frozenset({VerdictKind.NO_TONES, VerdictKind.TONE_SLIP})
_WIDER_AND_WIDER = (_AS_WRITTEN, _AS_WRITTEN | _OTHER_MARKS, _AS_WRITTEN | _OTHER_MARKS | {VerdictKind.TYPO})


@dataclass(frozen=True, slots=True)
class Spelling:
    """A text on one line with its folded forms."""

    text: str
    normal: str
    letters: str

    def form(self, leniency: Leniency) -> str:
        """The form in which typos are counted."""
        return self.letters if leniency.diacritics is Diacritics.IGNORE else self.normal


def spelled(text: str) -> Spelling:
    """Return a text with its folded forms; the normal one is empty where nothing was typed."""
    return Spelling(" ".join(text.split()), normal(text), letters(text))


def spellings(wording: Wording) -> tuple[Spelling, ...]:
    """Return every spelling of an answer, the author's own first."""
    return tuple(spelled(text) for text in (wording.text, *wording.accept))


@dataclass(frozen=True, slots=True)
class Likeness:
    """In which way a typed text is an answer, what that is worth (0 to 1), and how the answer is written."""

    kind: VerdictKind
    score: float
    written: str

    @property
    def remark(self) -> str:
        """A sentence that shows the right spelling, or empty where it was typed."""
        match self.kind:
            case VerdictKind.NO_TONES if self.score == 0:
                remark = f"The marks are missing: it is written {self.written}"
            case VerdictKind.TONE_SLIP if self.score == 0:
                remark = f"The marks differ: it is written {self.written}"
            case VerdictKind.NO_TONES | VerdictKind.TONE_SLIP | VerdictKind.TYPO:
                remark = f"Written {self.written}"
            case _:
                return ""
        return remark if remark.endswith((".", "!", "?", "…")) else remark + "."


def likeness(
    typed: Spelling, answers: Sequence[Spelling], leniency: Leniency, rivals: Iterable[Spelling]
) -> Likeness | None:
    """Return how a typed text is like an answer, given all its spellings, or None where it is not.

    `rivals` are other answers, that a typo is never forgiven into; those that are this answer do not count.
    """
    for answer in answers:
        if typed.normal == answer.normal:
            kind = VerdictKind.EXACT if answer is answers[0] else VerdictKind.ACCEPTED
            return Likeness(kind, 1.0, answer.text)
    for answer in answers:
        if typed.letters == answer.letters:
            kind = VerdictKind.NO_TONES if typed.normal == typed.letters else VerdictKind.TONE_SLIP
            return Likeness(kind, float(leniency.diacritics is Diacritics.IGNORE), answer.text)
    meant = _meant(typed, answers, leniency, rivals) if leniency.typos > 0 else None
    return Likeness(VerdictKind.TYPO, TYPO_SCORE, meant.text) if meant else None


def _meant(
    typed: Spelling, answers: Sequence[Spelling], leniency: Leniency, rivals: Iterable[Spelling]
) -> Spelling | None:
    """Return the spelling that was meant but for typos, unless a rival is as close or lent it a word."""
    form = typed.form(leniency)
    fewest, meant = _MOST_TYPOS + 1, None
    for answer in answers:
        limit = min(_typos_allowed(answer, leniency), fewest - 1)
        typos = typos_between(form, answer.form(leniency), limit)
        if typos is not None:
            fewest, meant = typos, answer
    if meant is None:
        return None
    own = {answer.form(leniency) for answer in answers}
    others = {rival.form(leniency) for rival in rivals} - own
    borrowed = _words(form) - {word for answer in own for word in _words(answer)}
    if any(typos_between(form, other, fewest) is not None or borrowed & _words(other) for other in others):
        return None
    return meant


def _words(form: str) -> set[str]:
    return set(form.split())


def _typos_allowed(answer: Spelling, leniency: Leniency) -> int:
    """Return as many as the author says, but none in a short answer and never so many that another word remains."""
    size = sum(character.isalpha() for character in answer.normal)
    return min(leniency.typos, size // _LETTERS_PER_TYPO) if size >= _SHORTEST_WITH_TYPOS else 0


@dataclass(frozen=True, slots=True)
class Findings:
    """What a list of typed texts comes to.

    `found` and `missed` go from the place of an item to the text typed for it and how it is like the item, which in
    `missed` is worth nothing. `repeated` are texts for items already found, `extras` those that are like no item.
    """

    found: Mapping[int, tuple[str, Likeness]]
    missed: Mapping[int, tuple[str, Likeness]]
    repeated: tuple[str, ...]
    extras: tuple[str, ...]


def find_items(
    typed: Sequence[Spelling], items: Sequence[Wording], leniency: Leniency, rivals: Iterable[Spelling]
) -> Findings:
    """Sort out which typed texts are which items, so that as many as can be are found.

    Texts that are the same in the normal form count as one. Every other item is a rival, as are `rivals`.
    """
    wordings = [spellings(item) for item in items]
    others = (*rivals, *chain.from_iterable(wordings))
    first: dict[str, Spelling] = {}
    for text in typed:
        first.setdefault(text.normal, text)
    likenesses = {form: _like_which(text, wordings, leniency, others) for form, text in first.items()}
    counted = {
        form: {item: like for item, like in likes.items() if like.score > 0}
        for form, likes in likenesses.items()
    }
    holders = _most_found(counted)
    missed: dict[int, tuple[str, Likeness]] = {}
    for form, likes in likenesses.items():
        free = [item for item in likes if item not in holders and item not in missed]
        if free and not counted[form]:
            missed[free[0]] = (first[form].text, likes[free[0]])
    placed = {id(first[form]) for form in holders.values()}
    return Findings(
        {item: (first[form].text, likenesses[form][item]) for item, form in holders.items()},
        missed,
        tuple(text.text for text in typed if counted[text.normal] and id(text) not in placed),
        tuple(first[form].text for form, likes in likenesses.items() if not likes),
    )


def _like_which(
    typed: Spelling, wordings: Sequence[Sequence[Spelling]], leniency: Leniency, others: Iterable[Spelling]
) -> dict[int, Likeness]:
    likes = {item: likeness(typed, wording, leniency, others) for item, wording in enumerate(wordings)}
    return {item: like for item, like in likes.items() if like is not None}


def _most_found(counted: Mapping[str, Mapping[int, Likeness]]) -> dict[int, str]:
    """Return which text stands for which item, for as many items as can be.

    Texts as written are placed first, then those with other marks, then those with typos, each along an augmenting
    path (Kuhn 1955): a text once placed keeps a place, though it may move to another item.
    """
    holders: dict[int, str] = {}
    for kinds in _WIDER_AND_WIDER:
        items = {
            form: [i for i, like in likes.items() if like.kind in kinds] for form, likes in counted.items()
        }
        for form in items:
            if form not in holders.values():
                _place(form, items, holders)
    return holders


def _place(form: str, items: Mapping[str, Sequence[int]], holders: dict[int, str]) -> None:
    """Find an item for a text, if others can move on to further items of theirs to make room."""
    reached_from: dict[int, str] = {}
    waiting = [form]
    for claimant in waiting:
        for item in items[claimant]:
            if item in reached_from:
                continue
            reached_from[item] = claimant
            if item not in holders:
                _move_along(item, reached_from, holders)
                return
            waiting.append(holders[item])


def _move_along(free: int, reached_from: Mapping[int, str], holders: dict[int, str]) -> None:
    """Give the free item to the text that reached it, the item which that one leaves to the next, and so on."""
    places = {form: item for item, form in holders.items()}
    item: int | None = free
    while item is not None:
        holders[item] = reached_from[item]
        item = places.get(reached_from[item])
