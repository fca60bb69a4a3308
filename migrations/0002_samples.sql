-- Samples and what they mean.

-- Append-only revisions of the value of a period. Only `newest` and `last_seen_at` of a row ever change.
CREATE TABLE sample (
    id TEXT NOT NULL PRIMARY KEY,
    kpi TEXT NOT NULL,
    period TEXT NOT NULL,
    revision BIGINT NOT NULL,
    newest BOOLEAN NOT NULL,
    fetched_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    restates BOOLEAN NOT NULL,
    value TEXT,
    numerator TEXT,
    denominator TEXT,
    finality TEXT NOT NULL,
    window_from TEXT,
    window_to TEXT,
    platform_target TEXT,
    source TEXT NOT NULL,
    UNIQUE (kpi, period, revision)
);
-- The newest revision of each of the last periods of a KPI; at most one revision of a period is the newest.
CREATE UNIQUE INDEX sample_newest ON sample (kpi, period) WHERE newest;

-- Where a KPI stands. `due_at` is when it has to be judged again; a row without `doc` was never judged.
CREATE TABLE judgement (
    kpi TEXT NOT NULL PRIMARY KEY,
    doc TEXT,
    due_at BIGINT,
    watched_since BIGINT NOT NULL
);
-- The KPIs that are due, earliest first.
CREATE INDEX judgement_due ON judgement (due_at, kpi) WHERE due_at IS NOT NULL;

-- What was answered to a push or an import, so that the same one twice has one effect.
CREATE TABLE receipt (
    key TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL,
    at BIGINT NOT NULL
);
-- Cleaning by age.
CREATE INDEX receipt_at ON receipt (at, key);
