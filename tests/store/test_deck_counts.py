"""What is counted of each deck is what its memories say, from the file of an earlier version on."""

from contextlib import closing

from histories import START, draft, study

from vnquiz.core.days import Day
from vnquiz.core.events import EventKind
from vnquiz.core.questions import CardId, DeckId
from vnquiz.core.verdicts import Rating
from vnquiz.store import deck_counts
from vnquiz.store.database import Database, migrations
from vnquiz.store.opening import open_in_memory

DECK = DeckId("d")
A, B = CardId("d/a"), CardId("d/b")


def test_the_memories_of_an_older_file_are_counted_when_it_is_migrated() -> None:
    with closing(Database.in_memory()) as database:
        database.migrate(migrations()[:3])
        for card, stability, is_suspended in (
            ("d/a", 30.0, 0),
            ("d/b", 20.9, 1),
            ("d/c", None, 1),
            ("e/a", 21.0, 0),
        ):
            database.run(
                "INSERT INTO memory (card, stability, reviews, lapses, is_suspended) VALUES (?, ?, 0, 0, ?)",
                (card, stability, is_suspended),
            )
        database.migrate(migrations())
        assert deck_counts.counts(database, DECK) == (1, 2)
        assert deck_counts.counts(database, DeckId("e")) == (1, 0)
        assert deck_counts.counts(database, DeckId("never-met")) == (0, 0)
        assert deck_counts.studied(database, DECK) == {"d/a", "d/b"}
        assert list(deck_counts.miscounted(database)) == []


def test_a_changed_count_is_found_by_verify() -> None:
    with open_in_memory() as progress:
        progress.append(study(card=A), draft(EventKind.SUSPEND, card=B))
        assert progress.counts(DECK) == (0, 1)
        assert progress.verify() == []
        progress._database.run("UPDATE deck_count SET learned = 7")
        assert progress.verify() == ["What is counted of deck d is not what is remembered of its cards."]


def test_counts_follow_what_is_undone_and_renamed() -> None:
    with open_in_memory() as progress:
        (event,) = progress.append(draft(EventKind.SUSPEND, card=A))
        assert progress.counts(DECK) == (0, 1)
        progress.append(draft(EventKind.RENAME, card=A, target="e/a"))
        assert progress.counts(DECK) == (0, 0)
        assert progress.counts(DeckId("e")) == (0, 1)
        progress.append(draft(EventKind.UNDO, card=A, target=event.uid))
        assert progress.counts(DeckId("e")) == (0, 0)
        assert progress.verify() == []


def test_a_card_is_counted_as_learned_once_it_is_and_no_more_when_it_is_forgotten() -> None:
    with open_in_memory() as progress:
        days = [START, START + 4, START + 20, START + 70]
        for day in days:
            progress.append(study(Rating.EASY, day, card=A, due=Day(day + 1)))
        assert progress.counts(DECK) == (1, 0)
        progress.append(study(Rating.AGAIN, START + 200, card=A))
        assert progress.counts(DECK) == (int((progress.memory(A).stability or 0) >= 21), 0) == (0, 0)


def test_an_id_with_a_comma_is_not_taken_for_two() -> None:
    with open_in_memory() as progress:
        progress.append(study(card=A), study(card=CardId("d/x,d/b")))
        assert progress.studied(DECK) == {A}
