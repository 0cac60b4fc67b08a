-- The log and what is derived from it. Days are ISO dates in the log, which outlives every program,
-- and counts of days since 1970-01-01 in the cache.

PRAGMA application_id = 1986949498;  -- 'vnqz'

CREATE TABLE device (
    id TEXT NOT NULL PRIMARY KEY,
    -- A hash of the host and the file on which this device writes; null where that is elsewhere.
    home TEXT UNIQUE,
    -- The last event up to which the chain of this device was found whole.
    verified_number INTEGER NOT NULL DEFAULT 0,
    verified_checksum TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    device TEXT NOT NULL REFERENCES device (id),
    number INTEGER NOT NULL,
    instant TEXT NOT NULL,
    offset INTEGER NOT NULL,
    study_day TEXT NOT NULL,
    card TEXT NOT NULL,
    kind TEXT NOT NULL,
    target TEXT,
    rating INTEGER CHECK (rating BETWEEN 1 AND 4),
    verdict TEXT,
    score REAL,
    asked TEXT NOT NULL,
    answered TEXT NOT NULL,
    is_guess INTEGER NOT NULL CHECK (is_guess IN (0, 1)),
    duration INTEGER,
    desired_retention REAL,
    due TEXT,
    checksum TEXT NOT NULL,
    UNIQUE (device, number)
) STRICT;

CREATE INDEX event_of_card ON event (card);
CREATE INDEX event_on_day ON event (study_day, kind);
CREATE INDEX event_renaming ON event (kind) WHERE kind = 'rename';
CREATE INDEX event_undoing ON event (target) WHERE kind = 'undo';

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'an event is never changed');
END;

CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'an event is never deleted');
END;

CREATE TABLE memory (
    card TEXT NOT NULL PRIMARY KEY,
    stability REAL,
    difficulty REAL,
    last_day INTEGER,
    due INTEGER,
    reviews INTEGER NOT NULL,
    lapses INTEGER NOT NULL,
    is_suspended INTEGER NOT NULL CHECK (is_suspended IN (0, 1)),
    buried_until INTEGER
) STRICT, WITHOUT ROWID;

-- One row: the rules and parameters under which the rows of memory were replayed.
CREATE TABLE replayed (under TEXT NOT NULL) STRICT;
INSERT INTO replayed (under) VALUES ('');
