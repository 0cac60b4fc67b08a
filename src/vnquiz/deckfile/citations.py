"""The citations of a whole library checked, every fault reported where its card cites."""

from collections.abc import Iterator

from vnquiz.core.questions import CardId, Derived, Question
from vnquiz.deckfile.concordance import Concordance, Shelf, Texts, concordance_of_paragraphs
from vnquiz.deckfile.library import Library
from vnquiz.deckfile.proof import disproofs
from vnquiz.deckfile.reader import DeckFile
from vnquiz.yamlfile.problems import Code


def check_citations(library: Library, texts: Texts | None = None) -> None:
    """Add to the decks' problems every answer that its citation does not bear out.

    With `texts` the documents themselves are searched, where they are at hand, instead of their concordances.
    """
    concordances = Concordances(library.shelf, texts)
    for file in library.files:
        check_deck_citations(file, concordances)
        file.document.problems.sort(key=lambda problem: (problem.line, problem.column))
    library.problems_elsewhere += library.shelf.problems


def check_deck_citations(file: DeckFile, concordances: "Concordances") -> None:
    """Add to a deck's problems every answer that its citation does not bear out."""
    for question in () if file.deck is None else file.deck.questions:
        _check(file, question, concordances)


def _check(file: DeckFile, question: Question, concordances: "Concordances") -> None:
    """Report what is wrong with the citation of one question."""
    node = file.cite_nodes.get(question.id)
    if node is None:
        return
    known = concordances.of(question)
    for disproof in disproofs(question, known) if known else ():
        code = Code.NO_SUCH_PARAGRAPH if disproof.is_missing_paragraph else Code.UNPROVED
        file.document.report(code, node, f"{question.id}: {disproof.message}", disproof.cure)


class Concordances:
    """The concordances that questions cite, made from the documents where those are at hand."""

    def __init__(self, shelf: Shelf, texts: Texts | None) -> None:
        """Take them from a shelf, and their paragraphs from the texts."""
        self.shelf = shelf
        self.texts = texts
        self.found: dict[str, Concordance | None] = {}

    def of(self, question: Question) -> dict[str, Concordance]:
        """Return the concordances of the sources that a question cites, as far as there are any."""
        found: dict[str, Concordance] = {}
        for cite in question.cite if question.derived is None else question.cite + question.derived.cite:
            concordance = self.get(cite.source)
            if concordance is not None:
                found[cite.source] = concordance
        return found

    def get(self, name: str) -> Concordance | None:
        """Return the concordance of a source."""
        if name not in self.found:
            shipped = self.shelf.get(name)
            paragraphs = None if self.texts is None else self.texts.paragraphs(name, shipped)
            if paragraphs is not None and shipped is not None:
                self.found[name] = concordance_of_paragraphs(paragraphs, shipped.source)
            else:
                self.found[name] = shipped
        return self.found[name]


def derivations(library: Library) -> Iterator[tuple[CardId, Derived]]:
    """Yield the cards whose answers are counted or computed."""
    for deck in library.decks:
        for card in deck.cards:
            if card.question.derived is not None:
                yield card.id, card.question.derived
