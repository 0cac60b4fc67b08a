-- What statistics are made of, derived from the log like memory, and written together with it. Predicted and
-- desired recall are kept in millionths, so that sums taken apart again are exact.

CREATE TABLE answer (
    card TEXT NOT NULL,
    -- Counts the answers of the card that stand, in replay order.
    number INTEGER NOT NULL,
    day INTEGER NOT NULL,
    -- 'new', 'young' or 'mature' for an answer that moved the card, else 'practice'.
    band TEXT NOT NULL,
    rating INTEGER,
    milliseconds INTEGER NOT NULL,
    elapsed INTEGER,
    interval INTEGER,
    stability REAL,
    recall INTEGER,
    desired INTEGER,
    PRIMARY KEY (card, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE confusion (
    card TEXT NOT NULL,
    folded TEXT NOT NULL,
    given TEXT NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (card, folded)
) STRICT, WITHOUT ROWID;

CREATE INDEX confusion_by_times ON confusion (times);

-- The sums of `answer` by day and band, kept by the triggers below.
CREATE TABLE tally (
    day INTEGER NOT NULL,
    band TEXT NOT NULL,
    answers INTEGER NOT NULL,
    remembered INTEGER NOT NULL,
    milliseconds INTEGER NOT NULL,
    recall INTEGER NOT NULL,
    desired INTEGER NOT NULL,
    PRIMARY KEY (day, band)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER answer_is_counted AFTER INSERT ON answer
BEGIN
    INSERT INTO tally VALUES (
        NEW.day, NEW.band, 1, coalesce(NEW.rating > 1, 0), NEW.milliseconds,
        coalesce(NEW.recall, 0), coalesce(NEW.desired, 0)
    )
    ON CONFLICT DO UPDATE SET
        answers = answers + 1,
        remembered = remembered + excluded.remembered,
        milliseconds = milliseconds + excluded.milliseconds,
        recall = recall + excluded.recall,
        desired = desired + excluded.desired;
END;

CREATE TRIGGER answer_is_counted_no_more AFTER DELETE ON answer
BEGIN
    UPDATE tally SET
        answers = answers - 1,
        remembered = remembered - coalesce(OLD.rating > 1, 0),
        milliseconds = milliseconds - OLD.milliseconds,
        recall = recall - coalesce(OLD.recall, 0),
        desired = desired - coalesce(OLD.desired, 0)
    WHERE day = OLD.day AND band = OLD.band;
    DELETE FROM tally WHERE day = OLD.day AND band = OLD.band AND answers = 0;
END;

-- The cards that are due, without reading all.
CREATE INDEX memory_due ON memory (due);

-- Have everything replayed, as the tables are new.
UPDATE replayed SET under = '';
