-- Where the cards of each deck stand, kept by the triggers below, so that home need not look at every card.
-- A card is learned from a stability of 21 days on.

CREATE TABLE deck_count (
    deck TEXT NOT NULL PRIMARY KEY,
    learned INTEGER NOT NULL,
    suspended INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER memory_is_counted AFTER INSERT ON memory
BEGIN
    INSERT INTO deck_count VALUES (
        substr(NEW.card, 1, instr(NEW.card, '/') - 1), coalesce(NEW.stability >= 21, 0), NEW.is_suspended
    )
    ON CONFLICT DO UPDATE SET
        learned = learned + excluded.learned,
        suspended = suspended + excluded.suspended;
END;

CREATE TRIGGER memory_is_counted_anew AFTER UPDATE ON memory
BEGIN
    UPDATE deck_count SET
        learned = learned + coalesce(NEW.stability >= 21, 0) - coalesce(OLD.stability >= 21, 0),
        suspended = suspended + NEW.is_suspended - OLD.is_suspended
    WHERE deck = substr(NEW.card, 1, instr(NEW.card, '/') - 1);
END;

CREATE TRIGGER memory_is_counted_no_more AFTER DELETE ON memory
BEGIN
    UPDATE deck_count SET
        learned = learned - coalesce(OLD.stability >= 21, 0),
        suspended = suspended - OLD.is_suspended
    WHERE deck = substr(OLD.card, 1, instr(OLD.card, '/') - 1);
END;

INSERT INTO deck_count
SELECT substr(card, 1, instr(card, '/') - 1), coalesce(sum(stability >= 21), 0), sum(is_suspended)
FROM memory GROUP BY 1;

-- The ids of the studied cards from the index alone, and of those that are suspended or were ever buried, without reading all.
CREATE INDEX memory_studied ON memory (card, stability) WHERE stability IS NOT NULL;
CREATE INDEX memory_away ON memory (card) WHERE is_suspended = 1 OR buried_until IS NOT NULL;
