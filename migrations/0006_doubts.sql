-- What is known about a row of the outbox beyond its state, and which targets asked to be left alone.

-- Whether it was sent again although an earlier try may have been accepted, so that it says so.
ALTER TABLE outbox ADD COLUMN labelled BOOLEAN NOT NULL DEFAULT FALSE;
-- For a dead row: whether something went out in its place or the administrators were told.
ALTER TABLE outbox ADD COLUMN covered BOOLEAN NOT NULL DEFAULT FALSE;

-- The targets whose platform asked to wait.
CREATE TABLE target_pause (
    platform TEXT NOT NULL,
    target TEXT NOT NULL,
    until BIGINT NOT NULL,
    PRIMARY KEY (platform, target)
);
