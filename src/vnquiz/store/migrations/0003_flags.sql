-- Whether the learner flagged a card, to find it again.

ALTER TABLE memory ADD COLUMN is_flagged INTEGER NOT NULL DEFAULT 0 CHECK (is_flagged IN (0, 1));
