-- Standing data: people, KPIs, targets and the rest, one document each, with the audit trail of its changes.

CREATE TABLE standing (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    doc TEXT NOT NULL,
    PRIMARY KEY (kind, key)
);

-- One row. Every change moves it, so that a reader sees with one look whether its copy is still good.
CREATE TABLE standing_version (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    version BIGINT NOT NULL
);
INSERT INTO standing_version (id, version) VALUES (1, 0);

-- Append-only: who changed what, and when. `version` and `place` name the change within its set.
CREATE TABLE standing_change (
    version BIGINT NOT NULL,
    place BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    before_doc TEXT,
    after_doc TEXT,
    PRIMARY KEY (version, place)
);

-- Numbers that people see and that count without a gap: the alerts, the messages of the web chat.
CREATE TABLE counter (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO counter (name, value) VALUES ('alert', 0), ('web_message', 0);
