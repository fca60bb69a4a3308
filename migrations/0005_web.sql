-- The web chat: its messages, who is signed in, what was read.

CREATE TABLE web_message (
    id BIGINT NOT NULL PRIMARY KEY,
    -- Moves with every change, so that a page asks for what is newer than it has.
    seq BIGINT NOT NULL UNIQUE,
    marker TEXT UNIQUE,
    target TEXT NOT NULL,
    thread BIGINT,
    author TEXT NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    edited_at BIGINT
);
-- A page of a conversation, newest first.
CREATE INDEX web_message_target ON web_message (target, id) WHERE thread IS NULL;
-- The replies below a message.
CREATE INDEX web_message_thread ON web_message (thread, id) WHERE thread IS NOT NULL;

CREATE TABLE web_session (
    token TEXT NOT NULL PRIMARY KEY,
    person TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
-- Cleaning by age.
CREATE INDEX web_session_expires ON web_session (expires_at);

CREATE TABLE web_read (
    person TEXT NOT NULL,
    target TEXT NOT NULL,
    message BIGINT NOT NULL,
    PRIMARY KEY (person, target)
);
