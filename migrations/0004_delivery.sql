-- Messages on their way out, what came in, and the slots of digests that are taken.

CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    -- The class, and its place in the order of sending.
    class TEXT NOT NULL,
    priority BIGINT NOT NULL,
    platform TEXT NOT NULL,
    target TEXT NOT NULL,
    direct BOOLEAN NOT NULL,
    thread TEXT,
    -- Rows of one order key go out in the order of their places.
    order_key TEXT NOT NULL,
    place BIGINT NOT NULL,
    idempotency_key TEXT NOT NULL UNIQUE,
    message TEXT NOT NULL,
    reader TEXT NOT NULL,
    plain BOOLEAN NOT NULL,
    reply_to TEXT,
    shows TEXT,
    -- The row whose message this one edits.
    edits TEXT,
    not_before BIGINT NOT NULL,
    expires_at BIGINT,
    state TEXT NOT NULL,
    attempt BIGINT NOT NULL,
    first_attempt_at BIGINT,
    -- Whether an attempt ended without anybody knowing how.
    in_doubt BOOLEAN NOT NULL,
    fence BIGINT NOT NULL,
    lease_owner TEXT,
    lease_until BIGINT,
    platform_message TEXT,
    CONSTRAINT outbox_state CHECK (
        state IN ('pending', 'sending', 'accepted', 'unknown', 'dead', 'expired', 'held')
    ),
    CONSTRAINT outbox_lease CHECK ((state = 'sending') = (lease_until IS NOT NULL))
);
-- The claim: rows that wait, most urgent first.
CREATE INDEX outbox_pending ON outbox (not_before, id) WHERE state = 'pending';
-- At most one row of an order key is on its way or unclear.
CREATE UNIQUE INDEX outbox_in_flight ON outbox (order_key) WHERE state IN ('sending', 'unknown');
-- Whether an earlier row of the same order key waits, and the next place behind them.
CREATE INDEX outbox_order ON outbox (order_key, place, id);
-- Leases that ran out, and rows nobody knows about.
CREATE INDEX outbox_lease_until ON outbox (lease_until, id) WHERE state = 'sending';
CREATE INDEX outbox_unknown ON outbox (not_before, id) WHERE state = 'unknown';

-- How much waits, is stuck or was given up, per class.
CREATE INDEX outbox_count ON outbox (class, state, not_before) WHERE state NOT IN ('accepted', 'expired');

-- Append-only: every try to hand a row to its platform.
CREATE TABLE outbox_attempt (
    outbox TEXT NOT NULL REFERENCES outbox (id),
    fence BIGINT NOT NULL,
    attempt BIGINT NOT NULL,
    lease_owner TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    outcome TEXT,
    detail TEXT,
    PRIMARY KEY (outbox, fence)
);

-- Which message shows which alert. `id` is the outbox row that posted it.
CREATE TABLE message_ref (
    id TEXT NOT NULL PRIMARY KEY REFERENCES outbox (id),
    alert TEXT NOT NULL,
    platform TEXT NOT NULL,
    target TEXT NOT NULL,
    platform_message TEXT,
    desired_version BIGINT NOT NULL,
    sent_version BIGINT NOT NULL
);
-- Every message that shows an alert.
CREATE INDEX message_ref_alert ON message_ref (alert, id);
-- The alert that a message shows.
CREATE INDEX message_ref_message ON message_ref (platform, target, platform_message);

CREATE TABLE inbox (
    platform TEXT NOT NULL,
    event_id TEXT NOT NULL,
    reply TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (platform, event_id)
);
-- Cleaning by age.
CREATE INDEX inbox_at ON inbox (at);

-- One digest per schedule and local date, ever.
CREATE TABLE schedule_slot (
    schedule TEXT NOT NULL,
    date TEXT NOT NULL,
    time TEXT NOT NULL,
    taken_at BIGINT NOT NULL,
    PRIMARY KEY (schedule, date)
);
