-- Alerts, their history, and what was escalated.

CREATE TABLE alert (
    id TEXT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    kpi TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    owner TEXT NOT NULL,
    next_action_at BIGINT,
    closed_at BIGINT,
    version BIGINT NOT NULL,
    doc TEXT NOT NULL,
    -- Silence is never an outcome: whatever is not closed has a next action.
    CONSTRAINT alert_next_action CHECK ((status = 'closed') = (next_action_at IS NULL)),
    CONSTRAINT alert_closed_at CHECK ((status = 'closed') = (closed_at IS NOT NULL))
);
-- One open alert per KPI and kind.
CREATE UNIQUE INDEX alert_open ON alert (kpi, kind) WHERE status <> 'closed';
-- The alerts whose next action is due, earliest first.
CREATE INDEX alert_due ON alert (next_action_at, id) WHERE next_action_at IS NOT NULL;
-- The alert of a KPI that closed last.
CREATE INDEX alert_closed ON alert (kpi, kind, closed_at);

-- Append-only: the audit trail. The alert is the fold over it.
CREATE TABLE alert_event (
    alert TEXT NOT NULL REFERENCES alert (id),
    seq BIGINT NOT NULL,
    episode BIGINT NOT NULL,
    at BIGINT NOT NULL,
    doc TEXT NOT NULL,
    PRIMARY KEY (alert, seq)
);
-- What happened in a span of time.
CREATE INDEX alert_event_at ON alert_event (at, alert, seq);

-- Every step of an escalation that was taken: each at most once.
CREATE TABLE escalation_run (
    alert TEXT NOT NULL REFERENCES alert (id),
    episode BIGINT NOT NULL,
    lap BIGINT NOT NULL,
    step BIGINT NOT NULL,
    rung TEXT NOT NULL,
    person TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (alert, episode, step, lap)
);
