"""What stays of a library that was read before, where a save broke something: its last good cards."""

from dataclasses import replace

from vnquiz.core.decks import Deck
from vnquiz.core.questions import Card
from vnquiz.deckfile.library import Library


def keep_last_good(library: Library, before: Library) -> None:
    """Give decks and questions that are left out, because they are at fault now, the last good shape they had.

    A question that is gone from a file in which nothing is at fault was taken out, and stays out.
    """
    read_now = {file.path: file for file in library.files}
    for deck_id, old in before.shown.items():
        new = read_now.get(old.path)
        if new is None or old.deck is None:
            continue
        if new.deck is None:
            library.shown[deck_id] = replace(new, deck=old.deck)
        elif new.left_out and new.deck.info.id == deck_id:
            new.deck = with_missing(new.deck, old.deck)


def with_missing(now: Deck, before: Deck) -> Deck:
    """Return a deck that also holds the cards it had before, each behind the one it stood behind."""
    cards = list(now.cards)
    place = {card.id: i for i, card in enumerate(cards)}
    behind: dict[int, list[Card]] = {}
    last = -1
    for card in before.cards:
        if card.id in place:
            last = place[card.id]
        else:
            behind.setdefault(last, []).append(card)
    merged = [
        *behind.get(-1, ()),
        *(each for i, card in enumerate(cards) for each in (card, *behind.get(i, ()))),
    ]
    questions = {card.question.id: card.question for card in merged}
    return Deck(now.info, tuple(questions.values()), tuple(merged))
